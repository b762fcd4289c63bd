//! A backup that is taken in the middle of a storm is a town of one moment: sound, and with everything that was acknowledged before it began.

use crate::shops::{buns, with};
use crate::town::Town;
use app::claims::entity::{claim, run};
use rules::districts::District;
use sea_orm::{Database, EntityTrait};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// The program's command on a database; whether it succeeded, and what it said.
fn runs(database: &str, folder: &Path, args: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shangmeng"));
    command.args(args).env_clear().env("DATABASE_URL", database).env("SHANGMENG_SECRET_FILE", folder.join("secret"));
    let done = command.output().expect("it runs");
    (done.status.success(), format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_in_a_storm_restores() {
    if std::env::var("SHANGMENG_TEST_POSTGRES").is_ok() {
        return; // PostgreSQL has a backup of its own.
    }
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let shop = town.shop("示例面包房", District::Wanda).await;
    let offer = shop.offers(&town.officer(District::Wanda).await, with(buns(), &[("stock", "40")])).await;
    town.execute("UPDATE offer SET stock = 1000000, per_person = 1000000").await;
    town.goes_to("2026-11-27T10:00+08:00");
    let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(BTreeSet::new())));
    let mut storm = Vec::new();
    for number in 0..8 {
        let person = town.resident(&format!("135{number:08}")).await;
        let (stop, acknowledged, offer) = (stop.clone(), acknowledged.clone(), offer.clone());
        storm.push(tokio::spawn(async move {
            while !stop.load(Ordering::SeqCst) {
                let id = Uuid::new_v4();
                let claim = person.act("/api/claims/claim_offer", &[("id", &id.to_string()), ("offer", &offer)]).await;
                if claim.status.is_success() {
                    acknowledged.lock().expect("the log").insert(id);
                }
            }
        }));
    }
    let folder = std::env::temp_dir().join(format!("shangmeng-backup-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut sizes = Vec::new();
    for number in 0..3 {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let before = acknowledged.lock().expect("the log").clone();
        let file = folder.join(format!("{number}.db")).display().to_string();
        let (url, path) = (town.url.to_string(), folder.clone());
        let copied = file.clone();
        let (done, said) = tokio::task::spawn_blocking(move || runs(&url, &path, &["backup", &copied])).await.expect("it ends");
        assert!(done, "{said}");
        let (sound, said) = runs(&format!("sqlite://{file}?mode=rwc"), &folder, &["check"]);
        assert!(sound, "{said}");
        let copy = Database::connect(format!("sqlite://{file}?mode=ro")).await.expect("the copy");
        let kept: BTreeSet<Uuid> = claim::Entity::find().all(&copy).await.expect("claims").into_iter().map(|claim| claim.id).collect();
        let counter = run::Entity::find().one(&copy).await.expect("the run").map_or(0, |run| run.taken as usize);
        assert_eq!(before.difference(&kept).count(), 0, "what was acknowledged before is in the copy");
        assert_eq!(counter, kept.len(), "and the copy is of one moment");
        sizes.push(kept.len());
    }
    stop.store(true, Ordering::SeqCst);
    for client in storm {
        client.await.expect("no client panics");
    }
    std::fs::remove_dir_all(&folder).expect("removed");
    println!("claims in the three copies: {sizes:?}, at the end {}", acknowledged.lock().expect("the log").len());
    assert!(sizes[0] > 0 && sizes[0] < sizes[2], "hardly a storm: {sizes:?}");
}
