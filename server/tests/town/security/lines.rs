//! Lines to clients: what has begun is finished when the process is told to stop.

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

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
