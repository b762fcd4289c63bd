//! What the till reads and writes.

use super::{move_claim, record_line};
use crate::backend::{AppError, Begun};
use crate::claims::entity::{claim, redemption, visit};
use rules::claims::{ClaimNumber, ClaimRefusal, ClaimState, Redemption};
use rules::{Day, Instant};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, SqlErr};
use std::collections::HashMap;
use uuid::Uuid;

/// The claims with these hidden numbers.
///
/// # Errors
/// The database is away.
pub async fn claims_by_numbers(db: &impl ConnectionTrait, numbers: &[ClaimNumber]) -> Result<Vec<claim::Model>, DbErr> {
    of_numbers(numbers).all(db).await
}

/// The same as they stand once whoever changes one of them at this moment is done: two tills with one code, a release on the way.
///
/// # Errors
/// The database is away.
pub async fn claims_to_use(tx: &impl ConnectionTrait, numbers: &[ClaimNumber]) -> Result<Vec<claim::Model>, DbErr> {
    of_numbers(numbers).order_by_asc(claim::Column::Id).lock_exclusive().all(tx).await
}

fn of_numbers(numbers: &[ClaimNumber]) -> Select<claim::Entity> {
    claim::Entity::find().filter(claim::Column::Number.is_in(numbers.iter().map(|number| i64::from(number.get()))))
}

/// Uses a claim up: its state, the redemption, the visit and the story in one go. A claim has at most one redemption that is not undone; a unique
/// key holds that too.
///
/// # Errors
/// Somebody was faster, or the database is away.
pub async fn record_redemption(act: &Begun, row: &claim::Model, settings: i64) -> Result<Uuid, AppError> {
    move_claim(act, row, "redeemed", None).await?;
    let id = act.new_id();
    let line = redemption::ActiveModel {
        id: Set(id),
        claim: Set(row.id),
        merchant: Set(row.merchant),
        clerk: Set(act.person()),
        at: Set(act.now().millis()),
        undone_at: Set(None),
    };
    match redemption::Entity::insert(line).exec_without_returning(act.tx()).await {
        Ok(_) => {}
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            let state = ClaimState::Redeemed { at: act.now() };
            return Err(ClaimRefusal::NotHeldAnyMore { state }.into());
        }
        Err(error) => return Err(error.into()),
    }
    record_visit(act, row.person, row.merchant, Some(id)).await?;
    record_line(act, row.id, "redeem_claim", None, settings).await?;
    Ok(id)
}

/// Writes a proven visit.
///
/// # Errors
/// The database is away.
pub async fn record_visit(act: &Begun, person: Uuid, merchant: Uuid, redemption: Option<Uuid>) -> Result<(), AppError> {
    let line = visit::ActiveModel {
        id: Set(act.new_id()),
        person: Set(person),
        merchant: Set(merchant),
        at: Set(act.now().millis()),
        kind: Set(if redemption.is_some() { "redemption" } else { "member_code" }.to_owned()),
        redemption: Set(redemption),
        struck_at: Set(None),
    };
    visit::Entity::insert(line).exec_without_returning(act.tx()).await?;
    Ok(())
}

/// The redemption with this id.
///
/// # Errors
/// The database is away.
pub async fn redemption_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<redemption::Model>, DbErr> {
    redemption::Entity::find_by_id(id).one(db).await
}

/// The redemption of a claim that stands, if there is one.
///
/// # Errors
/// The database is away.
pub async fn standing_redemption(db: &impl ConnectionTrait, claim: Uuid) -> Result<Option<redemption::Model>, DbErr> {
    redemption::Entity::find().filter(redemption::Column::Claim.eq(claim)).filter(redemption::Column::UndoneAt.is_null()).one(db).await
}

/// How many redemptions each shop has had since that moment, undone ones included.
///
/// # Errors
/// The database is away.
pub async fn redemptions_by_shop(db: &impl ConnectionTrait, since: Instant) -> Result<HashMap<Uuid, i64>, DbErr> {
    let counts: Vec<(Uuid, i64)> = redemption::Entity::find()
        .select_only()
        .column(redemption::Column::Merchant)
        .column_as(redemption::Column::Id.count(), "count")
        .filter(redemption::Column::At.gte(since.millis()))
        .group_by(redemption::Column::Merchant)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().collect())
}

/// The days since that moment on which a shop has redeemed something, newest first.
///
/// # Errors
/// The database is away.
pub async fn days_of_redemptions(db: &impl ConnectionTrait, shop: Uuid, since: Instant) -> Result<Vec<Day>, DbErr> {
    let of_shop = redemption::Entity::find().select_only().column(redemption::Column::At).filter(redemption::Column::Merchant.eq(shop));
    let moments: Vec<i64> =
        of_shop.filter(redemption::Column::At.gte(since.millis())).order_by_desc(redemption::Column::At).into_tuple().all(db).await?;
    let mut days: Vec<Day> = moments.into_iter().map(|at| Instant::from_millis(at).day()).collect();
    days.dedup();
    Ok(days)
}

/// A shop's redemptions from one moment to another with their claims, newest first.
///
/// # Errors
/// The database is away.
pub async fn redemptions_between(
    db: &impl ConnectionTrait,
    shop: Uuid,
    from: Instant,
    until: Instant,
) -> Result<Vec<(redemption::Model, claim::Model)>, DbErr> {
    let of_shop = redemption::Entity::find()
        .filter(redemption::Column::Merchant.eq(shop))
        .filter(redemption::Column::At.gte(from.millis()))
        .filter(redemption::Column::At.lt(until.millis()));
    let rows = of_shop.order_by_desc(redemption::Column::At).order_by_desc(redemption::Column::Id).limit(500).all(db).await?;
    let claims = claim::Entity::find().filter(claim::Column::Id.is_in(rows.iter().map(|row| row.claim))).all(db).await?;
    let of = |id: Uuid| claims.iter().find(|claim| claim.id == id).cloned();
    Ok(rows.into_iter().filter_map(|row| of(row.claim).map(|claim| (row, claim))).collect())
}

/// A redemption as the law sees it.
#[must_use]
pub fn law_of(row: &redemption::Model) -> Redemption {
    Redemption { at: Instant::from_millis(row.at), undone_at: row.undone_at.map(Instant::from_millis) }
}

/// Marks a redemption as undone and strikes its visit.
///
/// # Errors
/// Undone meanwhile, or the database is away.
pub async fn record_undo(act: &Begun, row: &redemption::Model) -> Result<bool, AppError> {
    let now = Expr::value(act.now().millis());
    let undone = redemption::Entity::update_many()
        .col_expr(redemption::Column::UndoneAt, now.clone())
        .filter(redemption::Column::Id.eq(row.id))
        .filter(redemption::Column::UndoneAt.is_null());
    if undone.exec(act.tx()).await?.rows_affected != 1 {
        return Ok(false);
    }
    visit::Entity::update_many().col_expr(visit::Column::StruckAt, now).filter(visit::Column::Redemption.eq(row.id)).exec(act.tx()).await?;
    Ok(true)
}
