//! Conducting a vote.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::voting::RuleCardForm;
use serde::{Deserialize, Serialize};

/// A vote that was prepared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteId {
    /// Its id.
    pub vote: String,
}

/// Prepares a vote on an agenda item, or changes one that is not open yet.
#[server(endpoint = "voting/prepare_vote")]
pub async fn prepare_vote(
    /// The vote's id, made with the form.
    id: String,
    /// The meeting.
    meeting: String,
    /// The agenda item.
    item: String,
    /// As typed.
    #[server(flatten)]
    form: RuleCardForm,
) -> Result<VoteId, AppError> {
    use super::super::{NewVote, doors::PREPARE_VOTE, prepare, store::About};
    use rules::meetings::{InvitationRefusal, MeetingState};
    let (vote, meeting, item) = (super::id(&id)?, super::id(&meeting)?, super::id(&item)?);
    let draft = form.of_meeting()?;
    let mut act = crate::backend::Visit::current()?.begin(&PREPARE_VOTE).await?;
    let brief = crate::meetings::brief(act.tx(), meeting).await?.ok_or_else(AppError::not_found)?;
    act.within(brief.host.place())?;
    if matches!(brief.state, MeetingState::Closed | MeetingState::Cancelled) {
        return Err(InvitationRefusal::MeetingOver.into());
    }
    if !crate::meetings::items(act.tx(), meeting).await?.iter().any(|known| known.id == item) {
        return Err(AppError::not_found());
    }
    act.about(vote);
    let new = NewVote { id: vote, about: About::Item { meeting, item }, place: Some(brief.host.place()), draft, form };
    prepare(act.tx(), &new, act.now()).await?;
    act.commit(VoteId { vote: vote.to_string() }).await
}

/// Opens a vote on an agenda item: fixes its rule card and its roll. An award opens its own votes, because it knows who has to stand aside.
#[server(endpoint = "voting/open_vote")]
pub async fn open_vote(
    /// The vote.
    vote: String,
    /// Merchants that have to stand aside.
    #[server(default)]
    recused: Vec<String>,
    /// Merchants whose vote has a weight of its own; open votes only.
    #[server(default)]
    merchants: Vec<String>,
    /// Their weights, in the same order; what is left empty weighs one.
    #[server(default)]
    weights: Vec<String>,
) -> Result<(), AppError> {
    use super::super::{conduct, doors::OPEN_VOTE, store::About, voters};
    use rules::voting::{Electorate, RollMember};
    let weights = rules::voting::weights(&merchants, &weights)?;
    let (act, kept) = super::conducting(&OPEN_VOTE, &vote, super::Hold::Step).await?;
    if !matches!(kept.about, About::Item { .. }) || kept.draft().electorate != Electorate::Merchants {
        return Err(AppError::not_found());
    }
    conduct::meeting_goes_on(act.tx(), &kept).await?;
    conduct::has_what_it_votes_on(act.tx(), &kept).await?;
    let recused: Vec<uuid::Uuid> = recused.iter().map(|merchant| super::id(merchant)).collect::<Result<_, _>>()?;
    let seats = voters::seats_of(act.tx(), &kept).await?;
    let weight = |merchant: &uuid::Uuid| weights.get(merchant).copied().unwrap_or(1);
    let member = |merchant| RollMember { voter: merchant, weight: weight(&merchant), recused: recused.contains(&merchant) };
    let members: Vec<RollMember> = seats.iter().map(|seat| member(seat.merchant)).collect();
    let keys = &act.visit().house().keys;
    conduct::open(act.tx(), &kept, &members, &std::collections::HashMap::new(), (keys, act.now())).await?;
    act.commit(()).await
}

/// Closes a vote: no more ballots. Where papers were handed out, the board waits for them.
#[server(endpoint = "voting/close_vote")]
pub async fn close_vote(
    /// The vote.
    vote: String,
) -> Result<(), AppError> {
    use super::super::{conduct, doors::CLOSE_VOTE};
    use rules::voting::Step;
    let (act, kept) = super::conducting(&CLOSE_VOTE, &vote, super::Hold::Rewrite).await?;
    let papers_waiting = conduct::papers_waiting(act.tx(), &kept).await?;
    conduct::take(act.tx(), &kept, Step::Close { chair: Some(act.person()), papers_waiting }, act.now()).await?;
    act.commit(()).await
}

/// Seals the board after the papers were entered.
#[server(endpoint = "voting/seal_vote")]
pub async fn seal_vote(
    /// The vote.
    vote: String,
) -> Result<(), AppError> {
    use super::super::{conduct, doors::SEAL_VOTE};
    let (act, kept) = super::conducting(&SEAL_VOTE, &vote, super::Hold::Rewrite).await?;
    conduct::seal(act.tx(), &kept, act.now()).await?;
    act.commit(()).await
}

/// Counts a vote whose board is sealed.
#[server(endpoint = "voting/count_vote")]
pub async fn count_vote(
    /// The vote.
    vote: String,
) -> Result<(), AppError> {
    use super::super::{conduct, doors::COUNT_VOTE};
    let (act, kept) = super::conducting(&COUNT_VOTE, &vote, super::Hold::Step).await?;
    conduct::take(act.tx(), &kept, rules::voting::Step::Count { by: act.person() }, act.now()).await?;
    act.commit(()).await
}

/// Publishes a vote that somebody else counted.
#[server(endpoint = "voting/publish_vote")]
pub async fn publish_vote(
    /// The vote.
    vote: String,
) -> Result<(), AppError> {
    use super::super::{conduct, doors::PUBLISH_VOTE};
    let (act, kept) = super::conducting(&PUBLISH_VOTE, &vote, super::Hold::Step).await?;
    act.fresh()?;
    conduct::take(act.tx(), &kept, rules::voting::Step::Publish { by: act.person() }, act.now()).await?;
    conduct::carry_out(&act, kept.id).await?;
    act.commit(()).await
}
