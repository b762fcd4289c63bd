//! Keeping results: what every score was made of, never changed once published.

use super::{Candidate, KeptCategory};
use crate::awards::entity::{category, result};
use rules::awards::{CandidateFacts, Named, OtherWeightings, Place, Ranking, Weights, other_weightings, rank, score};
use rules::voting::{Digest, Draw};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A category's result, with the law's arithmetic done again from what was kept.
#[derive(Debug, Clone)]
pub struct Results {
    /// Scores, places, ties.
    pub ranking: Ranking,
    /// What other weightings would have given.
    pub others: OtherWeightings,
}

/// Writes a category's results: every candidate's facts, its score and what became of it, and the seed and root that the draw is made of.
///
/// # Errors
/// The database is away.
pub async fn record_results(
    tx: &impl ConnectionTrait,
    of: &KeptCategory,
    facts: &[CandidateFacts],
    weights: &Weights,
    (seed, root): (&Digest, &Digest),
) -> Result<Ranking, DbErr> {
    let ranking = rank(&score(facts, weights), &of.terms, &Draw::of(seed.bytes(), root));
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let figure = |figure: Option<u32>| figure.map(|figure| i32::try_from(figure).unwrap_or(i32::MAX));
    let rows = ranking.rows.iter().zip(1..).map(|((score, place), position)| {
        let CandidateFacts { candidate, member, meeting, residents, sources, .. } = score.facts;
        result::ActiveModel {
            category: Set(of.id),
            merchant: Set(candidate),
            position: Set(position),
            meeting_naming: Set(count(meeting.naming)),
            meeting_valid: Set(count(meeting.valid)),
            residents_naming: Set(count(residents.naming)),
            residents_valid: Set(count(residents.valid)),
            claims_honoured: Set(figure(sources[0])),
            pledges_kept: Set(figure(sources[1])),
            needs_answered: Set(figure(sources[2])),
            rating: Set(figure(sources[3])),
            points: Set(i32::try_from(score.points).unwrap_or(i32::MAX)),
            place: Set(if let Place::Won(place) = place { Some((*place).into()) } else { None }),
            passed_over: Set(*place == Place::PassedOver),
            member: Set(member),
        }
    });
    result::Entity::insert_many(rows).exec_without_returning(tx).await?;
    category::Entity::update_many()
        .col_expr(category::Column::Seed, Expr::value(seed.to_string()))
        .col_expr(category::Column::Root, Expr::value(root.to_string()))
        .filter(category::Column::Id.eq(of.id))
        .exec(tx)
        .await?;
    Ok(ranking)
}

/// The published result of a category; nothing before it is published.
///
/// # Errors
/// The database is away.
pub async fn results_of(db: &impl ConnectionTrait, of: &KeptCategory, candidates: &[Candidate], weights: &Weights) -> Result<Option<Results>, DbErr> {
    let Some(draw) = of.draw else { return Ok(None) };
    let rows = result::Entity::find().filter(result::Column::Category.eq(of.id)).all(db).await?;
    let facts = candidates.iter().filter_map(|candidate| {
        let row = rows.iter().find(|row| row.merchant == candidate.merchant)?;
        let named = |naming: i64, valid: i64| Named { naming: naming.try_into().unwrap_or_default(), valid: valid.try_into().unwrap_or_default() };
        let figure = |figure: Option<i32>| figure.and_then(|figure| u32::try_from(figure).ok());
        Some(CandidateFacts {
            candidate: candidate.merchant,
            district: candidate.district,
            member: row.member,
            meeting: named(row.meeting_naming, row.meeting_valid),
            residents: named(row.residents_naming, row.residents_valid),
            sources: [row.claims_honoured, row.pledges_kept, row.needs_answered, row.rating].map(figure),
        })
    });
    let facts: Vec<CandidateFacts> = facts.collect();
    let ranking = rank(&score(&facts, weights), &of.terms, &draw);
    Ok(Some(Results { ranking, others: other_weightings(&facts, weights, &of.terms, &draw) }))
}

/// Who won in these categories: category, place and name, in the order of the places.
///
/// # Errors
/// The database is away.
pub async fn winners_of(db: &impl ConnectionTrait, categories: &[Uuid]) -> Result<Vec<(Uuid, i32, Candidate)>, DbErr> {
    let rows: Vec<(Uuid, Uuid, i32)> = result::Entity::find()
        .select_only()
        .column(result::Column::Category)
        .column(result::Column::Merchant)
        .column(result::Column::Place)
        .filter(result::Column::Category.is_in(categories.iter().copied()))
        .filter(result::Column::Place.is_not_null())
        .order_by_asc(result::Column::Place)
        .into_tuple()
        .all(db)
        .await?;
    let candidates = super::candidates_of(db, categories).await?;
    let named = rows.into_iter().filter_map(|(category, merchant, place)| {
        let candidate = candidates.iter().find(|candidate| candidate.category == category && candidate.merchant == merchant)?;
        Some((category, place, candidate.clone()))
    });
    Ok(named.collect())
}
