//! What every page has around it: wishes in the header, the title, the line after a success.

use crate::town::Town;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{ACCEPT, REFERER};

#[tokio::test]
async fn a_wish_keeps_what_the_page_was_narrowed_by() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let wishes = async |wish: &str, from: &str| {
        let visitor = town.visitor();
        let request = Request::get(wish).header(ACCEPT, "text/html").header(REFERER, format!("https://shangmeng.example{from}"));
        let answer = visitor.send(request, Body::empty()).await;
        visitor.opens("/offers").await.shows("data-elder=\"1\"");
        answer.leads_to().to_owned()
    };
    assert_eq!(wishes("/offers?elder=1", "/offers?district=wanda&kind=gift").await, "/offers?district=wanda&kind=gift");
    assert_eq!(wishes("/offers?elder=1", "/offers?elder=0&kind=gift").await, "/offers?kind=gift");
    assert_eq!(wishes("/offers?elder=1&kind=gift", "/offers?district=wanda").await, "/offers?kind=gift");
    assert_eq!(wishes("/offers?elder=1", "/merchants?district=wanda").await, "/offers", "another page's question is not this one's");
    assert_eq!(wishes("/offers?elder=1", "").await, "/offers");
}

#[tokio::test]
async fn a_form_that_came_back_says_so_first_and_its_header_leads_to_its_page() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let visitor = town.visitor();
    visitor.opens("/join").await.shows("<title>注册 · 商盟</title>").shows("href=\"?elder=1\"");
    let back = visitor.sends("/api/accounts/join", &[("mobile", "138"), ("password", "")]).await;
    back.shows("<title>还没有提交成功 · 注册 · 商盟</title>").shows("href=\"/join?elder=1\"").shows("href=\"/join?lang=en\"");
}

#[tokio::test]
async fn the_line_after_a_success_takes_the_focus() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let resident = town.resident("13812345678").await;
    resident.sends("/api/accounts/end_other_sessions", &[]).await.leads_to();
    resident.opens("/my/security").await.shows("role=\"status\" tabindex=\"-1\" autofocus");
}
