//! People: joining, signing in and out, the second factor of staff, proof at a counter, one-time slips, sessions, roles, and what a person agreed to.
//! Every other room knows a person only by a random id.

mod api;
#[cfg(feature = "ssr")]
mod codes;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
mod factor;
#[cfg(feature = "ssr")]
mod founding;
#[cfg(feature = "ssr")]
mod front;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod password;
#[cfg(feature = "ssr")]
mod people;
#[cfg(feature = "ssr")]
mod retention;
#[cfg(feature = "ssr")]
mod sealed;
#[cfg(feature = "ssr")]
mod session;
#[cfg(feature = "ssr")]
mod slips;
#[cfg(feature = "ssr")]
mod sms;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod totp;

pub use api::*;

#[cfg(feature = "ssr")]
mod lent {
    pub use super::desk::role_name;
    pub use super::doors::ROOM;
    pub use super::founding::{Newcomer, enrol, is_empty, person_of};
    pub use super::pages::{sign_in_again, way_out};
    pub use super::password::hash_password;
    pub use super::people::{PersonOf, holders_of, people_of, people_of_places, take_grant, take_grants_of};
    pub use super::retention::forget_old;
    pub use super::session::{COOKIE, take_cookie, who_is};
    pub use super::sms::deliver_messages;
    pub use super::store::{
        Held, Known, agrees, close_account, closed_since, consents_of, count_try, enrol_second_factor, forget_tries, forgive_try, give_grant,
        grants_of_place, holders, known_by_login, known_person, labels_of, lasting_admins, record_consent, revoke_grant, withdraw_consent,
    };
    pub use super::totp::totp_code;
}
#[cfg(feature = "ssr")]
pub use lent::*;

#[cfg(feature = "ssr")]
crate::refuses!(rules::accounts::AccountRefusal, rules::accounts::CounterRefusal, rules::accounts::GrantRefusal);
