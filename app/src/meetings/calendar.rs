//! The calendar file of a meeting (RFC 5545): times in UTC, so that no program has to know the town's zone.

use super::store;
use crate::backend::{AppError, House};
use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use rules::Instant;
use rules::meetings::MeetingState;
use uuid::Uuid;

/// The file of a meeting that was convened; of one that was called off it says so.
///
/// # Errors
/// No such meeting, or the database is away.
pub async fn calendar_file(house: &House, meeting: Uuid) -> Result<String, AppError> {
    let meeting = store::meeting_by_id(house.db.read(), meeting).await?.filter(store::Meeting::is_public).ok_or_else(AppError::not_found)?;
    let items = store::items_of(house.db.read(), meeting.id).await?;
    let agenda: Vec<String> = items.iter().zip(1..).map(|(item, number)| format!("{number}. {}", item.terms.title)).collect();
    let link = format!("{}/meetings/{}", house.public_url, meeting.id);
    let cancelled = meeting.state == MeetingState::Cancelled;
    let event = Event::new()
        .uid(&format!("{}@shangmeng", meeting.id))
        .timestamp(utc(house.clock.now()))
        .sequence(u32::try_from(meeting.version).unwrap_or_default())
        .summary(&meeting.plan.title)
        .location(&meeting.plan.place)
        .description(&format!("{}\n{link}", agenda.join("\n")))
        .url(&link)
        .status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .starts(utc(meeting.plan.begins_at))
        .ends(utc(meeting.plan.ends_at))
        .done();
    let mut calendar = Calendar::empty();
    for property in [("VERSION", "2.0"), ("PRODID", "-//Shangmeng//商盟//ZH"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(property);
    }
    Ok(calendar.push(event).done().to_string())
}

fn utc(moment: Instant) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(moment.millis()).unwrap_or_default()
}
