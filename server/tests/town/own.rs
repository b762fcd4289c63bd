//! One's own sessions, password and number; codes by SMS.

use crate::town::{PASSWORD, Town};
use axum::routing::post;
use rules::districts::District;
use rules::permits::Role;
use std::sync::{Arc, Mutex};

const MOBILE: &str = "13812345678";

/// An SMS gateway of the test's own: it keeps what it was sent.
async fn gateway() -> (String, Arc<Mutex<Vec<serde_json::Value>>>) {
    let kept: Arc<Mutex<Vec<serde_json::Value>>> = Arc::default();
    let inbox = kept.clone();
    let take = move |axum::Json(message): axum::Json<serde_json::Value>| async move { inbox.lock().expect("inbox").push(message) };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}/send", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().route("/send", post(take))).await });
    (address, kept)
}

/// The newest code that went to this number.
async fn code_for(inbox: &Arc<Mutex<Vec<serde_json::Value>>>, mobile: &str) -> Option<String> {
    for _ in 0..100 {
        let found = inbox.lock().expect("inbox").iter().rev().find(|message| message["mobile"] == mobile).cloned();
        if let Some(message) = found {
            inbox.lock().expect("inbox").clear();
            return message["code"].as_str().map(ToOwned::to_owned);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    None
}

#[tokio::test]
async fn sessions_are_listed_and_ended_everywhere() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let phone = town.resident(MOBILE).await;
    let desktop = town.visitor();
    desktop.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await.succeeds();
    let page = phone.opens("/my/security").await.succeeds().shows("本机").shows("退出这台");
    let other = page.hidden("session");
    let wang = town.resident("13912345678").await;
    assert_eq!(wang.act("/api/accounts/end_session", &[("session", &other)]).await.status, 404);
    let far = desktop.clone().on(&town.second_node().await);
    far.opens("/my").await.succeeds();
    assert_eq!(phone.sends("/api/accounts/end_session", &[("session", &other)]).await.leads_to(), "/my/security");
    assert_eq!(far.opens("/my").await.status, 401, "on the other node too");
    phone.opens("/my/security").await.shows_not("退出这台");
}

#[tokio::test]
async fn who_signs_out_or_loses_a_role_has_done_so_on_every_node_at_once() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let other = town.second_node().await;
    let officer = town.with_role("13912345678", Role::DistrictOfficer, Some(District::Wanda.place())).await;
    let there = officer.clone().on(&other);
    there.opens("/desk/review").await.succeeds();
    town.execute("UPDATE role_grant SET revoked_at = 1").await;
    assert_eq!(there.opens("/desk/review").await.status, 403, "the role is gone there too");
    there.opens("/my").await.succeeds();
    let token = officer.cookie("__Host-sid").expect("a session");
    officer.act("/api/accounts/sign_out", &[]).await.succeeds();
    let stolen = axum::http::Request::get("/my").header("accept", "text/html").header("cookie", format!("__Host-sid={token}"));
    assert_eq!(other.visitor().send(stolen, axum::body::Body::empty()).await.status, 401, "the kept token opens nothing any more");
}

#[tokio::test]
async fn a_changed_password_ends_all_other_sessions() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let phone = town.resident(MOBILE).await;
    let thief = town.visitor();
    thief.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await.succeeds();
    let wrong = phone.sends("/api/accounts/change_password", &[("current", "not it at all"), ("password", "新的一句长长的话")]).await;
    assert_eq!(wrong.status, 422);
    wrong.shows("现在的密码不对").shows_not("not it at all").shows_not("新的一句长长的话");
    phone.act("/api/accounts/change_password", &[("current", PASSWORD), ("password", "新的一句长长的话")]).await.succeeds();
    assert_eq!(thief.opens("/my").await.status, 401);
    phone.opens("/my").await.succeeds();
    thief.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await.is_refused_with("wrong_number_or_password");
}

#[tokio::test]
async fn signing_in_again_gives_a_new_token_and_ends_the_old_session() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    let before = li.cookie("__Host-sid").expect("a cookie");
    li.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await.succeeds();
    let after = li.cookie("__Host-sid").expect("a cookie");
    assert_ne!(before, after);
    let page = li.opens("/my/security").await;
    assert_eq!(page.body.matches("最近使用").count(), 1);
}

#[tokio::test]
async fn without_a_gateway_there_are_no_codes() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let visitor = town.visitor();
    visitor.opens("/sign-in").await.shows_not("/sign-in/code");
    visitor.opens("/sign-in/code").await.shows("没有开通短信验证码");
    visitor.act("/api/accounts/ask_code", &[("mobile", MOBILE), ("privacy", "on")]).await.is_refused_with("no_sms");
    visitor.act("/api/accounts/sign_in_with_code", &[("mobile", MOBILE), ("code", "123456")]).await.is_refused_with("no_sms");
}

#[tokio::test]
async fn a_code_by_sms_joins_signs_in_and_proves_the_number() {
    let (url, inbox) = gateway().await;
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway(&url);
    let visitor = town.visitor();
    let asked = visitor.sends("/api/accounts/ask_code", &[("mobile", MOBILE), ("privacy", "on")]).await.succeeds();
    asked.shows("138****5678");
    let code = code_for(&inbox, MOBILE).await.expect("a message");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    visitor.act("/api/accounts/sign_in_with_code", &[("mobile", MOBILE), ("code", wrong)]).await.is_refused_with("code_not_good");
    visitor
        .act("/api/accounts/reset_with_code", &[("mobile", MOBILE), ("code", &code), ("password", PASSWORD)])
        .await
        .is_refused_with("code_not_good");
    let signed = visitor.sends("/api/accounts/sign_in_with_code", &[("mobile", MOBILE), ("code", &code), ("next", "/my")]).await;
    assert_eq!(signed.leads_to(), "/my");
    visitor.opens("/my").await.succeeds().shows("138****5678");
    town.visitor().act("/api/accounts/sign_in_with_code", &[("mobile", MOBILE), ("code", &code)]).await.is_refused_with("code_not_good");
    assert!(inbox.lock().expect("inbox").is_empty());
}

#[tokio::test]
async fn a_number_proven_by_sms_throws_a_squatter_out() {
    let (url, inbox) = gateway().await;
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway(&url);
    let squatter = town.resident(MOBILE).await;
    let owner = town.visitor();
    owner.act("/api/accounts/ask_code", &[("mobile", MOBILE), ("privacy", "on")]).await.succeeds();
    let code = code_for(&inbox, MOBILE).await.expect("a message");
    owner.act("/api/accounts/sign_in_with_code", &[("mobile", MOBILE), ("code", &code)]).await.succeeds();
    assert_eq!(squatter.opens("/my").await.status, 401);
    squatter.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await.is_refused_with("wrong_number_or_password");
}

#[tokio::test]
async fn a_reset_answers_alike_and_sends_only_to_known_numbers() {
    let (url, inbox) = gateway().await;
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway(&url);
    town.resident(MOBILE).await;
    let visitor = town.visitor();
    let unknown = visitor.sends("/api/accounts/ask_reset_code", &[("mobile", "13912345678")]).await.succeeds();
    let known = visitor.sends("/api/accounts/ask_reset_code", &[("mobile", MOBILE)]).await.succeeds();
    let alike = |body: &str| body.replace("139****5678", "#").replace("138****5678", "#").replace("13912345678", "#").replace(MOBILE, "#");
    assert_eq!(alike(&unknown.body), alike(&known.body));
    let code = code_for(&inbox, MOBILE).await.expect("a message");
    visitor.act("/api/accounts/reset_with_code", &[("mobile", MOBILE), ("code", &code), ("password", "新的一句长长的话")]).await.succeeds();
    visitor.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", "新的一句长长的话")]).await.succeeds();
    assert!(!inbox.lock().expect("inbox").iter().any(|message| message["mobile"] == "13912345678"));
}

#[tokio::test]
async fn a_number_is_changed_with_a_code_to_the_new_one() {
    let (url, inbox) = gateway().await;
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway(&url);
    let li = town.resident(MOBILE).await;
    li.act("/api/accounts/ask_number_code", &[("mobile", "13912345678")]).await.succeeds();
    let code = code_for(&inbox, "13912345678").await.expect("a message");
    li.act("/api/accounts/change_number", &[("mobile", "13912345678"), ("code", &code)]).await.succeeds();
    li.opens("/my").await.shows("139****5678");
    for _ in 0..2 {
        li.act("/api/accounts/ask_number_code", &[("mobile", "13912345678")]).await.succeeds();
    }
    town.goes_to("2026-11-20T09:11+08:00");
    let costly = li.act("/api/accounts/ask_number_code", &[("mobile", "13912345678")]).await;
    assert_eq!(costly.status, 429, "no code is good any more, and none is sent");
}

async fn asks(visitor: &crate::town::Browser) -> crate::town::Answer {
    visitor.act("/api/accounts/ask_code", &[("mobile", MOBILE), ("privacy", "on")]).await
}

async fn brings(visitor: &crate::town::Browser, code: &str) -> crate::town::Answer {
    visitor.act("/api/accounts/sign_in_with_code", &[("mobile", MOBILE), ("code", code)]).await
}

fn another(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

#[tokio::test]
async fn who_guesses_at_anothers_code_shuts_out_only_themselves() {
    let (url, inbox) = gateway().await;
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway(&url);
    let (owner, thief) = (town.visitor().at("192.0.2.1"), town.visitor().at("198.51.100.1"));
    asks(&owner).await.succeeds();
    let code = code_for(&inbox, MOBILE).await.expect("a message");
    for _ in 0..5 {
        brings(&thief, another(&code)).await.is_refused_with("code_not_good");
    }
    assert_eq!(brings(&thief, &code).await.status, 429);
    for _ in 0..4 {
        brings(&owner, another(&code)).await.is_refused_with("code_not_good");
    }
    brings(&owner, &code).await.succeeds();
    // A success forgets the tries.
    for _ in 0..5 {
        brings(&owner, &code).await.is_refused_with("code_not_good");
    }
}

#[tokio::test]
async fn a_code_that_was_guessed_at_ten_times_is_good_for_nothing() {
    let (url, inbox) = gateway().await;
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway(&url);
    let owner = town.visitor().at("192.0.2.1");
    for (wrong_tries, good) in [(9, true), (10, false)] {
        asks(&owner).await.succeeds();
        let code = code_for(&inbox, MOBILE).await.expect("a message");
        for number in 0..wrong_tries {
            let thief = town.visitor().at(&format!("198.51.100.{wrong_tries}{number}"));
            brings(&thief, another(&code)).await.is_refused_with("code_not_good");
        }
        let brought = brings(&owner, &code).await;
        if good {
            brought.succeeds();
        } else {
            brought.is_refused_with("code_not_good");
        }
    }
}

#[tokio::test]
async fn who_asks_for_anothers_codes_shuts_nobody_out() {
    let (url, inbox) = gateway().await;
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway(&url);
    let (owner, thief) = (town.visitor().at("192.0.2.1"), town.visitor().at("198.51.100.1"));
    thief.act("/api/accounts/ask_reset_code", &[("mobile", MOBILE)]).await.succeeds();
    for _ in 0..2 {
        asks(&thief).await.succeeds();
        code_for(&inbox, MOBILE).await.expect("a message");
    }
    let first = asks(&thief).await.succeeds();
    let code = code_for(&inbox, MOBILE).await.expect("the third message");
    let again = asks(&owner).await.succeeds();
    assert_eq!(again.body, first.body, "the same answer, and nothing is sent");
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(inbox.lock().expect("inbox").is_empty());
    brings(&owner, &code).await.succeeds();
    assert_eq!(asks(&owner).await.status, 429, "nothing is good any more");
    town.goes_to("2026-11-20T09:15+08:00");
    asks(&owner).await.succeeds();
}

#[tokio::test]
async fn a_new_password_by_sms_ends_slips_for_one() {
    let (url, inbox) = gateway().await;
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway(&url);
    town.resident(MOBILE).await;
    town.execute("UPDATE person SET proof = 'counter'").await;
    let officer = town.with_role("13500000001", Role::DistrictOfficer, Some(District::Wanda.place())).await;
    let (id, person) = (app::backend::new_id(town.house.clock.now()).to_string(), town.person(MOBILE).await.to_string());
    let slip = officer.act("/api/accounts/print_slip", &[("id", &id), ("person", &person), ("purpose", "password")]).await.succeeds();
    let slip = slip.json()["code"].as_str().expect("a code").to_owned();
    let visitor = town.visitor();
    visitor.act("/api/accounts/ask_reset_code", &[("mobile", MOBILE)]).await.succeeds();
    let code = code_for(&inbox, MOBILE).await.expect("a message");
    visitor.act("/api/accounts/reset_with_code", &[("mobile", MOBILE), ("code", &code), ("password", "新的一句长长的话")]).await.succeeds();
    visitor.act("/api/accounts/reset_password", &[("code", &slip), ("password", PASSWORD)]).await.is_refused_with("code_not_good");
}

#[tokio::test]
async fn messages_that_wait_for_a_slow_gateway_are_neither_sent_twice_nor_too_late() {
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway("http://127.0.0.1:9/");
    for number in 0..5 {
        let form = [("mobile", format!("1381234567{number}")), ("privacy", "on".to_owned())];
        town.visitor().fills("/api/accounts/ask_code", &form).await.succeeds();
    }
    let begin = town.house.clock.now();
    let tried = format!("SELECT COUNT(*) AS n FROM sms_outbox WHERE next_at > {}", begin.millis());
    while town.count(&tried).await < 5 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // What each form sends by itself at once is over, too, before the clock goes on.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    // A gateway that takes four minutes for each message, and none of them in the end.
    let (clock, came) = (town.house.clock.clone(), Arc::new(Mutex::new(0)));
    let counted = came.clone();
    let slow = move || async move {
        *counted.lock().expect("count") += 1;
        clock.set(clock.now().plus(4 * rules::MINUTE));
        axum::http::StatusCode::SERVICE_UNAVAILABLE
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().route("/", post(slow))).await });
    town.goes_to("2026-11-20T09:01+08:00");
    app::accounts::deliver_messages(&town.clone().with_gateway(&url).house).await.expect("the database");
    assert_eq!(*came.lock().expect("count"), 3, "at 09:01, 09:05 and 09:09; at 09:13 no code was good any more");
    let newest = town.count("SELECT MAX(next_at) AS n FROM sms_outbox").await;
    assert_eq!(newest - begin.millis(), 9 * rules::MINUTE + 30 * rules::SECOND, "each is kept from others from its own turn on");
}

#[tokio::test]
async fn a_gateway_that_is_away_gets_the_message_later() {
    let town = Town::on("2026-11-20T09:00+08:00").await.with_gateway("http://127.0.0.1:9/");
    town.visitor().act("/api/accounts/ask_code", &[("mobile", MOBILE), ("privacy", "on")]).await.succeeds();
    let waiting = || async {
        use sea_orm::{EntityTrait, PaginatorTrait};
        app::accounts::entity::outbox::Entity::find().count(town.house.db.read()).await.expect("a count")
    };
    app::accounts::deliver_messages(&town.house).await.expect("the database");
    assert_eq!(waiting().await, 1, "kept for the next try");
    let (url, inbox) = gateway().await;
    let mended = town.clone().with_gateway(&url);
    town.goes_to("2026-11-20T09:02+08:00");
    app::accounts::deliver_messages(&mended.house).await.expect("the database");
    assert!(code_for(&inbox, MOBILE).await.is_some());
    assert_eq!(waiting().await, 0);
}
