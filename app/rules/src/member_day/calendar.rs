//! One month's calendar, and where a moment lies in it.

use super::CalendarSettings;
use crate::{DAY, Day, HOUR, Instant, MINUTE, Month};

/// The moments of one member day, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// The month it belongs to.
    pub month: Month,
    /// The member day itself.
    pub day: Day,
    /// Merchants may submit from here …
    pub enrolment_opens: Instant,
    /// … until just before here.
    pub enrolment_closes: Instant,
    /// Officers approve until just before here.
    pub review_until: Instant,
    /// Residents claim from here …
    pub claims_open: Instant,
    /// … until just before here; everything ends.
    pub claims_close: Instant,
    /// Merchants find their report from here.
    pub report_from: Instant,
}

/// Where a moment lies in a month's calendar; each begins at its moment and lasts until just before the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Enrolment has not opened.
    Before,
    /// Merchants submit offers.
    Enrolment,
    /// Officers review what was submitted.
    Review,
    /// All is set; the day is awaited.
    Ready,
    /// Residents claim and shops redeem.
    Open,
    /// The day is over, the report is not out.
    Over,
    /// The report can be read.
    Reported,
}

/// Whole days, hours and minutes that remain; what is left of a minute counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Countdown {
    /// Days of 24 hours.
    pub days: i64,
    /// Hours, 0 to 23.
    pub hours: i64,
    /// Minutes, 0 to 59.
    pub minutes: i64,
}

impl Calendar {
    /// What the settings make of a month.
    #[must_use]
    pub fn of(month: Month, settings: &CalendarSettings) -> Self {
        let day = month.day(settings.day);
        Self {
            month,
            day,
            enrolment_opens: month.previous().day(settings.enrolment_opens_day).start(),
            enrolment_closes: month.day(settings.enrolment_closes_day).at(settings.enrolment_closes_minute),
            review_until: month.day(settings.review_day).at(settings.review_minute),
            claims_open: day.at(settings.claims_open_minute),
            claims_close: day.at(settings.claims_close_minute),
            report_from: day.plus_days(i64::from(settings.report_after_days)).start(),
        }
    }

    /// The member day that is on or comes next: what the public page counts down to.
    #[must_use]
    pub fn coming(now: Instant, settings: &CalendarSettings) -> Self {
        let this = Self::of(now.day().month(), settings);
        if now < this.claims_close { this } else { Self::of(this.month.next(), settings) }
    }

    /// The member day for which a merchant registers now: the next whose enrolment has not closed.
    #[must_use]
    pub fn enrolling(now: Instant, settings: &CalendarSettings) -> Self {
        let this = Self::of(now.day().month(), settings);
        if now < this.enrolment_closes { this } else { Self::of(this.month.next(), settings) }
    }

    /// The latest member day whose report is out.
    #[must_use]
    pub fn reported(now: Instant, settings: &CalendarSettings) -> Self {
        let this = Self::of(now.day().month(), settings);
        if now >= this.report_from { this } else { Self::of(this.month.previous(), settings) }
    }

    /// The phase a moment lies in.
    #[must_use]
    pub fn phase_at(&self, now: Instant) -> Phase {
        self.steps().into_iter().rev().find(|(from, _)| now >= *from).map_or(Phase::Before, |(_, phase)| phase)
    }

    /// The next moment at which the phase changes: until then a page that shows it may be kept.
    #[must_use]
    pub fn next_boundary(&self, now: Instant) -> Option<Instant> {
        self.steps().into_iter().map(|(from, _)| from).find(|from| *from > now)
    }

    /// What remains until claims open; nothing once they have.
    #[must_use]
    pub fn countdown(&self, now: Instant) -> Option<Countdown> {
        Countdown::between(now, self.claims_open)
    }

    fn steps(&self) -> [(Instant, Phase); 6] {
        [
            (self.enrolment_opens, Phase::Enrolment),
            (self.enrolment_closes, Phase::Review),
            (self.review_until, Phase::Ready),
            (self.claims_open, Phase::Open),
            (self.claims_close, Phase::Over),
            (self.report_from, Phase::Reported),
        ]
    }
}

impl Phase {
    /// The word pages and styles know it by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Enrolment => "enrolment",
            Self::Review => "review",
            Self::Ready => "ready",
            Self::Open => "open",
            Self::Over => "over",
            Self::Reported => "reported",
        }
    }
}

impl Countdown {
    /// From one moment to a later one; nothing when it is not later.
    #[must_use]
    pub fn between(now: Instant, until: Instant) -> Option<Self> {
        let left = until.since(now);
        if left <= 0 {
            return None;
        }
        let left = left.saturating_add(MINUTE - 1) / MINUTE * MINUTE;
        Some(Self { days: left / DAY, hours: left % DAY / HOUR, minutes: left % HOUR / MINUTE })
    }
}
