//! The shops that one firm has.

use crate::merchants::entity::merchant;
use crate::merchants::{Shop, shops_by_ids};
use rules::merchants::MerchantState;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
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
