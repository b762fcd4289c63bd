//! Meetings (联席会议): the secretary or a district's officer plans one with its agenda and its papers and convenes it, the three districts taking
//! turns as host; member merchants are invited, answer and name one delegate each; who comes checks in with the code on the screen or at the table,
//! where staff write down who speaks for a merchant that named nobody; the projector shows item, vote, head count and quorum; minutes with decisions
//! and tasks are approved by a second person, and the next meeting opens with the tasks that are left.
//!
//! The room lends meetings in brief, their agenda, their screens, who is invited and who was there ([`Seat`]) to votes and awards, and a district's next meeting to
//! the districts.

mod api;
#[cfg(feature = "ssr")]
mod beside;
#[cfg(feature = "ssr")]
mod calendar;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod founding;
#[cfg(feature = "ssr")]
mod lent;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod papers;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod record;
#[cfg(feature = "ssr")]
mod screen;
#[cfg(feature = "ssr")]
mod settings;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod today;
#[cfg(feature = "ssr")]
mod votes;

pub use api::*;

#[cfg(feature = "ssr")]
pub use native::*;

#[cfg(feature = "ssr")]
mod native {
    pub use super::calendar::calendar_file;
    pub use super::doors::ROOM;
    pub use super::founding::{Outcome, found_answer, found_meeting, found_outcome};
    pub use super::lent::{ItemBrief, MeetingBrief, Seat, brief, items, meeting_of_item, put_on_screen, seats, stays};
    pub use super::papers::{PaperFile, paper_file};
    pub use super::parts::{next_meeting, next_of_district};
    pub use super::screen::screen_version;
    pub use super::today::todos;
    pub(in crate::meetings) use crate::backend::id;

    crate::refuses!(
        rules::meetings::MeetingRefusal,
        rules::meetings::InvitationRefusal,
        rules::meetings::CheckInRefusal,
        rules::meetings::PaperUploadRefusal,
        rules::meetings::MinutesRefusal,
        rules::meetings::TaskRefusal,
        rules::meetings::MeetingSettingsRefusal
    );

    /// A new record's id that another record has: somebody else's, and so not found.
    pub(in crate::meetings) fn known_id(error: sea_orm::DbErr) -> crate::backend::AppError {
        match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => crate::backend::AppError::not_found(),
            _ => error.into(),
        }
    }
}
