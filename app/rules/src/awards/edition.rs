//! An edition and its categories, as the office writes them.

use super::{Phase, Timetable, Weights};
use crate::districts::District;
use crate::voting::EntryRefusal;
use crate::voting::entry::{day, line, needed, number, text};
use crate::{Check, FormRefusal, Instant, Reason, Refusal};
use serde::{Deserialize, Serialize};

/// The most characters of a title.
const LINE_MOST: usize = 40;
/// The most characters of an explanation.
const TEXT_MOST: usize = 1_000;

/// An edition as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditionForm {
    /// The edition's id, made with the form.
    pub id: String,
    /// What it is called, e.g. 第三届最受欢迎商户评选.
    pub title: String,
    /// What it is about; may be empty.
    pub about: String,
    /// Weight of the meeting in percent; the office's starting values where all three are left empty.
    pub meeting: String,
    /// Weight of the residents.
    pub residents: String,
    /// Weight of the facts.
    pub facts: String,
    /// Nominating begins on this day.
    pub nominate: String,
    /// The shortlist is made from this day on.
    pub shortlist: String,
    /// Voting begins.
    pub vote: String,
    /// Voting is over.
    pub count: String,
    /// The appeal days begin.
    pub appeal: String,
    /// They are over.
    pub publish: String,
}

/// An edition that can be announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionPlan {
    /// What it is called.
    pub title: String,
    /// What it is about; may be empty.
    pub about: String,
    /// What each channel counts.
    pub weights: Weights,
    /// The six steps.
    pub timetable: Timetable,
}

impl EditionForm {
    /// Reads the whole form; `starting` are the weights where none are typed.
    ///
    /// # Errors
    /// Every field that was not taken; a day that does not come after the one before it.
    pub fn parse(&self, starting: Weights) -> Result<EditionPlan, FormRefusal> {
        let mut check = Check::default();
        let title = check.field("title", line(&self.title, LINE_MOST).and_then(needed));
        let about = check.field("about", text(&self.about, TEXT_MOST));
        let weights = self.weights(starting, &mut check);
        let timetable = self.timetable(&mut check);
        check.finish(|| Some(EditionPlan { title: title?, about: about?, weights: weights?, timetable: timetable? }))
    }

    fn weights(&self, starting: Weights, check: &mut Check) -> Option<Weights> {
        if [&self.meeting, &self.residents, &self.facts].iter().all(|typed| typed.trim().is_empty()) {
            return Some(starting);
        }
        let meeting = check.field("meeting", number(&self.meeting, 0, 100));
        let residents = check.field("residents", number(&self.residents, 0, 100));
        let facts = check.field("facts", number(&self.facts, 0, 100));
        let weights = Weights { meeting: meeting? as u8, residents: residents? as u8, facts: facts? as u8 };
        check.field("facts", weights.checked())
    }

    fn timetable(&self, check: &mut Check) -> Option<Timetable> {
        let nominate = check.field("nominate", day(&self.nominate));
        let shortlist = check.field("shortlist", day(&self.shortlist));
        let vote = check.field("vote", day(&self.vote));
        let count = check.field("count", day(&self.count));
        let appeal = check.field("appeal", day(&self.appeal));
        let publish = check.field("publish", day(&self.publish));
        let timetable = Timetable { nominate: nominate?, shortlist: shortlist?, vote: vote?, count: count?, appeal: appeal?, publish: publish? };
        match timetable.out_of_order() {
            None => Some(timetable),
            Some(field) => check.field(field, Err(EntryRefusal::OutOfOrder)),
        }
    }
}

impl EditionPlan {
    /// Whether weights, timetable and categories may still change: until nominating begins.
    ///
    /// # Errors
    /// Since when not.
    pub fn may_change(&self, now: Instant) -> Result<(), EditionRefusal> {
        self.in_phase(Phase::Announced, now)
    }

    /// Whether it can be announced: with its categories, before nominating begins.
    ///
    /// # Errors
    /// It is announced, has no category, or nominating should have begun.
    pub fn may_announce(&self, announced: bool, categories: usize, now: Instant) -> Result<(), EditionRefusal> {
        if announced {
            return Err(EditionRefusal::Announced);
        }
        if categories == 0 {
            return Err(EditionRefusal::NoCategory);
        }
        if now >= self.timetable.nominate.start() {
            return Err(EditionRefusal::AnnouncedTooLate { begins_at: self.timetable.nominate.start() });
        }
        Ok(())
    }

    /// Whether the results can be published: `waiting` categories have a vote that was opened and is not published. A category without candidates, or in
    /// which no vote was ever opened, is not waited for: nobody wins in it, and that is its result.
    ///
    /// # Errors
    /// Not the time for it, done already, or votes wait.
    pub fn may_publish(&self, published: bool, waiting: usize, now: Instant) -> Result<(), EditionRefusal> {
        self.in_phase(Phase::Publish, now)?;
        match (published, waiting) {
            (true, _) => Err(EditionRefusal::Published),
            (false, 1..) => Err(EditionRefusal::VotesWaiting { waiting: waiting as i64 }),
            (false, 0) => Ok(()),
        }
    }

    /// Whether this phase has begun; it may be over.
    ///
    /// # Errors
    /// When it begins.
    pub fn has_reached(&self, phase: Phase, now: Instant) -> Result<(), EditionRefusal> {
        match self.timetable.begins(phase) {
            Some(begins_at) if now < begins_at => Err(EditionRefusal::NotYet { phase, begins_at }),
            _ => Ok(()),
        }
    }

    /// Whether the edition is in this phase now.
    ///
    /// # Errors
    /// When the phase begins, or that it is over.
    pub fn in_phase(&self, phase: Phase, now: Instant) -> Result<(), EditionRefusal> {
        let current = self.timetable.phase(now);
        match self.timetable.begins(phase) {
            _ if current == phase => Ok(()),
            Some(begins_at) if current < phase => Err(EditionRefusal::NotYet { phase, begins_at }),
            _ => Err(EditionRefusal::Over { phase }),
        }
    }
}

/// A category as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CategoryForm {
    /// The category's id, made with the form.
    pub id: String,
    /// The edition.
    pub edition: String,
    /// What it is called, e.g. 最暖心服务.
    pub title: String,
    /// How many win; 1 when left empty.
    pub places: String,
    /// How many of them one district can have; left empty: no cap.
    pub district_cap: String,
    /// How many candidates a ballot may name; 1 when left empty.
    pub most: String,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// What it is called.
    pub title: String,
    /// How many win.
    pub places: u16,
    /// How many of them one district can have.
    pub district_cap: Option<u16>,
    /// How many candidates a ballot may name.
    pub most: u16,
}

impl CategoryForm {
    /// Reads the whole form.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<Category, FormRefusal> {
        let mut check = Check::default();
        let title = check.field("title", line(&self.title, LINE_MOST).and_then(needed));
        let places = check.field("places", or(&self.places, Some(1)));
        let district_cap = check.field("district_cap", or(&self.district_cap, None));
        let most = check.field("most", or(&self.most, Some(1)));
        if let (Some(Some(places)), Some(Some(cap))) = (places, district_cap) {
            check.field("district_cap", within_reach(places, cap));
        }
        check.finish(|| Some(Category { title: title?, places: places??, district_cap: district_cap?, most: most?? }))
    }
}

/// So many places can be filled although no district has more than its cap.
fn within_reach(places: u16, cap: u16) -> Result<(), EditionRefusal> {
    let most = cap * District::ALL.len() as u16;
    if places <= most { Ok(()) } else { Err(EditionRefusal::CapTooSmall { most: most.into() }) }
}

fn or(typed: &str, otherwise: Option<u16>) -> Result<Option<u16>, EntryRefusal> {
    if typed.trim().is_empty() { Ok(otherwise) } else { number(typed, 1, 30).map(|number| Some(number as u16)) }
}

/// Why an act does not fit the timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionRefusal {
    /// Its phase has not begun.
    NotYet {
        /// Which.
        phase: Phase,
        /// When it begins.
        begins_at: Instant,
    },
    /// Its phase is over; for a change of the rules: they are fixed.
    Over {
        /// Which.
        phase: Phase,
    },
    /// An edition without categories cannot be announced.
    NoCategory,
    /// It is announced already.
    Announced,
    /// Rules are published before anything opens: nominating should have begun by now.
    AnnouncedTooLate {
        /// When it begins by the timetable.
        begins_at: Instant,
    },
    /// Its results are published already.
    Published,
    /// Categories whose votes are not published yet.
    VotesWaiting {
        /// How many.
        waiting: i64,
    },
    /// With this cap the districts cannot fill the places.
    CapTooSmall {
        /// The most places they can fill.
        most: i64,
    },
    /// The votes of a category can be prepared once it has its candidates.
    NoShortlist,
}

impl Refusal for EditionRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::NotYet { phase, begins_at } => Reason::new("award_not_yet").with("phase", phase.code()).with("begins_at", begins_at),
            Self::Over { phase } => Reason::new("award_phase_over").with("phase", phase.code()),
            Self::NoCategory => Reason::new("award_no_category"),
            Self::Announced => Reason::new("award_announced"),
            Self::AnnouncedTooLate { begins_at } => Reason::new("award_announced_too_late").with("begins_at", begins_at),
            Self::Published => Reason::new("award_published"),
            Self::VotesWaiting { waiting } => Reason::new("award_votes_waiting").with("waiting", waiting),
            Self::CapTooSmall { most } => Reason::new("award_cap_too_small").with("most", most),
            Self::NoShortlist => Reason::new("award_no_shortlist"),
        }
    }
}
