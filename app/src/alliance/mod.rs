//! The alliance itself: its home page, the settings its office makes, with their history, and the audit trail.

mod api;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
mod known;
#[cfg(feature = "ssr")]
mod store;

pub use api::*;
#[cfg(feature = "ssr")]
pub use doors::ROOM;
#[cfg(feature = "ssr")]
pub use known::KNOWN;
#[cfg(feature = "ssr")]
pub use store::{Settings, audit_line, newest_audit, record_audit, setting, setting_of_version, settings_at, settings_version, starting_rows};
