//! `serve`.

use super::open::said;
use super::{demo, open};
use crate::demo::Kind;
use crate::http::{self, Portal};
use crate::settings::{DatabaseArgs, ServeArgs, secret};
use app::backend::{Clock, Db, House, Keys, PublicData};
use rules::Instant;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Serves until told to stop.
pub(super) async fn serve(database: &DatabaseArgs, args: ServeArgs) -> Result<(), String> {
    if args.demo && !args.demo_on_network && !args.addr.ip().is_loopback() {
        return Err("the demo town is served on loopback only (or say --demo-on-network)".to_owned());
    }
    let at = args.at.as_deref().map(demo::moment).transpose()?;
    open::migrate(database).await?;
    let db = Db::open(&database.database_url).await.map_err(said)?;
    let keys = Keys::new(secret(&database.secret_file)?);
    let clock = town(&db, &keys, args.demo, at).await?;
    let listener = TcpListener::bind(args.addr).await.map_err(|error| format!("{}: {error}", args.addr))?;
    let addr = listener.local_addr().map_err(said)?;
    let public_url = args.public_url.filter(|url| !url.is_empty()).unwrap_or_else(|| format!("http://{addr}"));
    if public_url.starts_with("http://") && !addr.ip().is_loopback() {
        eprintln!(
            "shangmeng: passwords and sessions travel unprotected over http; put a proxy that ends TLS in front and say --public-url https://…"
        );
    }
    let house = House {
        db,
        public: PublicData::default(),
        clock,
        keys,
        public_url: public_url.into(),
        demo: args.demo,
        assets: http::assets::version(&args.site).into(),
        sms: args.sms_webhook.filter(|url| !url.is_empty()).map(Into::into),
        hashing: Arc::new(Semaphore::new(2)),
    };
    if args.demo {
        demo::print_accounts(&house.db, false).await?;
    }
    if let Some(addr) = args.metrics_addr {
        crate::telemetry::answer_metrics(addr)?;
    }
    let jobs = crate::jobs::start(&house);
    let db = house.db.clone();
    let router = http::router(Portal::new(house, args.trusted_proxies.0, args.site));
    println!("http://{addr}");
    http::listen::serve(listener, router).await;
    drop(jobs);
    db.close().await.map_err(said)
}

/// Lets only the right town be served, fills an empty demo town, and gives the clock.
async fn town(db: &Db, keys: &Keys, demo: bool, at: Option<Instant>) -> Result<Clock, String> {
    match (demo, crate::demo::kind(db.read()).await.map_err(said)?) {
        (false, Kind::Demo) => return Err("this is a demo database, for ever; serve it with --demo, or name another one in DATABASE_URL".to_owned()),
        (false, _) => return Ok(Clock::real()),
        (true, Kind::Real) => return Err("people live in this database; --demo serves demo towns only".to_owned()),
        (true, Kind::Empty) => crate::demo::fill(db, keys, at.unwrap_or_else(|| Clock::real().now())).await.map_err(said)?,
        (true, Kind::Demo) => {}
    }
    let clock = demo::clock(db, at).await?;
    crate::demo::keep_shift(db.write(), clock.shift()).await.map_err(said)?;
    Ok(clock)
}
