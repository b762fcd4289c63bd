//! The room's pages: the day with its countdown and offers, its poster, the report of the 28th.

pub(super) mod day;
pub(super) mod poster;
pub(super) mod report;

pub use day::{banner, countdown_words, next_tick};
