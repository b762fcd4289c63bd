//! The home page: what can I get and when, where, and what is happening.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::districts::district_name;
use crate::t;
use crate::ui::Mark;
use leptos::prelude::*;
use rules::districts::District;
use rules::member_day::{Calendar, CalendarSettings};
use rules::{DAY, Instant};

/// Home.
pub async fn home(visit: Visit, _at: At) -> Result<Page, AppError> {
    let (settings, _) = super::setting::<CalendarSettings>(visit.db().read(), "member_day.calendar").await?;
    let calendar = Calendar::coming(visit.now(), &settings);
    let next_midnight = visit.now().day().end();
    let valid_until = calendar.next_boundary(visit.now()).map_or(next_midnight, |boundary| boundary.min(next_midnight));
    let districts = District::ALL.map(|district| {
        let slug = district.slug();
        view! {
            <article class=format!("district {slug}")>
                <h3><a href=format!("/districts/{slug}")>{district_name(district, false)}</a></h3>
                <p class="small muted">{t!(&format!("districts-about-{slug}"))}</p>
            </article>
        }
    });
    let body = view! {
        {day(&calendar, visit.now())}
        <section class="section">
            <header><h2>{t!("alliance-home-districts")}</h2><a href="/merchants">{t!("alliance-home-merchants")}</a></header>
            <div class="districts">{districts.collect_view()}</div>
        </section>
        <section class="section"><article class="card"><h2><a href="/space">{t!("districts-space")}</a></h2>
            <p class="muted">{t!("districts-space-where")}</p><p>{t!("districts-space-what")}</p></article></section>
    };
    Ok(Page::new(t!("shell-name"), body).valid_until(Some(valid_until)))
}

/// The member day, counted down.
fn day(calendar: &Calendar, now: Instant) -> AnyView {
    let lang = Lang::current();
    let days = calendar.day.start().since(now.day().start()) / DAY;
    let count = if days > 0 {
        view! { <h1 class="count" id="day">{t!("alliance-home-in")} " " <b>{days}</b> " " {t!("alliance-home-days", days = days)}</h1> }.into_any()
    } else {
        view! { <h1 class="count" id="day">{t!("alliance-home-today")}</h1> }.into_any()
    };
    let times = t!("alliance-home-times", opens = lang.moment(calendar.claims_open));
    view! {
        <section class="day" aria-labelledby="day">
            <Mark/>
            <div class="say">
                <p class="eyebrow">{t!("alliance-home-eyebrow", day = calendar.day)}</p>
                {count}
                <p class="muted">{times}</p>
                <a class="btn large" href="/member-day">{t!("alliance-home-see")}</a>
            </div>
        </section>
    }
    .into_any()
}
