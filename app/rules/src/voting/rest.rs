//! Secrecy at rest: when the database may be compacted after a vote.

use crate::Instant;

/// The largest database, in bytes, that is copied at once: about a second, which nobody who writes meanwhile notices.
pub const COMPACTED_AT_ONCE: u64 = 64 * 1024 * 1024;

/// Whether a database of so many bytes may be compacted now. Nobody can write while it is copied: a large one waits for the small hours, from three to
/// five. Nothing that is secret waits with it: what the old tables held is overwritten when they are dropped.
#[must_use]
pub fn may_compact(bytes: u64, now: Instant) -> bool {
    let minute = now.minute_of_day();
    bytes <= COMPACTED_AT_ONCE || (3 * 60..5 * 60).contains(&minute)
}
