//! Pieces that several pages show: when and where, where a meeting stands, the agenda with its times, a district's next meeting.

use super::record::quorum_words;
use super::store::{self, Item, Meeting, Paper};
use crate::backend::{AppError, Lang, Visit};
use crate::districts::district_name;
use crate::t;
use leptos::prelude::*;
use rules::districts::District;
use rules::meetings::{CheckIn, HeadCount, MeetingPlan, MeetingSettings, MeetingState, PaperAccess, all_who_came, head_count, timetable};
use rules::{Day, Instant};
use uuid::Uuid;

/// `11月27日（周五）14:00–16:00`.
pub(super) fn when_words(plan: &MeetingPlan) -> String {
    when(plan, day)
}

fn when(plan: &MeetingPlan, day: fn(Day) -> String) -> String {
    let lang = Lang::current();
    let ends = if plan.ends_at == plan.begins_at.day().end() { "24:00".to_owned() } else { lang.time(plan.ends_at) };
    format!("{}{}{}–{ends}", day(plan.begins_at.day()), lang.pick("", " "), lang.time(plan.begins_at))
}

/// `11月27日（周五）`.
pub(super) fn day(day: Day) -> String {
    Lang::current().day(day)
}

/// `2026年11月27日（周五）`: minutes and what is printed are read in other years.
pub(super) fn full_day(day: Day) -> String {
    let lang = Lang::current();
    let year = day.year();
    lang.pick(format!("{year}年{}", lang.day(day)), format!("{} {year}", lang.day(day)))
}

/// Where a meeting stands, as a dot and a word.
pub(super) fn state_tag(state: MeetingState) -> AnyView {
    let class = match state {
        MeetingState::Convened | MeetingState::Open => "state ok",
        MeetingState::Draft => "state warn",
        MeetingState::Closed => "tag",
        MeetingState::Cancelled => "state stop",
    };
    view! { <span class=class>{t!(&format!("meetings-state-{}", state.code()))}</span> }.into_any()
}

/// The desk's pages of one meeting, side by side; what has no use before the invitations are out is not shown.
pub(super) fn desk_tabs(meeting: &Meeting, current: &'static str) -> AnyView {
    if !meeting.is_public() {
        return ().into_any();
    }
    let tabs = [("", "meetings-to-plan"), ("/hall", "meetings-to-hall"), ("/tasks", "meetings-to-tasks"), ("/minutes", "meetings-to-minutes")];
    let links = tabs.map(|(to, key)| {
        let here = (to == current).then_some("page");
        view! { <a href=format!("/desk/meetings/{}{to}", meeting.id) aria-current=here>{t!(key)}</a> }
    });
    view! { <nav class="chips" aria-label=t!("meetings-desk-tabs")>{links.collect_view()}</nav> }.into_any()
}

/// The way back from one of those pages.
pub(super) fn desk_crumbs(meeting: &Meeting, title: String) -> AnyView {
    let (to, name) = (format!("/desk/meetings/{}", meeting.id), meeting.plan.title.clone());
    view! { <nav class="crumbs" aria-label=t!("meetings-crumbs")><ol><li><a href="/desk/meetings">{t!("meetings-desk")}</a></li><li><a href=to>{name}</a></li><li aria-current="page">{title}</li></ol></nav> }
        .into_any()
}

/// The districts' names in a row.
pub(super) fn district_tags(districts: &[District]) -> AnyView {
    let tags = districts.iter().map(|district| view! { <span class=format!("tag {}", district.slug())>{district_name(*district, true)}</span> });
    view! { <span class="cluster">{tags.collect_view()}</span> }.into_any()
}

/// When, where, who is host, who is invited.
pub(super) fn facts(plan: &MeetingPlan) -> AnyView {
    facts_dated(plan, day)
}

/// The same; `day` writes the date.
pub(super) fn facts_dated(plan: &MeetingPlan, day: fn(Day) -> String) -> AnyView {
    view! {
        <dl class="facts">
            <div><dt>{t!("meetings-when")}</dt><dd><time datetime=plan.begins_at.to_string()>{when(plan, day)}</time></dd></div>
            <div><dt>{t!("meetings-place")}</dt><dd>{plan.place.clone()}</dd></div>
            <div><dt>{t!("meetings-host")}</dt><dd>{district_name(plan.host, false)}</dd></div>
            <div><dt>{t!("meetings-districts")}</dt><dd>{district_tags(&plan.districts)}</dd></div>
        </dl>
    }
    .into_any()
}

/// The agenda with its planned times; `extra` stands under each item.
pub(super) fn agenda(plan: &MeetingPlan, items: &[Item], extra: impl Fn(&Item) -> AnyView) -> AnyView {
    let lang = Lang::current();
    let minutes: Vec<u16> = items.iter().map(|item| item.terms.minutes).collect();
    let slots = timetable(plan.begins_at, plan.ends_at, &minutes);
    let lines = items.iter().zip(slots).map(|(item, slot)| {
        let terms = &item.terms;
        let kind = t!(&format!("meetings-kind-{}", terms.kind.code()));
        let who = if terms.speaker.is_empty() { kind } else { format!("{kind} · {}", terms.speaker) };
        view! {
            <li id=format!("item-{}", item.id)>
                <p class="when"><time datetime=slot.begins_at.to_string()>{lang.time(slot.begins_at)}</time> <small>{t!("meetings-minutes", minutes = u32::from(terms.minutes))}</small></p>
                <div class="body">
                    <h3>{terms.title.clone()}</h3>
                    <p class="small muted">{who}</p>
                    {(!terms.note.is_empty()).then(|| view! { <p class="lines">{terms.note.clone()}</p> })}
                    {slot.late.then(|| view! { <p class="clock warn">{t!("meetings-late")}</p> })}
                    {extra(item)}
                </div>
            </li>
        }
    });
    let lines = lines.collect_view();
    if items.is_empty() {
        return view! { <p class="muted">{t!("meetings-no-agenda")}</p> }.into_any();
    }
    view! { <ol class="agenda">{lines}</ol> }.into_any()
}

/// Who counts as here: those in the room now; of a meeting that is over, all who came.
pub(super) fn heads_of(check_ins: &[CheckIn], invited: usize, settings: &MeetingSettings, (over, now): (bool, Instant)) -> HeadCount {
    let invited = u32::try_from(invited).unwrap_or(u32::MAX);
    if over { all_who_came(check_ins, invited, settings) } else { head_count(check_ins, invited, settings, now) }
}

/// What the count of heads is called.
pub(super) fn present_words(over: bool) -> String {
    if over { t!("meetings-present") } else { t!("meetings-present-now") }
}

/// How many are here of how many, and whether that is enough.
pub(super) fn head_figures(count: &HeadCount, over: bool) -> AnyView {
    let class = if count.quorum.met() { "state ok" } else { "state warn" };
    view! {
        <dl class="figures">
            <div><dt>{present_words(over)}</dt><dd>{count.present}</dd></div>
            <div><dt>{t!("meetings-invited-count")}</dt><dd>{count.invited}</dd></div>
        </dl>
        <p><span class=class>{quorum_words(&count.quorum, over)}</span></p>
    }
    .into_any()
}

/// The papers of an item, each as a link with its kind and size; `extra` stands beside each.
pub(super) fn paper_list(papers: &[Paper], item: Uuid, extra: impl Fn(&Paper) -> AnyView) -> AnyView {
    let lines = papers.iter().filter(|paper| paper.item == item).map(|paper| {
        let size = t!("meetings-paper-size", kilobytes = (paper.bytes + 1023) / 1024);
        let members = (paper.access == PaperAccess::Members).then(|| view! { " · " {t!("meetings-paper-members")} });
        view! { <li><a href=format!("/meetings/papers/{}", paper.id)>{paper.name.clone()}</a> <small class="muted">" " {size} {members}</small> {extra(paper)}</li> }
    });
    let lines = lines.collect::<Vec<_>>();
    if lines.is_empty() { ().into_any() } else { view! { <ul class="papers">{lines}</ul> }.into_any() }
}

/// A meeting as one line of a list.
pub(super) fn line(meeting: &Meeting, to: String, more: AnyView) -> AnyView {
    view! {
        <li class=meeting.plan.host.slug()>
            <div class="body">
                <a href=to>{meeting.plan.title.clone()}</a>
                <p class="small muted">{when_words(&meeting.plan)} " · " {meeting.plan.place.clone()}</p>
                {more}
            </div>
            <span class="end">{state_tag(meeting.state)}</span>
        </li>
    }
    .into_any()
}

/// The meeting that is on or comes next, as a line of the home page's list.
///
/// # Errors
/// The database is away.
pub async fn next_meeting(visit: &Visit) -> Result<Option<AnyView>, AppError> {
    let db = visit.db();
    let coming = store::meetings_in(db.read(), &[MeetingState::Convened, MeetingState::Open]);
    let coming = visit.house().public.of(db, &["meetings"], "coming".to_owned(), coming).await?;
    let next = coming.iter().rev().find(|meeting| !meeting.went_by(visit.now()));
    Ok(next.map(|meeting| line(meeting, format!("/meetings/{}", meeting.id), ().into_any())))
}

/// A district's next meeting, for the district's own page.
///
/// # Errors
/// The database is away.
pub async fn next_of_district(visit: &Visit, district: District) -> Result<Option<AnyView>, AppError> {
    let coming = store::meetings_in(visit.db().read(), &[MeetingState::Convened, MeetingState::Open]).await?;
    let next = coming.into_iter().rev().find(|meeting| meeting.plan.districts.contains(&district) && !meeting.went_by(visit.now()));
    let view = next.map(|meeting| {
        let line = line(&meeting, format!("/meetings/{}", meeting.id), ().into_any());
        view! {
            <section class="section">
                <header><h2>{t!("meetings-next")}</h2><a href="/meetings">{t!("meetings-all")}</a></header>
                <ul class="list">{line}</ul>
            </section>
        }
        .into_any()
    });
    Ok(view)
}
