use crate::shops::{Shop, between, buns, with};
use crate::town::{Browser, Town};
use rules::districts::District;
use uuid::Uuid;

const THE_DAY: &str = "2026-11-27T10:00+08:00";
const LI: &str = "13612345678";
const WANG: &str = "13612345679";

/// A bakery whose approved offer is on: it is 10:00 on the 27th.
async fn bakery_on_the_day(form: Vec<(&'static str, String)>) -> (Town, Shop, String) {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let offer = bakery.offers(&town.officer(District::Wanda).await, form).await;
    town.goes_to(THE_DAY);
    (town, bakery, offer)
}

fn claim_of(answer: &crate::town::Answer) -> String {
    answer.json()["claim"].as_str().expect("a claim").to_owned()
}

async fn redeems(till: &Browser, shop: &Shop, code: &str) -> crate::town::Answer {
    till.act("/api/claims/redeem_claim", &[("shop", &shop.id.to_string()), ("code", code)]).await
}

#[tokio::test]
async fn the_last_bun_goes_to_one_person() {
    let (town, _, offer) = bakery_on_the_day(with(buns(), &[("stock", "1")])).await;
    let (li, wang) = (town.resident(LI).await, town.resident(WANG).await);
    li.claims(&offer).await.succeeds();
    wang.claims(&offer).await.is_refused_with("sold_out");
    li.claims(&offer).await.is_refused_with("already_held");
}

#[tokio::test]
async fn claiming_and_redeeming_without_javascript() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let li = town.resident(LI).await;
    let page = li.opens(&format!("/offers/{offer}")).await.succeeds();
    let id = between(&page.body, r#"name="id" value=""#, "\"");
    let claimed = li.sends("/api/claims/claim_offer", &[("id", &id), ("offer", &offer)]).await;
    let mine = format!("/my/claims/{id}");
    assert_eq!(claimed.leads_to(), mine);
    li.opens(&mine).await.succeeds().shows("领取成功").shows("<svg");
    li.opens("/my/27").await.succeeds().shows("红豆包，每人一个").shows("万达商圈");
    let clerk = town.clerk(&bakery).await;
    clerk.opens("/till").await.succeeds().shows("输入或扫描顾客的码");
    let shop = bakery.id.to_string();
    let code = li.code_of(&id).await;
    let card = clerk.sends("/api/claims/redeem_claim", &[("shop", &shop), ("code", &code)]).await.succeeds();
    card.shows("赠红豆包").shows("可以使用").shows("现蒸红豆包一个");
    let again = clerk.sends("/api/claims/redeem_claim", &[("shop", &shop), ("code", &code)]).await;
    assert_eq!(again.status, 422);
    again.shows("这份已经用过了").shows("11月27日（周五）10:00核销").shows_not(&code);
    li.opens(&mine).await.shows("已使用");
}

#[tokio::test]
async fn the_same_claim_twice_is_one_claim() {
    let (town, _, offer) = bakery_on_the_day(buns()).await;
    let (li, wang) = (town.resident(LI).await, town.resident(WANG).await);
    let id = Uuid::new_v4().to_string();
    for _ in 0..3 {
        let answer = li.act("/api/claims/claim_offer", &[("id", &id), ("offer", &offer)]).await.succeeds();
        assert_eq!(claim_of(&answer), id);
    }
    assert_eq!(wang.act("/api/claims/claim_offer", &[("id", &id), ("offer", &offer)]).await.status, 404);
    wang.claims(&offer).await.succeeds();
}

#[tokio::test]
async fn every_no_at_the_offer_has_its_name() {
    let (town, _, offer) = bakery_on_the_day(with(buns(), &[("audience", "sixty_plus")])).await;
    let li = town.resident(LI).await;
    assert_eq!(town.visitor().act("/api/claims/claim_offer", &[("id", &Uuid::new_v4().to_string()), ("offer", &offer)]).await.status, 401);
    li.claims(&offer).await.is_refused_with("proof_missing");
    town.proves(LI, 1990).await;
    li.claims(&offer).await.is_refused_with("not_the_audience");
    town.proves(LI, 1966).await;
    town.goes_to("2026-11-26T23:59:59+08:00");
    li.claims(&offer).await.is_refused_with("not_started");
    town.goes_to("2026-11-27T21:00+08:00");
    li.claims(&offer).await.is_refused_with("ended");
    town.goes_to(THE_DAY);
    li.claims(&offer).await.succeeds();
    assert_eq!(li.claims("00000000-0000-0000-0000-000000000000").await.status, 404);
    assert_eq!(li.claims("no id").await.status, 404);
}

#[tokio::test]
async fn stages_leave_some_for_those_who_do_not_wait_up() {
    let staged = with(buns(), &[("stage1_time", "00:00"), ("stage1_amount", "1"), ("stage2_time", "12:00"), ("stage2_amount", "1")]);
    let (town, _, offer) = bakery_on_the_day(staged).await;
    let (li, wang) = (town.resident(LI).await, town.resident(WANG).await);
    li.claims(&offer).await.succeeds();
    wang.claims(&offer).await.is_refused_with("sold_out_for_now");
    wang.opens(&format!("/offers/{offer}")).await.shows("12:00");
    town.goes_to("2026-11-27T12:00+08:00");
    wang.claims(&offer).await.succeeds();
}

#[tokio::test]
async fn what_is_released_or_expired_goes_to_the_next() {
    let (town, bakery, offer) = bakery_on_the_day(with(buns(), &[("stock", "1")])).await;
    let (li, wang) = (town.resident(LI).await, town.resident(WANG).await);
    let first = claim_of(&li.claims(&offer).await.succeeds());
    assert_eq!(wang.act("/api/claims/release_claim", &[("claim", &first)]).await.status, 404);
    li.act("/api/claims/release_claim", &[("claim", &first)]).await.succeeds();
    li.act("/api/claims/release_claim", &[("claim", &first)]).await.is_refused_with("not_held_any_more");
    let second = claim_of(&wang.claims(&offer).await.succeeds());
    town.goes_to("2026-11-27T13:59:59+08:00");
    let code = wang.code_of(&second).await;
    li.claims(&offer).await.is_refused_with("sold_out");
    town.goes_to("2026-11-27T14:00+08:00");
    redeems(&bakery.owner, &bakery, &code).await.is_refused_with("hold_expired");
    li.claims(&offer).await.succeeds();
}

#[tokio::test]
async fn every_no_at_the_till_has_its_name() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let other = town.shop("示例书店", District::Haishang).await;
    let li = town.resident(LI).await;
    let claim = claim_of(&li.claims(&offer).await.succeeds());
    let code = li.code_of(&claim).await;
    redeems(&other.owner, &other, &code).await.is_refused_with("wrong_shop");
    redeems(&other.owner, &bakery, &code).await.is_refused_with("clerk_without_right");
    redeems(&bakery.owner, &bakery, "00000000").await.is_refused_with("unknown_code");
    redeems(&bakery.owner, &bakery, "核销").await.is_refused_with("unknown_code");
    redeems(&bakery.owner, &bakery, "ABCDEFGHJKMN").await.is_refused_with("code_mistyped");
    town.goes_to("2026-11-27T10:10+08:00");
    redeems(&bakery.owner, &bakery, &code).await.is_refused_with("code_stale");
    let released = claim_of(&town.resident(WANG).await.claims(&offer).await.succeeds());
    let fresh = li.code_of(&claim).await;
    redeems(&bakery.owner, &bakery, &format!("https://shangmeng.example/till#{}", fresh.replace(' ', ""))).await.succeeds();
    redeems(&bakery.owner, &bakery, &fresh).await.is_refused_with("already_redeemed");
    let _ = released;
    assert_eq!(redeems(&li, &bakery, &fresh).await.status, 403);
}

#[tokio::test]
async fn wrong_codes_are_throttled_and_a_right_one_is_not() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let li = town.resident(LI).await;
    let claim = claim_of(&li.claims(&offer).await.succeeds());
    for guess in 0..10 {
        redeems(&bakery.owner, &bakery, &format!("1000000{guess}")).await.is_refused_with("unknown_code");
    }
    let code = li.code_of(&claim).await;
    assert_eq!(redeems(&bakery.owner, &bakery, &code).await.status, 429);
    redeems(&town.clerk(&bakery).await, &bakery, &code).await.succeeds();
}

#[tokio::test]
async fn a_printed_page_works_without_a_phone() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let li = town.resident(LI).await;
    li.claims(&offer).await.succeeds();
    let page = li.opens("/my/27/print").await.succeeds();
    let code = between(&page.body, r#"<p class="paper-code">"#, "</p>");
    town.goes_to("2026-11-27T13:00+08:00");
    redeems(&bakery.owner, &bakery, &code.to_lowercase()).await.succeeds();
    redeems(&bakery.owner, &bakery, &code).await.is_refused_with("already_redeemed");
}

#[tokio::test]
async fn a_mistake_is_undone_and_the_claim_lives_again() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let li = town.resident(LI).await;
    let claim = claim_of(&li.claims(&offer).await.succeeds());
    let code = li.code_of(&claim).await;
    let card = redeems(&bakery.owner, &bakery, &code).await.succeeds().json();
    let redemption = card["redemption"].as_str().expect("a redemption").to_owned();
    let shop = bakery.id.to_string();
    bakery.owner.opens(&format!("/till/today?shop={shop}")).await.succeeds().shows("红豆包");
    let form = |why| [("redemption", redemption.clone()), ("shop", shop.clone()), ("grounds", String::from(why))];
    bakery.owner.fills("/api/claims/undo_redemption", &form("")).await.is_refused_with("fields_refused");
    bakery.owner.fills("/api/claims/undo_redemption", &form("点错了单")).await.succeeds();
    bakery.owner.fills("/api/claims/undo_redemption", &form("点错了单")).await.is_refused_with("redemption_already_undone");
    li.opens(&format!("/my/claims/{claim}")).await.shows("点错了单");
    bakery.owner.opens(&format!("/till/today?shop={shop}")).await.shows("原因：点错了单");
    redeems(&bakery.owner, &bakery, &li.code_of(&claim).await).await.succeeds();
}

#[tokio::test]
async fn a_day_later_only_the_officer_may_undo() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let li = town.resident(LI).await;
    let claim = claim_of(&li.claims(&offer).await.succeeds());
    let card = redeems(&bakery.owner, &bakery, &li.code_of(&claim).await).await.succeeds().json();
    let redemption = card["redemption"].as_str().expect("a redemption").to_owned();
    town.goes_to("2026-11-28T10:00+08:00");
    let form =
        [("redemption", redemption), ("grounds", "点错了单".to_owned()), ("shop", bakery.id.to_string()), ("complaint", Uuid::nil().to_string())];
    bakery.owner.fills("/api/claims/undo_redemption", &form).await.is_refused_with("undo_too_late");
    let officer = town.officer(District::Wanda).await;
    officer.fills("/api/claims/strike_redemption", &form).await.succeeds();
    li.opens(&format!("/my/claims/{claim}")).await.shows("商圈专员撤销了这次核销").shows("已过期");
}

#[tokio::test]
async fn whoever_walks_in_shows_a_member_code() {
    let (town, bakery, offer) = bakery_on_the_day(with(buns(), &[("way", "walk_in"), ("stock", "1")])).await;
    let li = town.resident(LI).await;
    li.claims(&offer).await.is_refused_with("walk_in_only");
    li.opens("/my/member-code").await.shows("生成会员码");
    assert_eq!(li.sends("/api/claims/take_member_code", &[]).await.leads_to(), "/my/member-code");
    let page = li.opens("/my/member-code").await.succeeds();
    let code = between(&page.body, r#"<p class="code">"#, "</p>");
    let shop = bakery.id.to_string();
    let card = bakery.owner.sends("/api/claims/redeem_claim", &[("shop", &shop), ("code", &code)]).await.succeeds();
    card.shows("已记下这次到店").shows("给优惠");
    let id = Uuid::new_v4().to_string();
    let give = [("id", id.as_str()), ("shop", &shop), ("offer", &offer), ("code", &code)];
    bakery.owner.sends("/api/claims/give_walk_in", &give).await.succeeds().shows("可以使用");
    bakery.owner.act("/api/claims/give_walk_in", &give).await.succeeds();
    let again = [("id", &*Uuid::new_v4().to_string()), ("shop", &*shop), ("offer", &*offer), ("code", &*code)];
    bakery.owner.act("/api/claims/give_walk_in", &again).await.is_refused_with("limit_reached");
    let wang = town.resident(WANG).await;
    wang.act("/api/claims/take_member_code", &[]).await.succeeds();
    let other = between(&wang.opens("/my/member-code").await.succeeds().body, r#"<p class="code">"#, "</p>");
    let for_wang = [("id", id.as_str()), ("shop", &shop), ("offer", &offer), ("code", &other)];
    bakery.owner.act("/api/claims/give_walk_in", &for_wang).await.is_refused_with("already_sent");
}

#[tokio::test]
async fn a_chain_unlocks_after_a_visit_to_another_district() {
    let (town, bakery, offer) = bakery_on_the_day(with(buns(), &[("chain", "on")])).await;
    let books = town.shop("示例书店", District::Haishang).await;
    let near = town.shop("示例饼店", District::Wanda).await;
    let li = town.resident(LI).await;
    li.claims(&offer).await.is_refused_with("chain_locked");
    li.act("/api/claims/take_member_code", &[]).await.succeeds();
    let page = li.opens("/my/member-code").await.succeeds();
    let code = between(&page.body, r#"<p class="code">"#, "</p>");
    redeems(&near.owner, &near, &code).await.succeeds();
    li.claims(&offer).await.is_refused_with("chain_locked");
    redeems(&books.owner, &books, &code).await.succeeds();
    let claim = claim_of(&li.claims(&offer).await.succeeds());
    redeems(&bakery.owner, &bakery, &li.code_of(&claim).await).await.succeeds();
}

#[tokio::test]
async fn a_withdrawn_offer_is_honoured_for_those_who_claimed() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let (li, wang) = (town.resident(LI).await, town.resident(WANG).await);
    let claim = claim_of(&li.claims(&offer).await.succeeds());
    bakery.owner.act("/api/offers/withdraw_offer", &[("offer", &offer), ("grounds", "蒸箱坏了")]).await.succeeds();
    wang.claims(&offer).await.is_refused_with("withdrawn");
    redeems(&bakery.owner, &bakery, &li.code_of(&claim).await).await.succeeds();
}

#[tokio::test]
async fn a_complaint_goes_to_the_officer_and_is_settled_with_a_reason() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let (li, wang) = (town.resident(LI).await, town.resident(WANG).await);
    let claim = claim_of(&li.claims(&offer).await.succeeds());
    let id = Uuid::new_v4().to_string();
    let form = [("id", id.as_str()), ("claim", &claim), ("grounds", "店员说卖完了")];
    assert_eq!(wang.act("/api/claims/complain", &form).await.status, 404);
    li.act("/api/claims/complain", &form).await.succeeds();
    li.act("/api/claims/complain", &form).await.succeeds();
    let other = Uuid::new_v4().to_string();
    li.act("/api/claims/complain", &[("id", &other), ("claim", &claim), ("grounds", "再说一次")]).await.is_refused_with("already_complained");
    let officer = town.officer(District::Wanda).await;
    officer.opens("/desk/complaints").await.succeeds().shows("示例面包房");
    officer.opens(&format!("/desk/complaints/{id}")).await.succeeds().shows("店员说卖完了");
    let unsaid = officer.act("/api/claims/settle_complaint", &[("complaint", &id), ("grounds", "")]).await.is_refused_with("fields_refused").json();
    assert_eq!(unsaid["fields"].as_array().map(Vec::len), Some(2));
    let verdict = [("complaint", id.as_str()), ("verdict", "upheld"), ("grounds", "查了监控，店里还有货")];
    officer.act("/api/claims/settle_complaint", &verdict).await.succeeds();
    officer.act("/api/claims/settle_complaint", &verdict).await.is_refused_with("complaint_already_settled");
    li.opens(&format!("/my/claims/{claim}")).await.shows("查了监控，店里还有货");
    bakery.owner.opens("/my/notices").await.shows(&format!("href=\"/desk/offers/{offer}\""));
    let elsewhere = town.officer(District::Haishang).await;
    elsewhere.opens("/desk/complaints").await.shows_not("示例面包房");
    assert_eq!(elsewhere.opens(&format!("/desk/complaints/{id}")).await.status, 403);
}

#[tokio::test]
async fn what_other_districts_settle_pushes_nothing_off_an_officers_list() {
    use app::claims::entity::{claim, complaint};
    use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let books = town.shop("示例书店", District::Haishang).await;
    let li = town.resident(LI).await;
    li.claims(&offer).await.succeeds();
    let db = town.house.db.write();
    let own = claim::Entity::find().one(db).await.expect("the database").expect("a claim");
    for number in 0..51 {
        let (id, merchant) = (Uuid::new_v4(), if number == 0 { bakery.id } else { books.id });
        let row = claim::Model { id, number: 99_000_000 + number, merchant, state: "expired".to_owned(), ..own.clone() };
        claim::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(db).await.expect("a claim");
        let settled = complaint::ActiveModel {
            id: Set(Uuid::new_v4()),
            claim: Set(id),
            merchant: Set(merchant),
            person: Set(own.person),
            at: Set(own.made_at),
            words: Set("店员说卖完了".to_owned()),
            verdict: Set(Some("rejected".to_owned())),
            settled_at: Set(Some(own.made_at + number)),
            settled_by: Set(Some(own.person)),
            reason: Set(Some("查过了".to_owned())),
        };
        complaint::Entity::insert(settled).exec_without_returning(db).await.expect("a complaint");
    }
    let page = town.officer(District::Wanda).await.opens("/desk/complaints").await.succeeds();
    page.shows("示例面包房").shows_not("示例书店");
}

#[tokio::test]
async fn what_one_chose_before_is_remembered_for_the_day() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let offer = bakery.offers(&town.officer(District::Wanda).await, buns()).await;
    let li = town.resident(LI).await;
    li.opens(&format!("/offers/{offer}")).await.shows("加入我的27日");
    assert_eq!(li.sends("/api/claims/choose_offer", &[("offer", &offer)]).await.leads_to(), "/my/27");
    li.opens("/my/27").await.shows("打算去的").shows("红豆包，每人一个");
    li.act("/api/claims/forget_offer", &[("offer", &offer)]).await.succeeds();
    li.opens("/my/27").await.shows_not("红豆包，每人一个");
}

#[tokio::test]
async fn on_the_28th_the_shop_reads_what_the_day_brought() {
    let (town, bakery, offer) = bakery_on_the_day(with(buns(), &[("stock", "10")])).await;
    for number in 0..6 {
        let resident = town.resident(&format!("1361234567{number}")).await;
        let claim = claim_of(&resident.claims(&offer).await.succeeds());
        redeems(&bakery.owner, &bakery, &resident.code_of(&claim).await).await.succeeds();
    }
    bakery.owner.opens("/desk/report?month=2026-11").await.succeeds().shows("报告还没有出");
    town.goes_to("2026-11-28T09:00+08:00");
    let told = async || bakery.owner.opens("/my/notices").await.succeeds().body.matches("会员日的报告可以看了").count();
    assert_eq!(told().await, 0);
    for _ in 0..2 {
        server::jobs::run_due(&town.house, Uuid::new_v4(), server::jobs::JOBS).await;
        town.execute("UPDATE lease SET until_at = 0, done_at = 0").await;
    }
    assert_eq!(told().await, 1, "once, however often the job runs");
    bakery.owner.opens("/desk/report").await.succeeds().shows("带来 6 人，其中 6 人首次到店").shows("10:00–11:00").shows("100.00%");
    let rival = town.shop("示例饼店", District::Wanda).await;
    rival.owner.opens(&format!("/desk/report?shop={}", bakery.id)).await.shows_not("带来");
}

#[tokio::test]
async fn the_27th_begins_and_ends_with_its_midnights() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    town.execute("UPDATE merchant SET hours = NULL").await;
    let whole_day = with(buns(), &[("hours_from", ""), ("hours_until", ""), ("stock", "9"), ("per_person", "9")]);
    let offer = bakery.offers(&town.officer(District::Wanda).await, whole_day).await;
    let li = town.resident(LI).await;
    town.goes_to("2026-11-26T23:59:59.999+08:00");
    li.claims(&offer).await.is_refused_with("not_started");
    town.goes_to("2026-11-26T16:00:00Z");
    li.claims(&offer).await.succeeds();
    town.goes_to("2026-11-27T23:59:59.999+08:00");
    let (used, held) = (claim_of(&li.claims(&offer).await.succeeds()), claim_of(&li.claims(&offer).await.succeeds()));
    let (used, held) = (li.code_of(&used).await, li.code_of(&held).await);
    redeems(&bakery.owner, &bakery, &used).await.succeeds();
    town.goes_to("2026-11-28T00:00+08:00");
    redeems(&bakery.owner, &bakery, &held).await.is_refused_with("hold_expired");
    li.claims(&offer).await.is_refused_with("ended");
}

#[tokio::test]
async fn a_range_runs_over_the_end_of_february() {
    let town = Town::on("2028-02-27T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let range = with(buns(), &[("when", "range"), ("first_day", "2028-02-28"), ("last_day", "2028-02-29")]);
    let offer = bakery.offers(&town.officer(District::Wanda).await, range).await;
    let (li, wang) = (town.resident(LI).await, town.resident(WANG).await);
    li.claims(&offer).await.is_refused_with("not_started");
    town.goes_to("2028-02-28T22:00+08:00");
    let claim = claim_of(&li.claims(&offer).await.succeeds());
    li.opens(&format!("/my/claims/{claim}")).await.shows("保留到2月29日（周二）13:00");
    let printed = li.opens("/my/27/print").await.succeeds();
    let code = between(&printed.body, r#"<p class="paper-code">"#, "</p>");
    redeems(&bakery.owner, &bakery, &code).await.is_refused_with("outside_hours");
    town.goes_to("2028-02-29T09:00+08:00");
    redeems(&bakery.owner, &bakery, &code).await.succeeds();
    town.goes_to("2028-03-01T00:00+08:00");
    wang.claims(&offer).await.is_refused_with("ended");
}

#[tokio::test]
async fn no_small_number_can_be_read_from_the_report() {
    let (town, bakery, offer) = bakery_on_the_day(with(buns(), &[("stock", "20")])).await;
    let other = with(buns(), &[("title", "桂花糕"), ("when", "range"), ("first_day", "2026-11-27"), ("last_day", "2026-11-27")]);
    let other = bakery.offers(&town.officer(District::Wanda).await, other).await;
    let mut people = Vec::new();
    for number in 0..7 {
        people.push(town.resident(&format!("1361234567{number}")).await);
    }
    let uses = async |person: &Browser, offer: &str| {
        let claim = claim_of(&person.claims(offer).await.succeeds());
        redeems(&bakery.owner, &bakery, &person.code_of(&claim).await).await.succeeds();
    };
    for person in &people[..3] {
        uses(person, &offer).await;
    }
    let report = async || {
        town.goes_to("2026-11-28T09:00+08:00");
        let page = bakery.owner.opens("/desk/report").await.succeeds();
        town.goes_to("2026-11-27T12:00+08:00");
        page
    };
    report().await.shows("带来少量顾客").shows_not("3 人").shows_not("100.00%");
    for person in &people[3..] {
        uses(person, &offer).await;
    }
    uses(&people[0], &other).await;
    uses(&people[1], &other).await;
    // Seven and two: the two could be found by taking the seven from all nine hours' sum, so they stand together.
    let page = report().await.shows("带来 7 人，其中 7 人首次到店").shows("另外 2 项，合计").shows("10:00–13:00");
    for shown in [">7</", ">2</", ">3</"] {
        assert!(!page.body.contains(shown), "{shown} {}", page.body);
    }
}

#[tokio::test]
async fn two_nodes_never_give_more_than_there_is() {
    let (town, _, offer) = bakery_on_the_day(with(buns(), &[("stock", "3")])).await;
    let other = town.second_node().await;
    let mut people = Vec::new();
    for number in 0..8 {
        let mut resident = town.resident(&format!("1361234567{number}")).await;
        if number % 2 == 1 {
            resident = resident.on(&other);
        }
        people.push(resident);
    }
    let tries = people.into_iter().map(|resident| {
        let offer = offer.clone();
        tokio::spawn(async move { resident.claims(&offer).await.status.is_success() })
    });
    let mut given = 0;
    for attempt in tries.collect::<Vec<_>>() {
        given += usize::from(attempt.await.expect("an answer"));
    }
    assert_eq!(given, 3);
}
