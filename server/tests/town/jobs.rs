//! What runs by itself: once on one node of several, late when the machine was off, again after a failure.

use crate::town::Town;
use rules::HOUR;
use server::jobs::{Job, lease, run_due};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

static COUNTED: AtomicU64 = AtomicU64::new(0);
static FAILING: AtomicU64 = AtomicU64::new(0);

const COUNTS: Job = Job {
    name: "counts",
    every: HOUR,
    run: |_| {
        Box::pin(async {
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            COUNTED.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    },
};

const FAILS_FIRST: Job = Job {
    name: "fails_first",
    every: HOUR,
    run: |_| Box::pin(async { if FAILING.fetch_add(1, Ordering::SeqCst) == 0 { Err(app::backend::AppError::named("busy")) } else { Ok(()) } }),
};

static BUSY: AtomicU64 = AtomicU64::new(0);

const FINDS_IT_BUSY: Job = Job {
    name: "finds_it_busy",
    every: HOUR,
    run: |_| Box::pin(async { if BUSY.fetch_add(1, Ordering::SeqCst) == 0 { Err(app::backend::AppError::busy(&"a lost race")) } else { Ok(()) } }),
};

#[tokio::test]
async fn a_job_that_lost_a_race_is_tried_again_in_a_moment() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let node = Uuid::from_u128(1);
    run_due(&town.house, node, &[FINDS_IT_BUSY]).await;
    run_due(&town.house, node, &[FINDS_IT_BUSY]).await;
    assert_eq!(BUSY.load(Ordering::SeqCst), 1, "not in a loop");
    town.goes_to("2026-11-20T09:00:04+08:00");
    run_due(&town.house, node, &[FINDS_IT_BUSY]).await;
    assert_eq!(BUSY.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_job_runs_once_on_one_node_of_several() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let other = town.second_node().await;
    let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let runs = |town: Town, node: Uuid| tokio::spawn(async move { run_due(&town.house, node, &[COUNTS]).await });
    for task in [runs(town.clone(), here), runs(other.clone(), there), runs(town.clone(), here), runs(other, there)] {
        task.await.expect("it ran");
    }
    assert_eq!(COUNTED.load(Ordering::SeqCst), 1);
    town.goes_to("2026-11-20T09:59+08:00");
    run_due(&town.house, here, &[COUNTS]).await;
    assert_eq!(COUNTED.load(Ordering::SeqCst), 1, "not due yet");
    town.goes_to("2026-11-23T17:00+08:00");
    run_due(&town.house, there_after_days(), &[COUNTS]).await;
    assert_eq!(COUNTED.load(Ordering::SeqCst), 2, "after three days off it catches up, once");
}

fn there_after_days() -> Uuid {
    Uuid::from_u128(3)
}

#[tokio::test]
async fn a_failed_job_is_tried_again_when_its_lease_is_over() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let node = Uuid::from_u128(1);
    run_due(&town.house, node, &[FAILS_FIRST]).await;
    run_due(&town.house, node, &[FAILS_FIRST]).await;
    assert_eq!(FAILING.load(Ordering::SeqCst), 1, "the lease keeps it from being tried in a loop");
    town.goes_to("2026-11-20T09:02+08:00");
    run_due(&town.house, node, &[FAILS_FIRST]).await;
    run_due(&town.house, node, &[FAILS_FIRST]).await;
    assert_eq!(FAILING.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_lease_is_one_nodes() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let db = &town.house.db;
    let now = town.house.clock.now();
    assert!(lease::take(db, &COUNTS, Uuid::from_u128(1), now).await.expect("the database"));
    assert!(!lease::take(db, &COUNTS, Uuid::from_u128(2), now.plus(59_000)).await.expect("the database"));
    lease::give_back(db, &COUNTS, Uuid::from_u128(2), now).await.expect("the database");
    assert!(!lease::take(db, &COUNTS, Uuid::from_u128(2), now.plus(59_000)).await.expect("the database"), "only the holder gives back");
    assert!(lease::take(db, &COUNTS, Uuid::from_u128(2), now.plus(61_000)).await.expect("the database"), "a dead node's lease ends");
}

#[tokio::test]
async fn the_house_forgets_what_nobody_needs() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident("13812345678").await;
    let node = Uuid::from_u128(1);
    run_due(&town.house, node, server::jobs::JOBS).await;
    assert!(town.count("SELECT COUNT(*) AS n FROM session").await > 0 && town.count("SELECT COUNT(*) AS n FROM tries").await > 0);
    town.goes_to("2027-06-20T09:00+08:00");
    run_due(&town.house, node, server::jobs::JOBS).await;
    assert_eq!((town.count("SELECT COUNT(*) AS n FROM session").await, town.count("SELECT COUNT(*) AS n FROM tries").await), (0, 0));
}

#[tokio::test]
async fn a_job_that_breaks_off_is_tried_again() {
    static RUNS: AtomicU64 = AtomicU64::new(0);
    async fn breaks_off() -> Result<(), app::backend::AppError> {
        assert!(RUNS.fetch_add(1, Ordering::SeqCst) > 0, "the first run breaks off");
        Ok(())
    }
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let job = Job { name: "breaks_off", every: HOUR, run: |_| Box::pin(breaks_off()) };
    for (moment, runs) in [("09:00:00", 1), ("09:00:59", 1), ("09:01:00", 2), ("09:30:00", 2)] {
        town.goes_to(&format!("2026-11-20T{moment}+08:00"));
        run_due(&town.house, Uuid::from_u128(1), std::slice::from_ref(&job)).await;
        assert_eq!(RUNS.load(Ordering::SeqCst), runs, "{moment}");
    }
}
