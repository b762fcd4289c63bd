//! The load: a small HTTP/1.1 client of its own on one thread, over connections that stay open.

use serde::{Deserialize, Serialize};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What to send.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Plan {
    pub port: u16,
    /// Whole requests, sent in turn.
    pub requests: Vec<String>,
    pub connections: usize,
    pub millis: u64,
    /// Requests per second over all connections; as fast as they are answered when 0.
    pub pace: u64,
    /// Every request once only, each connection its own share; statuses other than 200 are counted.
    pub once: bool,
}

/// What came back.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Outcome {
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub answered: usize,
    pub refused: usize,
}

impl Plan {
    /// 32 connections, each sends again as soon as it is answered.
    pub fn closed(port: u16, path: &str, headers: &[(&str, &str)], time: Duration) -> Self {
        Self { port, requests: vec![get(path, headers)], connections: 32, millis: time.as_millis() as u64, pace: 0, once: false }
    }

    /// At a given pace, whatever the answers take.
    pub fn paced(port: u16, path: &str, headers: &[(&str, &str)], pace: u64, time: Duration) -> Self {
        Self { connections: 16, pace, ..Self::closed(port, path, headers, time) }
    }
}

/// A GET, whole.
pub fn get(path: &str, headers: &[(&str, &str)]) -> String {
    let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{lines}\r\n")
}

/// Carries a plan out and gives its outcome as JSON.
pub fn run(plan: &Plan) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let outcome = tokio::task::LocalSet::new().block_on(&runtime, all(plan.clone()));
    serde_json::to_string(&outcome).expect("JSON")
}

async fn all(plan: Plan) -> Outcome {
    let plan = Rc::new(plan);
    let began = Instant::now();
    let lines: Vec<_> = (0..plan.connections).map(|number| tokio::task::spawn_local(line(plan.clone(), number, began))).collect();
    let (mut took, mut refused) = (Vec::new(), 0);
    for line in lines {
        let (times, no) = line.await.expect("a line");
        took.extend(times);
        refused += no;
    }
    let seconds = began.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |share: f64| took.get(((took.len() as f64 * share) as usize).min(took.len().saturating_sub(1))).map_or(0.0, |d| d.as_secs_f64() * 1e3);
    Outcome { per_second: took.len() as f64 / seconds, p50_ms: at(0.5), p99_ms: at(0.99), answered: took.len(), refused }
}

/// One connection's requests: what each took, and how many were not answered with 200.
async fn line(plan: Rc<Plan>, number: usize, began: Instant) -> (Vec<Duration>, usize) {
    let mut stream = TcpStream::connect(("127.0.0.1", plan.port)).await.expect("a connection");
    stream.set_nodelay(true).expect("no delay");
    let (mut took, mut refused, mut buffer) = (Vec::new(), 0, Vec::with_capacity(1 << 17));
    let until = Duration::from_millis(plan.millis);
    let gap = (plan.pace > 0).then(|| Duration::from_secs_f64(plan.connections as f64 / plan.pace as f64));
    let mut turn = number;
    while began.elapsed() < until && (!plan.once || turn < plan.requests.len()) {
        let mut asked = Instant::now();
        if let Some(gap) = gap {
            // The time a request should have been sent counts, so that a slow answer is not hidden by the wait for it.
            asked = began + gap.mul_f64(turn as f64 / plan.connections as f64);
            tokio::time::sleep_until(asked.into()).await;
        }
        let request = &plan.requests[turn % plan.requests.len()];
        stream.write_all(request.as_bytes()).await.expect("sent");
        let status = answer(&mut stream, &mut buffer).await;
        took.push(asked.elapsed());
        refused += usize::from(status != 200);
        turn += plan.connections;
    }
    (took, refused)
}

/// Reads one answer to its end and gives its status.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> u16 {
    buffer.clear();
    loop {
        let read = stream.read_buf(buffer).await.expect("an answer");
        assert!(read > 0, "the connection was closed");
        let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse::<usize>().ok());
        let length = length.unwrap_or_else(|| panic!("no length: {head}"));
        while buffer.len() < end + 4 + length {
            assert!(stream.read_buf(buffer).await.expect("an answer") > 0, "the connection was closed");
        }
        return status;
    }
}
