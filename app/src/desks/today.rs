//! Today: what waits, oldest first.

use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::t;
use crate::ui::{Empty, Todo, TodoList};
use leptos::prelude::*;
use rules::DAY;
use rules::member_day::Calendar;
use rules::permits::Role;

/// Everything that waits for this person.
pub async fn today(visit: Visit, _at: At) -> Result<Page, AppError> {
    let mut todos: Vec<Todo> = Vec::new();
    todos.extend(crate::offers::todos(&visit).await?);
    todos.extend(crate::claims::todos(&visit).await?);
    todos.extend(crate::merchants::todos(&visit).await?);
    todos.extend(crate::voting::todos(&visit).await?);
    todos.extend(crate::awards::todos(&visit).await?);
    todos.extend(crate::meetings::todos(&visit).await?);
    let now = visit.now();
    let ways = if visit.holds(Role::MerchantOwner) { Some(owners_ways(&visit).await?) } else { None };
    let list = if todos.is_empty() {
        let next = if ways.is_some() { t!("desks-nothing-owner") } else { t!("desks-nothing-more") };
        view! { <Empty title=t!("desks-nothing") next=next/> }.into_any()
    } else {
        view! { <TodoList todos now/> }.into_any()
    };
    let body = view! {
        <header class="head"><div><h1>{t!("desks-title")}</h1><p class="lead">{t!("desks-lead")}</p></div></header>
        {list}
        {ways}
    };
    Ok(Page::new(t!("desks-title"), body))
}

/// Where an owner goes on: the coming member day's offers, the till, the shop; when it is out, the report of the day that was.
async fn owners_ways(visit: &Visit) -> Result<AnyView, AppError> {
    let (settings, _) = crate::member_day::calendar_settings(visit.db().read()).await?;
    let (now, lang) = (visit.now(), Lang::current());
    let (coming, past) = (Calendar::enrolling(now, &settings), Calendar::reported(now, &settings));
    let until = if now < coming.enrolment_opens {
        t!("desks-owner-register-from", from = coming.enrolment_opens)
    } else {
        t!("desks-owner-register-until", until = coming.enrolment_closes)
    };
    let report = (now < past.report_from.plus(REPORT_IS_NEWS))
        .then(|| way("/desk/report", t!("desks-owner-report", day = past.day), t!("desks-owner-report-what")));
    let ways = view! {
        <ul class="doors">
            {report}
            {way("/desk/offers", t!("desks-owner-register", day = lang.day(coming.day)), until)}
            {way("/till", t!("shell-till"), t!("shell-till.what"))}
            {way("/my/shops", t!("shell-my-shops"), t!("shell-my-shops.what"))}
        </ul>
    };
    Ok(ways.into_any())
}

/// A report is pointed out while the day is remembered.
const REPORT_IS_NEWS: i64 = 7 * DAY;

fn way(to: &'static str, name: String, what: String) -> AnyView {
    view! { <li><h2><a href=to>{name}</a></h2><p>{what}</p></li> }.into_any()
}
