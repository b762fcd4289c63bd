//! The mark: three interlocking rings, one for each district, with the star in the space between.

use leptos::prelude::*;

/// The rings and the star, each with the class of its colour. Where a ring passes under another it is cut along the upper one's edge.
const PARTS: [(&str, &str); 4] = [
    (
        "a",
        "M32.56 18.22A12.85 12.85 0 0 1 16.07 27.73A9.6 9.6 0 0 1 15.36 24.75A10.35 10.35 0 0 0 30.33 16.11A9.6 9.6 0 0 1 32.56 18.22zM11.37 25.02A12.85 12.85 0 1 1 32.56 12.79A13.6 13.6 0 0 0 29.42 11.21A10.35 10.35 0 1 0 11.58 21.51A13.6 13.6 0 0 0 11.37 25.02z",
    ),
    (
        "b",
        "M11.14 11.82A12.85 12.85 0 0 1 27.62 21.33A9.6 9.6 0 0 1 25.4 23.44A10.35 10.35 0 0 0 10.43 14.8A9.6 9.6 0 0 1 11.14 11.82zM27.62 26.76A12.85 12.85 0 1 1 6.43 14.53A13.6 13.6 0 0 0 6.64 18.04A10.35 10.35 0 1 0 24.48 28.34A13.6 13.6 0 0 0 27.62 26.76z",
    ),
    (
        "c",
        "M16.3 33.57A12.85 12.85 0 0 1 16.3 14.53A9.6 9.6 0 0 1 19.24 15.41A10.35 10.35 0 0 0 19.24 32.69A9.6 9.6 0 0 1 16.3 33.57zM21 11.82A12.85 12.85 0 1 1 21 36.28A13.6 13.6 0 0 0 23.94 34.35A10.35 10.35 0 1 0 23.94 13.75A13.6 13.6 0 0 0 21 11.82z",
    ),
    ("s", "M20 17.1L21.07 19.97L24.14 20.11L21.74 22.01L22.56 24.97L20 23.28L17.44 24.97L18.26 22.01L15.86 20.11L18.93 19.97z"),
];

/// The mark as a drawing; the name stands beside it in words.
#[component]
pub fn Mark() -> impl IntoView {
    let parts = PARTS.map(|(class, outline)| view! { <path class=class d=outline></path> });
    view! { <svg class="rings" viewBox="0 0 40 40" aria-hidden="true">{parts.to_vec()}</svg> }
}
