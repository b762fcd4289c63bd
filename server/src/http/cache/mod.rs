//! The page cache, in front of everything: visitors who are not signed in get kept pages until a list they show changes or their time is over.
//! Whoever carries a session never reads or fills it. No cache decides a quota or a vote.

mod address;
mod kept;
mod versions;

pub use versions::ListVersions;

use address::{Doors, Wanted};
use app::backend::{House, PageDoor, VALID_UNTIL};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, COOKIE, IF_NONE_MATCH, RANGE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method};
use axum::response::Response;
use kept::Kept;
use moka::future::Cache;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::{Service, ServiceExt};

/// Bytes of pages that are kept at most.
const MOST_BYTES: u64 = 48 << 20;

/// What a kept page is found by: its address with the declared query, the visitor's wishes, and the versions of the lists it shows. A page is
/// loaded after its versions were read, so it is never older than they say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    address: Arc<str>,
    wishes: app::backend::Prefs,
    versions: Vec<i64>,
}

/// The portal with its page cache in front.
#[derive(Clone)]
pub struct Front {
    house: House,
    inner: Router,
    doors: Arc<Doors>,
    pages: Cache<Key, Arc<Kept>>,
    versions: ListVersions,
}

impl Front {
    /// Puts the cache in front of a router for these doors.
    pub fn new(house: House, inner: Router, doors: impl Iterator<Item = &'static PageDoor>, versions: ListVersions) -> Self {
        let pages = Cache::builder().max_capacity(MOST_BYTES).weigher(|_: &Key, kept: &Arc<Kept>| kept.weight()).build();
        Self { house, inner, doors: Arc::new(Doors::of(doors)), pages, versions }
    }

    async fn answer(self, request: Request) -> Response {
        let mut response = match self.doors.wanted(&request, self.house.cookies()) {
            Some(wanted) => self.kept(wanted, request).await,
            None => self.pass(request).await,
        };
        response.headers_mut().remove(VALID_UNTIL);
        response
    }

    async fn pass(self, request: Request) -> Response {
        self.inner.oneshot(request).await.unwrap_or_else(|never| match never {})
    }

    async fn kept(self, wanted: Wanted, request: Request) -> Response {
        let Some(versions) = self.versions.of(wanted.lists, self.house.db.read()).await else { return self.pass(request).await };
        let key = Key { address: wanted.address.clone(), wishes: wanted.wishes, versions };
        let now = self.house.clock.now();
        let (parts, _) = request.into_parts();
        let kept = match self.pages.get(&key).await.filter(|kept| kept.holds(now)) {
            Some(kept) => {
                metrics::counter!("shangmeng_page_cache_total", "outcome" => "kept").increment(1);
                kept
            }
            None => self.load(key, anonymous(wanted, &parts)).await,
        };
        kept.answer(&parts.headers, parts.method == Method::HEAD)
    }

    /// One visitor loads the page, all others who want it meanwhile wait for that one.
    async fn load(&self, key: Key, anonymous: Request) -> Arc<Kept> {
        metrics::counter!("shangmeng_page_cache_total", "outcome" => "loaded").increment(1);
        let clock = self.house.clock.clone();
        let over = move |kept: &Arc<Kept>| !kept.holds(clock.now());
        let inner = self.inner.clone();
        let loading = async move {
            let response = inner.oneshot(anonymous).await.unwrap_or_else(|never| match never {});
            Arc::new(Kept::from_response(response).await)
        };
        self.pages.entry(key).or_insert_with_if(loading, over).await.into_value()
    }
}

/// The same request from nobody in particular: the declared query, the wishes, no other cookie, no condition.
fn anonymous(wanted: Wanted, asked: &Parts) -> Request {
    let mut anonymous = Request::new(Body::empty());
    *anonymous.uri_mut() = wanted.uri;
    *anonymous.headers_mut() = asked.headers.clone();
    *anonymous.extensions_mut() = asked.extensions.clone();
    let headers = anonymous.headers_mut();
    for name in [COOKIE, ACCEPT_ENCODING, IF_NONE_MATCH, RANGE] {
        headers.remove(name);
    }
    if let Some(cookies) = HeaderValue::from_str(&wanted.wish_cookies).ok().filter(|cookies| !cookies.is_empty()) {
        headers.insert(COOKIE, cookies);
    }
    anonymous
}

impl Service<Request> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let front = self.clone();
        Box::pin(async move { Ok(front.answer(request).await) })
    }
}
