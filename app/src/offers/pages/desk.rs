//! The merchant's desk for offers: what one's shops give, and one offer with its preview, its rehearsal and what can be done next.

use super::one;
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::merchants::{Shop, shops_by_ids};
use crate::offers::doors::{END_OFFER, SUBMIT_OFFER, WITHDRAW_OFFER};
use crate::offers::facts;
use crate::offers::parts::{OfferCard, headline, offer_cards};
use crate::offers::store::{Kept, Line, offer_by_id, offers_of_shops, story};
use crate::t;
use crate::ui::{ActForm, Fold, Submit, TextArea};
use leptos::prelude::*;
use rules::Instant;
use rules::member_day::Calendar;
use rules::offers::{Finding, OfferState, Rehearsal};
use rules::permits::Role;
use uuid::Uuid;

/// The shops that the person answers for, in walking order.
pub(in crate::offers) async fn own_shops(visit: &Visit) -> Result<Vec<Shop>, AppError> {
    let places = visit.person()?.standing.places(&[Role::MerchantOwner], visit.now());
    Ok(shops_by_ids(visit.db().read(), &places).await?)
}

/// All offers of one's shops.
pub async fn own_offers(visit: Visit, _at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let shops = own_shops(&visit).await?;
    let ids: Vec<Uuid> = shops.iter().map(|shop| shop.id).collect();
    let offers = offers_of_shops(db, &ids).await?;
    let (settings, _) = crate::member_day::calendar_settings(db).await?;
    let calendar = Calendar::enrolling(visit.now(), &settings);
    let name = |id: Uuid| shops.iter().find(|shop| shop.id == id).map(|shop| shop.name.to_string()).unwrap_or_default();
    let lines = offers.iter().map(|kept| line(kept, name(kept.merchant))).collect_view();
    let new = shops.iter().map(|shop| {
        let to = format!("/desk/offers/new?shop={}", shop.id);
        let label = if shops.len() > 1 { t!("offers-new-for", shop = shop.name.to_string()) } else { t!("offers-new") };
        view! { <a class="btn" href=to>{label}</a> }
    });
    let new = new.collect_view();
    let none = offers.is_empty();
    let body = view! {
        <div class="head">
            <div>
                <h1>{t!("offers-desk-title")}</h1>
                <p class="lead">{enrolment_words(&calendar, visit.now())}</p>
            </div>
            <div class="actions">{new}</div>
        </div>
        {if none {
            view! { <div class="empty"><p>{t!("offers-desk-none")}</p></div> }.into_any()
        } else {
            view! { <ul class="list">{lines}</ul> }.into_any()
        }}
        {(!shops.is_empty()).then(|| posters(&shops))}
        <p class="actions"><a class="btn quiet" href="/till">{t!("offers-to-till")}</a><a class="btn quiet" href="/desk/report">{t!("offers-to-report")}</a></p>
    };
    Ok(Page::new(t!("offers-desk-title"), body))
}

/// For which member day one registers now, and until when; between two months' registrations, when the next begins.
fn enrolment_words(calendar: &Calendar, now: Instant) -> String {
    let month = Lang::current().month(calendar.month);
    if now < calendar.enrolment_opens {
        return t!("offers-desk-lead-ahead", month = month, opens = calendar.enrolment_opens);
    }
    t!("offers-desk-lead", month = month, until = calendar.enrolment_closes)
}

/// The way to each shop's poster.
fn posters(shops: &[Shop]) -> AnyView {
    let several = shops.len() > 1;
    let links = shops.iter().map(|shop| {
        let to = format!("/merchants/{}/poster", shop.id);
        let label = if several { t!("offers-shop-poster-of", shop = shop.name.to_string()) } else { t!("offers-shop-poster") };
        view! { <a class="btn plain" href=to>{label}</a> }
    });
    view! { <p class="actions">{links.collect_view()}</p> }.into_any()
}

fn line(kept: &Kept, shop: String) -> impl IntoView + use<> {
    let to = format!("/desk/offers/{}", kept.id);
    let again = format!("/desk/offers/new?copy={}", kept.id);
    let words = format!("{} · {}", headline(&kept.terms, Lang::current()), kept.terms.title);
    view! {
        <li>
            <div class="body"><a href=to>{words}</a><p class="muted">{shop}</p></div>
            <span class="end">{state_tag(kept.state)}<a class="btn plain" href=again>{t!("offers-again")}</a></span>
        </li>
    }
}

/// Where an offer stands, as a dot and a word.
pub(super) fn state_tag(state: OfferState) -> impl IntoView + use<> {
    let class = match state {
        OfferState::Approved => "state ok",
        OfferState::Draft | OfferState::Submitted | OfferState::Returned => "state warn",
        OfferState::Ended | OfferState::Withdrawn => "state stop",
    };
    view! { <span class=class>{t!(&format!("offers-state-{}", state.code()))}</span> }
}

/// One offer of one's shop.
pub async fn own_offer(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let now = visit.now();
    let kept = own(&visit, &at).await?;
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let card = offer_cards(db, &[kept.id], now, &calendar).await?.pop().ok_or_else(AppError::not_found)?;
    let rehearsal = match kept.state {
        OfferState::Draft | OfferState::Returned => Some(facts::rehearse(db, &kept, now).await?),
        _ => None,
    };
    let lines = story(db, kept.id).await?;
    let body = view! {
        <nav class="crumbs" aria-label=t!("offers-crumbs")><ol><li><a href="/desk/offers">{t!("offers-desk-title")}</a></li><li aria-current="page">{kept.terms.title.clone()}</li></ol></nav>
        <div class="head"><h1>{kept.terms.title.clone()}</h1>{state_tag(kept.state)}</div>
        {returned(&kept, &lines)}
        {rehearsal.map(|rehearsal| checks(&rehearsal))}
        {next_steps(&kept)}
        {preview(&card, now)}
        {past(&lines)}
    };
    Ok(Page::new(kept.terms.title.clone(), body))
}

/// The offer of the address, if it belongs to one's shop.
pub(super) async fn own(visit: &Visit, at: &At) -> Result<Kept, AppError> {
    let kept = offer_by_id(visit.db().read(), at.id("offer")?).await?.ok_or_else(AppError::not_found)?;
    let places = visit.person()?.standing.places(&[Role::MerchantOwner], visit.now());
    if places.contains(&kept.merchant) { Ok(kept) } else { Err(AppError::not_found()) }
}

/// The officer's words on an offer that came back.
fn returned(kept: &Kept, lines: &[Line]) -> Option<AnyView> {
    let act = match kept.state {
        OfferState::Returned => "return_offer",
        OfferState::Withdrawn => "take_down_offer",
        _ => return None,
    };
    let reason = lines.iter().rev().find(|line| line.act == act)?.reason.clone()?;
    Some(view! { <div class="note warn"><strong>{t!("offers-officer-says")}</strong><p class="lines">{reason}</p></div> }.into_any())
}

/// What the rehearsal found, rule by rule.
pub(super) fn checks(rehearsal: &Rehearsal) -> AnyView {
    let lines = rehearsal.findings.iter().map(|finding: &Finding| {
        let class = if finding.blocks() { "stop" } else { "warn" };
        view! { <li class=class><span>{AppError::refusal(finding).to_string()}</span></li> }
    });
    let lines = lines.collect_view();
    let good = rehearsal.findings.is_empty().then(|| view! { <li><span>{t!("offers-rehearsal-good")}</span></li> });
    view! { <section class="section"><header><h2>{t!("offers-rehearsal")}</h2></header><ul class="checks">{good}{lines}</ul></section> }.into_any()
}

fn next_steps(kept: &Kept) -> AnyView {
    let id = kept.id.to_string();
    let change = format!("/desk/offers/{id}/change");
    let again = format!("/desk/offers/new?copy={id}");
    let may_submit = matches!(kept.state, OfferState::Draft | OfferState::Returned);
    let may_change = may_submit || kept.state == OfferState::Approved;
    let may_withdraw = may_change || kept.state == OfferState::Submitted;
    let only = ("offer", id.clone());
    let (ending, withdrawing) = (only.clone(), only.clone());
    view! {
        <div class="actions">
            {may_submit.then(|| view! { <ActForm act=&SUBMIT_OFFER only=only><Submit label=t!("offers-submit") class="large"/></ActForm> })}
            {may_change.then(|| view! { <a class="btn quiet" href=change>{t!("offers-change")}</a> })}
            <a class="btn plain" href=again>{t!("offers-again")}</a>
            {kept.state.is_public().then(|| view! { <a class="btn plain" href=format!("/offers/{id}/poster")>{t!("offers-to-poster")}</a> })}
        </div>
        {(kept.state == OfferState::Approved).then(|| view! {
            <Fold title=t!("offers-end-title") act=&END_OFFER>
                <p>{t!("offers-end-words")}</p>
                <ActForm act=&END_OFFER only=ending><Submit label=t!("offers-end") class="quiet"/></ActForm>
            </Fold>
        })}
        {may_withdraw.then(|| view! {
            <Fold title=t!("offers-withdraw-title") act=&WITHDRAW_OFFER>
                <p>{t!("offers-withdraw-words")}</p>
                <ActForm act=&WITHDRAW_OFFER only=withdrawing>
                    <TextArea name="grounds" label=t!("offers-grounds") rows=3 maxlength=200/>
                    <Submit label=t!("offers-withdraw") class="danger"/>
                </ActForm>
            </Fold>
        })}
    }
    .into_any()
}

/// The offer as a resident will see it.
pub(super) fn preview(card: &OfferCard, now: Instant) -> AnyView {
    view! {
        <section class="section">
            <header><h2>{t!("offers-preview")}</h2></header>
            <div class="preview"><p>{t!("offers-preview-card")}</p><ol class="offers">{card.show(now)}</ol></div>
            {one::facts(card, now)}
        </section>
    }
    .into_any()
}

/// What was done to the offer, in order.
pub(super) fn past(lines: &[Line]) -> AnyView {
    let lang = Lang::current();
    let lines = lines.iter().map(|line| {
        let done = t!(&format!("offers-story-{}", line.act.replace('_', "-")));
        view! { <li><time>{lang.moment(line.at)}</time><p>{done}</p>{line.reason.clone().map(|reason| view! { <p class="muted lines">{reason}</p> })}</li> }
    });
    view! { <section class="section"><header><h2>{t!("offers-story")}</h2></header><ol class="history">{lines.collect_view()}</ol></section> }
        .into_any()
}
