//! The rivals: axum with bytes in memory, and the offers page written by hand with axum, rusqlite and maud.

use axum::Router;
use axum::body::Bytes;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::routing::get;
use chrono::{NaiveDate, Utc};
use maud::{DOCTYPE, Markup, html};
use rusqlite::{Connection, OpenFlags, Row};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

fn serve(router: Router, port: u16) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.expect("a port");
        axum::serve(listener, router).await.expect("served");
    });
}

/// The portal's own bytes of the page, and nothing else.
pub fn bare(file: &str, port: u16) {
    let page = Bytes::from(std::fs::read(file).expect("the page"));
    let answer = move || {
        let page = page.clone();
        async move { ([(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_ENCODING, "br")], page) }
    };
    serve(Router::new().route("/offers", get(answer)), port);
}

/// The page by hand: the same offers with their shops, the same counts and filters, from the same database; the counts are kept for two seconds.
pub fn by_hand(database: &str, port: u16) {
    let db = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the database");
    db.execute_batch("PRAGMA mmap_size=268435456; PRAGMA cache_size=-16000;").expect("as the portal");
    let kept = Arc::new(Mutex::new((db, None)));
    let answer = async move || {
        let (db, counts) = &mut *kept.lock().expect("the database");
        page(db, counts)
    };
    serve(Router::new().route("/offers", get(answer)), port);
}

struct Offer {
    id: [u8; 16],
    title: String,
    gives: String,
    conditions: String,
    headline: String,
    shop: String,
    district: String,
    unit: String,
    last_day: String,
    stock: i64,
    taken: i64,
}

const LIST: &str =
    "SELECT o.id, o.title, o.gives, o.conditions, o.kind, o.spend_fen, o.off_fen, o.pays, o.item, m.name, m.district, m.unit, o.last_day, o.stock,
    COALESCE((SELECT r.taken FROM offer_run r WHERE r.offer = o.id AND r.first_day = o.first_day), 0)
    FROM merchant m CROSS JOIN offer o
    WHERE o.merchant = m.id AND o.state = 'approved' AND m.state = 'active' AND o.days = 'range' AND o.last_day >= ?1 ORDER BY m.walk, o.id LIMIT 50";
const COUNTS: &str = "SELECT m.district, m.category, o.kind, COUNT(*) FROM offer o JOIN merchant m ON m.id = o.merchant
    WHERE o.state = 'approved' AND m.state = 'active' AND o.days = 'range' AND o.last_day >= ?1 GROUP BY 1, 2, 3";

fn offer(row: &Row<'_>) -> rusqlite::Result<Offer> {
    let kind: String = row.get(4)?;
    let yuan = |at: usize| row.get::<_, Option<i64>>(at).map(|fen| fen.unwrap_or_default() / 100);
    let headline = match kind.as_str() {
        "spend_off" => format!("满{}减{}", yuan(5)?, yuan(6)?),
        "discount" => format!("{:.1}折", row.get::<_, i64>(7)? as f64 / 10.0),
        "off" => format!("立减{}", yuan(6)?),
        _ => row.get::<_, Option<String>>(8)?.unwrap_or_default(),
    };
    Ok(Offer {
        id: row.get(0)?,
        title: row.get(1)?,
        gives: row.get(2)?,
        conditions: row.get(3)?,
        headline,
        shop: row.get(9)?,
        district: row.get(10)?,
        unit: row.get(11)?,
        last_day: row.get(12)?,
        stock: row.get(13)?,
        taken: row.get(14)?,
    })
}

/// District, category, kind, and how many offers; and since when they are known.
type Counts = (Instant, Vec<(String, String, String, i64)>);

fn counted(db: &Connection, today: NaiveDate) -> Counts {
    let mut counts = db.prepare_cached(COUNTS).expect("a statement");
    let counts = counts.query_map([today.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).expect("counts");
    (Instant::now(), counts.map(|row| row.expect("a count")).collect())
}

fn page(db: &Connection, known: &mut Option<Counts>) -> Markup {
    let today: NaiveDate = Utc::now().date_naive();
    let mut list = db.prepare_cached(LIST).expect("a statement");
    let offers: Vec<Offer> = list.query_map([today.to_string()], offer).expect("offers").map(|row| row.expect("an offer")).collect();
    let (_, counts) = match known {
        Some(known) if known.0.elapsed() < Duration::from_secs(2) => known,
        old => old.insert(counted(db, today)),
    };
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { "优惠 · 商盟" } link rel="stylesheet" href="/main.css"; }
            body {
                header class="bar" { div class="wrap" { a class="mark" href="/" { "商盟" } nav { @for (to, name) in [("/", "首页"), ("/member-day", "会员日"), ("/merchants", "商户"), ("/my", "我的")] { a href=(to) { (name) } } } } }
                main id="main" class="wrap" {
                    h1 { "优惠" }
                    form class="search" method="get" { input type="search" name="q"; button class="btn" { "搜索" } }
                    (chips("district", counts.iter().map(|count| (count.0.as_str(), count.3))))
                    (chips("category", counts.iter().map(|count| (count.1.as_str(), count.3))))
                    (chips("kind", counts.iter().map(|count| (count.2.as_str(), count.3))))
                    p class="muted" { "共 " (counts.iter().map(|count| count.3).sum::<i64>()) " 项" }
                    ol class="offers" { @for offer in &offers { (card(offer)) } }
                    nav class="pager" { a href=(format!("/offers?after={}", offers.last().map(|offer| crate::town::written(offer.id)).unwrap_or_default())) { "下一页" } }
                }
            }
        }
    }
}

fn chips<'a>(name: &str, counts: impl Iterator<Item = (&'a str, i64)>) -> Markup {
    let mut sums = std::collections::BTreeMap::new();
    for (choice, count) in counts {
        *sums.entry(choice).or_insert(0) += count;
    }
    html! { nav class="chips" { a href="/offers" { "全部 " small { (sums.values().sum::<i64>()) } } @for (choice, count) in sums { a href=(format!("/offers?{name}={choice}")) { (choice) " " small { (count) } } } } }
}

fn card(offer: &Offer) -> Markup {
    let left = offer.stock - offer.taken;
    html! {
        li class={ "offer " (offer.district) } {
            a href=(format!("/offers/{}", crate::town::written(offer.id))) {
                p class="headline" { (offer.headline) }
                h2 { (offer.title) }
                p { (offer.gives) }
                p class="muted" { (offer.conditions) }
                p class="shop" { (offer.shop) " · " (offer.unit) }
                p { "至 " (offer.last_day) }
                p { meter min="0" max=(offer.stock) value=(left) {} " 剩 " (left) " / " (offer.stock) }
            }
        }
    }
}
