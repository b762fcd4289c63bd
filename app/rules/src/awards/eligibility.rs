//! Who can be a candidate, and why somebody cannot.

use crate::merchants::MerchantState;
use crate::{Day, Reason, Refusal};
use serde::{Deserialize, Serialize};

/// The office's numbers; published with the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EligibilityRules {
    /// A member for at least so many days when nominating begins.
    pub member_days: u32,
    /// At most so many upheld complaints in the twelve months before.
    pub upheld_most: u32,
    /// Not suspended at any time in so many days before.
    pub unsuspended_days: u32,
}

/// 90 days, 3 complaints, 180 days: the starting values.
impl Default for EligibilityRules {
    fn default() -> Self {
        Self { member_days: 90, upheld_most: 3, unsuspended_days: 180 }
    }
}

/// What is known of a merchant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EligibilityFacts {
    /// Where it stands.
    pub state: MerchantState,
    /// A member since this day.
    pub member_since: Option<Day>,
    /// Has accepted the charter in force.
    pub charter_accepted: bool,
    /// Upheld complaints in the twelve months before nominating began.
    pub upheld: u32,
    /// The last day of its last suspension.
    pub suspended_until: Option<Day>,
}

/// Why a merchant cannot be a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ineligible {
    /// Not a member in good standing now.
    NotActive,
    /// A member for too short a time.
    MemberTooShort {
        /// Days it takes.
        days: i64,
    },
    /// The charter in force is not accepted.
    CharterNotAccepted,
    /// Too many upheld complaints.
    TooManyUpheld {
        /// How many there are.
        upheld: i64,
        /// How many there may be.
        most: i64,
    },
    /// Suspended not long ago.
    SuspendedLately {
        /// Days that have to lie between.
        days: i64,
    },
}

impl Refusal for Ineligible {
    fn reason(&self) -> Reason {
        match *self {
            Self::NotActive => Reason::new("award_not_active"),
            Self::MemberTooShort { days } => Reason::new("award_member_too_short").with("days", days),
            Self::CharterNotAccepted => Reason::new("award_charter_not_accepted"),
            Self::TooManyUpheld { upheld, most } => Reason::new("award_too_many_upheld").with("upheld", upheld).with("most", most),
            Self::SuspendedLately { days } => Reason::new("award_suspended_lately").with("days", days),
        }
    }
}

/// All reasons why a merchant cannot be a candidate of an edition whose nominating begins on this day; none when it can.
#[must_use]
pub fn ineligible(facts: &EligibilityFacts, rules: &EligibilityRules, nominating_from: Day) -> Vec<Ineligible> {
    let days_before = |days: u32| nominating_from.plus_days(-i64::from(days));
    let checks = [
        (facts.state != MerchantState::Active, Ineligible::NotActive),
        (
            facts.member_since.is_none_or(|since| since > days_before(rules.member_days)),
            Ineligible::MemberTooShort { days: rules.member_days.into() },
        ),
        (!facts.charter_accepted, Ineligible::CharterNotAccepted),
        (facts.upheld > rules.upheld_most, Ineligible::TooManyUpheld { upheld: facts.upheld.into(), most: rules.upheld_most.into() }),
        (
            facts.suspended_until.is_some_and(|until| until >= days_before(rules.unsuspended_days)),
            Ineligible::SuspendedLately { days: rules.unsuspended_days.into() },
        ),
    ];
    checks.into_iter().filter(|(applies, _)| *applies).map(|(_, why)| why).collect()
}
