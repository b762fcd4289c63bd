//! `demo` and `demo accounts`.

use super::open::{self, said};
use crate::demo::entity::account::Model as Account;
use crate::demo::{self, Kind};
use crate::settings::{DatabaseArgs, secret};
use app::backend::{Clock, Db, Keys};
use clap::{Args, Subcommand};
use rules::Instant;

/// What `demo` is told.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// The moment the town is filled for, e.g. 2026-11-20T09:00+08:00; now by default
    #[arg(long)]
    at: Option<String>,
    #[command(subcommand)]
    command: Option<DemoCommand>,
}

#[derive(Debug, Subcommand)]
enum DemoCommand {
    /// Print an account of every role: number, password, second factor
    Accounts {
        /// As JSON, for programs
        #[arg(long)]
        json: bool,
    },
}

/// Fills an empty database, or lists the accounts of a demo town.
pub(super) async fn demo(database: &DatabaseArgs, args: DemoArgs) -> Result<(), String> {
    if let Some(DemoCommand::Accounts { json }) = args.command {
        let db = open::existing(database).await?;
        if demo::kind(db.read()).await.map_err(said)? != Kind::Demo {
            return Err("this is no demo town".to_owned());
        }
        return print_accounts(&db, json).await;
    }
    let at = args.at.as_deref().map(moment).transpose()?;
    open::migrate(database).await?;
    let db = Db::open(&database.database_url).await.map_err(said)?;
    match demo::kind(db.read()).await.map_err(said)? {
        Kind::Real => return Err("people live in this database; the demo town needs an empty one".to_owned()),
        Kind::Demo => return Err("this demo town is filled already; `shangmeng demo accounts` lists its people".to_owned()),
        Kind::Empty => {}
    }
    let keys = Keys::new(secret(&database.secret_file)?);
    demo::fill(&db, &keys, at.unwrap_or_else(|| Clock::real().now())).await.map_err(said)?;
    print_accounts(&db, false).await
}

/// Reads a moment as `--at` takes it.
pub(super) fn moment(text: &str) -> Result<Instant, String> {
    let moment = Instant::parse(text).filter(|moment| (2000..2100).contains(&moment.day().year()));
    moment.ok_or_else(|| format!("--at {text}: write it as 2026-11-27T09:00+08:00"))
}

/// The demo town's clock: from the moment asked for, else the machine's time; never earlier than the newest record.
pub(super) async fn clock(db: &Db, at: Option<Instant>) -> Result<Clock, String> {
    let newest = demo::newest_record(db.read()).await.map_err(said)?.unwrap_or_default();
    match at {
        Some(at) if at < newest => Err(format!("--at {at}: the newest record is of {newest}; begin there or later, or with a new database")),
        Some(at) => Ok(Clock::running_from(at)),
        None if Clock::real().now() < newest => {
            println!("the clock goes on from the newest record, {newest}");
            Ok(Clock::running_from(newest))
        }
        None => Ok(Clock::real()),
    }
}

/// The clock as a command beside a running portal reads it: a demo town's goes on as it was last served.
pub(super) async fn standing_clock(db: &Db) -> Result<Clock, String> {
    if demo::kind(db.read()).await.map_err(said)? != Kind::Demo {
        return Ok(Clock::real());
    }
    let served = Clock::Running(demo::kept_shift(db.read()).await.map_err(said)?);
    let newest = demo::newest_record(db.read()).await.map_err(said)?.unwrap_or_default();
    Ok(if served.now() < newest { Clock::running_from(newest) } else { served })
}

/// Prints the accounts; staff with the second factor's code of this moment of the town.
pub(super) async fn print_accounts(db: &Db, json: bool) -> Result<(), String> {
    let now = standing_clock(db).await?.now();
    let accounts = demo::listed_accounts(db.read()).await.map_err(said)?;
    if json {
        let list: Vec<serde_json::Value> = accounts
            .iter()
            .map(|account| {
                serde_json::json!({
                    "role": account.role, "place": account.place, "mobile": account.mobile, "password": account.password,
                    "totp_secret": account.totp_secret, "totp_code": code(account, now),
                })
            })
            .collect();
        println!("{}", serde_json::Value::from(list));
        return Ok(());
    }
    println!("示例账号 / demo accounts ({now})");
    println!("{:<18}{:<13}{:<16}{:<8}place", "role", "mobile", "password", "code");
    for account in accounts {
        let code = code(&account, now).unwrap_or_default();
        println!("{:<18}{:<13}{:<16}{code:<8}{}", account.role, account.mobile, account.password, account.place);
        if let Some(secret) = account.totp_secret {
            println!("{:<18}second factor {secret}", "");
        }
    }
    Ok(())
}

fn code(account: &Account, now: Instant) -> Option<String> {
    app::accounts::totp_code(account.totp_secret.as_deref()?, now).ok()
}
