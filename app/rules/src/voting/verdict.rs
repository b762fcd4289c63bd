//! The verdict, with the arithmetic it rests on.

use super::card::{CardDraft, Method, RuleCard, SCORE_MOST};
use super::{Arithmetic, Base, BoardHeader, Digest, OptionCount, Share, Tally, TieBreak};
use std::cmp::Ordering;

/// How a vote ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The question passed, or somebody was elected.
    Passed,
    /// It did not, or nobody was.
    Failed,
    /// The quorum was missed: neither passed nor failed.
    Void,
}

impl Outcome {
    /// The word in tables and result texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Void => "void",
        }
    }

    /// The outcome of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Passed, Self::Failed, Self::Void].into_iter().find(|outcome| outcome.code() == code)
    }
}

/// What became of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Reached its share and has one of the seats.
    Elected,
    /// Reached its share; the seats were taken, or the vote is void.
    Reached,
    /// Did not reach its share.
    Short,
}

impl Standing {
    /// The word in result texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Elected => "elected",
            Self::Reached => "reached",
            Self::Short => "short",
        }
    }
}

/// The draw: the seed that was committed to before anybody voted, mixed with the root that nobody knew before everybody had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draw(Digest);

impl Draw {
    /// SHA-256 of the seed's 32 bytes and the root's 32 bytes.
    #[must_use]
    pub fn of(seed: &[u8; 32], root: &Digest) -> Self {
        Self(Digest::of(&[seed, root.bytes()]))
    }

    /// An option's lot: SHA-256 of the draw's 32 bytes and the option's number in decimal digits. The smallest lot comes first.
    #[must_use]
    pub fn lot(&self, option: u16) -> Digest {
        Digest::of(&[self.0.bytes(), option.to_string().as_bytes()])
    }
}

/// An option with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The option's number, from 1.
    pub option: u16,
    /// What was counted for it.
    pub count: OptionCount,
    /// Against the pass share.
    pub share: Arithmetic,
    /// What became of it.
    pub standing: Standing,
}

/// Two neighbours of the ranking with the same count, and what parted them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// The option that was put first.
    pub first: u16,
    /// The one after it.
    pub then: u16,
    /// By what.
    pub by: TieBreak,
}

/// The verdict of a vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How it ended.
    pub outcome: Outcome,
    /// The quorum, measured against the roll.
    pub quorum: Arithmetic,
    /// For yes or no: those for it against the pass share.
    pub pass: Option<Arithmetic>,
    /// The options, best first; none for yes or no.
    pub ranking: Vec<Ranked>,
    /// Equal counts and what parted them.
    pub ties: Vec<Tie>,
}

/// The verdict over a tally. The header knows who was present, the draw parts what nothing else does.
#[must_use]
pub fn verdict(card: &RuleCard, tally: &Tally, header: &BoardHeader, draw: &Draw) -> Verdict {
    let draft = &card.draft;
    let of = |base| match base {
        Base::Cast => tally.cast,
        Base::Valid => tally.valid(),
        Base::YesNo => tally.yes + tally.no,
        Base::Roll => card.weight_on_roll,
        Base::Present => header.present,
    };
    let quorum = Arithmetic { got: of(draft.quorum_base), of: card.weight_on_roll, base: Base::Roll, needed: draft.quorum };
    if draft.method == Method::YesNo {
        let pass = Arithmetic { got: tally.yes, of: of(draft.pass_base), base: draft.pass_base, needed: draft.pass };
        let outcome = outcome(quorum.met(), pass.met());
        return Verdict { outcome, quorum, pass: Some(pass), ranking: Vec::new(), ties: Vec::new() };
    }
    let best = if draft.method == Method::Score { u64::from(SCORE_MOST) } else { 1 };
    let base = draft.pass_base;
    let (mut ranking, ties) = ranked(draft, tally, draw, |count| share(count, of(base) * best, base, draft.pass));
    let mut seats = if quorum.met() { draft.seats } else { 0 };
    for option in ranking.iter_mut().filter(|option| option.share.met()) {
        option.standing = if seats > 0 { Standing::Elected } else { Standing::Reached };
        seats = seats.saturating_sub(1);
    }
    let elected = ranking.iter().any(|option| option.standing == Standing::Elected);
    Verdict { outcome: outcome(quorum.met(), elected), quorum, pass: None, ranking, ties }
}

const fn share(count: &OptionCount, of: u64, base: Base, needed: Share) -> Arithmetic {
    Arithmetic { got: count.count, of, base, needed }
}

const fn outcome(quorate: bool, passed: bool) -> Outcome {
    match (quorate, passed) {
        (false, _) => Outcome::Void,
        (true, true) => Outcome::Passed,
        (true, false) => Outcome::Failed,
    }
}

fn ranked(draft: &CardDraft, tally: &Tally, draw: &Draw, share: impl Fn(&OptionCount) -> Arithmetic) -> (Vec<Ranked>, Vec<Tie>) {
    let numbered = tally.options.iter().zip(1_u16..);
    let mut ranking: Vec<Ranked> =
        numbered.map(|(count, option)| Ranked { option, count: *count, share: share(count), standing: Standing::Short }).collect();
    let by = |tie: TieBreak, one: &Ranked, other: &Ranked| match tie {
        TieBreak::OnlyChoice => other.count.only.cmp(&one.count.only),
        TieBreak::TopScores => other.count.tops.cmp(&one.count.tops),
        TieBreak::FewestZeros => one.count.zeros.cmp(&other.count.zeros),
        TieBreak::Draw => draw.lot(one.option).cmp(&draw.lot(other.option)),
    };
    let parted = |one: &Ranked, other: &Ranked| draft.ties.iter().map(|tie| (*tie, by(*tie, one, other))).find(|(_, order)| order.is_ne());
    ranking.sort_by(|one, other| {
        let by_count = other.count.count.cmp(&one.count.count);
        by_count.then_with(|| parted(one, other).map_or(Ordering::Equal, |(_, order)| order))
    });
    let equal = ranking.windows(2).filter(|pair| pair[0].count.count == pair[1].count.count);
    let ties = equal.filter_map(|pair| parted(&pair[0], &pair[1]).map(|(by, _)| Tie { first: pair[0].option, then: pair[1].option, by })).collect();
    (ranking, ties)
}
