//! Today: what waits, oldest first.

use crate::backend::{AppError, At, Page, Visit};
use crate::t;
use crate::ui::{Empty, Todo, TodoList};
use leptos::prelude::*;

/// Everything that waits for this person.
pub async fn today(visit: Visit, _at: At) -> Result<Page, AppError> {
    let mut todos: Vec<Todo> = Vec::new();
    todos.extend(crate::offers::todos(&visit).await?);
    todos.extend(crate::claims::todos(&visit).await?);
    todos.extend(crate::merchants::todos(&visit).await?);
    todos.extend(crate::voting::todos(&visit).await?);
    todos.extend(crate::awards::todos(&visit).await?);
    todos.extend(crate::meetings::todos(&visit).await?);
    let now = visit.now();
    let list = if todos.is_empty() {
        view! { <Empty title=t!("desks-nothing") next=t!("desks-nothing-more")/> }.into_any()
    } else {
        view! { <TodoList todos now/> }.into_any()
    };
    let body = view! {
        <header class="head"><div><h1>{t!("desks-title")}</h1><p class="lead">{t!("desks-lead")}</p></div></header>
        {list}
    };
    Ok(Page::new(t!("desks-title"), body))
}
