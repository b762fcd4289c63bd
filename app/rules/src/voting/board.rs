//! The board: all ballots of a vote in the order of their random ids, under a header. The form is described in FORMAT.md.

use super::card_text::Lines;
use super::{Ballot, Channels, Digest, Entry, InclusionProof, RuleCard, leaf, prove, root};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The first line; its number goes up when the form changes.
const FIRST_LINE: &str = "shangmeng board 1";

/// What the board says besides its ballots; the first leaf of its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardHeader {
    /// The vote.
    pub vote: Uuid,
    /// The rule card's fingerprint.
    pub card: Digest,
    /// How many on the roll are marked as having voted.
    pub marked: u32,
    /// The weight of the roll members who were present; 0 where there is no meeting.
    pub present: u64,
    /// How many ballots the board had when it was closed, later removed ones included.
    pub ballots: u32,
    /// Web and paper, where each has enough to be told apart.
    pub channels: Option<Channels>,
}

impl BoardHeader {
    /// The canonical text: lines ended by LF, fields parted by TAB.
    #[must_use]
    pub fn text(&self) -> String {
        let channels = self.channels.map_or_else(String::new, |of| format!("channels\t{}\t{}\n", of.web, of.paper));
        format!(
            "{FIRST_LINE}\nvote\t{}\ncard\t{}\nmarked\t{}\npresent\t{}\nballots\t{}\n{channels}",
            self.vote, self.card, self.marked, self.present, self.ballots
        )
    }

    /// Reads exactly a canonical text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = Lines::of(text);
        lines.whole(FIRST_LINE)?;
        let header = Self {
            vote: Uuid::parse_str(lines.next("vote")?).ok()?,
            card: Digest::parse(lines.next("card")?)?,
            marked: lines.next("marked")?.parse().ok()?,
            present: lines.next("present")?.parse().ok()?,
            ballots: lines.next("ballots")?.parse().ok()?,
            channels: match lines.next("channels") {
                Some(counts) => {
                    let (web, paper) = counts.split_once('\t')?;
                    Some(Channels::shown(web.parse().ok()?, paper.parse().ok()?)?)
                }
                None => None,
            },
        };
        (header.text() == text).then_some(header)
    }
}

/// A board: what its root stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The header.
    pub header: BoardHeader,
    /// The lines below it, in the order of the ballots' ids.
    pub entries: Vec<Entry>,
}

impl Board {
    /// Puts the board of a closed vote together. The order in which the ballots are handed in leaves no trace.
    #[must_use]
    pub fn of(card: &RuleCard, mut ballots: Vec<Ballot>, marked: u32, present: u64, channels: Option<Channels>) -> Self {
        ballots.sort_unstable_by_key(|ballot| ballot.id);
        let count = u32::try_from(ballots.len()).unwrap_or(u32::MAX);
        let header = BoardHeader { vote: card.vote, card: card.fingerprint(), marked, present, ballots: count, channels };
        Self { header, entries: ballots.into_iter().map(Entry::Counted).collect() }
    }

    /// The board with these ballots removed by the cleaning; the root stays the same. Unknown ids change nothing.
    #[must_use]
    pub fn without(mut self, removed: &[Uuid]) -> Self {
        for entry in &mut self.entries {
            if entry.ballot().is_some_and(|ballot| removed.contains(&ballot.id)) {
                *entry = Entry::Removed(entry.leaf());
            }
        }
        self
    }

    /// The leaves: the header's text, then every line.
    #[must_use]
    pub fn leaves(&self) -> Vec<Digest> {
        let header = leaf(self.header.text().as_bytes());
        std::iter::once(header).chain(self.entries.iter().map(Entry::leaf)).collect()
    }

    /// The Merkle root: what goes into the minutes, onto the projector and onto every receipt's page.
    #[must_use]
    pub fn root(&self) -> Digest {
        root(&self.leaves())
    }

    /// The ballots that count.
    pub fn ballots(&self) -> impl Iterator<Item = &Ballot> {
        self.entries.iter().filter_map(Entry::ballot)
    }

    /// That a ballot is on the board: its line's value, and the way from there to the root.
    #[must_use]
    pub fn proof_of(&self, ballot: &Uuid) -> Option<(Digest, InclusionProof)> {
        let place = self.entries.iter().position(|entry| entry.ballot().is_some_and(|of| of.id == *ballot))? + 1;
        let leaves = self.leaves();
        Some((*leaves.get(place)?, prove(&leaves, place)?))
    }

    /// Ballots whose voter has another one on this board; empty unless something went wrong.
    pub(super) fn voters_twice(&self) -> Vec<Uuid> {
        let mut seen: BTreeMap<Uuid, u32> = BTreeMap::new();
        for voter in self.ballots().filter_map(|ballot| ballot.voter.as_ref()) {
            *seen.entry(voter.id).or_default() += 1;
        }
        seen.into_iter().filter(|(_, count)| *count > 1).map(|(voter, _)| voter).collect()
    }
}
