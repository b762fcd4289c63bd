//! Refusals that happen before or outside a page: a browser gets a small page of its own instead of JSON, with the sentence and the next step.

use app::backend::{AppError, Cookies, Prefs};
use app::ui::escaped;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// What a request wanted, remembered before it is given away.
pub(super) struct Asker {
    page: bool,
    prefs: Prefs,
}

impl Asker {
    pub fn of(cookies: Cookies, headers: &HeaderMap) -> Self {
        let page = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
        Self { page, prefs: Prefs::read(cookies, headers) }
    }

    /// A refusal by its name.
    pub fn refused(&self, code: &'static str, status: StatusCode) -> Response {
        let error = self.prefs.lang.speaking(|| AppError::named(code));
        (status, [("serverfnerror", "1")], axum::Json(error)).into_response()
    }

    /// Gives every refusal words, a page to a browser, and a moment to come back to when it is not ours to say no for ever.
    pub async fn worded(&self, mut response: Response, assets: &str) -> Response {
        let status = response.status();
        if status == StatusCode::SERVICE_UNAVAILABLE && !response.headers().contains_key(CONTENT_TYPE) {
            response = self.refused("busy", status);
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
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{sentence}</title><link rel=\"stylesheet\" href=\"/pkg/{assets}/shangmeng.css\"></head><body><main class=\"wrap\">\
             <section class=\"card refusal\"><h1>{sentence}</h1><p>{}</p>{}<p><a class=\"btn quiet\" href=\"/\">{}</a></p></section></main></body></html>",
            lang.tag(),
            escaped(&refused.next_step),
            ticket.unwrap_or_default(),
            say("shell-to-home"),
            sentence = escaped(&refused.sentence),
        )
    }
}
