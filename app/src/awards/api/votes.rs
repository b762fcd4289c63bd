//! The votes of a category: prepared, opened, cleaned, and their links destroyed. Closing, counting and publishing are acts of the room of votes.

use super::CategoryId;
use crate::backend::AppError;
use leptos::prelude::*;

/// Prepares both votes of a category: the delegates' at a meeting, secret, and the residents', sealed. A vote that was opened stays as it is; the
/// delegates' moves to another meeting while it is not open, and can be held again at one when it was void.
#[server(endpoint = "awards/prepare_award_votes")]
pub async fn prepare_award_votes(
    /// The category.
    category: String,
    /// The meeting at which the delegates vote.
    meeting: String,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::PREPARE_AWARD_VOTES, facts, store, votes};
    use crate::voting::{NewVote, VoteAbout, drop_prepared, prepare, random_id};
    use rules::awards::{Channel, EditionRefusal, channel_card};
    let mut act = crate::backend::Visit::current()?.begin(&PREPARE_AWARD_VOTES).await?;
    let (edition, kept) = facts::category_of_office(&mut act, &category).await?;
    facts::may_vote(&edition, act.now())?;
    let meeting = facts::coming_meeting(act.tx(), &edition, &meeting, act.now()).await?;
    let candidates = store::candidates_of(act.tx(), &[kept.id]).await?;
    if candidates.is_empty() {
        return Err(EditionRefusal::NoShortlist.into());
    }
    let names: Vec<String> = candidates.into_iter().map(|candidate| candidate.name).collect();
    let channels = votes::channels_of(act.tx(), kept.id).await?;
    let about_meeting = VoteAbout::MeetingChannel { meeting: meeting.id, category: kept.id };
    let wanted = [
        (channels.meeting_to_prepare(), Channel::Meeting, about_meeting, Some(meeting.host.place())),
        (channels.residents.is_none(), Channel::Residents, VoteAbout::ResidentsChannel { category: kept.id }, None),
    ];
    if let Some(before) = channels.meeting.as_ref().filter(|_| channels.meeting_to_prepare()) {
        drop_prepared(act.tx(), before.id).await?;
    }
    let quorum = crate::alliance::setting::<rules::meetings::MeetingSettings>(act.tx(), "meetings").await?.0.quorum();
    for (_, channel, about, place) in wanted.into_iter().filter(|(missing, ..)| *missing) {
        let draft = channel_card(&kept.terms, &names, channel, &edition.plan.timetable, quorum)?;
        prepare(act.tx(), &NewVote::of(random_id(), about, place, draft), act.now()).await?;
    }
    store::record_line(&act, edition.id, Some(kept.id), "prepare_award_votes", Some(&kept.terms.title)).await?;
    act.commit(CategoryId { edition: edition.id.to_string(), category }).await
}

/// Opens one of a category's votes: fixes its rule card, and its roll without those who stand aside. Whoever comes to work for a candidate later stands
/// aside too.
#[server(endpoint = "awards/open_award_vote")]
pub async fn open_award_vote(
    /// The vote.
    vote: String,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::OPEN_AWARD_VOTE, facts, store, votes};
    use rules::awards::Phase;
    let mut act = crate::backend::Visit::current()?.begin(&OPEN_AWARD_VOTE).await?;
    let held = facts::vote_of_office(&mut act, &vote, crate::voting::Hold::Step).await?;
    held.edition.plan.in_phase(Phase::Vote, act.now())?;
    let candidates = store::candidates_of(act.tx(), &[held.category.id]).await?;
    let candidates: Vec<uuid::Uuid> = candidates.into_iter().map(|candidate| candidate.merchant).collect();
    let members = votes::members(act.tx(), &held.vote, &candidates, act.now()).await?;
    let keys = act.visit().house().keys.clone();
    crate::voting::meeting_goes_on(act.tx(), &held.vote).await?;
    crate::voting::open(act.tx(), &held.vote, &members, &std::collections::HashMap::new(), (&keys, act.now())).await?;
    crate::voting::stand_aside(act.tx(), held.vote.id, &candidates).await?;
    store::record_line(&act, held.edition.id, Some(held.category.id), "open_award_vote", Some(&held.category.terms.title)).await?;
    act.commit(held.answer()).await
}

/// Begins the cleaning of the residents' vote.
#[server(endpoint = "awards/clean_award_vote")]
pub async fn clean_award_vote(
    /// The vote.
    vote: String,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::CLEAN_AWARD_VOTE, facts, store};
    use rules::voting::Step;
    let mut act = crate::backend::Visit::current()?.begin(&CLEAN_AWARD_VOTE).await?;
    let held = facts::vote_of_office(&mut act, &vote, crate::voting::Hold::Step).await?;
    crate::voting::take(act.tx(), &held.vote, Step::Clean, act.now()).await?;
    store::record_line(&act, held.edition.id, Some(held.category.id), "clean_award_vote", Some(&held.category.terms.title)).await?;
    act.commit(held.answer()).await
}

/// Ends the cleaning: from now until the day of the results, removals can be appealed against; an office that is late still leaves three days.
#[server(endpoint = "awards/hear_appeals")]
pub async fn hear_appeals(
    /// The vote.
    vote: String,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::HEAR_APPEALS, facts, store};
    use rules::awards::{Phase, appeal_until};
    use rules::voting::Step;
    let mut act = crate::backend::Visit::current()?.begin(&HEAR_APPEALS).await?;
    let held = facts::vote_of_office(&mut act, &vote, crate::voting::Hold::Step).await?;
    held.edition.plan.has_reached(Phase::Appeal, act.now())?;
    let appeal_until = appeal_until(&held.edition.plan.timetable, act.now());
    crate::voting::take(act.tx(), &held.vote, Step::Hear { appeal_until }, act.now()).await?;
    store::record_line(&act, held.edition.id, Some(held.category.id), "hear_appeals", Some(&held.category.terms.title)).await?;
    act.commit(held.answer()).await
}

/// Destroys the links from persons to ballots at once: the appeal days are over and every appeal is decided. The clock does it too.
#[server(endpoint = "awards/destroy_links")]
pub async fn destroy_links(
    /// The vote.
    vote: String,
) -> Result<CategoryId, AppError> {
    use crate::awards::{doors::DESTROY_LINKS, facts, store, votes};
    let mut act = crate::backend::Visit::current()?.begin(&DESTROY_LINKS).await?;
    let held = facts::vote_of_office(&mut act, &vote, crate::voting::Hold::Rewrite).await?;
    votes::destroy_links(act.tx(), &held.vote, act.now()).await?;
    store::record_line(&act, held.edition.id, Some(held.category.id), "destroy_links", Some(&held.category.terms.title)).await?;
    act.commit(held.answer()).await
}
