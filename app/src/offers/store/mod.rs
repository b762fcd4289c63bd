//! Keeping offers: terms and state in one row, every act in the story.

mod counts;
mod listing;
mod rows;

pub use listing::{Days, Facet, Listing, Wanted, foretaste, listed, with_shops};
pub use rows::{state_of, terms_of};

use super::entity::{offer, offer_shop, offer_story};
use crate::backend::{AppError, Begun, search};
use rules::member_day::{Calendar, CalendarSettings};
use rules::offers::{Grounds, Language, OfferRefusal, OfferState, Run, Terms, When};
use rules::{Day, Instant, Month};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr};
use uuid::Uuid;

/// An offer as it is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// The registering shop.
    pub merchant: Uuid,
    /// Its state …
    pub state: OfferState,
    /// … and since when.
    pub state_since: Instant,
    /// Counts up with every change of the terms.
    pub version: i32,
    /// Its terms.
    pub terms: Terms,
    /// Of a monthly offer: the month it was approved for.
    pub from_month: Option<Month>,
}

impl Kept {
    /// From its row and its shops.
    ///
    /// # Errors
    /// The row was not written by this portal.
    pub fn of(row: &offer::Model, shops: Vec<Uuid>) -> Result<Self, DbErr> {
        let terms = terms_of(row, shops)?;
        let from_month = if terms.when == When::EveryMonth { row.month.as_deref().and_then(Month::parse) } else { None };
        let state_since = Instant::from_millis(row.state_since);
        Ok(Self { id: row.id, merchant: row.merchant, state: state_of(row)?, state_since, version: row.version, terms, from_month })
    }

    /// The run that is on, comes next, or was the last.
    #[must_use]
    pub fn run_at(&self, now: Instant, settings: &CalendarSettings) -> Run {
        self.terms.when.run_at(now, self.from_month, settings)
    }

    /// The run that begins on that day.
    #[must_use]
    pub fn run_on(&self, first: Day, settings: &CalendarSettings) -> Run {
        match self.terms.when {
            When::Range { .. } => self.run_at(first.start(), settings),
            When::MemberDay(_) | When::EveryMonth => Run::of_member_day(&Calendar::of(first.month(), settings)),
        }
    }
}

/// One line of an offer's story.
#[derive(Debug, Clone)]
pub struct Line {
    /// The act's name.
    pub act: String,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Option<String>,
}

/// The offer with this id.
///
/// # Errors
/// The database is away.
pub async fn offer_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Kept>, DbErr> {
    let Some(row) = offer::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let shops = offer_shop::Entity::find().filter(offer_shop::Column::Offer.eq(id)).order_by_asc(offer_shop::Column::Place).all(db).await?;
    Kept::of(&row, shops.into_iter().map(|shop| shop.merchant).collect()).map(Some)
}

/// These offers, each with its shops; in no order.
///
/// # Errors
/// The database is away.
pub async fn offers_by_ids(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Kept>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = offer::Entity::find().filter(offer::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    with_ids(db, rows).await
}

/// The offers that one of these shops registered, newest first.
///
/// # Errors
/// The database is away.
pub async fn offers_of_shops(db: &impl ConnectionTrait, shops: &[Uuid]) -> Result<Vec<Kept>, DbErr> {
    if shops.is_empty() {
        return Ok(Vec::new());
    }
    let own = offer::Entity::find().filter(offer::Column::Merchant.is_in(shops.iter().copied()));
    let rows = own.order_by_desc(offer::Column::MadeAt).order_by_desc(offer::Column::Id).limit(200).all(db).await?;
    with_ids(db, rows).await
}

/// The offers that wait for an officer, the longest waiting first.
///
/// # Errors
/// The database is away.
pub async fn offers_waiting(db: &impl ConnectionTrait) -> Result<Vec<Kept>, DbErr> {
    let waiting = offer::Entity::find().filter(offer::Column::State.eq(OfferState::Submitted.code()));
    let rows = waiting.order_by_asc(offer::Column::StateSince).order_by_asc(offer::Column::Id).limit(500).all(db).await?;
    with_ids(db, rows).await
}

/// The approved offers that this shop gives.
///
/// # Errors
/// The database is away.
pub async fn offers_given_by(db: &impl ConnectionTrait, shop: Uuid) -> Result<Vec<Kept>, DbErr> {
    let given = offer_shop::Entity::find().select_only().column(offer_shop::Column::Offer).filter(offer_shop::Column::Merchant.eq(shop));
    let ids: Vec<Uuid> = given.into_tuple().all(db).await?;
    let approved = offer::Entity::find().filter(offer::Column::Id.is_in(ids)).filter(offer::Column::State.eq(OfferState::Approved.code()));
    let rows = approved.order_by_asc(offer::Column::MadeAt).order_by_asc(offer::Column::Id).all(db).await?;
    with_ids(db, rows).await
}

async fn with_ids(db: &impl ConnectionTrait, rows: Vec<offer::Model>) -> Result<Vec<Kept>, DbErr> {
    let ids = rows.iter().map(|row| row.id);
    let shops = offer_shop::Entity::find().filter(offer_shop::Column::Offer.is_in(ids)).order_by_asc(offer_shop::Column::Place).all(db).await?;
    let own = |id: Uuid| shops.iter().filter(|shop| shop.offer == id).map(|shop| shop.merchant).collect();
    rows.iter().map(|row| Kept::of(row, own(row.id))).collect()
}

/// Writes a new draft.
///
/// # Errors
/// Not found: there is another offer of that id. Or the database is away.
pub async fn record_draft(act: &Begun, id: Uuid, merchant: Uuid, terms: &Terms) -> Result<(), AppError> {
    match insert_offer(act.tx(), id, merchant, terms, OfferState::Draft, None, act.now()).await {
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => return Err(AppError::not_found()),
        written => written?,
    }
    record_line(act, id, "register_offer", None, 0).await
}

/// Writes an offer in a state, with its shops.
///
/// # Errors
/// The database is away.
pub async fn insert_offer(
    tx: &impl ConnectionTrait,
    id: Uuid,
    merchant: Uuid,
    terms: &Terms,
    state: OfferState,
    from_month: Option<Month>,
    now: Instant,
) -> Result<(), DbErr> {
    let mut row = offer::ActiveModel {
        id: Set(id),
        merchant: Set(merchant),
        state: Set(state.code().to_owned()),
        state_since: Set(now.millis()),
        version: Set(1),
        made_at: Set(now.millis()),
        ..Default::default()
    };
    rows::write_terms(&mut row, terms);
    if let Some(month) = from_month {
        row.month = Set(Some(month.to_string()));
    }
    offer::Entity::insert(row).exec_without_returning(tx).await?;
    search::index(tx, "offer", id, &[&terms.title, &terms.benefit.headline(Language::Chinese), &terms.gives]).await?;
    record_shops(tx, id, &terms.shops).await
}

/// Writes changed terms, if nobody changed them meanwhile.
///
/// # Errors
/// Changed meanwhile, or the database is away.
pub async fn record_terms(act: &Begun, before: &Kept, state: OfferState, terms: &Terms) -> Result<(), AppError> {
    let mut row = offer::ActiveModel { version: Set(before.version + 1), state: Set(state.code().to_owned()), ..Default::default() };
    rows::write_terms(&mut row, terms);
    if state != before.state {
        row.state_since = Set(act.now().millis());
    }
    if let (When::EveryMonth, Some(month)) = (terms.when, before.from_month) {
        row.month = Set(Some(month.to_string()));
    }
    let same = offer::Entity::update_many().set(row).filter(offer::Column::Id.eq(before.id)).filter(offer::Column::Version.eq(before.version));
    if same.exec(act.tx()).await?.rows_affected != 1 {
        return Err(OfferRefusal::ChangedMeanwhile.into());
    }
    search::index(act.tx(), "offer", before.id, &[&terms.title, &terms.benefit.headline(Language::Chinese), &terms.gives]).await?;
    offer_shop::Entity::delete_many().filter(offer_shop::Column::Offer.eq(before.id)).exec(act.tx()).await?;
    record_shops(act.tx(), before.id, &terms.shops).await?;
    record_line(act, before.id, "change_offer", None, 0).await
}

/// Writes a new state and the line that tells of it, if nobody acted meanwhile.
///
/// # Errors
/// Changed meanwhile, or the database is away.
pub async fn record_state(act: &Begun, before: &Kept, to: OfferState, name: &str, why: Option<&Grounds>, settings: i64) -> Result<(), AppError> {
    let moved = offer::Entity::update_many()
        .col_expr(offer::Column::State, Expr::value(to.code()))
        .col_expr(offer::Column::StateSince, Expr::value(act.now().millis()))
        .filter(offer::Column::Id.eq(before.id))
        .filter(offer::Column::State.eq(before.state.code()))
        .filter(offer::Column::Version.eq(before.version));
    if moved.exec(act.tx()).await?.rows_affected != 1 {
        return Err(OfferRefusal::ChangedMeanwhile.into());
    }
    record_line(act, before.id, name, why, settings).await
}

/// Writes the first month of a monthly offer.
///
/// # Errors
/// The database is away.
pub async fn record_first_month(tx: &impl ConnectionTrait, id: Uuid, month: Month) -> Result<(), DbErr> {
    let row = offer::Entity::update_many().col_expr(offer::Column::Month, Expr::value(month.to_string()));
    row.filter(offer::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// What was done to an offer, in order.
///
/// # Errors
/// The database is away.
pub async fn story(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Line>, DbErr> {
    let lines = offer_story::Entity::find().filter(offer_story::Column::Offer.eq(id));
    let lines = lines.order_by_asc(offer_story::Column::At).order_by_asc(offer_story::Column::Id).all(db).await?;
    Ok(lines.into_iter().map(|line| Line { act: line.act, at: Instant::from_millis(line.at), reason: line.reason }).collect())
}

async fn record_line(act: &Begun, offer: Uuid, name: &str, why: Option<&Grounds>, settings: i64) -> Result<(), AppError> {
    let line = offer_story::ActiveModel {
        id: Set(act.new_id()),
        offer: Set(offer),
        act: Set(name.to_owned()),
        person: Set(act.person()),
        at: Set(act.now().millis()),
        reason: Set(why.map(|why| why.as_str().to_owned())),
        settings: Set(settings),
    };
    offer_story::Entity::insert(line).exec_without_returning(act.tx()).await?;
    Ok(())
}

/// Lines written by one statement.
const LINES: usize = 200;

/// Ends every approved offer whose days are over; returns how many.
///
/// # Errors
/// The database is away.
pub async fn end_over(tx: &impl ConnectionTrait, now: Instant) -> Result<usize, DbErr> {
    let (settings, version) = crate::member_day::calendar_settings(tx).await?;
    let month = Calendar::coming(now, &settings).month.to_string();
    let own = Condition::all().add(offer::Column::Days.eq("member_day")).add(offer::Column::Month.lt(month));
    let range = Condition::all().add(offer::Column::Days.eq("range")).add(offer::Column::LastDay.lt(now.day().to_string()));
    let ended = offer::Entity::update_many()
        .col_expr(offer::Column::State, Expr::value(OfferState::Ended.code()))
        .col_expr(offer::Column::StateSince, Expr::value(now.millis()))
        .filter(offer::Column::State.eq(OfferState::Approved.code()))
        .filter(Condition::any().add(own).add(range));
    let ended = ended.exec_with_returning(tx).await?;
    let line = |row: &offer::Model| offer_story::ActiveModel {
        id: Set(crate::backend::new_id(now)),
        offer: Set(row.id),
        act: Set("days_over".to_owned()),
        person: Set(Uuid::nil()),
        at: Set(now.millis()),
        reason: Set(None),
        settings: Set(version),
    };
    for lines in ended.chunks(LINES) {
        offer_story::Entity::insert_many(lines.iter().map(line)).exec_without_returning(tx).await?;
    }
    Ok(ended.len())
}

async fn record_shops(tx: &impl ConnectionTrait, offer: Uuid, shops: &[Uuid]) -> Result<(), DbErr> {
    let rows = shops.iter().zip(0..).map(|(shop, place)| offer_shop::ActiveModel { offer: Set(offer), merchant: Set(*shop), place: Set(place) });
    offer_shop::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
