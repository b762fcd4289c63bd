//! Requests that change something must come from a page of this portal.

use super::Portal;
use super::sorry::Asker;
use app::backend::House;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use rules::permits::Who;

/// Refuses a change that another site's page sent, by `Sec-Fetch-Site` or else `Origin`. Programs without either may act only without a session,
/// and not join or sign in.
pub(super) async fn same_site(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || from_here(request.headers(), &portal.house, open_to_anyone(request.uri().path())) {
        return next.run(request).await;
    }
    Asker::of(portal.house.cookies(), request.headers()).refused("cross_site", StatusCode::FORBIDDEN)
}

fn from_here(headers: &HeaderMap, house: &House, anyone: bool) -> bool {
    let read = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = read("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    if let Some(origin) = read(ORIGIN.as_str()) {
        let host = read(HOST.as_str()).unwrap_or_default();
        let same_host = origin.split_once("://").is_some_and(|(_, of)| !host.is_empty() && of == host);
        // A page of this host that came without TLS may be anybody's.
        let as_safe = origin.starts_with("https://") || !house.public_url.starts_with("https://");
        return origin == &*house.public_url || (same_host && as_safe);
    }
    let session = house.cookies().read(headers, app::accounts::COOKIE).is_some();
    !headers.contains_key(ORIGIN) && !headers.contains_key("sec-fetch-site") && !session && !anyone
}

fn open_to_anyone(path: &str) -> bool {
    app::ROOMS.iter().flat_map(|room| room.acts).any(|act| act.path == path && act.who == Who::Anyone)
}
