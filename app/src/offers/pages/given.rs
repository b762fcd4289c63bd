//! What one shop gives: on its public page, and on its poster.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::districts::district_name;
use crate::merchants::shop_by_id;
use crate::offers::parts::{OfferCard, headline, offer_cards};
use crate::offers::store::offers_given_by;
use crate::t;
use crate::ui::Mark;
use leptos::prelude::*;
use rules::Instant;
use rules::merchants::MerchantState;
use rules::offers::RunPhase;
use uuid::Uuid;

/// Offers that a poster has room for.
const ON_POSTER: usize = 6;

/// The offers of a shop that are on or still to come.
async fn cards_at(visit: &Visit, shop: Uuid) -> Result<Vec<OfferCard>, AppError> {
    let (db, now) = (visit.db().read(), visit.now());
    let (settings, _) = crate::member_day::calendar_settings(db).await?;
    let ids: Vec<Uuid> = offers_given_by(db, shop).await?.iter().map(|kept| kept.id).collect();
    let mut cards = offer_cards(db, &ids, now, &settings).await?;
    cards.retain(|card| card.run.phase_at(now) != RunPhase::Over);
    Ok(cards)
}

/// The section of a shop's page with its offers, and when it becomes untrue by itself; nothing when there are none.
///
/// # Errors
/// The database is away.
pub async fn given_at(visit: &Visit, shop: Uuid) -> Result<(Option<AnyView>, Option<Instant>), AppError> {
    let (cards, now) = (cards_at(visit, shop).await?, visit.now());
    if cards.is_empty() {
        return Ok((None, None));
    }
    let until = cards.iter().filter_map(|card| card.valid_until(now)).min();
    let shown = cards.iter().map(|card| card.show(now)).collect_view();
    let section = view! { <section class="section"><header><h2>{t!("offers-of-shop")}</h2></header><ol class="offers">{shown}</ol></section> };
    Ok((Some(section.into_any()), until))
}

/// One A4 page for the shop's door: who it is, what it gives, and the code that leads to its page.
pub async fn poster(visit: Visit, at: At) -> Result<Page, AppError> {
    let shop = shop_by_id(visit.db().read(), at.id("id")?).await?;
    let shop = shop.filter(|shop| shop.state == MerchantState::Active).ok_or_else(AppError::not_found)?;
    let cards = cards_at(&visit, shop.id).await?;
    let lang = Lang::current();
    let more = cards.len().saturating_sub(ON_POSTER);
    let lines = cards.iter().take(ON_POSTER).map(|card| {
        let terms = &card.kept.terms;
        view! { <li><strong>{headline(terms, lang)}</strong> " " {terms.title.clone()}</li> }
    });
    let lines = lines.collect_view();
    let place = [Some(district_name(shop.district, false)), shop.unit.as_ref().map(ToString::to_string)];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let url = format!("{}/merchants/{}", visit.house().public_url, shop.id);
    let back = format!("/merchants/{}", shop.id);
    let name = shop.name.to_string();
    let body = view! {
        <p class="no-print toolbar"><a class="btn quiet" href=back>{t!("offers-back-to-shop")}</a> <span class="muted">{t!("offers-print-hint")}</span></p>
        <article class="sheet poster">
            <Mark/>
            <p class="eyebrow">{t!("offers-poster-day")}</p>
            <div><h1 class="name shop-name">{name.clone()}</h1><p class="what">{place}</p></div>
            <ul class="gives">{lines}{(more > 0).then(|| view! { <li>{t!("offers-poster-more", count = more)}</li> })}</ul>
            {crate::claims::qr(&url)}
            <p class="what">{t!("offers-poster-scan")}</p>
            <p class="url">{url.clone()}</p>
        </article>
    };
    Ok(Page::new(format!("{} · {name}", t!("offers-poster")), body).bare())
}
