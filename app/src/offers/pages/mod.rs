//! The room's pages: the public list and one offer; what one shop gives; posters; the merchant's desk; the officer's review.

pub(super) mod desk;
pub(super) mod given;
mod list;
mod one;
mod poster;
pub(super) mod register;
pub(super) mod review;

pub(super) use desk::own_shops;
pub use given::given_at;
pub(super) use list::offers;
pub use list::{Shelf, shelf};
pub(super) use one::offer;
pub(super) use poster::poster;
pub(super) use review::waiting_for;
