//! The districts' pages, the shared space, the charter, and the office's desk for charter and communities.

use super::doors::{PUBLISH_CHARTER, RECORD_COMMUNITY};
use super::{charter as charters, district_name, store};
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::merchants::{Shop, public_shops};
use crate::offers::{Days, Wanted, cards_of, listed};
use crate::t;
use crate::ui::{ActForm, Empty, Field, Hidden, Markdown, Submit, TextArea};
use leptos::prelude::*;
use rules::Instant;
use rules::districts::District;
use rules::member_day::Calendar;
use similar::{ChangeTag, TextDiff};
use uuid::Uuid;

/// A district: its offers of the coming member day, and the way to its shops.
pub async fn district(visit: Visit, at: At) -> Result<Page, AppError> {
    let district = District::from_slug(at.param("slug")).ok_or_else(AppError::not_found)?;
    let (slug, name) = (district.slug(), district_name(district, false));
    let (db, now) = (visit.db().read(), visit.now());
    let (settings, _) = crate::member_day::calendar_settings(db).await?;
    let calendar = Calendar::coming(now, &settings);
    let wanted = Wanted { district: Some(district), ..Wanted::default() };
    let listing = listed(visit.house(), Days { month: calendar.month, ranges_from: Some(now.day()), ended_since: None }, &wanted, None).await?;
    let cards = cards_of(db, &listing.page, now, &settings).await?;
    let shops = public_shops(visit.house()).await?;
    let shops: Vec<&Shop> = shops.iter().filter(|shop| shop.district == district).collect();
    let open = shops.iter().filter(|shop| shop.hours.as_ref().is_some_and(|hours| hours.open_at(now))).count();
    let changes = shops.iter().filter_map(|shop| shop.hours.as_ref()?.next_change_after(now));
    let boundary = changes.chain(cards.iter().filter_map(|card| card.valid_until(now))).chain([now.day().end()]).min();
    let shown = cards.iter().map(|card| card.show(now)).collect_view();
    let offers = if cards.is_empty() {
        view! { <Empty title=t!("districts-no-offers") next=t!("districts-no-offers-next")/> }.into_any()
    } else {
        view! { <ol class="offers">{shown}</ol> }.into_any()
    };
    let meeting = crate::meetings::next_of_district(&visit, district).await?;
    let body = view! {
        <header class=format!("head {slug}")>
            <div><h1>{name.clone()}</h1><p class="lead">{t!(&format!("districts-about-{slug}"))}</p></div>
            <div class="actions"><a class="btn quiet" href=format!("/merchants?district={slug}")>{t!("districts-to-shops", count = shops.len())}</a></div>
        </header>
        <dl class="figures card">
            <div><dt>{t!("districts-figure-shops")}</dt><dd>{shops.len()}</dd></div>
            <div><dt>{t!("districts-figure-open")}</dt><dd>{open}</dd></div>
            <div><dt>{t!("districts-figure-offers")}</dt><dd>{listing.found}</dd></div>
        </dl>
        {meeting}
        <section class="section">
            <header><h2>{t!("districts-offers")}</h2><a href=format!("/offers?district={slug}")>{t!("districts-all-offers", count = listing.found)}</a></header>
            {offers}
        </section>
    };
    let summary = t!(&format!("districts-about-{slug}"));
    Ok(Page::new(name, body).summary(summary).valid_until(boundary))
}

/// The alliance's shared space.
pub async fn space(_visit: Visit, _at: At) -> Result<Page, AppError> {
    let body = view! {
        <header class="head"><div><h1>{t!("districts-space")}</h1><p class="lead">{t!("districts-space-where")}</p></div></header>
        <p>{t!("districts-space-what")}</p>
    };
    Ok(Page::new(t!("districts-space"), body).summary(t!("districts-space-what")))
}

/// The charter: the version in force, or an older one, and what changed.
pub async fn charter(visit: Visit, at: At) -> Result<Page, AppError> {
    let versions = charters::versions(visit.db().read()).await?;
    let wanted: Option<i64> = at.query("version").map(|version| version.parse().map_err(|_| AppError::not_found())).transpose()?;
    let index = match wanted {
        Some(number) => versions.iter().position(|version| version.number == number).ok_or_else(AppError::not_found)?,
        None => 0,
    };
    let shown = versions.get(index).ok_or_else(AppError::not_found)?.clone();
    let accepted = charters::acceptances(visit.db().read(), shown.number).await?;
    let changes = versions.get(index + 1).map(|before| changes(&before.text, &shown.text));
    let lang = Lang::current();
    let (text, translated) = match (&shown.text_en, lang) {
        (Some(english), Lang::En) => (english.clone(), true),
        _ => (shown.text.clone(), false),
    };
    let others = versions.iter().map(|version| {
        let current = (version.number == shown.number).then_some("true");
        view! { <a href=format!("/charter?version={}", version.number) aria-current=current>{t!("districts-charter-number", number = version.number)}</a> }
    });
    let others = (versions.len() > 1).then(|| others.collect_view());
    let title = t!("districts-charter-title");
    let body = view! {
        <header class="head"><div>
            <h1>{title.clone()}</h1>
            <p class="lead">{t!("districts-charter-number", number = shown.number)} " · " {since(&shown)} " · " {t!("districts-charter-accepted", count = accepted)}</p>
        </div></header>
        {others.map(|others| view! { <nav class="chips" aria-label=t!("districts-charter-versions")>{others}</nav> })}
        {(index > 0).then(|| view! { <p class="note warn">{t!("districts-charter-old")} " " <a href="/charter">{t!("districts-charter-newest")}</a></p> })}
        {translated.then(|| view! { <p class="note">{t!("districts-charter-translation")}</p> })}
        <article class="prose" lang=if translated { "en" } else { "zh-CN" }><Markdown text/></article>
        {changes.map(|changes| view! {
            <section class="section"><h2>{t!("districts-charter-changes")}</h2><p>{shown.reason.clone()}</p><div class="card diff" lang="zh-CN">{changes}</div></section>
        })}
    };
    Ok(Page::new(title, body))
}

fn since(version: &charters::CharterVersion) -> String {
    if version.at == 0 { t!("districts-charter-first") } else { t!("districts-charter-since", day = Instant::from_millis(version.at).day()) }
}

/// What changed between two texts, line by line.
pub(super) fn changes(before: &str, after: &str) -> AnyView {
    let diff = TextDiff::from_lines(before, after);
    let lines = diff.iter_all_changes().filter_map(|change| {
        let line = change.value().trim_end().to_owned();
        match change.tag() {
            ChangeTag::Equal => None,
            ChangeTag::Delete => Some(view! { <p><del>{line}</del></p> }.into_any()),
            ChangeTag::Insert => Some(view! { <p><ins>{line}</ins></p> }.into_any()),
        }
    });
    lines.collect::<Vec<_>>().into_any()
}

/// The office writes a new version, beginning with the text in force.
pub async fn charter_desk(visit: Visit, _at: At) -> Result<Page, AppError> {
    let newest = charters::charter_in_force(visit.db().read()).await?;
    let again = crate::accounts::sign_in_again(&visit);
    let body = view! {
        <header class="head"><div><h1>{t!("districts-charter-desk")}</h1><p class="lead">{t!("districts-charter-desk-lead", number = newest.number)}</p></div></header>
        <div class="read stack">
            {again}
            <ActForm act=&PUBLISH_CHARTER>
                <Hidden name="id" value=visit.new_id().to_string()/>
                <TextArea name="text" label=t!("districts-charter-text") help=t!("districts-charter-text-help") value=newest.text rows=18/>
                <TextArea name="text_en" label=t!("districts-charter-text-en") value=newest.text_en.unwrap_or_default() rows=10 optional=true/>
                <Field name="reason" label=t!("districts-charter-reason") help=t!("districts-charter-reason-help") maxlength=200/>
                <Submit label=t!("districts-charter-publish")/>
            </ActForm>
        </div>
    };
    Ok(Page::new(t!("districts-charter-desk"), body))
}

/// The office enters and renames communities.
pub async fn communities_desk(visit: Visit, _at: At) -> Result<Page, AppError> {
    let rows = store::communities(visit.db().read()).await?;
    let office = visit.may(&RECORD_COMMUNITY);
    let rows = rows.into_iter().map(|row| {
        if !office {
            return view! { <li><div class="body">{row.name}</div></li> }.into_any();
        }
        view! {
            <li><div class="body">
                <ActForm act=&RECORD_COMMUNITY only=("id", row.id.to_string()) class="inline">
                    <Field name="name" label=t!("districts-community-name") value=row.name maxlength=20/>
                    <Submit label=t!("districts-community-rename") class="quiet"/>
                </ActForm>
            </div></li>
        }
        .into_any()
    });
    let new = office.then(|| new_community(visit.new_id()));
    let body = view! {
        <header class="head"><div><h1>{t!("districts-communities-desk")}</h1><p class="lead">{t!("districts-communities-lead")}</p></div></header>
        <div class="read stack">
            <ul class="list">{rows.collect_view()}</ul>
            {new}
        </div>
    };
    Ok(Page::new(t!("districts-communities-desk"), body))
}

fn new_community(id: Uuid) -> AnyView {
    view! {
        <section class="section"><h2>{t!("districts-community-new")}</h2>
            <ActForm act=&RECORD_COMMUNITY only=("id", id.to_string())>
                <Field name="name" label=t!("districts-community-name") maxlength=20/>
                <Submit label=t!("districts-community-enter")/>
            </ActForm>
        </section>
    }
    .into_any()
}
