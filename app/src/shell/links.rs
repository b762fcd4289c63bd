//! The ways on from the desks and from one's own page: made from the doors of the house, so that everybody sees what they may open, and only rooms that
//! exist.

use crate::backend::{Lang, PageDoor, Visit, say};
use crate::t;
use leptos::prelude::*;

/// The pages right under a path that this visit may open and that have a name in the words.
fn doors(visit: &Visit, under: &str) -> Vec<(&'static PageDoor, String)> {
    let pages = crate::ROOMS.iter().flat_map(|room| room.pages);
    let direct = |path: &str| path.strip_prefix(under).is_some_and(|rest| !rest.is_empty() && !rest.contains(['/', '{']));
    pages
        .filter(|door| direct(door.path) && visit.admit(door.who).is_ok())
        .map(|door| (door, door.path.trim_start_matches('/').replace('/', "-")))
        .collect()
}

/// Beside every page of the desks: the desks of this person; nothing while none is open, before the second factor was shown.
pub(super) fn desk_nav(visit: &Visit) -> Option<AnyView> {
    let path = visit.path().split('?').next().unwrap_or_default().to_owned();
    let desks = doors(visit, "/desk/");
    if desks.is_empty() {
        return None;
    }
    let links = desks.into_iter().map(|(door, key)| {
        let here = path == door.path || path.strip_prefix(door.path).is_some_and(|rest| rest.starts_with('/'));
        view! { <a href=door.path aria-current=here.then_some("page")>{say(Lang::current(), &format!("shell-{key}"), &[])}</a> }
    });
    let links = links.collect_view();
    let nav = view! {
        <nav class="desk-nav" aria-label=t!("shell-desk")>
            <a href="/desk" aria-current=(path == "/desk").then_some("page")>{t!("shell-desk-today")}</a>
            {links}
        </nav>
    };
    Some(nav.into_any())
}

/// One's own pages in the order in which most people need them; work comes before them.
const OWN: [&str; 8] = ["my-27", "my-member-code", "my-notices", "my-shops", "my-meetings", "my-person-code", "my-security", "my-data"];

/// Under one's own page: the till and the desk of those who work, then everything else that is one's own.
pub(super) fn my_doors(visit: &Visit) -> AnyView {
    let card = |path: &'static str, key: String| {
        let lang = Lang::current();
        let what = say(lang, &format!("shell-{key}.what"), &[]);
        view! { <li><h3><a href=path>{say(lang, &format!("shell-{key}"), &[])}</a></h3><p>{what}</p></li> }
    };
    let open = |path: &str| crate::ROOMS.iter().flat_map(|room| room.pages).any(|door| door.path == path && visit.admit(door.who).is_ok());
    let work = ["/till", "/desk"].into_iter().filter(|path| open(path)).map(|path| (path, path.trim_start_matches('/').to_owned()));
    let mut own: Vec<_> = doors(visit, "/my/").into_iter().map(|(door, key)| (door.path, key)).collect();
    own.sort_by_key(|(_, key)| OWN.iter().position(|first| first == key).unwrap_or(OWN.len()));
    let cards = work.chain(own).map(|(path, key)| card(path, key)).collect_view();
    view! { <nav aria-label=t!("shell-my-doors")><ul class="doors">{cards}</ul></nav> }.into_any()
}
