//! Stock: how many there are, and how many of them are out by which minute.

/// So many more are out from this minute of the day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    /// Minute since midnight.
    pub minute: u16,
    /// How many more.
    pub amount: u32,
}

/// How many there are in one run of an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stock {
    /// As many as come.
    Unlimited,
    /// So many, all at once or in stages whose amounts make the total.
    Limited {
        /// All there are.
        total: u32,
        /// In order of their minutes; empty when everything is out from the beginning.
        releases: Vec<Release>,
    },
}

impl Stock {
    /// The most an offer may have.
    pub const MOST: u32 = 100_000;

    /// So many, all at once.
    #[must_use]
    pub const fn of(total: u32) -> Self {
        Self::Limited { total, releases: Vec::new() }
    }

    /// All there are; nothing when unlimited.
    #[must_use]
    pub fn total(&self) -> Option<u32> {
        match self {
            Self::Unlimited => None,
            Self::Limited { total, .. } => Some(*total),
        }
    }

    /// The stages; empty when everything is out from the beginning.
    #[must_use]
    pub fn releases(&self) -> &[Release] {
        match self {
            Self::Unlimited => &[],
            Self::Limited { releases, .. } => releases,
        }
    }

    /// How many are out at this minute of the day; nothing when unlimited. The database guards claims with this number.
    #[must_use]
    pub fn released_at(&self, minute: u16) -> Option<u32> {
        match self {
            Self::Unlimited => None,
            Self::Limited { total, releases } if releases.is_empty() => Some(*total),
            Self::Limited { releases, .. } => Some(releases.iter().filter(|stage| stage.minute <= minute).map(|stage| stage.amount).sum()),
        }
    }

    /// How many can still be taken at this minute when so many are taken; nothing when unlimited.
    #[must_use]
    pub fn available_at(&self, minute: u16, taken: u32) -> Option<u32> {
        self.released_at(minute).map(|released| released.saturating_sub(taken))
    }

    /// The minute of the next stage after this one.
    #[must_use]
    pub fn next_release(&self, minute: u16) -> Option<u16> {
        self.releases().iter().map(|stage| stage.minute).find(|stage| *stage > minute)
    }

    /// Whether this stock is at least as kind as the other: at every minute as many are out.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let Some(total) = self.total() else { return true };
        if other.total().is_none_or(|other| total < other) {
            return false;
        }
        let minutes = [0, 1439].into_iter().chain(other.releases().iter().map(|stage| stage.minute));
        minutes.into_iter().all(|minute| self.released_at(minute) >= other.released_at(minute))
    }
}
