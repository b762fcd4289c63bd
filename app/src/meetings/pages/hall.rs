//! The meeting room at the desk: who is here, the screens, the item on them, opening and closing.

use crate::accounts::labels_of;
use crate::backend::{AppError, At, Lang, Page, Shown, Visit};
use crate::districts::district_name;
use crate::meetings::doors::{CHECK_IN_MERCHANT, CHECK_OUT, CLOSE, MAKE_SCREEN, OFFICE, OPEN, REVOKE_SCREEN, SHOW_ITEM, STRIKE};
use crate::meetings::entity::meeting_invitation::Model as Invitation;
use crate::meetings::entity::meeting_screen::Model as Screen;
use crate::meetings::parts::{head_figures, state_tag, when_words};
use crate::meetings::store::{self, Item, Meeting};
use crate::meetings::{ScreenLink, settings};
use crate::t;
use crate::ui::{ActForm, Fold, Head, Hidden, Qr, SelectField, Submit, TextArea, Wide};
use leptos::prelude::*;
use rules::Instant;
use rules::districts::District;
use rules::meetings::{CheckIn, MeetingState};
use uuid::Uuid;

/// The room of one meeting.
pub async fn hall(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("meeting")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let may = visit.admit_in(OFFICE, meeting.plan.host.place()).is_ok();
    let working = may && !meeting.is_over();
    let invited = store::invitations(db, meeting.id).await?;
    let check_ins = store::check_ins(db, meeting.id).await?;
    let (settings, _) = settings::settings(db).await?;
    let items = store::items_of(db, meeting.id).await?;
    let screens = store::screens_of(db, meeting.id).await?;
    let labels = labels_of(db, invited.iter().filter_map(|row| row.delegate)).await?;
    let figures = head_figures(&check_ins, invited.len(), &settings, visit.now());
    let lines = invited.iter().map(|row| {
        let label = row.delegate.map_or_else(|| t!("meetings-delegate-none"), |of| labels.get(&of).cloned().unwrap_or_default());
        line(row, label, store::last_check_in(&check_ins, row.merchant), working)
    });
    let lines = lines.collect_view();
    let title = t!("meetings-hall");
    let (id, state, name) = (meeting.id, meeting.state, meeting.plan.title.clone());
    let body = view! {
        <nav class="crumbs" aria-label=t!("meetings-crumbs")><ol><li><a href="/desk/meetings">{t!("meetings-desk")}</a></li><li><a href=format!("/desk/meetings/{id}")>{name}</a></li><li aria-current="page">{title.clone()}</li></ol></nav>
        <Head title=title.clone() lead=when_words(&meeting.plan)>{state_tag(state)}<a class="btn quiet" href=format!("/desk/meetings/{id}/minutes")>{t!("meetings-to-minutes")}</a></Head>
        {may.then(|| session(&meeting))}
        <div id="count" data-live=(!meeting.is_over()).then_some("3")>{figures}</div>
        {working.then(|| on_screen(&meeting, &items, &screens))}
        <section class="section">
            <header><h2>{t!("meetings-check-in-table")}</h2></header>
            <Wide label=t!("meetings-check-in-table")>
                <table>
                    <thead><tr><th scope="col">{t!("meetings-merchant")}</th><th scope="col">{t!("meetings-delegate")}</th><th scope="col">{t!("meetings-here")}</th>{working.then(|| view! { <th scope="col">{t!("meetings-table-act")}</th> })}</tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </Wide>
            {working.then(|| striking(&meeting, &invited, &check_ins))}
        </section>
    };
    Ok(Page::new(title, body))
}

/// Opening and closing.
fn session(meeting: &Meeting) -> AnyView {
    let only = ("meeting", meeting.id.to_string());
    match meeting.state {
        MeetingState::Convened => view! { <ActForm act=&OPEN only=only><Submit label=t!("meetings-open") class="large"/></ActForm> }.into_any(),
        MeetingState::Open => view! { <Fold title=t!("meetings-close-title") act=&CLOSE><p>{t!("meetings-close-words")}</p><ActForm act=&CLOSE only=only><Submit label=t!("meetings-close") class="danger"/></ActForm></Fold> }.into_any(),
        MeetingState::Draft | MeetingState::Closed | MeetingState::Cancelled => ().into_any(),
    }
}

/// The screens' links and the item they show.
fn on_screen(meeting: &Meeting, items: &[Item], screens: &[Screen]) -> AnyView {
    let id = meeting.id.to_string();
    let link = Shown::of::<ScreenLink>(&MAKE_SCREEN).map(|shown| {
        view! {
            <div class="note ok" role="status">
                <strong>{t!("meetings-screen-link")}</strong>
                <p class="url"><a href=shown.link.clone()>{shown.link.clone()}</a></p>
                <Qr text=shown.link label=t!("meetings-screen-qr")/>
                <p>{t!("meetings-screen-once")}</p>
            </div>
        }
    });
    let made = screens.iter().map(|screen| {
        let (meeting, only) = (id.clone(), ("screen", screen.id.to_string()));
        view! {
            <li><div class="body">{t!("meetings-screen-made", at = Instant::from_millis(screen.made_at))}</div>
                <div class="end"><ActForm act=&REVOKE_SCREEN only=only><Hidden name="meeting" value=meeting/><Submit label=t!("meetings-screen-revoke") class="quiet"/></ActForm></div></li>
        }
    });
    let made = made.collect_view();
    let shown = items.iter().zip(1..).map(|(item, number)| {
        let words = format!("{number}. {}", item.terms.title);
        let current = meeting.current_item == Some(item.id);
        let (meeting, only, label) = (id.clone(), ("item", item.id.to_string()), t!("meetings-show-item", title = item.terms.title.clone()));
        let end = if current {
            view! { <span class="state ok">{t!("meetings-on-screen")}</span> }.into_any()
        } else {
            view! { <ActForm act=&SHOW_ITEM only=only><Hidden name="meeting" value=meeting/><Submit label=label class="quiet"/></ActForm> }.into_any()
        };
        view! { <li><div class="body">{words}</div><div class="end">{end}</div></li> }
    });
    let shown = shown.collect_view();
    let meeting = id.clone();
    view! {
        <section class="section">
            <header><h2>{t!("meetings-screens")}</h2><span class="muted small">{t!("meetings-screens-help")}</span></header>
            {link}
            <ul class="list">{made}</ul>
            <ActForm act=&MAKE_SCREEN><Hidden name="meeting" value=meeting/><Submit label=t!("meetings-screen-make") class="quiet"/></ActForm>
            <h3>{t!("meetings-current-item")}</h3>
            <ul class="list">{shown}</ul>
        </section>
    }
    .into_any()
}

/// A merchant in the table, with what can be done now.
fn line(row: &Invitation, label: String, check_in: Option<CheckIn>, working: bool) -> AnyView {
    let lang = Lang::current();
    let here = check_in.is_some_and(|of| !of.struck && of.left_at.is_none());
    let words = match check_in {
        None => t!("meetings-not-here"),
        Some(of) if of.struck => t!("meetings-struck"),
        Some(CheckIn { left_at: Some(left), .. }) => t!("meetings-left", at = lang.time(left)),
        Some(of) => t!("meetings-here-since", at = lang.time(of.at)),
    };
    let class = if here { "state ok" } else { "muted" };
    let (meeting, only) = (row.meeting.to_string(), ("merchant", row.merchant.to_string()));
    let district = District::from_slug(&row.district).map(|district| district_name(district, true));
    let act = working.then(|| {
        let (act, label, class) =
            if here { (&CHECK_OUT, t!("meetings-check-out"), "plain") } else { (&CHECK_IN_MERCHANT, t!("meetings-check-in-one"), "quiet") };
        view! { <td><ActForm act=act only=only class="inline"><Hidden name="meeting" value=meeting/><Submit label=label class=class/></ActForm></td> }
    });
    view! {
        <tr id=format!("m-{}", row.merchant)>
            <td>{row.name.clone()} " " <small class="muted">{district}</small></td>
            <td class="nowrap">{label}</td>
            <td class="nowrap"><span class=class>{words}</span></td>
            {act}
        </tr>
    }
    .into_any()
}

fn striking(meeting: &Meeting, invited: &[Invitation], check_ins: &[CheckIn]) -> Option<AnyView> {
    let counts = |merchant: Uuid| store::newest_check_in(check_ins, merchant).is_some_and(|of| !of.struck);
    let options: Vec<(String, String)> =
        invited.iter().filter(|row| counts(row.merchant)).map(|row| (row.merchant.to_string(), row.name.clone())).collect();
    if options.is_empty() {
        return None;
    }
    let meeting = meeting.id.to_string();
    let view = view! {
        <Fold title=t!("meetings-strike-title") act=&STRIKE>
            <p>{t!("meetings-strike-words")}</p>
            <ActForm act=&STRIKE>
                <Hidden name="meeting" value=meeting/>
                <SelectField name="merchant" label=t!("meetings-merchant") options=options/>
                <TextArea name="grounds" label=t!("meetings-grounds") rows=2 maxlength=200/>
                <Submit label=t!("meetings-strike") class="danger"/>
            </ActForm>
        </Fold>
    };
    Some(view.into_any())
}
