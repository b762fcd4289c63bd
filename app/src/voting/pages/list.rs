//! All votes.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{Empty, Head, Pager};
use crate::voting::parts::{state_tag, title_of};
use crate::voting::store::{self, Kept};
use leptos::prelude::*;
use rules::voting::VoteState;

const PER_PAGE: usize = 50;

/// The votes that are open or over, the newest first.
pub async fn all(visit: Visit, at: At) -> Result<Page, AppError> {
    let before = at.query("before").and_then(|id| id.parse().ok());
    let mut votes = store::newest_votes(visit.db().read(), true, before, PER_PAGE as u64 + 1).await?;
    let more = votes.len() > PER_PAGE;
    votes.truncate(PER_PAGE);
    let older = votes.last().filter(|_| more).map(|last| format!("/votes?before={}", last.id));
    let newest = before.map(|_| "/votes".to_owned());
    let list =
        if votes.is_empty() { view! { <Empty title=t!("voting-none") next=t!("voting-none-next")/> }.into_any() } else { lines(&votes, "/votes") };
    let body = view! {
        <Head title=t!("voting-title") lead=t!("voting-lead")><a class="btn quiet" href="/votes/trust">{t!("voting-to-trust")}</a></Head>
        {list}
        <Pager before=newest after=older/>
    };
    Ok(Page::new(t!("voting-title"), body).summary(t!("voting-lead")))
}

/// Votes with their states, each leading to its page under `to`.
pub(super) fn lines(votes: &[Kept], to: &str) -> AnyView {
    let lines = votes.iter().map(|kept| {
        view! {
            <li><div class="body">
                <a href=format!("{to}/{}", kept.id)><strong>{title_of(kept)}</strong></a>
                <p class="small muted">{when(kept)}</p>
            </div><div class="end">{state_tag(kept)}</div></li>
        }
    });
    view! { <ul class="list">{lines.collect_view()}</ul> }.into_any()
}

/// Until when it is open, or since when it is closed.
pub(super) fn when(kept: &Kept) -> String {
    let lang = Lang::current();
    match (kept.law.state, &kept.law.card, kept.law.closed_at) {
        (VoteState::Prepared, ..) | (_, None, _) => t!("voting-when-prepared"),
        (VoteState::Open, Some(card), _) => t!("voting-when-open", until = lang.moment(card.closes_at)),
        (_, Some(card), closed_at) => t!("voting-when-closed", at = lang.moment(closed_at.unwrap_or(card.closes_at))),
    }
}
