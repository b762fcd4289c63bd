//! Codes on paper and on a screen: recovery codes, one-time slips, the code that a person shows at a counter, the six digits of a second factor.

use crate::writing::plain;
use crate::{Reason, Refusal};
use std::fmt;

/// Characters of a code on paper: none that look alike (no 0, 1, I, L, O, U).
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code on paper of `N` characters, printed in groups of four. Never shown in `Debug`, so that no log carries it.
#[derive(Clone, PartialEq, Eq)]
pub struct PaperCode<const N: usize>(String);

/// One of the codes kept for the day the phone with the authenticator is lost.
pub type RecoveryCode = PaperCode<8>;
/// The code of a one-time slip from an officer.
pub type AccountSlip = PaperCode<12>;

/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;

impl<const N: usize> PaperCode<N> {
    /// Reads a code as people type it: any case, spaces and dashes between, full-width characters.
    ///
    /// # Errors
    /// `code_unreadable` when it cannot be one.
    pub fn parse(text: &str) -> Result<Self, CodeRefusal> {
        let code: String = plain(text).to_ascii_uppercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—')).collect();
        let good = code.len() == N && code.bytes().all(|byte| ALPHABET.contains(&byte));
        if good { Ok(Self(code)) } else { Err(CodeRefusal::Unreadable) }
    }

    /// A code from random bytes that the caller draws; bytes beyond a whole number of alphabets are passed over, none when too few are left.
    #[must_use]
    pub fn from_random(bytes: &[u8]) -> Option<Self> {
        let fair = bytes.iter().filter(|byte| **byte < 240);
        let code: String = fair.take(N).map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect();
        (code.len() == N).then_some(Self(code))
    }

    /// The characters, for the keyed digest.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed: `7KQM-2D9X-H4TB`.
    #[must_use]
    pub fn printed(&self) -> String {
        self.0.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
    }
}

impl<const N: usize> fmt::Debug for PaperCode<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaperCode(…)")
    }
}

/// Digits typed from a screen: six of an authenticator or an SMS, eight of a person's code.
#[derive(Clone, PartialEq, Eq)]
pub struct Digits<const N: usize>(String);

impl<const N: usize> Digits<N> {
    /// Reads exactly `N` digits; spaces and dashes between them are understood.
    ///
    /// # Errors
    /// `code_unreadable`.
    pub fn parse(text: &str) -> Result<Self, CodeRefusal> {
        let code: String = plain(text).chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if code.len() == N && code.bytes().all(|byte| byte.is_ascii_digit()) { Ok(Self(code)) } else { Err(CodeRefusal::Unreadable) }
    }

    /// Digits from a random number.
    #[must_use]
    pub fn from_random(number: u64) -> Self {
        let range = 10_u64.pow(u32::try_from(N).unwrap_or(18).min(18));
        Self(format!("{:0width$}", number % range, width = N))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const N: usize> fmt::Debug for Digits<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digits(…)")
    }
}

/// What is typed where the second factor is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactorCode {
    /// The authenticator's six digits.
    Digits(Digits<6>),
    /// A recovery code.
    Recovery(RecoveryCode),
}

impl FactorCode {
    /// Reads six digits or a recovery code.
    ///
    /// # Errors
    /// `code_missing`, `code_unreadable`.
    pub fn parse(text: &str) -> Result<Self, CodeRefusal> {
        if plain(text).is_empty() {
            return Err(CodeRefusal::Missing);
        }
        Digits::parse(text).map(Self::Digits).or_else(|_| RecoveryCode::parse(text).map(Self::Recovery))
    }
}

/// Why a typed code was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeRefusal {
    /// Nothing was typed.
    Missing,
    /// Not of the form such a code has.
    Unreadable,
}

impl Refusal for CodeRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::Missing => "code_missing",
            Self::Unreadable => "code_unreadable",
        })
    }
}
