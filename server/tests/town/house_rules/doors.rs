//! The registry of pages and acts against the router's own lists.

use app::backend::Answer;
use std::collections::BTreeSet;

/// Whether an address built from this template can be one of the pages.
fn leads_to_a_page(template: &str) -> bool {
    let path = template.split(['?', '#']).next().unwrap_or_default();
    let parts = |path: &str| path.split('/').map(ToOwned::to_owned).collect::<Vec<_>>();
    let wanted = parts(path);
    app::ROOMS.iter().flat_map(|room| room.pages).any(|page| {
        let page = parts(page.path);
        page.len() == wanted.len() && page.iter().zip(&wanted).all(|(page, wanted)| page == wanted || page.starts_with('{'))
    })
}

#[test]
fn every_act_has_a_server_function_and_every_server_function_an_act() {
    let _once = leptos_of_the_server();
    let acts: BTreeSet<String> = app::ROOMS.iter().flat_map(|room| room.acts).map(|act| act.path.to_owned()).collect();
    let functions: BTreeSet<String> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let reads: BTreeSet<String> =
        leptos::server_fn::axum::server_fn_paths().filter(|(_, method)| *method == "GET").map(|(path, _)| path.to_owned()).collect();
    let unlisted: Vec<_> = functions.difference(&acts).filter(|path| !reads.contains(*path)).collect();
    let unwritten: Vec<_> = acts.difference(&functions).collect();
    assert!(unlisted.is_empty() && unwritten.is_empty(), "no act for {unlisted:?}; no server function for {unwritten:?}");
}

/// Touching the router keeps the linker from dropping the server functions' registrations.
fn leptos_of_the_server() -> usize {
    app::ROOMS.iter().map(|room| room.acts.len()).sum()
}

#[test]
fn acts_are_named_once_and_lead_somewhere() {
    let mut names = BTreeSet::new();
    for room in app::ROOMS {
        for act in room.acts {
            assert!(names.insert(act.name), "{} is the name of two acts", act.name);
            assert_eq!(act.path, format!("/api/{}/{}", room.name, act.name), "the address of an act");
            assert!(leads_to_a_page(act.form), "{}: its form's page {} is none", act.name, act.form);
            let (Answer::To(to) | Answer::Shown(to)) = act.done;
            let whole = to.starts_with('{') && to.ends_with('}');
            assert!(whole || leads_to_a_page(to), "{}: {to} is no page", act.name);
        }
    }
    assert!(!leads_to_a_page("/no/such/page"), "the control");
}

#[test]
fn cached_pages_name_lists_that_are_kept() {
    for room in app::ROOMS {
        let of_pages = room.pages.iter().filter_map(|page| page.cached).flat_map(|cached| cached.lists.iter());
        for list in of_pages.chain(room.acts.iter().flat_map(|act| act.lists.iter())) {
            assert!(server::migrations::LISTS.contains(list), "{}: no list is called {list}", room.name);
        }
    }
}
