//! Leases: one row per job says who runs it and when it ran last.

use super::{Job, LEASE};
use app::backend::Db;
use rules::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, TryInsertResult};
use uuid::Uuid;

/// The rows.
pub mod entity {
    use sea_orm::entity::prelude::*;

    /// One job's lease.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "lease")]
    pub struct Model {
        /// The job's name.
        #[sea_orm(primary_key, auto_increment = false)]
        pub job: String,
        /// The node that runs it.
        pub holder: Uuid,
        /// Until when nobody else may, in milliseconds UTC; 0 when nobody runs it.
        pub until_at: i64,
        /// When its last whole run began.
        pub done_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity};

/// Takes the lease when the job is due and nobody holds it.
///
/// # Errors
/// The database is away.
pub async fn take(db: &Db, job: &Job, node: Uuid, now: Instant) -> Result<bool, DbErr> {
    // Most looks find nothing due: they only read.
    let row = Entity::find_by_id(job.name).one(db.read()).await?;
    if row.is_none() {
        let first = ActiveModel { job: Set(job.name.to_owned()), holder: Set(Uuid::nil()), until_at: Set(0), done_at: Set(0) };
        let once = OnConflict::column(Column::Job).do_nothing().to_owned();
        let _: TryInsertResult<_> = Entity::insert(first).on_conflict(once).try_insert().exec_without_returning(db.write()).await?;
    }
    let (due_before, now) = (now.millis().saturating_sub(job.every), now.millis());
    if row.is_some_and(|row| row.until_at > now || (row.done_at > due_before && row.done_at <= now)) {
        return Ok(false);
    }
    // A last run in the future comes from a clock that was set back: due.
    let due = Condition::any().add(Column::DoneAt.lte(due_before)).add(Column::DoneAt.gt(now));
    let taken = Entity::update_many()
        .set(ActiveModel { holder: Set(node), until_at: Set(now.saturating_add(LEASE)), ..Default::default() })
        .filter(Column::Job.eq(job.name))
        .filter(Condition::any().add(Column::UntilAt.lte(now)).add(Column::UntilAt.gt(now.saturating_add(LEASE))))
        .filter(due)
        .exec(db.write())
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Holds the lease for longer.
///
/// # Errors
/// The database is away.
pub async fn renew(db: &Db, job: &Job, node: Uuid, until: Instant) -> Result<(), DbErr> {
    let row = ActiveModel { until_at: Set(until.millis()), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Job.eq(job.name)).filter(Column::Holder.eq(node)).exec(db.write()).await?;
    Ok(())
}

/// Says that the run which began then is done.
///
/// # Errors
/// The database is away.
pub async fn give_back(db: &Db, job: &Job, node: Uuid, began: Instant) -> Result<(), DbErr> {
    let row = ActiveModel { until_at: Set(0), done_at: Set(began.millis()), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Job.eq(job.name)).filter(Column::Holder.eq(node)).exec(db.write()).await?;
    Ok(())
}
