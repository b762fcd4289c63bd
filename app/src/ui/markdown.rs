//! Longer texts an office writes: Markdown in, cleaned HTML out.

use leptos::prelude::*;

/// A text in Markdown, shown; links and scripts of strangers are taken out.
#[component]
pub fn Markdown(
    /// The text.
    text: String,
) -> impl IntoView {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&text));
    let tags = ["h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "br", "hr", "blockquote"];
    let clean = ammonia::Builder::empty().tags(tags.into_iter().collect()).clean(&html).to_string();
    view! { <div inner_html=clean></div> }
}
