//! What every town starts with: default settings and the lists that pages are cached by. Written once; what the office changed stays.

use app::alliance::entity::setting;
use app::backend::list_version;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseConnection, DbErr, EntityTrait, PaginatorTrait, QueryFilter, TryInsertResult};
use uuid::Uuid;

const LISTS: [&str; 4] = ["settings", "districts", "merchants", "offers"];

/// Key, value (JSON): the starting values of `product.md`'s settings.
const SETTINGS: [(&str, &str); 1] = [("claims.hold_minutes", "240")];

/// Writes what is missing.
///
/// # Errors
/// The database is away.
pub async fn seed(db: &DatabaseConnection) -> Result<(), DbErr> {
    for list in LISTS {
        let row = list_version::ActiveModel { list: Set(list.to_owned()), version: Set(1) };
        let kept = OnConflict::column(list_version::Column::List).do_nothing().to_owned();
        let _: TryInsertResult<_> = list_version::Entity::insert(row).on_conflict(kept).try_insert().exec_without_returning(db).await?;
    }
    for (key, value) in SETTINGS {
        if setting::Entity::find().filter(setting::Column::Key.eq(key)).count(db).await? == 0 {
            let row = setting::ActiveModel {
                key: Set(key.to_owned()),
                value: Set(value.to_owned()),
                at: Set(0),
                by: Set(Uuid::nil()),
                reason: Set("starting value".to_owned()),
                ..Default::default()
            };
            setting::Entity::insert(row).exec_without_returning(db).await?;
        }
    }
    app::districts::starting_rows(db).await
}
