//! The visit: who is here, when, in which language, with which database; the only way to write; the words; the page.
//!
//! Everything but [`AppError`] is native. A server function begins an act on its [`Visit`]; a page loads with it.

mod error;
pub use error::{AppError, FieldError, Refused};
mod upload;
pub use upload::{FormWithFile, Upload};

#[cfg(feature = "ssr")]
mod native {
    pub use super::act::{Begun, UnreadableId, forget_sent, forget_sent_forms, id, mark_lists};
    pub use super::cookies::Cookies;
    pub use super::db::{Db, Engine, list_version};
    pub use super::doors::{Act, Answer, At, Cached, Loading, PageDoor, Room, encoded};
    pub use super::page::{Page, VALID_UNTIL};
    pub use super::public::PublicData;
    pub use super::refill::{Done, Refill, Shown};
    pub use super::settings::{Clock, House, Keys};
    pub use super::turns::Turn;
    pub use super::upload::{FileForm, work_on_upload};
    pub use super::visit::{Prefs, Signed, Theme, Visit, new_id};
    pub use super::words::{Arg, Lang, say, yuan};
}
#[cfg(feature = "ssr")]
pub use native::*;

#[cfg(feature = "ssr")]
mod act;
#[cfg(feature = "ssr")]
mod cookies;
#[cfg(feature = "ssr")]
mod db;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod public;
#[cfg(feature = "ssr")]
mod refill;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
mod settings;
#[cfg(feature = "ssr")]
mod together;
#[cfg(feature = "ssr")]
mod turns;
#[cfg(feature = "ssr")]
mod visit;
#[cfg(feature = "ssr")]
mod words;

/// The words and doors that belong to no room of the town.
#[cfg(feature = "ssr")]
pub const ROOM: Room = Room { name: "backend", words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")], pages: &[], acts: &[] };
