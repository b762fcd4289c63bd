//! The office's numbers for the member day's calendar.

use crate::{Reason, Refusal};
use serde::{Deserialize, Serialize};

/// The dates and minutes from which a month's calendar is made; kept with history by the alliance's settings.
///
/// Days are days of the month (a month that is too short takes its last day), minutes are minutes since the town's midnight (1440 = 24:00).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarSettings {
    /// The member day itself.
    pub day: u32,
    /// From this day of the month **before**, 00:00, merchants may submit offers.
    pub enrolment_opens_day: u32,
    /// Submitting ends on this day …
    pub enrolment_closes_day: u32,
    /// … at this minute.
    pub enrolment_closes_minute: u16,
    /// Officers review until this day …
    pub review_day: u32,
    /// … and this minute.
    pub review_minute: u16,
    /// Claims open at this minute of the member day.
    pub claims_open_minute: u16,
    /// Everything ends at this minute of the member day.
    pub claims_close_minute: u16,
    /// Merchants find their report this many days after the member day, from 00:00.
    pub report_after_days: u32,
}

/// 28th, 24th 18:00, 26th 12:00, 27th 00:00–24:00, 28th: the starting values; the office changes them as settings.
impl Default for CalendarSettings {
    fn default() -> Self {
        Self {
            day: 27,
            enrolment_opens_day: 28,
            enrolment_closes_day: 24,
            enrolment_closes_minute: 18 * 60,
            review_day: 26,
            review_minute: 12 * 60,
            claims_open_minute: 0,
            claims_close_minute: 24 * 60,
            report_after_days: 1,
        }
    }
}

impl CalendarSettings {
    /// Whether these numbers make a calendar whose steps follow each other in every month.
    ///
    /// # Errors
    /// The first step that would come before the one it follows, or a number outside its range.
    pub fn checked(self) -> Result<Self, SettingsRefusal> {
        let days = [self.day, self.enrolment_opens_day, self.enrolment_closes_day, self.review_day];
        if days.iter().any(|day| !(1..=28).contains(day)) || !(1..=7).contains(&self.report_after_days) {
            return Err(SettingsRefusal::NoSuchDay);
        }
        let minutes = [self.enrolment_closes_minute, self.review_minute, self.claims_open_minute, self.claims_close_minute];
        if minutes.iter().any(|minute| *minute > 24 * 60) {
            return Err(SettingsRefusal::NoSuchMinute);
        }
        let closes = (self.enrolment_closes_day, self.enrolment_closes_minute);
        let review = (self.review_day, self.review_minute);
        let opens = (self.day, self.claims_open_minute);
        if self.enrolment_opens_day <= self.day || closes > review || review > opens || self.claims_open_minute >= self.claims_close_minute {
            return Err(SettingsRefusal::OutOfOrder);
        }
        Ok(self)
    }
}

/// Why numbers make no calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsRefusal {
    /// A day of the month outside 1–28 (every month has these), or a report more than a week late.
    NoSuchDay,
    /// A minute after 24:00.
    NoSuchMinute,
    /// A step lies before the step it follows, or two months' calendars would overlap.
    OutOfOrder,
}

impl Refusal for SettingsRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::NoSuchDay => "calendar_no_such_day",
            Self::NoSuchMinute => "calendar_no_such_minute",
            Self::OutOfOrder => "calendar_out_of_order",
        })
    }
}
