//! What waits for this person around meetings.

use super::doors::OFFICE;
use super::pages::own_places;
use super::store::{self, Meeting};
use crate::backend::{AppError, Visit};
use crate::districts::district_name;
use crate::t;
use crate::ui::Todo;
use rules::Instant;
use rules::meetings::MeetingState;
use uuid::Uuid;

/// How long before it is due a task is named, in days.
const NAMED_BEFORE: i64 = 3;

/// Invitations to answer for an owner; for those who convene minutes to approve, tasks that are due, and meetings whose time went by.
///
/// # Errors
/// The database is away.
pub async fn todos(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let mut todos = to_answer(visit).await?;
    if visit.admit(OFFICE).is_ok() {
        todos.extend(to_approve(visit).await?);
        todos.extend(due(visit).await?);
        todos.extend(went_by(visit).await?);
    }
    Ok(todos)
}

async fn to_answer(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let own = own_places(visit)?;
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let db = visit.db().read();
    let open: Vec<_> = store::invitations_of(db, &own, Uuid::nil()).await?.into_iter().filter(|row| row.answer.is_none()).collect();
    let ids: Vec<Uuid> = open.iter().map(|row| row.meeting).collect();
    let coming: Vec<Meeting> = store::meetings_by_ids(db, &ids).await?;
    let todo = |row: super::entity::meeting_invitation::Model| {
        let meeting = coming.iter().find(|meeting| meeting.id == row.meeting)?;
        let answerable = meeting.state == MeetingState::Convened && visit.now() < meeting.plan.begins_at;
        answerable.then(|| Todo {
            since: Instant::from_millis(row.at),
            due: Some(meeting.plan.begins_at),
            title: t!("meetings-todo-answer", title = meeting.plan.title.clone()),
            detail: row.name,
            link: format!("/my/meetings/{}", meeting.id),
        })
    };
    Ok(open.into_iter().filter_map(todo).collect())
}

async fn to_approve(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let db = visit.db().read();
    let me = visit.person()?.person;
    let mut todos = Vec::new();
    for written in store::minutes_waiting(db).await?.into_iter().filter(|written| written.minutes.written_by != Some(me)) {
        let Some(meeting) = store::meeting_by_id(db, written.meeting).await? else { continue };
        if visit.admit_in(OFFICE, meeting.plan.host.place()).is_ok() {
            todos.push(Todo {
                since: written.written_at.unwrap_or(meeting.plan.ends_at),
                due: None,
                title: t!("meetings-todo-approve", title = meeting.plan.title),
                detail: district_name(meeting.plan.host, false),
                link: format!("/desk/meetings/{}/minutes", meeting.id),
            });
        }
    }
    Ok(todos)
}

async fn due(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let db = visit.db().read();
    let late = store::late_tasks(db, visit.now().day().plus_days(NAMED_BEFORE)).await?;
    let meetings = store::meetings_by_ids(db, &late.iter().map(|given| given.meeting).collect::<Vec<_>>()).await?;
    let todo = |given: store::Given| {
        let meeting = meetings.iter().find(|meeting| meeting.id == given.meeting)?;
        visit.admit_in(OFFICE, meeting.plan.host.place()).is_ok().then(|| Todo {
            since: meeting.plan.ends_at,
            due: Some(given.task.due.end()),
            title: t!("meetings-todo-task", title = given.title),
            detail: t!("meetings-task-of", owner = given.owner, meeting = meeting.plan.title.clone()),
            link: format!("/desk/meetings/{}/tasks", meeting.id),
        })
    };
    Ok(late.into_iter().filter_map(todo).collect())
}

/// Meetings that were convened and never opened: they have to be put off or called off.
async fn went_by(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let convened = store::meetings_in(visit.db().read(), &[MeetingState::Convened]).await?;
    let forgotten = convened.into_iter().filter(|meeting| meeting.went_by(visit.now()) && visit.admit_in(OFFICE, meeting.plan.host.place()).is_ok());
    let todo = |meeting: Meeting| Todo {
        since: meeting.plan.ends_at,
        due: None,
        title: t!("meetings-todo-went-by", title = meeting.plan.title),
        detail: district_name(meeting.plan.host, false),
        link: format!("/desk/meetings/{}", meeting.id),
    };
    Ok(forgotten.map(todo).collect())
}
