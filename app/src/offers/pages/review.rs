//! The officer's review: what waits, and one offer to approve, give back or take down.

use super::desk::{checks, past, preview, state_tag};
use crate::backend::{AppError, At, Page, Visit};
use crate::merchants::{Shop, shop_by_id};
use crate::offers::doors::{APPROVE_OFFER, OFFICER, READERS, RETURN_OFFER, TAKE_DOWN_OFFER};
use crate::offers::facts;
use crate::offers::parts::{offer_cards, place_words};
use crate::offers::store::{Kept, offer_by_id, offers_waiting, story};
use crate::offers::today::to_review;
use crate::t;
use crate::ui::{ActForm, Empty, Fold, Head, Hidden, Submit, TextArea, TodoList};
use leptos::prelude::*;
use rules::offers::OfferState;
use std::collections::HashMap;
use uuid::Uuid;

/// The offers of one's district that wait, the longest waiting first.
pub async fn waiting(visit: Visit, _at: At) -> Result<Page, AppError> {
    let todos = to_review(&visit).await?;
    let now = visit.now();
    let lead = t!("offers-review-count", count = todos.len());
    let list =
        if todos.is_empty() { view! { <Empty title=t!("offers-review-none")/> }.into_any() } else { view! { <TodoList todos now/> }.into_any() };
    Ok(Page::new(t!("offers-review-title"), view! { <Head title=t!("offers-review-title") lead=lead/> {list} }))
}

/// The offers that wait in this person's districts, with their shops.
pub(in crate::offers) async fn waiting_for(visit: &Visit) -> Result<Vec<(Kept, Shop)>, AppError> {
    let db = visit.db().read();
    let waiting = offers_waiting(db).await?;
    let ids: Vec<Uuid> = waiting.iter().map(|kept| kept.merchant).collect();
    let shops: HashMap<Uuid, Shop> = crate::merchants::shops_by_ids(db, &ids).await?.into_iter().map(|shop| (shop.id, shop)).collect();
    let with_shop = waiting.into_iter().filter_map(|kept| shops.get(&kept.merchant).cloned().map(|shop| (kept, shop)));
    Ok(with_shop.filter(|(_, shop)| visit.admit_in(READERS, shop.district.place()).is_ok()).collect())
}

/// One offer of one's district.
pub async fn one(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let now = visit.now();
    let kept = offer_by_id(db, at.id("offer")?).await?.filter(|kept| kept.state != OfferState::Draft).ok_or_else(AppError::not_found)?;
    let shop = shop_by_id(db, kept.merchant).await?.ok_or_else(AppError::not_found)?;
    visit.admit_in(READERS, shop.district.place())?;
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let card = offer_cards(db, &[kept.id], now, &calendar).await?.pop().ok_or_else(AppError::not_found)?;
    let rehearsal = match kept.state {
        OfferState::Submitted => Some(facts::rehearse(db, &kept, now).await?),
        _ => None,
    };
    let lines = story(db, kept.id).await?;
    let body = view! {
        <nav class="crumbs" aria-label=t!("offers-crumbs")><ol><li><a href="/desk/review">{t!("offers-review-title")}</a></li><li aria-current="page">{kept.terms.title.clone()}</li></ol></nav>
        <div class="head"><div><h1>{kept.terms.title.clone()}</h1><p class="lead">{place_words(&shop)}</p></div>{state_tag(kept.state)}</div>
        {preview(&card, now)}
        {rehearsal.map(|rehearsal| checks(&rehearsal))}
        {visit.admit_in(OFFICER, shop.district.place()).is_ok().then(|| decide(&kept))}
        {past(&lines)}
    };
    Ok(Page::new(kept.terms.title.clone(), body))
}

fn decide(kept: &Kept) -> AnyView {
    match kept.state {
        OfferState::Submitted => {
            let (offer, version) = (kept.id, kept.version);
            view! {
                <section class="section">
                    <ActForm act=&APPROVE_OFFER>{seen(offer, version)}<Submit label=t!("offers-approve") class="large"/></ActForm>
                    <Fold title=t!("offers-return-title") act=&RETURN_OFFER>
                        <ActForm act=&RETURN_OFFER>
                            {seen(offer, version)}
                            <TextArea name="grounds" label=t!("offers-return-grounds") help=t!("offers-return-help") rows=3 maxlength=200/>
                            <Submit label=t!("offers-return") class="quiet"/>
                        </ActForm>
                    </Fold>
                </section>
            }
            .into_any()
        }
        OfferState::Approved => take_down(kept.id, kept.version),
        _ => ().into_any(),
    }
}

fn take_down(offer: Uuid, version: i32) -> AnyView {
    view! {
        <Fold title=t!("offers-take-down-title") act=&TAKE_DOWN_OFFER>
            <p>{t!("offers-withdraw-words")}</p>
            <ActForm act=&TAKE_DOWN_OFFER>
                {seen(offer, version)}
                <TextArea name="grounds" label=t!("offers-grounds") rows=3 maxlength=200/>
                <Submit label=t!("offers-take-down") class="danger"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

/// The offer in the version that the officer looks at.
fn seen(offer: Uuid, version: i32) -> AnyView {
    view! { <Hidden name="offer" value=offer.to_string()/><Hidden name="version" value=version.to_string()/> }.into_any()
}
