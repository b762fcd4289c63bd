//! The ranking, the district cap, and who was passed over.

use super::{Category, Score};
use crate::districts::District;
use crate::voting::Draw;
use std::cmp::Ordering;
use uuid::Uuid;

/// What parts candidates with the same points, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AwardTie {
    /// The greater share of the residents' ballots.
    Residents,
    /// The greater share of the meeting's.
    Meeting,
    /// The draw: the committed seed and the root of the residents' board.
    Draw,
}

impl AwardTie {
    /// The order in which they are asked.
    pub const ORDER: [Self; 3] = [Self::Residents, Self::Meeting, Self::Draw];

    /// The word in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Residents => "residents",
            Self::Meeting => "meeting",
            Self::Draw => "draw",
        }
    }
}

/// What became of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Won this place, from 1.
    Won(u16),
    /// Would have won, but its district has its places.
    PassedOver,
    /// Is no member in good standing any more: its points are shown, a place it gets none.
    NoMember,
    /// Comes after the last place.
    Behind,
}

/// A category's result, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// The candidates with their scores and what became of them.
    pub rows: Vec<(Score, Place)>,
    /// Neighbours with the same points: the first, the next, and what parted them.
    pub ties: Vec<(Uuid, Uuid, AwardTie)>,
}

impl Ranking {
    /// The winners, in the order of their places.
    #[must_use]
    pub fn winners(&self) -> Vec<Uuid> {
        self.rows.iter().filter(|(_, place)| matches!(place, Place::Won(_))).map(|(score, _)| score.facts.candidate).collect()
    }
}

/// Ranks a category. Points are compared as they are shown, so that nothing invisible decides; a candidate's lot in the draw goes by its number on the
/// ballot, which is its place in `scores`.
#[must_use]
pub fn rank(scores: &[Score], category: &Category, draw: &Draw) -> Ranking {
    let mut numbered: Vec<(u16, Score)> = (1_u16..).zip(scores.iter().copied()).collect();
    let parted = |one: &(u16, Score), other: &(u16, Score)| {
        let by = |tie: AwardTie| match tie {
            AwardTie::Residents => more(one.1.facts.residents.fraction(), other.1.facts.residents.fraction()),
            AwardTie::Meeting => more(one.1.facts.meeting.fraction(), other.1.facts.meeting.fraction()),
            AwardTie::Draw => draw.lot(one.0).cmp(&draw.lot(other.0)),
        };
        AwardTie::ORDER.into_iter().map(|tie| (tie, by(tie))).find(|(_, order)| order.is_ne())
    };
    numbered.sort_by(|one, other| {
        let by_points = other.1.points.cmp(&one.1.points);
        by_points.then_with(|| parted(one, other).map_or(Ordering::Equal, |(_, order)| order))
    });
    let equal = numbered.windows(2).filter(|pair| pair[0].1.points == pair[1].1.points);
    let ties = equal.filter_map(|pair| parted(&pair[0], &pair[1]).map(|(tie, _)| (pair[0].1.facts.candidate, pair[1].1.facts.candidate, tie)));
    let ties = ties.collect();
    Ranking { rows: placed(numbered.into_iter().map(|(_, score)| score), category), ties }
}

/// Goes down the ranking and passes over who is no member any more, and a candidate whose district has its places.
fn placed(scores: impl Iterator<Item = Score>, category: &Category) -> Vec<(Score, Place)> {
    let mut won: Vec<District> = Vec::new();
    let place = |score: Score| {
        let district = score.facts.district;
        let of_district = won.iter().filter(|other| **other == district).count();
        let place = if !score.facts.member {
            Place::NoMember
        } else if won.len() >= usize::from(category.places) {
            Place::Behind
        } else if category.district_cap.is_some_and(|cap| of_district >= usize::from(cap)) {
            Place::PassedOver
        } else {
            won.push(district);
            Place::Won(won.len() as u16)
        };
        (score, place)
    };
    scores.map(place).collect()
}

/// The greater fraction first.
fn more(one: (u128, u128), other: (u128, u128)) -> Ordering {
    (other.0 * one.1).cmp(&(one.0 * other.1))
}
