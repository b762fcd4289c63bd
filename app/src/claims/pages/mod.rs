//! The room's pages: one's own day, one claim, the member code; the till; the officer's complaints and redemptions.

pub(super) mod claim;
pub(super) mod complaints;
pub(super) mod member;
pub(super) mod mine;
pub(super) mod redemptions;
pub(super) mod till;

pub(super) use complaints::complaints_for;
