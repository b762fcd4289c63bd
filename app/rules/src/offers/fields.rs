//! How the single fields of the offer's form are read.

use super::OfferFieldRefusal as Bad;
use super::hours::parse_minute;
use crate::writing::{Unfit, lines};
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
    if says_something(&text) { Ok(text) } else { Err(Bad::Missing) }
}

/// Whether anything of it can be seen: joiners that only shape the characters around them do not count.
pub(super) fn says_something(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}'))
}

/// Text of several lines, trimmed; may be empty.
pub(super) fn text(typed: &str, most: usize) -> Result<String, Bad> {
    lines(typed, most).map_err(|unfit| match unfit {
        Unfit::TooLong { .. } => Bad::TooLong { most: most as i64 },
        Unfit::Unprintable => Bad::Unprintable,
    })
}

pub(super) fn line(typed: &str, most: usize) -> Result<String, Bad> {
    text(typed, most).and_then(|text| if text.contains('\n') { Err(Bad::Unprintable) } else { Ok(text) })
}

/// A gift or service without the word the headline puts before it.
pub(super) fn item(typed: &str, spoken: &[&str]) -> Result<String, Bad> {
    let item = line(typed, 2 * ITEM_MOST)?;
    line(spoken.iter().find_map(|word| item.strip_prefix(word)).unwrap_or(&item), ITEM_MOST).and_then(needed)
}

/// A number as people type it: full-width digits, spaces, and the full stop that a Chinese keyboard gives for a point.
pub(super) fn written_number(typed: &str) -> String {
    typed.nfkc().filter(|c| !c.is_whitespace()).map(|c| if c == '。' { '.' } else { c }).collect()
}

/// Without the commas that set thousands apart: `1,299`. A comma anywhere else may be meant as a point; nothing then.
pub(super) fn ungrouped(plain: &str) -> Option<String> {
    let whole = plain.split('.').next()?;
    let mut groups = whole.split(',');
    let first = groups.next()?.len();
    let thousands = groups.all(|group| group.len() == 3) && (!whole.contains(',') || (1..=3).contains(&first));
    (thousands && !plain[whole.len()..].contains(',')).then(|| plain.replace(',', ""))
}

/// `8.5`, `8.5折` and, as it is said too, `85折`: the percent one pays. `10` is refused: ten tenths are no discount, and one tenth is not meant.
pub(super) fn discount(typed: &str) -> Result<u8, Bad> {
    let plain = written_number(typed);
    let plain = plain.trim_end_matches('折');
    if plain.is_empty() {
        return Err(Bad::Missing);
    }
    let digits: String = match plain.split_once('.') {
        Some((whole, part)) if whole.len() == 1 && part.len() == 1 => format!("{whole}{part}"),
        None if plain.len() == 1 => format!("{plain}0"),
        None if plain.len() == 2 && plain != "10" => plain.to_owned(),
        _ => return Err(Bad::NotADiscount),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Bad::NotADiscount);
    }
    digits.parse().ok().filter(|pays| (10..=99).contains(pays)).ok_or(Bad::NotADiscount)
}

pub(super) fn number(typed: &str, least: i64, most: i64) -> Result<i64, Bad> {
    let plain = written_number(typed);
    let plain = plain.trim_end_matches(['份', '个']);
    if plain.is_empty() {
        return Err(Bad::Missing);
    }
    let plain = ungrouped(plain).ok_or(Bad::NotANumber)?;
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
