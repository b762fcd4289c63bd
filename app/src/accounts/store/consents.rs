//! Keeping what people agreed to.

use crate::accounts::entity::consent;
use crate::backend::new_id;
use rules::Instant;
use rules::accounts::{NOTICE_VERSION, Purpose};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Whether the person agrees to this now.
///
/// # Errors
/// The database is away.
pub async fn agrees(db: &impl ConnectionTrait, person: Uuid, purpose: Purpose) -> Result<bool, DbErr> {
    Ok(consents_of(db, person).await?.iter().any(|row| row.purpose == purpose.code() && row.withdrawn_at.is_none()))
}

/// A question's column: whether the person named by another column agrees to this now.
pub(in crate::accounts) fn agreed_by(person: Expr, purpose: Purpose) -> Expr {
    let standing = Query::select()
        .expr(Expr::val(1))
        .from(consent::Entity)
        .and_where(Expr::col((consent::Entity, consent::Column::Person)).eq(person))
        .and_where(consent::Column::Purpose.eq(purpose.code()))
        .and_where(consent::Column::WithdrawnAt.is_null())
        .take();
    Expr::exists(standing)
}

/// All consents of a person, oldest first, also those withdrawn.
///
/// # Errors
/// The database is away.
pub async fn consents_of(db: &impl ConnectionTrait, person: Uuid) -> Result<Vec<consent::Model>, DbErr> {
    consent::Entity::find().filter(consent::Column::Person.eq(person)).order_by_asc(consent::Column::Id).all(db).await
}

/// Writes a consent, unless it holds already; `taken_by` is the officer at a counter, or the person.
///
/// # Errors
/// The database is away.
pub async fn record_consent(tx: &impl ConnectionTrait, person: Uuid, purpose: Purpose, taken_by: Uuid, now: Instant) -> Result<(), DbErr> {
    if agrees(tx, person, purpose).await? {
        return Ok(());
    }
    let row = consent::ActiveModel {
        id: Set(new_id(now)),
        person: Set(person),
        purpose: Set(purpose.code().to_owned()),
        version: Set(NOTICE_VERSION),
        given_at: Set(now.millis()),
        taken_by: Set(taken_by),
        withdrawn_at: Set(None),
    };
    consent::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Withdraws a consent.
///
/// # Errors
/// The database is away.
pub async fn withdraw_consent(tx: &impl ConnectionTrait, person: Uuid, purpose: Purpose, now: Instant) -> Result<(), DbErr> {
    consent::Entity::update_many()
        .col_expr(consent::Column::WithdrawnAt, Expr::value(now.millis()))
        .filter(consent::Column::Person.eq(person))
        .filter(consent::Column::Purpose.eq(purpose.code()))
        .filter(consent::Column::WithdrawnAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets all consents of a person whose account ends.
pub(in crate::accounts) async fn forget_consents(tx: &impl ConnectionTrait, person: Uuid) -> Result<(), DbErr> {
    consent::Entity::delete_many().filter(consent::Column::Person.eq(person)).exec(tx).await?;
    Ok(())
}
