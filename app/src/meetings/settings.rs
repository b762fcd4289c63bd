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

/// The numbers of an earlier version.
///
/// # Errors
/// The database is away.
pub(super) async fn settings_of(db: &impl ConnectionTrait, version: i64) -> Result<MeetingSettings, DbErr> {
    crate::alliance::setting_of_version::<MeetingSettings>(db, "meetings", version).await
}
