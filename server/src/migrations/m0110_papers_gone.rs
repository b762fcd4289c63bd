//! What was read on the papers of votes that are over is forgotten; and a vote knows whether the database's log was emptied after it, apart from whether
//! the database was compacted.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = boolean("log_emptied").default(false).to_owned();
        manager.alter_table(Table::alter().table("vote").add_column(column).to_owned()).await?;
        let db = manager.get_connection();
        db.execute_unprepared("UPDATE vote SET compacted = FALSE WHERE rewritten").await?;
        app::voting::rewrite_papers(db).await
    }
}
