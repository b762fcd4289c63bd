//! People: joining, signing in and out, and what a person may see of themselves. Every other room knows a person only by a random id.

mod api;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
mod founding;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod password;
#[cfg(feature = "ssr")]
mod people;
#[cfg(feature = "ssr")]
mod retention;
#[cfg(feature = "ssr")]
mod session;
#[cfg(feature = "ssr")]
mod store;

pub use api::*;
#[cfg(feature = "ssr")]
pub use doors::ROOM;
#[cfg(feature = "ssr")]
pub use founding::{Newcomer, enrol, is_empty, person_of};
#[cfg(feature = "ssr")]
pub use password::hash_password;
#[cfg(feature = "ssr")]
pub use people::{PersonOf, people_of, take_grant, take_grants_of};
#[cfg(feature = "ssr")]
pub use retention::forget_old;
#[cfg(feature = "ssr")]
pub use session::{COOKIE, who_is};
#[cfg(feature = "ssr")]
pub use store::{Held, Known, count_try, forget_tries, give_grant, grants_of_place, holders, known_by_mobile, known_person, labels_of, revoke_grant};

#[cfg(feature = "ssr")]
crate::refuses!(rules::accounts::AccountRefusal);
