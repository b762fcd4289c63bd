//! The room's pages and acts, and who may use them.

use super::pages::{check_in, desk, hall, mine, minutes, plan, public, screen, tasks};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

/// Whoever convenes and leads meetings.
pub(super) const OFFICE: Who = Who::Roles(&[Role::Secretary, Role::DistrictOfficer]);
/// Whoever reads at the desk.
pub(super) const READERS: Who = Who::Roles(&[Role::Secretary, Role::DistrictOfficer, Role::Auditor]);
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
        door!("/desk/meetings/{meeting}/hall", READERS, hall::hall),
        door!("/desk/meetings/{meeting}/tasks", READERS, tasks::tasks),
        door!("/desk/meetings/{meeting}/minutes", READERS, minutes::minutes),
        door!("/meetings/{id}/check-in", Who::Person, check_in::check_in),
        door!("/meetings/{id}/minutes/print", Who::Anyone, minutes::print),
        door!("/screen/{token}", Who::Anyone, screen::show),
    ],
    acts: &[
        &DRAFT,
        &CHANGE,
        &CONVENE,
        &CANCEL,
        &ADD_ITEM,
        &CHANGE_ITEM,
        &MOVE_ITEM,
        &REMOVE_ITEM,
        &ANSWER,
        &NAME_DELEGATE,
        &ADD_PAPER,
        &REMOVE_PAPER,
        &OPEN,
        &CLOSE,
        &MAKE_SCREEN,
        &REVOKE_SCREEN,
        &SHOW_ITEM,
        &CHECK_IN,
        &CHECK_IN_MERCHANT,
        &CHECK_OUT,
        &STRIKE,
        &FINISH_TASK,
        &CARRY_OVER,
        &DROP_TASK,
        &REOPEN_TASK,
        &GIVE_TASK,
        &TAKE_TASK_BACK,
        &WRITE_MINUTES,
        &HAND_IN,
        &APPROVE_MINUTES,
        &RETURN_MINUTES,
    ],
};

const DESK: &str = "/desk/meetings/{meeting}";
const HALL: &str = "/desk/meetings/{meeting}/hall";
const TABLE: &str = "/desk/meetings/{meeting}/hall#m-{merchant}";
const TASKS: &str = "/desk/meetings/{meeting}/tasks";
const MINUTES: &str = "/desk/meetings/{meeting}/minutes";
const MINE: &str = "/my/meetings/{meeting}";

const fn act(name: &'static str, path: &'static str, who: Who, form: &'static str, done: &'static str) -> Act {
    Act { name, path, who, form, done: Answer::To(done), secrets: &[], lists: &["meetings"] }
}

const fn at_desk(name: &'static str, path: &'static str) -> Act {
    act(name, path, OFFICE, DESK, DESK)
}

const fn in_hall(name: &'static str, path: &'static str) -> Act {
    act(name, path, OFFICE, HALL, HALL)
}

const fn at_table(name: &'static str, path: &'static str) -> Act {
    act(name, path, OFFICE, HALL, TABLE)
}

const fn in_tasks(name: &'static str, path: &'static str) -> Act {
    act(name, path, OFFICE, TASKS, TASKS)
}

const fn in_minutes(name: &'static str, path: &'static str) -> Act {
    act(name, path, OFFICE, MINUTES, MINUTES)
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
/// One more paper under an item.
pub static ADD_PAPER: Act = at_desk("add_paper", "/api/meetings/add_paper");
/// A paper goes.
pub static REMOVE_PAPER: Act = at_desk("remove_paper", "/api/meetings/remove_paper");
/// The session begins.
pub static OPEN: Act = in_hall("open_meeting", "/api/meetings/open_meeting");
/// The session is over.
pub static CLOSE: Act = act("close_meeting", "/api/meetings/close_meeting", OFFICE, HALL, MINUTES);
/// A link for a projector, shown once.
pub static MAKE_SCREEN: Act = Act { done: Answer::Shown(HALL), ..in_hall("make_screen", "/api/meetings/make_screen") };
/// A projector's link is taken back.
pub static REVOKE_SCREEN: Act = in_hall("revoke_screen", "/api/meetings/revoke_screen");
/// The item on the screens.
pub static SHOW_ITEM: Act = in_hall("show_item", "/api/meetings/show_item");
/// A delegate checks in with the code on the screen.
pub static CHECK_IN: Act = Act {
    secrets: &["code"],
    ..act("check_in_delegate", "/api/meetings/check_in_delegate", Who::Person, "/meetings/{meeting}/check-in", "/meetings/{meeting}/check-in")
};
/// Checked in at the table, where staff also write down who speaks when nobody was named or somebody else came.
pub static CHECK_IN_MERCHANT: Act = at_table("check_in_merchant", "/api/meetings/check_in_merchant");
/// Gone.
pub static CHECK_OUT: Act = at_table("check_out_merchant", "/api/meetings/check_out_merchant");
/// A false check-in never counted.
pub static STRIKE: Act = in_hall("strike_check_in", "/api/meetings/strike_check_in");
/// A task of an earlier meeting is done.
pub static FINISH_TASK: Act = in_tasks("finish_task", "/api/meetings/finish_task");
/// A task of an earlier meeting gets a later date.
pub static CARRY_OVER: Act = in_tasks("carry_task_over", "/api/meetings/carry_task_over");
/// An undone task is dropped by a vote.
pub static DROP_TASK: Act = in_tasks("drop_task", "/api/meetings/drop_task");
/// A task was marked by mistake: it is open again.
pub static REOPEN_TASK: Act = in_tasks("reopen_task", "/api/meetings/reopen_task");
/// Somebody has something to do.
pub static GIVE_TASK: Act = in_tasks("give_task", "/api/meetings/give_task");
/// Nobody has to do it after all.
pub static TAKE_TASK_BACK: Act = in_tasks("take_task_back", "/api/meetings/take_task_back");
/// The minutes' text, and what was decided under each item.
pub static WRITE_MINUTES: Act = in_minutes("write_minutes", "/api/meetings/write_minutes");
/// The minutes wait for a second person.
pub static HAND_IN: Act = in_minutes("hand_in_minutes", "/api/meetings/hand_in_minutes");
/// The minutes are final and public.
pub static APPROVE_MINUTES: Act = in_minutes("approve_minutes", "/api/meetings/approve_minutes");
/// The minutes come back.
pub static RETURN_MINUTES: Act = in_minutes("return_minutes", "/api/meetings/return_minutes");
