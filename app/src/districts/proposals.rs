//! The pages of a proposed change of the charter: what would change, for everybody, and the office's form.

use super::charter::charter_in_force;
use super::doors::{OFFICE, PROPOSE_CHARTER};
use super::pages::changes;
use super::proposal::charter_proposal;
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{ActForm, Field, Head, Hidden, Markdown, Submit, TextArea};
use leptos::prelude::*;
use rules::meetings::MeetingState;
use uuid::Uuid;

/// What is proposed, and what it would change.
pub async fn one(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let proposal = charter_proposal(db, at.id("item")?).await?.ok_or_else(AppError::not_found)?;
    let meeting = crate::meetings::meeting_of_item(db, proposal.item).await?.ok_or_else(AppError::not_found)?;
    if meeting.state == MeetingState::Draft {
        visit.admit(OFFICE).map_err(|_| AppError::not_found())?;
    }
    let in_force = charter_in_force(db).await?;
    let state = match proposal.adopted {
        Some(number) => t!("districts-proposal-adopted", number = number),
        None => t!("districts-proposal-waits"),
    };
    let (text, translated) = match (proposal.text_en, Lang::current()) {
        (Some(english), Lang::En) => (english, true),
        _ => (proposal.text.clone(), false),
    };
    let changed = proposal.adopted.is_none().then(|| changes(&in_force.text, &proposal.text));
    let body = view! {
        <Head title=t!("districts-proposal") lead=proposal.reason><a class="btn quiet" href=format!("/meetings/{}", meeting.id)>{meeting.title}</a><a class="btn quiet" href="/charter">{t!("districts-charter-title")}</a></Head>
        <p class="note">{state}</p>
        {changed.map(|changed| view! { <section class="section"><h2>{t!("districts-proposal-changes", number = in_force.number)}</h2><div class="card diff" lang="zh-CN">{changed}</div></section> })}
        <section class="section"><h2>{t!("districts-proposal-text")}</h2>{translated.then(|| view! { <p class="note">{t!("districts-charter-translation")}</p> })}<article class="prose" lang=if translated { "en" } else { "zh-CN" }><Markdown text/></article></section>
    };
    Ok(Page::new(t!("districts-proposal"), body))
}

/// The office writes what a meeting shall vote on, beginning with the text in force.
pub async fn desk(visit: Visit, at: At) -> Result<Page, AppError> {
    let asked = |name: &str| at.query(name).and_then(|typed| typed.parse::<Uuid>().ok()).ok_or_else(AppError::not_found);
    let (meeting, item) = (asked("meeting")?, asked("item")?);
    let db = visit.db().read();
    let brief = crate::meetings::brief(db, meeting).await?.ok_or_else(AppError::not_found)?;
    let (text, text_en, reason) = match charter_proposal(db, item).await? {
        Some(before) => (before.text, before.text_en, before.reason),
        None => charter_in_force(db).await.map(|newest| (newest.text, newest.text_en, String::new()))?,
    };
    let body = view! {
        <Head title=t!("districts-propose") lead=brief.title/>
        <div class="read"><ActForm act=&PROPOSE_CHARTER>
            <Hidden name="meeting" value=meeting.to_string()/>
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="id" value=visit.new_id().to_string()/>
            <TextArea name="text" label=t!("districts-charter-text") help=t!("districts-charter-text-help") value=text rows=18/>
            <TextArea name="text_en" label=t!("districts-charter-text-en") value=text_en.unwrap_or_default() rows=10 optional=true/>
            <Field name="reason" label=t!("districts-charter-reason") help=t!("districts-propose-reason-help") value=reason maxlength=200/>
            <Submit label=t!("districts-propose-save")/>
        </ActForm></div>
    };
    Ok(Page::new(t!("districts-propose"), body))
}
