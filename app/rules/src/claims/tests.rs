use super::*;
use crate::accounts::{AudienceFacts, ProofKind};
use crate::member_day::{Calendar, CalendarSettings};
use crate::offers::{Audience, Benefit, OfferState, ProofNeed, Release, Run, Stock, Terms, ValidHours, Way, When};
use crate::{DAY, Day, HOUR, Instant, MINUTE, Month, Refusal};
use proptest::prelude::*;
use uuid::Uuid;

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("a moment")
}
fn noon() -> Instant {
    at("2026-11-27T12:00+08:00")
}
fn november() -> Month {
    Month::parse("2026-11").expect("a month")
}

fn terms() -> Terms {
    Terms {
        title: "红豆包".into(),
        benefit: Benefit::Gift { item: "红豆包".into() },
        gives: "红豆包一个".into(),
        conditions: "每人一个".into(),
        stock: Stock::of(2),
        per_person: 1,
        audience: Audience::Everyone,
        proof: ProofNeed::None,
        hours: ValidHours::new(vec![(540, 1260)]).expect("hours"),
        shops: vec![Uuid::from_u128(7)],
        way: Way::ClaimFirst,
        chain: false,
        when: When::MemberDay(november()),
    }
}

fn offer(terms: &Terms) -> OfferFacts<'_> {
    OfferFacts {
        terms,
        state: OfferState::Approved,
        state_since: at("2026-11-20T10:00+08:00"),
        run: Run::of_member_day(&Calendar::of(november(), &CalendarSettings::default())),
        shop_active: true,
        taken: 0,
    }
}

fn resident() -> PersonFacts {
    PersonFacts {
        audience: AudienceFacts { proof: ProofKind::Counter, community: None, birth_year: Some(1958) },
        claims_of_this: 0,
        held_until: None,
        visited_elsewhere: false,
    }
}

fn claim(facts: &OfferFacts<'_>, who: &PersonFacts, now: Instant) -> Result<Instant, &'static str> {
    facts.claimable_by(who, &ClaimSettings::default(), now).map_err(|refusal| refusal.reason().code)
}

#[test]
fn on_the_27th_a_resident_claims_and_holds_for_four_hours() {
    let terms = terms();
    assert_eq!(claim(&offer(&terms), &resident(), noon()), Ok(at("2026-11-27T16:00+08:00")));
    assert_eq!(claim(&offer(&terms), &resident(), at("2026-11-27T00:00+08:00")), Ok(at("2026-11-27T13:00+08:00")));
}

#[test]
fn an_offer_that_is_over_ended_with_its_day_and_not_when_the_job_came() {
    let terms = terms();
    let late = OfferFacts { state: OfferState::Ended, state_since: at("2026-11-28T00:07+08:00"), ..offer(&terms) };
    let refused = late.claimable_by(&resident(), &ClaimSettings::default(), at("2026-11-28T09:00+08:00"));
    assert_eq!(refused, Err(ClaimRefusal::Ended { ended_at: late.run.ends_at }));
    let early = OfferFacts { state_since: noon(), ..late };
    let refused = early.claimable_by(&resident(), &ClaimSettings::default(), at("2026-11-27T13:00+08:00"));
    assert_eq!(refused, Err(ClaimRefusal::Ended { ended_at: noon() }), "the shop had enough of it");
}

#[test]
fn an_empty_field_is_no_guess_at_a_code() {
    for nothing in ["", "  ", "\u{3000}", "https://shangmeng.example/till#"] {
        assert_eq!(TypedCode::parse(nothing), Err(TillRefusal::NoCode), "{nothing:?}");
    }
    assert!(!TillRefusal::is_a_guess(TillRefusal::NoCode.reason().code));
    assert_eq!(TypedCode::parse("？"), Err(TillRefusal::UnknownCode));
}

#[test]
fn every_no_to_a_claim_has_its_name() {
    let plain = terms();
    let base = offer(&plain);
    let (walk_in, chain) = (Terms { way: Way::WalkIn, ..terms() }, Terms { chain: true, ..terms() });
    let seniors = Terms { audience: Audience::SixtyPlus, proof: ProofNeed::Person, ..terms() };
    let number = Terms { proof: ProofNeed::Number, ..terms() };
    let unproven = PersonFacts { audience: AudienceFacts { proof: ProofKind::None, community: None, birth_year: None }, ..resident() };
    let young = PersonFacts { audience: AudienceFacts { birth_year: Some(1990), ..resident().audience }, ..resident() };
    let holder = PersonFacts { claims_of_this: 1, held_until: Some(noon().plus(1)), ..resident() };
    let user = PersonFacts { claims_of_this: 1, ..resident() };
    let cases = [
        (base, resident(), at("2026-11-26T23:59:59+08:00"), "not_started"),
        (base, resident(), at("2026-11-28T00:00+08:00"), "ended"),
        (base, resident(), at("2026-11-27T21:00+08:00"), "ended"),
        (OfferFacts { state: OfferState::Ended, ..base }, resident(), noon(), "ended"),
        (OfferFacts { state: OfferState::Withdrawn, ..base }, resident(), noon(), "withdrawn"),
        (OfferFacts { state: OfferState::Submitted, ..base }, resident(), noon(), "not_approved"),
        (OfferFacts { shop_active: false, ..base }, resident(), noon(), "shop_suspended"),
        (OfferFacts { taken: 2, ..base }, resident(), noon(), "sold_out"),
        (base, holder, noon(), "already_held"),
        (base, holder, noon().plus(1), "limit_reached"),
        (base, user, noon(), "limit_reached"),
        (offer(&walk_in), resident(), noon(), "walk_in_only"),
        (offer(&chain), resident(), noon(), "chain_locked"),
        (offer(&seniors), young, noon(), "not_the_audience"),
        (offer(&seniors), unproven, noon(), "proof_missing"),
        (offer(&number), unproven, noon(), "proof_missing"),
    ];
    for (facts, who, now, code) in cases {
        assert_eq!(claim(&facts, &who, now), Err(code));
    }
    let unlocked = PersonFacts { visited_elsewhere: true, ..resident() };
    assert!(claim(&offer(&chain), &unlocked, noon()).is_ok());
    assert!(claim(&offer(&seniors), &resident(), noon()).is_ok());
    let two = Terms { per_person: 2, ..terms() };
    assert!(claim(&offer(&two), &holder, noon()).is_ok());
}

#[test]
fn who_comes_too_early_hears_when_the_next_stage_is_out() {
    let staged =
        Terms { stock: Stock::Limited { total: 4, releases: vec![Release { minute: 0, amount: 2 }, Release { minute: 600, amount: 2 }] }, ..terms() };
    let facts = OfferFacts { taken: 2, ..offer(&staged) };
    let refused = facts.claimable_by(&resident(), &ClaimSettings::default(), at("2026-11-27T09:30+08:00"));
    assert_eq!(refused, Err(ClaimRefusal::SoldOut { back_at: Some(at("2026-11-27T10:00+08:00")) }));
    assert!(claim(&facts, &resident(), at("2026-11-27T10:00+08:00")).is_ok());
    let all_gone = OfferFacts { taken: 4, ..facts };
    assert_eq!(all_gone.claimable_by(&resident(), &ClaimSettings::default(), noon()), Err(ClaimRefusal::SoldOut { back_at: None }));
    assert_eq!((facts.left(at("2026-11-27T09:30+08:00")), facts.left(noon())), (Some(0), Some(2)));
}

#[test]
fn a_claim_is_given_back_only_while_it_is_held() {
    let held = HeldClaim { state: ClaimState::Held { until: noon() } };
    assert_eq!(held.may_release(noon().plus(-1)), Ok(()));
    assert_eq!(held.may_release(noon()), Err(ClaimRefusal::NotHeldAnyMore { state: ClaimState::Expired { at: noon() } }));
    let used = HeldClaim { state: ClaimState::Redeemed { at: noon() } };
    assert_eq!(used.may_release(noon()).map_err(|refusal| refusal.reason().code), Err("not_held_any_more"));
}

#[test]
fn the_till_takes_a_claim_once_and_says_why_not_again() {
    let terms = terms();
    let facts = offer(&terms);
    let redeem = |state, elsewhere, now: Instant| facts.redeemable(&HeldClaim { state }, elsewhere, now).map_err(|refusal| refusal.reason().code);
    let held = ClaimState::Held { until: at("2026-11-27T16:00+08:00") };
    assert_eq!(redeem(held, None, noon()), Ok(()));
    assert_eq!(redeem(held, Some("海边书店"), noon()), Err("wrong_shop"));
    assert_eq!(redeem(held, None, at("2026-11-27T16:00+08:00")), Err("hold_expired"));
    assert_eq!(redeem(held, None, at("2026-11-27T08:59+08:00")), Err("outside_hours"));
    assert_eq!(redeem(held, None, at("2026-11-26T08:59+08:00")), Err("not_started"));
    assert_eq!(redeem(ClaimState::Redeemed { at: noon() }, None, noon()), Err("already_redeemed"));
    assert_eq!(redeem(ClaimState::Released { at: noon() }, None, noon()), Err("released"));
    assert_eq!(redeem(ClaimState::Expired { at: noon() }, None, noon()), Err("hold_expired"));
    let late = ClaimState::Held { until: at("2026-11-29T00:00+08:00") };
    assert_eq!(redeem(late, None, at("2026-11-28T09:00+08:00")), Err("ended"));
    assert_eq!(redeem(late, None, at("2026-11-27T21:30+08:00")), Err("ended"));
}

#[test]
fn claims_that_were_made_are_honoured_when_the_offer_is_withdrawn() {
    let terms = terms();
    let held = HeldClaim { state: ClaimState::Held { until: noon().plus(HOUR) } };
    for state in [OfferState::Withdrawn, OfferState::Ended] {
        assert_eq!(OfferFacts { state, ..offer(&terms) }.redeemable(&held, None, noon()), Ok(()));
    }
    let suspended = OfferFacts { shop_active: false, ..offer(&terms) };
    assert_eq!(suspended.redeemable(&held, None, noon()), Err(TillRefusal::Offer(ClaimRefusal::ShopSuspended)));
}

#[test]
fn whoever_walks_in_is_judged_at_the_till() {
    let walk_in = Terms { way: Way::WalkIn, ..terms() };
    let given = |facts: OfferFacts<'_>, who: PersonFacts, now| facts.given_to(&who, now).map_err(|refusal| refusal.reason().code);
    let facts = offer(&walk_in);
    assert_eq!(given(facts, resident(), noon()), Ok(()));
    assert_eq!(given(facts, resident(), at("2026-11-27T08:00+08:00")), Err("outside_hours"));
    assert_eq!(given(facts, resident(), at("2026-11-26T12:00+08:00")), Err("not_started"));
    assert_eq!(given(facts, resident(), at("2026-11-28T12:00+08:00")), Err("ended"));
    assert_eq!(given(facts, PersonFacts { claims_of_this: 1, ..resident() }, noon()), Err("limit_reached"));
    assert_eq!(given(OfferFacts { taken: 2, ..facts }, resident(), noon()), Err("sold_out"));
    assert_eq!(given(OfferFacts { state: OfferState::Withdrawn, ..facts }, resident(), noon()), Err("withdrawn"));
    let claim_first = terms();
    assert_eq!(given(offer(&claim_first), resident(), noon()), Err("claim_first"));
}

#[test]
fn a_shop_undoes_within_a_day_and_the_officer_later() {
    let terms = terms();
    let facts = offer(&terms);
    let redemption = Redemption { at: noon(), undone_at: None };
    let undo =
        |officer, now: Instant| may_undo(&redemption, officer, &facts, &ClaimSettings::default(), now).map_err(|refusal| refusal.reason().code);
    assert_eq!(undo(false, noon().plus(HOUR)), Ok(Undone::LivesAgain { until: at("2026-11-27T21:00+08:00") }));
    assert_eq!(undo(false, at("2026-11-27T21:00+08:00")), Ok(Undone::DayOver));
    assert_eq!(undo(false, noon().plus(DAY - 1)), Ok(Undone::DayOver));
    assert_eq!(undo(false, noon().plus(DAY)), Err("undo_too_late"));
    assert_eq!(undo(true, noon().plus(3 * DAY)), Ok(Undone::DayOver));
    let undone = Redemption { undone_at: Some(noon()), ..redemption };
    assert_eq!(may_undo(&undone, true, &facts, &ClaimSettings::default(), noon()), Err(TillRefusal::AlreadyUndone { at: noon() }));
}

#[test]
fn a_complaint_is_made_once_in_time_and_settled_once() {
    let run = Run::of_member_day(&Calendar::of(november(), &CalendarSettings::default()));
    let complain = |complained_at, now| may_complain(&run, complained_at, &ClaimSettings::default(), now).map_err(|refusal| refusal.reason().code);
    assert_eq!(complain(None, noon()), Ok(()));
    assert_eq!(complain(None, at("2026-12-04T23:59+08:00")), Ok(()));
    assert_eq!(complain(None, at("2026-12-05T00:00+08:00")), Err("complaint_too_late"));
    assert_eq!(complain(Some(noon()), noon()), Err("already_complained"));
    assert_eq!(Complaint { settled_at: None }.may_settle(), Ok(()));
    assert_eq!(Complaint { settled_at: Some(noon()) }.may_settle(), Err(ComplaintRefusal::AlreadySettled { at: noon() }));
    assert_eq!(Verdict::from_code("upheld"), Some(Verdict::Upheld));
}

#[test]
fn the_rate_of_honoured_claims_is_rounded_half_up_at_the_end() {
    let cases = [
        (0, 0, None),
        (41, 0, Some(10_000)),
        (3, 1, Some(6_667)),
        (3, 2, Some(3_333)),
        (20_000, 1, Some(10_000)),
        (20_000, 3, Some(9_999)),
        (1, 2, Some(0)),
    ];
    for (redemptions, upheld, rate) in cases {
        assert_eq!(honoured_rate(redemptions, upheld), rate, "{redemptions} {upheld}");
    }
}

#[test]
fn small_counts_are_not_shown() {
    assert_eq!([0, 1, 4, 5, 41].map(figure), [Figure::None, Figure::Few, Figure::Few, Figure::Count(5), Figure::Count(41)]);
}

#[test]
fn no_small_count_is_found_by_subtracting_others() {
    assert_eq!(
        [(0, 41), (3, 41), (18, 41), (38, 41), (41, 41)].map(|(part, whole)| share(part, whole)),
        [Figure::None, Figure::Few, Figure::Count(18), Figure::Most, Figure::Count(41)]
    );
    let parts = |counts: &[u64]| {
        let (shown, small) = in_parts(counts.iter().copied().enumerate());
        (shown.into_iter().map(|(_, count)| count).collect::<Vec<_>>(), small.into_iter().map(|(_, count)| count).collect::<Vec<_>>())
    };
    assert_eq!(parts(&[9, 20, 6]), (vec![20, 9, 6], vec![]));
    assert_eq!(parts(&[3, 20, 4, 0]), (vec![20], vec![4, 3]));
    assert_eq!(parts(&[10, 3]), (vec![], vec![3, 10]));
    assert_eq!(parts(&[12, 10, 1, 2]), (vec![12], vec![2, 1, 10]));
    assert_eq!(parts(&[2, 1]), (vec![], vec![2, 1]));
    assert_eq!(in_stretches([(9, 2), (10, 7), (11, 1), (14, 4), (18, 2)]), [(9, 10, 9), (11, 18, 7)]);
    assert_eq!(in_stretches([(9, 6), (10, 3)]), [(9, 10, 9)]);
    assert_eq!(in_stretches([(9, 1), (20, 2)]), [(9, 20, 3)]);
    assert_eq!(in_stretches([]), []);
}

#[test]
fn numbers_out_of_range_make_no_settings() {
    let good = ClaimSettings::default();
    assert_eq!(good.checked(), Ok(good));
    for bad in [
        ClaimSettings { hold_minutes: 0, ..good },
        ClaimSettings { hold_minutes: 1_441, ..good },
        ClaimSettings { undo_hours: 721, ..good },
        ClaimSettings { complaint_days: 366, ..good },
    ] {
        assert_eq!(bad.checked(), Err(ClaimSettingsRefusal));
    }
}

#[test]
fn a_refusal_says_to_whom_it_speaks() {
    let reader = |reason: crate::Reason| reason.facts.iter().find(|(name, _)| *name == "reader").map(|(_, reader)| reader.clone());
    let refusal = ClaimRefusal::ChainLocked;
    assert_eq!(reader(refusal.reason()), Some("resident".into()));
    assert_eq!(reader(TillRefusal::Offer(refusal).reason()), Some("clerk".into()));
    let again = |later| TillRefusal::AlreadyRedeemed { at: noon(), just_now: later < 2 * MINUTE };
    let offer_terms = terms();
    let used = HeldClaim { state: ClaimState::Redeemed { at: noon() } };
    for later in [0, 2 * MINUTE - 1, 2 * MINUTE] {
        assert_eq!(offer(&offer_terms).redeemable(&used, None, noon().plus(later)), Err(again(later)));
    }
}

/// A property of the grouping, over random days: whatever is shown, each shown sum is none or at least five unless the whole is small.
#[test]
fn every_sum_that_is_shown_is_large_enough() {
    let mut state = 0x2711_u64;
    for _ in 0..10_000 {
        let counts: Vec<u64> = (0..7)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 60) * ((state >> 57) & 1)
            })
            .collect();
        let whole: u64 = counts.iter().sum();
        let (shown, small) = in_parts(counts.iter().copied().enumerate());
        let sum: u64 = small.iter().map(|(_, count)| count).sum();
        let stretches = in_stretches((0..).zip(counts.iter().copied()));
        let fine = |count: u64| count == 0 || count >= SHOWN_FROM || count == whole;
        assert!(shown.iter().all(|(_, count)| *count >= SHOWN_FROM) && fine(sum), "{counts:?}");
        assert!(stretches.iter().all(|stretch| fine(stretch.2)), "{counts:?}");
        assert_eq!(shown.iter().map(|(_, count)| count).sum::<u64>() + sum, whole);
        assert_eq!(stretches.iter().map(|stretch| stretch.2).sum::<u64>(), whole);
    }
}

/// A keyed function good enough to test with: splitmix over the bytes.
fn keyed(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0x2711_2026, |state: u64, byte| {
        let mixed = (state ^ u64::from(*byte)).wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}

fn claim_code(typed: &str) -> u32 {
    match TypedCode::parse(typed) {
        Ok(TypedCode::Claim(code)) => code,
        other => panic!("not a claim's code: {other:?}"),
    }
}

#[test]
fn a_code_on_a_phone_lives_ten_minutes_and_is_known_to_be_old_for_an_hour() {
    let number = ClaimNumber::new(41_270_027);
    let typed = claim_code(&phone_code(number, noon(), &keyed));
    let found = |later: i64| find_claim(typed, noon().plus(later), &keyed);
    assert!(found(0).fresh.contains(&number));
    assert!(found(10 * MINUTE - 1).fresh.contains(&number));
    assert!(!found(10 * MINUTE).fresh.contains(&number));
    assert!(found(10 * MINUTE).stale.contains(&number));
    assert!(!found(2 * HOUR).stale.contains(&number));
    assert_ne!(phone_code(number, noon(), &keyed), phone_code(number, noon().plus(MINUTE), &keyed));
}

#[test]
fn a_member_code_is_told_from_a_claims_code_by_its_length() {
    let number = MemberNumber::new(999_999_999);
    let code = member_code(number, noon(), &keyed);
    assert_eq!(code.len(), 9);
    let Ok(TypedCode::Member(typed)) = TypedCode::parse(&code) else { panic!("a member's code") };
    assert!(find_member(typed, noon().plus(9 * MINUTE), &keyed).fresh.contains(&number));
}

#[test]
fn what_a_clerk_types_is_read_kindly() {
    for typed in [
        "12345678",
        " 1234 5678 ",
        "1234-5678",
        "１２３４５６７８",
        "1234–5678",
        "l2345678",
        "12345678。",
        "券码：1234 5678",
        "12345678\r\n",
        "https://shangmeng.example/till#12345678",
        "https://shangmeng.example/till#1234-5678",
        "https://shangmeng.example/till?shop=7#12345678",
    ] {
        assert_eq!(TypedCode::parse(typed), Ok(TypedCode::Claim(12_345_678)), "{typed}");
    }
    assert_eq!(TypedCode::parse("1O34 S678"), Err(TillRefusal::UnknownCode));
    for unknown in ["1234567", "1234567890", "核销", "http://shangmeng.example/offers/12345678", "javascript:alert(1)", "ABCD-EFGH-JKM!"] {
        assert_eq!(TypedCode::parse(unknown), Err(TillRefusal::UnknownCode), "{unknown}");
    }
    let code = PrintCode::of(ClaimNumber::new(5), Day::parse("2026-11-27").expect("a day"), &keyed).text();
    let written = format!("{} {}-{}", &code[..4].to_lowercase(), &code[4..8], &code[8..]);
    assert!(matches!(TypedCode::parse(&written), Ok(TypedCode::Printed(read)) if read.text() == code));
    assert_eq!(TypedCode::parse("ABCDEFGHJKL0"), Err(TillRefusal::CodeMistyped));
}

#[test]
fn a_printed_code_is_for_its_claim_and_its_day() {
    let (day, number) = (Day::parse("2026-11-27").expect("a day"), ClaimNumber::new(99_999_999));
    let code = PrintCode::of(number, day, &keyed);
    assert_eq!(code.text().len(), 12);
    assert_eq!(code.claim_on(day, &keyed), Some(number));
    assert_eq!(code.claim_on(day.plus_days(1), &keyed), None);
}

#[test]
fn a_code_that_fits_two_claims_of_the_shop_is_not_guessed() {
    let here = |shop: &&str| *shop == "here";
    assert_eq!(pick(vec!["here"], &[], here), Ok("here"));
    assert_eq!(pick(vec!["there", "here"], &[], here), Ok("here"));
    assert_eq!(pick(vec!["there"], &["here"], here), Ok("there"));
    assert_eq!(pick(vec!["here", "here"], &[], here), Err(TillRefusal::CodeStale));
    assert_eq!(pick(vec![], &["here"], here), Err(TillRefusal::CodeStale));
    assert_eq!(pick(vec![], &["there"], here), Err(TillRefusal::UnknownCode));
}

proptest! {
    #[test]
    fn every_seal_opens_again(number in 0..100_000_000_u64, member in 0..1_000_000_000_u64, label in any::<[u8; 8]>()) {
        for (seal, number) in [(Seal::PHONE, number), (Seal::MEMBER, member), (Seal::PRINT, number)] {
            prop_assert_eq!(seal.open(&keyed, &label, seal.close(&keyed, &label, number)), number);
        }
    }

    #[test]
    fn a_misread_or_swapped_character_is_always_noticed(number in 0..100_000_000_u32, place in 0_usize..12, other in 0_usize..31, swap in 0_usize..11) {
        let alphabet: Vec<char> = "23456789ABCDEFGHJKMNPQRSTUVWXYZ".chars().collect();
        let good = PrintCode::of(ClaimNumber::new(number), Day::parse("2026-11-27").expect("a day"), &keyed).text();
        let mut misread: Vec<char> = good.chars().collect();
        misread[place] = alphabet[other];
        let mut swapped: Vec<char> = good.chars().collect();
        swapped.swap(swap, swap + 1);
        for typed in [misread, swapped].map(|chars| chars.into_iter().collect::<String>()) {
            let read = TypedCode::parse(&typed);
            if typed == good {
                prop_assert!(matches!(read, Ok(TypedCode::Printed(_))));
            } else {
                prop_assert_eq!(read, Err(TillRefusal::CodeMistyped));
            }
        }
    }

    #[test]
    fn no_typed_text_makes_the_till_panic(text in any::<String>()) {
        let _ = TypedCode::parse(&text);
    }

    /// Residents claim, use, give back and let expire in any order: never is more taken than is out, and nothing is lost.
    #[test]
    fn whatever_people_do_the_stock_is_kept(early in 0_u32..4, late in 1_u32..4, steps in prop::collection::vec((0_u8..4, 0_usize..12, 0_i64..90), 1..80)) {
        let stock = match early {
            0 => Stock::of(late),
            early => Stock::Limited { total: early + late, releases: vec![Release { minute: 0, amount: early }, Release { minute: 720, amount: late }] },
        };
        let terms = Terms { stock, ..terms() };
        let mut facts = offer(&terms);
        let mut claims: Vec<(usize, HeldClaim)> = Vec::new();
        let mut now = facts.run.opens_at;
        for (act, who, minutes) in steps {
            now = now.plus(minutes * MINUTE);
            claims.iter_mut().for_each(|(_, claim)| claim.state = claim.at(now));
            let counts = |claim: &HeldClaim| matches!(claim.state, ClaimState::Held { .. } | ClaimState::Redeemed { .. });
            facts.taken = claims.iter().filter(|(_, claim)| counts(claim)).count() as u32;
            let own = claims.iter().filter(|(owner, claim)| *owner == who && counts(claim)).count() as u32;
            let person = PersonFacts { claims_of_this: own, ..resident() };
            match act {
                0 | 1 => if let Ok(until) = facts.claimable_by(&person, &ClaimSettings::default(), now) {
                    prop_assert!(own == 0 && until > now);
                    claims.push((who, HeldClaim { state: ClaimState::Held { until } }));
                    facts.taken += 1;
                },
                2 => if let Some((_, claim)) = claims.iter_mut().find(|(owner, _)| *owner == who)
                    && facts.redeemable(claim, None, now).is_ok() {
                    claim.state = ClaimState::Redeemed { at: now };
                },
                _ => if let Some((_, claim)) = claims.iter_mut().find(|(owner, _)| *owner == who)
                    && claim.may_release(now).is_ok() {
                    claim.state = ClaimState::Released { at: now };
                    facts.taken -= 1;
                },
            }
            let out = terms.stock.released_at(facts.run.stage_minute(now)).expect("limited");
            prop_assert!(facts.taken <= out && out <= terms.stock.total().expect("limited"));
        }
    }
}
