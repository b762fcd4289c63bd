//! The roll: who may vote, frozen when the vote opens.

use super::entry::{self, number};
use super::{Secrecy, VoteRefusal};
use crate::{Check, FormRefusal, Instant};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fewest on the roll of a secret or sealed vote; among fewer, a result tells too much about each.
pub const SECRET_ROLL_LEAST: u32 = 5;
/// The greatest weight of one voice in an open vote.
pub const WEIGHT_MOST: u32 = 1_000;

/// One voice: a merchant's or a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RollMember {
    /// The merchant or the person.
    pub voter: Uuid,
    /// What the voice weighs; 1 but in open votes.
    pub weight: u32,
    /// Has a stake in the question and says so, or is told so.
    pub recused: bool,
}

/// Reads the weights that were typed for some voices of an open vote: one line of `merchants` and `weights` each, in the same order. Whoever is not named,
/// and whoever has nothing typed, weighs one.
///
/// # Errors
/// Not a weight from 1 to [`WEIGHT_MOST`], an unknown id, or lists of different lengths.
pub fn weights(merchants: &[String], weights: &[String]) -> Result<BTreeMap<Uuid, u32>, FormRefusal> {
    let mut check = Check::default();
    if merchants.len() != weights.len() {
        check.field::<(), _>("weights", Err(entry::EntryRefusal::Missing));
    }
    let typed = merchants.iter().zip(weights).filter(|(_, weight)| !weight.trim().is_empty());
    let read = |(merchant, weight): (&String, &String)| Ok((entry::id(merchant)?, number(weight, 1, WEIGHT_MOST.into())? as u32));
    let weights = check.field("weights", typed.map(read).collect::<Result<BTreeMap<Uuid, u32>, entry::EntryRefusal>>());
    check.finish(|| weights)
}

/// A roll that can be frozen: nobody twice, nobody who has to stand aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    members: BTreeMap<Uuid, u32>,
}

impl Roll {
    /// Puts the roll together. In secret and sealed votes a recused member is not on it; in open ones the ballot is looked at instead
    /// ([`super::CastFacts::may_choose`]).
    ///
    /// # Errors
    /// Somebody is on it twice, or a weight is out of range.
    pub fn of(members: &[RollMember], secrecy: Secrecy) -> Result<Self, VoteRefusal> {
        let mut roll = BTreeMap::new();
        for member in members.iter().filter(|member| secrecy == Secrecy::Open || !member.recused) {
            if !(1..=WEIGHT_MOST).contains(&member.weight) {
                return Err(VoteRefusal::WeightOutOfRange { most: WEIGHT_MOST.into() });
            }
            if roll.insert(member.voter, member.weight).is_some() {
                return Err(VoteRefusal::TwiceOnRoll);
            }
        }
        Ok(Self { members: roll })
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX)
    }

    /// Their weight together.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.members.values().map(|weight| u64::from(*weight)).sum()
    }

    /// The weight of a voice; none when it is not on the roll.
    #[must_use]
    pub fn weight_of(&self, voter: &Uuid) -> Option<u32> {
        self.members.get(voter).copied()
    }

    /// Everybody, in the order of their ids: the order the roll is written in, so that it tells nothing.
    pub fn members(&self) -> impl Iterator<Item = (Uuid, u32)> + '_ {
        self.members.iter().map(|(voter, weight)| (*voter, *weight))
    }
}

/// A time during which a roll member was checked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Who.
    pub voter: Uuid,
    /// Since when.
    pub from: Instant,
    /// Until when; still here when there is none.
    pub until: Option<Instant>,
}

/// The weight of the roll members who were checked in at any moment while the vote was open, each once.
#[must_use]
pub fn present_weight(roll: &Roll, stays: &[Stay], opened: Instant, closed: Instant) -> u64 {
    let here = |stay: &&Stay| stay.from < closed && stay.until.is_none_or(|until| until > opened);
    let mut present: Vec<Uuid> = stays.iter().filter(here).map(|stay| stay.voter).collect();
    present.sort_unstable();
    present.dedup();
    present.iter().filter_map(|voter| roll.weight_of(voter)).map(u64::from).sum()
}
