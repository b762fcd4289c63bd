//! Counting: whole numbers, nothing else.

use super::card::{CardDraft, Method, SCORE_MOST};
use super::{Ballot, Choice};

/// What was counted for one option; weights where ballots have them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptionCount {
    /// Ballots naming it, or the sum of its scores.
    pub count: u64,
    /// Ballots naming it and no other.
    pub only: u64,
    /// Highest scores.
    pub tops: u64,
    /// Scores of nought.
    pub zeros: u64,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// All ballots.
    pub cast: u64,
    /// For.
    pub yes: u64,
    /// Against.
    pub no: u64,
    /// Abstentions; valid.
    pub abstain: u64,
    /// Spoiled; not valid.
    pub spoiled: u64,
    /// The options, in their order; none for yes or no.
    pub options: Vec<OptionCount>,
}

impl Tally {
    /// Ballots that are not spoiled.
    #[must_use]
    pub const fn valid(&self) -> u64 {
        self.cast - self.spoiled
    }
}

/// Counts ballots that fit the card; one that does not counts as spoiled, so that nothing can be lost from `cast`.
#[must_use]
pub fn tally<'a>(card: &CardDraft, ballots: impl IntoIterator<Item = &'a Ballot>) -> Tally {
    let options = if card.method == Method::YesNo { 0 } else { card.options.len() };
    let mut tally = Tally { options: vec![OptionCount::default(); options], ..Tally::default() };
    for ballot in ballots {
        let weight = ballot.weight();
        tally.cast += weight;
        match &ballot.choice {
            choice if !choice.fits(card) => tally.spoiled += weight,
            Choice::Yes => tally.yes += weight,
            Choice::No => tally.no += weight,
            Choice::Abstain => tally.abstain += weight,
            Choice::Spoiled => tally.spoiled += weight,
            Choice::Picks(picks) => tally.count_picks(picks, weight),
            Choice::Scores(scores) => tally.count_scores(scores, weight),
        }
    }
    tally
}

impl Tally {
    fn count_picks(&mut self, picks: &[u16], weight: u64) {
        for pick in picks {
            if let Some(option) = self.options.get_mut(usize::from(*pick) - 1) {
                option.count += weight;
                option.only += if picks.len() == 1 { weight } else { 0 };
            }
        }
    }

    fn count_scores(&mut self, scores: &[u8], weight: u64) {
        for (option, score) in self.options.iter_mut().zip(scores) {
            option.count += weight * u64::from(*score);
            option.tops += if *score == SCORE_MOST { weight } else { 0 };
            option.zeros += if *score == 0 { weight } else { 0 };
        }
    }
}
