//! On the 28th each shop is told that it can read what the day brought.

use super::entity::day_report;
use crate::backend::{AppError, Arg};
use crate::notices::Telling;
use rules::member_day::Calendar;
use rules::permits::Role;
use rules::{DAY, Instant};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A report that is older is no news any more: a town that begins is not told of the months before.
const NEWS: i64 = 7 * DAY;

/// Shops written in one statement.
const AT_ONCE: usize = 500;

/// Tells the owners of every shop that gave something on the latest member day, or was visited, that its report is out; each shop once. Gives the number
/// of shops.
///
/// # Errors
/// The database is away.
pub async fn tell_reports(tx: &DatabaseTransaction, now: Instant) -> Result<usize, AppError> {
    let (settings, _) = super::calendar_settings(tx).await?;
    let calendar = Calendar::reported(now, &settings);
    if now < calendar.report_from || now >= calendar.report_from.plus(NEWS) {
        return Ok(0);
    }
    let month = calendar.month.to_string();
    let mut shops: BTreeSet<Uuid> = crate::offers::shops_giving_in(tx, calendar.month).await?.into_iter().collect();
    shops.extend(crate::claims::shops_visited_on(tx, calendar.day).await?);
    for row in day_report::Entity::find().filter(day_report::Column::Month.eq(&month)).all(tx).await? {
        shops.remove(&row.merchant);
    }
    let shops: Vec<Uuid> = shops.into_iter().collect();
    for some in shops.chunks(AT_ONCE) {
        let row = |shop: &Uuid| day_report::ActiveModel { merchant: Set(*shop), month: Set(month.clone()), told_at: Set(now.millis()) };
        day_report::Entity::insert_many(some.iter().map(row)).exec_without_returning(tx).await?;
    }
    let (mut lines, args) = (Vec::new(), [("day", Arg::from(calendar.day))]);
    for (shop, people) in crate::accounts::people_of_places(tx, &shops, now).await? {
        let link = format!("/desk/report?shop={shop}&month={month}");
        for owner in people.iter().filter(|person| person.role == Role::MerchantOwner) {
            lines.push(Telling::new(owner.person, "member-day-told-report", &args, &link)?);
        }
    }
    crate::notices::tell_each(tx, &lines, now).await?;
    Ok(shops.len())
}
