//! The score of a candidate: Σ weight × channel, exact until it is rounded half up to hundredths of a point, once, at the end.

use super::Weights;
use crate::claims::{SHOWN_FROM, honoured_rate};
use crate::districts::District;
use uuid::Uuid;

/// Ballots that name a candidate, of the valid ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Named {
    /// Ballots naming it.
    pub naming: u64,
    /// Valid ballots.
    pub valid: u64,
}

impl Named {
    /// As a fraction that can be multiplied: of no valid ballots, nothing.
    pub(super) fn fraction(self) -> (u128, u128) {
        if self.valid == 0 { (0, 1) } else { (self.naming.into(), self.valid.into()) }
    }

    /// In hundredths of a point of 100, rounded half up; for showing the channel alone.
    #[must_use]
    pub fn points(self) -> u32 {
        let (naming, valid) = self.fraction();
        half_up(naming * 10_000, valid)
    }
}

/// What the facts channel counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactSource {
    /// Claims honoured.
    ClaimsHonoured,
    /// Pledges kept.
    PledgesKept,
    /// Needs answered.
    NeedsAnswered,
    /// The rating, of five stars.
    Rating,
}

impl FactSource {
    /// All sources, in the order of [`CandidateFacts::sources`].
    pub const ALL: [Self; 4] = [Self::ClaimsHonoured, Self::PledgesKept, Self::NeedsAnswered, Self::Rating];

    /// The word in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClaimsHonoured => "claims_honoured",
            Self::PledgesKept => "pledges_kept",
            Self::NeedsAnswered => "needs_answered",
            Self::Rating => "rating",
        }
    }
}

/// The figure of [`FactSource::ClaimsHonoured`]: the rate of honoured claims, from as many redemptions on as can be shown at all.
#[must_use]
pub fn claims_honoured(redemptions: u64, upheld: u64) -> Option<u32> {
    if redemptions < SHOWN_FROM { None } else { honoured_rate(redemptions, upheld) }
}

/// What is known of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CandidateFacts {
    /// The merchant.
    pub candidate: Uuid,
    /// Its district.
    pub district: District,
    /// A member in good standing when the results are made; who left or is suspended by then gets no place.
    pub member: bool,
    /// In the meeting's vote.
    pub meeting: Named,
    /// In the residents' vote.
    pub residents: Named,
    /// The figures their rooms publish, in hundredths of a percent (10,000 = all), in the order of [`FactSource::ALL`]; nothing where there is not
    /// enough data.
    pub sources: [Option<u32>; 4],
}

/// How a source entered the facts channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceShown {
    /// The candidate's own figure, in hundredths of a percent.
    Own(u32),
    /// The candidates' median, since this one has not enough data; in **two-hundredths** of a percent, so that the middle of two stays whole.
    Median(u32),
    /// No candidate has enough data: the source counts for nobody.
    Nobody,
}

impl SourceShown {
    /// In two-hundredths of a percent.
    const fn doubled(self) -> Option<u32> {
        match self {
            Self::Own(figure) => Some(2 * figure),
            Self::Median(doubled) => Some(doubled),
            Self::Nobody => None,
        }
    }
}

/// A candidate's score, and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// What it was made from.
    pub facts: CandidateFacts,
    /// How each source entered.
    pub sources: [SourceShown; 4],
    /// In hundredths of a point: 10,000 is all there is.
    pub points: u32,
}

impl Score {
    /// What the facts channel is the mean of: the figures that entered, each in two-hundredths of a percent.
    #[must_use]
    pub fn entered(&self) -> Vec<u32> {
        self.sources.iter().filter_map(|source| source.doubled()).collect()
    }

    /// The facts channel alone, in hundredths of a point of 100, rounded half up; nothing where no source has data.
    #[must_use]
    pub fn facts_points(&self) -> Option<u32> {
        let (sum, count) = summed(&self.sources);
        (count > 0).then(|| half_up(sum, 2 * count))
    }
}

/// The scores of all candidates of a category, in their order.
#[must_use]
pub fn score(candidates: &[CandidateFacts], weights: &Weights) -> Vec<Score> {
    let medians: [Option<u32>; 4] = std::array::from_fn(|at| doubled_median(candidates.iter().filter_map(|facts| facts.sources[at]).collect()));
    let scored = |facts: &CandidateFacts| {
        let sources = std::array::from_fn(|at| match (facts.sources[at], medians[at]) {
            (Some(own), _) => SourceShown::Own(own),
            (None, Some(median)) => SourceShown::Median(median),
            (None, None) => SourceShown::Nobody,
        });
        Score { facts: *facts, sources, points: points(facts, &sources, weights) }
    };
    candidates.iter().map(scored).collect()
}

/// Weight × channel, summed over a common denominator. In hundredths of a point a vote gives weight × 100 × naming ÷ valid, and the facts give
/// weight × mean ÷ 100, the mean being the sum of doubled figures over twice their number.
fn points(facts: &CandidateFacts, sources: &[SourceShown; 4], weights: &Weights) -> u32 {
    let (meeting, meeting_of) = facts.meeting.fraction();
    let (residents, residents_of) = facts.residents.fraction();
    let (sum, count) = summed(sources);
    let facts_of = 200 * count.max(1);
    let by_meeting = u128::from(weights.meeting) * 100 * meeting * residents_of * facts_of;
    let by_residents = u128::from(weights.residents) * 100 * residents * meeting_of * facts_of;
    let by_facts = u128::from(weights.facts) * sum * meeting_of * residents_of;
    half_up(by_meeting + by_residents + by_facts, meeting_of * residents_of * facts_of)
}

fn summed(sources: &[SourceShown; 4]) -> (u128, u128) {
    let counted = sources.iter().filter_map(|source| source.doubled());
    counted.fold((0, 0), |(sum, count), doubled| (sum + u128::from(doubled), count + 1))
}

/// Twice the median; nothing of none.
fn doubled_median(mut figures: Vec<u32>) -> Option<u32> {
    figures.sort_unstable();
    let half = figures.len() / 2;
    match figures.len() {
        0 => None,
        count if count % 2 == 1 => Some(2 * figures[half]),
        _ => Some(figures[half - 1] + figures[half]),
    }
}

fn half_up(numerator: u128, denominator: u128) -> u32 {
    u32::try_from((2 * numerator + denominator) / (2 * denominator)).unwrap_or(u32::MAX)
}
