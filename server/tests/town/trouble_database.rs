//! The database is locked by somebody else, or away: what can be read is read, writing is told to come back soon, and all goes on by itself afterwards.

use crate::shops::{buns, with};
use crate::town::{Browser, Town};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use rules::districts::District;
use sea_orm::{ConnectionTrait, Database, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// A person is told within this time that it did not work.
const PATIENCE: Duration = Duration::from_secs(6);

/// The 27th, an offer of many, and people.
async fn ground(people: usize) -> (Town, String, Vec<Browser>) {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let shop = town.shop("示例面包房", District::Wanda).await;
    let offer = shop.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "40")])).await;
    town.goes_to("2026-11-27T10:00+08:00");
    let mut all = Vec::new();
    for number in 0..people {
        all.push(town.resident(&format!("135{number:08}")).await);
    }
    (town, offer, all)
}

/// Another process that writes and does not come to an end.
async fn lock(town: &Town) -> DatabaseTransaction {
    let other = Database::connect(&*town.url).await.expect("the database");
    let sqlite = std::env::var("SHANGMENG_TEST_POSTGRES").is_err();
    let mode = sqlite.then_some(SqliteTransactionMode::Immediate);
    let tx = other.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() }).await.expect("its turn");
    let hold = if sqlite { "UPDATE list_version SET version = version" } else { "LOCK TABLE audit IN EXCLUSIVE MODE" };
    tx.execute_unprepared(hold).await.expect("the lock");
    tx
}

/// All claim at once; every one is told within six seconds to come back.
async fn all_are_told_to_come_back(people: &[Browser], offer: &str) {
    let mut claims = JoinSet::new();
    for person in people {
        let (person, offer) = (person.clone(), offer.to_owned());
        claims.spawn(async move {
            let began = Instant::now();
            (person.claims(&offer).await, began.elapsed())
        });
    }
    for (answer, took) in claims.join_all().await {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
        assert!(answer.headers.contains_key(RETRY_AFTER) && answer.json()["code"] == "busy", "{answer:?}");
        assert!(took <= PATIENCE, "only after {took:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_the_database_is_locked_reads_go_on_and_writes_are_told_to_come_back() {
    let (town, offer, people) = ground(8).await;
    let held = lock(&town).await;
    for (who, path) in [(&town.visitor(), "/offers"), (&people[0], "/offers"), (&people[0], "/my"), (&people[0], &format!("/offers/{offer}"))] {
        let began = Instant::now();
        who.opens(path).await.succeeds();
        assert!(began.elapsed() < Duration::from_secs(2), "{path} only after {:?}", began.elapsed());
    }
    all_are_told_to_come_back(&people, &offer).await;
    let page = people[0].sends("/api/claims/claim_offer", &[("id", "00000000-0000-4000-8000-000000000001"), ("offer", &offer)]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.headers.contains_key(RETRY_AFTER));
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM claim").await, 0, "nothing half done");
    held.rollback().await.expect("it ends");
    for person in &people {
        person.claims(&offer).await.succeeds();
    }
    assert_eq!(town.count("SELECT SUM(taken) AS n FROM offer_run").await, 8, "and all goes on");
}

/// The way to the database: open, silent (nothing passes, nothing ends), or cut; or open until somebody takes one of an offer's stock, and from
/// then on silent for good for everybody who is on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    Silent,
    Cut,
    UntilTaken,
}

/// A way to PostgreSQL that can be closed; its port.
async fn way(to: String) -> (u16, watch::Sender<Way>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (state, seen) = watch::channel(Way::Open);
    let changed = state.clone();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (to, seen, own) = (to.clone(), seen.clone(), changed.clone());
            tokio::spawn(async move {
                let Ok(server) = TcpStream::connect(&to).await else { return };
                let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
                let dead = Arc::new(AtomicBool::new(false));
                tokio::spawn(is_silent_for_good(seen.clone(), dead.clone()));
                tokio::select! {
                    () = pass(from_client, to_server, seen.clone(), own.clone(), dead.clone()) => {},
                    () = pass(from_server, to_client, seen, own, dead) => {},
                }
            });
        }
    });
    (port, state)
}

/// Somebody has taken one while the way was open only until then.
async fn is_silent_for_good(mut state: watch::Receiver<Way>, dead: Arc<AtomicBool>) {
    let _ = state.wait_for(|way| *way == Way::UntilTaken).await;
    if state.wait_for(|way| *way == Way::Silent).await.is_ok() {
        dead.store(true, Ordering::SeqCst);
    }
}

const TAKING: &[u8] = b"UPDATE \"offer_run\"";

async fn pass(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    mut state: watch::Receiver<Way>,
    own: watch::Sender<Way>,
    dead: Arc<AtomicBool>,
) {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let cut = state.clone();
        let read = tokio::select! {
            read = from.read(&mut buffer) => read.unwrap_or_default(),
            () = is_cut(cut) => 0,
        };
        if *state.borrow() == Way::UntilTaken && buffer[..read].windows(TAKING.len()).any(|bytes| bytes == TAKING) {
            own.send_replace(Way::Silent);
        }
        let open = state.wait_for(|way| *way != Way::Silent).await.is_ok_and(|way| *way != Way::Cut);
        if dead.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
        if read == 0 || !open || to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}

async fn is_cut(mut state: watch::Receiver<Way>) {
    let _ = state.wait_for(|way| *way == Way::Cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_the_database_is_away_kept_pages_are_shown_and_all_goes_on_when_it_is_back() {
    let Ok(server) = std::env::var("SHANGMENG_TEST_POSTGRES") else {
        return; // SQLite lives in our process: it cannot be away, only locked.
    };
    let (town, offer, people) = ground(8).await;
    let address = server.rsplit('@').next().expect("an address").to_owned();
    let (port, state) = way(address.clone()).await;
    let node = town.node_by_way_of(&town.url.replace(&address, &format!("127.0.0.1:{port}"))).await;
    let people: Vec<Browser> = people.into_iter().map(|person| person.on(&node)).collect();
    for trouble in [Way::Silent, Way::Cut] {
        node.visitor().opens("/offers").await.succeeds();
        people[0].opens("/my").await.succeeds();
        state.send_replace(trouble);
        all_are_told_to_come_back(&people, &offer).await;
        let began = Instant::now();
        node.visitor().opens("/merchants").await;
        assert!(began.elapsed() <= PATIENCE, "a page that is not kept only after {:?}", began.elapsed());
        let began = Instant::now();
        node.visitor().opens("/offers").await.succeeds();
        assert!(began.elapsed() < Duration::from_secs(1), "a kept page only after {:?}", began.elapsed());
        let ready = node.visitor().opens("/health/ready").await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
        state.send_replace(Way::Open);
        let began = Instant::now();
        while !people[0].opens("/my").await.status.is_success() {
            assert!(began.elapsed() < Duration::from_secs(10), "it does not come back");
        }
    }
    for person in &people {
        person.claims(&offer).await.succeeds();
    }
    assert_eq!(town.count("SELECT SUM(taken) AS n FROM offer_run").await, 8, "and nothing was half done");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_database_that_falls_silent_in_the_middle_of_an_act_is_not_waited_for() {
    let Ok(server) = std::env::var("SHANGMENG_TEST_POSTGRES") else {
        return; // SQLite lives in our process: it cannot fall silent.
    };
    let (town, offer, people) = ground(8).await;
    let address = server.rsplit('@').next().expect("an address").to_owned();
    let (port, state) = way(address.clone()).await;
    let node = town.node_by_way_of(&town.url.replace(&address, &format!("127.0.0.1:{port}"))).await;
    let people: Vec<Browser> = people.into_iter().map(|person| person.on(&node)).collect();
    // More acts than the pool has connections: not one of them is lost to the silence.
    for _ in 0..3 {
        state.send_replace(Way::UntilTaken);
        all_are_told_to_come_back(&people, &offer).await;
        assert!(*state.borrow() == Way::Silent, "nobody had taken one yet");
        state.send_replace(Way::Open);
        let began = Instant::now();
        while !people[0].opens("/my").await.status.is_success() {
            assert!(began.elapsed() < Duration::from_secs(10), "it does not come back");
        }
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM claim").await, 0, "nothing was half done");
    for person in &people {
        person.claims(&offer).await.succeeds();
    }
    assert_eq!(town.count("SELECT SUM(taken) AS n FROM offer_run").await, 8, "and all goes on");
}
