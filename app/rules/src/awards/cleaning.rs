//! The cleaning of a sealed vote, as the public hears of it: counts by reason.

use crate::claims::SHOWN_FROM;

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
