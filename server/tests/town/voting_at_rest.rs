//! Secrecy at rest: whoever gets hold of the database after closing tries to join marks and ballots by row number, transaction, time of an id, and the
//! order of the audit trail.

use crate::meetings::literal;
use crate::town::Town;
use crate::voting::{Hall, casts};
use app::backend::Engine;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

async fn texts(town: &Town, sql: &str) -> Vec<String> {
    let db = town.house.db.write();
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("the statement runs");
    rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}

async fn ids(town: &Town, sql: &str) -> Vec<Uuid> {
    let db = town.house.db.write();
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("the statement runs");
    rows.iter().map(|row| row.try_get_by_index(0).expect("an id")).collect()
}

fn is_postgres(town: &Town) -> bool {
    town.house.db.engine() == Engine::Postgres
}

/// A secret vote in which everybody voted, the last merchant first; the ballots in the order in which they were cast.
async fn voted() -> (Hall, Uuid, Vec<Uuid>) {
    let hall = Hall::with(9).await;
    let vote = hall.opens(&[("secrecy", "secret")]).await;
    let mut cast = Vec::new();
    for (shop, choice) in hall.shops.iter().rev().zip(["yes", "no", "abstain"].into_iter().cycle()) {
        let taken = casts(shop, &vote, &[("choice", choice)]).await.succeeds().json();
        cast.push(taken["ballot"].as_str().and_then(|id| id.parse().ok()).expect("an id"));
    }
    let vote = vote.parse().expect("an id");
    (hall, vote, cast)
}

#[tokio::test]
async fn after_closing_nothing_joins_a_mark_to_a_ballot() {
    let (hall, vote, cast) = voted().await;
    let town = &hall.town;
    let of_vote = literal(town, vote);
    if is_postgres(town) {
        // The control: while the vote is open, the transaction of a mark is that of its ballot, and whoever holds the disk sees it.
        let joined =
            format!("SELECT COUNT(*) AS n FROM roll_live r JOIN ballot_live b ON b.xmin = r.xmin WHERE r.vote = {of_vote} AND b.vote = {of_vote}");
        assert_eq!(town.count(&joined).await, 9, "the control joins nothing: the test could not fail");
    }
    hall.step("close_vote", &vote.to_string()).await;
    app::voting::tidy_the_disk(&town.house).await.expect("compacted");
    for table in ["ballot_live", "roll_live", "ballot_link"] {
        assert_eq!(town.count(&format!("SELECT COUNT(*) AS n FROM {table}")).await, 0, "{table} still holds rows");
    }
    let kept = ids(town, "SELECT id FROM ballot").await;
    let mut sorted = kept.clone();
    sorted.sort_unstable();
    assert_eq!(kept, sorted, "ballots lie in another order than that of their ids");
    assert_ne!(kept, cast, "the order of casting happens to be that of the ids: the test says nothing");
    if is_postgres(town) {
        assert_eq!(ids(town, "SELECT id FROM ballot ORDER BY ctid").await, sorted);
        let transactions = texts(town, "SELECT DISTINCT xmin::text FROM ballot UNION SELECT DISTINCT xmin::text FROM roll").await;
        assert_eq!(transactions.len(), 1, "several transactions wrote marks and ballots: {transactions:?}");
    } else {
        for table in ["ballot", "roll", "ballot_live", "roll_live"] {
            let made = texts(town, &format!("SELECT sql FROM sqlite_master WHERE name = '{table}'")).await;
            assert!(made[0].ends_with("WITHOUT ROWID"), "{made:?}");
        }
        assert_eq!(town.count("SELECT freelist_count AS n FROM pragma_freelist_count").await, 0, "pages of the old tables are still there");
        let log = town.url.trim_start_matches("sqlite://").split('?').next().map(|file| format!("{file}-wal")).expect("a file");
        assert_eq!(std::fs::metadata(log).map(|file| file.len()).unwrap_or_default(), 0, "the write-ahead log still tells");
    }
    assert!(kept.iter().all(|id| id.get_version_num() == 4), "an id of a ballot holds a time");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM ballot WHERE voter IS NOT NULL OR name IS NOT NULL").await, 0);
}

/// The database's file, with everything that its log holds moved into it; none where there is no file.
async fn file_of(town: &Town) -> Option<Vec<u8>> {
    let file = town.url.strip_prefix("sqlite://")?.split('?').next()?.to_owned();
    town.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
    Some(std::fs::read(file).expect("the file"))
}

/// How often the salts of these ballots stand in a file; each salt belongs to one ballot alone.
fn traces(file: &[u8], salts: &[String]) -> usize {
    let found = |salt: &String| file.windows(salt.len()).filter(|bytes| *bytes == salt.as_bytes()).count();
    salts.iter().map(found).sum()
}

#[tokio::test]
async fn dropped_tables_leave_nothing_on_the_disk_even_before_it_is_compacted() {
    for (secure, expected) in [("ON", true), ("OFF", false)] {
        let (hall, vote, _) = voted().await;
        let salts = texts(&hall.town, "SELECT salt FROM ballot_live").await;
        let Some(before) = file_of(&hall.town).await else { return };
        assert_eq!((salts.len(), traces(&before, &salts)), (9, 9));
        if secure == "OFF" {
            hall.town.execute("PRAGMA secure_delete = OFF").await;
        }
        hall.step("close_vote", &vote.to_string()).await;
        let after = file_of(&hall.town).await.expect("a file");
        assert_eq!(traces(&after, &salts) == 9, expected, "{} traces of 9 ballots, secure_delete {secure}", traces(&after, &salts));
    }
}

#[tokio::test]
async fn few_papers_leave_no_way_from_a_mark_to_what_they_said() {
    let hall = Hall::with(6).await;
    let (vote, other) = (hall.opens(&[("secrecy", "secret")]).await, hall.opens(&[("secrecy", "secret"), ("minutes", "600")]).await);
    let hand_out = async |vote: &str, shop: usize| {
        let merchant = hall.shops[shop].id.to_string();
        hall.office.act("/api/voting/hand_out_paper", &[("vote", vote), ("merchant", &merchant)]).await.succeeds();
    };
    hand_out(&vote, 0).await;
    for shop in &hall.shops[1..] {
        casts(shop, &vote, &[("choice", "no")]).await.succeeds();
    }
    hall.step("close_vote", &vote).await;
    for who in [&hall.office, &hall.officer] {
        who.act("/api/voting/enter_paper", &[("vote", &vote), ("number", "1"), ("choice", "yes")]).await.succeeds();
    }
    let entries = "SELECT COUNT(*) AS n FROM paper_entry";
    assert_eq!(hall.town.count(entries).await, 2, "the control");
    hall.step("seal_vote", &vote).await;
    assert_eq!(hall.town.count(entries).await, 0, "the one paper and the one mark tell who was for it");
    hall.step("seal_vote", &vote).await;
    hall.step("close_vote", &vote).await;
    hall.step("count_vote", &vote).await;
    hall.officer.act("/api/voting/publish_vote", &[("vote", &vote)]).await.succeeds();
    let file = hall.town.visitor().opens(&format!("/votes/{vote}/board.json")).await.succeeds().body;
    let recounted = rules::voting::recount(file.as_bytes(), None).expect("in order");
    assert_eq!((recounted.tally.yes, recounted.tally.no, recounted.board.header.channels), (1, 5, None), "sealing twice is sealing once");
    assert_eq!(hall.town.count("SELECT COUNT(*) AS n FROM ballot_live").await, 0);
    hand_out(&other, 1).await;
    casts(&hall.shops[1], &other, &[("choice", "no")]).await.is_refused_with("voted_on_paper");
}

#[tokio::test]
async fn an_open_vote_makes_nobody_wait_for_the_disk_and_a_secret_one_is_tidied_once() {
    let hall = Hall::with(5).await;
    let waiting = "SELECT COUNT(*) AS n FROM vote WHERE rewritten AND NOT (log_emptied AND compacted)";
    let open = hall.opens(&[]).await;
    hall.step("close_vote", &open).await;
    assert_eq!(hall.town.count(waiting).await, 0);
    let secret = hall.opens(&[("secrecy", "secret")]).await;
    hall.step("close_vote", &secret).await;
    assert_eq!(hall.town.count(waiting).await, 1);
    app::voting::tidy_the_disk(&hall.town.house).await.expect("tidied");
    assert_eq!(hall.town.count(waiting).await, 0);
}

#[tokio::test]
async fn a_vote_that_cannot_be_closed_keeps_no_other_from_it() {
    let hall = Hall::with(3).await;
    let (broken, sound) = (hall.opens(&[]).await, hall.opens(&[]).await);
    let of_broken = literal(&hall.town, broken.parse().expect("an id"));
    hall.town.execute(&format!("UPDATE vote SET card = 'nonsense', closes_at = closes_at - 1 WHERE id = {of_broken}")).await;
    hall.town.goes_to("2026-11-25T18:00+08:00");
    assert!(app::voting::keep_time(&hall.town.house).await.is_err(), "the broken one is told of");
    let of_sound = literal(&hall.town, sound.parse().expect("an id"));
    assert_eq!(hall.town.count(&format!("SELECT COUNT(*) AS n FROM vote WHERE id = {of_sound} AND state = 'closed'")).await, 1);
}

#[tokio::test]
async fn what_else_is_written_knows_the_day_and_never_the_ballot() {
    let (hall, vote, cast) = voted().await;
    let town = &hall.town;
    let day = town.house.clock.now().day().start().millis();
    let audit = "FROM audit WHERE act = 'cast_ballot'";
    assert_eq!(town.count(&format!("SELECT COUNT(*) AS n {audit}")).await, 9);
    assert_eq!(town.count(&format!("SELECT COUNT(*) AS n {audit} AND at = {day} AND object = {}", literal(town, vote))).await, 9);
    for ballot in &cast {
        let ballot = literal(town, *ballot);
        assert_eq!(town.count(&format!("SELECT COUNT(*) AS n FROM audit WHERE object = {ballot}")).await, 0);
        assert_eq!(town.count(&format!("SELECT COUNT(*) AS n FROM sent_form WHERE id = {ballot}")).await, 0);
    }
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM sent_form WHERE act LIKE '%ballot%'").await, 0);
    for table in ["ballot_live", "roll_live", "ballot", "roll"] {
        let timed = ["at", "cast_at", "made_at", "since", "time"];
        for column in timed {
            let sql = if is_postgres(town) {
                format!("SELECT COUNT(*) AS n FROM information_schema.columns WHERE table_name = '{table}' AND column_name = '{column}'")
            } else {
                format!("SELECT COUNT(*) AS n FROM pragma_table_info('{table}') WHERE name = '{column}'")
            };
            assert_eq!(town.count(&sql).await, 0, "{table} holds a time");
        }
    }
}

#[tokio::test]
async fn voting_leaves_no_last_seen() {
    let hall = Hall::with(5).await;
    let vote = hall.opens(&[("secrecy", "secret"), ("minutes", "600")]).await;
    let seen = "SELECT MAX(seen_at) AS n FROM session";
    let before = hall.town.count(seen).await;
    hall.town.goes_to("2026-11-25T19:00+08:00");
    hall.shops[0].owner.opens(&format!("/votes/{vote}")).await.succeeds();
    casts(&hall.shops[0], &vote, &[("choice", "yes")]).await.succeeds();
    assert_eq!(hall.town.count(seen).await, before);
    hall.shops[0].owner.opens("/my").await.succeeds();
    assert_ne!(hall.town.count(seen).await, before, "last seen is never written: the test could not fail");
}

#[tokio::test]
async fn one_vote_written_anew_leaves_the_open_ones_as_they_are() {
    let hall = Hall::with(5).await;
    let (one, other) = (hall.opens(&[("secrecy", "secret")]).await, hall.opens(&[]).await);
    casts(&hall.shops[0], &one, &[("choice", "yes")]).await.succeeds();
    casts(&hall.shops[0], &other, &[("choice", "yes")]).await.succeeds();
    hall.step("close_vote", &one).await;
    casts(&hall.shops[1], &other, &[("choice", "no")]).await.succeeds();
    casts(&hall.shops[0], &other, &[("choice", "abstain")]).await.succeeds();
    assert_eq!(hall.town.count("SELECT COUNT(*) AS n FROM ballot_live").await, 2);
    let file = hall.publishes(&other).await;
    let tally = rules::voting::recount(file.as_bytes(), None).expect("in order").tally;
    assert_eq!((tally.abstain, tally.no, tally.yes), (1, 1, 0));
}

#[tokio::test]
async fn a_rewrite_waits_for_every_step_that_has_begun() {
    let hall = Hall::with(3).await;
    if !is_postgres(&hall.town) {
        return;
    }
    let [one, other] = [hall.opens(&[]).await, hall.prepares(&[]).await].map(|vote| vote.parse::<Uuid>().expect("an id"));
    let db = &hall.town.house.db;
    let step = db.begin().await.expect("a transaction");
    app::voting::vote_held(&step, other, app::voting::Hold::Step).await.expect("held");
    let rewrite = async {
        let tx = db.begin().await.expect("a transaction");
        app::voting::vote_held(&tx, one, app::voting::Hold::Rewrite).await.map(drop)
    };
    let mut rewrite = std::pin::pin!(rewrite);
    let early = tokio::time::timeout(std::time::Duration::from_millis(300), &mut rewrite).await;
    assert!(early.is_err(), "the tables were written anew under somebody who is about to write in them");
    step.commit().await.expect("committed");
    rewrite.await.expect("held");
}
