//! Nominating: by a merchant, by a resident, or by the shop itself.

use super::{EditionPlan, EditionRefusal, Phase};
use crate::voting::entry::{id, text};
use crate::{Check, FormRefusal, Instant, Reason, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most characters of a nomination's reason.
const WHY_MOST: usize = 200;

/// On whose part somebody nominates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nominator {
    /// Another merchant.
    Merchant,
    /// A resident.
    Resident,
    /// The shop itself: its own people.
    Own,
}

impl Nominator {
    /// The word in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Merchant => "merchant",
            Self::Resident => "resident",
            Self::Own => "own",
        }
    }

    /// The nominator of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Merchant, Self::Resident, Self::Own].into_iter().find(|nominator| nominator.code() == code)
    }
}

/// A nomination as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NominationForm {
    /// The nomination's id, made with the form.
    pub id: String,
    /// The category.
    pub category: String,
    /// The merchant that is nominated.
    pub candidate: String,
    /// The merchant on whose part; left empty by residents.
    pub on_part_of: String,
    /// Why; may be empty.
    pub why: String,
}

/// A nomination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nomination {
    /// The category.
    pub category: Uuid,
    /// Who is nominated.
    pub candidate: Uuid,
    /// The merchant on whose part.
    pub on_part_of: Option<Uuid>,
    /// Why; may be empty.
    pub why: String,
}

impl NominationForm {
    /// Reads the whole form.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<Nomination, FormRefusal> {
        let mut check = Check::default();
        let category = check.field("category", id(&self.category));
        let candidate = check.field("candidate", id(&self.candidate));
        let on_part_of = match self.on_part_of.trim() {
            "" => Some(None),
            merchant => check.field("on_part_of", id(merchant)).map(Some),
        };
        let why = check.field("why", text(&self.why, WHY_MOST));
        check.finish(|| Some(Nomination { category: category?, candidate: candidate?, on_part_of: on_part_of?, why: why? }))
    }
}

/// What is known when somebody nominates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NominationFacts {
    /// The candidate is one of the person's own shops.
    pub own_shop: bool,
    /// The person is an owner of the merchant on whose part they nominate; nothing for residents.
    pub owns_merchant: Option<bool>,
    /// The person is proven.
    pub proven: bool,
    /// The same merchant or resident has nominated this candidate in this category.
    pub nominated: bool,
}

/// Whether this nomination is taken now, and on whose part it counts. Somebody's own shop is always their own nomination.
///
/// # Errors
/// The reason why not.
pub fn may_nominate(edition: &EditionPlan, facts: &NominationFacts, now: Instant) -> Result<Nominator, NominationRefusal> {
    edition.in_phase(Phase::Nominate, now).map_err(NominationRefusal::Timetable)?;
    if facts.owns_merchant == Some(false) {
        return Err(NominationRefusal::NotTheOwner);
    }
    if !facts.proven {
        return Err(NominationRefusal::ProofMissing);
    }
    if facts.nominated {
        return Err(NominationRefusal::Nominated);
    }
    Ok(match facts.owns_merchant {
        _ if facts.own_shop => Nominator::Own,
        Some(_) => Nominator::Merchant,
        None => Nominator::Resident,
    })
}

/// Why a nomination was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NominationRefusal {
    /// Not the time for it.
    Timetable(EditionRefusal),
    /// Only an owner nominates on a merchant's part.
    NotTheOwner,
    /// The person is not proven.
    ProofMissing,
    /// Nominated already.
    Nominated,
}

impl Refusal for NominationRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::Timetable(refusal) => refusal.reason(),
            Self::NotTheOwner => Reason::new("nomination_not_the_owner"),
            Self::ProofMissing => Reason::new("nomination_proof_missing"),
            Self::Nominated => Reason::new("already_nominated"),
        }
    }
}
