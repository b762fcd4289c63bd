//! The database: one handle for reading, one for writing, on SQLite and on PostgreSQL.

use super::turns::{Turn, Turns, immediate};
use sea_orm::TransactionTrait;
use sea_orm::sqlx::postgres::{PgConnection, PgPoolOptions};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, Connection};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement};
use std::future::ready;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Which engine keeps the town's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, the default: one machine.
    Sqlite,
    /// PostgreSQL or an engine that speaks its protocol: several nodes.
    Postgres,
}

/// The two handles. On SQLite `write` is one connection and `read` opens the file read-only; on PostgreSQL both are one pool.
#[derive(Debug, Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    engine: Engine,
    turns: Option<Turns>,
    sent: Arc<AtomicU64>,
}

/// For a turn at the writing connection, and then for another process's lock: together below the six seconds after which a person is told to try
/// again.
const TURN: Duration = Duration::from_secs(3);
const LOCK: Duration = Duration::from_millis(2_500);
/// For one statement of a visit on PostgreSQL.
const STATEMENT: Duration = Duration::from_secs(5);

impl Db {
    /// Opens the writing handle only; enough for migrations, which must run before the read-only handle can open.
    ///
    /// # Errors
    /// The address is neither `sqlite://…` nor `postgres://…`, or the database cannot be reached.
    pub async fn open_for_writing(url: &str) -> Result<(DatabaseConnection, Engine), DbErr> {
        Self::writing(url, false).await
    }

    /// Visits wait for nothing longer than a person does; migrations may.
    async fn writing(url: &str, for_visits: bool) -> Result<(DatabaseConnection, Engine), DbErr> {
        if url.starts_with("sqlite:") {
            let write = Database::connect(sqlite(url, 1, false)?).await?;
            assert_sound_sqlite(&write).await?;
            Ok((write, Engine::Sqlite))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let mut options = ConnectOptions::new(url);
            options.max_connections(16).acquire_timeout(TURN).connect_timeout(TURN).sqlx_logging(false);
            if for_visits {
                let limits = [("lock_timeout", LOCK), ("statement_timeout", STATEMENT)].map(|(name, most)| (name, most.as_millis().to_string()));
                options.map_sqlx_postgres_opts(move |postgres| postgres.options(limits.clone()));
            }
            options.test_before_acquire(false).map_sqlx_postgres_pool_opts(watched);
            Ok((Database::connect(options).await?, Engine::Postgres))
        } else {
            Err(DbErr::Custom("DATABASE_URL must begin with sqlite:// or postgres://".to_owned()))
        }
    }

    /// Opens both handles on a migrated database.
    ///
    /// # Errors
    /// As [`Db::open_for_writing`].
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        let (mut write, engine) = Self::writing(url, true).await?;
        let sent = Arc::new(AtomicU64::new(0));
        count(&mut write, &sent);
        let mut read = match engine {
            Engine::Sqlite => Database::connect(sqlite(url, 6, true)?).await?,
            Engine::Postgres => write.clone(),
        };
        if engine == Engine::Sqlite {
            count(&mut read, &sent);
        }
        let turns = (engine == Engine::Sqlite).then(|| Turns::at(write.clone()));
        Ok(Self { read, write, engine, turns, sent })
    }

    /// For pages and everything else that only looks.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// How many statements were sent since it was opened, without the beginnings and ends of transactions.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// The engine in use.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// A turn to write, for an act: on SQLite together with others who write at the same time.
    ///
    /// # Errors
    /// The database is away, or it took too long.
    pub async fn turn(&self) -> Result<Turn, DbErr> {
        match &self.turns {
            Some(turns) => turns.ask(TURN).await,
            None => Ok(Turn::alone(self.write.begin().await?)),
        }
    }

    /// Begins a writing transaction of its own; on SQLite it takes the lock at once, so that it never fails half way.
    ///
    /// # Errors
    /// The database is away, or the lock was not free in time.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        match self.engine {
            Engine::Sqlite => immediate(&self.write).await,
            Engine::Postgres => self.write.begin().await,
        }
    }

    /// Closes both handles; on SQLite the last one tidies the write-ahead log away.
    ///
    /// # Errors
    /// The database is away.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }

    /// The writing handle outside a transaction: for jobs and the command line.
    #[must_use]
    pub fn write(&self) -> &DatabaseConnection {
        &self.write
    }
}

/// A line to PostgreSQL that is silent is given up: when it comes back from an act, and before it is given to the next. Otherwise it would be waited for again
/// and again, or never be free.
fn watched(pool: PgPoolOptions) -> PgPoolOptions {
    pool.after_release(|line, _| Box::pin(lives(line, TURN))).before_acquire(|line, _| Box::pin(lives(line, Duration::from_millis(500))))
}

async fn lives(line: &mut PgConnection, within: Duration) -> Result<bool, sqlx::Error> {
    tokio::time::timeout(within, line.ping()).await.map_err(|_| sqlx::Error::PoolTimedOut)?.map(|()| true)
}

fn count(connection: &mut DatabaseConnection, sent: &Arc<AtomicU64>) {
    let sent = sent.clone();
    connection.set_metric_callback(move |_| {
        sent.fetch_add(1, Ordering::Relaxed);
    });
}

fn sqlite(url: &str, connections: u32, read_only: bool) -> Result<ConnectOptions, DbErr> {
    SqliteConnectOptions::from_str(url).map_err(|error| DbErr::Custom(format!("DATABASE_URL: {error}")))?;
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).acquire_timeout(TURN).connect_timeout(TURN).sqlx_logging(false);
    // A connection in this process cannot have gone away; asking before each statement would double the way to its thread.
    options.test_before_acquire(false);
    // When SQLite has rolled back by itself (the disk was full), its driver still counts a transaction: the next "commit" would keep nothing. Such a
    // connection is not used again.
    options.map_sqlx_sqlite_pool_opts(|pool| pool.before_acquire(|connection, _| Box::pin(ready(Ok(!connection.is_in_transaction())))));
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(LOCK)
            .statement_cache_capacity(256)
            .pragma("cache_size", "-16000")
            .pragma("mmap_size", "268435456")
            .pragma("temp_store", "MEMORY")
            .pragma("trusted_schema", "OFF")
            // What is deleted is overwritten with noughts: the tables of a secret vote, dropped when it is over, leave nothing to read on the disk.
            .pragma("secure_delete", "ON")
            .read_only(read_only)
    });
    Ok(options)
}

/// SQLite before 3.51.3 can lose commits in WAL mode; the bundled one is newer.
async fn assert_sound_sqlite(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let row = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version() AS version")).await?;
    let version: String = row.map(|row| row.try_get("", "version")).transpose()?.unwrap_or_default();
    let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts.as_slice() >= [3, 51, 3].as_slice() {
        Ok(())
    } else {
        Err(DbErr::Custom(format!("SQLite {version} can lose commits in WAL mode; 3.51.3 or newer is needed")))
    }
}

/// Forms that were sent: the answer to give when the same one comes again.
pub mod sent {
    use sea_orm::entity::prelude::*;

    /// One form.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sent_form")]
    pub struct Model {
        /// The id its page made.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Who sent it.
        pub person: Uuid,
        /// The act's name.
        pub act: String,
        /// SHA-256 of its content.
        pub content: Vec<u8>,
        /// The answer, as JSON.
        pub answer: String,
        /// When, in milliseconds UTC.
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How often each list changed; cached pages name the versions they show.
pub mod list_version {
    use sea_orm::entity::prelude::*;

    /// One list.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "list_version")]
    pub struct Model {
        /// Its name: `offers`, `merchants` …
        #[sea_orm(primary_key, auto_increment = false)]
        pub list: String,
        /// Counts up with every change.
        pub version: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
