//! Secrecy at rest: the tables of open votes, and how they are written anew when a vote is over, so that no order and no row number leads from a mark
//! on the roll to a ballot.

use crate::backend::{Db, Engine};
use rules::Instant;
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, ForeignKey, Index, IntoIden, PostgresQueryBuilder, Query, SqliteQueryBuilder, Table, TableCreateStatement,
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use uuid::Uuid;

/// A table of open votes, where its rows go afterwards, and its columns; the first is what its rows are ordered by.
struct Pair {
    live: &'static str,
    kept: Option<&'static str>,
    columns: &'static [&'static str],
    make: fn(&str) -> TableCreateStatement,
    /// An index that the table needs besides its key.
    index: Option<&'static str>,
}

const BALLOT_COLUMNS: &[&str] = &["id", "vote", "choice", "salt", "voter", "name", "weight", "removed"];
const ROLL_COLUMNS: &[&str] = &["voter", "vote", "weight", "barred", "mark"];

const PAIRS: [Pair; 4] = [
    Pair {
        live: "ballot_live",
        kept: Some("ballot"),
        columns: BALLOT_COLUMNS,
        make: ballots,
        index: Some("CREATE UNIQUE INDEX ballot_live_voter ON ballot_live (vote, voter) WHERE voter IS NOT NULL"),
    },
    Pair { live: "roll_live", kept: Some("roll"), columns: ROLL_COLUMNS, make: roll, index: None },
    Pair { live: "ballot_link", kept: None, columns: &["ballot", "vote", "voter"], make: links, index: None },
    PAPERS,
];

/// What was read on papers. Few of them, beside the marks on the roll, would tell whose they are: they go when they are ballots like any other.
const PAPERS: Pair = Pair { live: "paper_entry", kept: None, columns: &["vote", "number", "turn", "by", "choice"], make: papers, index: None };

fn column(name: &str) -> sea_orm::sea_query::ColumnDef {
    sea_orm::sea_query::ColumnDef::new(Alias::new(name))
}

fn of_vote(table: &str) -> TableCreateStatement {
    let key = ForeignKey::create().from(Alias::new(table), Alias::new("vote")).to(Alias::new("vote"), Alias::new("id")).to_owned();
    Table::create().table(Alias::new(table)).foreign_key(&mut key.clone()).to_owned()
}

fn ballots(table: &str) -> TableCreateStatement {
    of_vote(table)
        .col(column("id").uuid().not_null().primary_key())
        .col(column("vote").uuid().not_null())
        .col(column("choice").text().not_null())
        .col(column("salt").string().not_null())
        .col(column("voter").uuid().null())
        .col(column("name").string().null())
        .col(column("weight").integer().not_null())
        .col(column("removed").string().null())
        .to_owned()
}

fn roll(table: &str) -> TableCreateStatement {
    let marks = Expr::col(Alias::new("mark")).is_in(["web", "paper"]);
    of_vote(table)
        .col(column("vote").uuid().not_null())
        .col(column("voter").uuid().not_null())
        .col(column("weight").integer().not_null())
        .col(column("barred").string().not_null())
        .col(column("mark").string().null().check(marks))
        .primary_key(Index::create().col(Alias::new("vote")).col(Alias::new("voter")))
        .to_owned()
}

fn links(table: &str) -> TableCreateStatement {
    of_vote(table)
        .col(column("vote").uuid().not_null())
        .col(column("voter").uuid().not_null())
        .col(column("ballot").uuid().not_null().unique_key())
        .primary_key(Index::create().col(Alias::new("vote")).col(Alias::new("voter")))
        .to_owned()
}

fn papers(table: &str) -> TableCreateStatement {
    of_vote(table)
        .col(column("vote").uuid().not_null())
        .col(column("number").integer().not_null().check(Expr::col(Alias::new("number")).gt(0)))
        .col(column("turn").integer().not_null().check(Expr::col(Alias::new("turn")).between(1, 3)))
        .col(column("by").uuid().not_null())
        .col(column("choice").text().not_null())
        .primary_key(Index::create().col(Alias::new("vote")).col(Alias::new("number")).col(Alias::new("turn")))
        .to_owned()
}

/// On SQLite these tables have no row numbers: what does not exist tells no order.
async fn create(db: &impl ConnectionTrait, statement: &TableCreateStatement) -> Result<(), DbErr> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => format!("{} WITHOUT ROWID", statement.to_string(SqliteQueryBuilder)),
        _ => statement.to_string(PostgresQueryBuilder),
    };
    db.execute_unprepared(&sql).await.map(drop)
}

/// Makes the tables of open votes and those of votes that are over: for the migration.
///
/// # Errors
/// The database is away.
pub async fn create_tables(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    for pair in PAIRS.iter().filter(|pair| pair.live != PAPERS.live) {
        create(db, &(pair.make)(pair.live)).await?;
        if let Some(kept) = pair.kept {
            create(db, &(pair.make)(kept)).await?;
        }
        if let Some(index) = pair.index {
            db.execute_unprepared(index).await?;
        }
    }
    db.execute_unprepared("CREATE INDEX ballot_vote ON ballot (vote)").await?;
    db.execute_unprepared("CREATE INDEX ballot_live_vote ON ballot_live (vote)").await.map(drop)
}

/// Writes the papers' entries of votes that are not over into a new table, and drops the old one: for the migration.
///
/// # Errors
/// The database is away.
pub async fn rewrite_papers(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let over = Query::select().column(Alias::new("id")).from(Alias::new("vote")).and_where(Expr::col(Alias::new("rewritten")).eq(true)).to_owned();
    renew(db, &PAPERS, Expr::col(Alias::new("vote")).not_in_subquery(over)).await
}

/// Writes roll and ballots of a vote in the order of their ids into the tables of votes that are over, and the rows of other votes into new tables; the
/// old tables are dropped, and with them the links of this vote and what was read on its papers.
///
/// # Errors
/// The database is away; the transaction must be given up.
pub async fn rewrite(tx: &impl ConnectionTrait, vote: Uuid) -> Result<(), DbErr> {
    for pair in &PAIRS {
        if let Some(kept) = pair.kept {
            copy(tx, pair, kept, Expr::col(Alias::new("vote")).eq(vote)).await?;
        }
        renew(tx, pair, Expr::col(Alias::new("vote")).ne(vote)).await?;
    }
    tx.execute_unprepared("CREATE INDEX ballot_live_vote ON ballot_live (vote)").await.map(drop)
}

/// A new table with these rows in place of the old one.
async fn renew(tx: &impl ConnectionTrait, pair: &Pair, which: Expr) -> Result<(), DbErr> {
    let next = format!("{}_next", pair.live);
    create(tx, &(pair.make)(&next)).await?;
    copy(tx, pair, &next, which).await?;
    tx.execute_unprepared(&format!("DROP TABLE {}", pair.live)).await?;
    tx.execute_unprepared(&format!("ALTER TABLE {next} RENAME TO {}", pair.live)).await?;
    match pair.index {
        Some(index) => tx.execute_unprepared(index).await.map(drop),
        None => Ok(()),
    }
}

async fn copy(tx: &impl ConnectionTrait, pair: &Pair, into: &str, which: Expr) -> Result<(), DbErr> {
    let columns = || pair.columns.iter().map(|name| Alias::new(*name).into_iden());
    let first = Alias::new(pair.columns[0]);
    let rows = Query::select().columns(columns()).from(Alias::new(pair.live)).and_where(which).order_by(first, sea_orm::Order::Asc).to_owned();
    let mut insert = Query::insert();
    insert.into_table(Alias::new(into)).columns(columns());
    let insert = insert.select_from(rows).map_err(|error| DbErr::Custom(error.to_string()))?;
    tx.execute(insert).await.map(drop)
}

/// Whether the database may be compacted now. On PostgreSQL nobody waits for it.
///
/// # Errors
/// The database is away.
pub async fn may_compact(db: &Db, now: Instant) -> Result<bool, DbErr> {
    if db.engine() == Engine::Postgres {
        return Ok(true);
    }
    let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    let row = db.read().query_one_raw(Statement::from_string(DbBackend::Sqlite, size)).await?;
    let bytes: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(rules::voting::may_compact(bytes.unsigned_abs(), now))
}

/// Gives the pages of dropped tables back. On PostgreSQL their files are gone with their transaction.
///
/// # Errors
/// The database is away or busy: it is tried again.
pub async fn compact(db: &Db) -> Result<(), DbErr> {
    if db.engine() == Engine::Sqlite {
        // The copy it makes may be larger than the memory.
        return db.write().execute_unprepared("PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY").await.map(drop);
    }
    for table in ["vote", "ballot", "roll", "ballot_live", "roll_live", "ballot_link", "paper_entry"] {
        db.write().execute_unprepared(&format!("VACUUM {table}")).await?;
    }
    Ok(())
}

/// Moves SQLite's write-ahead log into the database and cuts it to nothing: with it goes the order in which marks and ballots were written. What
/// PostgreSQL's log still holds is recycled by the server.
///
/// # Errors
/// A reader holds the log: it is tried again.
pub async fn empty_log(db: &Db) -> Result<(), DbErr> {
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    let row = db.write().query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)")).await?;
    let busy: i32 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    if busy == 0 { Ok(()) } else { Err(DbErr::Custom("database is locked: a reader holds the write-ahead log".to_owned())) }
}
