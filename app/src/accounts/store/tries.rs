//! Counted tries at doors.

use crate::accounts::entity::tries;
use crate::backend::{AppError, Begun, Visit};
use rules::Instant;
use rules::accounts::{AccountRefusal, Throttle, Tries};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

/// Counts one try at a door in a transaction of its own, so that it stays counted whatever follows.
///
/// # Errors
/// Too many tries (429), with the moment the door opens again.
pub async fn count_try(visit: &Visit, door: &str, who: &[&[u8]], throttle: Throttle) -> Result<(), AppError> {
    let id = visit.house().keys.mac(door, who).to_vec();
    let tx = visit.db().begin().await?;
    let before = tries::Entity::find_by_id(id.clone()).one(&tx).await?;
    let before = before.map_or(Tries { since: visit.now(), count: 0 }, |row| Tries { since: Instant::from_millis(row.since), count: row.count });
    let after = before.one_more(throttle, visit.now()).map_err(|again_at| AccountRefusal::TooManyTries { again_at })?;
    let row = tries::ActiveModel { id: Set(id), since: Set(after.since.millis()), count: Set(after.count) };
    let newest = OnConflict::column(tries::Column::Id).update_columns([tries::Column::Since, tries::Column::Count]).to_owned();
    tries::Entity::insert(row).on_conflict(newest).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back the try that was counted last: it turned out to be no guess.
///
/// # Errors
/// The database is away.
pub async fn forgive_try(visit: &Visit, door: &str, who: &[&[u8]]) -> Result<(), AppError> {
    let id = visit.house().keys.mac(door, who).to_vec();
    let tx = visit.db().begin().await?;
    let one_less = tries::Entity::update_many().col_expr(tries::Column::Count, Expr::col(tries::Column::Count).sub(1));
    one_less.filter(tries::Column::Id.eq(id)).filter(tries::Column::Count.gt(0)).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets the tries at a door after a success.
///
/// # Errors
/// The database is away.
pub async fn forget_tries(act: &Begun, door: &str, who: &[&[u8]]) -> Result<(), AppError> {
    let id = act.visit().house().keys.mac(door, who).to_vec();
    tries::Entity::delete_by_id(id).exec(act.tx()).await?;
    Ok(())
}
