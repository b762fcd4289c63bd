//! Communities, the charter's versions, and their acceptance.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, string, text, text_null, uuid};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create().table("community").col(uuid("id").primary_key()).col(string("name").unique_key()).col(integer("position")).to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("charter_version")
                    .col(uuid("id").primary_key())
                    .col(big_integer("number").unique_key())
                    .col(text("text"))
                    .col(text_null("text_en"))
                    .col(big_integer("at"))
                    .col(uuid("by"))
                    .col(text("reason"))
                    .to_owned(),
            )
            .await?;
        super::append_only(manager.get_connection(), "charter_version").await?;
        manager
            .create_table(
                Table::create()
                    .table("charter_acceptance")
                    .col(uuid("merchant"))
                    .col(big_integer("number"))
                    .col(uuid("person"))
                    .col(big_integer("at"))
                    .primary_key(Index::create().col("merchant").col("number"))
                    .foreign_key(ForeignKey::create().from("charter_acceptance", "number").to("charter_version", "number"))
                    .to_owned(),
            )
            .await
    }
}
