//! Keeping claims: guarded counters, one row per claim, every act in the story.

mod complaints;
mod facts;
mod figures;
mod members;
mod mine;
mod taking;
mod till;

pub use complaints::{complaint_about, complaint_by_id, complaints, law_of_complaint, record_complaint, record_verdict};
pub use facts::{Asked, asked, asked_for, audience_of, person_facts, taken_of, walk_ins};
pub use figures::{DayReport, honoured, honoured_of, redemptions_on, report_of, shops_visited_on};
pub use members::{member_number, members_by_numbers, record_member};
pub use mine::{
    chosen_by, claims_before, claims_from, forget_choice, forget_person, held_of, last_undo, own_claim, record_choice, undo_reasons, visited_since,
};
pub use taking::{NewClaim, look_up, take};
pub use till::{claims_by_numbers, claims_to_use, law_of, record_redemption, record_undo, record_visit, redemption_by_id};
pub use till::{days_of_redemptions, redemptions_between, redemptions_by_shop, standing_redemption};

use super::entity::{claim, claim_story, run};
use crate::backend::{AppError, Begun};
use crate::offers::Kept;
use rules::Instant;
use rules::claims::{ClaimRefusal, ClaimState, HeldClaim};
use rules::offers::{Run, Stock};
use sea_orm::sea_query::{Expr, ExprTrait, InsertStatement, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    TryInsertResult,
};
use uuid::Uuid;

/// Gives what was held too long back to stock, so that the next claim finds it. Whoever finds nothing left does this; a job
/// does the rest.
///
/// # Errors
/// The database is away.
pub async fn expire_due(tx: &impl ConnectionTrait, offer: Uuid, first_day: &str, now: Instant) -> Result<u64, DbErr> {
    let due = Condition::all()
        .add(claim::Column::Offer.eq(offer))
        .add(claim::Column::FirstDay.eq(first_day))
        .add(held())
        .add(claim::Column::UntilAt.lte(now.millis()));
    if claim::Entity::find().select_only().column(claim::Column::Id).filter(due.clone()).into_tuple::<Uuid>().one(tx).await?.is_none() {
        return Ok(0);
    }
    // The counter before its claims, as whoever takes one does: else two could wait for each other on PostgreSQL.
    run::Entity::find_by_id((offer, first_day.to_owned())).lock_exclusive().one(tx).await?;
    let expire = claim::Entity::update_many()
        .col_expr(claim::Column::State, Expr::value("expired"))
        .col_expr(claim::Column::StateSince, Expr::col(claim::Column::UntilAt));
    let expired = expire.filter(due).exec(tx).await?.rows_affected;
    give_back(tx, offer, first_day, expired).await?;
    Ok(expired)
}

/// Written out, not bound: only then do the engines know that the index of what is held will do.
fn held() -> Expr {
    Expr::col(claim::Column::State).eq(Expr::Constant("held".into()))
}

/// Takes a run's counter before any of its claims, as whoever takes one does: else two could wait for each other on PostgreSQL.
///
/// # Errors
/// The database is away.
pub async fn hold_run(tx: &impl ConnectionTrait, of: &claim::Model) -> Result<(), DbErr> {
    run::Entity::find_by_id((of.offer, of.first_day.clone())).lock_exclusive().one(tx).await?;
    Ok(())
}

/// Takes the counters of all runs of an offer, that of the run of this moment too when nobody has claimed in it yet: until the commit nobody claims it.
///
/// # Errors
/// The database is away.
pub async fn hold_runs(tx: &impl ConnectionTrait, of: &Kept, now: Instant) -> Result<(), DbErr> {
    if of.state.is_public() {
        let (calendar, _) = crate::member_day::calendar_settings(tx).await?;
        open_run(tx, of.id, &of.run_at(now, &calendar), &of.terms.stock).await?;
    }
    run::Entity::find().filter(run::Column::Offer.eq(of.id)).order_by_asc(run::Column::FirstDay).lock_exclusive().all(tx).await?;
    Ok(())
}

/// Gives so many back to a run's stock.
///
/// # Errors
/// The database is away.
pub async fn give_back(tx: &impl ConnectionTrait, offer: Uuid, first_day: &str, count: u64) -> Result<(), DbErr> {
    if count > 0 {
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        let back = run::Entity::update_many().col_expr(run::Column::Taken, Expr::col(run::Column::Taken).sub(count));
        back.filter(run::Column::Offer.eq(offer)).filter(run::Column::FirstDay.eq(first_day)).exec(tx).await?;
    }
    Ok(())
}

/// How often a hidden number is drawn again when it is taken: with a million claims once is 1 in 100.
const TRIES: usize = 8;

/// Writes the run's counter when nobody has claimed in it yet.
///
/// # Errors
/// The database is away.
pub async fn open_run(tx: &impl ConnectionTrait, offer: Uuid, run: &Run, stock: &Stock) -> Result<(), DbErr> {
    let row = run::ActiveModel {
        offer: Set(offer),
        first_day: Set(run.first.to_string()),
        taken: Set(0),
        stock: Set(stock.total().map(|total| total as i32)),
    };
    let once = OnConflict::columns([run::Column::Offer, run::Column::FirstDay]).do_nothing().to_owned();
    let _: TryInsertResult<_> = run::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    Ok(())
}

/// A claim's state as the law sees it.
#[must_use]
pub fn state_of(row: &claim::Model) -> HeldClaim {
    let since = Instant::from_millis(row.state_since);
    HeldClaim {
        state: match row.state.as_str() {
            "held" => ClaimState::Held { until: Instant::from_millis(row.until_at) },
            "redeemed" => ClaimState::Redeemed { at: since },
            "released" => ClaimState::Released { at: since },
            _ => ClaimState::Expired { at: since },
        },
    }
}

/// The claim with this id.
///
/// # Errors
/// The database is away.
pub async fn claim_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<claim::Model>, DbErr> {
    claim::Entity::find_by_id(id).one(db).await
}

/// Moves a claim from one state to another, if it is still in the first.
///
/// # Errors
/// Somebody was faster: the refusal names what became of it.
pub async fn move_claim(act: &Begun, row: &claim::Model, to: &str, until: Option<Instant>) -> Result<(), AppError> {
    let mut moved = claim::Entity::update_many()
        .col_expr(claim::Column::State, Expr::value(to))
        .col_expr(claim::Column::StateSince, Expr::value(act.now().millis()))
        .filter(claim::Column::Id.eq(row.id))
        .filter(claim::Column::State.eq(row.state.clone()));
    if let Some(until) = until {
        moved = moved.col_expr(claim::Column::UntilAt, Expr::value(until.millis()));
    }
    if moved.exec(act.tx()).await?.rows_affected == 1 {
        return Ok(());
    }
    let now = claim_by_id(act.tx(), row.id).await?.map_or(ClaimState::Expired { at: act.now() }, |row| state_of(&row).at(act.now()));
    Err(ClaimRefusal::NotHeldAnyMore { state: now }.into())
}

/// Writes a line of a claim's story.
///
/// # Errors
/// The database is away.
pub async fn record_line(act: &Begun, claim: Uuid, name: &str, why: Option<&str>, settings: i64) -> Result<(), AppError> {
    act.tx().execute(&line_of(act, claim, name, why, settings)).await?;
    Ok(())
}

/// A line of a claim's story, to be written.
#[must_use]
pub fn line_of(act: &Begun, claim: Uuid, name: &str, why: Option<&str>, settings: i64) -> InsertStatement {
    let line = claim_story::ActiveModel {
        id: Set(act.new_id()),
        claim: Set(claim),
        act: Set(name.to_owned()),
        person: Set(act.person()),
        at: Set(act.now().millis()),
        reason: Set(why.map(ToOwned::to_owned)),
        settings: Set(settings),
    };
    claim_story::Entity::insert(line).into_query()
}

/// Whether anybody has ever claimed an offer.
///
/// # Errors
/// The database is away.
pub async fn has_claims(db: &impl ConnectionTrait, offer: Uuid) -> Result<bool, DbErr> {
    Ok(claim::Entity::find().filter(claim::Column::Offer.eq(offer)).count(db).await? > 0)
}

/// Raises the stock of an offer's runs to what its terms say now.
///
/// # Errors
/// The database is away.
pub async fn raise_stock(tx: &impl ConnectionTrait, offer: Uuid, stock: &Stock) -> Result<(), DbErr> {
    let total = stock.total().map(|total| total as i32);
    run::Entity::update_many().col_expr(run::Column::Stock, Expr::value(total)).filter(run::Column::Offer.eq(offer)).exec(tx).await?;
    Ok(())
}

/// Gives everything that was held too long back to stock; returns how much that was. What the job does for runs in which nobody claims any
/// more.
///
/// # Errors
/// The database is away.
pub async fn expire_all(tx: &impl ConnectionTrait, now: Instant) -> Result<u64, DbErr> {
    let due = claim::Entity::find()
        .select_only()
        .columns([claim::Column::Offer, claim::Column::FirstDay])
        .distinct()
        .filter(held())
        .filter(claim::Column::UntilAt.lte(now.millis()))
        .order_by_asc(claim::Column::Offer)
        .order_by_asc(claim::Column::FirstDay);
    let runs: Vec<(Uuid, String)> = due.into_tuple().all(tx).await?;
    let mut expired = 0;
    for (offer, first_day) in runs {
        expired += expire_due(tx, offer, &first_day, now).await?;
    }
    Ok(expired)
}
