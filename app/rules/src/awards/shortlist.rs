//! The shortlist: the candidates a meeting puts to the vote.

use super::{EditionPlan, EditionRefusal, Phase, Timetable};
use crate::voting::EntryRefusal;
use crate::voting::entry::id;
use crate::{Check, FormRefusal, Instant, Reason, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The fewest candidates of a category: one would be no choice.
pub const CANDIDATES_LEAST: usize = 2;
/// The most candidates of a category: a ballot that can be read.
pub const CANDIDATES_MOST: usize = 30;

/// A shortlist as it is ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShortlistForm {
    /// The category.
    pub category: String,
    /// The meeting that decided.
    pub meeting: String,
    /// The candidates, in the order of the ballot.
    pub candidates: Vec<String>,
}

impl ShortlistForm {
    /// Category, meeting and candidates.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<(Uuid, Uuid, Vec<Uuid>), FormRefusal> {
        let mut check = Check::default();
        let category = check.field("category", id(&self.category));
        let meeting = check.field("meeting", id(&self.meeting));
        let candidates = check.field("candidates", self.candidates());
        check.finish(|| Some((category?, meeting?, candidates?)))
    }

    fn candidates(&self) -> Result<Vec<Uuid>, EntryRefusal> {
        let candidates: Vec<Uuid> = self.candidates.iter().filter(|typed| !typed.is_empty()).map(|typed| id(typed)).collect::<Result<_, _>>()?;
        let twice = (1..candidates.len()).any(|at| candidates[..at].contains(&candidates[at]));
        if twice { Err(EntryRefusal::Twice) } else { Ok(candidates) }
    }
}

/// Whether this shortlist is taken now. `nominated` are the category's nominated and eligible merchants.
///
/// # Errors
/// The reason why not.
pub fn shortlist(edition: &EditionPlan, candidates: &[Uuid], places: u16, nominated: &[Uuid], now: Instant) -> Result<(), ShortlistRefusal> {
    edition.in_phase(Phase::Shortlist, now).map_err(ShortlistRefusal::Timetable)?;
    if !candidates.iter().all(|candidate| nominated.contains(candidate)) {
        return Err(ShortlistRefusal::NotNominated);
    }
    let least = CANDIDATES_LEAST.max(usize::from(places) + 1);
    match candidates.len() {
        few if few < least => Err(ShortlistRefusal::TooFew { least: least as i64 }),
        many if many > CANDIDATES_MOST.max(least) => Err(ShortlistRefusal::TooMany { most: CANDIDATES_MOST.max(least) as i64 }),
        _ => Ok(()),
    }
}

/// Whether a meeting that begins then may have made the shortlist: before nominating is over nobody knows among whom to choose.
///
/// # Errors
/// It begins too early.
pub fn shortlist_meeting(table: &Timetable, begins_at: Instant) -> Result<(), ShortlistRefusal> {
    let from = table.shortlist.start();
    if begins_at < from { Err(ShortlistRefusal::MeetingTooEarly { from }) } else { Ok(()) }
}

/// The names on the ballot. Shops of one firm may have one name: where two read alike, each is followed by where it is, and then by its number.
#[must_use]
pub fn ballot_names(shops: &[(String, String)]) -> Vec<String> {
    let alike = |name: &str| shops.iter().filter(|(other, _)| other == name).count() > 1;
    let placed: Vec<String> = shops.iter().map(|(name, place)| if alike(name) { format!("{name}（{place}）") } else { name.clone() }).collect();
    let still = |name: &String| placed.iter().filter(|other| *other == name).count() > 1;
    placed.iter().zip(1..).map(|(name, number)| if still(name) { format!("{name}{number}") } else { name.clone() }).collect()
}

/// Why a shortlist was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShortlistRefusal {
    /// Not the time for it.
    Timetable(EditionRefusal),
    /// The meeting began before nominating was over.
    MeetingTooEarly {
        /// From when on one can make it.
        from: Instant,
    },
    /// Somebody on it was not nominated, or is not eligible.
    NotNominated,
    /// There must be more candidates than places.
    TooFew {
        /// The fewest.
        least: i64,
    },
    /// A ballot must stay readable.
    TooMany {
        /// The most.
        most: i64,
    },
}

impl Refusal for ShortlistRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::Timetable(refusal) => refusal.reason(),
            Self::MeetingTooEarly { from } => Reason::new("shortlist_meeting_too_early").with("from", *from),
            Self::NotNominated => Reason::new("shortlist_not_nominated"),
            Self::TooFew { least } => Reason::new("shortlist_too_few").with("least", *least),
            Self::TooMany { most } => Reason::new("shortlist_too_many").with("most", *most),
        }
    }
}
