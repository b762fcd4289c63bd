//! The room's pages and acts, and who may use them.

use super::{pages, proposals};
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

/// Who writes the charter.
pub(super) const OFFICE: Who = Who::Roles(&[Role::Secretary]);
/// Whoever looks on: the office, and the auditor.
const READERS: Who = Who::Roles(&[Role::Secretary, Role::Auditor]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "districts",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/districts/{slug}", Who::Anyone, pages::district, lists: ["districts", "merchants", "offers", "meetings"], query: []),
        door!("/space", Who::Anyone, pages::space, lists: [], query: []),
        door!("/charter", Who::Anyone, pages::charter, lists: ["districts"], query: ["version"]),
        door!("/charter/proposals/{item}", Who::Anyone, proposals::one),
        door!("/desk/charter/propose", OFFICE, proposals::desk),
        door!("/desk/charter", OFFICE, pages::charter_desk),
        door!("/desk/communities", READERS, pages::communities_desk),
    ],
    acts: &[&PUBLISH_CHARTER, &PROPOSE_CHARTER, &RECORD_COMMUNITY],
};

/// A new version of the charter comes into force; merchants are asked to accept it again.
pub static PUBLISH_CHARTER: Act = Act {
    name: "publish_charter",
    path: "/api/districts/publish_charter",
    who: OFFICE,
    form: "/desk/charter",
    done: Answer::To("/charter"),
    secrets: &[],
    lists: &["districts"],
};

/// A change of the charter is put to a meeting's vote.
pub static PROPOSE_CHARTER: Act = Act {
    name: "propose_charter",
    path: "/api/districts/propose_charter",
    who: OFFICE,
    form: "/desk/charter/propose?meeting={meeting}&item={item}",
    done: Answer::To("/charter/proposals/{item}"),
    secrets: &[],
    lists: &["meetings"],
};

/// A community is entered or renamed.
pub static RECORD_COMMUNITY: Act = Act {
    name: "record_community",
    path: "/api/districts/record_community",
    who: OFFICE,
    form: "/desk/communities",
    done: Answer::To("/desk/communities"),
    secrets: &[],
    lists: &["districts"],
};
