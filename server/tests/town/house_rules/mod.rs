//! The house rules, held by a test. Every rule is a function of a source file's place and text; beside each stands a planted fault that it must
//! catch, so that a rule which no longer looks at anything is noticed.

mod doors;
mod source;
mod walls;
mod words;

use source::{Source, functions, sources};

/// One rule: what it is called, and what it finds in a file.
type Rule = fn(&Source) -> Vec<String>;

const RULES: &[(&str, Rule)] = &[
    ("a module begins with //! in the town's words", begins_with_a_door),
    ("a file has at most 300 lines", at_most_300_lines),
    ("a function has at most 60 lines", at_most_60_lines),
    ("cfg(feature …) stands in doors only", cfg_in_doors),
    ("a textarea is written by ui only", no_bare_textarea),
    ("an input says its type", no_input_without_type),
    ("no style attribute", no_style_attribute),
    ("no forbidden name", no_forbidden_name),
    ("no exception without a reason", no_silent_exception),
    ("rules are pure", rules_are_pure),
    ("a room does not reach behind another's door", walls::behind_another_door),
    ("only the owner writes", walls::writes_of_another),
    ("the floors look downwards", walls::floors),
    ("ui knows no room", walls::ui_knows_no_room),
    ("privacy is known by none", walls::top_rooms),
];

#[test]
fn the_house_is_in_order() {
    let sources = sources();
    assert!(sources.len() > 60, "the sources were not found");
    let mut found = Vec::new();
    for (name, rule) in RULES {
        found.extend(sources.iter().flat_map(rule).map(|finding| format!("{name}: {finding}")));
    }
    assert!(found.is_empty(), "{} remark(s):\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_rule_catches_its_planted_fault() {
    let long_body = "    let x = 1;\n".repeat(61);
    let planted: &[(Rule, &str, String)] = &[
        (begins_with_a_door, "app/src/offers/mod.rs", "use std::fmt;\n".to_owned()),
        (at_most_300_lines, "app/src/offers/store.rs", "//! x\n".repeat(301)),
        (at_most_60_lines, "app/src/offers/store.rs", format!("//! x\nfn long() {{\n{long_body}}}\n")),
        (cfg_in_doors, "app/src/offers/store.rs", "//! x\n#[cfg(feature = \"ssr\")]\nfn f() {}\n".to_owned()),
        (no_bare_textarea, "app/src/offers/pages.rs", "view! { <textarea name=\"x\"></textarea> }".to_owned()),
        (no_input_without_type, "app/src/offers/pages.rs", "view! { <input name=\"x\"/> }".to_owned()),
        (no_style_attribute, "app/src/offers/pages.rs", "view! { <p style=\"color:red\"></p> }".to_owned()),
        (no_forbidden_name, "app/src/offers/helpers.rs", String::new()),
        (no_silent_exception, "app/src/offers/store.rs", "#[allow(dead_code)]".to_owned()),
        (no_silent_exception, "app/src/offers/store.rs", "let x = y.unwrap();".to_owned()),
        (rules_are_pure, "app/rules/src/offers/mod.rs", "use sea_orm::DbErr;".to_owned()),
        (walls::behind_another_door, "app/src/claims/store.rs", "use crate::offers::store::offer;".to_owned()),
        (walls::writes_of_another, "app/src/claims/store.rs", "use crate::offers::entity::offer;\nlet x = offer::ActiveModel {};".to_owned()),
        (walls::writes_of_another, "app/src/claims/store.rs", "crate::offers::entity::offer::Entity::update_many()".to_owned()),
        (walls::floors, "app/src/offers/store.rs", "use super::pages;".to_owned()),
        (walls::floors, "app/src/offers/islands.rs", "use super::store::x;".to_owned()),
        (walls::floors, "app/src/offers/store.rs", "use super::{doors::X, pages};".to_owned()),
        (walls::ui_knows_no_room, "app/src/ui/form.rs", "use crate::offers::Offer;".to_owned()),
        (walls::top_rooms, "app/src/offers/store.rs", "crate::privacy::forget()".to_owned()),
    ];
    for (rule, path, text) in planted {
        assert!(!rule(&Source::new(path, text)).is_empty(), "nothing found in {path}: {}", text.lines().next().unwrap_or_default());
    }
}

fn begins_with_a_door(source: &Source) -> Vec<String> {
    let first = source.text.lines().next().unwrap_or_default();
    let has = first.starts_with("//! ") || first.starts_with("#![doc");
    source.remark_if(!source.is_test && !has, "no //! at its begin")
}

fn at_most_300_lines(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    source.remark_if(lines > 300 && !source.may_be_long, &format!("{lines} lines"))
}

fn at_most_60_lines(source: &Source) -> Vec<String> {
    let long = functions(&source.text).into_iter().filter(|(_, lines)| *lines > 60);
    if source.may_be_long { Vec::new() } else { long.map(|(name, lines)| source.remark(&format!("{name} has {lines} lines"))).collect() }
}

fn cfg_in_doors(source: &Source) -> Vec<String> {
    // What crosses the wire is one file for both sides: the error, and the form with a file.
    const BOTH_SIDES: &[&str] = &["app/src/backend/error.rs", "app/src/backend/upload.rs"];
    let door = source.path.ends_with("mod.rs") || source.path.ends_with("lib.rs") || BOTH_SIDES.contains(&source.path.as_str());
    source.remark_if(!door && source.code().contains("cfg(feature"), "cfg(feature …) outside a door")
}

fn no_bare_textarea(source: &Source) -> Vec<String> {
    source.remark_if(!source.path.starts_with("app/src/ui/") && source.code().contains("<textarea"), "a bare <textarea>: use ui::TextArea")
}

fn no_input_without_type(source: &Source) -> Vec<String> {
    let code = source.code();
    let bare = code.split("<input ").skip(1).filter_map(|rest| rest.split_once("/>")).any(|(input, _)| !input.contains("type="));
    source.remark_if(source.path.starts_with("app/src/") && bare, "an <input> without a type")
}

fn no_style_attribute(source: &Source) -> Vec<String> {
    let code = source.code();
    source.remark_if(source.path.starts_with("app/src/") && (code.contains(" style=") || code.contains(" style:")), "a style attribute")
}

fn no_forbidden_name(source: &Source) -> Vec<String> {
    const FORBIDDEN: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services"];
    let parts = source.path.trim_end_matches(".rs").split('/');
    parts.filter(|part| FORBIDDEN.contains(part)).map(|part| source.remark(&format!("the name “{part}” says nothing"))).collect()
}

fn no_silent_exception(source: &Source) -> Vec<String> {
    let code = source.code_without_tests();
    let found = ["#[allow(", "#![allow(", "todo!(", "unimplemented!(", "dbg!("].into_iter().filter(|sign| code.contains(sign));
    let mut remarks: Vec<String> = found.map(|sign| source.remark(sign)).collect();
    remarks.extend(source.remark_if(!source.is_test && code.contains(".unwrap()"), ".unwrap() outside tests"));
    remarks
}

fn rules_are_pure(source: &Source) -> Vec<String> {
    let foreign = ["sea_orm", "leptos", "axum", "tokio", "rand::", "SystemTime", "std::fs", "std::env"];
    let code = source.code_without_tests();
    let found = foreign.into_iter().filter(|name| source.path.starts_with("app/rules/src") && code.contains(name));
    found.map(|name| source.remark(&format!("{name} in the law"))).collect()
}

/// Reported, not enforced: files of 30–150 lines and functions around 10 are the aim.
#[test]
fn sizes_are_reported() {
    let sources = sources();
    let counted: Vec<&Source> = sources.iter().filter(|source| !source.may_be_long).collect();
    let mut files: Vec<usize> = counted.iter().map(|source| source.text.lines().count()).collect();
    let mut of_functions: Vec<usize> = counted.iter().flat_map(|source| functions(&source.text)).map(|(_, lines)| lines).collect();
    for (what, sizes) in [("lines per file", &mut files), ("lines per function", &mut of_functions)] {
        sizes.sort_unstable();
        let at = |share: usize| sizes.get((sizes.len() * share / 100).min(sizes.len().saturating_sub(1))).copied().unwrap_or_default();
        println!("{what}: median {}, p90 {}, max {} of {}", at(50), at(90), at(100), sizes.len());
    }
}
