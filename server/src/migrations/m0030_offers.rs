//! Offers with their shops and story; runs, claims with their story, redemptions, visits, complaints, member numbers, chosen offers.

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
        for table in [offer(), offer_shop(), story("offer_story", "offer"), run(), claim(), story("claim_story", "claim")] {
            manager.create_table(table).await?;
        }
        for table in [redemption(), visit(), complaint(), member_number(), chosen()] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(*name).table(*table).to_owned();
            for column in *columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        let db = manager.get_connection();
        for unique in PARTLY_UNIQUE {
            db.execute_unprepared(unique).await?;
        }
        Ok(())
    }
}

const INDEXES: &[(&str, &str, &[&str])] = &[
    ("offer_merchant", "offer", &["merchant", "made_at"]),
    ("offer_state", "offer", &["state", "state_since"]),
    ("offer_shop_merchant", "offer_shop", &["merchant"]),
    ("offer_story_offer", "offer_story", &["offer", "at"]),
    ("claim_person", "claim", &["person", "made_at"]),
    ("claim_run", "claim", &["offer", "first_day", "person"]),
    ("claim_due", "claim", &["state", "until_at"]),
    ("claim_story_claim", "claim_story", &["claim", "at"]),
    ("redemption_merchant", "redemption", &["merchant", "at"]),
    ("redemption_claim", "redemption", &["claim"]),
    ("visit_person", "visit", &["person", "at"]),
    ("visit_merchant", "visit", &["merchant", "at"]),
    ("visit_redemption", "visit", &["redemption"]),
    ("complaint_merchant", "complaint", &["merchant", "settled_at"]),
];

/// One redemption per claim unless it was undone; a person's claims of a run that count have different places below the limit.
const PARTLY_UNIQUE: [&str; 2] = [
    "CREATE UNIQUE INDEX redemption_once ON redemption (claim) WHERE undone_at IS NULL",
    "CREATE UNIQUE INDEX claim_slot ON claim (offer, first_day, person, slot) WHERE state IN ('held', 'redeemed')",
];

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

fn offer() -> TableCreateStatement {
    table("offer")
        .col(uuid("id").primary_key())
        .col(uuid("merchant"))
        .col(string("state").check(Expr::col("state").is_in(["draft", "submitted", "returned", "approved", "ended", "withdrawn"])))
        .col(big_integer("state_since"))
        .col(integer("version"))
        .col(big_integer("made_at"))
        .col(string("kind").check(Expr::col("kind").is_in(["spend_off", "discount", "off", "gift", "service"])))
        .col(big_integer_null("spend_fen"))
        .col(big_integer_null("off_fen"))
        .col(integer_null("pays"))
        .col(string_null("item"))
        .col(string("title"))
        .col(text("gives"))
        .col(text("conditions"))
        .col(integer_null("stock").check(Expr::col("stock").gt(0)))
        .col(text("releases"))
        .col(integer("per_person").check(Expr::col("per_person").gt(0)))
        .col(string("audience").check(Expr::col("audience").is_in(["everyone", "sixty_plus", "community"])))
        .col(uuid_null("community"))
        .col(string("proof").check(Expr::col("proof").is_in(["none", "number", "person"])))
        .col(text("hours"))
        .col(string("way").check(Expr::col("way").is_in(["claim_first", "walk_in"])))
        .col(boolean("chain"))
        .col(string("days").check(Expr::col("days").is_in(["member_day", "every_month", "range"])))
        .col(string_null("month"))
        .col(string_null("first_day"))
        .col(string_null("last_day"))
        .foreign_key(ForeignKey::create().from("offer", "merchant").to("merchant", "id"))
        .to_owned()
}

fn offer_shop() -> TableCreateStatement {
    table("offer_shop")
        .col(uuid("offer"))
        .col(uuid("merchant"))
        .col(integer("place"))
        .primary_key(Index::create().col("offer").col("merchant"))
        .foreign_key(ForeignKey::create().from("offer_shop", "offer").to("offer", "id"))
        .foreign_key(ForeignKey::create().from("offer_shop", "merchant").to("merchant", "id"))
        .to_owned()
}

fn story(name: &'static str, of: &'static str) -> TableCreateStatement {
    table(name)
        .col(uuid("id").primary_key())
        .col(uuid(of))
        .col(string("act"))
        .col(uuid("person"))
        .col(big_integer("at"))
        .col(text_null("reason"))
        .col(big_integer("settings"))
        .foreign_key(ForeignKey::create().from(name, of).to(of, "id"))
        .to_owned()
}

fn run() -> TableCreateStatement {
    table("offer_run")
        .col(uuid("offer"))
        .col(string("first_day"))
        .col(integer("taken").check(Expr::col("taken").gte(0)))
        .col(integer_null("stock"))
        .primary_key(Index::create().col("offer").col("first_day"))
        .check(Expr::col("stock").is_null().or(Expr::col("taken").lte(Expr::col("stock"))))
        .foreign_key(ForeignKey::create().from("offer_run", "offer").to("offer", "id"))
        .to_owned()
}

fn claim() -> TableCreateStatement {
    table("claim")
        .col(uuid("id").primary_key())
        .col(big_integer("number").unique_key())
        .col(uuid("offer"))
        .col(string("first_day"))
        .col(uuid("merchant"))
        .col(uuid("person"))
        .col(integer("slot").check(Expr::col("slot").gte(0)))
        .col(string("state").check(Expr::col("state").is_in(["held", "redeemed", "released", "expired"])))
        .col(big_integer("state_since"))
        .col(big_integer("made_at"))
        .col(big_integer("until_at"))
        .col(string("day"))
        .col(boolean("walk_in"))
        .foreign_key(ForeignKey::create().from("claim", ("offer", "first_day")).to("offer_run", ("offer", "first_day")))
        .foreign_key(ForeignKey::create().from("claim", "merchant").to("merchant", "id"))
        .foreign_key(ForeignKey::create().from("claim", "person").to("person", "id"))
        .to_owned()
}

fn redemption() -> TableCreateStatement {
    table("redemption")
        .col(uuid("id").primary_key())
        .col(uuid("claim"))
        .col(uuid("merchant"))
        .col(uuid("clerk"))
        .col(big_integer("at"))
        .col(big_integer_null("undone_at"))
        .foreign_key(ForeignKey::create().from("redemption", "claim").to("claim", "id"))
        .to_owned()
}

fn visit() -> TableCreateStatement {
    table("visit")
        .col(uuid("id").primary_key())
        .col(uuid("person"))
        .col(uuid("merchant"))
        .col(big_integer("at"))
        .col(string("kind").check(Expr::col("kind").is_in(["redemption", "member_code"])))
        .col(uuid_null("redemption"))
        .col(big_integer_null("struck_at"))
        .foreign_key(ForeignKey::create().from("visit", "merchant").to("merchant", "id"))
        .to_owned()
}

fn complaint() -> TableCreateStatement {
    table("complaint")
        .col(uuid("id").primary_key())
        .col(uuid("claim").unique_key())
        .col(uuid("merchant"))
        .col(uuid("person"))
        .col(big_integer("at"))
        .col(text("words"))
        .col(string_null("verdict").check(Expr::col("verdict").is_in(["upheld", "rejected"])))
        .col(big_integer_null("settled_at"))
        .col(uuid_null("settled_by"))
        .col(text_null("reason"))
        .foreign_key(ForeignKey::create().from("complaint", "claim").to("claim", "id"))
        .to_owned()
}

fn member_number() -> TableCreateStatement {
    table("member_number")
        .col(uuid("person").primary_key())
        .col(big_integer("number").unique_key())
        .foreign_key(ForeignKey::create().from("member_number", "person").to("person", "id"))
        .to_owned()
}

fn chosen() -> TableCreateStatement {
    table("chosen_offer")
        .col(uuid("person"))
        .col(uuid("offer"))
        .col(big_integer("at"))
        .primary_key(Index::create().col("person").col("offer"))
        .foreign_key(ForeignKey::create().from("chosen_offer", "person").to("person", "id"))
        .foreign_key(ForeignKey::create().from("chosen_offer", "offer").to("offer", "id"))
        .to_owned()
}
