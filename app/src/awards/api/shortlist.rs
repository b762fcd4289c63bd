//! The shortlist.

use super::CategoryId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::awards::ShortlistForm;

/// Enters the candidates that a meeting decided on; until voting begins a later list takes the place of the earlier one.
#[server(endpoint = "awards/make_shortlist")]
pub async fn make_shortlist(
    /// As ticked.
    #[server(flatten)]
    form: ShortlistForm,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::MAKE_SHORTLIST, facts, store, told};
    use crate::merchants::shops_by_ids;
    let (_, meeting, candidates) = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&MAKE_SHORTLIST).await?;
    let (edition, category) = facts::category_of_office(&mut act, &form.category).await?;
    if edition.announced_at.is_none() {
        return Err(AppError::not_found());
    }
    facts::held_meeting(act.tx(), &edition, meeting).await?;
    let eligible = facts::eligible_nominees(act.tx(), &edition, &category).await?;
    rules::awards::shortlist(&edition.plan, &candidates, category.terms.places, &eligible, act.now())?;
    let before = store::candidates_of(act.tx(), &[category.id]).await?;
    let mut shops = shops_by_ids(act.tx(), &candidates).await?;
    shops.sort_by_key(|shop| candidates.iter().position(|candidate| *candidate == shop.id));
    store::record_candidates(act.tx(), category.id, &shops, Some(meeting), act.now()).await?;
    store::record_line(&act, edition.id, Some(category.id), "make_shortlist", Some(&category.terms.title)).await?;
    told::of_shortlist(&act, &edition, &category, &shops, &before).await?;
    act.commit(CategoryId { edition: edition.id.to_string(), category: category.id.to_string() }).await
}
