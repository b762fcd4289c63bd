//! The room's pages: uploading and looking through a register; slips and their codes.

pub(super) mod imports;
pub(super) mod slips;
