use super::*;
use crate::districts::District;
use crate::offers::Grounds;
use crate::voting::Outcome;
use crate::{Day, Instant, MINUTE, Refusal, SECOND};
use proptest::prelude::*;
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
fn code<T, R: Refusal>(outcome: Result<T, R>) -> Result<T, &'static str> {
    outcome.map_err(|refusal| refusal.reason().code)
}
/// Any keyed function will do for tests.
fn mac(bytes: &[u8]) -> u64 {
    bytes.iter().fold(14_695_981_039_346_656_037, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(1_099_511_628_211)) >> 16
}

fn form() -> MeetingForm {
    MeetingForm {
        id: id(1).to_string(),
        title: "商圈联席会议".into(),
        place: "金融中心B座32层".into(),
        day: "2026-12-10".into(),
        begins: "14:00".into(),
        ends: "15：30".into(),
        ..MeetingForm::default()
    }
}

#[test]
fn the_three_districts_take_turns_as_host() {
    assert_eq!(next_host(None), District::Wanda);
    let turns: Vec<District> = District::ALL.into_iter().map(|last| next_host(Some(last))).collect();
    assert_eq!(turns, [District::Xianjing, District::Haishang, District::Wanda]);
    let plan = form().parse(Some(District::Wanda)).expect("a plan");
    assert_eq!((plan.host, plan.minutes(), plan.districts.len()), (District::Xianjing, 90, 3));
    let copy = copied(&plan, id(2).to_string());
    assert_eq!((copy.host.as_str(), copy.begins.as_str(), copy.ends.as_str(), copy.day.as_str()), ("haishang", "14:00", "15:30", ""));
    let next = MeetingForm { day: "2027-01-14".into(), ..copy }.parse(Some(plan.host)).expect("the next one");
    assert_eq!((next.title, next.host), (plan.title, District::Haishang));
    let late = MeetingForm { begins: "22:00".into(), ends: "24:00".into(), ..form() }.parse(None).expect("until midnight");
    assert_eq!((late.minutes(), copied(&late, String::new()).ends.as_str()), (120, "24:00"));
}

#[test]
fn a_meeting_form_hears_of_all_its_faults_at_once() {
    let bad = MeetingForm { title: String::new(), host: "dayuecheng".into(), ends: "13:00".into(), day: "soon".into(), ..form() };
    let refused = bad.parse(None).expect_err("four faults");
    let codes: Vec<_> = refused.fields.iter().map(|field| (field.field, field.reason.code)).collect();
    let all = [("title", "entry_missing"), ("host", "entry_no_such_choice"), ("day", "entry_not_a_date"), ("ends", "entry_out_of_order")];
    assert_eq!(codes, all);
}

#[test]
fn the_agenda_has_its_minutes_and_begins_with_the_tasks() {
    let item =
        AgendaForm { title: "会员日方案".into(), kind: "vote".into(), minutes: "２０".into(), ..AgendaForm::default() }.parse().expect("an item");
    assert_eq!((item.kind, item.minutes), (ItemKind::Vote, 20));
    let bad = AgendaForm { title: "x".into(), kind: "tasks".into(), minutes: "0".into(), ..AgendaForm::default() }.parse().expect_err("two faults");
    assert_eq!(bad.fields.len(), 2, "tasks come by themselves");
    let order = opening_order(vec![(id(1), ItemKind::Report), (id(2), ItemKind::Vote), (id(3), ItemKind::Tasks)], |item| item.1);
    assert_eq!(order[0].0, id(3));
    let ids = |order: &[(Uuid, ItemKind)]| order.iter().map(|item| item.0).collect::<Vec<_>>();
    assert_eq!(ids(&item_moved(order.clone(), id(2), true)), [id(3), id(2), id(1)]);
    assert_eq!(ids(&item_moved(order.clone(), id(1), true)), ids(&order), "nothing comes before the tasks");
    assert_eq!(ids(&item_moved(order.clone(), id(2), false)), ids(&order), "beyond the end nothing moves");
    let begins = at("2026-12-10T14:00+08:00");
    let slots = timetable(begins, begins.plus(30 * MINUTE), &[10, 20, 15]);
    assert_eq!(
        slots.iter().map(|slot| (slot.begins_at.since(begins) / MINUTE, slot.late)).collect::<Vec<_>>(),
        [(0, false), (10, false), (30, true)]
    );
}

#[test]
fn a_person_speaks_for_one_merchant() {
    let good = DelegateFacts {
        state: MeetingState::Convened,
        invited: true,
        own_person: true,
        delegate_elsewhere: false,
        other_checked_in: false,
        has_voted: false,
    };
    assert_eq!(code(may_name_delegate(&good)), Ok(()));
    for (facts, refusal) in [
        (DelegateFacts { state: MeetingState::Closed, ..good }, "meeting_over"),
        (DelegateFacts { invited: false, ..good }, "not_invited"),
        (DelegateFacts { own_person: false, ..good }, "foreign_delegate"),
        (DelegateFacts { delegate_elsewhere: true, ..good }, "delegate_elsewhere"),
        (DelegateFacts { has_voted: true, ..good }, "delegate_acted"),
        (DelegateFacts { other_checked_in: true, ..good }, "delegate_acted"),
    ] {
        assert_eq!(code(may_name_delegate(&facts)), Err(refusal));
    }
    let begins = at("2026-12-10T14:00+08:00");
    assert_eq!(code(may_answer(MeetingState::Convened, true, begins, begins.plus(-1))), Ok(()));
    assert_eq!(code(may_answer(MeetingState::Open, true, begins, begins)), Err("answer_too_late"));
    let form = AnswerForm { meeting: id(1).to_string(), merchant: id(2).to_string(), answer: "excused".into(), excuse: String::new() };
    assert_eq!(form.parse().expect_err("why not?").fields[0].field, "excuse");
}

#[test]
fn the_code_on_the_screen_changes_every_half_minute() {
    let (meeting, now) = (id(1), at("2026-12-10T14:00:10+08:00"));
    let (shown, next_at) = code_now(meeting, now, &mac);
    assert_eq!(next_at, at("2026-12-10T14:00:30+08:00"));
    assert_ne!(code_now(meeting, next_at, &mac).0, shown);
    let typed = CheckInCode::parse(&format!(" {shown} ")).expect("as it is shown");
    let later = |seconds: i64| code(code_taken(typed, meeting, now.plus(seconds * SECOND), &mac));
    assert_eq!((later(0), later(60), later(109)), (Ok(()), Ok(()), Ok(())));
    assert_eq!((later(110), later(600)), (Err("check_in_code_old"), Err("check_in_code_old")));
    assert_eq!(later(3_600), Err("check_in_code_wrong"));
    assert_eq!(later(-30), Err("check_in_code_wrong"), "not before it was shown");
    assert_eq!(code(code_taken(typed, id(2), now, &mac)), Err("check_in_code_wrong"), "another meeting's screen");
    assert_eq!(code(CheckInCode::parse("12345")), Err("check_in_code_wrong"));
}

#[test]
fn checking_in_within_the_window() {
    let settings = MeetingSettings::default();
    let begins_at = at("2026-12-10T14:00+08:00");
    let good = CheckInFacts {
        state: MeetingState::Convened,
        begins_at,
        invited: true,
        delegate_named: true,
        is_delegate: true,
        check_in: None,
        by_staff: false,
    };
    let judge = |facts: CheckInFacts, minutes: i64| code(facts.may_check_in(&settings, begins_at.plus(minutes * MINUTE)));
    assert_eq!((judge(good, -31), judge(good, -30)), (Err("check_in_too_early"), Ok(CheckedIn::Now)));
    assert_eq!(judge(CheckInFacts { state: MeetingState::Closed, ..good }, 90), Err("check_in_over"));
    assert_eq!(judge(CheckInFacts { invited: false, ..good }, 0), Err("check_in_not_invited"));
    assert_eq!(judge(CheckInFacts { delegate_named: false, ..good }, 0), Err("delegate_not_named"));
    assert_eq!(judge(CheckInFacts { is_delegate: false, ..good }, 0), Err("check_in_not_delegate"));
    assert_eq!(judge(CheckInFacts { is_delegate: false, by_staff: true, ..good }, 0), Ok(CheckedIn::Now));
    let here = CheckIn { merchant: id(1), at: begins_at, left_at: None, struck: false };
    let with = |check_in, by_staff| judge(CheckInFacts { check_in: Some(check_in), by_staff, ..good }, 5);
    assert_eq!(with(here, false), Ok(CheckedIn::Again));
    assert_eq!(with(CheckIn { left_at: Some(begins_at), ..here }, false), Ok(CheckedIn::Back));
    assert_eq!(with(CheckIn { struck: true, ..here }, false), Err("check_in_struck"));
    assert_eq!(with(CheckIn { struck: true, ..here }, true), Ok(CheckedIn::Back));
}

#[test]
fn the_head_count_knows_whether_there_is_a_quorum() {
    let (settings, now) = (MeetingSettings::default(), at("2026-12-10T14:10+08:00"));
    let here = |number| CheckIn { merchant: id(number), at: now.plus(-1), left_at: None, struck: false };
    let gone = CheckIn { left_at: Some(now), ..here(7) };
    let mut check_ins = vec![here(1), here(2), here(2), here(3), gone, CheckIn { struck: true, ..here(8) }];
    let count = head_count(&check_ins, 6, &settings, now);
    assert_eq!((count.present, count.quorum.met()), (3, false), "half is not more than half");
    assert_eq!(count.quorum.percents(), ("50".to_owned(), "50".to_owned()));
    check_ins.push(here(4));
    assert!(head_count(&check_ins, 6, &settings, now).quorum.met());
    assert_eq!(all_who_came(&check_ins, 6, &settings).present, 5, "who left came too");
    assert_eq!(attendance(Some(&gone), None), Attendance::Present, "was here");
    assert_eq!(attendance(Some(&CheckIn { struck: true, ..here(8) }), Some(Answer::Excused)), Attendance::Excused);
    assert_eq!(attendance(None, Some(Answer::Coming)), Attendance::Absent);
    assert!(MeetingSettings { quorum_numerator: 2, quorum_denominator: 2, ..settings }.checked().is_err());
}

#[test]
fn a_session_opens_closes_and_leaves_nothing_behind() {
    use MeetingAct as Act;
    let facts = MeetingFacts { items: 2, invited: 30, ..MeetingFacts::default() };
    let step = |state: MeetingState, act, facts: &MeetingFacts| code(state.after(act, facts));
    assert_eq!(step(MeetingState::Draft, Act::Convene, &MeetingFacts::default()), Err("meeting_no_agenda"));
    assert_eq!(step(MeetingState::Draft, Act::Convene, &MeetingFacts { items: 1, ..MeetingFacts::default() }), Err("meeting_nobody_invited"));
    let convened = step(MeetingState::Draft, Act::Convene, &facts).expect("convened");
    let open = step(convened, Act::Open, &facts).expect("open");
    let (settings, begins_at) = (MeetingSettings::default(), at("2026-12-10T14:00+08:00"));
    assert_eq!(code(may_open(begins_at, &settings, at("2026-12-10T13:29+08:00"))), Err("meeting_opened_too_early"));
    assert_eq!(code(may_open(begins_at, &settings, at("2026-12-10T13:30+08:00"))), Ok(()));
    assert_eq!((code(may_call_for(begins_at, begins_at)), code(may_call_for(begins_at, begins_at.plus(1)))), (Ok(()), Err("meeting_in_the_past")));
    assert_eq!(step(open, Act::Cancel, &facts), Err("meeting_not_in_this_state"));
    assert_eq!(step(convened, Act::Cancel, &MeetingFacts { open_votes: 1, ..facts }), Err("meeting_votes_open"));
    assert_eq!(step(open, Act::Close, &MeetingFacts { open_votes: 1, ..facts }), Err("meeting_votes_open"));
    assert_eq!(step(open, Act::Close, &MeetingFacts { untouched_tasks: 1, ..facts }), Err("meeting_tasks_untouched"));
    assert_eq!(step(open, Act::Close, &facts), Ok(MeetingState::Closed));
    for state in MeetingState::ALL {
        assert_eq!(MeetingState::from_code(state.code()), Some(state));
    }
}

#[test]
fn an_undone_task_is_dropped_by_a_vote_or_not_at_all() {
    let task = Task { state: TaskState::Open, due: day("2026-12-01"), carried: 0 };
    assert!(task.overdue(day("2026-12-02")) && !task.overdue(day("2026-12-01")));
    assert_eq!(code(task.apply(TaskStep::Drop { vote: None })), Err("task_not_dropped_by_vote"));
    for outcome in [Outcome::Failed, Outcome::Void] {
        assert_eq!(code(task.apply(TaskStep::Drop { vote: Some(outcome) })), Err("task_not_dropped_by_vote"));
    }
    assert_eq!(code(task.apply(TaskStep::CarryOver { due: day("2026-12-01") })), Err("task_not_later"));
    let carried = task.apply(TaskStep::CarryOver { due: day("2027-01-10") }).expect("carried over");
    assert_eq!((carried.state, carried.carried), (TaskState::Open, 1));
    let dropped = carried.apply(TaskStep::Drop { vote: Some(Outcome::Passed) }).expect("dropped");
    assert_eq!(code(dropped.apply(TaskStep::Finish)), Err("task_settled"));
    assert_eq!(code(dropped.taken_back(task.due, false)), Err("task_settled"), "what a vote decided stays");
    assert_eq!(code(carried.taken_back(task.due, true)), Ok(task));
    let done = carried.apply(TaskStep::Finish).expect("done");
    assert_eq!(code(done.taken_back(carried.due, false)), Ok(carried));
    assert!(names_task("不再做“换灯”", "换灯") && !names_task("同意修改章程", "换灯"));
    assert!(names_task("不再做“换‘一号’灯”", "换“一号”灯"), "quotation marks inside others");
    let other = Task { due: day("2026-11-01"), ..task };
    assert_eq!(carried_over(vec![carried, dropped, other], |task| *task), [other, carried]);
    assert!(TaskForm { title: "换灯".into(), owner: "物业".into(), due: "2026-12-31".into(), ..TaskForm::default() }.parse().is_ok());
}

#[test]
fn minutes_are_approved_by_a_second_person() {
    let draft = Minutes::draft();
    assert_eq!(code(draft.hand_in(id(1), MeetingState::Open)), Err("minutes_meeting_not_over"));
    assert_eq!(code(draft.approve(id(2))), Err("minutes_not_handed_in"));
    let written = draft.hand_in(id(1), MeetingState::Closed).expect("handed in");
    assert_eq!(code(written.approve(id(1))), Err("minutes_same_person"));
    let back = written.give_back(&Grounds::parse("缺少出席名单").expect("grounds")).expect("given back");
    assert_eq!(back.state, MinutesState::Draft);
    let approved = written.approve(id(2)).expect("approved");
    assert_eq!(code(approved.change()), Err("minutes_approved"));
    assert_eq!(written.change().map(|minutes| minutes.state), Ok(MinutesState::Draft), "a change has to be handed in again");
}

#[test]
fn papers_are_known_by_their_content() {
    assert_eq!(may_add_paper(b"%PDF-1.7", 0), Ok(PaperKind::Pdf));
    assert_eq!(may_add_paper(&[0xff, 0xd8, 0xff, 0xe0], 9), Ok(PaperKind::Picture));
    assert_eq!(code(may_add_paper(b"<html>", 0)), Err("paper_kind_unknown"));
    assert_eq!(code(may_add_paper(b"%PDF-1.7", PAPERS_MOST)), Err("paper_too_many"));
    let large = |begin: &[u8]| [begin, &vec![0; 2 * 1024 * 1024]].concat();
    assert_eq!(code(may_add_paper(&large(b"%PDF-1.7"), 0)), Err("paper_too_large"));
    assert_eq!(may_add_paper(&large(&[0xff, 0xd8, 0xff]), 0), Ok(PaperKind::Picture), "made smaller before it is kept");
}

proptest! {
    #[test]
    fn a_code_is_taken_as_long_as_it_is_fresh(start in 0_i64..4_000_000_000_000, delay in 0_i64..2_000_000) {
        let (shown, _) = code_now(id(5), Instant::from_millis(start), &mac);
        let steps = (start + delay).div_euclid(30_000) - start.div_euclid(30_000);
        let taken = code_taken(shown, id(5), Instant::from_millis(start + delay), &mac);
        // The other way round chance decides: an old code may equal a fresh one.
        prop_assert!(steps > 3 || taken.is_ok());
    }
}
