//! The people of a place: who holds which role in a shop, and taking a role back.

use super::entity::{grant, person};
use super::store::{holding, revoke_grant, revoking};
use rules::Instant;
use rules::accounts::{Mobile, ProofKind};
use rules::permits::Role;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// Places asked for in one statement: SQLite takes a limited number of values at once.
const AT_ONCE: usize = 500;

/// A person with a role in a place, as the people of that place may see them.
#[derive(Debug, Clone)]
pub struct PersonOf {
    /// The grant.
    pub grant: Uuid,
    /// The person.
    pub person: Uuid,
    /// The role.
    pub role: Role,
    /// `138****5678`, or the card number.
    pub label: String,
    /// Since when.
    pub since: Instant,
    /// Whether the portal knows who they are, by any proof.
    pub proven: bool,
}

/// Who holds a role in a place now.
///
/// # Errors
/// The database is away.
pub async fn people_of(db: &impl ConnectionTrait, place: Uuid, now: Instant) -> Result<Vec<PersonOf>, DbErr> {
    Ok(people_of_places(db, &[place], now).await?.remove(&place).unwrap_or_default())
}

/// Who holds a role in each of these places now.
///
/// # Errors
/// The database is away.
pub async fn people_of_places(db: &impl ConnectionTrait, places: &[Uuid], now: Instant) -> Result<HashMap<Uuid, Vec<PersonOf>>, DbErr> {
    let mut people: HashMap<Uuid, Vec<PersonOf>> = HashMap::new();
    for some in places.chunks(AT_ONCE) {
        let held = grant::Entity::find().filter(grant::Column::Place.is_in(some.iter().copied())).filter(holding(now));
        let held = held.order_by_asc(grant::Column::FromAt).order_by_asc(grant::Column::Id).all(db).await?;
        let mut ids: Vec<Uuid> = held.iter().map(|row| row.person).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut persons: HashMap<Uuid, person::Model> = HashMap::new();
        for some in ids.chunks(AT_ONCE) {
            let found = person::Entity::find().filter(person::Column::Id.is_in(some.iter().copied())).all(db).await?;
            persons.extend(found.into_iter().map(|row| (row.id, row)));
        }
        for row in held {
            let (Some(place), Some(of)) = (row.place, person_of(&row, persons.get(&row.person))) else { continue };
            people.entry(place).or_default().push(of);
        }
    }
    Ok(people)
}

fn person_of(row: &grant::Model, person: Option<&person::Model>) -> Option<PersonOf> {
    let mobile = person.and_then(|person| Mobile::parse(person.mobile.as_deref()?).ok()).map(|mobile| mobile.masked());
    Some(PersonOf {
        grant: row.id,
        person: row.person,
        role: Role::from_code(&row.role)?,
        label: mobile.or_else(|| person?.card.clone()).unwrap_or_default(),
        since: Instant::from_millis(row.from_at),
        proven: person.is_some_and(|person| person.proof != ProofKind::None.code()),
    })
}

/// Who holds a role in any of these places now, each person once: whom to tell.
///
/// # Errors
/// The database is away.
pub async fn holders_of(db: &impl ConnectionTrait, role: Role, places: &[Uuid], now: Instant) -> Result<Vec<Uuid>, DbErr> {
    let mut persons = Vec::new();
    for some in places.chunks(AT_ONCE) {
        let held = grant::Entity::find().select_only().column(grant::Column::Person).filter(grant::Column::Role.eq(role.code()));
        let held = held.filter(grant::Column::Place.is_in(some.iter().copied())).filter(holding(now));
        persons.extend(held.into_tuple::<Uuid>().all(db).await?);
    }
    persons.sort_unstable();
    persons.dedup();
    Ok(persons)
}

/// Takes one grant of a role in a place back; false when there is none that holds.
///
/// # Errors
/// The database is away.
pub async fn take_grant(tx: &impl ConnectionTrait, id: Uuid, role: Role, place: Uuid, by: Uuid, now: Instant) -> Result<bool, DbErr> {
    let there = grant::Entity::find_by_id(id).filter(grant::Column::Role.eq(role.code())).one(tx).await?.is_some();
    Ok(there && revoke_grant(tx, id, Some(place), by, now).await?)
}

/// Takes all grants in a place back: the shop has left.
///
/// # Errors
/// The database is away.
pub async fn take_grants_of(tx: &impl ConnectionTrait, place: Uuid, by: Uuid, now: Instant) -> Result<(), DbErr> {
    revoking(by, now).filter(grant::Column::Place.eq(place)).exec(tx).await?;
    Ok(())
}
