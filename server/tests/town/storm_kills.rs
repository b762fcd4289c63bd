//! Acknowledged means kept: the real program is killed (SIGKILL) at random moments of a storm of claims, started again, and what its clients were
//! told is compared with what is recorded. `SHANGMENG_KILLS` says how often.

use crate::shops::{buns, with};
use crate::town::Town;
use rules::districts::District;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

const CLIENTS: usize = 16;
const DAY: &str = "2026-11-27T10:00+08:00";

fn kills() -> usize {
    std::env::var("SHANGMENG_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(10)
}

/// What the clients were told: claims that were made, claims that were given back, and those whose answer never came.
#[derive(Default)]
struct Told {
    made: BTreeSet<Uuid>,
    released: BTreeSet<Uuid>,
    unsure: BTreeSet<Uuid>,
}

/// A town on a disk, prepared in this process and then served by the program.
struct Ground {
    folder: PathBuf,
    offer: String,
    tokens: Vec<String>,
}

impl Ground {
    async fn new() -> Self {
        let town = Town::on("2026-11-20T09:00+08:00").await;
        let shop = town.shop("示例面包房", District::Wanda).await;
        let offer = shop.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "40")])).await;
        town.execute("UPDATE offer SET stock = 1000000, per_person = 1000000").await;
        town.execute("INSERT INTO demo_mark (at) VALUES (0)").await;
        let mut tokens = Vec::new();
        for number in 0..CLIENTS {
            let person = town.resident(&format!("135{number:08}")).await;
            tokens.push(person.cookie("__Host-sid").expect("a session"));
        }
        // On a disk that can lose what was not synced, unlike the towns of other tests.
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("kills-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let target = folder.join("town.db").display().to_string();
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [target.into()]);
        town.house.db.write().execute_raw(copy).await.expect("a copy");
        std::fs::write(folder.join("secret"), "07".repeat(32)).expect("the secret");
        Self { folder, offer, tokens }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shangmeng"));
        command.args(args).current_dir(&self.folder).env_clear().env("RUST_LOG", "error").stdout(Stdio::null()).stderr(Stdio::null());
        command.env("DATABASE_URL", format!("sqlite://{}?mode=rwc", self.folder.join("town.db").display()));
        command.env("SHANGMENG_SECRET_FILE", self.folder.join("secret"));
        command
    }

    async fn serve(&self, address: SocketAddr, hour: usize) -> (Child, Duration) {
        let began = Instant::now();
        // Every start a minute later: the clock never runs back behind a record.
        let at = format!("2026-11-27T{:02}:{:02}+08:00", 10 + hour / 60, hour % 60);
        let mut child = self.command(&["serve", "--demo", "--at", &at, "--addr", &address.to_string()]).spawn().expect("it starts");
        if !ready(address, began).await {
            child.kill().and_then(|()| child.wait()).expect("gone");
            panic!("it does not come back");
        }
        (child, began.elapsed())
    }

    async fn database(&self) -> DatabaseConnection {
        Database::connect(format!("sqlite://{}?mode=ro", self.folder.join("town.db").display())).await.expect("the database")
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Whether the program answers within half a minute.
async fn ready(address: SocketAddr, began: Instant) -> bool {
    while began.elapsed() < Duration::from_secs(30) {
        if request(address, "GET /health/ready HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await == Some(200) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

/// The status of one answer; nothing when the line broke.
async fn request(address: SocketAddr, text: &str) -> Option<u16> {
    let mut line = TcpStream::connect(address).await.ok()?;
    line.write_all(text.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).await.ok()?;
    let text = String::from_utf8_lossy(&answer);
    let length: usize = text.to_lowercase().split("content-length: ").nth(1)?.split("\r\n").next()?.parse().ok()?;
    let whole = answer.len() >= text.find("\r\n\r\n")? + 4 + length;
    text.split(' ').nth(1).filter(|_| whole)?.parse().ok()
}

fn post(path: &str, token: &str, form: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\naccept: application/json\r\nsec-fetch-site: same-origin\r\ncookie: sid={token}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
}

/// One client claims and gives back until the line breaks for good.
async fn client(address: SocketAddr, token: String, offer: String, stop: Arc<AtomicBool>, told: Arc<Mutex<Told>>) {
    let mut turn = 0;
    while !stop.load(Ordering::SeqCst) {
        let id = Uuid::new_v4();
        let made = request(address, &post("/api/claims/claim_offer", &token, &format!("id={id}&offer={offer}"))).await;
        note(&told, id, made, |told| &mut told.made);
        turn += 1;
        if made == Some(200) && turn % 3 == 0 {
            let released = request(address, &post("/api/claims/release_claim", &token, &format!("claim={id}"))).await;
            note(&told, id, released, |told| &mut told.released);
        }
    }
}

fn note(told: &Mutex<Told>, id: Uuid, status: Option<u16>, of: impl Fn(&mut Told) -> &mut BTreeSet<Uuid>) {
    let mut told = told.lock().expect("the log");
    match status {
        Some(200) => {
            of(&mut told).insert(id);
        }
        None => {
            told.unsure.insert(id);
        }
        Some(_) => {}
    }
}

/// What was acknowledged and is not there, or was given back and still is.
fn lost(told: &Told, kept: &BTreeMap<Uuid, String>) -> Vec<String> {
    let missing = told.made.iter().filter(|id| !kept.contains_key(id)).map(|id| format!("claim {id} is lost"));
    let undone = told.released.iter().filter(|id| kept.get(id).is_none_or(|state| state != "released")).map(|id| format!("release of {id} is lost"));
    let strange = told.made.iter().filter(|id| !told.released.contains(id) && !told.unsure.contains(id));
    let strange = strange.filter(|id| kept.get(id).is_some_and(|state| state != "held")).map(|id| format!("claim {id} changed by itself"));
    missing.chain(undone).chain(strange).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_with_kills_loses_nothing_acknowledged() {
    if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() {
        return; // PostgreSQL keeps its own log; what is tried here is SQLite in our process.
    }
    let ground = Ground::new().await;
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
    let told = Arc::new(Mutex::new(Told::default()));
    let mut slowest = Duration::ZERO;
    for kill in 0..kills() {
        let (mut child, ready) = ground.serve(port, kill).await;
        slowest = slowest.max(ready);
        let stop = Arc::new(AtomicBool::new(false));
        let clients = ground.tokens.iter().map(|token| tokio::spawn(client(port, token.clone(), ground.offer.clone(), stop.clone(), told.clone())));
        let clients: Vec<_> = clients.collect();
        tokio::time::sleep(Duration::from_millis(150 + rand::random::<u64>() % 500)).await;
        child.kill().expect("killed");
        child.wait().expect("gone");
        stop.store(true, Ordering::SeqCst);
        for client in clients {
            client.await.expect("no client panics");
        }
    }
    let (mut child, _) = ground.serve(port, kills()).await;
    child.kill().expect("killed");
    child.wait().expect("gone");
    let db = ground.database().await;
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, "SELECT id, state FROM claim")).await.expect("claims");
    let mut kept: BTreeMap<Uuid, String> =
        rows.iter().map(|row| (row.try_get("", "id").expect("an id"), row.try_get("", "state").expect("a state"))).collect();
    db.close().await.expect("closed");
    let told = told.lock().expect("the log");
    println!(
        "{} claims made, {} given back, {} unsure, over {} kills; slowest start {slowest:?} ({DAY})",
        told.made.len(),
        told.released.len(),
        told.unsure.len(),
        kills()
    );
    assert!(told.made.len() > kills() * 5, "hardly a storm: {} claims", told.made.len());
    assert_eq!(lost(&told, &kept), Vec::<String>::new());
    assert!(slowest <= Duration::from_secs(2), "ready again only after {slowest:?}");
    assert!(ground.command(&["check"]).status().expect("it runs").success(), "the database is not sound");
    let victim = *told.made.iter().find(|id| !told.unsure.contains(id)).expect("a claim");
    kept.remove(&victim);
    assert_eq!(lost(&told, &kept).first().map(|line| line.contains(&victim.to_string())), Some(true), "the control");
}
