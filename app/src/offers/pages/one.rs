//! One offer as residents see it.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::merchants::{DistrictTag, Shop, Tile, shops_by_ids};
use crate::offers::parts::{
    OfferCard, audience_words, benefit_words, days_words, district_short, headline, hours_words, offer_cards, place, stock_words,
};
use crate::t;
use leptos::prelude::*;
use rules::Instant;
use rules::offers::{ProofNeed, Stock, Terms};

/// An offer that was approved once; others are not found.
pub async fn offer(visit: Visit, at: At) -> Result<Page, AppError> {
    let id = at.id("id")?;
    let db = visit.db().read();
    let now = visit.now();
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let card = offer_cards(db, &[id], now, &calendar).await?.pop().filter(|card| card.kept.state.is_public()).ok_or_else(AppError::not_found)?;
    let shops = shops_by_ids(db, &card.kept.terms.shops).await?;
    let claim = crate::claims::claim_box(&visit, id).await?;
    let terms = &card.kept.terms;
    let title = format!("{} · {}", headline(terms, Lang::current()), terms.title);
    let gives = if terms.gives.is_empty() { headline(terms, Lang::current()) } else { terms.gives.clone() };
    let summary = format!("{} · {} · {gives}", card.shop.name, days_words(&terms.when, &card.run));
    let body = view! {
        <nav class="crumbs" aria-label=t!("offers-crumbs")><ol><li><a href="/offers">{t!("offers-title")}</a></li><li aria-current="page">{terms.title.clone()}</li></ol></nav>
        <article class=format!("offer-page {}", card.shop.district.slug())>
            {front(&card)}
            <div class="act"><div id="stock" data-live=card.is_on(now).then_some("5")>{stock_words(&card, now)}</div>{claim}</div>
            {facts(&card, now)}
            {given_by(&shops)}
            <p class="no-print"><a href=format!("/offers/{id}/poster")>{t!("offers-to-poster")}</a></p>
        </article>
    };
    let valid = card.valid_until(now);
    Ok(Page::new(title, body).summary(summary).valid_until(valid))
}

/// Benefit, title, shop.
pub(super) fn front(card: &OfferCard) -> AnyView {
    let terms = &card.kept.terms;
    view! {
        <header class="head">
            <div>
                {benefit_words(&terms.benefit)}
                <h1>{terms.title.clone()}</h1>
                <p class="who"><span class="tag">{district_short(&card.shop)}</span> " " {place(&card.shop)}</p>
            </div>
            <Tile name=card.shop.name.to_string() district=card.shop.district category=card.shop.category photo=card.shop.photo.clone() large=true/>
        </header>
    }
    .into_any()
}

/// What, when, for whom, how many: the same lines for residents, merchants and officers.
pub(super) fn facts(card: &OfferCard, now: Instant) -> AnyView {
    let terms = &card.kept.terms;
    let conditions = if terms.conditions.is_empty() { t!("offers-no-conditions") } else { terms.conditions.clone() };
    let stages = stages(terms, card, now);
    let gap = Lang::current().gap();
    view! {
        <dl class="facts">
            {(!terms.gives.is_empty()).then(|| view! { <div><dt>{t!("offers-gives")}</dt><dd>{terms.gives.clone()}</dd></div> })}
            <div><dt>{t!("offers-conditions")}</dt><dd class="lines">{conditions}</dd></div>
            <div><dt>{t!("offers-days")}</dt><dd>{days_words(&terms.when, &card.run)}</dd></div>
            <div><dt>{t!("offers-hours")}</dt><dd>{hours_words(&terms.hours)}</dd></div>
            <div><dt>{t!("offers-audience")}</dt><dd>{audience_words(card)}{gap}{proof_words(terms.proof)}</dd></div>
            <div><dt>{t!("offers-stock")}</dt><dd>{stock_line(terms)}{gap}{t!("offers-per-person", limit = terms.per_person)}</dd></div>
            {stages}
            <div><dt>{t!("offers-way")}</dt><dd>{t!(&format!("offers-way-{}", terms.way.code().replace('_', "-")))}</dd></div>
            {terms.chain.then(|| view! { <div><dt>{t!("offers-chain")}</dt><dd>{t!("offers-chain-words")}</dd></div> })}
        </dl>
    }
    .into_any()
}

fn stock_line(terms: &Terms) -> String {
    match terms.stock.total() {
        Some(total) => t!("offers-total", total = total),
        None => t!("offers-unlimited"),
    }
}

fn proof_words(proof: ProofNeed) -> Option<String> {
    match proof {
        ProofNeed::None => None,
        ProofNeed::Number => Some(t!("offers-proof-number")),
        ProofNeed::Person => Some(t!("offers-proof-person")),
    }
}

fn stages(terms: &Terms, card: &OfferCard, now: Instant) -> Option<AnyView> {
    let Stock::Limited { releases, .. } = &terms.stock else { return None };
    if releases.is_empty() {
        return None;
    }
    let lang = Lang::current();
    let lines = releases.iter().map(|stage| {
        let from = card.run.first.at(stage.minute);
        let words = t!("offers-stage", at = lang.time(from), amount = stage.amount);
        view! { <li>{words} {(now >= from).then(|| format!(" · {}", t!("offers-stage-out")))}</li> }
    });
    Some(view! { <div><dt>{t!("offers-stages")}</dt><dd><ul>{lines.collect_view()}</ul></dd></div> }.into_any())
}

fn given_by(shops: &[Shop]) -> AnyView {
    let lines = shops.iter().map(|shop| {
        let to = format!("/merchants/{}", shop.id);
        view! { <li class=shop.district.slug()><div class="body"><a href=to>{shop.name.to_string()}</a><p class="muted">{shop.unit.as_ref().map(ToString::to_string)}</p></div><DistrictTag district=shop.district/></li> }
    });
    view! { <section class="section"><header><h2>{t!("offers-shops")}</h2></header><ul class="list">{lines.collect_view()}</ul></section> }.into_any()
}
