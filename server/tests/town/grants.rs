//! Roles: given with a reason, taken back at once, never to oneself.

use crate::town::{Browser, Town};
use rules::accounts::ProofKind;
use rules::districts::District;
use rules::permits::Role;
use uuid::Uuid;

const MOBILE: &str = "13812345678";

async fn admin(town: &Town) -> Browser {
    town.with_role("13500000009", Role::Admin, None).await
}

/// A resident whom a counter knows.
async fn proven(town: &Town, mobile: &str) -> Browser {
    let browser = town.resident(mobile).await;
    town.execute(&format!("UPDATE person SET proof = '{}' WHERE mobile = '{mobile}'", ProofKind::Counter.code())).await;
    browser
}

fn form<'a>(id: &'a str, role: &'a str, place: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("id", id), ("mobile", MOBILE), ("role", role), ("place", place), ("reason", "接替老张")]
}

#[tokio::test]
async fn an_administrator_names_an_officer_and_takes_the_role_back() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let admin = admin(&town).await;
    let wang = proven(&town, MOBILE).await;
    let place = District::Wanda.place().to_string();
    let page = admin.opens("/desk/grants").await.succeeds();
    let id = page.hidden("id");
    assert_eq!(admin.sends("/api/accounts/give_role", &form(&id, "district_officer", &place)).await.leads_to(), "/desk/grants");
    admin.act("/api/accounts/give_role", &form(&id, "district_officer", &place)).await.succeeds();
    let page = admin.opens("/desk/grants").await.shows("商圈专员 · 万达商圈").shows("接替老张").shows_not(MOBILE);
    assert_eq!(page.body.matches("商圈专员 · 万达商圈</strong>").count(), 1, "sent twice is given once");
    wang.opens("/my").await.shows("您现在担任：商圈专员");
    let grant = town.value("SELECT id FROM role_grant WHERE role = 'district_officer'").await;
    let again = admin.opens("/desk/grants").await.hidden("id");
    admin.act("/api/accounts/give_role", &form(&again, "district_officer", &place)).await.is_refused_with("held_already");
    admin.act("/api/accounts/revoke_role", &[("grant", &grant)]).await.is_refused_with("fields_refused");
    admin.act("/api/accounts/revoke_role", &[("grant", &grant), ("reason", "调岗")]).await.succeeds();
    admin.opens("/desk/grants").await.shows("接替老张 → 调岗");
    wang.opens("/my").await.shows("您的职责已收回").shows_not("两步验证，才能打开工作台");
}

#[tokio::test]
async fn nobody_raises_their_own_rights_and_one_administrator_stays() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let admin = admin(&town).await;
    let id = admin.opens("/desk/grants").await.hidden("id");
    let own = [("id", id.as_str()), ("mobile", "13500000009"), ("role", "secretary"), ("reason", "自己来")];
    admin.act("/api/accounts/give_role", &own).await.is_refused_with("own_rights");
    town.resident(MOBILE).await;
    admin.act("/api/accounts/give_role", &form(&id, "secretary", "")).await.is_refused_with("not_proven");
    admin.act("/api/accounts/give_role", &form(&id, "merchant_owner", "")).await.is_refused_with("fields_refused");
    let grant = town.value("SELECT id FROM role_grant WHERE role = 'admin'").await;
    admin.act("/api/accounts/revoke_role", &[("grant", &grant), ("reason", "退休")]).await.is_refused_with("last_admin_stays");
}

#[tokio::test]
async fn roles_are_given_by_fresh_administrators_only() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let admin = admin(&town).await;
    proven(&town, MOBILE).await;
    let secretary = town.with_role("13500000008", Role::Secretary, None).await;
    let auditor = town.with_role("13500000007", Role::Auditor, None).await;
    let id = admin.opens("/desk/grants").await.hidden("id");
    assert_eq!(secretary.act("/api/accounts/give_role", &form(&id, "auditor", "")).await.status, 403);
    assert_eq!(auditor.act("/api/accounts/give_role", &form(&id, "auditor", "")).await.status, 403);
    auditor.opens("/desk/grants").await.succeeds().shows_not("/api/accounts/give_role").shows_not("/api/accounts/revoke_role");
    town.goes_to("2026-11-20T09:15+08:00");
    admin.opens("/desk/grants").await.shows("重新登录");
    admin.act("/api/accounts/give_role", &form(&id, "auditor", "")).await.is_refused_with("sign_in_again");
}

#[tokio::test]
async fn an_administrator_for_a_while_is_not_the_last_one() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let lasting = admin(&town).await;
    let grant = town.value("SELECT id FROM role_grant WHERE role = 'admin'").await;
    proven(&town, MOBILE).await;
    let id = lasting.opens("/desk/grants").await.hidden("id");
    let mut for_a_week = form(&id, "admin", "");
    for_a_week.push(("until", "2026-11-27"));
    lasting.act("/api/accounts/give_role", &for_a_week).await.succeeds();
    lasting.act("/api/accounts/revoke_role", &[("grant", &grant), ("reason", "退休")]).await.is_refused_with("last_admin_stays");
    lasting.act("/api/privacy/delete_account", &[("known", "on")]).await.is_refused_with("last_admin");
    town.with_role("13500000008", Role::Admin, None).await;
    lasting.act("/api/accounts/revoke_role", &[("grant", &grant), ("reason", "退休")]).await.succeeds();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_administrators_who_take_each_others_role_leave_one() {
    for _ in 0..5 {
        let town = Town::on("2026-11-20T09:00+08:00").await;
        let both = [town.with_role("13500000001", Role::Admin, None).await, town.with_role("13500000002", Role::Admin, None).await];
        let mut acts = Vec::new();
        for (browser, other) in both.into_iter().zip(["13500000002", "13500000001"]) {
            let theirs = format!("SELECT g.id FROM role_grant g JOIN person p ON p.id = g.person WHERE p.mobile = '{other}'");
            let grant = town.value(&theirs).await;
            acts.push(tokio::spawn(async move {
                browser.act("/api/accounts/revoke_role", &[("grant", &grant), ("reason", "对方先走")]).await.status
            }));
        }
        for act in acts {
            act.await.expect("an answer");
        }
        assert_eq!(town.count("SELECT COUNT(*) AS n FROM role_grant WHERE role = 'admin' AND revoked_at IS NULL").await, 1);
    }
}

#[tokio::test]
async fn an_administrator_whose_role_was_just_taken_back_does_not_count() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    admin(&town).await;
    town.with_role(MOBILE, Role::Admin, None).await;
    let now = town.house.clock.now();
    let lasting = || async { app::accounts::lasting_admins(town.house.db.write(), now).await.expect("the database").len() };
    assert_eq!(lasting().await, 2);
    // Taken back by an act whose clock was a little ahead, while this one waited for it.
    let theirs = town.person(MOBILE).await.simple().to_string();
    let theirs = if town.house.db.engine() == app::backend::Engine::Sqlite { format!("x'{theirs}'") } else { format!("'{theirs}'") };
    town.execute(&format!("UPDATE role_grant SET revoked_at = {} WHERE person = {theirs}", now.millis() + 5)).await;
    assert_eq!(lasting().await, 1);
}

#[tokio::test]
async fn nobody_holds_a_role_in_one_place_twice() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let wang = proven(&town, MOBILE).await;
    let (id, db) = (town.person(MOBILE).await, town.house.db.write());
    for place in [None, Some(District::Wanda.place())] {
        let give = || app::accounts::give_grant(db, id, Role::Auditor, place, id, town.house.clock.now());
        let first = give().await.expect("a grant");
        let refused = give().await.expect_err("held already");
        assert!(matches!(&refused, app::backend::AppError::Refused(said) if said.code == "held_already"), "{refused:?}");
        // One that ended by itself, or was taken back, is in nobody's way.
        town.execute(&format!("UPDATE role_grant SET until_at = {}", town.house.clock.now().millis())).await;
        give().await.expect("a grant after the first ended");
        town.execute("UPDATE role_grant SET revoked_at = 1 WHERE revoked_at IS NULL").await;
        give().await.expect("a grant after the second was taken back");
        assert!(!app::accounts::revoke_grant(db, first, place, id, town.house.clock.now()).await.expect("the database"), "it has ended");
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM role_grant WHERE revoked_at = until_at").await, 2, "it ended when it ended");
    wang.opens("/my").await.succeeds();
}

#[tokio::test]
async fn whoever_takes_roles_back_in_a_shop_is_written_down() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident(MOBILE).await;
    let (id, shop, now) = (town.person(MOBILE).await, Uuid::from_u128(7), town.house.clock.now());
    let db = town.house.db.write();
    let clerk = app::accounts::give_grant(db, id, Role::Clerk, Some(shop), id, now).await.expect("a grant");
    app::accounts::give_grant(db, id, Role::MerchantOwner, Some(shop), id, now).await.expect("a grant");
    assert!(!app::accounts::take_grant(db, clerk, Role::MerchantOwner, shop, id, now).await.expect("the database"), "another role");
    assert!(app::accounts::take_grant(db, clerk, Role::Clerk, shop, id, now).await.expect("the database"));
    app::accounts::take_grants_of(db, shop, id, now).await.expect("the database");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM role_grant WHERE revoked_by = person").await, 2);
}
