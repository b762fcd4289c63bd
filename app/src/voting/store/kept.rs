//! A vote's row as the law sees it.

use crate::voting::entity::vote;
use rules::Instant;
use rules::voting::{CardDraft, Digest, Outcome, RuleCard, RuleCardForm, Vote, VoteState};
use sea_orm::DbErr;
use uuid::Uuid;

/// What a vote is about, and who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// An item of a meeting's agenda.
    Item {
        /// The meeting.
        meeting: Uuid,
        /// The item.
        item: Uuid,
    },
    /// A category of an award, asked of the merchants at a meeting.
    MeetingChannel {
        /// The meeting.
        meeting: Uuid,
        /// The category.
        category: Uuid,
    },
    /// A category of an award, asked of the residents.
    ResidentsChannel {
        /// The category.
        category: Uuid,
    },
}

impl About {
    /// The word in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Item { .. } => "item",
            Self::MeetingChannel { .. } => "meeting_channel",
            Self::ResidentsChannel { .. } => "residents_channel",
        }
    }

    /// The agenda item or the award's category.
    #[must_use]
    pub const fn subject(self) -> Uuid {
        match self {
            Self::Item { item, .. } => item,
            Self::MeetingChannel { category, .. } | Self::ResidentsChannel { category } => category,
        }
    }

    /// The meeting it is held in.
    #[must_use]
    pub const fn meeting(self) -> Option<Uuid> {
        match self {
            Self::Item { meeting, .. } | Self::MeetingChannel { meeting, .. } => Some(meeting),
            Self::ResidentsChannel { .. } => None,
        }
    }
}

/// A vote as it is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub about: About,
    /// The district whose officers conduct it; nothing when only the alliance's office does.
    pub place: Option<Uuid>,
    /// How far its procedure has come.
    pub law: Vote,
    /// The row.
    pub row: vote::Model,
}

impl Kept {
    pub(super) fn of(row: vote::Model) -> Result<Self, DbErr> {
        read(&row).map(|(about, law)| Self { id: row.id, about, place: row.place, law, row: row.clone() }).ok_or_else(|| unreadable(&row))
    }

    /// What was prepared: the rule card's own words once there is one.
    #[must_use]
    pub fn draft(&self) -> &CardDraft {
        self.law.card.as_ref().map_or(&self.law.draft, |card| &card.draft)
    }

    /// The result that was counted, where it may be shown.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.row.outcome.as_deref().filter(|_| self.law.state.shows_result()).and_then(Outcome::from_code)
    }

    /// Whether it is one of an award's votes, which ranks and elects nobody: the award goes by the score.
    #[must_use]
    pub const fn of_award(&self) -> bool {
        !matches!(self.about, About::Item { .. })
    }

    /// Who has to stand aside: voices, and in an award's votes the merchants whose people do.
    #[must_use]
    pub fn recused(&self) -> Vec<Uuid> {
        serde_json::from_str(&self.row.recused).unwrap_or_default()
    }

    /// The seed's bytes.
    #[must_use]
    pub fn seed(&self) -> Option<[u8; 32]> {
        self.row.seed.as_deref().and_then(Digest::parse).map(|bytes| *bytes.bytes())
    }
}

fn unreadable(row: &vote::Model) -> DbErr {
    DbErr::Type(format!("vote {}: unreadable", row.id))
}

fn read(row: &vote::Model) -> Option<(About, Vote)> {
    let about = match (row.about.as_str(), row.meeting) {
        ("item", Some(meeting)) => About::Item { meeting, item: row.subject },
        ("meeting_channel", Some(meeting)) => About::MeetingChannel { meeting, category: row.subject },
        ("residents_channel", None) => About::ResidentsChannel { category: row.subject },
        _ => return None,
    };
    let card = match &row.card {
        Some(text) => Some(RuleCard::read(text)?),
        None => None,
    };
    let draft = match &card {
        Some(card) => card.draft.clone(),
        None => serde_json::from_str::<RuleCardForm>(&row.form).ok()?.parse().ok()?,
    };
    let law = Vote {
        id: row.id,
        draft,
        state: VoteState::from_code(&row.state)?,
        card,
        closed_at: row.closed_at.map(Instant::from_millis),
        root: row.root.as_deref().and_then(Digest::parse),
        appeal_until: row.appeal_until.map(Instant::from_millis),
        links_destroyed: row.links_destroyed,
        counted_by: row.counted_by,
        published_by: row.published_by,
    };
    Some((about, law))
}
