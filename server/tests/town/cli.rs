//! The command line, run as the real program.

use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder with a database and a secret of its own; removed at the end.
struct Desk {
    folder: PathBuf,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("shangmeng-cli-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self { folder }
    }

    fn runs(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program starts")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shangmeng"));
        command.args(args).current_dir(&self.folder).env_clear().env("RUST_LOG", "warn");
        command
            .env("DATABASE_URL", format!("sqlite://{}/town.db?mode=rwc", self.folder.display()))
            .env("SHANGMENG_SECRET_FILE", self.folder.join("secret"));
        command
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn says(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_command_that_needs_a_database_makes_none() {
    let desk = Desk::new("none");
    for args in [&["check"][..], &["backup", "copy.db"], &["grant", "admin", "--mobile", "13812345678"], &["demo", "accounts"]] {
        let output = desk.runs(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", says(&output));
        assert!(says(&output).contains("shangmeng migrate"), "{}", says(&output));
    }
    assert!(!desk.folder.join("town.db").exists());
}

#[test]
fn a_demo_town_stays_one_and_its_clock_never_runs_back() {
    let desk = Desk::new("demo");
    let filled = desk.runs(&["demo", "--at", "2026-11-20T09:00+08:00"]);
    assert!(filled.status.success(), "{}", says(&filled));
    let accounts = desk.runs(&["demo", "accounts", "--json"]);
    let accounts: serde_json::Value = serde_json::from_slice(&accounts.stdout).expect("JSON");
    let first = accounts.as_array().and_then(|list| list.first()).expect("accounts");
    assert_eq!(first["password"].as_str().map(str::len), Some(14));
    assert_eq!(desk.runs(&["demo"]).status.code(), Some(1), "filled once only");
    let plain = desk.runs(&["serve", "--addr", "127.0.0.1:0"]);
    assert!(!plain.status.success() && says(&plain).contains("demo database"), "{}", says(&plain));
    let earlier = desk.runs(&["serve", "--demo", "--addr", "127.0.0.1:0", "--at", "2026-11-20T08:59+08:00"]);
    assert!(!earlier.status.success() && says(&earlier).contains("newest record"), "{}", says(&earlier));
    let on_network = desk.runs(&["serve", "--demo", "--addr", "0.0.0.0:0"]);
    assert!(!on_network.status.success() && says(&on_network).contains("loopback"), "{}", says(&on_network));
}

#[test]
fn a_backup_is_whole_and_never_overwrites() {
    let desk = Desk::new("backup");
    assert!(desk.runs(&["demo"]).status.success());
    assert!(desk.runs(&["check"]).status.success());
    let backup = desk.runs(&["backup", "copy.db"]);
    assert!(backup.status.success(), "{}", says(&backup));
    assert_eq!(desk.runs(&["backup", "copy.db"]).status.code(), Some(1));
    std::fs::rename(desk.folder.join("copy.db"), desk.folder.join("other.db")).expect("renamed");
    let mut again = desk.command(&["check"]);
    let again = again.env("DATABASE_URL", format!("sqlite://{}/other.db?mode=rwc", desk.folder.display())).output().expect("runs");
    assert!(again.status.success(), "{}", says(&again));
}

#[test]
fn check_finds_what_does_not_hold() {
    let desk = Desk::new("check");
    assert!(desk.runs(&["demo"]).status.success());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        use sea_orm::ConnectionTrait;
        let db = sea_orm::Database::connect(format!("sqlite://{}/town.db", desk.folder.display())).await.expect("the database");
        db.execute_unprepared("UPDATE person SET birth_year = 1950 WHERE proof = 'none'").await.expect("a planted fault");
        db.close().await.expect("closed");
    });
    let check = desk.runs(&["check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(says(&check).contains("BROKEN  community and birth year"), "{}", says(&check));
}

#[test]
fn a_wrong_word_is_answered_with_the_right_ones() {
    let desk = Desk::new("words");
    let king = desk.runs(&["grant", "king", "--mobile", "13812345678"]);
    assert_eq!(king.status.code(), Some(2));
    assert!(says(&king).contains("district_officer"), "{}", says(&king));
    let routes = desk.runs(&["routes"]);
    assert!(routes.status.success() && says(&routes).contains("/api/accounts/sign_in"), "{}", says(&routes));
    let own = says(&routes).lines().find(|line| line.contains("/my/data/{file}")).map(ToOwned::to_owned).expect("the copy of one's data");
    assert!(own.ends_with("person"), "{own}");
}

#[test]
fn empty_variables_are_as_good_as_none_and_wrong_ones_are_named() {
    let desk = Desk::new("variables");
    let serve = |name: &str, value: &str| {
        let mut command = desk.command(&["serve", "--addr", "0.0.0.0:0", "--demo"]);
        says(&command.env(name, value).output().expect("the program starts"))
    };
    // The demo town does not go on a network: whoever is told that got past the variables.
    for name in ["SHANGMENG_PUBLIC_URL", "SHANGMENG_TRUSTED_PROXIES", "SHANGMENG_SMS_WEBHOOK"] {
        assert!(serve(name, "").contains("loopback"), "{name}");
    }
    assert!(serve("SHANGMENG_TRUSTED_PROXIES", "10.0.0.1, ::1").contains("loopback"));
    for (name, value) in [
        ("SHANGMENG_PUBLIC_URL", "shangmeng.example"),
        ("SHANGMENG_PUBLIC_URL", "https://shangmeng.example/portal"),
        ("SHANGMENG_PUBLIC_URL", "https://"),
        ("SHANGMENG_TRUSTED_PROXIES", "proxy"),
        ("SHANGMENG_ADDR", "3000"),
    ] {
        let output = desk.command(&["serve"]).env(name, value).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "{name}={value}: {}", says(&output));
        assert!(says(&output).contains(value), "{}", says(&output));
    }
    let far = desk.runs(&["serve", "--demo", "--at", "9999-01-01T00:00+08:00"]);
    assert_eq!(far.status.code(), Some(1), "{}", says(&far));
}

#[test]
fn every_promise_of_the_newer_rooms_is_checked() {
    let desk = Desk::new("promises");
    assert!(desk.runs(&["demo"]).status.success());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let run = |sql: &str| {
        runtime.block_on(async {
            use sea_orm::ConnectionTrait;
            let db = sea_orm::Database::connect(format!("sqlite://{}/town.db", desk.folder.display())).await.expect("the database");
            db.execute_unprepared(sql).await.expect("it runs");
            db.close().await.expect("closed");
        });
    };
    let somebody = "x'00000000000000000000000000000001'";
    for (fault, mended, promise) in [
        ("UPDATE vote SET published_by = counted_by", format!("UPDATE vote SET published_by = {somebody}"), "a published vote was counted by one"),
        (
            "UPDATE meeting_minutes SET approved_by = written_by",
            format!("UPDATE meeting_minutes SET approved_by = {somebody}"),
            "approved minutes were written by one",
        ),
        ("UPDATE meeting_task SET state = 'dropped'", "UPDATE meeting_task SET state = 'open'".to_owned(), "a task is dropped by a vote only"),
        (
            "UPDATE award_category SET places = places - 1 WHERE places > 1",
            "UPDATE award_category SET places = places + 1".to_owned(),
            "an award gives no more places",
        ),
        ("UPDATE role_grant SET revoked_at = 1 WHERE role = 'admin'", "SELECT 1".to_owned(), "somebody can give roles"),
    ] {
        run(fault);
        let check = desk.runs(&["check"]);
        assert_eq!(check.status.code(), Some(1), "{fault}");
        let broken: Vec<String> = says(&check).lines().filter(|line| line.starts_with("BROKEN")).map(ToOwned::to_owned).collect();
        assert!(broken.len() == 1 && broken[0].contains(promise), "{fault}: {broken:?}");
        run(&mended);
    }
}

#[test]
fn a_role_is_given_where_there_is_such_a_place_and_once() {
    let desk = Desk::new("grant");
    assert!(desk.runs(&["demo"]).status.success());
    let grant = |args: &[&str]| desk.runs(&[&["grant"][..], args, &["--mobile", "19000000012"]].concat());
    for (args, says_so) in [
        (&["resident"][..], "resident"),
        (&["clerk"], "--scope"),
        (&["clerk", "--scope", "01919191-9191-7191-8191-919191919191"], "no such place"),
        (&["community_officer", "--scope", "01919191-9191-7191-8191-919191919191"], "no such place"),
        (&["district_officer", "--scope", "elsewhere"], "wanda"),
        (&["auditor", "--scope", "wanda"], "whole alliance"),
    ] {
        let output = grant(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", says(&output));
        assert!(says(&output).contains(says_so), "{args:?}: {}", says(&output));
    }
    for sentence in ["is now auditor", "is auditor already"] {
        let output = grant(&["auditor"]);
        assert!(output.status.success() && says(&output).contains(sentence), "{}", says(&output));
    }
}
