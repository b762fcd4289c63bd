//! Nominating.

use super::CategoryId;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::awards::NominationForm;

/// Nominates a merchant in a category: as a resident, on the part of one's merchant, or one's own shop.
#[server(endpoint = "awards/nominate_merchant")]
pub async fn nominate_merchant(
    /// As typed.
    #[server(flatten)]
    form: NominationForm,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::NOMINATE_MERCHANT, facts, store};
    use rules::awards::{NominationRefusal, may_nominate};
    let nomination = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&NOMINATE_MERCHANT).await?;
    if let Some(before) = act.sent_before(&form.id, &form).await? {
        return Ok(before);
    }
    let (edition, category) = facts::announced_category(act.tx(), nomination.category).await?;
    let (known, voice) = facts::for_nomination(&act, &nomination).await?;
    let nominator = may_nominate(&edition.plan, &known, act.now())?;
    facts::eligible(act.tx(), &edition, nomination.candidate).await?;
    let id = crate::awards::id(&form.id)?;
    act.about(id);
    let said = store::Said { nomination: &nomination, nominator, person: act.person(), voice, at: act.now() };
    if !store::insert_nomination(act.tx(), id, &said).await? {
        return Err(NominationRefusal::Nominated.into());
    }
    act.commit(CategoryId { edition: edition.id.to_string(), category: category.id.to_string() }).await
}
