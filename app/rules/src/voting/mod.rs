//! Voting: how the alliance and its residents decide, and how anybody can check that they did.
//!
//! A vote is prepared as a [`CardDraft`]; **opening** fixes its [`RuleCard`], with the fingerprint everybody can compare, and freezes the **roll**. Who
//! may cast is judged by [`CastFacts`]; a ballot is a [`Choice`] under a random id, answered with a [`Receipt`] that does not show the choice. After
//! **closing**, the ballots are put in the order of their ids: that is the [`Board`], and its Merkle root is what minutes, projector and receipts show.
//! **Counting** and **publishing** are two acts of two people ([`Vote::apply`]); the count itself ([`tally`], [`verdict`]) knows only integers. What is
//! published can be recounted by anyone, without the portal: [`recount`] here, and a page of plain JavaScript that was written from the same
//! description ([`export`]). Used by meetings and awards.

mod ballot;
mod ballot_form;
mod board;
mod card;
mod card_form;
mod card_text;
mod cast;
mod choice;
mod digest;
pub mod entry;
pub mod export;
mod life;
mod life_refusals;
mod merkle;
mod paper;
mod receipt;
mod recount;
mod rest;
mod result;
mod roll;
mod share;
mod tally;
#[cfg(test)]
mod tests;
mod ties;
mod verdict;

pub use ballot::{Ballot, Entry, Salt, Voter};
pub use ballot_form::{BallotForm, BallotRefusal};
pub use board::{Board, BoardHeader};
pub use card::{CardDraft, CardRefusal, Closing, Electorate, Method, RuleCard, SCORE_MOST, Secrecy};
pub use card_form::RuleCardForm;
pub use cast::{CastFacts, CastRefusal, Casting, Known, Mark, may_mark_paper};
pub use choice::Choice;
pub use digest::Digest;
pub use entry::EntryRefusal;
pub use export::Export;
pub use life::{Effect, Step, Vote, VoteState};
pub use life_refusals::VoteRefusal;
pub use merkle::{InclusionProof, leaf, prove, root};
pub use paper::{Channels, PaperEntry, PaperRefusal, PaperSheet, PaperStanding, may_add_sheet, papers_settled};
pub use receipt::{Receipt, ReceiptRefusal, SignedReceipt};
pub use recount::{BoardRefusal, Recount, recount};
pub use rest::{COMPACTED_AT_ONCE, may_compact};
pub use roll::{Roll, RollMember, SECRET_ROLL_LEAST, Stay, WEIGHT_MOST, present_weight, weights};
pub use share::{Arithmetic, Base, Share};
pub use tally::{OptionCount, Tally, tally};
pub use ties::TieBreak;
pub use verdict::{Draw, Outcome, Ranked, Standing, Tie, Verdict, verdict};
