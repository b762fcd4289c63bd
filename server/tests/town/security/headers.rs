//! What every answer carries, and how cookies are given.

use crate::town::Town;
use app::backend::Cookies;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use axum::routing::get;
use server::http::{Portal, shielded};
use std::time::Duration;
use tower::ServiceExt;

/// What is missing among the headers of an answer.
fn missing(headers: &HeaderMap) -> Vec<&'static str> {
    let has = |name: &str, wanted: &str| headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(wanted));
    let policy = headers.get(CONTENT_SECURITY_POLICY).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let wanted = [
        ("default-src 'none'", has("content-security-policy", "default-src 'none'")),
        ("no unsafe-inline", !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'")),
        ("frame-ancestors", has("content-security-policy", "frame-ancestors 'none'")),
        ("base-uri", has("content-security-policy", "base-uri 'none'")),
        ("nosniff", has("x-content-type-options", "nosniff")),
        ("referrer", has("referrer-policy", "same-origin")),
        ("permissions", has("permissions-policy", "geolocation=()")),
        ("hsts", has("strict-transport-security", "max-age=")),
        ("cache-control", headers.contains_key(CACHE_CONTROL)),
        ("no note to the cache", !headers.contains_key("x-valid-until")),
    ];
    wanted.into_iter().filter(|(_, there)| !there).map(|(name, _)| name).collect()
}

#[tokio::test]
async fn every_answer_carries_what_protects() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (visitor, resident) = (town.visitor(), town.resident("13812345678").await);
    let paths = app::ROOMS.iter().flat_map(|room| room.pages).map(|page| page.path.replace(['{', '}'], ""));
    let plain = ["/health/live", "/health/ready", "/pkg/x/y.js", "/favicon.svg", "/no/such/page", "/%ff%fe", "/api/accounts/join", "/?lang=en"];
    for path in paths.chain(plain.map(ToOwned::to_owned)) {
        for browser in [&visitor, &resident] {
            let answer = browser.opens(&path).await;
            assert_eq!(missing(&answer.headers), Vec::<&str>::new(), "{path}: {}", answer.status);
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        }
    }
    let act = visitor.act("/api/accounts/join", &[]).await;
    assert_eq!(missing(&act.headers), Vec::<&str>::new());
    assert_eq!(missing(&HeaderMap::new()).len(), 8, "the control");
}

#[tokio::test]
async fn a_private_page_is_not_stored() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let resident = town.resident("13812345678").await;
    for page in app::ROOMS.iter().flat_map(|room| room.pages).filter(|page| !page.path.contains('{')) {
        let answer = resident.opens(page.path).await;
        assert_eq!(answer.headers[CACHE_CONTROL], "no-store", "{}", page.path);
    }
}

#[tokio::test]
async fn the_session_cookie_is_for_this_host_only() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident("13812345678").await;
    let form = [("mobile", "13812345678"), ("password", crate::town::PASSWORD)];
    let signed = town.visitor().act("/api/accounts/sign_in", &form).await.succeeds();
    let cookies: Vec<&str> = signed.headers.get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("__Host-sid=")).expect("a session");
    for wanted in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(session.contains(wanted), "{session}");
    }
    assert!(!session.contains("Domain"));
    let mut planted = HeaderMap::new();
    planted.insert("cookie", HeaderValue::from_static("sid=planted; lang=en; __Host-sid=real"));
    assert_eq!(Cookies::at("https://a.example").read(&planted, "sid").as_deref(), Some("real"), "a plain name does not count behind TLS");
    assert_eq!(Cookies::at("http://127.0.0.1:3000").read(&planted, "sid").as_deref(), Some("planted"), "browsers refuse the prefix over plain http");
}

#[tokio::test]
async fn signing_in_gives_a_new_token_and_signing_out_ends_it_everywhere() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let resident = town.resident("13812345678").await;
    let stolen = resident.clone();
    let old = resident.cookie("__Host-sid").expect("a session");
    resident.act("/api/accounts/sign_in", &[("mobile", "13812345678"), ("password", crate::town::PASSWORD)]).await.succeeds();
    let new = resident.cookie("__Host-sid").expect("a session");
    assert_ne!(old, new);
    let other_node = town.second_node().await;
    let there = |token: String| {
        let request = Request::get("/my").header("cookie", format!("__Host-sid={token}")).body(Body::empty()).expect("a request");
        let router = other_node.router.clone();
        async move { router.oneshot(request).await.expect("an answer").status() }
    };
    assert_eq!(there(new.clone()).await, StatusCode::OK, "the control");
    stolen.act("/api/accounts/sign_out", &[]).await.succeeds();
    assert_eq!(there(new).await, StatusCode::UNAUTHORIZED);
}

fn portal(town: &Town) -> Portal {
    Portal::new(town.house.clone(), Vec::new(), "no-site".into())
}

#[tokio::test]
async fn a_panic_is_a_ticket_never_a_cause() {
    async fn fails() -> &'static str {
        panic!("the safe's number is 4711")
    }
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let router = shielded(axum::Router::new().route("/fails", get(fails)), portal(&town), Duration::from_secs(20));
    for (accept, kind) in [("text/html", "text/html; charset=utf-8"), ("application/json", "application/json")] {
        let request = Request::get("/fails").header("accept", accept).body(Body::empty()).expect("a request");
        let answer = router.clone().oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.headers()["content-type"], kind);
        assert_eq!(missing(answer.headers()), Vec::<&str>::new());
        let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
        let body = String::from_utf8_lossy(&body);
        assert!(!body.contains("4711") && body.contains("编号"), "{body}");
    }
}

#[tokio::test]
async fn what_takes_too_long_is_answered_anyway() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let slow = axum::Router::new().route("/slow", get(async || tokio::time::sleep(Duration::from_secs(600)).await));
    let router = shielded(slow, portal(&town), Duration::from_millis(200));
    let request = Request::get("/slow").header("accept", "text/html").body(Body::empty()).expect("a request");
    let answer = tokio::time::timeout(Duration::from_secs(5), router.oneshot(request)).await.expect("in time").expect("an answer");
    assert_eq!((answer.status(), answer.headers().contains_key("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, true));
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
    assert!(String::from_utf8_lossy(&body).contains("系统正忙"));
}
