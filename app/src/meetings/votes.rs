//! What the votes of a meeting decide for it: the one place where the room asks the room of votes.

use super::store::{self, Given, Item};
use crate::backend::AppError;
use crate::t;
use crate::voting::{VoteLine, lines_of_meeting};
use leptos::prelude::*;
use rules::meetings::{ItemKind, names_task};
use rules::voting::{Outcome, VoteState};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// How many votes of a meeting are open: it cannot be closed meanwhile.
///
/// # Errors
/// The database is away.
pub(super) async fn open_votes(db: &impl ConnectionTrait, meeting: Uuid) -> Result<u32, AppError> {
    let open = lines_of_meeting(db, meeting).await?.iter().filter(|line| line.state == VoteState::Open).count();
    Ok(u32::try_from(open).unwrap_or(u32::MAX))
}

/// Whether a ballot was cast for a merchant at a meeting: then its delegate stays.
///
/// # Errors
/// The database is away.
pub(super) async fn has_voted(db: &impl ConnectionTrait, meeting: Uuid, merchant: Uuid) -> Result<bool, AppError> {
    crate::voting::has_voted(db, meeting, merchant).await
}

/// The published votes that passed on dropping just this task: each stands under the tasks of earlier meetings and names it.
pub(super) fn dropping(lines: &[VoteLine], items: &[Item], title: &str) -> Vec<VoteLine> {
    let tasks = items.iter().find(|item| item.terms.kind == ItemKind::Tasks).map(|item| item.id);
    let about = |line: &&VoteLine| Some(line.subject) == tasks && names_task(&line.question, title);
    lines.iter().filter(about).filter(|line| published(line) && line.outcome == Some(Outcome::Passed)).cloned().collect()
}

/// How the published vote on dropping this task ended; nothing when there is none, or it has dropped another.
///
/// # Errors
/// The database is away.
pub(super) async fn outcome_on(db: &impl ConnectionTrait, given: &Given, meeting: Uuid, vote: Uuid) -> Result<Option<Outcome>, AppError> {
    if store::dropped_by(db, vote).await? {
        return Ok(None);
    }
    let lines = dropping(&lines_of_meeting(db, meeting).await?, &store::items_of(db, meeting).await?, &given.title);
    Ok(lines.into_iter().find(|line| line.vote == vote).and_then(|line| line.outcome))
}

fn published(line: &VoteLine) -> bool {
    line.verdict.is_some()
}

/// The votes of a meeting, each with where it stands or its verdict; on paper and in minutes with the board's root.
pub(super) fn list(lines: &[VoteLine], under: &'static str, with_root: bool) -> AnyView {
    let lines = lines.iter().map(|line| {
        let standing = standing(line);
        let root = line
            .root
            .clone()
            .filter(|_| with_root)
            .map(|root| view! { <p class="small root">{t!("meetings-vote-root")} " " <code>{root}</code></p> });
        view! { <li><a href=format!("{under}/{}", line.vote)>{line.question.clone()}</a><p class="small">{standing}</p>{root}</li> }
    });
    view! { <ul class="votes">{lines.collect_view()}</ul> }.into_any()
}

/// Where a vote stands, or its verdict once it is published.
pub(super) fn standing(line: &VoteLine) -> String {
    line.verdict.clone().unwrap_or_else(|| t!(&format!("voting-state-{}", line.state.code())))
}

/// Those of one agenda item.
pub(super) fn of_item(lines: &[VoteLine], item: Uuid) -> Vec<VoteLine> {
    lines.iter().filter(|line| line.subject == item).cloned().collect()
}
