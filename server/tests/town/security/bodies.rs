//! Bodies that are too large, never end, or are no form at all.

use crate::town::Town;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use http_body_util::StreamBody;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio_stream::Stream;

/// A body that never ends, and how many bytes of it were taken.
struct Endless {
    taken: Arc<AtomicUsize>,
    chunk: Bytes,
}

impl Stream for Endless {
    type Item = Result<hyper::body::Frame<Bytes>, Infallible>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.taken.fetch_add(self.chunk.len(), Ordering::SeqCst);
        Poll::Ready(Some(Ok(hyper::body::Frame::data(self.chunk.clone()))))
    }
}

fn endless() -> (Body, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    (Body::new(StreamBody::new(Endless { taken: taken.clone(), chunk: Bytes::from(vec![b'a'; 64 * 1024]) })), taken)
}

const KINDS: [&str; 4] = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "text/plain"];

#[tokio::test]
async fn a_body_without_end_is_cut_off() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let visitor = town.visitor();
    for act in app::ROOMS.iter().flat_map(|room| room.acts) {
        for kind in KINDS {
            let (body, taken) = endless();
            let began = Instant::now();
            let request = Request::post(act.path).header("content-type", kind).header("sec-fetch-site", "same-origin");
            let answer = visitor.send(request, body).await;
            assert!(answer.status.is_client_error(), "{} {kind}: {}", act.name, answer.status);
            assert!(began.elapsed() < Duration::from_secs(1), "{} {kind}", act.name);
            assert!(taken.load(Ordering::SeqCst) <= server::http::UPLOAD_BYTES + 128 * 1024, "{} {kind}", act.name);
        }
    }
    let (body, _) = endless();
    let join = Request::post("/api/accounts/join").header("content-type", KINDS[0]).header("sec-fetch-site", "same-origin");
    let join = visitor.send(join, body).await;
    assert_eq!(join.status, StatusCode::PAYLOAD_TOO_LARGE, "the control: this act does read its body");
}

#[tokio::test]
async fn a_gigabyte_is_refused_before_it_is_read() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    for accept in ["text/html", "application/json"] {
        let (body, taken) = endless();
        let request =
            Request::post("/api/accounts/join").header("content-type", KINDS[0]).header("content-length", "1073741824").header("accept", accept);
        let answer = town.visitor().send(request.header("sec-fetch-site", "same-origin"), body).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.body.contains("太大"), "{}", answer.body);
        assert!(taken.load(Ordering::SeqCst) < 1 << 20);
    }
}

/// Bytes that are no form, by the kind they claim to be.
fn nonsense() -> Vec<(&'static str, Vec<u8>)> {
    let urlencoded: &[&[u8]] = &[
        b"",
        b"\xff\xfe\x00\x01",
        b"%",
        b"%ff%fe=%00",
        b"&&&===",
        b"a[b][c][d][e][f][g][h][i]=1",
        b"id[]=1&id[x]=2",
        b"id=1&id=2&id=3",
        b"__proto__=1",
        b"{\"json\":1}",
    ];
    let multipart: &[&[u8]] = &[
        b"",
        b"--x",
        b"--x\r\n",
        b"--x\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--x--",
        b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever closed",
        b"--x\r\nContent-Disposition: form-data; name=\"\xff\xfe\"\r\n\r\n\xff\r\n--x--",
        b"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"../../etc/passwd\"\r\n\r\nGIF89a\r\n--x--",
        b"not multipart at all",
    ];
    let mut all: Vec<(&'static str, Vec<u8>)> = urlencoded.iter().map(|body| (KINDS[0], body.to_vec())).collect();
    all.extend(multipart.iter().map(|body| ("multipart/form-data; boundary=x", body.to_vec())));
    for kind in [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"",
        "multipart/mixed; boundary=x",
        "text/plain",
        "\u{7f}",
        "",
    ] {
        all.push((kind, b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--".to_vec()));
    }
    all
}

#[tokio::test]
async fn what_is_no_form_is_refused_with_words_and_leaves_nothing() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let resident = town.resident("13812345678").await;
    let quiet = ["sign_out"];
    for act in app::ROOMS.iter().flat_map(|room| room.acts).filter(|act| !quiet.contains(&act.name)) {
        for (kind, body) in nonsense() {
            for accept in ["text/html", "application/json"] {
                let Ok(kind) = axum::http::HeaderValue::from_str(kind) else { continue };
                let request =
                    Request::post(act.path).header("content-type", kind.clone()).header("accept", accept).header("sec-fetch-site", "same-origin");
                let answer = resident.send(request, Body::from(body.clone())).await;
                assert!(
                    answer.status.is_client_error() || answer.status.is_redirection() || answer.status.is_success(),
                    "{} {kind:?}: {}",
                    act.name,
                    answer.status
                );
                assert!(!answer.status.is_server_error(), "{} {kind:?} {body:?}: {}", act.name, answer.body);
                assert!(!answer.status.is_client_error() || answer.body.len() > 20, "{} {kind:?}: refused without words", act.name);
            }
        }
    }
    resident.opens("/my").await.succeeds();
}

#[tokio::test]
async fn a_refused_form_with_a_file_keeps_its_text() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let body = "--x\r\nContent-Disposition: form-data; name=\"mobile\"\r\n\r\n1381234 und mehr\r\n--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\ngeheim geheim\r\n\
                --x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nbytes of a picture\r\n--x--\r\n";
    let request = Request::post("/api/accounts/join").header("content-type", "multipart/form-data; boundary=x").header("accept", "text/html");
    let back = town.visitor().send(request.header("sec-fetch-site", "same-origin"), Body::from(body)).await;
    assert!(back.status.is_client_error(), "{}", back.status);
    back.shows("1381234 und mehr").shows_not("geheim geheim").shows_not("bytes of a picture");
}
