//! The real program on a copy of a town, reached over its port: for what a test inside this process cannot see, its memory and its connections.

use crate::town::Town;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The program, until it is dropped.
pub struct Served {
    pub address: SocketAddr,
    child: Child,
    folder: PathBuf,
}

impl Served {
    /// Serves a copy of this town (SQLite) from that moment on.
    pub async fn of(town: &Town, name: &str, at: &str) -> Self {
        town.execute("INSERT INTO demo_mark (at) VALUES (0)").await;
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [folder.join("town.db").display().to_string().into()]);
        town.house.db.write().execute_raw(copy).await.expect("a copy");
        std::fs::write(folder.join("secret"), "07".repeat(32)).expect("the secret");
        let address = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
        let mut command = Command::new(env!("CARGO_BIN_EXE_shangmeng"));
        command.args(["serve", "--demo", "--at", at, "--addr", &address.to_string()]).current_dir(&folder).env_clear().env("RUST_LOG", "error");
        command.env("DATABASE_URL", format!("sqlite://{}?mode=rwc", folder.join("town.db").display()));
        command.env("SHANGMENG_SECRET_FILE", folder.join("secret")).stdout(Stdio::null()).stderr(Stdio::null());
        let served = Self { address, child: command.spawn().expect("it starts"), folder };
        let began = Instant::now();
        while served.get("/health/ready").await.is_none_or(|(status, _)| status != 200) {
            assert!(began.elapsed() < Duration::from_secs(30), "it does not start");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        served
    }

    /// A page's status and how long it took.
    pub async fn get(&self, path: &str) -> Option<(u16, Duration)> {
        let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        self.send(head.as_bytes(), &[]).await.map(|(status, took, _)| (status, took))
    }

    /// Sends a head and a body, the body so often until an answer comes; its status, how long that took after the last byte, and the answer.
    pub async fn send(&self, head: &[u8], body: &[u8]) -> Option<(u16, Duration, String)> {
        let stream = TcpStream::connect(self.address).await.ok()?;
        let (mut from, mut to) = stream.into_split();
        to.write_all(head).await.ok()?;
        let _ = to.write_all(body).await;
        let sent = Instant::now();
        let mut answer = Vec::new();
        let _ = from.read_to_end(&mut answer).await;
        let text = String::from_utf8_lossy(&answer).into_owned();
        Some((text.split(' ').nth(1)?.parse().ok()?, sent.elapsed(), text))
    }

    /// Resident memory now, and the most since [`Served::forget_peak`], in megabytes.
    pub fn memory(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("its memory");
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("the line");
            line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") / 1024.0
        };
        (of("VmRSS:"), of("VmHWM:"))
    }

    /// Begins to watch the memory's peak anew.
    pub fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").expect("one's own process");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill().and_then(|()| self.child.wait().map(drop));
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
