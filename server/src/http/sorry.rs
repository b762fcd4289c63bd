//! Refusals that happen before or outside a page: a browser gets a small page of its own instead of JSON, with the sentence and the next step.

use app::backend::{AppError, Cookies, Prefs};
use app::ui::escaped;
use axum::body::Body;
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// Whether an answer shall be a page: a browser that goes there says so by `Sec-Fetch-Mode`, or it likes HTML not less than JSON.
pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    let goes_there = headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate");
    let page = likes(headers, &["text/html", "application/xhtml+xml"]);
    goes_there || (page > 0.0 && page >= likes(headers, &["application/json"]))
}

/// How much an `Accept` likes one of these media types when it names it, from 0 to 1.
fn likes(headers: &HeaderMap, media: &[&str]) -> f32 {
    let all = headers.get_all(ACCEPT).iter().map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase());
    let weights = all.flat_map(|value| value.split(',').map(|part| weight_of(part, media)).collect::<Vec<_>>());
    weights.fold(0.0, f32::max)
}

fn weight_of(part: &str, media: &[&str]) -> f32 {
    let mut pieces = part.split(';').map(str::trim);
    if !pieces.next().is_some_and(|name| media.contains(&name)) {
        return 0.0;
    }
    pieces.find_map(|piece| piece.strip_prefix("q=")?.trim().parse().ok()).unwrap_or(1.0)
}

/// A refusal as it goes on to [`Asker::worded`], which makes a page of it where one is wanted.
pub(super) fn said(status: StatusCode, error: &AppError) -> Response {
    (status, [("serverfnerror", "1")], axum::Json(error)).into_response()
}

/// The name of a refusal that came without words: from the router, a file's handler, or a deadline.
fn wordless(response: &Response) -> Option<&'static str> {
    let status = response.status();
    let kind = response.headers().get(CONTENT_TYPE);
    // The router's own words about addresses it cannot read are English.
    let without = kind.is_none() || (status == StatusCode::BAD_REQUEST && kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain")));
    let named = match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "wrong_method",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        status if status.is_client_error() => "request_unreadable",
        _ => "busy",
    };
    (without && (status.is_client_error() || status.is_server_error())).then_some(named)
}

/// What a request wanted, remembered before it is given away.
pub(super) struct Asker {
    page: bool,
    prefs: Prefs,
}

impl Asker {
    pub fn of(cookies: Cookies, headers: &HeaderMap) -> Self {
        Self { page: wants_page(headers), prefs: Prefs::read(cookies, headers) }
    }

    /// A refusal by its name.
    pub fn refused(&self, code: &'static str, status: StatusCode) -> Response {
        said(status, &self.prefs.lang.speaking(|| if code == "not_found" { AppError::not_found() } else { AppError::named(code) }))
    }

    /// Gives every refusal words, a page to a browser, and a moment to come back to when it is not ours to say no for ever.
    pub async fn worded(&self, mut response: Response, assets: &str) -> Response {
        let status = response.status();
        if let Some(code) = wordless(&response) {
            let (before, _) = response.into_parts();
            response = self.refused(code, status);
            let told = [ALLOW, CACHE_CONTROL, CONTENT_RANGE, RETRY_AFTER, SET_COOKIE];
            let told = before.headers.iter().filter(|(name, _)| told.contains(name));
            response.headers_mut().extend(told.map(|(name, value)| (name.clone(), value.clone())));
        }
        if self.page && response.headers().contains_key("serverfnerror") {
            response = self.as_page(response, assets).await;
        }
        if status == StatusCode::SERVICE_UNAVAILABLE && !response.headers().contains_key(RETRY_AFTER) {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("3"));
        }
        response
    }

    async fn as_page(&self, response: Response, assets: &str) -> Response {
        let (mut parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 * 1024).await.unwrap_or_default();
        let Ok(error) = serde_json::from_slice::<AppError>(&bytes) else { return Response::from_parts(parts, Body::from(bytes)) };
        parts.headers.remove(CONTENT_LENGTH);
        parts.headers.remove("serverfnerror");
        parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        Response::from_parts(parts, Body::from(self.page(&error, assets)))
    }

    fn page(&self, error: &AppError, assets: &str) -> String {
        let refused = error.refused();
        let lang = self.prefs.lang;
        let say = |key: &str| escaped(&app::backend::say(lang, key, &[]));
        let ticket =
            refused.ticket.as_deref().map(|ticket| format!("<p class=\"ticket\">{} <code>{}</code></p>", say("shell-ticket"), escaped(ticket)));
        let sign_in = matches!(error, AppError::NotSignedIn(_)).then(|| format!("<a class=\"btn\" href=\"/sign-in\">{}</a> ", say("shell-sign-in")));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{sentence}</title><link rel=\"stylesheet\" href=\"/pkg/{assets}/shangmeng.css\"></head><body><main class=\"wrap\">\
             <section class=\"card refusal\"><h1>{sentence}</h1><p>{}</p>{}<p class=\"actions\">{}<a class=\"btn quiet\" href=\"/\">{}</a></p></section></main></body></html>",
            lang.tag(),
            escaped(&refused.next_step),
            ticket.unwrap_or_default(),
            sign_in.unwrap_or_default(),
            say("shell-to-home"),
            sentence = escaped(&refused.sentence),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::wants_page;
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    #[test]
    fn browsers_get_pages_and_programs_get_json() {
        let asks = |name: &'static str, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            wants_page(&headers)
        };
        for page in ["text/html", "TEXT/HTML;charset=utf-8", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json;q=0.1, text/html"] {
            assert!(asks("accept", page), "{page}");
        }
        for json in ["", "*/*", "image/*", "application/json", "application/json, text/html;q=0.5", "text/html;q=0", "text/htmlish", "q=1"] {
            assert!(!asks("accept", json), "{json}");
        }
        assert!(asks("sec-fetch-mode", "navigate") && !asks("sec-fetch-mode", "cors"));
    }
}
