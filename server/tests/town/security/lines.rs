//! Slow lines: clients that send a letter now and then hold nothing for others.

use crate::town::Town;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

const SLOW: usize = 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_slow_clients_slow_nobody_down_and_are_let_go() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(server::http::listen::serve_until(listener, town.router.clone(), async move { drop(stopped.await) }));
    let mut slow = Vec::new();
    for _ in 0..SLOW {
        let mut line = TcpStream::connect(address).await.expect("a connection");
        line.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.expect("some bytes");
        slow.push(line);
    }
    let mut took = Vec::new();
    for _ in 0..200 {
        let began = Instant::now();
        assert!(get(address, "/").await.starts_with("HTTP/1.1 200"));
        took.push(began.elapsed());
    }
    took.sort_unstable();
    assert!(took[197] < Duration::from_millis(100), "p99 {:?}", took[197]);
    let began = Instant::now();
    for line in &mut slow {
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(15), line.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "a slow line is still open after {:?}", began.elapsed());
    }
    drop(stop);
    tokio::time::timeout(Duration::from_secs(11), serving).await.expect("it ends").expect("in order");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_begun_is_finished_when_the_portal_stops() {
    let router = axum::Router::new().route(
        "/slow",
        axum::routing::get(async || {
            tokio::time::sleep(Duration::from_millis(500)).await;
            "whole"
        }),
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(server::http::listen::serve_until(listener, router, async move { drop(stopped.await) }));
    let answer = tokio::spawn(async move { get(address, "/slow").await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    drop(stop);
    assert!(answer.await.expect("an answer").ends_with("whole"));
    serving.await.expect("in order");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

async fn get(address: std::net::SocketAddr, path: &str) -> String {
    let mut line = TcpStream::connect(address).await.expect("a connection");
    line.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes()).await.expect("a request");
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).await.expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_nothing_holds_no_place() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let router = axum::Router::new().route("/", axum::routing::get(async || "here"));
    let serving = tokio::spawn(server::http::listen::serve_until(listener, router, async move { drop(stopped.await) }));
    let mut silent = Vec::new();
    for said in [&b""[..], b"P", b"PRI * HTTP/2.0", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let mut line = TcpStream::connect(address).await.expect("a connection");
        line.write_all(said).await.expect("some bytes");
        silent.push(line);
    }
    assert!(get(address, "/").await.ends_with("here"));
    for (number, line) in silent.iter_mut().enumerate() {
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(13), line.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "line {number} is still open");
    }
    drop(stop);
    serving.await.expect("in order");
}
