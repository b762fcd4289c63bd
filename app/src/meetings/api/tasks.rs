//! Decisions and tasks: what a meeting decided, whom it gave something to do, and what became of the tasks of earlier ones.

use super::MeetingId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::meetings::TaskForm;

/// Writes down what was decided under an item; an empty decision takes it back.
#[server(endpoint = "meetings/record_decision")]
pub async fn record_decision(
    /// The meeting.
    meeting: String,
    /// The item.
    item: String,
    /// What was decided.
    decision: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::DECIDE, facts, id, store};
    use rules::{Check, voting::entry};
    let mut check = Check::default();
    let text = check.field("decision", entry::text(&decision, 500));
    let text = check.finish(|| text)?;
    let mut act = crate::backend::Visit::current()?.begin(&DECIDE).await?;
    let of = facts::outcome_to_change(&mut act, &meeting).await?;
    let item = store::item_by_id(act.tx(), id(&item)?).await?.filter(|item| item.meeting == of.id).ok_or_else(AppError::not_found)?;
    store::record_decision(&act, item.id, &text).await?;
    act.commit(MeetingId { meeting }).await
}

/// Gives somebody a task; the same form twice is one task.
#[server(endpoint = "meetings/give_task")]
pub async fn give_task(
    /// The meeting.
    meeting: String,
    /// The task as typed.
    #[server(flatten)]
    form: TaskForm,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::GIVE_TASK, facts, id, store};
    let terms = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&GIVE_TASK).await?;
    let of = facts::outcome_to_change(&mut act, &meeting).await?;
    if let Some(answer) = act.sent_before(&form.id, &(&meeting, &form)).await? {
        return Ok(answer);
    }
    store::insert_task(act.tx(), of.id, id(&form.id)?, &terms, act.now()).await?;
    act.commit(MeetingId { meeting }).await
}

/// Takes a task back that this meeting gave by mistake.
#[server(endpoint = "meetings/take_task_back")]
pub async fn take_task_back(
    /// The meeting.
    meeting: String,
    /// The task.
    task: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::TAKE_TASK_BACK, facts, id, store};
    use rules::meetings::TaskRefusal;
    let mut act = crate::backend::Visit::current()?.begin(&TAKE_TASK_BACK).await?;
    let of = facts::outcome_to_change(&mut act, &meeting).await?;
    let given = store::task_by_id(act.tx(), id(&task)?).await?.filter(|given| given.meeting == of.id).ok_or_else(AppError::not_found)?;
    if !store::remove_task(&act, &given).await? {
        return Err(TaskRefusal::Settled.into());
    }
    act.commit(MeetingId { meeting }).await
}

/// Reports a task of an earlier meeting done.
#[server(endpoint = "meetings/finish_task")]
pub async fn finish_task(
    /// The meeting.
    meeting: String,
    /// The task.
    task: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::FINISH_TASK, facts, store};
    use rules::meetings::TaskStep;
    let mut act = crate::backend::Visit::current()?.begin(&FINISH_TASK).await?;
    let (of, given) = facts::task_taken_up(&mut act, &meeting, &task).await?;
    let after = given.task.apply(TaskStep::Finish)?;
    store::record_step(&act, of.id, &given, after, store::Step::Finish).await?;
    act.commit(MeetingId { meeting }).await
}

/// Carries a task of an earlier meeting over to a later date.
#[server(endpoint = "meetings/carry_task_over")]
pub async fn carry_task_over(
    /// The meeting.
    meeting: String,
    /// The task.
    task: String,
    /// Until when.
    due: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::CARRY_OVER, facts, store};
    use rules::meetings::TaskStep;
    use rules::{Check, voting::entry};
    let mut check = Check::default();
    let day = check.field("due", entry::day(&due));
    let due = check.finish(|| day)?;
    let mut act = crate::backend::Visit::current()?.begin(&CARRY_OVER).await?;
    let (of, given) = facts::task_taken_up(&mut act, &meeting, &task).await?;
    let after = given.task.apply(TaskStep::CarryOver { due })?;
    store::record_step(&act, of.id, &given, after, store::Step::CarryOver(due)).await?;
    act.commit(MeetingId { meeting }).await
}

/// Drops an undone task: only by a published vote of this meeting that passed.
#[server(endpoint = "meetings/drop_task")]
pub async fn drop_task(
    /// The meeting.
    meeting: String,
    /// The task.
    task: String,
    /// The vote.
    vote: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::DROP_TASK, facts, id, store, votes};
    use rules::meetings::TaskStep;
    let mut act = crate::backend::Visit::current()?.begin(&DROP_TASK).await?;
    let (of, given) = facts::task_taken_up(&mut act, &meeting, &task).await?;
    let vote = id(&vote)?;
    let outcome = votes::dropped_by(act.tx(), of.id, vote).await?;
    let after = given.task.apply(TaskStep::Drop { vote: outcome })?;
    store::record_step(&act, of.id, &given, after, store::Step::Drop(vote)).await?;
    act.commit(MeetingId { meeting }).await
}
