//! Moments and dates of the town. Everything happens in `Asia/Shanghai` (UTC+8, no summer time since 1991).

pub use chrono::Weekday;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Milliseconds in a second.
pub const SECOND: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day; every day of the town has 24 hours.
pub const DAY: i64 = 24 * HOUR;

const OFFSET_SECONDS: i32 = 8 * 3_600;

/// A moment: milliseconds since 1970-01-01T00:00:00Z, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// From the stored number.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// The number to store.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339, e.g. `2026-11-27T09:00+08:00` (seconds may be left out).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        DateTime::parse_from_rfc3339(text)
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"))
            .ok()
            .map(|moment| Self(moment.timestamp_millis()))
    }

    /// Later by so many milliseconds; stops at the ends of the range instead of overflowing.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to here; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The town's date at this moment.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.local().date())
    }

    /// Minutes since the town's midnight, 0 to 1439.
    #[must_use]
    pub fn minute_of_day(self) -> u16 {
        let time = self.local().time();
        (time.hour() * 60 + time.minute()) as u16
    }

    fn local(self) -> NaiveDateTime {
        let shifted = self.0.saturating_add(i64::from(OFFSET_SECONDS) * SECOND);
        DateTime::from_timestamp_millis(shifted).unwrap_or_default().naive_utc()
    }
}

/// RFC 3339 in the town's zone, to the second: `2026-11-27T09:00:00+08:00`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+08:00", self.local().format("%Y-%m-%dT%H:%M:%S"))
    }
}

/// A date of the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(NaiveDate);

impl Day {
    /// A date, if there is such a one.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1970..=2200).contains(&year)).map(Self)
    }

    /// Reads `2026-11-27`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let date: NaiveDate = text.trim().parse().ok()?;
        Self::new(date.year(), date.month(), date.day())
    }

    /// The moment this day begins, 00:00 in the town.
    #[must_use]
    pub fn start(self) -> Instant {
        self.at(0)
    }

    /// The moment this day is over, 24:00 in the town.
    #[must_use]
    pub fn end(self) -> Instant {
        self.at(24 * 60)
    }

    /// The moment at so many minutes after midnight (1440 = 24:00).
    #[must_use]
    pub fn at(self, minutes: u16) -> Instant {
        let midnight = self.0.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
        Instant(midnight - i64::from(OFFSET_SECONDS) * SECOND + i64::from(minutes) * MINUTE)
    }

    /// So many days later (earlier, when negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0 + chrono::Duration::days(days))
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }
    /// Month, 1 to 12.
    #[must_use]
    pub fn month_number(self) -> u32 {
        self.0.month()
    }
    /// Day of the month, from 1.
    #[must_use]
    pub fn day_number(self) -> u32 {
        self.0.day()
    }
    /// Day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }
    /// The month it lies in.
    #[must_use]
    pub fn month(self) -> Month {
        Month { year: self.year(), month: self.month_number() }
    }
}

/// `2026-11-27`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

/// A month of the town, e.g. `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// A month between 1970 and 2200.
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<Self> {
        Day::new(year, month, 1).map(Day::month)
    }

    /// Reads `2026-11`, exactly so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }
    /// Month, 1 to 12.
    #[must_use]
    pub fn number(self) -> u32 {
        self.month
    }

    /// The date with that number; the month's last day when it has fewer.
    #[must_use]
    pub fn day(self, number: u32) -> Day {
        (1..=number.clamp(1, 31)).rev().find_map(|n| Day::new(self.year, self.month, n)).unwrap_or(Day(NaiveDate::MIN))
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.day(1).plus_days(-1).month()
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        self.day(31).plus_days(1).month()
    }
}

/// `2026-11`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_of_the_27th_is_the_towns() {
        let day = Day::parse("2026-11-27").expect("a date");
        assert_eq!(day.start(), Instant::parse("2026-11-26T16:00:00Z").expect("a moment"));
        assert_eq!(day.end(), day.plus_days(1).start());
        assert_eq!(day.start().day(), day);
        assert_eq!(day.start().plus(-1).day(), day.plus_days(-1));
        assert_eq!(day.at(9 * 60).to_string(), "2026-11-27T09:00:00+08:00");
    }

    #[test]
    fn a_month_is_read_exactly() {
        assert_eq!(Month::parse("2026-02").map(|m| m.day(31).to_string()), Some("2026-02-28".to_owned()));
        for bad in ["2026-2", "2026-13", "26-02", "2026-02-01", "２０２６-02", "", "9999-01"] {
            assert_eq!(Month::parse(bad), None, "{bad}");
        }
        assert_eq!(Month::new(2026, 12).map(|m| m.next().to_string()), Some("2027-01".to_owned()));
    }
}
