//! The public list: what residents can get on one member day and in the days around, narrowed by what they look for, with counts.

use crate::merchants::entity::merchant;
use crate::offers::entity::offer;
use rules::districts::District;
use rules::merchants::{Category, MerchantState};
use rules::offers::{OfferKind, OfferState};
use rules::{Day, Month};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};
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

/// What the filters need to know of one offer.
#[derive(Debug, Clone, FromQueryResult)]
struct Row {
    id: Uuid,
    title: String,
    gives: String,
    kind: String,
    audience: String,
    shop: String,
    district: String,
    category: String,
    floor: Option<i16>,
    unit: Option<String>,
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
    /// The offers of this page, in walking order.
    pub page: Vec<Uuid>,
    /// The key of the next page, if there is one.
    pub next: Option<Uuid>,
    /// All that were found.
    pub found: usize,
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
}

/// Offers on one page of a list.
pub const PAGE: usize = 24;

/// The offers of these days that fit what is wanted: one page after the given offer, and what the filters count.
///
/// # Errors
/// The database is away.
pub async fn listed(db: &impl ConnectionTrait, days: Days, wanted: &Wanted, after: Option<Uuid>) -> Result<Listing, DbErr> {
    let words: Vec<String> = wanted.words.to_lowercase().split_whitespace().map(ToOwned::to_owned).collect();
    let spoken = rows(db, days).await?.into_iter().filter(|row| words.iter().all(|word| row.says(word)));
    let rows: Vec<Shown> = spoken.filter_map(|row| Shown::of(&row)).collect();
    let fits = |shown: &&Shown, but: Filter| shown.fits(wanted, but);
    let found: Vec<&Shown> = rows.iter().filter(|shown| fits(shown, Filter::None)).collect();
    let from = after.and_then(|after| found.iter().position(|shown| shown.id == after)).map_or(0, |at| at + 1);
    let page: Vec<Uuid> = found.iter().skip(from).take(PAGE).map(|shown| shown.id).collect();
    Ok(Listing {
        next: (from + page.len() < found.len()).then(|| page.last().copied()).flatten(),
        page,
        found: found.len(),
        districts: count(rows.iter().filter(|shown| fits(shown, Filter::District)).map(|shown| shown.district)),
        categories: count(rows.iter().filter(|shown| fits(shown, Filter::Category)).map(|shown| shown.category)),
        floors: count(rows.iter().filter(|shown| fits(shown, Filter::Floor)).filter_map(|shown| shown.floor)),
        audiences: count(rows.iter().filter(|shown| fits(shown, Filter::Audience)).map(|shown| shown.audience.clone())),
        kinds: count(rows.iter().filter(|shown| fits(shown, Filter::Kind)).map(|shown| shown.kind)),
    })
}

async fn rows(db: &impl ConnectionTrait, days: Days) -> Result<Vec<Row>, DbErr> {
    let month = days.month.to_string();
    let own = Condition::all().add(offer::Column::Days.eq("member_day")).add(offer::Column::Month.eq(month.clone()));
    let monthly = Condition::all().add(offer::Column::Days.eq("every_month")).add(offer::Column::Month.lte(month));
    let range = days.ranges_from.map(|from| Condition::all().add(offer::Column::Days.eq("range")).add(offer::Column::LastDay.gte(from.to_string())));
    offer::Entity::find()
        .select_only()
        .columns([offer::Column::Id, offer::Column::Title, offer::Column::Gives, offer::Column::Kind, offer::Column::Audience])
        .column_as(merchant::Column::Name, "shop")
        .column_as(merchant::Column::District, "district")
        .column_as(merchant::Column::Category, "category")
        .column_as(merchant::Column::Floor, "floor")
        .column_as(merchant::Column::Unit, "unit")
        .join(JoinType::InnerJoin, offer::Entity::belongs_to(merchant::Entity).from(offer::Column::Merchant).to(merchant::Column::Id).into())
        .filter(offer::Column::State.eq(OfferState::Approved.code()))
        .filter(merchant::Column::State.eq(MerchantState::Active.key()))
        .filter(Condition::any().add(own).add(monthly).add_option(range))
        .order_by_asc(merchant::Column::Walk)
        .order_by_asc(offer::Column::Id)
        .into_model()
        .all(db)
        .await
}

/// What the filters compare.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    id: Uuid,
    district: District,
    category: Category,
    floor: Option<i16>,
    audience: String,
    kind: OfferKind,
}

/// The filter that a count leaves out: its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    None,
    District,
    Category,
    Floor,
    Audience,
    Kind,
}

impl Shown {
    fn of(row: &Row) -> Option<Self> {
        Some(Self {
            id: row.id,
            district: District::from_slug(&row.district)?,
            category: Category::from_key(&row.category)?,
            floor: row.floor,
            audience: row.audience.clone(),
            kind: OfferKind::from_code(&row.kind)?,
        })
    }

    fn fits(&self, wanted: &Wanted, but: Filter) -> bool {
        let free = |filter: Filter, fits: bool| but == filter || fits;
        free(Filter::District, wanted.district.is_none_or(|district| district == self.district))
            && free(Filter::Category, wanted.category.is_none_or(|category| category == self.category))
            && free(Filter::Floor, wanted.floor.is_none_or(|floor| Some(floor) == self.floor))
            && free(Filter::Audience, wanted.audience.as_ref().is_none_or(|audience| *audience == self.audience))
            && free(Filter::Kind, wanted.kind.is_none_or(|kind| kind == self.kind))
    }
}

impl Row {
    /// Whether a word stands in the offer or the shop's name; also by the initials of the shop's pinyin.
    fn says(&self, word: &str) -> bool {
        use pinyin::ToPinyin;
        let texts = [Some(&self.title), Some(&self.gives), Some(&self.shop), self.unit.as_ref()];
        let initials = || self.shop.as_str().to_pinyin().flatten().map(|sound| sound.first_letter()).collect::<String>();
        texts.into_iter().flatten().any(|text| text.to_lowercase().contains(word)) || (word.is_ascii() && initials().contains(word))
    }
}

/// How often each choice comes, in the order of the choices.
fn count<T: Ord + Clone>(choices: impl Iterator<Item = T>) -> Vec<Facet<T>> {
    let mut counts = std::collections::BTreeMap::new();
    for choice in choices {
        *counts.entry(choice).or_insert(0) += 1;
    }
    counts.into_iter().map(|(choice, count)| Facet { choice, count }).collect()
}
