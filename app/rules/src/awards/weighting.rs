//! Would another weighting change the winners?

use super::{CandidateFacts, Category, Weights, rank, score};
use crate::voting::Draw;
use uuid::Uuid;

/// Each weight is moved by up to so many points.
pub const SHIFT_MOST: i16 = 15;

/// What other weightings would have given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherWeightings {
    /// How many were tried.
    pub tried: u32,
    /// In how many of them the winners would be others, or in another order.
    pub changed: u32,
    /// The nearest of these, and its winners: moved by the fewest points.
    pub nearest: Option<(Weights, Vec<Uuid>)>,
}

/// Tries every weighting whose three weights are each within 15 points of the published ones and together 100, in steps of one point.
#[must_use]
pub fn other_weightings(candidates: &[CandidateFacts], weights: &Weights, category: &Category, draw: &Draw) -> OtherWeightings {
    let winners = |weights: &Weights| rank(&score(candidates, weights), category, draw).winners();
    let published = winners(weights);
    let mut others: Vec<(i16, Weights)> = shifts().filter_map(|shift| shifted(weights, shift)).collect();
    others.sort_by_key(|(distance, _)| *distance);
    let changed: Vec<(Weights, Vec<Uuid>)> =
        others.iter().map(|(_, other)| (*other, winners(other))).filter(|(_, found)| *found != published).collect();
    OtherWeightings { tried: others.len() as u32, changed: changed.len() as u32, nearest: changed.into_iter().next() }
}

/// Moves of the three weights that leave their sum, but for no move at all.
fn shifts() -> impl Iterator<Item = [i16; 3]> {
    let range = -SHIFT_MOST..=SHIFT_MOST;
    let all = range.clone().flat_map(move |meeting| range.clone().map(move |residents| [meeting, residents, -meeting - residents]));
    all.filter(|shift| shift[2].abs() <= SHIFT_MOST && *shift != [0, 0, 0])
}

fn shifted(weights: &Weights, [meeting, residents, facts]: [i16; 3]) -> Option<(i16, Weights)> {
    let moved = |weight: u8, by: i16| u8::try_from(i16::from(weight) + by).ok().filter(|weight| *weight <= 100);
    let weights =
        Weights { meeting: moved(weights.meeting, meeting)?, residents: moved(weights.residents, residents)?, facts: moved(weights.facts, facts)? };
    Some((meeting.abs() + residents.abs() + facts.abs(), weights))
}
