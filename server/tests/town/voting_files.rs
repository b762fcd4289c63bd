//! Files that are not, or not quite, those of a published vote: the command says a sentence and exits with 1, whatever it is given.

use crate::voting::{Hall, casts};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Runs the command on a file; its exit code and what it said.
fn verify(file: &str, more: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_shangmeng")).args(["verify-vote", file]).args(more).env_clear().output().expect("it runs");
    (output.status.code(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

#[tokio::test]
async fn whatever_the_file_is_the_command_says_a_sentence_and_an_honest_exit_code() {
    let hall = Hall::with(6).await;
    let vote = hall.opens(&[("secrecy", "secret")]).await;
    for (shop, choice) in hall.shops.iter().zip(["yes", "yes", "yes", "no", "yes", "abstain"]) {
        casts(shop, &vote, &[("choice", choice)]).await.succeeds();
    }
    let board = hall.publishes(&vote).await;
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("files-{vote}"));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("board.json");
    let name = path.display().to_string();
    let judge = |bytes: &[u8]| {
        std::fs::write(&path, bytes).expect("written");
        verify(&name, &[])
    };
    let json: serde_json::Value = serde_json::from_str(&board).expect("JSON");
    let ballots: Vec<String> = json["ballots"].as_array().expect("lines").iter().map(|line| line.as_str().expect("a line").to_owned()).collect();
    let with = |key: &str, value: serde_json::Value| {
        let mut json = json.clone();
        json[key] = value;
        json.to_string()
    };
    let lines = |ballots: &[String]| with("ballots", ballots.into());
    let doubled = [&ballots[..1], &ballots[..]].concat();
    let backwards: Vec<String> = ballots.iter().rev().cloned().collect();
    let utf16: Vec<u8> = board.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));

    for sound in [board.clone(), board.replace('\n', "\r\n"), format!("\u{feff}{board}"), json.to_string(), format!("\n{board}\n\n")] {
        assert_eq!(judge(sound.as_bytes()).0, Some(0), "{sound}");
    }
    for (bytes, says) in [
        (Vec::new(), "damaged"),
        (b"\0\xff\xfe\x00 binary \x1b".to_vec(), "damaged"),
        (vec![b'{'; 200_000], "damaged"),
        (deep.into_bytes(), "damaged"),
        (utf16, "damaged"),
        (board.as_bytes()[..board.len() / 2].to_vec(), "damaged"),
        (board.as_bytes()[..board.len() - 3].to_vec(), "damaged"),
        (board.replacen("\"root\"", "\"seed\"", 1).into_bytes(), "damaged"),
        (with("ballots", 1e300.into()).into_bytes(), "damaged"),
        (with("root", u64::MAX.into()).into_bytes(), "damaged"),
        (with("more", "1".into()).into_bytes(), "damaged"),
        (with("format", "shangmeng-board/2".into()).into_bytes(), "version"),
        (board.replacen("marked\\t6", "marked\\t99999999999999999999", 1).into_bytes(), "header"),
        (board.replacen("roll\\t6\\t6", "roll\\t4294967295\\t18446744073709551615", 1).into_bytes(), "rule card"),
        (board.replacen("seats\\t1", "seats\\t65536", 1).into_bytes(), "rule card"),
        (lines(&ballots[1..]).into_bytes(), "missing"),
        (lines(&[]).into_bytes(), "missing"),
        (lines(&doubled).into_bytes(), "twice"),
        (lines(&backwards).into_bytes(), "order"),
        (with("root", "00".repeat(32).into()).into_bytes(), "altered"),
        (board.replacen("\\tno\\t", "\\tyes\\t", 1).into_bytes(), "altered"),
        (board.replacen("\\tno\\t", "\\tpick 1\\t", 1).into_bytes(), "does not fit the rule card"),
    ] {
        let (code, said) = judge(&bytes);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains(says) && !said.contains("panicked"), "{says}: {said}");
    }
    std::fs::write(&path, &board).expect("written");
    let root = json["root"].as_str().expect("a root");
    let apart = format!(" {} {}\n", root[..32].to_uppercase(), &root[32..]);
    assert_eq!(verify(&name, &["--root", &apart]).0, Some(0), "as somebody copied it by hand");
    assert_eq!(verify(&name, &["--root", "12"]).0, Some(1));
    assert_eq!(verify(&folder.display().to_string(), &[]).0, Some(1), "a folder");
    assert_eq!(verify(&folder.join("none").display().to_string(), &[]).0, Some(1));
    assert_eq!(verify("/dev/zero", &[]).0, Some(1), "a file without an end");
    assert_eq!(verify(&name, &["--receipt", &name]).0, Some(1), "a board is no receipt");
    // Longer than any board can be, and nothing in it: only its length is on the disk.
    std::fs::File::create(&path).and_then(|file| file.set_len(1_100_000_000)).expect("a long file");
    let (code, said) = verify(&name, &[]);
    assert!(code == Some(1) && said.contains("larger than"), "{said}");
    std::fs::remove_dir_all(folder).expect("tidied");
}

#[tokio::test]
async fn a_reader_that_goes_away_is_no_panic() {
    let hall = Hall::with(3).await;
    let vote = hall.opens(&[]).await;
    casts(&hall.shops[0], &vote, &[("choice", "yes")]).await.succeeds();
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("pipe-{vote}.json"));
    std::fs::write(&path, hall.publishes(&vote).await).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_shangmeng"));
    let mut child = command.arg("verify-vote").arg(&path).env_clear().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code().is_some_and(|code| code < 2) && !said.contains("panicked"), "{said}");
    std::fs::remove_file(path).expect("tidied");
}
