//! Meetings as everybody sees them.

use crate::backend::{AppError, At, Page, Visit};
use crate::meetings::beside::Beside;
use crate::meetings::doors::OFFICE;
use crate::meetings::papers;
use crate::meetings::parts::{agenda, facts, line, state_tag, when_words};
use crate::meetings::record::Record;
use crate::meetings::store::{self, Meeting};
use crate::t;
use crate::ui::{Empty, Head};
use leptos::prelude::*;
use rules::meetings::MeetingState;
use uuid::Uuid;

/// The coming meetings and those that were held.
pub async fn meetings(visit: Visit, _at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let mut coming = store::meetings_in(db, &[MeetingState::Convened, MeetingState::Open]).await?;
    coming.reverse();
    coming.retain(|meeting| !meeting.went_by(visit.now()));
    let past = store::meetings_in(db, &[MeetingState::Closed, MeetingState::Cancelled]).await?;
    let boundary = coming.iter().map(|meeting| meeting.plan.ends_at).filter(|ends_at| *ends_at > visit.now()).min();
    let office = visit.admit(OFFICE).is_ok();
    let none = coming.is_empty() && past.is_empty();
    let to = |meeting: &Meeting| line(meeting, format!("/meetings/{}", meeting.id), ().into_any());
    let listed = |title: String, meetings: &[Meeting]| {
        (!meetings.is_empty()).then(|| {
            let lines = meetings.iter().map(to).collect_view();
            view! { <section class="section"><header><h2>{title}</h2></header><ul class="list">{lines}</ul></section> }
        })
    };
    let body = view! {
        <Head title=t!("meetings-title") lead=t!("meetings-lead")>
            {visit.signed().is_some().then(|| view! { <a class="btn quiet" href="/my/meetings">{t!("meetings-to-mine")}</a> })}
            {office.then(|| view! { <a class="btn quiet" href="/desk/meetings">{t!("meetings-to-desk")}</a> })}
        </Head>
        {none.then(|| view! { <Empty title=t!("meetings-none") next=t!("meetings-none-next")/> })}
        {listed(t!("meetings-coming"), &coming)}
        {listed(t!("meetings-past"), &past)}
    };
    Ok(Page::new(t!("meetings-title"), body).summary(t!("meetings-lead")).valid_until(boundary))
}

/// One meeting that was convened; others are not found.
pub async fn meeting(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("id")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let items = store::items_of(db, meeting.id).await?;
    let beside = Beside::load(db, meeting.id, &items, papers::readable(&visit, &meeting).await?).await?;
    let record = Record::load(db, &meeting).await?;
    let reason = cancelled(&meeting, &store::story(db, meeting.id).await?);
    let (id, plan) = (meeting.id, &meeting.plan);
    let coming = matches!(meeting.state, MeetingState::Convened | MeetingState::Open);
    let office = visit.admit_in(OFFICE, plan.host.place()).is_ok();
    let body = view! {
        <nav class="crumbs" aria-label=t!("meetings-crumbs")><ol><li><a href="/meetings">{t!("meetings-title")}</a></li><li aria-current="page">{plan.title.clone()}</li></ol></nav>
        <Head title=plan.title.clone()>
            {state_tag(meeting.state)}
            {coming.then(|| view! { <a class="btn quiet" href=format!("/meetings/{id}/calendar.ics")>{t!("meetings-to-calendar")}</a> })}
            {office.then(|| view! { <a class="btn quiet" href=format!("/desk/meetings/{id}")>{t!("meetings-to-desk")}</a> })}
        </Head>
        {reason}
        {facts(plan)}
        <section class="section"><header><h2>{t!("meetings-agenda")}</h2></header>{agenda(plan, &items, |item| beside.under(item))}</section>
        {record.written.approved().then(|| minutes(id, &record))}
    };
    let summary = format!("{} · {}", when_words(plan), plan.place);
    Ok(Page::new(plan.title.clone(), body).summary(summary))
}

/// The approved minutes.
fn minutes(id: Uuid, record: &Record) -> AnyView {
    view! {
        <section class="section card" id="minutes">
            <header><h2>{t!("meetings-minutes-title")}</h2><a href=format!("/meetings/{id}/minutes/print")>{t!("meetings-print")}</a></header>
            {record.view()}
        </section>
    }
    .into_any()
}

/// Why a meeting was called off.
pub(super) fn cancelled(meeting: &Meeting, story: &[store::Line]) -> Option<AnyView> {
    let reason = story.iter().rev().find(|line| line.act == "cancel_meeting").and_then(|line| line.reason.clone());
    let show = || view! { <div class="note stop"><strong>{t!("meetings-cancelled")}</strong><p class="lines">{reason}</p></div> }.into_any();
    (meeting.state == MeetingState::Cancelled).then(show)
}
