//! `?lang=`, `?elder=` and `?theme=` set a cookie once and lead back to the same page without them.

use super::Portal;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const KNOWN: [(&str, &[&str]); 3] = [("lang", &["zh-CN", "en"]), ("elder", &["0", "1"]), ("theme", &["auto", "light", "dark"])];

/// Seconds a wish is remembered for.
const YEAR: u32 = 365 * 24 * 3_600;

/// Whether a query parameter of this name is a wish to be remembered.
pub(super) fn is_wish(name: &str) -> bool {
    KNOWN.iter().any(|(known, _)| *known == name)
}

/// Remembers a wish, if the address holds one.
pub(super) async fn remember(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if request.method() != Method::GET || !KNOWN.iter().any(|(name, _)| query.contains(name)) {
        return next.run(request).await;
    }
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let (wishes, others): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| is_wish(name));
    if wishes.is_empty() {
        return next.run(request).await;
    }
    // A path that began with two slashes, or what browsers take for them, would lead to another host.
    let path = format!("/{}", request.uri().path().trim_start_matches(['/', '\\']));
    let others = if others.is_empty() { narrowed(request.headers(), &path) } else { others };
    let rest = serde_urlencoded::to_string(&others).unwrap_or_default();
    let to = if rest.is_empty() { path } else { format!("{path}?{rest}") };
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, to), (CACHE_CONTROL, "no-store".to_owned())]).into_response();
    for (name, value) in wishes {
        let allowed = KNOWN.iter().any(|(known, values)| *known == name && values.contains(&value.as_str()));
        if let (true, Some(cookie)) = (allowed, portal.house.cookies().set(&name, &value, YEAR)) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

/// What the page was narrowed by when the wish was made: the links in its header name the wish alone.
fn narrowed(headers: &HeaderMap, path: &str) -> Vec<(String, String)> {
    let came_from = headers.get(REFERER).and_then(|referer| referer.to_str().ok()?.parse::<Uri>().ok());
    let query = came_from.filter(|from| from.path() == path).and_then(|from| from.query().map(ToOwned::to_owned)).unwrap_or_default();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&query).unwrap_or_default();
    pairs.into_iter().filter(|(name, _)| !is_wish(name)).collect()
}
