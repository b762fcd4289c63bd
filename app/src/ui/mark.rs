//! The mark: three interlocking rings with a star in the space between.

use leptos::prelude::*;

/// The mark as a drawing; the name stands beside it in words.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 40 40" aria-hidden="true">
            <g fill="none" stroke-width="2.6">
                <circle class="ring-wanda" cx="20" cy="13" r="9.5"></circle>
                <circle class="ring-xianjing" cx="12.5" cy="25.5" r="9.5"></circle>
                <circle class="ring-haishang" cx="27.5" cy="25.5" r="9.5"></circle>
            </g>
            <path class="star" d="M20 15.2l1.9 4 4.4.5-3.3 3 .9 4.3-3.9-2.2-3.9 2.2.9-4.3-3.3-3 4.4-.5z"></path>
        </svg>
    }
}
