//! The agenda: items come, change, move and go.

use super::MeetingId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::meetings::AgendaForm;

/// Puts one more item on the agenda; the same form twice is one item.
#[server(endpoint = "meetings/add_agenda_item")]
pub async fn add_agenda_item(
    /// The meeting.
    meeting: String,
    /// The item as typed.
    #[server(flatten)]
    form: AgendaForm,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::ADD_ITEM, facts, id, store};
    use rules::meetings::{MeetingAct, MeetingFacts};
    let item = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&ADD_ITEM).await?;
    let of = facts::meeting_of_office(&mut act, &meeting).await?;
    if let Some(answer) = act.sent_before(&form.id, &(&meeting, &form)).await? {
        return Ok(answer);
    }
    of.state.after(MeetingAct::Change, &MeetingFacts::default())?;
    store::insert_item(act.tx(), of.id, id(&form.id)?, &item).await.map_err(crate::meetings::known_id)?;
    act.commit(MeetingId { meeting }).await
}

/// Changes an item's wording, kind or length.
#[server(endpoint = "meetings/change_agenda_item")]
pub async fn change_agenda_item(
    /// The meeting.
    meeting: String,
    /// The item as typed, under its own id.
    #[server(flatten)]
    form: AgendaForm,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::CHANGE_ITEM, facts, store};
    let terms = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&CHANGE_ITEM).await?;
    let (_, item) = facts::item_to_change(&mut act, &meeting, &form.id).await?;
    facts::not_the_tasks(&item)?;
    if terms.kind != item.terms.kind {
        facts::not_voted_on(&act, &item).await?;
    }
    store::record_item(&act, item.id, &terms).await?;
    act.commit(MeetingId { meeting }).await
}

/// Moves an item up or down by one place.
#[server(endpoint = "meetings/move_agenda_item")]
pub async fn move_agenda_item(
    /// The meeting.
    meeting: String,
    /// The item.
    item: String,
    /// `up` or `down`.
    way: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::MOVE_ITEM, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&MOVE_ITEM).await?;
    let (of, item) = facts::item_to_change(&mut act, &meeting, &item).await?;
    let order = store::items_of(act.tx(), of.id).await?.into_iter().map(|item| (item.id, item.terms.kind)).collect();
    store::record_order(&act, &rules::meetings::item_moved(order, item.id, way == "up")).await?;
    act.commit(MeetingId { meeting }).await
}

/// Takes an item off the agenda, with its papers.
#[server(endpoint = "meetings/remove_agenda_item")]
pub async fn remove_agenda_item(
    /// The meeting.
    meeting: String,
    /// The item.
    item: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::REMOVE_ITEM, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&REMOVE_ITEM).await?;
    let (_, item) = facts::item_to_change(&mut act, &meeting, &item).await?;
    facts::not_the_tasks(&item)?;
    facts::not_voted_on(&act, &item).await?;
    store::remove_item(&act, item.id).await?;
    act.commit(MeetingId { meeting }).await
}
