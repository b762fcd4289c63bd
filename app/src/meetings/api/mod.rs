//! What crosses the wire around meetings.

mod agenda;
mod hall;
mod invitations;
mod life;
mod minutes;
mod papers;
mod screens;
mod tasks;

pub use agenda::*;
pub use hall::*;
pub use invitations::*;
pub use life::*;
pub use minutes::*;
pub use papers::*;
pub use screens::*;
pub use tasks::*;

use serde::{Deserialize, Serialize};

/// The meeting an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingId {
    /// Its id.
    pub meeting: String,
}
