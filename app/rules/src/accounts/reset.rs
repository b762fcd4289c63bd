//! One-time slips: what an officer prints for a forgotten password, a changed number, a lost second factor, and how it is used.

use super::{AccountSlip, CodeRefusal, Mobile, Password};
use crate::{Check, FormRefusal};
use serde::{Deserialize, Serialize};

/// What a slip is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipFor {
    /// A forgotten password, or the first one.
    Password,
    /// A changed number.
    Number,
    /// A lost second factor.
    SecondFactor,
}

impl SlipFor {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Password, Self::Number, Self::SecondFactor];

    /// The word in tables and forms.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Number => "number",
            Self::SecondFactor => "second_factor",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Using a slip, as typed: which fields are needed follows from what it is for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ResetForm {
    /// The slip's code.
    pub code: String,
    /// The new number, for a changed number.
    pub mobile: String,
    /// The new password, for a forgotten password.
    pub password: String,
}

/// A slip with what it needs.
#[derive(Debug, Clone)]
pub enum Reset {
    /// A new password.
    Password(AccountSlip, Password),
    /// A new number.
    Number(AccountSlip, Mobile),
    /// The second factor is taken away.
    SecondFactor(AccountSlip),
}

impl ResetForm {
    /// Checks the fields that this kind of slip needs.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self, kind: SlipFor) -> Result<Reset, FormRefusal> {
        let mut check = Check::default();
        let code = if self.code.trim().is_empty() { Err(CodeRefusal::Missing) } else { AccountSlip::parse(&self.code) };
        let code = check.field("code", code);
        match kind {
            SlipFor::Password => {
                let password = check.field("password", Password::choose(&self.password));
                check.finish(|| Some(Reset::Password(code?, password?)))
            }
            SlipFor::Number => {
                let mobile = check.field("mobile", Mobile::parse(&self.mobile));
                check.finish(|| Some(Reset::Number(code?, mobile?)))
            }
            SlipFor::SecondFactor => check.finish(|| code.map(Reset::SecondFactor)),
        }
    }
}
