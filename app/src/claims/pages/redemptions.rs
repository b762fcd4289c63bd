//! The officer's look at what the tills of the district took: times and offers, never persons. A redemption can be undone here at any time.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::claims::doors::{OFFICER, READERS, STRIKE_REDEMPTION};
use crate::claims::entity::{claim, redemption};
use crate::claims::store;
use crate::merchants::{Shop, shop_by_id, shops_by_ids};
use crate::offers::{headline, offers_by_ids, place_words};
use crate::t;
use crate::ui::{ActForm, Empty, Fold, Head, Hidden, Submit, TextArea};
use leptos::prelude::*;
use rules::{DAY, Day, Instant};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// The list goes so far back; an older day is found from its complaint.
const BACK: i64 = 92 * DAY;

/// The shops of one's district that have redeemed something, or one of them day by day.
pub async fn all(visit: Visit, at: At) -> Result<Page, AppError> {
    match at.query("shop").filter(|shop| !shop.is_empty()).map(str::parse::<Uuid>) {
        None => shops(&visit).await,
        Some(Ok(shop)) => of_shop(&visit, &at, shop).await,
        Some(Err(_)) => Err(AppError::not_found()),
    }
}

async fn shops(visit: &Visit) -> Result<Page, AppError> {
    let db = visit.db().read();
    let counts = store::redemptions_by_shop(db, visit.now().plus(-BACK)).await?;
    let ids: Vec<Uuid> = counts.keys().copied().collect();
    let shops = shops_by_ids(db, &ids).await?.into_iter().filter(|shop| visit.admit_in(READERS, shop.district.place()).is_ok());
    let lines = shops.map(|shop| {
        let to = format!("/desk/redemptions?shop={}", shop.id);
        let count = counts.get(&shop.id).copied().unwrap_or_default();
        view! { <li><div class="body"><a href=to>{place_words(&shop)}</a></div><span class="end">{t!("claims-redemptions-count", count = count)}</span></li> }
    });
    let lines: Vec<_> = lines.collect();
    let list = if lines.is_empty() {
        view! { <Empty title=t!("claims-till-nothing")/> }.into_any()
    } else {
        view! { <ul class="list">{lines}</ul> }.into_any()
    };
    let body = view! { <Head title=t!("claims-redemptions-title") lead=t!("claims-redemptions-lead")/> {list} };
    Ok(Page::new(t!("claims-redemptions-title"), body))
}

async fn of_shop(visit: &Visit, at: &At, shop: Uuid) -> Result<Page, AppError> {
    let db = visit.db().read();
    let shop = shop_by_id(db, shop).await?.ok_or_else(AppError::not_found)?;
    visit.admit_in(READERS, shop.district.place())?;
    let days = store::days_of_redemptions(db, shop.id, visit.now().plus(-BACK)).await?;
    let day = at.query("day").and_then(Day::parse).or_else(|| days.first().copied()).unwrap_or_else(|| visit.now().day());
    let rows = store::redemptions_between(db, shop.id, day.start(), day.end()).await?;
    let strikes = visit.admit_in(OFFICER, shop.district.place()).is_ok();
    let lines = lines(db, &rows, |row| if strikes { strike(row, &shop, day) } else { ().into_any() }).await?;
    let name = shop.name.to_string();
    let lead = t!("claims-redemptions-on", day = day);
    let list = if rows.is_empty() {
        view! { <Empty title=t!("claims-till-nothing")/> }.into_any()
    } else {
        view! { <ul class="list">{lines}</ul> }.into_any()
    };
    let body = view! {
        <nav class="crumbs" aria-label=t!("claims-crumbs")><ol><li><a href="/desk/redemptions">{t!("claims-redemptions-title")}</a></li><li aria-current="page">{name.clone()}</li></ol></nav>
        <Head title=name.clone() lead=lead/>
        {chips(&days, day, shop.id)}
        {list}
    };
    Ok(Page::new(name, body))
}

/// The days on which there is something.
fn chips(days: &[Day], chosen: Day, shop: Uuid) -> Option<AnyView> {
    if days.len() < 2 {
        return None;
    }
    let lang = Lang::current();
    let chips = days.iter().map(|day| {
        let to = format!("/desk/redemptions?shop={shop}&day={day}");
        view! { <a href=to aria-current=(*day == chosen).then_some("true")>{lang.day(*day)}</a> }
    });
    Some(view! { <nav class="chips" aria-label=t!("claims-redemptions-days")>{chips.collect_view()}</nav> }.into_any())
}

/// Redemptions as lines: what and when, whether undone, and else what can be done.
///
/// # Errors
/// The database is away.
pub(super) async fn lines(
    db: &impl ConnectionTrait,
    rows: &[(redemption::Model, claim::Model)],
    undo: impl Fn(&redemption::Model) -> AnyView,
) -> Result<AnyView, AppError> {
    let offers: Vec<Uuid> = rows.iter().map(|(_, claim)| claim.offer).collect();
    let offers = offers_by_ids(db, &offers).await?;
    let claims: Vec<Uuid> = rows.iter().filter(|(row, _)| row.undone_at.is_some()).map(|(row, _)| row.claim).collect();
    let reasons = store::undo_reasons(db, &claims).await?;
    let lang = Lang::current();
    let lines = rows.iter().map(|(row, claim)| {
        let terms = offers.iter().find(|kept| kept.id == claim.offer).map(|kept| &kept.terms);
        let words = terms.map(|terms| format!("{} · {}", headline(terms, lang), terms.title)).unwrap_or_default();
        let undone = row.undone_at.map(Instant::from_millis);
        let undo = undone.is_none().then(|| undo(row));
        let reason = row.undone_at.and_then(|at| reasons.get(&(row.claim, at))).cloned();
        view! {
            <li id=format!("r-{}", row.id)>
                <div class="body"><p>{words}</p><p class="muted">{lang.moment(Instant::from_millis(row.at))}</p>{reason.map(|reason| view! { <p class="lines">{t!("claims-undone-because", reason = reason)}</p> })}</div>
                {undone.map(|at| view! { <span class="end"><span class="state stop">{t!("claims-undone-at", at = lang.moment(at))}</span></span> })}
                {undo}
            </li>
        }
    });
    Ok(lines.collect_view().into_any())
}

fn strike(row: &redemption::Model, shop: &Shop, day: Day) -> AnyView {
    let only = ("redemption", row.id.to_string());
    let shop = shop.id.to_string();
    view! {
        <Fold title=t!("claims-undo-title") act=&STRIKE_REDEMPTION only=only.clone() class="plain">
            <ActForm act=&STRIKE_REDEMPTION only=only>
                <Hidden name="shop" value=shop/>
                <Hidden name="day" value=day.to_string()/>
                <TextArea name="grounds" label=t!("claims-undo-why") rows=2 maxlength=200/>
                <Submit label=t!("claims-undo") class="danger"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}
