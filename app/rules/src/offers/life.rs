//! From a draft to the street and to the end: the acts on an offer and what refuses them.

use super::fields::says_something;
use super::{Rehearsal, When};
use crate::member_day::{Calendar, CalendarSettings};
use crate::writing::hides;
use crate::{Instant, Month, Reason, Refusal};
use unicode_normalization::UnicodeNormalization;

/// Where an offer stands. Whether an approved one is live is a matter of time, not of state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfferState {
    /// Being written by the merchant.
    Draft,
    /// Waiting for the officer.
    Submitted,
    /// Given back by the officer with a reason.
    Returned,
    /// Approved; public, and live while a run is on.
    Approved,
    /// Over: by time, or because the merchant gives it no longer.
    Ended,
    /// Taken down with a reason; claims made are still honoured.
    Withdrawn,
}

/// What can be done to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfferAct {
    /// The merchant changes it.
    Change,
    /// The merchant hands it in.
    Submit,
    /// The officer gives it back.
    Return,
    /// The officer approves it.
    Approve,
    /// The merchant gives no more, or time is over.
    End,
    /// The merchant or the officer takes it down.
    Withdraw,
}

impl OfferState {
    /// Every state, in the order of an offer's life.
    pub const ALL: [Self; 6] = [Self::Draft, Self::Submitted, Self::Returned, Self::Approved, Self::Ended, Self::Withdrawn];

    /// The word used in tables and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Ended => "ended",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether residents can see the offer: it was approved once.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Approved | Self::Ended | Self::Withdrawn)
    }

    /// The state after an act.
    ///
    /// # Errors
    /// [`OfferRefusal::NotInThisState`] when the act does not fit here.
    pub fn after(self, act: OfferAct) -> Result<Self, OfferRefusal> {
        match (self, act) {
            (Self::Draft | Self::Returned, OfferAct::Submit) => Ok(Self::Submitted),
            (Self::Draft | Self::Returned | Self::Approved, OfferAct::Change) => Ok(self),
            (Self::Submitted, OfferAct::Return) => Ok(Self::Returned),
            (Self::Submitted, OfferAct::Approve) => Ok(Self::Approved),
            (Self::Approved, OfferAct::End) => Ok(Self::Ended),
            (Self::Draft | Self::Submitted | Self::Returned | Self::Approved, OfferAct::Withdraw) => Ok(Self::Withdrawn),
            (state, _) => Err(OfferRefusal::NotInThisState { state }),
        }
    }
}

/// The moments that bound submitting and approving an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewTimes {
    /// For one member day: the calendar's enrolment and review.
    MemberDay(Calendar),
    /// At any time; the offer begins with the first member day whose review is not over.
    AnyTime,
    /// For a range of dates: until it is over.
    Until(Instant),
}

impl ReviewTimes {
    /// The times for an offer's days.
    #[must_use]
    pub fn of(when: &When, settings: &CalendarSettings) -> Self {
        match when {
            When::MemberDay(month) => Self::MemberDay(Calendar::of(*month, settings)),
            When::EveryMonth => Self::AnyTime,
            When::Range { last, .. } => Self::Until(last.end()),
        }
    }

    /// Whether an offer in this state may be handed in now. What an officer returned may come back until the review ends.
    ///
    /// # Errors
    /// Enrolment has not opened or is closed, or the days are over.
    pub fn may_submit(&self, state: OfferState, now: Instant) -> Result<(), OfferRefusal> {
        match self {
            Self::MemberDay(calendar) if now < calendar.enrolment_opens => Err(OfferRefusal::EnrolmentNotOpen { opens_at: calendar.enrolment_opens }),
            Self::MemberDay(calendar) => {
                let until = if state == OfferState::Returned { calendar.review_until } else { calendar.enrolment_closes };
                if now < until { Ok(()) } else { Err(OfferRefusal::EnrolmentClosed { closed_at: until }) }
            }
            Self::AnyTime => Ok(()),
            Self::Until(end) if now < *end => Ok(()),
            Self::Until(end) => Err(OfferRefusal::DaysOver { ended_at: *end }),
        }
    }

    /// Whether an officer may approve now.
    ///
    /// # Errors
    /// The review is over, or the days are.
    pub fn may_approve(&self, now: Instant) -> Result<(), OfferRefusal> {
        match self {
            Self::MemberDay(calendar) if now >= calendar.review_until => Err(OfferRefusal::ReviewOver { until: calendar.review_until }),
            Self::Until(end) if now >= *end => Err(OfferRefusal::DaysOver { ended_at: *end }),
            _ => Ok(()),
        }
    }
}

/// The first month of a monthly offer that is approved now: the first member day whose review is not over.
#[must_use]
pub fn first_month_when_approved(now: Instant, settings: &CalendarSettings) -> Month {
    let this = Calendar::of(now.day().month(), settings);
    if now < this.review_until { this.month } else { this.month.next() }
}

/// Why an act on an offer was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferRefusal {
    /// The act does not fit the offer's state.
    NotInThisState {
        /// Where it stands.
        state: OfferState,
    },
    /// Enrolment for that member day has not opened.
    EnrolmentNotOpen {
        /// When it opens.
        opens_at: Instant,
    },
    /// Enrolment for that member day is closed.
    EnrolmentClosed {
        /// When it closed.
        closed_at: Instant,
    },
    /// The review for that member day is over.
    ReviewOver {
        /// When it ended.
        until: Instant,
    },
    /// The days of the offer are over.
    DaysOver {
        /// When they ended.
        ended_at: Instant,
    },
    /// The rehearsal found something that must be mended first.
    Rehearsal(Rehearsal),
    /// The offer was changed since this page was opened.
    ChangedMeanwhile,
    /// The shop is suspended or has left.
    ShopNotActive,
    /// One of the shops does not belong to the registering firm.
    ShopOfAnotherFirm,
    /// A reason is needed and none was given.
    GroundsMissing,
    /// The reason is too long.
    GroundsTooLong {
        /// The most characters.
        most: i64,
    },
}

impl Refusal for OfferRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::NotInThisState { state } => Reason::new("offer_not_in_this_state").with("state", state.code()),
            Self::EnrolmentNotOpen { opens_at } => Reason::new("enrolment_not_open").with("opens_at", *opens_at),
            Self::EnrolmentClosed { closed_at } => Reason::new("enrolment_closed").with("closed_at", *closed_at),
            Self::ReviewOver { until } => Reason::new("offer_review_over").with("until", *until),
            Self::DaysOver { ended_at } => Reason::new("offer_days_over").with("ended_at", *ended_at),
            Self::Rehearsal(rehearsal) => {
                Reason::new("offer_rehearsal_blocks").with("finding", rehearsal.blocking().next().map_or("none", |finding| finding.code()))
            }
            Self::ChangedMeanwhile => Reason::new("offer_changed_meanwhile"),
            Self::ShopNotActive => Reason::new("offer_shop_not_active"),
            Self::ShopOfAnotherFirm => Reason::new("offer_shop_of_another_firm"),
            Self::GroundsMissing => Reason::new("grounds_missing"),
            Self::GroundsTooLong { most } => Reason::new("grounds_too_long").with("most", *most),
        }
    }
}

/// The grounds of an act that somebody else has to live with: 1 to 200 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounds(String);

impl Grounds {
    /// The most characters.
    pub const MOST: usize = 200;

    /// Reads what was typed.
    ///
    /// # Errors
    /// Nothing typed, or more than [`Grounds::MOST`] characters.
    pub fn parse(text: &str) -> Result<Self, OfferRefusal> {
        let plain: String = text.nfc().filter(|c| (!c.is_control() || *c == '\n') && !hides(*c)).collect();
        let plain = plain.trim();
        match plain.chars().count() {
            _ if !says_something(plain) => Err(OfferRefusal::GroundsMissing),
            length if length > Self::MOST => Err(OfferRefusal::GroundsTooLong { most: Self::MOST as i64 }),
            _ => Ok(Self(plain.to_owned())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
