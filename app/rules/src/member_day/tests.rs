use super::*;
use crate::{DAY, Day, HOUR, Instant, MINUTE, Month};
use proptest::prelude::*;

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("a moment")
}

fn november() -> Calendar {
    Calendar::of(Month::parse("2026-11").expect("a month"), &CalendarSettings::default())
}

#[test]
fn november_2026_by_its_dates() {
    let calendar = november();
    assert_eq!(calendar.day.to_string(), "2026-11-27");
    assert_eq!(calendar.enrolment_opens, at("2026-10-28T00:00+08:00"));
    assert_eq!(calendar.enrolment_closes, at("2026-11-24T18:00+08:00"));
    assert_eq!(calendar.review_until, at("2026-11-26T12:00+08:00"));
    assert_eq!(calendar.claims_open, at("2026-11-27T00:00+08:00"));
    assert_eq!(calendar.claims_close, at("2026-11-28T00:00+08:00"));
    assert_eq!(calendar.report_from, at("2026-11-28T00:00+08:00"));
}

#[test]
fn every_step_begins_at_its_moment_and_not_a_millisecond_before() {
    let calendar = november();
    let steps = [
        (calendar.enrolment_opens, Phase::Before, Phase::Enrolment),
        (calendar.enrolment_closes, Phase::Enrolment, Phase::Review),
        (calendar.review_until, Phase::Review, Phase::Ready),
        (calendar.claims_open, Phase::Ready, Phase::Open),
        (calendar.claims_close, Phase::Open, Phase::Reported),
    ];
    for (moment, before, from) in steps {
        assert_eq!(calendar.phase_at(moment.plus(-1)), before);
        assert_eq!(calendar.phase_at(moment), from);
        assert_eq!(calendar.next_boundary(moment.plus(-1)), Some(moment));
    }
    assert_eq!(calendar.next_boundary(calendar.report_from), None);
}

#[test]
fn a_report_two_days_later_leaves_a_day_of_waiting() {
    let settings = CalendarSettings { report_after_days: 2, ..CalendarSettings::default() };
    let calendar = Calendar::of(november().month, &settings);
    assert_eq!(calendar.phase_at(at("2026-11-28T12:00+08:00")), Phase::Over);
    assert_eq!(calendar.phase_at(at("2026-11-29T00:00+08:00")), Phase::Reported);
}

#[test]
fn january_enrols_from_the_28th_of_december_and_march_from_the_28th_of_february() {
    let settings = CalendarSettings::default();
    let january = Calendar::of(Month::parse("2027-01").expect("a month"), &settings);
    assert_eq!(january.enrolment_opens, at("2026-12-28T00:00+08:00"));
    let march = Calendar::of(Month::parse("2027-03").expect("a month"), &settings);
    assert_eq!(march.enrolment_opens, at("2027-02-28T00:00+08:00"));
}

#[test]
fn after_the_day_the_next_month_comes() {
    let settings = CalendarSettings::default();
    let month_of = |moment| Calendar::coming(at(moment), &settings).month.to_string();
    assert_eq!(month_of("2026-11-27T23:59:59+08:00"), "2026-11");
    assert_eq!(month_of("2026-11-28T00:00+08:00"), "2026-12");
    assert_eq!(Calendar::enrolling(at("2026-11-24T17:59+08:00"), &settings).month.to_string(), "2026-11");
    assert_eq!(Calendar::enrolling(at("2026-11-24T18:00+08:00"), &settings).month.to_string(), "2026-12");
    assert_eq!(Calendar::reported(at("2026-11-27T23:59+08:00"), &settings).month.to_string(), "2026-10");
    assert_eq!(Calendar::reported(at("2026-11-28T00:00+08:00"), &settings).month.to_string(), "2026-11");
}

#[test]
fn the_countdown_rounds_a_begun_minute_up_and_ends_at_the_opening() {
    let calendar = november();
    let left = |moment| calendar.countdown(at(moment));
    assert_eq!(left("2026-11-20T09:00+08:00"), Some(Countdown { days: 6, hours: 15, minutes: 0 }));
    assert_eq!(left("2026-11-26T23:59:30+08:00"), Some(Countdown { days: 0, hours: 0, minutes: 1 }));
    assert_eq!(left("2026-11-27T00:00+08:00"), None);
}

#[test]
fn settings_out_of_order_make_no_calendar() {
    let good = CalendarSettings::default();
    assert_eq!(good.checked(), Ok(good));
    let bad = [
        (CalendarSettings { review_day: 23, ..good }, SettingsRefusal::OutOfOrder),
        (CalendarSettings { enrolment_opens_day: 27, ..good }, SettingsRefusal::OutOfOrder),
        (CalendarSettings { claims_open_minute: 1440, ..good }, SettingsRefusal::OutOfOrder),
        (CalendarSettings { day: 29, ..good }, SettingsRefusal::NoSuchDay),
        (CalendarSettings { report_after_days: 0, ..good }, SettingsRefusal::NoSuchDay),
        (CalendarSettings { claims_close_minute: 1441, ..good }, SettingsRefusal::NoSuchMinute),
    ];
    for (settings, refusal) in bad {
        assert_eq!(settings.checked(), Err(refusal), "{settings:?}");
    }
}

/// The law of the 27th written a second time, from the milliseconds alone: no calendar, no dates.
fn open_by_arithmetic(now: i64) -> bool {
    let days = (now + 8 * HOUR).div_euclid(DAY);
    let mut left = days;
    let mut year = 1970;
    let leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    while left >= 365 + i64::from(leap(year)) {
        left -= 365 + i64::from(leap(year));
        year += 1;
    }
    for (month, length) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
        let length = length + i64::from(month == 1 && leap(year));
        if left < length {
            return left + 1 == 27;
        }
        left -= length;
    }
    false
}

/// A million moments between 2020 and 2100: near boundaries and anywhere, in a fixed order that needs no chance.
#[test]
fn claims_are_open_on_the_27th_of_the_town_and_at_no_other_moment() {
    let settings = CalendarSettings::default();
    let (from, until) = (at("2020-01-01T00:00:00Z").millis(), at("2100-01-01T00:00:00Z").millis());
    let mut state: u64 = 0x2711;
    for n in 0..1_000_000_u32 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let anywhere = from + ((state >> 11) as i64).rem_euclid(until - from);
        let millis = match n % 3 {
            0 => anywhere,
            1 => anywhere - anywhere.rem_euclid(DAY) + 16 * HOUR + i64::from(n / 3 % 5) - 2,
            _ => anywhere - anywhere.rem_euclid(HOUR) + i64::from(n / 3 % 3) - 1,
        };
        let now = Instant::from_millis(millis);
        let calendar = Calendar::of(now.day().month(), &settings);
        assert_eq!(calendar.phase_at(now) == Phase::Open, open_by_arithmetic(millis), "{now}");
    }
}

proptest! {
    #[test]
    fn boundaries_lie_ahead_and_between_them_nothing_changes(millis in 1_500_000_000_000_i64..4_000_000_000_000, part in 0_i64..1000) {
        let now = Instant::from_millis(millis);
        let calendar = Calendar::coming(now, &CalendarSettings::default());
        prop_assert!(now < calendar.claims_close);
        if let Some(next) = calendar.next_boundary(now) {
            prop_assert!(next > now);
            let between = now.plus((next.since(now) - 1) * part / 1000);
            prop_assert_eq!(calendar.phase_at(between), calendar.phase_at(now));
            prop_assert_ne!(calendar.phase_at(next), calendar.phase_at(now));
        }
    }

    #[test]
    fn the_countdown_is_what_is_left_to_the_minute(left in 1_i64..400 * DAY) {
        let until = Day::parse("2026-11-27").expect("a day").start();
        let shown = Countdown::between(until.plus(-left), until).expect("time is left");
        let minutes = (shown.days * 24 + shown.hours) * 60 + shown.minutes;
        prop_assert!(minutes * MINUTE >= left && minutes * MINUTE - left < MINUTE);
        prop_assert!((0..24).contains(&shown.hours) && (0..60).contains(&shown.minutes));
    }
}
