//! Writing merchants: every write leaves a line in the merchant's story and keeps its words findable.

use super::super::entity::{merchant, story};
use super::Shop;
use crate::backend::{AppError, Begun, search};
use rules::Instant;
use rules::districts::District;
use rules::merchants::{Application, Category, CreditCode, Hours, MerchantAct, MerchantName, MerchantState, ShopSheet, StandingRefusal, Unit};
use rules::registers::{Difference, ShopField, ShopRow};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Who does it, and when.
#[derive(Debug, Clone, Copy)]
pub struct By {
    /// The person; nil for the command line.
    pub person: Uuid,
    /// The moment of the act.
    pub now: Instant,
}

impl By {
    /// The person who acts, at the moment of the act.
    #[must_use]
    pub fn of(act: &Begun) -> Self {
        Self { person: act.person(), now: act.now() }
    }
}

/// Writes a new application; a shop of the same firm that was declined or has left keeps its record.
pub(crate) async fn record_application(tx: &impl ConnectionTrait, id: Uuid, application: &Application, by: By) -> Result<(), DbErr> {
    let mut row = blank(id, application.district, &application.credit_code, MerchantState::Applied, by.now);
    row.applicant = Set(Some(by.person));
    row.edited = Set(all_of_the_owner()?);
    fill(&mut row, application.district, &application.shop)?;
    merchant::Entity::insert(row).exec_without_returning(tx).await?;
    tell(tx, id, "apply", by, None).await?;
    find_by_words(tx, id, application.district, &application.shop.name, application.shop.category, Some(&application.shop.unit)).await
}

/// Writes what an applicant sends again in place of what it was, and moves the application on.
pub(crate) async fn record_again(tx: &impl ConnectionTrait, shop: &Shop, sheet: &ShopSheet, act: MerchantAct, by: By) -> Result<(), AppError> {
    record_state(tx, shop, act, by, None).await?;
    let edited = Set(all_of_the_owner()?);
    let mut row = merchant::ActiveModel { id: Set(shop.id), applicant: Set(Some(by.person)), edited, ..Default::default() };
    fill(&mut row, shop.district, sheet)?;
    row.update(tx).await?;
    find_by_words(tx, shop.id, shop.district, &sheet.name, sheet.category, Some(&sheet.unit)).await?;
    Ok(())
}

/// Lists a shop from a register, without an owner.
///
/// # Errors
/// The database is away.
pub async fn record_listing(tx: &impl ConnectionTrait, id: Uuid, shop: &ShopRow, by: By) -> Result<(), DbErr> {
    let mut row = blank(id, shop.district, &shop.credit_code, MerchantState::Listed, by.now);
    let category = shop.category.unwrap_or(Category::Other);
    place(&mut row, shop.district, shop.unit.as_ref());
    row.name = Set(shop.name.to_string());
    row.name_key = Set(shop.name.key());
    row.category = Set(category.key().to_owned());
    row.phone = Set(shop.phone.as_ref().map(ToString::to_string));
    row.hours = Set(shop.hours.as_ref().map(written).transpose()?);
    row.contact = Set(shop.contact.clone());
    merchant::Entity::insert(row).exec_without_returning(tx).await?;
    tell(tx, id, "list", by, None).await?;
    find_by_words(tx, id, shop.district, &shop.name, category, shop.unit.as_ref()).await
}

/// Writes what a register changes in a shop; what the owner edited is not among it.
///
/// # Errors
/// The database is away.
pub async fn record_changes(tx: &impl ConnectionTrait, known: &Shop, shop: &ShopRow, writes: &[Difference], by: By) -> Result<(), DbErr> {
    let changes = |field: ShopField| writes.iter().any(|difference| difference.field == field);
    let mut row = merchant::ActiveModel { id: Set(known.id), ..Default::default() };
    let name = if changes(ShopField::Name) { &shop.name } else { &known.name };
    let category = shop.category.filter(|_| changes(ShopField::Category)).unwrap_or(known.category);
    let unit = if changes(ShopField::Unit) { shop.unit.as_ref() } else { known.unit.as_ref() };
    place(&mut row, known.district, unit);
    row.name = Set(name.to_string());
    row.name_key = Set(name.key());
    row.category = Set(category.key().to_owned());
    if changes(ShopField::Phone) {
        row.phone = Set(shop.phone.as_ref().map(ToString::to_string));
    }
    if changes(ShopField::Hours) {
        row.hours = Set(shop.hours.as_ref().map(written).transpose()?);
    }
    if changes(ShopField::Contact) {
        row.contact = Set(shop.contact.clone());
    }
    row.update(tx).await?;
    tell(tx, known.id, "import", by, None).await?;
    find_by_words(tx, known.id, known.district, name, category, unit).await
}

/// Writes what the owner edited, and marks it as theirs.
pub(crate) async fn record_edit(tx: &impl ConnectionTrait, shop: &Shop, sheet: &ShopSheet, by: By) -> Result<(), DbErr> {
    let mut edited = shop.edited.clone();
    let differ = [
        (ShopField::Name, shop.name != sheet.name),
        (ShopField::Category, shop.category != sheet.category),
        (ShopField::Unit, shop.unit.as_ref() != Some(&sheet.unit)),
        (ShopField::Phone, shop.phone.as_ref() != Some(&sheet.phone)),
        (ShopField::Hours, shop.hours.as_ref() != Some(&sheet.hours)),
    ];
    edited.extend(differ.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field));
    edited.sort_unstable();
    edited.dedup();
    let mut row = merchant::ActiveModel { id: Set(shop.id), edited: Set(serde_json::to_string(&edited).map_err(json)?), ..Default::default() };
    fill(&mut row, shop.district, sheet)?;
    row.update(tx).await?;
    tell(tx, shop.id, "edit", by, None).await?;
    find_by_words(tx, shop.id, shop.district, &sheet.name, sheet.category, Some(&sheet.unit)).await
}

/// Hands a shop to its person: a listed one is a member now, a member has one more owner.
///
/// # Errors
/// The shop is not listed any more, or the database is away.
pub async fn record_take_over(tx: &impl ConnectionTrait, shop: &Shop, by: By) -> Result<(), AppError> {
    match shop.state {
        MerchantState::Active | MerchantState::Suspended => Ok(tell(tx, shop.id, "owner", by, None).await?),
        _ => record_state(tx, shop, MerchantAct::TakeOver, by, None).await.map(|_| ()),
    }
}

/// An owner has given the shop into the others' hands.
pub(crate) async fn record_step_down(tx: &impl ConnectionTrait, shop: Uuid, by: By) -> Result<(), DbErr> {
    tell(tx, shop, "step_down", by, None).await
}

/// Hangs up the shop's photo, or takes it down.
pub(crate) async fn record_photo(tx: &impl ConnectionTrait, shop: Uuid, photo: Option<String>, by: By) -> Result<(), DbErr> {
    let row = merchant::ActiveModel { id: Set(shop), photo: Set(photo), ..Default::default() };
    row.update(tx).await?;
    tell(tx, shop, "photo", by, None).await
}

/// Moves a merchant's standing on, if it still stands where it was read.
pub(crate) async fn record_state(
    tx: &impl ConnectionTrait,
    shop: &Shop,
    act: MerchantAct,
    by: By,
    grounds: Option<&str>,
) -> Result<MerchantState, AppError> {
    let after = shop.state.after(act)?;
    let moved = merchant::Entity::update_many()
        .col_expr(merchant::Column::State, Expr::value(after.key()))
        .col_expr(merchant::Column::StateAt, Expr::value(by.now.millis()))
        .filter(merchant::Column::Id.eq(shop.id))
        .filter(merchant::Column::State.eq(shop.state.key()))
        .exec(tx)
        .await?;
    if moved.rows_affected == 0 {
        return Err(StandingRefusal::ApplicationSettled.into());
    }
    tell(tx, shop.id, act.key(), by, grounds).await?;
    Ok(after)
}

fn blank(id: Uuid, district: District, code: &CreditCode, state: MerchantState, now: Instant) -> merchant::ActiveModel {
    merchant::ActiveModel {
        id: Set(id),
        district: Set(district.slug().to_owned()),
        credit_code: Set(code.to_string()),
        state: Set(state.key().to_owned()),
        state_at: Set(now.millis()),
        edited: Set("[]".to_owned()),
        created_at: Set(now.millis()),
        ..Default::default()
    }
}

/// An application is the owner's own words: no register overwrites them.
fn all_of_the_owner() -> Result<String, DbErr> {
    serde_json::to_string(&[ShopField::Name, ShopField::Category, ShopField::Unit, ShopField::Phone, ShopField::Hours]).map_err(json)
}

fn fill(row: &mut merchant::ActiveModel, district: District, sheet: &ShopSheet) -> Result<(), DbErr> {
    place(row, district, Some(&sheet.unit));
    row.name = Set(sheet.name.to_string());
    row.name_key = Set(sheet.name.key());
    row.category = Set(sheet.category.key().to_owned());
    row.phone = Set(Some(sheet.phone.to_string()));
    row.hours = Set(Some(written(&sheet.hours)?));
    Ok(())
}

fn place(row: &mut merchant::ActiveModel, district: District, unit: Option<&Unit>) {
    let floor = unit.and_then(Unit::floor);
    row.unit = Set(unit.map(ToString::to_string));
    row.floor = Set(floor);
    row.walk = Set(walk(district, floor, unit.map(Unit::as_str).unwrap_or_default()));
}

/// District, floor (basements first, street doors last) and unit, so that plain text order is the order of a walk.
fn walk(district: District, floor: Option<i16>, unit: &str) -> String {
    let district = District::ALL.iter().position(|known| *known == district).unwrap_or_default();
    let floor = floor.map_or(999, |floor| floor + 100);
    format!("{district}{floor:03}{unit}")
}

fn written(hours: &Hours) -> Result<String, DbErr> {
    serde_json::to_string(hours).map_err(json)
}

fn json(error: serde_json::Error) -> DbErr {
    DbErr::Json(error.to_string())
}

async fn tell(tx: &impl ConnectionTrait, merchant: Uuid, act: &str, by: By, grounds: Option<&str>) -> Result<(), DbErr> {
    let line = story::ActiveModel {
        merchant: Set(merchant),
        act: Set(act.to_owned()),
        person: Set(by.person),
        at: Set(by.now.millis()),
        grounds: Set(grounds.map(ToOwned::to_owned)),
        ..Default::default()
    };
    story::Entity::insert(line).exec_without_returning(tx).await?;
    Ok(())
}

/// Makes the shop findable by its name, unit, trade and district.
async fn find_by_words(
    tx: &impl ConnectionTrait,
    id: Uuid,
    district: District,
    name: &MerchantName,
    category: Category,
    unit: Option<&Unit>,
) -> Result<(), DbErr> {
    let unit = unit.map(Unit::as_str).unwrap_or_default();
    search::index(tx, "merchant", id, &[name.as_str(), unit, category.name(), district.name()]).await
}
