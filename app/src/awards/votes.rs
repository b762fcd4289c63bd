//! The votes of a category, as the room of votes keeps them: which there are, who is on their rolls, and what they came to.

use super::store::{self, Candidate, KeptCategory, KeptEdition};
use crate::backend::AppError;
use crate::meetings::seats;
use crate::voting::{KeptVote, VoteAbout, result_of, votes_about};
use rules::Instant;
use rules::awards::{CandidateFacts, Channel, Named, stakes};
use rules::voting::{Digest, RollMember, Tally};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// Both votes of a category, as far as they are prepared.
#[derive(Debug, Clone, Default)]
pub(super) struct Channels {
    /// The delegates'.
    pub meeting: Option<KeptVote>,
    /// The residents'.
    pub residents: Option<KeptVote>,
}

/// The votes about a category.
pub(super) async fn channels_of(db: &impl ConnectionTrait, category: Uuid) -> Result<Channels, AppError> {
    let mut channels = Channels::default();
    for kept in votes_about(db, category).await? {
        match kept.about {
            VoteAbout::MeetingChannel { .. } => channels.meeting = Some(kept),
            VoteAbout::ResidentsChannel { .. } => channels.residents = Some(kept),
            VoteAbout::Item { .. } => {}
        }
    }
    Ok(channels)
}

/// The category a vote is about and through which channel; nothing for a meeting's own vote.
pub(super) fn category_of(kept: &KeptVote) -> Option<(Uuid, Channel)> {
    match kept.about {
        VoteAbout::MeetingChannel { category, .. } => Some((category, Channel::Meeting)),
        VoteAbout::ResidentsChannel { category } => Some((category, Channel::Residents)),
        VoteAbout::Item { .. } => None,
    }
}

/// Who is on the roll of a channel; a candidate and its people stand aside.
pub(super) async fn members(db: &impl ConnectionTrait, kept: &KeptVote, candidates: &[Uuid], now: Instant) -> Result<Vec<RollMember>, AppError> {
    let people = store::people_of_shops(db, candidates, now).await?;
    let of_person = |person: &Uuid| people.get(person).cloned().unwrap_or_default();
    let member = |voter: Uuid, shops: &[Uuid]| RollMember { voter, weight: 1, recused: !stakes(shops, candidates).is_empty() };
    match kept.about.meeting() {
        Some(meeting) => {
            let seats = seats(db, meeting).await?.into_iter();
            let with_shops = seats.map(|seat| {
                let mut shops = seat.delegate.map(|delegate| of_person(&delegate)).unwrap_or_default();
                shops.push(seat.merchant);
                member(seat.merchant, &shops)
            });
            Ok(with_shops.collect())
        }
        None => {
            let persons = store::proven_persons(db).await?;
            Ok(persons.into_iter().map(|person| member(person, &of_person(&person))).collect())
        }
    }
}

/// A category whose votes are both published: what its results are made of.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    /// The category.
    pub category: KeptCategory,
    /// What is known of each candidate, in the order of the ballot.
    pub facts: Vec<CandidateFacts>,
    /// The seed of the residents' vote.
    pub seed: Digest,
    /// The root of its board.
    pub root: Digest,
}

/// The categories of an edition that can be decided, and how many others have candidates.
pub(super) async fn decided(db: &impl ConnectionTrait, edition: &KeptEdition) -> Result<(Vec<Decided>, usize), AppError> {
    let (mut decided, mut waiting) = (Vec::new(), 0);
    for category in store::categories_of(db, &[edition.id]).await? {
        let candidates = store::candidates_of(db, &[category.id]).await?;
        if candidates.is_empty() {
            continue;
        }
        match of_category(db, category, &candidates).await? {
            Some(one) => decided.push(one),
            None => waiting += 1,
        }
    }
    Ok((decided, waiting))
}

async fn of_category(db: &impl ConnectionTrait, category: KeptCategory, candidates: &[Candidate]) -> Result<Option<Decided>, AppError> {
    let Channels { meeting: Some(meeting), residents: Some(residents) } = channels_of(db, category.id).await? else { return Ok(None) };
    let (Some((at_meeting, _)), Some((of_residents, _))) = (result_of(db, &meeting).await?, result_of(db, &residents).await?) else {
        return Ok(None);
    };
    let (Some(seed), Some(root)) = (residents.seed(), residents.law.root) else { return Ok(None) };
    let ids: Vec<Uuid> = candidates.iter().map(|candidate| candidate.merchant).collect();
    let sources = store::sources_of(db, &ids).await?;
    let named = |tally: &Tally, number: u16| {
        let naming = usize::from(number).checked_sub(1).and_then(|at| tally.options.get(at)).map_or(0, |option| option.count);
        Named { naming, valid: tally.valid() }
    };
    let facts = candidates.iter().map(|candidate| CandidateFacts {
        candidate: candidate.merchant,
        district: candidate.district,
        meeting: named(&at_meeting, candidate.number),
        residents: named(&of_residents, candidate.number),
        sources: sources.get(&candidate.merchant).copied().unwrap_or_default(),
    });
    Ok(Some(Decided { facts: facts.collect(), category, seed: Digest::from_bytes(seed), root }))
}
