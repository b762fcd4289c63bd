//! The receipt: that a ballot was taken, without showing what it says.
//!
//! It carries the ballot's id and the value of its line in the board's tree. The line holds a random salt that only the board shows, so the receipt
//! cannot be tried against the few possible choices before the board is public; after that, it proves a ballot that is missing or was changed.

use super::digest::{hex, read_hex};
use super::{Ballot, Board, Digest, Entry, RuleCard};
use crate::{Reason, Refusal};
use uuid::Uuid;

/// The first line; its number goes up when the form changes.
const FIRST_LINE: &str = "shangmeng receipt 1";
/// The name and version of the short form in a QR code.
const SHORT: &str = "R1";

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The vote.
    pub vote: Uuid,
    /// The rule card's fingerprint.
    pub card: Digest,
    /// The ballot.
    pub ballot: Uuid,
    /// The value of its line.
    pub leaf: Digest,
    /// The first 8 bytes of the SHA-256 of the public key it is signed with; old keys stay published under it.
    pub key: [u8; 8],
}

impl Receipt {
    /// The receipt of a ballot, to be signed with the key of this public key.
    #[must_use]
    pub fn of(card: &RuleCard, ballot: &Ballot, public_key: &[u8; 32]) -> Self {
        Self { vote: card.vote, card: card.fingerprint(), ballot: ballot.id, leaf: ballot.leaf(), key: key_id(public_key) }
    }

    /// What is signed: canonical text, lines ended by LF, fields parted by TAB.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{FIRST_LINE}\nvote\t{}\ncard\t{}\nballot\t{}\nleaf\t{}\nkey\t{}\n", self.vote, self.card, self.ballot, self.leaf, hex(&self.key))
    }

    /// The receipt with its signature (Ed25519 over [`Receipt::text`]).
    #[must_use]
    pub const fn signed(self, signature: [u8; 64]) -> SignedReceipt {
        SignedReceipt { receipt: self, signature }
    }
}

/// The name of a public key: the first 8 bytes of its SHA-256.
fn key_id(public_key: &[u8; 32]) -> [u8; 8] {
    let mut id = [0; 8];
    id.copy_from_slice(&Digest::of(&[public_key]).bytes()[..8]);
    id
}

/// A receipt as it is given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedReceipt {
    /// What was signed.
    pub receipt: Receipt,
    /// Ed25519.
    pub signature: [u8; 64],
}

impl SignedReceipt {
    /// For print and copying: the text that was signed, and a line with the signature.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}signature\t{}\n", self.receipt.text(), hex(&self.signature))
    }

    /// For a QR code, and for an address after its `#`.
    #[must_use]
    pub fn short(&self) -> String {
        let of = &self.receipt;
        let (vote, ballot) = (of.vote.simple(), of.ballot.simple());
        format!("{SHORT}.{vote}.{}.{ballot}.{}.{}.{}", of.card, of.leaf, hex(&of.key), hex(&self.signature))
    }

    /// Reads either form; of an address the part after `#` counts, and spaces around and instead of TABs do not matter.
    ///
    /// # Errors
    /// [`ReceiptRefusal::Unreadable`].
    pub fn parse(typed: &str) -> Result<Self, ReceiptRefusal> {
        let typed = typed.trim();
        let short = typed.rsplit_once('#').map_or(typed, |(_, short)| short).strip_prefix(SHORT).and_then(|rest| rest.strip_prefix('.'));
        let read = match short {
            Some(short) => Self::from_fields(&short.split('.').collect::<Vec<_>>()),
            None => {
                let mut lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
                let first = lines.next().filter(|line| *line == FIRST_LINE);
                let names = ["vote", "card", "ballot", "leaf", "key", "signature"];
                let named = |(name, line): (&str, &'_ str)| line.strip_prefix(name).map(|value| value.trim().to_owned());
                let values: Option<Vec<String>> = first.and_then(|_| names.into_iter().zip(lines.by_ref()).map(named).collect());
                let whole = values.filter(|_| lines.next().is_none());
                whole.and_then(|values| Self::from_fields(&values.iter().map(String::as_str).collect::<Vec<_>>()))
            }
        };
        read.ok_or(ReceiptRefusal::Unreadable)
    }

    fn from_fields(fields: &[&str]) -> Option<Self> {
        let [vote, card, ballot, leaf, key, signature] = fields else { return None };
        let id = |text: &str| Uuid::try_parse(text).ok();
        let receipt = Receipt { vote: id(vote)?, card: Digest::parse(card)?, ballot: id(ballot)?, leaf: Digest::parse(leaf)?, key: read_hex(key)? };
        Some(Self { receipt, signature: read_hex(signature)? })
    }

    /// Whether the alliance signed it. `keys` are all public keys ever published; `fits` says whether a signature over a text belongs to a key.
    ///
    /// # Errors
    /// The key was never published, or the signature is not by it.
    pub fn signed_by(&self, keys: &[[u8; 32]], fits: impl FnOnce(&[u8; 32], &[u8], &[u8; 64]) -> bool) -> Result<(), ReceiptRefusal> {
        let key = keys.iter().find(|key| key_id(key) == self.receipt.key).ok_or(ReceiptRefusal::KeyUnknown)?;
        if fits(key, self.receipt.text().as_bytes(), &self.signature) { Ok(()) } else { Err(ReceiptRefusal::Forged) }
    }

    /// Whether the ballot is on the board as it was cast.
    ///
    /// # Errors
    /// Another vote's board, not there, changed, or removed by the cleaning.
    pub fn on_board(&self, board: &Board) -> Result<(), ReceiptRefusal> {
        let of = &self.receipt;
        if of.vote != board.header.vote || of.card != board.header.card {
            return Err(ReceiptRefusal::OtherVote);
        }
        match board.ballots().find(|ballot| ballot.id == of.ballot) {
            Some(ballot) if ballot.leaf() == of.leaf => Ok(()),
            Some(_) => Err(ReceiptRefusal::BallotChanged),
            None if board.entries.contains(&Entry::Removed(of.leaf)) => Err(ReceiptRefusal::BallotRemoved),
            None => Err(ReceiptRefusal::NotOnBoard),
        }
    }
}

/// Why a receipt was not found in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptRefusal {
    /// Not a receipt, or not all of it.
    Unreadable,
    /// Signed with a key that was never published.
    KeyUnknown,
    /// The signature does not belong to this text.
    Forged,
    /// A receipt of another vote.
    OtherVote,
    /// The ballot is not on the board.
    NotOnBoard,
    /// The ballot on the board is not the one that was cast. In an open vote: it was changed before closing, and a later receipt holds.
    BallotChanged,
    /// The cleaning removed the ballot.
    BallotRemoved,
}

impl Refusal for ReceiptRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::Unreadable => "receipt_unreadable",
            Self::KeyUnknown => "receipt_key_unknown",
            Self::Forged => "receipt_forged",
            Self::OtherVote => "receipt_of_another_vote",
            Self::NotOnBoard => "receipt_not_on_board",
            Self::BallotChanged => "receipt_ballot_changed",
            Self::BallotRemoved => "receipt_ballot_removed",
        })
    }
}
