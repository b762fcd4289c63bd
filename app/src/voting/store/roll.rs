//! Keeping the roll: written when a vote opens, only marked while it is open, kept in the order of ids when it is over.

use super::Kept;
use crate::voting::entity::{roll, roll_live, vote};
use rules::voting::{Mark, Roll, VoteState};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// The most rows of one statement: SQLite and PostgreSQL bound the number of values.
const BATCH: usize = 500;

/// One voice on a roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The merchant or the person.
    pub voter: Uuid,
    /// What it weighs.
    pub weight: u32,
    /// The options it may not choose; open votes only.
    pub barred: Vec<u16>,
    /// Whether it has voted.
    pub mark: Option<Mark>,
}

impl Voice {
    fn of(row: roll_live::Model) -> Self {
        Self {
            voter: row.voter,
            weight: row.weight.unsigned_abs(),
            barred: row.barred.split(',').filter_map(|option| option.parse().ok()).collect(),
            mark: row.mark.as_deref().and_then(mark_of),
        }
    }
}

fn mark_of(word: &str) -> Option<Mark> {
    match word {
        "web" => Some(Mark::Web),
        "paper" => Some(Mark::Paper),
        _ => None,
    }
}

const fn word_of(mark: Mark) -> &'static str {
    match mark {
        Mark::Web => "web",
        Mark::Paper => "paper",
    }
}

/// Writes the roll in the order of its ids, which tells nothing.
///
/// # Errors
/// The database is away.
pub async fn write_roll(tx: &impl ConnectionTrait, vote: Uuid, roll: &Roll, barred: &HashMap<Uuid, Vec<u16>>) -> Result<(), DbErr> {
    let rows: Vec<roll_live::ActiveModel> = roll
        .members()
        .map(|(voter, weight)| {
            let barred = barred.get(&voter).map(|options| options.iter().map(u16::to_string).collect::<Vec<_>>().join(",")).unwrap_or_default();
            let weight = i32::try_from(weight).unwrap_or(i32::MAX);
            roll_live::ActiveModel { vote: Set(vote), voter: Set(voter), weight: Set(weight), barred: Set(barred), mark: Set(None) }
        })
        .collect();
    for batch in rows.chunks(BATCH) {
        roll_live::Entity::insert_many(batch.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Marks a voice as having voted, if it has not; says whether it did.
///
/// # Errors
/// The database is away.
pub async fn marked(tx: &impl ConnectionTrait, vote: Uuid, voter: Uuid, mark: Mark) -> Result<bool, DbErr> {
    let once = roll_live::Entity::update_many()
        .col_expr(roll_live::Column::Mark, Expr::value(word_of(mark)))
        .filter(roll_live::Column::Vote.eq(vote))
        .filter(roll_live::Column::Voter.eq(voter))
        .filter(roll_live::Column::Mark.is_null());
    Ok(once.exec(tx).await?.rows_affected == 1)
}

/// One voice of a vote; nothing when it is not on the roll.
///
/// # Errors
/// The database is away.
pub async fn voice(db: &impl ConnectionTrait, vote: &Kept, voter: Uuid) -> Result<Option<Voice>, DbErr> {
    Ok(voices_where(db, vote, Some(voter)).await?.pop())
}

/// One voice of an open vote, held until the transaction ends: two ballots for it wait for each other.
///
/// # Errors
/// The database is away.
pub async fn voice_held(tx: &impl ConnectionTrait, vote: Uuid, voter: Uuid) -> Result<Option<Voice>, DbErr> {
    let found = roll_live::Entity::find_by_id((vote, voter));
    let found = if tx.get_database_backend() == DbBackend::Sqlite { found } else { found.lock_exclusive() };
    Ok(found.one(tx).await?.map(Voice::of))
}

/// Everybody on the roll, in the order of their ids.
///
/// # Errors
/// The database is away.
pub async fn voices(db: &impl ConnectionTrait, vote: &Kept) -> Result<Vec<Voice>, DbErr> {
    voices_where(db, vote, None).await
}

async fn voices_where(db: &impl ConnectionTrait, vote: &Kept, voter: Option<Uuid>) -> Result<Vec<Voice>, DbErr> {
    if vote.row.rewritten {
        let mut found = roll::Entity::find().filter(roll::Column::Vote.eq(vote.id)).order_by_asc(roll::Column::Voter);
        if let Some(voter) = voter {
            found = found.filter(roll::Column::Voter.eq(voter));
        }
        let rows = found.into_model::<roll_live::Model>().all(db).await?;
        return Ok(rows.into_iter().map(Voice::of).collect());
    }
    let mut found = roll_live::Entity::find().filter(roll_live::Column::Vote.eq(vote.id)).order_by_asc(roll_live::Column::Voter);
    if let Some(voter) = voter {
        found = found.filter(roll_live::Column::Voter.eq(voter));
    }
    Ok(found.all(db).await?.into_iter().map(Voice::of).collect())
}

/// The open votes of a meeting, each with how many of its roll have voted or hold a paper, and how many are on it: numbers, never who or what.
///
/// # Errors
/// The database is away.
pub async fn turnouts(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<(Uuid, u64, u64)>, DbErr> {
    let open = vote::Entity::find().select_only().column(vote::Column::Id).filter(vote::Column::Meeting.eq(meeting));
    let open = open.filter(vote::Column::State.eq(VoteState::Open.code())).order_by_asc(vote::Column::Id);
    let mut turnouts = Vec::new();
    for id in open.into_tuple::<Uuid>().all(db).await? {
        let roll = || roll_live::Entity::find().filter(roll_live::Column::Vote.eq(id));
        turnouts.push((id, roll().filter(roll_live::Column::Mark.is_not_null()).count(db).await?, roll().count(db).await?));
    }
    Ok(turnouts)
}

/// How many are marked: on the web, and on paper.
///
/// # Errors
/// The database is away.
pub async fn marks_of(db: &impl ConnectionTrait, vote: &Kept) -> Result<(u32, u32), DbErr> {
    let mut counts = [0_u64; 2];
    for (count, word) in counts.iter_mut().zip(["web", "paper"]) {
        *count = if vote.row.rewritten {
            roll::Entity::find().filter(roll::Column::Vote.eq(vote.id)).filter(roll::Column::Mark.eq(word)).count(db).await?
        } else {
            roll_live::Entity::find().filter(roll_live::Column::Vote.eq(vote.id)).filter(roll_live::Column::Mark.eq(word)).count(db).await?
        };
    }
    let [web, paper] = counts.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    Ok((web, paper))
}

/// The roll as the law sees it.
///
/// # Errors
/// The database is away, or the roll is not one.
pub async fn roll_of(db: &impl ConnectionTrait, vote: &Kept) -> Result<Roll, crate::backend::AppError> {
    let members: Vec<rules::voting::RollMember> = voices(db, vote)
        .await?
        .into_iter()
        .map(|voice| rules::voting::RollMember { voter: voice.voter, weight: voice.weight, recused: false })
        .collect();
    Ok(Roll::of(&members, vote.draft().secrecy)?)
}
