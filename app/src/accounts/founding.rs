//! People whom the office writes in without a form: those of a demo town, and whoever gets a role from the command line.

use super::entity::person;
use crate::backend::AppError;
use rules::Instant;
use rules::accounts::{Mobile, Password, ProofKind, Purpose};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

/// A person as the office knows them.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// The number they sign in with.
    pub mobile: Mobile,
    /// The password they sign in with; without one they cannot.
    pub password: Option<Password>,
    /// How the person was proven.
    pub proof: ProofKind,
    /// Known from the proof.
    pub community: Option<Uuid>,
    /// Known from the proof.
    pub birth_year: Option<i32>,
}

/// Writes a person in.
///
/// # Errors
/// The number is taken, or the database is away.
pub async fn enrol(tx: &impl ConnectionTrait, newcomer: &Newcomer, now: Instant) -> Result<Uuid, AppError> {
    let hash = newcomer.password.clone().map(super::password::hash_here).transpose()?;
    let id = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
    let proven = newcomer.proof != ProofKind::None;
    let row = person::ActiveModel {
        id: Set(id),
        mobile: Set(Some(newcomer.mobile.as_str().to_owned())),
        password_hash: Set(hash),
        proof: Set(newcomer.proof.code().to_owned()),
        proof_at: Set(proven.then_some(now.millis())),
        community: Set(newcomer.community),
        birth_year: Set(newcomer.birth_year),
        joined_at: Set(now.millis()),
        ..Default::default()
    };
    person::Entity::insert(row).exec_without_returning(tx).await?;
    for purpose in Purpose::ALL {
        super::store::record_consent(tx, id, purpose, id, now).await?;
    }
    Ok(id)
}

/// Whose number this is.
///
/// # Errors
/// The database is away.
pub async fn person_of(db: &impl ConnectionTrait, mobile: &Mobile) -> Result<Option<Uuid>, DbErr> {
    Ok(super::store::person_by_mobile(db, mobile).await?.map(|person| person.id))
}

/// Whether nobody has an account yet.
///
/// # Errors
/// The database is away.
pub async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(person::Entity::find().filter(person::Column::Id.ne(Uuid::nil())).count(db).await? == 0)
}
