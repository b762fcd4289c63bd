//! The storm of ballots: everybody fires each ballot up to five times at once and a second one beside it, two closers close in the middle, and what the
//! board holds is exactly what was acknowledged. `SHANGMENG_STORM` says how many attempts.

use crate::storm::{attempts, until_known};
use crate::town::{Answer, Browser, Town};
use crate::voting::Hall;
use rules::voting::{Recount, recount};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;

const VOTERS: usize = 64;

/// The hall with its voters' browsers on one node, or on two where the engine allows it.
struct Ground {
    hall: Hall,
    nodes: Vec<Town>,
    voters: Vec<Browser>,
}

impl Ground {
    async fn new() -> Self {
        let hall = Hall::with(VOTERS).await;
        let mut nodes = vec![hall.town.clone()];
        if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() {
            nodes.push(hall.town.second_node().await);
        }
        let voters = hall.shops.iter().enumerate().map(|(number, shop)| shop.owner.clone().on(&nodes[number % nodes.len()])).collect();
        Self { hall, nodes, voters }
    }

    /// Everybody votes; somebody closes after a moment, on every node at once. Gives what each voter was told: their acknowledged ballots.
    async fn storm(&self, vote: &str, close_after: Option<Duration>) -> Vec<Vec<Uuid>> {
        let mut voting = JoinSet::new();
        for (number, voter) in self.voters.iter().cloned().enumerate() {
            let vote = vote.to_owned();
            let pause = Duration::from_millis(if close_after.is_some() { rand::random::<u64>() % 120 } else { 0 });
            voting.spawn(async move {
                tokio::time::sleep(pause).await;
                (number, votes(&voter, &vote, number).await)
            });
        }
        if let Some(moment) = close_after {
            tokio::time::sleep(moment).await;
            let closers = self.nodes.iter().cycle().take(4).map(|node| {
                let office = self.hall.office.clone().on(node);
                let vote = vote.to_owned();
                async move { closes(&office, &vote).await }
            });
            let mut closing = JoinSet::new();
            closers.for_each(|closer| drop(closing.spawn(closer)));
            closing.join_all().await;
        }
        let told: BTreeMap<usize, Vec<Uuid>> = voting.join_all().await.into_iter().collect();
        told.into_values().collect()
    }

    /// Closed, counted and published; the recount of its board.
    async fn published(&self, vote: &str) -> Recount {
        recount(self.hall.publishes(vote).await.as_bytes(), None).expect("in order")
    }
}

async fn closes(office: &Browser, vote: &str) {
    for answer in until_known(1, |_| office.clone(), "/api/voting/close_vote", &[("vote", vote)]).await {
        answer.succeeds();
    }
}

/// One voter: the same ballot several times at once, and another one beside it. Gives the ballots that were acknowledged.
async fn votes(voter: &Browser, vote: &str, number: usize) -> Vec<Uuid> {
    let (one, other) = (Uuid::new_v4().to_string(), Uuid::new_v4().to_string());
    let choice = ["yes", "no", "abstain"][number % 3];
    let form = |id: &str| [("vote", vote.to_owned()), ("id", id.to_owned()), ("choice", choice.to_owned())];
    let send = async |id: &str, times| {
        let form = form(id);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        until_known(times, |_| voter.clone(), "/api/voting/cast_ballot", &form).await
    };
    let (ones, others) = tokio::join!(send(&one, 1 + number % 5), send(&other, 1));
    let answers: Vec<Answer> = ones.into_iter().chain(others).collect();
    let known = ["already_voted", "vote_closed"];
    let mut told = Vec::new();
    for answer in &answers {
        let json = answer.json();
        if answer.status.is_success() {
            told.push(json["ballot"].as_str().and_then(|id| id.parse().ok()).expect("an id"));
        } else {
            assert!(known.iter().any(|code| json["code"] == *code), "{} {}", answer.status, answer.body);
        }
    }
    told.sort_unstable();
    told.dedup();
    told
}

/// What must hold: nobody has two ballots, and the board holds exactly what was acknowledged.
fn violations(told: &[Vec<Uuid>], recounted: &Recount) -> Vec<String> {
    let mut wrong: Vec<String> = told.iter().filter(|of| of.len() > 1).map(|of| format!("{} ballots for one voice", of.len())).collect();
    let mut acknowledged: Vec<Uuid> = told.iter().flatten().copied().collect();
    acknowledged.sort_unstable();
    let mut on_board: Vec<Uuid> = recounted.board.ballots().map(|ballot| ballot.id).collect();
    on_board.sort_unstable();
    if acknowledged != on_board {
        wrong.push(format!("{} acknowledged, {} on the board", acknowledged.len(), on_board.len()));
    }
    let header = &recounted.board.header;
    if header.marked != header.ballots {
        wrong.push(format!("{} marks, {} ballots", header.marked, header.ballots));
    }
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_of_ballots_gives_one_voice_one_ballot_and_closing_loses_none() {
    let ground = Ground::new().await;
    let each = (0..VOTERS).map(|number| 2 + number % 5).sum::<usize>();
    let rounds = attempts().div_ceil(each);
    let (mut closed_early, mut ballots) = (0, 0);
    for round in 0..rounds {
        let vote = ground.hall.opens(&[("secrecy", "secret"), ("quorum", "none"), ("minutes", "600")]).await;
        let close_after = (round % 2 == 0).then(|| Duration::from_millis(20 + rand::random::<u64>() % 80));
        let told = ground.storm(&vote, close_after).await;
        let recounted = ground.published(&vote).await;
        assert_eq!(violations(&told, &recounted), Vec::<String>::new(), "round {round}");
        let voted = told.iter().filter(|of| !of.is_empty()).count();
        ballots += voted;
        closed_early += usize::from(voted < VOTERS);
        assert!(close_after.is_some() || voted == VOTERS, "{voted} of {VOTERS} voices in a round that nobody closed");
    }
    println!("{rounds} votes, {ballots} ballots, {closed_early} closed in the middle");
    assert!(closed_early > 0, "no vote was closed in the middle: the storm says nothing about closing");
}

/// The controls: a mark that is forgotten, and a ballot that is lost, are both noticed.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_storms_look_at_ballots_catches_planted_faults() {
    let ground = Ground::new().await;
    let vote = ground.hall.opens(&[("secrecy", "secret"), ("quorum", "none")]).await;
    let mut told = ground.storm(&vote, None).await;
    ground.hall.town.execute("UPDATE roll_live SET mark = NULL").await;
    for (before, more) in told.iter_mut().zip(ground.storm(&vote, None).await) {
        before.extend(more);
    }
    ground.hall.step("close_vote", &vote).await;
    ground.hall.office.act("/api/voting/count_vote", &[("vote", &vote)]).await.succeeds();
    ground.hall.officer.act("/api/voting/publish_vote", &[("vote", &vote)]).await.succeeds();
    let file = ground.hall.town.visitor().opens(&format!("/votes/{vote}/board.json")).await.succeeds().body;
    assert_eq!(recount(file.as_bytes(), None).map(drop), Err(rules::voting::BoardRefusal::MoreThanRoll), "marks were forgotten");
    assert!(told.iter().any(|of| of.len() > 1), "two ballots for one voice must be noticed");
    let vote = ground.hall.opens(&[("secrecy", "secret"), ("quorum", "none")]).await;
    let told = ground.storm(&vote, None).await;
    let victim = told[0][0];
    ground.hall.town.execute(&format!("DELETE FROM ballot_live WHERE id = {}", crate::meetings::literal(&ground.hall.town, victim))).await;
    assert!(!violations(&told, &ground.published(&vote).await).is_empty(), "a lost ballot must be noticed");
}
