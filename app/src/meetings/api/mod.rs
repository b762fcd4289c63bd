//! What crosses the wire around meetings.

mod agenda;
mod invitations;
mod life;

pub use agenda::*;
pub use invitations::*;
pub use life::*;

use serde::{Deserialize, Serialize};

/// The meeting an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingId {
    /// Its id.
    pub meeting: String,
}
