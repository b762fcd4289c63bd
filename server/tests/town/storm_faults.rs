//! The storms' controls: every guard is taken away once, from here, and the same look that found nothing wrong finds the damage.

use crate::storm_day::Day;
use app::claims::entity::{claim, redemption, run};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, TransactionTrait};
use std::sync::Arc;
use tokio::sync::Barrier;
use uuid::Uuid;

/// One claim of the first offer that is held, and everything about it sound.
async fn ground(people: usize) -> (Day, claim::Model) {
    let day = Day::new(people).await;
    let (id, _) = day.claims(&day.people[0], 0, 1).await.expect("a claim");
    let row = claim::Entity::find_by_id(id.parse::<Uuid>().expect("an id")).one(day.town.house.db.read()).await.expect("the database").expect("it");
    assert_eq!(day.wrong().await, Vec::<String>::new());
    (day, row)
}

/// The same claim once more, under another id, in this place below the limit.
fn copy_of(row: &claim::Model, slot: i32) -> claim::ActiveModel {
    let number = i64::from(rand::random::<u32>() % 1_000_000);
    claim::ActiveModel { id: Set(Uuid::new_v4()), number: Set(number), slot: Set(slot), ..row.clone().into_active_model().reset_all() }
}

#[tokio::test]
async fn a_planted_fault_in_the_place_below_the_limit_is_refused_by_the_key_and_noticed_without_it() {
    let (day, row) = ground(1).await;
    let db = day.town.house.db.write();
    assert!(claim::Entity::insert(copy_of(&row, row.slot)).exec_without_returning(db).await.is_err(), "the key holds");
    day.town.execute("DROP INDEX claim_slot").await;
    for _ in 0..3 {
        claim::Entity::insert(copy_of(&row, row.slot)).exec_without_returning(db).await.expect("nothing holds it");
    }
    day.town.execute("UPDATE offer_run SET taken = 4").await;
    assert_eq!(day.wrong().await, ["4 for one person, the limit is 3"]);
}

#[tokio::test]
async fn a_planted_second_redemption_is_refused_by_the_key_and_noticed_without_it() {
    let (day, row) = ground(1).await;
    let db = day.town.house.db.write();
    day.redeems(&day.people[0], &row.id.to_string(), 0, 5).await.expect("redeemed");
    let first = redemption::Entity::find().one(db).await.expect("the database").expect("a redemption");
    let again = || redemption::ActiveModel { id: Set(Uuid::new_v4()), ..first.clone().into_active_model().reset_all() };
    assert!(redemption::Entity::insert(again()).exec_without_returning(db).await.is_err(), "the key holds");
    day.town.execute("DROP INDEX redemption_once").await;
    redemption::Entity::insert(again()).exec_without_returning(db).await.expect("nothing holds it");
    let wrong = day.wrong().await;
    assert!(wrong[0].contains("2 redemptions stand for 1 claims"), "{wrong:?}");
}

#[tokio::test]
async fn a_counter_above_the_stock_or_below_nothing_is_refused_by_the_database() {
    let (day, _) = ground(1).await;
    for sql in ["UPDATE offer_run SET taken = stock + 1", "UPDATE offer_run SET taken = -1"] {
        assert!(day.refuses(sql).await, "{sql}");
    }
    day.town.execute("UPDATE offer_run SET taken = 0").await;
    assert_eq!(day.wrong().await, ["1 claims of a stock of 40, the counter says 0"]);
}

#[tokio::test]
async fn a_limit_that_the_law_does_not_know_is_noticed() {
    let (day, _) = ground(1).await;
    day.town.execute("UPDATE offer SET per_person = 100").await;
    for _ in 0..4 {
        day.claims(&day.people[0], 0, 1).await;
    }
    assert_eq!(day.wrong().await, ["5 for one person, the limit is 3"]);
}

/// What a claim would be without its guard: the counter is read, and what was read is written back, one higher.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn claims_without_the_guarded_update_are_noticed_in_a_storm() {
    let (day, row) = ground(8).await;
    let (together, db) = (Arc::new(Barrier::new(8)), day.town.house.db.clone());
    let mut storm = tokio::task::JoinSet::new();
    for number in 0..8 {
        let person = day.town.person(&format!("135{number:08}")).await;
        let (db, row, together) = (db.clone(), row.clone(), together.clone());
        storm.spawn(async move {
            let taken = run::Entity::find().one(db.read()).await.expect("the database").expect("the run").taken;
            together.wait().await;
            let tx = db.write().begin().await.expect("a transaction");
            let unguarded = run::Entity::update_many().col_expr(run::Column::Taken, Expr::value(taken + 1)).filter(run::Column::Offer.eq(row.offer));
            unguarded.exec(&tx).await.expect("written");
            let claim = claim::ActiveModel { person: Set(person), ..copy_of(&row, 1) };
            claim::Entity::insert(claim).exec_without_returning(&tx).await.expect("written");
            tx.commit().await.expect("kept");
        });
    }
    storm.join_all().await;
    assert_eq!(day.wrong().await, ["9 claims of a stock of 40, the counter says 2"]);
}
