//! What is folded away until somebody asks for it.

use crate::backend::{Act, Refill};
use leptos::prelude::*;

/// The form of an act under a few words. It stands open when the act was refused: what has to be mended must not be hidden.
#[component]
pub fn Fold(
    /// What it is about.
    #[prop(into)]
    title: String,
    /// The act whose form is in it.
    act: &'static Act,
    /// Field and value that tell this form from others of the same act.
    #[prop(optional)]
    only: Option<(&'static str, String)>,
    /// Further classes.
    #[prop(optional)]
    class: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let refused = Refill::of(act, only.as_ref().map(|(field, value)| (*field, value.as_str()))).is_some();
    let inside = view! { <summary>{title}</summary><div class="stack">{children()}</div> };
    match class {
        Some(class) => view! { <details class=class open=refused>{inside}</details> }.into_any(),
        None => view! { <details open=refused>{inside}</details> }.into_any(),
    }
}
