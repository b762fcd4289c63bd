//! Which requests the cache may answer, and by which address.

use app::backend::{Cookies, PageDoor, Prefs, encoded};
use axum::extract::Request;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, Method, Uri};
use std::sync::Arc;

/// Longer addresses are never kept: nobody links to them.
const MOST_LETTERS: usize = 512;

/// The doors whose pages are kept.
pub(super) struct Doors(matchit::Router<&'static PageDoor>);

/// A page that may come from the cache.
pub(super) struct Wanted {
    /// Path and declared query, always written the same way.
    pub address: Arc<str>,
    /// The same.
    pub uri: Uri,
    /// Language, elder mode, theme.
    pub wishes: Prefs,
    /// The cookies that say so.
    pub wish_cookies: String,
    /// Lists the page shows.
    pub lists: &'static [&'static str],
}

impl Doors {
    /// Those of the doors that are cached; all others stay in the table too, so that `/offers/new` is not taken for `/offers/{id}`.
    pub fn of(doors: impl Iterator<Item = &'static PageDoor>) -> Self {
        let mut table = matchit::Router::new();
        for door in doors {
            if let Err(error) = table.insert(door.path, door) {
                tracing::error!(path = door.path, %error, "two doors at one address");
            }
        }
        Self(table)
    }

    /// The page a request wants, when it may come from the cache: a reading request without a session, without a line to be shown once, and
    /// without a wish to be remembered first.
    pub fn wanted(&self, request: &Request, cookies: Cookies) -> Option<Wanted> {
        let headers = request.headers();
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let cached = self.0.at(request.uri().path()).ok()?.value.cached?;
        let has_cookies = headers.contains_key(COOKIE);
        if has_cookies && (cookies.read(headers, app::accounts::COOKIE).is_some() || cookies.read(headers, "done").is_some()) {
            return None;
        }
        let uri = declared(request.uri(), cached.query)?;
        let (wishes, wish_cookies) = if has_cookies { (Prefs::read(cookies, headers), wish_cookies(cookies, headers)) } else { Default::default() };
        Some(Wanted { address: uri.path_and_query()?.as_str().into(), uri, wishes, wish_cookies, lists: cached.lists })
    }
}

/// The address with only the declared parameters, in the declared order.
fn declared(uri: &Uri, names: &[&str]) -> Option<Uri> {
    let query = uri.query().unwrap_or_default();
    if uri.path().len() + query.len() > MOST_LETTERS {
        return None;
    }
    if query.is_empty() {
        return uri.path().parse().ok();
    }
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    if pairs.iter().any(|(name, _)| super::super::prefs::is_wish(name)) {
        return None;
    }
    let kept = names.iter().flat_map(|name| pairs.iter().filter(move |(key, value)| key == name && !value.is_empty()));
    let kept: Vec<String> = kept.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{}{query}", uri.path()).parse().ok()
}

fn wish_cookies(cookies: Cookies, headers: &HeaderMap) -> String {
    let wishes = ["lang", "elder", "theme"].into_iter().filter_map(|name| Some(format!("{}={}", cookies.name(name), cookies.read(headers, name)?)));
    wishes.collect::<Vec<_>>().join("; ")
}
