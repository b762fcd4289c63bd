//! The people of a place: who holds which role in a shop, and taking a role back.

use super::entity::{grant, person};
use super::store::holding;
use rules::Instant;
use rules::accounts::{Mobile, ProofKind};
use rules::permits::Role;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany};
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
    let rows =
        grant::Entity::find().filter(grant::Column::Place.eq(place)).filter(grant::Column::RevokedAt.is_null()).order_by_asc(grant::Column::FromAt);
    let rows = rows.all(db).await?;
    let persons = person::Entity::find().filter(person::Column::Id.is_in(rows.iter().map(|row| row.person))).all(db).await?;
    let label = |id: Uuid| {
        let found = persons.iter().find(|person| person.id == id);
        let mobile = found.and_then(|person| person.mobile.as_deref()).and_then(|mobile| Mobile::parse(mobile).ok()).map(|mobile| mobile.masked());
        mobile.or_else(|| found.and_then(|person| person.card.clone())).unwrap_or_default()
    };
    let proven = |id: Uuid| persons.iter().any(|person| person.id == id && person.proof != ProofKind::None.code());
    let holds = |row: &&grant::Model| row.until_at.is_none_or(|until| now.millis() < until);
    let people = rows.iter().filter(holds).filter_map(|row| {
        let role = Role::from_code(&row.role)?;
        Some(PersonOf {
            grant: row.id,
            person: row.person,
            role,
            label: label(row.person),
            since: Instant::from_millis(row.from_at),
            proven: proven(row.person),
        })
    });
    Ok(people.collect())
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
pub async fn take_grant(tx: &impl ConnectionTrait, id: Uuid, role: Role, place: Uuid, now: Instant) -> Result<bool, DbErr> {
    let one = revoking(place, now).filter(grant::Column::Id.eq(id)).filter(grant::Column::Role.eq(role.code()));
    Ok(one.exec(tx).await?.rows_affected > 0)
}

/// Takes all grants in a place back: the shop has left.
///
/// # Errors
/// The database is away.
pub async fn take_grants_of(tx: &impl ConnectionTrait, place: Uuid, now: Instant) -> Result<(), DbErr> {
    revoking(place, now).exec(tx).await?;
    Ok(())
}

fn revoking(place: Uuid, now: Instant) -> UpdateMany<grant::Entity> {
    grant::Entity::update_many()
        .col_expr(grant::Column::RevokedAt, Expr::value(now.millis()))
        .filter(grant::Column::Place.eq(place))
        .filter(grant::Column::RevokedAt.is_null())
}
