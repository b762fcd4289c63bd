//! Minutes: written, handed in, approved by a second person or given back.

use super::MeetingId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::meetings::MinutesForm;

/// Writes the minutes' text and what was decided under each item; what was handed in has to be handed in again.
#[server(endpoint = "meetings/write_minutes")]
pub async fn write_minutes(
    /// As typed.
    #[server(flatten)]
    form: MinutesForm,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::WRITE_MINUTES, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&WRITE_MINUTES).await?;
    let of = facts::meeting_with_outcome(&mut act, &form.meeting).await?;
    let (text, decisions) = facts::minutes_typed(act.tx(), of.id, &form).await?;
    let before = facts::minutes_as_shown(&act, of.id, &form.version).await?;
    let after = before.minutes.change()?;
    store::record_text(&act, &before, after, text).await?;
    for (item, decision) in decisions {
        store::record_decision(&act, item, &decision).await?;
    }
    act.commit(MeetingId { meeting: form.meeting }).await
}

/// Hands the minutes in for approval.
#[server(endpoint = "meetings/hand_in_minutes")]
pub async fn hand_in_minutes(
    /// The meeting.
    meeting: String,
    /// The version that was shown.
    version: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::HAND_IN, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&HAND_IN).await?;
    let of = facts::meeting_with_outcome(&mut act, &meeting).await?;
    let before = facts::minutes_as_shown(&act, of.id, &version).await?;
    if before.text.is_empty() {
        return Err(AppError::named("minutes_empty"));
    }
    let after = before.minutes.hand_in(act.person(), of.state)?;
    store::record_minutes(&act, &before, after, None).await?;
    store::record_line(&act, of.id, "hand_in_minutes", None).await?;
    act.commit(MeetingId { meeting }).await
}

/// Approves the minutes as they were shown: they are final and public.
#[server(endpoint = "meetings/approve_minutes")]
pub async fn approve_minutes(
    /// The meeting.
    meeting: String,
    /// The version that was shown.
    version: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::APPROVE_MINUTES, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&APPROVE_MINUTES).await?;
    let of = facts::meeting_with_outcome(&mut act, &meeting).await?;
    let before = facts::minutes_as_shown(&act, of.id, &version).await?;
    let after = before.minutes.approve(act.person())?;
    store::record_minutes(&act, &before, after, None).await?;
    store::record_line(&act, of.id, "approve_minutes", None).await?;
    act.commit(MeetingId { meeting }).await
}

/// Gives the minutes back, with a reason.
#[server(endpoint = "meetings/return_minutes")]
pub async fn return_minutes(
    /// The meeting.
    meeting: String,
    /// The version that was shown.
    version: String,
    /// What should be changed.
    grounds: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::RETURN_MINUTES, facts, store};
    let grounds = crate::offers::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&RETURN_MINUTES).await?;
    let of = facts::meeting_with_outcome(&mut act, &meeting).await?;
    let before = facts::minutes_as_shown(&act, of.id, &version).await?;
    let after = before.minutes.give_back(&grounds)?;
    store::record_minutes(&act, &before, after, Some(&grounds)).await?;
    store::record_line(&act, of.id, "return_minutes", Some(&grounds)).await?;
    facts::tell_writer(&act, &of, before.minutes.written_by, grounds.as_str()).await?;
    act.commit(MeetingId { meeting }).await
}
