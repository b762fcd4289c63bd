//! What the room lends: meetings in brief, their agenda, who is invited and who was there.

use super::entity::agenda_item;
use super::store;
use crate::backend::AppError;
use rules::Instant;
use rules::districts::District;
use rules::meetings::{CheckIn, ItemKind, MeetingState, opening_order};
use rules::voting::Stay;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// An invited merchant at a meeting.
#[derive(Debug, Clone)]
pub struct Seat {
    /// The merchant.
    pub merchant: Uuid,
    /// What it was called when it was invited.
    pub name: String,
    /// The person who speaks for it, once named.
    pub delegate: Option<Uuid>,
    /// Its newest check-in; one that was struck only when there is no other.
    pub check_in: Option<CheckIn>,
}

/// A meeting in brief.
#[derive(Debug, Clone)]
pub struct MeetingBrief {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The hosting district: the place that its acts are asked for.
    pub host: District,
    /// When it begins.
    pub begins_at: Instant,
    /// When it is planned to end.
    pub ends_at: Instant,
    /// Where it stands.
    pub state: MeetingState,
}

/// An item of an agenda in brief.
#[derive(Debug, Clone)]
pub struct ItemBrief {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub title: String,
    /// What happens under it.
    pub kind: ItemKind,
}

/// A meeting in brief; nothing for an unknown one.
///
/// # Errors
/// The database is away.
pub async fn brief(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Option<MeetingBrief>, AppError> {
    let Some(meeting) = store::meeting_by_id(db, meeting).await? else { return Ok(None) };
    let plan = meeting.plan;
    let brief =
        MeetingBrief { id: meeting.id, title: plan.title, host: plan.host, begins_at: plan.begins_at, ends_at: plan.ends_at, state: meeting.state };
    Ok(Some(brief))
}

/// The meeting on whose agenda an item stands; nothing for an unknown one.
///
/// # Errors
/// The database is away.
pub async fn meeting_of_item(db: &impl ConnectionTrait, item: Uuid) -> Result<Option<MeetingBrief>, AppError> {
    match store::item_by_id(db, item).await? {
        Some(item) => brief(db, item.meeting).await,
        None => Ok(None),
    }
}

/// The agenda of a meeting in its order.
///
/// # Errors
/// The database is away.
pub async fn items(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<ItemBrief>, AppError> {
    let rows = agenda_item::Entity::find().filter(agenda_item::Column::Meeting.eq(meeting));
    let rows = rows.order_by_asc(agenda_item::Column::Position).order_by_asc(agenda_item::Column::Id).all(db).await?;
    let items = rows.into_iter().filter_map(|row| Some(ItemBrief { id: row.id, title: row.title, kind: ItemKind::from_code(&row.kind)? }));
    Ok(opening_order(items.collect(), |item: &ItemBrief| item.kind))
}

/// Every merchant invited to a meeting, by district and name.
///
/// # Errors
/// The database is away.
pub async fn seats(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Seat>, AppError> {
    let check_ins = store::check_ins(db, meeting).await?;
    let seats = store::invitations(db, meeting).await?.into_iter().map(|row| {
        let check_in = store::newest_check_in(&check_ins, row.merchant);
        Seat { merchant: row.merchant, name: row.name, delegate: row.delegate, check_in }
    });
    Ok(seats.collect())
}

/// Puts what a vote is about on a meeting's screens: the vote that was opened stays there when it is closed, counted and published, until the chair shows
/// something else.
///
/// # Errors
/// The database is away.
pub async fn put_on_screen(tx: &impl ConnectionTrait, meeting: Uuid, subject: Uuid) -> Result<(), AppError> {
    store::record_current_item(tx, meeting, subject).await
}

/// Every time that a merchant was here, for bases that count who was present; struck ones never were.
///
/// # Errors
/// The database is away.
pub async fn stays(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Stay>, AppError> {
    Ok(store::check_ins(db, meeting).await?.iter().filter_map(CheckIn::stay).collect())
}
