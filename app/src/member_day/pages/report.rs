//! The report of the 28th: what the day brought to a shop. Times and offers, never persons; small counts are not shown.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::claims::{DayReport, honoured, report_of};
use crate::merchants::{Shop, shops_by_ids};
use crate::offers::{headline, offers_by_ids};
use crate::t;
use crate::ui::{Bar, BarChart, Empty, Head};
use leptos::prelude::*;
use rules::claims::{Figure, figure, honoured_rate};
use rules::member_day::{Calendar, Phase};
use rules::permits::Role;
use rules::{Day, Month};
use uuid::Uuid;

/// The latest report of one's shop, or an earlier month's.
pub async fn report(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let now = visit.now();
    let places = visit.person()?.standing.places(&[Role::MerchantOwner], now);
    let shops = shops_by_ids(db, &places).await?;
    let wanted = at.query("shop").and_then(|shop| shop.parse::<Uuid>().ok());
    let shop = shops.iter().find(|shop| wanted.is_none_or(|wanted| wanted == shop.id)).ok_or_else(AppError::not_found)?;
    let (settings, _) = super::super::calendar_settings(db).await?;
    let month = at.query("month").and_then(Month::parse).unwrap_or_else(|| Calendar::reported(now, &settings).month);
    let calendar = Calendar::of(month, &settings);
    let lead = t!("member-day-report-lead", shop = shop.name.to_string(), day = Lang::current().day(calendar.day));
    let shown = if calendar.phase_at(now) == Phase::Reported {
        let report = report_of(db, shop.id, calendar.day).await?;
        let (redemptions, upheld) = honoured(db, shop.id).await?;
        let offers: Vec<Uuid> = report.by_offer.keys().copied().collect();
        let names = offers_by_ids(db, &offers)
            .await?
            .into_iter()
            .map(|kept| (kept.id, format!("{} · {}", headline(&kept.terms, Lang::current()), kept.terms.title)));
        figures(&report, &names.collect::<Vec<_>>(), honoured_rate(redemptions, upheld), &calendar)
    } else {
        view! { <Empty title=t!("member-day-report-not-yet") next=t!("member-day-report-from", from = Lang::current().moment(calendar.report_from))/> }.into_any()
    };
    let body = view! {
        <Head title=t!("member-day-report-title") lead=lead/>
        {shown}
        {others(&shops, shop.id, month)}
    };
    Ok(Page::new(t!("member-day-report-title"), body))
}

fn words(count: u64) -> String {
    match figure(count) {
        Figure::None => t!("member-day-none"),
        Figure::Few => t!("member-day-few"),
        Figure::Count(count) => t!("member-day-count", count = count),
    }
}

/// How many came, in a sentence; small counts stay a few.
fn verdict(report: &DayReport, day: Day) -> String {
    let day = Lang::current().day(day);
    let Figure::Count(people) = figure(report.people) else {
        let key = if report.people == 0 { "member-day-report-nobody" } else { "member-day-report-few" };
        return t!(key, day = day);
    };
    let first = match figure(report.first_time) {
        Figure::None => t!("member-day-report-first-none"),
        Figure::Few => t!("member-day-report-first-few"),
        Figure::Count(first) => t!("member-day-report-first", first = first),
    };
    t!("member-day-report-verdict", day = day, people = people, first = first)
}

/// What the longest bar stands for, if its count may be shown.
fn most(bars: &[Bar]) -> Option<String> {
    bars.iter().rev().filter(|bar| bar.value > 0).max_by_key(|bar| bar.value).map(|bar| bar.label.clone())
}

fn figures(report: &DayReport, names: &[(Uuid, String)], rate: Option<u32>, calendar: &Calendar) -> AnyView {
    let verdict = verdict(report, calendar.day);
    let bar = |label: String, count: u64| {
        let known = matches!(figure(count), Figure::Count(_));
        Bar { label, value: if known { u32::try_from(count).unwrap_or(u32::MAX) } else { 0 }, shown: words(count), class: "" }
    };
    let offers: Vec<Bar> = names.iter().map(|(id, name)| bar(name.clone(), report.by_offer.get(id).copied().unwrap_or_default())).collect();
    let hours: Vec<Bar> = report.by_hour.iter().map(|(hour, count)| bar(format!("{hour:02}:00"), *count)).collect();
    let (most_used, busiest) = (most(&offers), most(&hours));
    let by_offer = most_used.map_or_else(|| t!("member-day-report-by-offer-few"), |name| t!("member-day-report-by-offer", name = name));
    let by_hour = busiest.map_or_else(|| t!("member-day-report-by-hour-few"), |hour| t!("member-day-report-by-hour", hour = hour));
    let rate = rate.map(|rate| format!("{}.{:02}%", rate / 100, rate % 100));
    view! {
        <p class="note ok"><strong>{verdict}</strong></p>
        {(!offers.is_empty()).then(|| view! { <BarChart verdict=by_offer bars=offers/> })}
        {(!hours.is_empty()).then(|| view! { <BarChart verdict=by_hour bars=hours/> })}
        {rate.map(|rate| view! { <p>{t!("member-day-report-honoured", rate = rate)}</p> })}
        <p class="muted">{t!("member-day-report-privacy")}</p>
    }
    .into_any()
}

fn others(shops: &[Shop], own: Uuid, month: Month) -> AnyView {
    let lang = Lang::current();
    let chips = shops.iter().map(|shop| {
        let current = (shop.id == own).then_some("true");
        view! { <a href=format!("/desk/report?shop={}&month={month}", shop.id) aria-current=current>{shop.name.to_string()}</a> }
    });
    let chips = (shops.len() > 1).then(|| chips.collect_view());
    let before = month.previous();
    view! {
        {chips.map(|chips| view! { <nav class="chips" aria-label=t!("member-day-report-shops")>{chips}</nav> })}
        <nav class="pager" aria-label=t!("member-day-months")>
            <a class="btn quiet" href=format!("/desk/report?shop={own}&month={before}")>{lang.month(before)}</a>
        </nav>
    }
    .into_any()
}
