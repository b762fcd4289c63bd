//! The room's pages and acts, and who may use them.

use super::pages::{claim, complaints, member, mine, redemptions, till};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

const TILL: Who = Who::Roles(&[Role::Clerk, Role::MerchantOwner]);
pub(super) const OFFICER: Who = Who::Roles(&[Role::DistrictOfficer, Role::Secretary]);
/// Whoever looks on: the officers, and the auditor.
pub(super) const READERS: Who = Who::Roles(&[Role::DistrictOfficer, Role::Secretary, Role::Auditor]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "claims",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/my/27", Who::Person, mine::my_day),
        door!("/my/27/print", Who::Person, mine::printed),
        door!("/my/claims/{claim}", Who::Person, claim::one),
        door!("/my/member-code", Who::Person, member::member_code),
        door!("/till", TILL, till::till),
        door!("/till/today", TILL, till::today),
        door!("/desk/redemptions", READERS, redemptions::all),
        door!("/desk/complaints", READERS, complaints::all),
        door!("/desk/complaints/{complaint}", READERS, complaints::one),
    ],
    acts: &[
        &CLAIM_OFFER,
        &RELEASE_CLAIM,
        &CHOOSE_OFFER,
        &FORGET_OFFER,
        &TAKE_MEMBER_CODE,
        &REDEEM_CLAIM,
        &GIVE_WALK_IN,
        &UNDO_REDEMPTION,
        &STRIKE_REDEMPTION,
        &COMPLAIN,
        &SETTLE_COMPLAINT,
    ],
};

/// One of an offer, reserved.
pub static CLAIM_OFFER: Act = Act {
    name: "claim_offer",
    path: "/api/claims/claim_offer",
    who: Who::Person,
    form: "/offers/{offer}",
    done: Answer::To("/my/claims/{claim}"),
    secrets: &[],
    lists: &[],
};

/// Given back.
pub static RELEASE_CLAIM: Act = Act {
    name: "release_claim",
    path: "/api/claims/release_claim",
    who: Who::Person,
    form: "/my/claims/{claim}",
    done: Answer::To("/my/27"),
    secrets: &[],
    lists: &[],
};

/// Remembered for one's 27th.
pub static CHOOSE_OFFER: Act = Act {
    name: "choose_offer",
    path: "/api/claims/choose_offer",
    who: Who::Person,
    form: "/offers/{offer}",
    done: Answer::To("/my/27"),
    secrets: &[],
    lists: &[],
};

/// Forgotten.
pub static FORGET_OFFER: Act = Act {
    name: "forget_offer",
    path: "/api/claims/forget_offer",
    who: Who::Person,
    form: "/offers/{offer}",
    done: Answer::To("/my/27"),
    secrets: &[],
    lists: &[],
};

/// A member code of one's own.
pub static TAKE_MEMBER_CODE: Act = Act {
    name: "take_member_code",
    path: "/api/claims/take_member_code",
    who: Who::Person,
    form: "/my/member-code",
    done: Answer::To("/my/member-code"),
    secrets: &[],
    lists: &[],
};

/// A code at the till; the answer is the card itself.
pub static REDEEM_CLAIM: Act = Act {
    name: "redeem_claim",
    path: "/api/claims/redeem_claim",
    who: TILL,
    form: "/till?shop={shop}",
    done: Answer::Shown("/till?shop={shop}"),
    secrets: &["code"],
    lists: &[],
};

/// A walk-in offer at the till.
pub static GIVE_WALK_IN: Act = Act {
    name: "give_walk_in",
    path: "/api/claims/give_walk_in",
    who: TILL,
    form: "/till?shop={shop}",
    done: Answer::Shown("/till?shop={shop}"),
    secrets: &["code"],
    lists: &[],
};

/// Undone by the shop.
pub static UNDO_REDEMPTION: Act = Act {
    name: "undo_redemption",
    path: "/api/claims/undo_redemption",
    who: TILL,
    form: "/till/today?shop={shop}",
    done: Answer::To("/till/today?shop={shop}"),
    secrets: &[],
    lists: &[],
};

/// Undone by the officer.
pub static STRIKE_REDEMPTION: Act = Act {
    name: "strike_redemption",
    path: "/api/claims/strike_redemption",
    who: OFFICER,
    form: "/desk/redemptions?shop={shop}&day={day}",
    done: Answer::To("/desk/redemptions?shop={shop}&day={day}"),
    secrets: &[],
    lists: &[],
};

/// “这家店没给我优惠”.
pub static COMPLAIN: Act = Act {
    name: "complain",
    path: "/api/claims/complain",
    who: Who::Person,
    form: "/my/claims/{claim}",
    done: Answer::To("/my/claims/{claim}"),
    secrets: &[],
    lists: &[],
};

/// Upheld or rejected.
pub static SETTLE_COMPLAINT: Act = Act {
    name: "settle_complaint",
    path: "/api/claims/settle_complaint",
    who: OFFICER,
    form: "/desk/complaints/{complaint}",
    done: Answer::To("/desk/complaints"),
    secrets: &[],
    lists: &[],
};
