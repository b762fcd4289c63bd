//! A meeting's life: prepared, changed, convened, called off.

use super::MeetingId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::meetings::MeetingForm;

/// Prepares a new meeting; the same form twice is one meeting.
#[server(endpoint = "meetings/draft_meeting")]
pub async fn draft_meeting(
    /// The meeting as typed.
    #[server(flatten)]
    form: MeetingForm,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::DRAFT, facts, id, store};
    let mut act = crate::backend::Visit::current()?.begin(&DRAFT).await?;
    let last = store::last_meeting(act.tx()).await?;
    let plan = form.parse(last.map(|last| last.plan.host))?;
    act.within(plan.host.place())?;
    if let Some(answer) = act.sent_before(&form.id, &form).await? {
        return Ok(answer);
    }
    let meeting = id(&form.id)?;
    act.about(meeting);
    store::record_draft(&act, meeting, &plan).await?;
    let drafted = facts::meeting(&mut act, &form.id).await?;
    facts::copy_agenda(&act, &form.copy, drafted.id).await?;
    facts::put_tasks_first(&act, &drafted).await?;
    act.commit(MeetingId { meeting: form.id }).await
}

/// Changes a meeting's plan. After it was convened, further merchants are invited and everybody hears of another time or place; on another day they are
/// asked again.
#[server(endpoint = "meetings/change_meeting")]
pub async fn change_meeting(
    /// The meeting as typed, under its own id.
    #[server(flatten)]
    form: MeetingForm,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::CHANGE, facts, store};
    use rules::meetings::{MeetingAct, MeetingFacts, MeetingRefusal, MeetingState};
    let mut act = crate::backend::Visit::current()?.begin(&CHANGE).await?;
    let before = facts::meeting_of_office(&mut act, &form.id).await?;
    let plan = form.parse(Some(before.plan.host))?;
    act.within(plan.host.place())?;
    if form.version.parse() != Ok(before.version) {
        return Err(MeetingRefusal::ChangedMeanwhile.into());
    }
    before.state.after(MeetingAct::Change, &MeetingFacts::default())?;
    let another_day = plan.begins_at.day() != before.plan.begins_at.day();
    if another_day && before.state == MeetingState::Open {
        return Err(MeetingRefusal::NotInThisState { state: before.state }.into());
    }
    if plan.begins_at != before.plan.begins_at && before.state != MeetingState::Draft {
        rules::meetings::may_call_for(plan.begins_at, act.now())?;
    }
    store::record_plan(&act, &before, &plan).await?;
    if before.state != MeetingState::Draft {
        let told: Vec<_> = store::invitations(act.tx(), before.id).await?.into_iter().map(|row| row.merchant).collect();
        let new = store::invite(act.tx(), before.id, &plan.districts, act.now()).await?;
        let moved = (plan.begins_at, plan.ends_at, &plan.place) != (before.plan.begins_at, before.plan.ends_at, &before.plan.place);
        let after = store::Meeting { plan, ..before };
        if another_day {
            store::forget_answers(&act, after.id).await?;
            store::forget_check_ins(&act, after.id).await?;
            facts::tell_invited(&act, &after, &told, "meetings-told-postponed", "").await?;
        } else if moved {
            facts::tell_invited(&act, &after, &told, "meetings-told-moved", "").await?;
        }
        facts::tell_invited(&act, &after, &new, "meetings-told-invited", "").await?;
    }
    act.commit(MeetingId { meeting: form.id }).await
}

/// Convenes a meeting: its member merchants are invited and their owners told.
#[server(endpoint = "meetings/convene_meeting")]
pub async fn convene_meeting(
    /// The meeting.
    meeting: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::CONVENE, facts, store};
    use rules::meetings::MeetingAct;
    let mut act = crate::backend::Visit::current()?.begin(&CONVENE).await?;
    let before = facts::meeting_of_office(&mut act, &meeting).await?;
    rules::meetings::may_call_for(before.plan.begins_at, act.now())?;
    facts::put_tasks_first(&act, &before).await?;
    let invited = store::invite(act.tx(), before.id, &before.plan.districts, act.now()).await?;
    let to = before.state.after(MeetingAct::Convene, &facts::of_life(act.tx(), &before).await?)?;
    store::record_state(&act, &before, to, "convene_meeting", None).await?;
    facts::tell_invited(&act, &before, &invited, "meetings-told-invited", "").await?;
    act.commit(MeetingId { meeting }).await
}

/// Calls a meeting off, with a reason; who was invited is told.
#[server(endpoint = "meetings/cancel_meeting")]
pub async fn cancel_meeting(
    /// The meeting.
    meeting: String,
    /// Why.
    grounds: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::CANCEL, facts, store};
    use rules::meetings::MeetingAct;
    let grounds = crate::offers::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&CANCEL).await?;
    let before = facts::meeting_of_office(&mut act, &meeting).await?;
    let to = before.state.after(MeetingAct::Cancel, &facts::of_life(act.tx(), &before).await?)?;
    store::record_state(&act, &before, to, "cancel_meeting", Some(&grounds)).await?;
    let told: Vec<_> = store::invitations(act.tx(), before.id).await?.into_iter().map(|row| row.merchant).collect();
    facts::tell_invited(&act, &before, &told, "meetings-told-cancelled", grounds.as_str()).await?;
    act.commit(MeetingId { meeting }).await
}

/// Opens the session, for those who are members now.
#[server(endpoint = "meetings/open_meeting")]
pub async fn open_meeting(
    /// The meeting.
    meeting: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::OPEN, facts, settings, store};
    use rules::meetings::{MeetingAct, may_open};
    let mut act = crate::backend::Visit::current()?.begin(&OPEN).await?;
    let before = facts::meeting_of_office(&mut act, &meeting).await?;
    let (settings, _) = settings::settings(act.tx()).await?;
    may_open(before.plan.begins_at, &settings, act.now())?;
    store::take_back_of_left(&act, before.id).await?;
    facts::put_tasks_first(&act, &before).await?;
    let to = before.state.after(MeetingAct::Open, &facts::of_life(act.tx(), &before).await?)?;
    store::record_state(&act, &before, to, "open_meeting", None).await?;
    act.commit(MeetingId { meeting }).await
}

/// Closes the session: no vote is open, and every task of earlier meetings was taken up.
#[server(endpoint = "meetings/close_meeting")]
pub async fn close_meeting(
    /// The meeting.
    meeting: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::CLOSE, facts, store};
    use rules::meetings::MeetingAct;
    let mut act = crate::backend::Visit::current()?.begin(&CLOSE).await?;
    let before = facts::meeting_of_office(&mut act, &meeting).await?;
    let to = before.state.after(MeetingAct::Close, &facts::of_life(act.tx(), &before).await?)?;
    store::record_state(&act, &before, to, "close_meeting", None).await?;
    act.commit(MeetingId { meeting }).await
}
