//! The matrix over HTTP: every page and act of the registry × every role × no session, second factor missing, own place, another place.

use crate::town::{Browser, Town};
use axum::http::StatusCode;
use rules::districts::District;
use rules::permits::{Place, PlaceKind, ROLES, Role, Who};
use uuid::Uuid;

/// Somebody of the matrix: what they hold, and whether this session has shown the second factor.
struct Somebody {
    role: Option<Role>,
    second_factor: bool,
    browser: Browser,
}

/// What the registry says about somebody at a door, before any place is known.
fn expected(who: Who, somebody: &Somebody) -> StatusCode {
    match (who, somebody.role) {
        (Who::Anyone, _) | (Who::Person, Some(_)) => StatusCode::OK,
        (_, None) => StatusCode::UNAUTHORIZED,
        (Who::Roles(roles), Some(role)) if roles.contains(&role) && (somebody.second_factor || !role.is_staff()) => StatusCode::OK,
        (Who::Roles(_), Some(_)) => StatusCode::FORBIDDEN,
    }
}

fn place_of(role: Role) -> Place {
    match role.place_kind() {
        PlaceKind::Alliance => None,
        PlaceKind::District => Some(District::Wanda.place()),
        _ => Some(Uuid::from_u128(0x1234)),
    }
}

async fn everybody(town: &Town) -> Vec<Somebody> {
    let mut all = vec![Somebody { role: None, second_factor: false, browser: town.visitor() }];
    for (number, role) in ROLES.into_iter().enumerate() {
        let mobile = format!("1350000{number:04}");
        let browser = if role == Role::Resident { town.resident(&mobile).await } else { town.with_role(&mobile, role, place_of(role)).await };
        all.push(Somebody { role: Some(role), second_factor: true, browser });
    }
    // The helper above marks every session; this one comes after and has shown nothing.
    let secretary = town.resident("13600000000").await;
    let id = town.person("13600000000").await;
    app::accounts::give_grant(town.house.db.write(), id, Role::Secretary, None, id, town.house.clock.now()).await.expect("a grant");
    all.push(Somebody { role: Some(Role::Secretary), second_factor: false, browser: secretary });
    all
}

/// The address of a door with its blanks filled by records that do not exist.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "01919191-9191-7191-8191-919191919191" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_page_opens_for_exactly_those_whom_the_registry_names() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let mut tried = 0;
    for somebody in everybody(&town).await {
        for door in app::ROOMS.iter().flat_map(|room| room.pages) {
            let status = somebody.browser.opens(&filled(door.path)).await.status;
            let wanted = expected(door.who, &somebody);
            // Behind an open door a page may still miss its record, or say that something is not switched on here.
            let fits = if wanted == StatusCode::OK { passed(status) } else { status == wanted };
            assert!(fits, "{} for {:?} (second factor {}): {status}, expected {wanted}", door.path, somebody.role, somebody.second_factor);
            tried += 1;
        }
    }
    assert!(tried > 100);
}

/// The door itself was open: whatever follows is about the record or the form.
fn passed(status: StatusCode) -> bool {
    !matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) && !status.is_server_error()
}

#[tokio::test]
async fn every_act_is_refused_to_everybody_else() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    for somebody in everybody(&town).await {
        for act in app::ROOMS.iter().flat_map(|room| room.acts).filter(|act| !matches!(act.name, "sign_out" | "end_other_sessions")) {
            let answer = somebody.browser.act(act.path, &[]).await;
            let wanted = expected(act.who, &somebody);
            // An empty form of somebody who may: refused for its fields or its record, or done; of a role without this place: not allowed.
            let may_still_lack_the_place = matches!(act.who, Who::Roles(_)) && answer.status == StatusCode::FORBIDDEN;
            let fits = match wanted {
                StatusCode::OK => passed(answer.status) || may_still_lack_the_place || says_no_by_law(&answer),
                refused => answer.status == refused,
            };
            assert!(fits, "{} for {:?}: {}, expected {wanted}: {}", act.name, somebody.role, answer.status, answer.body);
        }
    }
}

/// Some acts are open to every signed-in person and then refuse by the law of their room: staff only, sign in again.
fn says_no_by_law(answer: &crate::town::Answer) -> bool {
    answer.status == StatusCode::FORBIDDEN && answer.json()["code"] != "second_factor_needed"
}

#[tokio::test]
async fn an_officer_acts_in_the_own_place_only() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident("13812345678").await;
    let person = town.person("13812345678").await.to_string();
    let [own, other] = [1_u128, 2].map(|n| Uuid::from_u128(0x636f_6d6d_756e_8000_8000_0000_0000_0000 + n));
    let officer = town.with_role("13500000001", Role::CommunityOfficer, Some(own)).await;
    for (community, status) in [(other, StatusCode::FORBIDDEN), (own, StatusCode::OK)] {
        let form = [("person", person.as_str()), ("community", &community.to_string()), ("birth_year", "1960"), ("seen", "on")];
        assert_eq!(officer.act("/api/accounts/prove_person", &form).await.status, status);
    }
}

#[tokio::test]
async fn the_matrix_page_shows_every_door() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let auditor = town.with_role("13500000001", Role::Auditor, None).await;
    let page = auditor.opens("/desk/permits").await.succeeds();
    for room in app::ROOMS {
        for name in room.pages.iter().map(|door| door.path).chain(room.acts.iter().map(|act| act.name)) {
            assert!(page.body.contains(&format!("<code>{name}</code>")), "{name}");
        }
    }
    assert_eq!(town.visitor().opens("/desk/permits").await.status, 401);
}

#[tokio::test]
async fn a_door_without_its_guard_would_be_noticed() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let somebody = Somebody { role: Some(Role::Resident), second_factor: true, browser: town.resident("13812345678").await };
    // The control: had the registry promised the desk to residents, the walk above would fail here.
    let wanted = expected(Who::Person, &somebody);
    let status = somebody.browser.opens("/desk/settings").await.status;
    assert!(wanted == StatusCode::OK && !passed(status));
}

#[test]
fn an_auditor_changes_nothing() {
    for act in app::ROOMS.iter().flat_map(|room| room.acts) {
        assert!(!matches!(act.who, Who::Roles(roles) if roles.contains(&Role::Auditor)), "{}", act.name);
    }
}

/// What the office decides, and where the auditor finds it.
const DECIDED: [&str; 10] = [
    "/desk/merchants",
    "/desk/registers",
    "/desk/review",
    "/desk/complaints",
    "/desk/redemptions",
    "/desk/meetings",
    "/desk/votes",
    "/desk/awards",
    "/desk/communities",
    "/desk/settings",
];

#[tokio::test]
async fn an_auditor_reads_whatever_the_office_decides_and_finds_no_form() {
    let town = Town::on("2026-11-27T10:00+08:00").await;
    server::demo::fill(&town.house.db, &town.house.keys, town.house.clock.now()).await.expect("a living town");
    let auditor = town.with_role("13500000001", Role::Auditor, None).await;
    let mut read = 0;
    let mut waiting: Vec<String> = DECIDED.map(ToOwned::to_owned).into();
    while let Some(path) = waiting.pop() {
        let page = auditor.opens(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let main = page.body.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map(|(main, _)| main).expect("a main part");
        assert!(!main.contains("method=\"post\""), "{path} shows the auditor a form");
        read += 1;
        // One record of each list, and what belongs to it.
        let deeper = main.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(to, _)| to.split(['?', '#']).next().unwrap_or(to));
        waiting.extend(deeper.filter(|to| to.starts_with(&format!("{path}/"))).take(1).map(ToOwned::to_owned));
    }
    assert!(read >= 15, "only {read} pages were read");
}
