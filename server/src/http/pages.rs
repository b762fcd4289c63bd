//! Pages: every door of the registry becomes a route.

use super::{html, tongue};
use app::backend::{AppError, At, PageDoor, Visit};
use app::shell;
use axum::Router;
use axum::body::Body;
use axum::extract::{RawPathParams, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::use_context;

/// All pages, and the page for addresses that lead nowhere.
pub(super) fn router() -> Router {
    let doors = app::ROOMS.iter().flat_map(|room| room.pages);
    let router = doors.fold(Router::new(), |router, door: &'static PageDoor| {
        router.route(door.path, get(move |params: RawPathParams, request: Request| show(Some(door), at(&params, &request), request)))
    });
    router.fallback(nowhere)
}

async fn nowhere(request: Request) -> Response {
    show(None, At::default(), request).await
}

fn at(params: &RawPathParams, request: &Request) -> At {
    let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let query = serde_urlencoded::from_str(request.uri().query().unwrap_or_default()).unwrap_or_default();
    At { params, query }
}

/// Renders a page for this request's visit.
async fn show(door: Option<&'static PageDoor>, at: At, request: Request<Body>) -> Response {
    let (parts, body) = leptos_axum::render_app_async_with_context(provide, move || shell::document(door, at.clone()))(request).await.into_parts();
    match axum::body::to_bytes(body, usize::MAX).await {
        Ok(page) => Response::from_parts(parts, Body::from(tongue::marked(html::plain(&page)))),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, axum::Json(AppError::broken(&error))).into_response(),
    }
}

/// Puts the visit into the context of what is rendered or called.
pub(super) fn provide() {
    if let Some(parts) = use_context::<Parts>() {
        Visit::provide(&parts);
    }
}
