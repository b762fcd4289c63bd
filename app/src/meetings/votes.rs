//! What the votes of a meeting decide for it: the one place where the room asks the room of votes.

use crate::backend::AppError;
use crate::t;
use crate::voting::{VoteLine, lines_of_meeting};
use leptos::prelude::*;
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

/// How a published vote of a meeting ended; nothing when there is no such vote, or it is not published.
///
/// # Errors
/// The database is away.
pub(super) async fn dropped_by(db: &impl ConnectionTrait, meeting: Uuid, vote: Uuid) -> Result<Option<Outcome>, AppError> {
    Ok(lines_of_meeting(db, meeting).await?.into_iter().find(|line| line.vote == vote).filter(published).and_then(|line| line.outcome))
}

/// The published votes of a meeting that passed: each with its question, for the form that drops a task.
pub(super) fn passed(lines: &[VoteLine]) -> Vec<(String, String)> {
    let passed = lines.iter().filter(|line| published(line) && line.outcome == Some(Outcome::Passed));
    passed.map(|line| (line.vote.to_string(), line.question.clone())).collect()
}

fn published(line: &VoteLine) -> bool {
    line.verdict.is_some()
}

/// The votes of a meeting, each with where it stands or its verdict; on paper and in minutes with the board's root.
pub(super) fn list(lines: &[VoteLine], under: &'static str, with_root: bool) -> AnyView {
    let lines = lines.iter().map(|line| {
        let standing = line.verdict.clone().unwrap_or_else(|| t!(&format!("voting-state-{}", line.state.code())));
        let root = line
            .root
            .clone()
            .filter(|_| with_root)
            .map(|root| view! { <p class="small root">{t!("meetings-vote-root")} " " <code>{root}</code></p> });
        view! { <li><a href=format!("{under}/{}", line.vote)>{line.question.clone()}</a><p class="small">{standing}</p>{root}</li> }
    });
    view! { <ul class="votes">{lines.collect_view()}</ul> }.into_any()
}

/// Those of one agenda item.
pub(super) fn of_item(lines: &[VoteLine], item: Uuid) -> Vec<VoteLine> {
    lines.iter().filter(|line| line.subject == item).cloned().collect()
}
