//! Processes: the servers on core 0, the load on core 1; all end with the run.

use crate::load::{Outcome, Plan, get};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A folder for this run; removed at the end.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Self {
        // On a disk, not in memory: an fsync must cost what it costs.
        let folder = std::env::current_dir().expect("a folder").join("target").join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// The address of an SQLite file in it.
    pub fn sqlite(&self, name: &str) -> String {
        format!("sqlite://{}?mode=rwc", self.path(name))
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.0.join(name), bytes).expect("written");
        self.path(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn pinned(core: &str, program: &str, database: &str, scratch: &Scratch) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", core, program]).env("RUST_LOG", "warn");
    command.env("DATABASE_URL", database).env("SHANGMENG_SECRET_FILE", scratch.path("secret"));
    command
}

/// Runs a command of the portal to its end.
pub fn run(program: &str, args: &[&str], database: &str, scratch: &Scratch) {
    let done = pinned("0", program, database, scratch).args(args).status().expect("it starts");
    assert!(done.success(), "{program} {args:?}");
}

/// A server under load.
pub struct Rival {
    child: Child,
    pub port: u16,
    /// Milliseconds from the start to the first answer.
    pub ready_ms: f64,
}

impl Rival {
    pub fn portal(program: &str, site: &str, database: &str, scratch: &Scratch) -> Self {
        let port = free_port();
        let mut command = pinned("0", program, database, scratch);
        command.args(["serve", "--addr", &format!("127.0.0.1:{port}"), "--site", site]);
        Self::start(command, port, "/health/ready")
    }

    pub fn own(args: &[&str], scratch: &Scratch) -> Self {
        let port = free_port();
        let own = std::env::current_exe().expect("this program");
        let mut command = pinned("0", &own.display().to_string(), "", scratch);
        command.args(args).arg(port.to_string());
        Self::start(command, port, "/offers")
    }

    fn start(mut command: Command, port: u16, path: &str) -> Self {
        let began = Instant::now();
        let child = command.stdout(Stdio::null()).spawn().expect("it starts");
        let mut rival = Self { child, port, ready_ms: 0.0 };
        while began.elapsed() < Duration::from_secs(30) {
            if rival.try_fetch(path, &[]).is_some() {
                rival.ready_ms = began.elapsed().as_secs_f64() * 1e3;
                return rival;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server on port {port} does not answer");
    }

    /// The body of a page.
    pub fn fetch(&self, path: &str, headers: &[(&str, &str)]) -> Vec<u8> {
        self.try_fetch(path, headers).expect("an answer")
    }

    fn try_fetch(&self, path: &str, headers: &[(&str, &str)]) -> Option<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let mut headers = headers.to_vec();
        headers.push(("connection", "close"));
        stream.write_all(get(path, &headers).as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
        answer.starts_with(b"HTTP/1.1 200").then(|| answer[end + 4..].to_vec())
    }

    /// Requests that the server answers in one second of its core: what a plan used of it, not what others left of the machine.
    pub fn per_core_second(&self, plan: &Plan) -> f64 {
        let before = self.core_seconds();
        let outcome = load(plan);
        outcome.answered as f64 / (self.core_seconds() - before).max(0.01)
    }

    /// Seconds of processor time the server has used.
    pub fn core_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        // The 14th and 15th field of the line, in hundredths of a second.
        fields[11..13].iter().map(|ticks| ticks.parse::<f64>().expect("ticks") / 100.0).sum()
    }

    /// Resident memory of the server, in megabytes.
    pub fn memory_mb(&self) -> f64 {
        // taskset becomes the program: the child's id is the server's.
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().trim_end_matches(" kB").parse::<f64>().ok());
        kilobytes.unwrap_or_default() / 1024.0
    }
}

impl Drop for Rival {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Carries a plan out on core 1.
pub fn load(plan: &Plan) -> Outcome {
    let own = std::env::current_exe().expect("this program");
    let plan = serde_json::to_string(plan).expect("JSON");
    let mut command = Command::new("taskset");
    command.args(["-c", "1"]).arg(own).arg("load").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    child.stdin.take().expect("its input").write_all(plan.as_bytes()).expect("the plan");
    let done = child.wait_with_output().expect("it ends");
    serde_json::from_slice(&done.stdout).expect("an outcome")
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port()
}
