//! Proof: how the portal knows that a person is who they say.

use crate::Instant;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The ways of proof, from none to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofKind {
    /// Joined, nothing shown.
    None,
    /// A code sent to the number came back.
    Sms,
    /// Shown at a counter.
    Counter,
    /// From an office's register.
    Register,
}

impl ProofKind {
    /// The word used in tables and forms.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Sms => "sms",
            Self::Counter => "counter",
            Self::Register => "register",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::None, Self::Sms, Self::Counter, Self::Register].into_iter().find(|kind| kind.code() == code)
    }

    /// Counter and register know the person; an SMS code knows only the number.
    #[must_use]
    pub fn knows_person(self) -> bool {
        self >= Self::Counter
    }
}

/// A proof: of which kind, by whom, when. Community and birth year come only with one that knows the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// Of which kind.
    pub kind: ProofKind,
    /// Who took it; nobody for an SMS code.
    pub by: Option<Uuid>,
    /// When.
    pub at: Instant,
}

/// What audiences of offers and rolls ask of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AudienceFacts {
    /// The strongest proof.
    pub proof: ProofKind,
    /// The community they live in, once proven.
    pub community: Option<Uuid>,
    /// The year they were born in, once proven.
    pub birth_year: Option<i32>,
}
