//! The office's numbers for meetings.

use crate::voting::Share;
use crate::{MINUTE, Reason, Refusal};
use serde::{Deserialize, Serialize};

/// The numbers that meetings go by; kept with history by the alliance's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingSettings {
    /// Check-in opens so many minutes before the meeting begins; it ends when the meeting is closed.
    pub check_in_before_minutes: u32,
    /// The meeting has a quorum when more than `quorum_numerator` / `quorum_denominator` of the invited merchants are present.
    pub quorum_numerator: u32,
    /// See there.
    pub quorum_denominator: u32,
}

/// 30 minutes, more than half: the starting values.
impl Default for MeetingSettings {
    fn default() -> Self {
        Self { check_in_before_minutes: 30, quorum_numerator: 1, quorum_denominator: 2 }
    }
}

impl MeetingSettings {
    /// Whether these numbers can be gone by.
    ///
    /// # Errors
    /// A check-in that opens more than a day ahead, or a quorum that is no share.
    pub fn checked(self) -> Result<Self, MeetingSettingsRefusal> {
        if self.check_in_before_minutes > 24 * 60 {
            return Err(MeetingSettingsRefusal::CheckInTooEarly);
        }
        Share::more_than(self.quorum_numerator, self.quorum_denominator).ok_or(MeetingSettingsRefusal::NotAShare).map(|_| self)
    }

    /// How long before the meeting check-in opens, in milliseconds.
    #[must_use]
    pub fn check_in_before(&self) -> i64 {
        i64::from(self.check_in_before_minutes) * MINUTE
    }

    /// What must be present; more than half where the numbers are no share.
    #[must_use]
    pub fn quorum(&self) -> Share {
        Share::more_than(self.quorum_numerator, self.quorum_denominator).or(Share::more_than(1, 2)).unwrap_or(Share::none())
    }
}

/// Why numbers for meetings were not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingSettingsRefusal {
    /// Check-in would open more than a day ahead.
    CheckInTooEarly,
    /// The quorum is not a share below one.
    NotAShare,
}

impl Refusal for MeetingSettingsRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::CheckInTooEarly => "meeting_check_in_too_early",
            Self::NotAShare => "meeting_quorum_not_a_share",
        })
    }
}
