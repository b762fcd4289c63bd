//! Votes, their rolls and ballots while they are open and afterwards, papers, and the public keys of receipts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, integer, string, string_null, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(vote()).await?;
        app::voting::create_tables(manager.get_connection()).await?;
        manager.create_table(paper_entry()).await?;
        let key = Table::create().table("receipt_key").col(string("key").primary_key()).col(big_integer("since")).to_owned();
        manager.create_table(key).await?;
        for (name, columns) in
            [("vote_meeting", ["meeting", "made_at"]), ("vote_subject", ["subject", "made_at"]), ("vote_due", ["state", "closes_at"])]
        {
            let mut index = Index::create().name(name).table("vote").to_owned();
            for column in columns {
                index.col(column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn vote() -> TableCreateStatement {
    Table::create()
        .table("vote")
        .col(uuid("id").primary_key())
        .col(string("about").check(Expr::col("about").is_in(["item", "meeting_channel", "residents_channel"])))
        .col(uuid_null("meeting"))
        .col(uuid("subject"))
        .col(uuid_null("place"))
        .col(string("state").check(Expr::col("state").is_in(["prepared", "open", "closed", "cleaning", "appeal", "counted", "published"])))
        .col(string("question"))
        .col(text("form"))
        .col(text("recused"))
        .col(text_null("card"))
        .col(string_null("seed"))
        .col(big_integer_null("opens_at"))
        .col(big_integer_null("closes_at"))
        .col(big_integer_null("closed_at"))
        .col(text_null("header"))
        .col(string_null("root"))
        .col(big_integer_null("appeal_until"))
        .col(boolean("links_destroyed"))
        .col(boolean("rewritten"))
        .col(boolean("compacted"))
        .col(uuid_null("counted_by"))
        .col(uuid_null("published_by"))
        .col(big_integer_null("published_at"))
        .col(text_null("result"))
        .col(string_null("outcome"))
        .col(big_integer("made_at"))
        .to_owned()
}

fn paper_entry() -> TableCreateStatement {
    Table::create()
        .table("paper_entry")
        .col(uuid("vote"))
        .col(integer("number").check(Expr::col("number").gt(0)))
        .col(integer("turn").check(Expr::col("turn").between(1, 3)))
        .col(uuid("by"))
        .col(text("choice"))
        .primary_key(Index::create().col("vote").col("number").col("turn"))
        .foreign_key(ForeignKey::create().from("paper_entry", "vote").to("vote", "id"))
        .to_owned()
}
