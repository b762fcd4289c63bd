//! The member day: the 27th of every month. Its page counts down, shows where the month's calendar stands and lists what there is; on the 28th each shop
//! is told and reads what the day brought. The dates are settings of the office.

#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
mod entity;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod settings;
#[cfg(feature = "ssr")]
mod telling;

#[cfg(feature = "ssr")]
pub use doors::ROOM;
#[cfg(feature = "ssr")]
pub use pages::{banner, countdown_words, next_tick};
#[cfg(feature = "ssr")]
pub use settings::{calendar_of, calendar_settings};
#[cfg(feature = "ssr")]
pub use telling::tell_reports;
