//! Tasks: whom a meeting gave something to do, and what became of the tasks of earlier ones.

use super::MeetingId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::meetings::TaskForm;

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
    store::insert_task(act.tx(), of.id, id(&form.id)?, &terms, act.now()).await.map_err(crate::meetings::known_id)?;
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

/// Drops an undone task: only by a published vote of this meeting on just that, which passed.
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
    let outcome = votes::outcome_on(act.tx(), &given, of.id, vote).await?;
    let after = given.task.apply(TaskStep::Drop { vote: outcome })?;
    store::record_step(&act, of.id, &given, after, store::Step::Drop(vote)).await?;
    act.commit(MeetingId { meeting }).await
}

/// Takes back what this meeting did with a task, while it is in session: it was marked by mistake.
#[server(endpoint = "meetings/reopen_task")]
pub async fn reopen_task(
    /// The meeting.
    meeting: String,
    /// The task.
    task: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::REOPEN_TASK, facts, store};
    use rules::meetings::TaskRefusal;
    let mut act = crate::backend::Visit::current()?.begin(&REOPEN_TASK).await?;
    let (of, earlier) = facts::task_of_earlier(&mut act, &meeting, &task).await?;
    if earlier.step.is_none() || !store::take_step_back(&act, of.id, &earlier).await? {
        return Err(TaskRefusal::NotTakenUp.into());
    }
    act.commit(MeetingId { meeting }).await
}
