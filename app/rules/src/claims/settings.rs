//! The office's numbers for claims.

use crate::{DAY, HOUR, MINUTE};
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

impl ClaimSettings {
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
