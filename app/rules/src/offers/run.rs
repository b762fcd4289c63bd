//! One run of an offer: the days for which one stock is meant.

use super::{Stock, ValidHours};
use crate::member_day::Calendar;
use crate::{Day, HOUR, Instant};

/// A run: one member day, or a whole range of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Its first day; with the offer's id this names the run.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// Claims open.
    pub opens_at: Instant,
    /// Everything ends just before this moment.
    pub ends_at: Instant,
}

/// Where a moment lies in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunPhase {
    /// Not begun.
    Ahead,
    /// On.
    On,
    /// Over.
    Over,
}

impl Run {
    /// How long a claim holds when the office has not set it otherwise.
    pub const HOLD: i64 = 4 * HOUR;

    /// The run of one member day.
    #[must_use]
    pub fn of_member_day(calendar: &Calendar) -> Self {
        Self { first: calendar.day, last: calendar.day, opens_at: calendar.claims_open, ends_at: calendar.claims_close }
    }

    /// Where this moment lies.
    #[must_use]
    pub fn phase_at(&self, now: Instant) -> RunPhase {
        match now {
            now if now < self.opens_at => RunPhase::Ahead,
            now if now < self.ends_at => RunPhase::On,
            _ => RunPhase::Over,
        }
    }

    /// The next moment from `now` at which the offer is given at the till; nothing when there is none any more.
    #[must_use]
    pub fn next_given(&self, hours: &ValidHours, now: Instant) -> Option<Instant> {
        let start = now.max(self.opens_at);
        let today = start.day();
        let later_today = hours.next_open(start.minute_of_day()).map(|minute| today.at(minute).max(start));
        let tomorrow = || hours.next_open(0).map(|minute| today.plus_days(1).at(minute));
        later_today.or_else(tomorrow).filter(|moment| *moment < self.ends_at)
    }

    /// The last moment (excluded) of that day's giving.
    #[must_use]
    pub fn given_until(&self, hours: &ValidHours, day: Day) -> Instant {
        day.at(hours.last_minute()).min(self.ends_at)
    }

    /// Until when a claim made now holds: so long from the moment at which it can first be used, and never beyond that day's giving.
    ///
    /// Somebody who claims at 00:05 for a shop that gives from 10:00 holds it from 10:00 on, not through the night. Nothing when it could not be
    /// used any more.
    #[must_use]
    pub fn held_until(&self, hours: &ValidHours, now: Instant, hold: i64) -> Option<Instant> {
        let usable = self.next_given(hours, now)?;
        Some(usable.plus(hold).min(self.given_until(hours, usable.day())))
    }

    /// The moment at which the next stage comes out, within the run's first day.
    #[must_use]
    pub fn next_release(&self, stock: &Stock, now: Instant) -> Option<Instant> {
        let minute = if now < self.opens_at { return None } else { self.stage_minute(now) };
        stock.next_release(minute).map(|minute| self.first.at(minute)).filter(|moment| *moment < self.ends_at)
    }

    /// The minute by which stages are counted: of the run's first day; after it everything is out.
    #[must_use]
    pub fn stage_minute(&self, now: Instant) -> u16 {
        match now.day() {
            day if day < self.first => 0,
            day if day == self.first => now.minute_of_day(),
            _ => ValidHours::MIDNIGHT,
        }
    }
}
