//! Bundle, style sheet and drawings. What carries its version in its address never changes.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::path::Path;
use tower::ServiceBuilder;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

const DRAWINGS: [&str; 17] = [
    "favicon.svg",
    "mark.svg",
    "apple-touch-icon.png",
    "icon-512.png",
    "share.png",
    "robots.txt",
    "manifest.webmanifest",
    "islands.js",
    "live.js",
    "till.js",
    "verify-page.js",
    "verify-receipt.js",
    "verify-vote.js",
    "verify-vote-parts.js",
    "screen.js",
    "check-in.js",
    "slip.js",
];

pub(super) fn router(site: &Path) -> Router {
    let version = version(site);
    let forever = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")))
        .service(ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip());
    let router = Router::new().nest_service(&format!("/pkg/{version}"), forever);
    // What browsers ask for by habit, whatever the page says.
    let router = router.route(
        "/favicon.ico",
        get(|| async { (StatusCode::MOVED_PERMANENTLY, [(LOCATION, "/favicon.svg"), (CACHE_CONTROL, "public, max-age=86400")]) }),
    );
    DRAWINGS.iter().fold(router, |router, name| {
        let day = ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")))
            .service(ServeFile::new(site.join(name)));
        router.route_service(&format!("/{name}"), day)
    })
}

/// A digest of bundle and style sheet, part of their address.
#[must_use]
pub fn version(site: &Path) -> String {
    let mut digest = Sha256::new();
    for name in ["shangmeng.css", "shangmeng.js", "shangmeng.wasm", "shangmeng_bg.wasm"] {
        digest.update(std::fs::read(site.join("pkg").join(name)).unwrap_or_default());
    }
    digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
