//! Acts side by side, as only PostgreSQL lets them run: one is held up half way, and what another does meanwhile neither gets lost nor counts twice.

use crate::meetings::{NOVEMBER, item, plan, secretary};
use crate::shops::{Shop, buns, with};
use crate::town::{Answer, Browser, Town};
use app::backend::Engine;
use rules::districts::District;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use std::time::Duration;
use tokio::task::JoinHandle;
use uuid::Uuid;

const LI: &str = "13612345678";
const WANG: &str = "13612345679";

/// A bakery whose approved offer is on; nothing on SQLite, where acts come one after another.
async fn bakery_on_the_day(form: Vec<(&'static str, String)>) -> Option<(Town, Shop, String)> {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    if town.house.db.engine() != Engine::Postgres {
        return None;
    }
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let offer = bakery.offers(&town.officer(District::Wanda).await, form).await;
    town.goes_to("2026-11-27T10:00+08:00");
    Some((town, bakery, offer))
}

/// Somebody who has done this and not committed yet.
async fn half_way(town: &Town, statements: &[&str]) -> DatabaseTransaction {
    let tx = town.house.db.begin().await.expect("a transaction");
    for sql in statements {
        tx.execute_unprepared(sql).await.expect("the statement runs");
    }
    tx
}

/// Sends a form and does not wait; an act that has to wait for somebody does so by now.
async fn meanwhile(who: &Browser, path: &'static str, form: &[(&'static str, &str)]) -> JoinHandle<Answer> {
    let form: Vec<(&'static str, String)> = form.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let who = who.clone();
    let sent = tokio::spawn(async move { who.fills(path, &form).await });
    tokio::time::sleep(Duration::from_millis(400)).await;
    sent
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_given_back_while_its_account_ends_is_given_back_once() {
    let Some((town, _, offer)) = bakery_on_the_day(buns()).await else { return };
    town.resident(LI).await.claims(&offer).await.succeeds();
    let (person, now, db) = (town.person(LI).await, town.house.clock.now(), town.house.db.clone());
    let releasing = half_way(&town, &["UPDATE offer_run SET taken = taken - 1", "UPDATE claim SET state = 'released', state_since = 1"]).await;
    let ending = tokio::spawn(async move {
        let tx = db.begin().await?;
        app::claims::forget_person(&tx, person, now).await?;
        tx.commit().await
    });
    tokio::time::sleep(Duration::from_millis(400)).await;
    releasing.commit().await.expect("released");
    ending.await.expect("no panic").expect("the account ends");
    assert_eq!(town.count("SELECT SUM(taken) AS n FROM offer_run").await, 0);
    assert_eq!(town.count("SELECT state_since AS n FROM claim").await, 1, "it was released by the person, not by the end of the account");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_claims_an_offer_while_its_terms_change() {
    let days = with(buns(), &[("when", "range"), ("first_day", "2026-11-27"), ("last_day", "2026-11-28"), ("stock", "5")]);
    let Some((town, bakery, offer)) = bakery_on_the_day(days.clone()).await else { return };
    let (li, wang) = (town.resident(LI).await, town.resident(WANG).await);
    let looking = half_way(&town, &["SELECT 1 FROM offer FOR UPDATE"]).await;
    let scarce = with(days, &[("offer", &offer), ("stock", "1")]);
    let scarce: Vec<(&'static str, &str)> = scarce.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // It has seen that nobody has claimed, and waits to write.
    let change = meanwhile(&bakery.owner, "/api/offers/change_offer", &scarce).await;
    let mut claims = Vec::new();
    for resident in [&li, &wang] {
        claims.push(meanwhile(resident, "/api/claims/claim_offer", &[("id", &Uuid::new_v4().to_string()), ("offer", &offer)]).await);
    }
    looking.rollback().await.expect("let go");
    change.await.expect("no panic").succeeds();
    let mut given = 0;
    for claim in claims {
        let answer = claim.await.expect("no panic");
        assert_ne!(answer.status, 500, "{}", answer.body);
        given += i64::from(answer.status.is_success());
    }
    assert_eq!((given, town.count("SELECT SUM(taken) AS n FROM offer_run").await), (given, given));
    assert!(given <= 1, "nothing is claimed under terms that are gone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_gives_back_and_who_takes_do_not_wait_for_each_other() {
    let Some((town, bakery, offer)) = bakery_on_the_day(with(buns(), &[("stock", "5")])).await else { return };
    let li = town.resident(LI).await;
    let held = li.claims(&offer).await.succeeds().json()["claim"].as_str().expect("a claim").to_owned();
    let wang = town.resident(WANG).await;
    let used = wang.claims(&offer).await.succeeds().json()["claim"].as_str().expect("a claim").to_owned();
    let code = wang.code_of(&used).await;
    let redeemed = bakery.owner.act("/api/claims/redeem_claim", &[("shop", &bakery.id.to_string()), ("code", &code)]).await.succeeds().json();
    let redemption = redeemed["redemption"].as_str().expect("a redemption").to_owned();
    let release: [(&'static str, &str); 1] = [("claim", &held)];
    let undo: [(&'static str, &str); 2] = [("redemption", &redemption), ("grounds", "点错了单")];
    for (who, path, form) in [(&li, "/api/claims/release_claim", &release[..]), (&bakery.owner, "/api/claims/undo_redemption", &undo[..])] {
        let taking = half_way(&town, &["UPDATE offer_run SET taken = taken"]).await;
        let giving = meanwhile(who, path, form).await;
        // Longer than the engine waits before it looks whether two wait for each other: the one that comes second is given up then.
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        taking.execute_unprepared("UPDATE claim SET made_at = made_at").await.expect("who has the counter gets the claims");
        taking.commit().await.expect("kept");
        giving.await.expect("no panic").succeeds();
    }
    assert_eq!(town.count("SELECT SUM(taken) AS n FROM offer_run").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn minutes_are_not_handed_in_while_a_task_is_added() {
    let town = Town::on(NOVEMBER).await;
    if town.house.db.engine() != Engine::Postgres {
        return;
    }
    town.shop("示例面包房", District::Wanda).await;
    let (office, colleague) = (secretary(&town).await, town.officer(District::Wanda).await);
    let id = Uuid::new_v4().to_string();
    office.fills("/api/meetings/draft_meeting", &with(plan(&id), &[("day", "2026-11-20"), ("begins", "10:00"), ("ends", "12:00")])).await.succeeds();
    item(&office, &id, "会员日总结", "20").await;
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.succeeds();
    town.goes_to("2026-11-20T10:00+08:00");
    for act in ["open", "close"] {
        office.act(&format!("/api/meetings/{act}_meeting"), &[("meeting", &id)]).await.succeeds();
    }
    office.act("/api/meetings/write_minutes", &[("meeting", &id), ("version", "0"), ("text", "讨论")]).await.succeeds();
    let reading = half_way(&town, &["LOCK TABLE meeting_task IN SHARE MODE"]).await;
    let (task, shown) = (Uuid::new_v4().to_string(), [("meeting", id.as_str()), ("version", "1")]);
    let form = [("meeting", id.as_str()), ("id", &task), ("title", "更换消防栓"), ("owner", "示例面包房"), ("due", "2026-12-01")];
    let adding = meanwhile(&office, "/api/meetings/give_task", &form).await;
    let handing_in = meanwhile(&office, "/api/meetings/hand_in_minutes", &shown).await;
    colleague.act("/api/meetings/approve_minutes", &shown).await.is_refused_with("minutes_not_handed_in");
    reading.rollback().await.expect("let go");
    adding.await.expect("no panic").succeeds();
    handing_in.await.expect("no panic").succeeds();
    colleague.act("/api/meetings/approve_minutes", &shown).await.succeeds();
    town.visitor().opens(&format!("/meetings/{id}")).await.succeeds().shows("更换消防栓");
}
