use crate::shops::{Shop, with};
use crate::town::{Browser, Town};
use rules::districts::District;
use rules::permits::Role;
use uuid::Uuid;

pub const NOVEMBER: &str = "2026-11-20T09:00+08:00";

/// A meeting as the form sends it: on the 25th from two to four, all three districts.
pub fn plan(id: &str) -> Vec<(&'static str, String)> {
    let fields = [
        ("id", id),
        ("title", "商圈联席会议第23次会议"),
        ("host", "wanda"),
        ("place", "商圈党群共享空间，金融中心B座32层"),
        ("day", "2026-11-25"),
        ("begins", "14:00"),
        ("ends", "16:00"),
    ];
    fields.map(|(name, value)| (name, value.to_owned())).to_vec()
}

/// An item as the form sends it; gives its id.
pub async fn item(office: &Browser, meeting: &str, title: &str, minutes: &str) -> String {
    let id = Uuid::new_v4().to_string();
    let form = [("meeting", meeting), ("id", &id), ("title", title), ("kind", "report"), ("minutes", minutes)];
    office.act("/api/meetings/add_agenda_item", &form).await.succeeds();
    id
}

/// The alliance's office.
pub async fn secretary(town: &Town) -> Browser {
    town.with_role("13900000009", Role::Secretary, None).await
}

/// A convened meeting with one item.
pub async fn convened(office: &Browser) -> String {
    convened_on(office, "2026-11-25").await
}

/// The same on another day.
pub async fn convened_on(office: &Browser, day: &str) -> String {
    let id = Uuid::new_v4().to_string();
    office.fills("/api/meetings/draft_meeting", &with(plan(&id), &[("day", day)])).await.succeeds();
    item(office, &id, "会员日总结", "20").await;
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.succeeds();
    id
}

impl Shop {
    /// The owner's person.
    pub async fn owner_id(&self, town: &Town) -> Uuid {
        town.value(&format!("SELECT person FROM role_grant WHERE role = 'merchant_owner' AND place = {}", literal(town, self.id)))
            .await
            .parse()
            .expect("an id")
    }

    /// The owner shows who they are at a counter.
    pub async fn proven(self, town: &Town) -> Self {
        let owner = self.owner_id(town).await;
        town.execute(&format!("UPDATE person SET proof = 'counter' WHERE id = {}", literal(town, owner))).await;
        self
    }

    /// The owner names themself.
    pub async fn speaks(&self, town: &Town, meeting: &str) {
        let owner = self.owner_id(town).await.to_string();
        let form = [("meeting", meeting), ("merchant", &self.id.to_string()), ("person", &owner)];
        self.owner.act("/api/meetings/name_delegate", &form).await.succeeds();
    }
}

/// An id as a statement writes it on the engine in use.
pub fn literal(town: &Town, id: Uuid) -> String {
    if town.url.starts_with("sqlite") { format!("x'{}'", id.simple()) } else { format!("'{id}'") }
}

#[tokio::test]
async fn a_meeting_goes_from_the_desk_to_its_members_and_to_the_public() {
    let town = Town::on(NOVEMBER).await;
    let bakery = town.shop("示例面包房", District::Wanda).await.proven(&town).await;
    let office = secretary(&town).await;
    office.opens("/desk/meetings/new").await.succeeds().shows("轮到万达商圈主办");
    let id = Uuid::new_v4().to_string();
    let form = plan(&id);
    let sent: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let desk = format!("/desk/meetings/{id}");
    assert_eq!(office.sends("/api/meetings/draft_meeting", &sent).await.leads_to(), desk);
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.is_refused_with("meeting_no_agenda");
    let first = item(&office, &id, "会员日总结", "20").await;
    let second = item(&office, &id, "消防检查", "110").await;
    let moved = [("meeting", id.as_str()), ("item", &second), ("way", "up")];
    assert_eq!(office.sends("/api/meetings/move_agenda_item", &moved).await.leads_to(), desk);
    let page = office.opens(&desk).await.succeeds().shows("筹备中").shows("共 130 分钟，会议计划 120 分钟").shows("排到了计划结束时间之后");
    assert!(page.body.find("消防检查") < page.body.find("会员日总结"), "the order changed");
    assert_eq!(town.visitor().opens(&format!("/meetings/{id}")).await.status, 404);
    office.act("/api/meetings/remove_agenda_item", &[("meeting", &id), ("item", &second)]).await.succeeds();
    let longer =
        [("meeting", id.as_str()), ("id", &first), ("title", "会员日总结"), ("kind", "discussion"), ("minutes", "30"), ("speaker", "秘书处")];
    office.act("/api/meetings/change_agenda_item", &longer).await.succeeds();
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.succeeds();
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.is_refused_with("meeting_not_in_this_state");
    let public = town.visitor().opens(&format!("/meetings/{id}")).await.succeeds();
    public.shows("商圈联席会议第23次会议").shows("讨论 · 秘书处").shows("14:00–16:00").shows_not("消防检查");
    town.visitor().opens("/meetings").await.succeeds().shows("商圈联席会议第23次会议");
    town.visitor().opens("/districts/wanda").await.succeeds().shows("商圈联席会议第23次会议");
    bakery.owner.opens("/my/notices").await.succeeds().shows("请参加“商圈联席会议第23次会议”");
    bakery.owner.opens("/my/meetings").await.succeeds().shows("示例面包房 · 还没有答复");
}

#[tokio::test]
async fn the_host_goes_round_and_the_last_meeting_is_copied() {
    let town = Town::on(NOVEMBER).await;
    town.shop("示例面包房", District::Wanda).await;
    let office = secretary(&town).await;
    let first = convened(&office).await;
    office.opens("/desk/meetings").await.succeeds().shows("轮到芝罘仙境商圈主办").shows(&first);
    let copy = office.opens("/desk/meetings/new?copy=last").await.succeeds();
    let copy = copy.shows(r#"value="商圈联席会议第23次会议""#).shows(r#"<option value="xianjing" selected"#).shows(r#"value="14:00""#);
    let second = Uuid::new_v4().to_string();
    let form = with(plan(&second), &[("host", ""), ("day", "2026-12-25"), ("copy", &copy.hidden("copy"))]);
    office.fills("/api/meetings/draft_meeting", &form).await.succeeds();
    office.fills("/api/meetings/draft_meeting", &form).await.succeeds();
    office.fills("/api/meetings/draft_meeting", &with(form, &[("place", "别处")])).await.is_refused_with("already_sent");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM meeting WHERE host = 'xianjing'").await, 1);
    assert_ne!(first, second);
    assert_eq!(
        town.count("SELECT COUNT(*) AS n FROM agenda_item WHERE title = '会员日总结' AND decision = ''").await,
        2,
        "the agenda came along once"
    );
    let draft = with(plan(&Uuid::new_v4().to_string()), &[("day", "2026-12-28"), ("title", "还没有发的草稿")]);
    office.fills("/api/meetings/draft_meeting", &draft).await.succeeds();
    let page = office.opens("/desk/meetings/new?copy=last").await.succeeds().shows("value=\"商圈联席会议第23次会议\"").shows_not("还没有发的草稿");
    assert_eq!(page.hidden("copy"), first, "what was never sent out is not the last meeting");
    let untitled = with(plan(&Uuid::new_v4().to_string()), &[("title", ""), ("copy", &first)]);
    let sent: Vec<(&str, &str)> = untitled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let back = office.sends("/api/meetings/draft_meeting", &sent).await;
    assert_eq!(back.status, 422);
    assert_eq!(back.hidden("copy"), first, "a refused form still copies the agenda");
}

#[tokio::test]
async fn ones_own_meetings_begin_with_the_next_one() {
    let town = Town::on(NOVEMBER).await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let office = secretary(&town).await;
    let (late, soon, over) = (convened_on(&office, "2026-11-30").await, convened(&office).await, convened_on(&office, "2026-11-21").await);
    town.execute(&format!("UPDATE meeting SET state = 'closed' WHERE id = {}", literal(&town, over.parse().expect("an id")))).await;
    let page = bakery.owner.opens("/my/meetings").await.succeeds().shows("即将召开").shows("开过的会议");
    let at = |id: &str| page.body.find(&format!("/my/meetings/{id}")).expect("listed");
    assert!(at(&soon) < at(&late) && at(&late) < at(&over));
}

#[tokio::test]
async fn a_plan_is_refused_field_by_field_and_comes_back_as_typed() {
    let town = Town::on(NOVEMBER).await;
    let office = secretary(&town).await;
    let id = Uuid::new_v4().to_string();
    let form = with(plan(&id), &[("title", ""), ("begins", "16:00"), ("ends", "14:00"), ("place", "</textarea><script>alert(1)</script>")]);
    let sent: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let back = office.sends("/api/meetings/draft_meeting", &sent).await;
    assert_eq!(back.status, 422);
    back.shows("这里还没有填").shows("先后顺序不对").shows_not("<script>alert");
}

#[tokio::test]
async fn an_officer_convenes_in_the_name_of_the_own_district_only() {
    let town = Town::on(NOVEMBER).await;
    town.shop("示例面包房", District::Wanda).await;
    let haishang = town.officer(District::Haishang).await;
    haishang.opens("/desk/meetings/new").await.succeeds().shows(r#"<option value="haishang" selected"#).shows_not(r#"<option value="wanda""#);
    let id = Uuid::new_v4().to_string();
    assert_eq!(haishang.fills("/api/meetings/draft_meeting", &plan(&id)).await.status, 403);
    haishang.fills("/api/meetings/draft_meeting", &with(plan(&id), &[("host", "haishang")])).await.succeeds();
    let stolen = with(plan(&id), &[("host", "wanda")]);
    assert_eq!(haishang.fills("/api/meetings/change_meeting", &stolen).await.status, 403);
    let wanda = town.officer(District::Wanda).await;
    assert_eq!(wanda.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.status, 403);
    let bakery = town.shop("示例烘焙坊", District::Wanda).await;
    assert_eq!(bakery.owner.opens("/desk/meetings").await.status, 403);
}

#[tokio::test]
async fn a_merchant_answers_and_names_one_of_its_own_people() {
    let town = Town::on(NOVEMBER).await;
    let bakery = town.shop("示例面包房", District::Wanda).await.proven(&town).await;
    let books = town.shop("示例书店", District::Haishang).await.proven(&town).await;
    let office = secretary(&town).await;
    let id = convened(&office).await;
    let (own, other) = (bakery.id.to_string(), books.id.to_string());
    let mute = [("meeting", id.as_str()), ("merchant", &own), ("answer", "excused")];
    let refused = bakery.owner.act("/api/meetings/answer_invitation", &mute).await.is_refused_with("fields_refused").json();
    assert_eq!(refused["fields"][0]["field"], "excuse");
    let coming = [("meeting", id.as_str()), ("merchant", own.as_str()), ("answer", "coming")];
    let mine = format!("/my/meetings/{id}");
    assert_eq!(bakery.owner.sends("/api/meetings/answer_invitation", &coming).await.leads_to(), mine);
    let foreign = [("meeting", id.as_str()), ("merchant", other.as_str()), ("answer", "coming")];
    assert_eq!(bakery.owner.act("/api/meetings/answer_invitation", &foreign).await.status, 404);
    let stranger = books.owner_id(&town).await.to_string();
    let wrong = [("meeting", id.as_str()), ("merchant", own.as_str()), ("person", stranger.as_str())];
    bakery.owner.act("/api/meetings/name_delegate", &wrong).await.is_refused_with("foreign_delegate");
    bakery.speaks(&town, &id).await;
    bakery.owner.opens(&mine).await.succeeds().shows("就是您").shows("修改答复");
    office.opens(&format!("/desk/meetings/{id}")).await.succeeds().shows("已通知 2 家商户");
    town.goes_to("2026-11-25T14:00+08:00");
    let late = [("meeting", id.as_str()), ("merchant", other.as_str()), ("answer", "coming")];
    books.owner.act("/api/meetings/answer_invitation", &late).await.is_refused_with("answer_too_late");
}

#[tokio::test]
async fn nobody_speaks_for_two_merchants_at_one_meeting() {
    let town = Town::on(NOVEMBER).await;
    let bakery = town.shop("示例面包房", District::Wanda).await.proven(&town).await;
    let books = town.shop("示例书店", District::Haishang).await;
    let owner = bakery.owner_id(&town).await;
    let now = town.house.clock.now();
    app::accounts::give_grant(town.house.db.write(), owner, Role::MerchantOwner, Some(books.id), owner, now).await.expect("a grant");
    let id = convened(&secretary(&town).await).await;
    bakery.speaks(&town, &id).await;
    let (person, shop) = (owner.to_string(), books.id.to_string());
    let second = [("meeting", id.as_str()), ("merchant", shop.as_str()), ("person", person.as_str())];
    bakery.owner.act("/api/meetings/name_delegate", &second).await.is_refused_with("delegate_elsewhere");
    let twice = format!("UPDATE meeting_invitation SET delegate = {} WHERE merchant = {}", literal(&town, owner), literal(&town, books.id));
    use sea_orm::ConnectionTrait;
    assert!(town.house.db.write().execute_unprepared(&twice).await.is_err(), "the database guards it too");
}

#[tokio::test]
async fn who_is_invited_hears_of_another_time_and_of_the_end() {
    let town = Town::on(NOVEMBER).await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let office = secretary(&town).await;
    let id = convened(&office).await;
    let books = town.shop("示例书店", District::Haishang).await;
    office.fills("/api/meetings/change_meeting", &with(plan(&id), &[("begins", "15:00")])).await.succeeds();
    bakery.owner.opens("/my/notices").await.shows("改了时间或地点").shows("15:00");
    books.owner.opens("/my/notices").await.shows("请参加").shows_not("改了时间或地点");
    office.act("/api/meetings/cancel_meeting", &[("meeting", &id), ("grounds", "台风")]).await.succeeds();
    bakery.owner.opens("/my/notices").await.shows("取消了。原因：台风");
    town.visitor().opens(&format!("/meetings/{id}")).await.succeeds().shows("这次会议取消了").shows("台风");
}

#[tokio::test]
async fn on_another_day_everybody_is_asked_again_and_delegates_hear_of_it_too() {
    let town = Town::on(NOVEMBER).await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let clerk = town.clerk(&bakery).await;
    town.execute("UPDATE person SET proof = 'counter'").await;
    let office = secretary(&town).await;
    let id = convened(&office).await;
    let shop = bakery.id.to_string();
    let coming = [("meeting", id.as_str()), ("merchant", &shop), ("answer", "coming")];
    bakery.owner.act("/api/meetings/answer_invitation", &coming).await.succeeds();
    let people = app::accounts::people_of(town.house.db.read(), bakery.id, town.house.clock.now()).await.expect("people");
    for role in [Role::MerchantOwner, Role::Clerk] {
        let person = people.iter().find(|of| of.role == role).expect("one").person.to_string();
        bakery.owner.act("/api/meetings/name_delegate", &[("meeting", &id), ("merchant", &shop), ("person", &person)]).await.succeeds();
    }
    clerk.opens("/my/notices").await.shows("您被指定为“示例面包房”的代表");
    office.fills("/api/meetings/change_meeting", &with(plan(&id), &[("begins", "14:30")])).await.succeeds();
    clerk.opens("/my/notices").await.shows("改了时间或地点");
    bakery.owner.opens("/my/meetings").await.shows("示例面包房 · 参加");
    office.fills("/api/meetings/change_meeting", &with(plan(&id), &[("day", "2026-11-19")])).await.is_refused_with("meeting_in_the_past");
    office.fills("/api/meetings/change_meeting", &with(plan(&id), &[("day", "2026-12-02")])).await.succeeds();
    for person in [&bakery.owner, &clerk] {
        person.opens("/my/notices").await.shows("改到 12月2日").shows("请重新答复");
    }
    bakery.owner.opens("/my/meetings").await.shows("示例面包房 · 还没有答复");
    office.opens(&format!("/desk/meetings/{id}")).await.shows_not("收不到消息");
    office.act("/api/meetings/cancel_meeting", &[("meeting", &id), ("grounds", "台风")]).await.succeeds();
    clerk.opens("/my/notices").await.shows("取消了。原因：台风");
}

#[tokio::test]
async fn nobody_is_called_to_a_moment_that_has_passed_and_who_has_no_owner_is_named() {
    let town = Town::on(NOVEMBER).await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let office = secretary(&town).await;
    let id = Uuid::new_v4().to_string();
    office.fills("/api/meetings/draft_meeting", &with(plan(&id), &[("day", "2025-11-25")])).await.succeeds();
    item(&office, &id, "会员日总结", "20").await;
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.is_refused_with("meeting_in_the_past");
    office.fills("/api/meetings/change_meeting", &plan(&id)).await.succeeds();
    app::accounts::take_grants_of(town.house.db.write(), bakery.id, town.house.clock.now()).await.expect("taken");
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.succeeds();
    office.opens(&format!("/desk/meetings/{id}")).await.succeeds().shows("有 1 家商户在系统里还没有店主").shows("没有店主，请另行通知");
}

#[tokio::test]
async fn a_meeting_whose_time_went_by_is_no_longer_coming_and_waits_for_its_office() {
    let town = Town::on(NOVEMBER).await;
    town.shop("示例面包房", District::Wanda).await;
    let office = secretary(&town).await;
    convened(&office).await;
    town.goes_to("2026-11-25T16:00+08:00");
    let officer = town.officer(District::Wanda).await;
    officer.opens("/desk").await.succeeds().shows("会议时间已过，请改期或取消：商圈联席会议第23次会议");
    town.visitor().opens("/meetings").await.succeeds().shows_not("第23次会议");
    town.visitor().opens("/districts/wanda").await.succeeds().shows_not("第23次会议");
}

#[tokio::test]
async fn somebody_elses_ids_are_not_found_and_what_is_voted_on_stays() {
    let town = Town::on(NOVEMBER).await;
    town.shop("示例面包房", District::Wanda).await;
    let office = secretary(&town).await;
    let id = convened(&office).await;
    let own = item(&office, &id, "消防检查", "15").await;
    let colleague = town.officer(District::Wanda).await;
    assert_eq!(colleague.fills("/api/meetings/draft_meeting", &plan(&id)).await.status, 404);
    town.execute("DELETE FROM sent_form").await;
    assert_eq!(colleague.fills("/api/meetings/draft_meeting", &plan(&id)).await.status, 404, "also long afterwards");
    let again = [("meeting", id.as_str()), ("id", own.as_str()), ("title", "别的"), ("kind", "report"), ("minutes", "5")];
    assert_eq!(colleague.act("/api/meetings/add_agenda_item", &again).await.status, 404);
    let vote = Uuid::new_v4().to_string();
    let card = [
        ("id", vote.as_str()),
        ("meeting", &id),
        ("item", &own),
        ("question", "示例"),
        ("method", "yes_no"),
        ("electorate", "merchants"),
        ("quorum_base", "cast"),
        ("quorum", "half"),
        ("pass_base", "valid"),
        ("pass", "half"),
        ("secrecy", "open"),
        ("minutes", "10"),
    ];
    office.act("/api/voting/prepare_vote", &card).await.succeeds();
    office.act("/api/meetings/remove_agenda_item", &[("meeting", &id), ("item", &own)]).await.is_refused_with("agenda_item_voted_on");
    let kind = |kind: &'static str| [("meeting", id.as_str()), ("id", own.as_str()), ("title", "消防检查"), ("kind", kind), ("minutes", "20")];
    office.act("/api/meetings/change_agenda_item", &kind("charter")).await.is_refused_with("agenda_item_voted_on");
    office.act("/api/meetings/change_agenda_item", &kind("report")).await.succeeds();
}

#[tokio::test]
async fn the_calendar_file_is_one_that_programs_read() {
    let town = Town::on(NOVEMBER).await;
    town.shop("示例面包房", District::Wanda).await;
    let office = secretary(&town).await;
    let id = Uuid::new_v4().to_string();
    let form =
        with(plan(&id), &[("title", "第23次会议, 第二天; 讨论\\"), ("place", "一个名字很长很长很长很长很长很长很长很长很长很长很长很长的地方")]);
    office.fills("/api/meetings/draft_meeting", &form).await.succeeds();
    let address = format!("/meetings/{id}/calendar.ics");
    assert_eq!(town.visitor().opens(&address).await.status, 404);
    item(&office, &id, "会员日总结", "20").await;
    office.act("/api/meetings/convene_meeting", &[("meeting", &id)]).await.succeeds();
    let file = town.visitor().opens(&address).await.succeeds();
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(file.body.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "folded at 75 octets: {}", file.body);
    let whole = file.body.replace("\r\n ", "");
    for line in [
        "PRODID:-//Shangmeng//商盟//ZH",
        "DTSTART:20261125T060000Z",
        "DTEND:20261125T080000Z",
        r"SUMMARY:第23次会议\, 第二天\; 讨论\\",
        "STATUS:CONFIRMED",
        "SEQUENCE:2",
    ] {
        assert!(whole.contains(&format!("{line}\r\n")), "{line} is not in {whole}");
    }
    assert!(
        whole.starts_with("BEGIN:VCALENDAR\r\n") && whole.contains(&format!("UID:{id}@shangmeng\r\n")) && whole.contains("DTSTAMP:20261120T010000Z")
    );
    assert!(whole.contains(r"1. 会员日总结\nhttps://shangmeng.example/meetings/"), "{whole}");
}

#[tokio::test]
async fn other_rooms_find_seats_items_and_the_meeting_in_brief() {
    let town = Town::on(NOVEMBER).await;
    let bakery = town.shop("示例面包房", District::Wanda).await.proven(&town).await;
    town.shop("示例书店", District::Haishang).await;
    let id = convened(&secretary(&town).await).await;
    bakery.speaks(&town, &id).await;
    let (db, meeting) = (town.house.db.read(), id.parse().expect("an id"));
    let seats = app::meetings::seats(db, meeting).await.expect("seats");
    assert_eq!(seats.iter().map(|seat| seat.name.as_str()).collect::<Vec<_>>(), ["示例面包房", "示例书店"], "by district and name");
    let own = seats.iter().find(|seat| seat.merchant == bakery.id).expect("the bakery");
    assert!(own.delegate == Some(bakery.owner_id(&town).await) && own.check_in.is_none() && own.name == "示例面包房");
    let brief = app::meetings::brief(db, meeting).await.expect("the database").expect("a meeting");
    assert_eq!((brief.host, brief.state), (District::Wanda, rules::meetings::MeetingState::Convened));
    assert_eq!(app::meetings::items(db, meeting).await.expect("items")[0].title, "会员日总结");
    assert!(app::meetings::stays(db, meeting).await.expect("stays").is_empty());
}
