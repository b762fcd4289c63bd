//! The desks: what waits for this person today, from every room that has something to decide. Knows the other rooms; none knows it.

#[cfg(feature = "ssr")]
mod today;

#[cfg(feature = "ssr")]
use rules::permits::{Role, Who};

/// Everybody whose work is in the portal.
#[cfg(feature = "ssr")]
const WORKERS: Who = Who::Roles(&[Role::MerchantOwner, Role::DistrictOfficer, Role::CommunityOfficer, Role::Secretary, Role::Auditor, Role::Admin]);

/// What the house knows of this room.
#[cfg(feature = "ssr")]
pub const ROOM: crate::backend::Room = crate::backend::Room {
    name: "desks",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[crate::door!("/desk", WORKERS, today::today)],
    acts: &[],
};
