//! Awards (最受欢迎商户评选): the hall of editions; an edition with its categories, timetable, weights and caps, announced before anything opens;
//! nominations by merchants, residents and shops themselves, with the reason when somebody cannot be a candidate; the facts channel with its sources
//! and what is missing; results with their arithmetic, who was passed over, and whether another weighting would have changed them; certificates.
//!
//! The office's secretary runs it at `/desk/awards`: announces, enters the shortlist a meeting decided on, opens the delegates' and the residents' vote,
//! cleans the residents' one, hears appeals, publishes; the links from persons to ballots go by the clock. The votes themselves belong to the room `voting`, the meeting to `meetings`.

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
mod store;
#[cfg(feature = "ssr")]
mod today;
#[cfg(feature = "ssr")]
mod told;
#[cfg(feature = "ssr")]
mod votes;

pub use api::*;

#[cfg(feature = "ssr")]
pub use doors::ROOM;
#[cfg(feature = "ssr")]
pub use founding::{FoundCandidate, FoundCategory, FoundEdition, FoundVotes, found_edition, found_nomination, found_votes};
#[cfg(feature = "ssr")]
pub use pages::hall::going_on;
#[cfg(feature = "ssr")]
pub use store::{edition_with, forget_appeals, forget_person};
#[cfg(feature = "ssr")]
pub use today::todos;
#[cfg(feature = "ssr")]
pub use votes::keep_time;

#[cfg(feature = "ssr")]
crate::refuses!(
    rules::awards::EditionRefusal,
    rules::awards::NominationRefusal,
    rules::awards::ShortlistRefusal,
    rules::awards::CleaningRefusal,
    rules::awards::AppealRefusal,
);

#[cfg(feature = "ssr")]
use crate::backend::id;
