//! The demo town: its permanent mark, its accounts as `demo accounts` prints them, the shift of its clock. Empty in a real town.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, pk_auto, string, string_null, uuid};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(Table::create().table("demo_mark").col(pk_auto("line")).col(big_integer("at")).to_owned()).await?;
        super::append_only(manager.get_connection(), "demo_mark").await?;
        manager
            .create_table(
                Table::create()
                    .table("demo_account")
                    .col(uuid("person").primary_key())
                    .col(integer("line"))
                    .col(string("role"))
                    .col(string("place"))
                    .col(string("mobile"))
                    .col(string("password"))
                    .col(string_null("totp_secret"))
                    .to_owned(),
            )
            .await?;
        manager.create_table(Table::create().table("demo_clock").col(integer("line").primary_key()).col(big_integer("shift")).to_owned()).await
    }
}
