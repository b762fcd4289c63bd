//! Which shops were told that the report of a member day is out.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, uuid};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("day_report")
            .col(uuid("merchant"))
            .col(string("month"))
            .col(big_integer("told_at"))
            .primary_key(Index::create().col("merchant").col("month"))
            .foreign_key(ForeignKey::create().from("day_report", "merchant").to("merchant", "id"))
            .to_owned();
        manager.create_table(table).await
    }
}
