//! Keeping check-ins.

use crate::meetings::entity::meeting_check_in;
use rules::Instant;
use rules::meetings::CheckIn;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Every check-in of a meeting, the oldest first.
pub(in crate::meetings) async fn check_ins(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<CheckIn>, DbErr> {
    let rows = meeting_check_in::Entity::find().filter(meeting_check_in::Column::Meeting.eq(meeting));
    let rows = rows.order_by_asc(meeting_check_in::Column::At).order_by_asc(meeting_check_in::Column::Id).all(db).await?;
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
