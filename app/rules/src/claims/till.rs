//! The till: whether a code is taken, and whether what was taken can be undone.

use super::{ClaimRefusal, ClaimSettings, ClaimState, HeldClaim, OfferFacts, PersonFacts};
use crate::offers::{RunPhase, Way};
use crate::{Instant, MINUTE, Reason, Refusal};

/// A redemption as young as this may be one tap that was sent twice.
const JUST_NOW: i64 = 2 * MINUTE;

impl OfferFacts<'_> {
    /// Whether this claim is used up at this till now. A withdrawn or ended offer is honoured for claims that were made.
    ///
    /// `elsewhere` names the claim's shop when it is not the till's.
    ///
    /// # Errors
    /// The first [`TillRefusal`] that applies: of the shop, of what became of the claim, of time.
    pub fn redeemable(&self, claim: &HeldClaim, elsewhere: Option<&str>, now: Instant) -> Result<(), TillRefusal> {
        if let Some(shop) = elsewhere {
            return Err(TillRefusal::WrongShop { shop: shop.to_owned() });
        }
        match claim.at(now) {
            ClaimState::Redeemed { at } => return Err(TillRefusal::AlreadyRedeemed { at, just_now: now.since(at) < JUST_NOW }),
            ClaimState::Released { at } => return Err(TillRefusal::Released { at }),
            ClaimState::Expired { at } => return Err(TillRefusal::HoldExpired { at }),
            ClaimState::Held { .. } => {}
        }
        if !self.shop_active {
            return Err(TillRefusal::Offer(ClaimRefusal::ShopSuspended));
        }
        match self.run.phase_at(now) {
            RunPhase::Ahead => Err(TillRefusal::Offer(ClaimRefusal::NotStarted { opens_at: self.run.opens_at })),
            RunPhase::Over => Err(TillRefusal::Offer(ClaimRefusal::Ended { ended_at: self.run.ends_at })),
            RunPhase::On => self.is_given(now),
        }
    }

    /// Whether this walk-in offer is given at the till to this person now.
    ///
    /// # Errors
    /// The first [`TillRefusal`] that applies.
    pub fn given_to(&self, who: &PersonFacts, now: Instant) -> Result<(), TillRefusal> {
        if self.terms.way == Way::ClaimFirst {
            return Err(TillRefusal::ClaimFirst);
        }
        self.is_on(now).map_err(TillRefusal::Offer)?;
        self.is_given(now)?;
        self.is_for(who, now).map_err(TillRefusal::Offer)?;
        self.is_left(now).map_err(TillRefusal::Offer)
    }

    fn is_given(&self, now: Instant) -> Result<(), TillRefusal> {
        if self.terms.hours.contains(now.minute_of_day()) {
            return Ok(());
        }
        match self.run.next_given(&self.terms.hours, now) {
            Some(next_at) => Err(TillRefusal::OutsideHours { next_at }),
            None => Err(TillRefusal::Offer(ClaimRefusal::Ended { ended_at: self.run.given_until(&self.terms.hours, self.run.last) })),
        }
    }
}

/// A redemption that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redemption {
    /// When.
    pub at: Instant,
    /// Undone at this moment.
    pub undone_at: Option<Instant>,
}

/// What becomes of a claim whose redemption is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// It lives again until just before this moment.
    LivesAgain {
        /// The end of that day's giving.
        until: Instant,
    },
    /// Its day is over; the resident gets a line that says so.
    DayOver,
}

/// Whether a redemption may be undone, and what becomes of its claim: the shop for a day, the officer later too.
///
/// # Errors
/// It is undone already, or too late for a shop.
pub fn may_undo(
    redemption: &Redemption,
    officer: bool,
    offer: &OfferFacts<'_>,
    settings: &ClaimSettings,
    now: Instant,
) -> Result<Undone, TillRefusal> {
    if let Some(at) = redemption.undone_at {
        return Err(TillRefusal::AlreadyUndone { at });
    }
    let until = redemption.at.plus(settings.undo());
    if !officer && now >= until {
        return Err(TillRefusal::UndoTooLate { until });
    }
    let day_ends = offer.run.given_until(&offer.terms.hours, redemption.at.day());
    Ok(if now < day_ends { Undone::LivesAgain { until: day_ends } } else { Undone::DayOver })
}

/// Why the till says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TillRefusal {
    /// The offer itself says no.
    Offer(ClaimRefusal),
    /// Not given at this time of day.
    OutsideHours {
        /// When it is given next.
        next_at: Instant,
    },
    /// The claim is for another shop.
    WrongShop {
        /// Its name.
        shop: String,
    },
    /// The claim is used up.
    AlreadyRedeemed {
        /// When that was.
        at: Instant,
        /// So short ago that the clerk may have sent the same code twice.
        just_now: bool,
    },
    /// The claim was not used in time.
    HoldExpired {
        /// When the hold ended.
        at: Instant,
    },
    /// The claim was given back by its owner.
    Released {
        /// When.
        at: Instant,
    },
    /// The code is older than it may be, or fits two claims; a reload shows a new one.
    CodeStale,
    /// Nothing was typed.
    NoCode,
    /// No claim and no person has this code.
    UnknownCode,
    /// A printed code with a character that was misread.
    CodeMistyped,
    /// This offer is claimed first; the member code is not enough.
    ClaimFirst,
    /// The person does not work this shop's till.
    ClerkWithoutRight,
    /// It was undone before.
    AlreadyUndone {
        /// When.
        at: Instant,
    },
    /// The shop may undo no more; the officer may.
    UndoTooLate {
        /// Until when it might.
        until: Instant,
    },
}

impl TillRefusal {
    /// Whether the code may have been guessed: such tries are counted. Whoever shows a code that is known, at the wrong time or twice, guesses nothing.
    #[must_use]
    pub fn is_a_guess(code: &str) -> bool {
        matches!(code, "unknown_code" | "code_mistyped" | "wrong_shop")
    }
}

impl Refusal for TillRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::Offer(refusal) => refusal.at_the_till(),
            Self::OutsideHours { next_at } => Reason::new("outside_hours").with("next_at", *next_at),
            Self::WrongShop { shop } => Reason::new("wrong_shop").with("shop", shop.as_str()),
            Self::AlreadyRedeemed { at, just_now } => Reason::new("already_redeemed").with("at", *at).with("just_now", i64::from(*just_now)),
            Self::HoldExpired { at } => Reason::new("hold_expired").with("at", *at),
            Self::Released { at } => Reason::new("released").with("at", *at),
            Self::CodeStale => Reason::new("code_stale"),
            Self::NoCode => Reason::new("no_code"),
            Self::UnknownCode => Reason::new("unknown_code"),
            Self::CodeMistyped => Reason::new("code_mistyped"),
            Self::ClaimFirst => Reason::new("claim_first"),
            Self::ClerkWithoutRight => Reason::new("clerk_without_right"),
            Self::AlreadyUndone { at } => Reason::new("redemption_already_undone").with("at", *at),
            Self::UndoTooLate { until } => Reason::new("undo_too_late").with("until", *until),
        }
    }
}
