//! “My 27th”: what one has claimed and chosen, in walking order; one claim with its code; the printed page; the member code.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::claims::doors::{COMPLAIN, RELEASE_CLAIM, TAKE_MEMBER_CODE};
use crate::claims::entity::claim;
use crate::claims::parts::{code_square, state_words};
use crate::claims::{codes, store};
use crate::districts::district_name;
use crate::merchants::{Shop, shops_by_ids};
use crate::offers::{Kept, benefit_words, hours_words, offer_cards, offers_by_ids, place};
use crate::t;
use crate::ui::{ActForm, Fold, Hidden, Submit, TextArea};
use leptos::prelude::*;
use rules::Instant;
use rules::claims::{ClaimState, may_complain};
use rules::districts::District;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A claim with its offer and shop.
struct Stop {
    row: claim::Model,
    kept: Kept,
    shop: Shop,
}

/// Claims in walking order: district, floor, unit.
async fn stops(visit: &Visit, rows: Vec<claim::Model>) -> Result<Vec<Stop>, AppError> {
    let db = visit.db().read();
    let offers: Vec<Uuid> = rows.iter().map(|row| row.offer).collect();
    let shops: Vec<Uuid> = rows.iter().map(|row| row.merchant).collect();
    let offers: HashMap<Uuid, Kept> = offers_by_ids(db, &offers).await?.into_iter().map(|kept| (kept.id, kept)).collect();
    let shops: HashMap<Uuid, Shop> = shops_by_ids(db, &shops).await?.into_iter().map(|shop| (shop.id, shop)).collect();
    let with = |row: claim::Model| Some(Stop { kept: offers.get(&row.offer)?.clone(), shop: shops.get(&row.merchant)?.clone(), row });
    let mut stops: Vec<Stop> = rows.into_iter().filter_map(with).collect();
    stops.sort_by(|left, right| (left.shop.district, &left.shop.walk, left.row.id).cmp(&(right.shop.district, &right.shop.walk, right.row.id)));
    Ok(stops)
}

impl Stop {
    fn state(&self, now: Instant) -> ClaimState {
        store::state_of(&self.row).at(now)
    }

    fn is_held(&self, now: Instant) -> bool {
        matches!(self.state(now), ClaimState::Held { .. })
    }
}

/// What one has claimed for today and later, what one chose to remember, and what is past.
pub async fn my_day(visit: Visit, _at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let now = visit.now();
    let person = visit.person()?.person;
    let (live, over): (Vec<Stop>, Vec<Stop>) =
        stops(&visit, store::claims_from(db, person, now.day()).await?).await?.into_iter().partition(|stop| stop.is_held(now));
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let claimed: Vec<Uuid> = live.iter().map(|stop| stop.kept.id).collect();
    let chosen: Vec<Uuid> = store::chosen_by(db, person).await?.into_iter().filter(|offer| !claimed.contains(offer)).collect();
    let mut chosen = offer_cards(db, &chosen, now, &calendar).await?;
    chosen.retain(|card| card.run.phase_at(now) != rules::offers::RunPhase::Over);
    chosen.sort_by(|left, right| left.shop.walk.cmp(&right.shop.walk));
    let past = stops(&visit, store::claims_before(db, person, now.day()).await?).await?;
    let cards = chosen.iter().map(|card| card.show(now)).collect_view();
    let nothing = live.is_empty() && chosen.is_empty();
    let some = !live.is_empty();
    let body = view! {
        <div class="head">
            <div><h1>{t!("claims-my-day")}</h1><p class="lead">{t!("claims-my-day-lead")}</p></div>
            <div class="actions">
                {some.then(|| view! { <a class="btn" href="/my/27/print">{t!("claims-to-print")}</a> })}
                <a class="btn quiet" href="/my/member-code">{t!("claims-to-member-code")}</a>
            </div>
        </div>
        {nothing.then(|| view! { <div class="empty"><p>{t!("claims-none")}</p><a class="btn" href="/offers">{t!("claims-to-offers")}</a></div> })}
        {walk(&live, now)}
        {(!chosen.is_empty()).then(|| view! { <section class="section"><header><h2>{t!("claims-chosen-title")}</h2></header><ol class="offers">{cards}</ol></section> })}
        {earlier(t!("claims-today-done"), &over, now)}
        {earlier(t!("claims-earlier"), &past, now)}
    };
    Ok(Page::new(t!("claims-my-day"), body))
}

/// The way through the districts, stop by stop.
fn walk(stops: &[Stop], now: Instant) -> AnyView {
    let mut districts: BTreeMap<District, Vec<&Stop>> = BTreeMap::new();
    for stop in stops {
        districts.entry(stop.shop.district).or_default().push(stop);
    }
    let sections = districts.into_iter().map(|(district, stops)| {
        let lines = stops.into_iter().map(|stop| {
            let to = format!("/my/claims/{}", stop.row.id);
            view! {
                <li>
                    {benefit_words(&stop.kept.terms.benefit)}
                    <h3><a href=to.clone()>{stop.kept.terms.title.clone()}</a></h3>
                    <p class="muted">{place(&stop.shop)}</p>
                    <p class="muted">{t!("claims-use-by", until = until_words(Instant::from_millis(stop.row.until_at), now))}</p>
                    <span class="end"><a class="btn quiet" href=to>{t!("claims-show-code")}</a></span>
                </li>
            }
        });
        view! { <section class=district.slug()><h2>{district_name(district, false)}</h2><ol>{lines.collect_view()}</ol></section> }
    });
    view! { <div class="walk">{sections.collect_view()}</div> }.into_any()
}

/// Today the time alone says it: `14:00`.
fn until_words(until: Instant, now: Instant) -> String {
    let lang = Lang::current();
    if until.plus(-1).day() == now.day() { lang.time(until) } else { lang.moment(until) }
}

fn earlier(title: String, stops: &[Stop], now: Instant) -> Option<AnyView> {
    if stops.is_empty() {
        return None;
    }
    let lines = stops.iter().map(|stop| {
        let to = format!("/my/claims/{}", stop.row.id);
        view! { <li><div class="body"><a href=to>{stop.kept.terms.title.clone()}</a><p class="muted">{stop.shop.name.to_string()}</p></div><span class="end">{state_words(stop.state(now))}</span></li> }
    });
    Some(view! { <details><summary>{title}</summary><ul class="list">{lines.collect_view()}</ul></details> }.into_any())
}

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
    let stop = stops(&visit, vec![row]).await?.pop().ok_or_else(AppError::not_found)?;
    let held = stop.is_held(now);
    let terms = &stop.kept.terms;
    let reload = format!("/my/claims/{}", stop.row.id);
    let code = codes::on_phone(&visit, &stop.row);
    let body = view! {
        <nav class="crumbs" aria-label=t!("claims-crumbs")><ol><li><a href="/my/27">{t!("claims-my-day")}</a></li><li aria-current="page">{terms.title.clone()}</li></ol></nav>
        <div class="head"><div>{benefit_words(&terms.benefit)}<h1>{terms.title.clone()}</h1><p class="lead">{place(&stop.shop)}</p></div></div>
        {undone.map(|reason| view! { <div class="note warn"><strong>{t!("claims-undone")}</strong><p class="lines">{reason}</p></div> })}
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
            <div><dt>{t!("claims-gives")}</dt><dd>{terms.gives.clone()}</dd></div>
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

/// One A4 page with a code per stop that is good for its shop and day, without a phone.
pub async fn printed(visit: Visit, _at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let now = visit.now();
    let person = visit.person()?.person;
    let mut stops = stops(&visit, store::claims_from(db, person, now.day()).await?).await?;
    stops.retain(|stop| stop.is_held(now));
    let lang = Lang::current();
    let lines = stops.iter().map(|stop| {
        let code = codes::on_paper(&visit, &stop.row).unwrap_or_default();
        let until = Instant::from_millis(stop.row.until_at);
        view! {
            <li>
                {benefit_words(&stop.kept.terms.benefit)}
                <h3>{stop.kept.terms.title.clone()}</h3>
                <p>{district_name(stop.shop.district, false)} " · " {place(&stop.shop)}</p>
                <p class="muted">{t!("claims-use-by", until = lang.moment(until))}</p>
                <p class="paper-code">{code.clone()}</p>
                <span class="end">{code_square(&visit, &code)}</span>
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

/// The number that a till scans for walk-in offers; asked for once, then renewed by reloading.
pub async fn member_code(visit: Visit, _at: At) -> Result<Page, AppError> {
    let number = store::member_number(visit.db().read(), visit.person()?.person).await?;
    let shown = match number {
        Some(number) => {
            let code = codes::of_member(&visit, number);
            view! {
                <section class="held">
                    <p>{t!("claims-member-how")}</p>
                    {code_square(&visit, &code)}
                    <p class="code">{code.clone()}</p>
                    <p class="muted">{t!("claims-code-life", until = Lang::current().time(visit.now().plus(10 * rules::MINUTE)))}</p>
                    <p><a class="btn quiet" href="/my/member-code">{t!("claims-code-renew")}</a></p>
                </section>
            }
            .into_any()
        }
        None => view! {
            <p>{t!("claims-member-first")}</p>
            <ActForm act=&TAKE_MEMBER_CODE><Submit label=t!("claims-member-take") class="wide large"/></ActForm>
        }
        .into_any(),
    };
    let body = view! {
        <div class="head"><div><h1>{t!("claims-member-title")}</h1><p class="lead">{t!("claims-member-lead")}</p></div></div>
        {shown}
    };
    Ok(Page::new(t!("claims-member-title"), body))
}
