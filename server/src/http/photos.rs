//! Photos by content: what an address shows never changes.

use app::backend::{AppError, House, files};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub(super) fn router(house: House) -> Router {
    Router::new().route("/photos/{hash}", get(photo)).with_state(house)
}

async fn photo(State(house): State<House>, Path(hash): Path<String>) -> Response {
    let is_a_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    if !is_a_hash {
        return StatusCode::NOT_FOUND.into_response();
    }
    match files::kept_file(house.db.read(), &hash).await {
        // Papers lie in the same table; they are handed out by their room, to those who may read them.
        Ok(Some(file)) if file.media_type.starts_with("image/") => {
            let media = HeaderValue::from_str(&file.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
            let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
            let headers = [(CONTENT_TYPE, media), (CACHE_CONTROL, forever), (CONTENT_DISPOSITION, HeaderValue::from_static("inline"))];
            (headers, file.bytes).into_response()
        }
        Ok(_) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => StatusCode::from_u16(AppError::from(error).status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}
