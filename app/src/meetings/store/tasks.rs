//! Keeping tasks: what a meeting gave somebody to do, and what later meetings did with it.

use super::Meeting;
use crate::backend::{AppError, Begun};
use crate::meetings::entity::{meeting, meeting_task, meeting_task_step};
use rules::meetings::{Task, TaskState, TaskTerms, carried_over};
use rules::{Day, Instant};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A task as it is kept.
#[derive(Debug, Clone)]
pub(in crate::meetings) struct Given {
    /// Its id.
    pub id: Uuid,
    /// The meeting that gave it.
    pub meeting: Uuid,
    /// What is to be done.
    pub title: String,
    /// Who does it.
    pub owner: String,
    /// Until when, as it was given.
    pub first_due: Day,
    /// How it stands.
    pub task: Task,
}

/// What a meeting did with a task of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::meetings) enum Step {
    /// Reported done.
    Finish,
    /// Carried over to this date.
    CarryOver(Day),
    /// Dropped by this vote.
    Drop(Uuid),
}

/// A task that an earlier meeting gave, as one meeting sees it.
#[derive(Debug, Clone)]
pub(in crate::meetings) struct Earlier {
    /// The task.
    pub given: Given,
    /// Until when, as it stood before this meeting: a later date than the first one where an earlier meeting carried it over.
    pub due: Day,
    /// What this meeting did with it.
    pub step: Option<Step>,
}

impl Given {
    fn of(row: meeting_task::Model) -> Result<Self, DbErr> {
        let unreadable = |what: &str| DbErr::Type(format!("task {}: {what}", row.id));
        let state = TaskState::from_code(&row.state).ok_or_else(|| unreadable("state"))?;
        let due = Day::parse(&row.due).ok_or_else(|| unreadable("due"))?;
        let first_due = Day::parse(&row.first_due).ok_or_else(|| unreadable("first due"))?;
        let task = Task { state, due, carried: u32::try_from(row.carried).unwrap_or_default() };
        Ok(Self { id: row.id, meeting: row.meeting, title: row.title, owner: row.owner, first_due, task })
    }
}

/// One task.
pub(in crate::meetings) async fn task_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Given>, DbErr> {
    meeting_task::Entity::find_by_id(id).one(db).await?.map(Given::of).transpose()
}

/// The tasks that a meeting gave.
pub(in crate::meetings) async fn given_tasks(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Given>, DbErr> {
    let rows = meeting_task::Entity::find().filter(meeting_task::Column::Meeting.eq(meeting));
    let rows = rows.order_by_asc(meeting_task::Column::MadeAt).order_by_asc(meeting_task::Column::Id).all(db).await?;
    rows.into_iter().map(Given::of).collect()
}

/// The tasks of earlier meetings that this one opens with: those it has taken up, then all that are open, the earliest due first.
pub(in crate::meetings) async fn earlier_tasks(db: &impl ConnectionTrait, of: &Meeting) -> Result<Vec<Earlier>, DbErr> {
    let steps = meeting_task_step::Entity::find().filter(meeting_task_step::Column::Meeting.eq(of.id)).all(db).await?;
    let steps: HashMap<Uuid, Step> = steps.iter().filter_map(|row| Some((row.task, step_of(row)?))).collect();
    let taken = meeting_task::Entity::find().filter(meeting_task::Column::Id.is_in(steps.keys().copied())).all(db).await?;
    let mut taken = taken.into_iter().map(Given::of).collect::<Result<Vec<_>, _>>()?;
    taken.sort_by_key(|given| (given.first_due, given.id));
    let open = if of.is_over() { Vec::new() } else { open_before(db, of).await? };
    let left = carried_over(open, |given: &Given| given.task).into_iter().filter(|given| !steps.contains_key(&given.id));
    let before = dues_before(db, of.id, &steps).await?;
    let all = taken.into_iter().chain(left).map(|given| {
        let step = steps.get(&given.id).copied();
        let due = if step.is_some() { before.get(&given.id).copied().unwrap_or(given.first_due) } else { given.task.due };
        Earlier { due, step, given }
    });
    Ok(all.collect())
}

/// The dates to which tasks that a meeting has taken up had been carried over before.
async fn dues_before(db: &impl ConnectionTrait, meeting: Uuid, taken: &HashMap<Uuid, Step>) -> Result<HashMap<Uuid, Day>, DbErr> {
    use meeting_task_step::{Column, Entity};
    let rows = Entity::find().filter(Column::Task.is_in(taken.keys().copied())).order_by_asc(Column::At).order_by_asc(Column::Id).all(db).await?;
    let mut dues = HashMap::new();
    let mut passed = HashSet::new();
    for row in rows {
        if row.meeting == meeting {
            passed.insert(row.task);
        } else if let (false, Some(Step::CarryOver(due))) = (passed.contains(&row.task), step_of(&row)) {
            dues.insert(row.task, due);
        }
    }
    Ok(dues)
}

async fn open_before(db: &impl ConnectionTrait, of: &Meeting) -> Result<Vec<Given>, DbErr> {
    before(of).all(db).await?.into_iter().map(Given::of).collect()
}

fn before(of: &Meeting) -> sea_orm::Select<meeting_task::Entity> {
    let earlier = meeting::Entity::find().select_only().column(meeting::Column::Id).filter(meeting::Column::BeginsAt.lt(of.plan.begins_at.millis()));
    meeting_task::Entity::find()
        .filter(meeting_task::Column::State.eq(TaskState::Open.code()))
        .filter(meeting_task::Column::Meeting.ne(of.id))
        .filter(meeting_task::Column::Meeting.in_subquery(sea_orm::QueryTrait::into_query(earlier)))
}

/// How many open tasks earlier meetings left.
pub(in crate::meetings) async fn open_tasks_before(db: &impl ConnectionTrait, of: &Meeting) -> Result<u64, DbErr> {
    before(of).count(db).await
}

/// How many of them this meeting has not taken up.
pub(in crate::meetings) fn untouched(earlier: &[Earlier]) -> usize {
    earlier.iter().filter(|earlier| earlier.step.is_none()).count()
}

/// The open tasks that are due by that day, the earliest first.
pub(in crate::meetings) async fn late_tasks(db: &impl ConnectionTrait, by: Day) -> Result<Vec<Given>, DbErr> {
    let late = meeting_task::Entity::find().filter(meeting_task::Column::State.eq(TaskState::Open.code()));
    let late = late.filter(meeting_task::Column::Due.lte(by.to_string())).order_by_asc(meeting_task::Column::Due).limit(100);
    late.all(db).await?.into_iter().map(Given::of).collect()
}

fn step_of(row: &meeting_task_step::Model) -> Option<Step> {
    match row.step.as_str() {
        "finish" => Some(Step::Finish),
        "carry_over" => row.due.as_deref().and_then(Day::parse).map(Step::CarryOver),
        "drop" => row.vote.map(Step::Drop),
        _ => None,
    }
}

/// Writes a task that a meeting gave.
pub(in crate::meetings) async fn insert_task(
    tx: &impl ConnectionTrait,
    meeting: Uuid,
    id: Uuid,
    terms: &TaskTerms,
    now: Instant,
) -> Result<(), DbErr> {
    let row = meeting_task::ActiveModel {
        id: Set(id),
        meeting: Set(meeting),
        title: Set(terms.title.clone()),
        owner: Set(terms.owner.clone()),
        first_due: Set(terms.due.to_string()),
        due: Set(terms.due.to_string()),
        state: Set(TaskState::Open.code().to_owned()),
        carried: Set(0),
        made_at: Set(now.millis()),
    };
    meeting_task::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether a vote has dropped a task already: it decided about one.
pub(in crate::meetings) async fn dropped_by(db: &impl ConnectionTrait, vote: Uuid) -> Result<bool, DbErr> {
    Ok(meeting_task_step::Entity::find().filter(meeting_task_step::Column::Vote.eq(vote)).count(db).await? > 0)
}

/// Takes back what a meeting did with a task; false when a vote dropped it, or somebody acted meanwhile.
pub(in crate::meetings) async fn take_step_back(act: &Begun, meeting: Uuid, earlier: &Earlier) -> Result<bool, AppError> {
    use meeting_task_step::{Column, Entity};
    let given = &earlier.given;
    let steps = Entity::find().filter(Column::Task.eq(given.id)).filter(Column::Meeting.ne(meeting)).order_by_asc(Column::At).all(act.tx()).await?;
    let before = steps.iter().rev().find_map(|row| row.due.as_deref().and_then(Day::parse)).unwrap_or(given.first_due);
    let task = given.task.taken_back(before, matches!(earlier.step, Some(Step::CarryOver(_))))?;
    let same = meeting_task::Entity::update_many().set(moved(task)).filter(meeting_task::Column::Id.eq(given.id));
    let same = same.filter(meeting_task::Column::State.eq(given.task.state.code())).filter(meeting_task::Column::Due.eq(given.task.due.to_string()));
    if same.exec(act.tx()).await?.rows_affected != 1 {
        return Ok(false);
    }
    let gone = Entity::delete_many().filter(Column::Task.eq(given.id)).filter(Column::Meeting.eq(meeting)).exec(act.tx()).await?;
    Ok(gone.rows_affected > 0)
}

fn moved(after: Task) -> meeting_task::ActiveModel {
    meeting_task::ActiveModel {
        state: Set(after.state.code().to_owned()),
        due: Set(after.due.to_string()),
        carried: Set(i32::try_from(after.carried).unwrap_or(i32::MAX)),
        ..Default::default()
    }
}

/// Takes back a task that its own meeting gave by mistake; false when a later meeting has taken it up.
pub(in crate::meetings) async fn remove_task(act: &Begun, given: &Given) -> Result<bool, AppError> {
    let steps = meeting_task_step::Entity::find().filter(meeting_task_step::Column::Task.eq(given.id)).count(act.tx()).await?;
    if steps > 0 {
        return Ok(false);
    }
    meeting_task::Entity::delete_by_id(given.id).exec(act.tx()).await?;
    Ok(true)
}

/// Writes what a meeting did with a task.
pub(in crate::meetings) async fn record_step(act: &Begun, meeting: Uuid, given: &Given, after: Task, step: Step) -> Result<(), AppError> {
    let same = meeting_task::Entity::update_many().set(moved(after)).filter(meeting_task::Column::Id.eq(given.id));
    let same = same.filter(meeting_task::Column::State.eq(TaskState::Open.code())).filter(meeting_task::Column::Due.eq(given.task.due.to_string()));
    if same.exec(act.tx()).await?.rows_affected != 1 {
        return Err(rules::meetings::TaskRefusal::Settled.into());
    }
    let (code, due, vote) = match step {
        Step::Finish => ("finish", None, None),
        Step::CarryOver(day) => ("carry_over", Some(day.to_string()), None),
        Step::Drop(vote) => ("drop", None, Some(vote)),
    };
    let row = meeting_task_step::ActiveModel {
        id: Set(act.new_id()),
        task: Set(given.id),
        meeting: Set(meeting),
        step: Set(code.to_owned()),
        due: Set(due),
        vote: Set(vote),
        person: Set(act.person()),
        at: Set(act.now().millis()),
    };
    meeting_task_step::Entity::insert(row).exec_without_returning(act.tx()).await?;
    Ok(())
}
