//! What crosses the wire about charter and communities.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::charter::{CharterForm, CommunityForm};

/// Publishes a new version of the charter and gives its number; asks for a recent sign-in.
#[server(endpoint = "districts/publish_charter")]
pub async fn publish_charter(
    /// As typed.
    #[server(flatten)]
    form: CharterForm,
) -> Result<i64, AppError> {
    use super::{charter, doors::PUBLISH_CHARTER};
    use rules::charter::CharterRefusal;
    let new = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&PUBLISH_CHARTER).await?;
    act.within_alliance()?;
    act.fresh()?;
    if let Some(before) = act.sent_before(&form.id, &form).await? {
        return Ok(before);
    }
    let before = charter::charter_in_force(act.tx()).await?;
    if charter::is_the_same(&before, &new) {
        return Err(CharterRefusal::Unchanged.into());
    }
    if crate::voting::charter_vote_under_way(act.tx()).await? {
        return Err(CharterRefusal::VoteUnderWay.into());
    }
    let id = act.new_id();
    act.about(id);
    let number = charter::record_charter(act.tx(), id, &new, act.person(), act.now()).await?;
    act.commit(number).await
}

/// Puts a change of the charter to the vote of a meeting: under an agenda item that is about the charter, until its vote begins.
#[server(endpoint = "districts/propose_charter")]
pub async fn propose_charter(
    /// The meeting.
    meeting: String,
    /// The agenda item.
    item: String,
    /// As typed.
    #[server(flatten)]
    form: CharterForm,
) -> Result<(), AppError> {
    use super::{charter, doors::PROPOSE_CHARTER, proposal};
    use rules::charter::CharterRefusal;
    use rules::meetings::{ItemKind, MeetingState};
    use rules::voting::VoteState;
    let new = form.parse()?;
    let id = |typed: &str| typed.trim().parse::<uuid::Uuid>().map_err(|_| AppError::not_found());
    let (meeting, item) = (id(&meeting)?, id(&item)?);
    let mut act = crate::backend::Visit::current()?.begin(&PROPOSE_CHARTER).await?;
    act.within_alliance()?;
    let held = crate::meetings::brief(act.tx(), meeting).await?.ok_or_else(AppError::not_found)?;
    let over = matches!(held.state, MeetingState::Closed | MeetingState::Cancelled);
    let items = crate::meetings::items(act.tx(), meeting).await?;
    let about = items.iter().find(|known| known.id == item).ok_or_else(AppError::not_found)?;
    let begun = crate::voting::votes_about(act.tx(), item).await?.iter().any(|vote| vote.law.state != VoteState::Prepared);
    if about.kind != ItemKind::Charter || begun || over {
        return Err(CharterRefusal::NoProposalHere.into());
    }
    let before = charter::charter_in_force(act.tx()).await?;
    if charter::is_the_same(&before, &new) {
        return Err(CharterRefusal::Unchanged.into());
    }
    act.about(item);
    proposal::record_proposal(act.tx(), item, &new, act.now()).await?;
    act.commit(()).await
}

/// Enters a community, or renames the one with that id.
#[server(endpoint = "districts/record_community")]
pub async fn record_community(
    /// As typed.
    #[server(flatten)]
    form: CommunityForm,
) -> Result<(), AppError> {
    use super::{doors::RECORD_COMMUNITY, store};
    let name = form.parse()?;
    let id = form.id.parse().map_err(|_| crate::backend::UnreadableId)?;
    let mut act = crate::backend::Visit::current()?.begin(&RECORD_COMMUNITY).await?;
    act.within_alliance()?;
    act.about(id);
    store::record_community(act.tx(), id, &name).await??;
    act.commit(()).await
}
