//! Shares: how much of what is needed, as exact fractions; percentages are only ever shown.

use std::fmt;

/// What a share is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// All ballots cast.
    Cast,
    /// Ballots cast that are not spoiled.
    Valid,
    /// Ballots for or against.
    YesNo,
    /// Everybody on the roll.
    Roll,
    /// Roll members who were checked in at any moment while the vote was open.
    Present,
}

impl Base {
    /// All bases.
    pub const ALL: [Self; 5] = [Self::Cast, Self::Valid, Self::YesNo, Self::Roll, Self::Present];

    /// The word in tables, forms and rule cards.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cast => "cast",
            Self::Valid => "valid",
            Self::YesNo => "yes_no",
            Self::Roll => "roll",
            Self::Present => "present",
        }
    }

    /// The base of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|base| base.code() == code)
    }
}

/// At least, or more than, a fraction of something; always reduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Share {
    numerator: u32,
    denominator: u32,
    beyond: bool,
}

impl Share {
    /// The largest denominator: hundredths of a percent.
    pub const FINEST: u32 = 10_000;

    /// At least this fraction; none when it is no fraction of 0 to 1.
    #[must_use]
    pub const fn at_least(numerator: u32, denominator: u32) -> Option<Self> {
        Self::of(numerator, denominator, false)
    }

    /// More than this fraction; none when it cannot be exceeded.
    #[must_use]
    pub const fn more_than(numerator: u32, denominator: u32) -> Option<Self> {
        if numerator >= denominator { None } else { Self::of(numerator, denominator, true) }
    }

    const fn of(numerator: u32, denominator: u32, beyond: bool) -> Option<Self> {
        if denominator == 0 || numerator > denominator || denominator > Self::FINEST {
            return None;
        }
        let (mut one, mut other) = (denominator, numerator);
        while other > 0 {
            (one, other) = (other, one % other);
        }
        Some(Self { numerator: numerator / one, denominator: denominator / one, beyond })
    }

    /// Nothing is needed.
    #[must_use]
    pub const fn none() -> Self {
        Self { numerator: 0, denominator: 1, beyond: false }
    }

    /// Reads `>=2/3` or `>1/2`, reduced.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (beyond, fraction) = match text.strip_prefix(">=") {
            Some(fraction) => (false, fraction),
            None => (true, text.strip_prefix('>')?),
        };
        let (numerator, denominator) = fraction.split_once('/')?;
        let (numerator, denominator) = (numerator.parse().ok()?, denominator.parse().ok()?);
        let share = if beyond { Self::more_than(numerator, denominator) } else { Self::at_least(numerator, denominator) };
        share.filter(|share| share.to_string() == text)
    }

    /// Whether nothing is needed.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.numerator == 0 && !self.beyond
    }

    /// Whether the share must be exceeded, not only reached.
    #[must_use]
    pub const fn is_beyond(self) -> bool {
        self.beyond
    }

    /// Numerator and denominator, reduced.
    #[must_use]
    pub const fn fraction(self) -> (u32, u32) {
        (self.numerator, self.denominator)
    }

    /// Whether so much of so much is enough. Of nothing, only a share of nothing is met.
    #[must_use]
    pub fn met_by(self, got: u64, of: u64) -> bool {
        if of == 0 {
            return self.is_none();
        }
        let (got, needed) = (u128::from(got) * u128::from(self.denominator), u128::from(of) * u128::from(self.numerator));
        if self.beyond { got > needed } else { got >= needed }
    }
}

/// As in rule cards: `>=2/3`, `>1/2`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}/{}", if self.beyond { ">" } else { ">=" }, self.numerator, self.denominator)
    }
}

/// A comparison that a verdict rests on: 36 of 50 against two thirds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arithmetic {
    /// What there was.
    pub got: u64,
    /// Of what: the number of the base.
    pub of: u64,
    /// The base.
    pub base: Base,
    /// What was needed.
    pub needed: Share,
}

impl Arithmetic {
    /// Whether it was enough; compared as fractions.
    #[must_use]
    pub fn met(&self) -> bool {
        self.needed.met_by(self.got, self.of)
    }

    /// Both percentages as they are shown, `("72", "66.7")`: rounded half up to one place, or to as many as it takes for the figures shown not to
    /// contradict the verdict (65,999 of 99,000 against two thirds is 66.666 against 66.667).
    #[must_use]
    pub fn percents(&self) -> (String, String) {
        let (numerator, denominator) = self.needed.fraction();
        let of_got = |scale| rounded(self.got, self.of.max(1), scale);
        let of_needed = |scale| rounded(u64::from(numerator), u64::from(denominator), scale);
        let places = (1..9).find(|places| {
            let scale = 10_u128.pow(*places);
            let (got, needed) = (of_got(scale), of_needed(scale));
            let shown = if self.needed.beyond { got > needed } else { got >= needed };
            shown == self.met()
        });
        let places = places.unwrap_or(9);
        let scale = 10_u128.pow(places);
        (decimal(of_got(scale), scale, places), decimal(of_needed(scale), scale, places))
    }
}

/// A fraction as a percentage in units of 1 ÷ scale, rounded half up.
fn rounded(got: u64, of: u64, scale: u128) -> u128 {
    let (got, of) = (u128::from(got) * 100 * scale, u128::from(of));
    (2 * got + of) / (2 * of)
}

fn decimal(units: u128, scale: u128, places: u32) -> String {
    let text = format!("{}.{:0width$}", units / scale, units % scale, width = places as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
