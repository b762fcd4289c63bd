//! The record of a meeting: who attended, what was decided, what became of earlier tasks, which tasks were given, and the written minutes. The same
//! lines at the desk, on the public page and on paper.

use super::parts::full_day;
use super::settings;
use super::store::{self, Earlier, Given, Item, Meeting, Step, Written};
use super::votes;
use crate::backend::{AppError, Lang};
use crate::districts::district_name;
use crate::t;
use crate::ui::Markdown;
use crate::voting::{VoteLine, lines_of_meeting};
use leptos::prelude::*;
use rules::Day;
use rules::districts::District;
use rules::meetings::{Answer, Attendance, MeetingSettings, attendance};
use rules::voting::{Arithmetic, Base};
use sea_orm::ConnectionTrait;

/// Everything that the minutes of a meeting say.
pub(super) struct Record {
    pub items: Vec<Item>,
    pub attended: Vec<Attended>,
    pub earlier: Vec<Earlier>,
    pub given: Vec<Given>,
    pub written: Written,
    pub votes: Vec<VoteLine>,
    pub settings: MeetingSettings,
    over: bool,
}

/// How one merchant stands.
pub(super) struct Attended {
    pub name: String,
    pub district: Option<District>,
    pub how: Attendance,
}

impl Record {
    /// Reads it; the quorum goes by the numbers that held when the meeting was closed.
    pub(super) async fn load(db: &impl ConnectionTrait, meeting: &Meeting) -> Result<Self, AppError> {
        let closed = store::story(db, meeting.id).await?.into_iter().rev().find(|line| line.act == "close_meeting");
        let settings = match closed {
            Some(line) => settings::settings_of(db, line.settings).await?,
            None => settings::settings(db).await?.0,
        };
        let check_ins = store::check_ins(db, meeting.id).await?;
        let attended = store::invitations(db, meeting.id).await?.into_iter().map(|row| {
            let check_in = store::newest_check_in(&check_ins, row.merchant);
            let how = attendance(check_in.as_ref(), row.answer.as_deref().and_then(Answer::from_code));
            Attended { name: row.name, district: District::from_slug(&row.district), how }
        });
        Ok(Self {
            items: store::items_of(db, meeting.id).await?,
            attended: attended.collect(),
            earlier: store::earlier_tasks(db, meeting).await?,
            given: store::given_tasks(db, meeting.id).await?,
            written: store::minutes_of(db, meeting.id).await?,
            votes: lines_of_meeting(db, meeting.id).await?,
            settings,
            over: meeting.is_over(),
        })
    }

    fn count(&self, how: Attendance) -> usize {
        self.attended.iter().filter(|of| of.how == how).count()
    }

    /// `应到 13 家，到会 8 家 …`, with the quorum's arithmetic.
    pub(super) fn attendance_words(&self) -> String {
        let (invited, present) = (self.attended.len(), self.count(Attendance::Present));
        let quorum = Arithmetic { got: present as u64, of: invited as u64, base: Base::Roll, needed: self.settings.quorum() };
        let verdict = quorum_words(&quorum, self.over);
        t!(
            "meetings-attendance-words",
            invited = invited,
            present = present,
            excused = self.count(Attendance::Excused),
            absent = self.count(Attendance::Absent),
            quorum = verdict
        )
    }

    /// Attendance, earlier tasks, decisions, new tasks, text.
    pub(super) fn view(&self) -> AnyView {
        view! {
            <section class="section"><h3>{t!("meetings-attendance")}</h3><p>{self.attendance_words()}</p>{self.attendance_lists()}</section>
            {self.earlier_view()}
            {self.decisions_view()}
            {(!self.votes.is_empty()).then(|| view! { <section class="section"><h3>{t!("meetings-votes")}</h3>{votes::list(&self.votes, "/votes", true)}</section> })}
            {self.given_view()}
            {(!self.written.text.is_empty()).then(|| view! { <section class="section"><h3>{t!("meetings-minutes-text")}</h3><div class="prose"><Markdown text=self.written.text.clone()/></div></section> })}
        }
        .into_any()
    }

    fn attendance_lists(&self) -> AnyView {
        let lists = [Attendance::Present, Attendance::Excused, Attendance::Absent].into_iter().filter(|how| self.count(*how) > 0).map(|how| {
            let named = |of: &Attended| {
                format!("{}{}", of.name, of.district.map(|of| t!("meetings-of-district", district = district_name(of, true))).unwrap_or_default())
            };
            let names: Vec<String> = self.attended.iter().filter(|of| of.how == how).map(named).collect();
            view! { <div><dt>{t!(&format!("meetings-{}", how.code()))}</dt><dd>{names.join(Lang::current().pick("、", ", "))}</dd></div> }
        });
        view! { <dl class="facts">{lists.collect_view()}</dl> }.into_any()
    }

    fn earlier_view(&self) -> Option<AnyView> {
        let lines = self.earlier.iter().map(|earlier| {
            view! { <li><div class="body">{task_words(&earlier.given, earlier.due, full_day)}<p class="small muted">{step_words(earlier.step, full_day)}</p></div></li> }
        });
        let lines = lines.collect_view();
        let show = || view! { <section class="section"><h3>{t!("meetings-kind-tasks")}</h3><ul class="list">{lines}</ul></section> }.into_any();
        (!self.earlier.is_empty()).then(show)
    }

    fn decisions_view(&self) -> AnyView {
        let lines = self.items.iter().filter(|item| item.terms.kind != rules::meetings::ItemKind::Tasks).map(|item| {
            view! { <li><strong>{item.terms.title.clone()}</strong><p class="lines">{self.decision(item)}</p></li> }
        });
        view! { <section class="section"><h3>{t!("meetings-decisions")}</h3><ol class="decisions">{lines.collect_view()}</ol></section> }.into_any()
    }

    /// What was written down; where nothing was, what the item's published votes decided.
    fn decision(&self, item: &Item) -> String {
        if !item.decision.is_empty() {
            return item.decision.clone();
        }
        let said = |line: &VoteLine| Some(t!("meetings-decided-by-vote", question = line.question.clone(), verdict = line.verdict.clone()?));
        let said: Vec<String> = self.votes.iter().filter(|line| line.subject == item.id).filter_map(said).collect();
        if said.is_empty() { t!("meetings-no-decision") } else { said.join("\n") }
    }

    /// The tasks as this meeting gave them: a later one that carries them over does not change what was said here.
    fn given_view(&self) -> Option<AnyView> {
        let lines = self.given.iter().map(|given| view! { <li><div class="body">{task_words(given, given.first_due, full_day)}</div></li> });
        let lines = lines.collect_view();
        let show = || view! { <section class="section"><h3>{t!("meetings-tasks")}</h3><ul class="list">{lines}</ul></section> }.into_any();
        (!self.given.is_empty()).then(show)
    }
}

/// A task with its owner and the date until which it is to be done; where that was moved, the first one too. `day` writes dates.
pub(super) fn task_words(given: &Given, due: Day, day: fn(Day) -> String) -> AnyView {
    let owner = given.owner.clone();
    let words = if due == given.first_due {
        t!("meetings-task-owner", owner = owner, due = day(due))
    } else {
        t!("meetings-task-owner-later", owner = owner, due = day(due), first = day(given.first_due))
    };
    view! { <strong>{given.title.clone()}</strong> <p class="small">{words}</p> }.into_any()
}

/// What a meeting did with a task.
pub(super) fn step_words(step: Option<Step>, day: fn(Day) -> String) -> String {
    match step {
        None => t!("meetings-task-open"),
        Some(Step::Finish) => t!("meetings-task-done"),
        Some(Step::CarryOver(due)) => t!("meetings-task-carried", due = day(due)),
        Some(Step::Drop(_)) => t!("meetings-task-dropped"),
    }
}

/// Whether enough are present, with the arithmetic: `8 ÷ 13 = 61.5% > 50%，达到法定人数`; of a meeting that is over, whether enough came.
pub(super) fn quorum_words(quorum: &Arithmetic, over: bool) -> String {
    let (got, needed) = quorum.percents();
    let key = match (quorum.met(), over) {
        (true, false) => "meetings-quorum-met",
        (false, false) => "meetings-quorum-missed",
        (true, true) => "meetings-quorum-was-met",
        (false, true) => "meetings-quorum-was-missed",
    };
    t!(key, present = quorum.got, invited = quorum.of, got = got, needed = needed)
}
