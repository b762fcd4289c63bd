//! Members' hidden numbers.

use super::TRIES;
use crate::claims::entity::member_number;
use rules::claims::MemberNumber;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, TryInsertResult};
use uuid::Uuid;

/// A person's hidden number, if they ever asked for a member code.
///
/// # Errors
/// The database is away.
pub async fn member_number(db: &impl ConnectionTrait, person: Uuid) -> Result<Option<MemberNumber>, DbErr> {
    let row = member_number::Entity::find_by_id(person).one(db).await?;
    Ok(row.and_then(|row| u32::try_from(row.number).ok()).map(MemberNumber::new))
}

/// Writes a person's hidden number; the old one stays when there is one.
///
/// # Errors
/// The database is away.
pub async fn record_member(tx: &impl ConnectionTrait, person: Uuid) -> Result<(), DbErr> {
    for _ in 0..TRIES {
        let number = MemberNumber::new(rand::random());
        let row = member_number::ActiveModel { person: Set(person), number: Set(i64::from(number.get())) };
        let once = OnConflict::new().do_nothing().to_owned();
        let _: TryInsertResult<_> = member_number::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(tx).await?;
        if member_number(tx, person).await?.is_some() {
            break;
        }
    }
    Ok(())
}

/// The person behind one of these hidden numbers, each with its number.
///
/// # Errors
/// The database is away.
pub async fn members_by_numbers(db: &impl ConnectionTrait, numbers: &[MemberNumber]) -> Result<Vec<Uuid>, DbErr> {
    let numbers = numbers.iter().map(|number| i64::from(number.get()));
    let rows = member_number::Entity::find().filter(member_number::Column::Number.is_in(numbers)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.person).collect())
}
