//! Awards that do not go as planned: a channel that is void, a candidate that is suspended, categories nobody can win, a winner by appeal, people who come
//! to work for a candidate, an office that forgets.

use crate::awards::{announced, nominates, office_again, secretary};
use crate::awards_votes::{Award, mobile};
use crate::meetings::literal;
use crate::shops::with;
use crate::town::Town;
use crate::voting::casts;
use app::accounts::give_grant;
use rules::districts::District;
use rules::permits::Role;
use uuid::Uuid;

impl Award {
    /// A removal is appealed against and upheld by another secretary.
    async fn upheld(&self, number: usize) {
        self.appeals(number).await.succeeds();
        let town = &self.hall.town;
        let appeal =
            town.value(&format!("SELECT a.id FROM award_appeal a JOIN person p ON p.id = a.person WHERE p.mobile = '{}'", mobile(number))).await;
        let second = office_again(town).await;
        let form = [("appeal", appeal.as_str()), ("verdict", "upheld"), ("grounds", "核对过证件")];
        second.act("/api/awards/decide_appeal", &form).await.succeeds();
    }

    /// From the end of the appeal days to the public results.
    async fn published(&self) {
        let town = &self.hall.town;
        Self::goes_to(town, "2027-01-08T09:00+08:00").await;
        app::awards::keep_time(&town.house).await.expect("the clock runs");
        self.hall.step("count_vote", &self.residents_vote).await;
        office_again(town).await.act("/api/voting/publish_vote", &[("vote", &self.residents_vote)]).await.succeeds();
        self.office("publish_results", &[("edition", &self.edition)]).await.succeeds();
    }

    /// The cleaning without a removal, and the appeal days.
    async fn heard(&self) {
        self.on_residents("clean_award_vote").await.succeeds();
        Self::goes_to(&self.hall.town, "2026-12-30T09:00+08:00").await;
        self.on_residents("hear_appeals").await.succeeds();
    }
}

async fn works_at(town: &Town, number: usize, shop: Uuid) -> Uuid {
    let person = town.person(&mobile(number)).await;
    give_grant(town.house.db.write(), person, Role::Clerk, Some(shop), person, town.house.clock.now()).await.expect("a grant");
    person
}

#[tokio::test]
async fn who_comes_to_work_for_a_candidate_after_opening_stands_aside_too() {
    let award = Award::in_its_voting_days().await;
    let (hall, town) = (&award.hall, &award.hall.town);
    for vote in [&award.meeting_vote, &award.residents_vote] {
        award.office("open_award_vote", &[("vote", vote)]).await.succeeds();
    }
    works_at(town, 0, hall.shops[1].id).await;
    award.resident_casts(&award.residents[0], "1").await.is_refused_with("vote_recused");
    let paper = [("vote", award.residents_vote.as_str()), ("login", &mobile(0))];
    hall.office.act("/api/voting/hand_out_paper", &paper).await.is_refused_with("vote_recused");
    award.residents[0].opens(&format!("/votes/{}", award.residents_vote)).await.succeeds().shows("回避");
    works_at(town, 1, hall.shops[2].id).await;
    award.resident_casts(&award.residents[1], "1").await.succeeds();
    let owner = hall.shops[3].owner_id(town).await;
    give_grant(town.house.db.write(), owner, Role::Clerk, Some(hall.shops[0].id), owner, town.house.clock.now()).await.expect("a grant");
    casts(&hall.shops[3], &award.meeting_vote, &[("picks[]", "1")]).await.is_refused_with("vote_recused");
    let paper = [("vote", award.meeting_vote.clone()), ("merchant", hall.shops[3].id.to_string())];
    hall.office.fills("/api/voting/hand_out_paper", &paper).await.is_refused_with("vote_recused");
    casts(&hall.shops[4], &award.meeting_vote, &[("picks[]", "1")]).await.succeeds();
}

#[tokio::test]
async fn a_meeting_without_a_quorum_gives_nobody_points_and_may_vote_again() {
    let award = Award::in_its_voting_days().await;
    let (hall, town) = (&award.hall, &award.hall.town);
    for vote in [&award.meeting_vote, &award.residents_vote] {
        award.office("open_award_vote", &[("vote", vote)]).await.succeeds();
    }
    for shop in &hall.shops[2..5] {
        casts(shop, &award.meeting_vote, &[("picks[]", "1")]).await.succeeds();
    }
    for (person, pick) in award.residents.iter().zip(["2", "2", "2", "2", "1", "1"]) {
        award.resident_casts(person, pick).await.succeeds();
    }
    let votes = [("category", award.category.as_str()), ("meeting", hall.meeting.as_str())];
    award.office("prepare_award_votes", &votes).await.succeeds();
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM vote").await, 2, "what is open is not prepared again");
    hall.publishes(&award.meeting_vote).await;
    town.visitor().opens(&format!("/votes/{}", award.meeting_vote)).await.shows("无效");
    hall.office.opens(&format!("/desk/awards/{}/{}", award.edition, award.category)).await.shows("上次无效，再投一次");
    award.office("prepare_award_votes", &votes).await.succeeds();
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM vote").await, 3, "held again");
    award.office("prepare_award_votes", &votes).await.succeeds();
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM vote").await, 3, "prepared anew, not twice");
    town.execute("DELETE FROM vote WHERE state = 'prepared'").await;
    Award::goes_to(town, "2026-12-28T09:00+08:00").await;
    app::voting::keep_time(&town.house).await.expect("the job runs");
    award.heard().await;
    award.published().await;
    // The meeting's vote is void, the record has no data: 40 × 4/6 for the second candidate.
    let page = town.visitor().opens(&award.page()).await.succeeds();
    let page = page.shows("示例商户001以 26.67 分获奖").shows("0 + 4 ÷ 6 × 40 + 0 = 26.67");
    page.shows("联席会议：投票的代表没有达到法定数，投票无效，这一项谁都不计分").shows("实际记录：各家的数据都太少");
}

#[tokio::test]
async fn a_candidate_suspended_before_the_results_wins_nothing() {
    let award = Award::closed().await;
    let town = &award.hall.town;
    award.heard().await;
    let first = literal(town, award.hall.shops[0].id);
    town.execute(&format!("UPDATE merchant SET state = 'suspended' WHERE id = {first}")).await;
    award.published().await;
    let page = town.visitor().opens(&award.page()).await.succeeds();
    let page = page.shows("示例商户001以 ").shows("“示例商户000”公布结果时已经不是正常会员").shows("已不是正常会员");
    page.shows_not("示例商户000以");
    town.execute(&format!("UPDATE merchant SET state = 'active' WHERE id = {first}")).await;
    town.visitor().opens(&award.page()).await.shows("示例商户001以 ").shows_not("示例商户000以");
    town.visitor().opens(&format!("{}/certificates", award.page())).await.shows("示例商户001").shows_not("示例商户000");
    award.hall.shops[0].owner.opens("/my/notices").await.shows("公布时不是正常会员，不能获奖");
}

#[tokio::test]
async fn an_appeal_that_is_upheld_can_change_the_winner() {
    let award = Award::closed().await;
    let town = &award.hall.town;
    award.on_residents("clean_award_vote").await.succeeds();
    for number in [0, 1, 5] {
        award.removes(number, "two_accounts").await.succeeds();
    }
    Award::goes_to(town, "2026-12-30T09:00+08:00").await;
    award.on_residents("hear_appeals").await.succeeds();
    award.upheld(0).await;
    award.published().await;
    // Meeting 4 : 2 of 6. Of the residents 1 : 3 of 4 would have counted, and the second candidate won 43.33 : 36.67; with the ballot that was appealed
    // for it is 2 : 3 of 5.
    let page = town.visitor().opens(&award.page()).await.succeeds();
    page.shows("示例商户000以 42.67 分获奖").shows("4 ÷ 6 × 40 + 2 ÷ 5 × 40 + 0 = 42.67").shows("移除了 2 张");
}

#[tokio::test]
async fn links_go_by_the_clock_when_nobody_presses_the_button() {
    let award = Award::closed().await;
    let town = &award.hall.town;
    award.on_residents("clean_award_vote").await.succeeds();
    award.removes(4, "bought").await.succeeds();
    Award::goes_to(town, "2026-12-30T09:00+08:00").await;
    award.on_residents("hear_appeals").await.succeeds();
    award.appeals(4).await.succeeds();
    let clock = async || app::awards::keep_time(&town.house).await.expect("the clock runs");
    clock().await;
    assert!(town.count("SELECT COUNT(*) AS n FROM ballot_link").await > 0, "the appeal days are not over");
    Award::goes_to(town, "2027-01-08T00:00+08:00").await;
    clock().await;
    assert!(town.count("SELECT COUNT(*) AS n FROM ballot_link").await > 0, "an appeal waits");
    let appeal = town.value("SELECT id FROM award_appeal").await;
    let second = office_again(town).await;
    let form = [("appeal", appeal.as_str()), ("verdict", "rejected"), ("grounds", "核对过证件")];
    second.act("/api/awards/decide_appeal", &form).await.succeeds();
    clock().await;
    clock().await;
    for table in ["ballot_link", "award_removal", "award_appeal"] {
        assert_eq!(town.count(&format!("SELECT COUNT(*) AS n FROM {table}")).await, 0, "{table}");
    }
    award.hall.office.opens("/desk").await.shows("计票：最暖心服务");
    award.hall.office.opens(&format!("/desk/awards/{}", award.edition)).await.shows("销毁人与票的对应关系").shows("还在等投票公布的奖项：最暖心服务");
    award.on_residents("destroy_links").await.succeeds();
}

#[tokio::test]
async fn an_edition_in_which_nobody_can_win_still_comes_to_its_end() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    let (edition, category) = announced(&office).await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    crate::awards::accepts_charter(&town, &bakery).await;
    Award::goes_to(&town, "2026-12-02T09:00+08:00").await;
    let resident = town.resident(&mobile(0)).await;
    town.proves(&mobile(0), 1980).await;
    nominates(&resident, &category, &bakery, "").await.succeeds();
    Award::goes_to(&town, "2026-12-16T09:00+08:00").await;
    office.opens(&format!("/desk/awards/{edition}/{category}")).await.shows("不到 2 家");
    Award::goes_to(&town, "2027-01-07T09:00+08:00").await;
    office.act("/api/awards/publish_results", &[("edition", &edition)]).await.is_refused_with("award_not_yet");
    Award::goes_to(&town, "2027-01-08T09:00+08:00").await;
    office.opens(&format!("/desk/awards/{edition}")).await.shows("会空缺的奖项（没有候选或没有投票）：最暖心服务");
    office.act("/api/awards/publish_results", &[("edition", &edition)]).await.succeeds();
    let page = format!("/awards/{edition}/{category}");
    town.visitor().opens(&page).await.succeeds().shows("这个奖项空缺").shows("没有确定候选名单").shows_not("去提名");
    assert_eq!(town.visitor().opens(&format!("{page}/certificates")).await.status, 404);
    town.visitor().opens("/awards").await.shows("这个奖项空缺");
    town.visitor().opens(&format!("/awards/{edition}")).await.shows("这个奖项空缺");
    resident.opens("/my/notices").await.shows("这一届空缺");
}

#[tokio::test]
async fn a_category_that_was_never_voted_on_keeps_nobody_waiting() {
    let award = Award::in_its_voting_days().await;
    let town = &award.hall.town;
    Award::goes_to(town, "2027-01-08T09:00+08:00").await;
    award.office("open_award_vote", &[("vote", &award.residents_vote)]).await.is_refused_with("award_phase_over");
    award.office("publish_results", &[("edition", &award.edition)]).await.succeeds();
    town.visitor().opens(&award.page()).await.succeeds().shows("这个奖项空缺").shows("但没有投票");
    award.hall.shops[0].owner.opens("/my/notices").await.shows("这一届空缺");
}

#[tokio::test]
async fn two_shops_of_one_name_are_told_apart_on_the_ballot() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    let (edition, category) = announced(&office).await;
    let shops = [town.shop("示例茶馆", District::Wanda).await, town.shop("示例茶馆", District::Haishang).await];
    let meeting = crate::meetings::convened(&office).await;
    let resident = town.resident(&mobile(0)).await;
    town.proves(&mobile(0), 1980).await;
    Award::goes_to(&town, "2026-12-02T09:00+08:00").await;
    for shop in &shops {
        crate::awards::accepts_charter(&town, shop).await;
        nominates(&resident, &category, shop, "").await.succeeds();
    }
    let ids = shops.map(|shop| shop.id.to_string());
    let begins = rules::Instant::parse("2026-12-16T08:00+08:00").expect("a moment").millis();
    town.execute(&format!("UPDATE meeting SET state = 'open', begins_at = {begins}")).await;
    Award::goes_to(&town, "2026-12-16T09:00+08:00").await;
    let list = [("category", category.as_str()), ("meeting", &meeting), ("candidates[]", &ids[0]), ("candidates[]", &ids[1])];
    office.act("/api/awards/make_shortlist", &list).await.succeeds();
    town.visitor().opens(&format!("/awards/{edition}/{category}")).await.shows("示例茶馆（万达商圈").shows("示例茶馆（海上世界商圈");
    Award::goes_to(&town, "2026-12-20T09:00+08:00").await;
    let late = [("category", category.as_str()), ("meeting", meeting.as_str())];
    office.act("/api/awards/prepare_award_votes", &late).await.succeeds();
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM vote").await, 2);
}

#[tokio::test]
async fn delegates_vote_at_a_meeting_that_begins_before_voting_is_over_and_can_move_to_another() {
    let award = Award::in_its_voting_days().await;
    let (hall, town) = (&award.hall, &award.hall.town);
    let other = crate::meetings::convened_on(&hall.office, "2026-12-26").await;
    let begins = |moment: &str| rules::Instant::parse(moment).expect("a moment").millis();
    let moves = |to: i64| format!("UPDATE meeting SET begins_at = {to} WHERE id = {}", literal(town, other.parse().expect("an id")));
    let form = [("category", award.category.as_str()), ("meeting", other.as_str())];
    town.execute(&moves(begins("2026-12-28T00:00+08:00"))).await;
    award.office("prepare_award_votes", &form).await.is_refused_with("fields_refused");
    town.execute(&moves(begins("2026-12-27T14:00+08:00"))).await;
    let ends = |moment: &str| format!("UPDATE meeting SET ends_at = {} WHERE id = {}", begins(moment), literal(town, other.parse().expect("an id")));
    town.execute(&ends("2026-12-19T16:00+08:00")).await;
    award.office("prepare_award_votes", &form).await.is_refused_with("fields_refused");
    town.execute(&ends("2026-12-27T16:00+08:00")).await;
    award.office("prepare_award_votes", &form).await.succeeds();
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM vote").await, 2);
    let meeting = town.value("SELECT meeting AS id FROM vote WHERE about = 'meeting_channel'").await;
    assert_eq!(meeting, other);
}

#[tokio::test]
async fn weights_begin_with_the_settings_and_a_second_edition_is_pointed_out() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    announced(&office).await;
    let admin = town.with_role("13800000002", Role::Admin, None).await;
    let weights = [("key", "awards.weights"), ("values[meeting]", "30"), ("values[residents]", "50"), ("values[facts]", "20"), ("reason", "试行")];
    let wanted = town.count("SELECT COUNT(*) AS n FROM setting WHERE key = 'awards.weights'").await + 1;
    admin.act("/api/alliance/change_setting", &weights).await.succeeds();
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM setting WHERE key = 'awards.weights'").await, wanted);
    let id = Uuid::new_v4().to_string();
    let form = with(crate::awards::edition(&id), &[("meeting", ""), ("residents", ""), ("facts", ""), ("title", "第四届")]);
    office.fills("/api/awards/draft_edition", &form).await.succeeds();
    let page = office.opens(&format!("/desk/awards/{id}")).await.succeeds();
    page.shows("30%").shows("50%").shows("还有一届没有结束：第三届最受欢迎商户评选");
    let category = Uuid::new_v4().to_string();
    let terms = [("id", category.as_str()), ("edition", &id), ("title", "最暖心服务"), ("places", "4"), ("district_cap", "1")];
    let refused = office.act("/api/awards/add_category", &terms).await;
    assert_eq!(refused.json()["fields"][0]["code"], "award_cap_too_small");
}
