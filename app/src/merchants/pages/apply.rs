//! Applying for membership, and one's own application.

use super::super::doors::{APPLY, RESUBMIT};
use super::super::parts::{StateTag, district_field, shop_fields};
use super::super::store;
use crate::backend::{AppError, At, Page, Visit};
use crate::districts::district_name;
use crate::t;
use crate::ui::{ActForm, Field, Hidden, Submit, Tick};
use leptos::prelude::*;
use rules::accounts::ProofKind;
use rules::merchants::{MerchantAct, MerchantState};

/// The form.
pub async fn apply(visit: Visit, _at: At) -> Result<Page, AppError> {
    let charter = crate::districts::charter_in_force(visit.db().read()).await?.number;
    let body = view! {
        <section class="narrow">
            <h1>{t!("merchants-apply-title")}</h1>
            <p class="muted">{t!("merchants-apply-lead")}</p>
            {unproven(&visit)}
            <p class="note"><span>{t!("merchants-apply-listed")} " " <a href="/takeover">{t!("merchants-take-over")}</a></span></p>
            <ActForm act=&APPLY>
                <Hidden name="id" value=visit.new_id().to_string()/>
                {district_field()}
                <Field name="credit_code" label=t!("merchants-credit-code") help=t!("merchants-credit-code-help") maxlength=40/>
                {shop_fields(None)}
                <Hidden name="charter_number" value=charter.to_string()/>
                <Tick name="charter">{t!("merchants-charter-accept")} " " <a href="/charter">{t!("shell-charter")}</a></Tick>
                <Submit label=t!("merchants-apply-send") class="wide"/>
            </ActForm>
        </section>
    };
    Ok(Page::new(t!("merchants-apply-title"), body))
}

/// Whoever is not proven yet learns it before an officer asks.
fn unproven(visit: &Visit) -> Option<AnyView> {
    let unproven = visit.signed().is_some_and(|signed| signed.facts.proof == ProofKind::None);
    unproven.then(|| {
        view! { <p class="note warn"><span>{t!("merchants-apply-unproven")} " " <a href="/my/person-code">{t!("accounts-my-person-code")}</a></span></p> }.into_any()
    })
}

/// One's own application: where it stands, what the officer wrote, and the form again when it was returned.
pub async fn application(visit: Visit, at: At) -> Result<Page, AppError> {
    let person = visit.person()?.person;
    let shop = store::shop(visit.db().read(), at.id("id")?).await?;
    if shop.applicant != Some(person) {
        return Err(AppError::not_found());
    }
    let story = store::story_of(visit.db().read(), shop.id).await?;
    let returned = (shop.state == MerchantState::Returned).then(|| {
        let shop = shop.clone();
        let grounds = story.iter().find(|line| line.act == MerchantAct::Return.key()).and_then(|line| line.grounds.clone());
        view! {
            {grounds.map(|grounds| view! { <div class="note warn"><strong>{t!("merchants-officer-says")}</strong><p class="lines">{grounds}</p></div> })}
            <section class="section">
                <h2>{t!("merchants-resubmit-title")}</h2>
                <ActForm act=&RESUBMIT>
                    <Hidden name="merchant" value=shop.id.to_string()/>
                    {shop_fields(Some(&shop))}
                    <Submit label=t!("merchants-resubmit") class="wide"/>
                </ActForm>
            </section>
        }
    });
    let body = view! {
        <header class="head">
            <div>
                <h1>{shop.name.to_string()}</h1>
                <p class="lead">{district_name(shop.district, false)} " · " <StateTag state=shop.state/></p>
            </div>
        </header>
        {matches!(shop.state, MerchantState::Applied | MerchantState::Returned).then(|| unproven(&visit))}
        {returned}
        {super::facts(&shop, false)}
        <section class="section"><h2>{t!("merchants-story")}</h2>{super::story(story)}</section>
    };
    Ok(Page::new(shop.name.to_string(), body))
}
