//! The canonical text of a rule card, and its fingerprint. The form is described in FORMAT.md.

use super::card::{CardDraft, Closing, Electorate, Method, RuleCard, SCORE_MOST, Secrecy};
use super::{Base, Digest, Share, TieBreak, entry};
use crate::Instant;
use crate::offers::ProofNeed;
use std::fmt::Write;
use uuid::Uuid;

/// The first line; its number goes up when the form changes.
const FIRST_LINE: &str = "shangmeng rule card 1";

impl RuleCard {
    /// The canonical text: lines ended by LF, fields parted by TAB.
    #[must_use]
    pub fn text(&self) -> String {
        let draft = &self.draft;
        let mut text = format!("{FIRST_LINE}\nvote\t{}\nquestion\t{}\n", self.vote, draft.question);
        let method = match draft.method {
            Method::YesNo => "yes_no".to_owned(),
            Method::Choose { most } => format!("choose\t{most}"),
            Method::Score => format!("score\t{SCORE_MOST}"),
        };
        let mut line = |name: &str, rest: &str| writeln!(text, "{name}\t{rest}").unwrap_or_default();
        line("method", &method);
        for (option, number) in draft.options.iter().zip(1_u32..) {
            line("option", &format!("{number}\t{option}"));
        }
        line("seats", &draft.seats.to_string());
        line("electorate", &format!("{}\t{}", draft.electorate.code(), draft.electorate_note));
        line("proof", draft.proof.code());
        line("roll", &format!("{}\t{}", self.on_roll, self.weight_on_roll));
        line("secrecy", draft.secrecy.code());
        line("quorum", &format!("{}\t{}", draft.quorum_base.code(), draft.quorum));
        line("pass", &format!("{}\t{}", draft.pass_base.code(), draft.pass));
        line("ties", &draft.ties.iter().map(|tie| tie.code()).collect::<Vec<_>>().join(","));
        line("opens", &self.opens_at.millis().to_string());
        line("closes", &self.closes_at.millis().to_string());
        line("seed", &self.seed_commitment.to_string());
        text
    }

    /// SHA-256 of the canonical text: what people compare.
    #[must_use]
    pub fn fingerprint(&self) -> Digest {
        Digest::of(&[self.text().as_bytes()])
    }

    /// Reads a canonical text. Nothing but exactly the canonical form is taken: what was read must write the same text again.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = Lines::of(text);
        lines.whole(FIRST_LINE)?;
        let vote = Uuid::parse_str(lines.next("vote")?).ok()?;
        let question = lines.next("question")?.to_owned();
        let method = match lines.next("method")?.split_once('\t') {
            None => Method::YesNo,
            Some(("choose", most)) => Method::Choose { most: most.parse().ok()? },
            Some(_) => Method::Score,
        };
        let mut options = Vec::new();
        while let Some(option) = lines.next("option") {
            options.push(option.split_once('\t')?.1.to_owned());
        }
        let seats = lines.next("seats")?.parse().ok()?;
        let (electorate, note) = lines.next("electorate")?.split_once('\t')?;
        let proof = ProofNeed::from_code(lines.next("proof")?)?;
        let (on_roll, weight) = lines.next("roll")?.split_once('\t')?;
        let secrecy = Secrecy::from_code(lines.next("secrecy")?)?;
        let (quorum_base, quorum) = based(lines.next("quorum")?)?;
        let (pass_base, pass) = based(lines.next("pass")?)?;
        let ties = match lines.next("ties")? {
            "" => Vec::new(),
            ties => ties.split(',').map(TieBreak::from_code).collect::<Option<_>>()?,
        };
        let opens_at = Instant::from_millis(lines.next("opens")?.parse().ok()?);
        let closes_at = Instant::from_millis(lines.next("closes")?.parse().ok()?);
        let seed_commitment = Digest::parse(lines.next("seed")?)?;
        let draft = CardDraft {
            question,
            options,
            method,
            seats,
            electorate: Electorate::from_code(electorate)?,
            electorate_note: note.to_owned(),
            proof,
            quorum_base,
            quorum,
            pass_base,
            pass,
            ties,
            secrecy,
            closing: Closing::At(closes_at),
        };
        let draft = draft.checked().ok().filter(CardDraft::is_of_lines)?;
        let (on_roll, weight_on_roll) = (on_roll.parse().ok()?, weight.parse().ok()?);
        let card = Self { vote, draft, on_roll, weight_on_roll, opens_at, closes_at, seed_commitment };
        (card.text() == text).then_some(card)
    }
}

impl CardDraft {
    /// Whether all its words can stand in a canonical line.
    pub(super) fn is_of_lines(&self) -> bool {
        let mut words = self.options.iter().chain([&self.question, &self.electorate_note]);
        words.all(|word| entry::is_line(word))
    }
}

fn based(text: &str) -> Option<(Base, Share)> {
    let (base, share) = text.split_once('\t')?;
    Some((Base::from_code(base)?, Share::parse(share)?))
}

/// Reads canonical lines by their names, in their order.
pub(super) struct Lines<'a> {
    rest: std::iter::Peekable<std::str::Lines<'a>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { rest: text.lines().peekable() }
    }

    /// The next line is exactly this one.
    pub(super) fn whole(&mut self, line: &str) -> Option<()> {
        self.rest.next_if(|next| *next == line).map(|_| ())
    }

    /// What follows the name and its TAB in the next line; nothing when the next line has another name.
    pub(super) fn next(&mut self, name: &str) -> Option<&'a str> {
        let of = |line: &'a str| line.strip_prefix(name).and_then(|rest| rest.strip_prefix('\t'));
        let found = self.rest.peek().copied().and_then(of)?;
        self.rest.next();
        Some(found)
    }
}
