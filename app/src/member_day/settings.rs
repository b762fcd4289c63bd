//! The calendar's settings.

use rules::member_day::CalendarSettings;
use sea_orm::{ConnectionTrait, DbErr};

/// The office's numbers for the calendar as they hold now, with their version.
///
/// # Errors
/// The database is away, or the stored numbers make no calendar.
pub async fn calendar_settings(db: &impl ConnectionTrait) -> Result<(CalendarSettings, i64), DbErr> {
    let (settings, version) = crate::alliance::setting::<CalendarSettings>(db, "member_day.calendar").await?;
    let settings = settings.checked().map_err(|refusal| DbErr::Type(format!("setting member_day.calendar: {refusal:?}")))?;
    Ok((settings, version))
}
