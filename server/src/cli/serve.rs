//! `serve` and `migrate`.

use crate::http::{self, Portal};
use crate::migrations;
use crate::settings::{DatabaseArgs, ServeArgs, secret};
use app::backend::{Clock, Db, House, Keys};
use rules::Instant;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Brings the database to the newest form.
pub(super) async fn migrate(database: &DatabaseArgs) -> Result<(), String> {
    make_folder(&database.database_url)?;
    let (write, engine) = Db::open_for_writing(&database.database_url).await.map_err(|error| error.to_string())?;
    migrations::migrate(&write, engine).await.map_err(|error| error.to_string())?;
    write.close().await.map_err(|error| error.to_string())
}

/// Serves until told to stop.
pub(super) async fn serve(database: &DatabaseArgs, args: ServeArgs) -> Result<(), String> {
    if args.demo && !args.demo_on_network && !args.addr.ip().is_loopback() {
        return Err("the demo town is served on loopback only (or say --demo-on-network)".to_owned());
    }
    migrate(database).await?;
    let db = Db::open(&database.database_url).await.map_err(|error| error.to_string())?;
    let clock = match &args.at {
        Some(at) => Clock::running_from(Instant::parse(at).ok_or_else(|| format!("--at {at}: write it as 2026-11-27T09:00+08:00"))?),
        None => Clock::real(),
    };
    let listener = TcpListener::bind(args.addr).await.map_err(|error| format!("{}: {error}", args.addr))?;
    let addr = listener.local_addr().map_err(|error| error.to_string())?;
    let public_url = args.public_url.unwrap_or_else(|| format!("http://{addr}"));
    let house = House {
        db,
        clock,
        keys: Keys::new(secret(&database.secret_file)?),
        public_url: public_url.trim_end_matches('/').into(),
        demo: args.demo,
        assets: http::assets::version(&args.site).into(),
        sms: args.sms_webhook.map(Into::into),
        hashing: Arc::new(Semaphore::new(2)),
    };
    let router = http::router(Portal::new(house, args.trusted_proxies, args.site));
    println!("http://{addr}");
    http::listen::serve(listener, router).await;
    Ok(())
}

fn make_folder(url: &str) -> Result<(), String> {
    let path = url.strip_prefix("sqlite://").map(|rest| rest.split('?').next().unwrap_or_default());
    match path.and_then(|path| std::path::Path::new(path).parent()) {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}
