use super::*;

#[test]
fn a_number_is_read_as_people_write_it() {
    for good in ["13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "+86 13812345678", "008613812345678"] {
        assert_eq!(Mobile::parse(good).map(|m| m.as_str().to_owned()), Ok("13812345678".to_owned()), "{good}");
    }
    assert_eq!(Mobile::parse("  "), Err(MobileRefusal::Missing));
    for bad in ["1381234567", "138123456789", "12812345678", "0535-6000000", "1381234567a", "١٣٨١٢٣٤٥٦٧٨"] {
        assert_eq!(Mobile::parse(bad), Err(MobileRefusal::Unreadable), "{bad}");
    }
    assert_eq!(format!("{:?}", Mobile::parse("13812345678").expect("good")), "Mobile(138****5678)");
}

#[test]
fn a_password_needs_length_not_decoration() {
    assert!(Password::choose("海鲜疙瘩汤真好喝").is_ok());
    assert!(Password::choose(&"长城".repeat(32)).is_ok());
    assert_eq!(Password::choose("短"), Err(PasswordRefusal::TooShort));
    assert_eq!(Password::choose(&"x".repeat(257)), Err(PasswordRefusal::TooLong));
    let common =
        ["12345678", "87654321", "11111111", "Password", "1234567890", "ＰＡＳＳＷＯＲＤ", "abcdefgh", "abcabcabc", "12121212", "password123"];
    for common in common.into_iter().chain(["iloveyou2026", "19880217", "13812345678", "+8613812345678", "shangmeng27"]) {
        assert_eq!(Password::choose(common), Err(PasswordRefusal::TooCommon), "{common}");
    }
    for fine in ["19881317", "zhifu ding", "a12345679b", "hongxing gongying", "wanda loves noodles 1"] {
        assert!(Password::choose(fine).is_ok(), "{fine}");
    }
    assert_eq!(Password::typed("ａｂｃ"), Password::typed("abc"));
    assert_eq!(format!("{:?}", Password::typed("geheim")), "Password(…)");
}

#[test]
fn all_fields_are_refused_at_once() {
    let refused = JoinForm::default().parse().expect_err("nothing was typed");
    assert_eq!(refused.fields.iter().map(|f| f.field).collect::<Vec<_>>(), ["mobile", "password", "privacy"]);
}

#[test]
fn a_door_waits_after_ten_tries_and_opens_again() {
    let start = Instant::from_millis(0);
    let mut tries = Tries { since: start, count: 0 };
    for _ in 0..10 {
        tries = tries.one_more(Throttle::SIGN_IN, start).expect("still allowed");
    }
    let again = tries.one_more(Throttle::SIGN_IN, start.plus(1)).expect_err("the eleventh waits");
    assert_eq!(again, start.plus(Throttle::SIGN_IN.window));
    assert_eq!(tries.one_more(Throttle::SIGN_IN, again).map(|t| t.count), Ok(1));
}

#[test]
fn codes_on_paper_are_read_as_people_type_them() {
    let code = AccountSlip::from_random(&[7; 12]).expect("enough bytes");
    assert_eq!(code.printed().len(), 14);
    assert_eq!(AccountSlip::parse(&code.printed().to_lowercase().replace('-', " － ").replace('－', "-")), Ok(code.clone()));
    assert_eq!(AccountSlip::parse("0000-0000-0000"), Err(CodeRefusal::Unreadable));
    assert_eq!(AccountSlip::from_random(&[250; 40]), None);
    assert_eq!(format!("{code:?}"), "PaperCode(…)");
    assert!(matches!(FactorCode::parse("123 456"), Ok(FactorCode::Digits(_))));
    assert!(matches!(FactorCode::parse("７７７７-7777"), Ok(FactorCode::Recovery(_))));
    assert_eq!(FactorCode::parse(" "), Err(CodeRefusal::Missing));
    assert_eq!(FactorCode::parse("12345"), Err(CodeRefusal::Unreadable));
    assert_eq!(Digits::<6>::from_random(1_000_042).as_str(), "000042");
}

#[test]
fn a_card_knows_a_wrong_digit() {
    let card = Card::from_random(123_456);
    assert!(card.as_str().starts_with("8123456"));
    assert_eq!(Login::parse(&card.printed()), Ok(Login::Card(card.clone())));
    let wrong = format!("{}{}", &card.as_str()[..7], (card.as_str().as_bytes()[7] - b'0' + 1) % 10);
    assert_eq!(Login::parse(&wrong), Err(MobileRefusal::Unreadable));
    assert!(matches!(Login::parse("138 1234 5678"), Ok(Login::Mobile(_))));
}

#[test]
fn no_counter_leads_to_higher_rights() {
    use crate::permits::{Grant, Role, Standing};
    let now = Instant::from_millis(5);
    let with = |role| Standing {
        grants: vec![Grant { role, place: None, from: Instant::from_millis(0), until: None, revoked_at: None }],
        second_factor: true,
    };
    let (officer, person) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
    let handles = |mine, theirs: &Standing| may_handle(officer, &with(mine), person, theirs, now);
    assert_eq!(handles(Role::DistrictOfficer, &Standing::default()), Ok(()));
    assert_eq!(handles(Role::DistrictOfficer, &with(Role::Secretary)), Err(CounterRefusal::StaffAccount));
    assert_eq!(handles(Role::Secretary, &with(Role::DistrictOfficer)), Ok(()));
    assert_eq!(handles(Role::Secretary, &with(Role::Admin)), Err(CounterRefusal::StaffAccount));
    assert_eq!(handles(Role::Admin, &with(Role::Admin)), Ok(()));
    assert_eq!(may_handle(officer, &with(Role::Admin), officer, &with(Role::Admin), now), Err(CounterRefusal::OwnAccount));
    assert_eq!(may_give(officer, officer, Role::Auditor, None, &Standing::default(), true, now), Err(GrantRefusal::OwnRights));
    assert_eq!(may_give(officer, person, Role::Auditor, None, &Standing::default(), false, now), Err(GrantRefusal::NotProven));
    assert_eq!(may_give(officer, person, Role::Auditor, None, &with(Role::Auditor), true, now), Err(GrantRefusal::HeldAlready));
    assert_eq!(may_revoke(Role::Admin, 0), Err(GrantRefusal::LastAdminStays));
    assert_eq!(may_revoke(Role::Admin, 1), Ok(()));
    assert_eq!(may_revoke(Role::Secretary, 0), Ok(()));
}

#[test]
fn a_sign_in_is_fresh_for_a_quarter_of_an_hour() {
    let at = Instant::from_millis(0);
    assert_eq!(fresh_enough(at, at.plus(FRESH_FOR - 1)), Ok(()));
    assert_eq!(fresh_enough(at, at.plus(FRESH_FOR)), Err(AccountRefusal::SignInAgain));
}

#[test]
fn a_grant_needs_role_place_and_reason() {
    use crate::permits::{PlaceKind, Role};
    let now = Instant::parse("2026-11-20T09:00+08:00").expect("a moment");
    let place = uuid::Uuid::from_u128(9);
    let form =
        GrantForm { mobile: "13812345678".to_owned(), role: "district_officer".to_owned(), reason: "调岗".to_owned(), ..GrantForm::default() };
    let known = |kind, id| kind == PlaceKind::District && id == place;
    assert_eq!(form.parse(now, known).expect_err("no place").fields[0].field, "place");
    let form = GrantForm { place: place.to_string(), until: "2026-11-20".to_owned(), ..form };
    let wanted = form.parse(now, known).expect("complete");
    assert_eq!((wanted.role, wanted.place), (Role::DistrictOfficer, Some(place)));
    assert_eq!(wanted.until, Instant::parse("2026-11-21T00:00+08:00"));
    let clerk = GrantForm { role: "clerk".to_owned(), until: "2026-11-19".to_owned(), reason: " ".to_owned(), ..form };
    assert_eq!(clerk.parse(now, known).expect_err("three").fields.iter().map(|f| f.field).collect::<Vec<_>>(), ["role", "until", "reason"]);
}
