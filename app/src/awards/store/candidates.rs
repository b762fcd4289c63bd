//! Keeping the shortlists: the candidates in the order of the ballot, with the names they had when it was made.

use crate::awards::entity::{candidate, category};
use crate::merchants::Shop;
use crate::merchants::entity::merchant;
use rules::Instant;
use rules::awards::ballot_names;
use rules::districts::District;
use rules::merchants::MerchantState;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

/// A candidate as it stands on the ballot.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The category.
    pub category: Uuid,
    /// The merchant.
    pub merchant: Uuid,
    /// Its number, from 1.
    pub number: u16,
    /// Its name when the shortlist was made.
    pub name: String,
    /// Its district.
    pub district: District,
    /// A member in good standing now, with a page of its own.
    pub member: bool,
}

/// The candidates of these categories, in the order of their ballots.
///
/// # Errors
/// The database is away.
pub async fn candidates_of(db: &impl ConnectionTrait, categories: &[Uuid]) -> Result<Vec<Candidate>, DbErr> {
    let rows = candidate::Entity::find().filter(candidate::Column::Category.is_in(categories.iter().copied()));
    let rows = rows.order_by_asc(candidate::Column::Category).order_by_asc(candidate::Column::Number).all(db).await?;
    let members = members_of(db, rows.iter().map(|row| row.merchant)).await?;
    let read = rows.into_iter().map(|row| {
        let district = District::from_slug(&row.district).ok_or_else(|| DbErr::Type(format!("candidate {}: district", row.merchant)))?;
        let number = u16::try_from(row.number).unwrap_or_default();
        let member = members.contains(&row.merchant);
        Ok(Candidate { category: row.category, merchant: row.merchant, number, name: row.name, district, member })
    });
    read.collect()
}

/// Which of them are members in good standing now.
async fn members_of(db: &impl ConnectionTrait, merchants: impl IntoIterator<Item = Uuid>) -> Result<HashSet<Uuid>, DbErr> {
    let members = merchant::Entity::find().select_only().column(merchant::Column::Id).filter(merchant::Column::Id.is_in(merchants));
    let members = members.filter(merchant::Column::State.eq(MerchantState::Active.key()));
    Ok(members.into_tuple::<Uuid>().all(db).await?.into_iter().collect())
}

/// Writes a category's shortlist in place of the one it had.
///
/// # Errors
/// The database is away.
pub async fn record_candidates(tx: &impl ConnectionTrait, of: Uuid, candidates: &[Shop], meeting: Option<Uuid>, now: Instant) -> Result<(), DbErr> {
    candidate::Entity::delete_many().filter(candidate::Column::Category.eq(of)).exec(tx).await?;
    let where_is = |shop: &Shop| format!("{}{}", shop.district.name(), shop.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default());
    let names = ballot_names(&candidates.iter().map(|shop| (shop.name.to_string(), where_is(shop))).collect::<Vec<_>>());
    let rows = candidates.iter().zip(names).zip(1..).map(|((shop, name), number)| candidate::ActiveModel {
        category: Set(of),
        merchant: Set(shop.id),
        number: Set(number),
        name: Set(name),
        district: Set(shop.district.slug().to_owned()),
    });
    candidate::Entity::insert_many(rows).exec_without_returning(tx).await?;
    category::Entity::update_many()
        .col_expr(category::Column::Meeting, Expr::value(meeting))
        .col_expr(category::Column::ShortlistedAt, Expr::value(now.millis()))
        .filter(category::Column::Id.eq(of))
        .exec(tx)
        .await?;
    Ok(())
}
