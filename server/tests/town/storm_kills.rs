//! Acknowledged means kept: what the clients of a storm with kills were told is compared with what is recorded.

use crate::killed::{Program, kills, post, request};
use crate::shops::{buns, with};
use crate::town::Town;
use crate::voting::Hall;
use rules::districts::District;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use uuid::Uuid;

const CLIENTS: usize = 16;

/// What the clients were told: claims that were made, claims that were given back, and those whose answer never came.
#[derive(Default)]
pub struct Told {
    pub made: BTreeSet<Uuid>,
    released: BTreeSet<Uuid>,
    unsure: BTreeSet<Uuid>,
}

/// One client claims and gives back until the line breaks for good.
async fn client(address: SocketAddr, token: String, offer: String, stop: Arc<AtomicBool>, told: Arc<Mutex<Told>>) {
    let mut turn = 0;
    while !stop.load(Ordering::SeqCst) {
        let id = Uuid::new_v4();
        let made = request(address, &post("/api/claims/claim_offer", &token, &format!("id={id}&offer={offer}"))).await;
        note(&told, id, made, |told| &mut told.made);
        turn += 1;
        if made == Some(200) && turn % 3 == 0 {
            let released = request(address, &post("/api/claims/release_claim", &token, &format!("claim={id}"))).await;
            note(&told, id, released, |told| &mut told.released);
        }
    }
}

fn note(told: &Mutex<Told>, id: Uuid, status: Option<u16>, of: impl Fn(&mut Told) -> &mut BTreeSet<Uuid>) {
    let mut told = told.lock().expect("the log");
    match status {
        Some(200) => {
            of(&mut told).insert(id);
        }
        None => {
            told.unsure.insert(id);
        }
        Some(_) => {}
    }
}

/// What was acknowledged and is not there, or was given back and still is.
pub fn lost(told: &Told, kept: &BTreeMap<Uuid, String>) -> Vec<String> {
    let missing = told.made.iter().filter(|id| !kept.contains_key(id)).map(|id| format!("claim {id} is lost"));
    let undone = told.released.iter().filter(|id| kept.get(id).is_none_or(|state| state != "released")).map(|id| format!("release of {id} is lost"));
    let strange = told.made.iter().filter(|id| !told.released.contains(id) && !told.unsure.contains(id));
    let strange = strange.filter(|id| kept.get(id).is_some_and(|state| state != "held")).map(|id| format!("claim {id} changed by itself"));
    missing.chain(undone).chain(strange).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_with_kills_loses_nothing_acknowledged() {
    if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() {
        return; // PostgreSQL keeps its own log; what is tried here is SQLite in our process.
    }
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let shop = town.shop("示例面包房", District::Wanda).await;
    let offer = shop.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "40")])).await;
    town.execute("UPDATE offer SET stock = 1000000, per_person = 1000000").await;
    let mut tokens = Vec::new();
    for number in 0..CLIENTS {
        let person = town.resident(&format!("135{number:08}")).await;
        tokens.push(person.cookie("__Host-sid").expect("a session"));
    }
    let program = Program::keep(&town, "2026-11-27").await;
    let told = Arc::new(Mutex::new(Told::default()));
    let clients = |port, stop: Arc<AtomicBool>| {
        let one = |token: &String| tokio::spawn(client(port, token.clone(), offer.clone(), stop.clone(), told.clone()));
        tokens.iter().map(one).collect()
    };
    let slowest = program.is_killed_often(clients).await;
    let db = program.database().await;
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, "SELECT id, state FROM claim")).await.expect("claims");
    let mut kept: BTreeMap<Uuid, String> =
        rows.iter().map(|row| (row.try_get("", "id").expect("an id"), row.try_get("", "state").expect("a state"))).collect();
    db.close().await.expect("closed");
    let told = told.lock().expect("the log");
    let (made, released, unsure) = (told.made.len(), told.released.len(), told.unsure.len());
    println!("{made} claims made, {released} given back, {unsure} unsure, over {} kills; slowest start {slowest:?}", kills());
    assert!(told.made.len() > kills() * 5, "hardly a storm: {} claims", told.made.len());
    assert_eq!(lost(&told, &kept), Vec::<String>::new());
    assert!(slowest <= Duration::from_secs(2), "ready again only after {slowest:?}");
    assert!(program.command(&["check"]).status().expect("it runs").success(), "the database is not sound");
    let victim = *told.made.iter().find(|id| !told.unsure.contains(id)).expect("a claim");
    kept.remove(&victim);
    assert_eq!(lost(&told, &kept).first().map(|line| line.contains(&victim.to_string())), Some(true), "the control");
}

/// A merchant's delegate casts one ballot in every vote, and notes which were acknowledged.
async fn voter(address: SocketAddr, token: String, votes: Arc<Vec<String>>, stop: Arc<AtomicBool>, told: Arc<Mutex<Told>>) {
    let start = rand::random::<u64>() as usize % votes.len();
    for vote in votes.iter().cycle().skip(start).take(votes.len()) {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let id = Uuid::new_v4();
        let cast = request(address, &post("/api/voting/cast_ballot", &token, &format!("vote={vote}&id={id}&choice=yes"))).await;
        note(&told, id, cast, |told| &mut told.made);
        if cast.is_none() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_ballots_with_kills_loses_nothing_acknowledged() {
    if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() {
        return; // As above.
    }
    let hall = Hall::with(CLIENTS).await;
    let mut votes = Vec::new();
    for _ in 0..12 * kills().min(50) {
        votes.push(hall.opens(&[("secrecy", "secret"), ("minutes", "1440")]).await);
    }
    let votes = Arc::new(votes);
    let tokens: Vec<String> = hall.shops.iter().map(|shop| shop.owner.cookie("__Host-sid").expect("a session")).collect();
    let program = Program::keep(&hall.town, "2026-11-26").await;
    let told = Arc::new(Mutex::new(Told::default()));
    let clients = |port, stop: Arc<AtomicBool>| {
        let one = |token: &String| tokio::spawn(voter(port, token.clone(), votes.clone(), stop.clone(), told.clone()));
        tokens.iter().map(one).collect()
    };
    program.is_killed_often(clients).await;
    let db = program.database().await;
    let ids = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, "SELECT id FROM ballot_live")).await.expect("ballots");
    let kept: BTreeSet<Uuid> = ids.iter().map(|row| row.try_get("", "id").expect("an id")).collect();
    let uneven = "SELECT COUNT(*) AS n FROM vote v WHERE (SELECT COUNT(*) FROM roll_live r WHERE r.vote = v.id AND r.mark IS NOT NULL) \
                  <> (SELECT COUNT(*) FROM ballot_live b WHERE b.vote = v.id)";
    let uneven = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, uneven)).await.expect("a count").expect("a row");
    db.close().await.expect("closed");
    let told = told.lock().expect("the log");
    println!("{} ballots acknowledged, {} unsure, over {} kills", told.made.len(), told.unsure.len(), kills());
    assert!(told.made.len() > kills() * 5, "hardly a storm: {} ballots", told.made.len());
    let gone: Vec<&Uuid> = told.made.iter().filter(|id| !kept.contains(id)).collect();
    assert!(gone.is_empty(), "acknowledged and gone: {gone:?}");
    let strange: Vec<&Uuid> = kept.iter().filter(|id| !told.made.contains(id) && !told.unsure.contains(id)).collect();
    assert!(strange.is_empty(), "kept and never sent: {strange:?}");
    assert_eq!(uneven.try_get::<i64>("", "n").expect("a number"), 0, "marks and ballots differ");
}
