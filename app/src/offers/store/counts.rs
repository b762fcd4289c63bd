//! The numbers beside the filters' choices, all from one counting of the list.

use super::listing::Wanted;
use crate::merchants::entity::merchant;
use crate::offers::entity::offer;
use rules::districts::District;
use rules::merchants::Category;
use rules::offers::OfferKind;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect};

/// Offers that no filter can tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub district: District,
    pub category: Category,
    pub floor: Option<i16>,
    pub audience: String,
    pub kind: OfferKind,
    /// How many there are.
    pub offers: usize,
}

/// The filter that a count leaves out: its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    None,
    District,
    Category,
    Floor,
    Audience,
    Kind,
}

impl Cell {
    /// Whether its offers are wanted, one filter left out.
    pub fn fits(&self, wanted: &Wanted, but: Filter) -> bool {
        let free = |filter: Filter, fits: bool| but == filter || fits;
        free(Filter::District, wanted.district.is_none_or(|district| district == self.district))
            && free(Filter::Category, wanted.category.is_none_or(|category| category == self.category))
            && free(Filter::Floor, wanted.floor.is_none_or(|floor| Some(floor) == self.floor))
            && free(Filter::Audience, wanted.audience.as_ref().is_none_or(|audience| *audience == self.audience))
            && free(Filter::Kind, wanted.kind.is_none_or(|kind| kind == self.kind))
    }
}

/// Counts the offers of a list.
///
/// # Errors
/// The database is away.
pub(super) async fn cells(db: &impl ConnectionTrait, list: Condition) -> Result<Vec<Cell>, DbErr> {
    let rows: Vec<(String, String, Option<i16>, String, String, i64)> = offer::Entity::find()
        .select_only()
        .columns([merchant::Column::District, merchant::Column::Category, merchant::Column::Floor])
        .columns([offer::Column::Audience, offer::Column::Kind])
        .column_as(offer::Column::Id.count(), "offers")
        .join(JoinType::InnerJoin, offer::Entity::belongs_to(merchant::Entity).from(offer::Column::Merchant).to(merchant::Column::Id).into())
        .filter(list)
        .group_by(merchant::Column::District)
        .group_by(merchant::Column::Category)
        .group_by(merchant::Column::Floor)
        .group_by(offer::Column::Audience)
        .group_by(offer::Column::Kind)
        .into_tuple()
        .all(db)
        .await?;
    let cell = |(district, category, floor, audience, kind, offers): (String, String, Option<i16>, String, String, i64)| {
        let (district, category) = (District::from_slug(&district)?, Category::from_key(&category)?);
        Some(Cell { district, category, floor, audience, kind: OfferKind::from_code(&kind)?, offers: usize::try_from(offers).ok()? })
    };
    Ok(rows.into_iter().filter_map(cell).collect())
}
