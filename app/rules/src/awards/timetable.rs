//! The timetable of an edition: six steps, each beginning on its day at 00:00.

use crate::{Day, Instant};
use serde::{Deserialize, Serialize};

/// Where an edition is in its timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Announced; rules and weights can be read.
    Announced,
    /// Merchants, residents and shops themselves nominate.
    Nominate,
    /// A meeting makes the shortlist.
    Shortlist,
    /// Meeting and residents vote.
    Vote,
    /// Ballots are cleaned and counted.
    Count,
    /// Removals can be appealed against.
    Appeal,
    /// Results can be published.
    Publish,
}

impl Phase {
    /// All phases, in their order.
    pub const ALL: [Self; 7] = [Self::Announced, Self::Nominate, Self::Shortlist, Self::Vote, Self::Count, Self::Appeal, Self::Publish];

    /// The word in words and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Nominate => "nominate",
            Self::Shortlist => "shortlist",
            Self::Vote => "vote",
            Self::Count => "count",
            Self::Appeal => "appeal",
            Self::Publish => "publish",
        }
    }
}

/// The first days of the six steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// Nominating begins.
    pub nominate: Day,
    /// The shortlist is made.
    pub shortlist: Day,
    /// Voting begins.
    pub vote: Day,
    /// Voting is over, cleaning begins.
    pub count: Day,
    /// The appeal days begin.
    pub appeal: Day,
    /// They are over; results can be published.
    pub publish: Day,
}

impl Timetable {
    /// The days in their order, with the name of their form fields.
    #[must_use]
    pub const fn days(&self) -> [(&'static str, Day); 6] {
        [
            ("nominate", self.nominate),
            ("shortlist", self.shortlist),
            ("vote", self.vote),
            ("count", self.count),
            ("appeal", self.appeal),
            ("publish", self.publish),
        ]
    }

    /// The field of the first day that does not come after the one before it.
    #[must_use]
    pub fn out_of_order(&self) -> Option<&'static str> {
        self.days().windows(2).find(|pair| pair[1].1 <= pair[0].1).map(|pair| pair[1].0)
    }

    /// Where the edition is now.
    #[must_use]
    pub fn phase(&self, now: Instant) -> Phase {
        let begun = self.days().iter().filter(|(_, day)| day.start() <= now).count();
        Phase::ALL[begun]
    }

    /// When a phase begins; nothing begins the announcement.
    #[must_use]
    pub fn begins(&self, phase: Phase) -> Option<Instant> {
        let at = Phase::ALL.iter().position(|other| *other == phase)?.checked_sub(1)?;
        self.days().get(at).map(|(_, day)| day.start())
    }
}
