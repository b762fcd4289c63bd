//! Notices as a list, on one's own page and on a page of their own.

use super::doors::READ_NOTICES;
use super::store::{Line, lines_of, unread_of};
use crate::backend::{AppError, Arg, Lang, Visit, say};
use crate::t;
use crate::ui::{ActForm, Hidden, Submit};
use leptos::prelude::*;

const NEWEST: u64 = 5;

/// The newest notices of the person who is here, for their own page.
///
/// # Errors
/// Not signed in, or the database is away.
pub async fn newest(visit: &Visit) -> Result<AnyView, AppError> {
    let person = visit.person()?.person;
    let lines = lines_of(visit.db().read(), person, None, NEWEST).await?;
    let unread = unread_of(visit.db().read(), person).await?;
    if lines.is_empty() {
        return Ok(
            view! { <section class="section"><header><h2>{t!("notices-title")}</h2></header><p class="muted">{t!("notices-none-next")}</p></section> }
                .into_any(),
        );
    }
    let body = view! {
        <section class="section">
            <header>
                <h2>{t!("notices-title")} {(unread > 0).then(|| view! { " " <span class="count-badge">{unread}</span> })}</h2>
                <a href="/my/notices">{t!("notices-all")}</a>
            </header>
            {listed(&lines)}
            {all_read(&lines, unread)}
        </section>
    };
    Ok(body.into_any())
}

/// The button that says “I have read these”, when there is something unread.
pub(super) fn all_read(lines: &[Line], unread: u64) -> Option<AnyView> {
    let newest = lines.first().filter(|_| unread > 0)?.id;
    Some(view! { <ActForm act=&READ_NOTICES><Hidden name="newest" value=newest.to_string()/><Submit label=t!("notices-read") class="quiet"/></ActForm> }.into_any())
}

/// The lines themselves.
pub(super) fn listed(lines: &[Line]) -> AnyView {
    let rows = lines.iter().map(one).collect_view();
    view! { <ul class="list notices">{rows}</ul> }.into_any()
}

fn one(line: &Line) -> AnyView {
    let lang = Lang::current();
    let args: Vec<(&str, Arg)> = line.args.iter().map(|(name, arg)| (name.as_str(), arg.clone())).collect();
    let sentence = say(lang, &line.key, &args);
    let sentence = if line.link.is_empty() { sentence.into_any() } else { view! { <a href=line.link.clone()>{sentence}</a> }.into_any() };
    view! {
        <li>
            <div class="body">
                <p>{sentence}</p>
                <p class="small muted"><time datetime=line.at.to_string()>{lang.moment(line.at)}</time></p>
            </div>
            {line.unread.then(|| view! { <div class="end"><span class="state warn">{t!("notices-new")}</span></div> })}
        </li>
    }
    .into_any()
}
