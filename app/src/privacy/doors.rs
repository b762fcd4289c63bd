//! The room's pages and acts, and who may use them.

use super::pages;
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::Who;

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "privacy",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/privacy", Who::Anyone, pages::notice, lists: [], query: []),
        door!("/privacy/inventory", Who::Anyone, pages::inventory, lists: [], query: []),
        door!("/my/data", Who::Person, pages::data),
    ],
    acts: &[&GIVE_CONSENT, &WITHDRAW_CONSENT, &DELETE_ACCOUNT],
};

const fn act(name: &'static str, path: &'static str, done: &'static str) -> Act {
    Act { name, path, who: Who::Person, form: "/my/data", done: Answer::To(done), secrets: &[], lists: &[] }
}

/// A consent given.
pub static GIVE_CONSENT: Act = act("give_consent", "/api/privacy/give_consent", "/my/data");
/// A consent withdrawn.
pub static WITHDRAW_CONSENT: Act = act("withdraw_consent", "/api/privacy/withdraw_consent", "/my/data");
/// The end of an account.
pub static DELETE_ACCOUNT: Act = act("delete_account", "/api/privacy/delete_account", "/privacy");
