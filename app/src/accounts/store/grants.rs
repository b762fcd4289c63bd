//! Keeping grants: who holds which role where.

use super::persons::label;
use crate::accounts::entity::{grant, person};
use crate::backend::{AppError, new_id};
use rules::Instant;
use rules::accounts::{GrantRefusal, Wanted};
use rules::permits::{Grant, Place, Role, Standing};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr, UpdateMany, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// A role somebody holds now.
#[derive(Debug, Clone)]
pub struct Held {
    /// The grant, for taking it back.
    pub grant: Uuid,
    /// Who holds it.
    pub person: Uuid,
    /// `138****5678`, or the card number.
    pub label: String,
    /// The role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// Since when.
    pub from: Instant,
    /// Until when, if that was said.
    pub until: Option<Instant>,
}

/// Gives a role to a person; the acts that may do so ask the matrix first.
///
/// # Errors
/// They hold it already, or the database is away.
pub async fn give_grant(tx: &impl ConnectionTrait, to: Uuid, role: Role, place: Place, by: Uuid, now: Instant) -> Result<Uuid, AppError> {
    let id = new_id(now);
    let row = grant::ActiveModel {
        id: Set(id),
        person: Set(to),
        role: Set(role.code().to_owned()),
        place: Set(place),
        given_by: Set(by),
        from_at: Set(now.millis()),
        ..Default::default()
    };
    insert(tx, row, (to, role, place), now).await?;
    Ok(id)
}

/// Writes a grant. Nobody holds a role in one place twice; one that came to its end by itself is marked as ended and stands in nobody's way.
async fn insert(tx: &impl ConnectionTrait, row: grant::ActiveModel, of: (Uuid, Role, Place), now: Instant) -> Result<(), AppError> {
    let (person, role, place) = of;
    grant::Entity::update_many()
        .col_expr(grant::Column::RevokedAt, Expr::col(grant::Column::UntilAt))
        .filter(grant::Column::Person.eq(person))
        .filter(grant::Column::Role.eq(role.code()))
        .filter(in_place(place))
        .filter(grant::Column::RevokedAt.is_null())
        .filter(grant::Column::UntilAt.lte(now.millis()))
        .exec(tx)
        .await?;
    match grant::Entity::insert(row).exec_without_returning(tx).await {
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Err(GrantRefusal::HeldAlready.into()),
        done => Ok(done.map(drop)?),
    }
}

fn in_place(place: Place) -> Expr {
    match place {
        Some(place) => grant::Column::Place.eq(place),
        None => grant::Column::Place.is_null(),
    }
}

/// Takes a grant back in this place; false when there is no such grant here, or it had ended. It holds on every node from the next request on.
///
/// # Errors
/// The database is away.
pub async fn revoke_grant(tx: &impl ConnectionTrait, grant: Uuid, place: Place, by: Uuid, now: Instant) -> Result<bool, DbErr> {
    let done = revoking(by, now).filter(grant::Column::Id.eq(grant)).filter(in_place(place)).filter(holding(now)).exec(tx).await?;
    Ok(done.rows_affected == 1)
}

/// Grants being taken back, with whose act that was: the one way to do so. Those that have ended stay as they ended.
pub(in crate::accounts) fn revoking(by: Uuid, now: Instant) -> UpdateMany<grant::Entity> {
    let until = grant::Column::UntilAt;
    grant::Entity::update_many()
        .col_expr(grant::Column::RevokedAt, Expr::value(now.millis()))
        .col_expr(grant::Column::RevokedBy, Expr::value(by))
        .filter(grant::Column::RevokedAt.is_null())
        .filter(until.is_null().or(until.gt(now.millis())))
}

/// Who holds a role in this place now, oldest first: a shop's owners and clerks, a district's officers.
///
/// # Errors
/// The database is away.
pub async fn grants_of_place(db: &impl ConnectionTrait, place: Uuid, now: Instant) -> Result<Vec<Held>, DbErr> {
    let rows = grant::Entity::find().filter(grant::Column::Place.eq(place)).filter(holding(now)).order_by_asc(grant::Column::FromAt).all(db).await?;
    held(db, rows).await
}

/// The persons who hold this role in this place now: whom to tell.
///
/// # Errors
/// The database is away.
pub async fn holders(db: &impl ConnectionTrait, role: Role, place: Place, now: Instant) -> Result<Vec<Uuid>, DbErr> {
    let mut found = grant::Entity::find().filter(grant::Column::Role.eq(role.code())).filter(holding(now));
    if let Some(place) = place {
        found = found.filter(grant::Column::Place.eq(place));
    }
    let mut persons: Vec<Uuid> = found.all(db).await?.into_iter().map(|row| row.person).collect();
    persons.sort_unstable();
    persons.dedup();
    Ok(persons)
}

/// Grants of administrators that hold and have no end, each with its holder: without one of them nobody could give roles again. Locked, so that two who
/// take each other's role back at once do not both find the other: one that was taken back meanwhile, even a moment after `now`, does not count.
///
/// # Errors
/// The database is away.
pub async fn lasting_admins(tx: &impl ConnectionTrait, now: Instant) -> Result<Vec<(Uuid, Uuid)>, DbErr> {
    let lasting = grant::Entity::find().filter(grant::Column::Role.eq(Role::Admin.code())).filter(grant::Column::UntilAt.is_null());
    let rows =
        lasting.filter(holding(now)).filter(grant::Column::RevokedAt.is_null()).order_by_asc(grant::Column::Id).lock_exclusive().all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.person)).collect())
}

/// Grants that hold at that moment.
pub(in crate::accounts) fn holding(now: Instant) -> Condition {
    let (until, revoked) = (grant::Column::UntilAt, grant::Column::RevokedAt);
    Condition::all()
        .add(grant::Column::FromAt.lte(now.millis()))
        .add(until.is_null().or(until.gt(now.millis())))
        .add(revoked.is_null().or(revoked.gt(now.millis())))
}

/// The grants with their holders' labels.
async fn held(db: &impl ConnectionTrait, rows: Vec<grant::Model>) -> Result<Vec<Held>, DbErr> {
    let persons = person::Entity::find().filter(person::Column::Id.is_in(rows.iter().map(|row| row.person))).all(db).await?;
    let labels: HashMap<Uuid, String> = persons.iter().map(|row| (row.id, label(row))).collect();
    let known = rows.into_iter().filter_map(|row| {
        Some(Held {
            grant: row.id,
            person: row.person,
            label: labels.get(&row.person)?.clone(),
            role: Role::from_code(&row.role)?,
            place: row.place,
            from: Instant::from_millis(row.from_at),
            until: row.until_at.map(Instant::from_millis),
        })
    });
    Ok(known.collect())
}

/// Takes back every role of a person whose account ends; why it was given or taken back is forgotten.
pub(in crate::accounts) async fn revoke_all(tx: &impl ConnectionTrait, person: Uuid, by: Uuid, now: Instant) -> Result<(), DbErr> {
    revoking(by, now).filter(grant::Column::Person.eq(person)).exec(tx).await?;
    let nothing = || Expr::value(Value::String(None));
    let forgotten = grant::Entity::update_many().col_expr(grant::Column::Reason, nothing()).col_expr(grant::Column::RevokedReason, nothing());
    forgotten.filter(grant::Column::Person.eq(person)).exec(tx).await?;
    Ok(())
}

/// Everything a person may do and might have done, as the law sees it.
pub(in crate::accounts) async fn standing_of(db: &impl ConnectionTrait, person: Uuid) -> Result<Standing, DbErr> {
    let grants = grant::Entity::find().filter(grant::Column::Person.eq(person)).all(db).await?;
    Ok(Standing { grants: grants.iter().filter_map(as_grant).collect(), second_factor: false })
}

pub(in crate::accounts) fn as_grant(row: &grant::Model) -> Option<Grant> {
    Some(Grant {
        role: Role::from_code(&row.role)?,
        place: row.place,
        from: Instant::from_millis(row.from_at),
        until: row.until_at.map(Instant::from_millis),
        revoked_at: row.revoked_at.map(Instant::from_millis),
    })
}

/// Writes a grant given at the desk, with its reason and end.
pub(in crate::accounts) async fn record_grant(
    tx: &impl ConnectionTrait,
    id: Uuid,
    to: Uuid,
    wanted: &Wanted,
    by: Uuid,
    now: Instant,
) -> Result<(), AppError> {
    let row = grant::ActiveModel {
        id: Set(id),
        person: Set(to),
        role: Set(wanted.role.code().to_owned()),
        place: Set(wanted.place),
        given_by: Set(by),
        from_at: Set(now.millis()),
        until_at: Set(wanted.until.map(Instant::millis)),
        reason: Set(Some(wanted.reason.clone())),
        ..Default::default()
    };
    insert(tx, row, (to, wanted.role, wanted.place), now).await
}

/// A grant by its id, if it holds.
pub(in crate::accounts) async fn grant_in_force(db: &impl ConnectionTrait, id: Uuid, now: Instant) -> Result<Option<grant::Model>, DbErr> {
    grant::Entity::find_by_id(id).filter(holding(now)).one(db).await
}

/// Writes down why a grant was taken back.
pub(in crate::accounts) async fn record_revocation_reason(tx: &impl ConnectionTrait, grant: Uuid, reason: &str) -> Result<(), DbErr> {
    grant::Entity::update_many().col_expr(grant::Column::RevokedReason, Expr::value(reason)).filter(grant::Column::Id.eq(grant)).exec(tx).await?;
    Ok(())
}

/// The grants of these roles, newest first: those that hold, or those that have ended.
pub(in crate::accounts) async fn grants_of_roles(
    db: &impl ConnectionTrait,
    roles: &[Role],
    ended: bool,
    now: Instant,
) -> Result<Vec<grant::Model>, DbErr> {
    let state = if ended { holding(now).not() } else { holding(now) };
    let codes = roles.iter().map(|role| role.code());
    let found = grant::Entity::find().filter(grant::Column::Role.is_in(codes)).filter(state);
    found.order_by_desc(grant::Column::FromAt).limit(200).all(db).await
}
