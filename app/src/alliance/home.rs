//! The home page: what can I get and when, where, and what is happening.

use crate::backend::{AppError, At, Page, Visit};
use crate::districts::district_name;
use crate::merchants::{Shop, public_shops};
use crate::offers::{Days, Listing, cards_of, foretaste};
use crate::t;
use leptos::prelude::*;
use rules::Instant;
use rules::districts::District;
use rules::member_day::{Calendar, CalendarSettings};

/// Offers of each district shown on the home page itself.
const OFFERS: usize = 2;

/// Home.
pub async fn home(visit: Visit, _at: At) -> Result<Page, AppError> {
    let (db, now) = (visit.db().read(), visit.now());
    let (settings, _) = super::setting::<CalendarSettings>(db, "member_day.calendar").await?;
    let calendar = Calendar::coming(now, &settings);
    let days = Days { month: calendar.month, ranges_from: None, ended_since: None };
    let listing = foretaste(visit.house(), days, OFFERS).await?;
    let cards = cards_of(db, &listing.page, now, &settings).await?;
    let shops = public_shops(visit.house()).await?;
    let changes = shops.iter().filter_map(|shop| shop.hours.as_ref()?.next_change_after(now));
    let cards_until = cards.iter().filter_map(|card| card.valid_until(now));
    let ticks = crate::member_day::next_tick(&calendar, now);
    let meeting = crate::meetings::next_meeting(&visit).await?;
    let (award, award_until) = crate::awards::going_on(&visit).await?;
    let boundary = changes.chain(cards_until).chain(ticks).chain(award_until).chain([now.day().end()]).min();
    let offers = (!cards.is_empty()).then(|| {
        let shown = cards.iter().map(|card| card.show(now)).collect_view();
        view! {
            <section class="section">
                <header><h2>{t!("alliance-home-offers")}</h2><a href="/member-day">{t!("alliance-home-all-offers", count = listing.found)}</a></header>
                <ol class="offers">{shown}</ol>
            </section>
        }
    });
    let happening = (meeting.is_some() || award.is_some()).then(|| {
        view! { <section class="section"><header><h2>{t!("alliance-home-happening")}</h2></header><ul class="list">{meeting}{award}</ul></section> }
    });
    let districts = District::ALL.map(|district| district_card(district, &listing, &shops, now));
    let body = view! {
        {crate::member_day::banner(&calendar, now, listing.found)}
        <section class="section">
            <header><h2>{t!("alliance-home-districts")}</h2><a href="/merchants">{t!("alliance-home-merchants", count = shops.len())}</a></header>
            <div class="districts">{districts.into_iter().collect_view()}</div>
        </section>
        {happening}
        {offers}
        <section class="section"><article class="card">
            <h2><a href="/space">{t!("districts-space")}</a></h2>
            <p class="muted">{t!("districts-space-where")}</p>
            <p>{t!("districts-space-what")}</p>
        </article></section>
    };
    Ok(Page::new(t!("shell-name"), body).valid_until(boundary))
}

fn district_card(district: District, listing: &Listing, shops: &[Shop], now: Instant) -> AnyView {
    let slug = district.slug();
    let own = || shops.iter().filter(|shop| shop.district == district);
    let open = own().filter(|shop| shop.hours.as_ref().is_some_and(|hours| hours.open_at(now))).count();
    let offers = listing.districts.iter().find(|facet| facet.choice == district).map_or(0, |facet| facet.count);
    view! {
        <article class=format!("district {slug}")>
            <h3><a href=format!("/districts/{slug}")>{district_name(district, false)}</a></h3>
            <p class="small muted">{t!("alliance-home-shops", open = open, count = own().count())}</p>
            <p class="count"><b>{offers}</b>{t!("alliance-home-offer-count", count = offers)}</p>
        </article>
    }
    .into_any()
}
