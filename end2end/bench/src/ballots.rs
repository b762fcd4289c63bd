//! Five hundred residents vote within thirty seconds.

use crate::load::{Outcome, Plan};
use crate::process::{Rival, load};
use crate::town::{id, token, written};
use chrono::Utc;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

const VOTERS: u128 = 500;
const SECONDS: u64 = 30;
/// Session tokens of the voters begin here, behind those of the people who claim.
const FIRST: u128 = 10_000;

/// An id with the marks of a random one (v4), as ballots must have.
fn random_like(number: u128) -> [u8; 16] {
    let digest = Sha256::digest(number.to_be_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    bytes
}

/// Writes a secret vote of five hundred proven residents that is open for a day.
fn seed(database: &str) -> String {
    let mut db = Connection::open(database).expect("the database");
    let tx = db.transaction().expect("a transaction");
    let (now, vote) = (Utc::now().timestamp_millis(), random_like(0));
    let (opens, closes, name) = (now - 1_000, now + 86_400_000, written(vote));
    let seed = "00".repeat(32);
    let commitment: String = Sha256::digest([0; 32]).iter().map(|byte| format!("{byte:02x}")).collect();
    let card = format!(
        "shangmeng rule card 1\nvote\t{name}\nquestion\t示例表决\nmethod\tyes_no\nseats\t1\nelectorate\tresidents\t\nproof\tperson\nroll\t{VOTERS}\t{VOTERS}\n\
         secrecy\tsecret\nquorum\tcast\t>=0/1\npass\tvalid\t>1/2\nties\t\nopens\t{opens}\ncloses\t{closes}\nseed\t{commitment}\n"
    );
    tx.execute(
        "INSERT INTO vote (id, about, subject, state, question, form, recused, card, seed, opens_at, closes_at, links_destroyed, rewritten, compacted, made_at)
         VALUES (?1, 'residents_channel', ?1, 'open', '示例表决', '{}', '[]', ?2, ?3, ?4, ?5, 0, 0, 0, ?4)",
        params![vote, card, seed, opens, closes],
    )
    .expect("a vote");
    for number in 0..VOTERS {
        let person = id(6, number);
        let mobile = format!("138{number:08}");
        tx.execute("INSERT INTO person (id, mobile, proof, joined_at) VALUES (?1, ?2, 'counter', ?3)", params![person, mobile, now])
            .expect("a person");
        let digest = Sha256::digest(token(FIRST + number).as_bytes()).to_vec();
        tx.execute(
            "INSERT INTO session (id, token, person, began_at, fresh_at, seen_at, ends_at, second_factor) VALUES (?1, ?2, ?3, ?4, ?4, ?4, ?5, 0)",
            params![id(7, number), digest, person, now, closes],
        )
        .expect("a session");
        tx.execute("INSERT INTO roll_live (vote, voter, weight, barred) VALUES (?1, ?2, 1, '')", params![vote, person]).expect("a voice");
    }
    tx.commit().expect("kept");
    name
}

fn ballot(vote: &str, number: u128) -> String {
    let form = format!("vote={vote}&id={}&choice=yes", written(random_like(1 + number)));
    format!(
        "POST /api/voting/cast_ballot HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\nsec-fetch-site: same-origin\r\ncookie: sid={}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        token(FIRST + number),
        form.len()
    )
}

/// Every voter once, evenly over the time.
pub fn vote(portal: &Rival, database: &str) -> Outcome {
    let name = seed(database);
    let requests = (0..VOTERS).map(|number| ballot(&name, number)).collect();
    let pace = (VOTERS as u64).div_ceil(SECONDS);
    load(&Plan { port: portal.port, requests, connections: 50, millis: SECONDS * 1_000 + 5_000, pace, once: true })
}
