//! What waits for this person around votes: ballots to cast, votes to count and to publish.

use super::pages::conduct::conducts;
use super::store;
use super::voters::voter_of;
use crate::backend::{AppError, Visit};
use crate::t;
use crate::ui::Todo;
use rules::Instant;
use rules::permits::Role;
use rules::voting::{Secrecy, VoteState};

/// Votes that are open and wait for this person's ballot, or that this person conducts and that are closed.
///
/// # Errors
/// The database is away.
pub async fn todos(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let db = visit.db().read();
    let staff = visit.holds(Role::DistrictOfficer) || visit.holds(Role::Secretary);
    let mut todos = Vec::new();
    for kept in store::votes_under_way(db).await? {
        let title = |key: &str| t!(key, question = kept.draft().question.clone());
        let detail = t!(&format!("voting-state-{}", kept.law.state.code()));
        let since = kept.law.closed_at.or(kept.law.card.as_ref().map(|card| card.opens_at)).unwrap_or_else(|| Instant::from_millis(kept.row.made_at));
        match kept.law.state {
            VoteState::Open => {
                let voter = voter_of(db, &kept, visit.person()?, visit.now()).await?;
                if !voter.recused && voter.voice.is_some_and(|voice| voice.mark.is_none()) {
                    let due = kept.law.card.as_ref().map(|card| card.closes_at);
                    todos.push(Todo { since, due, title: title("voting-todo-cast"), detail, link: format!("/votes/{}", kept.id) });
                }
            }
            VoteState::Closed if staff && kept.draft().secrecy != Secrecy::Sealed && conducts(visit, &kept) => {
                let key = if kept.law.root.is_some() { "voting-todo-count" } else { "voting-todo-papers" };
                todos.push(Todo { since, due: None, title: title(key), detail, link: format!("/desk/votes/{}", kept.id) });
            }
            VoteState::Counted if staff && conducts(visit, &kept) && kept.law.counted_by != visit.signed().map(|signed| signed.person) => {
                todos.push(Todo { since, due: None, title: title("voting-todo-publish"), detail, link: format!("/desk/votes/{}", kept.id) });
            }
            _ => {}
        }
    }
    Ok(todos)
}
