//! Claiming: whether this person may reserve this offer now, and how long it is held.

use super::ClaimSettings;
use crate::accounts::AudienceFacts;
use crate::offers::{Audience, OfferState, ProofNeed, Run, RunPhase, Terms, Way};
use crate::{Instant, Reason, Refusal};

/// An offer as it stands at this moment.
#[derive(Debug, Clone, Copy)]
pub struct OfferFacts<'a> {
    /// Its terms.
    pub terms: &'a Terms,
    /// Its state …
    pub state: OfferState,
    /// … and since when.
    pub state_since: Instant,
    /// The run that is on or comes next.
    pub run: Run,
    /// Whether the shop is an active member.
    pub shop_active: bool,
    /// How many of this run's stock are held or used up.
    pub taken: u32,
}

/// What the law asks of the person.
#[derive(Debug, Clone, Copy)]
pub struct PersonFacts {
    /// Proof, community, birth year.
    pub audience: AudienceFacts,
    /// Claims of this offer's run that they hold or have used up.
    pub claims_of_this: u32,
    /// Until when the latest of them that is not used up holds.
    pub held_until: Option<Instant>,
    /// Whether they visited a shop of another district during this run.
    pub visited_elsewhere: bool,
}

/// Where a claim stands, with the moment of its last step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimState {
    /// Held until just before this moment.
    Held {
        /// The end of the hold.
        until: Instant,
    },
    /// Used up at the till.
    Redeemed {
        /// When.
        at: Instant,
    },
    /// Given back by its owner.
    Released {
        /// When.
        at: Instant,
    },
    /// Not used in time; back in stock.
    Expired {
        /// When the hold ended.
        at: Instant,
    },
}

/// A claim that was made: where it stands as of now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldClaim {
    /// Its state as recorded.
    pub state: ClaimState,
}

impl HeldClaim {
    /// Its state at this moment: a hold that is over has expired, whether or not the job has been round.
    #[must_use]
    pub fn at(&self, now: Instant) -> ClaimState {
        match self.state {
            ClaimState::Held { until } if now >= until => ClaimState::Expired { at: until },
            state => state,
        }
    }

    /// Whether its owner may give it back.
    ///
    /// # Errors
    /// It is used up, given back or over already.
    pub fn may_release(&self, now: Instant) -> Result<(), ClaimRefusal> {
        match self.at(now) {
            ClaimState::Held { .. } => Ok(()),
            state => Err(ClaimRefusal::NotHeldAnyMore { state }),
        }
    }
}

impl OfferFacts<'_> {
    /// Whether this person may claim now, and until when the claim then holds; the database guards stock and limit once more when it is written.
    ///
    /// # Errors
    /// The first [`ClaimRefusal`] that applies: of the shop and the offer, of time, of the person, of the stock.
    pub fn claimable_by(&self, who: &PersonFacts, settings: &ClaimSettings, now: Instant) -> Result<Instant, ClaimRefusal> {
        if self.terms.way == Way::WalkIn {
            return Err(ClaimRefusal::WalkInOnly);
        }
        self.is_on(now)?;
        let until = self.run.held_until(&self.terms.hours, now, settings.hold());
        let until = until.ok_or_else(|| ClaimRefusal::Ended { ended_at: self.run.given_until(&self.terms.hours, self.run.last) })?;
        self.is_for(who, now)?;
        self.is_left(now)?;
        Ok(until)
    }

    /// Whether the offer is given at all at this moment, whoever asks.
    pub(super) fn is_on(&self, now: Instant) -> Result<(), ClaimRefusal> {
        match self.state {
            OfferState::Withdrawn => return Err(ClaimRefusal::Withdrawn),
            // A job ends what is over when it comes round; that is not when it ended.
            OfferState::Ended => return Err(ClaimRefusal::Ended { ended_at: self.state_since.min(self.run.ends_at) }),
            OfferState::Draft | OfferState::Submitted | OfferState::Returned => return Err(ClaimRefusal::NotApproved),
            OfferState::Approved => {}
        }
        if !self.shop_active {
            return Err(ClaimRefusal::ShopSuspended);
        }
        match self.run.phase_at(now) {
            RunPhase::Ahead => Err(ClaimRefusal::NotStarted { opens_at: self.run.opens_at }),
            RunPhase::On => Ok(()),
            RunPhase::Over => Err(ClaimRefusal::Ended { ended_at: self.run.ends_at }),
        }
    }

    /// Whether it is for this person: proof, audience, chain and limit.
    pub(super) fn is_for(&self, who: &PersonFacts, now: Instant) -> Result<(), ClaimRefusal> {
        if !self.terms.proof.met_by(who.audience.proof) {
            return Err(ClaimRefusal::ProofMissing { needs: self.terms.proof });
        }
        if !self.terms.audience.admits(&who.audience, now.day()) {
            return Err(ClaimRefusal::NotTheAudience { audience: self.terms.audience });
        }
        if self.terms.chain && !who.visited_elsewhere {
            return Err(ClaimRefusal::ChainLocked);
        }
        if who.claims_of_this < self.terms.per_person {
            return Ok(());
        }
        Err(match who.held_until {
            Some(until) if now < until => ClaimRefusal::AlreadyHeld { until },
            _ => ClaimRefusal::LimitReached { limit: self.terms.per_person },
        })
    }

    /// Whether anything is left at this moment.
    pub(super) fn is_left(&self, now: Instant) -> Result<(), ClaimRefusal> {
        match self.left(now) {
            Some(0) => Err(ClaimRefusal::SoldOut { back_at: self.run.next_release(&self.terms.stock, now) }),
            _ => Ok(()),
        }
    }

    /// How many can still be taken; nothing when unlimited.
    #[must_use]
    pub fn left(&self, now: Instant) -> Option<u32> {
        self.terms.stock.available_at(self.run.stage_minute(now), self.taken)
    }
}

/// Why an offer cannot be claimed, or a claim cannot be given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimRefusal {
    /// Claims are not open yet.
    NotStarted {
        /// When they open.
        opens_at: Instant,
    },
    /// It is over.
    Ended {
        /// When it ended.
        ended_at: Instant,
    },
    /// It was taken down.
    Withdrawn,
    /// It is not approved.
    NotApproved,
    /// All that is out is taken.
    SoldOut {
        /// When the next stage comes out.
        back_at: Option<Instant>,
    },
    /// The person has had as many as one may have.
    LimitReached {
        /// The limit.
        limit: u32,
    },
    /// The person holds it already and has not used it.
    AlreadyHeld {
        /// Until when it holds.
        until: Instant,
    },
    /// It is for others.
    NotTheAudience {
        /// Whom it is for.
        audience: Audience,
    },
    /// It needs a proof that the person has not given.
    ProofMissing {
        /// Which.
        needs: ProofNeed,
    },
    /// It unlocks after a visit to a shop of another district.
    ChainLocked,
    /// The shop is suspended or has left.
    ShopSuspended,
    /// It is not claimed but given at the till.
    WalkInOnly,
    /// The claim is used up, given back or over.
    NotHeldAnyMore {
        /// What became of it.
        state: ClaimState,
    },
}

impl Refusal for ClaimRefusal {
    fn reason(&self) -> Reason {
        let named = match self {
            Self::NotStarted { opens_at } => Reason::new("not_started").with("opens_at", *opens_at),
            Self::Ended { ended_at } => Reason::new("ended").with("ended_at", *ended_at),
            Self::Withdrawn => Reason::new("withdrawn"),
            Self::NotApproved => Reason::new("not_approved"),
            Self::SoldOut { back_at: Some(back_at) } => Reason::new("sold_out_for_now").with("back_at", *back_at),
            Self::SoldOut { back_at: None } => Reason::new("sold_out"),
            Self::LimitReached { limit } => Reason::new("limit_reached").with("limit", i64::from(*limit)),
            Self::AlreadyHeld { until } => Reason::new("already_held").with("until", *until),
            Self::NotTheAudience { audience } => Reason::new("not_the_audience").with("audience", audience.code()),
            Self::ProofMissing { needs } => Reason::new("proof_missing").with("needs", needs.code()),
            Self::ChainLocked => Reason::new("chain_locked"),
            Self::ShopSuspended => Reason::new("shop_suspended"),
            Self::WalkInOnly => Reason::new("walk_in_only"),
            Self::NotHeldAnyMore { state } => not_held(state),
        };
        named.with("reader", "resident")
    }
}

impl ClaimRefusal {
    /// The same at the till, where the clerk reads it.
    pub(super) fn at_the_till(&self) -> Reason {
        let mut reason = self.reason();
        reason.facts.retain(|(name, _)| *name != "reader");
        reason.with("reader", "clerk")
    }
}

fn not_held(state: &ClaimState) -> Reason {
    let (word, at) = match *state {
        ClaimState::Held { until } => ("held", until),
        ClaimState::Redeemed { at } => ("redeemed", at),
        ClaimState::Released { at } => ("released", at),
        ClaimState::Expired { at } => ("expired", at),
    };
    Reason::new("not_held_any_more").with("state", word).with("at", at)
}
