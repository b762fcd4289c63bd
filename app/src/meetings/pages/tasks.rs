//! Tasks at the desk: those of earlier meetings are taken up first; then those that this meeting gives.

use crate::backend::{AppError, Arg, At, Lang, Page, Visit, encoded, say};
use crate::meetings::doors::{CARRY_OVER, DROP_TASK, FINISH_TASK, GIVE_TASK, OFFICE, REOPEN_TASK, TAKE_TASK_BACK};
use crate::meetings::parts::{day, desk_crumbs, desk_tabs, state_tag};
use crate::meetings::record::{step_words, task_words};
use crate::meetings::store::{self, Earlier, Item, Meeting, Step};
use crate::meetings::votes;
use crate::t;
use crate::ui::{ActForm, Empty, Field, Fold, Head, Hidden, SelectField, Submit};
use crate::voting::{VoteLine, lines_of_meeting};
use leptos::prelude::*;
use rules::Day;
use rules::meetings::{ItemKind, MeetingState};
use uuid::Uuid;

/// The tasks of one meeting.
pub async fn tasks(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("meeting")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let earlier = store::earlier_tasks(db, &meeting).await?;
    let given = store::given_tasks(db, meeting.id).await?;
    let votes = OnTasks { items: store::items_of(db, meeting.id).await?, lines: lines_of_meeting(db, meeting.id).await? };
    let may = visit.admit_in(OFFICE, meeting.plan.host.place()).is_ok();
    let writable = may && matches!(meeting.state, MeetingState::Open | MeetingState::Closed) && !store::minutes_of(db, meeting.id).await?.approved();
    let title = t!("meetings-to-tasks");
    let none = (earlier.is_empty() && given.is_empty() && !writable)
        .then(|| view! { <Empty title=t!("meetings-tasks-none") next=t!("meetings-tasks-none-next")/> });
    let taking_up = may && meeting.state == MeetingState::Open;
    let body = view! {
        {desk_crumbs(&meeting, title.clone())}
        <Head title=title.clone()>{state_tag(meeting.state)}</Head>
        {desk_tabs(&meeting, "/tasks")}
        {none}
        {earlier_section(&meeting, &earlier, &votes, taking_up, visit.now().day())}
        {given_section(&visit, meeting.id, &given, writable)}
    };
    Ok(Page::new(title, body))
}

/// The agenda and its votes, as far as they decide about tasks.
struct OnTasks {
    items: Vec<Item>,
    lines: Vec<VoteLine>,
}

impl OnTasks {
    fn item(&self) -> Option<Uuid> {
        self.items.iter().find(|item| item.terms.kind == ItemKind::Tasks).map(|item| item.id)
    }
}

/// The tasks of earlier meetings: each is done or carried over; an undone one is dropped by a vote or not at all.
fn earlier_section(meeting: &Meeting, earlier: &[Earlier], votes: &OnTasks, taking_up: bool, today: Day) -> Option<AnyView> {
    if earlier.is_empty() {
        return None;
    }
    let lines = earlier.iter().map(|earlier| {
        let given = &earlier.given;
        let late = given.task.overdue(today).then(|| view! { <span class="clock stop">{t!("meetings-task-late", due = given.task.due)}</span> });
        let forms = taking_up.then(|| match earlier.step {
            None => taking_up_forms(meeting.id, earlier, votes),
            Some(Step::Drop(_)) => ().into_any(),
            Some(_) => reopening(meeting.id, given.id),
        });
        view! { <li><div class="body">{task_words(given, earlier.due, day)}<p class="cluster small"><span class="muted">{step_words(earlier.step, day)}</span>{late}</p>{forms}</div></li> }
    });
    let lines = lines.collect_view();
    let own: Vec<VoteLine> = votes.item().map(|item| votes::of_item(&votes.lines, item)).unwrap_or_default();
    let decided = (!own.is_empty()).then(|| view! { <h3>{t!("meetings-votes")}</h3> {votes::list(&own, "/desk/votes", false)} });
    let view = view! {
        <section class="section"><header><h2>{t!("meetings-kind-tasks")}</h2></header>
            {taking_up.then(|| view! { <p class="muted">{t!("meetings-tasks-help")}</p> })}
            <ul class="list">{lines}</ul>
            {decided}
        </section>
    };
    Some(view.into_any())
}

fn taking_up_forms(meeting: Uuid, earlier: &Earlier, votes: &OnTasks) -> AnyView {
    let (task, title) = (earlier.given.id.to_string(), earlier.given.title.clone());
    let passed: Vec<(String, String)> =
        votes::dropping(&votes.lines, &votes.items, &title).into_iter().map(|line| (line.vote.to_string(), line.question)).collect();
    let vote = votes.item().filter(|_| passed.is_empty()).map(|item| {
        // A vote is kept in Chinese, whatever language the person who prepares it reads.
        let question = say(Lang::Zh, "meetings-task-drop-question", &[("title", Arg::from(&title))]);
        let question = encoded(&question).replace('/', "%2F");
        view! { <a class="btn plain" href=format!("/desk/votes/new?meeting={meeting}&item={item}&question={question}")>{t!("meetings-task-put-to-vote")}</a> }
    });
    let dropping = (!passed.is_empty()).then(|| dropping(meeting, &task, passed));
    let (meeting, done, carried, of) = (meeting.to_string(), ("task", task.clone()), ("task", task.clone()), meeting.to_string());
    view! {
        <div class="actions">
            <ActForm act=&FINISH_TASK only=done class="inline"><Hidden name="meeting" value=meeting/><Submit label=t!("meetings-task-finish") class="quiet"/></ActForm>
            {vote}
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
fn dropping(meeting: Uuid, task: &str, passed: Vec<(String, String)>) -> AnyView {
    let (meeting, own, form) = (meeting.to_string(), ("task", task.to_owned()), ("task", task.to_owned()));
    let value = passed.first().map(|(vote, _)| vote.clone()).unwrap_or_default();
    view! {
        <Fold title=t!("meetings-task-drop") act=&DROP_TASK only=own>
            <ActForm act=&DROP_TASK only=form>
                <Hidden name="meeting" value=meeting/>
                <SelectField name="vote" label=t!("meetings-task-drop-vote") options=passed value=value/>
                <Submit label=t!("meetings-task-drop") class="danger"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

fn reopening(meeting: Uuid, task: Uuid) -> AnyView {
    let only = ("task", task.to_string());
    view! { <ActForm act=&REOPEN_TASK only=only class="inline"><Hidden name="meeting" value=meeting.to_string()/><Submit label=t!("meetings-task-reopen") class="plain"/></ActForm> }.into_any()
}

/// The tasks that this meeting gives.
fn given_section(visit: &Visit, meeting: Uuid, given: &[store::Given], writable: bool) -> Option<AnyView> {
    if given.is_empty() && !writable {
        return None;
    }
    let id = meeting.to_string();
    let lines = given.iter().map(|given| {
        let (only, meeting) = (("task", given.id.to_string()), id.clone());
        let back = writable.then(|| view! { <div class="end"><ActForm act=&TAKE_TASK_BACK only=only><Hidden name="meeting" value=meeting/><Submit label=t!("meetings-task-take-back") class="plain"/></ActForm></div> });
        view! { <li><div class="body">{task_words(given, given.task.due, day)}</div>{back}</li> }
    });
    let lines = lines.collect_view();
    let list = (!given.is_empty()).then(|| view! { <ul class="list">{lines}</ul> });
    let view = view! {
        <section class="section"><header><h2>{t!("meetings-tasks")}</h2></header>
            {list}
            {writable.then(|| giving(visit, meeting))}
        </section>
    };
    Some(view.into_any())
}

fn giving(visit: &Visit, meeting: Uuid) -> AnyView {
    let (meeting, task) = (meeting.to_string(), visit.new_id().to_string());
    view! {
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
    }
    .into_any()
}
