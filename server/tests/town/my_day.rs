//! “My 27th”: what is remembered, in walking order, on the phone and on paper.

use crate::shops::{buns, with};
use crate::town::Town;
use rules::districts::District;

const BEFORE: &str = "2026-11-20T09:00+08:00";
const LI: &str = "13612345678";

/// Where on the page these words stand, one after the other.
fn in_order(body: &str, words: &[&str]) {
    let places: Vec<Option<usize>> = words.iter().map(|word| body.find(word)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words:?} stand at {places:?}: {body}");
}

#[tokio::test]
async fn what_is_claimed_and_what_is_planned_is_one_walk() {
    let town = Town::on(BEFORE).await;
    let (bakery, books) = (town.shop("示例面包房", District::Wanda).await, town.shop("示例书香阁", District::Haishang).await);
    let barber = town.shop("示例理发店", District::Xianjing).await;
    let first = bakery.offers(&town.officer(District::Wanda).await, buns()).await;
    let walk_in = with(buns(), &[("title", "免费剪发"), ("way", "walk_in")]);
    let second = barber.offers(&town.officer(District::Xianjing).await, walk_in).await;
    let third = books.offers(&town.officer(District::Haishang).await, with(buns(), &[("title", "送书签一枚")])).await;
    let li = town.resident(LI).await;
    li.opens("/my/27/print").await.succeeds().shows("还没有领取或加入的优惠");
    for offer in [&third, &second, &first] {
        li.act("/api/claims/choose_offer", &[("offer", offer)]).await.succeeds();
    }
    li.opens(&format!("/offers/{second}")).await.succeeds().shows("已加入").shows("11月27日（周五），会员日当天，到“示例理发店”");
    let page = li.opens("/my/27").await.succeeds().shows("打算去的").shows("/my/27/print").shows("11月27日（周五）00:00开始领取");
    in_order(&page.body, &["万达商圈", "红豆包，每人一个", "芝罘仙境商圈", "免费剪发", "海上世界商圈", "送书签一枚"]);
    in_order(&li.opens("/my/27/print").await.succeeds().body, &["红豆包，每人一个", "免费剪发", "到店出示会员码", "送书签一枚"]);
    town.goes_to("2026-11-27T10:00+08:00");
    li.claims(&third).await.succeeds();
    let page = li.opens("/my/27").await.succeeds().shows("现在可以领取").shows("14:00前用");
    assert_eq!(page.body.matches("送书签一枚").count(), 1, "what is claimed is planned no more: {}", page.body);
    let paper = li.opens("/my/27/print").await.succeeds();
    assert_eq!(paper.body.matches("paper-code").count(), 1, "only a claim has a code: {}", paper.body);
    town.goes_to("2026-11-28T00:00+08:00");
    li.opens("/my/27").await.succeeds().shows_not("打算去的");
}

#[tokio::test]
async fn a_claim_that_ran_out_says_so_and_leads_to_what_is_left() {
    let town = Town::on(BEFORE).await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let offer = bakery.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "1")])).await;
    let (li, wang) = (town.resident(LI).await, town.resident("13612345679").await);
    town.goes_to("2026-11-27T10:00+08:00");
    li.claims(&offer).await.succeeds();
    town.goes_to("2026-11-27T14:00+08:00");
    server::jobs::run_due(&town.house, uuid::Uuid::new_v4(), server::jobs::JOBS).await;
    let told = "“红豆包，每人一个”14:00到期，已放回";
    li.opens("/my/27").await.succeeds().shows(told).shows("再领一份");
    wang.claims(&offer).await.succeeds();
    li.opens("/my/27").await.succeeds().shows(told).shows_not("再领一份");
    town.goes_to("2026-11-27T18:00+08:00");
    server::jobs::run_due(&town.house, uuid::Uuid::new_v4(), server::jobs::JOBS).await;
    li.claims(&offer).await.succeeds();
    li.opens("/my/27").await.succeeds().shows_not("到期，已放回");
}

#[tokio::test]
async fn nobody_reads_what_is_not_approved_yet() {
    let town = Town::on(BEFORE).await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let offer = bakery.offers(&town.officer(District::Wanda).await, buns()).await;
    let li = town.resident(LI).await;
    li.act("/api/claims/choose_offer", &[("offer", &offer)]).await.succeeds();
    let other = with(buns(), &[("offer", &offer), ("title", "还没有审核的话")]);
    bakery.owner.fills("/api/offers/change_offer", &other).await.succeeds();
    li.opens("/my/27").await.succeeds().shows_not("还没有审核的话");
    li.opens("/my/27/print").await.succeeds().shows_not("还没有审核的话");
    let again = bakery.offers(&town.officer(District::Wanda).await, with(buns(), &[("title", "另一份")])).await;
    li.act("/api/claims/choose_offer", &[("offer", &again)]).await.succeeds();
    bakery.owner.act("/api/offers/withdraw_offer", &[("offer", &again), ("grounds", "蒸箱坏了")]).await.succeeds();
    li.opens("/my/27").await.shows("另一份").shows("商户已撤下或提前结束");
}
