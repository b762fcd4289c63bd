//! Awards: ballots that the cleaning removed, and the appeals against it; both go with the links of their vote.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, string_null, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let removal = Table::create()
            .table("award_removal")
            .col(uuid("vote"))
            .col(uuid("voter"))
            .col(string("reason"))
            .col(uuid("removed_by"))
            .col(big_integer("at"))
            .primary_key(Index::create().col("vote").col("voter"))
            .foreign_key(ForeignKey::create().from("award_removal", "vote").to("vote", "id"))
            .to_owned();
        let appeal = Table::create()
            .table("award_appeal")
            .col(uuid("id").primary_key())
            .col(uuid("vote"))
            .col(uuid("person"))
            .col(text("why"))
            .col(big_integer("at"))
            .col(uuid("removed_by"))
            .col(string_null("verdict").check(Expr::col("verdict").is_in(["upheld", "rejected"])))
            .col(uuid_null("decided_by"))
            .col(big_integer_null("decided_at"))
            .col(text_null("grounds"))
            .foreign_key(ForeignKey::create().from("award_appeal", "vote").to("vote", "id"))
            .to_owned();
        manager.create_table(removal).await?;
        manager.create_table(appeal).await?;
        let once = Index::create().name("award_appeal_once").table("award_appeal").col("vote").col("person").unique().to_owned();
        manager.create_index(once).await
    }
}
