//! What is counted and written down of each request: the route's pattern, the status, the time. Never a person, an address, a query or an id.

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// Counts a request; acts are written to the log, pages only when they failed or took long.
pub(super) async fn observe(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    let method = known(request.method());
    let began = Instant::now();
    let response = next.run(request).await;
    let (status, seconds) = (response.status().as_u16(), began.elapsed().as_secs_f64());
    metrics::counter!("shangmeng_requests_total", "route" => route.clone(), "method" => method, "status" => status.to_string()).increment(1);
    metrics::histogram!("shangmeng_request_seconds", "route" => route.clone()).record(seconds);
    let millis = (seconds * 1_000.0).round();
    if method != "GET" || status >= 500 || seconds > 1.0 {
        tracing::info!(method, route, status, millis, "request");
    } else {
        tracing::debug!(method, route, status, millis, "request");
    }
    response
}

/// A method's name; those that a visitor makes up are one, so that nobody fills the counters with words of their own.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
