//! The words under which offers are found, for those that are there already, and the way from a shop to its offers on show.

use app::backend::search;
use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::prelude::*;
use uuid::Uuid;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let shown = Index::create().name("offer_on_show").table("offer").col("merchant").col("state").col("days").to_owned();
        manager.create_index(shown).await?;
        let db = manager.get_connection();
        let offers = db.query_all_raw(Statement::from_string(db.get_database_backend(), "SELECT id, title, gives FROM offer")).await?;
        for row in offers {
            let (id, title, gives): (Uuid, String, String) = (row.try_get("", "id")?, row.try_get("", "title")?, row.try_get("", "gives")?);
            search::index(db, "offer", id, &[&title, &gives]).await?;
        }
        Ok(())
    }
}
