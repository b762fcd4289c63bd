//! Where a shop is inside its district: the unit on its door and the floor.

use crate::writing::plain;
use crate::{Reason, Refusal};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The unit on a shop's door, e.g. `3F-556`, or its address when it has a street door; at most 60 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Unit(String);

/// Why a unit was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitRefusal {
    /// Nothing was written.
    Missing,
    /// It is longer than an address needs.
    TooLong {
        /// How many characters it has.
        length: usize,
    },
}

impl Refusal for UnitRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::Missing => Reason::new("missing_unit"),
            Self::TooLong { length } => Reason::new("unit_too_long").with("length", *length as i64).with("limit", Unit::LIMIT as i64),
        }
    }
}

impl Unit {
    /// The most characters a unit may have.
    pub const LIMIT: usize = 60;

    /// Reads a unit; width and case of letters are made even.
    ///
    /// # Errors
    /// When it is empty or longer than [`Self::LIMIT`].
    pub fn parse(text: &str) -> Result<Self, UnitRefusal> {
        let unit = plain(text).to_uppercase();
        match unit.chars().count() {
            0 => Err(UnitRefusal::Missing),
            length if length > Self::LIMIT => Err(UnitRefusal::TooLong { length }),
            _ => Ok(Self(unit)),
        }
    }

    /// As it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The floor that the unit names (1 = ground floor, −1 = first basement); none for a street door.
    #[must_use]
    pub fn floor(&self) -> Option<i16> {
        floor_in(&self.0)
    }

    /// Reads a floor that stands by itself, as in a column 楼层: `3`, `3F`, `三层`, `B1`, `-1`.
    #[must_use]
    pub fn floor_alone(text: &str) -> Option<i16> {
        let text = plain(text).to_uppercase();
        let number = text.parse::<f64>().ok().filter(|n| n.fract() == 0.0).map(|n| n as i16);
        number.or_else(|| floor_in(&text)).or_else(|| numeral(&text)).filter(|floor| credible(*floor))
    }
}

fn credible(floor: i16) -> bool {
    floor != 0 && (-5..=99).contains(&floor)
}

/// Looks for `3F`, `F3`, `L3`, `B1`, `LG`, `3层`, `三楼`, `负一层`, wherever it stands; capital letters are expected.
fn floor_in(unit: &str) -> Option<i16> {
    let chars: Vec<char> = unit.chars().collect();
    let outside = |place: Option<usize>| place.and_then(|p| chars.get(p)).is_none_or(|c| !c.is_ascii_alphanumeric());
    (0..chars.len()).find_map(|at| {
        let begins = outside(at.checked_sub(1));
        let floor = match chars[at] {
            '层' | '楼' => numeral(&counted_before(&chars[..at])),
            'F' if at > 0 && chars[at - 1].is_ascii_digit() => {
                numeral(&counted_before(&chars[..at])).map(|n| if below(&chars[..at]) { -n.abs() } else { n })
            }
            'F' | 'L' if begins => numeral(&digits_after(&chars[at + 1..])),
            'B' if begins => numeral(&digits_after(&chars[at + 1..])).map(|n| -n),
            _ => None,
        };
        floor.filter(|floor| credible(*floor))
    })
}

/// Whether the digits at the end follow a B or a minus, as in `B1F`.
fn below(before: &[char]) -> bool {
    let mark = before.iter().rev().find(|c| !c.is_ascii_digit());
    mark == Some(&'B')
}

fn counted_before(before: &[char]) -> String {
    let counts = |c: &&char| c.is_ascii_digit() || "负一二三四五六七八九十".contains(**c);
    let mut word: Vec<char> = before.iter().rev().take_while(counts).copied().collect();
    let rest = before.len() - word.len();
    if word.last().is_some_and(char::is_ascii_digit) && rest > 0 && (before[rest - 1] == 'B' || (before[rest - 1] == '-' && rest == 1)) {
        word.push('负');
    }
    word.iter().rev().collect()
}

/// One or two digits that are not the beginning of a longer number: the 3 of `L3-12`, nothing of `F3012`.
fn digits_after(after: &[char]) -> String {
    let digits: String = after.iter().take_while(|c| c.is_ascii_digit()).collect();
    if digits.len() <= 2 { digits } else { String::new() }
}

/// A small number in digits or Chinese numerals, 负 for below ground.
fn numeral(word: &str) -> Option<i16> {
    if let Some(rest) = word.strip_prefix('负') {
        return numeral(rest).map(|n| -n);
    }
    if let Ok(number) = word.parse::<i16>() {
        return Some(number);
    }
    let digit = |c: char| "零一二三四五六七八九".chars().position(|known| known == c).map(|n| n as i16);
    match word.chars().collect::<Vec<_>>()[..] {
        ['十'] => Some(10),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(10 * digit(tens)?),
        [tens, '十', ones] => Some(10 * digit(tens)? + digit(ones)?),
        [one] => digit(one),
        _ => None,
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Unit {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|_| "not a unit".to_owned())
    }
}
impl From<Unit> for String {
    fn from(unit: Unit) -> Self {
        unit.0
    }
}
