use super::*;
use crate::offers::ProofNeed;
use crate::{DAY, Instant, MINUTE, Refusal};
use proptest::prelude::*;
use uuid::Uuid;

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("a moment")
}
fn now() -> Instant {
    at("2026-12-10T14:30+08:00")
}
fn id(number: u128) -> Uuid {
    uuid::Builder::from_random_bytes(number.to_be_bytes()).into_uuid()
}
fn code<T, R: Refusal>(outcome: Result<T, R>) -> Result<T, &'static str> {
    outcome.map_err(|refusal| refusal.reason().code)
}

const SEED: [u8; 32] = [7; 32];

fn motion() -> RuleCardForm {
    RuleCardForm {
        question: "是否同意12月会员日方案？".into(),
        method: "yes_no".into(),
        electorate: "merchants".into(),
        quorum_base: "present".into(),
        quorum: "half".into(),
        pass_base: "valid".into(),
        pass: "two_thirds".into(),
        secrecy: "secret".into(),
        minutes: "10".into(),
        ..RuleCardForm::default()
    }
}
fn election() -> RuleCardForm {
    RuleCardForm { method: "choose".into(), options: "面包房\n理发店\n花店".into(), most: "2".into(), pass: "none".into(), ..motion() }
}
fn draft(form: &RuleCardForm) -> CardDraft {
    form.parse().expect("a draft")
}
fn roll(count: u128, secrecy: Secrecy) -> Roll {
    let members: Vec<RollMember> = (0..count).map(|number| RollMember { voter: id(number), weight: 1, recused: false }).collect();
    Roll::of(&members, secrecy).expect("a roll")
}
fn card(form: &RuleCardForm, count: u128) -> RuleCard {
    let draft = draft(form);
    draft.fix(id(99), &roll(count, draft.secrecy), Digest::of(&[&SEED]), now()).expect("a card")
}
fn ballots(choices: &[(&str, usize)]) -> Vec<Ballot> {
    let each = choices.iter().flat_map(|(choice, count)| std::iter::repeat_n(*choice, *count));
    let ballot = |(choice, number): (&str, u128)| Ballot {
        id: id(1_000 + number * 7_919 % 1_000),
        choice: Choice::parse(choice).expect("a choice"),
        salt: Salt::from_bytes([number as u8; 16]),
        voter: None,
    };
    each.zip(0..).map(ballot).collect()
}
fn decide(card: &RuleCard, choices: &[(&str, usize)], present: u64) -> Verdict {
    let ballots = ballots(choices);
    let marked = ballots.len() as u32;
    let board = Board::of(card, ballots, marked, present, None);
    verdict(card, &tally(&card.draft, board.ballots()), &board.header, &Draw::of(&SEED, &board.root()))
}

#[test]
fn thirty_six_of_fifty_is_seventy_two_percent_and_passes() {
    let card = card(&motion(), 60);
    let verdict = decide(&card, &[("yes", 36), ("no", 11), ("abstain", 3), ("spoiled", 1)], 52);
    let pass = verdict.pass.expect("a comparison");
    assert_eq!((verdict.outcome, pass.got, pass.of, pass.percents()), (Outcome::Passed, 36, 50, ("72".into(), "66.7".into())));
    assert_eq!(decide(&card, &[("yes", 33), ("no", 17)], 52).outcome, Outcome::Failed, "33 of 50 is 66 %");
    let missed = decide(&card, &[("yes", 30)], 30);
    assert_eq!((missed.outcome, missed.pass.map(|pass| pass.met())), (Outcome::Void, Some(true)), "half of the roll is not more than half");
    assert_eq!(decide(&card, &[], 60).outcome, Outcome::Failed, "nobody was for it");
}

#[test]
fn a_share_is_met_exactly_where_its_fraction_says() {
    let (two_thirds, half) = (Share::at_least(2, 3).expect("a share"), Share::more_than(1, 2).expect("a share"));
    for of in 0..=300_u64 {
        for got in 0..=of {
            assert_eq!(two_thirds.met_by(got, of), of > 0 && 3 * got >= 2 * of, "{got} of {of}");
            assert_eq!(half.met_by(got, of), 2 * got > of, "{got} of {of}");
        }
    }
    assert!(two_thirds.met_by(34, 50) && !two_thirds.met_by(33, 50) && two_thirds.met_by(2, 3), "33 of 50 is 66 %, less than two thirds");
    assert!(half.met_by(26, 50) && !half.met_by(25, 50), "half is not more than half");
    assert!(two_thirds.met_by(u64::MAX, u64::MAX), "as large as it gets");
}

#[test]
fn weights_are_read_with_their_merchants() {
    let texts = |typed: &[&str]| typed.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let [one, other] = [id(1), id(2)].map(|id| id.to_string());
    let read = |merchants: &[&str], typed: &[&str]| {
        let read = weights(&texts(merchants), &texts(typed));
        read.map(|of| of.into_iter().collect::<Vec<_>>()).map_err(|refused| (refused.fields[0].field, refused.fields[0].reason.code))
    };
    assert_eq!(read(&[&one, &other], &["３", " "]), Ok(vec![(id(1), 3)]));
    assert_eq!(read(&[], &[]), Ok(vec![]));
    for (typed, code) in [("0", "entry_out_of_range"), ("1001", "entry_out_of_range"), ("1.5", "entry_not_a_number"), ("两票", "entry_not_a_number")]
    {
        assert_eq!(read(&[&one], &[typed]), Err(("weights", code)), "{typed}");
    }
    assert_eq!(read(&["nobody"], &["2"]), Err(("weights", "entry_not_an_id")));
    assert_eq!(read(&[&one, &other], &["2"]), Err(("weights", "entry_missing")));
}

#[test]
fn a_large_database_is_compacted_in_the_small_hours() {
    let moments = [("2026-11-25T14:10+08:00", false), ("2026-11-26T02:59+08:00", false), ("2026-11-26T03:00+08:00", true)];
    for (moment, quiet) in [&moments[..], &[("2026-11-26T04:59+08:00", true), ("2026-11-26T05:00+08:00", false)]].concat() {
        assert!(may_compact(COMPACTED_AT_ONCE, at(moment)), "{moment}");
        assert_eq!(may_compact(COMPACTED_AT_ONCE + 1, at(moment)), quiet, "{moment}");
    }
}

#[test]
fn a_meeting_asks_its_members_openly_or_secretly() {
    let refused = |form: &RuleCardForm| form.of_meeting().map(drop).map_err(|refused| (refused.fields[0].field, refused.fields[0].reason.code));
    assert_eq!(refused(&motion()), Ok(()));
    let other = RuleCardForm { quorum_base: "cast".into(), ..motion() };
    assert_eq!(refused(&RuleCardForm { secrecy: "sealed".into(), ..other.clone() }), Err(("secrecy", "entry_no_such_choice")));
    assert_eq!(refused(&RuleCardForm { electorate: "residents".into(), ..other }), Err(("electorate", "entry_no_such_choice")));
}

#[test]
fn percentages_are_rounded_only_as_far_as_they_stay_true() {
    let needed = Share::at_least(2, 3).expect("a share");
    let of = |got, of| Arithmetic { got, of, base: Base::Valid, needed };
    assert_eq!(of(2, 3).percents(), ("66.7".into(), "66.7".into()));
    assert_eq!((of(65_999, 99_000).met(), of(65_999, 99_000).percents()), (false, ("66.666".into(), "66.667".into())));
    assert_eq!(of(1, 3).percents(), ("33.3".into(), "66.7".into()));
    let half = Arithmetic { needed: Share::more_than(1, 2).expect("a share"), ..of(5_001, 10_000) };
    assert_eq!((half.met(), half.percents()), (true, ("50.01".into(), "50".into())));
    for text in [">=2/3", ">1/2", ">=0/1", ">0/1", ">=1/1"] {
        assert_eq!(Share::parse(text).map(|share| share.to_string()).as_deref(), Some(text));
    }
    for wrong in [">=4/6", "2/3", ">1/1", ">=3/2", ">=1/0", ">=01/2", ">= 1/2", ">=1/10001"] {
        assert_eq!(Share::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn the_bases_are_told_apart() {
    let votes: &[(&str, usize)] = &[("yes", 5), ("no", 4), ("abstain", 3), ("spoiled", 2)];
    for (base, of) in [("cast", 14), ("valid", 12), ("yes_no", 9), ("roll", 20), ("present", 16)] {
        let card = card(&RuleCardForm { pass_base: base.into(), ..motion() }, 20);
        assert_eq!(decide(&card, votes, 16).pass.map(|pass| pass.of), Some(of), "{base}");
    }
}

#[test]
fn the_form_of_a_vote_hears_of_all_its_faults() {
    let bad = RuleCardForm { question: " ".into(), method: "loud".into(), pass: "120".into(), minutes: "x".into(), ..motion() };
    let fields: Vec<_> = bad.parse().expect_err("faults").fields.iter().map(|field| (field.field, field.reason.code)).collect();
    let all = [("question", "entry_missing"), ("method", "entry_no_such_choice"), ("pass", "entry_out_of_range"), ("minutes", "entry_not_a_number")];
    assert_eq!(fields, all);
    for (form, field, code) in [
        (RuleCardForm { options: "a\nb".into(), ..motion() }, "options", "card_options_not_here"),
        (RuleCardForm { options: "a\na".into(), ..election() }, "options", "card_options_alike"),
        (RuleCardForm { options: "a".into(), most: "1".into(), ..election() }, "options", "card_options_alike"),
        (RuleCardForm { most: "4".into(), ..election() }, "most", "card_too_many_picks"),
        (RuleCardForm { seats: "3".into(), ..election() }, "seats", "card_too_many_seats"),
        (RuleCardForm { tie: "top_scores".into(), ..election() }, "tie", "card_ties_do_not_fit"),
        (RuleCardForm { quorum_base: "roll".into(), ..motion() }, "quorum_base", "card_base_does_not_fit"),
        (RuleCardForm { pass_base: "yes_no".into(), ..election() }, "quorum_base", "card_base_does_not_fit"),
        (RuleCardForm { electorate: "residents".into(), ..motion() }, "quorum_base", "card_base_does_not_fit"),
        (
            RuleCardForm { electorate: "residents".into(), quorum_base: "cast".into(), proof: "none".into(), ..motion() },
            "proof",
            "card_roll_needs_proof",
        ),
        (RuleCardForm { pass: "0".into(), ..motion() }, "", ""),
    ] {
        match form.parse() {
            Ok(draft) => assert!(code.is_empty() && draft.pass == Share::more_than(0, 1).expect("a share"), "{field}"),
            Err(refused) => assert_eq!((refused.fields[0].field, refused.fields[0].reason.code), (field, code)),
        }
    }
    let by_date = RuleCardForm { minutes: String::new(), closes_day: "2026-12-11".into(), closes_time: "18:00".into(), ..motion() };
    assert_eq!(draft(&by_date).closing, Closing::At(at("2026-12-11T18:00+08:00")));
    assert_eq!(draft(&RuleCardForm { pass: "66.5%".into(), ..motion() }).pass, Share::at_least(665, 1_000).expect("a share"));
}

#[test]
fn a_rule_card_reads_only_as_it_is_written() {
    for form in
        [motion(), election(), RuleCardForm { method: "score".into(), tie: "top_scores".into(), tie_then: "fewest_zeros".into(), ..election() }]
    {
        let card = card(&form, 5);
        let read = RuleCard::read(&card.text()).expect("a card");
        assert_eq!((read.text(), read.fingerprint()), (card.text(), card.fingerprint()));
        for wrong in ["\r\n", "\n\n"] {
            assert_eq!(RuleCard::read(&card.text().replacen('\n', wrong, 1)), None);
        }
        assert_eq!(RuleCard::read(&card.text().replace("seats\t1", "seats\t01")), None);
        assert_eq!(RuleCard::read(&(card.text() + "more\t1\n")), None);
    }
    let card = card(&motion(), 5);
    let other = RuleCard { draft: CardDraft { question: "是否同意？".into(), ..card.draft.clone() }, ..card.clone() };
    assert_ne!(card.fingerprint(), other.fingerprint());
}

fn ballot_form(choice: &str, picks: &[&str], scores: &[&str]) -> BallotForm {
    let all = |typed: &[&str]| typed.iter().map(|typed| (*typed).to_owned()).collect();
    BallotForm { id: id(5).to_string(), choice: choice.into(), picks: all(picks), scores: all(scores) }
}

#[test]
fn a_ballot_is_read_under_its_card() {
    let (motion, election) = (draft(&motion()), draft(&election()));
    let score = draft(&RuleCardForm { method: "score".into(), ..self::election() });
    let read = |form: BallotForm, card: &CardDraft| {
        form.parse(card).map(|(_, choice)| choice.to_string()).map_err(|refused| (refused.fields[0].field, refused.fields[0].reason.code))
    };
    assert_eq!(read(ballot_form("yes", &[], &[]), &motion), Ok("yes".into()));
    assert_eq!(read(ballot_form("spoiled", &[], &[]), &motion), Err(("choice", "entry_no_such_choice")));
    assert_eq!(read(ballot_form("", &[], &[]), &motion), Err(("choice", "entry_missing")));
    assert_eq!(read(ballot_form("", &["3", "1"], &[]), &election), Ok("pick 1,3".into()));
    assert_eq!(read(ballot_form("", &["1", "2", "3"], &[]), &election), Err(("picks", "ballot_too_many_chosen")));
    assert_eq!(read(ballot_form("", &["4"], &[]), &election), Err(("picks", "ballot_unknown_option")));
    assert_eq!(read(ballot_form("", &[], &[]), &election), Err(("picks", "ballot_nothing_chosen")));
    assert_eq!(read(ballot_form("abstain", &[], &[]), &election), Ok("abstain".into()));
    assert_eq!(read(ballot_form("abstain", &["1"], &[]), &election), Err(("choice", "ballot_abstains_and_chooses")));
    assert_eq!(read(ballot_form("", &["abstain"], &[]), &election), Ok("abstain".into()), "among the options");
    assert_eq!(read(ballot_form("", &["2", "abstain"], &[]), &election), Err(("picks", "ballot_abstains_and_chooses")));
    assert_eq!(read(ballot_form("yes", &[], &[]), &election), Err(("choice", "entry_no_such_choice")));
    assert_eq!(read(ballot_form("", &[], &["5", "0", "3"]), &score), Ok("score 5,0,3".into()));
    assert_eq!(read(ballot_form("", &[], &["5", "", "3"]), &score), Err(("scores", "ballot_score_missing")));
    assert_eq!(read(ballot_form("", &[], &["5", "0", "6"]), &score), Err(("scores", "ballot_no_such_score")));
    assert_eq!(read(ballot_form("", &[], &["5", "0", "3", "1"]), &score), Err(("scores", "ballot_unknown_option")));
    let v7 = BallotForm { id: "0190a0b0-0000-7000-8000-000000000000".into(), ..ballot_form("yes", &[], &[]) };
    assert_eq!(read(v7, &motion), Err(("id", "entry_not_an_id")), "an id with a time in it would order the ballots");
}

fn facts(barred: &[u16]) -> CastFacts<'_> {
    CastFacts {
        state: VoteState::Open,
        secrecy: Secrecy::Secret,
        opens_at: now(),
        closes_at: now().plus(10 * MINUTE),
        closed_at: None,
        on_roll: true,
        recused: false,
        not_the_delegate: false,
        mark: None,
        known: Known::New,
        barred,
    }
}

#[test]
fn one_ballot_each_and_every_no_has_its_name() {
    let good = facts(&[]);
    let judge = |facts: CastFacts<'_>| code(facts.may_cast(now()));
    assert_eq!(judge(good), Ok(Casting::Counts));
    let web = CastFacts { mark: Some(Mark::Web), ..good };
    for (facts, outcome) in [
        (CastFacts { known: Known::Same, ..web }, Ok(Casting::Again)),
        (CastFacts { known: Known::Same, state: VoteState::Published, ..web }, Ok(Casting::Again)),
        (CastFacts { known: Known::Same, ..good }, Err("ballot_id_taken")),
        (CastFacts { known: Known::Other, ..web }, Err("already_voted")),
        (CastFacts { known: Known::Other, ..good }, Err("ballot_id_taken")),
        (CastFacts { known: Known::Other, secrecy: Secrecy::Open, ..web }, Err("ballot_id_taken")),
        (web, Err("already_voted")),
        (CastFacts { secrecy: Secrecy::Open, ..web }, Ok(Casting::Replaces)),
        (CastFacts { secrecy: Secrecy::Open, state: VoteState::Closed, ..web }, Err("vote_closed")),
        (CastFacts { mark: Some(Mark::Paper), ..good }, Err("voted_on_paper")),
        (CastFacts { state: VoteState::Prepared, ..good }, Err("vote_not_open")),
        (CastFacts { opens_at: now().plus(1), ..good }, Err("vote_opens_later")),
        (CastFacts { closes_at: now(), ..good }, Err("vote_closed")),
        (CastFacts { on_roll: false, ..good }, Err("not_on_roll")),
        (CastFacts { recused: true, on_roll: false, ..good }, Err("vote_recused")),
        (CastFacts { not_the_delegate: true, ..good }, Err("not_the_delegate")),
    ] {
        assert_eq!(judge(facts), outcome, "{facts:?}");
    }
    let early = CastFacts { state: VoteState::Closed, closed_at: Some(now()), ..good };
    assert_eq!(early.may_cast(now().plus(5)), Err(CastRefusal::Closed { closed_at: now() }), "the chair closed it before its time");
    assert_eq!(code(may_mark_paper(&good, now())), Ok(()));
    assert_eq!(code(may_mark_paper(&web, now())), Err("already_voted"));
    assert_eq!(code(may_mark_paper(&CastFacts { secrecy: Secrecy::Open, ..web }, now())), Err("already_voted"));
    let own = facts(&[2]);
    assert_eq!(code(own.may_choose(&Choice::Picks(vec![1, 2]))), Err("vote_recused_from_option"));
    assert_eq!(code(own.may_choose(&Choice::Picks(vec![1, 3]))), Ok(()));
    assert_eq!(code(own.may_choose(&Choice::Scores(vec![5, 0, 5]))), Ok(()));
    assert_eq!(code(own.may_choose(&Choice::Scores(vec![5, 1, 5]))), Err("vote_recused_from_option"));
}

#[test]
fn a_roll_is_frozen_without_those_who_stand_aside() {
    let member = |number, weight, recused| RollMember { voter: id(number), weight, recused };
    let members = [member(1, 1, false), member(2, 1, true), member(3, 1, false)];
    assert_eq!(Roll::of(&members, Secrecy::Secret).expect("a roll").count(), 2);
    assert_eq!(Roll::of(&members, Secrecy::Open).expect("a roll").count(), 3);
    assert_eq!(code(Roll::of(&[member(1, 1, false), member(1, 1, false)], Secrecy::Open)), Err("vote_twice_on_roll"));
    assert_eq!(code(Roll::of(&[member(1, 0, false)], Secrecy::Open)), Err("vote_weight_out_of_range"));
    let fix = |roll: &Roll, form: &RuleCardForm| code(draft(form).fix(id(1), roll, Digest::of(&[]), now()));
    assert_eq!(fix(&roll(4, Secrecy::Secret), &motion()), Err("vote_roll_too_small"));
    assert_eq!(fix(&roll(0, Secrecy::Open), &RuleCardForm { secrecy: "open".into(), ..motion() }), Err("vote_roll_empty"));
    let weighty: Vec<RollMember> = (0..6).map(|number| member(number, 2, false)).collect();
    assert_eq!(fix(&Roll::of(&weighty, Secrecy::Secret).expect("a roll"), &motion()), Err("vote_weights_in_secret"));
    let past = RuleCardForm { minutes: String::new(), closes_day: "2026-12-10".into(), closes_time: "14:30".into(), ..motion() };
    assert_eq!(fix(&roll(5, Secrecy::Secret), &past), Err("vote_closing_passed"));
    let five = roll(5, Secrecy::Open);
    let stay = |number, from: i64, until: Option<i64>| Stay { voter: id(number), from: now().plus(from), until: until.map(|at| now().plus(at)) };
    let stays = [stay(0, -60, None), stay(1, -60, Some(0)), stay(2, 5, Some(6)), stay(2, 8, None), stay(3, 10, None), stay(77, 0, None)];
    assert_eq!(
        present_weight(&five, &stays, now(), now().plus(10)),
        2,
        "who left as it opened, came as it closed or is not on the roll was not there"
    );
}

/// Drives a vote and collects what is to be done.
fn drive(vote: Vote, steps: Vec<(Step, Instant)>) -> (Vote, Vec<Effect>) {
    steps.into_iter().fold((vote, Vec::new()), |(vote, mut done), (step, at)| {
        let (vote, effects) = vote.apply(step, at).expect("a step that fits");
        done.extend(effects);
        (vote, done)
    })
}

#[test]
fn a_secret_vote_from_card_to_verdict() {
    let vote = Vote::prepared(id(99), draft(&motion()));
    let open = Step::Open { roll: roll(60, Secrecy::Secret), seed_commitment: Digest::of(&[&SEED]) };
    let (vote, effects) = drive(vote, vec![(open, now())]);
    assert_eq!(effects, [Effect::WriteRoll, Effect::ShowCard]);
    let card = vote.card.clone().expect("a card");
    assert_eq!(card.closes_at, now().plus(10 * MINUTE));
    assert_eq!(
        code(vote.clone().apply(Step::Prepare(Box::new(draft(&election()))), now())).err(),
        Some("vote_not_in_this_state"),
        "the card is fixed"
    );
    let clock = Step::Close { chair: None, papers_waiting: 0 };
    assert_eq!(code(vote.clone().apply(clock.clone(), now())).err(), Some("vote_not_yet_closing"));
    let (closed, effects) = drive(vote.clone(), vec![(clock.clone(), now().plus(DAY))]);
    assert_eq!((closed.closed_at, effects), (Some(card.closes_at), vec![Effect::SealBoard]), "a job that catches up closes at the card's time");
    let (again, effects) = drive(closed.clone(), vec![(clock, now().plus(DAY)), (Step::Close { chair: Some(id(1)), papers_waiting: 0 }, now())]);
    assert_eq!((again, effects), (closed.clone(), vec![]), "whoever comes second finds it closed");

    assert_eq!(code(closed.clone().apply(Step::Count { by: id(1) }, now())).err(), Some("vote_not_sealed"));
    let board = Board::of(&card, ballots(&[("yes", 36), ("no", 14)]), 50, 52, None);
    let seal = Step::Seal { root: board.root(), papers_waiting: 0 };
    let (sealed, effects) = drive(closed, vec![(seal.clone(), now()), (seal, now())]);
    assert_eq!(effects, [Effect::ShowRoot, Effect::RewriteBallots], "sealing twice is sealing once");
    let other = Step::Seal { root: Digest::of(&[]), papers_waiting: 0 };
    assert_eq!(code(sealed.clone().apply(other, now())).err(), Some("vote_sealed_otherwise"));
    assert_eq!(code(sealed.clone().apply(Step::Clean, now())).err(), Some("vote_not_in_this_state"));
    let (counted, _) = drive(sealed, vec![(Step::Count { by: id(1) }, now())]);
    assert!(!counted.state.shows_result());
    assert_eq!(code(counted.clone().apply(Step::Publish { by: id(1) }, now())).err(), Some("vote_same_person"));
    let (published, effects) = drive(counted, vec![(Step::Publish { by: id(2) }, now())]);
    assert_eq!((published.state, effects), (VoteState::Published, vec![Effect::ShowResult]));
    let file = Export::of(&card, &board, &SEED).json();
    let recount = recount(file.as_bytes(), published.root.as_ref()).expect("in order");
    assert_eq!(recount.verdict.outcome, Outcome::Passed);
}

#[test]
fn a_sealed_vote_is_cleaned_heard_and_unlinked_before_it_is_counted() {
    let form =
        RuleCardForm { secrecy: "sealed".into(), electorate: "residents".into(), quorum_base: "cast".into(), quorum: "none".into(), ..election() };
    let vote = Vote::prepared(id(99), draft(&form));
    assert_eq!(vote.draft.proof, ProofNeed::Person);
    let open = Step::Open { roll: roll(10, Secrecy::Sealed), seed_commitment: Digest::of(&[&SEED]) };
    let (vote, _) = drive(vote, vec![(open, now()), (Step::Close { chair: Some(id(1)), papers_waiting: 2 }, now().plus(MINUTE))]);
    assert_eq!(code(vote.clone().apply(Step::Seal { root: Digest::of(&[]), papers_waiting: 2 }, now())).err(), Some("vote_papers_waiting"));
    let card = vote.card.clone().expect("a card");
    let cast = ballots(&[("pick 1", 4), ("pick 2,3", 3), ("pick 2", 2)]);
    let removed = cast[0].id;
    let board = Board::of(&card, cast, 9, 0, None);
    let seal = Step::Seal { root: board.root(), papers_waiting: 0 };
    let (vote, effects) = drive(vote, vec![(seal, now()), (Step::Clean, now())]);
    assert_eq!((vote.state, effects), (VoteState::Cleaning, vec![Effect::ShowRoot]), "the links stay until the appeal days end");
    assert_eq!(code(vote.clone().apply(Step::Hear { appeal_until: now().plus(DAY - 1) }, now())).err(), Some("vote_appeal_too_short"));
    let until = now().plus(7 * DAY);
    let (vote, effects) = drive(vote, vec![(Step::Hear { appeal_until: until }, now())]);
    assert_eq!(effects, [Effect::TellRemoved]);
    assert_eq!(code(vote.clone().apply(Step::Count { by: id(1) }, until)).err(), Some("vote_links_not_destroyed"));
    let unlink = |waiting| Step::DestroyLinks { appeals_waiting: waiting };
    assert_eq!(code(vote.clone().apply(unlink(0), until.plus(-1))).err(), Some("vote_appeal_running"));
    assert_eq!(code(vote.clone().apply(unlink(1), until)).err(), Some("vote_appeals_waiting"));
    let steps = vec![(unlink(0), until), (unlink(0), until), (Step::Count { by: id(1) }, until), (Step::Publish { by: id(2) }, until)];
    let (vote, effects) = drive(vote, steps);
    assert_eq!(effects, [Effect::DestroyLinks, Effect::RewriteBallots, Effect::ShowResult]);
    let cleaned = board.clone().without(&[removed]);
    assert_eq!((Some(cleaned.root()), cleaned.ballots().count()), (vote.root, 8), "the root still covers what was removed");
    let found = recount(Export::of(&card, &cleaned, &SEED).json().as_bytes(), vote.root.as_ref()).expect("in order");
    assert_eq!((found.tally.cast, found.verdict.ranking[0].option), (8, 2));
    for state in VoteState::ALL {
        assert_eq!(VoteState::from_code(state.code()), Some(state));
    }
}

#[test]
fn equal_counts_are_parted_as_the_card_says() {
    let only = card(&RuleCardForm { tie: "only_choice".into(), ..election() }, 10);
    let verdict = decide(&only, &[("pick 1,3", 2), ("pick 2", 2)], 10);
    assert_eq!((verdict.ranking[0].option, verdict.ties[0].by), (2, TieBreak::OnlyChoice));
    assert_eq!(verdict.ties[1].by, TieBreak::Draw, "1 and 3 were always named together");
    let scores = RuleCardForm { method: "score".into(), tie: "fewest_zeros".into(), ..election() };
    let verdict = decide(&card(&scores, 10), &[("score 5,3,0", 1), ("score 0,2,1", 1)], 10);
    assert_eq!((verdict.ranking[0].option, verdict.ties[0].by), (2, TieBreak::FewestZeros));
    assert_eq!(verdict.ranking[0].share.of, 10, "two ballots of at most five");
    let two_seats = card(&RuleCardForm { seats: "2".into(), pass_base: "cast".into(), pass: "50".into(), ..election() }, 10);
    let verdict = decide(&two_seats, &[("pick 1,2", 5), ("pick 3", 4), ("spoiled", 1)], 10);
    let standings: Vec<Standing> = verdict.ranking.iter().map(|option| option.standing).collect();
    assert_eq!(standings, [Standing::Elected, Standing::Elected, Standing::Short]);
    let void = decide(&two_seats, &[("pick 1,2", 1)], 5);
    assert_eq!((void.outcome, void.ranking[0].standing), (Outcome::Void, Standing::Reached));
}

#[test]
fn a_receipt_does_not_show_the_choice_and_proves_the_ballot() {
    let card = card(&motion(), 60);
    let cast = ballots(&[("yes", 4), ("no", 4)]);
    let key = [9; 32];
    let receipt = Receipt::of(&card, &cast[0], &key).signed([3; 64]);
    assert!(!receipt.text().contains("yes"));
    assert_eq!(SignedReceipt::parse(&receipt.text()), Ok(receipt));
    assert_eq!(SignedReceipt::parse(&format!("https://example.test/verify#{}", receipt.short())), Ok(receipt));
    assert_eq!(SignedReceipt::parse(&receipt.text().replace('\t', "  ").replace('\n', " \r\n")), Ok(receipt), "as it comes out of a chat");
    for wrong in ["", "R1.", &receipt.short()[..80], &receipt.text().replace("leaf", "loaf"), &(receipt.text() + "more")] {
        assert_eq!(code(SignedReceipt::parse(wrong)), Err("receipt_unreadable"), "{wrong}");
    }
    let board = Board::of(&card, cast.clone(), 8, 60, None);
    assert_eq!(code(receipt.on_board(&board)), Ok(()));
    assert_eq!(
        code(
            receipt
                .signed_by(&[[1; 32], key], |of, text, signature| *of == key && text == receipt.receipt.text().as_bytes() && *signature == [3; 64])
        ),
        Ok(())
    );
    assert_eq!(code(receipt.signed_by(&[key], |_, _, _| false)), Err("receipt_forged"));
    assert_eq!(code(receipt.signed_by(&[[1; 32]], |_, _, _| true)), Err("receipt_key_unknown"));
    let changed = Ballot { choice: Choice::No, ..cast[0].clone() };
    let with = |ballots: Vec<Ballot>| code(receipt.on_board(&Board::of(&card, ballots, 8, 60, None)));
    assert_eq!(with([vec![changed], cast[1..].to_vec()].concat()), Err("receipt_ballot_changed"));
    assert_eq!(with(cast[1..].to_vec()), Err("receipt_not_on_board"));
    assert_eq!(code(receipt.on_board(&board.clone().without(&[cast[0].id]))), Err("receipt_ballot_removed"));
    let other = RuleCard { vote: id(98), ..card.clone() };
    assert_eq!(code(receipt.on_board(&Board::of(&other, cast, 8, 60, None))), Err("receipt_of_another_vote"));
}

#[test]
fn the_order_in_which_ballots_came_leaves_no_trace() {
    let card = card(&motion(), 60);
    let cast = ballots(&[("yes", 9), ("no", 9)]);
    let backwards: Vec<Ballot> = cast.iter().rev().cloned().collect();
    assert_eq!(Board::of(&card, cast, 18, 60, None), Board::of(&card, backwards, 18, 60, None));
}

#[test]
fn paper_is_entered_twice_and_a_mismatch_goes_to_a_third() {
    let entry = |by: u128, choice: &str| PaperEntry { by: id(by), choice: Choice::parse(choice).expect("a choice") };
    let (once, standing) = PaperSheet::default().enter(entry(1, "yes")).expect("entered");
    assert_eq!(standing, PaperStanding::WaitsForSecond);
    assert_eq!(code(once.clone().enter(entry(1, "yes"))), Err("paper_same_person"));
    let (settled, standing) = once.clone().enter(entry(2, "yes")).expect("entered");
    assert_eq!(standing, PaperStanding::Settled(Choice::Yes));
    assert_eq!(code(settled.clone().enter(entry(3, "no"))), Err("paper_settled"));
    let (disputed, standing) = once.enter(entry(2, "no")).expect("entered");
    assert_eq!(standing, PaperStanding::WaitsForThird);
    assert_eq!(code(disputed.clone().enter(entry(2, "yes"))), Err("paper_same_person"));
    assert_eq!(code(papers_settled(&[settled.clone(), disputed.clone()], 2)), Err("papers_waiting"));
    let (decided, standing) = disputed.enter(entry(3, "spoiled")).expect("entered");
    assert_eq!(standing, PaperStanding::Settled(Choice::Spoiled));
    assert_eq!(code(papers_settled(&[settled.clone(), decided.clone()], 3)), Ok(2), "one was not put into the box");
    assert_eq!(code(papers_settled(&[settled, decided], 1)), Err("paper_more_than_handed_out"));
    assert_eq!((Channels::shown(4, 50), Channels::shown(5, 5)), (None, Some(Channels { web: 5, paper: 5 })));
}

/// A file with one part exchanged, and the name under which it is refused.
#[test]
fn a_broken_file_is_refused_by_name() {
    let card = card(&election(), 20);
    let sound = Export::of(&card, &Board::of(&card, ballots(&[("pick 1", 5), ("pick 2,3", 5)]), 10, 12, None), &SEED);
    let judge = |export: &Export| code(recount(export.json().as_bytes(), None).map(|_| ()));
    assert_eq!(judge(&sound), Ok(()));
    let line = |text: &str| Export { ballots: [vec![text.to_owned()], sound.ballots[1..].to_vec()].concat(), ..sound.clone() };
    let first = &sound.ballots[0];
    let choice = first.split('\t').nth(1).expect("a choice");
    for (export, refusal) in [
        (Export { format: "shangmeng-board/2".into(), ..sound.clone() }, "board_format_unknown"),
        (Export { card: sound.card.replace("seats", "seat"), ..sound.clone() }, "board_card_broken"),
        (Export { header: sound.header.replace("ballots\t10", "ballots\t010"), ..sound.clone() }, "board_header_broken"),
        (Export { header: sound.header.clone() + "channels\t6\t5\n", ..sound.clone() }, "board_header_broken"),
        (Export { card: sound.card.replace("12月", "1月"), ..sound.clone() }, "board_other_card"),
        (line("nonsense"), "board_line_broken"),
        (line(&format!("removed\t{}", Digest::of(&[]))), "board_line_broken"),
        (line(&first.replace(choice, "pick 4")), "board_unknown_option"),
        (line(&first.replace(choice, "pick 1,2,3")), "board_unknown_option"),
        (line(&first.replace(choice, "yes")), "board_unknown_option"),
        (Export { ballots: sound.ballots.iter().rev().cloned().collect(), ..sound.clone() }, "board_out_of_order"),
        (Export { header: sound.header.replace("marked\t10", "marked\t9"), ..sound.clone() }, "board_more_than_roll"),
        (Export { header: sound.header.replace("marked\t10", "marked\t21"), ..sound.clone() }, "board_more_than_roll"),
        (Export { header: sound.header.replace("present\t12", "present\t13"), ..sound.clone() }, "board_altered"),
        (Export { root: Digest::of(&[]).to_string(), ..sound.clone() }, "board_altered"),
        (Export { seed: "00".repeat(32), ..sound.clone() }, "board_seed_wrong"),
        (Export { seed: "xx".into(), ..sound.clone() }, "board_seed_wrong"),
        (Export { result: sound.result.replace("outcome\tpassed", "outcome\tfailed"), ..sound.clone() }, "board_result_wrong"),
    ] {
        assert_eq!(judge(&export), Err(refusal), "{refusal}");
    }
    let bytes = |file: &[u8]| code(recount(file, None).map(|_| ()));
    let json = sound.json();
    assert_eq!(bytes(b"\xff\xfe"), Err("board_file_broken"));
    assert_eq!(bytes(&json.as_bytes()[..json.len() / 2]), Err("board_file_broken"));
    assert_eq!(bytes(json.replace("\"seed\"", "\"root\"").as_bytes()), Err("board_file_broken"));
    assert_eq!(bytes(json.replacen('{', "{\"note\": \"\",", 1).as_bytes()), Err("board_file_broken"));
    assert_eq!(bytes(format!("[{:?}]", sound.format).as_bytes()), Err("board_file_broken"));
    assert_eq!(bytes(format!("\u{feff}{json}").as_bytes()), Ok(()), "as an editor saves it");
}

#[test]
fn the_tree_is_that_of_rfc_6962() {
    // The test vectors of Certificate Transparency (RFC 6962's reference implementation): roots over its first leaves.
    let inputs: [&[u8]; 4] = [b"", b"\x00", b"\x10", b"\x20\x21"];
    let leaves: Vec<Digest> = inputs.iter().map(|input| leaf(input)).collect();
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    for (count, expected) in (1..).zip(roots) {
        assert_eq!(root(&leaves[..count]).to_string(), expected);
    }
    assert_eq!(root(&[]).to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

proptest! {
    #[test]
    fn a_proof_leads_from_its_leaf_to_the_root_and_from_nowhere_else(count in 1_usize..70, place in 0_usize..70, other in 0_usize..70) {
        let leaves: Vec<Digest> = (0..count).map(|number| leaf(&number.to_be_bytes())).collect();
        let to = root(&leaves);
        match prove(&leaves, place) {
            None => prop_assert!(place >= count),
            Some(proof) => {
                prop_assert!(proof.leads(&leaves[place], &to));
                prop_assert!(place == other % count || !proof.leads(&leaves[other % count], &to));
                prop_assert!(!proof.leads(&leaves[place], &leaf(b"another root")));
                let longer = InclusionProof { beside: [proof.beside.clone(), vec![to]].concat(), ..proof };
                prop_assert!(!longer.leads(&leaves[place], &to));
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_makes_a_form_panic(text in "\\PC{0,40}", minutes in "\\PC{0,6}", number in any::<u32>()) {
        let form = RuleCardForm {
            question: text.clone(), options: text.clone(), most: minutes.clone(), quorum: text.clone(), pass: minutes.clone(), minutes, ..election()
        };
        let _ = form.parse();
        let _ = SignedReceipt::parse(&text);
        let _ = RuleCard::read(&text);
        let _ = Entry::parse(&text);
        let _ = recount(text.as_bytes(), None);
        let ballot = ballot_form(&text, &[&number.to_string()], &[&text]);
        let _ = ballot.parse(&draft(&election()));
    }
}

#[test]
fn a_draft_is_written_into_its_form_and_read_again() {
    let scores =
        RuleCardForm {
            method: "score".into(), options: "甲\n乙\n丙".into(), tie: "top_scores".into(), tie_then: "fewest_zeros".into(), ..motion()
        };
    let moment = RuleCardForm { minutes: String::new(), closes_day: "2026-11-27".into(), closes_time: "18:30".into(), ..motion() };
    let shares = RuleCardForm { quorum: "33.34".into(), pass: ">1/3".into(), ..motion() };
    for form in [motion(), election(), scores, moment, shares] {
        let read = draft(&form);
        assert_eq!(draft(&RuleCardForm::of(&read)), read);
    }
}
