use super::*;
use crate::accounts::{AudienceFacts, ProofKind};
use crate::member_day::{Calendar, CalendarSettings};
use crate::{Day, HOUR, Instant, Month, Refusal};
use proptest::prelude::*;
use uuid::Uuid;

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("a moment")
}
fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}
fn month(text: &str) -> Month {
    Month::parse(text).expect("a month")
}
fn yuan(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}
fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// A bakery's offer as a merchant types it.
fn buns() -> OfferForm {
    OfferForm {
        title: "红豆包满50减10".into(),
        kind: "spend_off".into(),
        spend: "50".into(),
        off: "10".into(),
        gives: "当日消费满50元，立减10元".into(),
        conditions: "每单限用一张，特价商品除外".into(),
        stock: "40".into(),
        per_person: "1".into(),
        audience: "everyone".into(),
        hours_from: "09:00".into(),
        hours_until: "21:00".into(),
        shops: vec![Uuid::from_u128(7).to_string()],
        way: "claim_first".into(),
        when: "member_day".into(),
        month: "2026-11".into(),
        ..OfferForm::default()
    }
}

fn fields(form: &OfferForm) -> Vec<(&'static str, &'static str)> {
    form.parse().expect_err("refused").fields.iter().map(|field| (field.field, field.reason.code)).collect()
}

#[test]
fn what_only_repeats_the_headline_is_not_kept_beside_it() {
    let silent = OfferForm { gives: String::new(), ..buns() };
    assert_eq!(silent.parse().expect("good").gives, "", "nothing was written, nothing is kept");
    for headline in ["满50减10", "¥10 off ¥50"] {
        assert_eq!(OfferForm { gives: headline.into(), ..buns() }.parse().expect("good").gives, "");
    }
    let other = OfferForm { kind: "discount".into(), discount: "8".into(), ..OfferForm::of(&silent.parse().expect("good")) };
    assert_eq!(other.parse().expect("good").gives, "", "another benefit stands alone");
    assert_eq!(buns().parse().expect("good").gives, "当日消费满50元，立减10元");
}

#[test]
fn an_offer_is_read_as_it_was_meant() {
    let terms = buns().parse().expect("a good form");
    assert_eq!(terms.benefit, Benefit::SpendOff { spend: yuan("50"), off: yuan("10") });
    assert_eq!(terms.stock, Stock::of(40));
    assert_eq!(terms.hours.spans(), [(540, 1260)]);
    assert_eq!(terms.when, When::MemberDay(month("2026-11")));
    assert_eq!(terms.proof, ProofNeed::None);
}

#[test]
fn an_empty_form_hears_of_every_field_at_once() {
    let refused = fields(&OfferForm::default());
    let names: Vec<_> = refused.iter().map(|(field, _)| *field).collect();
    assert_eq!(names, ["title", "kind", "when", "way", "stock", "audience", "shops"]);
    assert!(refused.iter().all(|(_, code)| *code == "offer_field_missing"), "{refused:?}");
}

#[test]
fn headlines_are_what_a_shop_would_write_on_its_window() {
    let gift = Benefit::Gift { item: "红豆包".into() };
    let service = Benefit::Service { item: "剪发".into() };
    let cases = [
        (Benefit::SpendOff { spend: yuan("50"), off: yuan("10") }, "满50减10", "¥10 off ¥50"),
        (Benefit::SpendOff { spend: yuan("49.9"), off: yuan("9.95") }, "满49.9减9.95", "¥9.95 off ¥49.90"),
        (Benefit::Discount { pays: 85 }, "8.5折", "15% off"),
        (Benefit::Discount { pays: 80 }, "8折", "20% off"),
        (Benefit::Off { off: yuan("20") }, "立减20元", "¥20 off"),
        (gift, "赠红豆包", "Gift: 红豆包"),
        (service, "免费剪发", "Free: 剪发"),
    ];
    for (benefit, chinese, english) in cases {
        assert_eq!(benefit.headline(Language::Chinese), chinese);
        assert_eq!(benefit.headline(Language::English), english);
    }
}

#[test]
fn money_is_read_as_people_write_it() {
    for (typed, fen, shown) in
        [("50", 5000, "¥50"), ("¥49.9", 4990, "¥49.90"), ("５０元", 5000, "¥50"), ("1,299.00", 129_900, "¥1299"), ("0.05", 5, "¥0.05")]
    {
        let money = yuan(typed);
        assert_eq!((money.fen(), money.to_string().as_str()), (fen, shown), "{typed}");
    }
    for (typed, fen) in [("49。9", 4990), ("1,299", 129_900), ("12,345.60", 1_234_560), ("50块", 5000), ("50.00", 5000)] {
        assert_eq!(yuan(typed).fen(), fen, "{typed}");
    }
    for bad in ["fifty", "五十", "5.123", "-1", "1e3", ".5", "50元整", "50,5", "12,34", "1234,567", "5.1,0", "满50"] {
        assert_eq!(Money::parse(bad), Err(OfferFieldRefusal::NotAnAmount), "{bad}");
    }
    assert_eq!(Money::parse("0"), Err(OfferFieldRefusal::AmountOutOfRange));
    assert_eq!(Money::parse("100000"), Err(OfferFieldRefusal::AmountOutOfRange));
    assert_eq!(Money::parse(" "), Err(OfferFieldRefusal::Missing));
}

#[test]
fn a_discount_is_read_in_both_ways_of_saying_it() {
    let pays = |typed: &str| {
        let form = OfferForm { kind: "discount".into(), discount: typed.into(), ..buns() };
        form.parse().map(|terms| terms.benefit)
    };
    for (typed, percent) in [("8.5", 85), ("8.5折", 85), ("85折", 85), ("８．５", 85), ("8。5 折", 85), ("8", 80), ("9.9", 99), ("1", 10)] {
        assert_eq!(pays(typed), Ok(Benefit::Discount { pays: percent }), "{typed}");
    }
    for bad in ["0", "0.5", "10", "10折", "10.5", "100", "8.55", "八五折", "-8"] {
        let form = OfferForm { kind: "discount".into(), discount: bad.into(), ..buns() };
        assert_eq!(fields(&form), [("discount", "offer_not_a_discount")], "{bad}");
    }
}

#[test]
fn the_headline_does_not_say_free_twice() {
    let headline = |kind: &str, item: &str| {
        let form = OfferForm { kind: kind.into(), item: item.into(), ..buns() };
        form.parse().expect("good").benefit.headline(Language::Chinese)
    };
    assert_eq!(headline("service", "免费剪发"), "免费剪发");
    assert_eq!(headline("gift", "赠送 红豆包"), "赠红豆包");
    assert_eq!(headline("service", "送货上门"), "免费送货上门");
    assert_eq!(headline("gift", &format!("赠送{}", "包".repeat(12))), format!("赠{}", "包".repeat(12)));
    let long = OfferForm { kind: "gift".into(), item: "包".repeat(13), ..buns() };
    assert_eq!(fields(&long), [("item", "offer_text_too_long")]);
    let nothing = OfferForm { kind: "service".into(), item: "免费".into(), ..buns() };
    assert_eq!(fields(&nothing), [("item", "offer_field_missing")]);
}

#[test]
fn bad_fields_are_named_one_by_one() {
    let cases: Vec<(OfferForm, (&str, &str))> = vec![
        (OfferForm { title: "一".repeat(22), ..buns() }, ("title", "offer_text_too_long")),
        (OfferForm { title: "红豆\n包".into(), ..buns() }, ("title", "offer_text_unprintable")),
        (OfferForm { title: "红豆\u{202e}包".into(), ..buns() }, ("title", "offer_text_unprintable")),
        (OfferForm { kind: "points".into(), ..buns() }, ("kind", "offer_no_such_choice")),
        (OfferForm { off: "50".into(), ..buns() }, ("off", "offer_off_not_below_spend")),
        (OfferForm { stock: "0".into(), ..buns() }, ("stock", "offer_number_out_of_range")),
        (OfferForm { stock: "四十".into(), ..buns() }, ("stock", "offer_not_a_number")),
        (OfferForm { per_person: "41".into(), ..buns() }, ("per_person", "offer_limit_above_stock")),
        (OfferForm { audience: "sixty_plus".into(), proof: "none".into(), ..buns() }, ("proof", "offer_proof_too_weak")),
        (OfferForm { audience: "community".into(), ..buns() }, ("community", "offer_field_missing")),
        (OfferForm { audience: "volunteers".into(), ..buns() }, ("audience", "offer_no_such_choice")),
        (OfferForm { hours_from: "21:00".into(), hours_until: "9:00".into(), ..buns() }, ("hours_from", "offer_hours_out_of_order")),
        (OfferForm { hours_from: "25:00".into(), ..buns() }, ("hours_from", "offer_not_a_time")),
        (OfferForm { hours_until: String::new(), ..buns() }, ("hours_until", "offer_field_missing")),
        (OfferForm { shops: strings(&["面包房"]), ..buns() }, ("shops", "offer_not_an_id")),
        (OfferForm { month: "2026-13".into(), ..buns() }, ("month", "offer_not_a_date")),
        (
            OfferForm { stage1_time: "00:00".into(), stage1_amount: "20".into(), stage2_time: "10:00".into(), stage2_amount: "10".into(), ..buns() },
            ("stage1_amount", "offer_stages_do_not_add_up"),
        ),
        (
            OfferForm { stage1_time: "10:00".into(), stage1_amount: "20".into(), stage2_time: "10:00".into(), stage2_amount: "20".into(), ..buns() },
            ("stage1_time", "offer_stages_out_of_order"),
        ),
        (
            OfferForm { stage1_time: "10:00".into(), stage1_amount: "40".into(), unlimited: Some("on".into()), ..buns() },
            ("stage1_time", "offer_stages_not_here"),
        ),
        (
            OfferForm { stage1_time: "10:00".into(), stage1_amount: "40".into(), way: "walk_in".into(), ..buns() },
            ("stage1_amount", "offer_stages_not_here"),
        ),
    ];
    for (form, refused) in cases {
        assert_eq!(fields(&form), [refused]);
    }
}

#[test]
fn limits_count_characters_and_what_cannot_be_seen_is_nothing() {
    for title in ["满".repeat(21), "🥟".repeat(21), format!("e\u{301}{}", "a".repeat(20))] {
        assert!(OfferForm { title: title.clone(), ..buns() }.parse().is_ok(), "{title}");
    }
    let refused = |title: &str| fields(&OfferForm { title: title.into(), ..buns() });
    assert_eq!(refused(&"🥟".repeat(22)), [("title", "offer_text_too_long")]);
    for blank in ["\u{3000}", "\u{200d}", "\u{fe0f} \u{200c}"] {
        assert_eq!(refused(blank), [("title", "offer_field_missing")], "{blank:?}");
    }
    for hidden in ["红\u{200b}豆", "\u{3164}", "\u{2800}", "豆\u{ad}包", "包\u{e0041}"] {
        assert_eq!(refused(hidden), [("title", "offer_text_unprintable")], "{hidden:?}");
    }
    assert_eq!(Grounds::parse("\u{200b}\u{202e} \u{3164}"), Err(OfferRefusal::GroundsMissing));
    assert_eq!(Grounds::parse("请\u{202e}改"), Grounds::parse("请改"));
}

#[test]
fn counts_are_read_as_people_write_them() {
    let stock = |typed: &str| OfferForm { stock: typed.into(), ..buns() }.parse().map(|terms| terms.stock.total());
    for (typed, count) in [("４０", 40), ("40份", 40), ("1,200", 1_200), (" 4 0 ", 40)] {
        assert_eq!(stock(typed), Ok(Some(count)), "{typed}");
    }
    for bad in ["4,0", "40.5", "-40", "四十", "4e1"] {
        assert_eq!(fields(&OfferForm { stock: bad.into(), ..buns() }), [("stock", "offer_not_a_number")], "{bad}");
    }
}

#[test]
fn a_range_of_days_is_in_order_and_not_endless() {
    let range = |first: &str, last: &str| OfferForm { when: "range".into(), first_day: first.into(), last_day: last.into(), ..buns() };
    let terms = range("2026-11-20", "2026-11-30").parse().expect("good");
    assert_eq!(terms.when, When::Range { first: day("2026-11-20"), last: day("2026-11-30") });
    assert_eq!(fields(&range("2026-11-20", "2026-11-19")), [("last_day", "offer_days_out_of_order")]);
    assert_eq!(fields(&range("2026-11-20", "2028-11-20")), [("last_day", "offer_too_many_days")]);
    assert_eq!(fields(&range("", "2026-11-19")), [("first_day", "offer_field_missing")]);
    let staged = OfferForm { stage1_time: "10:00".into(), stage1_amount: "40".into(), ..range("2026-11-20", "2026-11-30") };
    assert_eq!(fields(&staged), [("stage1_amount", "offer_stages_not_here")]);
}

#[test]
fn rows_left_empty_do_not_count_and_touching_hours_are_one() {
    let form = OfferForm {
        stage1_time: "10:00".into(),
        stage1_amount: "20".into(),
        stage3_time: "0:00".into(),
        stage3_amount: "２０".into(),
        hours_from: "9:00".into(),
        hours_until: "11:30".into(),
        more_from: "11:30".into(),
        more_until: "24:00".into(),
        ..buns()
    };
    let terms = form.parse().expect("good");
    assert_eq!(terms.stock.releases(), [Release { minute: 0, amount: 20 }, Release { minute: 600, amount: 20 }]);
    assert_eq!(terms.hours.spans(), [(540, 1440)]);
}

#[test]
fn seniors_are_those_who_become_sixty_this_year() {
    let person = |birth_year, community| AudienceFacts { proof: ProofKind::Counter, community, birth_year };
    let today = day("2026-11-27");
    assert!(Audience::SixtyPlus.admits(&person(Some(1966), None), today));
    assert!(!Audience::SixtyPlus.admits(&person(Some(1967), None), today));
    assert!(!Audience::SixtyPlus.admits(&person(None, None), today));
    let (home, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert!(Audience::Community(home).admits(&person(None, Some(home)), today));
    assert!(!Audience::Community(home).admits(&person(None, Some(other)), today));
    let met = |need: ProofNeed| [ProofKind::None, ProofKind::Sms, ProofKind::Counter, ProofKind::Register].map(|proof| need.met_by(proof));
    assert_eq!(ProofNeed::ALL.map(met), [[true; 4], [false, true, true, true], [false, false, true, true]]);
}

#[test]
fn an_offer_goes_from_draft_to_the_street_and_to_its_end() {
    use OfferAct as Act;
    use OfferState as State;
    let allowed = [
        (State::Draft, Act::Submit, State::Submitted),
        (State::Returned, Act::Submit, State::Submitted),
        (State::Submitted, Act::Return, State::Returned),
        (State::Submitted, Act::Approve, State::Approved),
        (State::Approved, Act::End, State::Ended),
        (State::Draft, Act::Withdraw, State::Withdrawn),
        (State::Submitted, Act::Withdraw, State::Withdrawn),
        (State::Returned, Act::Withdraw, State::Withdrawn),
        (State::Approved, Act::Withdraw, State::Withdrawn),
        (State::Draft, Act::Change, State::Draft),
        (State::Returned, Act::Change, State::Returned),
        (State::Approved, Act::Change, State::Approved),
    ];
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
        for act in [Act::Change, Act::Submit, Act::Return, Act::Approve, Act::End, Act::Withdraw] {
            let expected = allowed.iter().find(|(from, by, _)| (*from, *by) == (state, act)).map(|(_, _, to)| *to);
            assert_eq!(state.after(act), expected.ok_or(OfferRefusal::NotInThisState { state }));
        }
    }
}

#[test]
fn submitting_and_approving_keep_to_the_calendar() {
    let settings = CalendarSettings::default();
    let times = ReviewTimes::of(&When::MemberDay(month("2026-11")), &settings);
    let submit = |state, moment| times.may_submit(state, at(moment)).map_err(|refusal| refusal.reason().code);
    assert_eq!(submit(OfferState::Draft, "2026-10-27T23:59+08:00"), Err("enrolment_not_open"));
    assert_eq!(submit(OfferState::Draft, "2026-10-28T00:00+08:00"), Ok(()));
    assert_eq!(submit(OfferState::Draft, "2026-11-24T17:59+08:00"), Ok(()));
    assert_eq!(submit(OfferState::Draft, "2026-11-24T18:00+08:00"), Err("enrolment_closed"));
    assert_eq!(submit(OfferState::Returned, "2026-11-26T11:59+08:00"), Ok(()));
    assert_eq!(submit(OfferState::Returned, "2026-11-26T12:00+08:00"), Err("enrolment_closed"));
    assert_eq!(times.may_approve(at("2026-11-26T11:59+08:00")), Ok(()));
    assert_eq!(times.may_approve(at("2026-11-26T12:00+08:00")).map_err(|refusal| refusal.reason().code), Err("offer_review_over"));
    let range = ReviewTimes::of(&When::Range { first: day("2026-11-20"), last: day("2026-11-21") }, &settings);
    assert_eq!(range.may_submit(OfferState::Draft, at("2026-11-21T23:59+08:00")), Ok(()));
    assert_eq!(range.may_approve(at("2026-11-22T00:00+08:00")), Err(OfferRefusal::DaysOver { ended_at: at("2026-11-22T00:00+08:00") }));
    assert_eq!(ReviewTimes::of(&When::EveryMonth, &settings), ReviewTimes::AnyTime);
}

#[test]
fn a_monthly_offer_begins_with_the_first_day_it_was_approved_in_time_for() {
    let settings = CalendarSettings::default();
    let first = |moment| first_month_when_approved(at(moment), &settings);
    assert_eq!(first("2026-11-26T11:59+08:00"), month("2026-11"));
    assert_eq!(first("2026-11-26T12:00+08:00"), month("2026-12"));
    let run = |moment, from: &str| When::EveryMonth.run_at(at(moment), Some(month(from)), &settings).first.to_string();
    assert_eq!(run("2026-11-27T10:00+08:00", "2026-12"), "2026-12-27");
    assert_eq!(run("2026-12-27T10:00+08:00", "2026-12"), "2026-12-27");
    assert_eq!(run("2026-12-28T00:00+08:00", "2026-12"), "2027-01-27");
}

#[test]
fn a_claim_made_at_night_is_held_from_the_shops_morning() {
    let run = Run::of_member_day(&Calendar::of(month("2026-11"), &CalendarSettings::default()));
    let hours = ValidHours::new(vec![(600, 840), (1020, 1260)]).expect("hours");
    let held = |moment: &str| run.held_until(&hours, at(moment), Run::HOLD).map(|until| until.to_string()[11..16].to_owned());
    assert_eq!(held("2026-11-27T00:05+08:00").as_deref(), Some("14:00"));
    assert_eq!(held("2026-11-27T10:30+08:00").as_deref(), Some("14:30"));
    assert_eq!(held("2026-11-27T15:00+08:00").as_deref(), Some("21:00"));
    assert_eq!(held("2026-11-27T19:00+08:00").as_deref(), Some("21:00"));
    assert_eq!(held("2026-11-27T21:00+08:00"), None);
    let all_day = run.held_until(&ValidHours::all_day(), at("2026-11-27T22:00+08:00"), Run::HOLD);
    assert_eq!(all_day, Some(at("2026-11-28T00:00+08:00")));
}

#[test]
fn in_a_range_the_evenings_claim_is_for_the_next_day() {
    let run =
        When::Range { first: day("2026-11-20"), last: day("2026-11-21") }.run_at(at("2026-11-20T22:00+08:00"), None, &CalendarSettings::default());
    let hours = ValidHours::new(vec![(600, 1260)]).expect("hours");
    assert_eq!(run.held_until(&hours, at("2026-11-20T22:00+08:00"), Run::HOLD), Some(at("2026-11-21T14:00+08:00")));
    assert_eq!(run.held_until(&hours, at("2026-11-21T22:00+08:00"), Run::HOLD), None);
    assert_eq!(run.phase_at(at("2026-11-19T23:59+08:00")), RunPhase::Ahead);
    assert_eq!(run.phase_at(at("2026-11-22T00:00+08:00")), RunPhase::Over);
}

#[test]
fn the_rehearsal_names_what_it_finds() {
    let facts = RehearsalFacts {
        days: &[day("2026-11-27")],
        open: &|_, from, until| from >= 570 && until <= 1290,
        shop_redemptions: &[],
        category_redemptions: &[],
    };
    let codes = |form: OfferForm, facts: &RehearsalFacts<'_>| {
        let rehearsal = rehearse(&form.parse().expect("good"), facts, &RehearsalSettings::default());
        (rehearsal.findings.iter().map(Finding::code).collect::<Vec<_>>(), rehearsal.passes())
    };
    assert_eq!(codes(OfferForm { conditions: "  ".into(), ..buns() }, &facts), (vec!["conditions_empty", "hours_outside_opening"], false));
    let open = RehearsalFacts { open: &|_, _, _| true, ..facts };
    assert_eq!(codes(buns(), &open), (vec![], true));
    let late =
        OfferForm { stage1_time: "0:00".into(), stage1_amount: "20".into(), stage2_time: "21:00".into(), stage2_amount: "20".into(), ..buns() };
    assert_eq!(codes(late, &open), (vec!["stage_after_hours"], false));
    let usual = |shop, category| RehearsalFacts { shop_redemptions: shop, category_redemptions: category, ..open };
    assert_eq!(codes(buns(), &usual(&[100, 90, 10], &[])), (vec!["stock_far_below_median"], true));
    assert_eq!(codes(buns(), &usual(&[], &[10, 13, 12])), (vec!["stock_far_above_median"], true));
    assert_eq!(codes(buns(), &usual(&[30, 40], &[1, 1, 1])), (vec![], true));
    assert_eq!(codes(buns(), &usual(&[0, 0, 0], &[])), (vec![], true));
    let of_few = Finding::StockFarFromMedian { stock: 100, median: 4, low: false }.reason();
    assert!(of_few.facts.contains(&("median", 0.into())), "a neighbour's few customers are not counted out: {of_few:?}");
    assert_eq!((median(&[]), median(&[9]), median(&[1, 9]), median(&[9, 1, 5])), (None, Some(9), Some(1), Some(5)));
}

#[test]
fn after_a_claim_only_what_is_kinder_may_change() {
    let old = buns().parse().expect("good");
    let change = |claimed, form: OfferForm| {
        let judged = judge_change(OfferState::Approved, claimed, &old, &form.parse().expect("good"));
        judged.map_err(|refusals| refusals.iter().filter_map(ChangeRefusal::field).collect::<Vec<_>>())
    };
    let kinder = OfferForm { stock: "60".into(), per_person: "2".into(), hours_from: "08:00".into(), hours_until: "22:00".into(), ..buns() };
    assert_eq!(change(true, kinder.clone()), Ok(Change::Kept));
    assert_eq!(change(false, kinder), Ok(Change::Kept));
    assert_eq!(change(true, OfferForm { unlimited: Some("on".into()), ..buns() }), Ok(Change::Kept));
    assert_eq!(change(true, buns()), Ok(Change::None));
    let harder = OfferForm { title: "另一个".into(), stock: "30".into(), hours_from: "10:00".into(), month: "2026-12".into(), ..buns() };
    assert_eq!(change(false, harder.clone()), Ok(Change::ReviewedAgain));
    assert_eq!(change(true, harder), Err(vec!["title", "stock", "hours_from", "when"]));
    let terms = buns().parse().expect("good");
    assert_eq!(
        judge_change(OfferState::Draft, false, &terms, &OfferForm { title: "草稿".into(), ..buns() }.parse().expect("good")),
        Ok(Change::Kept)
    );
    assert!(judge_change(OfferState::Ended, false, &terms, &terms).is_err());
}

#[test]
fn more_stock_later_is_not_kinder_when_less_comes_early() {
    let staged = |early, late| Stock::Limited {
        total: early + late,
        releases: vec![Release { minute: 0, amount: early }, Release { minute: 600, amount: late }],
    };
    assert!(staged(20, 30).covers(&staged(20, 20)));
    assert!(!staged(10, 90).covers(&staged(20, 20)));
    assert!(Stock::of(40).covers(&staged(20, 20)));
    assert!(!staged(20, 20).covers(&Stock::of(40)));
    assert!(!Stock::of(1000).covers(&Stock::Unlimited));
}

#[test]
fn grounds_are_needed_and_bounded() {
    assert_eq!(Grounds::parse(" \n "), Err(OfferRefusal::GroundsMissing));
    assert_eq!(Grounds::parse(&"长".repeat(201)), Err(OfferRefusal::GroundsTooLong { most: 200 }));
    assert_eq!(Grounds::parse(" 请写明赠品规格 ").map(|grounds| grounds.as_str().to_owned()), Ok("请写明赠品规格".to_owned()));
}

#[test]
fn a_hold_is_four_hours_unless_the_office_says_otherwise() {
    assert_eq!(Run::HOLD, 4 * HOUR);
}

prop_compose! {
    fn any_stock()(amounts in prop::collection::vec((0_u16..1440, 1_u32..500), 0..=3), all in 1_u32..1000) -> Stock {
        let mut releases: Vec<Release> = amounts.into_iter().map(|(minute, amount)| Release { minute, amount }).collect();
        releases.sort_unstable();
        releases.dedup_by_key(|release| release.minute);
        match releases.iter().map(|release| release.amount).sum() {
            0 => Stock::of(all),
            total => Stock::Limited { total, releases },
        }
    }
}

prop_compose! {
    fn any_hours()(mut cuts in prop::collection::btree_set(0_u16..=1440, 4), two in any::<bool>()) -> ValidHours {
        let cuts: Vec<u16> = std::mem::take(&mut cuts).into_iter().collect();
        let spans = if two { vec![(cuts[0], cuts[1]), (cuts[2], cuts[3])] } else { vec![(cuts[0], cuts[3])] };
        ValidHours::new(spans).expect("apart and in order")
    }
}

prop_compose! {
    fn any_terms()(
        stock in any_stock(), hours in any_hours(), chain in any::<bool>(), benefit in 0_u8..5, fen in 2_i64..1_000_000, pays in 10_u8..=99, audience in 0_u8..3,
        when in 0_u8..3, conditions in "[一-龥a-z，。]{0,40}", title in "[一-龥a-z0-9]{1,21}",
    ) -> Terms {
        let off = Money::from_fen(fen / 2).expect("in range");
        let when = match when { 0 => When::MemberDay(month("2026-11")), 1 => When::EveryMonth, _ => When::Range { first: day("2026-11-20"), last: day("2026-12-01") } };
        let stock = if matches!(when, When::Range { .. }) { Stock::of(stock.total().expect("limited")) } else { stock };
        let audience = match audience { 0 => Audience::Everyone, 1 => Audience::SixtyPlus, _ => Audience::Community(Uuid::from_u128(3)) };
        Terms {
            title: title.clone(),
            benefit: match benefit {
                0 => Benefit::SpendOff { spend: Money::from_fen(fen).expect("in range"), off },
                1 => Benefit::Discount { pays },
                2 => Benefit::Off { off },
                3 => Benefit::Gift { item: "红豆包".into() },
                _ => Benefit::Service { item: "剪发".into() },
            },
            gives: "一份".into(),
            conditions,
            stock,
            per_person: 1,
            audience,
            proof: ProofNeed::least_for(&audience),
            hours,
            shops: vec![Uuid::from_u128(7), Uuid::from_u128(8)],
            way: Way::ClaimFirst,
            chain,
            when,
        }
    }
}

proptest! {
    #[test]
    fn what_is_out_only_grows_and_ends_as_the_total(stock in any_stock(), minute in 0_u16..1440, later in 0_u16..1440, taken in 0_u32..3000) {
        let total = stock.total().expect("limited");
        let (minute, later) = (minute.min(later), minute.max(later));
        let out = stock.released_at(minute).expect("limited");
        prop_assert!(out <= stock.released_at(later).expect("limited"));
        prop_assert_eq!(stock.released_at(1439), Some(total));
        let available = stock.available_at(minute, taken).expect("limited");
        prop_assert!(available + taken.min(out) == out && available <= total);
        if let Some(next) = stock.next_release(minute) {
            prop_assert!(next > minute && stock.released_at(next) > stock.released_at(minute));
            prop_assert_eq!(stock.released_at(next - 1), Some(out));
        } else {
            prop_assert_eq!(out, total);
        }
    }

    #[test]
    fn a_stock_covers_itself_and_every_smaller_one(stock in any_stock(), more in 1_u32..50) {
        prop_assert!(stock.covers(&stock) && Stock::Unlimited.covers(&stock));
        let larger = Stock::of(stock.total().expect("limited") + more);
        prop_assert!(larger.covers(&stock) && !stock.covers(&larger));
    }

    #[test]
    fn terms_copied_into_a_form_are_read_back_the_same(terms in any_terms()) {
        prop_assert_eq!(OfferForm::of(&terms).parse(), Ok(terms.clone()));
        let december = OfferForm::of(&terms).for_month(month("2026-12")).parse().expect("good");
        prop_assert_eq!(december.when, When::MemberDay(month("2026-12")));
        prop_assert_eq!((december.benefit, december.stock, december.hours), (terms.benefit, terms.stock, terms.hours));
    }

    #[test]
    fn a_hold_lies_within_one_days_hours(hours in any_hours(), minute in 0_u16..1440, hold in 1_i64..12) {
        let run = Run::of_member_day(&Calendar::of(month("2026-11"), &CalendarSettings::default()));
        let now = run.first.at(minute);
        match run.held_until(&hours, now, hold * HOUR) {
            Some(until) => {
                let usable = run.next_given(&hours, now).expect("usable");
                prop_assert!(now <= usable && usable < until && until <= run.ends_at && until.since(usable) <= hold * HOUR);
                prop_assert!(hours.contains(usable.minute_of_day()));
            }
            None => prop_assert!(minute >= hours.last_minute()),
        }
    }

    #[test]
    fn no_typed_text_makes_reading_panic(text in any::<String>()) {
        let form = OfferForm {
            title: text.clone(), spend: text.clone(), off: text.clone(), discount: text.clone(), item: text.clone(), stock: text.clone(),
            stage1_time: text.clone(), stage2_amount: text.clone(), hours_from: text.clone(), more_until: text.clone(),
            month: text.clone(), first_day: text.clone(), ..buns()
        };
        for kind in OFFER_KINDS {
            for when in ["member_day", "every_month", "range"] {
                let _ = OfferForm { kind: kind.code().into(), when: when.into(), ..form.clone() }.parse();
            }
        }
    }
}
