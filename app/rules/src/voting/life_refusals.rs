//! Why a step of a vote was refused.

use super::VoteState;
use crate::{Instant, Reason, Refusal};

/// Why a step of a vote was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteRefusal {
    /// The step does not fit where the vote stands.
    NotInThisState {
        /// Where it stands.
        state: VoteState,
    },
    /// Nobody is on the roll.
    RollEmpty,
    /// Too few for a secret vote.
    RollTooSmall {
        /// How many there are.
        on_roll: i64,
        /// How many there must be.
        least: i64,
    },
    /// Secret and sealed votes weigh everybody alike.
    WeightsInSecret,
    /// A weight outside its range.
    WeightOutOfRange {
        /// The greatest.
        most: i64,
    },
    /// Somebody is on the roll twice.
    TwiceOnRoll,
    /// The closing time is not after the opening.
    ClosingPassed {
        /// When it would have closed.
        closes_at: Instant,
    },
    /// The clock closes a vote at its time, not before.
    NotYetClosing {
        /// When it closes.
        closes_at: Instant,
    },
    /// Papers still wait for an entry.
    PapersWaiting {
        /// How many.
        waiting: i64,
    },
    /// The board was sealed with another root.
    SealedOtherwise,
    /// The board is not sealed yet.
    NotSealed,
    /// The appeal days must lie ahead.
    AppealTooShort,
    /// The appeal days are not over.
    AppealRunning {
        /// Until when.
        until: Instant,
    },
    /// Appeals still wait for an answer.
    AppealsWaiting {
        /// How many.
        waiting: i64,
    },
    /// The links from persons to ballots have not been destroyed yet.
    LinksNotDestroyed,
    /// Whoever counted cannot publish: these are two acts of two people.
    SamePerson,
}

impl Refusal for VoteRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::NotInThisState { state } => Reason::new("vote_not_in_this_state").with("state", state.code()),
            Self::RollEmpty => Reason::new("vote_roll_empty"),
            Self::RollTooSmall { on_roll, least } => Reason::new("vote_roll_too_small").with("on_roll", on_roll).with("least", least),
            Self::WeightsInSecret => Reason::new("vote_weights_in_secret"),
            Self::WeightOutOfRange { most } => Reason::new("vote_weight_out_of_range").with("most", most),
            Self::TwiceOnRoll => Reason::new("vote_twice_on_roll"),
            Self::ClosingPassed { closes_at } => Reason::new("vote_closing_passed").with("closes_at", closes_at),
            Self::NotYetClosing { closes_at } => Reason::new("vote_not_yet_closing").with("closes_at", closes_at),
            Self::PapersWaiting { waiting } => Reason::new("vote_papers_waiting").with("waiting", waiting),
            Self::SealedOtherwise => Reason::new("vote_sealed_otherwise"),
            Self::NotSealed => Reason::new("vote_not_sealed"),
            Self::AppealTooShort => Reason::new("vote_appeal_too_short"),
            Self::AppealRunning { until } => Reason::new("vote_appeal_running").with("until", until),
            Self::AppealsWaiting { waiting } => Reason::new("vote_appeals_waiting").with("waiting", waiting),
            Self::LinksNotDestroyed => Reason::new("vote_links_not_destroyed"),
            Self::SamePerson => Reason::new("vote_same_person"),
        }
    }
}
