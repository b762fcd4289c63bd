//! The alliance itself: its home page, the settings its office makes, with their history, and the audit trail.

#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use store::{record_audit, setting};

/// The alliance's words, pages and acts.
#[cfg(feature = "ssr")]
pub const ROOM: crate::backend::Room = crate::backend::Room {
    name: "alliance",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[crate::door!("/", rules::permits::Who::Anyone, pages::home, lists: ["merchants", "offers", "settings"], query: [])],
    acts: &[],
};
