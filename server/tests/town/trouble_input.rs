//! What is far too much: bodies of a gigabyte, chunks without end, pictures and workbooks that swell when they are opened, a thousand clients that hardly
//! send anything. The program answers, keeps its memory, and serves everybody else as before.

use crate::served::Served;
use crate::shops::Shop;
use crate::town::{Browser, Town};
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use rules::districts::District;
use rules::permits::Role;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const MOST_MEMORY: f64 = 50.0;
const NOW: &str = "2026-11-20T10:00+08:00";

async fn ground(name: &str) -> Option<(Served, Town, Shop, Browser)> {
    if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() {
        return None; // What is tried here never comes as far as the database.
    }
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let shop = town.shop("示例面包房", District::Wanda).await;
    let secretary = town.with_role("13912345670", Role::Secretary, None).await;
    let served = Served::of(&town, name, NOW).await;
    served.get("/offers").await.expect("a page");
    Some((served, town, shop, secretary))
}

fn head(path: &str, kind: &str, length: &str, who: Option<&Browser>) -> String {
    let cookie = who.and_then(|who| who.cookie("__Host-sid")).map(|token| format!("cookie: sid={token}\r\n")).unwrap_or_default();
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\naccept: application/json\r\nsec-fetch-site: same-origin\r\n{cookie}content-type: {kind}\r\n{length}\r\n\r\n"
    )
}

fn multipart(merchant: &str, field: &str, name: &str, file: &[u8]) -> Vec<u8> {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"merchant\"\r\n\r\n{merchant}\r\n--x\r\n").into_bytes();
    body.extend_from_slice(format!("Content-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n").as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    body
}

/// A picture of one colour: few bytes, many pixels.
fn picture(side: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let pixels = vec![0; (side * side) as usize];
    PngEncoder::new(&mut file).write_image(&pixels, side, side, ExtendedColorType::L8).expect("a picture");
    file
}

/// Only the first lines of a picture that says it is enormous.
fn boasting_picture() -> Vec<u8> {
    let mut file = picture(16);
    for side in [16..20, 20..24] {
        file[side].copy_from_slice(&50_000_u32.to_be_bytes());
    }
    file
}

fn workbook() -> Vec<u8> {
    let mut bomb = rust_xlsxwriter::Workbook::new();
    let sheet = bomb.add_worksheet();
    let long = "长".repeat(10_000);
    for row in 0..3_000 {
        sheet.write(row, 0, format!("{row}{long}")).expect("a cell");
    }
    bomb.save_to_buffer().expect("bytes")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_much_is_refused_within_a_second_and_takes_no_memory() {
    let Some((served, _town, shop, secretary)) = ground("too-much").await else { return };
    let form = "application/x-www-form-urlencoded";
    let files = "multipart/form-data; boundary=x";
    let merchant = shop.id.to_string();
    let sized = |body: &[u8]| format!("content-length: {}", body.len());
    let photo = |file: &[u8]| multipart(&merchant, "photo", "a.png", file);
    let large = vec![b'a'; 32 << 20];
    let mut chunk = format!("{:x}\r\n", 1 << 20).into_bytes();
    chunk.extend_from_slice(&large[..1 << 20]);
    chunk.extend_from_slice(b"\r\n");
    let bodies = [
        ("a gigabyte", "/api/accounts/join", form, "content-length: 1073741824".to_owned(), None, large.clone()),
        ("a gigabyte of file", "/api/merchants/hang_photo", files, "content-length: 1073741824".to_owned(), Some(&shop.owner), large.clone()),
        ("chunks without end", "/api/accounts/join", form, "transfer-encoding: chunked".to_owned(), None, chunk.repeat(32)),
        (
            "chunks without end, signed in",
            "/api/registers/upload_register",
            files,
            "transfer-encoding: chunked".to_owned(),
            Some(&secretary),
            chunk.repeat(32),
        ),
        ("a picture bomb", "/api/merchants/hang_photo", files, String::new(), Some(&shop.owner), photo(&picture(12_000))),
        ("a picture bomb with sides as allowed", "/api/merchants/hang_photo", files, String::new(), Some(&shop.owner), photo(&picture(6_500))),
        ("a boasting picture", "/api/merchants/hang_photo", files, String::new(), Some(&shop.owner), photo(&boasting_picture())),
        (
            "a swelling workbook",
            "/api/registers/upload_register",
            files,
            String::new(),
            Some(&secretary),
            multipart("", "file", "a.xlsx", &workbook()),
        ),
    ];
    for (what, path, kind, length, who, body) in bodies {
        let length = if length.is_empty() { sized(&body) } else { length };
        served.forget_peak();
        let (before, _) = served.memory();
        let (status, took, answer) =
            served.send(head(path, kind, &length, who).as_bytes(), &body).await.unwrap_or_else(|| panic!("{what}: no answer"));
        let (_, peak) = served.memory();
        println!("{what}: {status} after {took:?}, {:.0} MB more", peak - before);
        assert!((400..500).contains(&status), "{what}: {answer}");
        assert!(took <= Duration::from_secs(1), "{what}: only after {took:?}");
        assert!(peak - before <= MOST_MEMORY, "{what}: {before:.0} MB before, {peak:.0} MB at the peak");
    }
    let fine = photo(&picture(400));
    let (status, _, answer) =
        served.send(head("/api/merchants/hang_photo", files, &sized(&fine), Some(&shop.owner)).as_bytes(), &fine).await.expect("an answer");
    assert_eq!(status, 200, "the control: a picture as pictures are is taken. {answer}");
}

/// A client that begins and then hardly goes on, or says nothing more at all; how long the portal bore it.
async fn dawdles(served: std::net::SocketAddr, start: &'static str) -> Option<Duration> {
    let mut stream = TcpStream::connect(served).await.ok()?;
    let began = Instant::now();
    stream.write_all(start.as_bytes()).await.ok()?;
    loop {
        let mut answer = [0; 256];
        match tokio::time::timeout(Duration::from_secs(2), stream.read(&mut answer)).await {
            Ok(_) => return Some(began.elapsed()),
            Err(_) if start.len() < 10 => {}
            Err(_) if stream.write_all(b"a").await.is_err() => return Some(began.elapsed()),
            Err(_) => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_slow_clients_keep_nobody_else_waiting() {
    let Some((served, ..)) = ground("slow").await else { return };
    let starts = [
        "GET / HTTP/1.1\r\nhost: x\r\nx-slow: ",
        "POST /api/accounts/join HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 60000\r\n\r\nmobile=",
        "",
        "PRI",
    ];
    let mut slow = Vec::new();
    for number in 0..1_000 {
        slow.push(tokio::spawn(dawdles(served.address, starts[number % starts.len()])));
        if number % 50 == 0 {
            // Faster than the portal takes them, and the system forgets those who say nothing.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut took = Vec::new();
    for _ in 0..200 {
        let (status, time) = served.get("/offers").await.expect("an answer");
        assert_eq!(status, 200);
        took.push(time);
    }
    assert!(slow.iter().filter(|client| !client.is_finished()).count() > 900, "they are still there");
    took.sort_unstable();
    println!("among a thousand slow clients: p50 {:?}, p99 {:?}", took[100], took[198]);
    assert!(took[198] <= Duration::from_millis(100), "p99 {:?}", took[198]);
    let mut borne = Vec::new();
    for client in slow {
        borne.extend(client.await.expect("no client panics"));
    }
    borne.sort_unstable();
    println!("{} were sent away, the last after {:?}", borne.len(), borne.last());
    assert!(borne.len() >= 1_000 && borne[999] < Duration::from_secs(30), "nobody holds a place for ever");
}
