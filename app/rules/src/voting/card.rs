//! The rule card: everything that decides how a vote is decided, fixed when it opens.

use super::{Base, Digest, Roll, SECRET_ROLL_LEAST, Share, TieBreak, VoteRefusal};
use crate::offers::ProofNeed;
use crate::{Instant, MINUTE, Reason, Refusal};
use uuid::Uuid;

/// The highest score.
pub const SCORE_MOST: u8 = 5;

/// How a ballot is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// 赞成、反对、弃权.
    YesNo,
    /// Up to so many of the options.
    Choose {
        /// The most options of one ballot.
        most: u16,
    },
    /// 0 to [`SCORE_MOST`] for every option.
    Score,
}

/// Who learns who voted how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Secrecy {
    /// Named, may be changed until closing, weights allowed.
    Open,
    /// Nobody; one ballot each, equal weight, final once cast.
    Secret,
    /// Like secret, but the link from person to ballot is kept until the appeal days end.
    Sealed,
}

impl Secrecy {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Open, Self::Secret, Self::Sealed];

    /// The word in tables, forms and rule cards.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Secret => "secret",
            Self::Sealed => "sealed",
        }
    }

    /// The secrecy of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|secrecy| secrecy.code() == code)
    }
}

/// Whose vote it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Electorate {
    /// One merchant one vote, cast by its delegate.
    Merchants,
    /// One proven person one vote.
    Residents,
}

impl Electorate {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Merchants, Self::Residents];

    /// The word in tables, forms and rule cards.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Merchants => "merchants",
            Self::Residents => "residents",
        }
    }

    /// The electorate of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|electorate| electorate.code() == code)
    }
}

/// When a vote closes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// So many minutes after opening.
    After(u16),
    /// At this moment.
    At(Instant),
}

/// A vote being prepared: may still change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardDraft {
    /// The question, one line.
    pub question: String,
    /// The options in their order; none for yes or no.
    pub options: Vec<String>,
    /// How a ballot is filled in.
    pub method: Method,
    /// How many options can be elected; 1 for yes or no.
    pub seats: u16,
    /// Whose vote it is.
    pub electorate: Electorate,
    /// Who exactly, in words; may be empty.
    pub electorate_note: String,
    /// The proof a person needs.
    pub proof: ProofNeed,
    /// What is counted for the quorum, always measured against the roll.
    pub quorum_base: Base,
    /// How much of the roll that has to be.
    pub quorum: Share,
    /// What the pass share is a share of.
    pub pass_base: Base,
    /// How much is needed to pass, or for an option to be elected.
    pub pass: Share,
    /// What parts equal counts, in this order; ends with the draw. Empty for yes or no.
    pub ties: Vec<TieBreak>,
    /// Open, secret or sealed.
    pub secrecy: Secrecy,
    /// When it closes.
    pub closing: Closing,
}

/// A rule card: a draft fixed at opening, with the roll's size, the seed's commitment and the times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCard {
    /// The vote.
    pub vote: Uuid,
    /// What was prepared.
    pub draft: CardDraft,
    /// How many are on the roll.
    pub on_roll: u32,
    /// Their weight together; the same number where all weigh one.
    pub weight_on_roll: u64,
    /// From this moment.
    pub opens_at: Instant,
    /// Until just before this moment.
    pub closes_at: Instant,
    /// SHA-256 of the 32 bytes of the seed, which is shown when the vote is published.
    pub seed_commitment: Digest,
}

impl CardDraft {
    /// Whether its parts fit each other; the form and the reader of a published card ask the same.
    ///
    /// # Errors
    /// The first part that does not fit.
    pub fn checked(self) -> Result<Self, CardRefusal> {
        let count = self.options.len();
        let elects = self.method != Method::YesNo;
        let unlike = (1..count).all(|at| !self.options[..at].contains(&self.options[at]));
        let ties_end_in_draw = self.ties.iter().position(|tie| *tie == TieBreak::Draw) == self.ties.len().checked_sub(1);
        let ties_fit = self.ties.iter().enumerate().all(|(at, tie)| tie.fits(self.method) && !self.ties[..at].contains(tie));
        match self.method {
            Method::YesNo if count > 0 || self.seats != 1 || !self.ties.is_empty() => return Err(CardRefusal::OptionsNotHere),
            Method::Choose { most } if most == 0 || usize::from(most) > count => return Err(CardRefusal::TooManyPicks { options: count as i64 }),
            _ => {}
        }
        if elects && (count < 2 || !unlike) {
            return Err(CardRefusal::OptionsAlike);
        }
        if elects && (self.seats == 0 || usize::from(self.seats) >= count) {
            return Err(CardRefusal::TooManySeats { options: count as i64 });
        }
        if elects && !(ties_end_in_draw && ties_fit) {
            return Err(CardRefusal::TiesDoNotFit);
        }
        if self.quorum_base == Base::Roll || (elects && (self.quorum_base == Base::YesNo || self.pass_base == Base::YesNo)) {
            return Err(CardRefusal::BaseDoesNotFit);
        }
        let meets = self.electorate == Electorate::Merchants;
        if !meets && (self.quorum_base == Base::Present || self.pass_base == Base::Present) {
            return Err(CardRefusal::BaseDoesNotFit);
        }
        if self.pass.is_none() {
            return Err(CardRefusal::PassesAlways);
        }
        if self.electorate == Electorate::Residents && self.proof == ProofNeed::None {
            return Err(CardRefusal::RollNeedsProof);
        }
        Ok(self)
    }

    /// Fixes the card now: opening.
    ///
    /// # Errors
    /// The roll is too small or unequal for this secrecy, or the closing time has passed.
    pub fn fix(&self, vote: Uuid, roll: &Roll, seed_commitment: Digest, now: Instant) -> Result<RuleCard, VoteRefusal> {
        let (on_roll, weight_on_roll) = (roll.count(), roll.weight());
        if on_roll == 0 {
            return Err(VoteRefusal::RollEmpty);
        }
        if self.secrecy != Secrecy::Open {
            if on_roll < SECRET_ROLL_LEAST {
                return Err(VoteRefusal::RollTooSmall { on_roll: on_roll.into(), least: SECRET_ROLL_LEAST.into() });
            }
            if weight_on_roll != u64::from(on_roll) {
                return Err(VoteRefusal::WeightsInSecret);
            }
        }
        let closes_at = match self.closing {
            Closing::After(minutes) => now.plus(i64::from(minutes) * MINUTE),
            Closing::At(moment) => moment,
        };
        if closes_at <= now {
            return Err(VoteRefusal::ClosingPassed { closes_at });
        }
        Ok(RuleCard { vote, draft: self.clone(), on_roll, weight_on_roll, opens_at: now, closes_at, seed_commitment })
    }
}

/// Why the parts of a rule card do not fit each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardRefusal {
    /// Yes or no has no options, no seats and no ties.
    OptionsNotHere,
    /// Fewer than two options, or two that read alike.
    OptionsAlike,
    /// A ballot could name more options than there are.
    TooManyPicks {
        /// How many there are.
        options: i64,
    },
    /// There must be fewer seats than options, and at least one.
    TooManySeats {
        /// How many options there are.
        options: i64,
    },
    /// The tie-breaks do not fit the method, or do not end with the draw.
    TiesDoNotFit,
    /// A quorum of the roll is always met; presence needs a meeting; for or against needs yes or no.
    BaseDoesNotFit,
    /// A share of nothing lets everything pass.
    PassesAlways,
    /// Rolls of residents hold proven persons only.
    RollNeedsProof,
}

impl Refusal for CardRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::OptionsNotHere => Reason::new("card_options_not_here"),
            Self::OptionsAlike => Reason::new("card_options_alike"),
            Self::TooManyPicks { options } => Reason::new("card_too_many_picks").with("options", options),
            Self::TooManySeats { options } => Reason::new("card_too_many_seats").with("options", options),
            Self::TiesDoNotFit => Reason::new("card_ties_do_not_fit"),
            Self::BaseDoesNotFit => Reason::new("card_base_does_not_fit"),
            Self::PassesAlways => Reason::new("card_passes_always"),
            Self::RollNeedsProof => Reason::new("card_roll_needs_proof"),
        }
    }
}
