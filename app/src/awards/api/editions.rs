//! The office's acts on editions and categories.

use super::EditionId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::awards::{CategoryForm, EditionForm};

/// Writes a new edition that only the office sees; the same form twice is one edition.
#[server(endpoint = "awards/draft_edition")]
pub async fn draft_edition(
    /// As typed.
    #[server(flatten)]
    form: EditionForm,
) -> Result<EditionId, AppError> {
    use crate::awards::{doors::DRAFT_EDITION, facts, store};
    let visit = crate::backend::Visit::current()?;
    let plan = form.parse(facts::starting_weights(visit.db().read()).await?)?;
    let mut act = visit.begin(&DRAFT_EDITION).await?;
    act.within_alliance()?;
    if let Some(before) = act.sent_before(&form.id, &form).await? {
        return Ok(before);
    }
    let id = crate::awards::id(&form.id)?;
    act.about(id);
    let (rules, settings) = facts::eligibility_rules(act.tx()).await?;
    store::insert_edition(act.tx(), id, &plan, (&rules, settings), act.now()).await?;
    store::record_line(&act, id, None, "draft_edition", None).await?;
    act.commit(EditionId { edition: form.id }).await
}

/// Changes an edition: freely while only the office sees it, after that until nominating begins.
#[server(endpoint = "awards/change_edition")]
pub async fn change_edition(
    /// As typed.
    #[server(flatten)]
    form: EditionForm,
) -> Result<EditionId, AppError> {
    use crate::awards::{doors::CHANGE_EDITION, facts, store};
    let visit = crate::backend::Visit::current()?;
    let plan = form.parse(facts::starting_weights(visit.db().read()).await?)?;
    let mut act = visit.begin(&CHANGE_EDITION).await?;
    let before = facts::edition_of_office(&mut act, &form.id).await?;
    facts::may_change(&before, act.now())?;
    if before.announced_at.is_some() {
        plan.may_change(act.now())?;
    }
    let (rules, settings) = facts::eligibility_rules(act.tx()).await?;
    store::record_plan(act.tx(), before.id, &plan, (&rules, settings)).await?;
    store::record_line(&act, before.id, None, "change_edition", None).await?;
    act.commit(EditionId { edition: form.id }).await
}

/// Adds a category to an edition that may still change.
#[server(endpoint = "awards/add_category")]
pub async fn add_category(
    /// As typed.
    #[server(flatten)]
    form: CategoryForm,
) -> Result<EditionId, AppError> {
    use crate::awards::{doors::ADD_CATEGORY, facts, store};
    let terms = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&ADD_CATEGORY).await?;
    let edition = facts::edition_of_office(&mut act, &form.edition).await?;
    if let Some(before) = act.sent_before(&form.id, &form).await? {
        return Ok(before);
    }
    facts::may_change(&edition, act.now())?;
    let id = crate::awards::id(&form.id)?;
    store::insert_category(act.tx(), id, edition.id, &terms).await?;
    store::record_line(&act, edition.id, Some(id), "add_category", Some(&terms.title)).await?;
    act.commit(EditionId { edition: form.edition }).await
}

/// Changes a category of an edition that may still change.
#[server(endpoint = "awards/change_category")]
pub async fn change_category(
    /// As typed.
    #[server(flatten)]
    form: CategoryForm,
) -> Result<EditionId, AppError> {
    use crate::awards::{doors::CHANGE_CATEGORY, facts, store};
    let terms = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&CHANGE_CATEGORY).await?;
    let (edition, category) = facts::category_of_office(&mut act, &form.id).await?;
    facts::may_change(&edition, act.now())?;
    store::record_category(act.tx(), category.id, &terms).await?;
    store::record_line(&act, edition.id, Some(category.id), "change_category", Some(&terms.title)).await?;
    act.commit(EditionId { edition: edition.id.to_string() }).await
}

/// Takes a category out of an edition that may still change; an announced edition keeps one.
#[server(endpoint = "awards/drop_category")]
pub async fn drop_category(
    /// The category.
    category: String,
) -> Result<EditionId, AppError> {
    use crate::awards::{doors::DROP_CATEGORY, facts, store};
    use rules::awards::EditionRefusal;
    let mut act = crate::backend::Visit::current()?.begin(&DROP_CATEGORY).await?;
    let (edition, category) = facts::category_of_office(&mut act, &category).await?;
    facts::may_change(&edition, act.now())?;
    if edition.announced_at.is_some() && store::categories_of(act.tx(), &[edition.id]).await?.len() == 1 {
        return Err(EditionRefusal::NoCategory.into());
    }
    store::drop_category(act.tx(), category.id).await?;
    store::record_line(&act, edition.id, None, "drop_category", Some(&category.terms.title)).await?;
    act.commit(EditionId { edition: edition.id.to_string() }).await
}

/// Shows an edition to everybody: its rules, weights and caps are public before anything opens.
#[server(endpoint = "awards/announce_edition")]
pub async fn announce_edition(
    /// The edition.
    edition: String,
) -> Result<EditionId, AppError> {
    use crate::awards::{doors::ANNOUNCE_EDITION, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&ANNOUNCE_EDITION).await?;
    let kept = facts::edition_of_office(&mut act, &edition).await?;
    let categories = store::categories_of(act.tx(), &[kept.id]).await?.len();
    kept.plan.may_announce(kept.announced_at.is_some(), categories, act.now())?;
    let (rules, settings) = facts::eligibility_rules(act.tx()).await?;
    store::record_plan(act.tx(), kept.id, &kept.plan, (&rules, settings)).await?;
    store::record_announcement(act.tx(), kept.id, act.now()).await?;
    store::record_line(&act, kept.id, None, "announce_edition", None).await?;
    act.commit(EditionId { edition }).await
}
