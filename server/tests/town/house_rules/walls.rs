//! The walls: pages, islands, parts → api → rules; api → store → entity. Rooms meet only through the other room's door.

use super::source::Source;

/// Furniture that stays inside its room. Entities are lent for reading.
const INSIDE: &[&str] = &["store", "pages", "page", "parts", "islands", "doors", "api"];

/// `crate::offers::store::…` outside `offers`.
pub fn behind_another_door(source: &Source) -> Vec<String> {
    let Some(own) = source.room() else { return Vec::new() };
    let code = source.code();
    let paths = code.split("crate::").skip(1).filter_map(|rest| {
        let mut parts = rest.split("::");
        let (room, inside) = (parts.next()?, parts.next()?);
        let inside = inside.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        (room != own && room != "backend" && INSIDE.contains(&inside)).then(|| format!("crate::{room}::{inside}"))
    });
    paths.map(|path| source.remark(&path)).collect()
}

/// An `ActiveModel`, insertion, change or deletion of another room's entity.
pub fn writes_of_another(source: &Source) -> Vec<String> {
    let Some(own) = source.room() else { return Vec::new() };
    let code = source.code_without_tests();
    let writes = |entity: &str| ["ActiveModel", "Entity::insert", "Entity::update", "Entity::delete"].map(|what| format!("{entity}::{what}"));
    let mut found = Vec::new();
    for (room, names) in borrowed(&code) {
        if room == own {
            continue;
        }
        for name in names {
            let wrong = writes(&name).into_iter().filter(|write| contains_path(&code, write));
            found.extend(wrong.map(|write| source.remark(&format!("{write} belongs to {room}"))));
        }
    }
    found
}

/// Rooms whose entities a file names, with the names it uses them by.
fn borrowed(code: &str) -> Vec<(String, Vec<String>)> {
    let uses = code.split("crate::").skip(1).filter_map(|rest| {
        let (room, rest) = rest.split_once("::entity::")?;
        if room.contains(|c: char| !c.is_alphanumeric() && c != '_') {
            return None;
        }
        let names = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next()?.split(',').map(|name| name.trim().rsplit(" as ").next().unwrap_or_default().to_owned()).collect(),
            None => vec![rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?.to_owned()],
        };
        Some((room.to_owned(), names))
    });
    uses.collect()
}

fn contains_path(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// What looks upwards inside a room.
pub fn floors(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else { return Vec::new() };
    let file = source.path.trim_start_matches(&format!("app/src/{room}/")).split(['/', '.']).next().unwrap_or_default();
    let forbidden: &[&str] = match file {
        "entity" => &["store", "pages", "parts", "api", "islands"],
        "store" => &["pages", "parts", "islands"],
        "islands" => &["store", "entity", "pages"],
        _ => &[],
    };
    let code = source.code();
    let listed: Vec<&str> =
        code.split("use super::{").skip(1).filter_map(|rest| rest.split('}').next()).flat_map(|list| list.split([',', '{', ':'])).collect();
    let wrong = forbidden.iter().filter(|floor| {
        let paths = [format!("super::{floor}::"), format!("super::{floor};"), format!("crate::{room}::{floor}")];
        paths.iter().any(|path| code.contains(path)) || listed.iter().any(|name| name.trim() == **floor)
    });
    wrong.map(|floor| source.remark(&format!("{file} names {floor}"))).collect()
}

/// `ui` may name the backend and itself.
pub fn ui_knows_no_room(source: &Source) -> Vec<String> {
    if source.room() != Some("ui") {
        return Vec::new();
    }
    let code = source.code();
    let named = code.split("crate::").skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default());
    named.filter(|room| !matches!(*room, "backend" | "ui" | "t" | "door" | "refuses")).map(|room| source.remark(&format!("names {room}"))).collect()
}

/// `privacy` and `permits` know all rooms and are known by none but the list of rooms.
pub fn top_rooms(source: &Source) -> Vec<String> {
    let code = source.code();
    let named = ["privacy", "permits"].into_iter().filter(|top| {
        source.room().is_some_and(|room| room != *top && !matches!(room, "privacy" | "permits")) && code.contains(&format!("crate::{top}::"))
    });
    named.map(|top| source.remark(&format!("names {top}"))).collect()
}
