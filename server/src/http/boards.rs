//! The boards of published votes, as files that anybody can recount.

use app::backend::{AppError, House};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use uuid::Uuid;

pub(super) fn router(house: House) -> Router {
    Router::new().route("/votes/{vote}/board.json", get(board)).with_state(house)
}

async fn board(State(house): State<House>, Path(vote): Path<String>) -> Response {
    let Ok(vote) = vote.parse::<Uuid>() else { return StatusCode::NOT_FOUND.into_response() };
    match app::voting::board_file(house.db.read(), vote).await {
        Ok(file) => {
            let name = HeaderValue::from_str(&format!("attachment; filename=\"vote-{vote}.json\""));
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("application/json")),
                (CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
                (CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("attachment"))),
            ];
            (headers, file).into_response()
        }
        Err(AppError::NotFound(_)) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}
