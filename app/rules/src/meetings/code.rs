//! The code on the screen: six digits, new every 30 seconds.

use super::CheckInRefusal;
use crate::claims::Mac;
use crate::writing::plain;
use crate::{Instant, SECOND};
use uuid::Uuid;

/// How long the screen shows a code, in seconds.
pub const CODE_SECONDS: i64 = 30;
/// For how many steps before the one shown a code is still taken: somebody has to walk to a table and type.
const STEPS_TAKEN: i64 = 3;
/// For how many more it is known to be merely old.
const STEPS_OLD: i64 = 20;

/// Six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CheckInCode(u32);

impl CheckInCode {
    /// Reads what was typed; spaces and full-width digits do not matter.
    ///
    /// # Errors
    /// [`CheckInRefusal::CodeWrong`].
    pub fn parse(typed: &str) -> Result<Self, CheckInRefusal> {
        let digits: String = plain(typed).chars().filter(|c| !c.is_whitespace()).collect();
        let six = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| six).map(Self).ok_or(CheckInRefusal::CodeWrong)
    }
}

/// `042 731`.
impl std::fmt::Display for CheckInCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:03} {:03}", self.0 / 1_000, self.0 % 1_000)
    }
}

fn code_of(meeting: Uuid, step: i64, mac: Mac<'_>) -> CheckInCode {
    let bytes = [b"check in".as_slice(), meeting.as_bytes(), &step.to_be_bytes()].concat();
    CheckInCode((mac(&bytes) % 1_000_000) as u32)
}

fn step(now: Instant) -> i64 {
    now.millis().div_euclid(CODE_SECONDS * SECOND)
}

/// The code of this moment, and when the next one comes. `mac` is keyed with the display's secret.
#[must_use]
pub fn code_now(meeting: Uuid, now: Instant, mac: Mac<'_>) -> (CheckInCode, Instant) {
    let step = step(now);
    (code_of(meeting, step, mac), Instant::from_millis((step + 1) * CODE_SECONDS * SECOND))
}

/// Whether a code is taken now: the one on the screen, or one that stood there a moment ago.
///
/// # Errors
/// Wrong, or merely old.
pub fn code_taken(code: CheckInCode, meeting: Uuid, now: Instant, mac: Mac<'_>) -> Result<(), CheckInRefusal> {
    let age = (0..=STEPS_TAKEN + STEPS_OLD).find(|age| code_of(meeting, step(now) - age, mac) == code);
    match age {
        Some(age) if age <= STEPS_TAKEN => Ok(()),
        Some(_) => Err(CheckInRefusal::CodeOld),
        None => Err(CheckInRefusal::CodeWrong),
    }
}
