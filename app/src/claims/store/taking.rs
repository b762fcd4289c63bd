//! Taking one of a run's stock. The counter is the gate and comes first: whoever passed it holds its row until the commit, so that what is read after
//! it, above all the person's own claims, stays true on both engines without a second look.

use super::facts::{Asked, facts_of, of_person};
use super::{TRIES, expire_due, open_run};
use crate::alliance::{Settings, settings_at, settings_version};
use crate::backend::{AppError, Begun};
use crate::claims::entity::{claim, run};
use crate::merchants::Shop;
use crate::merchants::entity::merchant;
use crate::offers::Kept;
use crate::offers::entity::{offer, offer_shop};
use rules::Instant;
use rules::accounts::AudienceFacts;
use rules::claims::{ClaimNumber, ClaimRefusal, PersonFacts};
use sea_orm::sea_query::{Expr, ExprTrait, InsertStatement, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Iterable, JoinType, QueryFilter, QueryOrder,
    QueryResult, QuerySelect, QueryTrait,
};
use std::sync::Arc;
use uuid::Uuid;

/// What is known of an offer before one of it is taken.
#[derive(Debug)]
pub struct Found {
    /// The offer at the shop, in the run of this moment; how many are taken is not known yet.
    pub asked: Asked,
    /// The office's settings.
    pub settings: Arc<Settings>,
    /// Whether a form with this one's id was sent before.
    pub sent: bool,
}

/// An offer at one of its shops, the settings, and whether the act's form was sent before, all in one question.
///
/// # Errors
/// Not found: no such offer, not one of its shops, or never approved.
pub async fn look_up(act: &Begun, wanted: Uuid, shop: Option<Uuid>) -> Result<Found, AppError> {
    let of_offer = offer::Entity::belongs_to(offer_shop::Entity).from(offer::Column::Id).to(offer_shop::Column::Offer).into();
    let own = offer_shop::Entity::belongs_to(merchant::Entity).from(offer_shop::Column::Merchant).to(merchant::Column::Id).into();
    let question = offer::Entity::find_by_id(wanted)
        .join(JoinType::InnerJoin, of_offer)
        .join(JoinType::InnerJoin, own)
        .order_by_asc(offer_shop::Column::Place)
        .select_also(merchant::Entity)
        .expr_as(settings_version(), "settings")
        .expr_as(act.was_sent(), "sent")
        .into_query();
    let rows = act.tx().query_all(&question).await?;
    let first = rows.first().ok_or_else(AppError::not_found)?;
    let settings = settings_at(act.visit().house(), act.tx(), first.try_get("", "settings")?).await?;
    let asked = asked_of(&rows, shop, &settings, act.now())?;
    Ok(Found { asked, settings, sent: first.try_get("", "sent")? })
}

/// From the rows of an offer, one for each of its shops.
fn asked_of(rows: &[QueryResult], shop: Option<Uuid>, settings: &Settings, now: Instant) -> Result<Asked, AppError> {
    let first = rows.first().ok_or_else(AppError::not_found)?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.try_get("B_", "id")).collect::<Result<_, _>>()?;
    let at = shop.map_or(Some(0), |shop| ids.iter().position(|id| *id == shop)).ok_or_else(AppError::not_found)?;
    let shop = Shop::of(merchant::Model::from_query_result(&rows[at], "B_")?)?;
    let kept = Kept::of(&offer::Model::from_query_result(first, "A_")?, ids)?;
    if !kept.state.is_public() {
        return Err(AppError::not_found());
    }
    let run = kept.run_at(now, &crate::member_day::calendar_of(settings)?);
    Ok(Asked { kept, shop, run, taken: 0 })
}

/// One of a run's stock, taken or not, and the person for whom it was to be.
#[derive(Debug)]
pub struct Taking {
    /// The offer, with how many others hold or have used up.
    pub asked: Asked,
    person: Uuid,
    own: Vec<claim::Model>,
    number: ClaimNumber,
    took: bool,
}

/// Counts one more in the run, if the stock of this moment allows it, and then looks at what the person has. The law is asked afterwards; what it
/// refuses is not kept.
///
/// # Errors
/// The database is away.
pub async fn take(act: &Begun, asked: Asked, person: Uuid) -> Result<Taking, AppError> {
    let mut asked = asked;
    let mut count = one_more(act, &asked).await?;
    if count.is_none() && made_room(act, &asked).await? {
        count = one_more(act, &asked).await?;
    }
    asked.taken = match count {
        Some(taken) => taken.saturating_sub(1),
        None => super::facts::run_now(act.tx(), asked.kept.id, &asked.run).await?,
    };
    let (mut own, number) = own_claims(act, &asked, person).await?;
    if own.iter().any(|row| row.state == "held" && row.until_at <= act.now().millis()) {
        // A hold of one's own that is over still sits on one's place.
        expire_due(act.tx(), asked.kept.id, &asked.run.first.to_string(), act.now()).await?;
        own = claim::Entity::find().filter(of_person(&asked, person)).all(act.tx()).await?;
    }
    Ok(Taking { asked, person, own, number, took: count.is_some() })
}

/// The run's counter after one more; nothing when there is none left at this moment, or nobody has claimed in it yet.
async fn one_more(act: &Begun, asked: &Asked) -> Result<Option<u32>, DbErr> {
    let stock = &asked.kept.terms.stock;
    let one = run::Entity::update_many()
        .col_expr(run::Column::Taken, Expr::col(run::Column::Taken).add(1))
        .filter(run::Column::Offer.eq(asked.kept.id))
        .filter(run::Column::FirstDay.eq(asked.run.first.to_string()));
    let guarded = match stock.released_at(asked.run.stage_minute(act.now())) {
        Some(released) => one.filter(run::Column::Taken.lt(i64::from(released))),
        None => one,
    };
    let counted = guarded.exec_with_returning(act.tx()).await?;
    Ok(counted.first().and_then(|row| u32::try_from(row.taken).ok()))
}

/// Whether there may be one now: the run's counter was missing, or what was held too long has gone back to stock.
async fn made_room(act: &Begun, asked: &Asked) -> Result<bool, DbErr> {
    let (offer, first_day) = (asked.kept.id, asked.run.first.to_string());
    if run::Entity::find_by_id((offer, first_day.clone())).one(act.tx()).await?.is_none() {
        open_run(act.tx(), offer, &asked.run, &asked.kept.terms.stock).await?;
        return Ok(true);
    }
    Ok(expire_due(act.tx(), offer, &first_day, act.now()).await? > 0)
}

/// The person's claims in the run, and in the same question a hidden number that no claim has, and whether the offer's terms are still those that were
/// looked up: a change of them holds the counter too, and only what is asked after it sees what the change has left.
async fn own_claims(act: &Begun, asked: &Asked, person: Uuid) -> Result<(Vec<claim::Model>, ClaimNumber), AppError> {
    for _ in 0..TRIES {
        let number = ClaimNumber::new(rand::random());
        let of_number = claim::Column::Number.eq(i64::from(number.get()));
        let question = Query::select()
            .columns(claim::Column::iter().map(|column| column.as_column_ref()))
            .from(offer::Entity)
            .left_join(claim::Entity, Condition::any().add(of_person(asked, person)).add(of_number))
            .and_where(offer::Column::Id.eq(asked.kept.id))
            .and_where(offer::Column::Version.eq(asked.kept.version))
            .take();
        let rows = act.tx().query_all(&question).await?;
        if rows.is_empty() {
            return Err(AppError::raced(&"the offer was changed"));
        }
        let rows: Vec<Option<claim::Model>> = rows.iter().map(|row| FromQueryResult::from_query_result(row, "")).collect::<Result<_, DbErr>>()?;
        let rows: Vec<claim::Model> = rows.into_iter().flatten().collect();
        if rows.iter().all(|row| row.number != i64::from(number.get())) {
            return Ok((rows, number));
        }
    }
    Err(AppError::broken(&"no free claim number"))
}

/// A claim that is to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewClaim {
    /// Its id.
    pub id: Uuid,
    /// The end of the hold.
    pub until: Instant,
    /// Made at the till for a member code.
    pub walk_in: bool,
}

impl Taking {
    /// Whether this very claim is there already.
    #[must_use]
    pub fn holds(&self, claim: Uuid) -> bool {
        self.own.iter().any(|own| own.id == claim)
    }

    /// What the law asks of the person.
    ///
    /// # Errors
    /// The database is away.
    pub async fn person_facts(&self, act: &Begun, audience: AudienceFacts) -> Result<PersonFacts, DbErr> {
        facts_of(act.tx(), &self.asked, self.person, &self.own, audience, act.now()).await
    }

    /// The claim, to be written. The counter and a unique key over person and place guard what the law allowed.
    ///
    /// # Errors
    /// Sold out or limit reached although the law saw nothing against it.
    pub fn claim(&self, new: &NewClaim, now: Instant) -> Result<InsertStatement, ClaimRefusal> {
        let (terms, run) = (&self.asked.kept.terms, &self.asked.run);
        if !self.took {
            return Err(ClaimRefusal::SoldOut { back_at: run.next_release(&terms.stock, now) });
        }
        let row = claim::ActiveModel {
            id: Set(new.id),
            number: Set(i64::from(self.number.get())),
            offer: Set(self.asked.kept.id),
            first_day: Set(run.first.to_string()),
            merchant: Set(self.asked.shop.id),
            person: Set(self.person),
            slot: Set(self.free_slot(terms.per_person)?),
            state: Set("held".to_owned()),
            state_since: Set(now.millis()),
            made_at: Set(now.millis()),
            until_at: Set(new.until.millis()),
            day: Set(new.until.plus(-1).day().to_string()),
            walk_in: Set(new.walk_in),
        };
        Ok(claim::Entity::insert(row).into_query())
    }

    fn free_slot(&self, limit: u32) -> Result<i32, ClaimRefusal> {
        let counting = |row: &&claim::Model| matches!(row.state.as_str(), "held" | "redeemed");
        let used: Vec<i32> = self.own.iter().filter(counting).map(|row| row.slot).collect();
        let places = 0..i32::try_from(limit).unwrap_or(i32::MAX);
        places.into_iter().find(|slot| !used.contains(slot)).ok_or(ClaimRefusal::LimitReached { limit })
    }
}
