//! Screens: their links, and the item they show.

use super::MeetingId;
use crate::backend::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A screen's link, shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenLink {
    /// The meeting.
    pub meeting: String,
    /// The address to open on the projector.
    pub link: String,
}

/// Makes a secret link for a projector.
#[server(endpoint = "meetings/make_screen")]
pub async fn make_screen(
    /// The meeting.
    meeting: String,
) -> Result<ScreenLink, AppError> {
    use crate::meetings::{doors::MAKE_SCREEN, facts, screen, store};
    let mut act = crate::backend::Visit::current()?.begin(&MAKE_SCREEN).await?;
    let of = facts::meeting_in_hall(&mut act, &meeting).await?;
    let token = screen::new_token();
    store::record_screen(&act, act.new_id(), of.id, &screen::digest(&token)).await?;
    let link = format!("{}/screen/{token}", act.visit().house().public_url);
    act.commit(ScreenLink { meeting, link }).await
}

/// Takes a screen's link back: it shows nothing from now on.
#[server(endpoint = "meetings/revoke_screen")]
pub async fn revoke_screen(
    /// The meeting.
    meeting: String,
    /// The screen.
    screen: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::REVOKE_SCREEN, facts, id, store};
    let mut act = crate::backend::Visit::current()?.begin(&REVOKE_SCREEN).await?;
    let of = facts::meeting_of_office(&mut act, &meeting).await?;
    if !store::revoke_screen(&act, of.id, id(&screen)?).await? {
        return Err(AppError::not_found());
    }
    act.commit(MeetingId { meeting }).await
}

/// Chooses the item that the screens show.
#[server(endpoint = "meetings/show_item")]
pub async fn show_item(
    /// The meeting.
    meeting: String,
    /// The item.
    item: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::SHOW_ITEM, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&SHOW_ITEM).await?;
    let (of, item) = facts::item_to_change(&mut act, &meeting, &item).await?;
    store::record_current_item(act.tx(), of.id, item.id).await?;
    act.commit(MeetingId { meeting }).await
}
