//! Offers: what shops give. A merchant registers one on a phone, rehearses it and hands it in; the district's officer approves it or gives it back with
//! a reason; residents browse the list, look at one, and find its poster in the shop.
//!
//! The room lends offers with their terms ([`Kept`]) and the public list to claims, member day and the desks.

mod api;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod founding;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod shops;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod today;

pub use api::*;

#[cfg(feature = "ssr")]
pub use native::*;

#[cfg(feature = "ssr")]
mod native {
    pub use super::doors::ROOM;
    pub use super::facts::grounds;
    pub use super::founding::found_offer;
    pub use super::pages::{Shelf, given_at, shelf};
    pub use super::parts::{OfferCard, benefit_words, cards_of, days_words, headline, hours_words, offer_cards, place, place_words};
    pub use super::shops::{first_month, shops_giving_in};
    pub use super::store::{Days, Kept, Listing, Wanted, end_over, foretaste, listed, offer_by_id, offers_by_ids, offers_given_by};
    pub use super::today::todos;
    pub(in crate::offers) use crate::backend::id;

    crate::refuses!(rules::offers::OfferRefusal, rules::offers::OfferFieldRefusal);
}
