//! The room's pages: what everybody sees; the invited merchants' own; the desk of those who convene.

mod agenda;
pub(super) mod desk;
mod invited;
pub(super) mod mine;
pub(super) mod plan;
pub(super) mod public;
