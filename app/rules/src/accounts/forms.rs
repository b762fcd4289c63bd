//! The forms at the front door.

use super::{Login, Mobile, Password, PasswordRefusal};
use crate::{Check, FormRefusal, Reason};
use serde::{Deserialize, Serialize};

/// Joining, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    /// Mobile number.
    pub mobile: String,
    /// Password, chosen.
    pub password: String,
    /// Ticked: the privacy notice was read.
    pub privacy: Option<String>,
}

/// A person who may join.
#[derive(Debug, Clone)]
pub struct Join {
    /// Number.
    pub mobile: Mobile,
    /// Password.
    pub password: Password,
}

impl JoinForm {
    /// Checks all fields.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<Join, FormRefusal> {
        let mut check = Check::default();
        let mobile = check.field("mobile", Mobile::parse(&self.mobile));
        let password = check.field("password", Password::choose(&self.password));
        if self.privacy.is_none() {
            check.refuse("privacy", Reason::new("privacy_not_accepted"));
        }
        check.finish(|| Some(Join { mobile: mobile?, password: password? }))
    }
}

/// Signing in, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// Mobile number, or the number of a card.
    pub mobile: String,
    /// Password.
    pub password: String,
    /// The page to go to afterwards: a path of this portal.
    pub next: Option<String>,
}

/// Somebody at the door.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Number or card.
    pub login: Login,
    /// Password as typed.
    pub password: Password,
}

impl SignInForm {
    /// Checks that both were typed.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<SignIn, FormRefusal> {
        let mut check = Check::default();
        let login = check.field("mobile", Login::parse(&self.mobile));
        let typed = if self.password.is_empty() { Err(PasswordRefusal::Missing) } else { Ok(Password::typed(&self.password)) };
        let password = check.field("password", typed);
        check.finish(|| Some(SignIn { login: login?, password: password? }))
    }
}
