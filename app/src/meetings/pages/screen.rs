//! The projector: what is on, who is here, the code to check in with. Readable from the last row.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::districts::district_name;
use crate::meetings::entity::meeting_invitation::Model as Invitation;
use crate::meetings::parts::{heads_of, present_words, when_words};
use crate::meetings::record::quorum_words;
use crate::meetings::store::{self, Item, Meeting};
use crate::meetings::{screen, settings, votes};
use crate::t;
use crate::ui::{Mark, Qr};
use crate::voting::VoteLine;
use leptos::prelude::*;
use rules::Instant;
use rules::districts::District;
use rules::meetings::{CODE_SECONDS, CheckIn, CheckInCode, ItemKind, MeetingSettings, MeetingState};
use rules::voting::VoteState;
use uuid::Uuid;

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
    let turnouts = crate::voting::turnouts(db, meeting.id).await?;
    let (on, own_quorum) = now_on(&visit, &meeting, &items, &Votes { lines: &lines, turnouts: &turnouts });
    let again = at.query("again").is_some();
    let by_itself = (!again)
        .then(|| view! { <noscript><p class="again"><a href=format!("/screen/{token}?again=1")>{t!("meetings-screen-again")}</a></p></noscript> });
    let body = view! {
        <div class="screen" id="screen">
            <header><Mark/><div><h1>{meeting.plan.title.clone()}</h1><p>{when_words(&meeting.plan)}</p></div></header>
            {on}
            {(meeting.state != MeetingState::Cancelled).then(|| heads(&check_ins, &invited, &settings, (meeting.is_over(), visit.now()), own_quorum))}
            {door(&visit, &meeting, &settings)}
        </div>
        {by_itself}
        <script type="module" src="/screen.js"></script>
    };
    let page = Page::new(meeting.plan.title.clone(), body).bare();
    Ok(if again { page.looks_every(LOOKS_EVERY) } else { page })
}

/// The votes of the meeting with what a screen says of those that are open.
struct Votes<'a> {
    lines: &'a [VoteLine],
    turnouts: &'a [(Uuid, u64, u64)],
}

impl Votes<'_> {
    fn about(&self, subject: Uuid) -> Vec<VoteLine> {
        votes::of_item(self.lines, subject)
    }
}

/// What is on: a vote that is open, else what was chosen or voted on last, else the agenda; and whether that is a vote, which has a quorum of its own.
fn now_on(visit: &Visit, meeting: &Meeting, items: &[Item], votes: &Votes<'_>) -> (AnyView, bool) {
    let open: Vec<&VoteLine> = votes.lines.iter().filter(|line| line.state == VoteState::Open).collect();
    let at = items.iter().position(|item| Some(item.id) == meeting.current_item);
    let own = meeting.current_item.map(|subject| votes.about(subject)).unwrap_or_default();
    let said = |words: String| view! { <section class="item"><p class="title">{words}</p></section> }.into_any();
    match (meeting.state, at) {
        (MeetingState::Closed, _) => (said(t!("meetings-screen-over")), false),
        (MeetingState::Cancelled, _) => (said(t!("meetings-cancelled")), false),
        _ if !open.is_empty() => (voting_on(&open, votes.turnouts, visit.now()), true),
        (_, Some(at)) => (item_on(items, at, &own), !own.is_empty()),
        // A category of an award that was voted on stands on no agenda.
        (_, None) if !own.is_empty() => (view! { <section class="item voted">{on_vote(&own, "")}</section> }.into_any(), true),
        (_, None) => (agenda(items), false),
    }
}

/// The question that is being voted on, how many have voted, and how long still.
fn voting_on(open: &[&VoteLine], turnouts: &[(Uuid, u64, u64)], now: Instant) -> AnyView {
    let questions = open.iter().map(|line| {
        let left = line.closes_at.map(|closes_at| {
            let (today, seconds) = (closes_at.day() == now.day(), closes_at.since(now).max(0) / rules::SECOND);
            // Nobody counts the minutes of days.
            let clock = today.then(|| view! { <b data-left=seconds.to_string()>{format!("{}:{:02}", seconds / 60, seconds % 60)}</b> });
            let at = if today { Lang::current().time(closes_at) } else { Lang::current().moment(closes_at) };
            view! { {clock} <span>{t!("meetings-screen-closes", at = at)}</span> }
        });
        let turnout = turnouts.iter().find(|(vote, ..)| *vote == line.vote);
        let turnout = turnout.map(|(_, voted, of)| view! { <span class="turnout">{t!("meetings-screen-turnout", voted = *voted, of = *of)}</span> });
        view! { <p class="title">{line.question.clone()}</p> <p class="left">{left}{turnout}</p> }
    });
    let class = if open.len() > 1 { "item several" } else { "item" };
    view! { <section class=class><h2>{t!("meetings-screen-voting")}</h2>{questions.collect_view()}</section> }.into_any()
}

fn item_on(items: &[Item], at: usize, own: &[VoteLine]) -> AnyView {
    let (item, next) = (&items[at], items.get(at + 1));
    let kind = t!(&format!("meetings-kind-{}", item.terms.kind.code()));
    let minutes = t!("meetings-minutes", minutes = u32::from(item.terms.minutes));
    let about = [kind, minutes, item.terms.speaker.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let class = if own.is_empty() { "item" } else { "item voted" };
    view! {
        <section class=class>
            <h2>{t!("meetings-item-number", number = at + 1, of = items.len())}</h2>
            <p class="title">{item.terms.title.clone()}</p>
            {own.is_empty().then(|| view! { <p>{about}</p> })}
            {on_vote(own, &item.terms.title)}
            {next.map(|next| view! { <p class="next">{t!("meetings-next-item", title = next.terms.title.clone())}</p> })}
        </section>
    }
    .into_any()
}

/// The last vote about what is on, readable from the last row: where it stands, and once it is published its verdict with its arithmetic and the board's
/// root; the others in a line each.
fn on_vote(own: &[VoteLine], under: &str) -> Option<AnyView> {
    let newest = own.iter().max_by_key(|line| line.closes_at)?;
    let question = (newest.question != under).then(|| view! { <p class="question">{newest.question.clone()}</p> });
    let root = newest.root.clone().map(|root| view! { <p class="root">{t!("meetings-vote-root")} " " <code>{root}</code></p> });
    let others = own
        .iter()
        .filter(|line| line.vote != newest.vote)
        .map(|line| view! { <li>{line.question.clone()} " · " <b>{votes::standing(line)}</b></li> });
    let others = others.collect::<Vec<_>>();
    let others = (!others.is_empty()).then(|| view! { <ul class="others">{others}</ul> });
    Some(view! { <div class="on-vote">{question}<p class="verdict">{votes::standing(newest)}</p>{root}{others}</div> }.into_any())
}

/// Before the first item: the whole agenda.
fn agenda(items: &[Item]) -> AnyView {
    let lines = items.iter().map(|item| {
        let tasks = item.terms.kind == ItemKind::Tasks;
        view! { <li class:tasks=tasks>{item.terms.title.clone()} " " <small>{t!("meetings-minutes", minutes = u32::from(item.terms.minutes))}</small></li> }
    });
    view! { <section class="item"><h2>{t!("meetings-agenda")}</h2><ol>{lines.collect_view()}</ol></section> }.into_any()
}

/// Who is here, or came: how many of how many, whether that is enough, and how many of each district. Under a vote, which has a quorum of its own, in one
/// line and without the meeting's.
fn heads(check_ins: &[CheckIn], invited: &[Invitation], settings: &MeetingSettings, when: (bool, Instant), brief: bool) -> AnyView {
    let count = heads_of(check_ins, invited.len(), settings, when);
    let class = if count.quorum.met() { "quorum ok" } else { "quorum warn" };
    let quorum = (!brief).then(|| view! { <p class=class>{quorum_words(&count.quorum, when.0)}</p> });
    let districts = District::ALL.into_iter().filter_map(|district| {
        let own: Vec<&Invitation> = invited.iter().filter(|row| row.district == district.slug()).collect();
        let of_it: Vec<CheckIn> = check_ins.iter().filter(|of| own.iter().any(|row| row.merchant == of.merchant)).copied().collect();
        let here = heads_of(&of_it, own.len(), settings, when);
        let show = || view! { <li class=district.slug()>{district_name(district, true)} " " <b>{here.present}</b> " / " {here.invited}</li> };
        (!own.is_empty()).then(show)
    });
    view! {
        <section class=if brief { "heads brief" } else { "heads" }>
            <h2>{present_words(when.0)}</h2>
            <p class="present"><b>{count.present}</b> " / " {count.invited}</p>
            {quorum}
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
