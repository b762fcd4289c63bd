//! Persons, grants, sessions, counted tries.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, boolean, integer, integer_null, string, string_null, text_null, uuid, uuid_null,
};

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
                    .table("person")
                    .col(uuid("id").primary_key())
                    .col(string_null("mobile").unique_key())
                    .col(string_null("card").unique_key())
                    .col(text_null("password_hash"))
                    .col(string("proof").check(Expr::col("proof").is_in(["none", "sms", "counter", "register"])))
                    .col(uuid_null("proof_by"))
                    .col(big_integer_null("proof_at"))
                    .col(uuid_null("community"))
                    .col(integer_null("birth_year"))
                    .col(big_integer("joined_at"))
                    .col(big_integer_null("deleted_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("role_grant")
                    .col(uuid("id").primary_key())
                    .col(uuid("person"))
                    .col(string("role"))
                    .col(uuid_null("place"))
                    .col(uuid("given_by"))
                    .col(big_integer("from_at"))
                    .col(big_integer_null("until_at"))
                    .col(big_integer_null("revoked_at"))
                    .foreign_key(ForeignKey::create().from("role_grant", "person").to("person", "id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("role_grant_person").table("role_grant").col("person").to_owned()).await?;
        manager.create_index(Index::create().name("role_grant_place").table("role_grant").col("place").col("role").to_owned()).await?;
        manager
            .create_table(
                Table::create()
                    .table("session")
                    .col(uuid("id").primary_key())
                    .col(binary("token").unique_key())
                    .col(uuid("person"))
                    .col(big_integer("began_at"))
                    .col(big_integer("fresh_at"))
                    .col(big_integer("seen_at"))
                    .col(big_integer("ends_at"))
                    .col(boolean("second_factor"))
                    .foreign_key(ForeignKey::create().from("session", "person").to("person", "id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("session_person").table("session").col("person").to_owned()).await?;
        manager
            .create_table(Table::create().table("tries").col(binary("id").primary_key()).col(big_integer("since")).col(integer("count")).to_owned())
            .await
    }
}
