//! Keeping votes: one row per vote, written by the steps of its procedure.

mod board;
mod cast;
mod kept;
mod paper;
mod rewrite;
mod roll;
mod sealed;

pub use board::{board_of, export_of, forget_removed, seal};
pub use cast::{ballot_by_id, choice_of, facts_of, record_ballot};
pub use kept::{About, Kept};
pub use paper::{record_entry, sheets_of, strike_sheet};
pub use rewrite::{compact, create_tables, empty_log, may_compact, rewrite, rewrite_papers};
pub use roll::{Voice, marked, marks_of, roll_of, turnouts, voice, voice_held, voices, write_roll};
pub use sealed::{Removal, appeals_over, links_of, record_removal, removals, removed_reasons};

use super::entity::vote;
use crate::backend::AppError;
use rules::Instant;
use rules::voting::{Digest, Outcome, RuleCard, Secrecy, Vote, VoteState};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The vote with this id.
///
/// # Errors
/// Not found.
pub async fn vote(db: &impl ConnectionTrait, id: Uuid) -> Result<Kept, AppError> {
    let row = vote::Entity::find_by_id(id).one(db).await?.ok_or_else(AppError::not_found)?;
    Ok(Kept::of(row)?)
}

/// What a transaction is about to do with a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Cast a ballot: many at once.
    Ballot,
    /// Take a step of the procedure: one at a time, after the ballots that were begun.
    Step,
    /// Take a step after which roll and ballots are written anew: nobody else is at their tables.
    Rewrite,
}

/// The vote with this id, held until the transaction ends: a rewrite waits for the ballots that were begun, and ballots that come later wait for the
/// rewrite, in the order in which they came. On SQLite there is one writer anyway.
///
/// # Errors
/// Not found.
pub async fn vote_held(tx: &impl ConnectionTrait, id: Uuid, hold: Hold) -> Result<Kept, AppError> {
    let found = vote::Entity::find_by_id(id);
    if tx.get_database_backend() == DbBackend::Sqlite {
        return Ok(Kept::of(found.one(tx).await?.ok_or_else(AppError::not_found)?)?);
    }
    // Tables before rows, for everybody, so that nobody waits for each other. Locks of rows would let new ballots pass a closing that waits.
    match hold {
        Hold::Ballot | Hold::Step => tx.execute_unprepared("LOCK TABLE roll_live IN ROW SHARE MODE").await.map(drop)?,
        Hold::Rewrite => {
            tx.execute_unprepared("LOCK TABLE roll_live, ballot_live, ballot_link, paper_entry IN ACCESS EXCLUSIVE MODE").await.map(drop)?;
        }
    }
    let found = if hold == Hold::Ballot { found } else { found.lock_exclusive() };
    Ok(Kept::of(found.one(tx).await?.ok_or_else(AppError::not_found)?)?)
}

/// Votes that fit, the newest first.
async fn votes_where(db: &impl ConnectionTrait, filter: sea_orm::Condition, most: u64) -> Result<Vec<Kept>, DbErr> {
    let rows = vote::Entity::find().filter(filter).order_by_desc(vote::Column::MadeAt).order_by_desc(vote::Column::Id).limit(most);
    rows.all(db).await?.into_iter().map(Kept::of).collect()
}

/// The votes of a meeting in the order in which they were prepared.
///
/// # Errors
/// The database is away.
pub async fn votes_of_meeting(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Kept>, DbErr> {
    let mut votes = votes_where(db, sea_orm::Condition::all().add(vote::Column::Meeting.eq(meeting)), 1_000).await?;
    votes.reverse();
    Ok(votes)
}

/// The votes about an agenda item or a category.
///
/// # Errors
/// The database is away.
pub async fn votes_about(db: &impl ConnectionTrait, subject: Uuid) -> Result<Vec<Kept>, DbErr> {
    votes_where(db, sea_orm::Condition::all().add(vote::Column::Subject.eq(subject)), 100).await
}

/// The votes that are open or wait to be counted and published: what somebody may have to do with.
///
/// # Errors
/// The database is away.
pub async fn votes_under_way(db: &impl ConnectionTrait) -> Result<Vec<Kept>, DbErr> {
    let states = [VoteState::Open, VoteState::Closed, VoteState::Counted].map(VoteState::code);
    votes_where(db, sea_orm::Condition::all().add(vote::Column::State.is_in(states)), 1_000).await
}

/// The newest votes, or those prepared before that one; `open_to_all` leaves out those that are only prepared.
///
/// # Errors
/// The database is away.
pub async fn newest_votes(db: &impl ConnectionTrait, open_to_all: bool, before: Option<Uuid>, most: u64) -> Result<Vec<Kept>, DbErr> {
    let mut those = sea_orm::Condition::all();
    if open_to_all {
        those = those.add(vote::Column::State.ne("prepared"));
    }
    let before = match before {
        Some(id) => vote::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    if let Some(before) = before {
        let as_old = sea_orm::Condition::all().add(vote::Column::MadeAt.eq(before.made_at)).add(vote::Column::Id.lt(before.id));
        those = those.add(sea_orm::Condition::any().add(vote::Column::MadeAt.lt(before.made_at)).add(as_old));
    }
    votes_where(db, those, most).await
}

/// Votes that are open although their time is over.
///
/// # Errors
/// The database is away.
pub async fn votes_to_close(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<Uuid>, DbErr> {
    let due = vote::Entity::find().select_only().column(vote::Column::Id).filter(vote::Column::State.eq("open"));
    due.filter(vote::Column::ClosesAt.lte(now.millis())).into_tuple().all(db).await
}

/// Votes whose roll and ballots were written anew and that this was not done for since: the log emptied, or the database compacted.
///
/// # Errors
/// The database is away.
pub async fn votes_without(db: &impl ConnectionTrait, done: vote::Column) -> Result<Vec<Uuid>, DbErr> {
    let written = vote::Entity::find().select_only().column(vote::Column::Id).filter(vote::Column::Rewritten.eq(true));
    written.filter(done.eq(false)).into_tuple().all(db).await
}

/// Notes that it was done for these votes.
///
/// # Errors
/// The database is away.
pub async fn record_done(db: &impl ConnectionTrait, votes: &[Uuid], done: vote::Column) -> Result<(), DbErr> {
    let those = vote::Entity::update_many().col_expr(done, Expr::value(true)).filter(vote::Column::Id.is_in(votes.iter().copied()));
    those.exec(db).await.map(drop)
}

/// Writes a prepared vote, or what was changed in it.
///
/// # Errors
/// The database is away.
pub async fn record_draft(tx: &impl ConnectionTrait, new: &super::NewVote, now: Instant) -> Result<(), DbErr> {
    let row = vote::ActiveModel {
        id: Set(new.id),
        about: Set(new.about.code().to_owned()),
        meeting: Set(new.about.meeting()),
        subject: Set(new.about.subject()),
        place: Set(new.place),
        state: Set(VoteState::Prepared.code().to_owned()),
        question: Set(new.draft.question.clone()),
        form: Set(serde_json::to_string(&new.form).unwrap_or_default()),
        recused: Set("[]".to_owned()),
        links_destroyed: Set(false),
        rewritten: Set(false),
        log_emptied: Set(false),
        compacted: Set(false),
        made_at: Set(now.millis()),
        ..Default::default()
    };
    let columns = [vote::Column::Question, vote::Column::Form];
    let again = sea_orm::sea_query::OnConflict::column(vote::Column::Id).update_columns(columns).to_owned();
    vote::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await.map(drop)
}

/// Writes what opening adds: the seed, and who has to stand aside.
///
/// # Errors
/// The database is away.
pub async fn record_opening(tx: &impl ConnectionTrait, vote: Uuid, seed: &[u8; 32], recused: &[Uuid]) -> Result<(), DbErr> {
    let row = vote::ActiveModel {
        id: Set(vote),
        seed: Set(Some(Digest::from_bytes(*seed).to_string())),
        recused: Set(serde_json::to_string(recused).unwrap_or_default()),
        ..Default::default()
    };
    vote::Entity::update(row).exec(tx).await.map(drop)
}

/// Adds merchants whose people stand aside from now on, also those who become theirs later.
///
/// # Errors
/// The database is away.
pub async fn stand_aside(tx: &impl ConnectionTrait, of: Uuid, merchants: &[Uuid]) -> Result<(), AppError> {
    let mut recused = vote(tx, of).await?.recused();
    recused.extend_from_slice(merchants);
    recused.sort_unstable();
    recused.dedup();
    let row = vote::ActiveModel { id: Set(of), recused: Set(serde_json::to_string(&recused).unwrap_or_default()), ..Default::default() };
    Ok(vote::Entity::update(row).exec(tx).await.map(drop)?)
}

/// Takes a vote away that was only prepared.
///
/// # Errors
/// The database is away.
pub async fn drop_prepared(tx: &impl ConnectionTrait, of: Uuid) -> Result<(), DbErr> {
    let prepared = vote::Entity::delete_many().filter(vote::Column::Id.eq(of)).filter(vote::Column::State.eq(VoteState::Prepared.code()));
    prepared.exec(tx).await.map(drop)
}

/// Writes the result that was counted.
///
/// # Errors
/// The database is away.
pub async fn record_result(tx: &impl ConnectionTrait, vote: Uuid, result: &str, outcome: Outcome) -> Result<(), DbErr> {
    let (result, outcome) = (Set(Some(result.to_owned())), Set(Some(outcome.code().to_owned())));
    let row = vote::ActiveModel { id: Set(vote), result, outcome, ..Default::default() };
    vote::Entity::update(row).exec(tx).await.map(drop)
}

/// Notes when a vote was published.
///
/// # Errors
/// The database is away.
pub async fn record_published(tx: &impl ConnectionTrait, vote: Uuid, now: Instant) -> Result<(), DbErr> {
    let row = vote::ActiveModel { id: Set(vote), published_at: Set(Some(now.millis())), ..Default::default() };
    vote::Entity::update(row).exec(tx).await.map(drop)
}

/// Notes that roll and ballots were written anew. An open vote has nothing to hide: for it, log and database may stay as they are.
///
/// # Errors
/// The database is away.
pub async fn record_rewritten(tx: &impl ConnectionTrait, kept: &Kept) -> Result<(), DbErr> {
    let open = kept.draft().secrecy == Secrecy::Open;
    let row = vote::ActiveModel { id: Set(kept.id), rewritten: Set(true), log_emptied: Set(open), compacted: Set(open), ..Default::default() };
    vote::Entity::update(row).exec(tx).await.map(drop)
}

/// Writes where a vote stands after a step.
///
/// # Errors
/// The database is away.
pub async fn record_law(tx: &impl ConnectionTrait, law: &Vote) -> Result<(), DbErr> {
    let moment = |at: Option<Instant>| Set(at.map(Instant::millis));
    let row = vote::ActiveModel {
        id: Set(law.id),
        state: Set(law.state.code().to_owned()),
        card: Set(law.card.as_ref().map(RuleCard::text)),
        opens_at: moment(law.card.as_ref().map(|card| card.opens_at)),
        closes_at: moment(law.card.as_ref().map(|card| card.closes_at)),
        closed_at: moment(law.closed_at),
        root: Set(law.root.map(|root| root.to_string())),
        appeal_until: moment(law.appeal_until),
        links_destroyed: Set(law.links_destroyed),
        counted_by: Set(law.counted_by),
        published_by: Set(law.published_by),
        ..Default::default()
    };
    vote::Entity::update(row).exec(tx).await.map(drop)
}
