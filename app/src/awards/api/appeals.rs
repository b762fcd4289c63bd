//! Removing ballots that must not count, and appealing against it.

use super::CategoryId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::awards::{AppealDecisionForm, AppealForm, RemovalForm};

/// Removes a person's ballot with a reason, while the vote is being cleaned; they are told why and how to appeal.
#[server(endpoint = "awards/remove_ballot")]
pub async fn remove_ballot(
    /// As typed.
    #[server(flatten)]
    form: RemovalForm,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::REMOVE_BALLOT, facts, store, told};
    use rules::awards::{CleaningRefusal, may_remove};
    use rules::voting::VoteState;
    let (_, login, reason) = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&REMOVE_BALLOT).await?;
    let held = facts::vote_of_office(&mut act, &form.vote, crate::voting::Hold::Step).await?;
    let known = crate::accounts::known_by_login(act.tx(), &login).await?;
    let links = crate::voting::links_of(act.tx(), held.vote.id).await?;
    let voter = known.map(|person| person.id).filter(|person| links.contains_key(person));
    let removed = match voter {
        Some(voter) => store::removed_ballot(act.tx(), held.vote.id, voter).await?.is_some(),
        None => false,
    };
    may_remove(held.vote.law.state == VoteState::Cleaning, voter.is_some(), removed)?;
    let voter = voter.ok_or(CleaningRefusal::NoBallot)?;
    crate::voting::record_removal(act.tx(), held.vote.id, voter, Some(reason.code())).await?;
    store::record_removed(&act, held.vote.id, voter, reason).await?;
    told::of_removal(&act, &held, voter, reason).await?;
    act.commit(held.answer()).await
}

/// Appeals against the removal of one's ballot, once, within the appeal days.
#[server(endpoint = "awards/appeal_removal")]
pub async fn appeal_removal(
    /// As typed.
    #[server(flatten)]
    form: AppealForm,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::APPEAL_REMOVAL, facts, store};
    use rules::awards::{AppealRefusal, may_appeal};
    let (vote, why) = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&APPEAL_REMOVAL).await?;
    if let Some(before) = act.sent_before(&form.id, &form).await? {
        return Ok(before);
    }
    let held = facts::residents_vote(act.tx(), vote).await?;
    let removed = store::removed_ballot(act.tx(), vote, act.person()).await?;
    let appealed = store::appeal_by(act.tx(), vote, act.person()).await?.is_some();
    may_appeal(facts::appeal_days(&held.edition, &held.vote), removed.is_some(), appealed, act.now())?;
    let removed = removed.ok_or(AppealRefusal::NotRemoved)?;
    let id = crate::awards::id(&form.id)?;
    act.about(id);
    store::record_appeal(&act, id, &removed, &why).await?;
    act.commit(held.answer()).await
}

/// Decides an appeal with a reason; upheld, the ballot counts again. Whoever removed it cannot decide.
#[server(endpoint = "awards/decide_appeal")]
pub async fn decide_appeal(
    /// As typed.
    #[server(flatten)]
    form: AppealDecisionForm,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::DECIDE_APPEAL, facts, store, told};
    use rules::awards::{AppealRefusal, AppealVerdict};
    let (appeal, verdict, grounds) = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&DECIDE_APPEAL).await?;
    act.within_alliance()?;
    let kept = store::appeal_by_id(act.tx(), appeal).await?.ok_or_else(AppError::not_found)?;
    let held = facts::residents_vote(act.tx(), kept.vote).await?;
    act.about(appeal);
    store::law_of_appeal(&kept).decide(act.person(), verdict)?;
    if !store::record_decision(&act, appeal, verdict, &grounds).await? {
        return Err(AppealRefusal::Decided.into());
    }
    if verdict == AppealVerdict::Upheld {
        crate::voting::record_removal(act.tx(), kept.vote, kept.person, None).await?;
        store::forget_removed(act.tx(), kept.vote, kept.person).await?;
    }
    told::of_decision(&act, &held, kept.person, verdict, &grounds).await?;
    act.commit(held.answer()).await
}
