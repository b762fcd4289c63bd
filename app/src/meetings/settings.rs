//! The office's numbers for meetings.

use rules::meetings::MeetingSettings;
use sea_orm::{ConnectionTrait, DbErr};

/// The numbers as they hold now, with their version.
///
/// # Errors
/// The database is away.
pub(super) async fn settings(db: &impl ConnectionTrait) -> Result<(MeetingSettings, i64), DbErr> {
    crate::alliance::setting::<MeetingSettings>(db, "meetings").await
}
