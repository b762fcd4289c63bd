//! What parts options with the same count.

use super::Method;

/// What parts options with the same count; the last one is always the draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TieBreak {
    /// More ballots that name this option and no other.
    OnlyChoice,
    /// More highest scores.
    TopScores,
    /// Fewer scores of nought.
    FewestZeros,
    /// By the hash of the committed seed and the board's root.
    Draw,
}

impl TieBreak {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::OnlyChoice, Self::TopScores, Self::FewestZeros, Self::Draw];

    /// The word in forms and rule cards.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OnlyChoice => "only_choice",
            Self::TopScores => "top_scores",
            Self::FewestZeros => "fewest_zeros",
            Self::Draw => "draw",
        }
    }

    /// The tie-break of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tie| tie.code() == code)
    }

    /// Whether ballots of this method know it.
    #[must_use]
    pub const fn fits(self, method: Method) -> bool {
        match self {
            Self::OnlyChoice => matches!(method, Method::Choose { .. }),
            Self::TopScores | Self::FewestZeros => matches!(method, Method::Score),
            Self::Draw => !matches!(method, Method::YesNo),
        }
    }
}
