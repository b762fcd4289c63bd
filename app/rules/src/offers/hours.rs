//! The hours in which an offer is given.

/// Up to two spans of a day in minutes since midnight, in order and apart; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidHours(Vec<(u16, u16)>);

impl ValidHours {
    /// The end of a day in minutes.
    pub const MIDNIGHT: u16 = 24 * 60;

    /// From 00:00 to 24:00.
    #[must_use]
    pub fn all_day() -> Self {
        Self(vec![(0, Self::MIDNIGHT)])
    }

    /// Spans `from..until`; none means the whole day. Spans that touch become one.
    ///
    /// Nothing when a span is empty, reaches over midnight or overlaps another.
    #[must_use]
    pub fn new(mut spans: Vec<(u16, u16)>) -> Option<Self> {
        spans.sort_unstable();
        let mut hours: Vec<(u16, u16)> = Vec::new();
        for (from, until) in spans {
            if from >= until || until > Self::MIDNIGHT {
                return None;
            }
            match hours.last_mut() {
                Some(last) if last.1 > from => return None,
                Some(last) if last.1 == from => last.1 = until,
                _ => hours.push((from, until)),
            }
        }
        Some(if hours.is_empty() { Self::all_day() } else { Self(hours) })
    }

    /// The spans.
    #[must_use]
    pub fn spans(&self) -> &[(u16, u16)] {
        &self.0
    }

    /// Whether the whole day is meant.
    #[must_use]
    pub fn is_all_day(&self) -> bool {
        self.0 == [(0, Self::MIDNIGHT)]
    }

    /// Whether the offer is given at this minute.
    #[must_use]
    pub fn contains(&self, minute: u16) -> bool {
        self.0.iter().any(|(from, until)| (*from..*until).contains(&minute))
    }

    /// Whether every minute of the other hours is among these.
    #[must_use]
    pub fn include(&self, other: &Self) -> bool {
        other.0.iter().all(|(from, until)| self.0.iter().any(|(own_from, own_until)| own_from <= from && until <= own_until))
    }

    /// The next minute from here at which the offer is given; this minute when it already is.
    #[must_use]
    pub fn next_open(&self, minute: u16) -> Option<u16> {
        self.0.iter().find(|(_, until)| minute < *until).map(|(from, _)| minute.max(*from))
    }

    /// The minute after which it is not given any more that day.
    #[must_use]
    pub fn last_minute(&self) -> u16 {
        self.0.last().map_or(Self::MIDNIGHT, |(_, until)| *until)
    }
}

/// Reads `9:00`, `09:00`, `24:00`; full-width digits and colons too.
pub(super) fn parse_minute(text: &str) -> Option<u16> {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let (hours, minutes) = plain.split_once(':')?;
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hours, 2) || minutes.len() != 2 || !digits(minutes, 2) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= ValidHours::MIDNIGHT).then_some(minute)
}

/// `09:00`, `24:00`.
pub(super) fn minute_text(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
