//! What people sign in with: a mobile number, or the number of a card.

use super::{Mobile, MobileRefusal};
use crate::writing::plain;
use std::fmt;

/// The number of a card, given at a counter to people without a phone: eight digits, the first an 8, the last a check digit (Luhn).
#[derive(Clone, PartialEq, Eq)]
pub struct Card(String);

impl Card {
    /// Reads eight digits with a right check digit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = plain(text).chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let fits = digits.len() == 8 && digits.starts_with('8') && digits.bytes().all(|byte| byte.is_ascii_digit());
        (fits && luhn(&digits[..7]) == digits.as_bytes()[7] - b'0').then_some(Self(digits))
    }

    /// A card from a random number.
    #[must_use]
    pub fn from_random(number: u32) -> Self {
        let head = format!("8{:06}", number % 1_000_000);
        let check = luhn(&head);
        Self(format!("{head}{check}"))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `8012 3455`, as it is printed.
    #[must_use]
    pub fn printed(&self) -> String {
        format!("{} {}", &self.0[..4], &self.0[4..])
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Card(…)")
    }
}

/// The check digit of ISO/IEC 7812 for these digits.
fn luhn(digits: &str) -> u8 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    u8::try_from((10 - sum % 10) % 10).unwrap_or_default()
}

/// What somebody signs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    /// A mobile number.
    Mobile(Mobile),
    /// A card.
    Card(Card),
}

impl Login {
    /// Reads a number or a card.
    ///
    /// # Errors
    /// As [`Mobile::parse`].
    pub fn parse(text: &str) -> Result<Self, MobileRefusal> {
        match Card::parse(text) {
            Some(card) => Ok(Self::Card(card)),
            None => Mobile::parse(text).map(Self::Mobile),
        }
    }

    /// The digits, for look-ups and throttles.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Mobile(mobile) => mobile.as_str(),
            Self::Card(card) => card.as_str(),
        }
    }
}
