//! What comes out of a meeting: decisions, tasks, minutes.

use crate::meetings::{NOVEMBER, item, plan, secretary};
use crate::shops::with;
use crate::town::{Browser, Town};
use rules::districts::District;
use rules::permits::Role;
use uuid::Uuid;

/// An open meeting with an item, its office and a colleague.
async fn open_town() -> (Town, Browser, Browser, String, String) {
    let town = Town::on(NOVEMBER).await;
    town.shop("示例面包房", District::Wanda).await;
    let office = secretary(&town).await;
    let colleague = town.officer(District::Wanda).await;
    let (id, first) = opened(&office, "2026-11-20").await;
    (town, office, colleague, id, first)
}

/// A meeting on that day, opened; with its item.
async fn opened(office: &Browser, day: &str) -> (String, String) {
    let id = Uuid::new_v4().to_string();
    office.fills("/api/meetings/draft_meeting", &with(plan(&id), &[("day", day)])).await.succeeds();
    let first = item(office, &id, "会员日总结", "20").await;
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.succeeds();
    office.act("/api/meetings/open_meeting", &[("meeting", &id)]).await.succeeds();
    (id, first)
}

/// Gives a task; its id.
async fn task(office: &Browser, meeting: &str, title: &str, due: &str) -> String {
    let id = Uuid::new_v4().to_string();
    let form = [("meeting", meeting), ("id", &id), ("title", title), ("owner", "示例面包房"), ("due", due)];
    office.act("/api/meetings/give_task", &form).await.succeeds();
    office.act("/api/meetings/give_task", &form).await.succeeds();
    id
}

#[tokio::test]
async fn minutes_are_written_by_one_and_approved_by_another() {
    let (town, office, colleague, id, first) = open_town().await;
    let desk = format!("/desk/meetings/{id}/minutes");
    office.opens(&desk).await.succeeds().shows("起草中");
    office.act("/api/meetings/record_decision", &[("meeting", &id), ("item", &first), ("decision", "下月27日照常")]).await.succeeds();
    task(&office, &id, "更换消防栓", "2026-12-01").await;
    let write = [("meeting", id.as_str()), ("text", "### 讨论\n\n- 甲说可以\n\n<script>alert(1)</script>"), ("version", "0")];
    assert_eq!(office.sends("/api/meetings/write_minutes", &write).await.leads_to(), desk);
    office.act("/api/meetings/write_minutes", &write).await.is_refused_with("minutes_changed_meanwhile");
    let version = |version: &'static str| [("meeting", id.clone()), ("version", version.to_owned())];
    office.fills("/api/meetings/hand_in_minutes", &version("1")).await.is_refused_with("minutes_meeting_not_over");
    office.act("/api/meetings/close_meeting", &[("meeting", &id)]).await.succeeds();
    office.fills("/api/meetings/approve_minutes", &version("1")).await.is_refused_with("minutes_not_handed_in");
    office.fills("/api/meetings/hand_in_minutes", &version("1")).await.succeeds();
    office.fills("/api/meetings/approve_minutes", &version("1")).await.is_refused_with("minutes_same_person");
    colleague.opens("/desk").await.succeeds().shows("批准纪要：商圈联席会议第23次会议");
    let back = [("meeting", id.as_str()), ("version", "1"), ("grounds", "少了到会人数")];
    colleague.act("/api/meetings/return_minutes", &back).await.succeeds();
    office.opens(&desk).await.succeeds().shows("少了到会人数");
    office.opens("/my/notices").await.shows("纪要被退回：少了到会人数");
    office.fills("/api/meetings/hand_in_minutes", &version("1")).await.succeeds();
    let public = format!("/meetings/{id}");
    town.visitor().opens(&public).await.shows_not("下月27日照常");
    assert_eq!(town.visitor().opens(&format!("{public}/minutes/print")).await.status, 404);
    colleague.fills("/api/meetings/approve_minutes", &version("1")).await.succeeds();
    office
        .act("/api/meetings/record_decision", &[("meeting", &id), ("item", &first), ("decision", "不照常")])
        .await
        .is_refused_with("minutes_approved");
    let page = town.visitor().opens(&public).await.succeeds().shows("下月27日照常").shows("更换消防栓").shows("甲说可以").shows_not("<script>alert");
    page.shows("应到 1 家，到会 0 家，请假 0 家，缺席 1 家").shows("12月1日（周二）前完成");
    town.visitor().opens(&format!("{public}/minutes/print")).await.succeeds().shows("sheet minutes").shows("下月27日照常").shows("批准");
}

#[tokio::test]
async fn what_changes_after_handing_in_is_handed_in_again() {
    let (_town, office, colleague, id, first) = open_town().await;
    office.act("/api/meetings/write_minutes", &[("meeting", &id), ("text", "讨论"), ("version", "0")]).await.succeeds();
    office.act("/api/meetings/close_meeting", &[("meeting", &id)]).await.succeeds();
    office.act("/api/meetings/hand_in_minutes", &[("meeting", &id), ("version", "1")]).await.succeeds();
    office.act("/api/meetings/record_decision", &[("meeting", &id), ("item", &first), ("decision", "改了")]).await.succeeds();
    colleague.act("/api/meetings/approve_minutes", &[("meeting", &id), ("version", "1")]).await.is_refused_with("minutes_changed_meanwhile");
    colleague.act("/api/meetings/approve_minutes", &[("meeting", &id), ("version", "2")]).await.is_refused_with("minutes_not_handed_in");
}

#[tokio::test]
async fn the_next_meeting_opens_with_the_tasks_and_none_gets_lost() {
    let (town, office, _colleague, id, _first) = open_town().await;
    let (done, late, undone) = (
        task(&office, &id, "更换消防栓", "2026-11-22").await,
        task(&office, &id, "统一停车优惠", "2026-11-23").await,
        task(&office, &id, "拍宣传片", "2026-11-24").await,
    );
    let gone = task(&office, &id, "写错了", "2026-11-24").await;
    office.act("/api/meetings/take_task_back", &[("meeting", &id), ("task", &gone)]).await.succeeds();
    office.act("/api/meetings/close_meeting", &[("meeting", &id)]).await.succeeds();
    office.opens("/desk").await.succeeds().shows("会议任务：更换消防栓");
    town.goes_to("2026-11-20T15:00+08:00");
    let (next, _) = opened(&office, "2026-12-25").await;
    let items = app::meetings::items(town.house.db.read(), next.parse().expect("an id")).await.expect("items");
    assert_eq!(items[0].kind, rules::meetings::ItemKind::Tasks, "the tasks come first");
    let first = items[0].id.to_string();
    office.act("/api/meetings/remove_agenda_item", &[("meeting", &next), ("item", &first)]).await.is_refused_with("agenda_tasks_stay");
    office.act("/api/meetings/close_meeting", &[("meeting", &next)]).await.is_refused_with("meeting_tasks_untouched");
    let desk = format!("/desk/meetings/{next}/minutes");
    let page = office.opens(&desk).await.succeeds();
    assert!(page.body.find("更换消防栓") < page.body.find("统一停车优惠") && page.body.find("统一停车优惠") < page.body.find("拍宣传片"));
    let of = |task: &str| [("meeting", next.clone()), ("task", task.to_owned())];
    office.fills("/api/meetings/finish_task", &of(&done)).await.succeeds();
    assert_eq!(office.fills("/api/meetings/finish_task", &of(&done)).await.json()["code"], "task_settled");
    let early = with(of(&late).to_vec(), &[("due", "2026-11-23")]);
    office.fills("/api/meetings/carry_task_over", &early).await.is_refused_with("task_not_later");
    office.fills("/api/meetings/carry_task_over", &with(early, &[("due", "2027-01-15")])).await.succeeds();
    let vote = with(of(&undone).to_vec(), &[("vote", &Uuid::new_v4().to_string())]);
    office.fills("/api/meetings/drop_task", &vote).await.is_refused_with("task_not_dropped_by_vote");
    office.act("/api/meetings/close_meeting", &[("meeting", &next)]).await.is_refused_with("meeting_tasks_untouched");
    office.fills("/api/meetings/finish_task", &of(&undone)).await.succeeds();
    office.act("/api/meetings/close_meeting", &[("meeting", &next)]).await.succeeds();
    office.opens(&desk).await.succeeds().shows("延期到1月15日").shows("已完成");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM meeting_task WHERE state = 'open'").await, 1);
    office.opens(&format!("/desk/meetings/{id}/minutes")).await.succeeds().shows("11月23日");
}

#[tokio::test]
async fn the_minutes_go_by_the_numbers_of_their_time() {
    let (town, office, _colleague, id, _first) = open_town().await;
    office.act("/api/meetings/close_meeting", &[("meeting", &id)]).await.succeeds();
    let admin = town.with_role("13900000007", Role::Admin, None).await;
    admin.opens("/desk/settings").await.succeeds().shows("联席会议").shows("会前多少分钟开始签到");
    let fields = [("check_in_before_minutes", "30"), ("quorum_numerator", "2"), ("quorum_denominator", "3")];
    let values: Vec<(String, &str)> = fields.iter().map(|(field, value)| (format!("values[{field}]"), *value)).collect();
    let mut form: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    form.extend([("key", "meetings"), ("reason", "联席会议决定")]);
    admin.act("/api/alliance/change_setting", &form).await.succeeds();
    let (next, _) = opened(&office, "2026-12-25").await;
    office.opens(&format!("/desk/meetings/{id}/minutes")).await.succeeds().shows("要超过 50%");
    office.opens(&format!("/desk/meetings/{next}/hall")).await.succeeds().shows("要超过 66.7%");
}
