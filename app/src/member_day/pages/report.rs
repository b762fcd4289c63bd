//! The report of the 28th: what the day brought to a shop. Times and offers, never persons; small counts are not shown.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::claims::{DayReport, honoured, report_of};
use crate::merchants::{Shop, shops_by_ids};
use crate::offers::{headline, offers_by_ids};
use crate::t;
use crate::ui::{Bar, BarChart, Empty, Head};
use leptos::prelude::*;
use rules::Month;
use rules::claims::{Figure, SHOWN_FROM, figure, honoured_rate, in_parts, in_stretches, share};
use rules::member_day::{Calendar, Phase};
use rules::permits::Role;
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
        let honoured = honoured(db, shop.id).await?;
        let offers: Vec<Uuid> = report.by_offer.keys().copied().collect();
        let names = offers_by_ids(db, &offers)
            .await?
            .into_iter()
            .map(|kept| (kept.id, format!("{} · {}", headline(&kept.terms, Lang::current()), kept.terms.title)));
        figures(&report, &names.collect::<Vec<_>>(), honoured, &calendar)
    } else {
        view! { <Empty title=t!("member-day-report-not-yet") next=t!("member-day-report-from", from = Lang::current().moment(calendar.report_from))/> }.into_any()
    };
    let body = view! {
        <Head title=t!("member-day-report-title") lead=lead/>
        {shown}
        {others(&shops, shop.id, month, Calendar::reported(now, &settings).month)}
    };
    Ok(Page::new(t!("member-day-report-title"), body))
}

/// A count beside its bar.
fn words(count: u64) -> String {
    match figure(count) {
        Figure::None => t!("member-day-none"),
        Figure::Few | Figure::Most => t!("member-day-few"),
        Figure::Count(count) => t!("member-day-count", count = count),
    }
}

/// What the day brought, in a sentence.
fn verdict(report: &DayReport, calendar: &Calendar) -> String {
    let day = Lang::current().day(calendar.day);
    let Figure::Count(people) = figure(report.people) else {
        return if report.people == 0 { t!("member-day-report-nobody", day = day) } else { t!("member-day-report-few", day = day) };
    };
    let first = match share(report.first_time, report.people) {
        Figure::None => t!("member-day-people", count = 0),
        Figure::Few => t!("member-day-few"),
        Figure::Most => t!("member-day-most"),
        Figure::Count(count) => t!("member-day-people", count = count),
    };
    t!("member-day-report-verdict", day = day, people = people, first = first)
}

fn bar(label: String, count: u64) -> Bar {
    let known = matches!(figure(count), Figure::Count(_));
    Bar { label, value: if known { u32::try_from(count).unwrap_or(u32::MAX) } else { 0 }, shown: words(count), class: "" }
}

/// Offer by offer; small ones together.
fn by_offer(report: &DayReport, names: &[(Uuid, String)]) -> Vec<Bar> {
    let (shown, small) = in_parts(report.by_offer.iter().map(|(offer, count)| (*offer, *count)));
    let name = |offer: Uuid| names.iter().find(|(id, _)| *id == offer).map(|(_, name)| name.clone()).unwrap_or_default();
    let mut bars: Vec<Bar> = shown.iter().map(|(offer, count)| bar(name(*offer), *count)).collect();
    bars.extend(match &small[..] {
        [] => None,
        [(offer, count)] => Some(bar(name(*offer), *count)),
        several => Some(bar(t!("member-day-report-others", count = several.len()), several.iter().map(|(_, count)| count).sum())),
    });
    bars
}

/// Hour by hour; quiet ones together.
fn by_hour(report: &DayReport) -> Vec<Bar> {
    let stretches = in_stretches(report.by_hour.iter().map(|(hour, count)| (*hour, *count)));
    stretches.into_iter().map(|(first, last, count)| bar(format!("{first:02}:00–{:02}:00", last + 1), count)).collect()
}

/// What the longest bar stands for, if its count may be shown and it stands for one thing.
fn most(bars: &[Bar]) -> Option<&str> {
    bars.iter().rev().filter(|bar| bar.value > 0).max_by_key(|bar| bar.value).map(|bar| bar.label.as_str())
}

fn figures(report: &DayReport, names: &[(Uuid, String)], honoured: (u64, u64), calendar: &Calendar) -> AnyView {
    let (offers, hours) = (by_offer(report, names), by_hour(report));
    let known = |name: &&str| names.iter().any(|(_, own)| own == name);
    let by_offer =
        most(&offers).filter(known).map_or_else(|| t!("member-day-report-by-offer-few"), |name| t!("member-day-report-by-offer", name = name));
    let by_hour = most(&hours).map_or_else(|| t!("member-day-report-by-hour-few"), |hour| t!("member-day-report-by-hour", hour = hour));
    let rate = honoured_rate(honoured.0, honoured.1).filter(|_| honoured.0 >= SHOWN_FROM).map(|rate| format!("{}.{:02}%", rate / 100, rate % 100));
    view! {
        <p class="note ok"><strong>{verdict(report, calendar)}</strong></p>
        {(!offers.is_empty()).then(|| view! { <BarChart verdict=by_offer bars=offers/> })}
        {(!hours.is_empty()).then(|| view! { <BarChart verdict=by_hour bars=hours/> })}
        {rate.map(|rate| view! { <p>{t!("member-day-report-honoured", rate = rate)}</p> })}
        <p class="muted">{t!("member-day-report-privacy")}</p>
    }
    .into_any()
}

fn others(shops: &[Shop], own: Uuid, month: Month, newest: Month) -> AnyView {
    let lang = Lang::current();
    let chips = shops.iter().map(|shop| {
        let current = (shop.id == own).then_some("true");
        view! { <a href=format!("/desk/report?shop={}&month={month}", shop.id) aria-current=current>{shop.name.to_string()}</a> }
    });
    let chips = (shops.len() > 1).then(|| chips.collect_view());
    let to = |month: Month| view! { <a class="btn quiet" href=format!("/desk/report?shop={own}&month={month}")>{lang.month(month)}</a> };
    view! {
        {chips.map(|chips| view! { <nav class="chips" aria-label=t!("member-day-report-shops")>{chips}</nav> })}
        <nav class="pager" aria-label=t!("member-day-months")>
            {to(month.previous())}
            {(month < newest).then(|| to(month.next()))}
        </nav>
    }
    .into_any()
}
