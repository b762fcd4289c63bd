//! The page cache: who gets a kept page, when it is made anew, and that nothing personal gets into it.

use crate::town::Town;
use app::backend::{Cached, Page, PageDoor, VALID_UNTIL};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, COOKIE, ETAG, IF_NONE_MATCH, RANGE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http_body_util::BodyExt;
use rules::permits::Who;
use rules::{Day, Instant};
use server::http::cache::{Front, ListVersions};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tower::ServiceExt;

const fn door(path: &'static str, cached: Option<Cached>) -> PageDoor {
    PageDoor { path, who: Who::Anyone, cached, load: |_, _| Box::pin(async { Ok(Page::new("", ())) }) }
}

static DOORS: [PageDoor; 4] = [
    door("/list", Some(Cached { lists: &["offers"], query: &["district"] })),
    door("/list/new", None),
    door("/list/{id}", Some(Cached { lists: &["offers"], query: &[] })),
    door("/day", Some(Cached { lists: &[], query: &[] })),
];

/// A cache in front of pages that count how often they are loaded.
#[derive(Clone)]
struct Shelf {
    front: Front,
    loaded: Arc<AtomicU64>,
    versions: ListVersions,
}

/// What came back.
struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Got {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }
}

impl Shelf {
    fn of(town: &Town) -> Self {
        let loaded = Arc::new(AtomicU64::new(0));
        let (count, clock, db) = (loaded.clone(), town.house.clock.clone(), town.house.db.clone());
        let page = move |request: Request| {
            let (count, clock, db) = (count.clone(), clock.clone(), db.clone());
            let (parts, _) = request.into_parts();
            async move { counted(count.fetch_add(1, Ordering::SeqCst) + 1, &clock, &db, &parts).await }
        };
        let inner = Router::new().fallback(get(page));
        let versions = ListVersions::default();
        Self { front: Front::new(town.house.clone(), inner, DOORS.iter(), versions.clone()), loaded, versions }
    }

    async fn asks(&self, path: &str, headers: &[(axum::http::HeaderName, &str)]) -> Got {
        self.sends(Method::GET, path, headers).await
    }

    async fn sends(&self, method: Method, path: &str, headers: &[(axum::http::HeaderName, &str)]) -> Got {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let response = self.front.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
        let (parts, body) = response.into_parts();
        Got { status: parts.status, headers: parts.headers, body: body.collect().await.expect("a body").to_bytes().to_vec() }
    }

    fn loaded(&self) -> u64 {
        self.loaded.load(Ordering::SeqCst)
    }
}

/// Says how often a page was loaded, its query, and whether it was the 27th; `/list/gone` is not found, `/list/personal` sets a cookie.
async fn counted(times: u64, clock: &app::backend::Clock, db: &app::backend::Db, request: &Parts) -> Response {
    tokio::time::sleep(Duration::from_millis(20)).await;
    let now = clock.now();
    let path = request.uri.path();
    if path == "/list/gone" {
        return (StatusCode::NOT_FOUND, Html("gone")).into_response();
    }
    let personal = request.headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or("-").to_owned();
    let version = app::backend::list_version::Entity::load_version(db).await;
    let on_the_day = if now.day().day_number() == 27 { "it is the day" } else { "not yet" };
    let text = format!("loaded {times}; query {:?}; cookies {personal}; {on_the_day}; offers {version}; {}", request.uri.query(), "x".repeat(2_000));
    let mut response = Html(text).into_response();
    if path == "/day" {
        let midnight = Day::new(2026, 11, 27).expect("a date").start();
        if now < midnight {
            response.headers_mut().insert(VALID_UNTIL, HeaderValue::from(midnight.millis()));
        }
    }
    if path == "/list/personal" {
        response.headers_mut().insert(SET_COOKIE, HeaderValue::from_static("who=me"));
    }
    response
}

trait LoadVersion {
    async fn load_version(db: &app::backend::Db) -> i64;
}

impl LoadVersion for app::backend::list_version::Entity {
    async fn load_version(db: &app::backend::Db) -> i64 {
        use sea_orm::EntityTrait;
        Self::find_by_id("offers").one(db.read()).await.expect("the database").map_or(0, |row| row.version)
    }
}

#[tokio::test]
async fn a_kept_page_is_loaded_once_for_many() {
    let shelf = Shelf::of(&Town::on("2026-11-20T09:00+08:00").await);
    let many: Vec<_> =
        (0..50).map(|_| shelf.clone()).map(|shelf| tokio::spawn(async move { shelf.asks("/list?district=wanda", &[]).await.body })).collect();
    let mut bodies = Vec::new();
    for one in many {
        bodies.push(one.await.expect("an answer"));
    }
    bodies.dedup();
    assert_eq!((shelf.loaded(), bodies.len()), (1, 1));
    assert!(shelf.asks("/list?district=wanda", &[]).await.text().contains("loaded 1;"));
}

#[tokio::test]
async fn only_declared_parameters_and_wishes_make_a_difference() {
    let shelf = Shelf::of(&Town::on("2026-11-20T09:00+08:00").await);
    let first = shelf.asks("/list?district=wanda&utm=wechat", &[]).await;
    assert!(first.text().contains("district=wanda\"") && !first.text().contains("utm"), "{}", first.text());
    shelf.asks("/list?from=poster&district=wanda", &[(COOKIE, "stranger=1")]).await;
    assert_eq!(shelf.loaded(), 1);
    shelf.asks("/list?district=haishang", &[]).await;
    shelf.asks("/list?district=wanda", &[(COOKIE, "__Host-lang=en; stranger=2")]).await;
    let elder = shelf.asks("/list?district=wanda", &[(COOKIE, "__Host-elder=1; stranger=3")]).await;
    assert_eq!(shelf.loaded(), 4);
    assert!(elder.text().contains("cookies __Host-elder=1;"), "only the wish reaches the page: {}", elder.text());
    shelf.asks("/list/new", &[]).await;
    shelf.asks("/list/new", &[]).await;
    assert_eq!(shelf.loaded(), 6, "a page that is not declared cached is loaded each time");
}

#[tokio::test]
async fn whoever_carries_a_session_neither_reads_nor_fills() {
    let shelf = Shelf::of(&Town::on("2026-11-20T09:00+08:00").await);
    let signed = [(COOKIE, "__Host-sid=somebody")];
    assert!(shelf.asks("/list", &signed).await.text().contains("loaded 1;"));
    assert!(shelf.asks("/list", &[]).await.text().contains("loaded 2;"), "the signed-in visit filled nothing");
    assert!(shelf.asks("/list", &signed).await.text().contains("loaded 3;"), "and reads nothing");
    assert!(
        shelf.asks("/list", &[(COOKIE, "__Host-done=join")]).await.text().contains("loaded 4;"),
        "a line to be shown once is no kept page either"
    );
    assert!(shelf.asks("/list", &[]).await.text().contains("loaded 2;"));
}

#[tokio::test]
async fn what_is_not_a_whole_page_is_forgotten() {
    let shelf = Shelf::of(&Town::on("2026-11-20T09:00+08:00").await);
    for _ in 0..2 {
        assert_eq!(shelf.asks("/list/gone", &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(shelf.loaded(), 2);
    let personal = shelf.asks("/list/personal", &[]).await;
    assert!(!personal.headers.contains_key(SET_COOKIE), "no cookie ever comes from the cache");
}

#[tokio::test]
async fn the_same_page_again_costs_no_bytes() {
    let shelf = Shelf::of(&Town::on("2026-11-20T09:00+08:00").await);
    let first = shelf.asks("/list", &[(ACCEPT_ENCODING, "gzip, br")]).await;
    assert_eq!(first.headers[CONTENT_ENCODING], "br");
    assert_eq!(first.headers[CACHE_CONTROL], "private, no-cache");
    let tag = first.headers[ETAG].to_str().expect("ascii").to_owned();
    let again = shelf.asks("/list", &[(IF_NONE_MATCH, &tag)]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let gzip = shelf.asks("/list", &[(ACCEPT_ENCODING, "gzip;q=1, br;q=0")]).await;
    assert_eq!(gzip.headers[CONTENT_ENCODING], "gzip");
    assert!(gzip.body.len() < 300);
    let part = shelf.asks("/list", &[(RANGE, "bytes=0-9")]).await;
    assert_eq!((part.status, part.body.len() > 2_000), (StatusCode::OK, true), "pages are given whole");
    let head = shelf.sends(Method::HEAD, "/list", &[]).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(shelf.loaded(), 1);
}

#[tokio::test]
async fn midnight_of_the_27th_makes_the_page_anew() {
    let town = Town::on("2026-11-26T23:59+08:00").await;
    let shelf = Shelf::of(&town);
    assert!(shelf.asks("/day", &[]).await.text().contains("not yet"));
    town.house.clock.set(Day::new(2026, 11, 27).expect("a date").start().plus(-1));
    assert!(shelf.asks("/day", &[]).await.text().contains("loaded 1;"), "one millisecond before");
    town.house.clock.set(Day::new(2026, 11, 27).expect("a date").start());
    let after = shelf.asks("/day", &[]).await;
    assert!(after.text().contains("it is the day") && after.text().contains("loaded 2;"), "{}", after.text());
    assert!(!after.headers.contains_key(VALID_UNTIL), "the note to the cache is not sent out");
    town.house.clock.set(Instant::parse("2026-11-27T23:00+08:00").expect("a moment"));
    assert!(shelf.asks("/day", &[]).await.text().contains("loaded 2;"));
}

#[tokio::test]
async fn a_change_is_seen_here_at_once_and_by_other_nodes_within_two_seconds() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let other = town.second_node().await;
    let (here, there) = (Shelf::of(&town), Shelf::of(&other));
    let before = here.asks("/list", &[]).await.text().to_owned();
    assert_eq!(there.asks("/list", &[]).await.text(), before);
    town.execute("UPDATE list_version SET version = version + 1 WHERE list = 'offers'").await;
    here.versions.changed();
    let after = here.asks("/list", &[]).await.text().to_owned();
    assert!(after.contains("loaded 2;"), "{after}");
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(there.asks("/list", &[]).await.text().contains("loaded 2;"), "the other node has read the versions again");
}

#[tokio::test]
async fn the_portals_own_pages_come_from_the_cache() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let visitor = town.visitor();
    let first = visitor.opens("/").await.succeeds();
    assert!(first.headers.contains_key(ETAG) && first.headers.contains_key("content-security-policy"));
    let resident = town.resident("13812345678").await;
    assert_eq!(resident.opens("/").await.succeeds().headers[CACHE_CONTROL], "no-store");
    visitor.opens("/").await.shows_not("138****5678");
}
