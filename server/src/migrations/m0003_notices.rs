//! Notices to persons; who took a grant back.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, text, uuid, uuid_null};

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
                Table::create()
                    .table("notice")
                    .col(uuid("id").primary_key())
                    .col(uuid("person"))
                    .col(big_integer("at"))
                    .col(string("key"))
                    .col(text("args"))
                    .col(string("link"))
                    .col(big_integer_null("read_at"))
                    .foreign_key(ForeignKey::create().from("notice", "person").to("person", "id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("notice_person").table("notice").col("person").col("id").to_owned()).await?;
        manager.create_index(Index::create().name("notice_at").table("notice").col("at").to_owned()).await?;
        manager.alter_table(Table::alter().table("role_grant").add_column(uuid_null("revoked_by")).to_owned()).await
    }
}
