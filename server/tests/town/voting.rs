use crate::meetings::{convened, literal, secretary};
use crate::shops::{Shop, with};
use crate::town::{Browser, Town};
use rules::districts::District;
use rules::voting::{Outcome, recount};
use uuid::Uuid;

const MEETING_DAY: &str = "2026-11-25T14:10+08:00";

/// A meeting with its office, an officer of the hosting district, and merchants whose owners speak for them.
pub struct Hall {
    pub town: Town,
    pub office: Browser,
    pub officer: Browser,
    pub shops: Vec<Shop>,
    pub meeting: String,
    pub item: String,
}

impl Hall {
    pub async fn with(merchants: usize) -> Self {
        let town = Town::on("2026-11-20T09:00+08:00").await;
        let office = secretary(&town).await;
        let officer = town.officer(District::Wanda).await;
        let mut shops = Vec::new();
        for number in 0..merchants {
            shops.push(town.shop(&format!("示例商户{number:03}"), District::ALL[number % 3]).await.proven(&town).await);
        }
        let meeting = convened(&office).await;
        for shop in &shops {
            shop.speaks(&town, &meeting).await;
        }
        let meeting_id: Uuid = meeting.parse().expect("an id");
        let item = town.value(&format!("SELECT id FROM agenda_item WHERE meeting = {} AND kind = 'report'", literal(&town, meeting_id))).await;
        town.goes_to(MEETING_DAY);
        town.execute("UPDATE session SET second_factor = TRUE, fresh_at = 1999999999999, ends_at = 1999999999999").await;
        Self { town, office, officer, shops, meeting, item }
    }

    /// A prepared vote; gives its id.
    pub async fn prepares(&self, other: &[(&'static str, &str)]) -> String {
        let id = Uuid::new_v4().to_string();
        let form = with(with(motion(), &[("id", &id), ("meeting", &self.meeting), ("item", &self.item)]), other);
        self.office.fills("/api/voting/prepare_vote", &form).await.succeeds();
        id
    }

    /// A vote that is open.
    pub async fn opens(&self, other: &[(&'static str, &str)]) -> String {
        let id = self.prepares(other).await;
        self.office.act("/api/voting/open_vote", &[("vote", &id)]).await.succeeds();
        id
    }

    pub async fn step(&self, act: &str, vote: &str) {
        self.office.act(&format!("/api/voting/{act}"), &[("vote", vote)]).await.succeeds();
    }

    /// Closed, counted by the office, published by the officer; gives the published file.
    pub async fn publishes(&self, vote: &str) -> String {
        self.step("close_vote", vote).await;
        self.step("count_vote", vote).await;
        self.officer.act("/api/voting/publish_vote", &[("vote", vote)]).await.succeeds();
        self.town.visitor().opens(&format!("/votes/{vote}/board.json")).await.succeeds().body
    }
}

/// A motion as the form sends it: open, more than half of the roll must vote, two thirds of the valid ballots.
pub fn motion() -> Vec<(&'static str, String)> {
    let fields = [
        ("question", "12月会员日延长到晚上十点"),
        ("method", "yes_no"),
        ("electorate", "merchants"),
        ("quorum_base", "cast"),
        ("quorum", "half"),
        ("pass_base", "valid"),
        ("pass", "two_thirds"),
        ("secrecy", "open"),
        ("minutes", "10"),
    ];
    fields.map(|(name, value)| (name, value.to_owned())).to_vec()
}

pub async fn casts(shop: &Shop, vote: &str, choice: &[(&str, &str)]) -> crate::town::Answer {
    let id = Uuid::new_v4().to_string();
    shop.owner.act("/api/voting/cast_ballot", &[&[("vote", vote), ("id", &id)], choice].concat()).await
}

#[tokio::test]
async fn a_motion_is_opened_cast_changed_counted_by_one_and_published_by_another() {
    let hall = Hall::with(3).await;
    let vote = hall.opens(&[]).await;
    let page = format!("/votes/{vote}");
    hall.shops[0]
        .owner
        .opens(&page)
        .await
        .succeeds()
        .shows("12月会员日延长到晚上十点")
        .shows("赞成")
        .shows("您代表“示例商户000”")
        .shows("还没有投票");
    casts(&hall.shops[0], &vote, &[("choice", "no")]).await.succeeds();
    casts(&hall.shops[0], &vote, &[("choice", "yes")]).await.succeeds();
    casts(&hall.shops[1], &vote, &[("choice", "yes")]).await.succeeds();
    hall.shops[0].owner.opens(&page).await.shows("已记为在网上投过票").shows_not("通过标准已达到");
    hall.officer.act("/api/voting/count_vote", &[("vote", &vote)]).await.is_refused_with("vote_not_in_this_state");
    hall.step("close_vote", &vote).await;
    casts(&hall.shops[2], &vote, &[("choice", "no")]).await.is_refused_with("vote_closed");
    hall.town.visitor().opens(&format!("{page}/board.json")).await.shows_not("示例商户");
    hall.step("count_vote", &vote).await;
    hall.office.act("/api/voting/publish_vote", &[("vote", &vote)]).await.is_refused_with("vote_same_person");
    hall.officer.act("/api/voting/publish_vote", &[("vote", &vote)]).await.succeeds();
    hall.town.visitor().opens(&page).await.succeeds().shows("2 ÷ 2 = 100% ≥ 66.7%").shows("通过");
    let file = hall.town.visitor().opens(&format!("{page}/board.json")).await.succeeds().body;
    let recounted = recount(file.as_bytes(), None).expect("in order");
    assert_eq!((recounted.verdict.outcome, recounted.tally.yes, recounted.tally.no), (Outcome::Passed, 2, 0));
    let altered = file.replacen("\\tyes\\t", "\\tno\\t", 1);
    assert!(altered != file && recount(altered.as_bytes(), None).is_err());
    hall.shops[2].owner.opens("/my/notices").await.shows("的结果公布了");
}

#[tokio::test]
async fn a_secret_ballot_is_shown_once_more_cast_once_and_its_receipt_shows_no_choice() {
    let hall = Hall::with(6).await;
    let vote = hall.opens(&[("secrecy", "secret"), ("quorum", "half")]).await;
    let (shop, page) = (&hall.shops[0], format!("/votes/{vote}"));
    let form = shop.owner.opens(&page).await.succeeds().shows("投出后不能更改");
    let ballot = form.hidden("id");
    let filled = [("vote", vote.as_str()), ("id", &ballot), ("choice", "no")];
    let looked = shop.owner.sends("/api/voting/look_over_ballot", &filled).await.succeeds().shows("反对").shows("请再看一遍");
    assert_eq!(looked.hidden("id"), ballot);
    shop.owner.opens(&page).await.shows("还没有投票");
    let cast = shop.owner.sends("/api/voting/cast_ballot", &filled).await.succeeds().shows("投票回执").shows_not("反对");
    let cast = cast.shows(&format!("data-page=\"{page}\""));
    assert_eq!(cast.headers.get("cache-control").and_then(|value| value.to_str().ok()), Some("no-store"));
    let first = shop.owner.act("/api/voting/cast_ballot", &filled).await.succeeds().json();
    let signature = first["receipt"].as_str().and_then(|text| text.trim().rsplit('\t').next()).expect("a signature");
    assert!(cast.body.contains(signature), "the same ballot has another receipt");
    shop.owner.act("/api/voting/cast_ballot", &[("vote", &vote), ("id", &ballot), ("choice", "yes")]).await.is_refused_with("already_voted");
    casts(shop, &vote, &[("choice", "yes")]).await.is_refused_with("already_voted");
    let found = shop.owner.act("/api/voting/find_receipt", &[("ballot", &ballot)]).await.succeeds().json();
    assert_eq!(found, first);
    hall.town.resident("13800000321").await.act("/api/voting/cast_ballot", &filled).await.is_refused_with("ballot_id_taken");
    let stranger = hall.town.resident("13800000322").await;
    let id = Uuid::new_v4().to_string();
    stranger.act("/api/voting/cast_ballot", &[("vote", &vote), ("id", &id), ("choice", "yes")]).await.is_refused_with("not_on_roll");
    let clerk = hall.town.clerk(&hall.shops[1]).await;
    clerk.act("/api/voting/cast_ballot", &[("vote", &vote), ("id", &id), ("choice", "yes")]).await.is_refused_with("not_the_delegate");
    for shop in &hall.shops[1..5] {
        casts(shop, &vote, &[("choice", "yes")]).await.succeeds();
    }
    let file = hall.publishes(&vote).await;
    let recounted = recount(file.as_bytes(), None).expect("in order");
    assert_eq!((recounted.tally.yes, recounted.tally.no), (4, 1));
    let receipt = rules::voting::SignedReceipt::parse(first["receipt"].as_str().expect("a receipt")).expect("whole");
    receipt.on_board(&recounted.board).expect("on the board");
    let keys = app::voting::receipt_keys(hall.town.house.db.read()).await.expect("keys");
    receipt.signed_by(&keys, app::voting::signature_fits).expect("signed");
    assert!(receipt.signed_by(&[[1; 32]], app::voting::signature_fits).is_err());
}

#[tokio::test]
async fn too_few_ballots_are_void_and_a_tie_is_drawn_from_seed_and_root() {
    let hall = Hall::with(6).await;
    let void = hall.opens(&[]).await;
    casts(&hall.shops[0], &void, &[("choice", "yes")]).await.succeeds();
    let recounted = recount(hall.publishes(&void).await.as_bytes(), None).expect("in order");
    assert_eq!(recounted.verdict.outcome, Outcome::Void);
    hall.town.visitor().opens(&format!("/votes/{void}")).await.shows("1 ÷ 6 = 16.7% ≤ 50%").shows("未达到法定人数，本次表决无效");
    let choose = [
        ("method", "choose"),
        ("options", "面包房\n理发店\n花店"),
        ("most", "1"),
        ("pass", "at_least_half"),
        ("secrecy", "secret"),
        ("quorum", "none"),
    ];
    let vote = hall.opens(&choose).await;
    for (shop, pick) in hall.shops.iter().zip(["1", "2", "1", "2"]) {
        casts(shop, &vote, &[("picks[]", pick)]).await.succeeds();
    }
    casts(&hall.shops[4], &vote, &[("picks[]", "1"), ("picks[]", "2")]).await.is_refused_with("fields_refused").shows("最多只能选 1 项");
    casts(&hall.shops[4], &vote, &[("picks[]", "9")]).await.is_refused_with("fields_refused").shows("没有这个选项");
    let recounted = recount(hall.publishes(&vote).await.as_bytes(), None).expect("in order");
    assert_eq!(recounted.verdict.ties.len(), 1);
    hall.town.visitor().opens(&format!("/votes/{vote}")).await.shows("当选：").shows("抽签");
}

#[tokio::test]
async fn the_clock_closes_a_vote_at_its_cards_time_however_late_it_looks() {
    let hall = Hall::with(3).await;
    let vote = hall.opens(&[]).await;
    casts(&hall.shops[0], &vote, &[("choice", "yes")]).await.succeeds();
    hall.town.goes_to("2026-11-25T14:20+08:00");
    casts(&hall.shops[1], &vote, &[("choice", "yes")]).await.is_refused_with("vote_closed");
    hall.town.goes_to("2026-11-25T20:00+08:00");
    app::voting::keep_time(&hall.town.house).await.expect("the job runs");
    hall.town.visitor().opens(&format!("/votes/{vote}")).await.shows("14:20已截止").shows("总校验值");
    let root = |body: String| body.split("class=\"hash\">").nth(1).expect("a root")[..64].to_owned();
    let before = root(hall.town.visitor().opens(&format!("/votes/{vote}")).await.body);
    hall.step("close_vote", &vote).await;
    assert_eq!(root(hall.town.visitor().opens(&format!("/votes/{vote}")).await.body), before);
}

#[tokio::test]
async fn papers_mark_the_roll_at_once_and_are_entered_twice_by_two_people() {
    let hall = Hall::with(6).await;
    let vote = hall.opens(&[("secrecy", "secret")]).await;
    let merchant = |shop: &Shop| shop.id.to_string();
    hall.office.act("/api/voting/hand_out_paper", &[("vote", &vote), ("merchant", &merchant(&hall.shops[0]))]).await.succeeds();
    casts(&hall.shops[0], &vote, &[("choice", "yes")]).await.is_refused_with("voted_on_paper");
    casts(&hall.shops[1], &vote, &[("choice", "yes")]).await.succeeds();
    hall.office.act("/api/voting/hand_out_paper", &[("vote", &vote), ("merchant", &merchant(&hall.shops[1]))]).await.is_refused_with("already_voted");
    hall.office.act("/api/voting/hand_out_paper", &[("vote", &vote), ("merchant", &merchant(&hall.shops[2]))]).await.succeeds();
    for shop in &hall.shops[3..] {
        casts(shop, &vote, &[("choice", "no")]).await.succeeds();
    }
    hall.step("close_vote", &vote).await;
    hall.office.act("/api/voting/count_vote", &[("vote", &vote)]).await.is_refused_with("vote_not_sealed");
    let enter = async |who: &Browser, number: &str, choice: &str| {
        who.act("/api/voting/enter_paper", &[("vote", &vote), ("number", number), ("choice", choice)]).await
    };
    enter(&hall.office, "1", "yes").await.succeeds();
    enter(&hall.office, "1", "yes").await.is_refused_with("paper_same_person");
    hall.office.act("/api/voting/seal_vote", &[("vote", &vote)]).await.is_refused_with("papers_waiting");
    hall.officer.opens(&format!("/desk/votes/{vote}/papers")).await.succeeds().shows("等第二个人录入").shows_not("赞成</p>");
    enter(&hall.officer, "1", "no").await.succeeds();
    let third = hall.town.with_role("13900000008", rules::permits::Role::Secretary, None).await;
    enter(&third, "1", "yes").await.succeeds();
    let spoiled = [("vote", vote.as_str()), ("number", "2"), ("spoiled", "on")];
    third.act("/api/voting/enter_paper", &with_choice(&spoiled, "no")).await.is_refused_with("fields_refused").shows("既选了废票");
    // A wrong number takes the place of a paper; it is struck, and the paper is entered under its own.
    enter(&third, "14", "no").await.succeeds();
    third.act("/api/voting/enter_paper", &spoiled).await.is_refused_with("paper_more_than_handed_out");
    let strikes = async |who: &Browser, number: &str| who.act("/api/voting/strike_paper", &[("vote", &vote), ("number", number)]).await;
    strikes(&hall.office, "15").await.is_refused_with("paper_not_entered");
    strikes(&hall.office, "1").await.is_refused_with("paper_another_strikes");
    hall.officer.opens(&format!("/desk/votes/{vote}/papers")).await.succeeds().shows("撤去这个票号");
    strikes(&hall.office, "14").await.succeeds();
    third.act("/api/voting/enter_paper", &spoiled).await.succeeds();
    hall.office.act("/api/voting/enter_paper", &[("vote", &vote), ("number", "2"), ("spoiled", "on")]).await.succeeds();
    hall.step("seal_vote", &vote).await;
    hall.step("count_vote", &vote).await;
    hall.officer.act("/api/voting/publish_vote", &[("vote", &vote)]).await.succeeds();
    let file = hall.town.visitor().opens(&format!("/votes/{vote}/board.json")).await.succeeds().body;
    let tally = recount(file.as_bytes(), None).expect("in order").tally;
    assert_eq!((tally.yes, tally.no, tally.spoiled), (2, 3, 1));
}

fn with_choice<'a>(form: &[(&'a str, &'a str)], choice: &'a str) -> Vec<(&'a str, &'a str)> {
    form.iter().copied().chain([("choice", choice)]).collect()
}

#[tokio::test]
async fn a_vote_is_conducted_by_its_districts_officers_and_the_office_only() {
    let hall = Hall::with(5).await;
    let vote = hall.prepares(&[("secrecy", "secret")]).await;
    hall.town.visitor().opens(&format!("/votes/{vote}")).await.shows_not("12月会员日");
    let other = hall.town.officer(District::Haishang).await;
    other.act("/api/voting/open_vote", &[("vote", &vote)]).await.is_refused_with("not_allowed");
    hall.shops[0].owner.act("/api/voting/open_vote", &[("vote", &vote)]).await.is_refused_with("not_allowed");
    let recused = hall.shops[0].id.to_string();
    hall.office.act("/api/voting/open_vote", &[("vote", &vote), ("recused[]", &recused)]).await.is_refused_with("vote_roll_too_small");
    let open = hall.prepares(&[]).await;
    hall.officer.act("/api/voting/open_vote", &[("vote", &open)]).await.succeeds();
    hall.office.act("/api/voting/open_vote", &[("vote", &open)]).await.is_refused_with("vote_not_in_this_state");
    casts(&hall.shops[0], &vote, &[("choice", "yes")]).await.is_refused_with("vote_not_open");
    hall.office.act("/api/voting/close_vote", &[("vote", "nonsense")]).await.is_refused_with("not_found");
    casts(&hall.shops[0], &Uuid::new_v4().to_string(), &[("choice", "yes")]).await.is_refused_with("not_found");
}

#[tokio::test]
async fn a_change_of_the_charter_passed_by_a_meeting_is_in_force_and_asks_again() {
    let hall = Hall::with(3).await;
    let item = Uuid::new_v4().to_string();
    let form = [("meeting", hall.meeting.as_str()), ("id", &item), ("title", "修改章程第三条"), ("kind", "charter"), ("minutes", "15")];
    hall.office.act("/api/meetings/add_agenda_item", &form).await.succeeds();
    let vote = hall.prepares(&[("item", &item), ("question", "同意修改章程第三条")]).await;
    hall.office.act("/api/voting/open_vote", &[("vote", &vote)]).await.is_refused_with("charter_vote_needs_proposal");
    let propose = async |item: &str, text: &str| {
        let form = [("meeting", hall.meeting.as_str()), ("item", item), ("text", text), ("reason", "联席会议第23次会议")];
        hall.office.act("/api/districts/propose_charter", &form).await
    };
    propose(&hall.item, "## 新章程").await.is_refused_with("charter_no_proposal_here");
    let agenda = hall.office.opens(&format!("/desk/meetings/{}", hall.meeting)).await.succeeds();
    agenda.shows(&format!("/desk/charter/propose?meeting={}&amp;item={item}", hall.meeting));
    propose(&item, "## 新章程\n1. 示例条款").await.succeeds();
    let link = format!("/charter/proposals/{item}");
    hall.town.visitor().opens(&format!("/meetings/{}", hall.meeting)).await.succeeds().shows(&link);
    hall.shops[0].owner.opens(&format!("/my/meetings/{}", hall.meeting)).await.succeeds().shows(&link);
    hall.town.visitor().opens(&format!("/charter/proposals/{item}")).await.succeeds().shows("示例条款").shows("等联席会议表决");
    hall.office.act("/api/voting/open_vote", &[("vote", &vote)]).await.succeeds();
    propose(&item, "## 另一份").await.is_refused_with("charter_no_proposal_here");
    hall.shops[0].owner.opens(&format!("/votes/{vote}")).await.shows("看要表决的章程修改");
    for shop in &hall.shops {
        casts(shop, &vote, &[("choice", "yes")]).await.succeeds();
    }
    hall.town.visitor().opens("/charter").await.shows("第 1 版");
    hall.publishes(&vote).await;
    hall.town.visitor().opens("/charter").await.shows("第 2 版").shows("示例条款");
    hall.town.visitor().opens(&format!("/charter/proposals/{item}")).await.shows("成为第 2 版");
    let shop = &hall.shops[0];
    shop.owner.opens("/my/notices").await.shows("章程有了第 2 版");
    shop.owner.opens(&format!("/my/shops/{}", shop.id)).await.shows("/api/merchants/accept_charter");
}

#[tokio::test]
async fn one_change_of_the_charter_never_undoes_another_unseen() {
    let hall = Hall::with(3).await;
    let proposes = async |item: &str, text: &str| {
        let form = [("meeting", hall.meeting.as_str()), ("item", item), ("text", text), ("reason", "联席会议第23次会议")];
        hall.office.act("/api/districts/propose_charter", &form).await.succeeds();
    };
    let mut votes = Vec::new();
    let items = [(); 2].map(|()| Uuid::new_v4().to_string());
    for (item, text) in items.iter().zip(["## 第三条改", "## 第五条改"]) {
        let form = [("meeting", hall.meeting.as_str()), ("id", item), ("title", "修改章程"), ("kind", "charter"), ("minutes", "15")];
        hall.office.act("/api/meetings/add_agenda_item", &form).await.succeeds();
        proposes(item, text).await;
        votes.push(hall.prepares(&[("item", item), ("question", text)]).await);
    }
    let opens = async |vote: &str| hall.office.act("/api/voting/open_vote", &[("vote", vote)]).await;
    opens(&votes[0]).await.succeeds();
    opens(&votes[1]).await.is_refused_with("charter_vote_under_way");
    let form = [("id", Uuid::new_v4().to_string()), ("text", "## 直接发布".to_owned()), ("reason", "示例".to_owned())];
    let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    hall.office.act("/api/districts/publish_charter", &form).await.is_refused_with("charter_vote_under_way");
    for shop in &hall.shops {
        casts(shop, &votes[0], &[("choice", "yes")]).await.succeeds();
    }
    hall.town.goes_to("2026-11-25T14:20+08:00");
    hall.publishes(&votes[0]).await;
    opens(&votes[1]).await.is_refused_with("charter_proposal_outdated");
    hall.town.goes_to("2026-11-25T14:25+08:00");
    proposes(&items[1], "## 第三条改\n## 第五条改").await;
    opens(&votes[1]).await.succeeds();
}

#[tokio::test]
async fn nothing_is_voted_on_after_the_meeting() {
    let hall = Hall::with(3).await;
    let vote = hall.prepares(&[]).await;
    hall.town.execute("UPDATE meeting SET state = 'closed'").await;
    hall.office.act("/api/voting/open_vote", &[("vote", &vote)]).await.is_refused_with("meeting_over");
    let form = with(motion(), &[("id", &Uuid::new_v4().to_string()), ("meeting", &hall.meeting), ("item", &hall.item)]);
    hall.office.fills("/api/voting/prepare_vote", &form).await.is_refused_with("meeting_over");
}

#[tokio::test]
async fn the_command_recounts_a_board_from_its_file_and_catches_one_altered_ballot() {
    let hall = Hall::with(5).await;
    let vote = hall.opens(&[("secrecy", "secret")]).await;
    let mut receipts = Vec::new();
    for (shop, choice) in hall.shops.iter().zip(["yes", "yes", "yes", "no", "yes"]) {
        let taken = casts(shop, &vote, &[("choice", choice)]).await.succeeds().json();
        receipts.push(taken["receipt"].as_str().expect("a receipt").to_owned());
    }
    let board = hall.publishes(&vote).await;
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("verify-{vote}"));
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    };
    let runs = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_shangmeng"));
        let output = command.arg("verify-vote").args(args).env_clear().output().expect("it runs");
        (output.status.success(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
    };
    let (file, receipt) = (write("board.json", &board), write("receipt.txt", &receipts[3]));
    let keys = app::voting::receipt_keys(hall.town.house.db.read()).await.expect("keys");
    let key = rules::voting::Digest::from_bytes(keys[0]).to_string();
    let (sound, said) = runs(&[&file, "--receipt", &receipt, "--key", &key]);
    assert!(sound && said.contains("yes\t4") && said.contains("signed by the alliance") && said.contains("on the board as it was cast"), "{said}");
    let (sound, said) = runs(&[&file, "--receipt", &receipt, "--key", &"11".repeat(32)]);
    assert!(!sound && said.contains("never published"), "{said}");
    let (sound, said) = runs(&[&file, "--root", &"00".repeat(32)]);
    assert!(!sound && said.contains("not the one you wrote down"), "{said}");
    let (sound, said) = runs(&[&write("altered.json", &board.replacen("\\tno\\t", "\\tyes\\t", 1))]);
    assert!(!sound && said.contains("altered"), "{said}");
    let (sound, said) = runs(&[&write("torn.json", &board[..board.len() / 2])]);
    assert!(!sound && said.contains("damaged"), "{said}");
    std::fs::remove_dir_all(folder).expect("tidied");
}

#[tokio::test]
async fn whoever_was_there_while_the_vote_was_open_counts_as_present_however_often_they_came() {
    let hall = Hall::with(3).await;
    let at_the_table = async |act: &str, shop: &Shop| {
        let form = [("meeting", hall.meeting.clone()), ("merchant", shop.id.to_string())];
        hall.office.fills(&format!("/api/meetings/{act}"), &form).await.succeeds();
    };
    at_the_table("check_in_merchant", &hall.shops[0]).await;
    at_the_table("check_in_merchant", &hall.shops[1]).await;
    hall.town.goes_to("2026-11-25T14:12+08:00");
    let vote = hall.opens(&[("quorum_base", "present")]).await;
    casts(&hall.shops[0], &vote, &[("choice", "yes")]).await.succeeds();
    hall.town.goes_to("2026-11-25T14:14+08:00");
    at_the_table("check_out_merchant", &hall.shops[1]).await;
    hall.step("close_vote", &vote).await;
    let void = hall.opens(&[("quorum_base", "present")]).await;
    hall.town.goes_to("2026-11-25T14:40+08:00");
    at_the_table("check_in_merchant", &hall.shops[1]).await;
    app::voting::keep_time(&hall.town.house).await.expect("the job runs");
    let header = async |vote: &str| {
        hall.step("count_vote", vote).await;
        hall.officer.act("/api/voting/publish_vote", &[("vote", vote)]).await.succeeds();
        let file = hall.town.visitor().opens(&format!("/votes/{vote}/board.json")).await.succeeds().body;
        recount(file.as_bytes(), None).expect("in order").board.header.present
    };
    assert_eq!(header(&vote).await, 2);
    assert_eq!(header(&void).await, 1, "who came back after closing was not there");
}

#[tokio::test]
async fn who_left_and_came_back_after_closing_was_still_there_before() {
    let hall = Hall::with(3).await;
    let shop = [("meeting", hall.meeting.clone()), ("merchant", hall.shops[0].id.to_string())];
    hall.office.fills("/api/meetings/check_in_merchant", &shop).await.succeeds();
    hall.town.goes_to("2026-11-25T14:11+08:00");
    let vote = hall.opens(&[("quorum_base", "present"), ("minutes", "10")]).await;
    hall.town.goes_to("2026-11-25T14:15+08:00");
    hall.office.fills("/api/meetings/check_out_merchant", &shop).await.succeeds();
    hall.town.goes_to("2026-11-25T14:40+08:00");
    hall.office.fills("/api/meetings/check_in_merchant", &shop).await.succeeds();
    app::voting::keep_time(&hall.town.house).await.expect("the job runs");
    hall.step("count_vote", &vote).await;
    hall.officer.act("/api/voting/publish_vote", &[("vote", &vote)]).await.succeeds();
    let file = hall.town.visitor().opens(&format!("/votes/{vote}/board.json")).await.succeeds().body;
    assert_eq!(recount(file.as_bytes(), None).expect("in order").board.header.present, 1);
}
