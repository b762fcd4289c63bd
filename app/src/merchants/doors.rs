//! The room's pages and acts, and who may use them.

use super::pages::{apply, desk, directory, own};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

pub(super) const OFFICER: Who = Who::Roles(&[Role::DistrictOfficer]);
/// Whoever looks on: the officers, the office, and the auditor.
pub(super) const READERS: Who = Who::Roles(&[Role::DistrictOfficer, Role::Secretary, Role::Auditor]);
const OWNER: Who = Who::Roles(&[Role::MerchantOwner]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "merchants",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/merchants", Who::Anyone, directory::directory, lists: ["merchants"], query: ["district", "category", "floor", "open", "q", "after"]),
        door!("/merchants/apply", Who::Person, apply::apply),
        door!("/merchants/{id}", Who::Anyone, directory::merchant, lists: ["merchants", "offers", "settings"], query: []),
        door!("/my/shops", Who::Person, own::shops),
        door!("/my/shops/{id}", OWNER, own::shop),
        door!("/my/applications/{id}", Who::Person, apply::application),
        door!("/desk/merchants", READERS, desk::merchants),
        door!("/desk/merchants/{id}", READERS, desk::merchant),
    ],
    acts: &[
        &APPLY,
        &RESUBMIT,
        &APPROVE,
        &RETURN,
        &DECLINE,
        &SUSPEND,
        &REINSTATE,
        &STRIKE,
        &LEAVE,
        &EDIT,
        &CHARTER,
        &PHOTO,
        &NO_PHOTO,
        &REMOVE_CLERK,
        &STEP_DOWN,
    ],
};

const fn act(name: &'static str, path: &'static str, who: Who, form: &'static str, done: &'static str) -> Act {
    Act { name, path, who, form, done: Answer::To(done), secrets: &[], lists: &["merchants"] }
}

/// An application for membership.
pub static APPLY: Act = act("apply_membership", "/api/merchants/apply_membership", Who::Person, "/merchants/apply", "/my/shops");
/// A returned application, sent again.
pub static RESUBMIT: Act =
    act("resubmit_application", "/api/merchants/resubmit_application", Who::Person, "/my/applications/{merchant}", "/my/shops");
/// The officer's yes.
pub static APPROVE: Act = act("approve_application", "/api/merchants/approve_application", OFFICER, "/desk/merchants/{merchant}", "/desk/merchants");
/// Back to the applicant.
pub static RETURN: Act = act("return_application", "/api/merchants/return_application", OFFICER, "/desk/merchants/{merchant}", "/desk/merchants");
/// The officer's no.
pub static DECLINE: Act = act("decline_application", "/api/merchants/decline_application", OFFICER, "/desk/merchants/{merchant}", "/desk/merchants");
/// No benefits for now.
pub static SUSPEND: Act =
    act("suspend_merchant", "/api/merchants/suspend_merchant", OFFICER, "/desk/merchants/{merchant}", "/desk/merchants/{merchant}");
/// Benefits again.
pub static REINSTATE: Act =
    act("reinstate_merchant", "/api/merchants/reinstate_merchant", OFFICER, "/desk/merchants/{merchant}", "/desk/merchants/{merchant}");
/// Struck off by the officer.
pub static STRIKE: Act =
    act("strike_merchant", "/api/merchants/strike_merchant", OFFICER, "/desk/merchants/{merchant}", "/desk/merchants/{merchant}");
/// Left by its owner.
pub static LEAVE: Act = act("leave_alliance", "/api/merchants/leave_alliance", OWNER, "/my/shops/{merchant}", "/my/shops");
/// The shop's data.
pub static EDIT: Act = act("edit_shop", "/api/merchants/edit_shop", OWNER, "/my/shops/{merchant}", "/my/shops/{merchant}");
/// A new version of the charter, accepted for the shop.
pub static CHARTER: Act = act("accept_charter", "/api/merchants/accept_charter", OWNER, "/my/shops/{merchant}", "/my/shops/{merchant}");
/// The shop's photo.
pub static PHOTO: Act = act("hang_photo", "/api/merchants/hang_photo", OWNER, "/my/shops/{merchant}", "/my/shops/{merchant}");
/// No photo any more.
pub static NO_PHOTO: Act = act("take_down_photo", "/api/merchants/take_down_photo", OWNER, "/my/shops/{merchant}", "/my/shops/{merchant}");
/// A clerk who goes.
pub static REMOVE_CLERK: Act = act("remove_clerk", "/api/merchants/remove_clerk", OWNER, "/my/shops/{merchant}", "/my/shops/{merchant}");
/// An owner who leaves the shop to the others.
pub static STEP_DOWN: Act = act("step_down", "/api/merchants/step_down", OWNER, "/my/shops/{merchant}", "/my/shops");
