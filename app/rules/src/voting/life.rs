//! The procedure of a vote, as a reducer: a step goes in, the vote after it and what is to be done come out.

use super::{CardDraft, Digest, Roll, RuleCard, Secrecy, VoteRefusal as No};
use crate::{DAY, Instant};
use uuid::Uuid;

/// Where a vote stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VoteState {
    /// Being written; nothing is fixed.
    Prepared,
    /// Ballots are taken; results are hidden and nobody can switch that off.
    Open,
    /// No more ballots; papers may still be entered, then the board is sealed.
    Closed,
    /// Sealed votes: ballots that must not count are removed.
    Cleaning,
    /// Sealed votes: removals can be appealed against.
    Appeal,
    /// Counted by one person.
    Counted,
    /// Published by another.
    Published,
}

impl VoteState {
    /// Every state, in the order of a vote's life.
    pub const ALL: [Self; 7] = [Self::Prepared, Self::Open, Self::Closed, Self::Cleaning, Self::Appeal, Self::Counted, Self::Published];

    /// The word in tables and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Cleaning => "cleaning",
            Self::Appeal => "appeal",
            Self::Counted => "counted",
            Self::Published => "published",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the result may be seen by everybody.
    #[must_use]
    pub const fn shows_result(self) -> bool {
        matches!(self, Self::Published)
    }
}

/// A vote, as far as its procedure goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Its id.
    pub id: Uuid,
    /// What was prepared; does not change any more once there is a card.
    pub draft: CardDraft,
    /// Where it stands.
    pub state: VoteState,
    /// The rule card, from opening on.
    pub card: Option<RuleCard>,
    /// When it closed.
    pub closed_at: Option<Instant>,
    /// The board's root, once sealed.
    pub root: Option<Digest>,
    /// Until when removals can be appealed against; sealed votes only.
    pub appeal_until: Option<Instant>,
    /// Whether the links from persons to ballots are gone; sealed votes only.
    pub links_destroyed: bool,
    /// Who counted.
    pub counted_by: Option<Uuid>,
    /// Who published.
    pub published_by: Option<Uuid>,
}

/// A step of the procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Changes what is prepared.
    Prepare(Box<CardDraft>),
    /// Fixes the rule card and the roll.
    Open {
        /// Who may vote.
        roll: Roll,
        /// SHA-256 of 32 random bytes that are kept until publishing.
        seed_commitment: Digest,
    },
    /// Takes no more ballots: the chair, at any moment, or the clock at its time. Whoever comes second finds it closed, and that is all.
    Close {
        /// The chair; nobody for the clock.
        chair: Option<Uuid>,
        /// Papers that still wait for an entry.
        papers_waiting: u32,
    },
    /// Seals the board: its root is fixed. The same root again changes nothing.
    Seal {
        /// The board's root.
        root: Digest,
        /// Papers that still wait for an entry.
        papers_waiting: u32,
    },
    /// Sealed votes: opens the cleaning.
    Clean,
    /// Sealed votes: ends the cleaning and opens the appeal days.
    Hear {
        /// The last moment of the appeal.
        appeal_until: Instant,
    },
    /// Sealed votes: the appeal days are over, the links go.
    DestroyLinks {
        /// Appeals that wait for an answer.
        appeals_waiting: u32,
    },
    /// Counts.
    Count {
        /// Who.
        by: Uuid,
    },
    /// Publishes.
    Publish {
        /// Who; not the one who counted.
        by: Uuid,
    },
}

/// What is to be done after a step, in the same transaction or right after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Write the roll, in the order of ids; from now on its rows are only marked.
    WriteRoll,
    /// Show the rule card with its fingerprint, and tell everybody on the roll.
    ShowCard,
    /// All papers are in: put the board together and seal it.
    SealBoard,
    /// The root goes into the minutes, onto the projector and onto every receipt's page.
    ShowRoot,
    /// Rewrite ballots and roll in the order of their ids into new tables, drop the old ones, vacuum, truncate the WAL.
    RewriteBallots,
    /// Tell those whose ballot was removed why, and until when they can appeal; show removals by reason.
    TellRemoved,
    /// Forget which person cast which ballot.
    DestroyLinks,
    /// Show verdict, board, number of marks and seed; write the decision into the minutes.
    ShowResult,
}

impl Vote {
    /// A vote being prepared.
    #[must_use]
    pub const fn prepared(id: Uuid, draft: CardDraft) -> Self {
        Self {
            id,
            draft,
            state: VoteState::Prepared,
            card: None,
            closed_at: None,
            root: None,
            appeal_until: None,
            links_destroyed: false,
            counted_by: None,
            published_by: None,
        }
    }

    /// The vote after a step, and what is to be done.
    ///
    /// # Errors
    /// The step does not fit; nothing has changed.
    pub fn apply(self, step: Step, now: Instant) -> Result<(Self, Vec<Effect>), No> {
        use VoteState as S;
        match (self.state, step) {
            (S::Prepared, Step::Prepare(draft)) => Ok((Self { draft: *draft, ..self }, Vec::new())),
            (S::Prepared, Step::Open { roll, seed_commitment }) => self.open(&roll, seed_commitment, now),
            (S::Open, Step::Close { chair, papers_waiting }) => self.close(chair.is_some(), papers_waiting, now),
            (S::Closed | S::Cleaning | S::Appeal | S::Counted | S::Published, Step::Close { .. }) => Ok((self, Vec::new())),
            (S::Closed, Step::Seal { root, papers_waiting }) => self.seal(root, papers_waiting),
            (S::Closed, Step::Clean) if self.draft.secrecy == Secrecy::Sealed => self.sealed().map(|vote| vote.goes_to(S::Cleaning, Vec::new())),
            (S::Cleaning, Step::Hear { appeal_until }) => self.hear(appeal_until, now),
            (S::Appeal, Step::DestroyLinks { appeals_waiting }) => self.destroy_links(appeals_waiting, now),
            (S::Closed, Step::Count { by }) if self.draft.secrecy != Secrecy::Sealed => self.sealed().map(|vote| vote.counted(by)),
            (S::Appeal, Step::Count { by }) => {
                if self.links_destroyed {
                    Ok(self.counted(by))
                } else {
                    Err(No::LinksNotDestroyed)
                }
            }
            (S::Counted, Step::Publish { by }) => self.publish(by),
            (state, _) => Err(No::NotInThisState { state }),
        }
    }

    fn goes_to(self, state: VoteState, effects: Vec<Effect>) -> (Self, Vec<Effect>) {
        (Self { state, ..self }, effects)
    }

    fn open(self, roll: &Roll, seed_commitment: Digest, now: Instant) -> Result<(Self, Vec<Effect>), No> {
        let card = self.draft.fix(self.id, roll, seed_commitment, now)?;
        let vote = Self { card: Some(card), ..self };
        Ok(vote.goes_to(VoteState::Open, vec![Effect::WriteRoll, Effect::ShowCard]))
    }

    fn close(self, by_chair: bool, papers_waiting: u32, now: Instant) -> Result<(Self, Vec<Effect>), No> {
        let closes_at = self.card.as_ref().map_or(now, |card| card.closes_at);
        if !by_chair && now < closes_at {
            return Err(No::NotYetClosing { closes_at });
        }
        let effects = if papers_waiting == 0 { vec![Effect::SealBoard] } else { Vec::new() };
        // A job that catches up closes at the card's time, not at its own.
        let vote = Self { closed_at: Some(closes_at.min(now)), ..self };
        Ok(vote.goes_to(VoteState::Closed, effects))
    }

    fn seal(self, root: Digest, papers_waiting: u32) -> Result<(Self, Vec<Effect>), No> {
        match self.root {
            Some(sealed) if sealed == root => Ok((self, Vec::new())),
            Some(_) => Err(No::SealedOtherwise),
            None if papers_waiting > 0 => Err(No::PapersWaiting { waiting: papers_waiting.into() }),
            None => {
                let rewrite = (self.draft.secrecy == Secrecy::Secret).then_some(Effect::RewriteBallots);
                Ok((Self { root: Some(root), ..self }, std::iter::once(Effect::ShowRoot).chain(rewrite).collect()))
            }
        }
    }

    fn sealed(self) -> Result<Self, No> {
        if self.root.is_some() { Ok(self) } else { Err(No::NotSealed) }
    }

    fn hear(self, appeal_until: Instant, now: Instant) -> Result<(Self, Vec<Effect>), No> {
        if appeal_until.since(now) < DAY {
            return Err(No::AppealTooShort);
        }
        let vote = Self { appeal_until: Some(appeal_until), ..self };
        Ok(vote.goes_to(VoteState::Appeal, vec![Effect::TellRemoved]))
    }

    fn destroy_links(self, appeals_waiting: u32, now: Instant) -> Result<(Self, Vec<Effect>), No> {
        match self.appeal_until {
            _ if self.links_destroyed => Ok((self, Vec::new())),
            Some(until) if now < until => Err(No::AppealRunning { until }),
            _ if appeals_waiting > 0 => Err(No::AppealsWaiting { waiting: appeals_waiting.into() }),
            _ => Ok((Self { links_destroyed: true, ..self }, vec![Effect::DestroyLinks, Effect::RewriteBallots])),
        }
    }

    fn counted(self, by: Uuid) -> (Self, Vec<Effect>) {
        Self { counted_by: Some(by), ..self }.goes_to(VoteState::Counted, Vec::new())
    }

    fn publish(self, by: Uuid) -> Result<(Self, Vec<Effect>), No> {
        if self.counted_by == Some(by) {
            return Err(No::SamePerson);
        }
        Ok(Self { published_by: Some(by), ..self }.goes_to(VoteState::Published, vec![Effect::ShowResult]))
    }
}
