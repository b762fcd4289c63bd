//! The till at work: what a clerk types, what the card says, and what is put right afterwards.

use crate::shops::{Shop, between, buns, with};
use crate::town::{Answer, Browser, Town};
use rules::districts::District;
use uuid::Uuid;

const THE_DAY: &str = "2026-11-27T10:00+08:00";
const LI: &str = "13612345678";

async fn bakery_on_the_day(form: Vec<(&'static str, String)>) -> (Town, Shop, String) {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let offer = bakery.offers(&town.officer(District::Wanda).await, form).await;
    town.goes_to(THE_DAY);
    (town, bakery, offer)
}

async fn claim(resident: &Browser, offer: &str) -> String {
    resident.claims(offer).await.succeeds().json()["claim"].as_str().expect("a claim").to_owned()
}

async fn redeems(till: &Browser, shop: &Shop, code: &str) -> Answer {
    till.act("/api/claims/redeem_claim", &[("shop", &shop.id.to_string()), ("code", code)]).await
}

async fn member_code(resident: &Browser) -> String {
    resident.act("/api/claims/take_member_code", &[]).await.succeeds();
    between(&resident.opens("/my/member-code").await.succeeds().body, r#"<p class="code">"#, "</p>")
}

fn sentence(answer: &Answer) -> String {
    let refused = answer.json();
    format!("{}{}", refused["sentence"].as_str().unwrap_or_default(), refused["next_step"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn a_queue_that_comes_too_early_does_not_close_the_till() {
    let (town, bakery, offer) = bakery_on_the_day(with(buns(), &[("hours_from", "10:30")])).await;
    let li = town.resident(LI).await;
    let id = claim(&li, &offer).await;
    let code = li.code_of(&id).await;
    for _ in 0..12 {
        redeems(&bakery.owner, &bakery, &code).await.is_refused_with("outside_hours");
    }
    for guess in 0..10 {
        redeems(&bakery.owner, &bakery, &format!("2000000{guess}")).await.is_refused_with("unknown_code");
    }
    assert_eq!(redeems(&bakery.owner, &bakery, &code).await.status, 429, "guesses are counted as before");
    town.goes_to("2026-11-27T10:30+08:00");
    redeems(&bakery.owner, &bakery, &li.code_of(&id).await).await.succeeds();
}

#[tokio::test]
async fn an_empty_field_closes_no_till() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let li = town.resident(LI).await;
    let id = claim(&li, &offer).await;
    for _ in 0..12 {
        redeems(&bakery.owner, &bakery, " ").await.is_refused_with("no_code");
    }
    redeems(&bakery.owner, &bakery, &li.code_of(&id).await).await.succeeds();
}

#[tokio::test]
async fn where_no_offer_fits_the_till_says_so_at_arms_length() {
    let (town, bakery, _) = bakery_on_the_day(with(buns(), &[("way", "walk_in"), ("audience", "sixty_plus")])).await;
    let li = town.resident(LI).await;
    let code = member_code(&li).await;
    let form = [("shop", bakery.id.to_string()), ("code", code)];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let first = bakery.owner.sends("/api/claims/redeem_claim", &form).await.succeeds();
    first.shows("answer warn").shows("这位顾客现在都不能用").shows("已记下这次到店").shows("这项优惠要先核实身份");
    let again = bakery.owner.sends("/api/claims/redeem_claim", &form).await.succeeds();
    again.shows("一小时内已经记过这次到店").shows_not("已记下这次到店");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM visit").await, 1);
    let books = town.shop("示例书店", District::Haishang).await;
    let form = [("shop", books.id.to_string()), ("code", form[1].1.to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    books.owner.sends("/api/claims/redeem_claim", &form).await.succeeds().shows("answer warn").shows("本店现在没有出示会员码就能用的优惠");
}

#[tokio::test]
async fn whatever_a_clerk_types_or_scans_is_read_kindly() {
    let (town, bakery, offer) = bakery_on_the_day(with(buns(), &[("stock", "10"), ("per_person", "9")])).await;
    let li = town.resident(LI).await;
    let dress: [fn(&str) -> String; 6] = [
        |code| code.replace(' ', "-"),
        |code| code.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_digit()).unwrap_or('\u{3000}')).collect(),
        |code| format!("券码：{code}。"),
        |code| format!("https://shangmeng.example/till#{}\r\n", code.replace(' ', "")),
        |code| code.replace('0', "O").replace('1', "l"),
        |code| format!("  {code}  "),
    ];
    for dress in dress {
        let id = claim(&li, &offer).await;
        let typed = dress(&li.code_of(&id).await);
        redeems(&bakery.owner, &bakery, &typed).await.succeeds();
    }
}

#[tokio::test]
async fn a_second_tap_is_told_from_a_second_customer() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let li = town.resident(LI).await;
    let id = claim(&li, &offer).await;
    let code = li.code_of(&id).await;
    redeems(&bakery.owner, &bakery, &code).await.succeeds();
    let again = redeems(&bakery.owner, &bakery, &code).await.is_refused_with("already_redeemed");
    assert!(sentence(&again).contains("就在刚才"), "{}", again.body);
    town.goes_to("2026-11-27T10:02+08:00");
    let later = redeems(&bakery.owner, &bakery, &code).await.is_refused_with("already_redeemed");
    assert!(!sentence(&later).contains("就在刚才") && sentence(&later).contains("10:00核销"), "{}", later.body);
}

#[tokio::test]
async fn the_card_speaks_to_the_clerk_and_the_offers_page_to_the_resident() {
    let (town, bakery, offer) = bakery_on_the_day(with(buns(), &[("way", "walk_in")])).await;
    let seniors =
        with(buns(), &[("way", "walk_in"), ("audience", "sixty_plus"), ("when", "range"), ("first_day", "2026-11-27"), ("last_day", "2026-11-28")]);
    let for_seniors = bakery.offers(&town.officer(District::Wanda).await, seniors).await;
    let li = town.resident(LI).await;
    let code = member_code(&li).await;
    let shop = bakery.id.to_string();
    let give = async |offer: &str| {
        let id = Uuid::new_v4().to_string();
        bakery.owner.act("/api/claims/give_walk_in", &[("id", &id), ("shop", &shop), ("offer", offer), ("code", &code)]).await
    };
    give(&offer).await.succeeds();
    let full = give(&offer).await.is_refused_with("limit_reached");
    assert!(sentence(&full).contains("这位顾客已经用满了") && !sentence(&full).contains('您'), "{}", full.body);
    let unproven = give(&for_seniors).await.is_refused_with("proof_missing");
    assert!(sentence(&unproven).contains("请顾客带身份证"), "{}", unproven.body);
    let card = bakery.owner.sends("/api/claims/redeem_claim", &[("shop", &shop), ("code", &code)]).await.succeeds();
    card.shows("这位顾客已经用满了").shows("请顾客带身份证");
}

#[tokio::test]
async fn a_till_that_is_not_ones_own_says_so_on_its_card() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let other = town.shop("示例书店", District::Haishang).await;
    let li = town.resident(LI).await;
    let id = claim(&li, &offer).await;
    let code = li.code_of(&id).await;
    let card = other.owner.sends("/api/claims/redeem_claim", &[("shop", &bakery.id.to_string()), ("code", &code)]).await;
    assert_eq!(card.status, 422);
    // The page stands at the form's address; its links for language and size lead to the till.
    let card = card.shows(&format!("href=\"/till?shop={}&amp;lang=en\"", bakery.id)).shows("elder=1\"");
    card.shows("您不是这家店的店员").shows("请店主在店铺页面把您加为店员").shows("示例书店").shows_not(&code);
}

#[tokio::test]
async fn a_suspended_shop_counts_no_visits() {
    let (town, bakery, _) = bakery_on_the_day(buns()).await;
    let li = town.resident(LI).await;
    let code = member_code(&li).await;
    town.execute("UPDATE merchant SET state = 'suspended'").await;
    let refused = redeems(&bakery.owner, &bakery, &code).await.is_refused_with("shop_suspended");
    assert!(sentence(&refused).contains("本店"), "{}", refused.body);
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM visit").await, 0);
}

#[tokio::test]
async fn a_walk_in_that_was_undone_hears_what_to_do() {
    let (town, bakery, offer) = bakery_on_the_day(with(buns(), &[("way", "walk_in"), ("stock", "1")])).await;
    let li = town.resident(LI).await;
    let code = member_code(&li).await;
    let shop = bakery.id.to_string();
    let give = async || {
        let id = Uuid::new_v4().to_string();
        bakery.owner.act("/api/claims/give_walk_in", &[("id", &id), ("shop", &shop), ("offer", &offer), ("code", &code)]).await.succeeds().json()
    };
    let redemption = give().await["redemption"].as_str().expect("a redemption").to_owned();
    bakery.owner.act("/api/claims/undo_redemption", &[("redemption", &redemption), ("grounds", "点错了人")]).await.succeeds();
    li.opens("/my/notices").await.succeeds().shows("点错了人").shows("再出示一次会员码").shows_not("您的券今天还能用");
    give().await;
}

#[tokio::test]
async fn the_officer_undoes_later_what_the_shop_no_longer_can() {
    let (town, bakery, offer) = bakery_on_the_day(buns()).await;
    let li = town.resident(LI).await;
    let id = claim(&li, &offer).await;
    let card = redeems(&bakery.owner, &bakery, &li.code_of(&id).await).await.succeeds().json();
    let redemption = card["redemption"].as_str().expect("a redemption").to_owned();
    town.goes_to("2026-11-30T09:00+08:00");
    let officer = town.officer(District::Wanda).await;
    let shop = bakery.id.to_string();
    officer.opens("/desk/redemptions").await.succeeds().shows("示例面包房").shows("1 次");
    let page = format!("/desk/redemptions?shop={shop}&day=2026-11-27");
    officer.opens(&format!("/desk/redemptions?shop={shop}")).await.succeeds().shows("赠红豆包").shows("11月27日（周五）10:00").shows_not(LI);
    let elsewhere = town.officer(District::Haishang).await;
    elsewhere.opens("/desk/redemptions").await.succeeds().shows_not("示例面包房");
    assert_eq!(elsewhere.opens(&page).await.status, 403);
    let form = [("redemption", redemption.as_str()), ("shop", &shop), ("day", "2026-11-27"), ("grounds", "")];
    let mute = officer.sends("/api/claims/strike_redemption", &form).await;
    assert_eq!(mute.status, 422);
    mute.shows("请写明原因");
    let form = [("redemption", redemption.as_str()), ("shop", &shop), ("day", "2026-11-27"), ("grounds", "店里认错了人")];
    assert_eq!(elsewhere.act("/api/claims/strike_redemption", &form).await.status, 403);
    assert_eq!(officer.sends("/api/claims/strike_redemption", &form).await.leads_to(), page);
    officer.opens(&page).await.succeeds().shows("已撤销");
    li.opens("/my/notices").await.shows("商圈专员撤销了您在“示例面包房”的一次核销：店里认错了人").shows("这张券不能再用");
    li.opens(&format!("/my/claims/{id}")).await.shows("商圈专员撤销了这次核销");
    for bad in ["/desk/redemptions?shop=x", "/desk/redemptions?shop=00000000-0000-0000-0000-000000000000"] {
        assert_eq!(officer.opens(bad).await.status, 404, "{bad}");
    }
    officer.opens("/desk/redemptions?shop=&day=x").await.succeeds();
}

#[tokio::test]
async fn of_several_shops_the_resident_chooses_where_to_go() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let (bakery, sister) = (town.shop("示例面包房", District::Wanda).await, town.shop("示例面包分店", District::Haishang).await);
    let code = crate::shops::credit_code(Uuid::from_u128(7));
    town.execute(&format!("UPDATE merchant SET credit_code = '{code}'")).await;
    let both = with(buns(), &[("shops[]", &sister.id.to_string())]);
    let offer = bakery.offers(&town.officer(District::Wanda).await, both).await;
    town.goes_to(THE_DAY);
    let li = town.resident(LI).await;
    li.opens(&format!("/offers/{offer}")).await.succeeds().shows("在哪家店用").shows("示例面包分店");
    let (id, shop) = (Uuid::new_v4().to_string(), sister.id.to_string());
    let claimed = li.sends("/api/claims/claim_offer", &[("id", &id), ("offer", &offer), ("shop", &shop)]).await;
    assert_eq!(claimed.leads_to(), format!("/my/claims/{id}"));
    li.opens("/my/27").await.shows("海上世界商圈").shows("示例面包分店");
    let wrong = redeems(&bakery.owner, &bakery, &li.code_of(&id).await).await.is_refused_with("wrong_shop");
    assert!(sentence(&wrong).contains("示例面包分店"), "{}", wrong.body);
    redeems(&sister.owner, &sister, &li.code_of(&id).await).await.succeeds();
    let stranger = town.shop("示例书店", District::Xianjing).await;
    let foreign = [("id", &*Uuid::new_v4().to_string()), ("offer", &*offer), ("shop", &*stranger.id.to_string())];
    assert_eq!(li.act("/api/claims/claim_offer", &foreign).await.status, 404);
    let of_another =
        with(buns(), &[("shops[]", &stranger.id.to_string()), ("id", &Uuid::new_v4().to_string()), ("merchant", &bakery.id.to_string())]);
    bakery.owner.fills("/api/offers/register_offer", &of_another).await.is_refused_with("offer_shop_of_another_firm");
}
