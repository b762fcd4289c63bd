//! Migrations on a lived-in town: each is applied to tables that hold something already, and nothing is lost on the way.

use crate::town::empty_database;
use app::backend::{Db, Engine};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use server::migrations::{Migrator, migrate, seed, waiting};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Values for columns with a check: `table.column`. Everything else is filled by its type.
const CHECKED: &[(&str, &str)] = &[
    ("person.proof", "counter"),
    ("merchant.district", "wanda"),
    ("merchant.state", "active"),
    ("offer.state", "approved"),
    ("offer.kind", "gift"),
    ("offer.audience", "everyone"),
    ("offer.proof", "none"),
    ("offer.way", "claim_first"),
    ("offer.days", "member_day"),
    ("claim.state", "held"),
    ("visit.kind", "redemption"),
    ("account_slip.purpose", "password"),
    ("register_import.state", "read"),
    ("slip.kind", "takeover"),
    ("meeting.host", "wanda"),
    ("meeting.state", "open"),
    ("agenda_item.kind", "report"),
    ("meeting_paper.access", "public"),
    ("meeting_minutes.state", "draft"),
    ("meeting_task.state", "open"),
    ("meeting_task_step.step", "finish"),
    ("vote.about", "item"),
    ("vote.state", "prepared"),
    ("award_edition.meeting_weight", "40"),
    ("award_edition.residents_weight", "40"),
    ("award_edition.facts_weight", "20"),
    ("award_nomination.nominator", "resident"),
    ("award_candidate.district", "wanda"),
];

/// Tables that other tables' columns call by a shorter name.
const CALLED: &[(&str, &str)] =
    &[("register_import", "import"), ("agenda_item", "item"), ("meeting_task", "task"), ("award_edition", "edition"), ("award_category", "category")];

/// A column: name, type, whether it must hold something.
struct Column {
    name: String,
    kind: String,
    needed: bool,
}

async fn tables(db: &DatabaseConnection, engine: Engine) -> Vec<String> {
    let sql = match engine {
        Engine::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'seaql_migrations' ORDER BY rowid"
        }
        Engine::Postgres => {
            "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'seaql_migrations' ORDER BY 1"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("tables");
    rows.iter().map(|row| row.try_get("", "name").expect("a name")).collect()
}

async fn columns(db: &DatabaseConnection, engine: Engine, table: &str) -> Vec<Column> {
    let sql = match engine {
        Engine::Sqlite => format!("SELECT name, type AS kind, CAST(\"notnull\" AS TEXT) AS needed FROM pragma_table_info('{table}')"),
        Engine::Postgres => format!(
            "SELECT column_name::text AS name, data_type::text AS kind, CASE WHEN is_nullable = 'NO' THEN '1' ELSE '0' END AS needed
             FROM information_schema.columns WHERE table_name = '{table}' AND column_default IS NULL AND is_identity = 'NO' ORDER BY ordinal_position"
        ),
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("columns");
    let text = |row: &sea_orm::QueryResult, name: &str| row.try_get::<String>("", name).expect("a text");
    rows.iter().map(|row| Column { name: text(row, "name"), kind: text(row, "kind").to_lowercase(), needed: text(row, "needed") == "1" }).collect()
}

/// The same id for a table's row and for every column that is called after the table, so that rows point at each other.
fn id_of(name: &str) -> Uuid {
    Uuid::from_u128(name.bytes().fold(7_u128, |sum, byte| sum.wrapping_mul(257).wrapping_add(u128::from(byte))))
}

fn value(engine: Engine, table: &str, column: &Column) -> String {
    let name = format!("{table}.{}", column.name);
    if let Some((_, checked)) = CHECKED.iter().find(|(of, _)| *of == name) {
        return format!("'{checked}'");
    }
    let called = CALLED.iter().find(|(of, _)| *of == table).map_or(table, |(_, short)| short);
    let id = id_of(if column.name == "id" { called } else { &column.name });
    match (column.kind.as_str(), engine) {
        ("uuid_text", _) => format!("x'{}'", id.simple()),
        ("uuid", _) => format!("'{id}'"),
        ("boolean", _) => "FALSE".to_owned(),
        ("bytea", _) => "'\\x01'".to_owned(),
        (kind, Engine::Sqlite) if kind.starts_with("blob") => "x'01'".to_owned(),
        (kind, _) if kind.contains("int") => "1".to_owned(),
        _ => "'[]'".to_owned(),
    }
}

/// Puts a row into a table, with everything that must be there.
async fn sample(db: &DatabaseConnection, engine: Engine, table: &str) -> Result<(), DbErr> {
    let needed: Vec<Column> = columns(db, engine, table).await.into_iter().filter(|column| column.needed).collect();
    let names: Vec<String> = needed.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let values: Vec<String> = needed.iter().map(|column| value(engine, table, column)).collect();
    let tx = db.begin().await?;
    tx.execute_unprepared(&format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "))).await?;
    tx.commit().await
}

/// Fills every table that has no row yet; a row that points at another waits for it.
async fn live_in(db: &DatabaseConnection, engine: Engine, filled: &mut BTreeSet<String>) {
    loop {
        let (before, mut failed) = (filled.len(), Vec::new());
        for table in tables(db, engine).await {
            if !filled.contains(&table) {
                match sample(db, engine, &table).await {
                    Ok(()) => drop(filled.insert(table)),
                    Err(error) => failed.push(format!("{table}: {error}")),
                }
            }
        }
        if failed.is_empty() {
            return;
        }
        assert!(filled.len() > before, "no sample row fits; does a new check need a line in CHECKED?\n{}", failed.join("\n"));
    }
}

async fn counts(db: &DatabaseConnection, engine: Engine) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    for table in tables(db, engine).await {
        let sql = format!("SELECT COUNT(*) AS n FROM {table}");
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("a count").expect("a row");
        counts.insert(table, row.try_get("", "n").expect("a number"));
    }
    counts
}

fn lost(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> Vec<String> {
    before.iter().filter(|(table, count)| after.get(*table).is_none_or(|now| now < *count)).map(|(table, _)| table.clone()).collect()
}

#[tokio::test]
async fn every_migration_is_applied_to_filled_tables_and_loses_nothing() {
    let url = empty_database().await;
    let (db, engine) = Db::open_for_writing(&url).await.expect("an empty database");
    let mut filled = BTreeSet::new();
    let all = Migrator::migrations().len();
    for step in 0..all {
        let before = if step == 0 { BTreeMap::new() } else { counts(&db, engine).await };
        Migrator::up(&db, Some(1)).await.unwrap_or_else(|error| panic!("migration {step} on filled tables: {error}"));
        assert_eq!(lost(&before, &counts(&db, engine).await), Vec::<String>::new(), "migration {step}");
        live_in(&db, engine, &mut filled).await;
    }
    assert_eq!(waiting(&db).await.expect("a number"), 0);
    let before = counts(&db, engine).await;
    assert!(before.len() > 20 && before.values().all(|count| *count >= 1), "{before:?}");
    seed(&db).await.expect("what every town starts with");
    db.execute_unprepared("DELETE FROM lease").await.expect("a planted loss");
    assert_eq!(lost(&before, &counts(&db, engine).await), ["lease"], "the control");
}

#[tokio::test]
async fn migrating_again_changes_nothing_and_keeps_what_the_office_set() {
    let url = empty_database().await;
    let (db, engine) = Db::open_for_writing(&url).await.expect("an empty database");
    migrate(&db, engine).await.expect("migrated");
    db.execute_unprepared("UPDATE list_version SET version = 7 WHERE list = 'offers'").await.expect("a change");
    let before = counts(&db, engine).await;
    assert!(before["community"] >= 3 && before["setting"] > 0 && before["charter_version"] == 1, "{before:?}");
    migrate(&db, engine).await.expect("migrated again");
    assert_eq!(counts(&db, engine).await, before);
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), "SELECT version AS n FROM list_version WHERE list = 'offers'"));
    assert_eq!(row.await.expect("a row").expect("a row").try_get::<i64>("", "n").expect("a number"), 7);
}

#[tokio::test]
async fn the_audit_trail_and_the_demo_mark_cannot_be_rewritten() {
    let url = empty_database().await;
    let (db, engine) = Db::open_for_writing(&url).await.expect("an empty database");
    migrate(&db, engine).await.expect("migrated");
    for table in ["audit", "demo_mark"] {
        sample(&db, engine, table).await.expect("a line");
        for change in [format!("UPDATE {table} SET at = 0"), format!("DELETE FROM {table}")] {
            let refused = db.execute_unprepared(&change).await.expect_err("refused").to_string();
            assert!(refused.contains("append-only"), "{change}: {refused}");
        }
    }
    db.execute_unprepared("DELETE FROM list_version").await.expect("the control: an ordinary table");
}

#[tokio::test]
async fn of_a_role_held_twice_the_grant_that_lasts_longest_stays() {
    let url = empty_database().await;
    let (db, engine) = Db::open_for_writing(&url).await.expect("an empty database");
    let before = Migrator::migrations().iter().position(|step| step.name() == "m0120_grants_once").expect("the step");
    Migrator::up(&db, Some(u32::try_from(before).expect("a number"))).await.expect("the steps before");
    let id = |number: u128| match engine {
        Engine::Sqlite => format!("x'{}'", Uuid::from_u128(number).simple()),
        Engine::Postgres => format!("'{}'", Uuid::from_u128(number)),
    };
    db.execute_unprepared(&format!("INSERT INTO person (id, proof, joined_at) VALUES ({}, 'none', 1)", id(1))).await.expect("a person");
    // Number, role, place, from, until: the first of each role stays.
    let grants: [(u128, &str, Option<u128>, i64, &str); 8] = [
        (11, "admin", None, 20, "NULL"),
        (12, "admin", None, 10, "900"),
        (13, "admin", None, 30, "NULL"),
        (21, "clerk", Some(7), 10, "900"),
        (22, "clerk", Some(7), 10, "800"),
        (31, "clerk", Some(8), 10, "NULL"),
        (41, "auditor", None, 10, "NULL"),
        (42, "auditor", None, 10, "NULL"),
    ];
    for (number, role, place, from, until) in grants {
        let place = place.map_or("NULL".to_owned(), id);
        let row = format!("({}, {}, '{role}', {place}, {}, {from}, {until})", id(number), id(1), id(1));
        let sql = format!("INSERT INTO role_grant (id, person, role, place, given_by, from_at, until_at) VALUES {row}");
        db.execute_unprepared(&sql).await.expect("a grant");
    }
    Migrator::up(&db, None).await.expect("the rest");
    let ended = |number: u128| {
        let sql = format!("SELECT COALESCE(revoked_at, 0) AS n FROM role_grant WHERE id = {}", id(number));
        let db = &db;
        async move {
            let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("a look").expect("a row");
            row.try_get::<i64>("", "n").expect("a number")
        }
    };
    for (number, moment) in [(11, 0), (12, 20), (13, 30), (21, 0), (22, 10), (31, 0), (41, 0), (42, 10)] {
        assert_eq!(ended(number).await, moment, "grant {number}");
    }
}
