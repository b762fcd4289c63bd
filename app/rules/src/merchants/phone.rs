//! The telephone of a shop: a mobile, a landline with its area code, or a service number.

use crate::writing::{plain, tidy};
use crate::{Reason, Refusal};
use serde::{Deserialize, Serialize};
use std::fmt;

const EXTENSION_WORDS: [&str; 6] = ["转接", "转", "分机号", "分机", "ext", "#"];

/// What stands between several numbers.
const BETWEEN: [char; 8] = ['/', '、', ',', ';', '|', '\\', '或', '和'];
/// The pieces, parted by spaces, that one number may have.
const MOST_WORDS: usize = 8;
/// The town's area code, and how many digits its numbers have after it.
const AREA: &str = "0535";
const LOCAL: usize = 7;

/// A telephone number of mainland China, with an extension if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone {
    number: String,
    extension: Option<String>,
}

/// What was written is no telephone number that could be dialled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadPhone {
    /// As it was written.
    pub written: String,
}

impl Refusal for BadPhone {
    fn reason(&self) -> Reason {
        if self.written.is_empty() {
            return Reason::new("phone_missing");
        }
        Reason::new("bad_phone").with("written", self.written.as_str())
    }
}

impl Phone {
    /// Reads a number as people write it: full-width digits, spaces, dashes, brackets, `+86`, an extension after 转, 分机, `ext`, `#` or a last dash.
    ///
    /// # Errors
    /// When it is neither a mobile (11 digits from 13 to 19), nor a landline with its area code, nor a 400/800 number.
    pub fn parse(text: &str) -> Result<Self, BadPhone> {
        let written = plain(text).to_lowercase();
        read(&written).ok_or_else(|| BadPhone { written: tidy(text) })
    }

    /// Reads the first number of a cell that may hold several, or a person's name beside it, and how many more there are.
    ///
    /// # Errors
    /// When no part of it is a telephone number.
    pub fn first_of(text: &str) -> Result<(Self, usize), BadPhone> {
        if let Ok(phone) = Self::parse(text) {
            return Ok((phone, 0));
        }
        let written = plain(text).to_lowercase();
        let mut found: Vec<Self> = written.split(BETWEEN).flat_map(stretches).flat_map(numbers_in).collect();
        found.dedup();
        if found.is_empty() {
            return Err(BadPhone { written: tidy(text) });
        }
        let more = found.len() - 1;
        Ok((found.swap_remove(0), more))
    }

    /// Reads a landline of the town that leaves out the area code, or only its zero because a spreadsheet took it for a number: `6000000`, `5356000000`.
    #[must_use]
    pub fn neighbour(text: &str) -> Option<Self> {
        let written = plain(text).to_lowercase();
        written.split(BETWEEN).flat_map(stretches).find_map(|stretch| {
            let own = stretch.strip_prefix(&AREA[1..]).filter(|rest| local_digits(rest) == LOCAL).unwrap_or(stretch);
            (local_digits(own) == LOCAL).then(|| read(&format!("{AREA}-{own}")))?
        })
    }

    /// The number without its extension: `13448147748`, `0535-6000000`, `400-123-4567`.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The extension, if there is one.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }
}

fn read(written: &str) -> Option<Phone> {
    let (head, extension) = split_extension(written)?;
    let groups = digit_groups(head)?;
    if let Some(number) = number_of(&groups.concat(), head.starts_with('+')) {
        return Some(Phone { number, extension });
    }
    let (last, front) = groups.split_last()?;
    let landline = number_of(&front.concat(), head.starts_with('+')).filter(|number| number.starts_with('0'));
    match (landline, extension) {
        (Some(number), None) if (1..=6).contains(&last.len()) => Some(Phone { number, extension: Some((*last).to_owned()) }),
        _ => None,
    }
}

/// The part before an extension word, and the digits after it.
fn split_extension(written: &str) -> Option<(&str, Option<String>)> {
    let Some((place, word)) = EXTENSION_WORDS.iter().filter_map(|word| written.find(word).map(|place| (place, *word))).min_by_key(|found| found.0)
    else {
        return Some((written, None));
    };
    let after = written[place + word.len()..].trim_matches([' ', '.', ':', '-', '号', ')']);
    let good = (1..=6).contains(&after.len()) && after.bytes().all(|b| b.is_ascii_digit());
    good.then(|| (written[..place].trim_end_matches([' ', '-', '(']), Some(after.to_owned())))
}

fn digit_groups(head: &str) -> Option<Vec<&str>> {
    let separator = |c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')' | '+' | '.' | '_' | '·' | '‐' | '‑' | '–' | '—' | '−' | '―');
    let groups: Vec<&str> = head.split(separator).filter(|group| !group.is_empty()).collect();
    groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit())).then_some(groups)
}

/// The number in its usual form, from digits that may begin with the country's code.
fn number_of(digits: &str, international: bool) -> Option<String> {
    let local = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|rest| international || is_mobile(rest)));
    match local {
        Some(rest) if is_mobile(rest) => Some(rest.to_owned()),
        Some(rest) if !rest.starts_with('0') => landline(&format!("0{rest}")),
        Some(rest) => landline(rest),
        None if is_mobile(digits) => Some(digits.to_owned()),
        None if digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800")) => {
            Some(format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..]))
        }
        None => landline(digits),
    }
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && !matches!(digits.as_bytes()[1], b'0'..=b'2')
}

fn landline(digits: &str) -> Option<String> {
    let area = match digits.as_bytes() {
        [b'0', b'1' | b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        _ => return None,
    };
    let (area, local) = digits.split_at_checked(area)?;
    let good = (7..=8).contains(&local.len()) && !local.starts_with(['0', '1']);
    good.then(|| format!("{area}-{local}"))
}

/// What may be a number in a text with other words: every stretch of digits, separators and extension words.
fn stretches(part: &str) -> impl Iterator<Item = &str> {
    let belongs = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-()+.转分机号ext#—–".contains(c);
    part.split(move |c: char| !belongs(c)).map(|stretch| stretch.trim_matches(|c: char| !c.is_ascii_digit() && c != '+' && c != '('))
}

/// The numbers in a stretch: one, or several with only spaces between; the longest beginning that is a number is one.
fn numbers_in(stretch: &str) -> Vec<Phone> {
    let words: Vec<&str> = stretch.split_whitespace().collect();
    let (mut found, mut from) = (Vec::new(), 0);
    while from < words.len() {
        let most = words.len().min(from + MOST_WORDS);
        let longest = (from + 1..=most).rev().find_map(|to| Some((read(&words[from..to].join(" "))?, to)));
        from = longest.as_ref().map_or(from + 1, |(_, to)| *to);
        found.extend(longest.map(|(phone, _)| phone));
    }
    found
}

/// How many digits a text without an extension has.
fn local_digits(text: &str) -> usize {
    let head = split_extension(text).map_or(text, |(head, _)| head);
    head.chars().filter(char::is_ascii_digit).count()
}

/// The number, and its extension after 转: `0535-6000000转27`.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.number)?;
        self.extension.as_ref().map_or(Ok(()), |extension| write!(f, "转{extension}"))
    }
}

impl TryFrom<String> for Phone {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|_| "not a telephone number".to_owned())
    }
}
impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.to_string()
    }
}
