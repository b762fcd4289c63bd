//! Publishing the results of an edition.

use super::EditionId;
use crate::backend::AppError;
use leptos::prelude::*;

/// Publishes the results of all categories, with everything they were made of; asks for a recent sign-in. A category in which nobody could be voted for
/// has none.
#[server(endpoint = "awards/publish_results")]
pub async fn publish_results(
    /// The edition.
    edition: String,
) -> Result<EditionId, AppError> {
    use crate::awards::{doors::PUBLISH_RESULTS, facts, store, told, votes};
    let mut act = crate::backend::Visit::current()?.begin(&PUBLISH_RESULTS).await?;
    let kept = facts::edition_of_office(&mut act, &edition).await?;
    act.fresh()?;
    let far = votes::how_far(act.tx(), &kept).await?;
    kept.plan.may_publish(kept.published_at.is_some(), far.waiting.len(), act.now())?;
    store::record_publication(act.tx(), kept.id, act.now()).await?;
    for one in &far.decided {
        let ranking = store::record_results(act.tx(), &one.category, &one.facts, &kept.plan.weights, (&one.seed, &one.root)).await?;
        told::of_results(&act, &kept, &one.category, &ranking).await?;
    }
    for category in &far.vacant {
        told::of_vacancy(&act, &kept, category).await?;
    }
    store::record_line(&act, kept.id, None, "publish_results", None).await?;
    act.commit(EditionId { edition }).await
}
