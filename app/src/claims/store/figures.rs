//! Counts of what was used up: for the rehearsal, the report of the 28th, and the rate of claims that were honoured. Counts only, never persons.

use crate::claims::entity::{claim, complaint, redemption, visit};
use crate::merchants::entity::merchant;
use rules::merchants::Category;
use rules::{Day, Instant};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect, Select};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What one day brought to one shop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayReport {
    /// Different people who came.
    pub people: u64,
    /// Of them, those who had never come before.
    pub first_time: u64,
    /// Redemptions by offer.
    pub by_offer: BTreeMap<Uuid, u64>,
    /// Redemptions by hour of the day.
    pub by_hour: BTreeMap<u16, u64>,
}

/// Redemptions on these member days: of the shop per day, and of the shops of its category per shop and day; days without any are left out.
///
/// # Errors
/// The database is away.
pub async fn redemptions_on(db: &impl ConnectionTrait, shop: Uuid, category: Option<Category>, days: &[Day]) -> Result<(Vec<u32>, Vec<u32>), DbErr> {
    let of_shop = per_day(days).filter(redemption::Column::Merchant.eq(shop));
    let own = counts(of_shop, db).await?;
    let Some(category) = category.filter(|_| own.is_empty()) else { return Ok((own, Vec::new())) };
    let place = redemption::Entity::belongs_to(merchant::Entity).from(redemption::Column::Merchant).to(merchant::Column::Id).into();
    let of_category = per_day(days).join(JoinType::InnerJoin, place).filter(merchant::Column::Category.eq(category.key()));
    Ok((own, counts(of_category, db).await?))
}

fn per_day(days: &[Day]) -> Select<redemption::Entity> {
    let of_claim = redemption::Entity::belongs_to(claim::Entity).from(redemption::Column::Claim).to(claim::Column::Id).into();
    redemption::Entity::find()
        .select_only()
        .column_as(redemption::Column::Id.count(), "count")
        .join(JoinType::InnerJoin, of_claim)
        .filter(redemption::Column::UndoneAt.is_null())
        .filter(claim::Column::FirstDay.is_in(days.iter().map(ToString::to_string)))
        .group_by(redemption::Column::Merchant)
        .group_by(claim::Column::FirstDay)
}

async fn counts(of: Select<redemption::Entity>, db: &impl ConnectionTrait) -> Result<Vec<u32>, DbErr> {
    let counts: Vec<i64> = of.into_tuple().all(db).await?;
    Ok(counts.into_iter().filter_map(|count| u32::try_from(count).ok()).collect())
}

/// What a day brought to a shop.
///
/// # Errors
/// The database is away.
pub async fn report_of(db: &impl ConnectionTrait, shop: Uuid, day: Day) -> Result<DayReport, DbErr> {
    let (from, until) = (day.start().millis(), day.end().millis());
    let came = visit::Entity::find()
        .select_only()
        .column_as(Expr::col(visit::Column::Person).count_distinct(), "people")
        .filter(visit::Column::Merchant.eq(shop))
        .filter(visit::Column::StruckAt.is_null())
        .filter(visit::Column::At.gte(from))
        .filter(visit::Column::At.lt(until));
    let before = Query::select()
        .column(visit::Column::Person)
        .from(visit::Entity)
        .and_where(visit::Column::Merchant.eq(shop))
        .and_where(visit::Column::StruckAt.is_null())
        .and_where(visit::Column::At.lt(from))
        .to_owned();
    let first = came.clone().filter(visit::Column::Person.not_in_subquery(before));
    let people: Option<i64> = came.into_tuple().one(db).await?;
    let first_time: Option<i64> = first.into_tuple().one(db).await?;
    let used = redemption::Entity::find()
        .select_only()
        .column(redemption::Column::At)
        .column(claim::Column::Offer)
        .join(JoinType::InnerJoin, redemption::Entity::belongs_to(claim::Entity).from(redemption::Column::Claim).to(claim::Column::Id).into())
        .filter(redemption::Column::Merchant.eq(shop))
        .filter(redemption::Column::UndoneAt.is_null())
        .filter(redemption::Column::At.gte(from))
        .filter(redemption::Column::At.lt(until));
    let used: Vec<(i64, Uuid)> = used.into_tuple().all(db).await?;
    let count = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok()).unwrap_or_default();
    let mut report = DayReport { people: count(people), first_time: count(first_time), ..DayReport::default() };
    for (at, offer) in used {
        *report.by_offer.entry(offer).or_default() += 1;
        *report.by_hour.entry(Instant::from_millis(at).minute_of_day() / 60).or_default() += 1;
    }
    Ok(report)
}

/// The shops that somebody visited on a day.
///
/// # Errors
/// The database is away.
pub async fn shops_visited_on(db: &impl ConnectionTrait, day: Day) -> Result<Vec<Uuid>, DbErr> {
    let visited = visit::Entity::find().select_only().column(visit::Column::Merchant).distinct().filter(visit::Column::StruckAt.is_null());
    let on = visited.filter(visit::Column::At.gte(day.start().millis())).filter(visit::Column::At.lt(day.end().millis()));
    on.into_tuple().all(db).await
}

/// All redemptions of a shop that stand, and the complaints against it that were upheld.
///
/// # Errors
/// The database is away.
pub async fn honoured(db: &impl ConnectionTrait, shop: Uuid) -> Result<(u64, u64), DbErr> {
    Ok(honoured_of(db, &[shop]).await?.remove(&shop).unwrap_or_default())
}

/// The same of several shops at once; shops with neither are left out.
///
/// # Errors
/// The database is away.
pub async fn honoured_of(db: &impl ConnectionTrait, shops: &[Uuid]) -> Result<BTreeMap<Uuid, (u64, u64)>, DbErr> {
    let redemptions: Vec<(Uuid, i64)> = redemption::Entity::find()
        .select_only()
        .column(redemption::Column::Merchant)
        .column_as(redemption::Column::Id.count(), "redemptions")
        .filter(redemption::Column::Merchant.is_in(shops.iter().copied()))
        .filter(redemption::Column::UndoneAt.is_null())
        .group_by(redemption::Column::Merchant)
        .into_tuple()
        .all(db)
        .await?;
    let upheld: Vec<(Uuid, i64)> = complaint::Entity::find()
        .select_only()
        .column(complaint::Column::Merchant)
        .column_as(complaint::Column::Id.count(), "upheld")
        .filter(complaint::Column::Merchant.is_in(shops.iter().copied()))
        .filter(complaint::Column::Verdict.eq("upheld"))
        .group_by(complaint::Column::Merchant)
        .into_tuple()
        .all(db)
        .await?;
    let mut honoured: BTreeMap<Uuid, (u64, u64)> = BTreeMap::new();
    for (shop, count) in redemptions {
        honoured.entry(shop).or_default().0 = u64::try_from(count).unwrap_or_default();
    }
    for (shop, count) in upheld {
        honoured.entry(shop).or_default().1 = u64::try_from(count).unwrap_or_default();
    }
    Ok(honoured)
}
