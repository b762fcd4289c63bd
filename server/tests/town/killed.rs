//! The real program on a disk, killed (SIGKILL) at random moments and started again. `SHANGMENG_KILLS` says how often.

use crate::town::Town;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

pub fn kills() -> usize {
    std::env::var("SHANGMENG_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(10)
}

/// A town on a disk, prepared in this process and then served by the program.
pub struct Program {
    pub folder: PathBuf,
    day: &'static str,
}

static NEXT: AtomicUsize = AtomicUsize::new(0);

impl Program {
    /// Puts a town as it stands on a disk that can lose what was not synced, unlike the towns of other tests. It will be served from ten o'clock of
    /// that day on.
    pub async fn keep(town: &Town, day: &'static str) -> Self {
        town.execute("INSERT INTO demo_mark (at) VALUES (0)").await;
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let folder = folder.join(format!("kills-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst)));
        std::fs::create_dir_all(&folder).expect("a folder");
        let target = folder.join("town.db").display().to_string();
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [target.into()]);
        town.house.db.write().execute_raw(copy).await.expect("a copy");
        std::fs::write(folder.join("secret"), "07".repeat(32)).expect("the secret");
        Self { folder, day }
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shangmeng"));
        command.args(args).current_dir(&self.folder).env_clear().env("RUST_LOG", "error").stdout(Stdio::null()).stderr(Stdio::null());
        command.env("DATABASE_URL", format!("sqlite://{}?mode=rwc", self.folder.join("town.db").display()));
        command.env("SHANGMENG_SECRET_FILE", self.folder.join("secret"));
        command
    }

    async fn serve(&self, address: SocketAddr, hour: usize) -> (Child, Duration) {
        let began = Instant::now();
        // Every start a minute later: the clock never runs back behind a record.
        let at = format!("{}T{:02}:{:02}+08:00", self.day, 10 + hour / 60, hour % 60);
        let mut child = self.command(&["serve", "--demo", "--at", &at, "--addr", &address.to_string()]).spawn().expect("it starts");
        if !ready(address, began).await {
            child.kill().and_then(|()| child.wait()).expect("gone");
            panic!("it does not come back");
        }
        (child, began.elapsed())
    }

    pub async fn database(&self) -> DatabaseConnection {
        Database::connect(format!("sqlite://{}?mode=ro", self.folder.join("town.db").display())).await.expect("the database")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Whether the program answers within half a minute.
pub async fn ready(address: SocketAddr, began: Instant) -> bool {
    while began.elapsed() < Duration::from_secs(30) {
        if request(address, "GET /health/ready HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await == Some(200) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

/// The status of one answer; nothing when the line broke.
pub async fn request(address: SocketAddr, text: &str) -> Option<u16> {
    exchange(address, text).await?.split(' ').nth(1)?.parse().ok()
}

/// One whole answer, head and all; nothing when the line broke.
pub async fn exchange(address: SocketAddr, text: &str) -> Option<String> {
    let mut line = TcpStream::connect(address).await.ok()?;
    line.write_all(text.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).await.ok()?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let length: usize = text.to_lowercase().split("content-length: ").nth(1)?.split("\r\n").next()?.parse().ok()?;
    let whole = answer.len() >= text.find("\r\n\r\n")? + 4 + length;
    whole.then_some(text)
}

pub fn post(path: &str, token: &str, form: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\naccept: application/json\r\nsec-fetch-site: same-origin\r\ncookie: sid={token}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
}

impl Program {
    /// Serves, lets clients in, kills after a moment, as often as asked; at last starts once more. Gives the slowest start.
    pub async fn is_killed_often(&self, clients: impl Fn(SocketAddr, Arc<AtomicBool>) -> Vec<JoinHandle<()>>) -> Duration {
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
        let mut slowest = Duration::ZERO;
        for kill in 0..=kills() {
            let (mut child, ready) = self.serve(port, kill).await;
            slowest = slowest.max(ready);
            let stop = Arc::new(AtomicBool::new(false));
            let clients = if kill < kills() { clients(port, stop.clone()) } else { Vec::new() };
            tokio::time::sleep(Duration::from_millis(150 + rand::random::<u64>() % 500)).await;
            child.kill().expect("killed");
            child.wait().expect("gone");
            stop.store(true, Ordering::SeqCst);
            for client in clients {
                client.await.expect("no client panics");
            }
        }
        slowest
    }
}
