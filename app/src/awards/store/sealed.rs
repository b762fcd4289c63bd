//! Keeping what the cleaning of a residents' vote removed, and the appeals against it, until the vote's links are destroyed.

use crate::accounts::entity::{grant, person};
use crate::awards::entity::{appeal, removal};
use crate::backend::Begun;
use rules::accounts::ProofKind;
use rules::awards::{AppealVerdict, Removal};
use rules::offers::Grounds;
use rules::permits::Role;
use rules::{Instant, awards};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// A removed ballot.
pub type Removed = removal::Model;

/// An appeal as it is kept.
pub type KeptAppeal = appeal::Model;

/// Everybody whose person is known from a counter or a register: who can be on a roll of residents.
///
/// # Errors
/// The database is away.
pub async fn proven_persons(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, DbErr> {
    let proven = [ProofKind::Counter, ProofKind::Register].map(ProofKind::code);
    let persons = person::Entity::find().select_only().column(person::Column::Id).filter(person::Column::Proof.is_in(proven));
    persons.filter(person::Column::DeletedAt.is_null()).into_tuple().all(db).await
}

/// The owners and clerks of these shops now, each with the shops.
///
/// # Errors
/// The database is away.
pub async fn people_of_shops(db: &impl ConnectionTrait, shops: &[Uuid], now: Instant) -> Result<HashMap<Uuid, Vec<Uuid>>, DbErr> {
    let (until, revoked) = (grant::Column::UntilAt, grant::Column::RevokedAt);
    let holding = Condition::all()
        .add(grant::Column::FromAt.lte(now.millis()))
        .add(Condition::any().add(until.is_null()).add(until.gt(now.millis())))
        .add(Condition::any().add(revoked.is_null()).add(revoked.gt(now.millis())));
    let rows: Vec<(Uuid, Option<Uuid>)> = grant::Entity::find()
        .select_only()
        .column(grant::Column::Person)
        .column(grant::Column::Place)
        .filter(grant::Column::Role.is_in([Role::MerchantOwner, Role::Clerk].map(Role::code)))
        .filter(grant::Column::Place.is_in(shops.iter().copied()))
        .filter(holding)
        .into_tuple()
        .all(db)
        .await?;
    let mut people: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (person, shop) in rows {
        people.entry(person).or_default().extend(shop);
    }
    Ok(people)
}

/// Notes who removed whose ballot and why.
///
/// # Errors
/// The database is away.
pub async fn record_removed(act: &Begun, vote: Uuid, voter: Uuid, reason: Removal) -> Result<(), DbErr> {
    let row = removal::ActiveModel {
        vote: Set(vote),
        voter: Set(voter),
        reason: Set(reason.code().to_owned()),
        removed_by: Set(act.person()),
        at: Set(act.now().millis()),
    };
    removal::Entity::insert(row).exec_without_returning(act.tx()).await.map(drop)
}

/// The removals of a vote, in the order they were made.
///
/// # Errors
/// The database is away.
pub async fn removed_of(db: &impl ConnectionTrait, vote: Uuid) -> Result<Vec<Removed>, DbErr> {
    removal::Entity::find().filter(removal::Column::Vote.eq(vote)).order_by_asc(removal::Column::At).all(db).await
}

/// The removal of one person's ballot.
///
/// # Errors
/// The database is away.
pub async fn removed_ballot(db: &impl ConnectionTrait, vote: Uuid, voter: Uuid) -> Result<Option<Removed>, DbErr> {
    removal::Entity::find_by_id((vote, voter)).one(db).await
}

/// The appeals of a vote, in the order they came.
///
/// # Errors
/// The database is away.
pub async fn appeals_of(db: &impl ConnectionTrait, vote: Uuid) -> Result<Vec<KeptAppeal>, DbErr> {
    appeal::Entity::find().filter(appeal::Column::Vote.eq(vote)).order_by_asc(appeal::Column::At).all(db).await
}

/// A person's appeal in a vote.
///
/// # Errors
/// The database is away.
pub async fn appeal_by(db: &impl ConnectionTrait, vote: Uuid, person: Uuid) -> Result<Option<KeptAppeal>, DbErr> {
    appeal::Entity::find().filter(appeal::Column::Vote.eq(vote)).filter(appeal::Column::Person.eq(person)).one(db).await
}

/// An appeal by its id.
///
/// # Errors
/// The database is away.
pub async fn appeal_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<KeptAppeal>, DbErr> {
    appeal::Entity::find_by_id(id).one(db).await
}

/// How many appeals wait for a decision.
///
/// # Errors
/// The database is away.
pub async fn appeals_waiting(db: &impl ConnectionTrait, vote: Uuid) -> Result<u32, DbErr> {
    let waiting = appeal::Entity::find().filter(appeal::Column::Vote.eq(vote)).filter(appeal::Column::Verdict.is_null());
    Ok(u32::try_from(waiting.count(db).await?).unwrap_or(u32::MAX))
}

/// Writes an appeal against a removal.
///
/// # Errors
/// The database is away.
pub async fn record_appeal(act: &Begun, id: Uuid, removed: &Removed, why: &str) -> Result<(), DbErr> {
    let row = appeal::ActiveModel {
        id: Set(id),
        vote: Set(removed.vote),
        person: Set(removed.voter),
        why: Set(why.to_owned()),
        at: Set(act.now().millis()),
        removed_by: Set(removed.removed_by),
        verdict: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        grounds: Set(None),
    };
    appeal::Entity::insert(row).exec_without_returning(act.tx()).await.map(drop)
}

/// Writes how an appeal was decided; false when somebody was quicker.
///
/// # Errors
/// The database is away.
pub async fn record_decision(act: &Begun, id: Uuid, verdict: AppealVerdict, grounds: &Grounds) -> Result<bool, DbErr> {
    let decided = appeal::Entity::update_many()
        .col_expr(appeal::Column::Verdict, Expr::value(verdict.code()))
        .col_expr(appeal::Column::DecidedBy, Expr::value(act.person()))
        .col_expr(appeal::Column::DecidedAt, Expr::value(act.now().millis()))
        .col_expr(appeal::Column::Grounds, Expr::value(grounds.as_str()))
        .filter(appeal::Column::Id.eq(id))
        .filter(appeal::Column::Verdict.is_null());
    Ok(decided.exec(act.tx()).await?.rows_affected == 1)
}

/// An appeal as the law sees it.
#[must_use]
pub fn law_of_appeal(row: &KeptAppeal) -> awards::Appeal {
    awards::Appeal { removed_by: row.removed_by, verdict: row.verdict.as_deref().and_then(AppealVerdict::from_code) }
}

/// Takes a removal back: its appeal was upheld.
///
/// # Errors
/// The database is away.
pub async fn forget_removed(tx: &impl ConnectionTrait, vote: Uuid, voter: Uuid) -> Result<(), DbErr> {
    removal::Entity::delete_by_id((vote, voter)).exec(tx).await.map(drop)
}

/// Forgets who was removed and who appealed: the links of the vote are destroyed, and nothing here must lead from a person to a removed ballot.
///
/// # Errors
/// The database is away.
pub async fn forget_cleaning(tx: &impl ConnectionTrait, vote: Uuid) -> Result<(), DbErr> {
    removal::Entity::delete_many().filter(removal::Column::Vote.eq(vote)).exec(tx).await?;
    appeal::Entity::delete_many().filter(appeal::Column::Vote.eq(vote)).exec(tx).await.map(drop)
}

/// Empties what a person wrote in appeals: their account ends.
///
/// # Errors
/// The database is away.
pub async fn forget_appeals(tx: &impl ConnectionTrait, person: Uuid) -> Result<(), DbErr> {
    let own = appeal::Entity::update_many().col_expr(appeal::Column::Why, Expr::value(""));
    own.filter(appeal::Column::Person.eq(person)).exec(tx).await.map(drop)
}
