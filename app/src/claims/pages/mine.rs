//! “My 27th”: what one has claimed and what one plans, in walking order; on the phone, and on one printed page.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::claims::entity::claim;
use crate::claims::parts::{code_square, state_words};
use crate::claims::{codes, store};
use crate::districts::district_name;
use crate::merchants::{Shop, shops_by_ids};
use crate::offers::{Kept, OfferCard, benefit_words, days_words, offer_cards, offers_by_ids, place};
use crate::t;
use leptos::prelude::*;
use rules::Instant;
use rules::claims::ClaimState;
use rules::districts::District;
use rules::offers::{OfferState, RunPhase, Terms, Way, When};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A claim with its offer and shop.
pub(super) struct Claimed {
    pub row: claim::Model,
    pub kept: Kept,
    pub shop: Shop,
}

/// Claims with their offers and shops, in walking order: district, floor, unit.
pub(super) async fn claimed(visit: &Visit, rows: Vec<claim::Model>) -> Result<Vec<Claimed>, AppError> {
    let db = visit.db().read();
    let offers: Vec<Uuid> = rows.iter().map(|row| row.offer).collect();
    let shops: Vec<Uuid> = rows.iter().map(|row| row.merchant).collect();
    let offers: HashMap<Uuid, Kept> = offers_by_ids(db, &offers).await?.into_iter().map(|kept| (kept.id, kept)).collect();
    let shops: HashMap<Uuid, Shop> = shops_by_ids(db, &shops).await?.into_iter().map(|shop| (shop.id, shop)).collect();
    let with = |row: claim::Model| Some(Claimed { kept: offers.get(&row.offer)?.clone(), shop: shops.get(&row.merchant)?.clone(), row });
    let mut claims: Vec<Claimed> = rows.into_iter().filter_map(with).collect();
    claims.sort_by(|left, right| (left.shop.district, &left.shop.walk, left.row.id).cmp(&(right.shop.district, &right.shop.walk, right.row.id)));
    Ok(claims)
}

impl Claimed {
    pub(super) fn state(&self, now: Instant) -> ClaimState {
        store::state_of(&self.row).at(now)
    }

    pub(super) fn is_held(&self, now: Instant) -> bool {
        matches!(self.state(now), ClaimState::Held { .. })
    }
}

/// One stop of the walk.
enum Stop {
    /// With a code to show.
    Claimed(Box<Claimed>),
    /// Chosen before, and not claimed yet.
    Planned(Box<OfferCard>),
}

impl Stop {
    fn shop(&self) -> &Shop {
        match self {
            Self::Claimed(claim) => &claim.shop,
            Self::Planned(card) => &card.shop,
        }
    }

    fn terms(&self) -> &Terms {
        match self {
            Self::Claimed(claim) => &claim.kept.terms,
            Self::Planned(card) => &card.kept.terms,
        }
    }

    /// Where its code is, or where it is claimed.
    fn link(&self) -> String {
        match self {
            Self::Claimed(claim) => format!("/my/claims/{}", claim.row.id),
            Self::Planned(card) => format!("/offers/{}", card.kept.id),
        }
    }
}

/// Today's walk and what follows it: the held claims, and the chosen offers of which one has not had any.
async fn walk_of(visit: &Visit, claims: Vec<Claimed>) -> Result<(Vec<Stop>, Vec<Claimed>), AppError> {
    let (db, now) = (visit.db().read(), visit.now());
    let had = |claim: &&Claimed| matches!(claim.state(now), ClaimState::Held { .. } | ClaimState::Redeemed { .. });
    let had: Vec<Uuid> = claims.iter().filter(had).map(|claim| claim.kept.id).collect();
    let (live, over): (Vec<_>, Vec<_>) = claims.into_iter().partition(|claim| claim.is_held(now));
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let chosen: Vec<Uuid> = store::chosen_by(db, visit.person()?.person).await?.into_iter().filter(|offer| !had.contains(offer)).collect();
    let mut cards = offer_cards(db, &chosen, now, &calendar).await?;
    cards.retain(|card| is_planned(card, now));
    let planned = cards.into_iter().map(|card| Stop::Planned(Box::new(card)));
    let mut stops: Vec<Stop> = live.into_iter().map(|claim| Stop::Claimed(Box::new(claim))).chain(planned).collect();
    stops.sort_by_cached_key(|stop| (stop.shop().district, stop.shop().walk.clone(), stop.link()));
    Ok((stops, over))
}

/// Whether a chosen offer belongs to the walk: its run is not over, and who planned with it may see that it was taken down.
fn is_planned(card: &OfferCard, now: Instant) -> bool {
    let stands = card.kept.state == OfferState::Approved;
    let taken_down = card.kept.state.is_public() && card.kept.terms.when != When::EveryMonth;
    (stands || taken_down) && card.run.phase_at(now) != RunPhase::Over
}

/// What one has claimed for today and later, what one chose to remember, and what is past.
pub async fn my_day(visit: Visit, _at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let now = visit.now();
    let person = visit.person()?.person;
    let claims = claimed(&visit, store::claims_from(db, person, now.day()).await?).await?;
    let (stops, over) = walk_of(&visit, claims).await?;
    let past = claimed(&visit, store::claims_before(db, person, now.day()).await?).await?;
    let nothing = stops.is_empty();
    let ran_out = ran_out(&visit, &stops, &over).await?;
    let body = view! {
        <div class="head">
            <div><h1>{t!("claims-my-day")}</h1><p class="lead">{t!("claims-my-day-lead")}</p></div>
            <div class="actions">
                {(!nothing).then(|| view! { <a class="btn" href="/my/27/print">{t!("claims-to-print")}</a> })}
                <a class="btn quiet" href="/my/member-code">{t!("claims-to-member-code")}</a>
            </div>
        </div>
        {ran_out}
        {nothing.then(|| view! { <div class="empty"><p>{t!("claims-none")}</p><a class="btn" href="/offers">{t!("claims-to-offers")}</a></div> })}
        {walk(&stops, now)}
        {earlier(t!("claims-today-done"), &over, now)}
        {earlier(t!("claims-earlier"), &past, now)}
    };
    Ok(Page::new(t!("claims-my-day"), body))
}

/// What was claimed today and not used in time, with the way to claim it again while something is left; not of what one holds or has used again.
async fn ran_out(visit: &Visit, stops: &[Stop], over: &[Claimed]) -> Result<Vec<AnyView>, AppError> {
    let (db, now, lang) = (visit.db().read(), visit.now(), Lang::current());
    let held = stops.iter().filter_map(|stop| if let Stop::Claimed(claim) = stop { Some(claim.kept.id) } else { None });
    let used = over.iter().filter(|claim| matches!(claim.state(now), ClaimState::Redeemed { .. })).map(|claim| claim.kept.id);
    let again: Vec<Uuid> = held.chain(used).collect();
    let mut expired: BTreeMap<Uuid, (Instant, &Claimed)> = BTreeMap::new();
    for claim in over.iter().filter(|claim| !again.contains(&claim.kept.id)) {
        if let ClaimState::Expired { at } = claim.state(now) {
            let last = expired.entry(claim.kept.id).or_insert((at, claim));
            last.0 = last.0.max(at);
        }
    }
    if expired.is_empty() {
        return Ok(Vec::new());
    }
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let cards = offer_cards(db, &expired.keys().copied().collect::<Vec<_>>(), now, &calendar).await?;
    let note = |(id, (at, claim)): (Uuid, (Instant, &Claimed))| {
        let left = cards.iter().any(|card| card.kept.id == id && card.is_on(now) && card.left(now) != Some(0));
        let again = left.then(|| view! { <a href=format!("/offers/{id}")>{t!("claims-again")}</a> });
        let words = t!("claims-ran-out", title = &claim.kept.terms.title, at = lang.time(at));
        view! { <p class="note warn"><span>{words} " " {again}</span></p> }.into_any()
    };
    Ok(expired.into_iter().map(note).collect())
}

/// The way through the districts, stop by stop.
fn walk(stops: &[Stop], now: Instant) -> AnyView {
    let mut districts: BTreeMap<District, Vec<&Stop>> = BTreeMap::new();
    for stop in stops {
        districts.entry(stop.shop().district).or_default().push(stop);
    }
    let sections = districts.into_iter().map(|(district, stops)| {
        let lines = stops.into_iter().map(|stop| {
            let to = stop.link();
            let (what, next) = match stop {
                Stop::Claimed(claim) => (use_by(claim, now), t!("claims-show-code")),
                Stop::Planned(card) => (plan_words(card, now), t!("claims-plan-look")),
            };
            let planned = matches!(stop, Stop::Planned(_)).then(|| view! { <span class="tag">{t!("claims-planned")}</span> " " });
            view! {
                <li>
                    {benefit_words(&stop.terms().benefit)}
                    <h3><a href=to.clone()>{stop.terms().title.clone()}</a></h3>
                    <p class="muted">{place(stop.shop())}</p>
                    <p class="muted">{planned}{what}</p>
                    <span class="end"><a class="btn quiet" href=to>{next}</a></span>
                </li>
            }
        });
        view! { <section class=district.slug()><h2>{district_name(district, false)}</h2><ol>{lines.collect_view()}</ol></section> }
    });
    view! { <div class="walk">{sections.collect_view()}</div> }.into_any()
}

/// Until when a claim can be used; today the time alone says it: `14:00`.
fn use_by(claim: &Claimed, now: Instant) -> String {
    let (until, lang) = (Instant::from_millis(claim.row.until_at), Lang::current());
    let words = if until.plus(-1).day() == now.day() { lang.time(until) } else { lang.moment(until) };
    t!("claims-use-by", until = words)
}

/// What is still to be done for a planned offer.
fn plan_words(card: &OfferCard, now: Instant) -> String {
    let terms = &card.kept.terms;
    match (card.kept.state, terms.way, card.run.phase_at(now)) {
        (OfferState::Approved, Way::WalkIn, _) => t!("claims-plan-walk-in", days = days_words(&terms.when, &card.run)),
        (OfferState::Approved, Way::ClaimFirst, RunPhase::Ahead) => t!("claims-opens", at = card.run.opens_at),
        (OfferState::Approved, Way::ClaimFirst, _) => t!("claims-plan-now"),
        _ => t!("claims-plan-gone"),
    }
}

fn earlier(title: String, claims: &[Claimed], now: Instant) -> Option<AnyView> {
    if claims.is_empty() {
        return None;
    }
    let lines = claims.iter().map(|claim| {
        let to = format!("/my/claims/{}", claim.row.id);
        view! { <li><div class="body"><a href=to>{claim.kept.terms.title.clone()}</a><p class="muted">{claim.shop.name.to_string()}</p></div><span class="end">{state_words(claim.state(now))}</span></li> }
    });
    Some(view! { <details><summary>{title}</summary><ul class="list">{lines.collect_view()}</ul></details> }.into_any())
}

/// One A4 page: a code per claim that is good for its shop and day, without a phone; and what one still wants to get on the way.
pub async fn printed(visit: Visit, _at: At) -> Result<Page, AppError> {
    let now = visit.now();
    let claims = store::claims_from(visit.db().read(), visit.person()?.person, now.day()).await?;
    let claims = claimed(&visit, claims).await?;
    let (stops, _) = walk_of(&visit, claims).await?;
    let lines = stops.iter().map(|stop| {
        let (what, code) = match stop {
            Stop::Claimed(claim) => {
                let until = Lang::current().moment(Instant::from_millis(claim.row.until_at));
                (t!("claims-use-by", until = until), codes::on_paper(&visit, &claim.row))
            }
            Stop::Planned(card) => (plan_words(card, now), None),
        };
        let square = code.as_ref().map(|code| code_square(&visit, code));
        view! {
            <li>
                {benefit_words(&stop.terms().benefit)}
                <h3>{stop.terms().title.clone()}</h3>
                <p>{district_name(stop.shop().district, false)} " · " {place(stop.shop())}</p>
                <p class="muted">{what}</p>
                {code.map(|code| view! { <p class="paper-code">{code}</p> })}
                {square.map(|square| view! { <span class="end">{square}</span> })}
            </li>
        }
    });
    let lines = lines.collect_view();
    let none = stops.is_empty();
    let body = view! {
        <p class="no-print toolbar"><a class="btn quiet" href="/my/27">{t!("claims-my-day")}</a> <span class="muted">{t!("claims-print-hint")}</span></p>
        <article class="sheet">
            <p class="eyebrow">{t!("claims-print-day")}</p>
            <h1>{t!("claims-my-day")}</h1>
            {none.then(|| view! { <p>{t!("claims-none")}</p> })}
            <div class="walk"><ol>{lines}</ol></div>
            <p class="muted">{t!("claims-print-how")}</p>
        </article>
    };
    Ok(Page::new(t!("claims-my-day"), body).bare())
}
