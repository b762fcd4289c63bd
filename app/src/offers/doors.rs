//! The room's pages and acts, and who may use them.

use super::pages::{desk, given, offer, offers, poster, register, review};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

const OWNER: Who = Who::Roles(&[Role::MerchantOwner]);
pub(super) const OFFICER: Who = Who::Roles(&[Role::DistrictOfficer, Role::Secretary]);
/// Whoever looks on: the officers, and the auditor.
pub(super) const READERS: Who = Who::Roles(&[Role::DistrictOfficer, Role::Secretary, Role::Auditor]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "offers",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/offers", Who::Anyone, offers, lists: ["offers", "merchants", "settings"], query: ["district", "category", "floor", "audience", "kind", "q", "after"]),
        door!("/offers/{id}", Who::Anyone, offer, lists: ["offers", "merchants", "settings"], query: []),
        door!("/offers/{id}/poster", Who::Anyone, poster),
        door!("/merchants/{id}/poster", Who::Anyone, given::poster),
        door!("/desk/offers", OWNER, desk::own_offers),
        door!("/desk/offers/new", OWNER, register::new_offer),
        door!("/desk/offers/{offer}", OWNER, desk::own_offer),
        door!("/desk/offers/{offer}/change", OWNER, register::change),
        door!("/desk/review", READERS, review::waiting),
        door!("/desk/review/{offer}", READERS, review::one),
    ],
    acts: &[&REGISTER_OFFER, &CHANGE_OFFER, &SUBMIT_OFFER, &APPROVE_OFFER, &RETURN_OFFER, &END_OFFER, &WITHDRAW_OFFER, &TAKE_DOWN_OFFER],
};

/// A new draft.
pub static REGISTER_OFFER: Act = Act {
    name: "register_offer",
    path: "/api/offers/register_offer",
    who: OWNER,
    form: "/desk/offers/new?shop={merchant}",
    done: Answer::To("/desk/offers/{offer}"),
    secrets: &[],
    lists: &[],
};

/// Other terms.
pub static CHANGE_OFFER: Act = Act {
    name: "change_offer",
    path: "/api/offers/change_offer",
    who: OWNER,
    form: "/desk/offers/{offer}/change",
    done: Answer::To("/desk/offers/{offer}"),
    secrets: &[],
    lists: &["offers"],
};

/// Handed in.
pub static SUBMIT_OFFER: Act = Act {
    name: "submit_offer",
    path: "/api/offers/submit_offer",
    who: OWNER,
    form: "/desk/offers/{offer}",
    done: Answer::To("/desk/offers/{offer}"),
    secrets: &[],
    lists: &[],
};

/// Approved.
pub static APPROVE_OFFER: Act = Act {
    name: "approve_offer",
    path: "/api/offers/approve_offer",
    who: OFFICER,
    form: "/desk/review/{offer}",
    done: Answer::To("/desk/review"),
    secrets: &[],
    lists: &["offers"],
};

/// Given back.
pub static RETURN_OFFER: Act = Act {
    name: "return_offer",
    path: "/api/offers/return_offer",
    who: OFFICER,
    form: "/desk/review/{offer}",
    done: Answer::To("/desk/review"),
    secrets: &[],
    lists: &[],
};

/// No more from now on.
pub static END_OFFER: Act = Act {
    name: "end_offer",
    path: "/api/offers/end_offer",
    who: OWNER,
    form: "/desk/offers/{offer}",
    done: Answer::To("/desk/offers/{offer}"),
    secrets: &[],
    lists: &["offers"],
};

/// Taken down by its merchant.
pub static WITHDRAW_OFFER: Act = Act {
    name: "withdraw_offer",
    path: "/api/offers/withdraw_offer",
    who: OWNER,
    form: "/desk/offers/{offer}",
    done: Answer::To("/desk/offers/{offer}"),
    secrets: &[],
    lists: &["offers"],
};

/// Taken down by the officer.
pub static TAKE_DOWN_OFFER: Act = Act {
    name: "take_down_offer",
    path: "/api/offers/take_down_offer",
    who: OFFICER,
    form: "/desk/review/{offer}",
    done: Answer::To("/desk/review/{offer}"),
    secrets: &[],
    lists: &["offers"],
};
