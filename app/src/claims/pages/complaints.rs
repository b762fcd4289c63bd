//! The officer's complaints: what waits, and one to settle with a reason.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::claims::doors::{OFFICER, READERS, SETTLE_COMPLAINT};
use crate::claims::entity::complaint;
use crate::claims::parts::state_words;
use crate::claims::store;
use crate::merchants::{Shop, shop_by_id, shops_by_ids};
use crate::offers::{headline, place_words};
use crate::t;
use crate::ui::{ActForm, Choice, Hidden, Submit, TextArea};
use leptos::prelude::*;
use rules::Instant;
use rules::districts::District;
use std::collections::HashMap;
use uuid::Uuid;

/// The complaints about shops of one's district: waiting ones first.
pub async fn all(visit: Visit, _at: At) -> Result<Page, AppError> {
    let mine = complaints_for(&visit).await?;
    let lang = Lang::current();
    let (waiting, settled): (Vec<_>, Vec<_>) = mine.into_iter().partition(|(row, _)| row.settled_at.is_none());
    let line = |(row, shop): &(complaint::Model, Shop)| {
        let to = format!("/desk/complaints/{}", row.id);
        let at = lang.moment(Instant::from_millis(row.at));
        view! { <li class="todo"><h3><a href=to>{shop.name.to_string()}</a></h3><p class="muted">{at} " · " {verdict_words(row.verdict.as_deref())}</p><span class="end" aria-hidden="true"></span></li> }
    };
    let none = waiting.is_empty();
    let waiting = waiting.iter().map(line).collect_view();
    let past = settled.iter().map(line).collect_view();
    let body = view! {
        <div class="head"><div><h1>{t!("claims-complaints-title")}</h1><p class="lead">{t!("claims-complaints-lead")}</p></div></div>
        {if none { view! { <div class="empty"><p>{t!("claims-complaints-none")}</p></div> }.into_any() } else { view! { <h2 class="vh">{t!("claims-verdict-waits")}</h2><ul class="today">{waiting}</ul> }.into_any() }}
        {(!settled.is_empty()).then(|| view! { <section class="section"><header><h2>{t!("claims-complaints-settled")}</h2></header><ul class="today">{past}</ul></section> })}
    };
    Ok(Page::new(t!("claims-complaints-title"), body))
}

/// The complaints about shops of this person's districts, with their shops.
pub(in crate::claims) async fn complaints_for(visit: &Visit) -> Result<Vec<(complaint::Model, Shop)>, AppError> {
    let db = visit.db().read();
    let rows = store::complaints(db, &districts(visit)).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.merchant).collect();
    let shops: HashMap<Uuid, Shop> = shops_by_ids(db, &ids).await?.into_iter().map(|shop| (shop.id, shop)).collect();
    let with_shop = rows.into_iter().filter_map(|row| shops.get(&row.merchant).cloned().map(|shop| (row, shop)));
    Ok(with_shop.filter(|(_, shop)| visit.admit_in(READERS, shop.district.place()).is_ok()).collect())
}

fn verdict_words(verdict: Option<&str>) -> String {
    match verdict {
        Some("upheld") => t!("claims-verdict-upheld"),
        Some(_) => t!("claims-verdict-rejected"),
        None => t!("claims-verdict-waits"),
    }
}

/// One complaint: what happened, what the till recorded, and the verdict.
pub async fn one(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let row = store::complaint_by_id(db, at.id("complaint")?).await?.ok_or_else(AppError::not_found)?;
    let shop = shop_by_id(db, row.merchant).await?.ok_or_else(AppError::not_found)?;
    visit.admit_in(READERS, shop.district.place())?;
    let claim = store::claim_by_id(db, row.claim).await?.ok_or_else(AppError::not_found)?;
    let asked = store::asked_for(db, &claim).await?;
    let redemption = store::standing_redemption(db, claim.id).await?;
    let lang = Lang::current();
    let terms = &asked.kept.terms;
    let id = row.id.to_string();
    let words = format!("{} · {}", headline(terms, lang), terms.title);
    let state = store::state_of(&claim).at(visit.now());
    let body = view! {
        <nav class="crumbs" aria-label=t!("claims-crumbs")><ol><li><a href="/desk/complaints">{t!("claims-complaints-title")}</a></li><li aria-current="page">{shop.name.to_string()}</li></ol></nav>
        <h1>{t!("claims-complaint-about", shop = shop.name.to_string())}</h1>
        <dl class="facts">
            <div><dt>{t!("claims-complaint-offer")}</dt><dd><a href=format!("/offers/{}", asked.kept.id)>{words}</a></dd></div>
            <div><dt>{t!("claims-complaint-shop")}</dt><dd>{place_words(&shop)}</dd></div>
            <div><dt>{t!("claims-complaint-at")}</dt><dd>{lang.moment(Instant::from_millis(row.at))}</dd></div>
            <div><dt>{t!("claims-complaint-words")}</dt><dd class="lines">{row.words.clone()}</dd></div>
            <div><dt>{t!("claims-complaint-claim")}</dt><dd>{state_words(state)}</dd></div>
            <div><dt>{t!("claims-complaint-verdict")}</dt><dd>{verdict_words(row.verdict.as_deref())}</dd></div>
        </dl>
        {row.reason.clone().map(|reason| view! { <p class="note lines">{reason}</p> })}
        {(row.settled_at.is_none() && visit.admit_in(OFFICER, shop.district.place()).is_ok()).then(|| settle(&id))}
        {redemption.map(|row| {
            let day = Instant::from_millis(row.at).day();
            let to = format!("/desk/redemptions?shop={}&day={day}#r-{}", row.merchant, row.id);
            view! { <p><a class="btn plain" href=to>{t!("claims-to-redemption")}</a></p> }
        })}
    };
    Ok(Page::new(t!("claims-complaints-title"), body))
}

fn settle(complaint: &str) -> AnyView {
    let complaint = complaint.to_owned();
    let verdicts = vec![("upheld".to_owned(), t!("claims-verdict-upheld")), ("rejected".to_owned(), t!("claims-verdict-rejected"))];
    view! {
        <ActForm act=&SETTLE_COMPLAINT>
            <Hidden name="complaint" value=complaint/>
            <Choice name="verdict" label=t!("claims-settle-verdict") options=verdicts/>
            <TextArea name="grounds" label=t!("claims-settle-why") help=t!("claims-settle-help") rows=3 maxlength=200/>
            <Submit label=t!("claims-settle") class="wide"/>
        </ActForm>
    }
    .into_any()
}

/// The districts whose complaints this person looks at.
fn districts(visit: &Visit) -> Vec<District> {
    District::ALL.into_iter().filter(|district| visit.admit_in(READERS, district.place()).is_ok()).collect()
}
