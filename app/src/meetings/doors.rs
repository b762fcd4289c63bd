//! The room's pages and acts, and who may use them.

use super::pages::{desk, mine, plan, public};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

/// Whoever convenes and leads meetings.
pub(super) const OFFICE: Who = Who::Roles(&[Role::Secretary, Role::DistrictOfficer]);
const READERS: Who = Who::Roles(&[Role::Secretary, Role::DistrictOfficer, Role::Auditor]);
const OWNER: Who = Who::Roles(&[Role::MerchantOwner]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "meetings",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/meetings", Who::Anyone, public::meetings, lists: ["meetings"], query: []),
        door!("/meetings/{id}", Who::Anyone, public::meeting, lists: ["meetings"], query: []),
        door!("/my/meetings", Who::Person, mine::meetings),
        door!("/my/meetings/{meeting}", Who::Person, mine::meeting),
        door!("/desk/meetings", READERS, desk::meetings),
        door!("/desk/meetings/new", OFFICE, plan::new),
        door!("/desk/meetings/{meeting}", READERS, desk::meeting),
        door!("/desk/meetings/{meeting}/change", OFFICE, plan::change),
    ],
    acts: &[&DRAFT, &CHANGE, &CONVENE, &CANCEL, &ADD_ITEM, &CHANGE_ITEM, &MOVE_ITEM, &REMOVE_ITEM, &ANSWER, &NAME_DELEGATE],
};

const DESK: &str = "/desk/meetings/{meeting}";
const MINE: &str = "/my/meetings/{meeting}";

const fn act(name: &'static str, path: &'static str, who: Who, form: &'static str, done: &'static str) -> Act {
    Act { name, path, who, form, done: Answer::To(done), secrets: &[], lists: &["meetings"] }
}

const fn at_desk(name: &'static str, path: &'static str) -> Act {
    act(name, path, OFFICE, DESK, DESK)
}

/// A new meeting, to be prepared.
pub static DRAFT: Act = act("draft_meeting", "/api/meetings/draft_meeting", OFFICE, "/desk/meetings/new", DESK);
/// Another plan; who is invited hears of another time or place.
pub static CHANGE: Act = act("change_meeting", "/api/meetings/change_meeting", OFFICE, "/desk/meetings/{id}/change", DESK);
/// The invitations go out.
pub static CONVENE: Act = at_desk("convene_meeting", "/api/meetings/convene_meeting");
/// It will not be held.
pub static CANCEL: Act = at_desk("cancel_meeting", "/api/meetings/cancel_meeting");
/// One more item.
pub static ADD_ITEM: Act = at_desk("add_agenda_item", "/api/meetings/add_agenda_item");
/// Another wording or length of an item.
pub static CHANGE_ITEM: Act = at_desk("change_agenda_item", "/api/meetings/change_agenda_item");
/// An item goes up or down by one.
pub static MOVE_ITEM: Act = at_desk("move_agenda_item", "/api/meetings/move_agenda_item");
/// An item goes.
pub static REMOVE_ITEM: Act = at_desk("remove_agenda_item", "/api/meetings/remove_agenda_item");
/// A merchant's answer.
pub static ANSWER: Act = act("answer_invitation", "/api/meetings/answer_invitation", OWNER, MINE, MINE);
/// Who speaks for a merchant.
pub static NAME_DELEGATE: Act = act("name_delegate", "/api/meetings/name_delegate", OWNER, MINE, MINE);
