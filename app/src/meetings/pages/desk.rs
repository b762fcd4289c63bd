//! The desk of those who convene: all meetings, and one with everything that can be done.

use super::{agenda, invited};
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::districts::district_name;
use crate::meetings::beside::Beside;
use crate::meetings::doors::{CANCEL, CONVENE, OFFICE};
use crate::meetings::parts::{desk_tabs, facts, line, state_tag};
use crate::meetings::store::{self, Line, Meeting};
use crate::t;
use crate::ui::{ActForm, Empty, Fold, Head, Submit, TextArea};
use leptos::prelude::*;
use rules::meetings::{MeetingState, next_host};

/// All meetings, the newest first.
pub async fn meetings(visit: Visit, _at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meetings = store::meetings_in(db, &MeetingState::ALL).await?;
    let turn = next_host(store::last_meeting(db).await?.map(|last| last.plan.host));
    let may = visit.admit(OFFICE).is_ok();
    let copy = may && meetings.iter().any(|meeting| meeting.is_public() && meeting.state != MeetingState::Cancelled);
    let lines = meetings.iter().map(|meeting| line(meeting, format!("/desk/meetings/{}", meeting.id), ().into_any()));
    let lines = lines.collect_view();
    let list = if meetings.is_empty() {
        view! { <Empty title=t!("meetings-none") next=t!("meetings-desk-none")/> }.into_any()
    } else {
        view! { <ul class="list">{lines}</ul> }.into_any()
    };
    let body = view! {
        <Head title=t!("meetings-desk") lead=t!("meetings-desk-lead", turn = district_name(turn, false))>
            {copy.then(|| view! { <a class="btn quiet" href="/desk/meetings/new?copy=last">{t!("meetings-copy")}</a> })}
            {may.then(|| view! { <a class="btn" href="/desk/meetings/new">{t!("meetings-new")}</a> })}
        </Head>
        {list}
    };
    Ok(Page::new(t!("meetings-desk"), body))
}

/// One meeting.
pub async fn meeting(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("meeting")?).await?.ok_or_else(AppError::not_found)?;
    let may = visit.admit_in(OFFICE, meeting.plan.host.place()).is_ok();
    let items = store::items_of(db, meeting.id).await?;
    let beside = Beside::load(db, meeting.id, &items, store::papers_of(db, meeting.id).await?).await?;
    let invited = invited::section(&visit, &meeting).await?;
    let story = store::story(db, meeting.id).await?;
    let (id, state, plan) = (meeting.id, meeting.state, &meeting.plan);
    let public = meeting.is_public();
    let changeable = may && matches!(meeting.state, MeetingState::Draft | MeetingState::Convened | MeetingState::Open);
    let body = view! {
        <nav class="crumbs" aria-label=t!("meetings-crumbs")><ol><li><a href="/desk/meetings">{t!("meetings-desk")}</a></li><li aria-current="page">{plan.title.clone()}</li></ol></nav>
        <Head title=plan.title.clone()>
            {state_tag(state)}
            {changeable.then(|| view! { <a class="btn quiet" href=format!("/desk/meetings/{id}/change")>{t!("meetings-change")}</a> })}
            {public.then(|| view! { <a class="btn plain" href=format!("/meetings/{id}")>{t!("meetings-to-public")}</a> })}
        </Head>
        {desk_tabs(&meeting, "")}
        {super::public::cancelled(&meeting, &story)}
        {may.then(|| next_step(&meeting))}
        {facts(plan)}
        {agenda::section(&visit, &meeting, &items, &beside, changeable)}
        {invited}
        {may.then(|| calling_off(&meeting))}
        {past(&story)}
    };
    Ok(Page::new(plan.title.clone(), body))
}

/// What the meeting needs next.
fn next_step(meeting: &Meeting) -> AnyView {
    let only = ("meeting", meeting.id.to_string());
    match meeting.state {
        MeetingState::Draft => view! {
            <div class="note">
                <strong>{t!("meetings-convene-title")}</strong>
                <p>{t!("meetings-convene-words")}</p>
                <ActForm act=&CONVENE only=only><Submit label=t!("meetings-convene")/></ActForm>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

fn calling_off(meeting: &Meeting) -> AnyView {
    let only = ("meeting", meeting.id.to_string());
    if !matches!(meeting.state, MeetingState::Draft | MeetingState::Convened) {
        return ().into_any();
    }
    view! {
        <Fold title=t!("meetings-cancel-title") act=&CANCEL>
            <p>{t!("meetings-cancel-words")}</p>
            <ActForm act=&CANCEL only=only>
                <TextArea name="grounds" label=t!("meetings-grounds") rows=3 maxlength=200/>
                <Submit label=t!("meetings-cancel") class="danger"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

/// What was done to the meeting, in order.
fn past(lines: &[Line]) -> AnyView {
    let lang = Lang::current();
    let lines = lines.iter().map(|line| {
        let done = t!(&format!("meetings-story-{}", line.act.replace('_', "-")));
        view! { <li><time datetime=line.at.to_string()>{lang.moment(line.at)}</time><p>{done}</p>{line.reason.clone().map(|reason| view! { <p class="muted lines">{reason}</p> })}</li> }
    });
    view! { <section class="section"><header><h2>{t!("meetings-story")}</h2></header><ol class="history">{lines.collect_view()}</ol></section> }
        .into_any()
}
