//! Reading settings, writing the audit trail.

use super::entity::{audit, setting};
use rules::Instant;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The value of a setting that holds now, with the version it was made in.
///
/// # Errors
/// The database is away, or the stored value is not of this type.
pub async fn setting<T: DeserializeOwned>(db: &impl ConnectionTrait, key: &str) -> Result<(T, i64), DbErr> {
    let row = setting::Entity::find().filter(setting::Column::Key.eq(key)).order_by_desc(setting::Column::Version).one(db).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound(format!("setting {key}")))?;
    let value = serde_json::from_str(&row.value).map_err(|error| DbErr::Type(format!("setting {key}: {error}")))?;
    Ok((value, row.version))
}

/// Writes one line of the audit trail.
///
/// # Errors
/// The database is away.
pub async fn record_audit(tx: &impl ConnectionTrait, now: Instant, person: Uuid, act: &str, object: Option<Uuid>) -> Result<(), DbErr> {
    let newest =
        setting::Entity::find().select_only().column_as(setting::Column::Version.max(), "newest").into_tuple::<Option<i64>>().one(tx).await?;
    let line = audit::ActiveModel {
        at: Set(now.millis()),
        person: Set(person),
        act: Set(act.to_owned()),
        object: Set(object),
        settings: Set(newest.flatten().unwrap_or_default()),
        ..Default::default()
    };
    audit::Entity::insert(line).exec_without_returning(tx).await?;
    Ok(())
}
