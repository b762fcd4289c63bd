//! People: how a number, a password and a proof are written, how long a session lives, when a door waits.

mod counter;
mod forms;
mod grants;
mod login;
mod own;
mod paper;
mod proof;
mod reset;
#[cfg(test)]
mod tests;
mod throttle;

pub use counter::{CounterProof, CounterRefusal, FindForm, OpenForm, Opening, ProofForm, Sought, may_handle};
pub use forms::{Join, JoinForm, SignIn, SignInForm};
pub use grants::{GIVEN_AT_THE_DESK, GrantForm, GrantRefusal, RevokeForm, Wanted, may_give, may_revoke};
pub use login::{Card, Login};
pub use own::{AskCodeForm, CodeForm, NOTICE_VERSION, NewPassword, NumberForm, PasswordForm, Purpose, SecondFactorForm};
pub use paper::{AccountSlip, CodeRefusal, Digits, FactorCode, PaperCode, RECOVERY_CODES, RecoveryCode};
pub use proof::{AudienceFacts, Proof, ProofKind};
pub use reset::{Reset, ResetForm, SlipFor};
pub use throttle::{CODE_TRIES, Throttle, Tries};

use crate::{DAY, HOUR, Instant, Reason, Refusal};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// A mainland mobile number: 11 digits, `1[3-9]…`. Never shown whole in `Debug`, so that no log carries it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mobile(String);

impl Mobile {
    /// Reads what a person types: full-width digits, spaces, dashes and a leading `+86` are understood.
    ///
    /// # Errors
    /// `mobile_missing` when nothing was typed, `mobile_unreadable` otherwise.
    pub fn parse(text: &str) -> Result<Self, MobileRefusal> {
        let plain: String = text.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '(' | ')')).collect();
        if plain.is_empty() {
            return Err(MobileRefusal::Missing);
        }
        let digits = plain.strip_prefix("+86").or_else(|| plain.strip_prefix("0086")).unwrap_or(&plain);
        let bytes = digits.as_bytes();
        let fits = bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) && bytes.iter().all(u8::is_ascii_digit);
        if fits { Ok(Self(digits.to_owned())) } else { Err(MobileRefusal::Unreadable) }
    }

    /// The 11 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `138****5678`, as other people may see it.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}****{}", &self.0[..3], &self.0[7..])
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mobile({})", self.masked())
    }
}

/// Why a mobile number was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MobileRefusal {
    /// Nothing was typed.
    Missing,
    /// Not 11 digits of a mainland mobile number.
    Unreadable,
}

impl Refusal for MobileRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::Missing => "mobile_missing",
            Self::Unreadable => "mobile_unreadable",
        })
    }
}

/// A new password, normalised (NFKC) so that it is the same from every keyboard. Never shown in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// The fewest characters of a password (NIST SP 800-63B-4 with a second way of proof).
pub const PASSWORD_LEAST: usize = 8;
/// The most characters that are read; longer input is refused before it is hashed.
pub const PASSWORD_MOST: usize = 256;

impl Password {
    /// A password a person chooses: 8 to 256 characters, not one of the common ones, no rule about kinds of characters.
    ///
    /// # Errors
    /// Too short, too long, or too common.
    pub fn choose(text: &str) -> Result<Self, PasswordRefusal> {
        let password = Self::typed(text);
        let length = password.0.chars().count();
        if length < PASSWORD_LEAST {
            Err(PasswordRefusal::TooShort)
        } else if length > PASSWORD_MOST {
            Err(PasswordRefusal::TooLong)
        } else if is_common(&password.0) {
            Err(PasswordRefusal::TooCommon)
        } else {
            Ok(password)
        }
    }

    /// A password as typed at sign-in: only normalised, so that old rules never lock anyone out.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.nfkc().take(PASSWORD_MOST + 1).collect())
    }

    /// For the hash function only.
    #[must_use]
    pub fn reveal(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let run = lower.as_bytes().windows(2).all(|w| w[0].abs_diff(w[1]) == 1 || w == b"90");
    let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    let tail = &lower[stem.len()..];
    let stem_only = tail.len() <= 6 && COMMON.iter().any(|common| common.trim_end_matches(|c: char| c.is_ascii_digit()) == stem && stem.len() >= 5);
    repeats(&lower) || run || stem_only || is_birthday(&lower) || Mobile::parse(&lower).is_ok() || COMMON.contains(&lower.as_str())
}

/// One to four characters, again and again: `12341234`, `88888888`. Who types them for a whole line has something of their own.
fn repeats(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters.len() < 64
        && (1..=4).any(|length| characters.len() > length && (length..characters.len()).all(|at| characters[at] == characters[at - length]))
}

/// `19880217`: eight digits that are somebody's day of birth.
fn is_birthday(text: &str) -> bool {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |from: usize, until: usize| text[from..until].parse::<u32>().unwrap_or_default();
    digits && (1900..2100).contains(&number(0, 4)) && (1..=12).contains(&number(4, 6)) && (1..=31).contains(&number(6, 8))
}

/// Passwords that lists of leaked ones begin with, and those a resident of this town would think of first.
const COMMON: &[&str] = &[
    "password",
    "password1",
    "passw0rd",
    "p@ssw0rd",
    "qwertyui",
    "qwertyuiop",
    "1q2w3e4r",
    "1qaz2wsx",
    "qwer1234",
    "asdf1234",
    "asdfghjk",
    "zxcvbnm1",
    "abc12345",
    "abcd1234",
    "a1234567",
    "a12345678",
    "aa123456",
    "aa12345678",
    "woaini123",
    "woaini1314",
    "woaini520",
    "5201314520",
    "iloveyou",
    "admin123",
    "admin888",
    "88888888",
    "66668888",
    "12341234",
    "11223344",
    "123123123",
    "123321123",
    "1314520520",
    "147258369",
    "789456123",
    "qq123456",
    "wang1234",
    "zhang123",
    "shangmeng",
    "shangmeng1",
    "yantai123",
    "zhifu123",
    "xiangyang",
    "hongxing27",
    "wanda123",
    "letmein1",
    "welcome1",
    "monkey123",
    "dragon123",
];

/// Why a password was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// Fewer than [`PASSWORD_LEAST`] characters.
    TooShort,
    /// More than [`PASSWORD_MOST`] characters.
    TooLong,
    /// On the list everybody tries first.
    TooCommon,
    /// Nothing was typed.
    Missing,
}

impl Refusal for PasswordRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::TooShort => Reason::new("password_too_short").with("least", PASSWORD_LEAST as i64),
            Self::TooLong => Reason::new("password_too_long").with("most", PASSWORD_MOST as i64),
            Self::TooCommon => Reason::new("password_too_common"),
            Self::Missing => Reason::new("password_missing"),
        }
    }
}

/// How long a session lives: residents 90 days, staff 12 hours.
#[must_use]
pub fn session_ends(signed_in_at: Instant, staff: bool) -> Instant {
    signed_in_at.plus(if staff { 12 * HOUR } else { 90 * DAY })
}

/// How long the portal trusts that the person at the keyboard is still the one who signed in, before grants and publishing: 15 minutes.
pub const FRESH_FOR: i64 = 15 * crate::MINUTE;

/// How long a one-time slip holds: 24 hours.
pub const SLIP_FOR: i64 = DAY;

/// How long a code by SMS, or one shown at a counter, holds: 10 minutes.
pub const CODE_FOR: i64 = 10 * crate::MINUTE;

/// Whether the sign-in is recent enough for grants and publishing.
///
/// # Errors
/// Sign in again.
pub fn fresh_enough(fresh_at: Instant, now: Instant) -> Result<(), AccountRefusal> {
    if now.since(fresh_at) < FRESH_FOR { Ok(()) } else { Err(AccountRefusal::SignInAgain) }
}

/// Why an account act was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountRefusal {
    /// Number and password do not fit; the same words whether or not the number is known.
    WrongNumberOrPassword,
    /// The current password does not fit.
    WrongPassword,
    /// The sign-in is too long ago for this act.
    SignInAgain,
    /// The second factor's code does not fit.
    WrongCode,
    /// The second factor's code was used before.
    CodeUsed,
    /// A one-time slip or an SMS code is wrong, used, or too old; the same words for all three.
    CodeNotGood,
    /// There is no SMS gateway.
    NoSms,
    /// There is a second factor already, and this session has not shown it.
    FactorKnown,
    /// The last administrator stays.
    LastAdmin,
    /// Too many tries; the door opens again at this moment.
    TooManyTries {
        /// When the next try is possible.
        again_at: Instant,
    },
}

impl Refusal for AccountRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::WrongNumberOrPassword => Reason::new("wrong_number_or_password"),
            Self::WrongPassword => Reason::new("wrong_password"),
            Self::SignInAgain => Reason::new("sign_in_again"),
            Self::WrongCode => Reason::new("wrong_code"),
            Self::CodeUsed => Reason::new("code_used"),
            Self::CodeNotGood => Reason::new("code_not_good"),
            Self::NoSms => Reason::new("no_sms"),
            Self::FactorKnown => Reason::new("factor_known"),
            Self::LastAdmin => Reason::new("last_admin"),
            Self::TooManyTries { again_at } => Reason::new("too_many_tries").with("again_at", *again_at),
        }
    }
}
