//! Merchants with their story, the words under which records are found, and files by content.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, integer, pk_auto, small_integer_null, string, string_null, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(merchant()).await?;
        let unique = Index::create().name("merchant_identity").table("merchant").col("district").col("credit_code").unique().to_owned();
        manager.create_index(unique).await?;
        manager.create_index(Index::create().name("merchant_walk").table("merchant").col("walk").col("id").to_owned()).await?;
        manager.create_index(Index::create().name("merchant_name").table("merchant").col("district").col("name_key").to_owned()).await?;
        manager.create_index(Index::create().name("merchant_applicant").table("merchant").col("applicant").to_owned()).await?;
        let story = Table::create()
            .table("merchant_story")
            .col(pk_auto("line").big_integer())
            .col(uuid("merchant"))
            .col(string("act"))
            .col(uuid("person"))
            .col(big_integer("at"))
            .col(text_null("grounds"))
            .foreign_key(ForeignKey::create().from("merchant_story", "merchant").to("merchant", "id"))
            .to_owned();
        manager.create_table(story).await?;
        manager.create_index(Index::create().name("merchant_story_merchant").table("merchant_story").col("merchant").to_owned()).await?;
        let token = Table::create()
            .table("search_token")
            .col(string("token"))
            .col(string("kind"))
            .col(uuid("record"))
            .primary_key(Index::create().col("token").col("kind").col("record"))
            .to_owned();
        manager.create_table(token).await?;
        manager.create_index(Index::create().name("search_token_record").table("search_token").col("kind").col("record").to_owned()).await?;
        let file = Table::create()
            .table("file")
            .col(string("hash").primary_key())
            .col(string("media_type"))
            .col(binary("bytes"))
            .col(integer("width"))
            .col(integer("height"))
            .col(big_integer("at"))
            .to_owned();
        manager.create_table(file).await
    }
}

fn merchant() -> TableCreateStatement {
    let states = ["listed", "applied", "returned", "declined", "active", "suspended", "left"];
    Table::create()
        .table("merchant")
        .col(uuid("id").primary_key())
        .col(string("district").check(Expr::col("district").is_in(["wanda", "xianjing", "haishang"])))
        .col(string("credit_code"))
        .col(string("state").check(Expr::col("state").is_in(states)))
        .col(big_integer("state_at"))
        .col(string("name"))
        .col(string("name_key"))
        .col(string("category"))
        .col(string_null("unit"))
        .col(small_integer_null("floor"))
        .col(string("walk"))
        .col(string_null("phone"))
        .col(text_null("hours"))
        .col(string_null("contact"))
        .col(text("edited"))
        .col(string_null("photo"))
        .col(uuid_null("applicant"))
        .col(big_integer("created_at"))
        .to_owned()
}
