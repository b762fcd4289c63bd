//! Registers (登记表): an office's table of its merchants, uploaded, looked at line by line, confirmed, and then worked through in the background, so that
//! the page can be left and the machine restarted. And the slips by which people come to their shops: the takeover slip (接手单) hands a shop to its
//! person or names one more owner, the clerk's slip lets a clerk work a shop's till. A slip is good once and for some time; its code is shown this once and kept only as a digest.

mod api;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
mod entity;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
pub mod read;
#[cfg(feature = "ssr")]
mod store;

pub use api::*;
#[cfg(feature = "ssr")]
pub use doors::ROOM;
#[cfg(feature = "ssr")]
pub use facts::read_upload;
#[cfg(feature = "ssr")]
pub use parts::{invite_clerk_form, invite_owner_form, issue_slip_form};
#[cfg(feature = "ssr")]
pub use store::{Import, ImportState, forget_lines, import_by_id, planned, record_confirmed, record_import, unfinished, work_on, work_through};

#[cfg(feature = "ssr")]
crate::refuses!(rules::registers::RegisterRefusal, rules::registers::SlipRefusal, facts::ImportRefusal);
