//! Counted tries at doors.

use crate::accounts::entity::tries;
use crate::backend::{AppError, Begun, Visit};
use rules::Instant;
use rules::accounts::{AccountRefusal, Throttle, Tries};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, TryInsertResult};

/// Counts one try at a door in a transaction of its own, so that it stays counted whatever follows. The row is there before it is read, and locked: who
/// tries often at the same moment is counted as often.
///
/// # Errors
/// Too many tries (429), with the moment the door opens again.
pub async fn count_try(visit: &Visit, door: &str, who: &[&[u8]], throttle: Throttle) -> Result<(), AppError> {
    match closed_until(visit, door, who, throttle).await? {
        None => Ok(()),
        Some(again_at) => Err(AccountRefusal::TooManyTries { again_at }.into()),
    }
}

/// The same for whoever has another answer than a refusal: nothing when the try was counted, else the moment the door opens again.
pub(in crate::accounts) async fn closed_until(visit: &Visit, door: &str, who: &[&[u8]], throttle: Throttle) -> Result<Option<Instant>, AppError> {
    let id = visit.house().keys.mac(door, who).to_vec();
    let tx = visit.db().begin().await?;
    let none = tries::ActiveModel { id: Set(id.clone()), since: Set(visit.now().millis()), count: Set(0) };
    let once = OnConflict::column(tries::Column::Id).do_nothing().to_owned();
    let _: TryInsertResult<_> = tries::Entity::insert(none).on_conflict(once).try_insert().exec_without_returning(&tx).await?;
    let row = tries::Entity::find_by_id(id.clone()).lock_exclusive().one(&tx).await?;
    let before = row.map_or(Tries { since: visit.now(), count: 0 }, |row| Tries { since: Instant::from_millis(row.since), count: row.count });
    let after = match before.one_more(throttle, visit.now()) {
        Ok(after) => after,
        Err(again_at) => return Ok(Some(again_at)),
    };
    let counted = tries::ActiveModel { since: Set(after.since.millis()), count: Set(after.count), ..Default::default() };
    tries::Entity::update_many().set(counted).filter(tries::Column::Id.eq(id)).exec(&tx).await?;
    tx.commit().await?;
    Ok(None)
}

/// Takes the try that was counted last out of the count again: it turned out to be no guess.
///
/// # Errors
/// The database is away.
pub async fn forgive_try(visit: &Visit, door: &str, who: &[&[u8]]) -> Result<(), AppError> {
    let tx = visit.db().begin().await?;
    one_less(&tx, visit, door, who).await?;
    Ok(tx.commit().await?)
}

/// The same within the act that succeeded: of a door that many people come through from one address only failures add up.
///
/// # Errors
/// The database is away.
pub async fn take_back_try(act: &Begun, door: &str, who: &[&[u8]]) -> Result<(), AppError> {
    Ok(one_less(act.tx(), act.visit(), door, who).await?)
}

async fn one_less(tx: &impl ConnectionTrait, visit: &Visit, door: &str, who: &[&[u8]]) -> Result<(), DbErr> {
    let id = visit.house().keys.mac(door, who).to_vec();
    let fewer = tries::Entity::update_many().col_expr(tries::Column::Count, Expr::col(tries::Column::Count).sub(1));
    fewer.filter(tries::Column::Id.eq(id)).filter(tries::Column::Count.gt(0)).exec(tx).await.map(drop)
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
