//! Keeping the links of screens, and what a meeting's screens show.

use super::{Meeting, meeting_by_id};
use crate::backend::{AppError, Begun};
use crate::meetings::entity::{meeting, meeting_screen};
use meeting_screen::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// The screens of a meeting that may show it, the newest first.
pub(in crate::meetings) async fn screens_of(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<meeting_screen::Model>, DbErr> {
    let live = Entity::find().filter(Column::Meeting.eq(meeting)).filter(Column::RevokedAt.is_null());
    live.order_by_desc(Column::MadeAt).order_by_desc(Column::Id).all(db).await
}

/// The meeting that the screen with this digest may show.
pub(in crate::meetings) async fn meeting_of_screen(db: &impl ConnectionTrait, digest: &[u8]) -> Result<Option<Meeting>, DbErr> {
    let screen = Entity::find().filter(Column::Digest.eq(digest)).filter(Column::RevokedAt.is_null()).one(db).await?;
    match screen {
        Some(screen) => meeting_by_id(db, screen.meeting).await,
        None => Ok(None),
    }
}

/// Writes a new screen.
pub(in crate::meetings) async fn record_screen(act: &Begun, id: Uuid, meeting: Uuid, digest: &[u8]) -> Result<(), AppError> {
    let row = meeting_screen::ActiveModel {
        id: Set(id),
        meeting: Set(meeting),
        digest: Set(digest.to_vec()),
        person: Set(act.person()),
        made_at: Set(act.now().millis()),
        revoked_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(act.tx()).await?;
    Ok(())
}

/// Takes a screen's link back; false when there is none.
pub(in crate::meetings) async fn revoke_screen(act: &Begun, meeting: Uuid, screen: Uuid) -> Result<bool, AppError> {
    let row = Entity::update_many().col_expr(Column::RevokedAt, Expr::value(act.now().millis())).filter(Column::Id.eq(screen));
    Ok(row.filter(Column::Meeting.eq(meeting)).filter(Column::RevokedAt.is_null()).exec(act.tx()).await?.rows_affected == 1)
}

/// Writes what the screens show: an item, or the award's category that is voted on.
pub(in crate::meetings) async fn record_current_item(tx: &impl ConnectionTrait, meeting: Uuid, item: Uuid) -> Result<(), AppError> {
    let row = meeting::Entity::update_many().col_expr(meeting::Column::CurrentItem, Expr::value(item));
    row.filter(meeting::Column::Id.eq(meeting)).exec(tx).await?;
    Ok(())
}
