//! A whole 27th in one storm: while the clock runs from ten to eight, 64 people claim staged stock and a chain offer with limits above one, give back,
//! redeem, and have it undone, each act fired one to five times at once, on two nodes where the engine allows it, and the job that ends holds runs all
//! the time.

use crate::shops::{Shop, buns, with};
use crate::storm::{CLIENTS, attempts, until_known};
use crate::town::{Answer, Browser, Town};
use app::accounts::give_grant;
use app::claims::entity::{claim, redemption, run, visit};
use rules::districts::District;
use rules::permits::Role;
use rules::{Instant, MINUTE};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

const STAGED: i32 = 40;
const FIRST_STAGE: i32 = 24;
const LIMIT: usize = 3;
const CHAIN: i32 = 30;
const CHAIN_LIMIT: usize = 2;
/// The clock goes on so often: every time some holds end, and codes live long enough to be typed.
const STEPS: usize = 6;

/// Two shops in two districts: one with staged stock, one whose offer is unlocked by a visit to the other.
pub struct Day {
    pub town: Town,
    pub shops: [Shop; 2],
    pub offers: [String; 2],
    pub people: Vec<Browser>,
    /// What was answered, and how often.
    told: Mutex<BTreeMap<String, usize>>,
}

/// One that was claimed: its id, and at which of the two shops.
type Held = (String, usize);

impl Day {
    pub async fn new(people: usize) -> Self {
        let town = Town::on("2026-11-20T09:00+08:00").await;
        let shops = [town.shop("示例面包房", District::Wanda).await, town.shop("示例书香阁", District::Haishang).await];
        let (total, first, second) = (STAGED.to_string(), FIRST_STAGE.to_string(), (STAGED - FIRST_STAGE).to_string());
        let stages = [("stage1_time", "00:00"), ("stage1_amount", &first), ("stage2_time", "12:00"), ("stage2_amount", &second)];
        let staged = with(with(buns(), &[("stock", &total), ("per_person", &LIMIT.to_string())]), &stages);
        let chain = with(buns(), &[("stock", &CHAIN.to_string()), ("per_person", &CHAIN_LIMIT.to_string()), ("chain", "on")]);
        let offers = [
            shops[0].offers(&town.officer(District::Wanda).await, staged).await,
            shops[1].offers(&town.officer(District::Haishang).await, chain).await,
        ];
        town.goes_to("2026-11-27T10:00+08:00");
        let nodes = if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() { vec![town.clone(), town.second_node().await] } else { vec![town.clone()] };
        let node = |number: usize| &nodes[number % nodes.len()];
        let mut day = Self { town: town.clone(), shops, offers, people: Vec::new(), told: Mutex::default() };
        for number in 0..people {
            let mobile = format!("135{number:08}");
            day.people.push(town.resident(&mobile).await.on(node(number)));
            // Everybody is a clerk of both shops too, so that no till's throttle stands in the way of another's.
            for shop in &day.shops {
                let (person, now) = (town.person(&mobile).await, town.house.clock.now());
                give_grant(town.house.db.write(), person, Role::Clerk, Some(shop.id), person, now).await.expect("a grant");
            }
        }
        day
    }

    /// One person's day until all attempts are used up.
    async fn lives(self: Arc<Self>, number: usize, left: Arc<AtomicUsize>) {
        let (me, mut held, mut given): (_, Vec<Held>, Vec<(String, Held)>) = (&self.people[number], Vec::new(), Vec::new());
        for turn in number.. {
            let times = 1 + (turn / 6) % 5;
            if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(times)).is_err() {
                break;
            }
            match turn % 6 {
                0 | 4 => held.extend(self.claims(me, 0, times).await),
                2 => held.extend(self.claims(me, 1, times).await),
                1 => {
                    if let Some((claim, shop)) = held.pop() {
                        given.extend(self.redeems(me, &claim, shop, times).await.map(|redemption| (redemption, (claim, shop))));
                    }
                }
                3 => {
                    if let Some((redemption, claim)) = given.pop() {
                        let form = [("redemption", redemption.as_str()), ("grounds", "点错了单")];
                        once(&self.fires(times, me, "/api/claims/undo_redemption", &form).await);
                        held.insert(0, claim);
                    }
                }
                _ => {
                    // Some keep what they have until its hold is over.
                    if let Some((claim, _)) = held.pop().filter(|_| number % 8 < 6) {
                        once(&self.fires(times, me, "/api/claims/release_claim", &[("claim", &claim)]).await);
                    }
                }
            }
        }
    }

    /// The same act so many times at once, until each answer is known. Nobody is told that the portal is broken.
    async fn fires(&self, times: usize, me: &Browser, path: &'static str, form: &[(&str, &str)]) -> Vec<Answer> {
        let answers = until_known(times, |_| me.clone(), path, form).await;
        for answer in &answers {
            assert!(!answer.status.is_server_error(), "{path}: {answer:?}");
            let code = if answer.status.is_success() { String::new() } else { answer.json()["code"].as_str().unwrap_or_default().to_owned() };
            *self.told.lock().expect("the log").entry(format!("{path} {} {code}", answer.status.as_u16())).or_insert(0) += 1;
        }
        answers
    }

    /// Claims with one form, sent so many times: all who are told yes are told of the same claim.
    pub async fn claims(&self, me: &Browser, shop: usize, times: usize) -> Option<Held> {
        let id = Uuid::new_v4().to_string();
        let answers = self.fires(times, me, "/api/claims/claim_offer", &[("id", &id), ("offer", &self.offers[shop])]).await;
        let yes: Vec<&Answer> = answers.iter().filter(|answer| answer.status.is_success()).collect();
        assert!(yes.iter().all(|answer| answer.json()["claim"] == id.as_str()), "{yes:?}");
        (!yes.is_empty()).then_some((id, shop))
    }

    /// Shows a code that is typed so many times at once; the redemption, if it was still to be had.
    pub async fn redeems(&self, me: &Browser, claim: &str, shop: usize, times: usize) -> Option<String> {
        let page = me.opens(&format!("/my/claims/{claim}")).await;
        let code = page.body.split_once(r#"<p class="code">"#)?.1.split("</p>").next()?.to_owned();
        let till = self.shops[shop].id.to_string();
        let answers = self.fires(times, me, "/api/claims/redeem_claim", &[("shop", &till), ("code", &code)]).await;
        once(&answers).map(|card| card.json()["redemption"].as_str().expect("a redemption").to_owned())
    }

    /// Ends the holds that are over, as the job does.
    pub async fn ends_holds(&self) {
        let job = server::jobs::JOBS.iter().find(|job| job.name == "expire_claims").expect("the job");
        let ended = (job.run)(self.town.house.clone()).await;
        assert!(ended.is_ok() || ended.is_err_and(|error| error.status() == 503), "the job is busy at worst");
    }

    /// Everything that must hold and does not.
    pub async fn wrong(&self) -> Vec<String> {
        let db = self.town.house.db.read();
        let claims = claim::Entity::find().all(db).await.expect("claims");
        let redemptions = redemption::Entity::find().all(db).await.expect("redemptions");
        let visits = visit::Entity::find().all(db).await.expect("visits");
        let mut wrong = Vec::new();
        for (offer, stock, limit) in [(&self.offers[0], STAGED, LIMIT), (&self.offers[1], CHAIN, CHAIN_LIMIT)] {
            let offer: Uuid = offer.parse().expect("an id");
            let live = || claims.iter().filter(|claim| claim.offer == offer && ["held", "redeemed"].contains(&claim.state.as_str()));
            let counter = run::Entity::find().filter(run::Column::Offer.eq(offer)).one(db).await.expect("the run").map_or(0, |run| run.taken);
            let count = i32::try_from(live().count()).expect("a number");
            if count > stock || counter != count {
                wrong.push(format!("{count} claims of a stock of {stock}, the counter says {counter}"));
            }
            let mut own = BTreeMap::new();
            live().for_each(|claim| *own.entry(claim.person).or_insert(0_usize) += 1);
            wrong.extend(own.values().filter(|count| **count > limit).map(|count| format!("{count} for one person, the limit is {limit}")));
        }
        let standing = || redemptions.iter().filter(|redemption| redemption.undone_at.is_none());
        let used: BTreeSet<Uuid> = claims.iter().filter(|claim| claim.state == "redeemed").map(|claim| claim.id).collect();
        let given: BTreeSet<Uuid> = standing().map(|redemption| redemption.claim).collect();
        if given.len() != standing().count() || given != used {
            wrong.push(format!("{} redemptions stand for {} claims of which {} are used up", standing().count(), given.len(), used.len()));
        }
        let seen: BTreeSet<Uuid> = visits.iter().filter(|visit| visit.struck_at.is_none()).filter_map(|visit| visit.redemption).collect();
        if seen != standing().map(|redemption| redemption.id).collect() {
            wrong.push("visits and redemptions do not fit".to_owned());
        }
        let chain: Uuid = self.offers[1].parse().expect("an id");
        let unlocked = |claim: &claim::Model| {
            visits.iter().any(|visit| visit.person == claim.person && visit.merchant == self.shops[0].id && visit.at <= claim.made_at)
        };
        wrong.extend(claims.iter().filter(|claim| claim.offer == chain && !unlocked(claim)).map(|claim| format!("{} was locked", claim.id)));
        wrong
    }
}

/// The one that was told yes; more would be one act done twice.
fn once(answers: &[Answer]) -> Option<&Answer> {
    let yes: Vec<&Answer> = answers.iter().filter(|answer| answer.status.is_success()).collect();
    assert!(yes.len() <= 1, "done {} times: {yes:?}", yes.len());
    yes.first().copied()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_over_the_whole_day_keeps_every_limit() {
    let day = Arc::new(Day::new(CLIENTS).await);
    let (all, began) = (attempts(), std::time::Instant::now());
    let left = Arc::new(AtomicUsize::new(all));
    let clients: Vec<_> = (0..CLIENTS).map(|number| tokio::spawn(day.clone().lives(number, left.clone()))).collect();
    let ten = Instant::parse("2026-11-27T10:00+08:00").expect("a moment");
    while clients.iter().any(|client| !client.is_finished()) {
        let gone = all - left.load(Ordering::SeqCst).min(all);
        day.town.house.clock.set(ten.plus(i64::try_from(gone * STEPS / all * 600 / STEPS).expect("minutes") * MINUTE));
        day.ends_holds().await;
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    for client in clients {
        client.await.expect("no client panics");
    }
    day.ends_holds().await;
    assert_eq!(day.wrong().await, Vec::<String>::new());
    for person in &day.people {
        for _ in 0..LIMIT {
            day.claims(person, 0, 1).await;
        }
    }
    assert_eq!(day.wrong().await, Vec::<String>::new());
    let out = run::Entity::find().filter(run::Column::Offer.eq(day.offers[0].parse::<Uuid>().expect("an id")));
    assert_eq!(out.one(day.town.house.db.read()).await.expect("the run").map(|run| run.taken), Some(STAGED), "not one less");
    let of = async |state: &str| day.town.count(&format!("SELECT COUNT(*) AS n FROM claim WHERE state = '{state}'")).await;
    let undone = day.town.count("SELECT COUNT(*) AS n FROM redemption WHERE undone_at IS NOT NULL").await;
    let chained = claim::Entity::find().filter(claim::Column::Offer.eq(day.offers[1].parse::<Uuid>().expect("an id")));
    let chained = chained.all(day.town.house.db.read()).await.expect("claims").len();
    let redeemed = day.town.count("SELECT COUNT(*) AS n FROM redemption").await;
    let counts = [redeemed, of("released").await, of("expired").await, undone];
    println!("{:#?}", day.told.lock().expect("the log"));
    println!("{all} attempts in {:?}: redeemed, released, expired, undone {counts:?}, chained {chained}", began.elapsed());
    assert!(counts.iter().all(|count| *count > 0) && chained > 0, "every act came to something: {counts:?}, {chained}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_before_noon_takes_the_first_stage_and_no_more() {
    let day = Day::new(12).await;
    for _ in 0..3 {
        let mut claims = tokio::task::JoinSet::new();
        for person in day.people.clone() {
            let offer = day.offers[0].clone();
            claims.spawn(async move { person.claims(&offer).await.status.as_u16() });
        }
        claims.join_all().await;
    }
    let taken = async || day.town.count("SELECT COUNT(*) AS n FROM claim WHERE state = 'held'").await;
    assert_eq!(taken().await, i64::from(FIRST_STAGE), "the first stage, not one less");
    day.town.goes_to("2026-11-27T12:00+08:00");
    for person in &day.people {
        person.claims(&day.offers[0]).await;
    }
    assert_eq!(day.wrong().await, Vec::<String>::new());
    assert!(taken().await > i64::from(FIRST_STAGE), "the second stage is out");
}

impl Day {
    /// Runs a statement that the database itself must refuse.
    pub async fn refuses(&self, sql: &str) -> bool {
        self.town.house.db.write().execute_unprepared(sql).await.is_err()
    }
}
