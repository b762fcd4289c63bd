//! The disk is full: claims are told to come back, nothing is half written, what can be read is read, and all goes on by itself when there is room.
//! The real program is served from a small disk of its own, which only root can make.

use crate::killed::{Program, exchange, post, ready};
use crate::shops::{buns, with};
use crate::storm_kills::{Told, lost};
use crate::town::Town;
use rules::districts::District;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use uuid::Uuid;

const CLIENTS: usize = 16;

/// The town on a disk of its own, an offer of very many, and the sessions of those who claim it.
struct Ground {
    program: Program,
    offer: String,
    tokens: Vec<String>,
}

impl Ground {
    async fn new() -> Self {
        let town = Town::on("2026-11-20T09:00+08:00").await;
        let shop = town.shop("示例面包房", District::Wanda).await;
        let offer = shop.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "40")])).await;
        town.execute("UPDATE offer SET stock = 1000000, per_person = 1000000").await;
        let mut tokens = Vec::new();
        for number in 0..CLIENTS {
            tokens.push(town.resident(&format!("135{number:08}")).await.cookie("__Host-sid").expect("a session"));
        }
        // Sessions that would be marked as seen with the next page: a disk that cannot take the mark hides no page.
        town.execute("UPDATE session SET seen_at = 0").await;
        Self { program: Program::keep(&town, "2026-11-27").await, offer, tokens }
    }
}

/// A disk in memory, seen by the program alone; the town's database is copied to it.
const ON_A_SMALL_DISK: &str = r#"mount -t tmpfs -o size=16m tmpfs "$1" && cp "$2/town.db" "$2/secret" "$1" && shift 2 && exec "$@""#;

struct SmallDisk {
    child: Child,
    /// The disk as it is seen from outside.
    seen: PathBuf,
}

impl SmallDisk {
    /// The program on a disk of sixteen megabytes; nothing where such a disk cannot be made.
    async fn serve(ground: &Ground, address: SocketAddr) -> Option<Self> {
        let folder = &ground.program.folder;
        let disk = folder.join("disk");
        std::fs::create_dir_all(&disk).expect("a folder");
        let tried = Command::new("unshare").args(["-m", "mount", "-t", "tmpfs", "tmpfs"]).arg(&disk).stderr(Stdio::null()).status();
        if !tried.is_ok_and(|status| status.success()) {
            return None;
        }
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c", ON_A_SMALL_DISK, "sh"]).arg(&disk).arg(folder).arg(env!("CARGO_BIN_EXE_shangmeng"));
        command.args(["serve", "--demo", "--at", "2026-11-27T10:00+08:00", "--addr", &address.to_string()]);
        command.env("RUST_LOG", "off").env("SHANGMENG_SECRET_FILE", disk.join("secret"));
        command.env("DATABASE_URL", format!("sqlite://{}?mode=rwc", disk.join("town.db").display())).stdout(Stdio::null());
        let child = command.spawn().expect("it starts");
        let seen = PathBuf::from(format!("/proc/{}/root", child.id())).join(disk.strip_prefix("/").expect("a whole path"));
        let small = Self { child, seen };
        assert!(ready(address, Instant::now()).await, "it does not start on a small disk");
        Some(small)
    }

    /// Leaves no byte free.
    fn fill(&self) {
        let mut filler = std::fs::File::create(self.seen.join("filler")).expect("a file");
        for size in [1 << 20, 4096, 1] {
            while filler.write_all(&vec![1; size]).is_ok() {}
        }
    }

    fn make_room(&self) {
        std::fs::remove_file(self.seen.join("filler")).expect("there is room again");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn count(db: &DatabaseConnection, sql: &str) -> i64 {
    let row = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect("the statement runs");
    row.expect("a row").try_get_by_index(0).expect("a number")
}

/// Everybody claims once; who is told to come back is told so properly. Gives how many were.
async fn everybody_claims(ground: &Ground, address: SocketAddr, told: &mut Told, refused: &mut Vec<Uuid>) -> usize {
    let before = refused.len();
    let claims = ground.tokens.iter().map(|token| {
        let id = Uuid::new_v4();
        let text = post("/api/claims/claim_offer", token, &format!("id={id}&offer={}", ground.offer));
        tokio::spawn(async move { (id, exchange(address, &text).await.expect("an answer")) })
    });
    for claim in claims.collect::<Vec<_>>() {
        let (id, answer) = claim.await.expect("no panic");
        if answer.starts_with("HTTP/1.1 200") {
            told.made.insert(id);
        } else {
            assert!(answer.starts_with("HTTP/1.1 503") && answer.to_lowercase().contains("retry-after"), "{answer}");
            assert!(answer.contains("\"busy\"") && answer.contains("请过几秒再试一次"), "{answer}");
            refused.push(id);
        }
    }
    refused.len() - before
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_what_it_cannot_keep_and_all_goes_on_when_there_is_room() {
    if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() {
        return; // PostgreSQL has a disk of its own.
    }
    let ground = Ground::new().await;
    let address = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
    let Some(disk) = SmallDisk::serve(&ground, address).await else {
        println!("no disk of its own here: only root can make one");
        return;
    };
    let (mut told, mut refused) = (Told::default(), Vec::new());
    assert_eq!(everybody_claims(&ground, address, &mut told, &mut refused).await, 0, "there is room");
    for _ in 0..2 {
        disk.fill();
        for _ in 0..20 {
            everybody_claims(&ground, address, &mut told, &mut refused).await;
        }
        assert_eq!(everybody_claims(&ground, address, &mut told, &mut refused).await, ground.tokens.len(), "the disk is full");
        for path in ["/offers", "/my", &format!("/offers/{}", ground.offer)] {
            let page = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: sid={}\r\n\r\n", ground.tokens[0]);
            let answer = exchange(address, &page).await.expect("an answer");
            assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", &answer[..200.min(answer.len())]);
        }
        disk.make_room();
        assert_eq!(everybody_claims(&ground, address, &mut told, &mut refused).await, 0, "and all goes on");
    }
    // As after a sudden end: the files as they lie there.
    let file = ground.program.folder.join("after.db");
    for end in ["", "-wal"] {
        std::fs::copy(disk.seen.join(format!("town.db{end}")), format!("{}{end}", file.display())).expect("a copy");
    }
    let db = Database::connect(format!("sqlite://{}?mode=rw", file.display())).await.expect("the database");
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, "SELECT id, state FROM claim")).await.expect("claims");
    let mut kept: BTreeMap<Uuid, String> =
        rows.iter().map(|row| (row.try_get("", "id").expect("an id"), row.try_get("", "state").expect("a state"))).collect();
    println!("{} claims made, {} refused", told.made.len(), refused.len());
    assert_eq!(lost(&told, &kept), Vec::<String>::new());
    assert_eq!(refused.iter().filter(|id| kept.contains_key(id)).count(), 0, "refused, and yet written");
    for (what, sql) in [
        ("taken", "SELECT SUM(taken) FROM offer_run"),
        ("told", "SELECT COUNT(*) FROM claim_story WHERE act = 'claim_offer'"),
        ("sent", "SELECT COUNT(*) FROM sent_form WHERE act = 'claim_offer'"),
        ("audited", "SELECT COUNT(*) FROM audit WHERE act = 'claim_offer'"),
    ] {
        assert_eq!(count(&db, sql).await, told.made.len() as i64, "{what}");
    }
    assert_eq!(count(&db, "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'").await, 0);
    let victim = *told.made.first().expect("a claim");
    kept.remove(&victim);
    assert_eq!(lost(&told, &kept).len(), 1, "the control");
}
