//! Appeals against a removal: once per ballot, within the appeal days, decided by somebody else than who removed it.

use super::Timetable;
use crate::offers::Grounds;
use crate::voting::entry::{id, needed, text};
use crate::{Check, DAY, FormRefusal, Instant, Reason, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most characters of an appeal.
const TEXT_MOST: usize = 500;

/// An appeal as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppealForm {
    /// The appeal's id, made with the form.
    pub id: String,
    /// The vote.
    pub vote: String,
    /// Why the removal was wrong.
    pub why: String,
}

impl AppealForm {
    /// The vote and the text.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<(Uuid, String), FormRefusal> {
        let mut check = Check::default();
        let vote = check.field("vote", id(&self.vote));
        let why = check.field("why", text(&self.why, TEXT_MOST).and_then(needed));
        check.finish(|| Some((vote?, why?)))
    }
}

/// How an appeal was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AppealVerdict {
    /// The ballot counts again.
    Upheld,
    /// It stays removed.
    Rejected,
}

impl AppealVerdict {
    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Rejected => "rejected",
        }
    }

    /// The verdict of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Upheld, Self::Rejected].into_iter().find(|verdict| verdict.code() == code)
    }
}

/// A decision as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppealDecisionForm {
    /// The appeal.
    pub appeal: String,
    /// `upheld` or `rejected`.
    pub verdict: String,
    /// Why; whoever appealed reads it.
    pub grounds: String,
}

impl AppealDecisionForm {
    /// The appeal, the verdict and its grounds.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<(Uuid, AppealVerdict, Grounds), FormRefusal> {
        let mut check = Check::default();
        let appeal = check.field("appeal", id(&self.appeal));
        let verdict = check.field("verdict", AppealVerdict::from_code(&self.verdict).ok_or(AppealRefusal::NoVerdict));
        let grounds = check.field("grounds", Grounds::parse(&self.grounds));
        check.finish(|| Some((appeal?, verdict?, grounds?)))
    }
}

/// Days that are left for appeals where the office opened them too late for its own timetable.
const LATE_DAYS: i64 = 3;

/// Until when removals can be appealed against: the day of the results, but for at least three whole days where the office is late.
#[must_use]
pub fn appeal_until(timetable: &Timetable, now: Instant) -> Instant {
    let planned = timetable.publish.start();
    if planned.since(now) >= DAY { planned } else { now.day().plus_days(LATE_DAYS + 1).start() }
}

/// When removals can be appealed against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppealDays {
    /// Not before this moment, and not before the office has opened them.
    Later(Instant),
    /// Until this moment.
    Until(Instant),
}

/// Whether the owner of a ballot may appeal. When the days are over nothing is known of removals any more, so that is said first.
///
/// # Errors
/// The days are over or have not begun, the ballot was not removed, or there is an appeal.
pub fn may_appeal(days: AppealDays, removed: bool, appealed: bool, now: Instant) -> Result<(), AppealRefusal> {
    match (days, removed, appealed) {
        (AppealDays::Until(until), ..) if now >= until => Err(AppealRefusal::Over { until }),
        (_, false, _) => Err(AppealRefusal::NotRemoved),
        (AppealDays::Later(from), true, _) => Err(AppealRefusal::NotYet { from }),
        (AppealDays::Until(_), true, true) => Err(AppealRefusal::Appealed),
        (AppealDays::Until(_), true, false) => Ok(()),
    }
}

/// An appeal that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appeal {
    /// Who removed the ballot.
    pub removed_by: Uuid,
    /// How it was decided.
    pub verdict: Option<AppealVerdict>,
}

impl Appeal {
    /// The appeal after its decision.
    ///
    /// # Errors
    /// It is decided, or by the one who removed the ballot.
    pub fn decide(self, by: Uuid, verdict: AppealVerdict) -> Result<Self, AppealRefusal> {
        if self.verdict.is_some() {
            return Err(AppealRefusal::Decided);
        }
        if self.removed_by == by {
            return Err(AppealRefusal::SamePerson);
        }
        Ok(Self { verdict: Some(verdict), ..self })
    }
}

/// Why an appeal or its decision was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppealRefusal {
    /// No ballot of this person was removed.
    NotRemoved,
    /// The office has not opened the appeals.
    NotYet {
        /// From when on they are by the timetable.
        from: Instant,
    },
    /// There is an appeal about it.
    Appealed,
    /// The appeal days are over.
    Over {
        /// Since when.
        until: Instant,
    },
    /// It is decided.
    Decided,
    /// Whoever removed the ballot cannot decide.
    SamePerson,
    /// Neither upheld nor rejected was chosen.
    NoVerdict,
}

impl Refusal for AppealRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::NotRemoved => Reason::new("appeal_not_removed"),
            Self::NotYet { from } => Reason::new("appeal_not_yet").with("from", from),
            Self::Appealed => Reason::new("already_appealed"),
            Self::Over { until } => Reason::new("appeal_over").with("until", until),
            Self::Decided => Reason::new("appeal_decided"),
            Self::SamePerson => Reason::new("appeal_same_person"),
            Self::NoVerdict => Reason::new("appeal_no_verdict"),
        }
    }
}
