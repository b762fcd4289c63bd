//! The meeting room at the desk: who is here, the screens, the item on them, opening and closing.

use super::table;
use crate::backend::{AppError, At, Page, Shown, Visit};
use crate::meetings::doors::{CLOSE, MAKE_SCREEN, OFFICE, OPEN, REVOKE_SCREEN, SHOW_ITEM};
use crate::meetings::entity::meeting_screen::Model as Screen;
use crate::meetings::parts::{desk_crumbs, desk_tabs, head_figures, heads_of, state_tag, when_words};
use crate::meetings::store::{self, Item, Meeting};
use crate::meetings::{ScreenLink, settings};
use crate::t;
use crate::ui::{ActForm, Fold, Head, Hidden, Qr, Submit};
use crate::voting::{KeptVote, votes_of_meeting};
use leptos::prelude::*;
use rules::Instant;
use rules::meetings::{MeetingSettings, MeetingState, may_open};

/// The room of one meeting.
pub async fn hall(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let meeting = store::meeting_by_id(db, at.id("meeting")?).await?.filter(Meeting::is_public).ok_or_else(AppError::not_found)?;
    let may = visit.admit_in(OFFICE, meeting.plan.host.place()).is_ok();
    let working = may && !meeting.is_over();
    let invited = store::invitations(db, meeting.id).await?;
    let (settings, _) = settings::settings(db).await?;
    let items = store::items_of(db, meeting.id).await?;
    let screens = store::screens_of(db, meeting.id).await?;
    let over = meeting.is_over();
    let figures = head_figures(&heads_of(&store::check_ins(db, meeting.id).await?, invited.len(), &settings, (over, visit.now())), over);
    let votes = votes_of_meeting(db, meeting.id).await?;
    let table = table::section(&visit, &at, &meeting, &invited, working).await?;
    let title = t!("meetings-hall");
    let body = view! {
        {desk_crumbs(&meeting, title.clone())}
        <Head title=title.clone() lead=when_words(&meeting.plan)>{state_tag(meeting.state)}</Head>
        {desk_tabs(&meeting, "/hall")}
        {may.then(|| session(&visit, &meeting, &settings))}
        <div id="count" data-live=(!meeting.is_over()).then_some("3")>{figures}</div>
        {working.then(|| on_screen(&meeting, &items, &votes, &screens))}
        {table}
    };
    Ok(Page::new(title, body))
}

/// Opening and closing.
fn session(visit: &Visit, meeting: &Meeting, settings: &MeetingSettings) -> AnyView {
    let only = ("meeting", meeting.id.to_string());
    match meeting.state {
        MeetingState::Convened if may_open(meeting.plan.begins_at, settings, visit.now()).is_err() => {
            view! { <p class="note">{t!("meetings-open-from", at = meeting.plan.begins_at.plus(-settings.check_in_before()))}</p> }.into_any()
        }
        MeetingState::Convened => view! { <ActForm act=&OPEN only=only><Submit label=t!("meetings-open") class="large"/></ActForm> }.into_any(),
        MeetingState::Open => view! { <Fold title=t!("meetings-close-title") act=&CLOSE><p>{t!("meetings-close-words")}</p><ActForm act=&CLOSE only=only><Submit label=t!("meetings-close") class="danger"/></ActForm></Fold> }.into_any(),
        MeetingState::Draft | MeetingState::Closed | MeetingState::Cancelled => ().into_any(),
    }
}

/// The screens' links and the item they show.
fn on_screen(meeting: &Meeting, items: &[Item], votes: &[KeptVote], screens: &[Screen]) -> AnyView {
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
    let shown = items.iter().zip(1..).map(|(item, number)| line(meeting, item, number, votes));
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

/// An item with its votes, and the way to show it.
fn line(meeting: &Meeting, item: &Item, number: i32, votes: &[KeptVote]) -> AnyView {
    let (of, only, title) = (meeting.id.to_string(), ("item", item.id.to_string()), item.terms.title.clone());
    let end = if meeting.current_item == Some(item.id) {
        view! { <span class="state ok">{t!("meetings-on-screen")}</span> }.into_any()
    } else {
        // The button is short; who hears it hears what it shows.
        let spoken = t!("meetings-show-item", title = title.clone());
        view! { <ActForm act=&SHOW_ITEM only=only><Hidden name="meeting" value=of/><button type="submit" class="btn quiet" aria-label=spoken>{t!("meetings-show")}</button></ActForm> }.into_any()
    };
    let own = votes.iter().filter(|kept| kept.about.subject() == item.id).map(|kept| {
        let state = t!(&format!("voting-state-{}", kept.law.state.code()));
        view! { <p class="small"><a href=format!("/desk/votes/{}", kept.id)>{kept.draft().question.clone()}</a> " · " {state}</p> }
    });
    view! { <li><div class="body"><p>{format!("{number}. {title}")}</p>{own.collect_view()}</div><div class="end">{end}</div></li> }.into_any()
}
