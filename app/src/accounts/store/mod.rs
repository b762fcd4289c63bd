//! Keeping persons, their grants and counted tries.

mod grants;
mod persons;
mod tries;

pub use grants::{Held, give_grant, grants_of_place, holders, revoke_grant};
pub use persons::{Known, known_by_mobile, known_person, labels_of};
pub(super) use persons::{person_by_mobile, record_person};
pub use tries::{count_try, forget_tries};
