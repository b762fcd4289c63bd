//! Casting: who may, when, and what a repeat means.

use super::{Choice, Secrecy, VoteState};
use crate::{Instant, Reason, Refusal};

/// How somebody on the roll is marked as having voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// On the web.
    Web,
    /// On paper: marked the moment the paper is handed out.
    Paper,
}

/// What is known of the ballot id that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// No ballot has this id.
    New,
    /// There is this very ballot: same vote, same choice, and in an open vote the same voter.
    Same,
    /// There is another ballot under this id.
    Other,
}

/// What is known of a vote and of the person who wants to cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CastFacts<'a> {
    /// Where the vote stands.
    pub state: VoteState,
    /// Open, secret or sealed.
    pub secrecy: Secrecy,
    /// From the rule card.
    pub opens_at: Instant,
    /// From the rule card.
    pub closes_at: Instant,
    /// When it was closed, by the chair or by the clock.
    pub closed_at: Option<Instant>,
    /// The person, or the merchant they are the delegate of, is on the roll.
    pub on_roll: bool,
    /// They have to stand aside, and so are not on the roll.
    pub recused: bool,
    /// They belong to a merchant on the roll whose delegate is somebody else.
    pub not_the_delegate: bool,
    /// How the roll marks them.
    pub mark: Option<Mark>,
    /// What is known of the ballot id.
    pub known: Known,
    /// Options this voter may not choose: their own shop in an open vote.
    pub barred: &'a [u16],
}

/// What casting does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Casting {
    /// A ballot is written and the roll marked.
    Counts,
    /// The ballot takes the place of the voter's earlier one; only in open votes.
    Replaces,
    /// The ballot was taken before; the same receipt is given again.
    Again,
}

impl CastFacts<'_> {
    /// Whether this ballot may be cast now; the database guards the one mark per voter once more when it is written.
    ///
    /// # Errors
    /// The reason why not.
    pub fn may_cast(&self, now: Instant) -> Result<Casting, CastRefusal> {
        match (self.known, self.mark) {
            (Known::Same, Some(Mark::Web)) => return Ok(Casting::Again),
            (Known::Other, Some(Mark::Web)) if self.secrecy != Secrecy::Open => return Err(CastRefusal::AlreadyVoted),
            (Known::Same | Known::Other, _) => return Err(CastRefusal::BallotIdTaken),
            (Known::New, _) => {}
        }
        match self.state {
            VoteState::Prepared => return Err(CastRefusal::NotOpen { opens_at: None }),
            VoteState::Open if now < self.opens_at => return Err(CastRefusal::NotOpen { opens_at: Some(self.opens_at) }),
            VoteState::Open if now < self.closes_at => {}
            _ => return Err(CastRefusal::Closed { closed_at: self.closed_at.unwrap_or(self.closes_at) }),
        }
        if self.recused {
            return Err(CastRefusal::Recused);
        }
        if self.not_the_delegate {
            return Err(CastRefusal::NotTheDelegate);
        }
        if !self.on_roll {
            return Err(CastRefusal::NotOnRoll);
        }
        match (self.mark, self.secrecy) {
            (None, _) => Ok(Casting::Counts),
            (Some(Mark::Web), Secrecy::Open) => Ok(Casting::Replaces),
            (Some(Mark::Web), _) => Err(CastRefusal::AlreadyVoted),
            (Some(Mark::Paper), _) => Err(CastRefusal::VotedOnPaper),
        }
    }

    /// Whether this voter may choose so.
    ///
    /// # Errors
    /// The option they have a stake in.
    pub fn may_choose(&self, choice: &Choice) -> Result<(), CastRefusal> {
        let chosen: Option<u16> = match choice {
            Choice::Picks(picks) => picks.iter().copied().find(|pick| self.barred.contains(pick)),
            Choice::Scores(scores) => {
                (1_u16..).zip(scores).find(|(option, score)| **score > 0 && self.barred.contains(option)).map(|(option, _)| option)
            }
            Choice::Yes | Choice::No | Choice::Abstain | Choice::Spoiled => None,
        };
        chosen.map_or(Ok(()), |option| Err(CastRefusal::RecusedFromOption { option: option.into() }))
    }
}

/// Whether a paper may be handed out to somebody: their mark is set at once, and the web is closed to them from then on.
///
/// # Errors
/// The vote is not open, they are not on the roll, or they are marked already.
pub fn may_mark_paper(facts: &CastFacts<'_>, now: Instant) -> Result<(), CastRefusal> {
    match (CastFacts { known: Known::New, ..*facts }).may_cast(now)? {
        Casting::Counts => Ok(()),
        Casting::Replaces | Casting::Again => Err(CastRefusal::AlreadyVoted),
    }
}

/// Why a ballot was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CastRefusal {
    /// The vote has not opened.
    NotOpen {
        /// When it opens, if that is fixed.
        opens_at: Option<Instant>,
    },
    /// The vote is closed.
    Closed {
        /// Since when.
        closed_at: Instant,
    },
    /// Neither the person nor a merchant of theirs is on the roll.
    NotOnRoll,
    /// Somebody else casts this merchant's vote.
    NotTheDelegate,
    /// They have a stake in the question.
    Recused,
    /// They have a stake in this option.
    RecusedFromOption {
        /// Its number.
        option: i64,
    },
    /// One ballot each, and it is cast.
    AlreadyVoted,
    /// They were handed a paper.
    VotedOnPaper,
    /// Another ballot has this id; the page is opened again for a new one.
    BallotIdTaken,
}

impl Refusal for CastRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::NotOpen { opens_at: None } => Reason::new("vote_not_open"),
            Self::NotOpen { opens_at: Some(at) } => Reason::new("vote_opens_later").with("opens_at", at),
            Self::Closed { closed_at } => Reason::new("vote_closed").with("closed_at", closed_at),
            Self::NotOnRoll => Reason::new("not_on_roll"),
            Self::NotTheDelegate => Reason::new("not_the_delegate"),
            Self::Recused => Reason::new("vote_recused"),
            Self::RecusedFromOption { option } => Reason::new("vote_recused_from_option").with("option", option),
            Self::AlreadyVoted => Reason::new("already_voted"),
            Self::VotedOnPaper => Reason::new("voted_on_paper"),
            Self::BallotIdTaken => Reason::new("ballot_id_taken"),
        }
    }
}
