//! Keeping persons, and what other rooms may know of them.

use crate::accounts::entity::person;
use rules::Instant;
use rules::accounts::{AudienceFacts, Mobile, ProofKind};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, TryInsertResult};
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

/// `138****5678`, or the card number of a person without a phone.
pub(in crate::accounts) fn label(row: &person::Model) -> String {
    match &row.mobile {
        Some(mobile) => Mobile::parse(mobile).map(|mobile| mobile.masked()).unwrap_or_default(),
        None => row.card.clone().unwrap_or_default(),
    }
}

/// The person with this number, for naming an owner or a clerk.
///
/// # Errors
/// The database is away.
pub async fn known_by_mobile(db: &impl ConnectionTrait, mobile: &Mobile) -> Result<Option<Known>, DbErr> {
    Ok(person_by_mobile(db, mobile).await?.as_ref().map(Known::from))
}

/// The person with this id; nobody when the account was deleted.
///
/// # Errors
/// The database is away.
pub async fn known_person(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Known>, DbErr> {
    let found = person::Entity::find_by_id(id).filter(person::Column::DeletedAt.is_null()).one(db).await?;
    Ok(found.as_ref().map(Known::from))
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
