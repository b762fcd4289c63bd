//! Counts that are shown: small ones could point at a person, also when they can be found by subtracting others.

/// The least count that is shown as it is; fewer (but not none) are 少量.
pub const SHOWN_FROM: u64 = 5;

/// A count as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// None at all.
    None,
    /// 少量: fewer than [`SHOWN_FROM`].
    Few,
    /// All but a few of a whole that is shown.
    Most,
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

/// A part of a whole that is shown beside it: neither the part nor the rest may be small and exact.
#[must_use]
pub fn share(part: u64, whole: u64) -> Figure {
    match (figure(part), figure(whole.saturating_sub(part))) {
        (Figure::Count(_), Figure::Few) => Figure::Most,
        (part, _) => part,
    }
}

/// Parts of a whole, each with its count.
pub type Parts<T> = Vec<(T, u64)>;

/// The parts of one whole by size: those that may be shown as they are, and the small ones added up, with one more when they stay small. So no part
/// is found by taking the others from the whole.
#[must_use]
pub fn in_parts<T>(parts: impl IntoIterator<Item = (T, u64)>) -> (Parts<T>, Parts<T>) {
    let mut shown: Parts<T> = parts.into_iter().filter(|(_, count)| *count > 0).collect();
    shown.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut small = shown.split_off(shown.partition_point(|(_, count)| *count >= SHOWN_FROM));
    let sum: u64 = small.iter().map(|(_, count)| count).sum();
    if (1..SHOWN_FROM).contains(&sum) {
        small.extend(shown.pop());
    }
    (shown, small)
}

/// Counts that follow each other, by their hour: neighbours are added up until each stretch may be shown. First and last hour, and the count.
#[must_use]
pub fn in_stretches(counts: impl IntoIterator<Item = (u16, u64)>) -> Vec<(u16, u16, u64)> {
    let mut stretches: Vec<(u16, u16, u64)> = Vec::new();
    for (hour, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        match stretches.last_mut() {
            Some(open) if open.2 < SHOWN_FROM => (open.1, open.2) = (hour, open.2 + count),
            _ => stretches.push((hour, hour, count)),
        }
    }
    if let [.., before, last] = &mut stretches[..]
        && last.2 < SHOWN_FROM
    {
        (before.1, before.2) = (last.1, before.2 + last.2);
        stretches.pop();
    }
    stretches
}
