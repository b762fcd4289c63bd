//! The room's pages and acts, and who may use them.

use super::pages::{imports, slips};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

/// Who imports registers: an officer for the own district, the secretary for all.
pub(super) const IMPORTERS: Who = Who::Roles(&[Role::DistrictOfficer, Role::Secretary]);
/// Whoever looks on: those who import, and the auditor.
pub(super) const READERS: Who = Who::Roles(&[Role::DistrictOfficer, Role::Secretary, Role::Auditor]);
const OFFICER: Who = Who::Roles(&[Role::DistrictOfficer]);
const OWNER: Who = Who::Roles(&[Role::MerchantOwner]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "registers",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/desk/registers", READERS, imports::registers),
        door!("/desk/registers/{id}", READERS, imports::register),
        door!("/desk/merchants/{id}/slip", OFFICER, slips::takeover_slip),
        door!("/my/shops/{id}/clerk-slip", OWNER, slips::clerk_slip),
        door!("/my/shops/{id}/owner-slip", OWNER, slips::owner_slip),
        door!("/takeover", Who::Person, slips::takeover),
        door!("/takeover/clerk", Who::Person, slips::clerk),
    ],
    acts: &[&UPLOAD, &CONFIRM, &DISCARD, &ISSUE, &INVITE, &INVITE_OWNER, &TAKE_OVER, &BECOME_CLERK],
};

/// A register, uploaded and read.
pub static UPLOAD: Act = Act {
    name: "upload_register",
    path: "/api/registers/upload_register",
    who: IMPORTERS,
    form: "/desk/registers",
    done: Answer::To("/desk/registers/{import}"),
    secrets: &[],
    lists: &[],
};
/// Its lines are written.
pub static CONFIRM: Act = Act {
    name: "confirm_register",
    path: "/api/registers/confirm_register",
    who: IMPORTERS,
    form: "/desk/registers/{import}",
    done: Answer::To("/desk/registers/{import}"),
    secrets: &[],
    lists: &[],
};
/// It is given up.
pub static DISCARD: Act = Act {
    name: "discard_register",
    path: "/api/registers/discard_register",
    who: IMPORTERS,
    form: "/desk/registers/{import}",
    done: Answer::To("/desk/registers"),
    secrets: &[],
    lists: &[],
};
/// A takeover slip for a listed shop; shown this once.
pub static ISSUE: Act = Act {
    name: "issue_slip",
    path: "/api/registers/issue_slip",
    who: OFFICER,
    form: "/desk/merchants/{merchant}",
    done: Answer::Shown("/desk/merchants/{merchant}/slip"),
    secrets: &[],
    lists: &[],
};
/// A clerk's slip for one's own shop; shown this once.
pub static INVITE: Act = Act {
    name: "invite_clerk",
    path: "/api/registers/invite_clerk",
    who: OWNER,
    form: "/my/shops/{merchant}",
    done: Answer::Shown("/my/shops/{merchant}/clerk-slip"),
    secrets: &[],
    lists: &[],
};
/// A takeover slip by which an owner names one more; shown this once.
pub static INVITE_OWNER: Act = Act {
    name: "invite_owner",
    path: "/api/registers/invite_owner",
    who: OWNER,
    form: "/my/shops/{merchant}",
    done: Answer::Shown("/my/shops/{merchant}/owner-slip"),
    secrets: &[],
    lists: &[],
};
/// A shop is taken over.
pub static TAKE_OVER: Act = Act {
    name: "take_over",
    path: "/api/registers/take_over",
    who: Who::Person,
    form: "/takeover",
    done: Answer::To("/my/shops/{merchant}"),
    secrets: &[],
    lists: &["merchants"],
};
/// A clerk comes to a shop.
pub static BECOME_CLERK: Act = Act {
    name: "become_clerk",
    path: "/api/registers/become_clerk",
    who: Who::Person,
    form: "/takeover/clerk",
    done: Answer::To("/my/shops"),
    secrets: &[],
    lists: &[],
};
