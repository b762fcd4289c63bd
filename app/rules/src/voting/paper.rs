//! Paper: entered twice by two people; what they read differently goes to a third.

use super::Choice;
use crate::claims::SHOWN_FROM;
use crate::{Reason, Refusal};
use uuid::Uuid;

/// What somebody read on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperEntry {
    /// Who entered it.
    pub by: Uuid,
    /// What it says to them.
    pub choice: Choice,
}

/// A paper from the box, under the number it got there: nothing on it leads to a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperSheet {
    /// The entries so far, in their order: at most three.
    pub entries: Vec<PaperEntry>,
}

/// Where a paper stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperStanding {
    /// Nobody has entered it.
    WaitsForFirst,
    /// A second person enters it without seeing the first entry.
    WaitsForSecond,
    /// The two differ; a third person, with the paper in hand, decides.
    WaitsForThird,
    /// It counts as this.
    Settled(Choice),
}

impl PaperSheet {
    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> PaperStanding {
        match &self.entries[..] {
            [] => PaperStanding::WaitsForFirst,
            [_] => PaperStanding::WaitsForSecond,
            [one, other] if one.choice == other.choice => PaperStanding::Settled(one.choice.clone()),
            [_, _] => PaperStanding::WaitsForThird,
            [_, _, third, ..] => PaperStanding::Settled(third.choice.clone()),
        }
    }

    /// Whether somebody may strike it from the box's list: a number entered by mistake. What is settled is struck by somebody who has not entered it.
    ///
    /// # Errors
    /// Nobody has entered it, or this person cannot strike it alone.
    pub fn may_strike(&self, by: Uuid) -> Result<(), PaperRefusal> {
        match self.standing() {
            PaperStanding::WaitsForFirst => Err(PaperRefusal::NotEntered),
            PaperStanding::Settled(_) if self.entries.iter().any(|entry| entry.by == by) => Err(PaperRefusal::AnotherStrikes),
            _ => Ok(()),
        }
    }

    /// Enters what somebody read.
    ///
    /// # Errors
    /// The paper is settled, or this person entered it already.
    pub fn enter(mut self, entry: PaperEntry) -> Result<(Self, PaperStanding), PaperRefusal> {
        if matches!(self.standing(), PaperStanding::Settled(_)) {
            return Err(PaperRefusal::Settled);
        }
        if self.entries.iter().any(|earlier| earlier.by == entry.by) {
            return Err(PaperRefusal::SamePerson);
        }
        self.entries.push(entry);
        let standing = self.standing();
        Ok((self, standing))
    }
}

/// Whether one more paper can be in the box: no more of them than were handed out.
///
/// # Errors
/// How many there would be.
pub fn may_add_sheet(sheets: usize, handed_out: u32) -> Result<(), PaperRefusal> {
    let found = u32::try_from(sheets).unwrap_or(u32::MAX).saturating_add(1);
    if found > handed_out { Err(PaperRefusal::MoreThanHandedOut { handed_out: handed_out.into(), found: found.into() }) } else { Ok(()) }
}

/// Whether the board can be sealed: all papers settled, and no more of them than were handed out. Fewer may come back than went out.
///
/// # Errors
/// How many wait, or how many there are too many.
pub fn papers_settled(sheets: &[PaperSheet], handed_out: u32) -> Result<u32, PaperRefusal> {
    let waiting = sheets.iter().filter(|sheet| !matches!(sheet.standing(), PaperStanding::Settled(_))).count();
    let count = u32::try_from(sheets.len()).unwrap_or(u32::MAX);
    match waiting {
        0 if count > handed_out => Err(PaperRefusal::MoreThanHandedOut { handed_out: handed_out.into(), found: count.into() }),
        0 => Ok(count),
        _ => Err(PaperRefusal::Waiting { waiting: waiting as i64 }),
    }
}

/// How many ballots came from the web and how many on paper; told apart only where each has at least [`SHOWN_FROM`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Channels {
    /// From the web.
    pub web: u32,
    /// On paper.
    pub paper: u32,
}

impl Channels {
    /// Both counts, if they may be shown.
    #[must_use]
    pub fn shown(web: u32, paper: u32) -> Option<Self> {
        (u64::from(web.min(paper)) >= SHOWN_FROM).then_some(Self { web, paper })
    }
}

/// Why an entry from paper was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperRefusal {
    /// Two entries by the same person prove nothing.
    SamePerson,
    /// It is settled.
    Settled,
    /// Nobody has entered a paper under this number.
    NotEntered,
    /// It is settled: whoever entered it does not strike it.
    AnotherStrikes,
    /// Spoiled, and yet a choice.
    SpoiledAndChosen,
    /// Papers still wait for an entry.
    Waiting {
        /// How many.
        waiting: i64,
    },
    /// More papers than were handed out.
    MoreThanHandedOut {
        /// How many were.
        handed_out: i64,
        /// How many there are.
        found: i64,
    },
}

impl Refusal for PaperRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::SamePerson => Reason::new("paper_same_person"),
            Self::Settled => Reason::new("paper_settled"),
            Self::NotEntered => Reason::new("paper_not_entered"),
            Self::AnotherStrikes => Reason::new("paper_another_strikes"),
            Self::SpoiledAndChosen => Reason::new("paper_spoiled_and_chosen"),
            Self::Waiting { waiting } => Reason::new("papers_waiting").with("waiting", waiting),
            Self::MoreThanHandedOut { handed_out, found } => {
                Reason::new("paper_more_than_handed_out").with("handed_out", handed_out).with("found", found)
            }
        }
    }
}
