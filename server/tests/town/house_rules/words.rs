//! The words: every sentence in both languages, none missing, none left over, every refusal with its own.

use super::source::{Source, blocks, literals, sources};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of one Fluent text (`key` and `key.attribute`), each with the blanks it has. What only chooses a plural is no blank: Chinese has none.
fn keys(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name =
            line.split_once('=').map(|(name, _)| name.trim()).filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            if let Some(attribute) = name.strip_prefix('.') {
                current = format!("{message}.{attribute}");
            } else if !line.starts_with([' ', '[', '*']) {
                message = name.to_owned();
                current.clone_from(&message);
            }
        }
        let blanks = line.split('$').skip(1).filter_map(|rest| {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            (!rest[name.len()..].trim_start().starts_with("->")).then_some(name)
        });
        found.entry(current.clone()).or_default().extend(blanks);
    }
    found.remove("");
    found
}

/// Every difference between the two languages of a room.
fn differences(room: &str, zh: &str, en: &str) -> Vec<String> {
    let (zh, en) = (keys(zh), keys(en));
    let mut found = Vec::new();
    for (key, blanks) in &zh {
        match en.get(key) {
            None => found.push(format!("{room}: {key} is missing in English")),
            Some(others) if others != blanks => found.push(format!("{room}: {key} has the blanks {blanks:?} in Chinese, {others:?} in English")),
            Some(_) => {}
        }
    }
    found.extend(en.keys().filter(|key| !zh.contains_key(*key)).map(|key| format!("{room}: {key} is missing in Chinese")));
    let foreign =
        zh.keys().filter(|key| !["refusal-", "done-", &format!("{}-", room.replace('_', "-"))].iter().any(|prefix| key.starts_with(prefix)));
    found.extend(foreign.map(|key| format!("{room}: {key} does not begin with the room's name")));
    found
}

#[test]
fn both_languages_say_the_same() {
    let found: Vec<String> = app::ROOMS.iter().flat_map(|room| differences(room.name, room.words[0], room.words[1])).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert_eq!(differences("x", "x-a = 甲 { $n }", "x-b = B").len(), 2, "the control");
    assert_eq!(differences("x", "x-a = 甲 { $n }", "x-a = A { $m }").len(), 1, "the control");
    assert_eq!(differences("x", "y-a = 甲", "y-a = A").len(), 1, "the control");
}

fn all_keys() -> BTreeSet<String> {
    app::ROOMS.iter().flat_map(|room| keys(room.words[0]).into_keys()).collect()
}

#[test]
fn no_key_twice() {
    let mut seen = BTreeMap::new();
    for room in app::ROOMS {
        for key in keys(room.words[0]).into_keys() {
            if let Some(other) = seen.insert(key.clone(), room.name) {
                panic!("{key} is in {other} and in {}", room.name);
            }
        }
    }
}

/// Keys as the sources name them: whole, or as the begin of a composed one (`format!("offers-kind-{kind}")`).
struct Named {
    whole: BTreeSet<String>,
    begins: BTreeSet<String>,
}

fn named(sources: &[Source]) -> Named {
    let mut named = Named { whole: BTreeSet::new(), begins: BTreeSet::new() };
    for source in sources {
        for literal in literals(&source.code()) {
            if let Some((begin, _)) = literal.split_once('{')
                && begin.len() > 3
                && begin.contains('-')
            {
                named.begins.insert(begin.to_owned());
            }
            named.whole.insert(literal.to_owned());
        }
    }
    named
}

#[test]
fn no_words_are_left_over() {
    let sources = sources();
    let named = named(&sources);
    let acts: BTreeSet<String> = app::ROOMS.iter().flat_map(|room| room.acts).map(|act| format!("done-{}", act.name.replace('_', "-"))).collect();
    let doors: BTreeSet<String> =
        app::ROOMS.iter().flat_map(|room| room.pages).map(|door| door.path.trim_start_matches('/').replace('/', "-")).collect();
    // After a room's name alone must come words of which the code has all or the first, or a page; after a longer beginning, anything.
    let goes_on = |begin: &str, rest: &str| {
        begin.trim_end_matches('-').contains('-')
            || doors.contains(rest)
            || named.whole.contains(rest)
            || named.whole.contains(&rest.replace('-', "_"))
            || rest.split_once('-').is_some_and(|(word, _)| named.whole.contains(word))
    };
    let unused = |key: &String| {
        let message = key.split('.').next().unwrap_or_default();
        let code = message.strip_prefix("refusal-").map(|code| code.replace('-', "_"));
        let used = named.whole.contains(key)
            || named.whole.contains(message)
            || acts.contains(message)
            || code.is_some_and(|code| named.whole.contains(&code))
            || named.begins.iter().any(|begin| {
                !matches!(begin.as_str(), "refusal-" | "done-") && message.strip_prefix(begin.as_str()).is_some_and(|rest| goes_on(begin, rest))
            });
        !used
    };
    let left_over: Vec<String> = all_keys().into_iter().filter(unused).collect();
    assert!(left_over.is_empty(), "never shown: {}", left_over.join(", "));
    for control in ["offers-never-said", "shell-never-said", "refusal-never-said"] {
        assert!(unused(&control.to_owned()), "the control");
    }
}

#[test]
fn no_words_are_missing() {
    let known = all_keys();
    let mut missing = Vec::new();
    for source in sources().iter().filter(|source| source.path.starts_with("app/src")) {
        let code = source.code();
        for (macro_, skip) in [("t!(\"", 4), ("say(", 0)] {
            for (at, _) in code.match_indices(macro_) {
                let rest = &code[at + skip..];
                let literal =
                    if skip > 0 { rest.split('"').next() } else { literals(rest.split([';', '\n']).next().unwrap_or_default()).first().copied() };
                let key = literal.unwrap_or_default();
                if key.contains('-') && !key.contains('{') && !known.contains(key) {
                    missing.push(source.remark(key));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no words for:\n{}", missing.join("\n"));
}

/// Codes of refusals, from the blocks that name them.
fn codes(source: &Source) -> BTreeSet<String> {
    let code = source.code_without_tests();
    let mut found = BTreeSet::new();
    let mut collect = |block: &str| {
        for (at, _) in block.match_indices('"').step_by(2) {
            let literal = block[at + 1..].split('"').next().unwrap_or_default();
            // A fact's name, or what it is: `.with("reader", "clerk")`.
            let within = block[..at].rfind(".with(").is_some_and(|open| !block[open..at].contains(')'));
            let fact = within || block[..at].trim_end().ends_with("map_or(");
            let snake = literal.starts_with(|c: char| c.is_ascii_lowercase())
                && literal.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit());
            if snake && !fact {
                found.insert(literal.to_owned());
            }
        }
    };
    for block in blocks(&code, "Refusal for ") {
        collect(block);
        if block.contains("Reason::new(self.code())") {
            blocks(&code, "fn code(").into_iter().for_each(&mut collect);
        }
    }
    for (at, _) in code.match_indices("AppError::named(\"") {
        found.insert(code[at + 17..].split('"').next().unwrap_or_default().to_owned());
    }
    found
}

#[test]
fn every_refusal_has_its_sentence() {
    let known = all_keys();
    let rooms: BTreeSet<&str> = app::ROOMS.iter().map(|room| room.name).collect();
    // The law may be written before its room is built; then nobody can be refused by it yet.
    let built = |source: &&Source| {
        let law = source.path.strip_prefix("app/rules/src/").map(|rest| rest.split(['/', '.']).next().unwrap_or_default());
        law.is_none_or(|law| rooms.contains(law) || law == "permits")
    };
    let mut missing = Vec::new();
    for source in sources().iter().filter(built) {
        for code in codes(source) {
            let key = format!("refusal-{}", code.replace('_', "-"));
            if !known.contains(&key) {
                missing.push(source.remark(&key));
            }
        }
    }
    assert!(missing.is_empty(), "refusals without words:\n{}", missing.join("\n"));
    let control = Source::new(
        "app/src/x/mod.rs",
        "impl Refusal for X {\n    fn reason(&self) -> Reason {\n        Reason::new(\"sold_out_\").with(\"back_at\", 1)\n    }\n}\n",
    );
    assert_eq!(codes(&control).into_iter().collect::<Vec<_>>(), ["sold_out_"], "the control");
}

#[test]
fn every_success_has_its_line() {
    let known = all_keys();
    let silent = app::ROOMS.iter().flat_map(|room| room.acts).filter(|act| matches!(act.done, app::backend::Answer::To(_)));
    let silent: Vec<String> = silent.map(|act| format!("done-{}", act.name.replace('_', "-"))).filter(|key| !known.contains(key)).collect();
    assert!(silent.is_empty(), "no line after a success: {}", silent.join(", "));
}

/// What an editor would mark in a Fluent text: straight quotation marks; in Chinese half-width punctuation beside its characters, and Latin letters that
/// lean on them. What stands in braces is no text.
fn marked(text: &str, chinese: bool) -> Vec<String> {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut found = Vec::new();
    for line in text.lines() {
        let mut depth = 0_u32;
        let said: String = line
            .split_once('=')
            .map_or(line, |(_, value)| value)
            .chars()
            .filter(|c| {
                depth += u32::from(*c == '{');
                let outside = depth == 0;
                depth -= u32::from(*c == '}' && depth > 0);
                outside
            })
            .collect();
        let pairs = said.chars().zip(said.chars().skip(1));
        let half = pairs.clone().any(|(a, b)| (han(a) && ",;:!?()".contains(b)) || (",;:!?()".contains(a) && han(b)));
        let leans = pairs.clone().any(|(a, b)| (han(a) && b.is_ascii_alphabetic()) || (a.is_ascii_alphabetic() && han(b)));
        if (chinese && (half || leans)) || said.contains(['\'', '"']) {
            found.push(line.trim().to_owned());
        }
    }
    found
}

#[test]
fn an_editor_finds_nothing_to_mark() {
    // The building's own name is written without a gap.
    let chinese = |words: &str| marked(&words.replace("金融中心B座32层", ""), true);
    let found: Vec<String> = app::ROOMS.iter().flat_map(|room| [chinese(room.words[0]), marked(room.words[1], false)].concat()).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    for control in ["x-a = 您好,再见", "x-a = The shop's data", "x-a = 打开APP", "x-a = 说“是\""] {
        assert_eq!(marked(control, true).len(), 1, "the control {control}");
    }
    assert!(marked("x-a = Write 是, 否", false).is_empty(), "the control");
    assert!(marked("x-a = 共 { $count -> [one] 1 } 份，27日 { \" \" }", true).is_empty(), "the control");
}
