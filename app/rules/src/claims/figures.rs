//! Counts that are shown: small ones could point at a person.

/// The least count that is shown as it is; fewer (but not none) are 少量.
pub const SHOWN_FROM: u64 = 5;

/// A count as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// None at all.
    None,
    /// 少量: fewer than [`SHOWN_FROM`].
    Few,
    /// So many.
    Count(u64),
}

/// The count as it may be shown.
#[must_use]
pub fn figure(count: u64) -> Figure {
    match count {
        0 => Figure::None,
        1..SHOWN_FROM => Figure::Few,
        count => Figure::Count(count),
    }
}
