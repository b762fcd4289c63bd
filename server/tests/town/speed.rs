//! What pages may cost: each says how many statements it sends, and a town with more in it sends no more.

use crate::shops::{buns, credit_code, with};
use crate::town::{Browser, Town};
use app::merchants::entity::merchant;
use app::offers::entity::{offer, offer_shop};
use rules::districts::District;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use uuid::Uuid;

/// Pages of a visitor who is not signed in, rendered anew, with the most statements each may send once its public data is known.
const PAGES: &[(&str, u64)] = &[
    ("/", 6),
    ("/offers", 3),
    ("/offers?district=wanda&category=dining&kind=gift&audience=everyone", 3),
    ("/offers?q=%E7%BA%A2%E8%B1%86", 3),
    ("/member-day", 3),
    ("/districts/wanda", 5),
    ("/merchants", 2),
    ("/merchants?district=wanda&category=dining&q=%E9%9D%A2%E5%8C%85", 2),
    ("/merchants?open=1", 6),
];

/// Statements of one page, past the page cache.
async fn statements(town: &Town, visitor: &Browser, path: &str) -> u64 {
    let before = town.house.db.statements();
    let request = axum::http::Request::get(path).header("accept", "text/html").header("cookie", "__Host-done=nothing");
    visitor.send(request, axum::body::Body::empty()).await.succeeds();
    town.house.db.statements() - before
}

/// Many shops, each with several offers like the given one.
async fn fill(town: &Town, like: &str, shops: u128, each: u128) {
    let db = town.house.db.write();
    let id: Uuid = like.parse().expect("an id");
    let one = offer::Entity::find_by_id(id).one(db).await.expect("the database").expect("the offer");
    let shop = merchant::Entity::find_by_id(one.merchant).one(db).await.expect("the database").expect("its shop");
    let new_id = |kind: u128, number: u128| Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 | kind << 64 | number);
    let copies = (0..shops).map(|number| {
        let copy =
            merchant::Model {
                id: new_id(1, number), name: format!("示例{number}号面包房"), walk: format!("0-001-{number:06}"), ..shop.clone()
            };
        merchant::ActiveModel { credit_code: Set(credit_code(Uuid::from_u128(number))), ..merchant::ActiveModel::from(copy).reset_all() }
    });
    for batch in copies.collect::<Vec<_>>().chunks(100) {
        merchant::Entity::insert_many(batch.to_vec()).exec_without_returning(db).await.expect("shops");
    }
    let copies: Vec<offer::Model> =
        (0..shops * each).map(|number| offer::Model { id: new_id(2, number), merchant: new_id(1, number % shops), ..one.clone() }).collect();
    for batch in copies.chunks(100) {
        let rows = batch.iter().map(|copy| offer::ActiveModel::from(copy.clone()).reset_all());
        offer::Entity::insert_many(rows).exec_without_returning(db).await.expect("offers");
        let own = batch.iter().map(|copy| offer_shop::ActiveModel { offer: Set(copy.id), merchant: Set(copy.merchant), place: Set(0) });
        offer_shop::Entity::insert_many(own).exec_without_returning(db).await.expect("their shops");
    }
    app::backend::mark_lists(db, &["offers", "merchants"]).await.expect("marked");
}

#[tokio::test]
async fn a_page_sends_its_stated_number_of_statements_however_much_there_is() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let id = bakery.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "10")])).await;
    let visitor = town.visitor();
    for shops in [0, 250] {
        if shops > 0 {
            fill(&town, &id, shops, 4).await;
        }
        for (path, most) in PAGES {
            statements(&town, &visitor, path).await;
            let sent = statements(&town, &visitor, path).await;
            println!("{sent} of {most}: {path}");
            assert!(sent > 0 && sent <= *most, "{path} with {shops} more shops: {sent} statements instead of {most}");
        }
    }
}

#[tokio::test]
async fn a_claim_sends_its_stated_number_of_statements() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let id = bakery.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "2")])).await;
    town.goes_to("2026-11-27T10:00+08:00");
    let mut people = Vec::new();
    for number in 0..3 {
        people.push(town.resident(&format!("135{number:08}")).await);
    }
    people[0].claims(&id).await.succeeds();
    // Who they are; the offer with shop and settings; the counter; what they have; all records. Sold out: the counter once more, and what is over.
    for (person, most, code) in [(&people[1], 5, None), (&people[2], 7, Some("sold_out"))] {
        let before = town.house.db.statements();
        let answer = person.claims(&id).await;
        let sent = town.house.db.statements() - before;
        assert_eq!(sent, most, "{code:?}");
        match code {
            None => drop(answer.succeeds()),
            Some(code) => drop(answer.is_refused_with(code)),
        }
    }
}

#[tokio::test]
async fn a_member_at_the_till_and_the_end_of_offers_ask_no_more_however_many_offers_there_are() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let officer = town.officer(District::Wanda).await;
    let walk_in = with(buns(), &[("way", "walk_in"), ("when", "range"), ("first_day", "2026-11-20"), ("last_day", "2026-11-20"), ("chain", "on")]);
    let li = town.resident("13612345678").await;
    li.act("/api/claims/take_member_code", &[]).await.succeeds();
    let code = crate::shops::between(&li.opens("/my/member-code").await.succeeds().body, r#"<p class="code">"#, "</p>");
    let shop = bakery.id.to_string();
    let mut sent = Vec::new();
    for count in [1, 4] {
        for _ in 0..count {
            bakery.offers(&officer, walk_in.clone()).await;
        }
        for _ in 0..2 {
            let before = town.house.db.statements();
            let card = bakery.owner.act("/api/claims/redeem_claim", &[("shop", &shop), ("code", &code)]).await.succeeds().json();
            sent.push((town.house.db.statements() - before, card["offers"].as_array().map(Vec::len)));
        }
    }
    let (one, five) = (sent[1], sent[3]);
    assert_eq!((one.1, five.1, one.0), (Some(1), Some(5), five.0), "the same number of statements");
    town.goes_to("2026-11-21T00:00+08:00");
    let before = town.house.db.statements();
    assert_eq!(app::offers::end_over(town.house.db.write(), town.house.clock.now()).await.expect("ended"), 5);
    assert!(town.house.db.statements() - before <= 4, "{}", town.house.db.statements() - before);
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM offer_story WHERE act = 'days_over'").await, 5);
    assert_eq!(app::offers::end_over(town.house.db.write(), town.house.clock.now()).await.expect("nothing left"), 0);
}

#[tokio::test]
async fn a_place_in_a_list_that_no_list_gave_is_no_fault_of_ours() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.shop("示例面包房", District::Wanda).await;
    for path in ["/merchants?after=%00~00000000-0000-0000-0000-000000000000", "/offers?audience=%00", "/offers?after=x&q=%00"] {
        town.visitor().opens(path).await.succeeds();
    }
}

#[tokio::test]
async fn every_offer_stands_on_one_page_of_the_list_and_the_counts_are_right() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let id = bakery.offers(&town.officer(District::Wanda).await, buns()).await;
    town.visitor().opens("/offers").await.shows("共 1 项优惠");
    fill(&town, &id, 40, 3).await;
    // A node that has kept nothing yet: the shops were not written by an act of this one.
    let town = town.second_node().await;
    let visitor = town.visitor();
    let (mut seen, mut path) = (std::collections::BTreeSet::new(), "/offers".to_owned());
    for _ in 0..3 {
        let page = visitor.opens(&path).await.succeeds().shows("共 121 项优惠");
        let links = page.body.split("href=\"/offers/").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
        for link in links {
            assert!(seen.insert(link.clone()), "{link} twice");
        }
        let next = page.body.split("after=").nth(1).and_then(|rest| rest.split('"').next());
        path = next.map_or("/offers".to_owned(), |next| format!("/offers?after={next}"));
    }
    assert_eq!((seen.len(), path.as_str()), (121, "/offers"), "three pages, and no fourth");
    let owner = bakery.owner.on(&town);
    owner.act("/api/offers/withdraw_offer", &[("offer", &id), ("grounds", "没有面粉了")]).await.succeeds();
    visitor.opens("/offers").await.shows("共 120 项优惠");
}
