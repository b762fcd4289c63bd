//! What one person has: claims, chosen offers.

use crate::backend::{AppError, Begun};
use crate::claims::entity::{chosen, claim, claim_story, complaint, member_number, visit};
use rules::offers::Run;
use rules::{Day, Instant};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
};
use std::collections::HashMap;
use uuid::Uuid;

/// A claim of the acting person; somebody else's is not found.
///
/// # Errors
/// Not found, or the database is away.
pub async fn own_claim(act: &mut Begun, claim: &str) -> Result<claim::Model, AppError> {
    let id = crate::claims::id(claim)?;
    let row = super::claim_by_id(act.tx(), id).await?.filter(|row| row.person == act.person()).ok_or_else(AppError::not_found)?;
    act.about(id);
    Ok(row)
}

/// A person's claims that can be used on this day or later.
///
/// # Errors
/// The database is away.
pub async fn claims_from(db: &impl ConnectionTrait, person: Uuid, day: Day) -> Result<Vec<claim::Model>, DbErr> {
    let own = claim::Entity::find().filter(claim::Column::Person.eq(person)).filter(claim::Column::Day.gte(day.to_string()));
    own.order_by_asc(claim::Column::MadeAt).limit(200).all(db).await
}

/// A person's claim in a run that is held now, if there is one.
///
/// # Errors
/// The database is away.
pub async fn held_of(db: &impl ConnectionTrait, offer: Uuid, run: &Run, person: Uuid, now: Instant) -> Result<Option<claim::Model>, DbErr> {
    let own = claim::Entity::find().filter(claim::Column::Offer.eq(offer)).filter(claim::Column::FirstDay.eq(run.first.to_string()));
    let held = own.filter(claim::Column::Person.eq(person)).filter(claim::Column::State.eq("held"));
    held.filter(claim::Column::UntilAt.gt(now.millis())).order_by_asc(claim::Column::MadeAt).one(db).await
}

/// The act by which a claim's redemption was last undone, and why; nothing when it is used up again.
///
/// # Errors
/// The database is away.
pub async fn last_undo(db: &impl ConnectionTrait, row: &claim::Model) -> Result<Option<(String, String)>, DbErr> {
    if row.state == "redeemed" {
        return Ok(None);
    }
    let undoing = claim_story::Column::Act.is_in(["undo_redemption", "strike_redemption"]);
    let undone = claim_story::Entity::find().filter(claim_story::Column::Claim.eq(row.id)).filter(undoing);
    Ok(undone.order_by_desc(claim_story::Column::At).one(db).await?.and_then(|line| Some((line.act, line.reason?))))
}

/// Why redemptions of these claims were undone, by claim and moment.
///
/// # Errors
/// The database is away.
pub async fn undo_reasons(db: &impl ConnectionTrait, claims: &[Uuid]) -> Result<HashMap<(Uuid, i64), String>, DbErr> {
    if claims.is_empty() {
        return Ok(HashMap::new());
    }
    let undoing = claim_story::Column::Act.is_in(["undo_redemption", "strike_redemption"]);
    let lines = claim_story::Entity::find().filter(claim_story::Column::Claim.is_in(claims.iter().copied())).filter(undoing).all(db).await?;
    Ok(lines.into_iter().filter_map(|line| Some(((line.claim, line.at), line.reason?))).collect())
}

/// A person's claims of earlier days, newest first.
///
/// # Errors
/// The database is away.
pub async fn claims_before(db: &impl ConnectionTrait, person: Uuid, day: Day) -> Result<Vec<claim::Model>, DbErr> {
    let own = claim::Entity::find().filter(claim::Column::Person.eq(person)).filter(claim::Column::Day.lt(day.to_string()));
    own.order_by_desc(claim::Column::MadeAt).limit(50).all(db).await
}

/// The offers that a person chose to remember.
///
/// # Errors
/// The database is away.
pub async fn chosen_by(db: &impl ConnectionTrait, person: Uuid) -> Result<Vec<Uuid>, DbErr> {
    let own = chosen::Entity::find().filter(chosen::Column::Person.eq(person)).order_by_asc(chosen::Column::At).limit(200);
    Ok(own.all(db).await?.into_iter().map(|row| row.offer).collect())
}

/// Remembers an offer for a person.
///
/// # Errors
/// The database is away.
pub async fn record_choice(act: &Begun, offer: Uuid) -> Result<(), AppError> {
    let row = chosen::ActiveModel { person: Set(act.person()), offer: Set(offer), at: Set(act.now().millis()) };
    let once = OnConflict::columns([chosen::Column::Person, chosen::Column::Offer]).do_nothing().to_owned();
    let _: TryInsertResult<_> = chosen::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(act.tx()).await?;
    Ok(())
}

/// Forgets a chosen offer.
///
/// # Errors
/// The database is away.
pub async fn forget_choice(act: &Begun, offer: Uuid) -> Result<(), AppError> {
    chosen::Entity::delete_by_id((act.person(), offer)).exec(act.tx()).await?;
    Ok(())
}

/// Whether a person visited a shop since that moment.
///
/// # Errors
/// The database is away.
pub async fn visited_since(db: &impl ConnectionTrait, person: Uuid, shop: Uuid, since: Instant) -> Result<bool, DbErr> {
    let own = visit::Entity::find().filter(visit::Column::Person.eq(person)).filter(visit::Column::Merchant.eq(shop));
    Ok(own.filter(visit::Column::At.gte(since.millis())).filter(visit::Column::StruckAt.is_null()).count(db).await? > 0)
}

/// The end of a person's account: what is held goes back to stock, what was chosen and the member number go, the words of complaints are emptied.
/// Redemptions, visits and the verdicts stay as numbers that belong to nobody.
///
/// # Errors
/// The database is away.
pub async fn forget_person(tx: &impl ConnectionTrait, person: Uuid, now: Instant) -> Result<(), DbErr> {
    let held = claim::Entity::find().filter(claim::Column::Person.eq(person)).filter(claim::Column::State.eq("held"));
    for row in held.order_by_asc(claim::Column::Offer).order_by_asc(claim::Column::FirstDay).all(tx).await? {
        super::hold_run(tx, &row).await?;
        let released = claim::Entity::update_many()
            .col_expr(claim::Column::State, Expr::value("released"))
            .col_expr(claim::Column::StateSince, Expr::value(now.millis()))
            .filter(claim::Column::Id.eq(row.id))
            .filter(claim::Column::State.eq("held"));
        // Whatever became of it meanwhile, who did that has given it back.
        super::give_back(tx, row.offer, &row.first_day, released.exec(tx).await?.rows_affected).await?;
    }
    chosen::Entity::delete_many().filter(chosen::Column::Person.eq(person)).exec(tx).await?;
    member_number::Entity::delete_many().filter(member_number::Column::Person.eq(person)).exec(tx).await?;
    let emptied = complaint::Entity::update_many().col_expr(complaint::Column::Words, Expr::value(""));
    emptied.filter(complaint::Column::Person.eq(person)).exec(tx).await?;
    Ok(())
}
