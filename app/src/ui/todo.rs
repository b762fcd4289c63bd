//! Something that waits for somebody: when it came, until when it is due, where it is done.

use crate::backend::Lang;
use crate::t;
use leptos::prelude::*;
use rules::{DAY, HOUR, Instant, MINUTE};

/// One thing that waits.
#[derive(Debug, Clone)]
pub struct Todo {
    /// Waits since.
    pub since: Instant,
    /// Due until, if there is a date.
    pub due: Option<Instant>,
    /// What is to be done.
    pub title: String,
    /// Whom or what it concerns.
    pub detail: String,
    /// Where it is done.
    pub link: String,
}

/// Things that wait, oldest first, each with its clock.
#[component]
pub fn TodoList(
    /// In any order.
    mut todos: Vec<Todo>,
    /// The moment it is.
    now: Instant,
) -> impl IntoView {
    todos.sort_by_key(|todo| todo.since);
    let lines = todos.into_iter().map(|todo| {
        let late = todo.due.is_some_and(|due| due <= now);
        let waited = t!("ui-waited", time = length(now.since(todo.since)));
        let due = todo.due.map(|due| if late { t!("ui-overdue", at = due) } else { t!("ui-due", at = due) });
        view! {
            <li class="todo" class:late=late>
                <p><span class=if late { "clock stop" } else { "clock warn" }>{due.unwrap_or(waited)}</span></p>
                <h2><a href=todo.link>{todo.title}</a></h2>
                <p class="small muted">{todo.detail}</p>
                <span class="end" aria-hidden="true"></span>
            </li>
        }
    });
    view! { <ol class="today">{lines.collect_view()}</ol> }
}

/// A length of time in its largest unit: `3 天`, `4 小时`, `20 分钟`; `3 days`, `1 hour`.
fn length(millis: i64) -> String {
    let (count, key) = match millis {
        ms if ms >= DAY => (ms / DAY, ("天", "day")),
        ms if ms >= HOUR => (ms / HOUR, ("小时", "hour")),
        ms => ((ms / MINUTE).max(1), ("分钟", "minute")),
    };
    let many = if count == 1 { "" } else { "s" };
    Lang::current().pick(format!("{count} {}", key.0), format!("{count} {}{many}", key.1))
}
