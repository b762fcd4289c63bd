//! The recount of a published file, without the portal. The checks and their order are described in FORMAT.md.

use super::card::{RuleCard, Secrecy};
use super::digest::read_hex;
use super::{Board, BoardHeader, Digest, Draw, Entry, Export, Tally, Verdict, tally, verdict};
use crate::{Reason, Refusal};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a recount found, when everything is in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recount {
    /// The rule card.
    pub card: RuleCard,
    /// The board.
    pub board: Board,
    /// Its root; to be compared with the minutes, the projector or a receipt's page.
    pub root: Digest,
    /// What was counted.
    pub tally: Tally,
    /// The verdict.
    pub verdict: Verdict,
}

/// Recounts a file; where somebody wrote the root down, it must be that one.
///
/// # Errors
/// The first check that fails.
pub fn recount(file: &[u8], written_down: Option<&Digest>) -> Result<Recount, BoardRefusal> {
    let export = Export::read(file)?;
    let card = RuleCard::read(&export.card).filter(roll_fits).ok_or(BoardRefusal::CardBroken)?;
    let header = BoardHeader::read(&export.header).filter(channels_fit).ok_or(BoardRefusal::HeaderBroken)?;
    if header.card != card.fingerprint() || header.vote != card.vote {
        return Err(BoardRefusal::OtherCard);
    }
    let board = Board { header, entries: entries(&card, &export.ballots)? };
    in_order(&board)?;
    complete(&card, &board)?;
    let root = board.root();
    if export.root != root.to_string() {
        return Err(BoardRefusal::Altered);
    }
    if written_down.is_some_and(|written| *written != root) {
        return Err(BoardRefusal::OtherRoot);
    }
    let seed: [u8; 32] = read_hex(&export.seed).ok_or(BoardRefusal::SeedWrong)?;
    if Digest::of(&[&seed]) != card.seed_commitment {
        return Err(BoardRefusal::SeedWrong);
    }
    let tally = tally(&card.draft, board.ballots());
    let verdict = verdict(&card, &tally, &board.header, &Draw::of(&seed, &root));
    if verdict.text(&tally) != export.result {
        return Err(BoardRefusal::ResultWrong);
    }
    Ok(Recount { card, board, root, tally, verdict })
}

fn roll_fits(card: &RuleCard) -> bool {
    let members = u64::from(card.on_roll);
    let in_range = (members..=members * u64::from(super::WEIGHT_MOST)).contains(&card.weight_on_roll);
    let equal = card.weight_on_roll == members;
    in_range && (card.draft.secrecy == Secrecy::Open || (equal && card.on_roll >= super::SECRET_ROLL_LEAST))
}

fn channels_fit(header: &BoardHeader) -> bool {
    header.channels.is_none_or(|of| of.web.checked_add(of.paper) == Some(header.ballots))
}

fn entries(card: &RuleCard, lines: &[String]) -> Result<Vec<Entry>, BoardRefusal> {
    let entry = |(line, number): (&String, i64)| {
        let entry = Entry::parse(line).ok_or(BoardRefusal::LineBroken { number })?;
        let secrecy = card.draft.secrecy;
        match entry.ballot() {
            None if secrecy != Secrecy::Sealed => Err(BoardRefusal::LineBroken { number }),
            Some(ballot) if ballot.voter.is_some() != (secrecy == Secrecy::Open) => Err(BoardRefusal::LineBroken { number }),
            Some(ballot) if !ballot.choice.fits(&card.draft) => Err(BoardRefusal::UnknownOption { number }),
            _ => Ok(entry),
        }
    };
    lines.iter().zip(1..).map(entry).collect()
}

fn in_order(board: &Board) -> Result<(), BoardRefusal> {
    let mut seen = BTreeSet::new();
    for ballot in board.ballots() {
        if !seen.insert(ballot.id) {
            return Err(BoardRefusal::BallotDoubled { id: ballot.id });
        }
    }
    if let Some(voter) = board.voters_twice().first() {
        return Err(BoardRefusal::BallotDoubled { id: *voter });
    }
    let ids: Vec<Uuid> = board.ballots().map(|ballot| ballot.id).collect();
    if ids.is_sorted() { Ok(()) } else { Err(BoardRefusal::OutOfOrder) }
}

fn complete(card: &RuleCard, board: &Board) -> Result<(), BoardRefusal> {
    let (said, found) = (i64::from(board.header.ballots), board.entries.len() as i64);
    if found < said {
        return Err(BoardRefusal::BallotsMissing { said, found });
    }
    if found > said {
        return Err(BoardRefusal::BallotsAdded { said, found });
    }
    let weight: u64 = board.ballots().map(super::Ballot::weight).sum();
    let marks_fit = board.header.ballots <= board.header.marked && board.header.marked <= card.on_roll;
    let weights_fit = weight <= card.weight_on_roll && board.header.present <= card.weight_on_roll;
    if marks_fit && weights_fit { Ok(()) } else { Err(BoardRefusal::MoreThanRoll) }
}

/// Why a published file was not found in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardRefusal {
    /// Not the file of a vote, or damaged.
    FileBroken,
    /// Of a version this recount does not know.
    FormatUnknown,
    /// The rule card cannot be read.
    CardBroken,
    /// The header cannot be read.
    HeaderBroken,
    /// The board belongs to another rule card.
    OtherCard,
    /// A line cannot be read.
    LineBroken {
        /// Its number, from 1.
        number: i64,
    },
    /// A ballot names what is not on the card.
    UnknownOption {
        /// Its line, from 1.
        number: i64,
    },
    /// A ballot, or a voter of an open vote, comes twice.
    BallotDoubled {
        /// The ballot's or the voter's id.
        id: Uuid,
    },
    /// The ballots are not in the order of their ids.
    OutOfOrder,
    /// Fewer ballots than the header says.
    BallotsMissing {
        /// What the header says.
        said: i64,
        /// How many there are.
        found: i64,
    },
    /// More ballots than the header says.
    BallotsAdded {
        /// What the header says.
        said: i64,
        /// How many there are.
        found: i64,
    },
    /// More ballots than marks, more marks than members, or more weight than the roll has.
    MoreThanRoll,
    /// The lines do not give the root: a ballot, the header or the root was altered.
    Altered,
    /// The file is sound in itself, but its root is not the one that was written down.
    OtherRoot,
    /// The seed is not the committed one.
    SeedWrong,
    /// The recount comes to another result than the published one.
    ResultWrong,
}

impl Refusal for BoardRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::FileBroken => Reason::new("board_file_broken"),
            Self::FormatUnknown => Reason::new("board_format_unknown"),
            Self::CardBroken => Reason::new("board_card_broken"),
            Self::HeaderBroken => Reason::new("board_header_broken"),
            Self::OtherCard => Reason::new("board_other_card"),
            Self::LineBroken { number } => Reason::new("board_line_broken").with("number", number),
            Self::UnknownOption { number } => Reason::new("board_unknown_option").with("number", number),
            Self::BallotDoubled { id } => Reason::new("board_ballot_doubled").with("id", id.to_string()),
            Self::OutOfOrder => Reason::new("board_out_of_order"),
            Self::BallotsMissing { said, found } => Reason::new("board_ballots_missing").with("said", said).with("found", found),
            Self::BallotsAdded { said, found } => Reason::new("board_ballots_added").with("said", said).with("found", found),
            Self::MoreThanRoll => Reason::new("board_more_than_roll"),
            Self::Altered => Reason::new("board_altered"),
            Self::OtherRoot => Reason::new("board_other_root"),
            Self::SeedWrong => Reason::new("board_seed_wrong"),
            Self::ResultWrong => Reason::new("board_result_wrong"),
        }
    }
}
