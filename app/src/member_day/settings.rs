//! The calendar's settings.

use crate::alliance::Settings;
use rules::member_day::CalendarSettings;
use sea_orm::{ConnectionTrait, DbErr};

/// The office's numbers for the calendar as they hold now, with their version.
///
/// # Errors
/// The database is away, or the stored numbers make no calendar.
pub async fn calendar_settings(db: &impl ConnectionTrait) -> Result<(CalendarSettings, i64), DbErr> {
    let (settings, version) = crate::alliance::setting(db, KEY).await?;
    Ok((checked(settings)?, version))
}

/// The same from settings that were read before.
///
/// # Errors
/// The stored numbers make no calendar.
pub fn calendar_of(settings: &Settings) -> Result<CalendarSettings, DbErr> {
    checked(settings.of(KEY)?.0)
}

const KEY: &str = "member_day.calendar";

fn checked(settings: CalendarSettings) -> Result<CalendarSettings, DbErr> {
    settings.checked().map_err(|refusal| DbErr::Type(format!("setting {KEY}: {refusal:?}")))
}
