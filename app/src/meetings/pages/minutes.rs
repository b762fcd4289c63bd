//! The minutes at the desk: tasks of earlier meetings, decisions, new tasks, the text, and its way to approval.

use crate::backend::{Act, AppError, At, Lang, Page, Visit};
use crate::meetings::doors::{
    APPROVE_MINUTES, CARRY_OVER, DECIDE, DROP_TASK, FINISH_TASK, GIVE_TASK, HAND_IN, OFFICE, RETURN_MINUTES, TAKE_TASK_BACK, WRITE_MINUTES,
};
use crate::meetings::record::{Record, step_words, task_words};
use crate::meetings::store::{self, Item, Meeting, Written};
use crate::meetings::votes;
use crate::t;
use crate::ui::{ActForm, Field, Fold, Head, Hidden, SelectField, Submit, TextArea};
use leptos::prelude::*;
use rules::meetings::{ItemKind, MeetingState, MinutesState};
use uuid::Uuid;

/// Everything that the minutes of a meeting are made from, with its forms.
pub async fn minutes(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("meeting")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let record = Record::load(db, &meeting).await?;
    let may = visit.admit_in(OFFICE, meeting.plan.host.place()).is_ok();
    let writable = may && matches!(meeting.state, MeetingState::Open | MeetingState::Closed) && !record.written.approved();
    let (id, title, name) = (meeting.id, t!("meetings-minutes-title"), meeting.plan.title.clone());
    let outcome = if writable {
        view! { {earlier(&visit, &meeting, &record)} {decisions(&meeting, &record.items)} {tasks(&visit, &meeting, &record)} {text(&meeting, &record.written)} }.into_any()
    } else {
        ().into_any()
    };
    let tag = minutes_tag(record.written.minutes.state);
    let body = view! {
        <nav class="crumbs" aria-label=t!("meetings-crumbs")><ol><li><a href="/desk/meetings">{t!("meetings-desk")}</a></li><li><a href=format!("/desk/meetings/{id}")>{name}</a></li><li aria-current="page">{title.clone()}</li></ol></nav>
        <Head title=title.clone()>{tag}<a class="btn quiet" href=format!("/desk/meetings/{id}/hall")>{t!("meetings-to-hall")}</a><a class="btn quiet" href=format!("/meetings/{id}/minutes/print")>{t!("meetings-print")}</a></Head>
        {may.then(|| next_step(&visit, &meeting, &record.written))}
        {outcome}
        <section class="section card"><header><h2>{t!("meetings-minutes-preview")}</h2></header>{record.view()}</section>
    };
    Ok(Page::new(title, body))
}

/// Where minutes stand, as a dot and a word.
fn minutes_tag(state: MinutesState) -> AnyView {
    let class = if state == MinutesState::Approved { "state ok" } else { "state warn" };
    view! { <span class=class>{t!(&format!("meetings-minutes-{}", state.code()))}</span> }.into_any()
}

/// Handing in, approving, giving back.
fn next_step(visit: &Visit, meeting: &Meeting, written: &Written) -> AnyView {
    let form = |act: &'static Act, label: String| {
        let (only, version) = (("meeting", meeting.id.to_string()), written.version.to_string());
        view! { <ActForm act=act only=only><Hidden name="version" value=version/><Submit label=label/></ActForm> }.into_any()
    };
    let back = written.given_back.clone().filter(|_| written.minutes.state == MinutesState::Draft);
    let back = back.map(|why| view! { <div class="note warn"><strong>{t!("meetings-minutes-came-back")}</strong><p class="lines">{why}</p></div> });
    let own = written.minutes.written_by == visit.signed().map(|signed| signed.person);
    let step = match written.minutes.state {
        MinutesState::Draft if meeting.state == MeetingState::Closed && !written.text.is_empty() => form(&HAND_IN, t!("meetings-minutes-hand-in")),
        MinutesState::Written if own => view! { <p class="note">{t!("meetings-minutes-wait")}</p> }.into_any(),
        MinutesState::Written => view! { <p class="note">{t!("meetings-minutes-read")}</p> {form(&APPROVE_MINUTES, t!("meetings-minutes-approve"))} {giving_back(meeting, written)} }.into_any(),
        MinutesState::Draft | MinutesState::Approved => ().into_any(),
    };
    view! { {back} {step} }.into_any()
}

fn giving_back(meeting: &Meeting, written: &Written) -> AnyView {
    let (only, version) = (("meeting", meeting.id.to_string()), written.version.to_string());
    view! {
        <Fold title=t!("meetings-minutes-return") act=&RETURN_MINUTES>
            <ActForm act=&RETURN_MINUTES only=only>
                <Hidden name="version" value=version/>
                <TextArea name="grounds" label=t!("meetings-minutes-return-why") rows=3 maxlength=200/>
                <Submit label=t!("meetings-minutes-return") class="danger"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

/// The tasks of earlier meetings: each is done or carried over; an undone one is dropped by a vote or not at all.
fn earlier(visit: &Visit, meeting: &Meeting, record: &Record) -> Option<AnyView> {
    let tasks = &record.earlier;
    let passed = votes::passed(&record.votes);
    if tasks.is_empty() {
        return None;
    }
    let open = meeting.state == MeetingState::Open;
    let today = visit.now().day();
    let lines = tasks.iter().map(|earlier| {
        let given = &earlier.given;
        let late = given.task.overdue(today).then(|| view! { <span class="clock stop">{t!("meetings-task-late", due = given.task.due)}</span> });
        let forms = (open && earlier.step.is_none()).then(|| task_forms(meeting.id, given.id, &passed));
        view! { <li><div class="body">{task_words(given)}<p class="cluster small"><span class="muted">{step_words(earlier.step)}</span>{late}</p>{forms}</div></li> }
    });
    let lines = lines.collect_view();
    let view = view! {
        <section class="section"><header><h2>{t!("meetings-kind-tasks")}</h2></header>
            <p class="muted">{t!("meetings-tasks-help")}</p>
            <ul class="list">{lines}</ul>
        </section>
    };
    Some(view.into_any())
}

fn task_forms(meeting: Uuid, task: Uuid, passed: &[(String, String)]) -> AnyView {
    let dropping = (!passed.is_empty()).then(|| dropping(meeting, task, passed.to_vec()));
    let (meeting, task) = (meeting.to_string(), task.to_string());
    let (done, carried, of) = (("task", task.clone()), ("task", task.clone()), meeting.clone());
    view! {
        <div class="actions">
            <ActForm act=&FINISH_TASK only=done class="inline"><Hidden name="meeting" value=meeting/><Submit label=t!("meetings-task-finish") class="quiet"/></ActForm>
        </div>
        <Fold title=t!("meetings-task-carry") act=&CARRY_OVER only=("task", task)>
            <ActForm act=&CARRY_OVER only=carried>
                <Hidden name="meeting" value=of/>
                <Field name="due" label=t!("meetings-task-new-due") kind="date"/>
                <Submit label=t!("meetings-task-carry")/>
            </ActForm>
        </Fold>
        {dropping}
    }
    .into_any()
}

/// Dropping names the vote that decided it.
fn dropping(meeting: Uuid, task: Uuid, passed: Vec<(String, String)>) -> AnyView {
    let (meeting, own, form) = (meeting.to_string(), ("task", task.to_string()), ("task", task.to_string()));
    view! {
        <Fold title=t!("meetings-task-drop") act=&DROP_TASK only=own>
            <ActForm act=&DROP_TASK only=form>
                <Hidden name="meeting" value=meeting/>
                <SelectField name="vote" label=t!("meetings-task-drop-vote") options=passed/>
                <Submit label=t!("meetings-task-drop") class="danger"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

/// What was decided under each item.
fn decisions(meeting: &Meeting, items: &[Item]) -> AnyView {
    let forms = items.iter().filter(|item| item.terms.kind != ItemKind::Tasks).map(|item| {
        let (only, meeting, decision) = (("item", item.id.to_string()), meeting.id.to_string(), item.decision.clone());
        let title = item.terms.title.clone();
        view! {
            <li><div class="body">
                <ActForm act=&DECIDE only=only>
                    <Hidden name="meeting" value=meeting/>
                    <TextArea name="decision" label=title value=decision rows=2 maxlength=500 optional=true/>
                    <Submit label=t!("meetings-save") class="quiet"/>
                </ActForm>
            </div></li>
        }
    });
    view! { <section class="section"><header><h2>{t!("meetings-decisions")}</h2></header><ul class="list">{forms.collect_view()}</ul></section> }
        .into_any()
}

/// The tasks that this meeting gives.
fn tasks(visit: &Visit, meeting: &Meeting, record: &Record) -> AnyView {
    let id = meeting.id.to_string();
    let lines = record.given.iter().map(|given| {
        let (only, meeting) = (("task", given.id.to_string()), id.clone());
        view! {
            <li><div class="body">{task_words(given)}</div>
                <div class="end"><ActForm act=&TAKE_TASK_BACK only=only><Hidden name="meeting" value=meeting/><Submit label=t!("meetings-task-take-back") class="plain"/></ActForm></div></li>
        }
    });
    let lines = lines.collect_view();
    let (meeting, task) = (id.clone(), visit.new_id().to_string());
    view! {
        <section class="section"><header><h2>{t!("meetings-tasks")}</h2></header>
            <ul class="list">{lines}</ul>
            <Fold title=t!("meetings-task-give") act=&GIVE_TASK>
                <ActForm act=&GIVE_TASK>
                    <Hidden name="meeting" value=meeting/>
                    <Hidden name="id" value=task/>
                    <Field name="title" label=t!("meetings-task-title") maxlength=100/>
                    <Field name="owner" label=t!("meetings-task-who") help=t!("meetings-task-who-help") maxlength=100/>
                    <Field name="due" label=t!("meetings-task-due") kind="date"/>
                    <Submit label=t!("meetings-task-give")/>
                </ActForm>
            </Fold>
        </section>
    }
    .into_any()
}

fn text(meeting: &Meeting, written: &Written) -> AnyView {
    let (only, version, text) = (("meeting", meeting.id.to_string()), written.version.to_string(), written.text.clone());
    view! {
        <section class="section"><header><h2>{t!("meetings-minutes-text")}</h2></header>
            <ActForm act=&WRITE_MINUTES only=only>
                <Hidden name="version" value=version/>
                <TextArea name="text" label=t!("meetings-minutes-write") help=t!("meetings-minutes-help") value=text rows=14/>
                <Submit label=t!("meetings-save")/>
            </ActForm>
        </section>
    }
    .into_any()
}

/// The minutes on paper: for everybody once they are approved, before that for the office.
pub async fn print(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("id")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let record = Record::load(db, &meeting).await?;
    if !record.written.approved() && visit.admit(crate::meetings::doors::READERS).is_err() {
        return Err(AppError::not_found());
    }
    let plan = &meeting.plan;
    let approved = match record.written.approved_at {
        Some(at) => t!("meetings-approved-on", day = Lang::current().day(at.day())),
        None => t!("meetings-not-approved"),
    };
    let title = format!("{} · {}", plan.title, t!("meetings-minutes-title"));
    let body = view! {
        <p class="no-print toolbar"><a class="btn quiet" href=format!("/meetings/{}", meeting.id)>{t!("meetings-back")}</a> <span class="muted">{t!("meetings-print-hint")}</span></p>
        <article class="sheet minutes">
            <h1>{plan.title.clone()}</h1>
            <h2>{t!("meetings-minutes-title")}</h2>
            {crate::meetings::parts::facts(plan)}
            {record.view()}
            <footer><p>{approved}</p></footer>
        </article>
    };
    Ok(Page::new(title, body).bare())
}
