//! The end of an account: the record of the person is emptied, so that tallies and ledger lines stay without the person.

use super::{consents, factors, grants, slips};
use crate::accounts::entity::{person, session};
use rules::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Value};
use uuid::Uuid;

/// Empties the person's record and takes everything away that opens the account. The random id stays, and means nobody.
///
/// # Errors
/// The database is away.
pub async fn close_account(tx: &impl ConnectionTrait, id: Uuid, by: Uuid, now: Instant) -> Result<(), DbErr> {
    use person::Column::{BirthYear, Card, Community, DeletedAt, Mobile, PasswordHash, Proof, ProofAt, ProofBy};
    person::Entity::update_many()
        .col_expr(Mobile, Expr::value(Value::String(None)))
        .col_expr(Card, Expr::value(Value::String(None)))
        .col_expr(PasswordHash, Expr::value(Value::String(None)))
        .col_expr(Proof, Expr::value("none"))
        .col_expr(ProofBy, Expr::value(Value::Uuid(None)))
        .col_expr(ProofAt, Expr::value(Value::BigInt(None)))
        .col_expr(Community, Expr::value(Value::Uuid(None)))
        .col_expr(BirthYear, Expr::value(Value::Int(None)))
        .col_expr(DeletedAt, Expr::value(now.millis()))
        .filter(person::Column::Id.eq(id))
        .exec(tx)
        .await?;
    session::Entity::delete_many().filter(session::Column::Person.eq(id)).exec(tx).await?;
    factors::forget_factor(tx, id).await?;
    slips::forget_codes(tx, id).await?;
    consents::forget_consents(tx, id).await?;
    grants::revoke_all(tx, id, by, now).await
}

/// The accounts that were closed since that moment.
///
/// # Errors
/// The database is away.
pub async fn closed_since(db: &impl ConnectionTrait, moment: Instant) -> Result<Vec<Uuid>, DbErr> {
    let closed = person::Entity::find().select_only().column(person::Column::Id).filter(person::Column::DeletedAt.gte(moment.millis()));
    closed.into_tuple().all(db).await
}
