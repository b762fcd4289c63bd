//! Attendance: who is here, and whether that is enough.

use super::{Answer, MeetingSettings, MeetingState};
use crate::voting::{Arithmetic, Base, Stay};
use crate::{Instant, Reason, Refusal};
use uuid::Uuid;

/// How a merchant stands in the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attendance {
    /// 到会.
    Present,
    /// 请假.
    Excused,
    /// 缺席.
    Absent,
}

impl Attendance {
    /// The word in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Excused => "excused",
            Self::Absent => "absent",
        }
    }
}

/// A merchant's check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckIn {
    /// The merchant.
    pub merchant: Uuid,
    /// Since when.
    pub at: Instant,
    /// Left at this moment.
    pub left_at: Option<Instant>,
    /// Struck by staff as false: it never counted.
    pub struck: bool,
}

impl CheckIn {
    /// The time it counts for presence in votes; none when it was struck.
    #[must_use]
    pub fn stay(&self) -> Option<Stay> {
        (!self.struck).then_some(Stay { voter: self.merchant, from: self.at, until: self.left_at })
    }
}

/// How a merchant stands: present who was ever checked in, excused who said so and did not come.
#[must_use]
pub fn attendance(check_in: Option<&CheckIn>, answer: Option<Answer>) -> Attendance {
    match (check_in.filter(|check_in| !check_in.struck), answer) {
        (Some(_), _) => Attendance::Present,
        (None, Some(Answer::Excused)) => Attendance::Excused,
        (None, _) => Attendance::Absent,
    }
}

/// The live head count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadCount {
    /// Merchants here now.
    pub present: u32,
    /// Merchants invited.
    pub invited: u32,
    /// Present against what the meeting needs.
    pub quorum: Arithmetic,
}

/// Counts the merchants that are here now; each once, also where it was checked in twice.
#[must_use]
pub fn head_count(check_ins: &[CheckIn], invited: u32, settings: &MeetingSettings, now: Instant) -> HeadCount {
    let here = |check_in: &&CheckIn| !check_in.struck && check_in.at <= now && check_in.left_at.is_none_or(|left| now < left);
    counted(check_ins.iter().filter(here), invited, settings)
}

/// Counts the merchants that came, whether they stayed to the end or not: what is said of a meeting that is over.
#[must_use]
pub fn all_who_came(check_ins: &[CheckIn], invited: u32, settings: &MeetingSettings) -> HeadCount {
    counted(check_ins.iter().filter(|check_in| !check_in.struck), invited, settings)
}

fn counted<'a>(check_ins: impl Iterator<Item = &'a CheckIn>, invited: u32, settings: &MeetingSettings) -> HeadCount {
    let mut merchants: Vec<Uuid> = check_ins.map(|check_in| check_in.merchant).collect();
    merchants.sort_unstable();
    merchants.dedup();
    let present = u32::try_from(merchants.len()).unwrap_or(u32::MAX);
    let quorum = Arithmetic { got: present.into(), of: invited.into(), base: Base::Roll, needed: settings.quorum() };
    HeadCount { present, invited, quorum }
}

/// What is known when somebody checks in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckInFacts {
    /// Where the meeting stands.
    pub state: MeetingState,
    /// When it begins.
    pub begins_at: Instant,
    /// The merchant is invited.
    pub invited: bool,
    /// The merchant has a delegate who is still one of its people.
    pub delegate_named: bool,
    /// The person who checks in is that delegate.
    pub is_delegate: bool,
    /// The merchant's check-in so far.
    pub check_in: Option<CheckIn>,
    /// Done by staff, who see who stands before them.
    pub by_staff: bool,
}

/// What checking in does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckedIn {
    /// Here from now on.
    Now,
    /// Was here already.
    Again,
    /// Had left, or was struck, and is here again.
    Back,
}

impl CheckInFacts {
    /// Whether the merchant may be checked in now. For self check-in, [`super::code_taken`] is asked as well.
    ///
    /// # Errors
    /// The reason why not.
    pub fn may_check_in(&self, settings: &MeetingSettings, now: Instant) -> Result<CheckedIn, CheckInRefusal> {
        let opens_at = self.begins_at.plus(-settings.check_in_before());
        match self.state {
            MeetingState::Draft => return Err(CheckInRefusal::NotInvited),
            MeetingState::Closed | MeetingState::Cancelled => return Err(CheckInRefusal::Over),
            MeetingState::Convened if now < opens_at => return Err(CheckInRefusal::TooEarly { opens_at }),
            MeetingState::Convened | MeetingState::Open => {}
        }
        if !self.invited {
            return Err(CheckInRefusal::NotInvited);
        }
        if !self.delegate_named {
            return Err(CheckInRefusal::DelegateNotNamed);
        }
        if !self.is_delegate && !self.by_staff {
            return Err(CheckInRefusal::NotDelegate);
        }
        match self.check_in {
            None => Ok(CheckedIn::Now),
            Some(of) if of.struck && !self.by_staff => Err(CheckInRefusal::Struck),
            Some(of) if of.struck || of.left_at.is_some() => Ok(CheckedIn::Back),
            Some(_) => Ok(CheckedIn::Again),
        }
    }
}

/// Why a check-in was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckInRefusal {
    /// The merchant is not invited.
    NotInvited,
    /// Check-in opens shortly before the meeting.
    TooEarly {
        /// When.
        opens_at: Instant,
    },
    /// The meeting is over, or will not be held.
    Over,
    /// The merchant must name who speaks for it first.
    DelegateNotNamed,
    /// Somebody else speaks for this merchant.
    NotDelegate,
    /// Not the code on the screen.
    CodeWrong,
    /// It stood on the screen a while ago.
    CodeOld,
    /// Staff struck this check-in as false; they can check the merchant in again.
    Struck,
}

impl Refusal for CheckInRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::NotInvited => Reason::new("check_in_not_invited"),
            Self::TooEarly { opens_at } => Reason::new("check_in_too_early").with("opens_at", opens_at),
            Self::Over => Reason::new("check_in_over"),
            Self::DelegateNotNamed => Reason::new("delegate_not_named"),
            Self::NotDelegate => Reason::new("check_in_not_delegate"),
            Self::CodeWrong => Reason::new("check_in_code_wrong"),
            Self::CodeOld => Reason::new("check_in_code_old"),
            Self::Struck => Reason::new("check_in_struck"),
        }
    }
}
