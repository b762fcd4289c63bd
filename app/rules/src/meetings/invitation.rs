//! Invitations: what a merchant answers, and who speaks for it.

use super::MeetingState;
use crate::voting::entry::{choice, id, line, needed};
use crate::{Check, FormRefusal, Instant, Reason, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most characters of an excuse.
const EXCUSE_MOST: usize = 100;

/// What a merchant answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Comes.
    Coming,
    /// Does not, and says why.
    Excused,
}

impl Answer {
    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Excused => "excused",
        }
    }

    /// The answer of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Coming, Self::Excused].into_iter().find(|answer| answer.code() == code)
    }
}

/// An answer as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// The meeting.
    pub meeting: String,
    /// The merchant.
    pub merchant: String,
    /// `coming` or `excused`.
    pub answer: String,
    /// Why not; only for `excused`.
    pub excuse: String,
}

/// An answer that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The meeting.
    pub meeting: Uuid,
    /// The merchant.
    pub merchant: Uuid,
    /// What it says.
    pub answer: Answer,
    /// Why not; empty when they come.
    pub excuse: String,
}

impl AnswerForm {
    /// Reads the whole form.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<Answered, FormRefusal> {
        let mut check = Check::default();
        let meeting = check.field("meeting", id(&self.meeting));
        let merchant = check.field("merchant", id(&self.merchant));
        let answer = check.field("answer", choice(&self.answer, Answer::from_code));
        let excuse = match answer {
            Some(Answer::Excused) => check.field("excuse", line(&self.excuse, EXCUSE_MOST).and_then(needed)),
            _ => Some(String::new()),
        };
        check.finish(|| Some(Answered { meeting: meeting?, merchant: merchant?, answer: answer?, excuse: excuse? }))
    }
}

/// Who speaks for a merchant, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DelegateForm {
    /// The meeting.
    pub meeting: String,
    /// The merchant.
    pub merchant: String,
    /// The person, one of the merchant's own people.
    pub person: String,
}

impl DelegateForm {
    /// Meeting, merchant and person.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<(Uuid, Uuid, Uuid), FormRefusal> {
        let mut check = Check::default();
        let meeting = check.field("meeting", id(&self.meeting));
        let merchant = check.field("merchant", id(&self.merchant));
        let person = check.field("person", id(&self.person));
        check.finish(|| Some((meeting?, merchant?, person?)))
    }
}

/// What is known when a merchant names its delegate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DelegateFacts {
    /// Where the meeting stands.
    pub state: MeetingState,
    /// The merchant is invited.
    pub invited: bool,
    /// The person is an owner or clerk of this merchant.
    pub own_person: bool,
    /// The person is the delegate of another merchant at this meeting.
    pub delegate_elsewhere: bool,
    /// The merchant's delegate so far is another person, who has checked in.
    pub other_checked_in: bool,
    /// A ballot was cast for this merchant at this meeting.
    pub has_voted: bool,
}

/// Whether the merchant may name this person. The database guards once more that nobody is delegate of two.
///
/// # Errors
/// The reason why not.
pub fn may_name_delegate(facts: &DelegateFacts) -> Result<(), InvitationRefusal> {
    if matches!(facts.state, MeetingState::Closed | MeetingState::Cancelled) {
        return Err(InvitationRefusal::MeetingOver);
    }
    if !facts.invited {
        return Err(InvitationRefusal::NotInvited);
    }
    if !facts.own_person {
        return Err(InvitationRefusal::ForeignDelegate);
    }
    if facts.delegate_elsewhere {
        return Err(InvitationRefusal::DelegateElsewhere);
    }
    if facts.has_voted || facts.other_checked_in {
        return Err(InvitationRefusal::DelegateActed);
    }
    Ok(())
}

/// Whether an answer is taken: until the meeting begins.
///
/// # Errors
/// Not invited, or too late.
pub fn may_answer(state: MeetingState, invited: bool, begins_at: Instant, now: Instant) -> Result<(), InvitationRefusal> {
    match state {
        _ if !invited => Err(InvitationRefusal::NotInvited),
        MeetingState::Convened if now < begins_at => Ok(()),
        MeetingState::Convened | MeetingState::Open => Err(InvitationRefusal::AnswerTooLate { begins_at }),
        MeetingState::Draft => Err(InvitationRefusal::NotInvited),
        MeetingState::Closed | MeetingState::Cancelled => Err(InvitationRefusal::MeetingOver),
    }
}

/// Why an answer or a delegate was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationRefusal {
    /// The merchant is not invited to this meeting.
    NotInvited,
    /// The meeting is over, or will not be held.
    MeetingOver,
    /// Answers are taken until the meeting begins; whoever comes checks in.
    AnswerTooLate {
        /// When it began.
        begins_at: Instant,
    },
    /// The person does not belong to the merchant.
    ForeignDelegate,
    /// The person speaks for another merchant at this meeting.
    DelegateElsewhere,
    /// The delegate has checked in or voted; staff can strike a check-in, a ballot stays.
    DelegateActed,
}

impl Refusal for InvitationRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::NotInvited => Reason::new("not_invited"),
            Self::MeetingOver => Reason::new("meeting_over"),
            Self::AnswerTooLate { begins_at } => Reason::new("answer_too_late").with("begins_at", begins_at),
            Self::ForeignDelegate => Reason::new("foreign_delegate"),
            Self::DelegateElsewhere => Reason::new("delegate_elsewhere"),
            Self::DelegateActed => Reason::new("delegate_acted"),
        }
    }
}
