use super::*;
use crate::districts::District;
use crate::merchants::MerchantState;
use crate::voting::{Digest, Draw, Electorate, Secrecy, Share};
use crate::{Day, Instant, Refusal};
use uuid::Uuid;

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("a moment")
}
fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}
fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn edition_form() -> EditionForm {
    EditionForm {
        title: "第三届最受欢迎商户评选".into(),
        nominate: "2026-12-01".into(),
        shortlist: "2026-12-15".into(),
        vote: "2026-12-20".into(),
        count: "2026-12-28".into(),
        appeal: "2026-12-30".into(),
        publish: "2027-01-08".into(),
        ..EditionForm::default()
    }
}
fn edition() -> EditionPlan {
    edition_form().parse(Weights::default()).expect("an edition")
}

fn draw() -> Draw {
    Draw::of(&[7; 32], &Digest::of(&[b"root"]))
}

fn category(places: u16, district_cap: Option<u16>) -> Category {
    Category { title: "最暖心服务".into(), places, district_cap, most: 1 }
}

/// Named by so many of 100 at the meeting and so many of 100 residents; no facts.
fn candidate(number: u128, district: District, meeting: u64, residents: u64) -> CandidateFacts {
    let named = |naming| Named { naming, valid: 100 };
    CandidateFacts { candidate: id(number), district, member: true, meeting: named(meeting), residents: named(residents), sources: [None; 4] }
}

#[test]
fn an_edition_runs_through_its_phases() {
    let edition = edition();
    assert_eq!(edition.weights, Weights { meeting: 40, residents: 40, facts: 20 });
    for (moment, phase) in [
        ("2026-11-30T23:59:59+08:00", Phase::Announced),
        ("2026-12-01T00:00+08:00", Phase::Nominate),
        ("2026-12-19T12:00+08:00", Phase::Shortlist),
        ("2026-12-20T00:00+08:00", Phase::Vote),
        ("2026-12-28T00:00+08:00", Phase::Count),
        ("2027-01-07T23:00+08:00", Phase::Appeal),
        ("2027-01-08T00:00+08:00", Phase::Publish),
    ] {
        assert_eq!(edition.timetable.phase(at(moment)), phase, "{moment}");
    }
    assert!(edition.may_change(at("2026-11-30T10:00+08:00")).is_ok());
    let fixed = edition.may_change(at("2026-12-01T10:00+08:00")).map_err(|refusal| refusal.reason().code);
    assert_eq!(fixed, Err("award_phase_over"));
    let early = edition.in_phase(Phase::Vote, at("2026-12-01T10:00+08:00"));
    assert_eq!(early, Err(EditionRefusal::NotYet { phase: Phase::Vote, begins_at: at("2026-12-20T00:00+08:00") }));
}

#[test]
fn an_edition_is_announced_once_with_categories_before_anything_begins() {
    let (edition, early, late) = (edition(), at("2026-11-30T10:00+08:00"), at("2026-12-01T00:00+08:00"));
    let judge = |announced, categories, now| edition.may_announce(announced, categories, now).map_err(|refusal| refusal.reason().code);
    assert_eq!(judge(false, 2, early), Ok(()));
    assert_eq!(judge(true, 2, early), Err("award_announced"));
    assert_eq!(judge(false, 0, early), Err("award_no_category"));
    assert_eq!(judge(false, 2, late), Err("award_announced_too_late"));
}

#[test]
fn results_are_published_once_when_every_vote_is() {
    let (edition, now) = (edition(), at("2027-01-08T09:00+08:00"));
    let judge = |published, waiting, now| edition.may_publish(published, waiting, now).map_err(|refusal| refusal.reason().code);
    assert_eq!(judge(false, 0, now), Ok(()));
    assert_eq!(judge(false, 0, at("2027-01-07T09:00+08:00")), Err("award_not_yet"));
    assert_eq!(judge(true, 0, now), Err("award_published"));
    assert_eq!(judge(false, 1, now), Err("award_votes_waiting"));
}

#[test]
fn a_ballot_is_removed_once_while_the_vote_is_cleaned() {
    assert_eq!(may_remove(true, true, false), Ok(()));
    assert_eq!(may_remove(false, true, false), Err(CleaningRefusal::NotCleaning));
    assert_eq!(may_remove(true, false, false), Err(CleaningRefusal::NoBallot));
    assert_eq!(may_remove(true, true, true), Err(CleaningRefusal::AlreadyRemoved));
    let form = RemovalForm { vote: id(1).to_string(), login: "138".into(), reason: "because".into() };
    let refused: Vec<_> = form.parse().expect_err("two faults").fields.iter().map(|field| field.field).collect();
    assert_eq!(refused, ["login", "reason"]);
    let form = RemovalForm { login: "13812345678".into(), reason: "bought".into(), ..form };
    assert_eq!(form.parse().map(|(.., reason)| reason), Ok(Removal::Bought));
}

#[test]
fn an_office_that_is_late_still_leaves_days_for_appeals() {
    let edition = edition();
    let until = |now| appeal_until(&edition.timetable, at(now)).to_string();
    assert_eq!(until("2026-12-30T09:00+08:00"), "2027-01-08T00:00:00+08:00");
    assert_eq!(until("2027-01-07T09:00+08:00"), "2027-01-11T00:00:00+08:00");
    assert_eq!(until("2027-01-20T23:59+08:00"), "2027-01-24T00:00:00+08:00");
    assert_eq!(edition.has_reached(Phase::Appeal, at("2027-01-20T00:00+08:00")), Ok(()));
    assert!(edition.has_reached(Phase::Appeal, at("2026-12-29T23:59+08:00")).is_err());
}

#[test]
fn few_redemptions_are_not_enough_data() {
    assert_eq!(claims_honoured(4, 0), None);
    assert_eq!(claims_honoured(5, 0), Some(10_000));
    assert_eq!(claims_honoured(40, 1), Some(9_750));
}

#[test]
fn a_form_hears_of_all_its_faults_at_once() {
    let form =
        EditionForm { title: " ".into(), meeting: "50".into(), residents: "40".into(), facts: "20".into(), vote: "20.12.".into(), ..edition_form() };
    let refused = form.parse(Weights::default()).expect_err("three faults");
    let codes: Vec<_> = refused.fields.iter().map(|field| (field.field, field.reason.code)).collect();
    assert_eq!(codes, [("title", "entry_missing"), ("facts", "award_weights_not_hundred"), ("vote", "entry_not_a_date")]);
    let starting = Weights { meeting: 30, residents: 50, facts: 20 };
    let untyped = edition_form().parse(starting).map(|plan| plan.weights);
    assert_eq!(untyped, Ok(starting), "the office's starting values, not the law's");
    let late = EditionForm { shortlist: "2026-12-20".into(), ..edition_form() }.parse(Weights::default()).expect_err("same day");
    assert_eq!((late.fields[0].field, late.fields[0].reason.code), ("vote", "entry_out_of_order"));
    let category = CategoryForm { title: "最暖心服务".into(), places: "3".into(), most: "2".into(), ..CategoryForm::default() }.parse();
    assert_eq!(category.map(|of| (of.places, of.district_cap, of.most)), Ok((3, None, 2)));
    let zero = CategoryForm { title: "x".into(), district_cap: "0".into(), ..CategoryForm::default() }.parse();
    assert_eq!(zero.expect_err("no cap of nought").fields[0].field, "district_cap");
    let capped = |places: &str, cap: &str| {
        let form = CategoryForm { title: "x".into(), places: places.into(), district_cap: cap.into(), ..CategoryForm::default() };
        form.parse().map(|of| of.places).map_err(|refused| refused.fields[0].reason.code)
    };
    assert_eq!(capped("3", "1"), Ok(3));
    assert_eq!(capped("4", "1"), Err("award_cap_too_small"), "three districts with one place each fill three");
}

#[test]
fn who_cannot_be_a_candidate_hears_every_reason() {
    let rules = EligibilityRules::default();
    let good = EligibilityFacts {
        state: MerchantState::Active,
        member_since: Some(day("2026-09-02")),
        charter_accepted: true,
        upheld: 3,
        suspended_until: Some(day("2026-06-03")),
    };
    assert_eq!(ineligible(&good, &rules, day("2026-12-01")), []);
    let bad = EligibilityFacts {
        state: MerchantState::Suspended,
        member_since: Some(day("2026-09-03")),
        charter_accepted: false,
        upheld: 4,
        suspended_until: Some(day("2026-06-04")),
    };
    let codes: Vec<_> = ineligible(&bad, &rules, day("2026-12-01")).iter().map(|why| why.reason().code).collect();
    let all = ["award_not_active", "award_member_too_short", "award_charter_not_accepted", "award_too_many_upheld", "award_suspended_lately"];
    assert_eq!(codes, all);
}

#[test]
fn merchants_residents_and_shops_themselves_nominate() {
    let (edition, now) = (edition(), at("2026-12-05T10:00+08:00"));
    let resident = NominationFacts { own_shop: false, owns_merchant: None, proven: true, nominated: false };
    let judge = |facts: &NominationFacts, now| may_nominate(&edition, facts, now).map_err(|refusal| refusal.reason().code);
    assert_eq!(judge(&resident, now), Ok(Nominator::Resident));
    assert_eq!(judge(&NominationFacts { owns_merchant: Some(true), ..resident }, now), Ok(Nominator::Merchant));
    assert_eq!(judge(&NominationFacts { own_shop: true, ..resident }, now), Ok(Nominator::Own), "in a resident's clothes, still its own");
    assert_eq!(judge(&NominationFacts { owns_merchant: Some(false), ..resident }, now), Err("nomination_not_the_owner"));
    assert_eq!(judge(&NominationFacts { proven: false, ..resident }, now), Err("nomination_proof_missing"));
    assert_eq!(judge(&NominationFacts { nominated: true, ..resident }, now), Err("already_nominated"));
    assert_eq!(judge(&resident, at("2026-11-05T10:00+08:00")), Err("award_not_yet"));
    let form = NominationForm { category: id(1).to_string(), candidate: "x".into(), ..NominationForm::default() };
    assert_eq!(form.parse().expect_err("no id").fields[0].field, "candidate");
}

#[test]
fn a_meeting_shortlists_from_the_nominated() {
    let (edition, now) = (edition(), at("2026-12-16T10:00+08:00"));
    let judge = |of: &[u128], places, now| {
        let candidates: Vec<Uuid> = of.iter().copied().map(id).collect();
        shortlist(&edition, &candidates, places, &[id(1), id(2), id(3)], now).map_err(|refusal| refusal.reason().code)
    };
    assert_eq!(judge(&[1, 2, 3], 2, now), Ok(()));
    assert_eq!(judge(&[1, 2], 2, now), Err("shortlist_too_few"));
    assert_eq!(judge(&[1, 4], 1, now), Err("shortlist_not_nominated"));
    assert_eq!(judge(&[1, 2], 1, at("2026-12-21T10:00+08:00")), Err("award_phase_over"));
    let many: Vec<Uuid> = (0..31).map(id).collect();
    let long = shortlist(&edition, &many, 1, &many, now).map_err(|refusal| refusal.reason().code);
    assert_eq!(long, Err("shortlist_too_many"));
    let twice = ShortlistForm { category: id(1).to_string(), meeting: id(2).to_string(), candidates: vec![id(3).to_string(); 2] }.parse();
    assert_eq!(twice.expect_err("twice").fields[0].reason.code, "entry_twice");
    let made_at = |begins: &str| shortlist_meeting(&edition.timetable, at(begins)).map_err(|refusal| refusal.reason().code);
    assert_eq!(made_at("2026-12-15T00:00+08:00"), Ok(()));
    assert_eq!(made_at("2026-12-14T23:59+08:00"), Err("shortlist_meeting_too_early"));
}

#[test]
fn two_shops_of_one_firm_are_told_apart_on_the_ballot() {
    let shop = |name: &str, place: &str| (name.to_owned(), place.to_owned());
    let names = ballot_names(&[shop("示例茶馆", "万达 1F-1"), shop("示例面馆", "万达 1F-2"), shop("示例茶馆", "海上世界 2F-1")]);
    assert_eq!(names, ["示例茶馆（万达 1F-1）", "示例面馆", "示例茶馆（海上世界 2F-1）"]);
    assert_eq!(ballot_names(&[shop("示例茶馆", "万达"), shop("示例茶馆", "万达")]), ["示例茶馆（万达）1", "示例茶馆（万达）2"]);
}

#[test]
fn a_category_votes_secretly_at_the_meeting_and_sealed_among_residents() {
    let names: Vec<String> = ["面包房", "理发店", "花店"].map(str::to_owned).to_vec();
    let timetable = edition().timetable;
    let half = Share::more_than(1, 2).expect("a share");
    let card = |channel| channel_card(&category(2, None), &names, channel, &timetable, half).expect("a card");
    let (meeting, residents) = (card(Channel::Meeting), card(Channel::Residents));
    assert_eq!((meeting.electorate, meeting.secrecy, meeting.quorum), (Electorate::Merchants, Secrecy::Secret, half));
    assert_eq!((residents.electorate, residents.secrecy, residents.quorum), (Electorate::Residents, Secrecy::Sealed, Share::none()));
    assert!(channel_card(&category(1, None), &names[..1], Channel::Meeting, &timetable, half).is_err());
    assert_eq!(stakes(&[id(3), id(9)], &[id(1), id(2), id(3)]), [3], "the clerk of the third shop stands aside");
}

#[test]
fn a_score_is_rounded_once_at_the_end() {
    let third = Named { naming: 1, valid: 3 };
    let facts = CandidateFacts { meeting: third, residents: third, sources: [Some(3_333), None, None, None], ..candidate(1, District::Wanda, 0, 0) };
    let weights = Weights { meeting: 50, residents: 50, facts: 0 };
    assert_eq!(score(&[facts], &weights)[0].points, 3_333);
    let weights = Weights::default();
    // 40·⅓ + 40·⅓ + 20·0.3333 = 33.3326…, of which nothing is rounded before the end.
    assert_eq!(score(&[facts], &weights)[0].points, 3_333);
    let half = CandidateFacts { sources: [Some(1), Some(0), None, None], meeting: Named::default(), residents: Named::default(), ..facts };
    // 100 · 0.005 % = half a hundredth of a point.
    assert_eq!(score(&[half], &Weights { meeting: 0, residents: 0, facts: 100 })[0].points, 1);
}

#[test]
fn a_source_without_data_is_the_candidates_median_and_says_so() {
    let with = |number, sources| CandidateFacts { sources, ..candidate(number, District::Wanda, 0, 0) };
    let candidates =
        [with(1, [Some(9_000), None, Some(1_000), None]), with(2, [Some(6_000), None, None, None]), with(3, [None, None, Some(4_001), None])];
    let scores = score(&candidates, &Weights { meeting: 0, residents: 0, facts: 100 });
    assert_eq!(scores[2].sources[0], SourceShown::Median(15_000), "7,500 in two-hundredths");
    assert_eq!(scores[1].sources[2], SourceShown::Median(5_001), "2,500.5 stays exact");
    assert_eq!(scores[0].sources[1], SourceShown::Nobody);
    assert_eq!(scores.iter().map(|score| score.points).collect::<Vec<_>>(), [5_000, 4_250, 5_751]);
    assert_eq!(scores[1].facts_points(), Some(4_250));
    assert_eq!(score(&[candidate(1, District::Wanda, 1, 1)], &Weights::default())[0].facts_points(), None);
}

#[test]
fn the_district_cap_passes_over_and_shows_it() {
    let candidates = [
        candidate(1, District::Wanda, 90, 90),
        candidate(2, District::Wanda, 80, 80),
        candidate(3, District::Wanda, 70, 70),
        candidate(4, District::Haishang, 60, 60),
        candidate(5, District::Xianjing, 50, 50),
    ];
    let scores = score(&candidates, &Weights::default());
    let ranking = rank(&scores, &category(3, Some(2)), &draw());
    let places: Vec<Place> = ranking.rows.iter().map(|(_, place)| *place).collect();
    assert_eq!(places, [Place::Won(1), Place::Won(2), Place::PassedOver, Place::Won(3), Place::Behind]);
    assert_eq!(ranking.winners(), [id(1), id(2), id(4)]);
    assert_eq!(rank(&scores, &category(3, None), &draw()).winners(), [id(1), id(2), id(3)]);
}

#[test]
fn who_is_no_member_any_more_wins_nothing_and_keeps_the_points() {
    let mut candidates = [candidate(1, District::Wanda, 90, 90), candidate(2, District::Wanda, 80, 80), candidate(3, District::Wanda, 70, 70)];
    candidates[0].member = false;
    let ranking = rank(&score(&candidates, &Weights::default()), &category(1, Some(1)), &draw());
    let places: Vec<Place> = ranking.rows.iter().map(|(_, place)| *place).collect();
    assert_eq!(places, [Place::NoMember, Place::Won(1), Place::Behind], "nor does it use up its district's place");
    assert_eq!(ranking.rows[0].0.points, 7_200);
}

#[test]
fn equal_points_at_the_cap_are_parted_before_it_is_asked() {
    let candidates = [
        candidate(1, District::Wanda, 60, 40),
        candidate(2, District::Wanda, 40, 60),
        candidate(3, District::Haishang, 50, 50),
        candidate(4, District::Haishang, 1, 1),
    ];
    let ranking = rank(&score(&candidates, &Weights::default()), &category(3, Some(1)), &draw());
    let places: Vec<(Uuid, Place)> = ranking.rows.iter().map(|(score, place)| (score.facts.candidate, *place)).collect();
    let expected = [(id(2), Place::Won(1)), (id(3), Place::Won(2)), (id(1), Place::PassedOver), (id(4), Place::PassedOver)];
    assert_eq!(places, expected, "one place stays empty");
}

#[test]
fn equal_points_are_parted_by_residents_then_the_meeting_then_the_draw() {
    let candidates = [
        candidate(1, District::Wanda, 60, 40),
        candidate(2, District::Haishang, 40, 60),
        candidate(3, District::Xianjing, 20, 20),
        candidate(4, District::Wanda, 20, 20),
    ];
    let ranking = rank(&score(&candidates, &Weights::default()), &category(1, None), &draw());
    assert_eq!(ranking.winners(), [id(2)]);
    assert_eq!(ranking.ties[0], (id(2), id(1), AwardTie::Residents));
    assert_eq!(ranking.ties[1].2, AwardTie::Draw);
    assert_eq!(ranking.rows[2].0.facts.candidate, if draw().lot(3) < draw().lot(4) { id(3) } else { id(4) });
}

#[test]
fn another_weighting_is_looked_for_within_fifteen_points() {
    let near = [candidate(1, District::Wanda, 51, 49), candidate(2, District::Haishang, 48, 51)];
    let weights = Weights { meeting: 50, residents: 50, facts: 0 };
    let found = other_weightings(&near, &weights, &category(1, None), &draw());
    assert!(found.changed() > 0 && found.changed() < found.tried.len());
    let nearest = found.nearest().expect("one that changes");
    assert_eq!(nearest.winners, [id(2)]);
    assert!(nearest.weights.meeting < nearest.weights.residents);
    let clear = [candidate(1, District::Wanda, 90, 90), candidate(2, District::Haishang, 10, 10)];
    let found = other_weightings(&clear, &Weights::default(), &category(1, None), &draw());
    let counts = (found.tried.len(), found.changed(), found.nearest(), found.corners().count());
    assert_eq!(counts, (720, 0, None, 6), "31² moves, less those that move the facts too far, less none at all");
}

#[test]
fn the_cleaning_log_names_no_small_count_and_none_that_follows_from_the_total() {
    let log = cleaning_log(&[(Removal::TwoAccounts, 12), (Removal::NotEntitled, 7), (Removal::Bought, 2), (Removal::FalseProof, 0)]);
    assert_eq!((log.removed, log.by_reason.len(), log.others), (21, 1, 9), "7 joins 2, or 21 − 12 − 7 would tell");
    let log = cleaning_log(&[(Removal::TwoAccounts, 12), (Removal::Bought, 3), (Removal::FalseProof, 4)]);
    assert_eq!((log.by_reason.as_slice(), log.others), ([(Removal::TwoAccounts, 12)].as_slice(), 7));
    assert_eq!(cleaning_log(&[]), CleaningLog { removed: 0, by_reason: Vec::new(), others: 0 });
    assert_eq!(cleaning_log(&[(Removal::Bought, 1)]).others, 1);
}

#[test]
fn a_removal_can_be_appealed_once_and_another_person_decides() {
    let (until, now) = (at("2027-01-08T00:00+08:00"), at("2027-01-05T10:00+08:00"));
    let judge = |days, removed, appealed, now| may_appeal(days, removed, appealed, now).map_err(|refusal| refusal.reason().code);
    let days = AppealDays::Until(until);
    assert_eq!(judge(days, true, false, now), Ok(()));
    assert_eq!(judge(days, false, false, now), Err("appeal_not_removed"));
    assert_eq!(judge(days, true, true, now), Err("already_appealed"));
    assert_eq!(judge(days, true, false, until), Err("appeal_over"));
    assert_eq!(judge(days, false, false, until), Err("appeal_over"), "nothing is known of removals any more");
    assert_eq!(judge(AppealDays::Later(now.plus(1)), true, false, now), Err("appeal_not_yet"));
    let appeal = Appeal { removed_by: id(1), verdict: None };
    assert_eq!(appeal.decide(id(1), AppealVerdict::Upheld), Err(AppealRefusal::SamePerson));
    let decided = appeal.decide(id(2), AppealVerdict::Upheld).expect("another person");
    assert_eq!(decided.decide(id(2), AppealVerdict::Rejected), Err(AppealRefusal::Decided));
    let decision = AppealDecisionForm { appeal: id(1).to_string(), ..AppealDecisionForm::default() };
    assert_eq!(decision.parse().expect_err("no verdict").fields[0].reason.code, "appeal_no_verdict");
    assert!(AppealForm { vote: id(1).to_string(), why: "我住这里。".into(), ..AppealForm::default() }.parse().is_ok());
}
