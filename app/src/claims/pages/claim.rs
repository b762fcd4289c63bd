//! One claim: its code while it is held, and what can still be done with it.

use super::mine::claimed;
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::claims::doors::{COMPLAIN, RELEASE_CLAIM};
use crate::claims::parts::{code_square, state_words};
use crate::claims::{codes, store};
use crate::offers::{benefit_words, hours_words, place};
use crate::t;
use crate::ui::{ActForm, Fold, Hidden, Submit, TextArea};
use leptos::prelude::*;
use rules::Instant;
use rules::claims::may_complain;
use uuid::Uuid;

/// One claim: its code while it is held, and what can still be done.
pub async fn one(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let now = visit.now();
    let person = visit.person()?.person;
    let row = store::claim_by_id(db, at.id("claim")?).await?.filter(|row| row.person == person).ok_or_else(AppError::not_found)?;
    let undone = store::last_undo(db, &row).await?;
    let complaint = store::complaint_about(db, row.id).await?;
    let (settings, _) = crate::claims::settings(db).await?;
    let run = store::asked_for(db, &row).await?.run;
    let since = complaint.as_ref().map(|complaint| Instant::from_millis(complaint.at));
    let may_complain = may_complain(&run, since, &settings, now).is_ok();
    let stop = claimed(&visit, vec![row]).await?.pop().ok_or_else(AppError::not_found)?;
    let held = stop.is_held(now);
    let terms = &stop.kept.terms;
    let reload = format!("/my/claims/{}", stop.row.id);
    let code = codes::on_phone(&visit, &stop.row);
    let body = view! {
        <nav class="crumbs" aria-label=t!("claims-crumbs")><ol><li><a href="/my/27">{t!("claims-my-day")}</a></li><li aria-current="page">{terms.title.clone()}</li></ol></nav>
        <div class="head"><div>{benefit_words(&terms.benefit)}<h1>{terms.title.clone()}</h1><p class="lead">{place(&stop.shop)}</p></div></div>
        {undone.map(|(act, reason)| {
            let who = if act == "strike_redemption" { t!("claims-struck") } else { t!("claims-undone") };
            view! { <div class="note warn"><strong>{who}</strong><p class="lines">{reason}</p></div> }
        })}
        {held.then(|| view! {
            <section class="held">
                <p>{t!("claims-code-how")}</p>
                {code_square(&visit, &code)}
                <p class="code">{code.clone()}</p>
                <p class="muted">{t!("claims-code-life", until = Lang::current().time(now.plus(10 * rules::MINUTE)))}</p>
                <p><a class="btn quiet" href=reload>{t!("claims-code-renew")}</a></p>
            </section>
        })}
        <p>{state_words(stop.state(now))}</p>
        <dl class="facts">
            {(!terms.gives.is_empty()).then(|| view! { <div><dt>{t!("claims-gives")}</dt><dd>{terms.gives.clone()}</dd></div> })}
            <div><dt>{t!("claims-conditions")}</dt><dd class="lines">{terms.conditions.clone()}</dd></div>
            <div><dt>{t!("claims-hours")}</dt><dd>{hours_words(&terms.hours)}</dd></div>
        </dl>
        {held.then(|| release(stop.row.id))}
        {match complaint {
            Some(complaint) => complained(complaint.verdict.as_deref(), complaint.reason),
            None if may_complain => complain(visit.new_id(), stop.row.id),
            None => ().into_any(),
        }}
    };
    Ok(Page::new(terms.title.clone(), body))
}

fn release(claim: Uuid) -> AnyView {
    view! {
        <Fold title=t!("claims-release-title") act=&RELEASE_CLAIM>
            <p>{t!("claims-release-words")}</p>
            <ActForm act=&RELEASE_CLAIM><Hidden name="claim" value=claim.to_string()/><Submit label=t!("claims-release") class="quiet"/></ActForm>
        </Fold>
    }
    .into_any()
}

fn complain(id: Uuid, claim: Uuid) -> AnyView {
    view! {
        <Fold title=t!("claims-complain-title") act=&COMPLAIN>
            <p>{t!("claims-complain-words")}</p>
            <ActForm act=&COMPLAIN>
                <Hidden name="id" value=id.to_string()/>
                <Hidden name="claim" value=claim.to_string()/>
                <TextArea name="grounds" label=t!("claims-complain-what") rows=3 maxlength=200/>
                <Submit label=t!("claims-complain") class="quiet"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

fn complained(verdict: Option<&str>, reason: Option<String>) -> AnyView {
    let words = match verdict {
        Some("upheld") => t!("claims-complaint-upheld"),
        Some(_) => t!("claims-complaint-rejected"),
        None => t!("claims-complaint-waits"),
    };
    view! { <div class="note"><strong>{words}</strong>{reason.map(|reason| view! { <p class="lines">{reason}</p> })}</div> }.into_any()
}
