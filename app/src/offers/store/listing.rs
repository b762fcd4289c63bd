//! The public list: what residents can get on one member day and in the days around, narrowed by what they look for, with counts.

use super::counts::{Cell, Filter, cells};
use super::{Kept, offers_by_ids};
use crate::backend::{House, search};
use crate::merchants::entity::merchant;
use crate::merchants::{Shop, shops_by_ids};
use crate::offers::entity::offer;
use rules::districts::District;
use rules::merchants::{Category, MerchantState};
use rules::offers::{OfferKind, OfferState};
use rules::{Day, Instant, Month};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// What a resident looks for; nothing means everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In this district.
    pub district: Option<District>,
    /// From shops of this category.
    pub category: Option<Category>,
    /// On this floor.
    pub floor: Option<i16>,
    /// For this audience, by its code.
    pub audience: Option<String>,
    /// Of this kind.
    pub kind: Option<OfferKind>,
    /// With these words in its title, what it gives, or the shop's name.
    pub words: String,
}

/// One choice of a filter with the number of offers behind it, given the other filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet<T> {
    /// The choice.
    pub choice: T,
    /// Offers behind it.
    pub count: usize,
}

/// The list, one page of it.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The offers of this page with the shops that registered them, in walking order.
    pub page: Vec<(Kept, Shop)>,
    /// The key of the next page, if there is one.
    pub next: Option<Uuid>,
    /// All that were found.
    pub found: usize,
    /// All there is on these days, whatever is looked for.
    pub all: usize,
    /// By district.
    pub districts: Vec<Facet<District>>,
    /// By category.
    pub categories: Vec<Facet<Category>>,
    /// By floor.
    pub floors: Vec<Facet<i16>>,
    /// By audience.
    pub audiences: Vec<Facet<String>>,
    /// By kind.
    pub kinds: Vec<Facet<OfferKind>>,
}

/// The days a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The member day's month.
    pub month: Month,
    /// With ranges of dates that are on or still to come from this day; without ranges when there is none.
    pub ranges_from: Option<Day>,
    /// Of a member day that is over: with the offers that ended after its opening, by themselves or when their shop had enough of them.
    pub ended_since: Option<Instant>,
}

/// Offers on one page of a list.
pub const PAGE: usize = 50;

/// The lists that change when an offer or a shop does.
const LISTS: &[&str] = &["offers", "merchants"];

/// The offers of these days that fit what is wanted: one page after the given offer, and what the filters count. It is public data, kept until an
/// offer or a shop changes; what is left of an offer is not in it.
///
/// # Errors
/// The database is away.
pub async fn listed(house: &House, days: Days, wanted: &Wanted, after: Option<Uuid>) -> Result<Arc<Listing>, DbErr> {
    let question = format!("{days:?} {wanted:?} {after:?}");
    house.public.of(&house.db, LISTS, question, looked_up(house, days, wanted, after)).await
}

/// The same list from afar: all that is counted, and of each district the first few offers in place of a page.
///
/// # Errors
/// The database is away.
pub async fn foretaste(house: &House, days: Days, each: usize) -> Result<Arc<Listing>, DbErr> {
    let db = house.db.read();
    let making = async {
        let cells = house.public.of(&house.db, LISTS, format!("{days:?}"), cells(db, on_show(days))).await?;
        let counted = counted(&cells, &Wanted::default());
        let mut ids = Vec::new();
        for facet in &counted.districts {
            let wanted = Wanted { district: Some(facet.choice), ..Wanted::default() };
            let (first, _) = page(db, days, &wanted, &BTreeSet::new(), None).await?;
            ids.extend(first.into_iter().take(each));
        }
        Ok(Listing { page: with_shops(db, &ids).await?, ..counted })
    };
    house.public.of(&house.db, LISTS, format!("{days:?} the first {each} of each district"), making).await
}

async fn looked_up(house: &House, days: Days, wanted: &Wanted, after: Option<Uuid>) -> Result<Listing, DbErr> {
    let db = house.db.read();
    let words = search::words_of(&wanted.words);
    let every = house.public.of(&house.db, LISTS, format!("{days:?}"), cells(db, on_show(days))).await?;
    let all = every.iter().map(|cell| cell.offers).sum();
    if words.is_empty() && !wanted.words.trim().is_empty() {
        return Ok(Listing { all, ..Listing::default() });
    }
    let cells = if words.is_empty() { every } else { Arc::new(cells(db, on_show(days).add(spoken(&words))).await?) };
    let counted = Listing { all, ..counted(&cells, wanted) };
    if counted.found == 0 {
        return Ok(counted);
    }
    let (page, next) = page(db, days, wanted, &words, after).await?;
    Ok(Listing { page: with_shops(db, &page).await?, next, ..counted })
}

/// These offers, in their order, each with the shop that registered it.
///
/// # Errors
/// The database is away.
pub async fn with_shops(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Kept, Shop)>, DbErr> {
    let mut offers: HashMap<Uuid, Kept> = offers_by_ids(db, ids).await?.into_iter().map(|kept| (kept.id, kept)).collect();
    let shops: Vec<Uuid> = offers.values().map(|kept| kept.merchant).collect();
    let shops: HashMap<Uuid, Shop> = shops_by_ids(db, &shops).await?.into_iter().map(|shop| (shop.id, shop)).collect();
    let pair = |id: &Uuid| offers.remove(id).and_then(|kept| shops.get(&kept.merchant).cloned().map(|shop| (kept, shop)));
    Ok(ids.iter().filter_map(pair).collect())
}

/// What the filters count among these cells.
fn counted(cells: &[Cell], wanted: &Wanted) -> Listing {
    let fitting = |but: Filter| cells.iter().filter(move |cell| cell.fits(wanted, but));
    Listing {
        found: fitting(Filter::None).map(|cell| cell.offers).sum(),
        districts: facets(fitting(Filter::District).map(|cell| (cell.district, cell.offers))),
        categories: facets(fitting(Filter::Category).map(|cell| (cell.category, cell.offers))),
        floors: facets(fitting(Filter::Floor).filter_map(|cell| Some((cell.floor?, cell.offers)))),
        audiences: facets(fitting(Filter::Audience).map(|cell| (cell.audience.clone(), cell.offers))),
        kinds: facets(fitting(Filter::Kind).map(|cell| (cell.kind, cell.offers))),
        ..Listing::default()
    }
}

/// How often each choice comes, in the order of the choices.
fn facets<T: Ord>(choices: impl Iterator<Item = (T, usize)>) -> Vec<Facet<T>> {
    let mut counts = std::collections::BTreeMap::new();
    for (choice, offers) in choices {
        *counts.entry(choice).or_insert(0) += offers;
    }
    counts.into_iter().map(|(choice, count)| Facet { choice, count }).collect()
}

/// One page of ids in walking order, and the key of the next. The cross join makes SQLite walk past the shops in their index and look up each one's
/// offers, so that it can stop when the page is full; PostgreSQL finds that way by itself.
async fn page(
    db: &impl ConnectionTrait,
    days: Days,
    wanted: &Wanted,
    words: &BTreeSet<String>,
    after: Option<Uuid>,
) -> Result<(Vec<Uuid>, Option<Uuid>), DbErr> {
    let mut query = merchant::Entity::find()
        .select_only()
        .column(offer::Column::Id)
        .join(JoinType::CrossJoin, merchant::Entity::belongs_to(offer::Entity).from(merchant::Column::Id).to(offer::Column::Merchant).into())
        .filter(offer::Column::Merchant.into_expr().equals((merchant::Entity, merchant::Column::Id)))
        .filter(on_show(days))
        .filter(fitting(wanted))
        .filter(spoken(words));
    if let Some((walk, id)) = place_of(db, after).await? {
        let same = Condition::all().add(merchant::Column::Walk.eq(&walk)).add(offer::Column::Id.gt(id));
        query = query.filter(merchant::Column::Walk.gte(&walk)).filter(Condition::any().add(merchant::Column::Walk.gt(&walk)).add(same));
    }
    let ordered = query.order_by_asc(merchant::Column::Walk).order_by_asc(offer::Column::Id).limit(PAGE as u64 + 1);
    let mut page: Vec<Uuid> = ordered.into_tuple().all(db).await?;
    let more = page.len() > PAGE;
    page.truncate(PAGE);
    let next = page.last().copied().filter(|_| more);
    Ok((page, next))
}

/// Where in the walk an offer is; nothing for an unknown one: then the list begins anew.
async fn place_of(db: &impl ConnectionTrait, offer: Option<Uuid>) -> Result<Option<(String, Uuid)>, DbErr> {
    let Some(id) = offer else { return Ok(None) };
    let shop = offer::Entity::belongs_to(merchant::Entity).from(offer::Column::Merchant).to(merchant::Column::Id).into();
    let walk = offer::Entity::find_by_id(id).select_only().column(merchant::Column::Walk).join(JoinType::InnerJoin, shop);
    Ok(walk.into_tuple::<String>().one(db).await?.map(|walk| (walk, id)))
}

/// What everybody may see of these days.
fn on_show(days: Days) -> Condition {
    let month = days.month.to_string();
    let own = Condition::all().add(offer::Column::Days.eq("member_day")).add(offer::Column::Month.eq(month.clone()));
    let monthly = Condition::all().add(offer::Column::Days.eq("every_month")).add(offer::Column::Month.lte(month));
    let range = days.ranges_from.map(|from| Condition::all().add(offer::Column::Days.eq("range")).add(offer::Column::LastDay.gte(from.to_string())));
    let ended = days.ended_since.map(|since| {
        let by_then = offer::Column::StateSince.gte(since.millis());
        Condition::all().add(offer::Column::State.eq(OfferState::Ended.code())).add(by_then)
    });
    Condition::all()
        .add(Condition::any().add(offer::Column::State.eq(OfferState::Approved.code())).add_option(ended))
        .add(merchant::Column::State.eq(MerchantState::Active.key()))
        .add(Condition::any().add(own).add(monthly).add_option(range))
}

/// What the filters ask.
fn fitting(wanted: &Wanted) -> Condition {
    Condition::all()
        .add_option(wanted.district.map(|district| merchant::Column::District.eq(district.slug())))
        .add_option(wanted.category.map(|category| merchant::Column::Category.eq(category.key())))
        .add_option(wanted.floor.map(|floor| merchant::Column::Floor.eq(floor)))
        .add_option(wanted.audience.as_ref().map(|audience| offer::Column::Audience.eq(audience)))
        .add_option(wanted.kind.map(|kind| offer::Column::Kind.eq(kind.code())))
}

/// Every word stands in the offer or is one of its shop's.
fn spoken(words: &BTreeSet<String>) -> Condition {
    words.iter().fold(Condition::all(), |all, word| {
        let offers = Expr::col((offer::Entity, offer::Column::Id)).in_subquery(search::records_with_word("offer", word));
        let shops = Expr::col((merchant::Entity, merchant::Column::Id)).in_subquery(search::records_with_word("merchant", word));
        all.add(Condition::any().add(offers).add(shops))
    })
}
