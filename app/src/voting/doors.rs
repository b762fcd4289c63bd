//! The room's pages and acts, and who may use them.

use super::pages::{conduct, list, papers, trust, vote};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

/// Who conducts votes: the officers of the hosting district and the alliance's office.
pub(super) const CONDUCT: Who = Who::Roles(&[Role::DistrictOfficer, Role::Secretary]);
/// Whoever looks on: the officers, and the auditor.
pub(super) const READERS: Who = Who::Roles(&[Role::DistrictOfficer, Role::Secretary, Role::Auditor]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "voting",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/votes", Who::Anyone, list::all),
        door!("/votes/{vote}", Who::Anyone, vote::one),
        door!("/votes/trust", Who::Anyone, trust::page),
        door!("/votes/recount", Who::Anyone, trust::recount),
        door!("/votes/receipt", Who::Person, trust::receipt),
        door!("/desk/votes", READERS, conduct::all),
        door!("/desk/votes/new", CONDUCT, conduct::new),
        door!("/desk/votes/{vote}", READERS, conduct::one),
        door!("/desk/votes/{vote}/papers", READERS, papers::page),
    ],
    acts: &[
        &PREPARE_VOTE,
        &OPEN_VOTE,
        &CLOSE_VOTE,
        &SEAL_VOTE,
        &COUNT_VOTE,
        &PUBLISH_VOTE,
        &LOOK_OVER_BALLOT,
        &CAST_BALLOT,
        &FIND_RECEIPT,
        &HAND_OUT_PAPER,
        &ENTER_PAPER,
        &STRIKE_PAPER,
    ],
};

/// An act of whoever conducts the vote; it leads back to the vote's desk.
const fn step(name: &'static str, path: &'static str) -> Act {
    Act { name, path, who: CONDUCT, form: "/desk/votes/{vote}", done: Answer::To("/desk/votes/{vote}"), secrets: &[], lists: &["meetings", "awards"] }
}

/// Prepared or changed, before it opens.
pub static PREPARE_VOTE: Act =
    Act { form: "/desk/votes/new?meeting={meeting}&item={item}&vote={id}", ..step("prepare_vote", "/api/voting/prepare_vote") };

/// Opened: rule card and roll are fixed.
pub static OPEN_VOTE: Act = step("open_vote", "/api/voting/open_vote");

/// Closed by the chair.
pub static CLOSE_VOTE: Act = step("close_vote", "/api/voting/close_vote");

/// The board sealed, after the papers were entered.
pub static SEAL_VOTE: Act = step("seal_vote", "/api/voting/seal_vote");

/// Counted by one person.
pub static COUNT_VOTE: Act = step("count_vote", "/api/voting/count_vote");

/// Published by another.
pub static PUBLISH_VOTE: Act = step("publish_vote", "/api/voting/publish_vote");

/// An act of whoever votes; it is answered with the page itself, never with a redirect.
const fn voting(name: &'static str, path: &'static str, form: &'static str) -> Act {
    Act { name, path, who: Who::Person, form, done: Answer::Shown(form), secrets: &[], lists: &[] }
}

/// A secret ballot shown once more before it is final; writes nothing.
pub static LOOK_OVER_BALLOT: Act = voting("look_over_ballot", "/api/voting/look_over_ballot", "/votes/{vote}");

/// A ballot cast; answered with its receipt.
pub static CAST_BALLOT: Act = voting("cast_ballot", "/api/voting/cast_ballot", "/votes/{vote}");

/// The receipt of a ballot whose answer was lost; writes nothing.
pub static FIND_RECEIPT: Act = voting("find_receipt", "/api/voting/find_receipt", "/votes/receipt");

/// A paper handed out: the voice is marked at once.
pub static HAND_OUT_PAPER: Act =
    Act { form: "/desk/votes/{vote}/papers", done: Answer::To("/desk/votes/{vote}/papers"), ..step("hand_out_paper", "/api/voting/hand_out_paper") };

/// What somebody read on a paper from the box.
pub static ENTER_PAPER: Act =
    Act { form: "/desk/votes/{vote}/papers", done: Answer::To("/desk/votes/{vote}/papers"), ..step("enter_paper", "/api/voting/enter_paper") };

/// A number struck from the box's list.
pub static STRIKE_PAPER: Act =
    Act { form: "/desk/votes/{vote}/papers", done: Answer::To("/desk/votes/{vote}/papers"), ..step("strike_paper", "/api/voting/strike_paper") };
