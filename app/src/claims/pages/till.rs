//! The till: one field, one huge answer. And what the till took today, to undo what was a mistake.

use super::redemptions::lines;
use crate::backend::{Act, AppError, At, Page, Refill, Shown, Visit};
use crate::claims::api::{TillCard, WalkIn};
use crate::claims::doors::{GIVE_WALK_IN, REDEEM_CLAIM, UNDO_REDEMPTION};
use crate::claims::store;
use crate::merchants::{Shop, shops_by_ids};
use crate::t;
use crate::ui::{ActForm, Fold, Hidden, Submit, TextArea};
use leptos::prelude::*;
use rules::permits::Role;
use uuid::Uuid;

/// The shops whose till the person may work.
async fn tills(visit: &Visit) -> Result<Vec<Shop>, AppError> {
    let places = visit.person()?.standing.places(&[Role::Clerk, Role::MerchantOwner], visit.now());
    Ok(shops_by_ids(visit.db().read(), &places).await?)
}

fn chosen<'a>(shops: &'a [Shop], at: &At) -> Option<&'a Shop> {
    match at.query("shop").and_then(|shop| shop.parse::<Uuid>().ok()) {
        Some(wanted) => shops.iter().find(|shop| shop.id == wanted),
        None if shops.len() == 1 => shops.first(),
        None => None,
    }
}

/// The till of a shop; whoever works several chooses first.
pub async fn till(visit: Visit, at: At) -> Result<Page, AppError> {
    let shops = tills(&visit).await?;
    let Some(shop) = chosen(&shops, &at) else { return Ok(choose(&shops, refused(None))) };
    let id = shop.id.to_string();
    let answer = answer(&visit, &id);
    let waiting = answer.is_none();
    let body = view! {
        <div class="till">
            <h1 class=if waiting { "" } else { "vh" }>{t!("claims-till-title")} " · " {shop.name.to_string()}</h1>
            {answer}
            {field(&id, waiting)}
            <p class="actions"><a class="btn plain" href=format!("/till/today?shop={id}")>{t!("claims-till-today")}</a></p>
        </div>
        <script type="module" src="/till.js"></script>
    };
    Ok(Page::new(t!("claims-till-title"), body))
}

/// Which till; after a code for a till that is not one's own, why it was not taken.
fn choose(shops: &[Shop], refused: Option<AnyView>) -> Page {
    let lines = shops.iter().map(|shop| {
        let to = format!("/till?shop={}", shop.id);
        view! { <li><div class="body"><a href=to>{shop.name.to_string()}</a></div></li> }
    });
    let body = view! { {refused}<h1>{t!("claims-till-which")}</h1><ul class="list tills">{lines.collect_view()}</ul><script type="module" src="/till.js"></script> };
    Page::new(t!("claims-till-title"), body)
}

/// The one field. After an answer it waits below, for the next customer.
fn field(shop: &str, first: bool) -> AnyView {
    view! {
        <form method="post" action=REDEEM_CLAIM.path class="till-code" novalidate data-scan=t!("claims-till-scan") data-stop=t!("claims-till-stop")
            data-no-camera=t!("claims-till-no-camera") data-letters=t!("claims-till-letters")>
            <input type="hidden" name="shop" value=shop.to_owned()/>
            <label for="till-code">{if first { t!("claims-till-code") } else { t!("claims-till-next") }}</label>
            <input id="till-code" name="code" type="text" inputmode="text" autocomplete="off" autocapitalize="characters" spellcheck="false"
                enterkeyhint="go" maxlength="300" placeholder=t!("claims-till-hint") autofocus=first required/>
            <button type="submit" class="btn wide large">{t!("claims-till-check")}</button>
        </form>
    }
    .into_any()
}

/// The full-screen card: what was just taken, or why not.
fn answer(visit: &Visit, shop: &str) -> Option<AnyView> {
    if let Some(refused) = refused(Some(("shop", shop))) {
        return Some(refused);
    }
    let card = [&REDEEM_CLAIM, &GIVE_WALK_IN].into_iter().find_map(|act: &'static Act| Shown::of::<TillCard>(act))?;
    Some(match card {
        TillCard::Accepted { headline, title, gives, conditions, redemption, shop } => {
            yes(&headline, &title, &gives, &conditions, &shop, &redemption)
        }
        TillCard::Member { shop, code, again, offers } => member(visit, &shop, &code, again, offers),
    })
}

/// Why a code was not taken, if one was not.
fn refused(only: Option<(&str, &str)>) -> Option<AnyView> {
    let refused = [&REDEEM_CLAIM, &GIVE_WALK_IN].into_iter().find_map(|act: &'static Act| Refill::of(act, only));
    refused.map(|refill| no(&refill.error))
}

fn yes(headline: &str, title: &str, gives: &str, conditions: &str, shop: &str, redemption: &str) -> AnyView {
    let undo = format!("/till/today?shop={shop}#r-{redemption}");
    view! {
        <section class="answer ok" role="status" tabindex="-1" autofocus>
            <svg viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="21"/><path d="M14 25l7 7 14-15"/></svg>
            <p class="verdict">{headline.to_owned()}</p>
            <p>{t!("claims-till-yes")} " · " {title.to_owned()}</p>
            <p class="next">{(!gives.is_empty()).then(|| view! { {gives.to_owned()}<br/> })}{conditions.to_owned()}</p>
            <p><a href=undo>{t!("claims-till-undo-link")}</a></p>
        </section>
    }
    .into_any()
}

fn no(error: &AppError) -> AnyView {
    let refused = error.refused().clone();
    let class = match refused.code.as_str() {
        "already_redeemed" | "withdrawn" | "shop_suspended" | "clerk_without_right" | "not_the_audience" | "limit_reached" => "answer stop",
        _ => "answer warn",
    };
    view! {
        <section class=class role="alert" tabindex="-1" autofocus>
            <svg viewBox="0 0 48 48" aria-hidden="true"><path d="M24 5l20 36H4z"/><path d="M24 19v10M24 35v.5"/></svg>
            <p class="verdict">{refused.sentence}</p>
            {(!refused.next_step.is_empty()).then(|| view! { <p class="next">{refused.next_step}</p> })}
        </section>
    }
    .into_any()
}

/// A member: the visit is counted; one tap gives a walk-in offer that fits. Where none does, that is the answer, readable from afar.
fn member(visit: &Visit, shop: &str, code: &str, again: bool, offers: Vec<WalkIn>) -> AnyView {
    let counted = if again { t!("claims-till-member-again") } else { t!("claims-till-member") };
    let verdict = match (offers.is_empty(), offers.iter().any(|offer| offer.refused.is_none())) {
        (true, _) => Some(t!("claims-till-no-walk-in")),
        (false, false) => Some(t!("claims-till-none-fits")),
        (false, true) => None,
    };
    let answer = match verdict {
        Some(verdict) => view! {
            <div class="answer warn">
                <svg viewBox="0 0 48 48" aria-hidden="true"><path d="M24 5l20 36H4z"/><path d="M24 19v10M24 35v.5"/></svg>
                <p class="verdict">{verdict}</p>
                <p class="next">{counted}</p>
            </div>
        }
        .into_any(),
        None => view! { <p class="note ok">{counted}</p> }.into_any(),
    };
    let lines = offers.into_iter().map(|offer| {
        let give = offer.refused.is_none().then(|| give(visit.new_id(), shop.to_owned(), code.to_owned(), offer.offer));
        view! { <li><div class="body"><p class="benefit">{offer.headline}</p><p>{offer.title}</p>{offer.refused.map(|why| view! { <p class="muted">{why}</p> })}</div><span class="end">{give}</span></li> }
    });
    let lines = lines.collect_view();
    view! {
        <section class="stack" role="status" tabindex="-1" autofocus>
            {answer}
            <ul class="list">{lines}</ul>
        </section>
    }
    .into_any()
}

fn give(id: Uuid, shop: String, code: String, offer: String) -> AnyView {
    view! {
        <ActForm act=&GIVE_WALK_IN only=("offer", offer)>
            <Hidden name="id" value=id.to_string()/>
            <Hidden name="shop" value=shop/>
            <Hidden name="code" value=code/>
            <Submit label=t!("claims-till-give")/>
        </ActForm>
    }
    .into_any()
}

/// What the till took since yesterday's same hour: the shop can undo it for a day.
pub async fn today(visit: Visit, at: At) -> Result<Page, AppError> {
    let shops = tills(&visit).await?;
    let Some(shop) = chosen(&shops, &at) else { return Ok(choose(&shops, None)) };
    let db = visit.db().read();
    let (settings, _) = crate::claims::settings(db).await?;
    let now = visit.now();
    let rows = store::redemptions_between(db, shop.id, now.plus(-settings.undo()), now.plus(1)).await?;
    let none = rows.is_empty();
    let lines = lines(db, &rows, |row| undo(row.id, shop.id)).await?;
    let body = view! {
        <div class="head"><div><h1>{t!("claims-till-today")}</h1><p class="lead">{shop.name.to_string()}</p></div><div class="actions"><a class="btn" href=format!("/till?shop={}", shop.id)>{t!("claims-to-till")}</a></div></div>
        {none.then(|| view! { <div class="empty"><p>{t!("claims-till-nothing")}</p></div> })}
        {(!none).then(|| view! { <ul class="list">{lines}</ul> })}
    };
    Ok(Page::new(t!("claims-till-today"), body))
}

fn undo(redemption: Uuid, shop: Uuid) -> AnyView {
    let only = ("redemption", redemption.to_string());
    view! {
        <Fold title=t!("claims-undo-title") act=&UNDO_REDEMPTION only=only.clone() class="plain">
            <ActForm act=&UNDO_REDEMPTION only=only>
                <Hidden name="shop" value=shop.to_string()/>
                <TextArea name="grounds" label=t!("claims-undo-why") rows=2 maxlength=200/>
                <Submit label=t!("claims-undo") class="danger"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}
