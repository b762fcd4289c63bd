//! Requests from other sites change nothing.

use crate::town::{Browser, PASSWORD, Town};
use axum::body::Body;
use axum::http::{Request, StatusCode};

const FORM: &str = "application/x-www-form-urlencoded";
const JOIN: &str = "/api/accounts/join";

fn join_form() -> String {
    serde_urlencoded::to_string([("mobile", "13912345678"), ("password", PASSWORD), ("privacy", "on")]).expect("a form")
}

/// Headers as another site's page, or a program, would send them.
const FOREIGN: &[&[(&str, &str)]] = &[
    &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
    &[("sec-fetch-site", "same-site"), ("origin", "https://other.shangmeng.example")],
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[("origin", "https://shangmeng.example.evil.example")],
    &[("origin", "http://shangmeng.example")],
    &[("origin", "")],
    &[("sec-fetch-site", "strange"), ("origin", "https://shangmeng.example")],
    &[],
];

async fn posts(browser: &Browser, path: &str, headers: &[(&str, &str)], form: String) -> StatusCode {
    let mut request = Request::post(path).header("content-type", FORM).header("accept", "application/json");
    request = request.header("host", "shangmeng.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request, Body::from(form)).await.status
}

#[tokio::test]
async fn joining_and_signing_in_are_always_checked() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    for headers in FOREIGN {
        assert_eq!(posts(&town.visitor(), JOIN, headers, join_form()).await, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM person").await, 0);
    let own = [("sec-fetch-site", "same-origin"), ("origin", "https://shangmeng.example")];
    assert_eq!(posts(&town.visitor(), JOIN, &own, join_form()).await, StatusCode::OK, "the control");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM person").await, 1);
}

#[tokio::test]
async fn a_session_is_not_used_by_other_sites() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let resident = town.resident("13812345678").await;
    let before = town.count("SELECT COUNT(*) AS n FROM audit").await;
    for headers in FOREIGN {
        for act in app::ROOMS.iter().flat_map(|room| room.acts) {
            assert_eq!(posts(&resident, act.path, headers, String::new()).await, StatusCode::FORBIDDEN, "{} {headers:?}", act.name);
        }
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM audit").await, before);
    resident.opens("/my").await.succeeds();
    let own = [("origin", "https://shangmeng.example")];
    assert_eq!(posts(&resident, "/api/accounts/sign_out", &own, String::new()).await, StatusCode::OK, "the control");
}

#[tokio::test]
async fn a_program_without_a_session_is_told_to_sign_in() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    for act in app::ROOMS.iter().flat_map(|room| room.acts).filter(|act| act.who != rules::permits::Who::Anyone) {
        assert_eq!(posts(&town.visitor(), act.path, &[], String::new()).await, StatusCode::UNAUTHORIZED, "{}", act.name);
    }
}

#[tokio::test]
async fn looking_changes_nothing() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let resident = town.resident("13812345678").await;
    let before = town.count("SELECT COUNT(*) AS n FROM audit").await;
    for act in app::ROOMS.iter().flat_map(|room| room.acts) {
        for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"] {
            let request = Request::builder().method(method).uri(format!("{}?{}", act.path, join_form())).header("sec-fetch-site", "same-origin");
            let answer = resident.send(request, Body::empty()).await;
            assert!(answer.status.is_client_error(), "{method} {}: {}", act.path, answer.status);
        }
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM audit").await, before);
    resident.opens("/my").await.succeeds();
}

#[tokio::test]
async fn signing_in_leads_only_into_the_portal() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident("13812345678").await;
    for next in
        ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/api/accounts/sign_out", "/\r\nset-cookie: x=y", ""]
    {
        let form = [("mobile", "13812345678"), ("password", PASSWORD), ("next", next)];
        assert_eq!(town.visitor().sends("/api/accounts/sign_in", &form).await.leads_to(), "/my", "{next:?}");
    }
}
