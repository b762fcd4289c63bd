//! A poster for the shop's window: the benefit, where, when, and the code that leads to the offer.

use crate::backend::{AppError, At, Page, Visit};
use crate::offers::parts::{days_words, headline, hours_words, offer_cards, place_words};
use crate::t;
use crate::ui::Mark;
use leptos::prelude::*;

/// One A4 page.
pub async fn poster(visit: Visit, at: At) -> Result<Page, AppError> {
    let id = at.id("id")?;
    let db = visit.db().read();
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let cards = offer_cards(db, &[id], visit.now(), &calendar).await?;
    let card = cards.into_iter().next().filter(|card| card.kept.state.is_public()).ok_or_else(AppError::not_found)?;
    let terms = &card.kept.terms;
    let url = format!("{}/offers/{id}", visit.house().public_url);
    let body = view! {
        <p class="no-print toolbar"><a class="btn quiet" href=format!("/offers/{id}")>{t!("offers-back-to-offer")}</a> <span class="muted">{t!("offers-print-hint")}</span></p>
        <article class="sheet poster">
            <Mark/>
            <p class="eyebrow">{t!("offers-poster-day")}</p>
            <h1 class="verdict">{headline(terms, crate::backend::Lang::current())}</h1>
            <p class="name">{terms.title.clone()}</p>
            <p class="what">{place_words(&card.shop)}<br/>{days_words(&terms.when, &card.run)} " " {hours_words(&terms.hours)}</p>
            {crate::claims::qr(&url)}
            <p class="what">{t!("offers-poster-scan")}</p>
            <p class="url">{url}</p>
        </article>
    };
    Ok(Page::new(format!("{} · {}", t!("offers-poster"), terms.title), body).bare())
}
