//! Would another weighting change the winners?

use super::{CandidateFacts, Category, Weights, rank, score};
use crate::voting::Draw;
use uuid::Uuid;

/// Each weight is moved by up to so many points.
pub const SHIFT_MOST: i16 = 15;

/// Another weighting, and who would have won by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// The weights.
    pub weights: Weights,
    /// The winners, in the order of their places.
    pub winners: Vec<Uuid>,
    /// Whether they would be others, or in another order.
    pub changed: bool,
    /// By how many points the three weights are moved together.
    moved: i16,
    /// Two of the three are moved as far as they can be.
    farthest: bool,
}

/// What other weightings would have given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherWeightings {
    /// All that were tried, those moved by the fewest points first.
    pub tried: Vec<Other>,
}

impl OtherWeightings {
    /// In how many of them the winners would be others, or in another order.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.tried.iter().filter(|other| other.changed).count()
    }

    /// The nearest of these: moved by the fewest points.
    #[must_use]
    pub fn nearest(&self) -> Option<&Other> {
        self.tried.iter().find(|other| other.changed)
    }

    /// The corners of what was tried: one weight as far up and another as far down as it goes.
    pub fn corners(&self) -> impl Iterator<Item = &Other> {
        self.tried.iter().filter(|other| other.farthest)
    }
}

/// Tries every weighting whose three weights are each within 15 points of the published ones and together 100, in steps of one point.
#[must_use]
pub fn other_weightings(candidates: &[CandidateFacts], weights: &Weights, category: &Category, draw: &Draw) -> OtherWeightings {
    let winners = |weights: &Weights| rank(&score(candidates, weights), category, draw).winners();
    let published = winners(weights);
    let other = |shift: [i16; 3]| {
        let weights = shifted(weights, shift)?;
        let winners = winners(&weights);
        let far = shift.iter().filter(|by| by.abs() == SHIFT_MOST).count();
        let moved = shift.iter().map(|by| by.abs()).sum();
        Some(Other { weights, changed: winners != published, winners, moved, farthest: far == 2 })
    };
    let mut tried: Vec<Other> = shifts().filter_map(other).collect();
    tried.sort_by_key(|other| other.moved);
    OtherWeightings { tried }
}

/// Moves of the three weights that leave their sum, but for no move at all.
fn shifts() -> impl Iterator<Item = [i16; 3]> {
    let range = -SHIFT_MOST..=SHIFT_MOST;
    let all = range.clone().flat_map(move |meeting| range.clone().map(move |residents| [meeting, residents, -meeting - residents]));
    all.filter(|shift| shift[2].abs() <= SHIFT_MOST && *shift != [0, 0, 0])
}

fn shifted(weights: &Weights, [meeting, residents, facts]: [i16; 3]) -> Option<Weights> {
    let moved = |weight: u8, by: i16| u8::try_from(i16::from(weight) + by).ok().filter(|weight| *weight <= 100);
    Some(Weights { meeting: moved(weights.meeting, meeting)?, residents: moved(weights.residents, residents)?, facts: moved(weights.facts, facts)? })
}
