//! The member day: the alliance's 27th, and the calendar that leads to it.
//!
//! Merchants enrol from the 28th of the month before, the officers review, residents claim on the day itself and each merchant reads a report on
//! the day after. Every date is a setting of the office ([`CalendarSettings`]); a [`Calendar`] is what they make of one month.

mod calendar;
mod settings;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Countdown, Phase};
pub use settings::{CalendarSettings, SettingsRefusal};
