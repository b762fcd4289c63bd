//! The matrix: every page and act of every room against every role.

use crate::accounts::role_name;
use crate::backend::{AppError, At, Page, Room, Visit};
use crate::t;
use crate::ui::{Head, Wide};
use leptos::prelude::*;
use rules::permits::{PlaceKind, ROLES, Role, Who};

/// The whole matrix, room by room.
pub async fn matrix(_visit: Visit, _at: At) -> Result<Page, AppError> {
    let rooms = crate::ROOMS.iter().filter(|room| !room.pages.is_empty() || !room.acts.is_empty()).map(room).collect_view();
    let body = view! {
        <Head title=t!("permits-title") lead=t!("permits-lead")/>
        <p class="small muted">{t!("permits-marks")}</p>
        <div class="stack">{rooms}</div>
    };
    Ok(Page::new(t!("permits-title"), body))
}

fn room(room: &Room) -> AnyView {
    let head = ROLES.iter().map(|role| view! { <th scope="col">{role_name(*role)}</th> }).collect_view();
    let pages = room.pages.iter().map(|door| row(door.path, door.who)).collect_view();
    let acts = room.acts.iter().map(|act| row(act.name, act.who)).collect_view();
    let name = t!(&format!("permits-room-{}", room.name.replace('_', "-")));
    view! {
        <section class="section">
            <header><h2>{name.clone()}</h2></header>
            <Wide label=name>
                <table class="matrix">
                    <thead><tr><th scope="col">{t!("permits-what")}</th><th scope="col">{t!("permits-visitor")}</th>{head}</tr></thead>
                    <tbody>{pages}{acts}</tbody>
                </table>
            </Wide>
        </section>
    }
    .into_any()
}

fn row(what: &'static str, who: Who) -> AnyView {
    let visitor = if who == Who::Anyone { t!("permits-yes") } else { t!("permits-no") };
    let cells = ROLES.iter().map(|role| view! { <td class="center">{mark(who, *role)}</td> }).collect_view();
    let word = door_word(what).map(|word| view! { <span>{word}</span> " " });
    view! { <tr><th scope="row">{word}<code>{what}</code></th><td class="center">{visitor}</td>{cells}</tr> }.into_any()
}

/// The word by which a page is called where one goes to it, if it has one.
fn door_word(path: &str) -> Option<String> {
    let named = ["/desk/", "/my/"].iter().any(|under| path.strip_prefix(under).is_some_and(|rest| !rest.contains(['/', '{'])));
    named.then(|| t!(&format!("shell{}", path.replace('/', "-"))))
}

/// Everywhere, in the own place only, or not at all.
fn mark(who: Who, role: Role) -> String {
    match who {
        Who::Anyone | Who::Person => t!("permits-yes"),
        Who::Roles(roles) if !roles.contains(&role) => t!("permits-no"),
        Who::Roles(_) if role.place_kind() == PlaceKind::Alliance => t!("permits-yes"),
        Who::Roles(_) => t!("permits-own"),
    }
}
