//! The door for acts. A server function answers JSON; a plain form gets a page: 303 to where the act's registry entry leads, the page itself for
//! what is shown once, or the form again as it was typed, with what was refused.

use super::arrival::Arrived;
use super::sorry::{self, Asker};
use super::{FORM_BYTES, Portal, UPLOAD_BYTES, pages};
use app::backend::{Act, Answer, AppError, Engine, Lang, Refill, Shown, Visit, encoded};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, REFERER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http_body_util::{BodyExt, Limited};
use serde_json::Value;
use std::time::Duration;
use tower::ServiceExt;

/// Every act of the registry.
pub(super) fn router(portal: &Portal) -> Router {
    let acts = app::ROOMS.iter().flat_map(|room| room.acts.iter().copied());
    acts.fold(Router::new(), |router, act: &'static Act| {
        let portal = portal.clone();
        router.route(act.path, post(move |request: Request| answer(act, portal, request)))
    })
}

async fn answer(act: &'static Act, portal: Portal, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let plain_form = sorry::wants_page(&parts.headers);
    let multipart = content_type(&parts.headers).starts_with("multipart/form-data");
    if !multipart && !urlencoded(&parts.headers) {
        return Asker::of(portal.house.cookies(), &parts.headers).refused("media_unknown", StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let limit = if multipart { UPLOAD_BYTES } else { FORM_BYTES };
    let Ok(body) = Limited::new(body, limit).collect().await.map(http_body_util::Collected::to_bytes) else {
        return Asker::of(portal.house.cookies(), &parts.headers).refused("too_large", StatusCode::PAYLOAD_TOO_LARGE);
    };
    parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    parts.headers.remove(REFERER);
    let response = call(act, &parts, body.clone()).await;
    if response.outcome.is_ok() && !act.lists.is_empty() {
        portal.versions.changed();
    }
    if !plain_form {
        return response.into_response();
    }
    let typed = if multipart { multipart_fields(&parts.headers, body).await } else { serde_urlencoded::from_bytes(&body).unwrap_or_default() };
    match response.outcome {
        Ok(value) => accepted(act, &portal, parts, typed, value, response.headers).await,
        Err(error) => refused(act, &portal, parts, typed, (error, multipart)).await,
    }
}

/// How long an act may take: who sent a form is told within six seconds to come back, even when the database fell silent in the middle. Dropped then,
/// it leaves no trace; and if it was just being kept, the same form gets its answer when it comes again.
const FORM_WITHIN: Duration = Duration::from_millis(5_500);
/// SQLite cannot fall silent and has bounds of its own; files take longer.
const ACT_WITHIN: Duration = Duration::from_secs(18);

/// What the server function said.
struct Called {
    outcome: Result<Value, AppError>,
    headers: HeaderMap,
}

impl IntoResponse for Called {
    fn into_response(self) -> Response {
        let status = self.outcome.as_ref().map_or_else(AppError::status, |_| 200);
        let body = match &self.outcome {
            Ok(value) => serde_json::to_vec(value),
            Err(error) => serde_json::to_vec(error),
        };
        let mut response = (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body.unwrap_or_default()).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if self.outcome.is_err() {
            headers.insert("serverfnerror", HeaderValue::from_static("1"));
        }
        if status == 503 {
            headers.insert("retry-after", HeaderValue::from_static("3"));
        }
        for cookie in self.headers.get_all(SET_COOKIE) {
            headers.append(SET_COOKIE, cookie.clone());
        }
        response
    }
}

/// Asks the matrix, then calls the server function; who may not is told so before the form is looked at.
async fn call(act: &'static Act, parts: &Parts, body: Bytes) -> Called {
    let (visit, lang) = (parts.extensions.get::<Visit>(), lang_of(parts));
    let admitted = lang.speaking(|| visit.map_or_else(|| Err(AppError::broken(&"no visit")), |visit| visit.admit(act.who)));
    if let Err(error) = admitted {
        return Called { outcome: Err(error), headers: HeaderMap::new() };
    }
    let multipart = content_type(&parts.headers).starts_with("multipart/form-data");
    let far = visit.is_some_and(|visit| visit.db().engine() == Engine::Postgres);
    let within = if far && !multipart { FORM_WITHIN } else { ACT_WITHIN };
    let left = || parts.extensions.get::<Arrived>().map_or(within, |arrived| arrived.left_of(within));
    let called = ask(parts, body.clone(), left()).await;
    match &called.outcome {
        // Acts can be repeated: whoever lost a race finds now what the other wrote, be it their own form sent twice at once.
        Err(AppError::Busy(refused)) if refused.code == "raced" => ask(parts, body, left()).await,
        _ => called,
    }
}

/// Calls the server function, and waits until what it saw is kept.
async fn ask(parts: &Parts, body: Bytes, within: Duration) -> Called {
    let (visit, lang) = (parts.extensions.get::<Visit>(), lang_of(parts));
    let mut request = Request::from_parts(parts.clone(), Body::from(body));
    // This door has bounded the body already; the framework's own bound of 2 MB would call a larger file unreadable.
    DefaultBodyLimit::disable().apply(&mut request);
    let answering = leptos_axum::handle_server_fns_with_context(pages::provide, request);
    let Ok(response) = tokio::time::timeout(within, answering).await else {
        return Called { outcome: Err(lang.speaking(|| AppError::busy(&"it took too long"))), headers: HeaderMap::new() };
    };
    let response = response.into_response();
    let (answered, body) = response.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let broken = |error| AppError::broken(&error);
    let mut outcome = if answered.status.is_success() {
        serde_json::from_slice(&body).map_err(broken)
    } else {
        Err(serde_json::from_slice(&body).map_or_else(broken, |error| complete(error, lang)))
    };
    if let Some(visit) = visit
        && !visit.settled().await
    {
        outcome = Err(lang.speaking(|| AppError::busy(&"the group was not kept")));
    }
    Called { outcome, headers: answered.headers }
}

fn lang_of(parts: &Parts) -> Lang {
    parts.extensions.get::<Visit>().map(|visit| visit.prefs().lang).unwrap_or_default()
}

/// What could not be decoded is refused by the framework, which knows no words: they are filled in here.
fn complete(error: AppError, lang: Lang) -> AppError {
    let wordless = error.refused().code == "request_unreadable" && error.refused().sentence.is_empty();
    if wordless { lang.speaking(|| AppError::named("request_unreadable")) } else { error }
}

type Typed = Vec<(String, String)>;

async fn accepted(act: &'static Act, portal: &Portal, parts: Parts, typed: Typed, value: Value, called: HeaderMap) -> Response {
    let mut response = match act.done {
        Answer::To(template) => {
            let to = filled(template, &typed, Some(&value));
            let location = HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/"));
            let mut response = (StatusCode::SEE_OTHER, [(LOCATION, location), (CACHE_CONTROL, HeaderValue::from_static("no-store"))]).into_response();
            if let Some(cookie) = portal.house.cookies().set("done", act.name, 20) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            response
        }
        Answer::Shown(template) => {
            let to = filled(template, &typed, Some(&value));
            let mut page = page_request(&parts, &to);
            page.extensions_mut().insert(Shown { act: act.path, answer: value });
            render(portal, page).await
        }
    };
    for cookie in called.get_all(SET_COOKIE) {
        response.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    response
}

async fn refused(act: &'static Act, portal: &Portal, parts: Parts, mut typed: Typed, (error, with_files): (AppError, bool)) -> Response {
    let to = filled(act.form, &typed, None);
    typed.retain(|(name, _)| !act.secrets.contains(&name.as_str()));
    let mut page = page_request(&parts, &to);
    page.extensions_mut().insert(Refill::new(act, typed, error, with_files));
    render(portal, page).await
}

async fn render(portal: &Portal, page: Request) -> Response {
    let mut response = portal.pages.clone().oneshot(page).await.unwrap_or_else(|never| match never {});
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The GET of a page in the name of the same visit.
fn page_request(parts: &Parts, to: &str) -> Request {
    let uri: Uri = to.parse().unwrap_or(Uri::from_static("/"));
    let mut page = Request::new(Body::empty());
    *page.method_mut() = Method::GET;
    *page.headers_mut() = parts.headers.clone();
    page.headers_mut().remove(CONTENT_TYPE);
    page.headers_mut().remove(CONTENT_LENGTH);
    if let Some(visit) = parts.extensions.get::<Visit>() {
        page.extensions_mut().insert(visit.at_path(to));
    }
    *page.uri_mut() = uri;
    page
}

/// Fills `{name}` from the answer, or else from what was typed; a template that is nothing but one blank is taken as the answer wrote it.
fn filled(template: &str, typed: &Typed, answer: Option<&Value>) -> String {
    let find = |name: &str, plain: bool| {
        let told = answer.and_then(|value| value.get(name)).and_then(Value::as_str).map(ToOwned::to_owned);
        if plain { told } else { told.or_else(|| typed.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone())) }
    };
    if let Some(name) = template.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return find(name, true).filter(|path| path.starts_with('/')).unwrap_or_else(|| "/".to_owned());
    }
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&encoded(&find(name, false).unwrap_or_default()).replace('/', "%2F"));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Forms as browsers send them; a form without fields may come without a word about its kind.
fn urlencoded(headers: &HeaderMap) -> bool {
    let kind = content_type(headers);
    matches!(kind.split(';').next().unwrap_or_default().trim(), "" | "application/x-www-form-urlencoded")
}

fn content_type(headers: &HeaderMap) -> String {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_ascii_lowercase()
}

/// The text fields of a form with files; the files themselves have to be chosen again.
async fn multipart_fields(headers: &HeaderMap, body: Bytes) -> Typed {
    let mut request = Request::new(Body::from(body));
    *request.headers_mut() = headers.clone();
    DefaultBodyLimit::disable().apply(&mut request);
    let mut fields = Vec::new();
    let Ok(mut multipart) = <axum::extract::Multipart as axum::extract::FromRequest<()>>::from_request(request, &()).await else { return fields };
    while let Ok(Some(field)) = multipart.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_none()
            && let Ok(text) = field.text().await
        {
            fields.push((name, text));
        }
    }
    fields
}
