//! The tables' births, forward only: expand first, contract later. Each is applied once, in this order, each in a transaction.

mod m0001_house;
mod m0002_accounts;
mod m0003_demo;
mod m0003_notices;
mod m0004_credentials;
mod m0010_districts;
mod m0020_merchants;
mod m0021_registers;
mod m0030_offers;
mod m0040_offer_words;
mod m0041_held_claims;
mod m0050_meetings;
mod m0060_voting;
mod m0061_charter_proposals;
mod m0070_awards;
mod m0071_award_votes;
mod m0100_day_reports;
mod m0110_papers_gone;
mod m0115_award_members;
mod m0120_grants_once;
mod m0121_sent_forms;
mod m0122_code_tries;
mod seed;

pub use seed::{LISTS, seed};

use app::backend::Engine;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// All migrations in order.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_house::Migration),
            Box::new(m0002_accounts::Migration),
            Box::new(m0003_demo::Migration),
            Box::new(m0003_notices::Migration),
            Box::new(m0004_credentials::Migration),
            Box::new(m0010_districts::Migration),
            Box::new(m0020_merchants::Migration),
            Box::new(m0030_offers::Migration),
            Box::new(m0021_registers::Migration),
            Box::new(m0040_offer_words::Migration),
            Box::new(m0050_meetings::Migration),
            Box::new(m0060_voting::Migration),
            Box::new(m0061_charter_proposals::Migration),
            Box::new(m0070_awards::Migration),
            Box::new(m0071_award_votes::Migration),
            Box::new(m0041_held_claims::Migration),
            Box::new(m0100_day_reports::Migration),
            Box::new(m0115_award_members::Migration),
            Box::new(m0110_papers_gone::Migration),
            Box::new(m0120_grants_once::Migration),
            Box::new(m0121_sent_forms::Migration),
            Box::new(m0122_code_tries::Migration),
        ]
    }
}

/// Brings the database to the newest form and writes what every town starts with; on PostgreSQL only one node at a time.
///
/// # Errors
/// The database is away, or a migration does not fit it.
pub async fn migrate(db: &DatabaseConnection, engine: Engine) -> Result<(), DbErr> {
    if engine == Engine::Sqlite {
        Migrator::up(db, None).await?;
        return seed(db).await;
    }
    let lock = db.get_postgres_connection_pool().acquire().await.map_err(|error| DbErr::Custom(error.to_string()))?;
    with_lock(db, lock).await
}

/// How many migrations this database is behind.
///
/// # Errors
/// The database is away.
pub async fn waiting(db: &DatabaseConnection) -> Result<usize, DbErr> {
    Ok(Migrator::get_pending_migrations(db).await?.len())
}

/// The advisory lock lives on a connection of its own, so that the pool may hand out others meanwhile.
async fn with_lock(db: &DatabaseConnection, mut lock: sea_orm::sqlx::pool::PoolConnection<sea_orm::sqlx::Postgres>) -> Result<(), DbErr> {
    const KEY: i64 = 0x5348_4d45_4e47;
    let locked = |error: sea_orm::sqlx::Error| DbErr::Custom(error.to_string());
    sea_orm::sqlx::query("SELECT pg_advisory_lock($1)").bind(KEY).execute(&mut *lock).await.map_err(locked)?;
    let done = match Migrator::up(db, None).await {
        Ok(()) => seed(db).await,
        Err(error) => Err(error),
    };
    sea_orm::sqlx::query("SELECT pg_advisory_unlock($1)").bind(KEY).execute(&mut *lock).await.map_err(locked)?;
    done
}

/// Makes a table append-only on the engine in use: change and deletion are refused by a trigger.
async fn append_only(db: &impl ConnectionTrait, table: &str) -> Result<(), DbErr> {
    let statements = if db.get_database_backend() == sea_orm::DbBackend::Sqlite {
        ["UPDATE", "DELETE"].map(|what| {
            format!(
                "CREATE TRIGGER {table}_no_{} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
                what.to_lowercase()
            )
        })
    } else {
        [
            format!(
                "CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
            ),
            format!("CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"),
        ]
    };
    for statement in statements {
        db.execute_unprepared(&statement).await?;
    }
    Ok(())
}
