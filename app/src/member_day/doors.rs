//! The room's pages, and who may use them. Its dates are changed with the alliance's settings.

use super::pages::{day, poster, report};
use crate::backend::Room;
use crate::door;
use rules::permits::{Role, Who};

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "member_day",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/member-day", Who::Anyone, day::coming, lists: ["offers", "merchants", "settings"], query: ["district", "category", "floor", "audience", "kind", "q", "after"]),
        door!("/member-day/{month}", Who::Anyone, day::month, lists: ["offers", "merchants", "settings"], query: ["district", "category", "floor", "audience", "kind", "q", "after"]),
        door!("/member-day/{month}/poster", Who::Anyone, poster::poster),
        door!("/desk/report", Who::Roles(&[Role::MerchantOwner]), report::report),
    ],
    acts: &[],
};
