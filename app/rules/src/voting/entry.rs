//! How the single entries of the forms of votes, meetings and awards are read.

use crate::writing::{Unfit, lines, plain};
use crate::{Day, Instant, Reason, Refusal};
use uuid::Uuid;

/// Why an entry in a form of votes, meetings or awards was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryRefusal {
    /// Nothing was typed or chosen.
    Missing,
    /// Too many characters.
    TooLong {
        /// The most there may be.
        most: i64,
    },
    /// A line break in a line, or a character that cannot be printed.
    Unprintable,
    /// None of the choices offered.
    NoSuchChoice,
    /// Not a whole number.
    NotANumber,
    /// A whole number outside its range.
    OutOfRange {
        /// Least.
        least: i64,
        /// Most.
        most: i64,
    },
    /// Not a date like `2026-11-27`.
    NotADate,
    /// Not a time of day like `14:30`.
    NotATime,
    /// An id that is none.
    NotAnId,
    /// The same thing twice.
    Twice,
    /// Comes before what it has to follow.
    OutOfOrder,
}

impl Refusal for EntryRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::Missing => Reason::new("entry_missing"),
            Self::TooLong { most } => Reason::new("entry_too_long").with("most", most),
            Self::Unprintable => Reason::new("entry_unprintable"),
            Self::NoSuchChoice => Reason::new("entry_no_such_choice"),
            Self::NotANumber => Reason::new("entry_not_a_number"),
            Self::OutOfRange { least, most } => Reason::new("entry_out_of_range").with("least", least).with("most", most),
            Self::NotADate => Reason::new("entry_not_a_date"),
            Self::NotATime => Reason::new("entry_not_a_time"),
            Self::NotAnId => Reason::new("entry_not_an_id"),
            Self::Twice => Reason::new("entry_twice"),
            Self::OutOfOrder => Reason::new("entry_out_of_order"),
        }
    }
}

/// Text of several lines, trimmed; may be empty.
///
/// # Errors
/// Too long, or with characters that cannot be printed.
pub fn text(typed: &str, most: usize) -> Result<String, EntryRefusal> {
    lines(typed, most).map_err(|unfit| match unfit {
        Unfit::TooLong { .. } => EntryRefusal::TooLong { most: most as i64 },
        Unfit::Unprintable => EntryRefusal::Unprintable,
    })
}

/// One line, trimmed; may be empty. What it lets through can stand in a canonical text: no tab, no line feed, no other control character.
///
/// # Errors
/// Too long, or more than a printable line.
pub fn line(typed: &str, most: usize) -> Result<String, EntryRefusal> {
    text(typed, most).and_then(|text| if is_line(&text) { Ok(text) } else { Err(EntryRefusal::Unprintable) })
}

/// Whether a text can stand as one field of a canonical line. What was sealed is read by this: it may never ask for more than it did then.
#[must_use]
pub fn is_line(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || turns_or_hides(c))
}

/// The text, if there is one.
///
/// # Errors
/// [`EntryRefusal::Missing`].
pub fn needed(text: String) -> Result<String, EntryRefusal> {
    if text.is_empty() { Err(EntryRefusal::Missing) } else { Ok(text) }
}

/// Characters that turn or hide the text around them.
fn turns_or_hides(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A whole number within its range; full-width digits do not matter.
///
/// # Errors
/// Missing, no number, or outside its range.
pub fn number(typed: &str, least: i64, most: i64) -> Result<i64, EntryRefusal> {
    let digits = plain(typed);
    if digits.is_empty() {
        return Err(EntryRefusal::Missing);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(EntryRefusal::NotANumber);
    }
    digits.parse().ok().filter(|number| (least..=most).contains(number)).ok_or(EntryRefusal::OutOfRange { least, most })
}

/// A choice by its code.
///
/// # Errors
/// Nothing chosen, or no such choice.
pub fn choice<T>(code: &str, known: impl FnOnce(&str) -> Option<T>) -> Result<T, EntryRefusal> {
    if code.is_empty() { Err(EntryRefusal::Missing) } else { known(code).ok_or(EntryRefusal::NoSuchChoice) }
}

/// An id.
///
/// # Errors
/// Missing, or none.
pub fn id(typed: &str) -> Result<Uuid, EntryRefusal> {
    if typed.trim().is_empty() { Err(EntryRefusal::Missing) } else { Uuid::parse_str(typed.trim()).map_err(|_| EntryRefusal::NotAnId) }
}

/// A date.
///
/// # Errors
/// Missing, or none.
pub fn day(typed: &str) -> Result<Day, EntryRefusal> {
    if typed.trim().is_empty() { Err(EntryRefusal::Missing) } else { Day::parse(&plain(typed)).ok_or(EntryRefusal::NotADate) }
}

/// A time of day in minutes, `14:30` or `14：30`, up to `24:00`.
///
/// # Errors
/// Missing, or none.
pub fn minute(typed: &str) -> Result<u16, EntryRefusal> {
    let typed = plain(typed);
    if typed.is_empty() {
        return Err(EntryRefusal::Missing);
    }
    let (hours, minutes) = typed.split_once(':').ok_or(EntryRefusal::NotATime)?;
    let part = |part: &str, most: u16| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u16>().ok().filter(|number| digits && *number <= most).ok_or(EntryRefusal::NotATime)
    };
    let minute = part(hours, 24)? * 60 + part(minutes, 59)?;
    if minute > 24 * 60 { Err(EntryRefusal::NotATime) } else { Ok(minute) }
}

/// A moment from its date and its time of day, each a field of its own.
///
/// # Errors
/// The first of both that was not taken.
pub fn moment(typed_day: &str, typed_minute: &str) -> Result<Instant, EntryRefusal> {
    Ok(day(typed_day)?.at(minute(typed_minute)?))
}
