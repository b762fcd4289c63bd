//! Reading settings, writing the audit trail.

use super::entity::{audit, setting};
use crate::backend::{House, list_version};
use rules::Instant;
use sea_orm::sea_query::{Expr, ExprTrait, InsertStatement, Query, SelectStatement};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// All settings as they hold at one version of their list.
#[derive(Debug)]
pub struct Settings(HashMap<String, setting::Model>);

impl Settings {
    /// A setting's value, with the version it was made in.
    ///
    /// # Errors
    /// There is none, or the stored value is not of this type.
    pub fn of<T: DeserializeOwned>(&self, key: &str) -> Result<(T, i64), DbErr> {
        let row = self.0.get(key).ok_or_else(|| DbErr::RecordNotFound(format!("setting {key}")))?;
        Ok((read(row)?, row.version))
    }
}

/// A question's column: at which version the list of settings is.
#[must_use]
pub fn settings_version() -> Expr {
    let version =
        Query::select().column(list_version::Column::Version).from(list_version::Entity).and_where(list_version::Column::List.eq("settings")).take();
    Expr::SubQuery(None, Box::new(version.into()))
}

/// The settings of that version, which was read before: an old question when nobody changed them since, so the database is not asked again.
///
/// # Errors
/// The database is away.
pub async fn settings_at(house: &House, db: &impl ConnectionTrait, version: i64) -> Result<Arc<Settings>, DbErr> {
    let newest = async {
        let rows = setting::Entity::find().order_by_asc(setting::Column::Version).all(db).await?;
        Ok(Settings(rows.into_iter().map(|row| (row.key.clone(), row)).collect()))
    };
    house.public.at(vec![("settings".to_owned(), version)], String::new(), newest).await
}

/// The value of a setting that holds now, with the version it was made in.
///
/// # Errors
/// The database is away, or the stored value is not of this type.
pub async fn setting<T: DeserializeOwned>(db: &impl ConnectionTrait, key: &str) -> Result<(T, i64), DbErr> {
    let row = setting::Entity::find().filter(setting::Column::Key.eq(key)).order_by_desc(setting::Column::Version).one(db).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound(format!("setting {key}")))?;
    Ok((read(&row)?, row.version))
}

fn read<T: DeserializeOwned>(row: &setting::Model) -> Result<T, DbErr> {
    serde_json::from_str(&row.value).map_err(|error| DbErr::Type(format!("setting {}: {error}", row.key)))
}

/// A setting as it was in that version.
///
/// # Errors
/// The database is away, or there was no such version.
pub async fn setting_of_version<T: DeserializeOwned>(db: &impl ConnectionTrait, key: &str, version: i64) -> Result<T, DbErr> {
    let row = setting::Entity::find().filter(setting::Column::Key.eq(key)).filter(setting::Column::Version.eq(version)).one(db).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound(format!("setting {key}, version {version}")))?;
    serde_json::from_str(&row.value).map_err(|error| DbErr::Type(format!("setting {key}: {error}")))
}

/// Writes one line of the audit trail.
///
/// # Errors
/// The database is away.
pub async fn record_audit(tx: &impl ConnectionTrait, now: Instant, person: Uuid, act: &str, object: Option<Uuid>) -> Result<(), DbErr> {
    tx.execute(&audit_line(now, person, act, object)).await?;
    Ok(())
}

/// One line of the audit trail, to be written; it names the newest settings of the moment when it is.
#[must_use]
pub fn audit_line(now: Instant, person: Uuid, act: &str, object: Option<Uuid>) -> InsertStatement {
    use audit::Column::{Act, At, Object, Person, Settings};
    let newest: SelectStatement = Query::select().expr(setting::Column::Version.max()).from(setting::Entity).take();
    let newest = Expr::SubQuery(None, Box::new(newest.into())).if_null(0_i64);
    let values = [now.millis().into(), person.into(), act.into(), object.into(), newest];
    let mut line = Query::insert();
    line.into_table(audit::Entity).columns([At, Person, Act, Object, Settings]).values_panic(values);
    line
}

/// Writes a new version of a setting, unless the newest says the same already.
pub(super) async fn record_setting(
    tx: &impl ConnectionTrait,
    key: &str,
    value: &serde_json::Value,
    reason: &str,
    by: Uuid,
    now: Instant,
) -> Result<(), DbErr> {
    let newest = setting::Entity::find().filter(setting::Column::Key.eq(key)).order_by_desc(setting::Column::Version).one(tx).await?;
    if newest.is_some_and(|row| serde_json::from_str(&row.value).is_ok_and(|before: serde_json::Value| before == *value)) {
        return Ok(());
    }
    let row = setting::ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.to_string()),
        at: Set(now.millis()),
        by: Set(by),
        reason: Set(reason.to_owned()),
        ..Default::default()
    };
    setting::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// All versions of a setting, the newest first.
pub(super) async fn history(db: &impl ConnectionTrait, key: &str) -> Result<Vec<setting::Model>, DbErr> {
    setting::Entity::find().filter(setting::Column::Key.eq(key)).order_by_desc(setting::Column::Version).all(db).await
}

/// Lines of the audit trail, the newest first, beginning before a line.
pub(super) async fn audit_before(db: &impl ConnectionTrait, before: Option<i64>, most: u64) -> Result<Vec<audit::Model>, DbErr> {
    let lines = audit::Entity::find().order_by_desc(audit::Column::Line).limit(most);
    match before {
        Some(line) => lines.filter(audit::Column::Line.lt(line)).all(db).await,
        None => lines.all(db).await,
    }
}

/// Writes the starting value of every setting that has none.
///
/// # Errors
/// The database is away.
pub async fn starting_rows(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    for known in &super::known::KNOWN {
        if history(db, known.key).await?.is_empty() {
            record_setting(db, known.key, &(known.start)(), "starting value", Uuid::nil(), Instant::default()).await?;
        }
    }
    Ok(())
}

/// The moment of the newest line of the audit trail.
///
/// # Errors
/// The database is away.
pub async fn newest_audit(db: &impl ConnectionTrait) -> Result<Option<Instant>, DbErr> {
    let newest = audit::Entity::find().select_only().column_as(audit::Column::At.max(), "newest").into_tuple::<Option<i64>>().one(db).await?;
    Ok(newest.flatten().map(Instant::from_millis))
}
