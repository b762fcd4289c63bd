//! The copy of one's own data, as a file.

use app::backend::{AppError, Prefs, Visit};
use axum::Router;
use axum::extract::{Extension, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub(super) fn router() -> Router {
    Router::new().route("/my/data/{file}", get(copy))
}

async fn copy(Extension(visit): Extension<Visit>, Path(file): Path<String>) -> Response {
    match app::privacy::copy_as(&visit, &file).await {
        Ok((media, bytes)) => {
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static(media)),
                (CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => refused(visit.prefs(), &error),
    }
}

/// The refusal in the visit's language: outside a page the words were made without one.
fn refused(prefs: Prefs, error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let spoken = match error {
        AppError::NotSignedIn(_) => prefs.lang.speaking(|| AppError::from(rules::permits::PermitRefusal::NotSignedIn)),
        AppError::NotFound(_) => prefs.lang.speaking(AppError::not_found),
        other => other.clone(),
    };
    super::sorry::said(status, &spoken)
}
