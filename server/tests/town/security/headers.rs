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
        ("no frame in old browsers", has("x-frame-options", "DENY")),
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
    let plain = [
        "/health/live",
        "/health/ready",
        "/pkg/x/y.js",
        "/favicon.svg",
        "/favicon.ico",
        "/no/such/page",
        "/%ff%fe",
        "/api/accounts/join",
        "/?lang=en",
    ];
    for path in paths.chain(plain.map(ToOwned::to_owned)) {
        for browser in [&visitor, &resident] {
            let answer = browser.opens(&path).await;
            assert_eq!(missing(&answer.headers), Vec::<&str>::new(), "{path}: {}", answer.status);
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        }
    }
    let act = visitor.act("/api/accounts/join", &[]).await;
    assert_eq!(missing(&act.headers), Vec::<&str>::new());
    assert_eq!(missing(&HeaderMap::new()).len(), 9, "the control");
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
    planted.insert("cookie", HeaderValue::from_bytes("name=王; other=\u{e9}; __Host-sid=real".as_bytes()).expect("bytes that browsers send"));
    assert_eq!(Cookies::at("https://a.example").read(&planted, "sid").as_deref(), Some("real"), "strange neighbours hide nothing");
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

/// Addresses and methods that nobody should use, and the status they get.
const ODD: &[(&str, &str, u16)] = &[
    ("GET", "/no/such/page", 404),
    ("GET", "//evil.example/x", 404),
    ("GET", "/..%2f..%2fetc/passwd", 404),
    ("GET", "/offers/%ff%fe", 400),
    ("GET", "/offers/01919191", 404),
    ("GET", "/merchants/01919191-9191-7191-8191-91919191919Z", 404),
    ("GET", "/votes/nothing/board.json", 404),
    ("GET", "/votes/%ff/board.json", 400),
    ("GET", "/photos/nothing", 404),
    ("GET", "/photos/%ff", 400),
    ("GET", "/meetings/nothing/calendar.ics", 404),
    ("GET", "/meetings/papers/nothing", 404),
    ("GET", "/my/data/nothing", 401),
    ("GET", "/screen/nothing/live", 404),
    ("GET", "/screen/%ff/live", 400),
    ("GET", "/api/accounts/join", 405),
    ("GET", "/api/no/such_act", 404),
    ("PUT", "/offers", 405),
    ("DELETE", "/health/live", 405),
    ("TRACE", "/", 405),
    ("OPTIONS", "/offers", 405),
    ("BREW", "/api/accounts/join", 405),
];

#[tokio::test]
async fn every_refusal_has_words_and_a_way_on() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    for (method, path, status) in ODD {
        for (lang, home) in [("zh-CN", "回首页"), ("en", "Home")] {
            let ask = |accept: &'static str| {
                let request = Request::builder().method(*method).uri(*path).header("accept", accept).header("sec-fetch-site", "same-origin");
                let (visitor, request) = (town.visitor(), request.header("cookie", format!("__Host-lang={lang}")));
                async move { visitor.send(request, Body::empty()).await }
            };
            let page = ask("text/html").await;
            assert_eq!(page.status, *status, "{method} {path}: {}", page.body);
            assert_eq!(missing(&page.headers), Vec::<&str>::new(), "{method} {path}");
            assert!(page.body.contains(&format!("lang=\"{lang}\"")) && page.body.contains(home), "{method} {path} in {lang}: {}", page.body);
            assert!(page.body.contains("href=\"/\"") && !page.body.contains("href=\"//"), "{method} {path}: {}", page.body);
            let json = ask("*/*").await;
            let is_page = json.headers["content-type"].as_bytes().starts_with(b"text/html");
            assert!(is_page || json.json()["sentence"].as_str().is_some_and(|words| !words.is_empty()), "{method} {path}: {}", json.body);
        }
    }
    assert_eq!(town.visitor().opens("/api/accounts/join").await.headers["allow"], "POST");
}

#[tokio::test]
async fn what_is_no_form_of_this_portal_is_told_so() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let join = "mobile=13912345678&password=%E4%B8%80%E5%8F%A5%E9%95%BF%E9%95%BF%E7%9A%84%E8%AF%9D&privacy=on";
    for (kind, status) in [
        ("application/json", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded-not", 415),
        ("multipart/mixed; boundary=x", 415),
        ("application/x-www-form-urlencoded; charset=gbk", 422),
        ("APPLICATION/X-WWW-FORM-URLENCODED", 422),
    ] {
        let request = Request::post("/api/accounts/join").header("content-type", kind).header("sec-fetch-site", "same-origin");
        let answer = town.visitor().send(request, Body::from(join)).await;
        assert_eq!(answer.status, status, "{kind}: {}", answer.body);
    }
    let gbk = "mobile=%CA%D6%BB%FA&password=x&privacy=on";
    let request = Request::post("/api/accounts/join").header("content-type", "application/x-www-form-urlencoded; charset=gbk");
    let answer = town.visitor().send(request.header("sec-fetch-site", "same-origin").header("accept", "text/html"), Body::from(gbk)).await;
    assert!(answer.status.is_client_error() && answer.body.contains("<form"), "{}: {}", answer.status, answer.body);
}

#[tokio::test]
async fn cookies_of_other_services_hide_nobody() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let resident = town.resident("13812345678").await;
    let token = resident.cookie("__Host-sid").expect("a session");
    let strange = axum::http::HeaderValue::from_bytes(format!("who=王; __Host-sid={token}").as_bytes()).expect("bytes");
    let many = (0..300).fold(String::new(), |many, number| format!("{many}c{number}=x; ")) + &format!("__Host-sid={token}");
    for cookies in [strange, many.parse().expect("a header")] {
        let request = Request::get("/my").header("cookie", cookies);
        assert_eq!(town.visitor().send(request, Body::empty()).await.status, StatusCode::OK);
    }
}
