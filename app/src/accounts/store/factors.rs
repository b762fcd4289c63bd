//! Keeping second factors and recovery codes.

use crate::accounts::entity::{recovery_code, second_factor};
use crate::accounts::{sealed, totp};
use crate::backend::{AppError, Keys};
use rules::Instant;
use rules::accounts::{AccountRefusal, FactorCode, RECOVERY_CODES, RecoveryCode};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, TryInsertResult};
use uuid::Uuid;

const PURPOSE: &str = "second factor secret";

/// How far a person's second factor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::accounts) enum Factor {
    /// There is none.
    Missing,
    /// Made, but no code was shown yet.
    Begun,
    /// In use.
    Confirmed,
}

/// How far a person's second factor is.
pub(in crate::accounts) async fn factor_of(db: &impl ConnectionTrait, person: Uuid) -> Result<Factor, DbErr> {
    let row = second_factor::Entity::find_by_id(person).one(db).await?;
    Ok(row.map_or(Factor::Missing, |row| if row.confirmed_at.is_some() { Factor::Confirmed } else { Factor::Begun }))
}

/// Makes a new secret that does not count before its first code is shown; one in use is never replaced.
pub(in crate::accounts) async fn begin_factor(tx: &impl ConnectionTrait, keys: &Keys, person: Uuid, now: Instant) -> Result<Vec<u8>, AppError> {
    if factor_of(tx, person).await? == Factor::Confirmed {
        return Err(AccountRefusal::FactorKnown.into());
    }
    let secret: [u8; totp::SECRET] = rand::random();
    let row = second_factor::ActiveModel {
        person: Set(person),
        secret: Set(sealed::seal(keys, PURPOSE, person.as_bytes(), &secret)?),
        begun_at: Set(now.millis()),
        confirmed_at: Set(None),
        last_step: Set(0),
    };
    use second_factor::Column::{BegunAt, ConfirmedAt, Secret};
    let unused = Expr::col((second_factor::Entity, ConfirmedAt)).is_null();
    let newest = OnConflict::column(second_factor::Column::Person).update_columns([Secret, BegunAt]).action_and_where(unused).to_owned();
    match second_factor::Entity::insert(row).on_conflict(newest).try_insert().exec_without_returning(tx).await? {
        TryInsertResult::Inserted(1) => Ok(secret.to_vec()),
        _ => Err(AccountRefusal::FactorKnown.into()),
    }
}

/// The secret that waits for its first code.
pub(in crate::accounts) async fn begun_secret(db: &impl ConnectionTrait, keys: &Keys, person: Uuid) -> Result<Option<Vec<u8>>, AppError> {
    let row = second_factor::Entity::find_by_id(person).filter(second_factor::Column::ConfirmedAt.is_null()).one(db).await?;
    row.map(|row| sealed::open(keys, PURPOSE, person.as_bytes(), &row.secret)).transpose()
}

/// Takes a code: the first one confirms the factor. Each code counts once, whichever node sees it.
pub(in crate::accounts) async fn take_code(
    tx: &impl ConnectionTrait,
    keys: &Keys,
    person: Uuid,
    code: &FactorCode,
    now: Instant,
) -> Result<(), AppError> {
    match code {
        FactorCode::Digits(digits) => take_digits(tx, keys, person, digits.as_str(), now).await,
        FactorCode::Recovery(code) => take_recovery(tx, keys, person, code, now).await,
    }
}

async fn take_digits(tx: &impl ConnectionTrait, keys: &Keys, person: Uuid, digits: &str, now: Instant) -> Result<(), AppError> {
    let Some(row) = second_factor::Entity::find_by_id(person).one(tx).await? else { return Err(AccountRefusal::WrongCode.into()) };
    let secret = sealed::open(keys, PURPOSE, person.as_bytes(), &row.secret)?;
    let Some(step) = totp::step_of(&secret, digits, now)? else { return Err(AccountRefusal::WrongCode.into()) };
    let confirmed = row.confirmed_at.unwrap_or(now.millis());
    let taken = second_factor::Entity::update_many()
        .col_expr(second_factor::Column::LastStep, Expr::value(step))
        .col_expr(second_factor::Column::ConfirmedAt, Expr::value(confirmed))
        .filter(second_factor::Column::Person.eq(person))
        .filter(second_factor::Column::Secret.eq(row.secret))
        .filter(second_factor::Column::LastStep.lt(step))
        .exec(tx)
        .await?;
    if taken.rows_affected == 1 { Ok(()) } else { Err(AccountRefusal::CodeUsed.into()) }
}

async fn take_recovery(tx: &impl ConnectionTrait, keys: &Keys, person: Uuid, code: &RecoveryCode, now: Instant) -> Result<(), AppError> {
    let taken = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(now.millis()))
        .filter(recovery_code::Column::Digest.eq(digest(keys, person, code)))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    if taken.rows_affected == 1 { Ok(()) } else { Err(AccountRefusal::WrongCode.into()) }
}

/// New recovery codes in place of all earlier ones; kept only as digests.
pub(in crate::accounts) async fn new_recovery_codes(tx: &impl ConnectionTrait, keys: &Keys, person: Uuid) -> Result<Vec<String>, AppError> {
    forget_recovery_codes(tx, person).await?;
    let codes: Vec<RecoveryCode> = (0..RECOVERY_CODES).map(|_| super::random_code()).collect();
    let rows =
        codes.iter().map(|code| recovery_code::ActiveModel { digest: Set(digest(keys, person, code)), person: Set(person), used_at: Set(None) });
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(codes.iter().map(RecoveryCode::printed).collect())
}

/// How many recovery codes are left.
pub(in crate::accounts) async fn recovery_codes_left(db: &impl ConnectionTrait, person: Uuid) -> Result<usize, DbErr> {
    let left = recovery_code::Entity::find().filter(recovery_code::Column::Person.eq(person)).filter(recovery_code::Column::UsedAt.is_null());
    Ok(left.all(db).await?.len())
}

/// Takes the second factor away: the person makes a new one at their next sign-in.
pub(in crate::accounts) async fn forget_factor(tx: &impl ConnectionTrait, person: Uuid) -> Result<(), DbErr> {
    second_factor::Entity::delete_by_id(person).exec(tx).await?;
    forget_recovery_codes(tx, person).await
}

async fn forget_recovery_codes(tx: &impl ConnectionTrait, person: Uuid) -> Result<(), DbErr> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::Person.eq(person)).exec(tx).await?;
    Ok(())
}

/// Gives a person of a demo town a second factor that is in use, and says its secret as it is typed by hand.
///
/// # Errors
/// The database is away.
pub async fn enrol_second_factor(tx: &impl ConnectionTrait, keys: &Keys, person: Uuid, now: Instant) -> Result<String, AppError> {
    let secret = begin_factor(tx, keys, person, now).await?;
    second_factor::Entity::update_many()
        .col_expr(second_factor::Column::ConfirmedAt, Expr::value(now.millis()))
        .filter(second_factor::Column::Person.eq(person))
        .exec(tx)
        .await?;
    Ok(totp::written(&secret))
}

fn digest(keys: &Keys, person: Uuid, code: &RecoveryCode) -> Vec<u8> {
    keys.mac("recovery code", &[person.as_bytes(), code.as_str().as_bytes()]).to_vec()
}
