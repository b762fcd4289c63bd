//! Registers on the officer's page and on the command line; takeover slips and clerks' slips.

use crate::merchants::{person, shop, with_role};
use crate::town::{Answer, Browser, Town};
use axum::body::Body;
use axum::http::Request;
use rules::districts::District;
use rules::permits::Role;
use sea_orm::{ConnectionTrait, Statement};
use std::process::Command;
use std::time::Duration;
use uuid::Uuid;

const XLSX: &[u8] = include_bytes!("data/merchants-register.xlsx");
const CSV: &[u8] = include_bytes!("data/merchants-register.gbk.csv");
/// 示例戊影像馆 in 万达商圈.
const LISTED: &str = "92370602L2KTDQDP14";

async fn secretary(town: &Town) -> Browser {
    with_role(town, "13912345670", Role::Secretary, None).await
}

async fn uploads(browser: &Browser, file: &[u8], accept: &str) -> Answer {
    uploads_as(browser, &Uuid::new_v4().to_string(), file, accept).await
}

async fn uploads_as(browser: &Browser, id: &str, file: &[u8], accept: &str) -> Answer {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n{id}\r\n").into_bytes();
    body.extend_from_slice(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"register.xlsx\"\r\n\r\n");
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::post("/api/registers/upload_register").header("accept", accept).header("sec-fetch-site", "same-origin");
    browser.send(request.header("content-type", "multipart/form-data; boundary=x"), Body::from(body)).await
}

async fn import_of(browser: &Browser, file: &[u8]) -> String {
    uploads(browser, file, "application/json").await.succeeds().json()["import"].as_str().expect("an import").to_owned()
}

async fn count(town: &Town, sql: &str) -> i64 {
    let db = town.house.db.read();
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql.to_owned())).await.expect("the query").expect("a row");
    row.try_get("", "count").expect("a count")
}

async fn merchants(town: &Town) -> i64 {
    count(town, "SELECT COUNT(*) AS count FROM merchant").await
}

/// Waits until the background work is done.
async fn is_done(browser: &Browser, import: &str) -> Answer {
    for _ in 0..400 {
        let page = browser.opens(&format!("/desk/registers/{import}")).await.succeeds();
        if page.body.contains("已完成") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the import is not done after ten seconds");
}

async fn imports(browser: &Browser, file: &[u8]) -> Answer {
    let import = import_of(browser, file).await;
    browser.act("/api/registers/confirm_register", &[("import", &import)]).await.succeeds();
    is_done(browser, &import).await
}

#[tokio::test]
async fn nothing_is_written_before_it_is_confirmed_and_a_second_time_nothing_changes() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    office.opens("/desk/registers").await.succeeds().shows("上传并预览");
    let uploaded = uploads(&office, XLSX, "text/html").await;
    let page = uploaded.leads_to().to_owned();
    let preview = office.opens(&page).await.succeeds().shows("待确认").shows("确认写入").shows("示例戊影像馆").shows("<dd>58</dd>").shows("登记表");
    preview.shows("统一社会信用代码").shows_not("陈店长");
    let skipped = office.opens(&format!("{page}?verdict=skip")).await;
    skipped.shows("与“商户登记”第 9 行是同一家店，重复").shows("“1380000”不是能拨通的电话").shows("请填 11 位手机号").shows_not("示例戊影像馆");
    office.opens(&format!("{page}?verdict=change")).await.shows("这里没有行").shows("没有当作商户").shows("合计 61家");
    assert_eq!(merchants(&town).await, 0);
    let import = page.rsplit('/').next().expect("an id");
    let confirmed = office.sends("/api/registers/confirm_register", &[("import", import)]).await;
    assert_eq!(confirmed.leads_to(), page);
    is_done(&office, import).await.shows("<dd>58</dd>");
    assert_eq!(merchants(&town).await, 58);
    office.act("/api/registers/confirm_register", &[("import", import)]).await.is_refused_with("import_settled");
    imports(&office, CSV).await.shows("<dd>24</dd>").shows("本商圈已有同名的店");
    assert_eq!(merchants(&town).await, 82);
    let stories = count(&town, "SELECT COUNT(*) AS count FROM merchant_story").await;
    let again = import_of(&office, XLSX).await;
    office.opens(&format!("/desk/registers/{again}")).await.shows("没有要写入的内容").shows_not("确认写入</button>");
    office.act("/api/registers/confirm_register", &[("import", &again)]).await.succeeds();
    is_done(&office, &again).await;
    assert_eq!((merchants(&town).await, count(&town, "SELECT COUNT(*) AS count FROM merchant_story").await), (82, stories));
    office.opens("/desk/merchants?state=listed&q=yxg").await.succeeds().shows("示例戊影像馆").shows_not("示例己乒乓球馆");
    town.visitor().opens("/merchants?q=slyxg").await.shows_not("示例戊影像馆");
    town.visitor().opens("/merchants?q=yxg").await.shows("示例戊影像馆").shows_not("陈店长");
}

#[tokio::test]
async fn a_register_that_is_sent_twice_is_one_import() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    let id = office.opens("/desk/registers").await.succeeds().hidden("id");
    let first = uploads_as(&office, &id, XLSX, "application/json").await.succeeds().json();
    assert_eq!(uploads_as(&office, &id, XLSX, "application/json").await.succeeds().json(), first);
    uploads_as(&office, &id, CSV, "application/json").await.is_refused_with("already_sent");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM register_import").await, 1);
}

#[tokio::test]
async fn an_import_that_was_interrupted_goes_on_where_it_stopped() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    let import = import_of(&office, XLSX).await;
    let id: Uuid = import.parse().expect("an id");
    let (db, now) = (&town.house.db, town.house.clock.now());
    app::registers::record_confirmed(db.write(), id, now).await.expect("confirmed");
    assert!(app::registers::work_on(db, id, now).await.expect("a batch"));
    assert_eq!(merchants(&town).await, 24, "the first 25 lines, one of them skipped");
    office.opens(&format!("/desk/registers/{import}")).await.shows("正在写入：25 / 61").shows("<progress");
    assert_eq!(app::registers::unfinished(db.read()).await.expect("open ones"), [id]);
    let nodes = [town.second_node().await, town.clone()];
    let work = nodes.map(|node| tokio::spawn(async move { app::registers::work_through(&node.house.db, id, node.house.clock.now()).await }));
    for done in work {
        done.await.expect("no panic").expect("worked through");
    }
    is_done(&office, &import).await.shows("<dd>58</dd>");
    assert_eq!(merchants(&town).await, 58);
}

#[tokio::test]
async fn an_import_never_overwrites_what_the_owner_edited() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    imports(&office, XLSX).await;
    town.execute(&format!(
        "UPDATE merchant SET edited = '[\"phone\"]', phone = '0535-6111111', unit = '9F-1', floor = 9 WHERE credit_code = '{LISTED}'"
    ))
    .await;
    let import = import_of(&office, XLSX).await;
    let preview = office.opens(&format!("/desk/registers/{import}?verdict=change")).await;
    preview.shows("9F-1").shows("2F-138").shows("店主写的是“0535-6111111”").shows("18456233719");
    office.act("/api/registers/confirm_register", &[("import", &import)]).await.succeeds();
    is_done(&office, &import).await;
    let kept = count(&town, "SELECT COUNT(*) AS count FROM merchant WHERE phone = '0535-6111111' AND unit = '2F-138' AND floor = 2").await;
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn an_import_never_overwrites_what_the_applicant_wrote() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (_, merchant) = crate::merchants::member(&town).await;
    let office = secretary(&town).await;
    let register = "店名,商圈,电话,铺位,信用代码,联系人\n登记的名字,万达,13448147748,9F-9,92370602JPFYHTRKH9,陈店长\n";
    let import = import_of(&office, register.as_bytes()).await;
    office.opens(&format!("/desk/registers/{import}")).await.shows("店主写的是“面包房”").shows("登记表写的是“登记的名字”");
    office.act("/api/registers/confirm_register", &[("import", &import)]).await.succeeds();
    is_done(&office, &import).await;
    let shop = shop(&town, &merchant).await;
    assert_eq!((shop.name.as_str(), shop.floor(), shop.contact.as_deref()), ("面包房", Some(3), Some("陈店长")));
}

#[tokio::test]
async fn who_lost_a_district_confirms_nothing_for_it() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let officer = with_role(&town, "13912345671", Role::DistrictOfficer, Some(District::Wanda.place())).await;
    let import = import_of(&officer, XLSX).await;
    let id = person(&town, "13912345671").await;
    let now = town.house.clock.now();
    town.execute(&format!("UPDATE role_grant SET revoked_at = {}", now.millis())).await;
    app::accounts::give_grant(town.house.db.write(), id, Role::DistrictOfficer, Some(District::Haishang.place()), Uuid::nil(), now)
        .await
        .expect("a grant");
    officer.act("/api/registers/confirm_register", &[("import", &import)]).await.is_refused_with("not_allowed");
    assert_eq!(merchants(&town).await, 0);
}

#[tokio::test]
async fn an_officer_imports_the_own_district_and_sees_the_own_imports_only() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let wanda = with_role(&town, "13912345671", Role::DistrictOfficer, Some(District::Wanda.place())).await;
    let office = secretary(&town).await;
    let import = import_of(&wanda, XLSX).await;
    wanda.opens(&format!("/desk/registers/{import}?verdict=skip")).await.shows("属于芝罘仙境商圈，不归您导入");
    assert_eq!(office.opens(&format!("/desk/registers/{import}")).await.status, 404);
    for act in ["confirm_register", "discard_register"] {
        office.act(&format!("/api/registers/{act}"), &[("import", &import)]).await.is_refused_with("not_found");
        town.visitor().act(&format!("/api/registers/{act}"), &[("import", &import)]).await.is_refused_with("not_signed_in");
    }
    wanda.act("/api/registers/discard_register", &[("import", &import)]).await.succeeds();
    wanda.act("/api/registers/confirm_register", &[("import", &import)]).await.is_refused_with("import_settled");
    assert_eq!(merchants(&town).await, 0);
    let resident = town.resident("13712345678").await;
    uploads(&resident, XLSX, "application/json").await.is_refused_with("not_allowed");
    assert_eq!(resident.opens("/desk/registers").await.status, 403);
}

#[tokio::test]
async fn what_is_no_register_comes_back_with_a_sentence() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    for (file, sentence) in [
        (&b""[..], "还没有选文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "不能直接读取"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0\0", "不是登记表"),
        (&XLSX[..4_000], "损坏"),
        ("姓名,年龄\n张三,40\n".as_bytes(), "没有找到登记表的表头"),
    ] {
        let back = uploads(&office, file, "text/html").await;
        assert_eq!(back.status, 422);
        back.shows(sentence).shows("上传并预览");
    }
    let large = uploads(&office, &vec![b'a'; 5 << 20], "text/html").await;
    assert!(large.status.is_client_error(), "{}", large.status);
}

/// The shops of the register, with the officer of 万达商圈 and one listed shop's id.
async fn listed(town: &Town) -> (Browser, String) {
    let officer = with_role(town, "13912345671", Role::DistrictOfficer, Some(District::Wanda.place())).await;
    imports(&officer, XLSX).await;
    let db = town.house.db.read();
    let sql = format!("SELECT id FROM merchant WHERE credit_code = '{LISTED}'");
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("the query").expect("a shop");
    let id: Uuid = row.try_get("", "id").expect("an id");
    (officer, id.to_string())
}

async fn proven(town: &Town, mobile: &str) -> Browser {
    let browser = town.resident(mobile).await;
    town.execute(&format!("UPDATE person SET proof = 'counter' WHERE mobile = '{mobile}'")).await;
    browser
}

async fn slip(officer: &Browser, merchant: &str) -> String {
    let issued = officer.act("/api/registers/issue_slip", &[("merchant", merchant)]).await.succeeds();
    issued.json()["code"].as_str().expect("a code").to_owned()
}

fn takeover(code: &str) -> [(&str, &str); 3] {
    [("code", code), ("charter", "on"), ("charter_number", "1")]
}

#[tokio::test]
async fn a_shop_is_taken_over_with_its_slip_once() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (officer, merchant) = listed(&town).await;
    officer.opens(&format!("/desk/merchants/{merchant}")).await.shows("开一张接手单");
    let letter = officer.sends("/api/registers/issue_slip", &[("merchant", &merchant)]).await.succeeds();
    letter.shows("接手单").shows("示例戊影像馆").shows("<svg").shows("https://shangmeng.example/takeover");
    officer.opens(&format!("/desk/merchants/{merchant}/slip")).await.succeeds().shows("只在开单时显示一次");
    let (void, code) = (slip(&officer, &merchant).await, slip(&officer, &merchant).await);
    let (li, wang) = (proven(&town, "13812345678").await, proven(&town, "13712345678").await);
    let unproven = town.resident("18456233719").await;
    li.opens("/takeover").await.succeeds().shows("接手这家店");
    unproven.opens("/takeover").await.shows("还没有核实");
    unproven.act("/api/registers/take_over", &takeover(&code)).await.is_refused_with("proof_missing_for_takeover");
    town.visitor().act("/api/registers/take_over", &takeover(&code)).await.is_refused_with("not_signed_in");
    li.act("/api/registers/take_over", &takeover(&void)).await.is_refused_with("slip_revoked");
    li.act("/api/registers/take_over", &takeover("2222-2222-2222")).await.is_refused_with("slip_unknown");
    let without = li.sends("/api/registers/take_over", &[("code", &code)]).await.shows(&code);
    assert_eq!(without.status, 422);
    without.shows("还没有接受章程");
    let taken = li.sends("/api/registers/take_over", &takeover(&code.to_lowercase())).await;
    assert_eq!(taken.leads_to(), format!("/my/shops/{merchant}"));
    li.opens(&format!("/my/shops/{merchant}")).await.succeeds().shows("店主已接手").shows_not("章程有了新版本");
    wang.act("/api/registers/take_over", &takeover(&code)).await.is_refused_with("slip_used");
    officer.act("/api/registers/issue_slip", &[("merchant", &merchant)]).await.is_refused_with("shop_not_listed");
    assert_eq!(shop(&town, &merchant).await.state, rules::merchants::MerchantState::Active);
}

#[tokio::test]
async fn a_slip_runs_out_and_wrong_codes_are_throttled() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (officer, merchant) = listed(&town).await;
    let code = slip(&officer, &merchant).await;
    let li = proven(&town, "13812345678").await;
    town.goes_to("2026-12-20T09:00+08:00");
    li.act("/api/registers/take_over", &takeover(&code)).await.is_refused_with("slip_expired");
    for _ in 0..9 {
        li.act("/api/registers/take_over", &takeover("2222-2222-2222")).await.is_refused_with("slip_unknown");
    }
    assert_eq!(li.act("/api/registers/take_over", &takeover("2222-2222-2222")).await.status, 429);
    let other = with_role(&town, "13912345672", Role::DistrictOfficer, Some(District::Haishang.place())).await;
    other.act("/api/registers/issue_slip", &[("merchant", &merchant)]).await.is_refused_with("not_allowed");
    assert_eq!(other.opens(&format!("/desk/merchants/{merchant}/slip")).await.status, 404);
}

#[tokio::test]
async fn a_clerk_comes_with_the_owners_slip() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (officer, merchant) = listed(&town).await;
    let li = proven(&town, "13812345678").await;
    li.act("/api/registers/take_over", &takeover(&slip(&officer, &merchant).await)).await.succeeds();
    let letter = li.sends("/api/registers/invite_clerk", &[("merchant", &merchant)]).await.succeeds();
    letter.shows("店员单").shows("https://shangmeng.example/takeover/clerk");
    let invited = li.act("/api/registers/invite_clerk", &[("merchant", &merchant)]).await.succeeds();
    let code = invited.json()["code"].as_str().expect("a code").to_owned();
    let zhao = town.resident("13612345678").await;
    zhao.act("/api/registers/invite_clerk", &[("merchant", &merchant)]).await.is_refused_with("not_allowed");
    zhao.act("/api/registers/take_over", &takeover(&code)).await.is_refused_with("slip_unknown");
    zhao.opens("/takeover/clerk").await.succeeds().shows("成为店员");
    zhao.act("/api/registers/become_clerk", &[("code", &code)]).await.succeeds();
    zhao.act("/api/registers/become_clerk", &[("code", &code)]).await.is_refused_with("slip_used");
    li.opens(&format!("/my/shops/{merchant}")).await.shows("136****5678");
    assert_eq!(zhao.opens(&format!("/my/shops/{merchant}")).await.status, 403);
    let clerk = person(&town, "13612345678").await;
    assert_eq!(
        count(&town, &format!("SELECT COUNT(*) AS count FROM role_grant WHERE role = 'clerk' AND place IS NOT NULL AND given_by <> '{clerk}'")).await,
        1
    );
}

#[tokio::test]
async fn an_owner_names_another_who_answers_for_the_shop_alone_later() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (officer, merchant) = listed(&town).await;
    let (li, wang) = (proven(&town, "13812345678").await, proven(&town, "13712345678").await);
    let shop_form = [("merchant", merchant.as_str())];
    li.act("/api/registers/take_over", &takeover(&slip(&officer, &merchant).await)).await.succeeds();
    wang.act("/api/registers/invite_owner", &shop_form).await.is_refused_with("not_allowed");
    li.act("/api/merchants/step_down", &shop_form).await.is_refused_with("last_owner");
    li.sends("/api/registers/invite_owner", &shop_form).await.succeeds().shows("接手单").shows("成为示例戊影像馆的店主");
    let invited = li.act("/api/registers/invite_owner", &shop_form).await.succeeds();
    let code = invited.json()["code"].as_str().expect("a code").to_owned();
    li.act("/api/registers/take_over", &takeover(&code)).await.is_refused_with("own_already");
    let unproven = town.resident("13612345678").await;
    unproven.act("/api/registers/take_over", &takeover(&code)).await.is_refused_with("proof_missing_for_takeover");
    wang.act("/api/registers/take_over", &takeover(&code)).await.succeeds();
    wang.opens(&format!("/my/shops/{merchant}")).await.succeeds().shows("新增了一位店主").shows("不再做店主");
    let again = li.act("/api/registers/invite_owner", &shop_form).await.succeeds();
    let stale = again.json()["code"].as_str().expect("a code").to_owned();
    let invited = li.act("/api/registers/invite_clerk", &shop_form).await.succeeds();
    let clerk = invited.json()["code"].as_str().expect("a code").to_owned();
    assert_eq!(li.sends("/api/merchants/step_down", &shop_form).await.leads_to(), "/my/shops");
    assert_eq!(li.opens(&format!("/my/shops/{merchant}")).await.status, 403);
    li.act("/api/registers/take_over", &takeover(&stale)).await.is_refused_with("shop_taken");
    li.act("/api/registers/become_clerk", &[("code", &clerk)]).await.is_refused_with("shop_taken");
    assert_eq!(shop(&town, &merchant).await.state, rules::merchants::MerchantState::Active);
}

#[tokio::test]
async fn a_member_whose_last_owner_is_gone_is_handed_over_by_the_officer() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (officer, merchant) = listed(&town).await;
    let (li, wang) = (proven(&town, "13812345678").await, proven(&town, "13712345678").await);
    li.act("/api/registers/take_over", &takeover(&slip(&officer, &merchant).await)).await.succeeds();
    officer.opens(&format!("/desk/merchants/{merchant}")).await.shows_not("开一张接手单");
    town.execute("UPDATE role_grant SET revoked_at = 1 WHERE role = 'merchant_owner'").await;
    officer.opens(&format!("/desk/merchants/{merchant}")).await.shows("开一张接手单");
    wang.act("/api/registers/take_over", &takeover(&slip(&officer, &merchant).await)).await.succeeds();
    wang.opens(&format!("/my/shops/{merchant}")).await.succeeds().shows("店铺资料");
    assert_eq!(shop(&town, &merchant).await.state, rules::merchants::MerchantState::Active);
}

#[test]
fn the_command_imports_lists_what_it_skips_and_changes_nothing_the_second_time() {
    let folder = std::env::temp_dir().join(format!("shangmeng-import-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("register.xlsx");
    std::fs::write(&file, XLSX).expect("the register");
    let runs = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shangmeng"));
        command.args(args).env("DATABASE_URL", format!("sqlite://{}/town.db?mode=rwc", folder.display())).env("RUST_LOG", "warn");
        let output = command.env("SHANGMENG_SECRET_FILE", folder.join("secret")).output().expect("the program starts");
        (output.status.code(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
    };
    let path = file.display().to_string();
    assert_eq!(runs(&["import-merchants", &path]).0, Some(1));
    assert_eq!(runs(&["migrate"]).0, Some(0));
    for (args, said) in [
        (vec!["import-merchants", &path, "--dry-run"], "61 lines; 58 would be created, 0 changed, 0 unchanged, 3 skipped"),
        (vec!["import-merchants", &path], "61 lines; 58 were created, 0 changed, 0 unchanged, 3 skipped"),
        (vec!["import-merchants", &path], "61 lines; 0 were created, 0 changed, 58 unchanged, 3 skipped"),
    ] {
        let (code, output) = runs(&args);
        assert_eq!(code, Some(0), "{output}");
        assert!(
            output.contains(said) && output.contains("bad_phone: “1380000”") && output.contains("11 位手机号") && output.contains("duplicate: 1"),
            "{output}"
        );
    }
    std::fs::write(&file, b"nothing of the kind").expect("another file");
    let (code, output) = runs(&["import-merchants", &path]);
    assert_eq!(code, Some(1));
    assert!(output.contains("no_table"), "{output}");
    let _ = std::fs::remove_dir_all(&folder);
}

#[tokio::test]
async fn an_officer_does_not_take_a_shop_over_with_the_own_slip() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (officer, merchant) = listed(&town).await;
    town.execute("UPDATE person SET proof = 'counter'").await;
    let code = slip(&officer, &merchant).await;
    officer.act("/api/registers/take_over", &takeover(&code)).await.is_refused_with("own_rights");
    let li = proven(&town, "13812345678").await;
    li.act("/api/registers/take_over", &takeover(&code)).await.succeeds();
}
