//! What waits for the office around awards: each phase of an edition asks for something.

use super::store::{self, KeptCategory, KeptEdition};
use super::votes::{Channels, channels_of, how_far};
use crate::backend::{AppError, Visit};
use crate::t;
use crate::ui::Todo;
use rules::Instant;
use rules::awards::Phase;
use rules::permits::Role;
use rules::voting::VoteState;

/// Editions to announce, shortlists to enter, votes to open, ballots to clean, appeals to decide, results to publish.
///
/// # Errors
/// The database is away.
pub async fn todos(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    if !visit.holds(Role::Secretary) {
        return Ok(Vec::new());
    }
    let db = visit.db().read();
    let mut todos = Vec::new();
    for edition in store::editions(db).await?.into_iter().filter(|edition| edition.published_at.is_none()) {
        match (edition.announced_at, edition.phase(visit.now())) {
            (None, Phase::Announced) => todos.push(announce(&edition)),
            (Some(_), Phase::Publish) if how_far(db, &edition).await?.waiting.is_empty() => todos.push(publish(&edition)),
            (Some(_), phase) if phase >= Phase::Shortlist => {
                for category in store::categories_of(db, &[edition.id]).await? {
                    todos.extend(of_category(visit, &edition, &category, phase).await?);
                }
            }
            _ => {}
        }
    }
    Ok(todos)
}

fn announce(edition: &KeptEdition) -> Todo {
    Todo {
        since: edition.made_at,
        due: Some(edition.plan.timetable.nominate.start()),
        title: t!("awards-todo-announce", title = &edition.plan.title),
        detail: t!("awards-todo-announce-why"),
        link: format!("/desk/awards/{}", edition.id),
    }
}

fn publish(edition: &KeptEdition) -> Todo {
    Todo {
        since: edition.plan.timetable.publish.start(),
        due: None,
        title: t!("awards-todo-publish", title = &edition.plan.title),
        detail: t!("awards-todo-publish-why"),
        link: format!("/desk/awards/{}", edition.id),
    }
}

/// What a category asks for between the shortlist and the results.
async fn of_category(visit: &Visit, edition: &KeptEdition, category: &KeptCategory, phase: Phase) -> Result<Option<Todo>, AppError> {
    let (db, table) = (visit.db().read(), &edition.plan.timetable);
    let desk = format!("/desk/awards/{}/{}", edition.id, category.id);
    let todo =
        |title: String, since: Instant, due: Instant, link: String| Todo { since, due: Some(due), title, detail: edition.plan.title.clone(), link };
    if category.shortlisted_at.is_none() {
        let title = t!("awards-todo-shortlist", category = &category.terms.title);
        return Ok((phase == Phase::Shortlist).then(|| todo(title, table.shortlist.start(), table.vote.start(), desk)));
    }
    let Channels { meeting, residents } = channels_of(db, category.id).await?;
    if phase == Phase::Vote {
        let opened = |kept: &Option<crate::voting::KeptVote>| kept.as_ref().is_some_and(|kept| kept.law.state != VoteState::Prepared);
        let title = t!("awards-todo-open", category = &category.terms.title);
        return Ok((!(opened(&meeting) && opened(&residents))).then(|| todo(title, table.vote.start(), table.count.start(), desk)));
    }
    let Some(residents) = residents else { return Ok(None) };
    let cleaning = format!("{desk}/cleaning");
    Ok(match residents.law.state {
        VoteState::Closed | VoteState::Cleaning => {
            let title = t!("awards-todo-clean", category = &category.terms.title);
            Some(todo(title, table.count.start(), table.publish.start(), cleaning))
        }
        VoteState::Appeal if store::appeals_waiting(db, residents.id).await? > 0 => {
            let title = t!("awards-todo-appeal", category = &category.terms.title);
            Some(todo(title, table.appeal.start(), table.publish.start(), cleaning))
        }
        VoteState::Appeal if residents.law.links_destroyed => {
            let title = t!("awards-todo-count", category = &category.terms.title);
            Some(todo(title, table.publish.start(), table.publish.start(), format!("/desk/votes/{}", residents.id)))
        }
        _ => None,
    })
}
