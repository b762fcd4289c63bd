//! Looks without domain words: forms, buttons, lists, the mark. Shown by every room.

#[cfg(feature = "ssr")]
mod chart;
#[cfg(feature = "ssr")]
mod choice;
#[cfg(feature = "ssr")]
mod fold;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod mark;
#[cfg(feature = "ssr")]
mod markdown;
#[cfg(feature = "ssr")]
mod pieces;
#[cfg(feature = "ssr")]
mod qr;
#[cfg(feature = "ssr")]
mod todo;

#[cfg(feature = "ssr")]
pub use chart::{Bar, BarChart};
#[cfg(feature = "ssr")]
pub use choice::{Choice, SelectField, Tick};
#[cfg(feature = "ssr")]
pub use fold::Fold;
#[cfg(feature = "ssr")]
pub use form::{ActForm, ErrorSummary, Field, Hidden, LooseFields, Submit, TextArea, Unheard, current_refill, field_error, field_id};
#[cfg(feature = "ssr")]
pub use mark::Mark;
#[cfg(feature = "ssr")]
pub use markdown::Markdown;
#[cfg(feature = "ssr")]
pub use pieces::{Empty, Head, Pager, Wide, on_paper};
#[cfg(feature = "ssr")]
pub use qr::Qr;

#[cfg(feature = "ssr")]
pub use todo::{Todo, TodoList};

/// The pieces' own words.
#[cfg(feature = "ssr")]
pub const ROOM: crate::backend::Room =
    crate::backend::Room { name: "ui", words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")], pages: &[], acts: &[] };

/// Behind the label of a field that may stay empty.
#[cfg(feature = "ssr")]
fn optional(may_stay_empty: bool) -> Option<leptos::prelude::AnyView> {
    use leptos::prelude::*;
    may_stay_empty.then(|| view! { {crate::backend::Lang::current().gap()}<span class="optional">{crate::t!("ui-optional")}</span> }.into_any())
}

/// Text for the two elements in which Leptos does not escape or leaves its markers: `textarea` and `title`. Give it to `inner_html`.
#[cfg(feature = "ssr")]
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
