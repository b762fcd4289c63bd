//! Random votes from a seed: every method, secrecy, base and tie-break, with papers, weights, removed ballots and many ties.

use rules::offers::ProofNeed;
use rules::voting::{
    Ballot, Base, Board, CardDraft, Channels, Choice, Closing, Digest, Electorate, Method, Roll, RollMember, RuleCard, SCORE_MOST, Salt, Secrecy,
    Share, TieBreak, Voter,
};
use rules::{Instant, MINUTE};
use uuid::Uuid;

/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, the same on every machine.
pub struct Chance(u64);

impl Chance {
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to just below.
    pub const fn below(&mut self, below: u64) -> u64 {
        self.next() % below
    }

    pub const fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }

    pub const fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn one_of<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize].clone()
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.next() as u8)
    }

    pub fn id(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}

/// A vote that was held.
pub struct Held {
    pub card: RuleCard,
    pub board: Board,
    pub seed: [u8; 32],
}

const WORDS: [&str; 6] = ["示例面包房", "示例己大药房", "K1 咖啡", "“引号” & <尖>", "emoji 🍞", "Wanda \\ tea"];

fn share(chance: &mut Chance, or_none: bool) -> Share {
    let shares =
        [Share::more_than(1, 2), Share::at_least(1, 2), Share::at_least(2, 3), Share::at_least(3, 4), Share::at_least(1, 1), Share::more_than(0, 1)];
    match chance.below(8) {
        0 => Share::at_least(chance.between(1, 10_000) as u32, 10_000),
        1 if or_none => Some(Share::none()),
        _ => chance.one_of(&shares),
    }
    .expect("a share")
}

fn ties(chance: &mut Chance, method: Method) -> Vec<TieBreak> {
    let mut ties: Vec<TieBreak> = TieBreak::ALL.into_iter().filter(|tie| *tie != TieBreak::Draw && tie.fits(method) && chance.happens(50)).collect();
    if chance.happens(50) {
        ties.reverse();
    }
    if method != Method::YesNo {
        ties.push(TieBreak::Draw);
    }
    ties
}

/// A draft whose parts fit each other.
pub fn draft(chance: &mut Chance) -> CardDraft {
    let count = chance.between(2, 7) as usize;
    let method = match chance.below(3) {
        0 => Method::YesNo,
        1 => Method::Choose { most: chance.between(1, count as u64) as u16 },
        _ => Method::Score,
    };
    let elects = method != Method::YesNo;
    let options = if elects { (0..count).map(|number| format!("{} {number}", chance.one_of(&WORDS))).collect() } else { Vec::new() };
    let electorate = chance.one_of(&Electorate::ALL);
    let bases: Vec<Base> = Base::ALL
        .into_iter()
        .filter(|base| (*base != Base::YesNo || !elects) && (*base != Base::Present || electorate == Electorate::Merchants))
        .collect();
    let quorum_bases: Vec<Base> = bases.iter().copied().filter(|base| *base != Base::Roll).collect();
    CardDraft {
        question: format!("是否同意{}？", chance.one_of(&WORDS)),
        options,
        method,
        seats: if elects { chance.between(1, count as u64 - 1) as u16 } else { 1 },
        electorate,
        electorate_note: chance.one_of(&["", "三个商圈的会员商户"]).to_owned(),
        proof: chance.one_of(&[ProofNeed::Number, ProofNeed::Person]),
        quorum_base: chance.one_of(&quorum_bases),
        quorum: share(chance, true),
        pass_base: chance.one_of(&bases),
        pass: share(chance, false),
        ties: ties(chance, method),
        secrecy: chance.one_of(&Secrecy::ALL),
        closing: Closing::After(chance.between(1, 600) as u16),
    }
    .checked()
    .expect("parts that fit")
}

/// A choice under this draft; few different ones, so that counts are often equal.
pub fn choice(chance: &mut Chance, draft: &CardDraft) -> Choice {
    let options = draft.options.len() as u64;
    match (chance.below(20), draft.method) {
        (0, _) => Choice::Abstain,
        (1, _) => Choice::Spoiled,
        (_, Method::YesNo) => chance.one_of(&[Choice::Yes, Choice::Yes, Choice::No]),
        (_, Method::Choose { most }) => {
            let mut picks: Vec<u16> = (0..chance.between(1, most.into())).map(|_| chance.between(1, options) as u16).collect();
            picks.sort_unstable();
            picks.dedup();
            Choice::Picks(picks)
        }
        (_, Method::Score) => Choice::Scores((0..options).map(|_| chance.one_of(&[0, 3, 4, SCORE_MOST])).collect()),
    }
}

/// A whole vote of up to so many on the roll.
pub fn held(chance: &mut Chance, most: u64) -> Held {
    let draft = draft(chance);
    let open = draft.secrecy == Secrecy::Open;
    let weighty = open && chance.happens(50);
    let size = chance.between(if open { 1 } else { 5 }, most);
    let members: Vec<RollMember> =
        (0..size).map(|_| RollMember { voter: chance.id(), weight: if weighty { chance.between(1, 9) as u32 } else { 1 }, recused: false }).collect();
    let roll = Roll::of(&members, draft.secrecy).expect("a roll");
    let seed: [u8; 32] = chance.bytes();
    let now = Instant::parse("2026-11-27T14:00+08:00").expect("a moment").plus(chance.below(1_000_000) as i64 * MINUTE);
    let card = draft.fix(chance.id(), &roll, Digest::of(&[&seed]), now).expect("a card");
    let turnout = chance.one_of(&[0, 40, 70, 100]);
    let mut ballots: Vec<Ballot> = Vec::new();
    for (voter, weight) in roll.members() {
        if chance.happens(turnout) {
            let voter = open.then(|| Voter { weight, id: voter, name: chance.one_of(&WORDS).to_owned() });
            ballots.push(Ballot { id: chance.id(), choice: choice(chance, &draft), salt: Salt::from_bytes(chance.bytes()), voter });
        }
    }
    let (cast, on_roll) = (ballots.len() as u32, roll.count());
    let marked = cast + chance.below(u64::from(on_roll - cast).min(2) + 1) as u32;
    let present = if draft.electorate == Electorate::Merchants { chance.below(roll.weight() + 1) } else { 0 };
    let paper = chance.below(u64::from(cast) + 1) as u32;
    let removed: Vec<Uuid> =
        if draft.secrecy == Secrecy::Sealed { ballots.iter().filter(|_| chance.happens(10)).map(|ballot| ballot.id).collect() } else { Vec::new() };
    let board = Board::of(&card, ballots, marked, present, Channels::shown(cast - paper, paper)).without(&removed);
    Held { card, board, seed }
}
