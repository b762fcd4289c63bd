//! Secrecy at rest: the tables of open votes, and how they are written anew when a vote is over, so that no order and no row number leads from a mark
//! on the roll to a ballot.

use crate::backend::{Db, Engine};
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

const PAIRS: [Pair; 3] = [
    Pair {
        live: "ballot_live",
        kept: Some("ballot"),
        columns: BALLOT_COLUMNS,
        make: ballots,
        index: Some("CREATE UNIQUE INDEX ballot_live_voter ON ballot_live (vote, voter) WHERE voter IS NOT NULL"),
    },
    Pair { live: "roll_live", kept: Some("roll"), columns: ROLL_COLUMNS, make: roll, index: None },
    Pair { live: "ballot_link", kept: None, columns: &["ballot", "vote", "voter"], make: links, index: None },
];

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
    for pair in &PAIRS {
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

/// Writes roll and ballots of a vote in the order of their ids into the tables of votes that are over, and the rows of other votes into new tables; the
/// old tables are dropped, and with them the links of this vote.
///
/// # Errors
/// The database is away; the transaction must be given up.
pub async fn rewrite(tx: &impl ConnectionTrait, vote: Uuid) -> Result<(), DbErr> {
    for pair in &PAIRS {
        if let Some(kept) = pair.kept {
            copy(tx, pair, kept, Expr::col(Alias::new("vote")).eq(vote)).await?;
        }
        let next = format!("{}_next", pair.live);
        create(tx, &(pair.make)(&next)).await?;
        copy(tx, pair, &next, Expr::col(Alias::new("vote")).ne(vote)).await?;
        tx.execute_unprepared(&format!("DROP TABLE {}", pair.live)).await?;
        tx.execute_unprepared(&format!("ALTER TABLE {next} RENAME TO {}", pair.live)).await?;
        if let Some(index) = pair.index {
            tx.execute_unprepared(index).await?;
        }
    }
    tx.execute_unprepared("CREATE INDEX ballot_live_vote ON ballot_live (vote)").await.map(drop)
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

/// Gives the pages of dropped tables back and empties the write-ahead log. On PostgreSQL the dropped tables' files are gone with their transaction; what
/// its write-ahead log still holds is recycled by the server.
///
/// # Errors
/// The database is away or busy: it is tried again.
pub async fn compact(db: &Db) -> Result<(), DbErr> {
    match db.engine() {
        // The copy it makes may be larger than the memory.
        Engine::Sqlite => db.write().execute_unprepared("PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY").await.map(drop)?,
        Engine::Postgres => {
            for table in ["vote", "ballot", "roll", "ballot_live", "roll_live", "ballot_link"] {
                db.write().execute_unprepared(&format!("VACUUM {table}")).await?;
            }
        }
    }
    empty_log(db).await?;
    super::record_compacted(db.write()).await?;
    empty_log(db).await
}

/// Moves SQLite's write-ahead log into the database and cuts it to nothing.
async fn empty_log(db: &Db) -> Result<(), DbErr> {
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    let row = db.write().query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)")).await?;
    let busy: i32 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    if busy == 0 { Ok(()) } else { Err(DbErr::Custom("database is locked: a reader holds the write-ahead log".to_owned())) }
}
