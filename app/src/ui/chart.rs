//! Charts: drawn on the server, titled with what they show, labelled directly, the numbers behind one tap.

use crate::t;
use leptos::prelude::*;

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its length.
    pub value: u32,
    /// Its number in words, with the unit.
    pub shown: String,
    /// A further class for its colour, or nothing.
    pub class: &'static str,
}

/// Bars under their labels, as wide as the page allows.
#[component]
pub fn BarChart(
    /// The finding, in a sentence.
    #[prop(into)]
    verdict: String,
    /// The bars, in the order shown.
    bars: Vec<Bar>,
) -> impl IntoView {
    let longest = bars.iter().map(|bar| bar.value).max().unwrap_or_default().max(1);
    let spoken = bars.iter().map(|bar| format!("{} {}", bar.label, bar.shown)).collect::<Vec<_>>().join(", ");
    let rows =
        bars.iter().map(|bar| view! { <tr><th scope="row">{bar.label.clone()}</th><td class="num">{bar.shown.clone()}</td></tr> }).collect_view();
    let drawn = bars.into_iter().map(|bar| drawn(bar, longest)).collect_view();
    view! {
        <figure class="chart card">
            <figcaption class="verdict">{verdict}</figcaption>
            <div role="img" aria-label=spoken>{drawn}</div>
            <details class="plain">
                <summary>{t!("ui-see-numbers")}</summary>
                <table><tbody>{rows}</tbody></table>
            </details>
        </figure>
    }
}

/// Words are not part of the drawing: they break where the page is narrow or the print large.
fn drawn(bar: Bar, longest: u32) -> impl IntoView {
    let width = format!("{}%", u64::from(bar.value) * 100 / u64::from(longest));
    view! {
        <p class="bar-line">
            <span>{bar.label}</span>
            <b>{bar.shown}</b>
            <svg width="100%" height="10"><rect class=format!("bar {}", bar.class).trim_end().to_owned() width=width height="10" rx="5"></rect></svg>
        </p>
    }
}
