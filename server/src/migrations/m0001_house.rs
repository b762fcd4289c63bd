//! The house itself: settings with history, the audit trail, sent forms, list versions, leases of jobs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, pk_auto, string, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = |name: &'static str| Table::create().table(name).to_owned();
        manager
            .create_table(
                table("setting")
                    .col(pk_auto("version").big_integer())
                    .col(string("key"))
                    .col(text("value"))
                    .col(big_integer("at"))
                    .col(uuid("by"))
                    .col(text("reason"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("setting_key").table("setting").col("key").col("version").to_owned()).await?;
        manager
            .create_table(
                table("audit")
                    .col(pk_auto("line").big_integer())
                    .col(big_integer("at"))
                    .col(uuid("person"))
                    .col(string("act"))
                    .col(uuid_null("object"))
                    .col(big_integer("settings"))
                    .to_owned(),
            )
            .await?;
        super::append_only(manager.get_connection(), "audit").await?;
        manager
            .create_table(
                table("sent_form")
                    .col(uuid("id").primary_key())
                    .col(uuid("person"))
                    .col(string("act"))
                    .col(binary("content"))
                    .col(text("answer"))
                    .col(big_integer("at"))
                    .to_owned(),
            )
            .await?;
        manager.create_table(table("list_version").col(string("list").primary_key()).col(big_integer("version")).to_owned()).await?;
        manager
            .create_table(
                table("lease")
                    .col(string("job").primary_key())
                    .col(uuid("holder"))
                    .col(big_integer("until_at"))
                    .col(big_integer("done_at"))
                    .to_owned(),
            )
            .await
    }
}
