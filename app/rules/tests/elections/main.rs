//! Random elections: the law's count against a slow reference, and the published board against everything that can be done to it.

mod awards;
mod random;
mod slow;

use random::{Chance, Held, held};
use rules::Refusal;
use rules::voting::{Draw, Export, TieBreak, recount, tally, verdict};
use std::collections::BTreeMap;

fn found(held: &Held) -> (slow::Found, bool) {
    let tally = tally(&held.card.draft, held.board.ballots());
    let verdict = verdict(&held.card, &tally, &held.board.header, &Draw::of(&held.seed, &held.board.root()));
    let found = slow::Found {
        outcome: verdict.outcome.code(),
        quorum: (verdict.quorum.got, verdict.quorum.of, verdict.quorum.met()),
        pass: verdict.pass.map(|pass| (pass.got, pass.of, pass.met())),
        ranking: verdict.ranking.iter().map(|option| (option.option, option.count.count, option.standing.code())).collect(),
    };
    (found, verdict.ties.iter().any(|tie| tie.by == TieBreak::Draw))
}

#[test]
fn ten_thousand_elections_are_counted_as_the_reference_counts_them() {
    let mut chance = Chance::seeded(27);
    let mut corners: BTreeMap<String, [u32; 3]> = BTreeMap::new();
    let mut drawn = 0;
    for number in 0..10_000 {
        let held = held(&mut chance, 30);
        let (found, by_lot) = found(&held);
        assert_eq!(found, slow::count(&held), "election {number}: {}", held.card.text());
        let outcome = ["passed", "failed", "void"].iter().position(|outcome| *outcome == found.outcome).expect("an outcome");
        corners.entry(slow::corner(&held)).or_default()[outcome] += 1;
        drawn += u32::from(by_lot);
    }
    assert_eq!(corners.len(), 9, "{corners:?}");
    assert!(corners.values().flatten().all(|count| *count > 50) && drawn > 500, "too few of a kind: {corners:?}, {drawn} draws");
}

/// The control: a count that loses the last ballot is noticed wherever that ballot says something.
#[test]
fn the_reference_notices_a_lost_ballot() {
    let mut chance = Chance::seeded(30);
    let (mut lost, mut noticed) = (0, 0);
    for _ in 0..500 {
        let held = held(&mut chance, 30);
        let Some(last) = held.board.ballots().last() else { continue };
        let expected = slow::count(&held);
        let id = last.id;
        let mut fewer = held;
        fewer.board.entries.retain(|entry| entry.ballot().is_none_or(|ballot| ballot.id != id));
        lost += 1;
        noticed += u32::from(found(&fewer).0 != expected);
    }
    assert!(noticed * 10 > lost * 8, "{noticed} of {lost}");
}

#[test]
fn a_thousand_boards_stand_their_recount() {
    let mut chance = Chance::seeded(28);
    for _ in 0..1_000 {
        let held = held(&mut chance, 40);
        let file = Export::of(&held.card, &held.board, &held.seed).json();
        let recounted = recount(file.as_bytes(), Some(&held.board.root())).expect("in order");
        assert_eq!((recounted.card.text(), &recounted.board), (held.card.text(), &held.board));
        for ballot in held.board.ballots().take(3) {
            let (leaf, proof) = held.board.proof_of(&ballot.id).expect("on the board");
            assert!(leaf == ballot.leaf() && proof.leads(&leaf, &recounted.root));
        }
    }
}

/// One ballot changed, one left out, one added, one doubled; and the same with a root that was made to fit.
#[test]
fn whatever_is_done_to_a_board_is_found() {
    let mut chance = Chance::seeded(29);
    let (mut tried, mut codes) = (0, BTreeMap::<&str, u32>::new());
    while tried < 300 {
        let held = held(&mut chance, 30);
        let sound = Export::of(&held.card, &held.board, &held.seed);
        if held.board.ballots().count() < 2 {
            continue;
        }
        tried += 1;
        for (kind, tampered) in tampered(&sound, &mut chance) {
            let refusal = recount(tampered.json().as_bytes(), None).expect_err(kind);
            let code = refusal.reason().code;
            *codes.entry(code).or_default() += 1;
            let named = match kind {
                "missing" => code == "board_ballots_missing",
                "added" => code == "board_ballots_added",
                "doubled" => code == "board_ballot_doubled",
                _ => code == "board_altered",
            };
            assert!(named, "{kind}: {code}");
        }
    }
    assert!(codes.len() == 4 && codes.values().sum::<u32>() == 1_200, "{codes:?}");
}

fn tampered(sound: &Export, chance: &mut Chance) -> Vec<(&'static str, Export)> {
    let counted: Vec<usize> = (0..sound.ballots.len()).filter(|at| !sound.ballots[*at].starts_with("removed")).collect();
    let at = chance.one_of(&counted);
    let line = &sound.ballots[at];
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut export = sound.clone();
        change(&mut export.ballots);
        export
    };
    let salt = line.split('\t').nth(2).expect("a salt");
    let other_salt: String = salt.chars().map(|c| if c == '0' { '1' } else { '0' }).collect();
    let id = line.split('\t').next().expect("an id");
    let fresh = chance.id().to_string();
    let voter = chance.id().to_string();
    vec![
        ("altered", with(&|lines| lines[at] = lines[at].replace(salt, &other_salt))),
        ("missing", with(&|lines| drop(lines.remove(at)))),
        ("doubled", with(&|lines| lines.insert(at, lines[at].clone()))),
        (
            "added",
            with(&|lines| {
                let mut fields: Vec<String> = line.replace(id, &fresh).split('\t').map(str::to_owned).collect();
                if let Some(of) = fields.get_mut(4) {
                    of.clone_from(&voter);
                }
                let place = lines.iter().position(|other| !other.starts_with("removed") && **other > *fresh).unwrap_or(lines.len());
                lines.insert(place, fields.join("\t"));
            }),
        ),
    ]
}
