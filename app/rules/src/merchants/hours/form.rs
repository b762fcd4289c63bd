//! Opening hours as a form asks for them: from and to for every weekday, and the days of rest.

use super::shown::clock;
use super::{FULL_DAY, Hours, HoursRefusal, Span};
use crate::writing::plain;
use serde::{Deserialize, Serialize};

/// Weekdays as the form writes them, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The fields of opening hours. A weekday left blank is like the one above it, so that most shops fill in Monday only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HoursForm {
    /// When the shop opens: three places for each weekday, Monday first.
    pub hours_from: Vec<String>,
    /// When it closes, in the same places; not later than its beginning means the night after.
    pub hours_to: Vec<String>,
    /// Days of rest: `mon` … `sun`.
    pub closed: Vec<String>,
}

impl HoursForm {
    /// The week.
    ///
    /// # Errors
    /// The first thing that is wrong: hours are one field to the person who fills them in.
    pub fn parse(&self) -> Result<Hours, HoursRefusal> {
        let mut days: [Vec<Span>; 7] = Default::default();
        let mut above: Vec<Span> = Vec::new();
        for (day, spans) in days.iter_mut().enumerate() {
            let written = self.day(day)?;
            if !written.is_empty() {
                above = written;
            }
            if self.closed.iter().any(|closed| closed == DAYS[day]) {
                continue;
            }
            if above.is_empty() {
                return Err(HoursRefusal::Missing);
            }
            spans.clone_from(&above);
        }
        Hours::new(days)
    }

    fn day(&self, day: usize) -> Result<Vec<Span>, HoursRefusal> {
        let mut spans = Vec::new();
        for place in day * Hours::SPANS..(day + 1) * Hours::SPANS {
            let written = |fields: &Vec<String>| fields.get(place).map(|field| plain(field)).unwrap_or_default();
            let (from, to) = (written(&self.hours_from), written(&self.hours_to));
            if from.is_empty() && to.is_empty() {
                continue;
            }
            let span = minutes(&from).zip(minutes(&to)).and_then(|(from, to)| Span::new(from, to));
            spans.push(span.ok_or_else(|| HoursRefusal::BadTime { written: format!("{from}–{to}") })?);
        }
        Ok(spans)
    }
}

/// `09:30`, `9:30` or `24:00` in minutes.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let (hour, minute) = (number(hour)?, number(minute)?);
    (minute < 60 && hour * 60 + minute <= FULL_DAY).then_some(hour * 60 + minute)
}

/// The form filled in with a week: an open day is written out only where it differs from the one above it.
impl From<&Hours> for HoursForm {
    fn from(hours: &Hours) -> Self {
        let mut form =
            Self { hours_from: vec![String::new(); 7 * Hours::SPANS], hours_to: vec![String::new(); 7 * Hours::SPANS], closed: Vec::new() };
        let mut above: &[Span] = &[];
        for (day, spans) in hours.days.iter().enumerate() {
            if spans.is_empty() {
                form.closed.push(DAYS[day].to_owned());
                continue;
            }
            if spans == above {
                continue;
            }
            above = spans;
            for (place, span) in spans.iter().enumerate() {
                form.hours_from[day * Hours::SPANS + place] = clock(span.from());
                form.hours_to[day * Hours::SPANS + place] = clock(if span.to() >= FULL_DAY { span.to() - FULL_DAY } else { span.to() });
            }
        }
        form
    }
}
