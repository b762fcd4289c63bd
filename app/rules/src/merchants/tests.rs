//! The law of merchants: codes, telephones, units, opening hours, forms, standing.

use super::*;
use crate::{Instant, Refusal, Weekday};
use proptest::prelude::*;

#[test]
fn a_credit_code_is_read_however_it_is_written() {
    for written in ["92370602JPFYHTRKH9", "９２３７０６０２ｊｐｆｙｈｔｒｋｈ９", " 9237 0602 JPFY HTRK H9　", "92370602-jpfyhtrkh9"]
    {
        assert_eq!(CreditCode::parse(written).map(|code| code.to_string()), Ok("92370602JPFYHTRKH9".to_owned()), "{written}");
    }
}

#[test]
fn one_wrong_character_is_noticed() {
    let good = "92370602JPFYHTRKH9";
    for place in 0..18 {
        for other in "0123456789ABCDEFGHJKLMNPQRTUWXY".chars() {
            let mut code: Vec<char> = good.chars().collect();
            if code[place] != other {
                code[place] = other;
                assert!(CreditCode::parse(&code.iter().collect::<String>()).is_err(), "{code:?}");
            }
        }
    }
    for bad in ["", "0", "000000000000000000", "92370602JPFYHTRKH", "92370602JPFYHTRKH99", "92370602JPFYHTRKHO", "9.23706E+17", "无"] {
        assert_eq!(CreditCode::parse(bad).map_err(|no| no.reason().code), Err("bad_credit_code"), "{bad}");
    }
}

#[test]
fn telephones_come_out_in_one_form() {
    for (written, number, extension) in [
        ("13448147748", "13448147748", None),
        ("１３４４８１４７７４８", "13448147748", None),
        ("199 0348-3189", "19903483189", None),
        ("+86 199-0348-3189", "19903483189", None),
        ("0086 19903483189", "19903483189", None),
        ("8619903483189", "19903483189", None),
        ("0535-6000000转27", "0535-6000000", Some("27")),
        ("0535-6000000-27", "0535-6000000", Some("27")),
        ("（0535）6000000 转 27", "0535-6000000", Some("27")),
        ("05356000000 ext. 27", "0535-6000000", Some("27")),
        ("0535 6000000 分机27", "0535-6000000", Some("27")),
        ("0535—6000000#27", "0535-6000000", Some("27")),
        ("05356000000", "0535-6000000", None),
        ("+86 535 6000000", "0535-6000000", None),
        ("010-62345678", "010-62345678", None),
        ("400 123 4567", "400-123-4567", None),
    ] {
        let phone = Phone::parse(written).expect(written);
        assert_eq!((phone.number(), phone.extension()), (number, extension), "{written}");
        assert_eq!(Phone::parse(&phone.to_string()), Ok(phone), "{written}");
    }
    for bad in [
        "1380000",
        "12345678901",
        "23448147748",
        "134481477480",
        "6000000",
        "0535-100000",
        "电话",
        "1344814774a",
        "0535-6000000转",
        "转27",
        "1380000-0000-27",
    ] {
        assert_eq!(Phone::parse(bad).map_err(|no| no.reason().code), Err("bad_phone"), "{bad}");
    }
    assert_eq!(Phone::parse(" ").map_err(|no| no.reason().code), Err("phone_missing"), "nothing was written");
}

#[test]
fn the_first_of_several_telephones_is_found() {
    for (written, number, more) in [
        ("15326229330/0535-6000000", "15326229330", 1),
        ("15326229330、15326229331；15326229332", "15326229330", 2),
        ("陈店长 18456233719", "18456233719", 0),
        ("陈店长18456233719（微信同号）", "18456233719", 0),
        ("电话：0535-6000000转27", "0535-6000000", 0),
        ("13448147748 0535-6000000", "13448147748", 1),
        ("0535 6000000 13448147748", "0535-6000000", 1),
        ("13448147748\n13448147749", "13448147748", 1),
    ] {
        let (phone, found) = Phone::first_of(written).expect(written);
        assert_eq!((phone.number(), found), (number, more), "{written}");
    }
    assert!(Phone::first_of("陈店长").is_err());
}

#[test]
fn a_unit_names_its_floor() {
    for (unit, floor) in [
        ("3F-556", Some(3)),
        ("３ｆ－５５６", Some(3)),
        ("F3-12", Some(3)),
        ("L2-08", Some(2)),
        ("B1-012", Some(-1)),
        ("B1F-12", Some(-1)),
        ("3层201", Some(3)),
        ("三楼208室", Some(3)),
        ("负一层", Some(-1)),
        ("-1层12", Some(-1)),
        ("A座十二层1201", Some(12)),
        ("万达广场2F", Some(2)),
        ("A-102", None),
        ("西大街88号", None),
        ("F3012", None),
        ("KF3", None),
        ("金融中心B座32层", Some(32)),
    ] {
        assert_eq!(Unit::parse(unit).expect(unit).floor(), floor, "{unit}");
    }
    assert_eq!(Unit::parse(" ３ｆ－５５６ ").map(|unit| unit.to_string()), Ok("3F-556".to_owned()));
    for (written, floor) in [
        ("3", Some(3)),
        ("3.0", Some(3)),
        ("3F", Some(3)),
        ("三", Some(3)),
        ("B1", Some(-1)),
        ("-1", Some(-1)),
        ("0", None),
        ("顶层", None),
        ("", None),
    ] {
        assert_eq!(Unit::floor_alone(written), floor, "{written}");
    }
}

#[test]
fn trades_find_their_category() {
    for (wording, category) in [
        ("餐饮", Category::Dining),
        ("奶茶甜品", Category::Dining),
        ("瑜伽健身", Category::Leisure),
        ("烟酒茶叶", Category::Retail),
        ("餐饮服务", Category::Dining),
        ("零售", Category::Retail),
        ("零售业", Category::Retail),
        ("生活服务", Category::LifeService),
        ("居民服务业", Category::LifeService),
        ("健康", Category::Health),
        ("医药健康", Category::Health),
        ("文体娱乐", Category::Leisure),
        ("教育培训", Category::Leisure),
        ("其他", Category::Other),
        ("其它行业", Category::Other),
        ("美容美发", Category::LifeService),
        ("dining", Category::Dining),
        (" 餐　饮 ", Category::Dining),
    ] {
        assert_eq!(Category::from_wording(wording), Some(category), "{wording}");
    }
    assert_eq!(Category::from_wording("未知"), None);
    assert_eq!(Category::from_wording(""), None);
}

#[test]
fn opening_hours_are_read_from_the_wordings_of_registers() {
    for (wording, hours) in [
        ("全天", "every day 00:00-24:00"),
        ("24小时营业", "every day 00:00-24:00"),
        ("全年无休，24小时", "every day 00:00-24:00"),
        ("7×24小时", "every day 00:00-24:00"),
        ("0:00-24:00", "every day 00:00-24:00"),
        ("00:00-00:00", "every day 00:00-24:00"),
        ("10：00—22：00", "every day 10:00-22:00"),
        ("10:00——22:00", "every day 10:00-22:00"),
        ("10点至22点", "every day 10:00-22:00"),
        ("10点半到22点30分", "every day 10:30-22:30"),
        ("10.30~22.00", "every day 10:30-22:00"),
        ("0930-2130", "every day 09:30-21:30"),
        ("9-21", "every day 09:00-21:00"),
        ("09:00:00-21:00:00", "every day 09:00-21:00"),
        ("营业时间：每天 9:00 - 21:00", "every day 09:00-21:00"),
        ("上午9点到晚上9点", "every day 09:00-21:00"),
        ("早9点-晚9点", "every day 09:00-21:00"),
        ("早九晚五", "every day 09:00-17:00"),
        ("9am-9pm", "every day 09:00-21:00"),
        ("上午9:00-12:00，下午2:00-6:00", "every day 09:00-12:00 and 14:00-18:00"),
        ("06:30-10:00,16:00-20:00", "every day 06:30-10:00 and 16:00-20:00"),
        ("9:00-12:00 12:00-18:00", "every day 09:00-18:00"),
        ("18:00-02:00", "every day 18:00-next day 02:00"),
        ("18:00-次日2:00", "every day 18:00-next day 02:00"),
        ("18:00-26:00", "every day 18:00-next day 02:00"),
        ("17点-凌晨1点", "every day 17:00-next day 01:00"),
        ("17点-晚12点", "every day 17:00-24:00"),
        ("9:00-21:30（周一休息）", "Tue-Sun 09:00-21:30, Mon closed"),
        ("9:00-21:30,周一店休", "Tue-Sun 09:00-21:30, Mon closed"),
        ("9:00-21:30 休息日：周一、周三", "Tue and Thu-Sun 09:00-21:30, Mon and Wed closed"),
        ("周一除外 9:00-21:30", "Tue-Sun 09:00-21:30, Mon closed"),
        ("除周一外，每天9:00-21:30", "Tue-Sun 09:00-21:30, Mon closed"),
        ("每天（除周一）9:00-21:30", "Tue-Sun 09:00-21:30, Mon closed"),
        ("周二至周日9:00-21:30", "Tue-Sun 09:00-21:30, Mon closed"),
        ("周二至日9:00-21:30", "Tue-Sun 09:00-21:30, Mon closed"),
        ("周2-7 9:00-21:30", "Tue-Sun 09:00-21:30, Mon closed"),
        ("周六至周一10:00-20:00", "Mon and Sat-Sun 10:00-20:00, Tue-Fri closed"),
        ("周一、三、五 9:00-17:00", "Mon and Wed and Fri 09:00-17:00, Tue and Thu and Sat-Sun closed"),
        ("周一至周五9:00-18:00，周末10:00-22:00", "Mon-Fri 09:00-18:00, Sat-Sun 10:00-22:00"),
        ("星期一至星期五9:00-18:00；周六、日10:00-22:00", "Mon-Fri 09:00-18:00, Sat-Sun 10:00-22:00"),
        ("工作日9:00-18:00 双休日10:00-22:00", "Mon-Fri 09:00-18:00, Sat-Sun 10:00-22:00"),
        ("周末10:00-22:00，其余时间9:00-18:00", "Mon-Fri 09:00-18:00, Sat-Sun 10:00-22:00"),
        ("工作日9:00-18:00", "Mon-Fri 09:00-18:00, Sat-Sun closed"),
        ("周一至周五9:00-12:00、13:30-18:00，周六上午9:00-12:00，周日休息", "Mon-Fri 09:00-12:00 and 13:30-18:00, Sat 09:00-12:00, Sun closed"),
        ("周一到周四 全天，周五至周日 10:00-22:00", "Mon-Thu 00:00-24:00, Fri-Sun 10:00-22:00"),
        ("Mon-Fri 9:00-18:00, Sat-Sun closed", "Mon-Fri 09:00-18:00, Sat-Sun closed"),
        ("10:00-22:00，节假日照常营业", "every day 10:00-22:00"),
        ("9:00-18:00（午休12:00-13:30）", "every day 09:00-12:00 and 13:30-18:00"),
        ("9:00-18:00，12:00-13:00休息", "every day 09:00-12:00 and 13:00-18:00"),
        ("周一至周五9:00-18:00（12:00-13:00午休），周六9:00-12:00", "Mon-Fri 09:00-12:00 and 13:00-18:00, Sat 09:00-12:00, Sun closed"),
        ("9:00-12:00，13:30-18:00，午休12:00-13:30", "every day 09:00-12:00 and 13:30-18:00"),
        ("8:30-17:30 中午不休息", "every day 08:30-17:30"),
        ("午餐11:00-14:00，晚餐5:00-9:00", "every day 11:00-14:00 and 17:00-21:00"),
        ("朝九晚五", "every day 09:00-17:00"),
        ("AM 9:00 - PM 9:00", "every day 09:00-21:00"),
        ("9:00 am - 9:30 pm", "every day 09:00-21:30"),
        ("0:00-23:59", "every day 00:00-24:00"),
        ("全年365天，10:00-22:00", "every day 10:00-22:00"),
        ("每周七天 10:00-22:00", "every day 10:00-22:00"),
        ("10：00～22：00（周一14：00～22：00）", "Mon 14:00-22:00, Tue-Sun 10:00-22:00"),
    ] {
        assert_eq!(Hours::read(wording).map(|read| (read.hours.to_string(), read.holidays_left_out)), Ok((hours.to_owned(), false)), "{wording}");
    }
    let holidays = Hours::read("周一至周五9:00-18:00，周末及节假日10:00-22:00").expect("read");
    assert_eq!((holidays.hours.to_string().as_str(), holidays.holidays_left_out), ("Mon-Fri 09:00-18:00, Sat-Sun 10:00-22:00", true));
    let closed = Hours::read("9:00-18:00（法定节假日休息）").expect("read");
    assert_eq!((closed.hours.to_string().as_str(), closed.holidays_left_out), ("every day 09:00-18:00", true));
}

#[test]
fn what_is_not_understood_is_not_guessed() {
    for wording in [
        "电话预约",
        "夏季9:00-21:00 冬季9:00-20:00",
        "9:00",
        "9:00-",
        "-9:00",
        "9:00 21:00",
        "周一休息",
        "休息",
        "25:61-27:00",
        "9:75-10:00",
        "周八9:00-10:00",
        "9:00-9:00",
        "9:00-12:00,11:00-14:00",
        "周一",
        "上午",
        "次日",
        "周",
        "1000000000000-2",
        "9:00-21:00 9:00-22:00",
        "午休12:00-13:00",
        "12:00-13:00休息",
        "午休12:00-13:00，9:00-18:00",
        "周一至周五9:00-18:00，周六9:00-16:00，午休12:00-13:00",
        "9:00-18:00，午休",
        "99-100",
    ] {
        assert_eq!(Hours::read(wording).map_err(|no| no.reason().code), Err("unreadable_hours"), "{wording}");
    }
    assert_eq!(Hours::read("　 ").map_err(|no| no.reason().code), Err("missing_hours"));
    assert_eq!(Hours::read(&"9:00-10:00,".repeat(90)).map_err(|no| no.reason().code), Err("unreadable_hours"));
}

#[test]
fn hours_are_written_in_chinese_for_people() {
    for (wording, zh) in [
        ("全天", "每天全天"),
        ("9:00-21:30（周一休息）", "周二至周日 09:00–21:30，周一休息"),
        ("周一至周五9:00-18:00，周末10:00-2:00", "周一至周五 09:00–18:00，周六、周日 10:00–次日02:00"),
    ] {
        assert_eq!(Hours::read(wording).expect(wording).hours.zh(), zh);
    }
}

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("a moment")
}

#[test]
fn a_bar_is_open_past_midnight() {
    let bar = Hours::read("周五、周六 18:00-02:00").expect("read").hours;
    assert!(bar.open_at(at("2026-11-28T01:59+08:00")), "Friday's night");
    assert!(!bar.open_at(at("2026-11-28T02:00+08:00")));
    assert!(!bar.open_at(at("2026-11-27T01:00+08:00")), "Thursday's night");
    assert_eq!(bar.next_change_after(at("2026-11-27T09:00+08:00")), Some(at("2026-11-27T18:00+08:00")));
    assert_eq!(bar.next_change_after(at("2026-11-27T18:00+08:00")), Some(at("2026-11-28T02:00+08:00")));
    assert_eq!(bar.next_change_after(at("2026-11-29T02:00+08:00")), Some(at("2026-12-04T18:00+08:00")));
    assert!(bar.covers(Weekday::Fri, 18 * 60, 26 * 60));
    assert!(!bar.covers(Weekday::Fri, 18 * 60, 27 * 60));
}

#[test]
fn round_the_clock_never_changes_and_covers_the_night() {
    let always = Hours::read("全天").expect("read").hours;
    assert_eq!(always.next_change_after(at("2026-11-27T09:00+08:00")), None);
    assert!(always.open_at(at("2026-11-27T00:00+08:00")) && always.covers(Weekday::Sun, 23 * 60, 25 * 60));
    let noon = Hours::read("9:00-12:00,14:00-18:00").expect("read").hours;
    assert!(noon.covers(Weekday::Fri, 540, 720) && !noon.covers(Weekday::Fri, 540, 1080));
}

#[test]
fn stored_hours_are_checked_when_they_are_read() {
    let hours = Hours::read("9:00-21:30（周一休息）").expect("read").hours;
    let stored = serde_json::to_string(&hours).expect("json");
    assert_eq!(stored, "[[],[[540,1290]],[[540,1290]],[[540,1290]],[[540,1290]],[[540,1290]],[[540,1290]]]");
    assert_eq!(serde_json::from_str::<Hours>(&stored).expect("the same"), hours);
    for bad in
        ["[[],[],[],[],[],[],[]]", "[[[540,500]],[],[],[],[],[],[]]", "[[[1500,1600]],[],[],[],[],[],[]]", "[[[0,9000]],[],[],[],[],[],[]]", "[]"]
    {
        assert!(serde_json::from_str::<Hours>(bad).is_err(), "{bad}");
    }
}

#[test]
fn monday_filled_in_is_enough() {
    let mut form = HoursForm { hours_from: vec!["09:00".into()], hours_to: vec!["21:00".into()], closed: vec!["sun".into()] };
    assert_eq!(form.parse().map(|hours| hours.to_string()), Ok("Mon-Sat 09:00-21:00, Sun closed".to_owned()));
    form.hours_to = vec!["".into()];
    assert_eq!(form.parse().map_err(|no| no.reason().code), Err("bad_time"));
    assert_eq!(HoursForm::default().parse().map_err(|no| no.reason().code), Err("missing_hours"));
    let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(str::to_owned).to_vec();
    assert_eq!(HoursForm { closed: all, ..HoursForm::default() }.parse().map_err(|no| no.reason().code), Err("never_open"));
}

#[test]
fn an_application_hears_of_all_its_faults_at_once() {
    let refused = ApplicationForm { name: "面包房".into(), phone: "123".into(), ..ApplicationForm::default() }.parse().expect_err("refused");
    let fields: Vec<_> = refused.fields.iter().map(|field| (field.field, field.reason.code)).collect();
    assert_eq!(
        fields,
        [
            ("district", "choose_district"),
            ("credit_code", "bad_credit_code"),
            ("category", "choose_category"),
            ("unit", "missing_unit"),
            ("phone", "bad_phone"),
            ("hours_from", "missing_hours"),
            ("charter", "charter_not_accepted"),
        ]
    );
}

#[test]
fn a_full_application_is_taken() {
    let form = ApplicationForm {
        name: " 面包房 ".into(),
        district: "wanda".into(),
        credit_code: "92370602JPFYHTRKH9".into(),
        category: "dining".into(),
        unit: "1f-12".into(),
        phone: "0535-6000000转27".into(),
        hours_from: vec!["07:00".into()],
        hours_to: vec!["19:00".into()],
        closed: Vec::new(),
        charter: Some("on".into()),
        charter_number: "1".into(),
    };
    let application = form.parse().expect("taken");
    assert_eq!((application.shop.name.as_str(), application.shop.unit.floor()), ("面包房", Some(1)));
}

#[test]
fn a_merchants_life_goes_in_order() {
    use MerchantAct as Act;
    use MerchantState as State;
    let life = [
        (State::Applied, Act::Return, State::Returned),
        (State::Returned, Act::Resubmit, State::Applied),
        (State::Applied, Act::Approve, State::Active),
        (State::Active, Act::Suspend, State::Suspended),
        (State::Suspended, Act::Reinstate, State::Active),
        (State::Active, Act::Leave, State::Left),
        (State::Left, Act::Apply, State::Applied),
        (State::Listed, Act::TakeOver, State::Active),
    ];
    for (before, act, after) in life {
        assert_eq!(before.after(act), Ok(after), "{before:?} {act:?}");
    }
    for (before, act, code) in [
        (State::Listed, Act::Apply, "listed_take_over"),
        (State::Active, Act::Apply, "shop_exists"),
        (State::Active, Act::Approve, "application_settled"),
        (State::Active, Act::TakeOver, "shop_not_listed"),
        (State::Suspended, Act::Suspend, "already_suspended"),
        (State::Active, Act::Reinstate, "not_suspended"),
        (State::Left, Act::Leave, "already_left"),
        (State::Applied, Act::Leave, "not_a_member"),
        (State::Left, Act::Edit, "shop_not_editable"),
    ] {
        assert_eq!(before.after(act).map_err(|no| no.reason().code), Err(code), "{before:?} {act:?}");
    }
    for state in State::ALL {
        assert_eq!(State::from_key(state.key()), Some(state));
    }
}

/// Words and signs of opening hours in any order, sensible or not.
fn gibberish() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "周",
        "周一",
        "周末",
        "至",
        "-",
        "9:00",
        "21",
        "点",
        "半",
        "休息",
        "除",
        "外",
        "每天",
        "全天",
        "次日",
        "晚",
        "下午",
        "节假日",
        "、",
        "，",
        "（",
        "）",
        "五",
        "十",
        "日",
        "24",
        ":",
        ".",
        "pm",
        " ",
        "其余",
        "0",
        "99:99",
    ]);
    prop::collection::vec(word, 0..14).prop_map(|words| words.concat())
}

fn a_day() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::btree_set(0_u16..96, 0..=6).prop_map(|edges| {
        let edges: Vec<u16> = edges.into_iter().map(|edge| edge * 15).collect();
        edges.chunks_exact(2).filter_map(|pair| Span::new(pair[0], pair[1])).collect()
    })
}

proptest! {
    #[test]
    fn no_text_breaks_a_reader(text in "\\PC{0,40}") {
        let _ = (Hours::read(&text), Phone::first_of(&text), CreditCode::parse(&text), Category::from_wording(&text));
        let _ = (Unit::parse(&text).map(|unit| unit.floor()), Unit::floor_alone(&text), MerchantName::parse(&text));
    }

    #[test]
    fn no_order_of_words_breaks_the_reader_of_hours(text in gibberish()) {
        if let Ok(read) = Hours::read(&text) {
            let stored = serde_json::to_string(&read.hours).expect("json");
            prop_assert_eq!(serde_json::from_str::<Hours>(&stored).expect("the same"), read.hours);
        }
    }

    #[test]
    fn digits_and_signs_never_break_the_reader_of_telephones(text in "[0-9+() 转#ext—-]{0,24}") {
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(&phone.to_string()), Ok(phone));
        }
    }

    #[test]
    fn hours_written_out_are_read_back(days in prop::array::uniform7(a_day())) {
        let alike = days.windows(2).all(|pair| pair[0] == pair[1]);
        if let Ok(hours) = Hours::new(days) {
            prop_assert_eq!(Hours::read(&hours.zh()).map(|read| read.hours), Ok(hours.clone()));
            let form = HoursForm::from(&hours);
            prop_assert!(!alike || form.hours_from[Hours::SPANS..].iter().all(String::is_empty), "every day alike is one line");
            prop_assert_eq!(form.parse(), Ok(hours));
        }
    }

    #[test]
    fn the_next_change_is_a_change(days in prop::array::uniform7(a_day()), minute in 0_i64..20_160) {
        if let Ok(hours) = Hours::new(days) {
            let now = at("2026-11-22T00:00+08:00").plus(minute * crate::MINUTE);
            match hours.next_change_after(now) {
                Some(next) => {
                    prop_assert_ne!(hours.open_at(now), hours.open_at(next));
                    prop_assert_eq!(hours.open_at(now), hours.open_at(next.plus(-1)));
                }
                None => prop_assert!(hours.open_at(now) && hours.covers(Weekday::Mon, 0, 1440)),
            }
        }
    }
}
