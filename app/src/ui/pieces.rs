//! The frame of a page's content: its head, an empty list, a wide table, the way to the next page.

use super::Mark;
use crate::backend::{Arg, Lang, say};
use crate::t;
use leptos::prelude::*;

/// The head of a page: its name, one sentence, and what can be done with the page as a whole.
#[component]
pub fn Head(
    /// The page's name.
    #[prop(into)]
    title: String,
    /// One sentence under it.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Buttons and links beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="head">
            <div>
                <h1>{title}</h1>
                {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
}

/// What stands where a list would be: why there is nothing, and what to do next.
#[component]
pub fn Empty(
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What to do next, in a sentence.
    #[prop(optional, into)]
    next: Option<String>,
    /// The link or button for it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Mark/>
            <h2>{title}</h2>
            {next.map(|next| view! { <p class="muted">{next}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// A table that is wider than a phone: it is moved sideways inside its own frame, by finger or by keyboard.
#[component]
pub fn Wide(
    /// What the table shows, for screen readers.
    #[prop(into)]
    label: String,
    /// The table.
    children: Children,
) -> impl IntoView {
    view! { <section class="table" aria-label=label tabindex="0">{children()}</section> }
}

/// A sentence on paper that is handed over: in Chinese with English under it, whatever language the officer reads at the desk.
#[must_use]
pub fn on_paper(key: &str, args: &[(&str, Arg)]) -> AnyView {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| say(lang, key, args));
    view! { <span lang=Lang::Zh.tag()>{zh}</span><span lang=Lang::En.tag() class="second">{en}</span> }.into_any()
}

/// The way through a long list.
#[component]
pub fn Pager(
    /// Address of the page before.
    #[prop(optional_no_strip, into)]
    before: Option<String>,
    /// Address of the page after.
    #[prop(optional_no_strip, into)]
    after: Option<String>,
) -> impl IntoView {
    (before.is_some() || after.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=t!("ui-pager")>
                {before.map(|to| view! { <a class="btn quiet" rel="prev" href=to>{t!("ui-before")}</a> })}
                {after.map(|to| view! { <a class="btn quiet" rel="next" href=to>{t!("ui-after")}</a> })}
            </nav>
        }
    })
}
