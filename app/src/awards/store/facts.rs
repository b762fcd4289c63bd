//! What other rooms know of merchants: who can be a candidate, and the sources of the facts channel.

use super::KeptEdition;
use crate::claims::entity::complaint;
use crate::districts::entity::charter_acceptance;
use crate::merchants::Shop;
use crate::merchants::entity::story;
use rules::awards::{EligibilityFacts, Ineligible, claims_honoured, ineligible};
use rules::claims::Verdict;
use rules::merchants::{MerchantAct, MerchantState};
use rules::{Day, Instant};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Upheld complaints of so many days before nominating began count.
const COMPLAINT_DAYS: i64 = 365;

/// A merchant with every reason why it cannot be a candidate; none when it can.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The merchant.
    pub shop: Shop,
    /// Why not.
    pub against: Vec<Ineligible>,
}

/// Judges several merchants for an edition at once.
///
/// # Errors
/// The database is away.
pub async fn judged(db: &impl ConnectionTrait, edition: &KeptEdition, shops: Vec<Shop>) -> Result<Vec<Judged>, DbErr> {
    let from = edition.plan.timetable.nominate;
    let ids: Vec<Uuid> = shops.iter().map(|shop| shop.id).collect();
    let accepted = accepted(db, &ids).await?;
    let upheld = upheld(db, &ids, from).await?;
    let lives = lives(db, &ids).await?;
    let judge = |shop: Shop| {
        let (joined, suspended_until) = lives.get(&shop.id).copied().unwrap_or_default();
        let member = matches!(shop.state, MerchantState::Active | MerchantState::Suspended);
        let facts = EligibilityFacts {
            state: shop.state,
            member_since: joined.or_else(|| member.then(|| shop.state_at.day())),
            charter_accepted: accepted.contains(&shop.id),
            upheld: upheld.get(&shop.id).copied().unwrap_or_default(),
            suspended_until,
        };
        Judged { against: ineligible(&facts, &edition.eligibility, from), shop }
    };
    Ok(shops.into_iter().map(judge).collect())
}

/// Which of them accepted the charter in force.
async fn accepted(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashSet<Uuid>, DbErr> {
    let in_force = crate::districts::charter_in_force(db).await?.number;
    let rows = charter_acceptance::Entity::find()
        .select_only()
        .column(charter_acceptance::Column::Merchant)
        .filter(charter_acceptance::Column::Number.eq(in_force))
        .filter(charter_acceptance::Column::Merchant.is_in(ids.iter().copied()));
    Ok(rows.into_tuple::<Uuid>().all(db).await?.into_iter().collect())
}

/// Upheld complaints in the year before that day.
async fn upheld(db: &impl ConnectionTrait, ids: &[Uuid], until: Day) -> Result<HashMap<Uuid, u32>, DbErr> {
    let rows: Vec<(Uuid, i64)> = complaint::Entity::find()
        .select_only()
        .column(complaint::Column::Merchant)
        .column_as(complaint::Column::Id.count(), "upheld")
        .filter(complaint::Column::Merchant.is_in(ids.iter().copied()))
        .filter(complaint::Column::Verdict.eq(Verdict::Upheld.code()))
        .filter(complaint::Column::SettledAt.gte(until.plus_days(-COMPLAINT_DAYS).start().millis()))
        .filter(complaint::Column::SettledAt.lt(until.start().millis()))
        .group_by(complaint::Column::Merchant)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(merchant, count)| (merchant, u32::try_from(count).unwrap_or(u32::MAX))).collect())
}

/// Since when each is a member without having left in between, and the last day of its last suspension.
async fn lives(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, (Option<Day>, Option<Day>)>, DbErr> {
    const TURNS: [MerchantAct; 4] = [MerchantAct::Approve, MerchantAct::TakeOver, MerchantAct::Leave, MerchantAct::Reinstate];
    let lines = story::Entity::find()
        .filter(story::Column::Merchant.is_in(ids.iter().copied()))
        .filter(story::Column::Act.is_in(TURNS.map(MerchantAct::key)))
        .order_by_asc(story::Column::Line)
        .all(db)
        .await?;
    let mut lives: HashMap<Uuid, (Option<Day>, Option<Day>)> = HashMap::new();
    for line in lines {
        let (joined, suspended_until) = lives.entry(line.merchant).or_default();
        let day = Instant::from_millis(line.at).day();
        match line.act.as_str() {
            "leave" => *joined = None,
            "reinstate" => *suspended_until = Some(day),
            _ => *joined = Some(day),
        }
    }
    Ok(lives)
}

/// The sources of the facts channel as their rooms know them now, in the order of `FactSource::ALL`; rooms that are not built know nothing.
///
/// # Errors
/// The database is away.
pub async fn sources_of(db: &impl ConnectionTrait, merchants: &[Uuid]) -> Result<HashMap<Uuid, [Option<u32>; 4]>, DbErr> {
    let mut sources = HashMap::new();
    for (merchant, (redemptions, upheld)) in crate::claims::honoured_of(db, merchants).await? {
        sources.insert(merchant, [claims_honoured(redemptions, upheld), None, None, None]);
    }
    Ok(sources)
}
