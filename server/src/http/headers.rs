//! What every answer carries, and what is answered when something panicked.

use super::Portal;
use super::sorry::Asker;
use app::backend::AppError;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use std::any::Any;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
     manifest-src 'self'; media-src 'self' blob: mediastream:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Content security policy, no sniffing, no framing, referrer only to ourselves, permissions, HSTS behind TLS.
pub(super) async fn protect(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let asker = Asker::of(portal.house.cookies(), request.headers());
    let mut response = asker.worded(next.run(request).await, &portal.house.assets).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers
        .insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static("camera=(self), geolocation=(), microphone=(), payment=()"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    if portal.house.public_url.starts_with("https://") {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    response
}

/// A panic is a defect: it is logged under a ticket, the answer names only the ticket.
pub(super) fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let cause = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
    let error = AppError::broken(&format!("panic: {cause}"));
    super::sorry::said(StatusCode::INTERNAL_SERVER_ERROR, &error)
}
