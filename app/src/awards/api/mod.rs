//! What crosses the wire around awards.

mod appeals;
mod editions;
mod nominations;
mod results;
mod shortlist;
mod votes;

pub use appeals::*;
pub use editions::*;
pub use nominations::*;
pub use results::*;
pub use shortlist::*;
pub use votes::*;

use serde::{Deserialize, Serialize};

/// The edition an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionId {
    /// Its id.
    pub edition: String,
}

/// The category an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryId {
    /// Its edition's id.
    pub edition: String,
    /// Its id.
    pub category: String,
}
