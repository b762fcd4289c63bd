//! The room's pages and acts, and who may use them.

use super::{desk, home};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

const ADMIN: Who = Who::Roles(&[Role::Admin]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "alliance",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/", Who::Anyone, home::home, lists: ["districts", "merchants", "offers", "meetings", "awards", "settings"], query: []),
        door!("/desk/settings", Who::Roles(&[Role::Auditor, Role::Admin]), desk::settings),
        door!("/desk/audit", Who::Roles(&[Role::Auditor, Role::Admin]), desk::audit),
    ],
    acts: &[&CHANGE_SETTING],
};

/// A group of the office's numbers changes; the old version stays in the history.
pub static CHANGE_SETTING: Act = Act {
    name: "change_setting",
    path: "/api/alliance/change_setting",
    who: ADMIN,
    form: "/desk/settings",
    done: Answer::To("/desk/settings"),
    secrets: &[],
    lists: &["settings"],
};
