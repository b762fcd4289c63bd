//! Merchants (商户): the member shops of the alliance. The public directory; an application and what the district's officer makes of it; the shop's
//! own desk, where its owner keeps the shop's data and names its clerks; suspension, reinstatement and leaving, each with a reason.
//!
//! The district and the firm's credit code are a shop's identity: one firm may have a shop in every district. What the owner edits is marked, so that
//! an office's register never overwrites it.

mod api;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod hours_fields;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod today;

pub use api::*;
#[cfg(feature = "ssr")]
pub use doors::ROOM;
#[cfg(feature = "ssr")]
pub use parts::{CategoryTag, DistrictTag, Tile, category_name, field_name, hours_words};
#[cfg(feature = "ssr")]
pub use store::{
    By, Shop, every_shop, namesakes, public_shops, record_changes, record_listing, record_take_over, shop, shop_by_id, shop_by_identity, shops_by_ids,
};

#[cfg(feature = "ssr")]
pub use today::todos;

#[cfg(feature = "ssr")]
crate::refuses!(rules::merchants::StandingRefusal, crate::backend::files::PictureRefusal);
