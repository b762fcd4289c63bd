//! The storm: many people fire every act up to five times at once. `SHANGMENG_STORM` says how many attempts; each storm has a planted fault beside
//! it that must be noticed.

use crate::shops::{Shop, buns, with};
use crate::town::{Answer, Browser, Town};
use app::claims::entity::{claim, redemption, run};
use rules::districts::District;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;

pub const CLIENTS: usize = 64;
const STOCK: usize = 40;

/// How many attempts a storm has.
pub fn attempts() -> usize {
    std::env::var("SHANGMENG_STORM").ok().and_then(|number| number.parse().ok()).unwrap_or(10_000)
}

/// The same form several times at the same moment.
pub async fn at_once(times: usize, who: impl Fn(usize) -> Browser, path: &'static str, form: &[(&str, &str)]) -> Vec<Answer> {
    let form: Vec<(String, String)> = form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let mut sent = JoinSet::new();
    for turn in 0..times {
        let (browser, form) = (who(turn), form.clone());
        sent.spawn(async move {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            browser.act(path, &form).await
        });
    }
    sent.join_all().await
}

/// As [`at_once`], and on: who is told that the portal is busy sends the same form again until its answer is known, as a person does.
pub async fn until_known(times: usize, who: impl Fn(usize) -> Browser, path: &'static str, form: &[(&str, &str)]) -> Vec<Answer> {
    let mut known = Vec::new();
    for _ in 0..100 {
        let answers = at_once(times - known.len(), &who, path, form).await;
        known.extend(answers.into_iter().filter(|answer| answer.status != 503));
        if known.len() == times {
            return known;
        }
        tokio::time::sleep(Duration::from_millis(50 + rand::random::<u64>() % 200)).await;
    }
    panic!("{path}: busy a hundred times over");
}

/// A town on the day with an offer of 40, and 64 people, on two nodes where the engine allows it.
struct Ground {
    town: Town,
    shop: Shop,
    offer: String,
    people: Vec<Browser>,
}

impl Ground {
    async fn new(per_person: &str) -> Self {
        let town = Town::on("2026-11-20T09:00+08:00").await;
        let shop = town.shop("示例面包房", District::Wanda).await;
        let stock = STOCK.to_string();
        let form = with(buns(), &[("stock", &stock), ("per_person", per_person)]);
        let offer = shop.offers(&town.officer(District::Wanda).await, form).await;
        town.goes_to("2026-11-27T10:00+08:00");
        let nodes = if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() { vec![town.clone(), town.second_node().await] } else { vec![town.clone()] };
        let mut people = Vec::new();
        for number in 0..CLIENTS {
            let person = town.resident(&format!("135{number:08}")).await;
            people.push(person.on(&nodes[number % nodes.len()]));
        }
        Self { town, shop, offer, people }
    }

    /// Everybody claims, releases and claims again until the attempts are used up; every request is sent one to five times at once.
    async fn claims(&self, attempts: usize) {
        let left = Arc::new(AtomicUsize::new(attempts));
        let clients = self.people.iter().cloned().enumerate().map(|(number, person)| {
            let (left, offer) = (left.clone(), self.offer.clone());
            tokio::spawn(async move {
                for turn in number.. {
                    let times = 1 + turn % 5;
                    if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(times)).is_err() {
                        break;
                    }
                    let id = Uuid::new_v4().to_string();
                    let form = [("id", id.as_str()), ("offer", offer.as_str())];
                    let answers = until_known(times, |_| person.clone(), "/api/claims/claim_offer", &form).await;
                    assert!(answers.iter().all(|answer| !answer.status.is_server_error()), "{:?}", answers.first());
                    if turn % 3 == 0 && answers.iter().any(|answer| answer.status.is_success()) {
                        person.act("/api/claims/release_claim", &[("claim", &id)]).await;
                    }
                }
            })
        });
        for client in clients.collect::<Vec<_>>() {
            client.await.expect("no client panics");
        }
    }

    /// What must hold: exactly the stock is out, nobody has more than the limit, the counter says the same.
    async fn violations(&self, limit: usize) -> Vec<String> {
        let db = self.town.house.db.read();
        let offer: Uuid = self.offer.parse().expect("an id");
        let live = claim::Entity::find().filter(claim::Column::Offer.eq(offer)).filter(claim::Column::State.is_in(["held", "redeemed"]));
        let live = live.all(db).await.expect("claims");
        let counter = run::Entity::find().filter(run::Column::Offer.eq(offer)).one(db).await.expect("the run").map_or(0, |run| run.taken as usize);
        let mut wrong = Vec::new();
        if live.len() > STOCK || counter != live.len() {
            wrong.push(format!("{} claims of a stock of {STOCK}, the counter says {counter}", live.len()));
        }
        let mut by_person = std::collections::HashMap::new();
        for claim in &live {
            *by_person.entry(claim.person).or_insert(0_usize) += 1;
        }
        wrong.extend(by_person.values().filter(|count| **count > limit).map(|count| format!("{count} for one person")));
        wrong
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_of_claims_gives_exactly_the_stock() {
    let ground = Ground::new("1").await;
    ground.claims(attempts()).await;
    for person in &ground.people {
        let id = Uuid::new_v4().to_string();
        until_known(1, |_| person.clone(), "/api/claims/claim_offer", &[("id", &id), ("offer", &ground.offer)]).await;
    }
    assert_eq!(ground.violations(1).await, Vec::<String>::new());
    let given = claim::Entity::find().filter(claim::Column::State.eq("held")).count(ground.town.house.db.read()).await.expect("a count");
    assert_eq!(given as usize, STOCK, "not one less");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_at_the_tills_redeems_every_claim_once() {
    let ground = Ground::new("1").await;
    ground.claims(200).await;
    let tills: Vec<Browser> = vec![ground.shop.owner.clone(), ground.town.clerk(&ground.shop).await];
    let db = ground.town.house.db.read();
    let held = claim::Entity::find().filter(claim::Column::State.eq("held")).all(db).await.expect("claims");
    let shop = ground.shop.id.to_string();
    assert!(!held.is_empty(), "nobody has a claim: the storm says nothing");
    for row in &held {
        let owner = ground.owner_of(row.person).await;
        let code = owner.code_of(&row.id.to_string()).await;
        let form = [("shop", shop.as_str()), ("code", code.as_str())];
        let answers = until_known(5, |turn| tills[turn % 2].clone(), "/api/claims/redeem_claim", &form).await;
        assert_eq!(answers.iter().filter(|answer| answer.status.is_success()).count(), 1, "{answers:?}");
    }
    let redeemed = redemption::Entity::find().count(db).await.expect("a count");
    assert_eq!(redeemed as usize, held.len());
    assert_eq!(ground.violations(1).await, Vec::<String>::new());
}

impl Ground {
    async fn owner_of(&self, person: Uuid) -> Browser {
        for (number, browser) in self.people.iter().enumerate() {
            if self.town.person(&format!("135{number:08}")).await == person {
                return browser.clone();
            }
        }
        panic!("nobody of that id")
    }
}

/// The control: with the guards taken out of the database and the counter set back, the same look finds the violation.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_storms_look_catches_a_planted_fault() {
    let ground = Ground::new("1").await;
    ground.claims(400).await;
    ground.town.execute("UPDATE offer_run SET taken = 0").await;
    for person in ground.people.iter().rev() {
        person.claims(&ground.offer).await;
    }
    assert!(!ground.violations(1).await.is_empty(), "a counter that forgets must be noticed");
}
