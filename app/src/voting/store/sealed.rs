//! The links of sealed votes, as long as they are kept: which ballot is whose, and what the cleaning removed.

use crate::voting::entity::{ballot_link, ballot_live, vote};
use rules::Instant;
use rules::voting::VoteState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// A ballot that the cleaning removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Whose it is.
    pub voter: Uuid,
    /// The ballot.
    pub ballot: Uuid,
    /// The reason's code.
    pub reason: String,
}

/// Sealed votes whose appeal days are over and whose links are still there.
///
/// # Errors
/// The database is away.
pub async fn appeals_over(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<Uuid>, DbErr> {
    let over = vote::Entity::find().select_only().column(vote::Column::Id).filter(vote::Column::State.eq(VoteState::Appeal.code()));
    let over = over.filter(vote::Column::AppealUntil.lte(now.millis())).filter(vote::Column::LinksDestroyed.eq(false));
    over.into_tuple().all(db).await
}

/// Who voted in a sealed vote, and with which ballot.
///
/// # Errors
/// The database is away.
pub async fn links_of(db: &impl ConnectionTrait, vote: Uuid) -> Result<HashMap<Uuid, Uuid>, DbErr> {
    let rows = ballot_link::Entity::find().filter(ballot_link::Column::Vote.eq(vote)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.voter, row.ballot)).collect())
}

/// The ballots of a sealed vote that were removed and are still linked.
///
/// # Errors
/// The database is away.
pub async fn removals(db: &impl ConnectionTrait, vote: Uuid) -> Result<Vec<Removal>, DbErr> {
    let rows =
        ballot_live::Entity::find().filter(ballot_live::Column::Vote.eq(vote)).filter(ballot_live::Column::Removed.is_not_null()).all(db).await?;
    let reasons: HashMap<Uuid, String> = rows.into_iter().filter_map(|row| row.removed.map(|reason| (row.id, reason))).collect();
    let links = links_of(db, vote).await?;
    let removed =
        links.into_iter().filter_map(|(voter, ballot)| reasons.get(&ballot).map(|reason| Removal { voter, ballot, reason: reason.clone() }));
    let mut removed: Vec<Removal> = removed.collect();
    removed.sort_by_key(|removal| removal.ballot);
    Ok(removed)
}

/// How many ballots were removed for each reason, also after the links are gone.
///
/// # Errors
/// The database is away.
pub async fn removed_reasons(db: &impl ConnectionTrait, vote: &super::Kept) -> Result<Vec<String>, DbErr> {
    let rows = super::board::rows_of(db, vote).await?;
    Ok(rows.into_iter().filter_map(|row| row.removed).collect())
}

/// Removes the ballot of a voter with a reason, or takes it back with none. Only while the vote is being cleaned or appeals are heard; the caller asks the
/// law.
///
/// # Errors
/// The database is away.
pub async fn record_removal(tx: &impl ConnectionTrait, vote: Uuid, voter: Uuid, reason: Option<&str>) -> Result<bool, DbErr> {
    let Some(ballot) = links_of(tx, vote).await?.get(&voter).copied() else { return Ok(false) };
    let removed = ballot_live::Entity::update_many().col_expr(ballot_live::Column::Removed, Expr::value(reason.map(ToOwned::to_owned)));
    Ok(removed.filter(ballot_live::Column::Id.eq(ballot)).filter(ballot_live::Column::Vote.eq(vote)).exec(tx).await?.rows_affected == 1)
}
