//! Invitations: a merchant answers and names who speaks for it.

use super::MeetingId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::meetings::{AnswerForm, DelegateForm};

/// Answers for a merchant: it comes, or is excused with a reason.
#[server(endpoint = "meetings/answer_invitation")]
pub async fn answer_invitation(
    /// The answer as typed.
    #[server(flatten)]
    form: AnswerForm,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::ANSWER, facts, store};
    let answered = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&ANSWER).await?;
    act.within(answered.merchant).map_err(|_| AppError::not_found())?;
    let meeting = facts::meeting(&mut act, &form.meeting).await?;
    let invited = store::invitation(act.tx(), meeting.id, answered.merchant).await?.is_some();
    rules::meetings::may_answer(meeting.state, invited, meeting.plan.begins_at, act.now())?;
    store::record_answer(&act, &answered).await?;
    act.commit(MeetingId { meeting: form.meeting }).await
}

/// Names who speaks for a merchant: one of its own people, with a proof.
#[server(endpoint = "meetings/name_delegate")]
pub async fn name_delegate(
    /// The delegate as chosen.
    #[server(flatten)]
    form: DelegateForm,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::NAME_DELEGATE, facts, store};
    let (_, merchant, person) = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&NAME_DELEGATE).await?;
    act.within(merchant).map_err(|_| AppError::not_found())?;
    let meeting = facts::meeting(&mut act, &form.meeting).await?;
    let before = store::invitation(act.tx(), meeting.id, merchant).await?;
    rules::meetings::may_name_delegate(&facts::of_delegate(&act, &meeting, merchant, person).await?)?;
    store::record_delegate(&act, meeting.id, merchant, person).await?;
    if let Some(row) = before.filter(|row| row.delegate != Some(person)) {
        facts::tell_delegates(&act, &meeting, &row, person, false).await?;
    }
    act.commit(MeetingId { meeting: form.meeting }).await
}
