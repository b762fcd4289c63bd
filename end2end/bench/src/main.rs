//! The portal side by side with a bare axum server and a hand-written page, in one run: server on core 0, load on core 1, interleaved, the median
//! of five rounds; pages are counted per second of processor time, so that what else the machine does spoils no ratio. Prints; never fails a build because of a figure. `bench PATH/TO/shangmeng PATH/TO/site [POSTGRES-SERVER]`.

mod ballots;
mod claims;
mod load;
mod postgres;
mod process;
mod rivals;
mod town;
mod weights;

use load::Plan;
use process::{Rival, Scratch};
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_millis(2_500);

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        [_, "serve-bare", file, port] => rivals::bare(file, number(port)),
        [_, "serve-by-hand", database, port] => rivals::by_hand(database, number(port)),
        [_, "load"] => println!("{}", load::run(&serde_json::from_reader(std::io::stdin()).expect("a plan"))),
        [_, "claims", shangmeng, site] => writes(shangmeng, site, None),
        [_, "claims", shangmeng, site, postgres] => writes(shangmeng, site, Some(postgres)),
        [_, shangmeng, site] => report(shangmeng, site, None),
        [_, shangmeng, site, postgres] => report(shangmeng, site, Some(postgres)),
        _ => {
            eprintln!("usage: bench PATH/TO/shangmeng PATH/TO/site [POSTGRES-SERVER]");
            std::process::exit(2);
        }
    }
}

fn number(port: &str) -> u16 {
    port.parse().expect("a port")
}

fn writes(shangmeng: &str, site: &str, postgres: Option<&str>) {
    let (scratch, portal) = town_of(shangmeng, site);
    durable(shangmeng, site, &portal, postgres, &scratch);
}

/// A seeded town on SQLite, served.
fn town_of(shangmeng: &str, site: &str) -> (Scratch, Rival) {
    let scratch = Scratch::new();
    let (database, file) = (scratch.sqlite("town.db"), scratch.path("town.db"));
    println!("seeding {} merchants, {} offers, {} people …", town::MERCHANTS, town::OFFERS, town::PEOPLE);
    process::run(shangmeng, &["migrate"], &database, &scratch);
    town::seed(&file, town::OFFERS, town::OFFERS);
    let portal = Rival::portal(shangmeng, site, &database, &scratch);
    (scratch, portal)
}

/// Claims that are on the disk when they are answered.
fn durable(shangmeng: &str, site: &str, portal: &Rival, postgres: Option<&str>, scratch: &Scratch) {
    println!("\ndurable writes, per second                                      portal     rival    ratio     must    aim");
    let (durable, raw) = claims::side_by_side(portal, |round| claims::raw_transactions(&scratch.path(&format!("raw{round}.db"))));
    line("claims, 64 clients, SQLite / one raw transaction per fsync", durable, raw, "0.60", "3.00");
    if let Some(postgres) = postgres {
        let ground = postgres::Ground::new(shangmeng, postgres, scratch);
        let portal = Rival::portal(shangmeng, site, &ground.database, scratch);
        let (durable, by_hand) = claims::side_by_side(&portal, |_| ground.by_hand());
        line("the same, PostgreSQL (in memory) / pgbench, same statements", durable, by_hand, "0.50", "0.80");
    }
}

/// A portal that renders the page for everybody anew: its cache does not answer who has just done something.
const MADE: &[(&str, &str)] = &[("cookie", "done=nothing")];

fn report(shangmeng: &str, site: &str, postgres: Option<&str>) {
    let (scratch, portal) = town_of(shangmeng, site);
    pages(&portal, &scratch.path("town.db"), &scratch);
    planted(shangmeng, site, &portal, &scratch);
    size(shangmeng, site, &scratch);
    durable(shangmeng, site, &portal, postgres, &scratch);
    let voted = ballots::vote(&portal, &scratch.path("town.db"));
    println!(
        "{} ballots in 30 s, {} refused: p50 and p99             {:>6.1} {:>6.1} ms                      100 ms",
        voted.answered, voted.refused, voted.p50_ms, voted.p99_ms
    );
    weights::report(shangmeng, site, &portal);
}

/// Page P from the cache and rendered each time, beside its rivals.
fn pages(portal: &Rival, database: &str, scratch: &Scratch) {
    let page = portal.fetch("/offers", &[("accept-encoding", "br")]);
    let bare = Rival::own(&["serve-bare", &scratch.write("page.br", &page)], scratch);
    let by_hand = Rival::own(&["serve-by-hand", database], scratch);
    let kept = |rival: &Rival| Plan::closed(rival.port, "/offers", &[("accept-encoding", "br")], ROUND);
    let made = |rival: &Rival| Plan::closed(rival.port, "/offers", MADE, ROUND);
    let [from_cache, of_bare] = side_by_side([(portal, kept(portal)), (&bare, kept(&bare))]);
    let [rendered, of_hand] = side_by_side([(portal, made(portal)), (&by_hand, made(&by_hand))]);
    let calm = process::load(&Plan::paced(portal.port, "/offers", MADE, 200, Duration::from_secs(5)));
    println!("\npage P (/offers), per second of one core                         portal     rival    ratio     must    aim");
    line("from the page cache / the same bytes by bare axum", from_cache, of_bare, "0.60", "0.85");
    line("rendered each time / by hand (axum, rusqlite, maud)", rendered, of_hand, "0.25", "0.50");
    println!(
        "p50 and p99 at 200 requests/s, rendered each time      {:>6.1} {:>6.1} ms                        5 ms   2 ms",
        calm.p50_ms, calm.p99_ms
    );
    println!("memory after load                                    {:>8.0} MB                         80 MB  40 MB", portal.memory_mb());
    println!("ready after                                          {:>8.0} ms                        150 ms  50 ms", portal.ready_ms);
}

/// The control: the same portal on a database whose counters take five milliseconds to read must be seen to be slower by that.
fn planted(shangmeng: &str, site: &str, portal: &Rival, scratch: &Scratch) {
    let slow = scratch.path("slow.db");
    std::fs::copy(scratch.path("town.db"), &slow).expect("a copy");
    town::plant_delay(&slow, Duration::from_millis(5));
    let slow = Rival::portal(shangmeng, site, &scratch.sqlite("slow.db"), scratch);
    let calm = |rival: &Rival| process::load(&Plan::paced(rival.port, "/offers", MADE, 50, Duration::from_secs(3))).p50_ms;
    let (without, with) = (calm(portal), calm(&slow));
    println!(
        "5 ms planted in the portal: p50 {without:.1} ms without, {with:.1} ms with; it {}",
        if with - without > 3.5 { "shows" } else { "DOES NOT SHOW" }
    );
}

/// Page P with a thousand offers and with a million, of which as many are on.
fn size(shangmeng: &str, site: &str, scratch: &Scratch) {
    let portal = |name: &str, offers: u128| {
        process::run(shangmeng, &["migrate"], &scratch.sqlite(name), scratch);
        town::seed(&scratch.path(name), offers, 1_000);
        Rival::portal(shangmeng, site, &scratch.sqlite(name), scratch)
    };
    let (large, small) = (portal("million.db", 1_000_000), portal("thousand.db", 1_000));
    let made = |rival: &Rival| Plan::closed(rival.port, "/offers", MADE, ROUND);
    let [of_large, of_small] = side_by_side([(&large, made(&large)), (&small, made(&small))]);
    line("rendered each time, 1,000,000 offers / 1,000 offers", of_large, of_small, "0.70", "0.90");
}

fn line(what: &str, ours: f64, theirs: f64, must: &str, aim: &str) {
    println!("{what:<60} {ours:>9.0} {theirs:>9.0} {:>8.2} {must:>8} {aim:>6}", ours / theirs);
}

/// Rounds in turn, so that a slow minute of the machine hits all alike; the median of each.
fn side_by_side<const N: usize>(plans: [(&Rival, Plan); N]) -> [f64; N] {
    let mut rounds = vec![Vec::new(); N];
    for _ in 0..ROUNDS {
        for (index, (rival, plan)) in plans.iter().enumerate() {
            rounds[index].push(rival.per_core_second(plan));
        }
    }
    std::array::from_fn(|index| median(&mut rounds[index]))
}

/// The middle one.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
