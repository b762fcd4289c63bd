//! Acts that write at the same time share one commit on SQLite: none is told before all are on the disk, and what one leaves behind touches no other.

use crate::shops::{buns, with};
use crate::storm::at_once;
use crate::town::Town;
use app::backend::{Turn, list_version};
use rules::districts::District;
use rules::permits::Role;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::time::Duration;
use tokio::task::JoinHandle;

/// A town on SQLite; on PostgreSQL every act has a transaction of its own.
async fn town() -> Option<Town> {
    if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() { None } else { Some(Town::on("2026-11-20T09:00+08:00").await) }
}

/// Somebody who waits for a turn.
fn asks(town: &Town) -> JoinHandle<Turn> {
    let db = town.house.db.clone();
    tokio::spawn(async move { db.turn().await.expect("a turn") })
}

/// One who writes this, and waits to be told that it is kept.
async fn writes(turn: &Turn, sql: &str) {
    turn.tx().execute_unprepared(sql).await.expect("written");
}

fn line(name: &str) -> String {
    format!("INSERT INTO list_version (list, version) VALUES ('{name}', 1)")
}

/// What everybody else can see of it.
async fn lines(town: &Town) -> Vec<String> {
    let rows = list_version::Entity::find().filter(list_version::Column::List.starts_with("group-")).all(town.house.db.read()).await;
    rows.expect("lines").into_iter().map(|row| row.list).collect()
}

/// The first has its turn; the others wait in this order.
async fn queue<const N: usize>(town: &Town) -> (Turn, [JoinHandle<Turn>; N]) {
    let first = town.house.db.turn().await.expect("a turn");
    let mut others = Vec::new();
    for _ in 0..N {
        others.push(asks(town));
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    (first, others.try_into().expect("as many"))
}

#[tokio::test]
async fn none_of_a_group_is_told_before_all_are_kept_and_who_is_refused_takes_nobody_along() {
    let Some(town) = town().await else { return };
    let (first, [second, third]) = queue(&town).await;
    writes(&first, &line("group-first")).await;
    let first = tokio::spawn(first.commit(false));
    let refused = second.await.expect("no panic");
    writes(&refused, &line("group-refused")).await;
    drop(refused);
    let third = third.await.expect("no panic");
    writes(&third, &line("group-third")).await;
    assert!(!first.is_finished(), "told before the group was kept");
    assert_eq!(lines(&town).await, Vec::<String>::new(), "nobody sees what is not kept yet");
    third.commit(false).await.expect("kept");
    first.await.expect("no panic").expect("kept");
    assert_eq!(lines(&town).await, ["group-first", "group-third"]);
}

#[tokio::test]
async fn nobody_joins_after_an_act_that_changes_what_others_remember() {
    let Some(town) = town().await else { return };
    let (first, [second]) = queue(&town).await;
    writes(&first, &line("group-first")).await;
    first.commit(true).await.expect("kept before the second has its turn");
    assert_eq!(lines(&town).await, ["group-first"]);
    drop(second.await.expect("no panic"));
}

#[tokio::test]
async fn a_group_that_the_engine_rolls_back_is_kept_for_nobody() {
    let Some(town) = town().await else { return };
    // What SQLite does by itself when the disk is full; and a commit that fails: a claim of an offer that is not there.
    let orphan = "INSERT INTO offer_run (offer, first_day, taken) VALUES (x'00000000000000000000000000000001', '2026-11-27', 0)";
    for trouble in ["ROLLBACK".to_owned(), format!("PRAGMA defer_foreign_keys = ON; {orphan}")] {
        let (first, [second, third]) = queue(&town).await;
        writes(&first, &line("group-first")).await;
        let first = tokio::spawn(first.commit(false));
        let second = second.await.expect("no panic");
        writes(&second, &trouble).await;
        let second = tokio::spawn(second.commit(false));
        if let Ok(Ok(third)) = tokio::time::timeout(Duration::from_millis(500), third).await {
            drop(third);
        }
        for told in [first, second] {
            told.await.expect("no panic").expect_err(&trouble);
        }
        assert_eq!(lines(&town).await, Vec::<String>::new(), "{trouble}");
        let next = town.house.db.turn().await.expect("and all goes on");
        writes(&next, &line("group-next")).await;
        next.commit(false).await.expect("kept");
        town.execute("DELETE FROM list_version WHERE list = 'group-next'").await;
    }
}

#[tokio::test]
async fn who_goes_away_while_waiting_holds_nobody_up() {
    let Some(town) = town().await else { return };
    let (first, [gone, next]) = queue(&town).await;
    writes(&first, &line("group-first")).await;
    gone.abort();
    let first = tokio::spawn(first.commit(false));
    drop(next.await.expect("no panic"));
    first.await.expect("no panic").expect("kept");
    assert_eq!(lines(&town).await, ["group-first"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn acts_at_once_each_leave_their_own_line() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let admin = town.with_role("13900000001", Role::Admin, None).await;
    let resident = town.resident("13900000002").await;
    let before = town.count("SELECT COUNT(*) AS n FROM audit").await;
    let answers = at_once(20, |turn| if turn % 2 == 0 { resident.clone() } else { admin.clone() }, "/api/claims/take_member_code", &[]).await;
    assert!(answers.iter().all(|answer| answer.status.is_success()), "{answers:?}");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM audit").await - before, 20);
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM member_number").await, 2);
}

#[tokio::test]
async fn an_answer_given_again_waits_for_the_group_of_the_first() {
    let Some(town) = town().await else { return };
    let shop = town.shop("示例面包房", District::Wanda).await;
    let offer = shop.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "40")])).await;
    town.goes_to("2026-11-27T10:00+08:00");
    let resident = town.resident("13900000002").await;
    let form = [("id", "00000000-0000-4000-8000-000000000001"), ("offer", offer.as_str())];
    // Somebody has the turn; the claim, the same again, and one who does not come to an end wait.
    let holder = town.house.db.turn().await.expect("a turn");
    let claim = |later: u64| {
        let (resident, form) = (resident.clone(), form.map(|(name, value)| (name.to_owned(), value.to_owned())));
        tokio::spawn(async move {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            tokio::time::sleep(Duration::from_millis(100 * later)).await;
            resident.act("/api/claims/claim_offer", &form).await
        })
    };
    let (first, again) = (claim(0), claim(1));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let last = asks(&town);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let holder = tokio::spawn(holder.commit(false));
    let last = last.await.expect("no panic");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!first.is_finished() && !again.is_finished(), "told before the group was kept");
    drop(last);
    holder.await.expect("no panic").expect("kept");
    let (first, again) = (first.await.expect("no panic").succeeds(), again.await.expect("no panic").succeeds());
    assert_eq!(first.body, again.body);
}
