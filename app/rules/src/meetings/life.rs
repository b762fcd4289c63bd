//! From a plan to the end of the session.

use super::MeetingSettings;
use crate::{Instant, Reason, Refusal};

/// Where a meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeetingState {
    /// Being prepared; nobody is invited.
    Draft,
    /// Invitations are out.
    Convened,
    /// In session.
    Open,
    /// Over.
    Closed,
    /// Will not be held.
    Cancelled,
}

/// What can be done to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeetingAct {
    /// Change plan, agenda or papers.
    Change,
    /// Send the invitations.
    Convene,
    /// Open the session.
    Open,
    /// Close it.
    Close,
    /// Call it off, with a reason.
    Cancel,
}

/// What the acts have to know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MeetingFacts {
    /// Items on the agenda.
    pub items: u32,
    /// Member merchants that are invited.
    pub invited: u32,
    /// Votes of this meeting that are open.
    pub open_votes: u32,
    /// Undone tasks of earlier meetings that were not taken up yet: neither done, nor carried over, nor put to a vote.
    pub untouched_tasks: u32,
}

impl MeetingState {
    /// Every state, in the order of a meeting's life.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Convened, Self::Open, Self::Closed, Self::Cancelled];

    /// The word in tables and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Convened => "convened",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Where the meeting stands after the act.
    ///
    /// # Errors
    /// The act does not fit, or something has to come first.
    pub fn after(self, act: MeetingAct, facts: &MeetingFacts) -> Result<Self, MeetingRefusal> {
        match (self, act) {
            (Self::Draft | Self::Convened | Self::Open, MeetingAct::Change) => Ok(self),
            (Self::Draft, MeetingAct::Convene) if facts.items == 0 => Err(MeetingRefusal::NoAgenda),
            (Self::Draft, MeetingAct::Convene) if facts.invited == 0 => Err(MeetingRefusal::NobodyInvited),
            (Self::Draft, MeetingAct::Convene) => Ok(Self::Convened),
            (Self::Convened, MeetingAct::Open) => Ok(Self::Open),
            (Self::Open, MeetingAct::Close) | (Self::Draft | Self::Convened, MeetingAct::Cancel) if facts.open_votes > 0 => {
                Err(MeetingRefusal::VotesOpen { votes: facts.open_votes.into() })
            }
            (Self::Open, MeetingAct::Close) if facts.untouched_tasks > 0 => {
                Err(MeetingRefusal::TasksUntouched { tasks: facts.untouched_tasks.into() })
            }
            (Self::Open, MeetingAct::Close) => Ok(Self::Closed),
            (Self::Draft | Self::Convened, MeetingAct::Cancel) => Ok(Self::Cancelled),
            (state, _) => Err(MeetingRefusal::NotInThisState { state }),
        }
    }
}

/// Whether the session may be opened now: from the moment at which check-in opens. Nobody opens next week's meeting by a slip of the finger.
///
/// # Errors
/// Too early.
pub fn may_open(begins_at: Instant, settings: &MeetingSettings, now: Instant) -> Result<(), MeetingRefusal> {
    let opens_at = begins_at.plus(-settings.check_in_before());
    if now < opens_at { Err(MeetingRefusal::OpenedTooEarly { opens_at }) } else { Ok(()) }
}

/// Whether merchants may be called to a meeting that begins then.
///
/// # Errors
/// That moment has passed.
pub fn may_call_for(begins_at: Instant, now: Instant) -> Result<(), MeetingRefusal> {
    if begins_at < now { Err(MeetingRefusal::InThePast { begins_at }) } else { Ok(()) }
}

/// Why an act on a meeting was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingRefusal {
    /// The act does not fit where the meeting stands.
    NotInThisState {
        /// Where.
        state: MeetingState,
    },
    /// There is nothing on the agenda.
    NoAgenda,
    /// No member merchant is invited.
    NobodyInvited,
    /// Votes are open.
    VotesOpen {
        /// How many.
        votes: i64,
    },
    /// Tasks of earlier meetings were not taken up.
    TasksUntouched {
        /// How many.
        tasks: i64,
    },
    /// It cannot be opened before check-in opens.
    OpenedTooEarly {
        /// When it can.
        opens_at: Instant,
    },
    /// Nobody can be called to a moment that has passed.
    InThePast {
        /// That moment.
        begins_at: Instant,
    },
    /// Somebody changed it while the form was being filled in.
    ChangedMeanwhile,
}

impl Refusal for MeetingRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::NotInThisState { state } => Reason::new("meeting_not_in_this_state").with("state", state.code()),
            Self::NoAgenda => Reason::new("meeting_no_agenda"),
            Self::NobodyInvited => Reason::new("meeting_nobody_invited"),
            Self::VotesOpen { votes } => Reason::new("meeting_votes_open").with("votes", votes),
            Self::TasksUntouched { tasks } => Reason::new("meeting_tasks_untouched").with("tasks", tasks),
            Self::OpenedTooEarly { opens_at } => Reason::new("meeting_opened_too_early").with("opens_at", opens_at),
            Self::InThePast { begins_at } => Reason::new("meeting_in_the_past").with("begins_at", begins_at),
            Self::ChangedMeanwhile => Reason::new("meeting_changed_meanwhile"),
        }
    }
}
