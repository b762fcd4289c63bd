//! A living town is walked through by everybody who works or lives in it, and every form they find is sent back spoilt: odd ids, numbers beyond every
//! column, dates beyond every calendar, characters that no database keeps. Nothing of that is our fault, so nothing may be answered as if it were. And
//! nobody is shown a form that they may not send.

use crate::town::{Browser, Town};
use axum::http::StatusCode;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What becomes of a field's value.
struct Spoil {
    what: &'static str,
    hidden: fn(&str) -> String,
    typed: fn(&str) -> String,
}

fn kept(value: &str) -> String {
    value.to_owned()
}

const SPOILS: [Spoil; 9] = [
    Spoil { what: "characters nobody can keep", hidden: kept, typed: |_| "\0\u{202e}\u{feff}\u{fffe}😀".to_owned() },
    Spoil { what: "beyond 32 bits", hidden: kept, typed: |_| "2147483648".to_owned() },
    Spoil { what: "beyond 64 bits", hidden: kept, typed: |_| "18446744073709551616".to_owned() },
    Spoil { what: "below nothing", hidden: kept, typed: |_| "-1".to_owned() },
    Spoil { what: "the last of all days", hidden: kept, typed: |_| "2200-12-31".to_owned() },
    Spoil { what: "no time of day", hidden: kept, typed: |_| "24:00".to_owned() },
    Spoil { what: "ids that are cut", hidden: |value| value.chars().take(value.chars().count() / 2).collect(), typed: kept },
    Spoil { what: "ids with a nul", hidden: |value| format!("{value}\0"), typed: |_| "x".to_owned() },
    Spoil { what: "nobody's ids", hidden: |_| "01919191-9191-7191-8191-919191919191".to_owned(), typed: |_| "1".to_owned() },
];

/// Acts after which nobody could walk on, and those that only cost time.
const LEFT_OUT: [&str; 8] =
    ["sign_out", "sign_in", "join", "delete_account", "end_other_sessions", "end_session", "change_password", "sign_in_with_code"];

struct Form {
    action: String,
    /// Name, value, whether it is hidden.
    fields: Vec<(String, String, bool)>,
}

fn forms(document: &Html) -> Vec<Form> {
    let (form, field) = (Selector::parse("form[method=post]").expect("a selector"), Selector::parse("[name]").expect("a selector"));
    let of_field = |field: ElementRef<'_>| {
        let value = field.attr("value").map_or_else(|| field.text().collect::<String>(), ToOwned::to_owned);
        (field.attr("name").unwrap_or_default().to_owned(), value, field.attr("type") == Some("hidden"))
    };
    let of_form = |form: ElementRef<'_>| Form {
        action: form.attr("action").unwrap_or_default().to_owned(),
        fields: form.select(&field).map(of_field).collect(),
    };
    document.select(&form).map(of_form).collect()
}

fn links(document: &Html) -> Vec<String> {
    let link = Selector::parse("a[href^='/']").expect("a selector");
    let paths = document.select(&link).filter_map(|link| link.attr("href")).filter(|path| !path.contains(['#', '?']));
    paths.map(ToOwned::to_owned).collect()
}

/// The address with its ids left out: one page of a kind is enough.
fn kind(path: &str) -> String {
    path.split('/').map(|part| if part.parse::<uuid::Uuid>().is_ok() { "{id}" } else { part }).collect::<Vec<_>>().join("/")
}

/// Opens every kind of page this person finds a way to; says what was answered as our fault, and which forms were not for them.
async fn walks(browser: &Browser, who: &str, sent: &mut usize) -> Vec<String> {
    let (mut faults, mut seen, mut tried) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let mut waiting: VecDeque<String> = ["/", "/my", "/desk", "/till", "/votes", "/takeover"].map(ToOwned::to_owned).into();
    while let Some(path) = waiting.pop_front() {
        if !seen.insert(kind(&path)) {
            continue;
        }
        let page = browser.opens(&path).await;
        if page.status.is_server_error() {
            faults.push(format!("{who}: {path}: {}", page.status));
        }
        let odd =
            "?q=%00&after=%00&before=%00&cursor=%ff&district=%00&version=18446744073709551616&month=9999-12&for=x&next=%00&tab=%00&page=-1&line=%00";
        let odd = browser.opens(&format!("{path}{odd}")).await;
        if odd.status.is_server_error() {
            faults.push(format!("{who}: {path} with an odd query: {}", odd.status));
        }
        let (found, ways) = {
            let document = Html::parse_document(&page.body);
            (forms(&document), links(&document))
        };
        waiting.extend(ways);
        for form in found {
            let name = form.action.rsplit('/').next().unwrap_or_default().to_owned();
            if form.action.starts_with("/api/") && !LEFT_OUT.contains(&name.as_str()) && tried.insert((name, form.fields.len())) {
                faults.extend(spoils(browser, who, &form, sent).await);
            }
        }
    }
    faults
}

async fn spoils(browser: &Browser, who: &str, form: &Form, sent: &mut usize) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, spoil) in SPOILS.iter().enumerate() {
        let fields: Vec<(&str, String)> = form
            .fields
            .iter()
            .map(|(name, value, hidden)| (name.as_str(), if *hidden { (spoil.hidden)(value) } else { (spoil.typed)(value) }))
            .collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = browser.sends(&form.action, &fields).await;
        *sent += 1;
        if answer.status.is_server_error() {
            faults.push(format!("{who}: {} with {}: {}", form.action, spoil.what, answer.status));
        }
        // The first sending has the ids of the page; after it the person may have left or stepped down.
        if number == 0 && answer.status == StatusCode::FORBIDDEN && answer.body.contains(NOT_ALLOWED) {
            faults.push(format!("{who}: {} is shown to somebody who may not send it", form.action));
        }
    }
    faults
}

/// What the portal says to whoever may not.
const NOT_ALLOWED: &str = "您的账号没有做这件事的权限";

#[tokio::test]
async fn no_form_of_a_living_town_breaks_when_it_comes_back_spoilt() {
    let town = Town::on("2026-11-27T10:00+08:00").await;
    server::demo::fill(&town.house.db, &town.house.keys, town.house.clock.now()).await.expect("a living town");
    let accounts = server::demo::listed_accounts(town.house.db.read()).await.expect("its people");
    let mut one_of_each: BTreeMap<String, _> = BTreeMap::new();
    for account in accounts {
        one_of_each.entry(account.role.clone()).or_insert(account);
    }
    let mut people = vec![("visitor".to_owned(), town.visitor())];
    for (role, account) in one_of_each {
        let browser = town.visitor();
        browser.act("/api/accounts/sign_in", &[("mobile", &account.mobile), ("password", &account.password)]).await.succeeds();
        people.push((role, browser));
    }
    town.execute("UPDATE session SET second_factor = TRUE").await;
    let (mut faults, mut sent) = (Vec::new(), 0);
    for (role, browser) in &people {
        faults.extend(walks(browser, role, &mut sent).await);
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(sent > 300, "only {sent} forms were sent");
}
