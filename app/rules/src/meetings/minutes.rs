//! Minutes: written by one person, approved by another.

use super::MeetingState;
use crate::offers::Grounds;
use crate::voting::EntryRefusal;
use crate::voting::entry::text;
use crate::{Reason, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most characters of minutes.
const TEXT_MOST: usize = 20_000;
/// The most characters of a decision.
const DECISION_MOST: usize = 500;

/// Minutes as they are typed; attendance and tasks are put in by the portal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MinutesForm {
    /// The meeting.
    pub meeting: String,
    /// The version that was shown.
    pub version: String,
    /// The text (Markdown); may be empty as long as the minutes are being written.
    pub text: String,
    /// What was decided, by the agenda item's name in the form.
    pub decisions: BTreeMap<String, String>,
}

impl MinutesForm {
    /// The text, cleaned.
    ///
    /// # Errors
    /// Too long, or with characters that cannot be printed.
    pub fn text(&self) -> Result<String, EntryRefusal> {
        text(&self.text, TEXT_MOST)
    }

    /// An agenda item's name in the form. Not its id alone: the form's encoding takes what begins with a digit for a place in a list.
    #[must_use]
    pub fn named(item: Uuid) -> String {
        format!("item-{item}")
    }

    /// What was decided under an item, cleaned; nothing for an item the form does not speak of.
    ///
    /// # Errors
    /// Too long, or with characters that cannot be printed.
    pub fn decision(&self, item: Uuid) -> Result<Option<String>, EntryRefusal> {
        self.decisions.get(&Self::named(item)).map(|typed| text(typed, DECISION_MOST)).transpose()
    }
}

/// Where minutes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MinutesState {
    /// Being written.
    Draft,
    /// Written; wait for the second person.
    Written,
    /// Approved: final, public.
    Approved,
}

impl MinutesState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Written, Self::Approved];

    /// The word in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Written => "written",
            Self::Approved => "approved",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Minutes, as far as their procedure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes {
    /// Where they stand.
    pub state: MinutesState,
    /// Who handed them in.
    pub written_by: Option<Uuid>,
    /// Who approved them.
    pub approved_by: Option<Uuid>,
}

impl Minutes {
    /// New minutes.
    #[must_use]
    pub const fn draft() -> Self {
        Self { state: MinutesState::Draft, written_by: None, approved_by: None }
    }

    /// Changes the text; what was written has to be handed in again.
    ///
    /// # Errors
    /// They are approved.
    pub fn change(self) -> Result<Self, MinutesRefusal> {
        if self.state == MinutesState::Approved { Err(MinutesRefusal::Approved) } else { Ok(Self::draft()) }
    }

    /// Hands them in for approval.
    ///
    /// # Errors
    /// The meeting is not over, or they were handed in.
    pub fn hand_in(self, by: Uuid, meeting: MeetingState) -> Result<Self, MinutesRefusal> {
        match self.state {
            _ if meeting != MeetingState::Closed => Err(MinutesRefusal::MeetingNotOver),
            MinutesState::Draft => Ok(Self { state: MinutesState::Written, written_by: Some(by), approved_by: None }),
            MinutesState::Written => Err(MinutesRefusal::HandedIn),
            MinutesState::Approved => Err(MinutesRefusal::Approved),
        }
    }

    /// Approves them.
    ///
    /// # Errors
    /// Not handed in, approved already, or by the one who wrote them.
    pub fn approve(self, by: Uuid) -> Result<Self, MinutesRefusal> {
        match self.state {
            MinutesState::Draft => Err(MinutesRefusal::NotHandedIn),
            MinutesState::Approved => Err(MinutesRefusal::Approved),
            MinutesState::Written if self.written_by == Some(by) => Err(MinutesRefusal::SamePerson),
            MinutesState::Written => Ok(Self { state: MinutesState::Approved, approved_by: Some(by), ..self }),
        }
    }

    /// Gives them back with a reason.
    ///
    /// # Errors
    /// Not handed in, or approved.
    pub fn give_back(self, _why: &Grounds) -> Result<Self, MinutesRefusal> {
        match self.state {
            MinutesState::Draft => Err(MinutesRefusal::NotHandedIn),
            MinutesState::Approved => Err(MinutesRefusal::Approved),
            MinutesState::Written => Ok(Self { state: MinutesState::Draft, ..self }),
        }
    }
}

/// Why a step of minutes was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MinutesRefusal {
    /// The meeting is not over.
    MeetingNotOver,
    /// They wait for approval.
    HandedIn,
    /// They have not been handed in.
    NotHandedIn,
    /// They are final.
    Approved,
    /// Whoever wrote them cannot approve them.
    SamePerson,
}

impl Refusal for MinutesRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::MeetingNotOver => "minutes_meeting_not_over",
            Self::HandedIn => "minutes_handed_in",
            Self::NotHandedIn => "minutes_not_handed_in",
            Self::Approved => "minutes_approved",
            Self::SamePerson => "minutes_same_person",
        })
    }
}
