//! The meeting room: codes, check-in, the screen and its line.

use crate::meetings::{NOVEMBER, changes, convened, secretary};
use crate::shops::{Shop, between};
use crate::town::{Browser, Town};
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use rules::districts::District;
use std::time::{Duration, Instant};
use tower::ServiceExt;
use uuid::Uuid;

/// Three members with their delegates, a convened meeting, and its office; it is ten minutes before the meeting.
async fn town_at_the_door() -> (Town, Browser, String, Vec<Shop>) {
    let town = Town::on(NOVEMBER).await;
    let mut shops = Vec::new();
    for (name, district) in [("示例面包房", District::Wanda), ("示例理发店", District::Xianjing), ("示例书店", District::Haishang)] {
        shops.push(town.shop(name, district).await.proven(&town).await);
    }
    let id = convened(&secretary(&town).await).await;
    for shop in &shops {
        shop.speaks(&town, &id).await;
    }
    town.goes_to("2026-11-25T13:50+08:00");
    // The office's session of the 20th is over.
    let office = town.with_role("13900000008", rules::permits::Role::Secretary, None).await;
    (town, office, id, shops)
}

/// A screen's path, made at the desk.
async fn screen(office: &Browser, meeting: &str) -> String {
    let shown = office.sends("/api/meetings/make_screen", &[("meeting", meeting)]).await.succeeds().shows("链接只显示这一次");
    let link = between(&shown.body, "href=\"https://shangmeng.example/screen/", "\"");
    format!("/screen/{link}")
}

/// The digits on a screen.
async fn code_on(town: &Town, screen: &str) -> String {
    let page = town.visitor().opens(screen).await.succeeds();
    between(&page.body, r#"<p class="code">"#, "</p>").replace(' ', "")
}

#[tokio::test]
async fn delegates_check_in_with_the_code_on_the_screen_and_the_screen_counts() {
    let (town, office, id, shops) = town_at_the_door().await;
    let path = screen(&office, &id).await;
    let page = town.visitor().opens(&path).await.succeeds().shows("会员日总结").shows("<b>0</b> / 3").shows("还没有达到法定人数");
    page.shows(r#"<li class="xianjing">仙境 <b>0</b> / 1</li>"#);
    let code = code_on(&town, &path).await;
    let form = [("meeting", id.as_str()), ("code", code.as_str())];
    let page = format!("/meetings/{id}/check-in");
    shops[0].owner.opens(&page).await.succeeds().shows("屏幕上的 6 位数字").shows("您代表“示例面包房”签到");
    town.resident("13612345678").await.opens(&page).await.succeeds().shows("不是这次会议的参会代表").shows_not("屏幕上的 6 位数字");
    assert_eq!(shops[0].owner.sends("/api/meetings/check_in_delegate", &form).await.leads_to(), page);
    shops[0].owner.act("/api/meetings/check_in_delegate", &form).await.succeeds();
    shops[0].owner.opens(&page).await.succeeds().shows("已签到");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM meeting_check_in").await, 1, "once however often");
    shops[1].owner.act("/api/meetings/check_in_delegate", &form).await.succeeds();
    town.visitor().opens(&path).await.succeeds().shows("<b>2</b> / 3").shows("66.7%，超过 50%，达到法定人数");
    let seats = app::meetings::seats(town.house.db.read(), id.parse().expect("an id")).await.expect("seats");
    assert_eq!(seats.iter().filter(|seat| seat.check_in.is_some_and(|of| !of.struck)).count(), 2);
}

#[tokio::test]
async fn codes_grow_old_and_guessing_is_slow() {
    let (town, office, id, shops) = town_at_the_door().await;
    let path = screen(&office, &id).await;
    let code = code_on(&town, &path).await;
    town.goes_to("2026-11-25T13:55+08:00");
    let owner = &shops[0].owner;
    let form = |code: &str| [("meeting", id.clone()), ("code", code.to_owned())];
    let old = form(&code);
    owner.fills("/api/meetings/check_in_delegate", &old).await.is_refused_with("check_in_code_old");
    let wrong = format!("{:06}", (code_on(&town, &path).await.parse::<u32>().expect("digits") + 1) % 1_000_000);
    for _ in 0..9 {
        owner.fills("/api/meetings/check_in_delegate", &form(&wrong)).await.is_refused_with("check_in_code_wrong");
    }
    let right = form(&code_on(&town, &path).await);
    let answer = owner.fills("/api/meetings/check_in_delegate", &right).await;
    assert_eq!(answer.status, 429);
    shops[1].owner.fills("/api/meetings/check_in_delegate", &right).await.succeeds();
    let stranger = town.resident("13612345678").await;
    stranger.fills("/api/meetings/check_in_delegate", &right).await.is_refused_with("check_in_not_invited");
    assert_eq!(town.visitor().fills("/api/meetings/check_in_delegate", &right).await.status, 401);
}

#[tokio::test]
async fn check_in_keeps_to_its_window() {
    let (town, office, id, shops) = town_at_the_door().await;
    let path = screen(&office, &id).await;
    let code = code_on(&town, &path).await;
    town.goes_to("2026-11-25T13:29+08:00");
    town.visitor().opens(&path).await.succeeds().shows_not(r#"class="code""#);
    shops[0].owner.act("/api/meetings/check_in_delegate", &[("meeting", &id), ("code", &code)]).await.is_refused_with("check_in_too_early");
    town.visitor().opens(&path).await.succeeds().shows("签到从");
    shops[0].owner.opens(&format!("/meetings/{id}/check-in")).await.succeeds().shows("签到从");
    let early = town.with_role("13900000007", rules::permits::Role::Secretary, None).await;
    early.act("/api/meetings/open_meeting", &[("meeting", &id)]).await.is_refused_with("meeting_opened_too_early");
    early.opens(&format!("/desk/meetings/{id}/hall")).await.succeeds().shows("那时起可以开会").shows_not("/api/meetings/open_meeting");
    town.goes_to("2026-11-25T14:00+08:00");
    office.act("/api/meetings/open_meeting", &[("meeting", &id)]).await.succeeds();
    let code = code_on(&town, &path).await;
    office.act("/api/meetings/close_meeting", &[("meeting", &id)]).await.succeeds();
    shops[0].owner.act("/api/meetings/check_in_delegate", &[("meeting", &id), ("code", &code)]).await.is_refused_with("check_in_over");
    town.visitor().opens(&path).await.succeeds().shows("会议结束").shows_not(r#"class="code""#);
}

#[tokio::test]
async fn staff_check_in_check_out_and_strike() {
    let (town, office, id, shops) = town_at_the_door().await;
    let nobody = town.shop("示例花店", District::Wanda).await;
    changes(&office, &id, crate::meetings::plan(&id)).await.succeeds();
    let form = |shop: &Shop| [("meeting", id.clone()), ("merchant", shop.id.to_string())];
    office.fills("/api/meetings/check_in_merchant", &form(&nobody)).await.is_refused_with("delegate_not_named");
    office.fills("/api/meetings/check_in_merchant", &form(&shops[0])).await.succeeds();
    let hall = format!("/desk/meetings/{id}/hall");
    office.opens(&hall).await.succeeds().shows("13:50到会").shows("在场 1 / 4");
    office.fills("/api/meetings/check_out_merchant", &form(&shops[0])).await.succeeds();
    office.fills("/api/meetings/check_out_merchant", &form(&shops[0])).await.is_refused_with("not_checked_in");
    town.goes_to("2026-11-25T13:55+08:00");
    office.fills("/api/meetings/check_in_merchant", &form(&shops[0])).await.succeeds();
    assert_eq!(app::meetings::stays(town.house.db.read(), id.parse().expect("an id")).await.expect("stays").len(), 2);
    let strike = crate::shops::with(form(&shops[0]).to_vec(), &[("grounds", "不是本人")]);
    office.fills("/api/meetings/strike_check_in", &strike).await.succeeds();
    office.opens(&hall).await.succeeds().shows("签到已撤销").shows("在场 0 / 4");
    let path = screen(&office, &id).await;
    let code = code_on(&town, &path).await;
    shops[0].owner.act("/api/meetings/check_in_delegate", &[("meeting", &id), ("code", &code)]).await.is_refused_with("check_in_struck");
    office.fills("/api/meetings/check_in_merchant", &form(&shops[0])).await.succeeds();
    let elsewhere = town.officer(District::Haishang).await;
    assert_eq!(elsewhere.fills("/api/meetings/check_in_merchant", &form(&shops[1])).await.status, 403);
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM meeting_story WHERE act = 'strike_check_in' AND reason = '不是本人'").await, 1);
}

#[tokio::test]
async fn the_table_writes_down_who_speaks_for_a_merchant_that_named_nobody() {
    let (town, office, id, shops) = town_at_the_door().await;
    let florist = town.shop("示例花店", District::Wanda).await.proven(&town).await;
    let clerk = town.clerk(&florist).await;
    changes(&office, &id, crate::meetings::plan(&id)).await.succeeds();
    let people = app::accounts::people_of(town.house.db.read(), florist.id, town.house.clock.now()).await.expect("people");
    let of = |role| people.iter().find(|of| of.role == role).expect("one of them").person.to_string();
    let (owner, clerk_id) = (of(rules::permits::Role::MerchantOwner), of(rules::permits::Role::Clerk));
    let form = |person: &str| [("meeting", id.clone()), ("merchant", florist.id.to_string()), ("person", person.to_owned())];
    let hall = format!("/desk/meetings/{id}/hall");
    office.opens(&hall).await.succeeds().shows("谁代表“示例花店”").shows(&owner).shows_not(&clerk_id);
    office.opens(&format!("{hall}?q=%E8%8A%B1")).await.succeeds().shows("示例花店").shows_not("示例书店");
    office.fills("/api/meetings/check_in_merchant", &form("")).await.is_refused_with("delegate_not_named");
    office.fills("/api/meetings/check_in_merchant", &form(&clerk_id)).await.is_refused_with("foreign_delegate");
    let elsewhere = shops[0].owner_id(&town).await.to_string();
    office.fills("/api/meetings/check_in_merchant", &form(&elsewhere)).await.is_refused_with("foreign_delegate");
    let (now, person) = (town.house.clock.now(), elsewhere.parse().expect("an id"));
    let clerk_too = rules::permits::Role::Clerk;
    app::accounts::give_grant(town.house.db.write(), person, clerk_too, Some(florist.id), person, now).await.expect("a grant");
    office.fills("/api/meetings/check_in_merchant", &form(&elsewhere)).await.is_refused_with("delegate_elsewhere");
    let sent = form(&owner);
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(office.sends("/api/meetings/check_in_merchant", &sent).await.leads_to(), format!("{hall}#m-{}", florist.id));
    florist.owner.opens("/my/notices").await.shows("您被指定为“示例花店”的代表");
    florist.owner.opens(&format!("/meetings/{id}/check-in")).await.succeeds().shows("已签到");
    town.execute("UPDATE person SET proof = 'counter'").await;
    office.fills("/api/meetings/check_in_merchant", &form(&clerk_id)).await.is_refused_with("delegate_acted");
    let strike = [("meeting", id.clone()), ("merchant", florist.id.to_string()), ("grounds", "不是本人".to_owned())];
    office.fills("/api/meetings/strike_check_in", &strike).await.succeeds();
    town.goes_to("2026-11-25T13:52+08:00");
    office.fills("/api/meetings/check_in_merchant", &form(&clerk_id)).await.succeeds();
    florist.owner.opens("/my/notices").await.shows("您不用再代表了");
    clerk.opens(&format!("/meetings/{id}/check-in")).await.succeeds().shows("已签到");
    assert_eq!(shops[1].owner.fills("/api/meetings/check_in_merchant", &form(&owner)).await.status, 403);
}

#[tokio::test]
async fn who_no_longer_belongs_to_the_merchant_does_not_speak_for_it() {
    let hall = crate::voting::Hall::with(3).await;
    let (shop, meeting) = (&hall.shops[0], hall.meeting.as_str());
    let vote = hall.opens(&[]).await;
    let now = hall.town.house.clock.now();
    app::accounts::take_grants_of(hall.town.house.db.write(), shop.id, uuid::Uuid::nil(), now).await.expect("taken");
    let path = screen(&hall.office, meeting).await;
    let code = code_on(&hall.town, &path).await;
    shop.owner.act("/api/meetings/check_in_delegate", &[("meeting", meeting), ("code", &code)]).await.is_refused_with("delegate_not_named");
    let merchant = shop.id.to_string();
    let at_table = [("meeting", meeting), ("merchant", merchant.as_str())];
    hall.office.act("/api/meetings/check_in_merchant", &at_table).await.is_refused_with("delegate_not_named");
    crate::voting::casts(shop, &vote, &[("choice", "yes")]).await.is_refused_with("not_on_roll");
    crate::voting::casts(&hall.shops[1], &vote, &[("choice", "yes")]).await.succeeds();
}

#[tokio::test]
async fn a_meeting_is_opened_for_those_who_are_members_then() {
    let (town, office, id, shops) = town_at_the_door().await;
    let literal = |shop: &Shop| crate::meetings::literal(&town, shop.id);
    town.execute(&format!("UPDATE merchant SET state = 'suspended' WHERE id = {}", literal(&shops[0]))).await;
    town.execute(&format!("UPDATE merchant SET state = 'left' WHERE id = {}", literal(&shops[1]))).await;
    office.act("/api/meetings/open_meeting", &[("meeting", &id)]).await.succeeds();
    let hall = format!("/desk/meetings/{id}/hall");
    office.opens(&hall).await.succeeds().shows("在场 0 / 2").shows("示例面包房").shows_not("示例理发店");
    let form = [("meeting", id.clone()), ("merchant", shops[1].id.to_string())];
    assert_eq!(office.fills("/api/meetings/check_in_merchant", &form).await.status, 404);
    office.fills("/api/meetings/check_in_merchant", &[("meeting", id.clone()), ("merchant", shops[0].id.to_string())]).await.succeeds();
}

#[tokio::test]
async fn who_came_on_the_first_day_has_not_come_on_the_next() {
    let (town, office, id, shops) = town_at_the_door().await;
    let form = [("meeting", id.clone()), ("merchant", shops[0].id.to_string())];
    office.fills("/api/meetings/check_in_merchant", &form).await.succeeds();
    let later = |begins: &str| crate::shops::with(crate::meetings::plan(&id), &[("day", "2026-11-26"), ("begins", begins)]);
    changes(&office, &id, later("14:00")).await.succeeds();
    office.opens(&format!("/desk/meetings/{id}/hall")).await.succeeds().shows("在场 0 / 3");
    office.fills("/api/meetings/check_in_merchant", &form).await.is_refused_with("check_in_too_early");
    town.goes_to("2026-11-26T13:40+08:00");
    let office = town.with_role("13900000007", rules::permits::Role::Secretary, None).await;
    office.fills("/api/meetings/check_in_merchant", &form).await.succeeds();
    office.act("/api/meetings/open_meeting", &[("meeting", &id)]).await.succeeds();
    let next_day = crate::shops::with(crate::meetings::plan(&id), &[("day", "2026-11-27")]);
    changes(&office, &id, next_day).await.is_refused_with("meeting_not_in_this_state");
    changes(&office, &id, later("14:10")).await.succeeds();
    office.opens(&format!("/desk/meetings/{id}/hall")).await.succeeds().shows("在场 1 / 3");
}

#[tokio::test]
async fn an_open_vote_takes_the_screen_with_its_countdown() {
    let hall = crate::voting::Hall::with(3).await;
    let path = screen(&hall.office, &hall.meeting).await;
    let vote = hall.opens(&[]).await;
    let page = hall.town.visitor().opens(&path).await.succeeds().shows("正在表决").shows("12月会员日延长到晚上十点");
    page.shows(r#"<b data-left="600">10:00</b>"#).shows("14:20 截止").shows("已投 0 / 3 票").shows_not("法定人数");
    hall.town.goes_to("2026-11-24T20:00+08:00");
    let early = hall.town.visitor().opens(&path).await.succeeds().shows("11月25日（周三）14:20 截止");
    early.shows_not("<b data-left");
    hall.town.goes_to("2026-11-25T14:10+08:00");
    let token = path.rsplit('/').next().expect("a token");
    let version = async || app::meetings::screen_version(&hall.town.house, token).await.expect("the database");
    let before = version().await;
    for shop in &hall.shops {
        crate::voting::casts(shop, &vote, &[("choice", "yes")]).await.succeeds();
    }
    assert_ne!(version().await, before, "the screen looks again when somebody has voted");
    hall.town.visitor().opens(&path).await.succeeds().shows("已投 3 / 3 票").shows_not("赞成");
    hall.step("close_vote", &vote).await;
    let page = hall.town.visitor().opens(&path).await.succeeds();
    page.shows_not("正在表决").shows("12月会员日延长到晚上十点").shows("第 1 项，共 1 项").shows_not("赞成");
    hall.step("count_vote", &vote).await;
    hall.officer.act("/api/voting/publish_vote", &[("vote", &vote)]).await.succeeds();
    let verdict = "3 票赞成 / 3 票有效 = 100% ≥ 66.7%";
    hall.town.visitor().opens(&path).await.succeeds().shows(verdict).shows("总校验值").shows_not("法定人数");
    let other = crate::meetings::item(&hall.office, &hall.meeting, "消防检查", "15").await;
    hall.office.act("/api/meetings/show_item", &[("meeting", &hall.meeting), ("item", &other)]).await.succeeds();
    hall.town.visitor().opens(&path).await.succeeds().shows("第 2 项，共 2 项").shows_not(verdict).shows("法定人数");
    hall.office.opens(&format!("/desk/meetings/{}/hall", hall.meeting)).await.succeeds().shows(&format!("/desk/votes/{vote}"));
    hall.office.act("/api/meetings/open_meeting", &[("meeting", &hall.meeting)]).await.succeeds();
    hall.office.act("/api/meetings/close_meeting", &[("meeting", &hall.meeting)]).await.succeeds();
    hall.town.visitor().opens(&path).await.succeeds().shows("<h2>到会</h2>").shows("没有达到法定人数").shows_not("还没有").shows_not("现在在场");
}

#[tokio::test]
async fn a_merchant_is_here_once_and_the_database_guards_it() {
    let (town, office, id, shops) = town_at_the_door().await;
    let form = [("meeting", id.clone()), ("merchant", shops[0].id.to_string())];
    let (one, two) = tokio::join!(office.fills("/api/meetings/check_in_merchant", &form), office.fills("/api/meetings/check_in_merchant", &form));
    one.succeeds();
    two.succeeds();
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM meeting_check_in").await, 1);
}

#[tokio::test]
async fn a_screen_shows_its_item_until_its_link_is_taken_back() {
    let (town, office, id, _) = town_at_the_door().await;
    let path = screen(&office, &id).await;
    let item = crate::meetings::item(&office, &id, "消防检查", "15").await;
    office.act("/api/meetings/show_item", &[("meeting", &id), ("item", &item)]).await.succeeds();
    let page = town.visitor().opens(&path).await.succeeds().shows("第 2 项，共 2 项").shows("消防检查").shows("15 分钟");
    assert!(!page.headers.contains_key("refresh"), "the script looks again");
    let way = format!("<noscript><p class=\"again\"><a href=\"{path}?again=1\">");
    assert!(page.body.contains(&way) && !page.body.contains("http-equiv"), "{}", page.body);
    assert_eq!(town.visitor().opens(&format!("{path}?again=1")).await.succeeds().headers["refresh"], "3");
    let token = path.rsplit('/').next().expect("a token").to_owned();
    assert_eq!(town.count(&format!("SELECT COUNT(*) AS n FROM sent_form WHERE answer LIKE '%{token}%'")).await, 0, "the token is in no record");
    assert_eq!(town.visitor().opens("/screen/wrong").await.status, 404);
    let made = town.value("SELECT id FROM meeting_screen").await;
    office.act("/api/meetings/revoke_screen", &[("meeting", &id), ("screen", &made)]).await.succeeds();
    assert_eq!(town.visitor().opens(&path).await.status, 404);
    assert_eq!(town.visitor().opens(&format!("{path}/live")).await.status, 404);
}

/// The next word on a screen's line.
async fn word(line: &mut Body) -> Option<String> {
    let frame = tokio::time::timeout(Duration::from_secs(5), line.frame()).await.expect("a word within five seconds")?.expect("a frame");
    Some(String::from_utf8_lossy(&frame.into_data().unwrap_or_default()).into_owned())
}

#[tokio::test]
async fn the_head_count_moves_within_two_seconds_on_every_node() {
    let (town, office, id, shops) = town_at_the_door().await;
    let other = if town.url.starts_with("sqlite") { town.clone() } else { town.second_node().await };
    let path = screen(&office, &id).await;
    let request = Request::get(format!("{path}/live")).body(Body::empty()).expect("a request");
    let answer = other.router.clone().oneshot(request).await.expect("an answer");
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    assert!(!answer.headers().contains_key("content-encoding") && answer.headers()["cache-control"] == "no-store");
    let mut line = answer.into_body();
    assert!(word(&mut line).await.expect("a first word").starts_with("data: "));
    for (shop, present) in shops.iter().zip(1..) {
        let form = [("meeting", id.clone()), ("merchant", shop.id.to_string())];
        let began = Instant::now();
        office.fills("/api/meetings/check_in_merchant", &form).await.succeeds();
        assert!(word(&mut line).await.expect("a word").starts_with("data: "));
        other.visitor().opens(&path).await.succeeds().shows(&format!("<b>{present}</b> / 3"));
        let took = began.elapsed();
        println!("the head count moved after {took:?}");
        assert!(took < Duration::from_secs(2), "{took:?}");
    }
    let made = town.value("SELECT id FROM meeting_screen").await;
    office.act("/api/meetings/revoke_screen", &[("meeting", &id), ("screen", &made)]).await.succeeds();
    assert_eq!(word(&mut line).await, None, "the line ends with the link");
}

#[tokio::test]
async fn a_line_ends_when_the_process_is_told_to_stop() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let (town, office, id, _) = town_at_the_door().await;
    let path = screen(&office, &id).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server::http::listen::serve_until(listener, town.router.clone(), async move { drop(stopped.await) }));
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("connected");
    stream.write_all(format!("GET {path}/live HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes()).await.expect("sent");
    let mut first = [0_u8; 64];
    stream.read_exact(&mut first).await.expect("an answer begins");
    assert!(String::from_utf8_lossy(&first).starts_with("HTTP/1.1 200"));
    let began = Instant::now();
    stop.send(()).expect("told");
    serving.await.expect("it ends");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

/// The status with which a line is answered to somebody at that address, and the line itself.
async fn line_for(server: std::net::SocketAddr, path: &str, address: &str) -> (String, tokio::net::TcpStream) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(server).await.expect("connected");
    let request = format!("GET {path}/live HTTP/1.1\r\nhost: x\r\nx-forwarded-for: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut first = [0_u8; 12];
    stream.read_exact(&mut first).await.expect("an answer begins");
    (String::from_utf8_lossy(&first[9..]).into_owned(), stream)
}

#[tokio::test]
async fn one_address_holds_a_few_lines_and_leaves_room_for_others() {
    let (town, office, id, _) = town_at_the_door().await;
    let path = screen(&office, &id).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let server = listener.local_addr().expect("an address");
    let behind_a_proxy = server::http::router(server::http::Portal::new(town.house.clone(), vec![server.ip()], "no-site".into()));
    tokio::spawn(server::http::listen::serve_until(listener, behind_a_proxy, std::future::pending()));
    let mut lines = Vec::new();
    for _ in 0..8 {
        let (status, line) = line_for(server, &path, "198.51.100.7").await;
        assert_eq!(status, "200");
        lines.push(line);
    }
    assert_eq!(line_for(server, &path, "198.51.100.7").await.0, "503");
    assert_eq!(line_for(server, &path, "198.51.100.8").await.0, "200");
    lines.clear();
    let again = async {
        while line_for(server, &path, "198.51.100.7").await.0 != "200" {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), again).await.expect("places are free again");
}

/// A form with a file, as browsers send it.
fn with_file(fields: &[(&str, &str)], name: &str, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend_from_slice(format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    body.extend_from_slice(format!("--x\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"{name}\"\r\n\r\n").as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    body
}

async fn adds_paper(browser: &Browser, body: Vec<u8>) -> crate::town::Answer {
    let request = Request::post("/api/meetings/add_paper").header("accept", "application/json").header("sec-fetch-site", "same-origin");
    browser.send(request.header("content-type", "multipart/form-data; boundary=x"), Body::from(body)).await
}

#[tokio::test]
async fn papers_are_files_for_those_who_may_read_them() {
    let (town, office, id, shops) = town_at_the_door().await;
    let item = crate::meetings::item(&office, &id, "消防检查", "15").await;
    let fields =
        |access: &'static str| [("id", Uuid::new_v4().to_string()), ("meeting", id.clone()), ("item", item.clone()), ("access", access.to_owned())];
    let form = |access: &'static str, name: &str, file: &[u8]| {
        let fields = fields(access);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        with_file(&fields, name, file)
    };
    let pdf = b"%PDF-1.7 <script>alert(1)</script>";
    let notice = form("members", "../../..通知 第1号.exe.pdf", pdf);
    for _ in 0..2 {
        adds_paper(&office, notice.clone()).await.succeeds();
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM meeting_paper").await, 1, "the same form twice is one paper");
    let member = town.value("SELECT id FROM meeting_paper").await;
    let address = format!("/meetings/papers/{member}");
    let paper = shops[0].owner.opens(&address).await.succeeds();
    assert_eq!(paper.headers["content-type"], "application/pdf");
    assert_eq!(paper.headers["x-content-type-options"], "nosniff");
    assert_eq!(paper.headers["cache-control"], "no-store");
    let name = paper.headers["content-disposition"].to_str().expect("ascii");
    assert!(name.starts_with("attachment; filename*=UTF-8''") && name.ends_with(".exe.pdf") && !name.contains(".."), "{name}");
    let asked = town.visitor().opens(&address).await;
    assert_eq!(asked.status, 401, "who is not signed in is asked to");
    asked.shows("href=\"/sign-in\"");
    assert_eq!(town.resident("13612345678").await.opens(&address).await.status, 404);
    shops[0].owner.opens(&format!("/my/meetings/{id}")).await.succeeds().shows(&address);
    town.visitor().opens(&format!("/meetings/{id}")).await.succeeds().shows_not(&address);
    let mut png = Vec::new();
    image::RgbImage::from_pixel(20, 10, image::Rgb([200, 0, 0]))
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .expect("a picture");
    adds_paper(&office, form("public", "现场.png", &png)).await.succeeds();
    let page = town.visitor().opens(&format!("/meetings/{id}")).await.succeeds().shows("现场.jpg");
    let public = format!("/meetings/papers/{}", between(&page.body, "href=\"/meetings/papers/", "\""));
    assert_eq!(town.visitor().opens(&public).await.succeeds().headers["content-type"], "image/jpeg");
    for (file, code) in [
        (b"MZ not a paper".to_vec(), "paper_kind_unknown"),
        ([pdf.to_vec(), vec![0; 2 << 20]].concat(), "paper_too_large"),
        (Vec::new(), "picture_missing"),
    ] {
        adds_paper(&office, form("public", "x.pdf", &file)).await.is_refused_with(code);
    }
    for _ in 0..8 {
        adds_paper(&office, form("public", "x.pdf", pdf)).await.succeeds();
    }
    adds_paper(&office, form("public", "x.pdf", pdf)).await.is_refused_with("paper_too_many");
    use sha2::{Digest, Sha256};
    let hash: String = Sha256::digest(pdf).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(town.visitor().opens(&format!("/photos/{hash}")).await.status, 404, "not as a photo either");
    office.act("/api/meetings/remove_paper", &[("meeting", &id), ("paper", &member)]).await.succeeds();
    assert_eq!(shops[0].owner.opens(&address).await.status, 404);
    assert_eq!(adds_paper(&shops[0].owner, form("public", "x.pdf", pdf)).await.status, 403);
}
