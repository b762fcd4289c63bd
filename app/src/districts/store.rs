//! Keeping communities, and what every town starts with.

use super::entity::{charter_version, community};
use rules::charter::CharterRefusal;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, TryInsertResult};
use uuid::Uuid;

/// All communities in their order.
///
/// # Errors
/// The database is away.
pub async fn communities(db: &impl ConnectionTrait) -> Result<Vec<community::Model>, DbErr> {
    community::Entity::find().order_by_asc(community::Column::Position).all(db).await
}

/// The name of a community; nothing for an unknown one.
///
/// # Errors
/// The database is away.
pub async fn community_name(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<String>, DbErr> {
    Ok(community::Entity::find_by_id(id).one(db).await?.map(|row| row.name))
}

/// Writes a new community at the end of the list, or renames one.
pub(super) async fn record_community(tx: &impl ConnectionTrait, id: Uuid, name: &str) -> Result<Result<(), CharterRefusal>, DbErr> {
    let namesake = community::Entity::find().filter(community::Column::Name.eq(name)).one(tx).await?;
    if namesake.is_some_and(|other| other.id != id) {
        return Ok(Err(CharterRefusal::CommunityKnown));
    }
    let position = i32::try_from(community::Entity::find().count(tx).await?).unwrap_or(i32::MAX);
    let row = community::ActiveModel { id: Set(id), name: Set(name.to_owned()), position: Set(position) };
    let renamed = OnConflict::column(community::Column::Id).update_column(community::Column::Name).to_owned();
    community::Entity::insert(row).on_conflict(renamed).exec_without_returning(tx).await?;
    Ok(Ok(()))
}

/// Named in the sub-district's report of January 2022; the office enters the others.
const KNOWN: [(u128, &str); 3] = [
    (0x636f_6d6d_756e_8000_8000_0000_0000_0001, "兴隆街社区"),
    (0x636f_6d6d_756e_8000_8000_0000_0000_0002, "华茂社区"),
    (0x636f_6d6d_756e_8000_8000_0000_0000_0003, "友谊社区"),
];

/// Writes the communities named in the report and the first version of the charter, once.
///
/// # Errors
/// The database is away.
pub async fn starting_rows(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    if charter_version::Entity::find().count(db).await? > 0 {
        return Ok(());
    }
    for (position, (id, name)) in KNOWN.into_iter().enumerate() {
        let row = community::ActiveModel { id: Set(Uuid::from_u128(id)), name: Set(name.to_owned()), position: Set(position as i32) };
        let kept = OnConflict::column(community::Column::Id).do_nothing().to_owned();
        let _: TryInsertResult<_> = community::Entity::insert(row).on_conflict(kept).try_insert().exec_without_returning(db).await?;
    }
    let first = charter_version::ActiveModel {
        id: Set(Uuid::from_u128(0x6368_6172_7465_8000_8000_0000_0000_0001)),
        number: Set(1),
        text: Set(include_str!("charter.zh-CN.md").to_owned()),
        text_en: Set(Some(include_str!("charter.en.md").to_owned())),
        at: Set(0),
        by: Set(Uuid::nil()),
        reason: Set("首版".to_owned()),
    };
    let kept = OnConflict::column(charter_version::Column::Number).do_nothing().to_owned();
    let _: TryInsertResult<_> = charter_version::Entity::insert(first).on_conflict(kept).try_insert().exec_without_returning(db).await?;
    Ok(())
}
