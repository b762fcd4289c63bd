//! A ballot as it is kept and published: one canonical line.

use super::digest::{hex, read_hex};
use super::{Choice, Digest, WEIGHT_MOST, entry, leaf};
use uuid::Uuid;

/// 16 random bytes that belong to one ballot. The receipt shows the hash of the ballot's line; without the salt, nobody can try the few possible
/// choices against it before the board is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 16]);

impl Salt {
    /// From chance or from the table.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads 32 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        read_hex(text).map(Self)
    }
}

/// As in the board's lines: 32 hexadecimal digits.
impl std::fmt::Display for Salt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// Who cast a ballot of an open vote, and with what weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voter {
    /// The weight on the roll.
    pub weight: u32,
    /// The merchant's or person's public id.
    pub id: Uuid,
    /// The name, one line.
    pub name: String,
}

/// A ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// Its random id.
    pub id: Uuid,
    /// What it says.
    pub choice: Choice,
    /// Its salt.
    pub salt: Salt,
    /// Who cast it; only in open votes.
    pub voter: Option<Voter>,
}

impl Ballot {
    /// The canonical line, without its end: id, choice, salt, and in open votes weight, voter's id and name, parted by TAB.
    #[must_use]
    pub fn line(&self) -> String {
        let secret = format!("{}\t{}\t{}", self.id, self.choice, self.salt);
        match &self.voter {
            None => secret,
            Some(voter) => format!("{secret}\t{}\t{}\t{}", voter.weight, voter.id, voter.name),
        }
    }

    /// The value of its line in the board's tree; the receipt carries it.
    #[must_use]
    pub fn leaf(&self) -> Digest {
        leaf(self.line().as_bytes())
    }

    /// What it weighs.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.voter.as_ref().map_or(1, |voter| voter.weight.into())
    }

    fn parse(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let (secret, voter) = match fields[..] {
            [id, choice, salt] => ([id, choice, salt], None),
            [id, choice, salt, weight, voter, name] => {
                let weight = weight.parse().ok().filter(|weight| (1..=WEIGHT_MOST).contains(weight))?;
                ([id, choice, salt], Some(Voter { weight, id: Uuid::parse_str(voter).ok()?, name: name.to_owned() }))
            }
            _ => return None,
        };
        let [id, choice, salt] = secret;
        if voter.as_ref().is_some_and(|voter| !entry::is_line(&voter.name)) {
            return None;
        }
        let ballot = Self { id: Uuid::parse_str(id).ok()?, choice: Choice::parse(choice)?, salt: Salt::parse(salt)?, voter };
        (ballot.line() == line).then_some(ballot)
    }
}

/// One line of a board below its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A ballot that counts.
    Counted(Ballot),
    /// A ballot of a sealed vote that the cleaning removed: only the value of its line stays, so that the root still covers it and its choice is
    /// not shown.
    Removed(Digest),
}

impl Entry {
    /// The canonical line, without its end.
    #[must_use]
    pub fn line(&self) -> String {
        match self {
            Self::Counted(ballot) => ballot.line(),
            Self::Removed(leaf) => format!("removed\t{leaf}"),
        }
    }

    /// Reads exactly a canonical line.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        match line.strip_prefix("removed\t") {
            Some(leaf) => Digest::parse(leaf).map(Self::Removed),
            None => Ballot::parse(line).map(Self::Counted),
        }
    }

    /// Its value in the board's tree.
    #[must_use]
    pub fn leaf(&self) -> Digest {
        match self {
            Self::Counted(ballot) => ballot.leaf(),
            Self::Removed(leaf) => *leaf,
        }
    }

    /// The ballot, if it counts.
    #[must_use]
    pub const fn ballot(&self) -> Option<&Ballot> {
        match self {
            Self::Counted(ballot) => Some(ballot),
            Self::Removed(_) => None,
        }
    }
}
