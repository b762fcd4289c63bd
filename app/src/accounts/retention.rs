//! How long the front door remembers: counted tries and codes for a day, ended sessions and slips for a month.

use super::entity::{person_code, phone_code, session, slip, tries};
use rules::{DAY, Instant};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

/// Longer than any throttle's window, in milliseconds.
const TRIES_KEPT: i64 = DAY;
/// So that a person can still see where they were signed in, in milliseconds.
const SESSIONS_KEPT: i64 = 30 * DAY;

/// Forgets tries, codes, slips and sessions that are over for long enough.
///
/// # Errors
/// The database is away.
pub async fn forget_old(tx: &impl ConnectionTrait, now: Instant) -> Result<(), DbErr> {
    tries::Entity::delete_many().filter(tries::Column::Since.lt(now.plus(-TRIES_KEPT).millis())).exec(tx).await?;
    session::Entity::delete_many().filter(session::Column::EndsAt.lt(now.plus(-SESSIONS_KEPT).millis())).exec(tx).await?;
    phone_code::Entity::delete_many().filter(phone_code::Column::EndsAt.lt(now.plus(-TRIES_KEPT).millis())).exec(tx).await?;
    person_code::Entity::delete_many().filter(person_code::Column::EndsAt.lt(now.plus(-TRIES_KEPT).millis())).exec(tx).await?;
    slip::Entity::delete_many().filter(slip::Column::EndsAt.lt(now.plus(-SESSIONS_KEPT).millis())).exec(tx).await?;
    Ok(())
}
