//! Keeping persons, grants and counted tries.

use super::entity::{grant, person, tries};
use crate::backend::{AppError, Begun, Visit, new_id};
use rules::Instant;
use rules::accounts::{AccountRefusal, Mobile, Throttle, Tries};
use rules::permits::{Place, Role};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, TryInsertResult};
use uuid::Uuid;

/// The person with this number.
pub(super) async fn person_by_mobile(db: &impl ConnectionTrait, mobile: &Mobile) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find().filter(person::Column::Mobile.eq(mobile.as_str())).one(db).await
}

/// Writes a new person; nobody when the number is known already.
pub(super) async fn record_person(tx: &impl ConnectionTrait, mobile: &Mobile, password_hash: &str, now: Instant) -> Result<Option<Uuid>, DbErr> {
    let id = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
    let row = person::ActiveModel {
        id: Set(id),
        mobile: Set(Some(mobile.as_str().to_owned())),
        password_hash: Set(Some(password_hash.to_owned())),
        proof: Set("none".to_owned()),
        joined_at: Set(now.millis()),
        ..Default::default()
    };
    let free = OnConflict::column(person::Column::Mobile).do_nothing().to_owned();
    match person::Entity::insert(row).on_conflict(free).try_insert().exec_without_returning(tx).await? {
        TryInsertResult::Inserted(1) => Ok(Some(id)),
        _ => Ok(None),
    }
}

/// Gives a role to a person; the acts that may do so ask the matrix first.
///
/// # Errors
/// The database is away.
pub async fn give_grant(tx: &impl ConnectionTrait, to: Uuid, role: Role, place: Place, by: Uuid, now: Instant) -> Result<Uuid, DbErr> {
    let id = new_id(now);
    let row = grant::ActiveModel {
        id: Set(id),
        person: Set(to),
        role: Set(role.code().to_owned()),
        place: Set(place),
        given_by: Set(by),
        from_at: Set(now.millis()),
        until_at: Set(None),
        revoked_at: Set(None),
    };
    grant::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

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

/// Forgets the tries at a door after a success.
///
/// # Errors
/// The database is away.
pub async fn forget_tries(act: &Begun, door: &str, who: &[&[u8]]) -> Result<(), AppError> {
    let id = act.visit().house().keys.mac(door, who).to_vec();
    tries::Entity::delete_by_id(id).exec(act.tx()).await?;
    Ok(())
}
