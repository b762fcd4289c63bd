//! The office's numbers for claims.

use crate::{DAY, HOUR, MINUTE, Reason, Refusal};
use serde::{Deserialize, Serialize};

/// The numbers that claims go by; kept with history by the alliance's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimSettings {
    /// A claim holds for so many minutes from the moment it can first be used.
    pub hold_minutes: u32,
    /// A shop may undo a redemption for so many hours; later the officer may.
    pub undo_hours: u32,
    /// A complaint is taken until so many days after the run.
    pub complaint_days: u32,
}

/// 4 hours, 24 hours, 7 days: the starting values.
impl Default for ClaimSettings {
    fn default() -> Self {
        Self { hold_minutes: 240, undo_hours: 24, complaint_days: 7 }
    }
}

/// A number that makes no sense: a hold that is over at once, a year of undoing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimSettingsRefusal;

impl Refusal for ClaimSettingsRefusal {
    fn reason(&self) -> Reason {
        Reason::new("claim_settings_out_of_range")
    }
}

impl ClaimSettings {
    /// Whether claims can go by these numbers: a hold of 1 minute to a day, undoing for up to 30 days, complaints for up to 365.
    ///
    /// # Errors
    /// One of them is out of its range.
    pub fn checked(self) -> Result<Self, ClaimSettingsRefusal> {
        let sound = (1..=1_440).contains(&self.hold_minutes) && self.undo_hours <= 720 && self.complaint_days <= 365;
        if sound { Ok(self) } else { Err(ClaimSettingsRefusal) }
    }

    /// How long a claim holds, in milliseconds.
    #[must_use]
    pub fn hold(&self) -> i64 {
        i64::from(self.hold_minutes) * MINUTE
    }

    /// How long a shop may undo, in milliseconds.
    #[must_use]
    pub fn undo(&self) -> i64 {
        i64::from(self.undo_hours) * HOUR
    }

    /// How long after the run a complaint is taken, in milliseconds.
    #[must_use]
    pub fn complaint(&self) -> i64 {
        i64::from(self.complaint_days) * DAY
    }
}
