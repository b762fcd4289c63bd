//! Keeping persons, and what other rooms may know of them.

use crate::accounts::entity::person;
use rules::Instant;
use rules::accounts::{AudienceFacts, Card, CounterProof, Login, Mobile, ProofKind, Purpose};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, TryInsertResult};
use std::collections::HashMap;
use uuid::Uuid;

/// A person as other rooms may know them: never the whole number.
#[derive(Debug, Clone)]
pub struct Known {
    /// The person.
    pub id: Uuid,
    /// `138****5678`, or the card number.
    pub label: String,
    /// Proof, community and birth year.
    pub facts: AudienceFacts,
}

impl From<&person::Model> for Known {
    fn from(row: &person::Model) -> Self {
        let proof = ProofKind::from_code(&row.proof).unwrap_or(ProofKind::None);
        Self { id: row.id, label: label(row), facts: AudienceFacts { proof, community: row.community, birth_year: row.birth_year } }
    }
}

impl Known {
    /// A person who agrees to the use of community and birth year, or does not.
    pub(in crate::accounts) fn as_agreed(row: &person::Model, agrees: bool) -> Self {
        let mut known = Self::from(row);
        if !agrees {
            known.facts = AudienceFacts { community: None, birth_year: None, ..known.facts };
        }
        known
    }
}

/// `138****5678`, or the card number of a person without a phone.
pub(in crate::accounts) fn label(row: &person::Model) -> String {
    match &row.mobile {
        Some(mobile) => Mobile::parse(mobile).map(|mobile| mobile.masked()).unwrap_or_default(),
        None => row.card.clone().unwrap_or_default(),
    }
}

/// The person who signs in with this number or card.
///
/// # Errors
/// The database is away.
pub async fn known_by_login(db: &impl ConnectionTrait, login: &Login) -> Result<Option<Known>, DbErr> {
    match person_by_login(db, login).await? {
        Some(row) => known_as_agreed(db, &row).await.map(Some),
        None => Ok(None),
    }
}

/// The person with this id; nobody when the account was deleted.
///
/// # Errors
/// The database is away.
pub async fn known_person(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Known>, DbErr> {
    let Some(row) = account(db, id).await? else { return Ok(None) };
    known_as_agreed(db, &row).await.map(Some)
}

/// A person with what they agreed to being used: without their consent, community and birth year are as if they were not known.
async fn known_as_agreed(db: &impl ConnectionTrait, row: &person::Model) -> Result<Known, DbErr> {
    let personal = row.community.is_some() || row.birth_year.is_some();
    Ok(Known::as_agreed(row, !personal || super::agrees(db, row.id, Purpose::Audience).await?))
}

/// The labels of several persons at once; who deleted their account is missing.
///
/// # Errors
/// The database is away.
pub async fn labels_of(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, DbErr> {
    let rows = person::Entity::find().filter(person::Column::Id.is_in(ids)).filter(person::Column::DeletedAt.is_null()).all(db).await?;
    Ok(rows.iter().map(|row| (row.id, label(row))).collect())
}

/// The account with this number.
pub(in crate::accounts) async fn person_by_mobile(db: &impl ConnectionTrait, mobile: &Mobile) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find().filter(person::Column::Mobile.eq(mobile.as_str())).one(db).await
}

/// Writes a new person; nobody when the number is known already.
pub(in crate::accounts) async fn record_person(
    tx: &impl ConnectionTrait,
    mobile: &Mobile,
    password_hash: &str,
    now: Instant,
) -> Result<Option<Uuid>, DbErr> {
    let id = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
    let row = person::ActiveModel {
        id: Set(id),
        mobile: Set(Some(mobile.as_str().to_owned())),
        password_hash: Set(Some(password_hash.to_owned())),
        proof: Set("none".to_owned()),
        joined_at: Set(now.millis()),
        ..Default::default()
    };
    let free = OnConflict::column(person::Column::Mobile).do_nothing().to_owned();
    match person::Entity::insert(row).on_conflict(free).try_insert().exec_without_returning(tx).await? {
        TryInsertResult::Inserted(1) => Ok(Some(id)),
        _ => Ok(None),
    }
}

/// The account that somebody signs in to.
pub(in crate::accounts) async fn person_by_login(db: &impl ConnectionTrait, login: &Login) -> Result<Option<person::Model>, DbErr> {
    match login {
        Login::Mobile(mobile) => person_by_mobile(db, mobile).await,
        Login::Card(card) => person::Entity::find().filter(person::Column::Card.eq(card.as_str())).one(db).await,
    }
}

/// The whole record of a living account.
pub(in crate::accounts) async fn account(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find_by_id(id).filter(person::Column::DeletedAt.is_null()).one(db).await
}

/// Writes a new password; none at all locks the account until a slip or a code opens it.
pub(in crate::accounts) async fn record_password(tx: &impl ConnectionTrait, id: Uuid, hash: Option<String>) -> Result<(), DbErr> {
    let changed = person::Entity::update_many().col_expr(person::Column::PasswordHash, Expr::value(hash));
    changed.filter(person::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// Whether the password is still the one that was looked at before the act got its turn. It stays so until the act is over.
pub(in crate::accounts) async fn password_is_still(tx: &impl ConnectionTrait, id: Uuid, hash: Option<&str>) -> Result<bool, DbErr> {
    let living = person::Entity::find_by_id(id).filter(person::Column::DeletedAt.is_null());
    Ok(living.lock_exclusive().one(tx).await?.is_some_and(|row| row.password_hash.as_deref() == hash))
}

/// Writes a new number.
pub(in crate::accounts) async fn record_number(tx: &impl ConnectionTrait, id: Uuid, mobile: &Mobile) -> Result<(), DbErr> {
    let changed = person::Entity::update_many().col_expr(person::Column::Mobile, Expr::value(mobile.as_str()));
    changed.filter(person::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// Writes a proof taken at a counter.
pub(in crate::accounts) async fn record_proof(tx: &impl ConnectionTrait, id: Uuid, proof: CounterProof, by: Uuid, now: Instant) -> Result<(), DbErr> {
    person::Entity::update_many()
        .col_expr(person::Column::Proof, Expr::value(ProofKind::Counter.code()))
        .col_expr(person::Column::ProofBy, Expr::value(by))
        .col_expr(person::Column::ProofAt, Expr::value(now.millis()))
        .col_expr(person::Column::Community, Expr::value(proof.community))
        .col_expr(person::Column::BirthYear, Expr::value(proof.birth_year))
        .filter(person::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// A code by SMS came back: the number is the person's. A proof that knows the person stays.
pub(in crate::accounts) async fn raise_to_sms(tx: &impl ConnectionTrait, id: Uuid, now: Instant) -> Result<(), DbErr> {
    person::Entity::update_many()
        .col_expr(person::Column::Proof, Expr::value(ProofKind::Sms.code()))
        .col_expr(person::Column::ProofAt, Expr::value(now.millis()))
        .filter(person::Column::Id.eq(id))
        .filter(person::Column::Proof.eq(ProofKind::None.code()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Somebody whose account is opened without a password.
#[derive(Debug)]
pub(in crate::accounts) struct NewPerson<'a> {
    /// Their number; without one they get a card.
    pub mobile: Option<&'a Mobile>,
    /// How they are proven.
    pub kind: ProofKind,
    /// By whom.
    pub by: Option<Uuid>,
    /// Known only from a counter.
    pub proof: Option<CounterProof>,
}

/// Writes a person without a password; without a number they get a card, whose number is said.
pub(in crate::accounts) async fn open_account(tx: &impl ConnectionTrait, new: &NewPerson<'_>, now: Instant) -> Result<(Uuid, Option<Card>), DbErr> {
    let id = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
    let mut card = None;
    if new.mobile.is_none() {
        card = Some(free_card(tx).await?);
    }
    let row = person::ActiveModel {
        id: Set(id),
        mobile: Set(new.mobile.map(|mobile| mobile.as_str().to_owned())),
        card: Set(card.as_ref().map(|card| card.as_str().to_owned())),
        proof: Set(new.kind.code().to_owned()),
        proof_by: Set(new.by),
        proof_at: Set((new.kind != ProofKind::None).then_some(now.millis())),
        community: Set(new.proof.map(|proof| proof.community)),
        birth_year: Set(new.proof.map(|proof| proof.birth_year)),
        joined_at: Set(now.millis()),
        ..Default::default()
    };
    person::Entity::insert(row).exec_without_returning(tx).await?;
    Ok((id, card))
}

/// A card number that nobody has; there are a million of them.
async fn free_card(tx: &impl ConnectionTrait) -> Result<Card, DbErr> {
    loop {
        let card = Card::from_random(rand::random());
        if person_by_login(tx, &Login::Card(card.clone())).await?.is_none() {
            return Ok(card);
        }
    }
}
