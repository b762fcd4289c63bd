//! When a shop is open: stretches of minutes for every day of the week, with breaks, closed days and nights past midnight.

mod form;
mod lexer;
mod reader;
mod shown;
mod words;

pub use form::HoursForm;
pub use reader::HoursRead;

use crate::{Instant, MINUTE, Reason, Refusal, Weekday};
use serde::{Deserialize, Serialize};

/// Minutes of a day.
const FULL_DAY: u16 = 24 * 60;

/// One stretch of opening: minutes since the day's midnight; the end may lie in the night after (1560 = 02:00 next day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span(u16, u16);

impl Span {
    /// A stretch that begins within its day and ends at most 24 hours later; an end not after the beginning means the next day.
    #[must_use]
    pub fn new(from: u16, to: u16) -> Option<Self> {
        let to = if to < from || (to == 0 && from == 0) { to.checked_add(FULL_DAY)? } else { to };
        (from < FULL_DAY && from < to && to - from <= FULL_DAY).then_some(Self(from, to))
    }

    /// Minutes after midnight at which it begins.
    #[must_use]
    pub const fn from(self) -> u16 {
        self.0
    }

    /// Minutes after the same midnight at which it ends.
    #[must_use]
    pub const fn to(self) -> u16 {
        self.1
    }
}

/// The opening hours of a week, Monday first. Stored as compact JSON: `[[[540,1290]],…]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "[Vec<Span>; 7]", into = "[Vec<Span>; 7]")]
pub struct Hours {
    days: [Vec<Span>; 7],
}

/// Why opening hours were not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoursRefusal {
    /// Nothing was written.
    Missing,
    /// The wording is not understood.
    Unreadable {
        /// As it was written.
        written: String,
    },
    /// One of the times is no time, or has no partner.
    BadTime {
        /// As it was written.
        written: String,
    },
    /// Two stretches cover the same minutes.
    Overlap,
    /// A day has more breaks than can be shown.
    TooManyBreaks,
    /// No day is open.
    NeverOpen,
}

impl Refusal for HoursRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::Missing => Reason::new("missing_hours"),
            Self::Unreadable { written } => Reason::new("unreadable_hours").with("written", written.as_str()),
            Self::BadTime { written } => Reason::new("bad_time").with("written", written.as_str()),
            Self::Overlap => Reason::new("hours_overlap"),
            Self::TooManyBreaks => Reason::new("too_many_breaks").with("limit", Hours::SPANS as i64),
            Self::NeverOpen => Reason::new("never_open"),
        }
    }
}

impl Hours {
    /// The most stretches a day may have.
    pub const SPANS: usize = 3;

    /// A week from its days, Monday first; stretches that touch become one.
    ///
    /// # Errors
    /// When stretches overlap (those of the night before included), a day has too many, or no day is open.
    pub fn new(days: [Vec<Span>; 7]) -> Result<Self, HoursRefusal> {
        let mut days = days;
        for day in &mut days {
            *day = joined(std::mem::take(day))?;
            if day.len() > Self::SPANS {
                return Err(HoursRefusal::TooManyBreaks);
            }
        }
        if days.iter().all(Vec::is_empty) {
            return Err(HoursRefusal::NeverOpen);
        }
        let ends_late = |day: &Vec<Span>| day.last().map_or(0, |span| span.to().saturating_sub(FULL_DAY));
        let runs_into = |today: usize| days[(today + 1) % 7].first().is_some_and(|next| next.from() < ends_late(&days[today]));
        if (0..7).any(runs_into) { Err(HoursRefusal::Overlap) } else { Ok(Self { days }) }
    }

    /// The same stretches every day.
    ///
    /// # Errors
    /// As [`Hours::new`].
    pub fn every_day(spans: &[Span]) -> Result<Self, HoursRefusal> {
        Self::new(std::array::from_fn(|_| spans.to_vec()))
    }

    /// The stretches that begin on that weekday; none when the shop is closed.
    #[must_use]
    pub fn on(&self, day: Weekday) -> &[Span] {
        &self.days[day.num_days_from_monday() as usize]
    }

    /// Whether the shop is open at that moment; the minute of closing is not open.
    #[must_use]
    pub fn open_at(&self, now: Instant) -> bool {
        let minute = i32::from(now.minute_of_day());
        self.stretches_around(now.day().weekday()).iter().any(|(from, to)| (*from..*to).contains(&minute))
    }

    /// Whether the shop is open without a break from one minute of that weekday to another, which may lie past midnight.
    #[must_use]
    pub fn covers(&self, day: Weekday, from: u16, to: u16) -> bool {
        let (from, to) = (i32::from(from), i32::from(to));
        from <= to && self.stretches_around(day).iter().any(|stretch| stretch.0 <= from && to <= stretch.1)
    }

    /// The next moment at which the shop opens or closes; none when it never does either.
    #[must_use]
    pub fn next_change_after(&self, now: Instant) -> Option<Instant> {
        let minute = i32::from(now.minute_of_day());
        let horizon = minute + 7 * i32::from(FULL_DAY);
        let stretches = self.stretches_around(now.day().weekday());
        let edges = stretches.iter().flat_map(|(from, to)| [*from, *to]);
        let next = edges.filter(|edge| *edge > minute && *edge <= horizon).min()?;
        Some(now.day().start().plus(i64::from(next) * MINUTE))
    }

    /// Stretches in minutes from that weekday's midnight, from the day before to eight days after; those that touch are one.
    fn stretches_around(&self, day: Weekday) -> Vec<(i32, i32)> {
        let first = day.num_days_from_monday() as i32;
        let mut stretches: Vec<(i32, i32)> = Vec::new();
        for offset in -1..=8 {
            let midnight = offset * i32::from(FULL_DAY);
            for span in &self.days[(first + offset).rem_euclid(7) as usize] {
                let (from, to) = (midnight + i32::from(span.from()), midnight + i32::from(span.to()));
                match stretches.last_mut() {
                    Some(last) if last.1 == from => last.1 = to,
                    _ => stretches.push((from, to)),
                }
            }
        }
        stretches
    }
}

/// Sorted stretches of one day, with those that touch made one.
fn joined(mut spans: Vec<Span>) -> Result<Vec<Span>, HoursRefusal> {
    spans.sort_unstable();
    let mut whole: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match whole.last_mut() {
            Some(last) if span.from() < last.to() => return Err(HoursRefusal::Overlap),
            Some(last) if span.from() == last.to() => last.1 = span.to(),
            _ => whole.push(span),
        }
    }
    if whole.iter().any(|span| span.to() - span.from() > FULL_DAY) { Err(HoursRefusal::Overlap) } else { Ok(whole) }
}

impl TryFrom<[Vec<Span>; 7]> for Hours {
    type Error = String;
    fn try_from(days: [Vec<Span>; 7]) -> Result<Self, String> {
        let sound = |span: &Span| span.0 < FULL_DAY && span.0 < span.1 && span.1 - span.0 <= FULL_DAY;
        if !days.iter().flatten().all(sound) {
            return Err("not a stretch of opening hours".to_owned());
        }
        Self::new(days).map_err(|refusal| refusal.reason().code.to_owned())
    }
}
impl From<Hours> for [Vec<Span>; 7] {
    fn from(hours: Hours) -> Self {
        hours.days
    }
}
