//! Awards over HTTP: an edition from its draft to nominations; results, the hall and certificates.

use crate::shops::Shop;
use crate::town::{Browser, Town};
use app::awards::{FoundCandidate, FoundCategory, FoundEdition, found_edition};
use rules::awards::{Category, EditionForm};
use rules::districts::District;
use rules::permits::Role;
use uuid::Uuid;

const RESIDENT: &str = "13812345678";

/// An edition whose nominating begins on the first of December.
pub fn edition(id: &str) -> Vec<(&'static str, String)> {
    let fields = [
        ("id", id),
        ("title", "第三届最受欢迎商户评选"),
        ("about", "评出身边的好店"),
        ("meeting", "40"),
        ("residents", "40"),
        ("facts", "20"),
        ("nominate", "2026-12-01"),
        ("shortlist", "2026-12-15"),
        ("vote", "2026-12-20"),
        ("count", "2026-12-28"),
        ("appeal", "2026-12-30"),
        ("publish", "2027-01-08"),
    ];
    fields.map(|(name, value)| (name, value.to_owned())).to_vec()
}

/// The secretary of a town.
pub async fn secretary(town: &Town) -> Browser {
    town.with_role("13800000001", Role::Secretary, None).await
}

/// An announced edition with one category: both ids.
pub async fn announced(office: &Browser) -> (String, String) {
    let (id, category) = (Uuid::new_v4().to_string(), Uuid::new_v4().to_string());
    office.fills("/api/awards/draft_edition", &edition(&id)).await.succeeds();
    let form = [("id", category.as_str()), ("edition", &id), ("title", "最暖心服务"), ("places", "1"), ("district_cap", ""), ("most", "")];
    office.act("/api/awards/add_category", &form).await.succeeds();
    office.act("/api/awards/announce_edition", &[("edition", &id)]).await.succeeds();
    (id, category)
}

/// Lets a shop accept the charter.
pub async fn accepts_charter(town: &Town, shop: &Shop) {
    let now = town.house.clock.now();
    app::districts::accept_charter(town.house.db.write(), shop.id, 1, Uuid::nil(), now).await.expect("the database").expect("in force");
}

/// Nominates a shop; the answer as it comes.
pub async fn nominates(person: &Browser, category: &str, shop: &Shop, on_part_of: &str) -> crate::town::Answer {
    let (id, candidate) = (Uuid::new_v4().to_string(), shop.id.to_string());
    let form = [("id", id.as_str()), ("category", category), ("candidate", &candidate), ("on_part_of", on_part_of), ("why", "常来，贴心")];
    person.act("/api/awards/nominate_merchant", &form).await
}

#[tokio::test]
async fn an_edition_is_drafted_announced_and_fixed_when_nominating_begins() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    let id = Uuid::new_v4().to_string();
    office.opens("/desk/awards/new").await.succeeds().shows("value=\"40\"");
    let sent: Vec<_> = edition(&id);
    let form: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(office.sends("/api/awards/draft_edition", &form).await.leads_to(), format!("/desk/awards/{id}"));
    let public = format!("/awards/{id}");
    assert_eq!(town.visitor().opens(&public).await.status, 404, "a draft is the office's");
    office.act("/api/awards/announce_edition", &[("edition", &id)]).await.is_refused_with("award_no_category");
    office.opens("/desk").await.shows("公布评选");
    let category = Uuid::new_v4().to_string();
    let terms = [("id", category.as_str()), ("edition", &id), ("title", "最暖心服务"), ("places", "2"), ("district_cap", "1"), ("most", "")];
    office.sends("/api/awards/add_category", &terms).await.leads_to();
    office.act("/api/awards/add_category", &terms).await.succeeds();
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM award_category").await, 1, "the same form twice is one category");
    office.opens(&format!("/desk/awards/{id}")).await.succeeds().shows("公布这一届").shows("同一商圈最多 1 家");
    assert_eq!(office.sends("/api/awards/announce_edition", &[("edition", &id)]).await.leads_to(), format!("/desk/awards/{id}"));
    office.act("/api/awards/announce_edition", &[("edition", &id)]).await.is_refused_with("award_announced");
    let page = town.visitor().opens(&public).await.succeeds();
    page.shows("最暖心服务").shows("40%").shows("12月15日").shows("入盟满 90 天").shows("怎么算分");
    town.visitor().opens("/awards").await.succeeds().shows("第三届最受欢迎商户评选");
    let other = crate::shops::with(edition(&id), &[("residents", "45")]);
    office.fills("/api/awards/change_edition", &other).await.is_refused_with("fields_refused");
    let other = crate::shops::with(edition(&id), &[("residents", "50"), ("facts", "10")]);
    town.goes_to("2026-11-20T10:00+08:00");
    office.fills("/api/awards/change_edition", &other).await.succeeds();
    town.visitor().opens(&public).await.shows("50%").shows("规则11月20日（周五）公布，提名开始前修改过");
    office.act("/api/awards/drop_category", &[("category", &category)]).await.is_refused_with("award_no_category");
    town.goes_to("2026-12-01T00:00+08:00");
    let office = office_again(&town).await;
    office.fills("/api/awards/change_edition", &edition(&id)).await.is_refused_with("award_phase_over");
    office.act("/api/awards/change_category", &terms).await.is_refused_with("award_phase_over");
    office.act("/api/awards/drop_category", &[("category", &category)]).await.is_refused_with("award_phase_over");
}

/// Staff sessions last twelve hours: another secretary, on the day the story has come to.
pub async fn office_again(town: &Town) -> Browser {
    let number = town.count("SELECT COUNT(*) AS n FROM person").await;
    town.with_role(&format!("1380001{number:04}"), Role::Secretary, None).await
}

#[tokio::test]
async fn a_form_with_faults_comes_back_as_it_was_typed() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    let form = crate::shops::with(edition(&Uuid::new_v4().to_string()), &[("title", ""), ("vote", "2026-12-10"), ("facts", "30")]);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let back = office.sends("/api/awards/draft_edition", &form).await;
    assert_eq!(back.status, 422);
    back.shows("三项加起来是 110").shows("value=\"2026-12-10\"").shows("评出身边的好店").shows_not("refusal-");
    let late = crate::shops::with(edition(&Uuid::new_v4().to_string()), &[("nominate", "2026-11-01")]);
    office.fills("/api/awards/draft_edition", &late).await.succeeds();
    let id = town.value("SELECT id FROM award_edition").await;
    let category = Uuid::new_v4().to_string();
    office.act("/api/awards/add_category", &[("id", &category), ("edition", &id), ("title", "最暖心服务")]).await.succeeds();
    office.act("/api/awards/announce_edition", &[("edition", &id)]).await.is_refused_with("award_announced_too_late");
}

#[tokio::test]
async fn merchants_residents_and_shops_themselves_nominate_once_each() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    let (edition, category) = announced(&office).await;
    town.goes_to("2026-12-02T09:00+08:00");
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let barber = town.shop("示例理发店", District::Xianjing).await;
    accepts_charter(&town, &bakery).await;
    let resident = town.resident(RESIDENT).await;
    let form = format!("/awards/{edition}/{category}/nominate");
    assert_eq!(town.visitor().opens(&form).await.status, 401);
    resident.opens(&form).await.succeeds().shows("示例面包房").shows("示例理发店");
    resident.opens(&format!("{form}?q=lft")).await.shows_not("示例面包房");
    resident.opens(&format!("{form}?q=mbf")).await.shows("示例面包房").shows_not("示例理发店");
    resident.opens(&format!("{form}?shop={}", bakery.id)).await.succeeds().shows("要先核实身份").shows_not("提交提名");
    nominates(&resident, &category, &bakery, "").await.is_refused_with("nomination_proof_missing");
    town.proves(RESIDENT, 1980).await;
    resident.opens(&format!("{form}?shop={}", bakery.id)).await.shows("提交提名");
    resident.opens(&format!("{form}?shop={}", barber.id)).await.shows("没有接受现行章程").shows_not("提交提名");
    let refused = nominates(&resident, &category, &barber, "").await;
    assert_eq!(refused.json()["fields"][0]["code"], "award_charter_not_accepted");
    nominates(&resident, &category, &bakery, "").await.succeeds();
    nominates(&resident, &category, &bakery, "").await.is_refused_with("already_nominated");
    nominates(&resident, &category, &bakery, &barber.id.to_string()).await.is_refused_with("nomination_not_the_owner");
    town.execute("UPDATE person SET proof = 'counter'").await;
    nominates(&barber.owner, &category, &bakery, &barber.id.to_string()).await.succeeds();
    nominates(&bakery.owner, &category, &bakery, "").await.succeeds();
    let clerk = town.clerk(&bakery).await;
    town.execute("UPDATE person SET proof = 'counter'").await;
    nominates(&clerk, &category, &bakery, "").await.is_refused_with("already_nominated");
    let page = town.visitor().opens(&format!("/awards/{edition}/{category}")).await.succeeds();
    page.shows("1 位居民提名、1 家商户提名、本店自荐").shows_not("常来，贴心");
    resident.opens(&format!("/awards/{edition}/{category}")).await.shows("您提名过：示例面包房");
    let office = office_again(&town).await;
    office.opens(&format!("/desk/awards/{edition}/{category}")).await.succeeds().shows("常来，贴心").shows("“示例理发店”提名").shows_not(RESIDENT);
    town.goes_to("2026-12-15T00:00+08:00");
    nominates(&resident, &category, &bakery, "").await.is_refused_with("award_phase_over");
    resident.opens(&form).await.shows("这一步已经过了");
}

#[tokio::test]
async fn a_nomination_sent_again_is_one_nomination() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (edition, category) = announced(&secretary(&town).await).await;
    town.goes_to("2026-12-02T09:00+08:00");
    let bakery = town.shop("示例面包房", District::Wanda).await;
    accepts_charter(&town, &bakery).await;
    let resident = town.resident(RESIDENT).await;
    town.proves(RESIDENT, 1980).await;
    let page = resident.opens(&format!("/awards/{edition}/{category}/nominate?shop={}", bakery.id)).await.succeeds();
    let (id, candidate) = (page.hidden("id"), bakery.id.to_string());
    let form = [("id", id.as_str()), ("edition", &edition), ("category", &category), ("candidate", &candidate), ("why", "红豆包好吃")];
    let sent = resident.sends("/api/awards/nominate_merchant", &form).await;
    assert_eq!(sent.leads_to(), format!("/awards/{edition}/{category}"));
    resident.act("/api/awards/nominate_merchant", &form).await.succeeds();
    let other = [form[0], form[1], form[2], form[3], ("why", "别的理由")];
    resident.act("/api/awards/nominate_merchant", &other).await.is_refused_with("already_sent");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM award_nomination").await, 1);
    let long = "字".repeat(201);
    let fresh = Uuid::new_v4().to_string();
    let form = [("id", fresh.as_str()), ("edition", &edition), ("category", &category), ("candidate", &candidate), ("why", &long)];
    let back = resident.sends("/api/awards/nominate_merchant", &form).await;
    assert_eq!(back.status, 422);
    back.shows(&long);
}

#[tokio::test]
async fn the_same_voice_twice_is_stopped_by_the_database_too() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (_, category) = announced(&secretary(&town).await).await;
    town.goes_to("2026-12-02T09:00+08:00");
    let bakery = town.shop("示例面包房", District::Wanda).await;
    accepts_charter(&town, &bakery).await;
    let resident = town.resident(RESIDENT).await;
    town.proves(RESIDENT, 1980).await;
    let tries = (0..5).map(|_| {
        let (resident, category, bakery) = (resident.clone(), category.clone(), Shop { id: bakery.id, owner: bakery.owner.clone() });
        tokio::spawn(async move { nominates(&resident, &category, &bakery, "").await.status.is_success() })
    });
    let mut taken = 0;
    for one in tries.collect::<Vec<_>>() {
        taken += u32::from(one.await.expect("an answer"));
    }
    assert_eq!((taken, town.count("SELECT COUNT(*) AS n FROM award_nomination").await), (1, 1));
}

/// A finished edition: two winners, at most one of a district.
async fn finished(town: &Town, shops: &[&Shop]) -> (Uuid, Vec<Uuid>) {
    let form: std::collections::BTreeMap<&str, String> = edition("").into_iter().collect();
    let day = |name: &str, year: &str| form[name].replace("2026", year).replace("2027-01-08", "2026-01-08");
    let plan = EditionForm {
        title: "第二届最受欢迎商户评选".into(),
        nominate: day("nominate", "2025"),
        shortlist: day("shortlist", "2025"),
        vote: day("vote", "2025"),
        count: day("count", "2025"),
        appeal: day("appeal", "2025"),
        publish: day("publish", "2025"),
        ..EditionForm::default()
    };
    let plan = plan.parse(rules::awards::Weights::default()).expect("a plan");
    let ballots = [(12, 60, Some(9_850)), (8, 50, None), (4, 20, Some(9_900))];
    let candidates =
        shops.iter().zip(ballots).map(|(shop, (meeting, residents, honoured))| FoundCandidate { merchant: shop.id, meeting, residents, honoured });
    let category = FoundCategory {
        terms: Category { title: "最受欢迎餐饮店".into(), places: 2, district_cap: Some(1), most: 1 },
        candidates: candidates.collect(),
        shortlisted_by: None,
        valid: Some((24, 130)),
    };
    let announced_at = rules::Instant::parse("2025-11-20T09:00+08:00").expect("a moment");
    let tx = town.house.db.begin().await.expect("a transaction");
    let found = found_edition(&tx, &FoundEdition { plan, categories: vec![category], announced_at }).await.expect("founded");
    tx.commit().await.expect("kept");
    found
}

#[tokio::test]
async fn results_show_their_arithmetic_who_was_passed_over_and_another_weighting() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let noodles = town.shop("示例面馆", District::Wanda).await;
    let tea = town.shop("示例茶馆", District::Haishang).await;
    let (edition, categories) = finished(&town, &[&bakery, &noodles, &tea]).await;
    let to = format!("/awards/{edition}/{}", categories[0]);
    let page = town.visitor().opens(&to).await.succeeds();
    // 40 × 12/24 + 40 × 60/130 + 20 × 0.985 = 20 + 18.4615… + 19.7.
    let page = page.shows("58.16").shows("12 ÷ 24 × 40 + 60 ÷ 130 × 40 + 98.50% × 20 = 58.16").shows("12 / 24 票");
    // The noodle shop has no data: the median of 98.50 and 99.00.
    let page = page.shows("按中间值 98.75%").shows("48.47").shows("获奖：示例面包房、示例茶馆");
    let page = page.shows("“示例面馆”按得分可以获奖").shows("已有 1 家").shows("试了 720 种").shows("无数据");
    page.shows("还没有数据，谁都不计：守诺、回应民需、评价").shows_not("空缺");
    town.visitor().opens("/awards").await.shows("第二届最受欢迎商户评选").shows("示例茶馆").shows("第 2 名");
    town.visitor().opens(&format!("/awards/{edition}")).await.shows("结果已公布").shows("示例面包房");
    let sheets = town.visitor().opens(&format!("{to}/certificates")).await.succeeds();
    let sheets = sheets.shows("荣誉证书").shows("示例面包房").shows("示例茶馆").shows("2026年1月8日").shows(&to).shows_not("示例面馆");
    assert_eq!(sheets.body.matches("class=\"sheet certificate\"").count(), 2);
    use sea_orm::ConnectionTrait;
    let rewrite = town.house.db.write().execute_unprepared("UPDATE award_result SET points = 10000").await;
    assert!(rewrite.expect_err("refused").to_string().contains("append-only"));
    let other = format!("/awards/{edition}/{}", Uuid::new_v4());
    for missing in [other.as_str(), "/awards/x", "/awards/01936000-0000-7000-8000-000000000001"] {
        assert_eq!(town.visitor().opens(missing).await.status, 404, "{missing}");
    }
}

#[tokio::test]
async fn the_record_counts_what_the_till_honoured_and_says_what_is_missing() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (edition, category) = announced(&secretary(&town).await).await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let barber = town.shop("示例理发店", District::Xianjing).await;
    for (shop, number) in [(&bakery, 1), (&barber, 2)] {
        let id = town.house.db.write();
        use app::awards::entity::candidate;
        use sea_orm::{ActiveValue::Set, EntityTrait};
        let row = candidate::ActiveModel {
            category: Set(category.parse().expect("an id")),
            merchant: Set(shop.id),
            number: Set(number),
            name: Set(format!("示例{number}")),
            district: Set("wanda".into()),
        };
        candidate::Entity::insert(row).exec_without_returning(id).await.expect("a candidate");
    }
    town.goes_to("2026-12-21T09:00+08:00");
    let page = format!("/awards/{edition}/{category}");
    town.visitor().opens(&page).await.succeeds().shows("候选 2 家").shows("还没有数据，谁都不计：优惠兑现率、守诺、回应民需、评价");
    bakery.owner.opens(&page).await.shows("您在候选商户“示例1”工作");
}

#[tokio::test]
async fn a_meeting_makes_the_shortlist_from_the_nominated_and_everybody_hears() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = secretary(&town).await;
    let (edition, category) = announced(&office).await;
    let mut shops = Vec::new();
    for (name, district) in [("示例面包房", District::Wanda), ("示例理发店", District::Xianjing), ("示例茶馆", District::Haishang)] {
        let shop = town.shop(name, district).await;
        accepts_charter(&town, &shop).await;
        shops.push(shop);
    }
    let too_early = crate::meetings::convened(&office).await;
    let meeting = crate::meetings::convened_on(&office, "2026-12-15").await;
    town.goes_to("2026-12-02T09:00+08:00");
    let resident = town.resident(RESIDENT).await;
    town.proves(RESIDENT, 1980).await;
    for shop in &shops {
        nominates(&resident, &category, shop, "").await.succeeds();
    }
    let ids: Vec<String> = shops.iter().map(|shop| shop.id.to_string()).collect();
    let list = |of: &[&str], meeting: &str| {
        let mut form = vec![("category", category.clone()), ("edition", edition.clone()), ("meeting", meeting.to_owned())];
        form.extend(of.iter().map(|id| ("candidates[]", (*id).to_owned())));
        form
    };
    let office = office_again(&town).await;
    let early = list(&[&ids[0], &ids[1]], &meeting);
    office.fills("/api/awards/make_shortlist", &early).await.is_refused_with("fields_refused");
    town.execute("UPDATE meeting SET state = 'closed'").await;
    office.fills("/api/awards/make_shortlist", &early).await.is_refused_with("award_not_yet");
    town.goes_to("2026-12-15T09:00+08:00");
    let office = office_again(&town).await;
    let desk = format!("/desk/awards/{edition}/{category}");
    office.opens(&desk).await.succeeds().shows("商圈联席会议第23次会议").shows("确定候选名单").shows(&meeting).shows_not(&too_early);
    let before = office.fills("/api/awards/make_shortlist", &list(&[&ids[0], &ids[1]], &too_early)).await.is_refused_with("fields_refused").json();
    assert_eq!(before["fields"][0]["code"], "shortlist_meeting_too_early");
    office.opens("/desk").await.shows("确定候选：最暖心服务");
    let stranger = Uuid::new_v4().to_string();
    office.fills("/api/awards/make_shortlist", &list(&[&ids[0], &stranger], &meeting)).await.is_refused_with("shortlist_not_nominated");
    office.fills("/api/awards/make_shortlist", &list(&[&ids[0]], &meeting)).await.is_refused_with("shortlist_too_few");
    office.fills("/api/awards/make_shortlist", &list(&[&ids[0], &ids[0]], &meeting)).await.is_refused_with("fields_refused");
    let form = list(&[&ids[1], &ids[0]], &meeting);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(office.sends("/api/awards/make_shortlist", &form).await.leads_to(), desk);
    let page = town.visitor().opens(&format!("/awards/{edition}/{category}")).await.succeeds();
    let page = page.shows("候选 2 家").shows("候选名单由12月15日").shows("商圈联席会议第23次会议").shows_not("示例茶馆");
    assert!(page.body.find("示例理发店") < page.body.find("示例面包房"), "in the order of the ballot");
    resident.opens("/my/notices").await.shows("您提名的“示例面包房”已列为").shows("您提名的“示例茶馆”这次没有列入");
    shops[0].owner.opens("/my/notices").await.shows("“示例面包房”已列为“最暖心服务”的候选商户");
    office.fills("/api/awards/make_shortlist", &list(&[&ids[1], &ids[0], &ids[2]], &meeting)).await.succeeds();
    shops[2].owner.opens("/my/notices").await.shows("“示例茶馆”已列为");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM notice WHERE key = 'awards-told-nominee-on-list'").await, 2, "told once");
}

#[tokio::test]
async fn without_a_shortlist_nobody_is_called_to_vote() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (edition, category) = announced(&secretary(&town).await).await;
    town.goes_to("2026-12-20T09:00+08:00");
    for page in ["/".to_owned(), "/awards".to_owned(), format!("/awards/{edition}"), format!("/awards/{edition}/{category}")] {
        town.visitor().opens(&page).await.succeeds().shows("还没有候选名单").shows_not("投票中").shows_not("去投票");
    }
}
