use crate::town::Town;
use rules::permits::Role;
use sea_orm::ConnectionTrait;

const CALENDAR: [(&str, &str); 10] = [
    ("key", "member_day.calendar"),
    ("values[day]", "２７"),
    ("values[enrolment_opens_day]", "28"),
    ("values[enrolment_closes_day]", "24"),
    ("values[enrolment_closes_minute]", "18:00"),
    ("values[review_day]", "26"),
    ("values[review_minute]", "12：00"),
    ("values[claims_open_minute]", "00:00"),
    ("values[claims_close_minute]", "24:00"),
    ("values[report_after_days]", "1"),
];

fn with<'a>(change: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<_> = CALENDAR.iter().map(|pair| change.iter().find(|(name, _)| *name == pair.0).copied().unwrap_or(*pair)).collect();
    form.extend(change.iter().filter(|(name, _)| !CALENDAR.iter().any(|(known, _)| known == name)));
    form
}

#[tokio::test]
async fn home_counts_down_to_the_27th() {
    let town = Town::on("2026-11-23T09:00+08:00").await;
    town.visitor().opens("/").await.succeeds().shows("<b>4</b>").shows("11月27日（周五）").shows("万达商圈");
    town.goes_to("2026-11-27T00:00+08:00");
    town.visitor().opens("/").await.shows("领取");
    town.goes_to("2026-11-28T00:00+08:00");
    town.visitor().opens("/").await.shows("12月27日");
}

#[tokio::test]
async fn a_changed_calendar_keeps_its_history_and_counts_from_now() {
    let town = Town::on("2026-11-23T09:00+08:00").await;
    let admin = town.with_role("13800000001", Role::Admin, None).await;
    let changed = with(&[
        ("values[day]", "25"),
        ("values[enrolment_opens_day]", "28"),
        ("values[enrolment_closes_day]", "22"),
        ("values[review_day]", "24"),
        ("reason", "联席会议决定"),
    ]);
    assert_eq!(admin.sends("/api/alliance/change_setting", &changed).await.leads_to(), "/desk/settings");
    admin.opens("/desk/settings").await.succeeds().shows("联席会议决定").shows("初始值");
    town.visitor().opens("/").await.shows("11月25日");
}

#[tokio::test]
async fn a_calendar_out_of_order_and_half_numbers_are_refused_as_typed() {
    let town = Town::on("2026-11-23T09:00+08:00").await;
    let admin = town.with_role("13800000001", Role::Admin, None).await;
    let disorder = with(&[("values[day]", "20"), ("reason", "x")]);
    admin.act("/api/alliance/change_setting", &disorder).await.is_refused_with("calendar_out_of_order");
    let half = admin.sends("/api/alliance/change_setting", &with(&[("values[day]", "二十七")])).await;
    assert_eq!(half.status, 422);
    half.shows("二十七").shows("没有看懂这里填的数字").shows("这里还没有填");
    admin.act("/api/alliance/change_setting", &[("key", "no.such"), ("reason", "x")]).await.is_refused_with("not_found");
    let resident = town.resident("13812345678").await;
    resident.act("/api/alliance/change_setting", &disorder).await.is_refused_with("not_allowed");
}

#[tokio::test]
async fn the_audit_trail_knows_acts_by_ids_and_cannot_be_changed() {
    let town = Town::on("2026-11-23T09:00+08:00").await;
    let auditor = town.with_role("13800000002", Role::Auditor, None).await;
    let page = auditor.opens("/desk/audit").await.succeeds();
    page.shows("sign_in").shows("join").shows_not("13800000002");
    for sql in ["UPDATE audit SET act = 'x'", "DELETE FROM audit"] {
        let refused = town.house.db.write().execute_unprepared(sql).await.expect_err("append-only");
        assert!(refused.to_string().contains("append-only"));
    }
}

const CLAIMS: [(&str, &str); 5] =
    [("key", "claims"), ("values[hold_minutes]", "180"), ("values[undo_hours]", "24"), ("values[complaint_days]", "7"), ("reason", "试行三小时")];

#[tokio::test]
async fn numbers_of_which_nothing_can_be_made_are_refused_beside_their_field() {
    let town = Town::on("2026-11-23T09:00+08:00").await;
    let admin = town.with_role("13800000001", Role::Admin, None).await;
    for known in &app::alliance::KNOWN {
        for far in ["4294967295", "99999999999999999999", "-1", "1.5", "99:99", "", "\0"] {
            let values: Vec<(String, &str)> = known.fields.iter().map(|number| (format!("values[{}]", number.name), far)).collect();
            let mut form = vec![("key", known.key), ("reason", "x")];
            form.extend(values.iter().map(|(name, value)| (name.as_str(), *value)));
            let refused = admin.act("/api/alliance/change_setting", &form).await.is_refused_with("fields_refused");
            assert_eq!(refused.json()["fields"].as_array().map(Vec::len), Some(known.fields.len()), "{}: {far:?}", known.key);
        }
    }
    let mut form = CLAIMS.to_vec();
    form[1].1 = "1441";
    admin.sends("/api/alliance/change_setting", &form).await.shows("要在 5 到 1440 之间");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM setting WHERE at > 0").await, 0);
}

#[tokio::test]
async fn a_change_sent_twice_is_one_version_and_the_history_says_who_and_what() {
    let town = Town::on("2026-11-23T09:00+08:00").await;
    let admin = town.with_role("13800000001", Role::Admin, None).await;
    for _ in 0..2 {
        admin.act("/api/alliance/change_setting", &CLAIMS).await.succeeds();
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM setting WHERE key = 'claims'").await, 2);
    let auditor = town.with_role("13800000002", Role::Auditor, None).await;
    let page = auditor.opens("/desk/settings").await.succeeds();
    let page = page.shows("试行三小时").shows("138****0001").shows("240 → ").shows("<strong>180</strong>");
    page.shows_not("/api/alliance/change_setting").shows_not("{&quot;").shows_not("13800000001");
    assert_eq!(auditor.act("/api/alliance/change_setting", &CLAIMS).await.status, 403);
}
