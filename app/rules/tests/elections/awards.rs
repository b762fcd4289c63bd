//! Awards against a slow reference: fractions of whole numbers without common denominators, medians by striking out both ends, ranks by asking every
//! candidate how many are before it.

use super::random::Chance;
use rules::awards::{CandidateFacts, Category, Named, Place, Weights, rank, score};
use rules::districts::District;
use rules::voting::{Digest, Draw};
use std::collections::BTreeMap;

struct Award {
    candidates: Vec<CandidateFacts>,
    weights: Weights,
    category: Category,
    draw: Draw,
}

/// Few ballots, few different figures and often none, so that ties, missing sources and caps are common.
fn award(chance: &mut Chance) -> Award {
    let (meeting, residents) = (chance.below(9), chance.below(30));
    let known: [u64; 4] = std::array::from_fn(|_| chance.one_of(&[0, 50, 100]));
    let count = chance.between(2, 9) as usize;
    let candidates = (0..count)
        .map(|_| CandidateFacts {
            candidate: chance.id(),
            district: chance.one_of(&District::ALL),
            member: chance.happens(90),
            meeting: Named { naming: chance.below(meeting + 1), valid: meeting },
            residents: Named { naming: chance.below(residents.min(4) + 1), valid: residents },
            sources: std::array::from_fn(|at| chance.happens(known[at]).then(|| chance.one_of(&[0, 3_333, 5_001, 9_999, 10_000]))),
        })
        .collect();
    let meeting = chance.below(101) as u8;
    let residents = chance.below(101 - u64::from(meeting)) as u8;
    let weights = Weights { meeting, residents, facts: 100 - meeting - residents };
    let weights = if chance.happens(50) { Weights::default() } else { weights };
    let category = Category {
        title: "最受欢迎".into(),
        places: chance.between(1, 4) as u16,
        district_cap: chance.happens(60).then(|| chance.between(1, 2) as u16),
        most: 1,
    };
    Award { candidates, weights, category, draw: Draw::of(&chance.bytes(), &Digest::of(&[b"root"])) }
}

/// A fraction that is added to and compared, never rounded.
#[derive(Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn of(above: u64, below: u64) -> Self {
        if below == 0 { Self(0, 1) } else { Self(above.into(), below.into()).reduced() }
    }
    fn reduced(self) -> Self {
        let (mut one, mut other) = (self.0, self.1);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        Self(self.0 / one.max(1), self.1 / one.max(1))
    }
    fn plus(self, other: Self) -> Self {
        Self(self.0 * other.1 + other.0 * self.1, self.1 * other.1).reduced()
    }
    fn times(self, by: Self) -> Self {
        Self(self.0 * by.0, self.1 * by.1).reduced()
    }
    /// To the nearest whole number, the half upwards: asks one number after the other.
    fn nearest(self) -> u32 {
        let mut whole = 0_i128;
        while Self(2 * whole + 1, 2).at_most(self) {
            whole += 1;
        }
        whole as u32
    }
    fn at_most(self, other: Self) -> bool {
        self.0 * other.1 <= other.0 * self.1
    }
    fn below(self, other: Self) -> bool {
        !other.at_most(self)
    }
}

fn median(mut figures: Vec<u32>) -> Option<Fraction> {
    while figures.len() > 2 {
        let least = *figures.iter().min().expect("some");
        figures.remove(figures.iter().position(|figure| *figure == least).expect("it is there"));
        let most = *figures.iter().max().expect("some");
        figures.remove(figures.iter().position(|figure| *figure == most).expect("it is there"));
    }
    match figures[..] {
        [] => None,
        [one] => Some(Fraction(one.into(), 1)),
        [one, other, ..] => Some(Fraction(i128::from(one) + i128::from(other), 2).reduced()),
    }
}

/// Hundredths of a point.
fn points(award: &Award, of: &CandidateFacts) -> u32 {
    let figure = |at: usize| match of.sources[at] {
        Some(own) => Some(Fraction(own.into(), 1)),
        None => median(award.candidates.iter().filter_map(|other| other.sources[at]).collect()),
    };
    let figures: Vec<Fraction> = (0..4).filter_map(figure).collect();
    let sum = figures.iter().fold(Fraction(0, 1), |sum, figure| sum.plus(*figure));
    let facts = if figures.is_empty() { Fraction(0, 1) } else { sum.times(Fraction(1, figures.len() as i128)).times(Fraction(1, 10_000)) };
    let channels = [
        (award.weights.meeting, Fraction::of(of.meeting.naming, of.meeting.valid)),
        (award.weights.residents, Fraction::of(of.residents.naming, of.residents.valid)),
        (award.weights.facts, facts),
    ];
    channels.iter().fold(Fraction(0, 1), |sum, (weight, channel)| sum.plus(channel.times(Fraction(i128::from(*weight) * 100, 1)))).nearest()
}

/// Whether the first candidate comes before the second.
fn before(award: &Award, all: &[u32], one: usize, other: usize) -> bool {
    let (left, right) = (&award.candidates[one], &award.candidates[other]);
    if all[one] != all[other] {
        return all[one] > all[other];
    }
    for named in [|of: &CandidateFacts| of.residents, |of: &CandidateFacts| of.meeting] {
        let (left, right) = (named(left), named(right));
        let (left, right) = (Fraction::of(left.naming, left.valid), Fraction::of(right.naming, right.valid));
        if left.below(right) || right.below(left) {
            return right.below(left);
        }
    }
    award.draw.lot(one as u16 + 1) < award.draw.lot(other as u16 + 1)
}

#[test]
fn ten_thousand_awards_are_scored_as_the_reference_scores_them() {
    let mut chance = Chance::seeded(40);
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for number in 0..10_000 {
        let award = award(&mut chance);
        let scores = score(&award.candidates, &award.weights);
        let expected: Vec<u32> = award.candidates.iter().map(|of| points(&award, of)).collect();
        assert_eq!(scores.iter().map(|score| score.points).collect::<Vec<_>>(), expected, "award {number}");
        let ranking = rank(&scores, &award.category, &award.draw);
        let count = award.candidates.len();
        let mut order: Vec<usize> = vec![0; count];
        for one in 0..count {
            let ahead = (0..count).filter(|other| before(&award, &expected, *other, one)).count();
            order[ahead] = one;
        }
        let mut left: BTreeMap<District, u16> = District::ALL.into_iter().map(|of| (of, award.category.district_cap.unwrap_or(u16::MAX))).collect();
        let mut places = award.category.places;
        for (row, at) in ranking.rows.iter().zip(&order) {
            let of = &award.candidates[*at];
            assert_eq!(row.0.facts.candidate, of.candidate, "award {number}");
            let free = left.get_mut(&of.district).expect("a district");
            let won = of.member && places > 0 && *free > 0;
            let passed_over = of.member && places > 0 && !won;
            if won {
                *free -= 1;
                places -= 1;
            }
            assert_eq!(matches!(row.1, Place::Won(_)), won);
            assert_eq!(row.1 == Place::PassedOver, passed_over);
            assert_eq!(row.1 == Place::NoMember, !of.member);
            *seen.entry("left").or_default() += u32::from(!of.member);
            *seen.entry("passed over").or_default() += u32::from(passed_over);
        }
        *seen.entry("ties").or_default() += ranking.ties.len() as u32;
        *seen.entry("places left").or_default() += u32::from(places > 0);
    }
    assert!(seen.values().all(|count| *count > 1_000), "{seen:?}");
}

/// The control: channels that are rounded before they are weighed come to other points.
#[test]
fn the_reference_notices_a_channel_that_is_rounded_too_early() {
    let mut chance = Chance::seeded(41);
    let early = |award: &Award| -> Vec<u32> {
        let scores = score(&award.candidates, &award.weights);
        let weighed = |weight: u8, points: u32| u32::from(weight) * points;
        let points = scores.iter().map(|of| {
            let (meeting, residents) = (of.facts.meeting.points(), of.facts.residents.points());
            let facts = weighed(award.weights.facts, of.facts_points().unwrap_or(0));
            (weighed(award.weights.meeting, meeting) + weighed(award.weights.residents, residents) + facts + 50) / 100
        });
        points.collect()
    };
    let awards: Vec<Award> = (0..500).map(|_| award(&mut chance)).collect();
    let differ = awards.iter().filter(|award| early(award) != award.candidates.iter().map(|of| points(award, of)).collect::<Vec<_>>()).count();
    assert!(differ > 20, "{differ} of 500");
}
