//! The minutes at the desk: what was decided and said, and their way to approval; the minutes on paper.

use crate::backend::{Act, AppError, At, Page, Visit};
use crate::meetings::doors::{APPROVE_MINUTES, HAND_IN, OFFICE, RETURN_MINUTES, WRITE_MINUTES};
use crate::meetings::parts::{desk_crumbs, desk_tabs, facts_dated, full_day};
use crate::meetings::record::Record;
use crate::meetings::store::{self, Meeting, Written};
use crate::t;
use crate::ui::{ActForm, Fold, Head, Submit, TextArea};
use leptos::prelude::*;
use rules::meetings::{ItemKind, MeetingState, MinutesForm, MinutesState};

/// The minutes of a meeting with their forms.
pub async fn minutes(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("meeting")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let record = Record::load(db, &meeting).await?;
    let may = visit.admit_in(OFFICE, meeting.plan.host.place()).is_ok();
    let writable = may && matches!(meeting.state, MeetingState::Open | MeetingState::Closed) && !record.written.approved();
    let (id, title) = (meeting.id, t!("meetings-minutes-title"));
    let tag = minutes_tag(record.written.minutes.state);
    let body = view! {
        {desk_crumbs(&meeting, title.clone())}
        <Head title=title.clone()>{tag}<a class="btn quiet" href=format!("/meetings/{id}/minutes/print")>{t!("meetings-print")}</a></Head>
        {desk_tabs(&meeting, "/minutes")}
        {may.then(|| next_step(&visit, &meeting, &record.written))}
        {writable.then(|| writing(&meeting, &record))}
        <section class="section card"><header><h2>{t!("meetings-minutes-preview")}</h2></header>{record.view()}</section>
    };
    Ok(Page::new(title, body))
}

/// The version of the minutes that this page shows. Unlike other fields it is never given back as it was sent: whoever was refused because a colleague
/// was faster sees the colleague's words below and saves over them knowingly.
fn version(written: &Written) -> AnyView {
    view! { <input type="hidden" name="version" value=written.version.to_string()/> }.into_any()
}

/// Where minutes stand, as a dot and a word.
fn minutes_tag(state: MinutesState) -> AnyView {
    let class = if state == MinutesState::Approved { "state ok" } else { "state warn" };
    view! { <span class=class>{t!(&format!("meetings-minutes-{}", state.code()))}</span> }.into_any()
}

/// Handing in, approving, giving back.
fn next_step(visit: &Visit, meeting: &Meeting, written: &Written) -> AnyView {
    let form = |act: &'static Act, label: String| {
        let (only, shown) = (("meeting", meeting.id.to_string()), version(written));
        view! { <ActForm act=act only=only>{shown}<Submit label=label/></ActForm> }.into_any()
    };
    let back = written.given_back.clone().filter(|_| written.minutes.state == MinutesState::Draft);
    let back = back.map(|why| view! { <div class="note warn"><strong>{t!("meetings-minutes-came-back")}</strong><p class="lines">{why}</p></div> });
    let own = written.minutes.written_by == visit.signed().map(|signed| signed.person);
    let step = match written.minutes.state {
        MinutesState::Draft if meeting.state == MeetingState::Closed && !written.text.is_empty() => form(&HAND_IN, t!("meetings-minutes-hand-in")),
        MinutesState::Draft if meeting.state == MeetingState::Closed => view! { <p class="note">{t!("meetings-minutes-begin")}</p> }.into_any(),
        MinutesState::Written if own => view! { <p class="note">{t!("meetings-minutes-wait")}</p> }.into_any(),
        MinutesState::Written => view! { <p class="note">{t!("meetings-minutes-read")}</p> {form(&APPROVE_MINUTES, t!("meetings-minutes-approve"))} {giving_back(meeting, written)} }.into_any(),
        MinutesState::Draft | MinutesState::Approved => ().into_any(),
    };
    view! { {back} {step} }.into_any()
}

fn giving_back(meeting: &Meeting, written: &Written) -> AnyView {
    let (only, shown) = (("meeting", meeting.id.to_string()), version(written));
    view! {
        <Fold title=t!("meetings-minutes-return") act=&RETURN_MINUTES>
            <ActForm act=&RETURN_MINUTES only=only>
                {shown}
                <TextArea name="grounds" label=t!("meetings-minutes-return-why") rows=3 maxlength=200/>
                <Submit label=t!("meetings-minutes-return") class="danger"/>
            </ActForm>
        </Fold>
    }
    .into_any()
}

/// What was decided under each item and what was said, in one form: nothing typed is lost when another part is saved.
fn writing(meeting: &Meeting, record: &Record) -> AnyView {
    let (only, shown, text) = (("meeting", meeting.id.to_string()), version(&record.written), record.written.text.clone());
    let items: Vec<(String, String, String)> = record
        .items
        .iter()
        .filter(|item| item.terms.kind != ItemKind::Tasks)
        .map(|item| (format!("decisions[{}]", MinutesForm::named(item.id)), item.terms.title.clone(), item.decision.clone()))
        .collect();
    let decisions = move || {
        let fields = items.into_iter().map(|(name, title, decision)| {
            view! { <TextArea name=name label=t!("meetings-decision-on", title = title) value=decision rows=2 maxlength=500 optional=true/> }
        });
        fields.collect_view()
    };
    view! {
        <section class="section"><header><h2>{t!("meetings-minutes-write")}</h2></header>
            <ActForm act=&WRITE_MINUTES only=only class="read">
                {shown}
                {decisions()}
                <TextArea name="text" label=t!("meetings-minutes-text") help=t!("meetings-minutes-help") value=text rows=14/>
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
        Some(at) => t!("meetings-approved-on", day = full_day(at.day())),
        None => t!("meetings-not-approved"),
    };
    let title = format!("{} · {}", plan.title, t!("meetings-minutes-title"));
    let body = view! {
        <p class="no-print toolbar"><a class="btn quiet" href=format!("/meetings/{}", meeting.id)>{t!("meetings-back")}</a> <span class="muted">{t!("meetings-print-hint")}</span></p>
        <article class="sheet minutes">
            <h1>{plan.title.clone()}</h1>
            <h2>{t!("meetings-minutes-title")}</h2>
            {facts_dated(plan, full_day)}
            {record.view()}
            <footer><p>{approved}</p></footer>
        </article>
    };
    Ok(Page::new(title, body).bare())
}
