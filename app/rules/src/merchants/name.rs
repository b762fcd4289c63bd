//! The name over a shop's door.

use crate::writing::{plain, tidy_name};
use crate::{Reason, Refusal};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name over a shop's door, at most 40 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MerchantName(String);

/// Why a shop's name was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameRefusal {
    /// Nothing was written.
    Missing,
    /// It has more characters than fit a sign.
    TooLong {
        /// How many characters it has.
        length: usize,
    },
}

impl Refusal for NameRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::Missing => Reason::new("missing_name"),
            Self::TooLong { length } => Reason::new("name_too_long").with("length", *length as i64).with("limit", MerchantName::LIMIT as i64),
        }
    }
}

impl MerchantName {
    /// The most characters a name may have.
    pub const LIMIT: usize = 40;

    /// Reads a name; stray spaces and invisible characters go, full-width letters and digits become ordinary.
    ///
    /// # Errors
    /// When it is empty or longer than [`Self::LIMIT`].
    pub fn parse(text: &str) -> Result<Self, NameRefusal> {
        let name = tidy_name(text);
        match name.chars().count() {
            _ if !name.chars().any(char::is_alphanumeric) => Err(NameRefusal::Missing),
            length if length > Self::LIMIT => Err(NameRefusal::TooLong { length }),
            _ => Ok(Self(name)),
        }
    }

    /// As it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As two names are compared: spaces, width and case aside.
    #[must_use]
    pub fn key(&self) -> String {
        plain(&self.0).to_lowercase().split_whitespace().collect()
    }
}

impl fmt::Display for MerchantName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for MerchantName {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|_| "not a shop's name".to_owned())
    }
}
impl From<MerchantName> for String {
    fn from(name: MerchantName) -> Self {
        name.0
    }
}
