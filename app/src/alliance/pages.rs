//! The home page.

use crate::backend::{AppError, At, Page, Visit};
use crate::t;
use leptos::prelude::*;

/// Home: what can I get and when, where, and what is happening.
pub async fn home(_visit: Visit, _at: At) -> Result<Page, AppError> {
    Ok(Page::new(t!("shell-name"), view! { <h1>{t!("alliance-home-title")}</h1> }))
}
