//! Money, in fen.

use super::OfferFieldRefusal;
use super::fields::{ungrouped, written_number};
use std::fmt;

/// An amount between ¥0.01 and ¥99,999.99, kept in fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// The most an offer can name, in fen.
    pub const MOST_FEN: i64 = 9_999_999;

    /// An amount in fen, if an offer can name it.
    #[must_use]
    pub fn from_fen(fen: i64) -> Option<Self> {
        (1..=Self::MOST_FEN).contains(&fen).then_some(Self(fen))
    }

    /// The amount in fen.
    #[must_use]
    pub fn fen(self) -> i64 {
        self.0
    }

    /// Reads yuan as people write them: `50`, `49.9`, `¥49.90`, `５０元`.
    ///
    /// # Errors
    /// Nothing typed, not an amount, or outside ¥0.01–¥99,999.99.
    pub fn parse(text: &str) -> Result<Self, OfferFieldRefusal> {
        let plain = written_number(text);
        let plain = plain.trim_start_matches(['¥', '￥']).trim_end_matches(['元', '块']);
        if plain.is_empty() {
            return Err(OfferFieldRefusal::Missing);
        }
        let plain = ungrouped(plain).ok_or(OfferFieldRefusal::NotAnAmount)?;
        let (yuan, fen) = plain.split_once('.').unwrap_or((&plain, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if yuan.is_empty() || yuan.len() > 9 || fen.len() > 2 || !digits(yuan) || !digits(fen) {
            return Err(OfferFieldRefusal::NotAnAmount);
        }
        let whole: i64 = yuan.parse().map_err(|_| OfferFieldRefusal::NotAnAmount)?;
        let part: i64 = format!("{fen:0<2}").parse().map_err(|_| OfferFieldRefusal::NotAnAmount)?;
        Self::from_fen(whole * 100 + part).ok_or(OfferFieldRefusal::AmountOutOfRange)
    }

    /// The number alone, as short as it can be: `50`, `49.9`, `0.05`; for headlines and form fields.
    #[must_use]
    pub fn short(self) -> String {
        let (yuan, fen) = (self.0 / 100, self.0 % 100);
        match (fen, fen % 10) {
            (0, _) => yuan.to_string(),
            (_, 0) => format!("{yuan}.{}", fen / 10),
            _ => format!("{yuan}.{fen:02}"),
        }
    }
}

/// `¥50`, or `¥49.90` when there are fen.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 100 {
            0 => write!(f, "¥{}", self.0 / 100),
            fen => write!(f, "¥{}.{fen:02}", self.0 / 100),
        }
    }
}
