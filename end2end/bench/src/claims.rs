//! Durable claims: 64 signed-in people claim as fast as they are answered. On SQLite beside one thread that writes as little as such a claim needs in
//! one transaction per fsync; on PostgreSQL beside pgbench with the same statements.

use crate::load::Plan;
use crate::process::{Rival, load};
use crate::town::{OFFERS, PEOPLE, id, token, written};
use rusqlite::{Connection, TransactionBehavior, params};
use std::time::{Duration, Instant};

const ROUNDS: u128 = 3;
const CLAIMS: u128 = 3_000;
pub const ROUND: Duration = Duration::from_secs(4);

/// Claims and the rival's transactions per second, in turn, the median of three rounds.
pub fn side_by_side(portal: &Rival, mut rival: impl FnMut(u128) -> f64) -> (f64, f64) {
    let (mut ours, mut theirs, mut cost) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let requests: Vec<String> = (0..CLAIMS).map(|number| claim(round, number)).collect();
        let plan = Plan { port: portal.port, requests, connections: PEOPLE as usize, millis: ROUND.as_millis() as u64, pace: 0, once: true };
        let before = portal.core_seconds();
        let outcome = load(&plan);
        cost.push((portal.core_seconds() - before) * 1e6 / outcome.answered.max(1) as f64);
        if outcome.refused > 0 {
            println!("{} of {} claims were refused", outcome.refused, outcome.answered);
        }
        ours.push(outcome.per_second);
        theirs.push(rival(round));
    }
    println!("one claim costs the portal {:.0} microseconds of processor time", crate::median(&mut cost));
    (crate::median(&mut ours), crate::median(&mut theirs))
}

/// Person n claims offers one after the other, so that no limit is reached.
fn claim(round: u128, number: u128) -> String {
    let (person, turn) = (number % PEOPLE, number / PEOPLE);
    let offer = written(id(2, (turn * 7 + person + round * 191) % OFFERS));
    let form = format!("id={}&offer={offer}", written(id(5 + round, number)));
    format!(
        "POST /api/claims/claim_offer HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\nsec-fetch-site: same-origin\r\ncookie: sid={}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        token(person),
        form.len()
    )
}

/// Transactions per second of one thread, each with an fsync of its own.
pub fn raw_transactions(file: &str) -> f64 {
    let mut db = Connection::open(file).expect("a database");
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE run (id INTEGER PRIMARY KEY, taken INTEGER NOT NULL, stock INTEGER NOT NULL);
         CREATE TABLE claim (id BLOB PRIMARY KEY, run INTEGER NOT NULL, person INTEGER NOT NULL, at INTEGER NOT NULL); INSERT INTO run VALUES (1, 0, 1000000000);",
    )
    .expect("tables");
    let (began, mut done) = (Instant::now(), 0_u128);
    while began.elapsed() < ROUND {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).expect("a transaction");
        tx.execute("UPDATE run SET taken = taken + 1 WHERE id = 1 AND taken < stock", []).expect("a guarded update");
        tx.execute("INSERT INTO claim VALUES (?1, 1, 1, 1)", params![id(9, done)]).expect("a claim");
        tx.commit().expect("kept");
        done += 1;
    }
    done as f64 / began.elapsed().as_secs_f64()
}
