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
        psql(&database, &["-f", &scratch.write("rows.sql", rows.as_bytes()), "-c", "ANALYZE"]);
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

/// What the portal sends for one claim: who it is, the facts, the guarded counter, the records.
fn script() -> String {
    let first_day = Utc::now().date_naive() - Days::new(2);
    let (offers, people) = (OFFERS - 1, PEOPLE - 1);
    format!(
        r"\set o random(0, {offers})
\set p random(0, {people})
\set number random(1, 900000000000)
\set slot random(1, 2000000000)
SELECT s.*, p.* FROM session s JOIN person p ON p.id = s.person WHERE s.id = ('01920000-0000-7004-8000-' || lpad(to_hex(:p::bigint), 12, '0'))::uuid;
SELECT * FROM role_grant WHERE person = ('01920000-0000-7003-8000-' || lpad(to_hex(:p::bigint), 12, '0'))::uuid;
BEGIN;
SELECT * FROM sent_form WHERE id = gen_random_uuid();
SELECT * FROM setting WHERE key = 'claims' ORDER BY version DESC LIMIT 1;
SELECT * FROM offer WHERE id = ('01920000-0000-7002-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid;
SELECT * FROM offer_shop WHERE offer = ('01920000-0000-7002-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid;
SELECT * FROM merchant WHERE id = ('01920000-0000-7001-8000-' || lpad(to_hex(:o::bigint % 1000), 12, '0'))::uuid;
SELECT * FROM setting WHERE key = 'member_day.calendar' ORDER BY version DESC LIMIT 1;
INSERT INTO offer_run VALUES (('01920000-0000-7002-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid, '{first_day}', 0, 1000000) ON CONFLICT DO NOTHING;
UPDATE claim SET state = 'expired', state_since = until_at WHERE offer = ('01920000-0000-7002-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid AND first_day = '{first_day}' AND state = 'held' AND until_at <= 1;
SELECT * FROM offer_run WHERE offer = ('01920000-0000-7002-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid AND first_day = '{first_day}';
SELECT * FROM claim WHERE offer = ('01920000-0000-7002-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid AND first_day = '{first_day}' AND person = ('01920000-0000-7003-8000-' || lpad(to_hex(:p::bigint), 12, '0'))::uuid;
UPDATE offer_run SET taken = taken + 1 WHERE offer = ('01920000-0000-7002-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid AND first_day = '{first_day}' AND taken < 1000000;
SELECT slot FROM claim WHERE offer = ('01920000-0000-7002-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid AND first_day = '{first_day}' AND person = ('01920000-0000-7003-8000-' || lpad(to_hex(:p::bigint), 12, '0'))::uuid AND state IN ('held', 'redeemed');
WITH made AS (INSERT INTO claim (id, number, offer, first_day, merchant, person, slot, state, state_since, made_at, until_at, day, walk_in)
  VALUES (gen_random_uuid(), :number, ('01920000-0000-7002-8000-' || lpad(to_hex(:o::bigint), 12, '0'))::uuid, '{first_day}', ('01920000-0000-7001-8000-' || lpad(to_hex(:o::bigint % 1000), 12, '0'))::uuid,
  ('01920000-0000-7003-8000-' || lpad(to_hex(:p::bigint), 12, '0'))::uuid, :slot, 'held', 2, 2, 2, '{first_day}', FALSE) ON CONFLICT (number) DO NOTHING RETURNING id)
  INSERT INTO claim_story (id, claim, act, person, at, settings) SELECT gen_random_uuid(), id, 'claim_offer', ('01920000-0000-7003-8000-' || lpad(to_hex(:p::bigint), 12, '0'))::uuid, 2, 1 FROM made;
INSERT INTO sent_form (id, person, act, content, answer, at) VALUES (gen_random_uuid(), ('01920000-0000-7003-8000-' || lpad(to_hex(:p::bigint), 12, '0'))::uuid, 'claim_offer', '\x00', '', 2);
SELECT max(version) FROM setting;
INSERT INTO audit (at, person, act, settings) VALUES (2, ('01920000-0000-7003-8000-' || lpad(to_hex(:p::bigint), 12, '0'))::uuid, 'claim_offer', 1);
COMMIT;
"
    )
}
