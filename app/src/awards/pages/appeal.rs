//! Appealing: whether one's ballot was removed, why, and the form within the appeal days.

use super::cleaning::verdict_words;
use super::voting::reason_words;
use crate::awards::doors::APPEAL_REMOVAL;
use crate::awards::facts::appeal_days;
use crate::awards::parts::crumbs;
use crate::awards::store::{appeal_by, removed_ballot};
use crate::awards::votes::channels_of;
use crate::backend::{AppError, At, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Head, Hidden, Submit, TextArea};
use leptos::prelude::*;
use rules::awards::{AppealVerdict, Removal, may_appeal};

/// The appeal of the person who is here.
pub async fn appeal(visit: Visit, at: At) -> Result<Page, AppError> {
    let (edition, category) = super::public_category(&visit, &at).await?;
    let db = visit.db().read();
    let kept = channels_of(db, category.id).await?.residents.ok_or_else(AppError::not_found)?;
    let person = visit.person()?.person;
    let removed = removed_ballot(db, kept.id, person).await?;
    let before = appeal_by(db, kept.id, person).await?;
    let days = appeal_days(&edition, &kept);
    let reason =
        removed.as_ref().and_then(|row| Removal::from_code(&row.reason)).map(|reason| t!("awards-your-removal", reason = reason_words(reason)));
    let main = match (may_appeal(days, removed.is_some(), before.is_some(), visit.now()), &before) {
        (_, Some(row)) => match row.verdict.as_deref().and_then(AppealVerdict::from_code) {
            Some(verdict) => view! { <p class="note">{verdict_words(verdict)} " · " {row.grounds.clone()}</p> }.into_any(),
            None => view! { <p class="note ok">{t!("awards-appeal-waits")}</p> }.into_any(),
        },
        (Err(refusal), None) => view! { <p class="note">{AppError::refusal(&refusal).to_string()}</p> }.into_any(),
        (Ok(()), None) => {
            let (id, vote) = (visit.new_id().to_string(), kept.id.to_string());
            let (edition, category) = (edition.id.to_string(), category.id.to_string());
            view! {
                {kept.law.appeal_until.map(|until| view! { <p>{t!("awards-appeal-until", until = until)}</p> })}
                <ActForm act=&APPEAL_REMOVAL>
                    <Hidden name="id" value=id/>
                    <Hidden name="vote" value=vote/>
                    <Hidden name="edition" value=edition/>
                    <Hidden name="category" value=category/>
                    <TextArea name="why" label=t!("awards-appeal-why") help=t!("awards-appeal-why-help") rows=4 maxlength=500/>
                    <Submit label=t!("awards-appeal-send") class="wide large"/>
                </ActForm>
            }
            .into_any()
        }
    };
    let title = t!("awards-appeal-title");
    let body = view! {
        {crumbs(Some(&edition), title.clone())}
        <Head title=title.clone() lead=category.terms.title.clone()/>
        <div class="read stack">{reason.map(|reason| view! { <p class="note warn">{reason}</p> })}{main}</div>
    };
    Ok(Page::new(title, body))
}
