//! The HTML document and the frame around every page.

mod frame;
mod links;

pub use frame::document;

use crate::backend::Room;

/// The frame's own words.
pub const ROOM: Room = Room { name: "shell", words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")], pages: &[], acts: &[] };
