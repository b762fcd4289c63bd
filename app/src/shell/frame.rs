//! The frame around every page: header, bottom bar, the line after a success, the refusal when a page is not given.

use super::links::{desk_nav, my_doors};
use crate::backend::{AppError, At, Done, Lang, Page, PageDoor, Prefs, Refill, Shown, Theme, VALID_UNTIL, Visit, encoded};
use crate::t;
use crate::ui::{Mark, Unheard, escaped};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// The document for a door: asks the matrix, loads the page, frames it. A refusal becomes a page of its own with the right status.
pub fn document(door: Option<&'static PageDoor>, at: At) -> AnyView {
    Suspend::new(async move {
        let loaded = load(door, at).await;
        let visit = use_context::<Visit>();
        let prefs = visit.as_ref().map(Visit::prefs).unwrap_or_default();
        let page = loaded.unwrap_or_else(|error| refused(&error));
        set_answer(&page);
        html(visit.as_ref(), prefs, page)
    })
    .into_any()
}

async fn load(door: Option<&'static PageDoor>, at: At) -> Result<Page, AppError> {
    let door = door.ok_or_else(AppError::not_found)?;
    let visit = Visit::current()?;
    visit.admit(door.who)?;
    (door.load)(visit, at).await
}

fn set_answer(page: &Page) {
    let Some(options) = use_context::<ResponseOptions>() else { return };
    let refill = use_context::<Refill>().map(|refill| refill.error.status());
    if let Some(status) = refill.or(page.status) {
        options.set_status(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    if let Some(seconds) = page.looks_every {
        options.insert_header(HeaderName::from_static("refresh"), HeaderValue::from(seconds));
    }
    if let Some(moment) = page.valid_until {
        options.insert_header(VALID_UNTIL, HeaderValue::from(moment.millis()));
    }
}

fn html(visit: Option<&Visit>, prefs: Prefs, page: Page) -> AnyView {
    let theme = match prefs.theme {
        Theme::Auto => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    let name = t!("shell-name");
    // Whoever hears the page hears first that the form came back.
    let came_back = use_context::<Refill>().map(|_| format!("{} · ", t!("ui-errors-title"))).unwrap_or_default();
    let title = if page.title == name { name } else { format!("{came_back}{} · {name}", page.title) };
    let summary = page.summary.clone().unwrap_or_else(|| t!("shell-summary"));
    let version = visit.map(|visit| visit.house().assets.clone()).unwrap_or_default();
    let public = visit.map(|visit| visit.house().public_url.clone()).unwrap_or_default();
    // What answers a form stands at the form's address; the script gives it the page's own.
    let answers_a_form = use_context::<Refill>().is_some() || use_context::<Shown>().is_some();
    let own_address = visit.filter(|_| answers_a_form).map(|visit| visit.path().to_owned());
    view! {
        <!DOCTYPE html>
        <html lang=prefs.lang.tag() data-theme=theme data-elder=prefs.elder.then_some("1") data-page=own_address>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="format-detection" content="telephone=no"/>
                <title inner_html=escaped(&title)></title>
                <meta name="description" content=summary.clone()/>
                {shared("og:title", title)}
                {shared("og:description", summary)}
                {shared("og:image", format!("{public}/share.png"))}
                <link rel="stylesheet" href=format!("/pkg/{version}/shangmeng.css")/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <script type="module" src="/live.js"></script>
                <script type="module" src="/islands.js" data-bundle=format!("/pkg/{version}/shangmeng")></script>
            </head>
            <body>{body(visit, page)}</body>
        </html>
    }
    .into_any()
}

/// What WeChat and others show of a shared link (Open Graph).
fn shared(property: &'static str, content: String) -> impl IntoView {
    leptos::html::meta().attr("property", property).content(content)
}

fn body(visit: Option<&Visit>, page: Page) -> AnyView {
    // A page that is refused itself says so; every other tells what became of the form that led to it.
    let unheard = Refill::unheard().filter(|_| page.status.is_none()).map(|refill| view! { <Unheard refill/> });
    if page.bare {
        return view! { <main id="main" class="bare">{page.body}</main> }.into_any();
    }
    view! {
        <a class="skip" href="#main">{t!("shell-skip")}</a>
        {header(visit)}
        <main id="main" class="wrap">
            {done_line()}
            {unheard}
            {placed(visit, page.body)}
        </main>
        {footer()}
        {bottom_bar(visit)}
    }
    .into_any()
}

/// The page's body, on the desks beside their nav, on one's own page above one's own doors.
fn placed(visit: Option<&Visit>, body: AnyView) -> AnyView {
    let Some(visit) = visit.filter(|visit| visit.signed().is_some()) else { return body };
    let path = visit.path().split('?').next().unwrap_or_default();
    if path == "/my" {
        return view! { {body} {my_doors(visit)} {crate::accounts::way_out()} }.into_any();
    }
    match path.strip_prefix("/desk") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => match desk_nav(visit) {
            Some(nav) => view! { <div class="desk split">{nav}<div class="stack">{body}</div></div> }.into_any(),
            None => body,
        },
        _ => body,
    }
}

fn refused(error: &AppError) -> Page {
    let refused = error.refused().clone();
    let sign_in = matches!(error, AppError::NotSignedIn(_)).then_some("/sign-in");
    let way_in = sign_in.or((refused.code == "second_factor_needed").then_some("/sign-in/second-factor"));
    let waiting = use_context::<Refill>().filter(|refill| way_in.is_some() && !refill.with_files && !refill.values.is_empty());
    let way_in = way_in.map(|to| sign_in_link(to, waiting.is_some()));
    let body = view! {
        <section class="card refusal">
            <h1>{refused.sentence.clone()}</h1>
            <p>{refused.next_step}</p>
            {refused.ticket.map(|ticket| view! { <p class="ticket">{t!("shell-ticket")} " " <code>{ticket}</code></p> })}
            <p class="actions">{way_in}<a class="btn quiet" href="/">{t!("shell-to-home")}</a></p>
        </section>
        {waiting.map(send_again)}
    };
    Page { status: Some(error.status()), ..Page::new(refused.sentence, body) }
}

/// The way in; beside a form that waits it opens a page of its own.
fn sign_in_link(to: &str, beside: bool) -> AnyView {
    let path = use_context::<Visit>().map(|visit| visit.path().to_owned()).unwrap_or_default();
    let label = if to == "/sign-in" { t!("shell-sign-in") } else { t!("shell-second-factor") };
    view! { <a class="btn" href=format!("{to}?next={}", encoded(&path)) target=beside.then_some("_blank")>{label}</a> }.into_any()
}

/// A form that was sent when its session was over: what was typed waits here, to be sent once more.
fn send_again(refill: Refill) -> AnyView {
    let fields = refill.values.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <form class="card form" method="post" action=refill.act>
            <p>{t!("shell-typed-waits")}</p>
            {fields.collect_view()}
            <button type="submit" class="btn">{t!("shell-send-again")}</button>
        </form>
    }
    .into_any()
}

fn done_line() -> Option<AnyView> {
    let done = use_context::<Done>()?;
    let key = format!("done-{}", done.0.replace('_', "-"));
    Some(view! { <p class="note ok" role="status" tabindex="-1" autofocus>{crate::backend::say(Lang::current(), &key, &[])}</p> }.into_any())
}

/// The same words in the header and in the bar at the bottom of a phone; only rooms that exist.
const PLACES: [(&str, &str, &str); 4] = [
    ("/", "shell-home", "M4 11l8-7 8 7v9H4z"),
    ("/member-day", "shell-member-day", "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"),
    ("/merchants", "shell-merchants", "M4 10h16v10H4zM3 10l2-6h14l2 6M10 20v-6h4v6"),
    ("/my", "shell-my", "M16 8a4 4 0 11-8 0 4 4 0 018 0zM4 21c1-5 4-7 8-7s7 2 8 7"),
];

/// Further words of the header where there is room for them.
const BESIDE: [(&str, &str); 2] = [("/meetings", "shell-meetings"), ("/awards", "shell-awards")];

fn header(visit: Option<&Visit>) -> impl IntoView + use<> {
    let path = visit.map(|visit| visit.path().to_owned()).unwrap_or_default();
    let prefs = visit.map(Visit::prefs).unwrap_or_default();
    let signed = visit.is_some_and(|visit| visit.signed().is_some());
    let to_lang = prefs.lang.pick(("lang=en", "en", "EN"), ("lang=zh-CN", "zh-CN", "中文"));
    let (to_theme, theme_name) = match prefs.theme {
        Theme::Dark => ("theme=light", t!("shell-light")),
        Theme::Light | Theme::Auto => ("theme=dark", t!("shell-dark")),
    };
    let to = |wish: &str| wished(&path, wish);
    let (own, others) = PLACES.split_at(PLACES.len() - 1);
    let places = own.iter().map(|(to, key, _)| (*to, *key)).chain(BESIDE).chain(others.iter().map(|(to, key, _)| (*to, *key)));
    let links = places.map(|(to, key)| {
        let current = is_current(to, &path).then_some("page");
        view! { <a href=to aria-current=current>{t!(key)}</a> }
    });
    view! {
        <header class="bar">
            {visit.is_some_and(|visit| visit.house().demo).then(|| view! { <p class="banner">{t!("shell-demo")}</p> })}
            <div class="wrap">
                <a class="mark" href="/"><Mark/>{t!("shell-name")}</a>
                <nav aria-label=t!("shell-main-nav")>{links.collect_view()}</nav>
                <div class="tools">
                    <a href=to(if prefs.elder { "elder=0" } else { "elder=1" })>{if prefs.elder { t!("shell-standard") } else { t!("shell-elder") }}</a>
                    <a class="theme" href=to(to_theme)>{theme_name}</a>
                    <a href=to(to_lang.0) lang=to_lang.1 hreflang=to_lang.1>{to_lang.2}</a>
                    {(!signed).then(|| view! { <a href="/sign-in">{t!("shell-sign-in")}</a> })}
                </div>
            </div>
        </header>
    }
}

/// The way to this page with a wish. A page that answers a form stands at the form's address, to which no link leads: there its own is written out.
fn wished(path: &str, wish: &str) -> String {
    let answers = use_context::<Refill>().is_some() || use_context::<Shown>().is_some();
    match path.contains('?') {
        _ if !answers => format!("?{wish}"),
        true => format!("{path}&{wish}"),
        false => format!("{path}?{wish}"),
    }
}

fn bottom_bar(visit: Option<&Visit>) -> impl IntoView + use<> {
    let path = visit.map(|visit| visit.path().to_owned()).unwrap_or_default();
    let links = PLACES.iter().map(|(to, key, drawing)| {
        let current = is_current(to, &path).then_some("page");
        view! { <a href=*to aria-current=current><svg viewBox="0 0 24 24" aria-hidden="true"><path d=*drawing/></svg>{t!(key)}</a> }
    });
    view! { <nav class="tabs" aria-label=t!("shell-bottom-nav")>{links.collect_view()}</nav> }
}

fn footer() -> impl IntoView {
    view! {
        <footer class="foot wrap">
            <p>{t!("shell-foot")}</p>
            <p>
                <a href="/meetings">{t!("shell-meetings")}</a> " · " <a href="/votes">{t!("shell-votes")}</a> " · " <a href="/awards">{t!("shell-awards")}</a> " · "
                <a href="/charter">{t!("shell-charter")}</a> " · " <a href="/privacy">{t!("shell-privacy")}</a>
            </p>
        </footer>
    }
}

fn is_current(to: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    path == to || (to != "/" && path.strip_prefix(to).is_some_and(|rest| rest.starts_with('/')))
}
