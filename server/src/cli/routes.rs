//! `routes`: the registry as a table.

use rules::permits::{Role, Who};

/// Prints every page and every act.
pub(super) fn print() {
    for room in app::ROOMS {
        for page in room.pages {
            line("GET", page.path, "-", who(page.who));
        }
        for act in room.acts {
            line("POST", act.path, act.name, who(act.who));
        }
    }
    for (path, may) in crate::http::PLAIN_PATHS {
        line("GET", path, "-", who(*may));
    }
}

fn line(method: &str, path: &str, act: &str, who: String) {
    println!("{method:<5} {path:<44} {act:<28} {who}");
}

fn who(who: Who) -> String {
    match who {
        Who::Anyone => "anyone".to_owned(),
        Who::Person => "person".to_owned(),
        Who::Roles(roles) => roles.iter().map(|role: &Role| role.code()).collect::<Vec<_>>().join(","),
    }
}
