//! Editions of a town that is being founded: the demo town's.

use super::store::{self, KeptCategory, Said};
use super::votes;
use crate::backend::{AppError, Keys};
use crate::merchants::shops_by_ids;
use crate::voting::{NewVote, VoteAbout, found_ballot, open, prepare, random_id, stand_aside, vote};
use rules::Instant;
use rules::awards::{CandidateFacts, Category, Channel, EditionPlan, EligibilityRules, Named, Nomination, Nominator, channel_card};
use rules::meetings::MeetingSettings;
use rules::voting::{Choice, Digest};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

/// An edition that is there already.
#[derive(Debug, Clone)]
pub struct FoundEdition {
    /// Title, weights, timetable.
    pub plan: EditionPlan,
    /// Its categories, in their order.
    pub categories: Vec<FoundCategory>,
    /// Since when everybody sees it.
    pub announced_at: Instant,
}

/// A category that is there already.
#[derive(Debug, Clone)]
pub struct FoundCategory {
    /// Title, places, cap.
    pub terms: Category,
    /// Its candidates in the order of the ballot; none before the shortlist.
    pub candidates: Vec<FoundCandidate>,
    /// The meeting that made the shortlist.
    pub shortlisted_by: Option<Uuid>,
    /// Valid ballots of the meeting and of the residents; with the candidates' figures they are the result.
    pub valid: Option<(u64, u64)>,
}

/// A candidate that is there already.
#[derive(Debug, Clone, Copy)]
pub struct FoundCandidate {
    /// The merchant.
    pub merchant: Uuid,
    /// Ballots of the meeting that name it.
    pub meeting: u64,
    /// Residents' ballots that name it.
    pub residents: u64,
    /// Claims honoured, in hundredths of a percent.
    pub honoured: Option<u32>,
}

/// Writes an edition as it stands, with results where they are known; gives the ids of the edition and its categories.
///
/// # Errors
/// A merchant is not there, or the database is away.
pub async fn found_edition(tx: &DatabaseTransaction, found: &FoundEdition) -> Result<(Uuid, Vec<Uuid>), AppError> {
    let id = crate::backend::new_id(found.announced_at);
    store::insert_edition(tx, id, &found.plan, (&EligibilityRules::default(), 0), found.announced_at).await?;
    store::record_announcement(tx, id, found.announced_at).await?;
    let mut categories = Vec::new();
    for category in &found.categories {
        categories.push(found_category(tx, id, found, category).await?);
    }
    if found.categories.iter().any(|category| category.valid.is_some()) {
        store::record_publication(tx, id, found.plan.timetable.publish.at(9 * 60)).await?;
    }
    Ok((id, categories))
}

async fn found_category(tx: &DatabaseTransaction, edition: Uuid, found: &FoundEdition, of: &FoundCategory) -> Result<Uuid, AppError> {
    let id = crate::backend::new_id(found.announced_at);
    store::insert_category(tx, id, edition, &of.terms).await?;
    if of.candidates.is_empty() {
        return Ok(id);
    }
    let ids: Vec<Uuid> = of.candidates.iter().map(|candidate| candidate.merchant).collect();
    let mut shops = shops_by_ids(tx, &ids).await?;
    shops.sort_by_key(|shop| ids.iter().position(|id| *id == shop.id));
    store::record_candidates(tx, id, &shops, of.shortlisted_by, found.plan.timetable.shortlist.start()).await?;
    let (Some((meeting, residents)), Some(kept)) = (of.valid, store::category_by_id(tx, id).await?) else { return Ok(id) };
    let facts = of.candidates.iter().zip(&shops).map(|(candidate, shop)| CandidateFacts {
        candidate: candidate.merchant,
        district: shop.district,
        member: true,
        meeting: Named { naming: candidate.meeting, valid: meeting },
        residents: Named { naming: candidate.residents, valid: residents },
        sources: [candidate.honoured, None, None, None],
    });
    let facts: Vec<CandidateFacts> = facts.collect();
    record(tx, &kept, &facts, found).await?;
    Ok(id)
}

/// Votes of a category that are open already.
#[derive(Debug, Clone)]
pub struct FoundVotes {
    /// The meeting at which the delegates vote.
    pub meeting: Uuid,
    /// Since when both are open.
    pub opened: Instant,
    /// Candidates' numbers: whom the delegates named, in the order of the roll.
    pub delegates: Vec<u16>,
    /// Whom the residents named.
    pub residents: Vec<u16>,
    /// Merchants and persons who have not voted yet.
    pub spared: Vec<Uuid>,
}

/// Opens both votes of a category, with the ballots that were cast so far.
///
/// # Errors
/// The law says no, or the database is away.
pub async fn found_votes(tx: &DatabaseTransaction, keys: &Keys, category: Uuid, found: &FoundVotes) -> Result<(), AppError> {
    let (edition, category) = super::facts::with_edition(tx, category).await?;
    let candidates = store::candidates_of(tx, &[category.id]).await?;
    let names: Vec<String> = candidates.iter().map(|candidate| candidate.name.clone()).collect();
    let merchants: Vec<Uuid> = candidates.iter().map(|candidate| candidate.merchant).collect();
    let brief = crate::meetings::brief(tx, found.meeting).await?.ok_or_else(AppError::not_found)?;
    let about_meeting = VoteAbout::MeetingChannel { meeting: found.meeting, category: category.id };
    let channels = [
        (Channel::Meeting, about_meeting, Some(brief.host.place()), &found.delegates),
        (Channel::Residents, VoteAbout::ResidentsChannel { category: category.id }, None, &found.residents),
    ];
    for (channel, about, place, picks) in channels {
        let draft = channel_card(&category.terms, &names, channel, &edition.plan.timetable, MeetingSettings::default().quorum())?;
        let new = NewVote::of(random_id(), about, place, draft);
        prepare(tx, &new, found.opened).await?;
        let kept = vote(tx, new.id).await?;
        let members = votes::members(tx, &kept, &merchants, found.opened).await?;
        open(tx, &kept, &members, &std::collections::HashMap::new(), (keys, found.opened)).await?;
        stand_aside(tx, kept.id, &merchants).await?;
        let kept = vote(tx, new.id).await?;
        let voters = members.iter().filter(|member| !member.recused && !found.spared.contains(&member.voter));
        for (member, pick) in voters.zip(picks) {
            found_ballot(tx, &kept, (member.voter, ""), &Choice::Picks(vec![*pick])).await?;
        }
    }
    Ok(())
}

/// Writes a resident's nomination that is there already.
///
/// # Errors
/// The database is away.
pub async fn found_nomination(
    tx: &DatabaseTransaction,
    category: Uuid,
    merchant: Uuid,
    (person, why): (Uuid, &str),
    at: Instant,
) -> Result<(), AppError> {
    let nomination = Nomination { category, candidate: merchant, on_part_of: None, why: why.to_owned() };
    let row = Said { nomination: &nomination, nominator: Nominator::Resident, person, voice: person, at };
    store::insert_nomination(tx, crate::backend::new_id(at), &row).await?;
    Ok(())
}

async fn record(tx: &DatabaseTransaction, kept: &KeptCategory, facts: &[CandidateFacts], found: &FoundEdition) -> Result<(), AppError> {
    let chance = |what: &str| Digest::of(&[what.as_bytes(), kept.id.as_bytes()]);
    store::record_results(tx, kept, facts, &found.plan.weights, (&chance("seed"), &chance("root"))).await?;
    Ok(())
}
