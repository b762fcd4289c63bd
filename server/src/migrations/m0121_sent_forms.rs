//! Forms that were sent are found by their day, to be forgotten, and by their person, to be given out.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(Index::create().name("sent_form_at").table("sent_form").col("at").to_owned()).await?;
        manager.create_index(Index::create().name("sent_form_person").table("sent_form").col("person").to_owned()).await
    }
}
