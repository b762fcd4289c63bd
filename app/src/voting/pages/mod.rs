//! The room's pages: votes for everybody, the ballot, the result, the desk of whoever conducts.

mod ballot;
mod ballots;
mod card;
pub mod conduct;
pub mod list;
pub mod papers;
mod prepare;
mod result;
pub mod trust;
pub mod vote;
mod weights;
