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

const ROW: usize = 46;

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
    let height = bars.len() * ROW;
    let spoken = bars.iter().map(|bar| format!("{} {}", bar.label, bar.shown)).collect::<Vec<_>>().join(", ");
    let rows =
        bars.iter().map(|bar| view! { <tr><th scope="row">{bar.label.clone()}</th><td class="num">{bar.shown.clone()}</td></tr> }).collect_view();
    let drawn = bars.into_iter().enumerate().map(|(place, bar)| drawn(place * ROW, bar, longest)).collect_view();
    view! {
        <figure class="chart card">
            <figcaption class="verdict">{verdict}</figcaption>
            <svg width="100%" height=height role="img" aria-label=spoken>{drawn}</svg>
            <details class="plain">
                <summary>{t!("ui-see-numbers")}</summary>
                <table><tbody>{rows}</tbody></table>
            </details>
        </figure>
    }
}

fn drawn(top: usize, bar: Bar, longest: u32) -> impl IntoView {
    let width = format!("{}%", u64::from(bar.value) * 100 / u64::from(longest));
    view! {
        <text x="0" y=top + 18>{bar.label}</text>
        <text class="value" x="100%" y=top + 18>{bar.shown}</text>
        <rect class=format!("bar {}", bar.class).trim_end().to_owned() x="0" y=top + 26 width=width height="10" rx="5"></rect>
    }
}
