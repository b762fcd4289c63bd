//! The public directory: filtered, searched, page by page in walking order.

use super::super::entity::merchant;
use super::Shop;
use crate::backend::search;
use rules::Instant;
use rules::districts::District;
use rules::merchants::{Category, MerchantState};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};

/// Shops on one page of the directory.
const PAGE: usize = 24;
/// Shops looked at in one go when only open ones are wanted …
const STRETCH: u64 = 200;
/// … and how often for one page: at night the page may stay short and lead on.
const STRETCHES: usize = 5;

/// What a visitor asks of the directory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Of this district only.
    pub(crate) district: Option<District>,
    /// Of this category only.
    pub(crate) category: Option<Category>,
    /// On this floor only.
    pub(crate) floor: Option<i16>,
    /// Open now.
    pub(crate) open: bool,
    /// Words to find.
    pub(crate) words: Option<String>,
    /// Behind this place of the walk.
    pub(crate) after: Option<String>,
}

/// One page of the directory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listing {
    /// Its shops, in walking order.
    pub(crate) shops: Vec<Shop>,
    /// Where the next page begins, if there is one.
    pub(crate) next: Option<String>,
    /// When the first of the shops looked at opens or closes.
    pub(crate) valid_until: Option<Instant>,
}

/// One page of the directory.
pub(crate) async fn directory(db: &impl ConnectionTrait, filter: &Filter, now: Instant) -> Result<Listing, DbErr> {
    let mut listing = Listing::default();
    let mut after = filter.after.clone();
    let stretch = if filter.open { STRETCH } else { PAGE as u64 + 1 };
    for _ in 0..STRETCHES {
        let rows = stretch_of(db, filter, after.as_deref(), stretch).await?;
        let last = (rows.len() as u64) < stretch;
        for row in rows {
            after = Some(place(&row));
            let shop = Shop::of(row)?;
            let change = shop.hours.as_ref().and_then(|hours| hours.next_change_after(now));
            listing.valid_until = [listing.valid_until, change].into_iter().flatten().min();
            if filter.open && !shop.hours.as_ref().is_some_and(|hours| hours.open_at(now)) {
                continue;
            }
            if listing.shops.len() == PAGE {
                listing.next = listing.shops.last().map(|shop| format!("{}~{}", shop.walk, shop.id));
                return Ok(listing);
            }
            listing.shops.push(shop);
        }
        if last {
            return Ok(listing);
        }
    }
    listing.next = after;
    Ok(listing)
}

async fn stretch_of(db: &impl ConnectionTrait, filter: &Filter, after: Option<&str>, stretch: u64) -> Result<Vec<merchant::Model>, DbErr> {
    let mut query = merchant::Entity::find().filter(public());
    if let Some(district) = filter.district {
        query = query.filter(merchant::Column::District.eq(district.slug()));
    }
    if let Some(category) = filter.category {
        query = query.filter(merchant::Column::Category.eq(category.key()));
    }
    if let Some(floor) = filter.floor {
        query = query.filter(merchant::Column::Floor.eq(floor));
    }
    if let Some(found) = filter.words.as_deref().and_then(|words| search::records_with("merchant", words)) {
        query = query.filter(merchant::Column::Id.in_subquery(found));
    }
    let behind = after.filter(|after| !after.contains('\0')).and_then(|after| after.rsplit_once('~'));
    if let Some((walk, id)) = behind.and_then(|(walk, id)| Some((walk, id.parse::<uuid::Uuid>().ok()?))) {
        let behind = Condition::all().add(merchant::Column::Walk.eq(walk)).add(merchant::Column::Id.gt(id));
        query = query.filter(Condition::any().add(merchant::Column::Walk.gt(walk)).add(behind));
    }
    query.order_by_asc(merchant::Column::Walk).order_by_asc(merchant::Column::Id).limit(stretch).all(db).await
}

fn place(row: &merchant::Model) -> String {
    format!("{}~{}", row.walk, row.id)
}

fn public() -> sea_orm::sea_query::SimpleExpr {
    let shown = MerchantState::ALL.into_iter().filter(|state| state.is_public()).map(MerchantState::key);
    merchant::Column::State.is_in(shown)
}

/// The floors on which a district, or all of them, have shops.
pub(crate) type Floors = BTreeSet<i16>;

/// How many public shops each district and category has, and the floors, for the filter's chips.
pub(crate) async fn counts(db: &impl ConnectionTrait, filter: &Filter) -> Result<(BTreeMap<District, i64>, BTreeMap<Category, i64>, Floors), DbErr> {
    let rows: Vec<(String, String, Option<i16>, i64)> = merchant::Entity::find()
        .select_only()
        .column(merchant::Column::District)
        .column(merchant::Column::Category)
        .column(merchant::Column::Floor)
        .column_as(merchant::Column::Id.count(), "shops")
        .filter(public())
        .group_by(merchant::Column::District)
        .group_by(merchant::Column::Category)
        .group_by(merchant::Column::Floor)
        .into_tuple()
        .all(db)
        .await?;
    let (mut districts, mut categories, mut floors) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    for (district, category, floor, shops) in rows {
        let (Some(district), Some(category)) = (District::from_slug(&district), Category::from_key(&category)) else { continue };
        *districts.entry(district).or_default() += shops;
        if filter.district.is_none_or(|chosen| chosen == district) {
            *categories.entry(category).or_default() += shops;
            floors.extend(floor);
        }
    }
    Ok((districts, categories, floors))
}
