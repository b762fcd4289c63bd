//! What stands beside the items of an agenda: papers, votes, and a proposed change of the charter.

use super::store::{Item, Paper};
use super::{parts, votes};
use crate::backend::AppError;
use crate::t;
use crate::voting::{VoteLine, lines_of_meeting};
use leptos::prelude::*;
use rules::meetings::ItemKind;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// It, for all items of a meeting.
pub(super) struct Beside {
    pub papers: Vec<Paper>,
    pub lines: Vec<VoteLine>,
    proposed: Vec<Uuid>,
}

impl Beside {
    /// Reads it; `papers` are those that the visitor may read.
    pub(super) async fn load(db: &impl ConnectionTrait, meeting: Uuid, items: &[Item], papers: Vec<Paper>) -> Result<Self, AppError> {
        let mut proposed = Vec::new();
        for item in items.iter().filter(|item| item.terms.kind == ItemKind::Charter) {
            if crate::districts::charter_proposal(db, item.id).await?.is_some() {
                proposed.push(item.id);
            }
        }
        Ok(Self { papers, lines: lines_of_meeting(db, meeting).await?, proposed })
    }

    /// The way to the change of the charter that is proposed under an item.
    pub(super) fn proposal(&self, item: Uuid) -> Option<AnyView> {
        let link = || view! { <p><a href=format!("/charter/proposals/{item}")>{t!("meetings-charter-proposal")}</a></p> }.into_any();
        self.proposed.contains(&item).then(link)
    }

    /// An item's proposal, papers and votes, for readers.
    pub(super) fn under(&self, item: &Item) -> AnyView {
        let own = votes::of_item(&self.lines, item.id);
        let list = (!own.is_empty()).then(|| votes::list(&own, "/votes", false));
        view! { {self.proposal(item.id)} {parts::paper_list(&self.papers, item.id, |_| ().into_any())} {list} }.into_any()
    }
}
