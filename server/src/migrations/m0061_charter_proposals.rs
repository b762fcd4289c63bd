//! Changes of the charter that are put to a meeting's vote.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, text, text_null, uuid};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("charter_proposal")
            .col(uuid("item").primary_key())
            .col(text("text"))
            .col(text_null("text_en"))
            .col(text("reason"))
            .col(big_integer("at"))
            .col(big_integer_null("adopted"))
            .foreign_key(ForeignKey::create().from("charter_proposal", "item").to("agenda_item", "id").on_delete(ForeignKeyAction::Cascade))
            .to_owned();
        manager.create_table(table).await
    }
}
