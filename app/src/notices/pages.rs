//! All that a person was told.

use super::parts::{all_read, listed};
use super::store::{lines_of, unread_of};
use crate::backend::{AppError, At, Page, Visit};
use crate::t;
use crate::ui::{Empty, Head, Pager};
use leptos::prelude::*;

const PER_PAGE: u64 = 30;

/// One's notices, newest first.
pub async fn notices(visit: Visit, at: At) -> Result<Page, AppError> {
    let person = visit.person()?.person;
    let before = at.query("before").and_then(|id| id.parse().ok());
    let mut lines = lines_of(visit.db().read(), person, before, PER_PAGE + 1).await?;
    let unread = unread_of(visit.db().read(), person).await?;
    let more = lines.len() as u64 > PER_PAGE;
    lines.truncate(PER_PAGE as usize);
    let after = lines.last().filter(|_| more).map(|line| format!("/my/notices?before={}", line.id));
    let newest = before.map(|_| "/my/notices".to_owned());
    let list = if lines.is_empty() { view! { <Empty title=t!("notices-none") next=t!("notices-none-next")/> }.into_any() } else { listed(&lines) };
    let button = before.is_none().then(|| all_read(&lines, unread)).flatten();
    let body = view! {
        <Head title=t!("notices-title") lead=t!("notices-lead")/>
        {list}
        {button}
        <Pager before=newest after=after/>
    };
    Ok(Page::new(t!("notices-title"), body))
}
