//! What runs by itself: each job on one node of several, whatever was due while the machine was off done once at the start.
//!
//! A room gives a plain async function that does everything that is due *now*, so that running it late or twice does no harm; its line in [`JOBS`]
//! says how often. Who runs it is settled by a lease row, which every engine understands.

pub mod lease;
mod member_day;
mod registers;
mod tidy;

use app::backend::{AppError, House};
use rules::{HOUR, Instant, MINUTE, SECOND};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;

/// A job on its way.
pub type Running = Pin<Box<dyn Future<Output = Result<(), AppError>> + Send>>;

/// Something that runs by itself.
#[derive(Clone, Copy)]
pub struct Job {
    /// Its name, also of its lease.
    pub name: &'static str,
    /// Milliseconds between two runs.
    pub every: i64,
    /// Does everything that is due at the house's now.
    pub run: fn(House) -> Running,
}

/// All jobs.
pub static JOBS: &[Job] = &[
    Job { name: "tidy", every: HOUR, run: |house| Box::pin(tidy::run(house)) },
    Job { name: "messages", every: 30 * SECOND, run: |house| Box::pin(async move { app::accounts::deliver_messages(&house).await }) },
    Job { name: "registers", every: 15 * SECOND, run: |house| Box::pin(registers::run(house)) },
    Job { name: "expire_claims", every: 30 * SECOND, run: |house| Box::pin(member_day::expire_claims(house)) },
    Job { name: "votes", every: 2 * SECOND, run: |house| Box::pin(async move { app::voting::keep_time(&house).await }) },
    Job { name: "ballots_at_rest", every: 5 * SECOND, run: |house| Box::pin(async move { app::voting::tidy_the_disk(&house).await }) },
    Job { name: "day_reports", every: 10 * MINUTE, run: |house| Box::pin(member_day::tell_reports(house)) },
    Job { name: "awards", every: 30 * SECOND, run: |house| Box::pin(async move { app::awards::keep_time(&house).await }) },
    Job { name: "end_offers", every: MINUTE, run: |house| Box::pin(member_day::end_offers(house)) },
];

const LOOK_EVERY: Duration = Duration::from_secs(1);
const LEASE: i64 = 60 * SECOND;
/// How soon a job that found the database busy is tried again.
const BUSY_AGAIN: i64 = 3 * SECOND;
const RENEW_EVERY: Duration = Duration::from_secs(20);

/// Looks every second what is due, each job on its own so that a long one delays no other; ends when the set is dropped.
#[must_use]
pub fn start(house: &House) -> JoinSet<()> {
    let node = Uuid::from_bytes(rand::random());
    let mut all = JoinSet::new();
    for job in JOBS {
        let house = house.clone();
        all.spawn(async move {
            let mut ticks = tokio::time::interval(LOOK_EVERY);
            ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            loop {
                ticks.tick().await;
                run_due(&house, node, std::slice::from_ref(job)).await;
            }
        });
    }
    all
}

/// Runs every job that is due and that no other node holds; a job that fails is logged and tried again when its lease is over.
pub async fn run_due(house: &House, node: Uuid, jobs: &[Job]) {
    for job in jobs {
        match lease::take(&house.db, job, node, house.clock.now()).await {
            Ok(true) => run(house, node, job).await,
            Ok(false) => {}
            Err(error) => tracing::warn!(job = job.name, %error, "lease"),
        }
    }
}

async fn run(house: &House, node: Uuid, job: &Job) {
    let began: Instant = house.clock.now();
    // In a task of its own: what panics in it ends neither this loop nor later runs. Dropped with this one.
    let mut running = JoinSet::new();
    running.spawn((job.run)(house.clone()));
    let done = loop {
        tokio::select! {
            done = running.join_next() => break done,
            () = tokio::time::sleep(RENEW_EVERY) => {
                if let Err(error) = lease::renew(&house.db, job, node, house.clock.now().plus(LEASE)).await {
                    tracing::warn!(job = job.name, %error, "lease not renewed");
                }
            }
        }
    };
    match done {
        Some(Ok(Ok(()))) => {
            if let Err(error) = lease::give_back(&house.db, job, node, began).await {
                tracing::warn!(job = job.name, %error, "lease not given back");
            }
        }
        Some(Ok(Err(AppError::Busy(_)))) => {
            // A lost race or a busy database is no reason to wait until the lease is over: a vote would close a minute late.
            tracing::warn!(job = job.name, "job found the database busy; it is tried again in a moment");
            if let Err(error) = lease::renew(&house.db, job, node, house.clock.now().plus(BUSY_AGAIN)).await {
                tracing::warn!(job = job.name, %error, "lease not given back");
            }
        }
        Some(Ok(Err(error))) => tracing::error!(job = job.name, code = error.refused().code, "job failed; it is tried again when its lease is over"),
        Some(Err(_)) | None => tracing::error!(job = job.name, "job broke off; it is tried again when its lease is over"),
    }
}
