//! The room's pages: one's own 27th, a claim, the member code, the till, the officer's complaints.

pub(super) mod complaints;
pub(super) mod mine;
pub(super) mod till;

pub(super) use complaints::complaints_for;
