//! Merchants: the directory, applying, the officer's answer, the shop's own desk.

use crate::town::{Answer, Browser, Town};
use app::merchants::Shop;
use axum::body::Body;
use axum::http::Request;
use rules::districts::District;
use rules::permits::Role;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

const CODE: &str = "92370602JPFYHTRKH9";
const APPLICANT: &str = "13812345678";
const OFFICER: &str = "13912345678";

/// The person with this number.
pub async fn person(town: &Town, mobile: &str) -> Uuid {
    let db = town.house.db.read();
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), format!("SELECT id FROM person WHERE mobile = '{mobile}'"))).await;
    row.expect("the query").expect("a person").try_get("", "id").expect("an id")
}

/// A person with a role in a place, signed in with the second factor.
pub async fn with_role(town: &Town, mobile: &str, role: Role, place: Option<Uuid>) -> Browser {
    let browser = town.resident(mobile).await;
    let person = person(town, mobile).await;
    app::accounts::give_grant(town.house.db.write(), person, role, place, Uuid::nil(), town.house.clock.now()).await.expect("a grant");
    town.execute("UPDATE session SET second_factor = (1 = 1)").await;
    browser
}

/// The officer of a district.
pub async fn officer(town: &Town, district: District) -> Browser {
    with_role(town, OFFICER, Role::DistrictOfficer, Some(district.place())).await
}

pub async fn shop(town: &Town, id: &str) -> Shop {
    app::merchants::shop(town.house.db.read(), id.parse().expect("an id")).await.expect("a shop")
}

/// An application's form, with some fields changed.
pub fn application<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let form = [
        ("id", "01939d2c-0000-7000-8000-000000000001"),
        ("name", "面包房"),
        ("district", "wanda"),
        ("credit_code", CODE),
        ("category", "dining"),
        ("unit", "3f-556"),
        ("phone", "0535-6000000转27"),
        ("hours_from[]", "09:00"),
        ("hours_to[]", "21:00"),
        ("closed[]", "mon"),
        ("charter", "on"),
        ("charter_number", "1"),
    ];
    form.into_iter().map(|(name, value)| (name, changes.iter().find(|(changed, _)| *changed == name).map_or(value, |(_, value)| *value))).collect()
}

async fn applies(browser: &Browser, changes: &[(&str, &str)]) -> Answer {
    browser.act("/api/merchants/apply_membership", &application(changes)).await
}

fn merchant_of(answer: &Answer) -> String {
    answer.json()["merchant"].as_str().expect("a merchant").to_owned()
}

#[tokio::test]
async fn an_application_is_approved_and_the_shop_is_in_the_directory() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (li, officer) = (town.resident(APPLICANT).await, officer(&town, District::Wanda).await);
    li.opens("/merchants/apply").await.succeeds().shows("提交申请").shows("hours_from[]");
    let merchant = merchant_of(&applies(&li, &[]).await.succeeds());
    li.opens("/my/shops").await.shows("面包房").shows("待审核");
    town.visitor().opens("/merchants").await.shows_not("面包房");
    assert_eq!(town.visitor().opens(&format!("/merchants/{merchant}")).await.status, 404);
    officer.opens("/desk/merchants").await.succeeds().shows("面包房");
    let page = format!("/desk/merchants/{merchant}");
    officer.opens(&page).await.succeeds().shows(CODE).shows("通过").shows("138****5678").shows("身份未核实");
    let own = format!("/my/applications/{merchant}");
    li.opens(&own).await.shows("您的身份还没有核实").shows("href=\"/my/person-code\"");
    town.proves(APPLICANT, 1980).await;
    officer.opens(&page).await.shows("在服务台核实过");
    li.opens(&own).await.shows_not("您的身份还没有核实");
    let approved = officer.sends("/api/merchants/approve_application", &[("merchant", &merchant)]).await;
    assert_eq!(approved.leads_to(), "/desk/merchants");
    li.opens("/my/notices").await.succeeds().shows("面包房的入盟申请通过了");
    town.visitor().opens("/merchants").await.shows("面包房").shows("3F-556");
    town.visitor().opens(&format!("/merchants/{merchant}")).await.succeeds().shows("周二至周日 09:00–21:00，周一休息").shows_not(CODE);
    li.opens(&format!("/my/shops/{merchant}")).await.succeeds().shows("店铺资料");
    officer.act("/api/merchants/approve_application", &[("merchant", &merchant)]).await.is_refused_with("application_settled");
}

#[tokio::test]
async fn the_same_application_sent_twice_is_one() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(APPLICANT).await;
    let first = merchant_of(&applies(&li, &[]).await.succeeds());
    assert_eq!(merchant_of(&applies(&li, &[]).await.succeeds()), first);
    applies(&li, &[("name", "另一家")]).await.is_refused_with("already_sent");
    applies(&li, &[("id", "01939d2c-0000-7000-8000-000000000002")]).await.is_refused_with("shop_exists");
    let elsewhere = applies(&li, &[("id", "01939d2c-0000-7000-8000-000000000003"), ("district", "haishang")]).await.succeeds();
    assert_ne!(merchant_of(&elsewhere), first);
}

#[tokio::test]
async fn a_refused_application_comes_back_as_typed_with_every_fault() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(APPLICANT).await;
    let form = application(&[("credit_code", "92370602JPFYHTRKH8"), ("phone", "1380000"), ("hours_to[]", ""), ("name", "<b>面包</b>")]);
    let back = li.sends("/api/merchants/apply_membership", &form).await;
    assert_eq!(back.status, 422);
    back.shows("不是有效的统一社会信用代码")
        .shows("不是能拨通的电话")
        .shows("不完整")
        .shows("value=\"09:00\"")
        .shows("&lt;b&gt;面包")
        .shows_not("<b>面包");
    town.visitor().act("/api/merchants/apply_membership", &application(&[])).await.is_refused_with("not_signed_in");
}

#[tokio::test]
async fn a_returned_application_is_changed_and_sent_again() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (li, officer) = (town.resident(APPLICANT).await, officer(&town, District::Wanda).await);
    let stranger = town.resident("13712345678").await;
    let merchant = merchant_of(&applies(&li, &[]).await.succeeds());
    let no_reason = officer.act("/api/merchants/return_application", &[("merchant", &merchant), ("grounds", " ")]).await;
    no_reason.is_refused_with("fields_refused");
    officer.act("/api/merchants/return_application", &[("merchant", &merchant), ("grounds", "请写明楼层")]).await.succeeds();
    let page = format!("/my/applications/{merchant}");
    let returned = li.opens(&page).await.shows("商圈专员的意见").shows("重新提交");
    assert!(returned.body.find("请写明楼层") < returned.body.find("重新提交"), "the reason stands above the form");
    li.opens("/my/notices").await.shows("面包房的入盟申请被退回：请写明楼层");
    assert_eq!(stranger.opens(&page).await.status, 404);
    let again = [("merchant", merchant.as_str()), ("unit", "B1-12"), ("hours_from[]", "08:00"), ("hours_to[]", "20:00")];
    let form: Vec<_> = application(&again)
        .into_iter()
        .filter(|(name, _)| !matches!(*name, "id" | "district" | "credit_code" | "charter" | "charter_number"))
        .collect();
    let form: Vec<_> = form.into_iter().chain([("merchant", merchant.as_str())]).collect();
    stranger.act("/api/merchants/resubmit_application", &form).await.is_refused_with("not_found");
    li.act("/api/merchants/resubmit_application", &form).await.succeeds();
    assert_eq!(shop(&town, &merchant).await.floor(), Some(-1));
    officer.act("/api/merchants/decline_application", &[("merchant", &merchant), ("grounds", "不在本商圈")]).await.succeeds();
    li.opens(&page).await.shows("不在本商圈").shows("未通过");
    li.act("/api/merchants/resubmit_application", &form).await.is_refused_with("application_settled");
    applies(&li, &[("id", "01939d2c-0000-7000-8000-00000000000a")]).await.succeeds();
}

#[tokio::test]
async fn an_officer_has_no_say_in_another_district() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (li, officer) = (town.resident(APPLICANT).await, officer(&town, District::Xianjing).await);
    let merchant = merchant_of(&applies(&li, &[]).await.succeeds());
    for act in ["approve_application", "return_application", "decline_application", "suspend_merchant", "reinstate_merchant", "strike_merchant"] {
        let form = [("merchant", merchant.as_str()), ("grounds", "理由")];
        officer.act(&format!("/api/merchants/{act}"), &form).await.is_refused_with("not_allowed");
        li.act(&format!("/api/merchants/{act}"), &form).await.is_refused_with("not_allowed");
        town.visitor().act(&format!("/api/merchants/{act}"), &form).await.is_refused_with("not_signed_in");
    }
    officer.opens("/desk/merchants").await.shows_not("面包房");
    assert_eq!(officer.opens(&format!("/desk/merchants/{merchant}")).await.status, 404);
}

/// A member shop with its owner.
pub async fn member(town: &Town) -> (Browser, String) {
    let (li, officer) = (town.resident(APPLICANT).await, officer(town, District::Wanda).await);
    let merchant = merchant_of(&applies(&li, &[]).await.succeeds());
    town.proves(APPLICANT, 1980).await;
    officer.act("/api/merchants/approve_application", &[("merchant", &merchant)]).await.succeeds();
    (li, merchant)
}

#[tokio::test]
async fn nobody_who_is_gone_becomes_an_owner() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (li, officer) = (town.resident(APPLICANT).await, officer(&town, District::Wanda).await);
    let merchant = merchant_of(&applies(&li, &[]).await.succeeds());
    li.act("/api/privacy/delete_account", &[("known", "on")]).await.succeeds();
    let refused = officer.act("/api/merchants/approve_application", &[("merchant", &merchant)]).await.is_refused_with("applicant_gone");
    assert!(refused.body.contains("申请人已注销账号"), "{}", refused.body);
    officer.act("/api/merchants/decline_application", &[("merchant", &merchant), ("grounds", "申请人已注销账号")]).await.succeeds();
    let heir = town.resident("13812345679").await;
    let again = merchant_of(&applies(&heir, &[("id", "01939d2c-0000-7000-8000-000000000009")]).await.succeeds());
    officer.act("/api/merchants/approve_application", &[("merchant", &again)]).await.succeeds();
    officer.act("/api/merchants/approve_application", &[("merchant", "no id")]).await.is_refused_with("not_found");
}

#[tokio::test]
async fn suspension_and_leaving_take_a_reason_and_hide_the_shop() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (li, merchant) = member(&town).await;
    let officer = town.visitor();
    let sign_in = [("mobile", OFFICER), ("password", crate::town::PASSWORD)];
    officer.act("/api/accounts/sign_in", &sign_in).await.succeeds();
    town.execute("UPDATE session SET second_factor = (1 = 1)").await;
    let with = |grounds: &'static str| [("merchant", merchant.clone()), ("grounds", grounds.to_owned())];
    let send = |path: &'static str, form: [(&'static str, String); 2], who: Browser| async move {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        who.act(path, &form).await
    };
    send("/api/merchants/suspend_merchant", with("消防整改"), officer.clone()).await.succeeds();
    assert_eq!(town.visitor().opens(&format!("/merchants/{merchant}")).await.status, 404);
    li.opens(&format!("/my/shops/{merchant}")).await.shows("消防整改").shows("已暂停");
    li.opens("/my/notices").await.shows("面包房被暂停：消防整改");
    send("/api/merchants/suspend_merchant", with("再次"), officer.clone()).await.is_refused_with("already_suspended");
    send("/api/merchants/reinstate_merchant", with("整改完成"), officer.clone()).await.succeeds();
    town.visitor().opens(&format!("/merchants/{merchant}")).await.succeeds();
    send("/api/merchants/leave_alliance", with("店铺转让"), li.clone()).await.succeeds();
    assert_eq!(li.opens(&format!("/my/shops/{merchant}")).await.status, 403);
    town.visitor().opens("/merchants").await.shows_not("面包房");
    send("/api/merchants/strike_merchant", with("已退出"), officer).await.is_refused_with("already_left");
}

#[tokio::test]
async fn the_owner_keeps_the_shops_data_and_nobody_else() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (li, merchant) = member(&town).await;
    let stranger = with_role(&town, "13712345678", Role::MerchantOwner, Some(Uuid::from_u128(7))).await;
    let form = [
        ("merchant", merchant.as_str()),
        ("name", "海港面包房"),
        ("category", "dining"),
        ("unit", "3F-556"),
        ("phone", "13448147748"),
        ("hours_from[]", "09:00"),
        ("hours_to[]", "21:00"),
        ("hours_from[]", ""),
        ("hours_to[]", ""),
        ("hours_from[]", ""),
        ("hours_to[]", ""),
        ("hours_from[]", "10:00"),
        ("hours_to[]", "12:00"),
        ("hours_from[]", "14:00"),
        ("hours_to[]", "02:00"),
    ];
    stranger.act("/api/merchants/edit_shop", &form).await.is_refused_with("not_found");
    assert_eq!(stranger.opens(&format!("/my/shops/{merchant}")).await.status, 404);
    let own = format!("/my/shops/{merchant}");
    let shown = li.opens(&own).await.succeeds().hidden("line");
    let form: Vec<(&str, &str)> = form.into_iter().chain([("line", shown.as_str())]).collect();
    li.act("/api/merchants/edit_shop", &form).await.succeeds();
    let again = li.sends("/api/merchants/edit_shop", &form).await;
    assert_eq!(again.status, 422, "somebody may have written over what was shown");
    let fresh = again.shows("这家店的资料被别人改过了").shows("海港面包房").hidden("line");
    assert_ne!(fresh, shown);
    let shop = shop(&town, &merchant).await;
    assert_eq!(shop.hours.as_ref().map(ToString::to_string).as_deref(), Some("Mon 09:00-21:00, Tue-Sun 10:00-12:00 and 14:00-next day 02:00"));
    use rules::registers::ShopField as Field;
    assert_eq!(shop.edited, [Field::Name, Field::Category, Field::Unit, Field::Phone, Field::Hours], "an application is the owner's words");
    for question in ["海港", "港", "hg", "haigang", "haig", "hai g", "海港 mianb", "wd", "3f-556", "3f", "餐饮"] {
        let query = serde_urlencoded::to_string([("q", question)]).expect("a query");
        town.visitor().opens(&format!("/merchants?{query}")).await.shows("海港面包房");
    }
    for question in ["面馆", "xj", "hs", "haigx", "海港 xj"] {
        let query = serde_urlencoded::to_string([("q", question)]).expect("a query");
        town.visitor().opens(&format!("/merchants?{query}")).await.shows_not("海港面包房").shows("没有找到");
    }
}

#[tokio::test]
async fn the_directory_is_filtered_by_chips_and_by_the_clock() {
    let town = Town::on("2026-11-24T22:00+08:00").await;
    let (_, _) = member(&town).await;
    let visitor = town.visitor();
    for shown in ["/merchants?district=wanda", "/merchants?category=dining&floor=3", "/merchants?floor=3&district=nonsense&after=rubbish"] {
        visitor.opens(shown).await.succeeds().shows("面包房");
    }
    visitor.opens("/merchants?floor=7&category=health").await.succeeds().shows(">7F<").shows(">健康<");
    for hidden in
        ["/merchants?district=haishang", "/merchants?floor=2", "/merchants?open=1", "/merchants?after=9~ffffffff-0000-7000-8000-000000000000"]
    {
        visitor.opens(hidden).await.succeeds().shows_not("<h3>");
    }
    town.goes_to("2026-11-25T10:00+08:00");
    visitor.opens("/merchants?open=1").await.shows("面包房").shows("营业中，到21:00");
    visitor.opens("/merchants?lang=en").await;
    visitor.opens("/merchants?open=1").await.shows("Open until 21:00");
}

fn multipart(merchant: &str, file: &[u8]) -> Vec<u8> {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"merchant\"\r\n\r\n{merchant}\r\n").into_bytes();
    body.extend_from_slice(b"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n");
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    body
}

async fn sends_photo(browser: &Browser, body: Vec<u8>, content_type: &str) -> Answer {
    let request = Request::post("/api/merchants/hang_photo").header("accept", "application/json").header("sec-fetch-site", "same-origin");
    browser.send(request.header("content-type", content_type), Body::from(body)).await
}

#[tokio::test]
async fn a_photo_is_told_by_its_content_made_anew_and_forgotten_when_it_was_taken_down() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (li, merchant) = member(&town).await;
    let form = "multipart/form-data; boundary=x";
    let mut png = Vec::new();
    let drawn = image::RgbaImage::from_fn(1_600, 900, |x, y| image::Rgba([x as u8, y as u8, 90, 255]));
    drawn.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).expect("a picture");
    for (file, code) in [
        (&b""[..], "picture_missing"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "picture_unreadable"),
        (b"GIF89a\x01\0\x01\0\0\0\0", "picture_unreadable"),
        (&png[..200], "picture_unreadable"),
    ] {
        sends_photo(&li, multipart(&merchant, file), form).await.is_refused_with(code);
    }
    for (body, content_type) in
        [(b"--x--".to_vec(), "multipart/form-data"), (b"merchant=1".to_vec(), "application/x-www-form-urlencoded"), (b"--y".to_vec(), form)]
    {
        let answer = sends_photo(&li, body, content_type).await;
        assert!(answer.status.is_client_error(), "{} {}", answer.status, answer.body);
    }
    let stranger = town.resident("13712345678").await;
    sends_photo(&stranger, multipart(&merchant, &png), form).await.is_refused_with("not_allowed");
    sends_photo(&li, multipart(&merchant, &png), form).await.succeeds();
    let hash = shop(&town, &merchant).await.photo.expect("a photo");
    let photo = town.visitor().opens(&format!("/photos/{hash}")).await.succeeds();
    assert_eq!(photo.headers["content-type"], "image/jpeg");
    assert_eq!(photo.headers["x-content-type-options"], "nosniff");
    town.visitor().opens(&format!("/merchants/{merchant}")).await.shows(&format!("/photos/{hash}"));
    assert_eq!(town.visitor().opens("/photos/nonsense").await.status, 404);
    let tidy = async |moment| {
        town.goes_to(moment);
        let job = server::jobs::JOBS.iter().find(|job| job.name == "tidy").expect("the job");
        (job.run)(town.house.clone()).await.expect("tidied");
    };
    tidy("2026-11-23T09:00+08:00").await;
    town.visitor().opens(&format!("/photos/{hash}")).await.succeeds();
    li.act("/api/merchants/take_down_photo", &[("merchant", &merchant)]).await.succeeds();
    town.visitor().opens(&format!("/merchants/{merchant}")).await.shows_not("/photos/");
    tidy("2026-11-24T09:00+08:00").await;
    assert_eq!(town.visitor().opens(&format!("/photos/{hash}")).await.status, 404, "what was taken down is forgotten");
}

#[tokio::test]
async fn a_clerk_is_removed_by_the_owner_only() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (li, merchant) = member(&town).await;
    let place: Uuid = merchant.parse().expect("an id");
    let clerk = with_role(&town, "13612345678", Role::Clerk, Some(place)).await;
    li.opens(&format!("/my/shops/{merchant}")).await.shows("136****5678").shows("店员");
    let people = app::accounts::people_of(town.house.db.read(), place, town.house.clock.now()).await.expect("people");
    let grant = people.iter().find(|person| person.role == Role::Clerk).expect("a clerk").grant.to_string();
    let owner = people.iter().find(|person| person.role == Role::MerchantOwner).expect("an owner").grant.to_string();
    let form = |grant: String| [("merchant", merchant.clone()), ("grant", grant)];
    for (who, grant, code) in [(&clerk, &grant, "not_allowed"), (&li, &owner, "not_found")] {
        let form = form(grant.clone());
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        who.act("/api/merchants/remove_clerk", &form).await.is_refused_with(code);
    }
    li.act("/api/merchants/remove_clerk", &[("merchant", &merchant), ("grant", &grant)]).await.succeeds();
    li.opens(&format!("/my/shops/{merchant}")).await.shows_not("136****5678");
}
