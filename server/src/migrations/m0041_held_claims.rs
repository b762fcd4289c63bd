//! An index of what is held, run by run: whoever finds a run sold out looks there for holds that are over, not through all its claims.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("DROP INDEX claim_due").await?;
        db.execute_unprepared("CREATE INDEX claim_held ON claim (offer, first_day, until_at) WHERE state = 'held'").await?;
        Ok(())
    }
}
