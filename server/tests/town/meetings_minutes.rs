//! What comes out of a meeting: decisions, tasks, minutes.

use crate::meetings::{NOVEMBER, item, plan, secretary};
use crate::shops::with;
use crate::town::{Answer, Browser, Town};
use crate::voting::{Hall, casts};
use rules::districts::District;
use rules::permits::Role;
use uuid::Uuid;

/// An open meeting with an item, its office and a colleague.
async fn open_town() -> (Town, Browser, Browser, String, String) {
    let town = Town::on(NOVEMBER).await;
    town.shop("示例面包房", District::Wanda).await;
    let office = secretary(&town).await;
    let colleague = town.officer(District::Wanda).await;
    let (id, first) = opened(&town, &office, "10:00", "12:00").await;
    (town, office, colleague, id, first)
}

/// A meeting of today from then until then, opened when it begins; with its item.
async fn opened(town: &Town, office: &Browser, begins: &str, ends: &str) -> (String, String) {
    let id = Uuid::new_v4().to_string();
    office.fills("/api/meetings/draft_meeting", &with(plan(&id), &[("day", "2026-11-20"), ("begins", begins), ("ends", ends)])).await.succeeds();
    let first = item(office, &id, "会员日总结", "20").await;
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.succeeds();
    town.goes_to(&format!("2026-11-20T{begins}+08:00"));
    office.act("/api/meetings/open_meeting", &[("meeting", &id)]).await.succeeds();
    (id, first)
}

/// Writes text and the decision on an item over the version that was shown.
async fn writes(office: &Browser, meeting: &str, version: &str, text: &str, item: &str, decision: &str) -> Answer {
    let field = format!("decisions[item-{item}]");
    office.sends("/api/meetings/write_minutes", &[("meeting", meeting), ("version", version), ("text", text), (&field, decision)]).await
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
    task(&office, &id, "更换消防栓", "2026-12-01").await;
    let text = "### 讨论\n\n- 甲说可以\n\n<script>alert(1)</script>";
    assert_eq!(writes(&office, &id, "0", text, &first, "下月27日照常").await.leads_to(), desk);
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
    writes(&office, &id, "1", "别的", &first, "不照常").await.shows("纪要已经批准，不能再改");
    let page = town.visitor().opens(&public).await.succeeds().shows("下月27日照常").shows("更换消防栓").shows("甲说可以").shows_not("<script>alert");
    let page = page.shows("应到 1 家，到会 0 家，请假 0 家，缺席 1 家").shows("2026年12月1日（周二）前完成");
    page.shows("到会 0 / 1 = 0%，要超过 50%，没有达到法定人数").shows_not("还没有达到");
    let paper = town.visitor().opens(&format!("{public}/minutes/print")).await.succeeds().shows("sheet minutes").shows("下月27日照常");
    paper.shows("2026年11月20日（周五）10:00–12:00").shows("2026年11月20日（周五）批准");
}

#[tokio::test]
async fn what_changes_after_handing_in_is_handed_in_again() {
    let (_town, office, colleague, id, first) = open_town().await;
    writes(&office, &id, "0", "讨论", &first, "").await.leads_to();
    office.act("/api/meetings/close_meeting", &[("meeting", &id)]).await.succeeds();
    office.act("/api/meetings/hand_in_minutes", &[("meeting", &id), ("version", "1")]).await.succeeds();
    task(&office, &id, "补一项任务", "2026-12-01").await;
    colleague.act("/api/meetings/approve_minutes", &[("meeting", &id), ("version", "1")]).await.is_refused_with("minutes_changed_meanwhile");
    colleague.act("/api/meetings/approve_minutes", &[("meeting", &id), ("version", "2")]).await.is_refused_with("minutes_not_handed_in");
}

#[tokio::test]
async fn what_two_people_write_at_once_is_not_lost() {
    let (_town, office, colleague, id, first) = open_town().await;
    writes(&colleague, &id, "0", "同事写的讨论", &first, "同事写的决议").await.leads_to();
    let back = writes(&office, &id, "0", "我写的讨论", &first, "我写的决议").await;
    assert_eq!(back.status, 422);
    let back = back.shows("纪要刚刚被别人改过").shows("同事写的讨论").shows("同事写的决议").shows("我写的讨论").shows("我写的决议");
    let shown = back.hidden("version");
    writes(&office, &id, &shown, "同事写的讨论，我写的讨论", &first, "一起的决议").await.leads_to();
    let field = format!("decisions[item-{first}]");
    let long = "长".repeat(501);
    let form = [("meeting", id.as_str()), ("version", "2"), ("text", "x"), (&field, &long)];
    let refused = office.act("/api/meetings/write_minutes", &form).await.is_refused_with("fields_refused").json();
    assert_eq!(refused["fields"][0]["field"], field.as_str());
    office.act("/api/meetings/close_meeting", &[("meeting", &id)]).await.succeeds();
    office.act("/api/meetings/hand_in_minutes", &[("meeting", &id), ("version", "2")]).await.succeeds();
    writes(&office, &id, "2", "还要改", &first, "").await.leads_to();
    let stale = colleague.sends("/api/meetings/approve_minutes", &[("meeting", &id), ("version", "2")]).await;
    assert_eq!(stale.status, 422, "nobody approves what they have not seen");
    office.opens(&format!("/desk/meetings/{id}/minutes")).await.succeeds().shows("还要改").shows_not("一起的决议");
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
    let (next, _) = opened(&town, &office, "15:00", "17:00").await;
    let items = app::meetings::items(town.house.db.read(), next.parse().expect("an id")).await.expect("items");
    assert_eq!(items[0].kind, rules::meetings::ItemKind::Tasks, "the tasks come first");
    let first = items[0].id.to_string();
    office.act("/api/meetings/remove_agenda_item", &[("meeting", &next), ("item", &first)]).await.is_refused_with("agenda_tasks_stay");
    office.act("/api/meetings/close_meeting", &[("meeting", &next)]).await.is_refused_with("meeting_tasks_untouched");
    let desk = format!("/desk/meetings/{next}/tasks");
    let page = office.opens(&desk).await.succeeds();
    assert!(page.body.find("更换消防栓") < page.body.find("统一停车优惠") && page.body.find("统一停车优惠") < page.body.find("拍宣传片"));
    let of = |task: &str| [("meeting", next.clone()), ("task", task.to_owned())];
    office.fills("/api/meetings/finish_task", &of(&done)).await.succeeds();
    assert_eq!(office.fills("/api/meetings/finish_task", &of(&done)).await.json()["code"], "task_settled");
    let early = with(of(&late).to_vec(), &[("due", "2026-11-23")]);
    office.fills("/api/meetings/carry_task_over", &early).await.is_refused_with("task_not_later");
    office.fills("/api/meetings/carry_task_over", &with(early, &[("due", "2027-01-15")])).await.succeeds();
    office.fills("/api/meetings/reopen_task", &of(&undone)).await.is_refused_with("task_not_taken_up");
    office.fills("/api/meetings/reopen_task", &of(&late)).await.succeeds();
    office.opens(&desk).await.succeeds().shows("11月23日").shows_not("延期到");
    office.fills("/api/meetings/carry_task_over", &with(of(&late).to_vec(), &[("due", "2027-01-15")])).await.succeeds();
    office.fills("/api/meetings/reopen_task", &of(&done)).await.succeeds();
    office.fills("/api/meetings/finish_task", &of(&done)).await.succeeds();
    let vote = with(of(&undone).to_vec(), &[("vote", &Uuid::new_v4().to_string())]);
    office.fills("/api/meetings/drop_task", &vote).await.is_refused_with("task_not_dropped_by_vote");
    office.act("/api/meetings/close_meeting", &[("meeting", &next)]).await.is_refused_with("meeting_tasks_untouched");
    office.fills("/api/meetings/finish_task", &of(&undone)).await.succeeds();
    office.act("/api/meetings/close_meeting", &[("meeting", &next)]).await.succeeds();
    office.opens(&desk).await.succeeds().shows("延期到1月15日").shows("已完成");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM meeting_task WHERE state = 'open'").await, 1);
    let minutes = async |of: &str| office.opens(&format!("/desk/meetings/{of}/minutes")).await.succeeds();
    minutes(&id).await.shows("2026年11月23日（周一）前完成").shows_not("原定");
    let (third, _) = opened(&town, &office, "18:00", "19:00").await;
    let now = "1月15日（周五）前完成（原定11月23日（周一））";
    office.opens(&format!("/desk/meetings/{third}/tasks")).await.succeeds().shows(now);
    let later = [("meeting", third.as_str()), ("task", &late), ("due", "2027-02-01")];
    office.act("/api/meetings/carry_task_over", &later).await.succeeds();
    office.opens(&format!("/desk/meetings/{third}/tasks")).await.succeeds().shows(now).shows("延期到2月1日");
    office.opens(&format!("/desk/meetings/{id}/tasks")).await.succeeds().shows("2月1日（周一）前完成（原定11月23日（周一））");
    minutes(&next).await.shows("2026年11月23日（周一）前完成").shows("延期到2027年1月15日").shows_not("2月1日");
    minutes(&third).await.shows("2027年1月15日（周五）前完成（原定2026年11月23日（周一））").shows("延期到2027年2月1日");
}

#[tokio::test]
async fn what_is_kept_is_chinese_whatever_the_office_reads() {
    let (town, office, _colleague, id, _first) = open_town().await;
    task(&office, &id, "更换消防栓", "2026-11-22").await;
    office.act("/api/meetings/close_meeting", &[("meeting", &id)]).await.succeeds();
    office.opens("/?lang=en").await;
    let (next, _) = opened(&town, &office, "15:00", "17:00").await;
    let items = app::meetings::items(town.house.db.read(), next.parse().expect("an id")).await.expect("items");
    assert_eq!(items[0].title, "上次会议任务的完成情况");
    let question = app::backend::encoded("不再做“更换消防栓”");
    office.opens(&format!("/desk/meetings/{next}/tasks")).await.succeeds().shows("Put dropping it to a vote").shows(&question);
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
    let (next, _) = opened(&town, &office, "15:00", "17:00").await;
    office.opens(&format!("/desk/meetings/{id}/minutes")).await.succeeds().shows("要超过 50%");
    office.opens(&format!("/desk/meetings/{next}/hall")).await.succeeds().shows("要超过 66.7%");
}

/// A meeting of two weeks ago that gave these tasks; their ids.
async fn held_before(hall: &Hall, titles: [&str; 2]) -> [String; 2] {
    use app::meetings::{Outcome, found_meeting, found_outcome};
    use rules::Day;
    use rules::meetings::{MeetingPlan, TaskTerms};
    let (db, day) = (hall.town.house.db.write(), Day::parse("2026-11-10").expect("a day"));
    let (begins_at, ends_at) = (day.at(14 * 60), day.at(15 * 60));
    let plan = MeetingPlan {
        title: "第22次会议".to_owned(),
        host: District::Wanda,
        place: "示例".to_owned(),
        begins_at,
        ends_at,
        districts: District::ALL.to_vec(),
    };
    let by = Uuid::from_u128(1);
    let meeting = found_meeting(db, &plan, &[], by, begins_at).await.expect("a meeting");
    let tasks = titles.map(|title| TaskTerms { title: title.to_owned(), owner: "示例".to_owned(), due: day.plus_days(10) });
    let outcome = Outcome { attended: &[], tasks: &tasks, text: "讨论", written_by: by, approved_by: Uuid::from_u128(2) };
    found_outcome(db, meeting, &plan, &outcome).await.expect("an outcome");
    let mut ids = Vec::new();
    for title in titles {
        ids.push(hall.town.value(&format!("SELECT id FROM meeting_task WHERE title = '{title}'")).await);
    }
    ids.try_into().expect("two")
}

#[tokio::test]
async fn an_undone_task_is_dropped_by_the_vote_on_just_that() {
    let hall = Hall::with(3).await;
    let (office, meeting) = (&hall.office, hall.meeting.as_str());
    let [film, lamp] = held_before(&hall, ["拍宣传片", "换路灯"]).await;
    office.act("/api/meetings/open_meeting", &[("meeting", meeting)]).await.succeeds();
    let items = app::meetings::items(hall.town.house.db.read(), meeting.parse().expect("an id")).await.expect("items");
    assert_eq!(items[0].kind, rules::meetings::ItemKind::Tasks);
    let item = items[0].id.to_string();
    let desk = format!("/desk/meetings/{meeting}/tasks");
    let page = office.opens(&desk).await.succeeds().shows("表决要不要取消");
    let of_film = page.body.split_once("拍宣传片").expect("the task").1;
    let way = of_film.split("href=\"").find(|rest| rest.starts_with("/desk/votes/new")).and_then(|rest| rest.split('"').next()).expect("a way");
    office.opens(&way.replace("&amp;", "&")).await.succeeds().shows("value=\"不再做“拍宣传片”\"");
    let drop = async |task: &str, vote: &str| office.sends("/api/meetings/drop_task", &[("meeting", meeting), ("task", task), ("vote", vote)]).await;
    let refused = async |task: &str, vote: &str| drop(task, vote).await.shows("只有表决通过才能取消");
    let decides = async |question: &str, of: &str, voters: usize| {
        let vote = hall.opens(&[("item", of), ("question", question)]).await;
        for shop in &hall.shops[..voters] {
            casts(shop, &vote, &[("choice", "yes")]).await.succeeds();
        }
        refused(&film, &vote).await;
        hall.publishes(&vote).await;
        vote
    };
    refused(&film, &decides("同意延长营业", &item, 3).await).await;
    let elsewhere = hall.town.value("SELECT id FROM agenda_item WHERE kind = 'report'").await;
    refused(&film, &decides("不再做“拍宣传片”", &elsewhere, 3).await).await;
    refused(&film, &decides("不再做“拍宣传片”", &item, 1).await).await;
    let vote = decides("不再做“拍宣传片”", &item, 3).await;
    refused(&lamp, &vote).await;
    office.opens(&desk).await.succeeds().shows("按表决取消");
    assert_eq!(drop(&film, &vote).await.leads_to(), desk);
    office.opens(&desk).await.succeeds().shows("表决取消").shows_not("按表决取消");
    office.act("/api/meetings/reopen_task", &[("meeting", meeting), ("task", &film)]).await.is_refused_with("task_settled");
    office.act("/api/meetings/finish_task", &[("meeting", meeting), ("task", &lamp)]).await.succeeds();
    office.act("/api/meetings/close_meeting", &[("meeting", meeting)]).await.succeeds();
    writes(office, meeting, "0", "讨论", &item, "").await.leads_to();
    office.act("/api/meetings/hand_in_minutes", &[("meeting", meeting), ("version", "1")]).await.succeeds();
    hall.officer.act("/api/meetings/approve_minutes", &[("meeting", meeting), ("version", "1")]).await.succeeds();
    let minutes = hall.town.visitor().opens(&format!("/meetings/{meeting}/minutes/print")).await.succeeds();
    let minutes = minutes.shows("拍宣传片").shows("表决取消").shows("3 票赞成 / 3 票有效 = 100% ≥ 66.7%");
    minutes.shows("不再做“拍宣传片”：3 票赞成 / 3 票有效").shows_not("没有形成决议");
}
