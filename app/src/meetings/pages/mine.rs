//! The invited merchants' own pages: which meetings, what to answer, who speaks.

use crate::accounts::{PersonOf, people_of};
use crate::backend::{AppError, At, Page, Visit};
use crate::meetings::beside::Beside;
use crate::meetings::doors::{ANSWER, NAME_DELEGATE};
use crate::meetings::entity::meeting_invitation::Model as Invitation;
use crate::meetings::parts::{agenda, facts, line, state_tag};
use crate::meetings::store::{self, Meeting};
use crate::t;
use crate::ui::{ActForm, Choice, Empty, Field, Fold, Head, Hidden, SelectField, Submit};
use leptos::prelude::*;
use rules::meetings::{Answer, MeetingState, may_answer};
use rules::permits::Role;
use uuid::Uuid;

/// The shops that the person answers for.
pub(in crate::meetings) fn own_places(visit: &Visit) -> Result<Vec<Uuid>, AppError> {
    Ok(visit.person()?.standing.places(&[Role::MerchantOwner], visit.now()))
}

/// Every meeting to which one of one's shops is invited, or at which one speaks: the next one first, then those that are over.
pub async fn meetings(visit: Visit, _at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let person = visit.person()?.person;
    let invited = store::invitations_of(db, &own_places(&visit)?, person).await?;
    let ids: Vec<Uuid> = invited.iter().map(|row| row.meeting).collect();
    let meetings = store::meetings_by_ids(db, &ids).await?;
    let none = meetings.is_empty().then(|| view! { <Empty title=t!("meetings-mine-none") next=t!("meetings-mine-none-next")/> });
    let (past, mut coming): (Vec<Meeting>, Vec<Meeting>) =
        meetings.into_iter().partition(|meeting| meeting.is_over() || meeting.went_by(visit.now()));
    coming.reverse();
    let listed = |title: String, meetings: &[Meeting]| {
        let lines = meetings.iter().map(|meeting| {
            let shops = invited.iter().filter(|row| row.meeting == meeting.id).map(|row| view! { <p class="small">{standing(row)}</p> }.into_any());
            line(meeting, format!("/my/meetings/{}", meeting.id), shops.collect::<Vec<_>>().into_any())
        });
        let lines = lines.collect::<Vec<_>>();
        (!lines.is_empty()).then(|| view! { <section class="section"><header><h2>{title}</h2></header><ul class="list">{lines}</ul></section> })
    };
    let body = view! {
        <Head title=t!("meetings-mine") lead=t!("meetings-mine-lead")><a class="btn quiet" href="/meetings">{t!("meetings-all")}</a></Head>
        {none}
        {listed(t!("meetings-coming"), &coming)}
        {listed(t!("meetings-past"), &past)}
    };
    Ok(Page::new(t!("meetings-mine"), body))
}

/// What a merchant has said so far.
fn standing(row: &Invitation) -> String {
    let answer = match row.answer.as_deref().and_then(Answer::from_code) {
        None => t!("meetings-answer-none"),
        Some(Answer::Coming) => t!("meetings-answer-coming"),
        Some(Answer::Excused) => t!("meetings-answer-excused"),
    };
    format!("{} · {answer}", row.name)
}

/// One's own part of a meeting: for each of one's shops the answer and the delegate.
pub async fn meeting(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("meeting")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let person = visit.person()?.person;
    let own = own_places(&visit)?;
    let invited: Vec<Invitation> = store::invitations_of(db, &own, person).await?.into_iter().filter(|row| row.meeting == meeting.id).collect();
    if invited.is_empty() {
        return Err(AppError::not_found());
    }
    let items = store::items_of(db, meeting.id).await?;
    let beside = Beside::load(db, meeting.id, &items, store::papers_of(db, meeting.id).await?).await?;
    let speaking = !meeting.is_over() && invited.iter().any(|row| row.delegate == Some(person));
    let mut shops = Vec::new();
    for row in &invited {
        let people = if own.contains(&row.merchant) { Some(people_of(db, row.merchant, visit.now()).await?) } else { None };
        shops.push(shop(&visit, &meeting, row, people));
    }
    let reason = super::public::cancelled(&meeting, &store::story(db, meeting.id).await?);
    let plan = &meeting.plan;
    let body = view! {
        <nav class="crumbs" aria-label=t!("meetings-crumbs")><ol><li><a href="/my/meetings">{t!("meetings-mine")}</a></li><li aria-current="page">{plan.title.clone()}</li></ol></nav>
        <Head title=plan.title.clone()>
            {state_tag(meeting.state)}
            <a class="btn quiet" href=format!("/meetings/{}/calendar.ics", meeting.id)>{t!("meetings-to-calendar")}</a>
        </Head>
        {reason}
        {facts(plan)}
        {speaking.then(|| view! { <p class="actions"><a class="btn" href=format!("/meetings/{}/check-in", meeting.id)>{t!("meetings-to-check-in")}</a></p> })}
        {shops}
        <section class="section"><header><h2>{t!("meetings-agenda")}</h2></header>{agenda(plan, &items, |item| beside.under(item))}</section>
    };
    Ok(Page::new(plan.title.clone(), body))
}

/// A shop's answer and delegate; with the forms for those who answer for the shop.
fn shop(visit: &Visit, meeting: &Meeting, row: &Invitation, people: Option<Vec<PersonOf>>) -> AnyView {
    let over = matches!(meeting.state, MeetingState::Closed | MeetingState::Cancelled);
    let answering = people.is_some() && may_answer(meeting.state, true, meeting.plan.begins_at, visit.now()).is_ok();
    let me = visit.signed().map(|signed| signed.person);
    let speaks = match (row.delegate, &people) {
        (None, _) => t!("meetings-delegate-none"),
        (Some(delegate), _) if Some(delegate) == me => t!("meetings-delegate-you"),
        (Some(delegate), Some(people)) => {
            people.iter().find(|of| of.person == delegate).map_or_else(|| t!("meetings-delegate-named"), |of| of.label.clone())
        }
        (Some(_), None) => t!("meetings-delegate-named"),
    };
    let naming = people.filter(|_| !over).map(|people| delegate_form(meeting, row, people, me));
    view! {
        <section class="section card">
            <h2>{row.name.clone()}</h2>
            <dl class="facts">
                <div><dt>{t!("meetings-answer")}</dt><dd>{answer_words(row)}</dd></div>
                <div><dt>{t!("meetings-delegate")}</dt><dd>{speaks}</dd></div>
            </dl>
            {answering.then(|| answer_form(meeting, row))}
            {naming}
        </section>
    }
    .into_any()
}

fn answer_words(row: &Invitation) -> String {
    match row.answer.as_deref().and_then(Answer::from_code) {
        None => t!("meetings-answer-none"),
        Some(Answer::Coming) => t!("meetings-answer-coming"),
        Some(Answer::Excused) => t!("meetings-answer-excused-because", reason = row.excuse.clone()),
    }
}

fn answer_form(meeting: &Meeting, row: &Invitation) -> AnyView {
    let options = vec![("coming".to_owned(), t!("meetings-answer-coming")), ("excused".to_owned(), t!("meetings-answer-excused"))];
    let (before, excuse) = (row.answer.iter().cloned().collect::<Vec<_>>(), row.excuse.clone());
    let (meeting, only) = (meeting.id.to_string(), ("merchant", row.merchant.to_string()));
    let form = move || {
        view! {
            <ActForm act=&ANSWER only=only class="excusable">
                <Hidden name="meeting" value=meeting/>
                <Choice name="answer" label=t!("meetings-answer-ask") options=options value=before/>
                <div class="if-excused"><Field name="excuse" label=t!("meetings-excuse") help=t!("meetings-excuse-help") value=excuse maxlength=100/></div>
                <Submit label=t!("meetings-answer-send")/>
            </ActForm>
        }
        .into_any()
    };
    if row.answer.is_none() {
        return form();
    }
    view! { <Fold title=t!("meetings-answer-change") act=&ANSWER only=("merchant", row.merchant.to_string())>{form()}</Fold> }.into_any()
}

fn delegate_form(meeting: &Meeting, row: &Invitation, people: Vec<PersonOf>, me: Option<Uuid>) -> AnyView {
    let mut options: Vec<(String, String)> = Vec::new();
    for of in people.iter().filter(|of| of.proven) {
        let label = if Some(of.person) == me { t!("meetings-delegate-me", label = of.label.clone()) } else { of.label.clone() };
        if !options.iter().any(|(id, _)| *id == of.person.to_string()) {
            options.push((of.person.to_string(), label));
        }
    }
    options.sort_by_key(|(id, _)| me.is_none_or(|me| *id != me.to_string()));
    if options.is_empty() {
        return view! { <p class="note warn">{t!("meetings-delegate-nobody")}</p> }.into_any();
    }
    let before = row.delegate.map(|delegate| delegate.to_string()).unwrap_or_default();
    let meeting = meeting.id.to_string();
    view! {
        <ActForm act=&NAME_DELEGATE only=("merchant", row.merchant.to_string())>
            <Hidden name="meeting" value=meeting/>
            <SelectField name="person" label=t!("meetings-delegate-choose") help=t!("meetings-delegate-help") options=options value=before/>
            <Submit label=t!("meetings-delegate-name") class="quiet"/>
        </ActForm>
    }
    .into_any()
}
