//! The shops that one firm has, and those that give something on a member day.

use super::entity::{offer, offer_shop};
use crate::merchants::entity::merchant;
use crate::merchants::{Shop, shops_by_ids};
use rules::Month;
use rules::merchants::MerchantState;
use rules::offers::OfferState;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

/// The other active shops of a shop's firm, in walking order.
///
/// # Errors
/// The database is away.
pub async fn sisters(db: &impl ConnectionTrait, shop: &Shop) -> Result<Vec<Shop>, DbErr> {
    let firm = merchant::Entity::find().select_only().column(merchant::Column::Id).filter(merchant::Column::CreditCode.eq(shop.credit_code.as_str()));
    let others = firm.filter(merchant::Column::Id.ne(shop.id)).filter(merchant::Column::State.eq(MerchantState::Active.key()));
    let ids: Vec<Uuid> = others.into_tuple().all(db).await?;
    shops_by_ids(db, &ids).await
}

/// The first month on whose member day something was given.
///
/// # Errors
/// The database is away.
pub async fn first_month(db: &impl ConnectionTrait) -> Result<Option<Month>, DbErr> {
    let public = offer::Column::State.is_in([OfferState::Approved.code(), OfferState::Ended.code()]);
    let months = offer::Entity::find().select_only().column_as(offer::Column::Month.min(), "month").filter(public);
    let first: Option<Option<String>> = months.into_tuple().one(db).await?;
    Ok(first.flatten().as_deref().and_then(Month::parse))
}

/// The shops whose offers were on in that month's member day.
///
/// # Errors
/// The database is away.
pub async fn shops_giving_in(db: &impl ConnectionTrait, month: Month) -> Result<Vec<Uuid>, DbErr> {
    let month = month.to_string();
    let own = Condition::all().add(offer::Column::Days.eq("member_day")).add(offer::Column::Month.eq(month.clone()));
    let monthly = Condition::all().add(offer::Column::Days.eq("every_month")).add(offer::Column::Month.lte(month));
    let stood = offer::Column::State.is_in([OfferState::Approved.code(), OfferState::Ended.code()]);
    let offers = offer::Entity::find().select_only().column(offer::Column::Id).filter(stood).filter(Condition::any().add(own).add(monthly));
    let giving = offer_shop::Entity::find().select_only().column(offer_shop::Column::Merchant).distinct();
    giving.filter(offer_shop::Column::Offer.in_subquery(offers.into_query())).into_tuple().all(db).await
}
