//! What people do with their own account: second factor, password, number, codes by SMS, consent.

use super::{CodeRefusal, Digits, FactorCode, Mobile, Password, PasswordRefusal};
use crate::{Check, FormRefusal, Reason};
use serde::{Deserialize, Serialize};

/// Showing the second factor, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SecondFactorForm {
    /// Six digits, or a recovery code.
    pub code: String,
    /// The page to go to afterwards.
    pub next: Option<String>,
}

impl SecondFactorForm {
    /// The typed code.
    ///
    /// # Errors
    /// `code_missing`, `code_unreadable`.
    pub fn parse(&self) -> Result<FactorCode, FormRefusal> {
        let mut check = Check::default();
        let code = check.field("code", FactorCode::parse(&self.code));
        check.finish(|| code)
    }
}

/// Changing one's password, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    /// The one that holds.
    pub current: String,
    /// The new one.
    pub password: String,
}

/// A change of password.
#[derive(Debug, Clone)]
pub struct NewPassword {
    /// The one that holds, as typed.
    pub current: Password,
    /// The new one.
    pub new: Password,
}

impl PasswordForm {
    /// Checks both.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<NewPassword, FormRefusal> {
        let mut check = Check::default();
        let current = if self.current.is_empty() { Err(PasswordRefusal::Missing) } else { Ok(Password::typed(&self.current)) };
        let current = check.field("current", current);
        let new = check.field("password", Password::choose(&self.password));
        check.finish(|| Some(NewPassword { current: current?, new: new? }))
    }
}

/// Asking for a code by SMS, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskCodeForm {
    /// Where the code shall go.
    pub mobile: String,
    /// Ticked: the privacy notice was read.
    pub privacy: Option<String>,
}

impl AskCodeForm {
    /// The number, with the notice read.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<Mobile, FormRefusal> {
        let mut check = Check::default();
        let mobile = check.field("mobile", Mobile::parse(&self.mobile));
        if self.privacy.is_none() {
            check.refuse("privacy", Reason::new("privacy_not_accepted"));
        }
        check.finish(|| mobile)
    }

    /// The number alone, where the notice was read before.
    ///
    /// # Errors
    /// The number was not taken.
    pub fn number(&self) -> Result<Mobile, FormRefusal> {
        let mut check = Check::default();
        let mobile = check.field("mobile", Mobile::parse(&self.mobile));
        check.finish(|| mobile)
    }
}

/// Bringing a code back, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// Where the code went.
    pub mobile: String,
    /// Its six digits.
    pub code: String,
    /// The page to go to afterwards.
    pub next: Option<String>,
}

impl CodeForm {
    /// Number and digits.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<(Mobile, Digits<6>), FormRefusal> {
        let mut check = Check::default();
        let mobile = check.field("mobile", Mobile::parse(&self.mobile));
        let code = check.field("code", read_digits(&self.code));
        check.finish(|| Some((mobile?, code?)))
    }
}

/// Resetting the password, or changing the number, with a code by SMS, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NumberForm {
    /// Where the code went.
    pub mobile: String,
    /// Its six digits.
    pub code: String,
    /// The new password.
    pub password: String,
}

impl NumberForm {
    /// Number, digits and new password.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<(Mobile, Digits<6>, Password), FormRefusal> {
        let mut check = Check::default();
        let mobile = check.field("mobile", Mobile::parse(&self.mobile));
        let code = check.field("code", read_digits(&self.code));
        let password = check.field("password", Password::choose(&self.password));
        check.finish(|| Some((mobile?, code?, password?)))
    }
}

fn read_digits(text: &str) -> Result<Digits<6>, CodeRefusal> {
    if text.trim().is_empty() { Err(CodeRefusal::Missing) } else { Digits::parse(text) }
}

/// What a person can agree to, one by one, beside what an account cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The account itself: given with joining, ends with deletion.
    Account,
    /// Community and birth year decide which offers fit.
    Audience,
}

impl Purpose {
    /// All purposes, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Account, Self::Audience];

    /// The word in tables and forms.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Audience => "audience",
        }
    }

    /// The purpose of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// The version of the privacy notice that is shown now; consents remember the one they were given to.
pub const NOTICE_VERSION: i32 = 2;
