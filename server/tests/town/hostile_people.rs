//! What is typed into the forms of people comes back as text only, and secrets never come back.

use crate::town::Town;
use rules::permits::Role;

const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'onfocus='alert(1)' autofocus='",
    "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}${7*7}",
    "<!--",
    "]]><x>",
    "&lt;script&gt;",
    "\u{202e}<b>\u{0}",
    "=HYPERLINK(\"http://x\")",
];

/// Act, and the fields that are given back when it is refused.
const FIELDS: &[(&str, &[&str])] = &[
    ("/api/accounts/join", &["mobile"]),
    ("/api/accounts/sign_in", &["mobile", "next"]),
    ("/api/accounts/show_second_factor", &["next"]),
    ("/api/accounts/reset_number", &["mobile"]),
    ("/api/accounts/find_person", &["who"]),
    ("/api/accounts/open_account", &["id", "mobile", "community", "birth_year"]),
    ("/api/accounts/give_role", &["id", "mobile", "role", "place", "until", "reason"]),
    ("/api/accounts/revoke_role", &["grant", "reason"]),
    ("/api/privacy/give_consent", &["purpose"]),
    ("/api/notices/read_notices", &["newest"]),
];

/// Marks of a payload that has become markup.
fn alive(body: &str) -> Option<&'static str> {
    ["<script>alert", "<img src=x", "<svg onload", "=''onfocus='alert", "<x>", "href=\"javascript:"].into_iter().find(|mark| body.contains(mark))
}

#[tokio::test]
async fn hostile_text_in_the_forms_of_people_is_only_text() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let admin = town.with_role("13500000001", Role::Admin, None).await;
    for (path, fields) in FIELDS {
        for payload in PAYLOADS {
            let form: Vec<(&str, &str)> = fields.iter().map(|field| (*field, *payload)).collect();
            let answer = admin.sends(path, &form).await;
            assert!(!answer.status.is_server_error() && !answer.status.is_redirection(), "{path} {payload}: {}", answer.status);
            assert_eq!(alive(&answer.body), None, "{path} {payload}: {}", answer.body);
        }
    }
    assert_eq!(alive("<p><script>alert(1)</script></p>"), Some("<script>alert"), "the control");
}

#[tokio::test]
async fn secrets_are_never_given_back() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident("13812345678").await;
    for act in app::ROOMS.iter().flat_map(|room| room.acts).filter(|act| !act.secrets.is_empty()) {
        let form: Vec<(&str, &str)> = act.secrets.iter().map(|field| (*field, "GEHEIM7QX9")).collect();
        let answer = li.sends(act.path, &form).await;
        assert!(!answer.body.contains("GEHEIM7QX9"), "{}", act.name);
    }
}

#[tokio::test]
async fn a_throttled_try_costs_no_hash() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident("13812345678").await;
    let thief = town.visitor();
    let form = [("mobile", "13812345678"), ("password", "wrong password")];
    for _ in 0..10 {
        thief.act("/api/accounts/sign_in", &form).await.is_refused_with("wrong_number_or_password");
    }
    // With every hashing place taken, a try that hashed would wait for ever.
    let _taken = town.house.hashing.clone().acquire_many_owned(2).await.expect("both places");
    let answer = tokio::time::timeout(std::time::Duration::from_secs(5), thief.act("/api/accounts/sign_in", &form)).await.expect("at once");
    assert_eq!(answer.status, 429);
    let (other, form) = (town.visitor(), [("mobile", "13912345678"), ("password", "wrong password")]);
    let fresh = other.act("/api/accounts/sign_in", &form);
    assert!(tokio::time::timeout(std::time::Duration::from_millis(300), fresh).await.is_err(), "the control: an allowed try does hash");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tries_at_the_same_moment_are_counted_as_often() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident("13812345678").await;
    let form = [("mobile", "13812345678"), ("password", "wrong password")];
    let thieves = (0..40).map(|_| town.visitor());
    let tries: Vec<_> = thieves.map(|thief| tokio::spawn(async move { thief.act("/api/accounts/sign_in", &form).await.status })).collect();
    let mut compared = 0;
    for tried in tries {
        let status = tried.await.expect("an answer");
        assert!(matches!(status.as_u16(), 422 | 429 | 503), "{status}");
        compared += u32::from(status == 422);
    }
    assert!((1..=10).contains(&compared), "{compared} tries compared a password");
}

#[tokio::test]
async fn a_crowd_behind_one_address_signs_in_and_failures_add_up() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident("13812345678").await;
    for _ in 0..110 {
        li.act("/api/accounts/sign_in", &[("mobile", "13812345678"), ("password", crate::town::PASSWORD)]).await.succeeds();
    }
    for number in 0..100 {
        let mobile = format!("139{number:08}");
        let wrong = town.visitor().act("/api/accounts/sign_in", &[("mobile", &mobile), ("password", "wrong password")]).await;
        wrong.is_refused_with("wrong_number_or_password");
    }
    let waits = town.visitor().act("/api/accounts/sign_in", &[("mobile", "13900000100"), ("password", "wrong password")]).await;
    assert_eq!(waits.status, 429, "the control: a hundred failures from one address");
}
