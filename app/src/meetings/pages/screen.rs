//! The projector: what is on, who is here, the code to check in with. Readable from the last row.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::districts::district_name;
use crate::meetings::entity::meeting_invitation::Model as Invitation;
use crate::meetings::parts::when_words;
use crate::meetings::record::quorum_words;
use crate::meetings::store::{self, Item, Meeting};
use crate::meetings::{screen, settings, votes};
use crate::t;
use crate::ui::{Mark, Qr};
use crate::voting::VoteLine;
use leptos::prelude::*;
use rules::Instant;
use rules::districts::District;
use rules::meetings::{CODE_SECONDS, CheckIn, CheckInCode, ItemKind, MeetingSettings, MeetingState, head_count};
use rules::voting::VoteState;

/// How often a screen without JavaScript looks again, in seconds, once somebody has asked for it.
const LOOKS_EVERY: u32 = 3;

/// What the screen with this token shows.
pub async fn show(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let token = at.param("token");
    let meeting = store::meeting_of_screen(db, &screen::digest(token)).await?.ok_or_else(AppError::not_found)?;
    let items = store::items_of(db, meeting.id).await?;
    let (settings, _) = settings::settings(db).await?;
    let check_ins = store::check_ins(db, meeting.id).await?;
    let invited = store::invitations(db, meeting.id).await?;
    let lines = crate::voting::lines_of_meeting(db, meeting.id).await?;
    let again = at.query("again").is_some();
    let by_itself = (!again)
        .then(|| view! { <noscript><p class="again"><a href=format!("/screen/{token}?again=1")>{t!("meetings-screen-again")}</a></p></noscript> });
    let body = view! {
        <div class="screen" id="screen">
            <header><Mark/><div><h1>{meeting.plan.title.clone()}</h1><p>{when_words(&meeting.plan)}</p></div></header>
            {now_on(&visit, &meeting, &items, &lines)}
            {heads(&check_ins, &invited, &settings, visit.now())}
            {door(&visit, &meeting, &settings)}
        </div>
        {by_itself}
        <script type="module" src="/screen.js"></script>
    };
    let page = Page::new(meeting.plan.title.clone(), body).bare();
    Ok(if again { page.looks_every(LOOKS_EVERY) } else { page })
}

/// What is on: a vote that is open, else the item that was chosen with its minutes and the next one, else the agenda.
fn now_on(visit: &Visit, meeting: &Meeting, items: &[Item], lines: &[VoteLine]) -> AnyView {
    let open: Vec<&VoteLine> = lines.iter().filter(|line| line.state == VoteState::Open).collect();
    let at = items.iter().position(|item| Some(item.id) == meeting.current_item);
    match (meeting.state, at) {
        (MeetingState::Closed, _) => view! { <section class="item"><p class="title">{t!("meetings-screen-over")}</p></section> }.into_any(),
        (MeetingState::Cancelled, _) => view! { <section class="item"><p class="title">{t!("meetings-cancelled")}</p></section> }.into_any(),
        _ if !open.is_empty() => voting_on(&open, visit.now()),
        (_, Some(at)) => item_on(items, at, lines),
        (_, None) => agenda(items),
    }
}

/// The question that is being voted on, and how long still.
fn voting_on(open: &[&VoteLine], now: Instant) -> AnyView {
    let questions = open.iter().map(|line| {
        let left = line.closes_at.map(|closes_at| {
            let seconds = closes_at.since(now).max(0) / rules::SECOND;
            let shown = format!("{}:{:02}", seconds / 60, seconds % 60);
            view! { <p class="left"><b data-left=seconds.to_string()>{shown}</b> <span>{t!("meetings-screen-closes", at = Lang::current().time(closes_at))}</span></p> }
        });
        view! { <p class="title">{line.question.clone()}</p> {left} }
    });
    view! { <section class="item"><h2>{t!("meetings-screen-voting")}</h2>{questions.collect_view()}</section> }.into_any()
}

fn item_on(items: &[Item], at: usize, lines: &[VoteLine]) -> AnyView {
    let (item, next) = (&items[at], items.get(at + 1));
    let kind = t!(&format!("meetings-kind-{}", item.terms.kind.code()));
    let minutes = t!("meetings-minutes", minutes = u32::from(item.terms.minutes));
    let about = [kind, minutes, item.terms.speaker.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <section class="item">
            <h2>{t!("meetings-item-number", number = at + 1, of = items.len())}</h2>
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

/// Who is here: how many of how many, whether that is enough, and how many of each district.
fn heads(check_ins: &[CheckIn], invited: &[Invitation], settings: &MeetingSettings, now: Instant) -> AnyView {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let count = head_count(check_ins, number(invited.len()), settings, now);
    let class = if count.quorum.met() { "quorum ok" } else { "quorum warn" };
    let districts = District::ALL.into_iter().filter_map(|district| {
        let own: Vec<&Invitation> = invited.iter().filter(|row| row.district == district.slug()).collect();
        let of_it: Vec<CheckIn> = check_ins.iter().filter(|of| own.iter().any(|row| row.merchant == of.merchant)).copied().collect();
        let here = head_count(&of_it, number(own.len()), settings, now);
        let show = || view! { <li class=district.slug()>{district_name(district, true)} " " <b>{here.present}</b> " / " {here.invited}</li> };
        (!own.is_empty()).then(show)
    });
    view! {
        <section class="heads">
            <h2>{t!("meetings-present-now")}</h2>
            <p class="present"><b>{count.present}</b> " / " {count.invited}</p>
            <p class=class>{quorum_words(&count.quorum)}</p>
            <ul class="districts">{districts.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The way in: the code while somebody can check in, before that the moment from which they can.
fn door(visit: &Visit, meeting: &Meeting, settings: &MeetingSettings) -> AnyView {
    match screen::shown_code(visit.house(), meeting, settings, visit.now()) {
        Some((code, until)) => check_in(visit, meeting, code, until),
        None if meeting.state == MeetingState::Convened => {
            let opens_at = meeting.plan.begins_at.plus(-settings.check_in_before());
            view! { <section class="check-in"><h2>{t!("meetings-check-in")}</h2><p>{t!("meetings-check-in-from", at = opens_at)}</p></section> }
                .into_any()
        }
        None => ().into_any(),
    }
}

fn check_in(visit: &Visit, meeting: &Meeting, code: CheckInCode, until: Instant) -> AnyView {
    let address = format!("{}/meetings/{}/check-in", visit.house().public_url, meeting.id);
    let digits: String = code.to_string().chars().filter(char::is_ascii_digit).collect();
    let seconds = until.since(visit.now()) / rules::SECOND;
    view! {
        <section class="check-in">
            <h2>{t!("meetings-check-in")}</h2>
            <p class="code">{code.to_string()}</p>
            <progress max=CODE_SECONDS.to_string() value=seconds.to_string() data-left=seconds.to_string() aria-label=t!("meetings-code-changes")></progress>
            <Qr text=format!("{address}#{digits}") label=t!("meetings-check-in-qr")/>
            <p>{t!("meetings-check-in-how")}</p>
        </section>
    }
    .into_any()
}
