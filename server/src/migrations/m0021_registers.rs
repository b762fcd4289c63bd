//! Imports of registers with their lines; slips.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, integer, string, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let import = Table::create()
            .table("register_import")
            .col(uuid("id").primary_key())
            .col(uuid("person"))
            .col(string("file_name"))
            .col(string("state").check(Expr::col("state").is_in(["read", "confirmed", "done", "discarded"])))
            .col(text("sheets"))
            .col(integer("lines"))
            .col(integer("next_line").check(Expr::cust("next_line <= lines")))
            .col(text("counts"))
            .col(big_integer("at"))
            .col(big_integer_null("confirmed_at"))
            .col(big_integer_null("done_at"))
            .to_owned();
        manager.create_table(import).await?;
        manager.create_index(Index::create().name("register_import_state").table("register_import").col("state").to_owned()).await?;
        manager.create_index(Index::create().name("register_import_person").table("register_import").col("person").col("at").to_owned()).await?;
        let line = Table::create()
            .table("register_line")
            .col(uuid("import"))
            .col(integer("line"))
            .col(string("verdict"))
            .col(text("content"))
            .primary_key(Index::create().col("import").col("line"))
            .foreign_key(ForeignKey::create().from("register_line", "import").to("register_import", "id"))
            .to_owned();
        manager.create_table(line).await?;
        let slip = Table::create()
            .table("slip")
            .col(uuid("id").primary_key())
            .col(uuid("merchant"))
            .col(string("kind").check(Expr::col("kind").is_in(["takeover", "clerk"])))
            .col(binary("code").unique_key())
            .col(uuid("issued_by"))
            .col(big_integer("issued_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("used_at"))
            .col(uuid_null("used_by"))
            .col(big_integer_null("revoked_at"))
            .foreign_key(ForeignKey::create().from("slip", "merchant").to("merchant", "id"))
            .to_owned();
        manager.create_table(slip).await?;
        manager.create_index(Index::create().name("slip_merchant").table("slip").col("merchant").to_owned()).await
    }
}
