//! Keeping one-time codes: slips on paper, codes by SMS, codes shown at a counter. Only keyed digests are kept.

use crate::accounts::entity::{person, person_code, phone_code, slip};
use crate::backend::{AppError, Keys, Visit};
use rules::Instant;
use rules::accounts::{AccountRefusal, AccountSlip, CODE_FOR, CODE_TRIES, Digits, Mobile, SLIP_FOR, SlipFor};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Writes a slip in place of earlier ones for the same purpose, and gives the code, which is kept nowhere. The id is the form's.
pub(in crate::accounts) async fn record_slip(
    tx: &impl ConnectionTrait,
    keys: &Keys,
    id: Uuid,
    (person, purpose): (Uuid, SlipFor),
    by: Uuid,
    now: Instant,
) -> Result<AccountSlip, AppError> {
    withdraw_slips(tx, person, Some(purpose), now).await?;
    let code: AccountSlip = super::random_code();
    let row = slip::ActiveModel {
        id: Set(id),
        digest: Set(slip_digest(keys, &code)),
        person: Set(person),
        purpose: Set(purpose.code().to_owned()),
        issued_by: Set(by),
        issued_at: Set(now.millis()),
        ends_at: Set(now.plus(SLIP_FOR).millis()),
        used_at: Set(None),
    };
    slip::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(code)
}

/// A form that printed its slip does not print a second one: the code was shown once.
pub(in crate::accounts) async fn refuse_printed(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), AppError> {
    match slip::Entity::find_by_id(id).one(tx).await? {
        Some(_) => Err(AppError::named("slip_printed_already")),
        None => Ok(()),
    }
}

/// Ends a person's slips that are still good: all, or those for one purpose.
pub(in crate::accounts) async fn withdraw_slips(
    tx: &impl ConnectionTrait,
    person: Uuid,
    purpose: Option<SlipFor>,
    now: Instant,
) -> Result<(), DbErr> {
    let mut ended = slip::Entity::update_many()
        .col_expr(slip::Column::EndsAt, Expr::value(now.millis()))
        .filter(slip::Column::Person.eq(person))
        .filter(slip::Column::EndsAt.gt(now.millis()));
    if let Some(purpose) = purpose {
        ended = ended.filter(slip::Column::Purpose.eq(purpose.code()));
    }
    ended.exec(tx).await?;
    Ok(())
}

/// Uses a slip up and says whose it was. Unknown, used, too old and for something else are one refusal.
pub(in crate::accounts) async fn use_slip(
    tx: &impl ConnectionTrait,
    keys: &Keys,
    code: &AccountSlip,
    purpose: SlipFor,
    now: Instant,
) -> Result<person::Model, AppError> {
    let digest = slip_digest(keys, code);
    let used = slip::Entity::update_many()
        .col_expr(slip::Column::UsedAt, Expr::value(now.millis()))
        .filter(slip::Column::Digest.eq(digest.clone()))
        .filter(slip::Column::Purpose.eq(purpose.code()))
        .filter(slip::Column::UsedAt.is_null())
        .filter(slip::Column::EndsAt.gt(now.millis()))
        .exec(tx)
        .await?;
    if used.rows_affected != 1 {
        return Err(AccountRefusal::CodeNotGood.into());
    }
    let slip = slip::Entity::find().filter(slip::Column::Digest.eq(digest)).one(tx).await?;
    let person = match slip {
        Some(slip) => person::Entity::find_by_id(slip.person).filter(person::Column::DeletedAt.is_null()).one(tx).await?,
        None => None,
    };
    person.ok_or_else(|| AccountRefusal::CodeNotGood.into())
}

/// What a code by SMS is for; a code for one thing opens nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::accounts) enum CodeFor {
    /// Signing in, or joining.
    SignIn,
    /// A new password.
    Reset,
    /// A new number for this person.
    Number(Uuid),
}

impl CodeFor {
    /// What it is for, whoever it is for.
    pub(in crate::accounts) fn word(self) -> &'static [u8] {
        self.parts().0
    }

    fn parts(self) -> (&'static [u8], Uuid) {
        match self {
            Self::SignIn => (b"sign in", Uuid::nil()),
            Self::Reset => (b"reset", Uuid::nil()),
            Self::Number(person) => (b"number", person),
        }
    }
}

/// Writes a new code for this number in place of the earlier one.
pub(in crate::accounts) async fn record_phone_code(
    tx: &impl ConnectionTrait,
    keys: &Keys,
    what: CodeFor,
    mobile: &Mobile,
    now: Instant,
) -> Result<Digits<6>, DbErr> {
    let code = Digits::from_random(rand::random());
    let row = phone_code::ActiveModel {
        id: Set(phone_id(keys, what, mobile)),
        digest: Set(phone_digest(keys, what, mobile, &code)),
        ends_at: Set(now.plus(CODE_FOR).millis()),
        tries: Set(0),
    };
    use phone_code::Column::{Digest, EndsAt, Tries};
    let newest = OnConflict::column(phone_code::Column::Id).update_columns([Digest, EndsAt, Tries]).to_owned();
    phone_code::Entity::insert(row).on_conflict(newest).exec_without_returning(tx).await?;
    Ok(code)
}

/// Counts a guess at the newest code of this number before it is looked at, in a transaction of its own: it stays counted whatever follows.
pub(in crate::accounts) async fn count_guess(visit: &Visit, what: CodeFor, mobile: &Mobile) -> Result<(), AppError> {
    let tx = visit.db().begin().await?;
    let one_more = phone_code::Entity::update_many().col_expr(phone_code::Column::Tries, Expr::col(phone_code::Column::Tries).add(1));
    one_more.filter(phone_code::Column::Id.eq(phone_id(&visit.house().keys, what, mobile))).exec(&tx).await?;
    Ok(tx.commit().await?)
}

/// Whether the newest code of this number can still be brought back.
pub(in crate::accounts) async fn phone_code_is_good(
    db: &impl ConnectionTrait,
    keys: &Keys,
    what: CodeFor,
    mobile: &Mobile,
    now: Instant,
) -> Result<bool, DbErr> {
    let code = phone_code::Entity::find_by_id(phone_id(keys, what, mobile)).filter(phone_code::Column::EndsAt.gt(now.millis()));
    Ok(code.filter(phone_code::Column::Tries.lt(CODE_TRIES)).one(db).await?.is_some())
}

/// Uses a code by SMS up. One that was guessed at too often is good for nothing.
pub(in crate::accounts) async fn use_phone_code(
    tx: &impl ConnectionTrait,
    keys: &Keys,
    what: CodeFor,
    (mobile, code): (&Mobile, &Digits<6>),
    now: Instant,
) -> Result<(), AppError> {
    let used = phone_code::Entity::delete_many()
        .filter(phone_code::Column::Id.eq(phone_id(keys, what, mobile)))
        .filter(phone_code::Column::Digest.eq(phone_digest(keys, what, mobile, code)))
        .filter(phone_code::Column::EndsAt.gt(now.millis()))
        .filter(phone_code::Column::Tries.lte(CODE_TRIES))
        .exec(tx)
        .await?;
    if used.rows_affected == 1 { Ok(()) } else { Err(AccountRefusal::CodeNotGood.into()) }
}

/// Makes the eight digits that a person shows at a counter.
pub(in crate::accounts) async fn record_person_code(tx: &impl ConnectionTrait, keys: &Keys, person: Uuid, now: Instant) -> Result<Digits<8>, DbErr> {
    let code = Digits::from_random(rand::random());
    let row = person_code::ActiveModel { person: Set(person), digest: Set(person_digest(keys, &code)), ends_at: Set(now.plus(CODE_FOR).millis()) };
    let newest =
        OnConflict::column(person_code::Column::Person).update_columns([person_code::Column::Digest, person_code::Column::EndsAt]).to_owned();
    person_code::Entity::insert(row).on_conflict(newest).exec_without_returning(tx).await?;
    Ok(code)
}

/// Who shows this code now.
pub(in crate::accounts) async fn person_by_code(
    db: &impl ConnectionTrait,
    keys: &Keys,
    code: &Digits<8>,
    now: Instant,
) -> Result<Option<Uuid>, DbErr> {
    let row = person_code::Entity::find()
        .filter(person_code::Column::Digest.eq(person_digest(keys, code)))
        .filter(person_code::Column::EndsAt.gt(now.millis()))
        .one(db)
        .await?;
    Ok(row.map(|row| row.person))
}

/// Forgets all one-time codes of a person whose account ends.
pub(in crate::accounts) async fn forget_codes(tx: &impl ConnectionTrait, person: Uuid) -> Result<(), DbErr> {
    slip::Entity::delete_many().filter(slip::Column::Person.eq(person)).exec(tx).await?;
    person_code::Entity::delete_by_id(person).exec(tx).await?;
    Ok(())
}

fn slip_digest(keys: &Keys, code: &AccountSlip) -> Vec<u8> {
    keys.mac("account slip", &[code.as_str().as_bytes()]).to_vec()
}

fn person_digest(keys: &Keys, code: &Digits<8>) -> Vec<u8> {
    keys.mac("person code", &[code.as_str().as_bytes()]).to_vec()
}

fn phone_id(keys: &Keys, what: CodeFor, mobile: &Mobile) -> Vec<u8> {
    let (word, person) = what.parts();
    keys.mac("phone", &[word, person.as_bytes(), mobile.as_str().as_bytes()]).to_vec()
}

fn phone_digest(keys: &Keys, what: CodeFor, mobile: &Mobile, code: &Digits<6>) -> Vec<u8> {
    let (word, person) = what.parts();
    keys.mac("phone code", &[word, person.as_bytes(), mobile.as_str().as_bytes(), code.as_str().as_bytes()]).to_vec()
}
