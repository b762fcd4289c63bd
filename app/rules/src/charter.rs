//! The charter, and the communities of the residents' tree: what their forms ask.

use crate::writing::{Unfit, lines};
use crate::{Check, FormRefusal, Reason, Refusal};
use serde::{Deserialize, Serialize};

/// The longest charter, in characters.
pub const CHARTER_MOST: usize = 20_000;
/// The longest name of a community, in characters.
pub const COMMUNITY_MOST: usize = 20;
/// The longest reason of an office's act, in characters.
pub const REASON_MOST: usize = 200;

/// A new version of the charter, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CharterForm {
    /// The form's own id.
    pub id: String,
    /// The text (Markdown); this one binds.
    pub text: String,
    /// Its English translation; may be missing.
    pub text_en: String,
    /// Why it changes.
    pub reason: String,
}

/// A charter that can be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charter {
    /// The binding text.
    pub text: String,
    /// Its translation, if there is one.
    pub text_en: Option<String>,
    /// Why it changes.
    pub reason: String,
}

impl CharterForm {
    /// Checks all fields.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<Charter, FormRefusal> {
        let mut check = Check::default();
        let text = check.field("text", self::text(&self.text, CHARTER_MOST));
        let text_en = match self.text_en.trim() {
            "" => Some(None),
            _ => check.field("text_en", self::text(&self.text_en, CHARTER_MOST)).map(Some),
        };
        let reason = check.field("reason", reason(&self.reason));
        check.finish(|| Some(Charter { text: text?, text_en: text_en?, reason: reason? }))
    }
}

/// A community, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommunityForm {
    /// The community's id: made by the form's page for a new one.
    pub id: String,
    /// Its name, e.g. 兴隆街社区.
    pub name: String,
}

impl CommunityForm {
    /// The name, cleaned.
    ///
    /// # Errors
    /// Missing, too long, or with characters that cannot be printed.
    pub fn parse(&self) -> Result<String, FormRefusal> {
        let mut check = Check::default();
        let name = check.field("name", text(&self.name, COMMUNITY_MOST));
        check.finish(|| name)
    }
}

/// The reason of an office's act.
///
/// # Errors
/// Missing, too long, or with characters that cannot be printed.
pub fn reason(typed: &str) -> Result<String, TextRefusal> {
    text(typed, REASON_MOST)
}

/// A text that says something. A tab, as editors put it before a list's second level, becomes spaces.
fn text(typed: &str, most: usize) -> Result<String, TextRefusal> {
    match lines(&typed.replace('\t', "    "), most) {
        Ok(text) if text.is_empty() => Err(TextRefusal::Missing),
        Ok(text) => Ok(text),
        Err(Unfit::TooLong { count }) => Err(TextRefusal::TooLong { most, count }),
        Err(Unfit::Unprintable) => Err(TextRefusal::Unprintable),
    }
}

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRefusal {
    /// Nothing was typed.
    Missing,
    /// Too long.
    TooLong {
        /// Characters allowed.
        most: usize,
        /// Characters typed.
        count: usize,
    },
    /// Characters that cannot be printed.
    Unprintable,
}

impl Refusal for TextRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::Missing => Reason::new("text_missing"),
            Self::TooLong { most, count } => Reason::new("text_too_long").with("most", most as i64).with("count", count as i64),
            Self::Unprintable => Reason::new("entry_unprintable"),
        }
    }
}

/// Why an act about charter or communities was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CharterRefusal {
    /// The text is the one in force.
    Unchanged,
    /// A shop can only accept the version in force; this one is older.
    NotInForce {
        /// The version in force.
        number: i64,
    },
    /// There is a community of that name.
    CommunityKnown,
    /// The agenda item is not about the charter, or its vote has begun.
    NoProposalHere,
    /// The charter has changed since the proposal was written.
    ProposalOutdated {
        /// The version in force.
        number: i64,
    },
    /// Another change of the charter is being voted on, or waits to be published.
    VoteUnderWay,
    /// A vote on the charter needs a text to vote on, and is answered with for or against.
    VoteNeedsProposal,
}

impl Refusal for CharterRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::Unchanged => Reason::new("charter_unchanged"),
            Self::NotInForce { number } => Reason::new("charter_not_in_force").with("number", *number),
            Self::CommunityKnown => Reason::new("community_known"),
            Self::NoProposalHere => Reason::new("charter_no_proposal_here"),
            Self::ProposalOutdated { number } => Reason::new("charter_proposal_outdated").with("number", *number),
            Self::VoteUnderWay => Reason::new("charter_vote_under_way"),
            Self::VoteNeedsProposal => Reason::new("charter_vote_needs_proposal"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charter_needs_text_and_reason() {
        let refused = CharterForm { text: " \n".into(), reason: "长".repeat(201), ..Default::default() }.parse().expect_err("two bad fields");
        let codes: Vec<_> = refused.fields.iter().map(|field| (field.field, field.reason.code)).collect();
        assert_eq!(codes, [("text", "text_missing"), ("reason", "text_too_long")]);
        let good = CharterForm { text: "一\r\n二".into(), reason: "首版".into(), ..Default::default() }.parse().expect("good");
        assert_eq!((good.text.as_str(), good.text_en), ("一\n二", None));
    }
}
