use crate::town::Town;
use rules::permits::Role;

const SECRETARY: &str = "13800000001";
const ID: &str = "01936000-0000-7000-8000-000000000001";

#[tokio::test]
async fn every_district_has_its_page_and_others_have_none() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    for (slug, name) in [("wanda", "万达商圈"), ("xianjing", "芝罘仙境商圈"), ("haishang", "海上世界商圈")] {
        town.visitor().opens(&format!("/districts/{slug}")).await.succeeds().shows(name);
    }
    assert_eq!(town.visitor().opens("/districts/elsewhere").await.status, 404);
    town.visitor().opens("/space").await.succeeds().shows("金融中心B座32层");
}

#[tokio::test]
async fn a_new_charter_shows_what_changed_and_keeps_the_old_one() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = town.with_role(SECRETARY, Role::Secretary, None).await;
    office.opens("/desk/charter").await.succeeds().shows("第 1 版");
    let in_force = app::districts::charter_in_force(town.house.db.read()).await.expect("a charter");
    let (text, english) = (in_force.text.replace('\n', "\r\n"), in_force.text_en.unwrap_or_default());
    let untouched = [("id", ID), ("text", text.as_str()), ("text_en", &english), ("reason", "x")];
    office.act("/api/districts/publish_charter", &untouched).await.is_refused_with("charter_unchanged");
    let form = [("id", ID), ("text", "## 总则\n\n一家一票<script>alert(1)</script>"), ("reason", "联席会议第 23 次会议决定")];
    let sent = office.sends("/api/districts/publish_charter", &form).await;
    assert_eq!(sent.leads_to(), "/charter");
    let page = town.visitor().opens("/charter").await.succeeds();
    page.shows("第 2 版").shows("一家一票").shows("<del>").shows("联席会议第 23 次").shows_not("<script>alert");
    town.visitor().opens("/charter?version=1").await.succeeds().shows("我们是谁").shows("这是旧版本");
    assert_eq!(town.visitor().opens("/charter?version=9").await.status, 404);
    assert_eq!(town.visitor().opens("/charter?version=abc").await.status, 404);
    assert_eq!(office.act("/api/districts/publish_charter", &form).await.succeeds().json(), 2, "the same form twice is one version");
    let other = [("id", ID), ("text", "etwas anderes"), ("reason", "x")];
    office.act("/api/districts/publish_charter", &other).await.is_refused_with("already_sent");
    let same = [("id", "01936000-0000-7000-8000-000000000002"), form[1], form[2]];
    office.act("/api/districts/publish_charter", &same).await.is_refused_with("charter_unchanged");
}

#[tokio::test]
async fn only_the_office_changes_charter_and_communities() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let resident = town.resident("13812345678").await;
    assert_eq!(resident.opens("/desk/charter").await.status, 403);
    assert_eq!(town.visitor().opens("/desk/communities").await.status, 401);
    resident.act("/api/districts/record_community", &[("id", ID), ("name", "示例社区")]).await.is_refused_with("not_allowed");
    let office = town.with_role(SECRETARY, Role::Secretary, None).await;
    office.sends("/api/districts/record_community", &[("id", ID), ("name", "示例社区")]).await.leads_to();
    office.opens("/desk/communities").await.shows("示例社区").shows("兴隆街社区");
    let twice = [("id", "01936000-0000-7000-8000-000000000009"), ("name", "示例社区")];
    office.act("/api/districts/record_community", &twice).await.is_refused_with("community_known");
    let back = office.sends("/api/districts/record_community", &[("id", ID), ("name", "")]).await;
    assert_eq!(back.status, 422);
    back.shows("这里还没有填");
}

#[tokio::test]
async fn the_charters_versions_cannot_be_rewritten() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    use sea_orm::ConnectionTrait;
    let rewrite = town.house.db.write().execute_unprepared("UPDATE charter_version SET text = 'x'").await;
    assert!(rewrite.expect_err("refused").to_string().contains("append-only"));
}

#[tokio::test]
async fn a_long_charter_is_taken_whole_and_a_longer_one_comes_back() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = town.with_role(SECRETARY, Role::Secretary, None).await;
    let (text, english) = ("章".repeat(20_000), "一".repeat(20_000));
    let form = [("id", ID), ("text", text.as_str()), ("text_en", english.as_str()), ("reason", "联席会议决定")];
    assert_eq!(office.sends("/api/districts/publish_charter", &form).await.leads_to(), "/charter");
    let longer = "长".repeat(20_001);
    let back = office.sends("/api/districts/publish_charter", &[("id", "01936000-0000-7000-8000-000000000002"), ("text", &longer)]).await;
    assert_eq!(back.status, 422);
    back.shows(&longer);
}

#[tokio::test]
async fn an_old_sign_in_publishes_no_charter_and_keeps_what_was_typed() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = town.with_role(SECRETARY, Role::Secretary, None).await;
    town.goes_to("2026-11-20T09:15+08:00");
    office.opens("/desk/charter").await.shows("重新登录");
    let form = [("id", ID), ("text", "## 总则\n\n一家一票"), ("reason", "联席会议决定")];
    let back = office.sends("/api/districts/publish_charter", &form).await;
    assert_eq!(back.status, 403);
    back.shows("一家一票").shows("target=\"_blank\"");
    town.visitor().opens("/charter").await.shows("第 1 版");
}
