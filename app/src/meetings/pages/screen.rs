//! The projector: what is on, who is here, the code to check in with. Readable from the last row.

use crate::backend::{AppError, At, Page, Visit};
use crate::meetings::parts::when_words;
use crate::meetings::record::quorum_words;
use crate::meetings::store::{self, Item, Meeting};
use crate::meetings::{screen, settings, votes};
use crate::t;
use crate::ui::{Mark, Qr};
use crate::voting::VoteLine;
use leptos::prelude::*;
use rules::Instant;
use rules::meetings::{CheckInCode, ItemKind, MeetingState, head_count};

/// How often a screen without JavaScript looks again, in seconds.
const LOOKS_EVERY: u32 = 3;

/// What the screen with this token shows.
pub async fn show(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let token = at.param("token");
    let meeting = store::meeting_of_screen(db, &screen::digest(token)).await?.ok_or_else(AppError::not_found)?;
    let items = store::items_of(db, meeting.id).await?;
    let (settings, _) = settings::settings(db).await?;
    let check_ins = store::check_ins(db, meeting.id).await?;
    let invited = store::invitations(db, meeting.id).await?.len();
    let count = head_count(&check_ins, u32::try_from(invited).unwrap_or(u32::MAX), &settings, visit.now());
    let code = screen::shown_code(visit.house(), &meeting, &settings, visit.now());
    let lines = crate::voting::lines_of_meeting(db, meeting.id).await?;
    let class = if count.quorum.met() { "quorum ok" } else { "quorum warn" };
    let body = view! {
        <div class="screen" id="screen">
            <header><Mark/><div><h1>{meeting.plan.title.clone()}</h1><p>{when_words(&meeting.plan)}</p></div></header>
            {now_on(&meeting, &items, &lines)}
            <section class="heads">
                <h2>{t!("meetings-present-now")}</h2>
                <p class="present"><b>{count.present}</b> " / " {count.invited}</p>
                <p class=class>{quorum_words(&count.quorum)}</p>
            </section>
            {code.map(|(code, until)| check_in(&visit, &meeting, code, until))}
        </div>
        <script type="module" src="/screen.js"></script>
    };
    Ok(Page::new(meeting.plan.title.clone(), body).bare().looks_every(LOOKS_EVERY))
}

/// The item that is on, with its minutes, and the next one.
fn now_on(meeting: &Meeting, items: &[Item], lines: &[VoteLine]) -> AnyView {
    let at = items.iter().position(|item| Some(item.id) == meeting.current_item);
    let words = match (meeting.state, at) {
        (MeetingState::Closed, _) => return view! { <section class="item"><p class="title">{t!("meetings-screen-over")}</p></section> }.into_any(),
        (MeetingState::Cancelled, _) => return view! { <section class="item"><p class="title">{t!("meetings-cancelled")}</p></section> }.into_any(),
        (_, Some(at)) => at,
        (_, None) => return agenda(items),
    };
    let (item, next) = (&items[words], items.get(words + 1));
    let kind = t!(&format!("meetings-kind-{}", item.terms.kind.code()));
    let minutes = t!("meetings-minutes", minutes = u32::from(item.terms.minutes));
    let about = [kind, minutes, item.terms.speaker.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <section class="item">
            <h2>{t!("meetings-item-number", number = words + 1, of = items.len())}</h2>
            <p class="title">{item.terms.title.clone()}</p>
            <p>{about}</p>
            {on_vote(item, lines)}
            {next.map(|next| view! { <p class="next">{t!("meetings-next-item", title = next.terms.title.clone())}</p> })}
        </section>
    }
    .into_any()
}

/// The votes under the item that is on: where each stands, and once it is published its verdict with its arithmetic and the board's root.
fn on_vote(item: &Item, lines: &[VoteLine]) -> Option<AnyView> {
    let own = votes::of_item(lines, item.id);
    (!own.is_empty()).then(|| votes::list(&own, "/votes", true))
}

/// Before the first item: the whole agenda.
fn agenda(items: &[Item]) -> AnyView {
    let lines = items.iter().map(|item| {
        let tasks = item.terms.kind == ItemKind::Tasks;
        view! { <li class:tasks=tasks>{item.terms.title.clone()} " " <small>{t!("meetings-minutes", minutes = u32::from(item.terms.minutes))}</small></li> }
    });
    view! { <section class="item"><h2>{t!("meetings-agenda")}</h2><ol>{lines.collect_view()}</ol></section> }.into_any()
}

fn check_in(visit: &Visit, meeting: &Meeting, code: CheckInCode, until: Instant) -> AnyView {
    let address = format!("{}/meetings/{}/check-in", visit.house().public_url, meeting.id);
    let digits: String = code.to_string().chars().filter(char::is_ascii_digit).collect();
    let seconds = until.since(visit.now()) / rules::SECOND;
    view! {
        <section class="check-in">
            <h2>{t!("meetings-check-in")}</h2>
            <p class="code">{code.to_string()}</p>
            <Qr text=format!("{address}#{digits}") label=t!("meetings-check-in-qr")/>
            <p>{t!("meetings-check-in-how")}</p>
            <p class="vh">{t!("meetings-code-changes", seconds = seconds)}</p>
        </section>
    }
    .into_any()
}
