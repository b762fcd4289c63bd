//! An offer's terms, once its form was read.

use super::{Benefit, Run, Stock, ValidHours};
use crate::accounts::{AudienceFacts, ProofKind};
use crate::member_day::{Calendar, CalendarSettings};
use crate::{Day, Instant, Month};
use uuid::Uuid;

/// What a shop gives, to whom, how many, when, and on which conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// At most 21 characters.
    pub title: String,
    /// The benefit behind the headline.
    pub benefit: Benefit,
    /// What exactly one gets, in a sentence; empty when the headline says it all.
    pub gives: String,
    /// On which conditions; empty only in a draft.
    pub conditions: String,
    /// How many, in each run.
    pub stock: Stock,
    /// The most that one person may take in a run.
    pub per_person: u32,
    /// Whom it is for.
    pub audience: Audience,
    /// The proof it needs.
    pub proof: ProofNeed,
    /// When in the day it is given.
    pub hours: ValidHours,
    /// The shops that give it, the registering one first; at least one.
    pub shops: Vec<Uuid>,
    /// Claimed first, or given to whoever walks in.
    pub way: Way,
    /// Unlocked by a visit to a shop of another district in the same run.
    pub chain: bool,
    /// On which days.
    pub when: When,
}

/// Whom an offer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    Everyone,
    /// Those who are 60 or become 60 this year.
    SixtyPlus,
    /// Residents of one community.
    Community(Uuid),
}

impl Audience {
    /// The age from which one is a senior.
    pub const SENIOR_FROM: i32 = 60;

    /// The word used in tables, addresses and forms.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::SixtyPlus => "sixty_plus",
            Self::Community(_) => "community",
        }
    }

    /// Whether a person of whom this is known belongs to the audience on that day.
    #[must_use]
    pub fn admits(&self, person: &AudienceFacts, day: Day) -> bool {
        match self {
            Self::Everyone => true,
            Self::SixtyPlus => person.birth_year.is_some_and(|born| day.year() - born >= Self::SENIOR_FROM),
            Self::Community(community) => person.community == Some(*community),
        }
    }
}

/// The proof an offer needs; each step is met by every stronger one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProofNeed {
    /// An account is enough.
    None,
    /// The number is proven.
    Number,
    /// The person is proven: at a counter or from a register.
    Person,
}

impl ProofNeed {
    /// Every step, from none to the strongest.
    pub const ALL: [Self; 3] = [Self::None, Self::Number, Self::Person];

    /// The word used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Number => "number",
            Self::Person => "person",
        }
    }

    /// The need of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|need| need.code() == code)
    }

    /// Whether a proof of this kind is enough.
    #[must_use]
    pub fn met_by(self, proof: ProofKind) -> bool {
        match self {
            Self::None => true,
            Self::Number => proof != ProofKind::None,
            Self::Person => proof.knows_person(),
        }
    }

    /// The least proof with which this audience can be recognised.
    #[must_use]
    pub const fn least_for(audience: &Audience) -> Self {
        match audience {
            Audience::Everyone => Self::None,
            Audience::SixtyPlus | Audience::Community(_) => Self::Person,
        }
    }
}

/// How one comes to the benefit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Claimed in the portal, then shown at the till.
    ClaimFirst,
    /// Given at the till to whoever shows a member code.
    WalkIn,
}

impl Way {
    /// The word used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClaimFirst => "claim_first",
            Self::WalkIn => "walk_in",
        }
    }

    /// The way of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::ClaimFirst, Self::WalkIn].into_iter().find(|way| way.code() == code)
    }
}

/// On which days an offer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On one month's member day.
    MemberDay(Month),
    /// On every member day from the month on whose review it passes.
    EveryMonth,
    /// On every day of a range; the stock is for the whole range.
    Range {
        /// First day.
        first: Day,
        /// Last day, included.
        last: Day,
    },
}

impl When {
    /// The word used in tables and forms.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MemberDay(_) => "member_day",
            Self::EveryMonth => "every_month",
            Self::Range { .. } => "range",
        }
    }

    /// The run that is on, comes next or, when none comes any more, was the last.
    ///
    /// `from` is the first month of a monthly offer: the one for which it was approved.
    #[must_use]
    pub fn run_at(&self, now: Instant, from: Option<Month>, settings: &CalendarSettings) -> Run {
        match self {
            Self::MemberDay(month) => Run::of_member_day(&Calendar::of(*month, settings)),
            Self::EveryMonth => {
                let coming = Calendar::coming(now, settings);
                let first = from.map(|month| Calendar::of(month, settings)).filter(|first| first.month > coming.month);
                Run::of_member_day(&first.unwrap_or(coming))
            }
            Self::Range { first, last } => Run { first: *first, last: *last, opens_at: first.start(), ends_at: last.end() },
        }
    }
}
