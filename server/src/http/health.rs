//! Health: alive as long as the process answers, ready as long as the database does.

use app::backend::House;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use sea_orm::ConnectionTrait;

pub(super) fn router(house: House) -> Router {
    Router::new().route("/health/live", get(|| async { "ok" })).route("/health/ready", get(move || ready(house.clone())))
}

async fn ready(house: House) -> (StatusCode, &'static str) {
    match house.db.read().execute_unprepared("SELECT 1").await {
        Ok(_) => (StatusCode::OK, "ok"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database away"),
    }
}
