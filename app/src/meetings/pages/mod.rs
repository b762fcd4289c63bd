//! The room's pages: what everybody sees; the invited merchants' own; the desk of those who
//! convene; the meeting room with its screen and its check-in; the minutes.

mod agenda;
pub(super) mod check_in;
pub(super) mod desk;
pub(super) mod hall;
mod invited;
pub(super) mod mine;
pub(super) mod minutes;
pub(super) mod plan;
pub(super) mod public;
pub(super) mod screen;
mod table;
pub(super) mod tasks;

pub(super) use mine::own_places;
