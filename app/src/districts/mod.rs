//! The three business districts and the alliance's shared space, the communities of the residents' tree, and the charter in its versions, which every
//! merchant accepts.

mod api;
#[cfg(feature = "ssr")]
mod charter;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod proposal;
#[cfg(feature = "ssr")]
mod proposals;
#[cfg(feature = "ssr")]
mod store;

pub use api::*;
#[cfg(feature = "ssr")]
pub use charter::{CharterVersion, accept_charter, accepted_charter, charter_in_force};
#[cfg(feature = "ssr")]
pub use doors::ROOM;
#[cfg(feature = "ssr")]
pub use proposal::{CharterProposal, adopt_charter, charter_proposal};
#[cfg(feature = "ssr")]
pub use store::{communities, community_name, starting_rows};

#[cfg(feature = "ssr")]
crate::refuses!(rules::charter::CharterRefusal);

/// A district's name in the visit's language: long (`万达商圈`) or short (`万达`).
#[cfg(feature = "ssr")]
#[must_use]
pub fn district_name(district: rules::districts::District, short: bool) -> String {
    let slug = district.slug();
    if short { crate::t!(&format!("districts-short-{slug}")) } else { crate::t!(&format!("districts-{slug}")) }
}
