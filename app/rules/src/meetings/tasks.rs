//! Tasks: what a meeting gave somebody to do. An undone one comes back first at the next meeting, and is dropped by a vote or not at all.

use crate::voting::Outcome;
use crate::voting::entry::{day, line, needed};
use crate::{Check, Day, FormRefusal, Reason, Refusal};
use serde::{Deserialize, Serialize};

/// The most characters of a task or its owner.
const LINE_MOST: usize = 100;

/// A task as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskForm {
    /// The task's id, made with the form.
    pub id: String,
    /// What is to be done.
    pub title: String,
    /// Who does it: a merchant, an office, a person's function.
    pub owner: String,
    /// Until when.
    pub due: String,
}

/// What a task says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskTerms {
    /// What is to be done.
    pub title: String,
    /// Who does it.
    pub owner: String,
    /// Until when.
    pub due: Day,
}

impl TaskForm {
    /// Reads the whole form.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<TaskTerms, FormRefusal> {
        let mut check = Check::default();
        let title = check.field("title", line(&self.title, LINE_MOST).and_then(needed));
        let owner = check.field("owner", line(&self.owner, LINE_MOST).and_then(needed));
        let due = check.field("due", day(&self.due));
        check.finish(|| Some(TaskTerms { title: title?, owner: owner?, due: due? }))
    }
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaskState {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Dropped by a vote.
    Dropped,
}

impl TaskState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Open, Self::Done, Self::Dropped];

    /// The word in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A task's story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// Where it stands.
    pub state: TaskState,
    /// Until when.
    pub due: Day,
    /// How many meetings carried it over.
    pub carried: u32,
}

/// What a meeting does with a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskStep {
    /// Reports it done.
    Finish,
    /// Carries it over with a new date.
    CarryOver {
        /// Until when.
        due: Day,
    },
    /// Drops it: the published outcome of the vote on just that, if there was one.
    Drop {
        /// The outcome.
        vote: Option<Outcome>,
    },
}

impl Task {
    /// The task after a step.
    ///
    /// # Errors
    /// It is settled, the new date is not later, or no vote has dropped it.
    pub fn apply(self, step: TaskStep) -> Result<Self, TaskRefusal> {
        if self.state != TaskState::Open {
            return Err(TaskRefusal::Settled);
        }
        match step {
            TaskStep::Finish => Ok(Self { state: TaskState::Done, ..self }),
            TaskStep::CarryOver { due } if due <= self.due => Err(TaskRefusal::NotLater),
            TaskStep::CarryOver { due } => Ok(Self { due, carried: self.carried + 1, ..self }),
            TaskStep::Drop { vote: Some(Outcome::Passed) } => Ok(Self { state: TaskState::Dropped, ..self }),
            TaskStep::Drop { .. } => Err(TaskRefusal::NotDroppedByVote),
        }
    }

    /// The task as it stood before a meeting reported it done or carried it over, for a slip of the finger; `due` is the date it had before. What a
    /// vote dropped stays dropped.
    ///
    /// # Errors
    /// A vote dropped it.
    pub fn taken_back(self, due: Day, was_carried: bool) -> Result<Self, TaskRefusal> {
        match self.state {
            TaskState::Dropped => Err(TaskRefusal::Settled),
            _ => Ok(Self { state: TaskState::Open, due, carried: self.carried.saturating_sub(u32::from(was_carried)) }),
        }
    }

    /// Whether it should be done by now.
    #[must_use]
    pub fn overdue(&self, today: Day) -> bool {
        self.state == TaskState::Open && today > self.due
    }
}

/// Whether a vote's question is about just this task: it names it.
#[must_use]
pub fn names_task(question: &str, title: &str) -> bool {
    // Inside the quotation marks of a question those of a title are single ones.
    let plain = |text: &str| text.replace('‘', "“").replace('’', "”");
    plain(question).contains(&plain(title))
}

/// The tasks a new meeting opens with: all that are open, the earliest due first.
#[must_use]
pub fn carried_over<T>(tasks: Vec<T>, task: impl Fn(&T) -> Task) -> Vec<T> {
    let mut open: Vec<T> = tasks.into_iter().filter(|of| task(of).state == TaskState::Open).collect();
    open.sort_by_key(|of| task(of).due);
    open
}

/// Why a step of a task was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskRefusal {
    /// It is done or dropped.
    Settled,
    /// Carrying over needs a later date.
    NotLater,
    /// Only a vote that passed drops a task.
    NotDroppedByVote,
    /// This meeting has not taken it up, so there is nothing to take back.
    NotTakenUp,
}

impl Refusal for TaskRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::Settled => "task_settled",
            Self::NotLater => "task_not_later",
            Self::NotDroppedByVote => "task_not_dropped_by_vote",
            Self::NotTakenUp => "task_not_taken_up",
        })
    }
}
