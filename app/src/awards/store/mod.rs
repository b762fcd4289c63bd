//! Keeping editions and their categories; every act leaves a line in the edition's story.

mod candidates;
mod facts;
mod nominations;
mod results;
mod rows;
mod sealed;

pub use candidates::{Candidate, candidates_of, record_candidates};
pub use facts::{Judged, judged, sources_of};
pub use nominations::{NominationRow, Said, Voices, forget_person, insert_nomination, nominated, nominations_of, nominators_of, voices_of};
pub use results::{Results, record_results, results_of, winners_of};
pub use rows::{KeptCategory, KeptEdition};
pub use sealed::{
    KeptAppeal, Removed, appeal_by, appeal_by_id, appeals_of, appeals_waiting, forget_appeals, forget_cleaning, forget_removed, law_of_appeal,
    people_of_shops, proven_persons, record_appeal, record_decision, record_removed, removed_ballot, removed_of,
};

use super::entity::{category, edition, story};
use crate::backend::{AppError, Begun};
use rules::Instant;
use rules::awards::{Category, EditionPlan, EditionRefusal, EligibilityRules};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The edition with this id, announced or not.
///
/// # Errors
/// The database is away.
pub async fn edition_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<KeptEdition>, DbErr> {
    edition::Entity::find_by_id(id).one(db).await?.map(|row| KeptEdition::of(&row)).transpose()
}

/// All editions, the newest first.
///
/// # Errors
/// The database is away.
pub async fn editions(db: &impl ConnectionTrait) -> Result<Vec<KeptEdition>, DbErr> {
    let rows = edition::Entity::find().order_by_desc(edition::Column::NominateDay).order_by_desc(edition::Column::Id).all(db).await?;
    rows.iter().map(KeptEdition::of).collect()
}

/// The categories of these editions, in their order.
///
/// # Errors
/// The database is away.
pub async fn categories_of(db: &impl ConnectionTrait, editions: &[Uuid]) -> Result<Vec<KeptCategory>, DbErr> {
    let own = category::Entity::find().filter(category::Column::Edition.is_in(editions.iter().copied()));
    let rows = own.order_by_asc(category::Column::Position).order_by_asc(category::Column::Id).all(db).await?;
    Ok(rows.iter().map(KeptCategory::of).collect())
}

/// The category with this id.
///
/// # Errors
/// The database is away.
pub async fn category_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<KeptCategory>, DbErr> {
    Ok(category::Entity::find_by_id(id).one(db).await?.map(|row| KeptCategory::of(&row)))
}

/// The edition a category belongs to, with its title.
///
/// # Errors
/// The database is away.
pub async fn edition_with(db: &impl ConnectionTrait, category: Uuid) -> Result<Option<(Uuid, String)>, DbErr> {
    let Some(category) = category_by_id(db, category).await? else { return Ok(None) };
    Ok(edition_by_id(db, category.edition).await?.map(|edition| (edition.id, edition.plan.title)))
}

/// The category with this id, held until the transaction ends: two shortlists, or two tries to prepare its votes, wait for each other.
///
/// # Errors
/// The database is away.
pub async fn category_held(tx: &impl ConnectionTrait, id: Uuid) -> Result<Option<KeptCategory>, DbErr> {
    let found = category::Entity::find_by_id(id);
    let found = if tx.get_database_backend() == DbBackend::Sqlite { found } else { found.lock_exclusive() };
    Ok(found.one(tx).await?.map(|row| KeptCategory::of(&row)))
}

/// Writes an edition that nobody outside the office sees yet.
///
/// # Errors
/// The database is away.
pub async fn insert_edition(
    tx: &impl ConnectionTrait,
    id: Uuid,
    plan: &EditionPlan,
    rules: (&EligibilityRules, i64),
    now: Instant,
) -> Result<(), DbErr> {
    let row = edition::ActiveModel { id: Set(id), made_at: Set(now.millis()), ..rows::written(plan, rules) };
    edition::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes another plan into an edition.
///
/// # Errors
/// The database is away.
pub async fn record_plan(tx: &impl ConnectionTrait, id: Uuid, plan: &EditionPlan, rules: (&EligibilityRules, i64)) -> Result<(), DbErr> {
    edition::Entity::update_many().set(rows::written(plan, rules)).filter(edition::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// Shows an edition to everybody.
///
/// # Errors
/// Somebody was quicker, or the database is away.
pub async fn record_announcement(tx: &impl ConnectionTrait, id: Uuid, now: Instant) -> Result<(), AppError> {
    let announced = edition::Entity::update_many().col_expr(edition::Column::AnnouncedAt, Expr::value(now.millis()));
    let announced = announced.filter(edition::Column::Id.eq(id)).filter(edition::Column::AnnouncedAt.is_null()).exec(tx).await?;
    if announced.rows_affected == 1 { Ok(()) } else { Err(EditionRefusal::Announced.into()) }
}

/// Marks an edition's results as published.
///
/// # Errors
/// Somebody was quicker, or the database is away.
pub async fn record_publication(tx: &impl ConnectionTrait, id: Uuid, now: Instant) -> Result<(), AppError> {
    let published = edition::Entity::update_many().col_expr(edition::Column::PublishedAt, Expr::value(now.millis()));
    let published = published.filter(edition::Column::Id.eq(id)).filter(edition::Column::PublishedAt.is_null()).exec(tx).await?;
    if published.rows_affected == 1 { Ok(()) } else { Err(EditionRefusal::Published.into()) }
}

/// Writes a new category at the end of its edition's list.
///
/// # Errors
/// The database is away.
pub async fn insert_category(tx: &impl ConnectionTrait, id: Uuid, edition: Uuid, terms: &Category) -> Result<(), DbErr> {
    let position = categories_of(tx, &[edition]).await?.last().map_or(1, |last| last.position + 1);
    let row = category::ActiveModel { id: Set(id), edition: Set(edition), position: Set(position), ..rows::category_written(terms) };
    category::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes other terms into a category.
///
/// # Errors
/// The database is away.
pub async fn record_category(tx: &impl ConnectionTrait, id: Uuid, terms: &Category) -> Result<(), DbErr> {
    category::Entity::update_many().set(rows::category_written(terms)).filter(category::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// Takes a category out of an edition in which nothing has begun.
///
/// # Errors
/// The database is away.
pub async fn drop_category(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    category::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// One line of an edition's story.
#[derive(Debug, Clone)]
pub struct Line {
    /// The act's name.
    pub act: String,
    /// When.
    pub at: Instant,
    /// What it was about, or why.
    pub reason: Option<String>,
}

/// What was done to an edition, in order.
///
/// # Errors
/// The database is away.
pub async fn story(db: &impl ConnectionTrait, edition: Uuid) -> Result<Vec<Line>, DbErr> {
    let lines = story::Entity::find().filter(story::Column::Edition.eq(edition));
    let lines = lines.order_by_asc(story::Column::At).order_by_asc(story::Column::Id).all(db).await?;
    Ok(lines.into_iter().map(|line| Line { act: line.act, at: Instant::from_millis(line.at), reason: line.reason }).collect())
}

/// Writes what the clock did to a category: nobody did it.
///
/// # Errors
/// The database is away.
pub async fn record_clock_line(tx: &impl ConnectionTrait, of: Uuid, name: &str, now: Instant) -> Result<(), DbErr> {
    let Some(kept) = category_by_id(tx, of).await? else { return Ok(()) };
    let line = story::ActiveModel {
        id: Set(crate::backend::new_id(now)),
        edition: Set(kept.edition),
        category: Set(Some(of)),
        act: Set(name.to_owned()),
        person: Set(Uuid::nil()),
        at: Set(now.millis()),
        reason: Set(Some(kept.terms.title)),
    };
    story::Entity::insert(line).exec_without_returning(tx).await.map(drop)
}

/// Writes what an act did to an edition.
///
/// # Errors
/// The database is away.
pub async fn record_line(act: &Begun, edition: Uuid, category: Option<Uuid>, name: &str, reason: Option<&str>) -> Result<(), DbErr> {
    let line = story::ActiveModel {
        id: Set(act.new_id()),
        edition: Set(edition),
        category: Set(category),
        act: Set(name.to_owned()),
        person: Set(act.person()),
        at: Set(act.now().millis()),
        reason: Set(reason.map(ToOwned::to_owned)),
    };
    story::Entity::insert(line).exec_without_returning(act.tx()).await?;
    Ok(())
}
