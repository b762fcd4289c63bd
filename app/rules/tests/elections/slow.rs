//! The reference: the same counting, written a second time from the description, slowly and without thinking of speed. Options are ranked by looking
//! for the best again and again, shares are compared digit by digit, and nothing is taken from the law but the data.

use rules::voting::{Base, Choice, Digest, Method, Secrecy, Standing, TieBreak};
use std::collections::BTreeMap;

use super::random::Held;

/// What the reference found, in words that can be compared.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub outcome: &'static str,
    pub quorum: (u64, u64, bool),
    pub pass: Option<(u64, u64, bool)>,
    /// Option, count, standing.
    pub ranking: Vec<(u16, u64, &'static str)>,
}

/// Ballots, one voice each: a ballot of weight three is three voices.
fn voices(held: &Held) -> Vec<Choice> {
    let mut voices = Vec::new();
    for ballot in held.board.ballots() {
        for _ in 0..ballot.weight() {
            voices.push(ballot.choice.clone());
        }
    }
    voices
}

/// Long division: whether got/of reaches (or exceeds) the share's fraction, digit by digit in base 10.
fn enough(got: u64, of: u64, share: &str) -> bool {
    if of == 0 {
        return share == ">=0/1";
    }
    let beyond = !share.starts_with(">=");
    let (above, below) = share.trim_start_matches(['>', '=']).split_once('/').expect("a fraction");
    let (mut one, mut other) = (got, above.parse::<u64>().expect("a number"));
    let (one_of, other_of) = (of, below.parse::<u64>().expect("a number"));
    for _ in 0..60 {
        let (digit, other_digit) = (one / one_of, other / other_of);
        if digit != other_digit {
            return digit > other_digit;
        }
        one = one % one_of * 10;
        other = other % other_of * 10;
    }
    !beyond
}

pub fn count(held: &Held) -> Found {
    let draft = &held.card.draft;
    let voices = voices(held);
    let number = |of: fn(&Choice) -> bool| voices.iter().filter(|voice| of(voice)).count() as u64;
    let spoiled = number(|voice| *voice == Choice::Spoiled);
    let of_base = |base: Base| match base.code() {
        "cast" => voices.len() as u64,
        "valid" => voices.len() as u64 - spoiled,
        "yes_no" => number(|voice| *voice == Choice::Yes || *voice == Choice::No),
        "roll" => held.card.weight_on_roll,
        _ => held.board.header.present,
    };
    let quorum = (of_base(draft.quorum_base), held.card.weight_on_roll);
    let quorate = enough(quorum.0, quorum.1, &draft.quorum.to_string());
    let quorum = (quorum.0, quorum.1, quorate);
    if draft.method == Method::YesNo {
        let pass = (number(|voice| *voice == Choice::Yes), of_base(draft.pass_base));
        let passed = enough(pass.0, pass.1, &draft.pass.to_string());
        let outcome = if !quorate {
            "void"
        } else if passed {
            "passed"
        } else {
            "failed"
        };
        return Found { outcome, quorum, pass: Some((pass.0, pass.1, passed)), ranking: Vec::new() };
    }
    let best = if draft.method == Method::Score { 5 } else { 1 };
    let draw = Digest::of(&[&held.seed, held.board.root().bytes()]);
    let mut left: Vec<u16> = (1..=draft.options.len() as u16).collect();
    let mut seats = if quorate { draft.seats } else { 0 };
    let mut ranking = Vec::new();
    while !left.is_empty() {
        let keys: BTreeMap<Vec<i128>, u16> = left.iter().map(|option| (key(held, &voices, &draw, *option), *option)).collect();
        let (key, option) = keys.last_key_value().expect("one is left");
        let reached = enough(key[0] as u64, of_base(draft.pass_base) * best, &draft.pass.to_string());
        let standing = if !reached {
            Standing::Short
        } else if seats > 0 {
            seats -= 1;
            Standing::Elected
        } else {
            Standing::Reached
        };
        ranking.push((*option, key[0] as u64, standing.code()));
        left.retain(|other| other != option);
    }
    let elected = ranking.iter().any(|(_, _, standing)| *standing == "elected");
    let outcome = if !quorate {
        "void"
    } else if elected {
        "passed"
    } else {
        "failed"
    };
    Found { outcome, quorum, pass: None, ranking }
}

/// What an option is compared by, greater being better: its count, then the card's ties in their order.
fn key(held: &Held, voices: &[Choice], draw: &Digest, option: u16) -> Vec<i128> {
    let mut counted = (0_i128, 0_i128, 0_i128, 0_i128);
    for voice in voices {
        match voice {
            Choice::Picks(picks) if picks.contains(&option) => {
                counted.0 += 1;
                counted.1 += i128::from(picks.len() == 1);
            }
            Choice::Scores(scores) => {
                let score = scores[usize::from(option) - 1];
                counted.0 += i128::from(score);
                counted.2 += i128::from(score == 5);
                counted.3 += i128::from(score == 0);
            }
            _ => {}
        }
    }
    let mut key = vec![counted.0];
    for tie in &held.card.draft.ties {
        match tie {
            TieBreak::OnlyChoice => key.push(counted.1),
            TieBreak::TopScores => key.push(counted.2),
            TieBreak::FewestZeros => key.push(-counted.3),
            TieBreak::Draw => {
                let lot = Digest::of(&[draw.bytes(), option.to_string().as_bytes()]);
                key.extend(lot.bytes().chunks(8).map(|chunk| -chunk.iter().fold(0_i128, |sum, byte| sum * 256 + i128::from(*byte))));
            }
        }
    }
    key
}

/// What the draft and the ballots had to do with each other; a control that the random votes reach every corner.
pub fn corner(held: &Held) -> String {
    let draft = &held.card.draft;
    let method = match draft.method {
        Method::YesNo => "yes_no",
        Method::Choose { .. } => "choose",
        Method::Score => "score",
    };
    let secrecy = match draft.secrecy {
        Secrecy::Open => "open",
        Secrecy::Secret => "secret",
        Secrecy::Sealed => "sealed",
    };
    format!("{method} {secrecy}")
}
