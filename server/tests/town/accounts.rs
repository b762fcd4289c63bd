use crate::town::{Answer, Browser, PASSWORD, Town};

const MOBILE: &str = "13812345678";

#[tokio::test]
async fn joining_and_signing_in_lead_to_ones_own_page() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let visitor = town.visitor();
    visitor.opens("/my").await.shows("请登录");
    let joined = visitor.sends("/api/accounts/join", &[("mobile", MOBILE), ("password", PASSWORD), ("privacy", "on")]).await;
    joined.succeeds().shows("已收到").shows(&format!("value=\"{MOBILE}\"")).shows("/api/accounts/sign_in").shows_not(PASSWORD);
    visitor.opens("/sign-in").await.shows_not(MOBILE);
    let signed = visitor.sends("/api/accounts/sign_in", &[("mobile", "138 1234 5678"), ("password", PASSWORD), ("next", "/my")]).await;
    assert_eq!(signed.leads_to(), "/my");
    visitor.opens("/my").await.succeeds().shows("138****5678");
    assert_eq!(visitor.sends("/api/accounts/sign_out", &[]).await.leads_to(), "/");
    assert_eq!(visitor.opens("/my").await.status, 401);
}

#[tokio::test]
async fn joining_answers_alike_for_known_and_unknown_numbers() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident(MOBILE).await;
    let again = town.visitor().sends("/api/accounts/join", &[("mobile", MOBILE), ("password", "ganz anderes Wort"), ("privacy", "on")]).await;
    let new = town.visitor().sends("/api/accounts/join", &[("mobile", "13812345679"), ("password", "ganz anderes Wort"), ("privacy", "on")]).await;
    assert_eq!(again.succeeds().body.replace(MOBILE, ""), new.succeeds().body.replace("13812345679", ""));
    let thief = town.visitor().act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", "ganz anderes Wort")]).await;
    let unknown = town.visitor().act("/api/accounts/sign_in", &[("mobile", "13912345678"), ("password", PASSWORD)]).await;
    assert_eq!(thief.is_refused_with("wrong_number_or_password").body, unknown.is_refused_with("wrong_number_or_password").body);
}

#[tokio::test]
async fn a_refused_form_comes_back_as_typed_without_its_secrets() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let back = town.visitor().sends("/api/accounts/join", &[("mobile", "\"><script>alert(1)</script>"), ("password", "geheim!")]).await;
    assert_eq!(back.status, 422);
    back.shows("这不是中国大陆的手机号").shows("密码太短了").shows_not("<script>alert").shows("&lt;script").shows_not("geheim!");
}

#[tokio::test]
async fn after_ten_wrong_passwords_the_door_waits() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident(MOBILE).await;
    let thief = town.visitor();
    for _ in 0..10 {
        thief.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", "wrong password")]).await.is_refused_with("wrong_number_or_password");
    }
    let waits = thief.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await;
    assert_eq!(waits.status, 429);
    town.goes_to("2026-11-20T09:16+08:00");
    thief.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await.succeeds();
}

#[tokio::test]
async fn what_is_no_form_is_refused_politely() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let visitor = town.visitor();
    for body in ["mobile[a][b][c][d][e][f][g]=1", "mobile[]=1&mobile[x]=2", "%ff%fe=%00", "&&&==="] {
        let request = axum::http::Request::post("/api/accounts/join").header("accept", "text/html").header("sec-fetch-site", "same-origin");
        let answer = visitor.send(request.header("content-type", "application/x-www-form-urlencoded"), body.into()).await;
        assert!(answer.status.is_client_error(), "{body}: {}", answer.status);
    }
}

#[tokio::test]
async fn a_wish_keeps_the_page_and_what_it_shows() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let visitor = town.visitor();
    visitor.opens("/merchants?district=wanda").await.shows("href=\"?lang=en\"");
    assert_eq!(town.visitor().opens("/merchants?district=wanda&lang=en").await.leads_to(), "/merchants?district=wanda");
    // A refused form stands at its act's address, where nothing can be opened.
    let back = visitor.sends("/api/accounts/join", &[("mobile", "1")]).await;
    back.shows("href=\"/join?lang=en\"").shows("href=\"/join?theme=dark\"").shows_not("href=\"?");
    assert_eq!(visitor.opens("/join?lang=en").await.leads_to(), "/join");
    assert_eq!(visitor.opens("/\\evil.example?lang=en").await.leads_to(), "/evil.example");
}

#[tokio::test]
async fn what_was_typed_when_the_session_was_over_waits_to_be_sent_again() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let waits = town.visitor().sends("/api/privacy/give_consent", &[("purpose", "audience \"x\"")]).await;
    assert_eq!(waits.status, 401);
    let waits = waits.shows("href=\"/sign-in?next=/my/data\" target=\"_blank\"").shows("action=\"/api/privacy/give_consent\"").shows("再提交一次");
    assert_eq!(waits.hidden("purpose"), "audience &quot;x&quot;");
    let secret = town.visitor().sends("/api/accounts/change_password", &[("current", "geheim geheim"), ("password", "geheim geheim")]).await;
    secret.shows_not("geheim").shows_not("再提交一次");
    let li = town.resident(MOBILE).await;
    assert_eq!(li.sends("/api/privacy/give_consent", &[("purpose", "audience")]).await.leads_to(), "/my/data", "sent again, signed in");
}

/// What somebody does with the old password while another is written: the old one is looked at first and then waits for its turn.
async fn meanwhile(town: &Town, browser: &Browser, act: &'static str, form: &'static [(&str, &str)]) -> Answer {
    let both = town.house.hashing.clone().acquire_many_owned(2).await.expect("both places");
    let (doing, looked) = (browser.clone(), town.house.db.statements());
    let done = tokio::spawn(async move { doing.act(act, form).await });
    while town.house.db.statements() < looked + 5 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    town.execute("UPDATE person SET password_hash = 'another'").await;
    drop(both);
    done.await.expect("an answer")
}

#[tokio::test]
async fn a_password_that_was_changed_meanwhile_lets_nobody_in() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    let form = &[("mobile", MOBILE), ("password", PASSWORD)];
    meanwhile(&town, &town.visitor(), "/api/accounts/sign_in", form).await.is_refused_with("wrong_number_or_password");
    town.visitor().act("/api/accounts/join", &[("mobile", "13912345678"), ("password", PASSWORD), ("privacy", "on")]).await.succeeds();
    town.execute("UPDATE person SET password_hash = (SELECT p.password_hash FROM person p WHERE p.mobile = '13912345678')").await;
    let form = &[("current", PASSWORD), ("password", "新的一句长长的话")];
    meanwhile(&town, &li, "/api/accounts/change_password", form).await.is_refused_with("wrong_password");
}
