//! The same town on PostgreSQL, and pgbench sending the statements of a claim by hand.

use crate::claims::ROUND;
use crate::process::{Scratch, run};
use crate::town::{OFFERS, PEOPLE};
use chrono::{Days, Utc};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::process::Command;

/// Tables that a claim touches, in the order in which they point at each other.
const TABLES: &[&str] = &["merchant", "offer", "offer_shop", "person", "session"];

/// A database of its own on a running server.
pub struct Ground {
    pub database: String,
    script: String,
}

impl Ground {
    /// Migrated, with the rows of the SQLite town.
    pub fn new(shangmeng: &str, server: &str, scratch: &Scratch) -> Self {
        let database = format!("{server}/bench");
        psql(&format!("{server}/postgres"), &["-c", "CREATE DATABASE bench"]);
        run(shangmeng, &["migrate"], &database, scratch);
        let rows = rows(&scratch.path("town.db"));
        psql(&database, &["-f", &scratch.write("rows.sql", rows.as_bytes())]);
        // As after somebody's first claim: by hand, nobody looks whether the counter is there.
        let first_day = Utc::now().date_naive() - Days::new(2);
        let runs = format!("INSERT INTO offer_run (offer, first_day, taken, stock) SELECT id, '{first_day}', 0, stock FROM offer");
        psql(&database, &["-c", &runs, "-c", "ANALYZE"]);
        Self { database, script: scratch.write("claim.sql", script().as_bytes()) }
    }

    /// Claims per second of 64 clients that send the portal's statements and nothing else.
    pub fn by_hand(&self) -> f64 {
        let seconds = ROUND.as_secs().to_string();
        let args = ["-n", "-M", "prepared", "-c", "64", "-T", &seconds, "-f", &self.script, &self.database];
        let done = Command::new("taskset").args(["-c", "1", &program("pgbench")]).args(args).output().expect("pgbench starts");
        let said = [done.stdout, done.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        rate.unwrap_or_else(|| panic!("pgbench: {said}"))
    }
}

fn program(name: &str) -> String {
    let folders = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = folders.map(|folder| folder.path().join("bin").join(name)).filter(|path| path.exists()).max();
    newest.map_or(name.to_owned(), |path| path.display().to_string())
}

fn psql(database: &str, args: &[&str]) {
    let done = Command::new(program("psql")).args(["-q", "-v", "ON_ERROR_STOP=1", database]).args(args).status().expect("psql starts");
    assert!(done.success(), "psql {args:?}");
}

/// The rows of a town on SQLite as PostgreSQL reads them.
fn rows(file: &str) -> String {
    let db = Connection::open(file).expect("the town");
    TABLES.iter().map(|table| rows_of(&db, table)).collect()
}

fn rows_of(db: &Connection, table: &str) -> String {
    let mut columns = db.prepare("SELECT name, lower(type) FROM pragma_table_info(?1)").expect("a statement");
    let columns = columns.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).expect("columns");
    let columns: Vec<(String, String)> = columns.map(|column| column.expect("a column")).collect();
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let mut rows = db.prepare(&format!("SELECT {} FROM {table}", names.join(", "))).expect("a statement");
    let literal = |row: &rusqlite::Row<'_>| {
        let values = columns.iter().enumerate().map(|(at, (_, kind))| row.get(at).map(|value| written(&value, kind)));
        Ok(format!("({})", values.collect::<rusqlite::Result<Vec<_>>>()?.join(", ")))
    };
    let rows: Vec<String> = rows.query_map([], literal).expect("rows").map(|row| row.expect("a row")).collect();
    let insert = |rows: &[String]| format!("INSERT INTO {table} ({}) VALUES {};\n", names.join(", "), rows.join(",\n"));
    rows.chunks(500).map(insert).collect()
}

fn written(value: &Value, kind: &str) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    match (value, kind) {
        (Value::Null, _) => "NULL".to_owned(),
        (Value::Integer(number), "boolean") => (*number != 0).to_string(),
        (Value::Integer(number), _) => number.to_string(),
        (Value::Real(number), _) => number.to_string(),
        (Value::Text(text), _) => format!("'{}'", text.replace('\'', "''")),
        (Value::Blob(bytes), "uuid_text") => format!("'{}'", hex(bytes)),
        (Value::Blob(bytes), _) => format!("'\\x{}'", hex(bytes)),
    }
}

/// What the portal sends for one claim: who it is, the facts, the guarded counter, what the person has, the records. Every id is drawn by pgbench: a
/// function that draws one in the database is asked again for every row.
fn script() -> String {
    let first_day = Utc::now().date_naive() - Days::new(2);
    let (offers, people) = (OFFERS - 1, PEOPLE - 1);
    let id = |kind: &str, number: &str| format!("('01920000-0000-{kind}-8000-' || lpad(to_hex({number}), 12, '0'))::uuid");
    let (session, person) = (id("7004", ":p::bigint"), id("7003", ":p::bigint"));
    let (offer, shop) = (id("7002", ":o::bigint"), id("7001", ":o::bigint % 1000"));
    let (claim, line) = (id("4005", ":id::bigint"), id("4006", ":id::bigint"));
    format!(
        r"\set o random(0, {offers})
\set p random(0, {people})
\set id random(0, 281474976710655)
\set number random(1, 900000000000)
\set slot random(1, 2000000000)
SELECT s.*, p.*, g.*, EXISTS (SELECT 1 FROM consent c WHERE c.person = s.person AND c.purpose = 'audience' AND c.withdrawn_at IS NULL)
  FROM session s JOIN person p ON p.id = s.person LEFT JOIN role_grant g ON g.person = s.person WHERE s.id = {session} AND s.ends_at > 1 AND p.deleted_at IS NULL;
BEGIN;
SELECT o.*, m.*, (SELECT version FROM list_version WHERE list = 'settings'), EXISTS (SELECT 1 FROM sent_form WHERE id = {claim})
  FROM offer o JOIN offer_shop s ON s.offer = o.id JOIN merchant m ON m.id = s.merchant WHERE o.id = {offer} ORDER BY s.place;
UPDATE offer_run SET taken = taken + 1 WHERE offer = {offer} AND first_day = '{first_day}' AND taken < 1000000 RETURNING *;
SELECT * FROM claim WHERE (offer = {offer} AND first_day = '{first_day}' AND person = {person}) OR number = :number;
WITH line_0 AS (INSERT INTO claim (id, number, offer, first_day, merchant, person, slot, state, state_since, made_at, until_at, day, walk_in)
    VALUES ({claim}, :number, {offer}, '{first_day}', {shop}, {person}, :slot, 'held', 2, 2, 2, '{first_day}', FALSE)),
  line_1 AS (INSERT INTO claim_story (id, claim, act, person, at, settings) VALUES ({line}, {claim}, 'claim_offer', {person}, 2, 1)),
  line_2 AS (INSERT INTO sent_form (id, person, act, content, answer, at) VALUES ({claim}, {person}, 'claim_offer', '\x00', '', 2))
  INSERT INTO audit (at, person, act, object, settings) VALUES (2, {person}, 'claim_offer', {claim}, (SELECT max(version) FROM setting));
COMMIT;
"
    )
}
