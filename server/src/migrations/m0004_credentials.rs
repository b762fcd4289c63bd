//! Second factors, recovery codes, one-time slips, codes by SMS and at the counter, consents; the reasons of grants.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary, binary_uniq, integer, string, text_null, uuid};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

fn of_person(name: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(name, "person").to("person", "id").to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("second_factor")
                    .col(uuid("person").primary_key())
                    .col(binary("secret"))
                    .col(big_integer("begun_at"))
                    .col(big_integer_null("confirmed_at"))
                    .col(big_integer("last_step"))
                    .foreign_key(&mut of_person("second_factor"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("recovery_code")
                    .col(binary("digest").primary_key())
                    .col(uuid("person"))
                    .col(big_integer_null("used_at"))
                    .foreign_key(&mut of_person("recovery_code"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("recovery_code_person").table("recovery_code").col("person").to_owned()).await?;
        manager
            .create_table(
                table("account_slip")
                    .col(uuid("id").primary_key())
                    .col(binary_uniq("digest"))
                    .col(uuid("person"))
                    .col(string("purpose").check(Expr::col("purpose").is_in(["password", "number", "second_factor"])))
                    .col(uuid("issued_by"))
                    .col(big_integer("issued_at"))
                    .col(big_integer("ends_at"))
                    .col(big_integer_null("used_at"))
                    .foreign_key(&mut of_person("account_slip"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("account_slip_person").table("account_slip").col("person").to_owned()).await?;
        manager
            .create_table(table("phone_code").col(binary("id").primary_key()).col(binary("digest")).col(big_integer("ends_at")).to_owned())
            .await?;
        manager
            .create_table(
                table("sms_outbox")
                    .col(uuid("id").primary_key())
                    .col(binary("message"))
                    .col(big_integer("ends_at"))
                    .col(big_integer("next_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("person_code")
                    .col(uuid("person").primary_key())
                    .col(binary_uniq("digest"))
                    .col(big_integer("ends_at"))
                    .foreign_key(&mut of_person("person_code"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("consent")
                    .col(uuid("id").primary_key())
                    .col(uuid("person"))
                    .col(string("purpose"))
                    .col(integer("version"))
                    .col(big_integer("given_at"))
                    .col(uuid("taken_by"))
                    .col(big_integer_null("withdrawn_at"))
                    .foreign_key(&mut of_person("consent"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("consent_person").table("consent").col("person").col("purpose").to_owned()).await?;
        // SQLite adds one column at a time.
        for reason in ["reason", "revoked_reason"] {
            manager.alter_table(Table::alter().table("role_grant").add_column(text_null(reason)).to_owned()).await?;
        }
        Ok(())
    }
}
