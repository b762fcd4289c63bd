//! The unified social credit code of a firm.

use crate::writing::{plain, tidy};
use crate::{Reason, Refusal};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The characters of the code in the order of their values, without I, O, S, V and Z (GB 32100-2015, table 1).
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH: usize = 18;

/// A unified social credit code: 18 characters whose last one checks the others (GB 32100-2015).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);

/// What was written is no unified social credit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCreditCode {
    /// As it was written.
    pub written: String,
    /// How many characters it has without spaces and dashes; 18 are due.
    pub length: usize,
    /// A spreadsheet took it for a number and dropped its last digits.
    pub lost_digits: bool,
}

impl Refusal for BadCreditCode {
    fn reason(&self) -> Reason {
        let reason = Reason::new("bad_credit_code").with("problem", self.problem());
        reason.with("written", self.written.as_str()).with("length", self.length as i64)
    }
}

impl BadCreditCode {
    /// What is wrong with it, as the sentence tells it.
    const fn problem(&self) -> &'static str {
        match self.length {
            _ if self.lost_digits => "lost",
            0 => "missing",
            LENGTH => "mistyped",
            _ => "length",
        }
    }
}

impl CreditCode {
    /// Reads a code as people write it: full-width or lower-case characters, spaces and dashes between.
    ///
    /// # Errors
    /// When it has not 18 characters of the code's alphabet, its office's area code (places 3 to 8) is no number, or the check character disagrees.
    pub fn parse(text: &str) -> Result<Self, BadCreditCode> {
        let code: String = plain(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '–' | '—')).collect();
        let code = code.to_ascii_uppercase();
        let length = code.chars().count();
        if Self::holds(&code) { Ok(Self(code)) } else { Err(BadCreditCode { written: tidy(text), length, lost_digits: false }) }
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn holds(code: &str) -> bool {
        let Some(values) = code.bytes().map(value_of).collect::<Option<Vec<u32>>>() else { return false };
        if values.len() != LENGTH || values[0] == 0 || values[2..8].iter().any(|value| *value > 9) {
            return false;
        }
        let weights = (0..LENGTH - 1).scan(1_u32, |weight, _| {
            let this = *weight;
            *weight = this * 3 % 31;
            Some(this)
        });
        let sum: u32 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        values[LENGTH - 1] == (31 - sum % 31) % 31
    }
}

fn value_of(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|known| *known == byte).map(|place| place as u32)
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for CreditCode {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|_| "not a unified social credit code".to_owned())
    }
}
impl From<CreditCode> for String {
    fn from(code: CreditCode) -> Self {
        code.0
    }
}
