//! What a ballot says.

use super::card::{CardDraft, Method, SCORE_MOST};
use std::fmt;

/// What a ballot says, under the rule card's method.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Choice {
    /// 赞成.
    Yes,
    /// 反对.
    No,
    /// 弃权: valid, for nothing and nobody.
    Abstain,
    /// These options, by their numbers from 1, ascending.
    Picks(Vec<u16>),
    /// A score for every option, in their order.
    Scores(Vec<u8>),
    /// 废票: a paper that cannot be counted. Never from the web.
    Spoiled,
}

impl Choice {
    /// Reads the canonical wording: `yes`, `no`, `abstain`, `spoiled`, `pick 1,3`, `score 5,0,3`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let choice = match text {
            "yes" => Self::Yes,
            "no" => Self::No,
            "abstain" => Self::Abstain,
            "spoiled" => Self::Spoiled,
            _ => match text.split_once(' ')? {
                ("pick", picks) => Self::Picks(numbers(picks)?),
                ("score", scores) => Self::Scores(numbers(scores)?),
                _ => return None,
            },
        };
        (choice.to_string() == text).then_some(choice)
    }

    /// Whether the rule card knows such a ballot: its method, its options, not too many.
    #[must_use]
    pub fn fits(&self, card: &CardDraft) -> bool {
        let options = card.options.len();
        match (self, card.method) {
            (Self::Abstain | Self::Spoiled, _) | (Self::Yes | Self::No, Method::YesNo) => true,
            (Self::Picks(picks), Method::Choose { most }) => {
                let known = picks.iter().all(|pick| (1..=options).contains(&usize::from(*pick)));
                known && !picks.is_empty() && picks.len() <= usize::from(most) && picks.windows(2).all(|pair| pair[0] < pair[1])
            }
            (Self::Scores(scores), Method::Score) => scores.len() == options && scores.iter().all(|score| *score <= SCORE_MOST),
            _ => false,
        }
    }
}

fn numbers<N: std::str::FromStr>(text: &str) -> Option<Vec<N>> {
    text.split(',').map(|number| number.parse().ok()).collect()
}

/// The canonical wording.
impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn joined<N: ToString>(numbers: &[N]) -> String {
            numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
        }
        match self {
            Self::Yes => f.write_str("yes"),
            Self::No => f.write_str("no"),
            Self::Abstain => f.write_str("abstain"),
            Self::Spoiled => f.write_str("spoiled"),
            Self::Picks(picks) => write!(f, "pick {}", joined(picks)),
            Self::Scores(scores) => write!(f, "score {}", joined(scores)),
        }
    }
}
