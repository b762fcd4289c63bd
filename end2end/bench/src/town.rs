//! A town to measure: merchants, offers and people, written straight into the portal's tables.

use chrono::{Days, Utc};
use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};
use std::time::{Duration, Instant};

pub const MERCHANTS: u128 = 1_000;
pub const OFFERS: u128 = 10_000;
pub const PEOPLE: u128 = 64;

const DISTRICTS: [&str; 3] = ["wanda", "xianjing", "haishang"];
const CATEGORIES: [&str; 6] = ["dining", "retail", "life_service", "health", "leisure", "other"];

/// The id of the n-th record of a kind.
pub fn id(kind: u128, number: u128) -> [u8; 16] {
    (0x0192_0000_0000_7000_8000_0000_0000_0000 | kind << 64 | number).to_be_bytes()
}

/// The same, as it is written in forms.
pub fn written(id: [u8; 16]) -> String {
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// The session token of the n-th person.
pub fn token(number: u128) -> String {
    format!("{number:064x}")
}

/// Fills a migrated database with so many offers, of which the first are on now; the others have ended in past months, as after some years.
pub fn seed(database: &str, all: u128, on_now: u128) {
    let mut db = Connection::open(database).expect("the database");
    let tx = db.transaction().expect("a transaction");
    let now = Utc::now().timestamp_millis();
    merchants(&tx, now);
    offers(&tx, now, all, on_now);
    people(&tx, now);
    tx.commit().expect("kept");
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);").expect("checkpoint");
}

fn merchants(tx: &Transaction<'_>, now: i64) {
    let sql = "INSERT INTO merchant (id, district, credit_code, state, state_at, name, name_key, category, unit, floor, walk, phone, hours, edited, created_at)
               VALUES (?1, ?2, ?3, 'active', ?4, ?5, ?5, ?6, ?7, ?8, ?9, '0535-6000000', NULL, '[]', ?4)";
    let mut insert = tx.prepare(sql).expect("a statement");
    for number in 0..MERCHANTS {
        let district = DISTRICTS[number as usize % 3];
        let floor = 1 + (number / 3) % 5;
        let unit = format!("{floor}{:03}", number % 1000);
        let (name, walk) = (format!("示例商户第{number}号面包房"), format!("{}-{floor:02}-{unit}", number % 3));
        let category = CATEGORIES[number as usize % 6];
        insert.execute(params![id(1, number), district, credit_code(number), now, name, category, unit, floor as i64, walk]).expect("a merchant");
    }
}

/// A firm's code with its check character (GB 32100-2015).
fn credit_code(number: u128) -> String {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91370602M{number:08}");
    let value = |letter: char| LETTERS.find(letter).expect("a letter of the code");
    let (sum, _) = body.chars().fold((0, 1), |(sum, weight), letter| (sum + value(letter) * weight, weight * 3 % 31));
    format!("{body}{}", LETTERS.chars().nth((31 - sum % 31) % 31).expect("one of 31"))
}

fn offers(tx: &Transaction<'_>, now: i64, all: u128, on_now: u128) {
    let sql = "INSERT INTO offer (id, merchant, state, state_since, version, made_at, kind, spend_fen, off_fen, pays, item, title, gives, conditions, stock,
               releases, per_person, audience, proof, hours, way, chain, days, month, first_day, last_day)
               VALUES (?1, ?2, ?14, ?3, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1000000, '[]', 5, 'everyone', 'none', '[[0,1440]]', 'claim_first', 0,
               'range', NULL, ?12, ?13)";
    let mut insert = tx.prepare(sql).expect("a statement");
    let mut shop = tx.prepare("INSERT INTO offer_shop (offer, merchant, place) VALUES (?1, ?2, 0)").expect("a statement");
    let today = Utc::now().date_naive();
    for number in 0..all {
        let merchant = id(1, number % MERCHANTS);
        let (first, last, state) = if number < on_now {
            (today - Days::new(2), today + Days::new(20), "approved")
        } else {
            (today - Days::new(60 + number as u64 % 700), today - Days::new(40 + number as u64 % 700), "ended")
        };
        let (kind, spend, off, pays, item): (&str, Option<i64>, Option<i64>, Option<i64>, Option<&str>) = match number % 4 {
            0 => ("spend_off", Some(5_000), Some(1_000), None, None),
            1 => ("discount", None, None, Some(85), None),
            2 => ("off", None, Some(500), None, None),
            _ => ("gift", None, None, None, Some("红豆包一个")),
        };
        let title = format!("第{number}号优惠，欢迎光临");
        let gives = "当天现做的点心一份，柜台出示领取码即可";
        let conditions = "每人一份，不与店内其他活动同时使用";
        let days = (first.to_string(), last.to_string());
        insert
            .execute(params![id(2, number), merchant, now, kind, spend, off, pays, item, title, gives, conditions, days.0, days.1, state])
            .expect("an offer");
        shop.execute(params![id(2, number), merchant]).expect("its shop");
    }
}

fn people(tx: &Transaction<'_>, now: i64) {
    for number in 0..PEOPLE {
        tx.execute(
            "INSERT INTO person (id, mobile, proof, joined_at) VALUES (?1, ?2, 'counter', ?3)",
            params![id(3, number), format!("139{number:08}"), now],
        )
        .expect("a person");
        tx.execute(
            "INSERT INTO session (id, token, person, began_at, fresh_at, seen_at, ends_at, second_factor) VALUES (?1, ?2, ?3, ?4, ?4, ?4, ?5, 0)",
            params![id(4, number), Sha256::digest(token(number).as_bytes()).to_vec(), id(3, number), now, now + 86_400_000],
        )
        .expect("a session");
    }
}

/// Makes every look at the counters of what was taken cost that much, without a line in the portal.
pub fn plant_delay(database: &str, delay: Duration) {
    let db = Connection::open(database).expect("the database");
    let busy =
        |steps: u32| format!("(WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < {steps}) SELECT MAX(n) FROM step)");
    let trial = 200_000;
    let trials = (0..9).map(|_| {
        let began = Instant::now();
        db.query_row(&format!("SELECT {}", busy(trial)), [], |row| row.get::<_, i64>(0)).expect("a trial");
        began.elapsed().as_secs_f64()
    });
    let steps = (f64::from(trial) * delay.as_secs_f64() / trials.fold(f64::MAX, f64::min)) as u32;
    let view = format!("CREATE VIEW offer_run AS SELECT * FROM offer_run_kept WHERE {} > 0", busy(steps.max(1)));
    db.execute_batch(&format!("PRAGMA legacy_alter_table = ON; ALTER TABLE offer_run RENAME TO offer_run_kept; {view};")).expect("a slow view");
    // A view with rows: SQLite does not look at the condition of an empty table.
    let run = "INSERT INTO offer_run_kept (offer, first_day, taken, stock) SELECT id, first_day, 1, stock FROM offer WHERE true";
    db.execute(run, []).expect("rows");
}
