//! The member day's public page.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::offers::{Days, first_month, shelf};
use crate::t;
use crate::ui::{Empty, Mark};
use leptos::prelude::*;
use rules::member_day::{Calendar, CalendarSettings, Countdown, Phase};
use rules::{Instant, Month};
use std::ops::RangeInclusive;

/// Months ahead that can be looked at.
const AHEAD: usize = 12;

/// The member day that is on or comes next.
pub async fn coming(visit: Visit, at: At) -> Result<Page, AppError> {
    let (settings, _) = super::super::calendar_settings(visit.db().read()).await?;
    let calendar = Calendar::coming(visit.now(), &settings);
    // The month before the coming one has a page in any case.
    show(&visit, &at, &calendar, &settings, ("/member-day".to_owned(), calendar.month.previous())).await
}

/// One month's member day.
pub async fn month(visit: Visit, at: At) -> Result<Page, AppError> {
    let month = Month::parse(at.param("month")).ok_or_else(AppError::not_found)?;
    let (settings, _) = super::super::calendar_settings(visit.db().read()).await?;
    let coming = Calendar::coming(visit.now(), &settings).month;
    let known = known(&visit, coming).await?;
    if !known.contains(&month) {
        return Ok(unknown(month));
    }
    let base = format!("/member-day/{month}");
    show(&visit, &at, &Calendar::of(month, &settings), &settings, (base, *known.start())).await
}

/// The months that have a page: from the first with offers to a year ahead.
async fn known(visit: &Visit, coming: Month) -> Result<RangeInclusive<Month>, AppError> {
    let first = first_month(visit.db().read()).await?.unwrap_or(coming).min(coming);
    let last = (0..AHEAD).fold(coming, |month, _| month.next());
    Ok(first.previous()..=last)
}

/// A month of which nothing is known, with the way to the one that comes.
fn unknown(month: Month) -> Page {
    let title = t!("member-day-unknown", month = Lang::current().month(month));
    let body = view! { <Empty title=title.clone() next=t!("member-day-unknown-next")><a class="btn" href="/member-day">{t!("member-day-to-coming")}</a></Empty> };
    Page { status: Some(404), ..Page::new(title, body) }
}

/// One month's page at its address, and the month before which there is none.
async fn show(visit: &Visit, at: &At, calendar: &Calendar, settings: &CalendarSettings, (base, earliest): (String, Month)) -> Result<Page, AppError> {
    let now = visit.now();
    let lang = Lang::current();
    let ended_since = (now >= calendar.claims_close).then_some(calendar.claims_open);
    let days = Days { month: calendar.month, ranges_from: None, ended_since };
    let shelf = shelf(visit, at, days, settings, &base).await?;
    let boundary = [next_tick(calendar, now), shelf.valid_until].into_iter().flatten().min();
    let title = t!("member-day-title", day = lang.day(calendar.day));
    let coming = Calendar::coming(now, settings).month;
    let months = neighbours(calendar.month, coming, earliest);
    let body = view! {
        {banner(calendar, now, shelf.all)}
        <section class="section" id="offers">
            <header><h2>{t!("member-day-offers")}</h2><a href="/my/27">{t!("member-day-my-day")}</a></header>
            {shelf.view}
        </section>
        <section class="section"><header><h2>{t!("member-day-calendar")}</h2><a href=format!("/member-day/{}/poster", calendar.month)>{t!("member-day-to-poster")}</a></header>{timeline(calendar, now)}</section>
        {months}
    };
    Ok(Page::new(title, body).summary(t!("member-day-summary")).valid_until(boundary))
}

/// The day's big card: when it is, how long until then, how many offers there are.
pub fn banner(calendar: &Calendar, now: Instant, offers: usize) -> AnyView {
    let lang = Lang::current();
    view! {
        <section class="day">
            <Mark/>
            <div class="say">
                <p class="eyebrow">{t!("member-day-eyebrow", day = lang.day(calendar.day))}</p>
                {match countdown_words(calendar, now) {
                    Some((number, unit)) => view! { <h1 class="count">{t!("member-day-still")} " " <b>{number}</b> " " {unit}</h1> }.into_any(),
                    None => view! { <h1 class="count"><b>{phase_words(calendar.phase_at(now))}</b></h1> }.into_any(),
                }}
                <p class="muted">{t!("member-day-how", opens = calendar.claims_open, closes = closing_words(calendar), offers = offers)}</p>
                <a class="btn" href=format!("/member-day/{}#offers", calendar.month)>{t!("member-day-see-offers")}</a>
            </div>
        </section>
    }
    .into_any()
}

/// The number and unit that a countdown shows biggest: on the 23rd there are 4 days to the 27th; from the day before on, hours, then minutes. Nothing once
/// claims are open.
#[must_use]
pub fn countdown_words(calendar: &Calendar, now: Instant) -> Option<(i64, String)> {
    let Countdown { days, hours, minutes } = calendar.countdown(now)?;
    let nights = calendar.day.start().since(now.day().start()) / rules::DAY;
    Some(match (nights, days * 24 + hours) {
        (nights, _) if nights >= 2 => (nights, t!("member-day-days", count = nights)),
        (_, 0) => (minutes, t!("member-day-minutes", count = minutes)),
        (_, hours) => (hours, t!("member-day-hours", count = hours)),
    })
}

/// When everything ends: 24:00 of the day, not 00:00 of the next.
fn closing_words(calendar: &Calendar) -> String {
    let minutes = calendar.claims_close.since(calendar.day.start()) / rules::MINUTE;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn phase_words(phase: Phase) -> String {
    t!(&format!("member-day-phase-{}", phase.code()))
}

/// When what the day's card says changes: with the countdown's number (by the hour, in the last hour by the minute) or at the next step of the month.
#[must_use]
pub fn next_tick(calendar: &Calendar, now: Instant) -> Option<Instant> {
    let left = calendar.claims_open.since(now);
    let unit = if left > rules::HOUR { rules::HOUR } else { rules::MINUTE };
    let tick = (left > 0).then(|| now.plus((left - 1) % unit + 1));
    [tick, calendar.next_boundary(now)].into_iter().flatten().min()
}

/// The steps of the month, each with its moment.
fn timeline(calendar: &Calendar, now: Instant) -> AnyView {
    let lang = Lang::current();
    let phase = calendar.phase_at(now);
    let steps = [
        (calendar.enrolment_opens, Phase::Enrolment),
        (calendar.enrolment_closes, Phase::Review),
        (calendar.review_until, Phase::Ready),
        (calendar.claims_open, Phase::Open),
        (calendar.claims_close, Phase::Over),
        (calendar.report_from, Phase::Reported),
    ];
    let lines = steps.into_iter().map(|(moment, step)| {
        let current = (step == phase).then_some("step");
        let class = if step < phase { "done" } else { "" };
        view! { <li class=class aria-current=current><time>{lang.moment(moment)}</time>{t!(&format!("member-day-step-{}", step.code()))}</li> }
    });
    view! { <ol class="timeline">{lines.collect_view()}</ol> }.into_any()
}

/// The months before and after, as far as they lead to something.
fn neighbours(month: Month, coming: Month, earliest: Month) -> AnyView {
    let lang = Lang::current();
    let link = |month: Month| view! { <a class="btn quiet" href=format!("/member-day/{month}")>{lang.month(month)}</a> };
    let before = (month > earliest).then(|| link(month.previous()));
    let after = (month <= coming).then(|| link(month.next()));
    view! { <nav class="pager" aria-label=t!("member-day-months")>{before}{after}</nav> }.into_any()
}
