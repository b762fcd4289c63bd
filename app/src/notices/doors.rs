//! The room's page and act.

use super::pages;
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::Who;

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "notices",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[door!("/my/notices", Who::Person, pages::notices)],
    acts: &[&READ_NOTICES],
};

/// A person says they have read.
pub static READ_NOTICES: Act = Act {
    name: "read_notices",
    path: "/api/notices/read_notices",
    who: Who::Person,
    form: "/my/notices",
    done: Answer::To("/my"),
    secrets: &[],
    lists: &[],
};
