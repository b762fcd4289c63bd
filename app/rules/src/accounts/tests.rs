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
    for common in ["12345678", "87654321", "11111111", "Password", "1234567890", "ＰＡＳＳＷＯＲＤ"] {
        assert_eq!(Password::choose(common), Err(PasswordRefusal::TooCommon), "{common}");
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
