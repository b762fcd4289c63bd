//! Personal data: the inventory is complete, the copy is complete, and after the end nothing is left.

use crate::town::{PASSWORD, Town};
use app::privacy::{ABOUT_NOBODY, IMPERSONAL, INVENTORY};
use rules::permits::Role;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::collections::{BTreeMap, BTreeSet};

const MOBILE: &str = "13812345678";

/// Every table of the database with its columns.
async fn columns(town: &Town) -> BTreeMap<String, BTreeSet<String>> {
    let db = town.house.db.read();
    let backend = db.get_database_backend();
    let sql = if backend == DbBackend::Sqlite {
        "SELECT m.name AS t, c.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public'"
    };
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.expect("the list of columns");
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        found.entry(row.try_get("", "t").expect("a table")).or_default().insert(row.try_get("", "c").expect("a column"));
    }
    found
}

/// What the inventory does not know of these tables, or knows too much.
fn differences(columns: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (table, columns) in columns {
        let Some(kept) = INVENTORY.iter().find(|kept| kept.table == table) else {
            if !ABOUT_NOBODY.contains(&table.as_str()) {
                wrong.push(format!("{table}: neither in the inventory nor about nobody"));
            }
            continue;
        };
        let impersonal = IMPERSONAL.iter().filter(|(of, _)| of == table).flat_map(|(_, columns)| columns.iter().copied());
        let known: BTreeSet<&str> = kept.shown.iter().chain(kept.hidden).copied().chain(impersonal).collect();
        wrong.extend(columns.iter().filter(|column| !known.contains(column.as_str())).map(|column| format!("{table}.{column} is not classified")));
        wrong.extend(known.iter().filter(|column| !columns.contains(**column)).map(|column| format!("{table}.{column} does not exist")));
        if !known.contains(kept.whose) {
            wrong.push(format!("{table}: {} is not classified", kept.whose));
        }
    }
    let missing = INVENTORY.iter().map(|kept| kept.table).filter(|table| !columns.contains_key(*table));
    wrong.extend(missing.map(|table| format!("{table} does not exist")));
    wrong
}

#[tokio::test]
async fn every_column_of_the_database_is_in_the_inventory_or_about_nobody() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let mut columns = columns(&town).await;
    assert_eq!(differences(&columns), Vec::<String>::new());
    columns.entry("person".to_owned()).or_default().insert("shoe_size".to_owned());
    columns.entry("diary".to_owned()).or_default().insert("text".to_owned());
    assert_eq!(differences(&columns).len(), 2, "the control");
}

#[tokio::test]
async fn a_person_takes_along_everything_that_is_kept() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    town.resident("13912345678").await;
    town.execute(&format!("UPDATE person SET proof = 'counter', birth_year = 1958 WHERE mobile = '{MOBILE}'")).await;
    li.opens("/my/data").await.succeeds().shows("下载").shows("账号");
    let copy = li.opens("/my/data/shangmeng.json").await.succeeds();
    assert_eq!(copy.headers.get("content-disposition").expect("a header"), "attachment");
    let all = copy.json();
    assert_eq!(all["person"][0]["mobile"], MOBILE);
    assert_eq!(all["person"][0]["birth_year"], 1958);
    assert_eq!(all["person"][0]["joined_at"], "2026-11-20T09:00:00+08:00");
    assert_eq!(all["session"].as_array().expect("sessions").len(), 1);
    assert_eq!(all["consent"][0]["purpose"], "account");
    for kept in INVENTORY {
        assert!(all[kept.table].is_array(), "{} is missing", kept.table);
    }
    assert!(!copy.body.contains("13912345678") && !copy.body.contains("argon2"));
    let csv = li.opens("/my/data/shangmeng.csv").await.succeeds();
    assert!(csv.body.starts_with('\u{feff}') && csv.body.contains(&format!("person,1,mobile,{MOBILE}")), "{}", csv.body);
    assert_eq!(town.visitor().opens("/my/data/shangmeng.json").await.status, 401);
    assert_eq!(li.opens("/my/data/others.json").await.status, 404);
}

#[tokio::test]
async fn formulas_in_the_table_are_only_text() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    let person = town.person(MOBILE).await;
    let now = town.house.clock.now();
    app::notices::tell(town.house.db.write(), person, "accounts-told-reset-password", &[], "=1+1", now).await.expect("told");
    li.opens("/my/data/shangmeng.csv").await.shows(",link,'=1+1");
}

#[tokio::test]
async fn consent_is_withdrawn_as_easily_as_given() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    town.execute(&format!("UPDATE person SET proof = 'counter', birth_year = 1950 WHERE mobile = '{MOBILE}'")).await;
    let person = town.person(MOBILE).await;
    let year = || async { app::accounts::known_person(town.house.db.read(), person).await.expect("a look").expect("a person").facts.birth_year };
    assert_eq!(year().await, None, "not before it was agreed to");
    assert_eq!(li.sends("/api/privacy/give_consent", &[("purpose", "audience")]).await.leads_to(), "/my/data");
    assert_eq!(year().await, Some(1950));
    li.opens("/my/data").await.shows("撤回同意");
    li.act("/api/privacy/withdraw_consent", &[("purpose", "audience")]).await.succeeds();
    assert_eq!(year().await, None);
    let all = li.opens("/my/data/shangmeng.json").await.json();
    assert_eq!(all["consent"].as_array().expect("a list").len(), 2, "the story of a consent stays");
    assert_eq!(li.act("/api/privacy/withdraw_consent", &[("purpose", "account")]).await.status, 404);
}

#[tokio::test]
async fn after_the_end_of_an_account_nothing_is_left_of_the_person() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    let id = town.person(MOBILE).await;
    town.execute(&format!("UPDATE person SET proof = 'counter', birth_year = 1958 WHERE mobile = '{MOBILE}'")).await;
    li.act("/api/privacy/give_consent", &[("purpose", "audience")]).await.succeeds();
    li.act("/api/accounts/make_person_code", &[]).await.succeeds();
    let now = town.house.clock.now();
    app::notices::tell(town.house.db.write(), id, "accounts-told-reset-password", &[], "", now).await.expect("told");
    app::accounts::give_grant(town.house.db.write(), id, Role::Clerk, Some(id), id, now).await.expect("a grant");
    town.goes_to("2026-11-20T09:15+08:00");
    li.act("/api/privacy/delete_account", &[]).await.is_refused_with("fields_refused");
    li.act("/api/privacy/delete_account", &[("known", "on")]).await.is_refused_with("sign_in_again");
    li.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await.succeeds();
    assert_eq!(li.sends("/api/privacy/delete_account", &[("known", "on")]).await.leads_to(), "/privacy");
    assert_eq!(li.opens("/my").await.status, 401);
    li.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await.is_refused_with("wrong_number_or_password");
    use sea_orm::EntityTrait;
    let row = app::accounts::entity::person::Entity::find_by_id(id).one(town.house.db.read()).await.expect("a look").expect("the random id stays");
    assert_eq!((row.mobile, row.password_hash, row.birth_year, row.community, row.proof.as_str()), (None, None, None, None, "none"));
    assert!(row.deleted_at.is_some());
    for kept in INVENTORY.iter().filter(|kept| kept.end == app::privacy::AtTheEnd::Erased) {
        let sql = format!("SELECT COUNT(*) AS n FROM {} WHERE {} IS NOT NULL", kept.table, kept.whose);
        assert_eq!(town.count(&sql).await, 0, "{}", kept.table);
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM role_grant WHERE revoked_at IS NULL").await, 0);
    town.resident(MOBILE).await.opens("/my").await.succeeds().shows_not("密码已经重设");
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let admin = town.with_role(MOBILE, Role::Admin, None).await;
    admin.act("/api/privacy/delete_account", &[("known", "on")]).await.is_refused_with("last_admin");
}

#[tokio::test]
async fn the_notice_and_the_inventory_are_for_everybody() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.visitor().opens("/privacy").await.succeeds().shows("隐私说明").shows("/privacy/inventory");
    let page = town.visitor().opens("/privacy/inventory").await.succeeds();
    assert_eq!(page.body.matches("<th scope=\"row\">").count(), INVENTORY.len(), "{}", page.body);
    page.shows_not("password_hash");
}

#[tokio::test]
async fn who_lost_an_unproven_number_leaves_nothing_and_is_told_nothing() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let squatter = town.resident(MOBILE).await;
    let id = town.person(MOBILE).await;
    let now = town.house.clock.now();
    app::notices::tell(town.house.db.write(), id, "accounts-told-reset-password", &[], "", now).await.expect("told");
    app::accounts::close_account(town.house.db.write(), id, id, now).await.expect("closed, as when somebody else proves the number");
    assert_eq!(squatter.opens("/my").await.status, 401);
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM notice").await, 1, "the control: closing alone leaves it");
    app::notices::tell(town.house.db.write(), id, "accounts-told-reset-password", &[], "", now).await.expect("nobody is told");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM notice").await, 1);
    app::privacy::forget_closed(town.house.db.write(), now).await.expect("forgotten");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM notice").await, 0);
}

#[tokio::test]
async fn why_somebody_had_a_role_goes_with_them() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    let id = town.person(MOBILE).await;
    app::accounts::give_grant(town.house.db.write(), id, Role::Clerk, Some(id), id, town.house.clock.now()).await.expect("a grant");
    town.execute("UPDATE role_grant SET reason = '接替王女士'").await;
    li.opens("/my/data/shangmeng.json").await.shows("接替王女士");
    let gone = li.act("/api/privacy/delete_account", &[("known", "on")]).await.succeeds();
    assert!(gone.headers.get_all("set-cookie").iter().any(|cookie| cookie.as_bytes().starts_with(b"__Host-sid=;")), "the cookie goes too");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM role_grant WHERE reason IS NOT NULL OR revoked_at IS NULL").await, 0);
}

#[tokio::test]
async fn a_text_of_sixteen_bytes_is_given_out_as_text() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    let id = town.person(MOBILE).await;
    app::accounts::give_grant(town.house.db.write(), id, Role::Clerk, Some(id), id, town.house.clock.now()).await.expect("a grant");
    let text = "接替王女士A";
    assert_eq!(text.len(), 16, "as long as an id");
    town.execute(&format!("UPDATE role_grant SET reason = '{text}'")).await;
    let all = li.opens("/my/data/shangmeng.json").await.json();
    assert_eq!(all["role_grant"][0]["reason"], text);
    assert_eq!(all["role_grant"][0]["place"], id.to_string(), "the control: ids are given out as ids");
    assert_eq!(all["role_grant"][0]["from_at"], "2026-11-20T09:00:00+08:00");
    assert_eq!(all["role_grant"][0]["revoked_at"], serde_json::Value::Null);
}
