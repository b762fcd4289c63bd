//! The second factor of staff, from making it to losing it.

use crate::town::{Answer, Browser, PASSWORD, Town};
use rules::permits::Role;

const MOBILE: &str = "13812345678";

async fn secretary(town: &Town) -> Browser {
    let browser = town.resident(MOBILE).await;
    let id = town.person(MOBILE).await;
    app::accounts::give_grant(town.house.db.write(), id, Role::Secretary, None, id, town.house.clock.now()).await.expect("a grant");
    browser.act("/api/accounts/sign_out", &[]).await.succeeds();
    browser
}

async fn signs_in(browser: &Browser) -> Answer {
    browser.sends("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD), ("next", "/desk/people")]).await
}

fn secret(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("<code class=\"secret\">").expect("a secret");
    rest.split('<').next().expect("an end").replace(' ', "")
}

fn recovery_codes(page: &Answer) -> Vec<String> {
    let (_, list) = page.body.split_once("<ul class=\"codes\">").expect("codes");
    let list = list.split("</ul>").next().expect("an end");
    list.split("<li>").skip(1).map(|item| item.split('<').next().expect("a code").to_owned()).collect()
}

fn code(secret: &str, town: &Town) -> String {
    app::accounts::totp_code(secret, town.house.clock.now()).expect("a secret")
}

/// Makes the second factor and gives its secret and recovery codes.
async fn enrols(town: &Town, browser: &Browser) -> (String, Vec<String>) {
    assert_eq!(signs_in(browser).await.leads_to(), "/sign-in/second-factor?next=/desk/people");
    assert_eq!(browser.opens("/desk/people").await.status, 403);
    browser.opens("/sign-in/second-factor?next=/desk/people").await.succeeds().shows("开始设置");
    let begun = browser.sends("/api/accounts/begin_second_factor", &[("next", "/desk/people")]).await;
    let page = browser.opens(begun.leads_to()).await.succeeds().shows("<svg");
    let secret = secret(&page);
    browser.act("/api/accounts/confirm_second_factor", &[("code", "000000")]).await.is_refused_with("wrong_code");
    let shown = browser.sends("/api/accounts/confirm_second_factor", &[("code", &code(&secret, town)), ("next", "/desk/people")]).await.succeeds();
    let codes = recovery_codes(&shown);
    assert_eq!(codes.len(), 10);
    browser.opens("/desk/people").await.succeeds();
    browser.opens("/sign-in/second-factor").await.succeeds().shows_not(&codes[0]).shows_not(&secret);
    (secret, codes)
}

#[tokio::test]
async fn staff_set_up_a_second_factor_and_show_it_at_every_sign_in() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let browser = secretary(&town).await;
    let (secret, codes) = enrols(&town, &browser).await;
    browser.act("/api/accounts/sign_out", &[]).await.succeeds();
    signs_in(&browser).await;
    browser.act("/api/accounts/show_second_factor", &[("code", &code(&secret, &town))]).await.is_refused_with("code_used");
    town.goes_to("2026-11-20T09:01+08:00");
    let back = browser.sends("/api/accounts/show_second_factor", &[("code", "123456"), ("next", "/desk/people")]).await;
    assert_eq!(back.status, 422);
    back.shows("验证码不对").shows_not("123456");
    let shown = browser.sends("/api/accounts/show_second_factor", &[("code", &code(&secret, &town)), ("next", "/desk/people")]).await;
    assert_eq!(shown.leads_to(), "/desk/people");
    browser.opens("/desk/people").await.succeeds();
    // A recovery code works once, in any writing.
    browser.act("/api/accounts/sign_out", &[]).await.succeeds();
    signs_in(&browser).await;
    let typed = codes[3].to_lowercase().replace('-', "");
    browser.act("/api/accounts/show_second_factor", &[("code", &typed)]).await.succeeds();
    browser.act("/api/accounts/show_second_factor", &[("code", &typed)]).await.is_refused_with("wrong_code");
    browser.opens("/my/security").await.shows("还剩 9 个");
}

#[tokio::test]
async fn a_secret_in_use_is_never_replaced_and_others_need_none() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let browser = secretary(&town).await;
    enrols(&town, &browser).await;
    browser.act("/api/accounts/begin_second_factor", &[]).await.is_refused_with("factor_known");
    let li = town.resident("13912345678").await;
    assert_eq!(li.act("/api/accounts/begin_second_factor", &[]).await.status, 403);
    li.opens("/sign-in/second-factor").await.succeeds().shows("不需要两步验证");
}

#[tokio::test]
async fn tries_at_the_second_factor_are_counted() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let browser = secretary(&town).await;
    let (secret, _) = enrols(&town, &browser).await;
    browser.act("/api/accounts/sign_out", &[]).await.succeeds();
    signs_in(&browser).await;
    for _ in 0..5 {
        browser.act("/api/accounts/show_second_factor", &[("code", "000000")]).await.is_refused_with("wrong_code");
    }
    town.goes_to("2026-11-20T09:05+08:00");
    assert_eq!(browser.act("/api/accounts/show_second_factor", &[("code", &code(&secret, &town))]).await.status, 429);
    town.goes_to("2026-11-20T09:16+08:00");
    browser.act("/api/accounts/show_second_factor", &[("code", &code(&secret, &town))]).await.succeeds();
}

#[tokio::test]
async fn a_staff_session_lasts_twelve_hours() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    // Signed in for 90 days as a resident, then named.
    let browser = town.resident(MOBILE).await;
    let id = town.person(MOBILE).await;
    app::accounts::give_grant(town.house.db.write(), id, Role::Secretary, None, id, town.house.clock.now()).await.expect("a grant");
    let begun = browser.sends("/api/accounts/begin_second_factor", &[]).await;
    let page = browser.opens(begun.leads_to()).await;
    browser.act("/api/accounts/confirm_second_factor", &[("code", &code(&secret(&page), &town))]).await.succeeds();
    town.goes_to("2026-11-20T20:59+08:00");
    browser.opens("/desk/people").await.succeeds();
    town.goes_to("2026-11-20T21:00+08:00");
    assert_eq!(browser.opens("/desk/people").await.status, 401);
}

#[tokio::test]
async fn the_secret_does_not_lie_open_in_the_database() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let browser = secretary(&town).await;
    let (secret, _) = enrols(&town, &browser).await;
    use sea_orm::EntityTrait;
    let row = app::accounts::entity::second_factor::Entity::find().one(town.house.db.read()).await.expect("a look").expect("a row");
    assert_eq!(row.secret.len(), 12 + 20 + 16, "nonce, secret, tag");
    // The stored bytes hold no piece of the secret as it is typed.
    assert!(!String::from_utf8_lossy(&row.secret).contains(&secret[..8]));
}

#[tokio::test]
async fn a_browser_left_open_shows_no_secret_and_confirms_none() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let browser = secretary(&town).await;
    signs_in(&browser).await;
    let begun = browser.sends("/api/accounts/begin_second_factor", &[]).await;
    let page = begun.leads_to().to_owned();
    let secret = secret(&browser.opens(&page).await);
    town.goes_to("2026-11-20T09:15+08:00");
    browser.opens(&page).await.succeeds().shows("重新登录").shows_not("class=\"secret\"");
    let late = [("code", code(&secret, &town))];
    browser.fills("/api/accounts/confirm_second_factor", &late).await.is_refused_with("sign_in_again");
    // Who has just signed in goes on where they were.
    signs_in(&browser).await;
    browser.opens(&page).await.shows("class=\"secret\"");
    browser.fills("/api/accounts/confirm_second_factor", &late).await.succeeds();
}

#[tokio::test]
async fn a_secret_that_is_confirmed_meanwhile_is_not_replaced() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let browser = secretary(&town).await;
    signs_in(&browser).await;
    browser.act("/api/accounts/begin_second_factor", &[]).await.succeeds();
    let tx = town.house.db.begin().await.expect("a transaction");
    sea_orm::ConnectionTrait::execute_unprepared(&tx, "UPDATE second_factor SET confirmed_at = 1").await.expect("confirmed");
    let again = browser.clone();
    let again = tokio::spawn(async move { again.act("/api/accounts/begin_second_factor", &[]).await });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    tx.commit().await.expect("kept");
    again.await.expect("an answer").is_refused_with("factor_known");
}
