//! The form in which a meeting is planned or changed.

use crate::backend::{Act, AppError, At, Page, Refill, Visit};
use crate::districts::district_name;
use crate::meetings::doors::{CHANGE, DRAFT, OFFICE};
use crate::meetings::parts::facts;
use crate::meetings::store::{self, Meeting};
use crate::t;
use crate::ui::{ActForm, Choice, Field, Head, Hidden, SelectField, Submit};
use leptos::prelude::*;
use rules::Instant;
use rules::districts::District;
use rules::meetings::{MeetingForm, copied, next_host};

/// An empty form, or one filled in like the last meeting.
pub async fn new(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let turn = next_host(store::last_meeting(db).await?.map(|last| last.plan.host));
    let last = store::last_convened(db).await?;
    let id = visit.new_id().to_string();
    // A refused form comes back at the plain address: that it is a copy stands in what was sent.
    let refused = Refill::of(&DRAFT, None).and_then(|refill| refill.value("copy").map(|copy| !copy.is_empty()));
    let copying = refused.unwrap_or_else(|| at.query("copy").is_some());
    let form = match last.as_ref().filter(|_| copying) {
        Some(last) => MeetingForm { copy: last.id.to_string(), host: turn.slug().to_owned(), ..copied(&last.plan, id) },
        None => MeetingForm { id, host: turn.slug().to_owned(), begins: "14:00".to_owned(), ends: "16:00".to_owned(), ..MeetingForm::default() },
    };
    let form = hosted(&visit, form);
    let copies = last.filter(|_| !copying).map(|last| {
        view! { <a class="btn quiet" href="/desk/meetings/new?copy=last">{t!("meetings-copy-last", title = last.plan.title)}</a> }
    });
    let body = view! {
        <Head title=t!("meetings-new") lead=t!("meetings-new-lead", turn = district_name(turn, false))>{copies}</Head>
        {sheet(&visit, &DRAFT, form, t!("meetings-save-draft"))}
    };
    Ok(Page::new(t!("meetings-new"), body))
}

/// An officer whose district is not in turn plans a meeting that the own district hosts.
fn hosted(visit: &Visit, mut form: MeetingForm) -> MeetingForm {
    let own = hosts(visit);
    if !own.iter().any(|district| district.slug() == form.host) {
        form.host = own.first().map(|district| district.slug().to_owned()).unwrap_or_default();
    }
    form
}

/// The districts in whose name the person may convene.
fn hosts(visit: &Visit) -> Vec<District> {
    District::ALL.into_iter().filter(|district| visit.admit_in(OFFICE, district.place()).is_ok()).collect()
}

/// The form of a meeting that is there.
pub async fn change(visit: Visit, at: At) -> Result<Page, AppError> {
    let meeting = store::meeting_by_id(visit.db().read(), at.id("meeting")?).await?.ok_or_else(AppError::not_found)?;
    visit.admit_in(OFFICE, meeting.plan.host.place())?;
    let form = form_of(&meeting);
    let refused = Refill::of(&CHANGE, None).is_some();
    let body = view! {
        <Head title=t!("meetings-change") lead=meeting.plan.title.clone()/>
        {meeting.state.code().eq("convened").then(|| view! { <p class="note">{t!("meetings-change-told")}</p> })}
        {refused.then(|| facts(&meeting.plan))}
        {sheet(&visit, &CHANGE, form, t!("meetings-save"))}
    };
    Ok(Page::new(t!("meetings-change"), body))
}

/// The form of a plan as it stands.
fn form_of(meeting: &Meeting) -> MeetingForm {
    let plan = &meeting.plan;
    let day = plan.begins_at.day();
    let clock =
        |at: Instant| if at == day.end() { "24:00".to_owned() } else { format!("{:02}:{:02}", at.minute_of_day() / 60, at.minute_of_day() % 60) };
    MeetingForm {
        id: meeting.id.to_string(),
        title: plan.title.clone(),
        host: plan.host.slug().to_owned(),
        place: plan.place.clone(),
        day: day.to_string(),
        begins: clock(plan.begins_at),
        ends: clock(plan.ends_at),
        districts: plan.districts.iter().map(|district| district.slug().to_owned()).collect(),
        copy: String::new(),
        version: meeting.version.to_string(),
    }
}

fn sheet(visit: &Visit, act: &'static Act, form: MeetingForm, label: String) -> AnyView {
    let named = |districts: &[District]| -> Vec<(String, String)> {
        districts.iter().map(|district| (district.slug().to_owned(), district_name(*district, false))).collect()
    };
    let (hosts, all) = (named(&hosts(visit)), named(&District::ALL));
    let copies = form.copy.clone();
    let copy = move || (!copies.is_empty()).then(|| view! { <Hidden name="copy" value=copies/> <p class="note">{t!("meetings-copy-agenda")}</p> });
    view! {
        <ActForm act=act class="read">
            <Hidden name="id" value=form.id/>
            // Never given back as it was sent: whoever was refused sees the new plan above, and saves over it knowingly.
            {(!form.version.is_empty()).then(|| view! { <input type="hidden" name="version" value=form.version/> })}
            {copy()}
            <Field name="title" label=t!("meetings-f-title") help=t!("meetings-f-title-help") value=form.title maxlength=60/>
            <Field name="day" label=t!("meetings-f-day") kind="date" value=form.day/>
            <div class="pair">
                <Field name="begins" label=t!("meetings-f-begins") kind="time" value=form.begins/>
                <Field name="ends" label=t!("meetings-f-ends") kind="time" value=form.ends/>
            </div>
            <Field name="place" label=t!("meetings-place") help=t!("meetings-f-place-help") value=form.place maxlength=60/>
            <SelectField name="host" label=t!("meetings-host") help=t!("meetings-f-host-help") options=hosts value=form.host/>
            <Choice name="districts" label=t!("meetings-districts") help=t!("meetings-f-districts-help") options=all value=form.districts many=true/>
            <Submit label=label class="wide"/>
        </ActForm>
    }
    .into_any()
}
