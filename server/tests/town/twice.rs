//! Two taps on one button: the same new form twice at the same moment is answered alike, and makes one record.

use crate::merchants::application;
use crate::shops::{buns, with};
use crate::storm::at_once;
use crate::town::{Browser, Town};
use rules::districts::District;
use uuid::Uuid;

/// Sent four times at once, all are told the same; gives what they are told.
async fn taps(who: &Browser, path: &'static str, form: &[(&str, &str)]) -> serde_json::Value {
    let answers = at_once(4, |_| who.clone(), path, form).await;
    for answer in &answers {
        assert!(answer.status.is_success(), "{path}: {answer:?}");
        assert_eq!(answer.body, answers[0].body, "{path}");
    }
    answers[0].json()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_taps_are_one_act() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let shop = town.shop("示例面包房", District::Wanda).await;
    let merchant = shop.id.to_string();
    for _ in 0..5 {
        let id = Uuid::new_v4().to_string();
        let form = with(buns(), &[("id", &id), ("merchant", &merchant)]);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(taps(&shop.owner, "/api/offers/register_offer", &form).await["offer"], id.as_str());
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM offer").await, 5);

    let applicant = town.resident("13812345678").await;
    taps(&applicant, "/api/merchants/apply_membership", &application(&[])).await;
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM merchant").await, 2);

    let offer = shop.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "40")])).await;
    town.goes_to("2026-11-27T10:00+08:00");
    for number in 0..5 {
        let resident = town.resident(&format!("1350000000{number}")).await;
        let claim = Uuid::new_v4().to_string();
        taps(&resident, "/api/claims/claim_offer", &[("id", &claim), ("offer", &offer)]).await;
        let form = [("id", &*Uuid::new_v4().to_string()), ("claim", &*claim), ("grounds", "没有给优惠")];
        taps(&resident, "/api/claims/complain", &form).await;
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM claim").await, 5);
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM complaint").await, 5);
}
