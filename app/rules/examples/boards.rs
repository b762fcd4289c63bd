//! Boards for the checks of the second recount: `boards make COUNT SEED` writes random files, one per line; `boards recount` reads files, one per
//! line, and answers each with its result's text or with the name of what is wrong, as one line of JSON.

#[path = "../tests/elections/random.rs"]
mod random;

use rules::Refusal;
use rules::voting::{Export, recount};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", count, seed] => {
            let number = |text: &str| text.parse::<u64>().map_err(std::io::Error::other);
            let mut chance = random::Chance::seeded(number(seed)?);
            for _ in 0..number(count)? {
                let held = random::held(&mut chance, 40);
                writeln!(out, "{}", serde_json::to_string(&Export::of(&held.card, &held.board, &held.seed))?)?;
            }
        }
        ["recount"] => {
            for line in std::io::stdin().lock().lines() {
                let answer = match recount(line?.as_bytes(), None) {
                    Ok(found) => serde_json::json!({ "root": found.root.to_string(), "result": found.verdict.text(&found.tally) }),
                    Err(refusal) => serde_json::json!({ "refused": refusal.reason().code }),
                };
                writeln!(out, "{answer}")?;
            }
        }
        _ => eprintln!("boards make COUNT SEED | boards recount"),
    }
    out.flush()
}
