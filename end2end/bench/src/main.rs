//! The portal side by side with a bare axum server and a hand-written page, in one run: server on core 0, load on core 1, interleaved, the median
//! of five rounds. Prints; never fails a build because of a figure. `bench PATH/TO/shangmeng PATH/TO/site`.

mod claims;
mod load;
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
        [_, "load", plan] => println!("{}", load::run(&serde_json::from_str(plan).expect("a plan"))),
        [_, shangmeng, site] => report(shangmeng, site),
        _ => {
            eprintln!("usage: bench PATH/TO/shangmeng PATH/TO/site");
            std::process::exit(2);
        }
    }
}

fn number(port: &str) -> u16 {
    port.parse().expect("a port")
}

fn report(shangmeng: &str, site: &str) {
    let scratch = Scratch::new();
    let database = scratch.path("town.db");
    println!("seeding {} merchants, {} offers ({} of them on now), {} people …", town::MERCHANTS, town::OFFERS, town::ON_NOW, town::PEOPLE);
    process::run(shangmeng, &["migrate"], &scratch);
    town::seed(&database);
    let portal = Rival::portal(shangmeng, site, &scratch);
    let page = portal.fetch("/offers", &[("accept-encoding", "br")]);
    let file = scratch.write("page.br", &page);
    let bare = Rival::own(&["serve-bare", &file], &scratch);
    let by_hand = Rival::own(&["serve-by-hand", &database], &scratch);

    let kept = |rival: &Rival| Plan::closed(rival.port, "/offers", &[("accept-encoding", "br")], ROUND);
    let made = |rival: &Rival| Plan::closed(rival.port, "/offers", &[("cookie", "done=nothing")], ROUND);
    let [from_cache, of_bare] = side_by_side([(&portal, kept(&portal)), (&bare, kept(&bare))]);
    let [rendered, of_hand] = side_by_side([(&portal, made(&portal)), (&by_hand, made(&by_hand))]);
    let calm = process::load(&Plan::paced(portal.port, "/offers", &[("cookie", "done=nothing")], 200, Duration::from_secs(5)));
    let memory = portal.memory_mb();

    println!("\npage P (/offers), one core, per second                  portal        rival    ratio     must    aim");
    line("from the page cache / the same bytes by bare axum", from_cache, of_bare, "0.60", "0.85");
    line("rendered each time / by hand (axum, rusqlite, maud)", rendered, of_hand, "0.25", "0.50");
    println!("p99 at 200 requests/s, rendered each time            {:>8.1} ms                           5 ms    2 ms", calm.p99_ms);
    println!("memory after load                                    {memory:>8.0} MB                          80 MB   40 MB");
    println!("ready after                                          {:>8.0} ms                         150 ms   50 ms", portal.ready_ms);
    let (durable, raw) = claims::side_by_side(&portal, &scratch);
    println!("\ndurable writes, per second                              portal        rival    ratio     must    aim");
    line("claims, 64 clients / one raw transaction per fsync", durable, raw, "0.60", "3.00");
    weights::report(shangmeng, site, &portal);
}

fn line(what: &str, ours: f64, theirs: f64, must: &str, aim: &str) {
    println!("{what:<52} {ours:>9.0} {theirs:>12.0} {:>8.2} {must:>8} {aim:>6}", ours / theirs);
}

/// Rounds in turn, so that a slow minute of the machine hits all alike; the median of each.
fn side_by_side<const N: usize>(plans: [(&Rival, Plan); N]) -> [f64; N] {
    let mut rounds = vec![Vec::new(); N];
    for _ in 0..ROUNDS {
        for (index, (_, plan)) in plans.iter().enumerate() {
            rounds[index].push(process::load(plan).per_second);
        }
    }
    std::array::from_fn(|index| median(&mut rounds[index]))
}

/// The middle one.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
