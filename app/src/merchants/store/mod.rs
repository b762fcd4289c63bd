//! Keeping merchants: what pages and acts read, what the acts write.

mod directory;
mod records;

pub(super) use directory::{Filter, Floors, Listing, counts, directory};
pub use records::{By, record_changes, record_listing, record_take_over};
pub(super) use records::{record_again, record_application, record_edit, record_photo, record_state, record_step_down};

use super::entity::{merchant, story};
use crate::backend::{AppError, House, search};
use rules::Instant;
use rules::districts::District;
use rules::merchants::{Category, CreditCode, Hours, MerchantName, MerchantState, Phone, Unit};
use rules::registers::{Existing, ShopField};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// A merchant as the town speaks of it.
#[derive(Debug, Clone)]
pub struct Shop {
    /// Its id.
    pub id: Uuid,
    /// Its district.
    pub district: District,
    /// The firm.
    pub credit_code: CreditCode,
    /// Where it stands.
    pub state: MerchantState,
    /// Since when.
    pub state_at: Instant,
    /// The name over the door.
    pub name: MerchantName,
    /// What it does.
    pub category: Category,
    /// Where it is.
    pub unit: Option<Unit>,
    /// How it is reached.
    pub phone: Option<Phone>,
    /// When it is open; nothing when that is not known.
    pub hours: Option<Hours>,
    /// The contact person: personal, never public.
    pub contact: Option<String>,
    /// What the owner has edited.
    pub edited: Vec<ShopField>,
    /// The photo's content hash.
    pub photo: Option<String>,
    /// Who applied.
    pub applicant: Option<Uuid>,
    /// Its place in every list.
    pub walk: String,
}

impl Shop {
    /// From its row.
    ///
    /// # Errors
    /// The row was not written by this portal.
    pub fn of(row: merchant::Model) -> Result<Self, DbErr> {
        let unreadable = |what: &str| DbErr::Type(format!("merchant {}: {what}", row.id));
        Ok(Self {
            id: row.id,
            district: District::from_slug(&row.district).ok_or_else(|| unreadable("district"))?,
            credit_code: CreditCode::parse(&row.credit_code).map_err(|_| unreadable("credit code"))?,
            state: MerchantState::from_key(&row.state).ok_or_else(|| unreadable("state"))?,
            state_at: Instant::from_millis(row.state_at),
            name: MerchantName::parse(&row.name).map_err(|_| unreadable("name"))?,
            category: Category::from_key(&row.category).ok_or_else(|| unreadable("category"))?,
            unit: row.unit.as_deref().map(Unit::parse).transpose().map_err(|_| unreadable("unit"))?,
            phone: row.phone.as_deref().map(Phone::parse).transpose().map_err(|_| unreadable("telephone"))?,
            hours: row.hours.as_deref().map(serde_json::from_str).transpose().map_err(|_| unreadable("hours"))?,
            edited: serde_json::from_str(&row.edited).map_err(|_| unreadable("edited"))?,
            contact: row.contact,
            photo: row.photo,
            applicant: row.applicant,
            walk: row.walk,
        })
    }

    /// The floor; nothing for a street door.
    #[must_use]
    pub fn floor(&self) -> Option<i16> {
        self.unit.as_ref().and_then(Unit::floor)
    }

    /// The merchant as an import compares it.
    #[must_use]
    pub fn existing(&self) -> Existing {
        Existing {
            district: self.district,
            credit_code: self.credit_code.clone(),
            state: self.state,
            name: self.name.clone(),
            category: self.category,
            unit: self.unit.clone(),
            phone: self.phone.clone(),
            hours: self.hours.clone(),
            contact: self.contact.clone(),
            edited: self.edited.clone(),
        }
    }
}

/// One merchant.
///
/// # Errors
/// The database is away.
pub async fn shop_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Shop>, DbErr> {
    merchant::Entity::find_by_id(id).one(db).await?.map(Shop::of).transpose()
}

/// One merchant that must be there.
///
/// # Errors
/// Not found, or the database is away.
pub async fn shop(db: &impl ConnectionTrait, id: Uuid) -> Result<Shop, AppError> {
    shop_by_id(db, id).await?.ok_or_else(AppError::not_found)
}

/// One merchant, held until the commit, and the last line of its story: every write leaves one.
pub(super) async fn shop_to_change(tx: &impl ConnectionTrait, id: Uuid) -> Result<(Shop, i64), AppError> {
    let row = merchant::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or_else(AppError::not_found)?;
    Ok((Shop::of(row)?, last_line(&story_of(tx, id).await?)))
}

/// The last line of a story; 0 when nothing was told yet.
pub(super) fn last_line(story: &[story::Model]) -> i64 {
    story.first().map_or(0, |line| line.line)
}

/// Several merchants, in walking order.
///
/// # Errors
/// The database is away.
pub async fn shops_by_ids(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Shop>, DbErr> {
    all(merchant::Entity::find().filter(merchant::Column::Id.is_in(ids.iter().copied())), db).await
}

/// All merchants, in walking order: for imports.
///
/// # Errors
/// The database is away.
pub async fn every_shop(db: &impl ConnectionTrait) -> Result<Vec<Shop>, DbErr> {
    all(merchant::Entity::find(), db).await
}

/// The shops that everybody may see, in walking order; kept until the list of merchants changes.
///
/// # Errors
/// The database is away.
pub async fn public_shops(house: &House) -> Result<Arc<Vec<Shop>>, DbErr> {
    let shown = merchant::Column::State.is_in(MerchantState::ALL.into_iter().filter(|state| state.is_public()).map(MerchantState::key));
    let shops = all(merchant::Entity::find().filter(shown), house.db.read());
    house.public.of(&house.db, &["merchants"], String::new(), shops).await
}

/// The shop with this identity.
///
/// # Errors
/// The database is away.
pub async fn shop_by_identity(db: &impl ConnectionTrait, district: District, code: &CreditCode) -> Result<Option<Shop>, DbErr> {
    let same = merchant::Entity::find().filter(merchant::Column::District.eq(district.slug())).filter(merchant::Column::CreditCode.eq(code.as_str()));
    same.one(db).await?.map(Shop::of).transpose()
}

/// The codes of the shops of this name in a district that have not left.
///
/// # Errors
/// The database is away.
pub async fn namesakes(db: &impl ConnectionTrait, district: District, name: &MerchantName) -> Result<Vec<CreditCode>, DbErr> {
    let same = merchant::Entity::find()
        .filter(merchant::Column::District.eq(district.slug()))
        .filter(merchant::Column::NameKey.eq(name.key()))
        .filter(merchant::Column::State.ne(MerchantState::Left.key()));
    Ok(all(same, db).await?.into_iter().map(|shop| shop.credit_code).collect())
}

/// What a person applied for and has not become.
pub(super) async fn applications_of(db: &impl ConnectionTrait, person: Uuid) -> Result<Vec<Shop>, DbErr> {
    let open = [MerchantState::Applied, MerchantState::Returned, MerchantState::Declined].map(MerchantState::key);
    all(merchant::Entity::find().filter(merchant::Column::Applicant.eq(person)).filter(merchant::Column::State.is_in(open)), db).await
}

/// Merchants of some districts in a state, of those only the ones with these words; those that wait longest first, together in walking order.
pub(super) async fn waiting(db: &impl ConnectionTrait, districts: &[District], state: MerchantState, words: &str) -> Result<Vec<Shop>, DbErr> {
    let mut query = merchant::Entity::find()
        .filter(merchant::Column::District.is_in(districts.iter().map(|district| district.slug())))
        .filter(merchant::Column::State.eq(state.key()))
        .order_by_asc(merchant::Column::StateAt)
        .order_by_asc(merchant::Column::Walk)
        .order_by_asc(merchant::Column::Id);
    if let Some(found) = search::records_with("merchant", words) {
        query = query.filter(merchant::Column::Id.in_subquery(found));
    }
    query.all(db).await?.into_iter().map(Shop::of).collect()
}

/// How many merchants of some districts stand where.
pub(super) async fn counts_by_state(db: &impl ConnectionTrait, districts: &[District]) -> Result<BTreeMap<MerchantState, i64>, DbErr> {
    let rows: Vec<(String, i64)> = merchant::Entity::find()
        .select_only()
        .column(merchant::Column::State)
        .column_as(merchant::Column::Id.count(), "merchants")
        .filter(merchant::Column::District.is_in(districts.iter().map(|district| district.slug())))
        .group_by(merchant::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(state, count)| Some((MerchantState::from_key(&state)?, count))).collect())
}

async fn all(query: sea_orm::Select<merchant::Entity>, db: &impl ConnectionTrait) -> Result<Vec<Shop>, DbErr> {
    query.order_by_asc(merchant::Column::Walk).order_by_asc(merchant::Column::Id).all(db).await?.into_iter().map(Shop::of).collect()
}

/// What happened to a merchant, the newest first.
pub(super) async fn story_of(db: &impl ConnectionTrait, merchant: Uuid) -> Result<Vec<story::Model>, DbErr> {
    story::Entity::find().filter(story::Column::Merchant.eq(merchant)).order_by_desc(story::Column::Line).all(db).await
}
