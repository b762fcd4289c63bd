//! Notices: one line to a person about what became of something: an application, a report, an offer, their own rights. Rooms tell; this room never
//! asks. A notice keeps the key of its words and what fills the blanks, so that each reader sees it in their own language.

mod api;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
mod entity;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod store;

pub use api::*;
#[cfg(feature = "ssr")]
pub use doors::ROOM;
#[cfg(feature = "ssr")]
pub use parts::newest;
#[cfg(feature = "ssr")]
pub use store::{Telling, forget_before, forget_person, tell, tell_all, tell_each};
