//! The room's pages and acts, and who may use them.

use super::pages;
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::Who;

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "accounts",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/join", Who::Anyone, pages::join, lists: [], query: []),
        door!("/sign-in", Who::Anyone, pages::sign_in, lists: [], query: ["next"]),
        door!("/my", Who::Person, pages::my),
    ],
    acts: &[&JOIN, &SIGN_IN, &SIGN_OUT],
};

/// A new account.
pub static JOIN: Act = Act {
    name: "join",
    path: "/api/accounts/join",
    who: Who::Anyone,
    form: "/join",
    done: Answer::To("/sign-in"),
    secrets: &["password"],
    lists: &[],
};

/// A new session.
pub static SIGN_IN: Act = Act {
    name: "sign_in",
    path: "/api/accounts/sign_in",
    who: Who::Anyone,
    form: "/sign-in",
    done: Answer::To("{to}"),
    secrets: &["password"],
    lists: &[],
};

/// The end of this session.
pub static SIGN_OUT: Act =
    Act { name: "sign_out", path: "/api/accounts/sign_out", who: Who::Person, form: "/my", done: Answer::To("/"), secrets: &[], lists: &[] };
