//! Keeping check-ins: every stay of a merchant, from coming to leaving.

use crate::backend::{AppError, Begun};
use crate::meetings::entity::meeting_check_in;
use meeting_check_in::{Column, Entity};
use rules::Instant;
use rules::meetings::CheckIn;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, TryInsertResult};
use uuid::Uuid;

/// Every check-in of a meeting, the oldest first.
pub(in crate::meetings) async fn check_ins(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<CheckIn>, DbErr> {
    let rows = Entity::find().filter(Column::Meeting.eq(meeting)).order_by_asc(Column::At).order_by_asc(Column::Id).all(db).await?;
    Ok(rows.iter().map(law_of).collect())
}

fn law_of(row: &meeting_check_in::Model) -> CheckIn {
    CheckIn {
        merchant: row.merchant,
        at: Instant::from_millis(row.at),
        left_at: row.left_at.map(Instant::from_millis),
        struck: row.struck_at.is_some(),
    }
}

/// A merchant's newest check-in; one that was struck only when there is no other.
pub(in crate::meetings) fn newest_check_in(check_ins: &[CheckIn], merchant: Uuid) -> Option<CheckIn> {
    let own = || check_ins.iter().filter(|check_in| check_in.merchant == merchant);
    own().rfind(|check_in| !check_in.struck).or_else(|| own().next_back()).copied()
}

/// The last thing that happened to a merchant, struck or not: it decides whether it may check in again.
pub(in crate::meetings) fn last_check_in(check_ins: &[CheckIn], merchant: Uuid) -> Option<CheckIn> {
    check_ins.iter().rfind(|check_in| check_in.merchant == merchant).copied()
}

/// Writes that a merchant is here; at the same moment twice is once.
pub(in crate::meetings) async fn record_check_in(
    act: &Begun,
    meeting: Uuid,
    merchant: Uuid,
    delegate: Uuid,
    staff: Option<Uuid>,
) -> Result<(), AppError> {
    let row = meeting_check_in::ActiveModel {
        id: Set(act.new_id()),
        meeting: Set(meeting),
        merchant: Set(merchant),
        delegate: Set(delegate),
        at: Set(act.now().millis()),
        left_at: Set(None),
        struck_at: Set(None),
        staff: Set(staff),
    };
    let once = OnConflict::new().do_nothing().to_owned();
    let _: TryInsertResult<_> = Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(act.tx()).await?;
    Ok(())
}

/// Forgets who had come: the meeting was put off to another day before it was opened.
pub(in crate::meetings) async fn forget_check_ins(act: &Begun, meeting: Uuid) -> Result<(), AppError> {
    Entity::delete_many().filter(Column::Meeting.eq(meeting)).exec(act.tx()).await?;
    Ok(())
}

/// Writes that a merchant has left; false when it was not here.
pub(in crate::meetings) async fn record_check_out(act: &Begun, meeting: Uuid, merchant: Uuid) -> Result<bool, AppError> {
    let gone = Entity::update_many().col_expr(Column::LeftAt, Expr::value(act.now().millis()));
    let gone = gone.filter(Column::Meeting.eq(meeting)).filter(Column::Merchant.eq(merchant));
    Ok(gone.filter(Column::LeftAt.is_null()).filter(Column::StruckAt.is_null()).exec(act.tx()).await?.rows_affected == 1)
}

/// Strikes a merchant's newest check-in as false; false when there is none that counts.
pub(in crate::meetings) async fn record_strike(act: &Begun, meeting: Uuid, merchant: Uuid) -> Result<bool, AppError> {
    let counting = Entity::find().filter(Column::Meeting.eq(meeting)).filter(Column::Merchant.eq(merchant)).filter(Column::StruckAt.is_null());
    let Some(newest) = counting.order_by_desc(Column::At).order_by_desc(Column::Id).one(act.tx()).await? else { return Ok(false) };
    let struck = Entity::update_many().col_expr(Column::StruckAt, Expr::value(act.now().millis()));
    Ok(struck.filter(Column::Id.eq(newest.id)).filter(Column::StruckAt.is_null()).exec(act.tx()).await?.rows_affected == 1)
}
