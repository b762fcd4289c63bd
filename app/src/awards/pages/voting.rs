//! The votes of a category: the ways to the ballots for everybody, and the next steps on the office's desk.

use crate::awards::doors::{OPEN_AWARD_VOTE, PREPARE_AWARD_VOTES};
use crate::awards::parts::day_words;
use crate::awards::store::{KeptCategory, KeptEdition};
use crate::awards::votes::{Channels, channels_of};
use crate::backend::{AppError, Visit};
use crate::meetings::entity::meeting;
use crate::t;
use crate::ui::{ActForm, Hidden, SelectField, Submit};
use crate::voting::{KeptVote, removed_reasons};
use leptos::prelude::*;
use rules::Instant;
use rules::awards::{Channel, Phase, Removal, cleaning_log};
use rules::meetings::MeetingState;
use rules::voting::VoteState;
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;

/// Who looks at a category's votes: to whom no ballot is given, none is offered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looking {
    /// They belong to a candidate and stand aside.
    pub aside: bool,
    /// They belong to a shop that may speak at the meeting.
    pub has_shop: bool,
}

/// What everybody sees of a category's votes: the way to each, and what the cleaning removed.
pub(super) async fn public(visit: &Visit, category: &KeptCategory, who: Looking) -> Result<Option<AnyView>, AppError> {
    let db = visit.db().read();
    let channels = channels_of(db, category.id).await?;
    let open = |kept: &&KeptVote| kept.law.state != VoteState::Prepared;
    let shown = [(Channel::Residents, channels.residents.as_ref()), (Channel::Meeting, channels.meeting.as_ref())];
    let lines: Vec<AnyView> = shown.into_iter().filter_map(|(channel, kept)| Some(way(channel, kept.filter(open)?, who))).collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let log = match channels.residents.filter(|kept| matches!(kept.law.state, VoteState::Appeal | VoteState::Counted | VoteState::Published)) {
        Some(kept) => Some(cleaned(&removed_reasons(db, &kept).await?)),
        None => None,
    };
    Ok(Some(view! { <section class="section"><header><h2>{t!("awards-votes")}</h2></header><ul class="list">{lines}</ul>{log}</section> }.into_any()))
}

fn channel_name(channel: Channel) -> String {
    match channel {
        Channel::Meeting => t!("awards-channel-meeting"),
        Channel::Residents => t!("awards-channel-residents"),
    }
}

fn state_words(state: VoteState) -> String {
    t!(&format!("awards-vote-{}", state.code()))
}

fn way(channel: Channel, kept: &KeptVote, who: Looking) -> AnyView {
    let (label, class) = match (kept.law.state, channel) {
        (VoteState::Open, Channel::Residents) if !who.aside => (t!("awards-cast-as-resident"), "btn"),
        (VoteState::Open, Channel::Meeting) if !who.aside && who.has_shop => (t!("awards-cast-as-delegate"), "btn quiet"),
        (VoteState::Published, _) => (t!("awards-check-ballots"), "btn quiet"),
        _ => (t!("awards-see-vote"), "btn quiet"),
    };
    let state = state_words(kept.law.state);
    view! {
        <li>
            <div class="body"><strong>{channel_name(channel)}</strong><p class="small muted">{state}</p></div>
            <span class="end"><a class=class href=format!("/votes/{}", kept.id)>{label}</a></span>
        </li>
    }
    .into_any()
}

/// The public log of a cleaning: counts by reason, small ones put together.
fn cleaned(reasons: &[String]) -> AnyView {
    let mut counts: BTreeMap<Removal, u64> = BTreeMap::new();
    for reason in reasons.iter().filter_map(|reason| Removal::from_code(reason)) {
        *counts.entry(reason).or_default() += 1;
    }
    let log = cleaning_log(&counts.into_iter().collect::<Vec<_>>());
    if log.removed == 0 {
        return view! { <p class="muted">{t!("awards-cleaned-none")}</p> }.into_any();
    }
    let lines = log.by_reason.iter().map(|(reason, count)| view! { <li>{reason_words(*reason)} " · " {t!("awards-ballots", count = *count)}</li> });
    let others = (log.others > 0).then(|| view! { <li>{t!("awards-cleaned-others")} " · " {t!("awards-ballots", count = log.others)}</li> });
    view! { <p>{t!("awards-cleaned", count = log.removed)}</p><ul class="prose">{lines.collect_view()}{others}</ul> }.into_any()
}

/// A reason of the cleaning in words.
pub(super) fn reason_words(reason: Removal) -> String {
    t!(&format!("awards-removal-{}", reason.code().replace('_', "-")))
}

/// The votes on the office's desk, from the day voting begins.
pub(super) async fn desk(visit: &Visit, edition: &KeptEdition, category: &KeptCategory) -> Result<Option<AnyView>, AppError> {
    let phase = edition.phase(visit.now());
    if phase < Phase::Vote || category.shortlisted_at.is_none() {
        return Ok(None);
    }
    let channels = channels_of(visit.db().read(), category.id).await?;
    let office = visit.may(&PREPARE_AWARD_VOTES);
    let missing = office && (channels.meeting_to_prepare() || channels.residents.is_none());
    let prepare = if phase == Phase::Vote && missing { Some(prepare(visit, edition, category, &channels).await?) } else { None };
    let Channels { meeting, residents } = channels;
    let line = |channel: Channel, kept: &Option<KeptVote>| kept.as_ref().map(|kept| on_desk(edition, category, channel, kept, office));
    let cleaning = residents.as_ref().is_some_and(|kept| matches!(kept.law.state, VoteState::Closed | VoteState::Cleaning | VoteState::Appeal));
    let cleaning = cleaning.then(|| {
        let to = format!("/desk/awards/{}/{}/cleaning", edition.id, category.id);
        view! { <p class="actions"><a class="btn" href=to>{t!("awards-to-cleaning")}</a></p> }
    });
    let view = view! {
        <section class="section">
            <header><h2>{t!("awards-votes")}</h2></header>
            {prepare}
            <ul class="list">{line(Channel::Meeting, &meeting)}{line(Channel::Residents, &residents)}</ul>
            {cleaning}
        </section>
    };
    Ok(Some(view.into_any()))
}

fn on_desk(edition: &KeptEdition, category: &KeptCategory, channel: Channel, kept: &KeptVote, office: bool) -> AnyView {
    let (vote, edition, category) = (kept.id.to_string(), edition.id.to_string(), category.id.to_string());
    let open = (office && kept.law.state == VoteState::Prepared).then(|| {
        view! {
            <ActForm act=&OPEN_AWARD_VOTE only=("vote", vote)>
                <Hidden name="edition" value=edition/>
                <Hidden name="category" value=category/>
                <Submit label=t!("awards-open-vote")/>
            </ActForm>
        }
    });
    view! {
        <li>
            <div class="body"><strong>{channel_name(channel)}</strong><p class="small muted">{state_words(kept.law.state)}</p></div>
            <div class="end">{open}<a class="btn quiet" href=format!("/desk/votes/{}", kept.id)>{t!("awards-conduct-vote")}</a></div>
        </li>
    }
    .into_any()
}

async fn prepare(visit: &Visit, edition: &KeptEdition, category: &KeptCategory, channels: &Channels) -> Result<AnyView, AppError> {
    let meetings = coming(visit, edition).await?;
    if meetings.is_empty() {
        return Ok(view! { <p class="note warn"><span>{t!("awards-votes-no-meeting")} " " <a href="/desk/meetings">{t!("awards-to-meetings")}</a></span></p> }.into_any());
    }
    let (edition, category) = (edition.id.to_string(), category.id.to_string());
    let label = match &channels.meeting {
        None => t!("awards-prepare-votes"),
        Some(kept) if kept.law.state == VoteState::Prepared => t!("awards-prepare-other-meeting"),
        Some(_) => t!("awards-prepare-again"),
    };
    let chosen = channels.meeting.as_ref().and_then(|kept| kept.about.meeting()).map(|meeting| meeting.to_string()).unwrap_or_default();
    let view = view! {
        <div class="read">
            <ActForm act=&PREPARE_AWARD_VOTES>
                <Hidden name="edition" value=edition/>
                <Hidden name="category" value=category/>
                <SelectField name="meeting" label=t!("awards-votes-meeting") help=t!("awards-votes-meeting-help") options=meetings value=chosen/>
                <Submit label=label/>
            </ActForm>
        </div>
    };
    Ok(view.into_any())
}

/// Meetings that are in session, or convened and not over by their time, and begin before voting is over; the next one first.
async fn coming(visit: &Visit, edition: &KeptEdition) -> Result<Vec<(String, String)>, DbErr> {
    let now = visit.now();
    let state = |state: MeetingState| meeting::Column::State.eq(state.code());
    let convened = Condition::all().add(state(MeetingState::Convened)).add(meeting::Column::EndsAt.gt(now.millis()));
    let over = edition.plan.timetable.count.start();
    let rows = meeting::Entity::find()
        .filter(Condition::any().add(convened).add(state(MeetingState::Open)))
        .filter(meeting::Column::BeginsAt.lt(over.millis()));
    let rows = rows.order_by_asc(meeting::Column::BeginsAt).all(visit.db().read()).await?;
    let option = |row: meeting::Model| (row.id.to_string(), format!("{} · {}", row.title, day_words(Instant::from_millis(row.begins_at).day(), now)));
    Ok(rows.into_iter().map(option).collect())
}
