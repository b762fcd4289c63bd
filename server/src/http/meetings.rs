//! What meetings hand out beside their pages: calendar files.

use app::backend::{AppError, House, Visit};
use axum::extract::{Extension, Path};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use uuid::Uuid;

pub(super) fn router() -> Router {
    Router::new().route("/meetings/{id}/calendar.ics", get(calendar))
}

async fn calendar(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    match file(visit.house(), &id).await {
        Ok(text) => {
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
                (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"meeting.ics\"")),
            ];
            (headers, text).into_response()
        }
        Err(error) => refused(&visit, &error),
    }
}

async fn file(house: &House, id: &str) -> Result<String, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::not_found())?;
    app::meetings::calendar_file(house, id).await
}

/// The refusal in the visit's language: outside a page the words were made without one.
fn refused(visit: &Visit, error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let spoken = match error {
        AppError::NotFound(_) => visit.prefs().lang.speaking(AppError::not_found),
        other => other.clone(),
    };
    (status, Json(spoken)).into_response()
}
