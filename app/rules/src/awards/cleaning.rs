//! The cleaning of a sealed vote: why a ballot is removed, and how the public hears of it: counts by reason.

use crate::accounts::Login;
use crate::claims::SHOWN_FROM;
use crate::voting::entry::id;
use crate::{Check, FormRefusal, Reason, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a ballot was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Removal {
    /// The person did not belong on the roll.
    NotEntitled,
    /// The same person under two accounts.
    TwoAccounts,
    /// The proof was false.
    FalseProof,
    /// Somebody else cast it.
    ByAnother,
    /// It was bought.
    Bought,
}

impl Removal {
    /// All reasons.
    pub const ALL: [Self; 5] = [Self::NotEntitled, Self::TwoAccounts, Self::FalseProof, Self::ByAnother, Self::Bought];

    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotEntitled => "not_entitled",
            Self::TwoAccounts => "two_accounts",
            Self::FalseProof => "false_proof",
            Self::ByAnother => "by_another",
            Self::Bought => "bought",
        }
    }

    /// The reason of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|removal| removal.code() == code)
    }
}

/// A removal as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemovalForm {
    /// The vote.
    pub vote: String,
    /// The mobile number or card of the person whose ballot must not count.
    pub login: String,
    /// The reason's word.
    pub reason: String,
}

impl RemovalForm {
    /// Vote, person and reason.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<(Uuid, Login, Removal), FormRefusal> {
        let mut check = Check::default();
        let vote = check.field("vote", id(&self.vote));
        let login = check.field("login", Login::parse(&self.login));
        let reason = check.field("reason", Removal::from_code(&self.reason).ok_or(CleaningRefusal::NoReason));
        check.finish(|| Some((vote?, login?, reason?)))
    }
}

/// Whether a ballot can be removed: while its vote is being cleaned, once.
///
/// # Errors
/// Not the time for it, no such ballot, or removed already.
pub fn may_remove(cleaning: bool, voted: bool, removed: bool) -> Result<(), CleaningRefusal> {
    match (cleaning, voted, removed) {
        (false, ..) => Err(CleaningRefusal::NotCleaning),
        (true, false, _) => Err(CleaningRefusal::NoBallot),
        (true, true, true) => Err(CleaningRefusal::AlreadyRemoved),
        (true, true, false) => Ok(()),
    }
}

/// Why a ballot was not removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CleaningRefusal {
    /// No reason was chosen.
    NoReason,
    /// The vote is not being cleaned now.
    NotCleaning,
    /// Nobody with this number has cast a ballot in this vote.
    NoBallot,
    /// It was removed already.
    AlreadyRemoved,
}

impl Refusal for CleaningRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::NoReason => "cleaning_no_reason",
            Self::NotCleaning => "cleaning_not_now",
            Self::NoBallot => "cleaning_no_ballot",
            Self::AlreadyRemoved => "cleaning_already_removed",
        })
    }
}

/// The public log of a cleaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleaningLog {
    /// All removals; the board shows as many.
    pub removed: u64,
    /// The reasons with enough removals to be named, most first.
    pub by_reason: Vec<(Removal, u64)>,
    /// What is left: removals of other reasons.
    pub others: u64,
}

/// The log over the counts by reason. Reasons with fewer than [`SHOWN_FROM`] are put together; where they are too few together, the smallest of the others joins
/// them, because the total is public and would give them away.
#[must_use]
pub fn cleaning_log(counts: &[(Removal, u64)]) -> CleaningLog {
    let mut by_reason: Vec<(Removal, u64)> = counts.iter().copied().filter(|(_, count)| *count > 0).collect();
    by_reason.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    let removed = by_reason.iter().map(|(_, count)| count).sum();
    let mut others = 0;
    while let Some((_, count)) = by_reason.last().filter(|(_, count)| *count < SHOWN_FROM || (1..SHOWN_FROM).contains(&others)) {
        others += count;
        by_reason.pop();
    }
    CleaningLog { removed, by_reason, others }
}
