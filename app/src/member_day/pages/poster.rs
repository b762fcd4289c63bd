//! The poster of the day for every door of the three districts.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::Mark;
use leptos::prelude::*;
use rules::Month;
use rules::member_day::Calendar;

/// One A4 page.
pub async fn poster(visit: Visit, at: At) -> Result<Page, AppError> {
    let month = Month::parse(at.param("month")).ok_or_else(AppError::not_found)?;
    let (settings, _) = super::super::calendar_settings(visit.db().read()).await?;
    let calendar = Calendar::of(month, &settings);
    let url = format!("{}/member-day/{month}", visit.house().public_url);
    let day = Lang::current().day(calendar.day);
    let body = view! {
        <p class="no-print toolbar"><a class="btn quiet" href=format!("/member-day/{month}")>{t!("member-day-back")}</a></p>
        <article class="sheet poster">
            <Mark/>
            <p class="eyebrow">{t!("member-day-poster-name")}</p>
            <h1 class="verdict">{day.clone()}</h1>
            <p class="name">{t!("member-day-poster-line")}</p>
            <p class="what">{t!("member-day-poster-districts")}</p>
            {crate::claims::qr(&url)}
            <p class="what">{t!("member-day-poster-scan")}</p>
            <p class="url">{url}</p>
        </article>
    };
    Ok(Page::new(t!("member-day-title", day = day), body).bare())
}
