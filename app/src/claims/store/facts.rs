//! The facts a claim and a till ask for.

use super::state_of;
use crate::backend::AppError;
use crate::claims::entity::{claim, run, visit};
use crate::merchants::entity::merchant;
use crate::merchants::{Shop, shop_by_id};
use crate::offers::{Kept, offer_by_id, offers_given_by};
use rules::accounts::{AudienceFacts, ProofKind};
use rules::claims::{ClaimState, OfferFacts, PersonFacts};
use rules::merchants::MerchantState;
use rules::offers::{Run, Way};
use rules::{Day, Instant};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// An offer, its shop and its run, as they stand.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The offer.
    pub kept: Kept,
    /// The shop that is asked for it.
    pub shop: Shop,
    /// The run.
    pub run: Run,
    /// How many of it are held or used up.
    pub taken: u32,
}

impl Asked {
    /// As the law sees it.
    #[must_use]
    pub fn facts(&self) -> OfferFacts<'_> {
        OfferFacts {
            terms: &self.kept.terms,
            state: self.kept.state,
            state_since: self.kept.state_since,
            run: self.run,
            shop_active: self.shop.state == MerchantState::Active,
            taken: self.taken,
        }
    }
}

/// An offer at one of its shops, in the run of this moment.
///
/// # Errors
/// Not found: no such offer, not one of its shops, or never approved.
pub async fn asked(db: &impl ConnectionTrait, offer: Uuid, shop: Option<Uuid>, now: Instant) -> Result<Asked, AppError> {
    let kept = offer_by_id(db, offer).await?.filter(|kept| kept.state.is_public()).ok_or_else(AppError::not_found)?;
    let shop = shop.or_else(|| kept.terms.shops.first().copied()).filter(|shop| kept.terms.shops.contains(shop)).ok_or_else(AppError::not_found)?;
    let shop = shop_by_id(db, shop).await?.ok_or_else(AppError::not_found)?;
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let run = kept.run_at(now, &calendar);
    let taken = run_now(db, offer, &run).await?;
    Ok(Asked { kept, shop, run, taken })
}

/// The offer, shop and run of a claim that was made.
///
/// # Errors
/// The database is away.
pub async fn asked_for(db: &impl ConnectionTrait, row: &claim::Model) -> Result<Asked, AppError> {
    let kept = offer_by_id(db, row.offer).await?.ok_or_else(AppError::not_found)?;
    let shop = shop_by_id(db, row.merchant).await?.ok_or_else(AppError::not_found)?;
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let day = Day::parse(&row.first_day).ok_or_else(AppError::not_found)?;
    let run = kept.run_on(day, &calendar);
    let taken = run_now(db, row.offer, &run).await?;
    Ok(Asked { kept, shop, run, taken })
}

/// How many are taken of these offers' runs.
///
/// # Errors
/// The database is away.
pub async fn taken_of(db: &impl ConnectionTrait, runs: &[(Uuid, Run)]) -> Result<HashMap<Uuid, u32>, DbErr> {
    if runs.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = run::Entity::find().filter(run::Column::Offer.is_in(runs.iter().map(|(offer, _)| *offer))).all(db).await?;
    let of = |offer: Uuid, at: &Run| rows.iter().find(|row| row.offer == offer && row.first_day == at.first.to_string());
    Ok(runs.iter().filter_map(|(offer, at)| of(*offer, at).map(|row| (*offer, u32::try_from(row.taken).unwrap_or_default()))).collect())
}

/// How many of a run are held or used up.
///
/// # Errors
/// The database is away.
pub async fn run_now(db: &impl ConnectionTrait, offer: Uuid, at: &Run) -> Result<u32, DbErr> {
    let row = run::Entity::find_by_id((offer, at.first.to_string())).one(db).await?;
    Ok(row.and_then(|row| u32::try_from(row.taken).ok()).unwrap_or_default())
}

/// The walk-in offers of a shop with what the law asks of a person about each: in so many questions, however many offers there are.
///
/// # Errors
/// The database is away.
pub async fn walk_ins(
    db: &impl ConnectionTrait,
    shop: &Shop,
    person: Uuid,
    audience: AudienceFacts,
    now: Instant,
) -> Result<Vec<(Asked, PersonFacts)>, DbErr> {
    let kept: Vec<Kept> = offers_given_by(db, shop.id).await?.into_iter().filter(|kept| kept.terms.way == Way::WalkIn).collect();
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let runs: Vec<(Uuid, Run)> = kept.iter().map(|kept| (kept.id, kept.run_at(now, &calendar))).collect();
    let taken = taken_of(db, &runs).await?;
    let own = claim::Entity::find().filter(claim::Column::Person.eq(person)).filter(claim::Column::Offer.is_in(kept.iter().map(|kept| kept.id)));
    let own = own.all(db).await?;
    let chains = kept.iter().zip(&runs).filter(|(kept, _)| kept.terms.chain).map(|(_, (_, run))| run.opens_at);
    let elsewhere = match chains.min() {
        Some(since) => visits_elsewhere(db, shop, person, since).await?,
        None => Vec::new(),
    };
    let facts = kept.into_iter().zip(runs).map(|(kept, (offer, run))| {
        let asked = Asked { kept, shop: shop.clone(), run, taken: taken.get(&offer).copied().unwrap_or_default() };
        let of_run: Vec<&claim::Model> = own.iter().filter(|row| row.offer == offer && row.first_day == run.first.to_string()).collect();
        let who = known(&of_run, audience, asked.kept.terms.chain && elsewhere.iter().any(|at| run.opens_at <= *at && *at < run.ends_at), now);
        (asked, who)
    });
    Ok(facts.collect())
}

/// What the law asks of a person about an offer.
///
/// # Errors
/// The database is away.
pub async fn person_facts(
    db: &impl ConnectionTrait,
    asked: &Asked,
    person: Uuid,
    audience: AudienceFacts,
    now: Instant,
) -> Result<PersonFacts, DbErr> {
    let own = claim::Entity::find().filter(of_person(asked, person)).all(db).await?;
    facts_of(db, asked, person, &own, audience, now).await
}

/// The same when the person's claims in the run are known.
///
/// # Errors
/// The database is away.
pub(super) async fn facts_of(
    db: &impl ConnectionTrait,
    asked: &Asked,
    person: Uuid,
    own: &[claim::Model],
    audience: AudienceFacts,
    now: Instant,
) -> Result<PersonFacts, DbErr> {
    let run = &asked.run;
    let chain = asked.kept.terms.chain;
    let elsewhere = if chain { visits_elsewhere(db, &asked.shop, person, run.opens_at).await? } else { Vec::new() };
    Ok(known(&own.iter().collect::<Vec<_>>(), audience, elsewhere.iter().any(|at| *at < run.ends_at), now))
}

fn known(own: &[&claim::Model], audience: AudienceFacts, visited_elsewhere: bool, now: Instant) -> PersonFacts {
    let counting = own.iter().map(|row| state_of(row).at(now));
    let counting: Vec<ClaimState> = counting.filter(|state| matches!(state, ClaimState::Held { .. } | ClaimState::Redeemed { .. })).collect();
    let held_until = counting.iter().filter_map(|state| match state {
        ClaimState::Held { until } => Some(*until),
        _ => None,
    });
    PersonFacts { audience, claims_of_this: counting.len() as u32, held_until: held_until.max(), visited_elsewhere }
}

/// The claims of a person in a run.
pub(super) fn of_person(asked: &Asked, person: Uuid) -> Condition {
    Condition::all()
        .add(claim::Column::Offer.eq(asked.kept.id))
        .add(claim::Column::FirstDay.eq(asked.run.first.to_string()))
        .add(claim::Column::Person.eq(person))
}

/// When a person was in shops of other districts since that moment.
async fn visits_elsewhere(db: &impl ConnectionTrait, shop: &Shop, person: Uuid, since: Instant) -> Result<Vec<Instant>, DbErr> {
    let of = visit::Entity::belongs_to(merchant::Entity).from(visit::Column::Merchant).to(merchant::Column::Id).into();
    let visits = visit::Entity::find()
        .select_only()
        .column(visit::Column::At)
        .join(JoinType::InnerJoin, of)
        .filter(visit::Column::Person.eq(person))
        .filter(visit::Column::StruckAt.is_null())
        .filter(visit::Column::At.gte(since.millis()))
        .filter(merchant::Column::District.ne(shop.district.slug()));
    Ok(visits.into_tuple::<i64>().all(db).await?.into_iter().map(Instant::from_millis).collect())
}

/// What audiences ask of somebody who is not signed in here: the person behind a member code.
///
/// # Errors
/// The database is away.
pub async fn audience_of(db: &impl ConnectionTrait, person: Uuid) -> Result<AudienceFacts, DbErr> {
    let nobody = AudienceFacts { proof: ProofKind::None, community: None, birth_year: None };
    Ok(crate::accounts::known_person(db, person).await?.map_or(nobody, |known| known.facts))
}
