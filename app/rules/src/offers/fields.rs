//! How the single fields of the offer's form are read.

use super::OfferFieldRefusal as Bad;
use super::hours::parse_minute;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

/// The most characters of a gift or service in the headline.
const ITEM_MOST: usize = 12;
/// The most shops of one offer.
const SHOPS_MOST: usize = 20;

/// An empty choice is missing; another word is no choice.
pub(super) fn choice(word: &str) -> Bad {
    if word.is_empty() { Bad::Missing } else { Bad::NoSuchChoice }
}

pub(super) fn date(word: &str) -> Bad {
    if word.trim().is_empty() { Bad::Missing } else { Bad::NotADate }
}

pub(super) fn needed(text: String) -> Result<String, Bad> {
    if text.is_empty() { Err(Bad::Missing) } else { Ok(text) }
}

/// Text of several lines, trimmed; may be empty.
pub(super) fn text(typed: &str, most: usize) -> Result<String, Bad> {
    let plain: String = typed.replace("\r\n", "\n").nfc().collect();
    let plain = plain.trim();
    match plain.chars().count() {
        length if length > most => Err(Bad::TooLong { most: most as i64 }),
        _ if plain.chars().any(|c| c.is_control() && c != '\n' || is_invisible(c)) => Err(Bad::Unprintable),
        _ => Ok(plain.to_owned()),
    }
}

pub(super) fn line(typed: &str, most: usize) -> Result<String, Bad> {
    text(typed, most).and_then(|text| if text.contains('\n') { Err(Bad::Unprintable) } else { Ok(text) })
}

/// Characters that turn or hide the text around them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A gift or service without the word the headline puts before it.
pub(super) fn item(typed: &str, spoken: &[&str]) -> Result<String, Bad> {
    let item = line(typed, ITEM_MOST)?;
    let bare = spoken.iter().find_map(|word| item.strip_prefix(word)).unwrap_or(&item).trim().to_owned();
    needed(bare)
}

/// `8.5`, `8.5折` and, as it is said too, `85折`: the percent one pays.
pub(super) fn discount(typed: &str) -> Result<u8, Bad> {
    let plain: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.trim_end_matches('折');
    if plain.is_empty() {
        return Err(Bad::Missing);
    }
    let digits: String = match plain.split_once('.') {
        Some((whole, part)) if whole.len() == 1 && part.len() == 1 => format!("{whole}{part}"),
        None if plain.len() == 1 => format!("{plain}0"),
        None if plain.len() == 2 => plain.to_owned(),
        _ => return Err(Bad::NotADiscount),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Bad::NotADiscount);
    }
    digits.parse().ok().filter(|pays| (10..=99).contains(pays)).ok_or(Bad::NotADiscount)
}

pub(super) fn number(typed: &str, least: i64, most: i64) -> Result<i64, Bad> {
    let plain: String = typed.nfkc().filter(|c| !c.is_whitespace() && *c != ',').collect();
    if plain.is_empty() {
        return Err(Bad::Missing);
    }
    if !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Bad::NotANumber);
    }
    plain.parse().ok().filter(|number| (least..=most).contains(number)).ok_or(Bad::NumberOutOfRange { least, most })
}

pub(super) fn id(typed: &str) -> Result<Uuid, Bad> {
    if typed.is_empty() { Err(Bad::Missing) } else { Uuid::parse_str(typed).map_err(|_| Bad::NotAnId) }
}

pub(super) fn shops(typed: &[String]) -> Result<Vec<Uuid>, Bad> {
    let mut shops = Vec::new();
    for shop in typed.iter().filter(|shop| !shop.is_empty()) {
        let shop = id(shop)?;
        if !shops.contains(&shop) {
            shops.push(shop);
        }
    }
    match shops.len() {
        0 => Err(Bad::Missing),
        count if count > SHOPS_MOST => Err(Bad::NumberOutOfRange { least: 1, most: SHOPS_MOST as i64 }),
        _ => Ok(shops),
    }
}

/// A time of day.
pub(super) fn minute(typed: &str) -> Result<u16, Bad> {
    if typed.trim().is_empty() { Err(Bad::Missing) } else { parse_minute(typed).ok_or(Bad::NotATime) }
}
