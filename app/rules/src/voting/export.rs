#![doc = include_str!("FORMAT.md")]

use super::{Board, BoardRefusal, Draw, RuleCard, tally, verdict};
use serde::{Deserialize, Serialize};

/// The name and version of the form.
pub const FORMAT: &str = "shangmeng-board/1";

/// The file that is published: an envelope around canonical texts, so that both recounts hash the very bytes they read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// [`FORMAT`].
    pub format: String,
    /// The rule card's canonical text.
    pub card: String,
    /// The board's header.
    pub header: String,
    /// The board's lines below the header.
    pub ballots: Vec<String>,
    /// The board's root.
    pub root: String,
    /// The seed, 32 bytes; the rule card holds the commitment to it.
    pub seed: String,
    /// The result's canonical text.
    pub result: String,
}

impl Export {
    /// The file of a counted vote.
    #[must_use]
    pub fn of(card: &RuleCard, board: &Board, seed: &[u8; 32]) -> Self {
        let root = board.root();
        let counted = tally(&card.draft, board.ballots());
        let verdict = verdict(card, &counted, &board.header, &Draw::of(seed, &root));
        Self {
            format: FORMAT.to_owned(),
            card: card.text(),
            header: board.header.text(),
            ballots: board.entries.iter().map(super::Entry::line).collect(),
            root: root.to_string(),
            seed: super::digest::hex(seed),
            result: verdict.text(&counted),
        }
    }

    /// The file's text.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Reads the envelope; what is in it is not looked at yet.
    ///
    /// # Errors
    /// [`BoardRefusal::FileBroken`], or [`BoardRefusal::FormatUnknown`] for another version.
    pub fn read(file: &[u8]) -> Result<Self, BoardRefusal> {
        let file = std::str::from_utf8(file).map_err(|_| BoardRefusal::FileBroken)?;
        let file = file.strip_prefix('\u{feff}').unwrap_or(file);
        // An array of the members' values would be read as well, were it not for the brace.
        let export = Some(file).filter(|file| file.trim_start().starts_with('{')).and_then(|file| serde_json::from_str::<Self>(file).ok());
        let export = export.ok_or(BoardRefusal::FileBroken)?;
        if export.format == FORMAT { Ok(export) } else { Err(BoardRefusal::FormatUnknown) }
    }
}
