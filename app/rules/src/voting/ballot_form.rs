//! The ballot page's form.

use super::Choice;
use super::card::{CardDraft, Method, SCORE_MOST};
use super::entry::{EntryRefusal, choice, id, number};
use crate::{Check, FormRefusal, Reason, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A ballot as it is filled in; the paper's numbers are typed into the same form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BallotForm {
    /// The ballot's own id, random (v4), made with the page: the same form sent again is the same ballot.
    pub id: String,
    /// `yes`, `no` or `abstain`; `abstain` fits every method.
    pub choice: String,
    /// The numbers of the chosen options; `abstain` stands among them on the page, so that radio buttons can be taken back.
    pub picks: Vec<String>,
    /// The scores of all options, in their order.
    pub scores: Vec<String>,
}

impl BallotForm {
    /// Reads the ballot under this card.
    ///
    /// # Errors
    /// Every field that was not taken: nothing chosen, too many, an unknown option, a missing score, an abstention together with a choice.
    pub fn parse(&self, card: &CardDraft) -> Result<(Uuid, Choice), FormRefusal> {
        let mut check = Check::default();
        let ballot = check.field("id", id(&self.id).and_then(|id| if id.get_version_num() == 4 { Ok(id) } else { Err(EntryRefusal::NotAnId) }));
        let choice = self.choice(card, &mut check);
        check.finish(|| Some((ballot?, choice?)))
    }

    fn choice(&self, card: &CardDraft, check: &mut Check) -> Option<Choice> {
        match (card.method, self.choice.as_str()) {
            (Method::YesNo, word) => check.field("choice", choice(word, yes_or_no)),
            (_, "abstain") => {
                let also = self.picks.iter().chain(&self.scores).any(|typed| !typed.trim().is_empty());
                check.field("choice", if also { Err(BallotRefusal::AbstainsAndChooses) } else { Ok(Choice::Abstain) })
            }
            (Method::Choose { most }, "") => check.field("picks", picks(&self.picks, card.options.len(), most)),
            (Method::Score, "") => check.field("scores", scores(&self.scores, card.options.len())).map(Choice::Scores),
            _ => check.field("choice", Err(EntryRefusal::NoSuchChoice)),
        }
    }
}

fn yes_or_no(word: &str) -> Option<Choice> {
    match word {
        "yes" => Some(Choice::Yes),
        "no" => Some(Choice::No),
        "abstain" => Some(Choice::Abstain),
        _ => None,
    }
}

fn picks(typed: &[String], options: usize, most: u16) -> Result<Choice, BallotRefusal> {
    let (abstains, typed): (Vec<&String>, Vec<&String>) =
        typed.iter().filter(|typed| !typed.trim().is_empty()).partition(|typed| *typed == "abstain");
    match (abstains.is_empty(), typed.is_empty()) {
        (false, true) => return Ok(Choice::Abstain),
        (false, false) => return Err(BallotRefusal::AbstainsAndChooses),
        (true, _) => {}
    }
    let known = |typed: &&String| number(typed, 1, options as i64).map(|pick| pick as u16).map_err(|_| BallotRefusal::UnknownOption);
    let mut picks: Vec<u16> = typed.iter().map(known).collect::<Result<_, _>>()?;
    picks.sort_unstable();
    picks.dedup();
    match picks.len() {
        0 => Err(BallotRefusal::NothingChosen),
        count if count > usize::from(most) => Err(BallotRefusal::TooManyChosen { most: most.into(), chosen: count as i64 }),
        _ => Ok(Choice::Picks(picks)),
    }
}

fn scores(typed: &[String], options: usize) -> Result<Vec<u8>, BallotRefusal> {
    if typed.len() > options {
        return Err(BallotRefusal::UnknownOption);
    }
    if typed.iter().all(|score| score.trim().is_empty()) {
        return Err(BallotRefusal::NothingChosen);
    }
    if let Some(option) = (0..options).find(|at| typed.get(*at).is_none_or(|score| score.trim().is_empty())) {
        return Err(BallotRefusal::ScoreMissing { option: option as i64 + 1 });
    }
    let score = |typed: &String| number(typed, 0, SCORE_MOST.into()).map(|score| score as u8).map_err(|_| BallotRefusal::NoSuchScore);
    typed.iter().map(score).collect()
}

/// Why a filled-in ballot was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotRefusal {
    /// Nothing was chosen, not even to abstain.
    NothingChosen,
    /// More options than the card allows.
    TooManyChosen {
        /// The most there may be.
        most: i64,
        /// How many there were.
        chosen: i64,
    },
    /// An option that is not on the card.
    UnknownOption,
    /// An option has no score.
    ScoreMissing {
        /// Its number.
        option: i64,
    },
    /// Not a score from 0 to 5.
    NoSuchScore,
    /// Abstains and chooses at once.
    AbstainsAndChooses,
}

impl Refusal for BallotRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::NothingChosen => Reason::new("ballot_nothing_chosen"),
            Self::TooManyChosen { most, chosen } => Reason::new("ballot_too_many_chosen").with("most", most).with("chosen", chosen),
            Self::UnknownOption => Reason::new("ballot_unknown_option"),
            Self::ScoreMissing { option } => Reason::new("ballot_score_missing").with("option", option),
            Self::NoSuchScore => Reason::new("ballot_no_such_score").with("most", i64::from(SCORE_MOST)),
            Self::AbstainsAndChooses => Reason::new("ballot_abstains_and_chooses"),
        }
    }
}
