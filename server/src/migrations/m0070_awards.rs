//! Awards: editions with their categories, nominations, candidates, results and story.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, integer_null, string, string_null, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [edition(), category(), nomination(), candidate(), result(), story()] {
            manager.create_table(table).await?;
        }
        for (name, table, columns, unique) in INDEXES {
            let mut index = Index::create().name(*name).table(*table).to_owned();
            for column in *columns {
                index.col(*column);
            }
            if *unique {
                index.unique();
            }
            manager.create_index(index).await?;
        }
        super::append_only(manager.get_connection(), "award_result").await
    }
}

/// A voice nominates a merchant once; a number on the ballot and a place in the ranking belong to one candidate each.
const INDEXES: &[(&str, &str, &[&str], bool)] = &[
    ("award_category_edition", "award_category", &["edition", "position"], false),
    ("award_nomination_voice", "award_nomination", &["category", "merchant", "voice"], true),
    ("award_nomination_person", "award_nomination", &["person", "at"], false),
    ("award_candidate_number", "award_candidate", &["category", "number"], true),
    ("award_result_position", "award_result", &["category", "position"], true),
    ("award_story_edition", "award_story", &["edition", "at"], false),
];

const DISTRICTS: [&str; 3] = ["wanda", "xianjing", "haishang"];

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

fn edition() -> TableCreateStatement {
    let weights = Expr::col("meeting_weight").add(Expr::col("residents_weight")).add(Expr::col("facts_weight"));
    table("award_edition")
        .col(uuid("id").primary_key())
        .col(string("title"))
        .col(text("about"))
        .col(integer("meeting_weight").check(Expr::col("meeting_weight").gte(0)))
        .col(integer("residents_weight").check(Expr::col("residents_weight").gte(0)))
        .col(integer("facts_weight").check(Expr::col("facts_weight").gte(0)))
        .col(string("nominate_day"))
        .col(string("shortlist_day"))
        .col(string("vote_day"))
        .col(string("count_day"))
        .col(string("appeal_day"))
        .col(string("publish_day"))
        .col(integer("member_days"))
        .col(integer("upheld_most"))
        .col(integer("unsuspended_days"))
        .col(big_integer("settings"))
        .col(big_integer("made_at"))
        .col(big_integer_null("announced_at"))
        .col(big_integer_null("published_at"))
        .check(weights.eq(100))
        .to_owned()
}

fn category() -> TableCreateStatement {
    table("award_category")
        .col(uuid("id").primary_key())
        .col(uuid("edition"))
        .col(string("title"))
        .col(integer("places").check(Expr::col("places").gt(0)))
        .col(integer_null("district_cap").check(Expr::col("district_cap").gt(0)))
        .col(integer("most").check(Expr::col("most").gt(0)))
        .col(integer("position"))
        .col(uuid_null("meeting"))
        .col(big_integer_null("shortlisted_at"))
        .col(string_null("seed"))
        .col(string_null("root"))
        .foreign_key(ForeignKey::create().from("award_category", "edition").to("award_edition", "id"))
        .to_owned()
}

fn nomination() -> TableCreateStatement {
    table("award_nomination")
        .col(uuid("id").primary_key())
        .col(uuid("category"))
        .col(uuid("merchant"))
        .col(string("nominator").check(Expr::col("nominator").is_in(["merchant", "resident", "own"])))
        .col(uuid("person"))
        .col(uuid("voice"))
        .col(uuid_null("on_part_of"))
        .col(text("why"))
        .col(big_integer("at"))
        .foreign_key(ForeignKey::create().from("award_nomination", "category").to("award_category", "id"))
        .foreign_key(ForeignKey::create().from("award_nomination", "merchant").to("merchant", "id"))
        .to_owned()
}

fn candidate() -> TableCreateStatement {
    table("award_candidate")
        .col(uuid("category"))
        .col(uuid("merchant"))
        .col(integer("number").check(Expr::col("number").gt(0)))
        .col(string("name"))
        .col(string("district").check(Expr::col("district").is_in(DISTRICTS)))
        .primary_key(Index::create().col("category").col("merchant"))
        .foreign_key(ForeignKey::create().from("award_candidate", "category").to("award_category", "id"))
        .foreign_key(ForeignKey::create().from("award_candidate", "merchant").to("merchant", "id"))
        .to_owned()
}

fn result() -> TableCreateStatement {
    table("award_result")
        .col(uuid("category"))
        .col(uuid("merchant"))
        .col(integer("position"))
        .col(big_integer("meeting_naming"))
        .col(big_integer("meeting_valid"))
        .col(big_integer("residents_naming"))
        .col(big_integer("residents_valid"))
        .col(integer_null("claims_honoured"))
        .col(integer_null("pledges_kept"))
        .col(integer_null("needs_answered"))
        .col(integer_null("rating"))
        .col(integer("points"))
        .col(integer_null("place"))
        .col(boolean("passed_over"))
        .primary_key(Index::create().col("category").col("merchant"))
        .foreign_key(ForeignKey::create().from("award_result", ("category", "merchant")).to("award_candidate", ("category", "merchant")))
        .to_owned()
}

fn story() -> TableCreateStatement {
    table("award_story")
        .col(uuid("id").primary_key())
        .col(uuid("edition"))
        .col(uuid_null("category"))
        .col(string("act"))
        .col(uuid("person"))
        .col(big_integer("at"))
        .col(text_null("reason"))
        .foreign_key(ForeignKey::create().from("award_story", "edition").to("award_edition", "id"))
        .to_owned()
}
