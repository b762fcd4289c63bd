//! From a request to an answer: the router and its layers, from the outermost to the innermost.

mod acts;
mod arrival;
pub mod assets;
mod boards;
pub mod cache;
mod copies;
mod guards;
mod headers;
mod health;
mod html;
pub mod listen;
mod meetings;
mod observed;
mod pages;
mod photos;
mod prefs;
mod sorry;
mod tongue;

pub use arrival::Peer;

use app::backend::House;
use axum::{Router, middleware};
use rules::permits::Who;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{
    CompressionLayer,
    predicate::{NotForContentType, Predicate, SizeAbove},
};
use tower_http::timeout::TimeoutLayer;

/// What every handler shares.
#[derive(Clone)]
pub struct Portal {
    /// Database, clock, keys.
    pub house: House,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Arc<[IpAddr]>,
    /// The folder with the built bundle, style sheet and drawings.
    pub site: Arc<PathBuf>,
    /// Versions of the lists that kept pages show.
    pub versions: cache::ListVersions,
    /// The pages alone, for the form door.
    pages: Router,
}

impl Portal {
    /// The shared state of one process.
    #[must_use]
    pub fn new(house: House, trusted_proxies: Vec<IpAddr>, site: PathBuf) -> Self {
        Self {
            house,
            trusted_proxies: trusted_proxies.into(),
            site: Arc::new(site),
            versions: cache::ListVersions::default(),
            pages: pages::router(),
        }
    }
}

/// The largest body of an ordinary form: a charter in both languages, each of 20,000 characters that take nine bytes on their way.
pub const FORM_BYTES: usize = 384 * 1024;
/// The largest body with a file in it.
pub const UPLOAD_BYTES: usize = 6 * 1024 * 1024;

/// What is served beside the registry's pages and acts, and who may have it; everything under `/pkg` is the built bundle. Papers for members only are refused
/// by their room, a screen's line needs its token.
pub const PLAIN_PATHS: &[(&str, Who)] = &[
    ("/health/live", Who::Anyone),
    ("/health/ready", Who::Anyone),
    ("/pkg/{version}/{file}", Who::Anyone),
    ("/photos/{hash}", Who::Anyone),
    ("/my/data/{file}", Who::Person),
    ("/meetings/{id}/calendar.ics", Who::Anyone),
    ("/meetings/papers/{paper}", Who::Anyone),
    ("/screen/{token}/live", Who::Anyone),
    ("/votes/{vote}/board.json", Who::Anyone),
];

/// The whole portal.
pub fn router(portal: Portal) -> Router {
    let _once_per_process = any_spawner::Executor::init_tokio();
    let visited = portal
        .pages
        .clone()
        .merge(acts::router(&portal))
        .merge(copies::router())
        .merge(meetings::router())
        .layer(middleware::from_fn_with_state(portal.clone(), prefs::remember))
        .layer(middleware::from_fn_with_state(portal.clone(), arrival::arrive))
        .layer(middleware::from_fn_with_state(portal.clone(), guards::same_site));
    let (house, versions) = (portal.house.clone(), portal.versions.clone());
    let all = Router::new()
        .merge(visited)
        .merge(health::router(portal.house.clone()))
        .merge(assets::router(&portal.site))
        .merge(photos::router(portal.house.clone()))
        .merge(boards::router(portal.house.clone()))
        .merge(meetings::screens(&portal));
    let doors = app::ROOMS.iter().flat_map(|room| room.pages);
    Router::new().fallback_service(cache::Front::new(house, shielded(all, portal, ANSWER_WITHIN), doors, versions))
}

/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// What every answer passes on its way out: compression, a deadline, what is said after a panic, the headers that protect.
pub fn shielded(inner: Router, portal: Portal, within: Duration) -> Router {
    inner
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest).compress_when(SizeAbove::new(1024).and(NotForContentType::SSE)))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, within))
        .layer(CatchPanicLayer::custom(headers::after_panic))
        .layer(middleware::from_fn_with_state(portal, headers::protect))
        .layer(middleware::from_fn(observed::observe))
}
