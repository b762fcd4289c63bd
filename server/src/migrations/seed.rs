//! What every town starts with: default settings and the lists that pages are cached by. Written once; what the office changed stays.

use app::backend::list_version;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DatabaseConnection, DbErr, EntityTrait, TryInsertResult};

/// The lists that pages are cached by.
pub const LISTS: &[&str] = &["settings", "districts", "merchants", "offers", "meetings", "awards"];

/// Writes what is missing.
///
/// # Errors
/// The database is away.
pub async fn seed(db: &DatabaseConnection) -> Result<(), DbErr> {
    for &list in LISTS {
        let row = list_version::ActiveModel { list: Set(list.to_owned()), version: Set(1) };
        let kept = OnConflict::column(list_version::Column::List).do_nothing().to_owned();
        let _: TryInsertResult<_> = list_version::Entity::insert(row).on_conflict(kept).try_insert().exec_without_returning(db).await?;
    }
    app::alliance::starting_rows(db).await?;
    app::districts::starting_rows(db).await
}
