//! The votes of an award over HTTP: the meeting's and the residents', who stands aside, cleaning, appeals, and the results they come to.

use crate::awards::{accepts_charter, announced, nominates, office_again};
use crate::town::{Answer, Browser, Town};
use crate::voting::{Hall, casts};
use uuid::Uuid;

/// An award in its voting days: two candidates, eight merchants at the meeting, six proven residents and one who is not.
pub struct Award {
    pub hall: Hall,
    pub edition: String,
    pub category: String,
    pub residents: Vec<Browser>,
    stranger: Browser,
    pub meeting_vote: String,
    pub residents_vote: String,
}

pub fn mobile(number: usize) -> String {
    format!("138000040{number:02}")
}

impl Award {
    pub async fn in_its_voting_days() -> Self {
        let hall = Hall::with(8).await;
        let town = &hall.town;
        let (edition, category) = announced(&hall.office).await;
        let begins = rules::Instant::parse("2026-12-16T08:00+08:00").expect("a moment").millis();
        town.execute(&format!("UPDATE meeting SET state = 'open', begins_at = {begins}")).await;
        for shop in &hall.shops[..2] {
            accepts_charter(town, shop).await;
        }
        let mut residents = Vec::new();
        for number in 0..6 {
            residents.push(town.resident(&mobile(number)).await);
            town.proves(&mobile(number), 1980).await;
        }
        let stranger = town.resident(&mobile(9)).await;
        Self::goes_to(town, "2026-12-02T09:00+08:00").await;
        for shop in &hall.shops[..2] {
            nominates(&residents[0], &category, shop, "").await.succeeds();
        }
        Self::goes_to(town, "2026-12-16T09:00+08:00").await;
        let ids: Vec<String> = hall.shops[..2].iter().map(|shop| shop.id.to_string()).collect();
        let list = [("category", category.as_str()), ("meeting", &hall.meeting), ("candidates[]", &ids[0]), ("candidates[]", &ids[1])];
        let votes = [("category", category.as_str()), ("meeting", hall.meeting.as_str())];
        hall.office.act("/api/awards/prepare_award_votes", &votes).await.is_refused_with("award_not_yet");
        hall.office.act("/api/awards/make_shortlist", &list).await.succeeds();
        Self::goes_to(town, "2026-12-20T09:00+08:00").await;
        hall.office.opens("/desk").await.shows("开始投票：最暖心服务");
        hall.office.act("/api/awards/prepare_award_votes", &[votes[0], ("meeting", "x")]).await.is_refused_with("fields_refused");
        hall.office.act("/api/awards/prepare_award_votes", &votes).await.succeeds();
        hall.office.act("/api/awards/prepare_award_votes", &votes).await.succeeds();
        assert_eq!(town.count("SELECT COUNT(*) AS n FROM vote").await, 2, "prepared once");
        let meeting_vote = town.value("SELECT id FROM vote WHERE about = 'meeting_channel'").await;
        let residents_vote = town.value("SELECT id FROM vote WHERE about = 'residents_channel'").await;
        Self { hall, edition, category, residents, stranger, meeting_vote, residents_vote }
    }

    /// Days go by; whoever was signed in still is.
    pub async fn goes_to(town: &Town, moment: &str) {
        town.goes_to(moment);
        town.execute("UPDATE session SET second_factor = TRUE, fresh_at = 1999999999999, ends_at = 1999999999999").await;
    }

    pub async fn office(&self, act: &str, form: &[(&str, &str)]) -> Answer {
        self.hall.office.act(&format!("/api/awards/{act}"), form).await
    }

    pub async fn on_residents(&self, act: &str) -> Answer {
        self.office(act, &[("vote", &self.residents_vote)]).await
    }

    pub async fn resident_casts(&self, person: &Browser, pick: &str) -> Answer {
        let id = Uuid::new_v4().to_string();
        person.act("/api/voting/cast_ballot", &[("vote", &self.residents_vote), ("id", &id), ("picks[]", pick)]).await
    }

    pub async fn removes(&self, number: usize, reason: &str) -> Answer {
        self.office("remove_ballot", &[("vote", &self.residents_vote), ("login", &mobile(number)), ("reason", reason)]).await
    }

    pub async fn appeals(&self, number: usize) -> Answer {
        let id = Uuid::new_v4().to_string();
        self.residents[number].act("/api/awards/appeal_removal", &[("id", &id), ("vote", &self.residents_vote), ("why", "我本人投的票")]).await
    }

    pub fn page(&self) -> String {
        format!("/awards/{}/{}", self.edition, self.category)
    }

    /// Both votes opened and cast in: four of six delegates and four of seven residents name the first candidate.
    pub async fn voted() -> Self {
        let award = Self::in_its_voting_days().await;
        for vote in [&award.meeting_vote, &award.residents_vote] {
            award.office("open_award_vote", &[("vote", vote)]).await.succeeds();
        }
        for (shop, pick) in award.hall.shops[2..].iter().zip(["1", "1", "1", "1", "2", "2"]) {
            casts(shop, &award.meeting_vote, &[("picks[]", pick)]).await.succeeds();
        }
        for (person, pick) in award.residents.iter().zip(["1", "1", "2", "2", "2", "1"]) {
            award.resident_casts(person, pick).await.succeeds();
        }
        award.resident_casts(&award.hall.shops[2].owner, "1").await.succeeds();
        award
    }

    /// The meeting's vote closed and published, the residents' closed by the clock.
    pub async fn closed() -> Self {
        let award = Self::voted().await;
        award.hall.publishes(&award.meeting_vote).await;
        Self::goes_to(&award.hall.town, "2026-12-28T09:00+08:00").await;
        app::voting::keep_time(&award.hall.town.house).await.expect("the job runs");
        award
    }
}

#[tokio::test]
async fn candidates_and_their_people_stand_aside_and_everybody_else_votes_once_per_channel() {
    let award = Award::voted().await;
    let (hall, town) = (&award.hall, &award.hall.town);
    casts(&hall.shops[0], &award.meeting_vote, &[("picks[]", "1")]).await.is_refused_with("vote_recused");
    award.resident_casts(&hall.shops[0].owner, "1").await.is_refused_with("vote_recused");
    award.resident_casts(&award.stranger, "1").await.is_refused_with("not_on_roll");
    award.resident_casts(&award.residents[0], "2").await.is_refused_with("already_voted");
    award.residents[0].opens(&award.page()).await.succeeds().shows("去投票").shows(&award.residents_vote).shows_not("商户代表投票");
    award.hall.shops[2].owner.opens(&award.page()).await.succeeds().shows("去投票").shows("商户代表投票");
    award.hall.shops[0].owner.opens(&award.page()).await.succeeds().shows_not("去投票").shows_not("商户代表投票");
    hall.shops[0].owner.opens(&award.page()).await.shows("按回避规则不参加这个奖项的投票");
    let page = award.residents[0].opens(&format!("/votes/{}", award.residents_vote)).await.succeeds();
    page.shows("最暖心服务").shows("密封投票").shows(&award.page());
    award.on_residents("clean_award_vote").await.is_refused_with("vote_not_in_this_state");
    award.office("publish_results", &[("edition", &award.edition)]).await.is_refused_with("award_not_yet");
    assert_eq!(town.visitor().opens(&format!("{}/certificates", award.page())).await.status, 404);
}

#[tokio::test]
async fn a_removed_ballot_is_told_appealed_against_and_decided_by_another() {
    let award = Award::closed().await;
    let town = &award.hall.town;
    award.removes(4, "bought").await.is_refused_with("cleaning_not_now");
    award.on_residents("clean_award_vote").await.succeeds();
    award.removes(9, "bought").await.is_refused_with("cleaning_no_ballot");
    award.removes(4, "because").await.is_refused_with("fields_refused");
    award.removes(4, "bought").await.succeeds();
    award.removes(4, "bought").await.is_refused_with("cleaning_already_removed");
    award.removes(5, "two_accounts").await.succeeds();
    award.appeals(5).await.is_refused_with("appeal_not_yet");
    award.residents[4].opens(&award.page()).await.shows("您在这个奖项的选票被移除了");
    award.residents[4].opens("/my/notices").await.shows("收买选票").shows(&format!("{}/appeal", award.page()));
    award.appeals(0).await.is_refused_with("appeal_not_removed");
    award.on_residents("hear_appeals").await.is_refused_with("award_not_yet");
    Award::goes_to(town, "2026-12-30T09:00+08:00").await;
    award.on_residents("hear_appeals").await.succeeds();
    award.removes(3, "bought").await.is_refused_with("cleaning_not_now");
    let form = award.residents[5].opens(&format!("{}/appeal", award.page())).await.succeeds();
    form.shows("同一个人用了两个账号").shows("1月8日");
    award.appeals(5).await.succeeds();
    award.appeals(5).await.is_refused_with("already_appealed");
    award.appeals(4).await.succeeds();
    award.hall.office.opens("/desk").await.shows("处理申诉：最暖心服务");
    let desk = format!("/desk/awards/{}/{}/cleaning", award.edition, award.category);
    award.hall.office.opens(&desk).await.succeeds().shows("请另一位工作人员处理").shows("我本人投的票").shows_not(&mobile(5));
    let second = office_again(town).await;
    let appeals: Vec<String> = [5, 4]
        .map(|number| format!("SELECT a.id FROM award_appeal a JOIN person p ON p.id = a.person WHERE p.mobile = '{}'", mobile(number)))
        .to_vec();
    let (of_five, of_four) = (town.value(&appeals[0]).await, town.value(&appeals[1]).await);
    let decision =
        |appeal: &str, verdict: &str| vec![("appeal", appeal.to_owned()), ("verdict", verdict.to_owned()), ("grounds", "核对过证件".to_owned())];
    award.hall.office.fills("/api/awards/decide_appeal", &decision(&of_five, "upheld")).await.is_refused_with("appeal_same_person");
    second.fills("/api/awards/decide_appeal", &decision(&of_five, "maybe")).await.is_refused_with("fields_refused");
    second.fills("/api/awards/decide_appeal", &decision(&of_five, "upheld")).await.succeeds();
    second.fills("/api/awards/decide_appeal", &decision(&of_five, "rejected")).await.is_refused_with("appeal_decided");
    award.on_residents("destroy_links").await.is_refused_with("vote_appeal_running");
    award.residents[5].opens("/my/notices").await.shows("申诉成立").shows("核对过证件");
    Award::goes_to(town, "2027-01-08T00:00+08:00").await;
    award.on_residents("destroy_links").await.is_refused_with("vote_appeals_waiting");
    second.fills("/api/awards/decide_appeal", &decision(&of_four, "rejected")).await.succeeds();
    award.on_residents("destroy_links").await.succeeds();
    for table in ["award_removal", "award_appeal", "ballot_link"] {
        assert_eq!(town.count(&format!("SELECT COUNT(*) AS n FROM {table}")).await, 0, "{table}");
    }
    award.residents[4].opens(&format!("{}/appeal", award.page())).await.succeeds().shows("已经结束").shows_not("没有您被移除的选票");
    let removed = "SELECT COUNT(*) AS n FROM ballot WHERE removed IS NOT NULL";
    assert!(town.count(removed).await > 0, "nothing was removed: the next line says nothing");
    assert_eq!(town.count(&format!("{removed} AND choice LIKE '%pick%'")).await, 0, "what a removed ballot said is still there");
}

#[tokio::test]
async fn both_votes_and_the_record_make_the_result_with_its_certificate() {
    let award = Award::closed().await;
    let (hall, town) = (&award.hall, &award.hall.town);
    award.on_residents("clean_award_vote").await.succeeds();
    award.removes(4, "by_another").await.succeeds();
    Award::goes_to(town, "2026-12-30T09:00+08:00").await;
    award.on_residents("hear_appeals").await.succeeds();
    Award::goes_to(town, "2027-01-08T09:00+08:00").await;
    award.on_residents("destroy_links").await.succeeds();
    award.office("publish_results", &[("edition", &award.edition)]).await.is_refused_with("award_votes_waiting");
    hall.step("count_vote", &award.residents_vote).await;
    let second = office_again(town).await;
    second.act("/api/voting/publish_vote", &[("vote", &award.residents_vote)]).await.succeeds();
    let desk = format!("/desk/awards/{}", award.edition);
    hall.office.opens(&desk).await.succeeds().shows("公布结果");
    let sent = hall.office.sends("/api/awards/publish_results", &[("edition", &award.edition)]).await;
    assert_eq!(sent.leads_to(), desk);
    award.office("publish_results", &[("edition", &award.edition)]).await.is_refused_with("award_published");
    // Meeting 4 of 6; residents 4 of 6, one of seven ballots being removed; no data for the record: 40 × ⅔ + 40 × ⅔.
    let page = town.visitor().opens(&award.page()).await.succeeds();
    let page = page.shows("53.33").shows("26.67").shows("4 / 6 票").shows("示例商户000以 53.33 分获奖");
    page.shows("核对选票时移除了 1 张").shows("其他原因").shows_not("由别人代投").shows(&format!("/votes/{}", award.residents_vote));
    town.visitor().opens("/awards").await.shows("示例商户000").shows("第 1 名");
    town.visitor().opens(&format!("{}/certificates", award.page())).await.succeeds().shows("荣誉证书").shows("53.33").shows("示例商户000");
    let vote = town.visitor().opens(&format!("/votes/{}", award.residents_vote)).await.succeeds();
    vote.shows("票数靠前：示例商户000").shows_not("当选");
    hall.shops[0].owner.opens("/my/notices").await.shows("恭喜，“示例商户000”获得“最暖心服务”第 1 名");
    hall.shops[1].owner.opens("/my/notices").await.shows("感谢“示例商户001”参加");
    award.residents[0].opens("/my/notices").await.shows("您提名过的“最暖心服务”公布结果了");
    let file = town.visitor().opens(&format!("/votes/{}/board.json", award.residents_vote)).await.succeeds().body;
    let recounted = rules::voting::recount(file.as_bytes(), None).expect("in order");
    assert_eq!((recounted.tally.options[0].count, recounted.tally.valid()), (4, 6));
}

#[tokio::test]
async fn only_the_office_conducts_an_awards_votes() {
    let award = Award::in_its_voting_days().await;
    for act in ["open_award_vote", "clean_award_vote", "hear_appeals", "destroy_links"] {
        let form = [("vote", award.residents_vote.as_str())];
        award.residents[0].act(&format!("/api/awards/{act}"), &form).await.is_refused_with("not_allowed");
        award.hall.officer.act(&format!("/api/awards/{act}"), &form).await.is_refused_with("not_allowed");
        let unknown = Uuid::new_v4().to_string();
        assert_eq!(award.office(act, &[("vote", &unknown)]).await.status, 404);
    }
    let own = award.hall.prepares(&[]).await;
    assert_eq!(award.office("open_award_vote", &[("vote", &own)]).await.status, 404, "a meeting's own vote is none of an award's");
    let by_the_back_door = award.hall.office.act("/api/voting/open_vote", &[("vote", &award.meeting_vote)]).await;
    assert_eq!(by_the_back_door.status, 404, "an award's vote is opened by its award, which knows who stands aside");
}
