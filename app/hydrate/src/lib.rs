//! The bundle the browser loads where a page has an island. Nothing lives here: the islands are in their rooms.

use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes the islands' runtime; the loader then wakes island by island.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
