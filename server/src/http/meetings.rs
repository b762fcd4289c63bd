//! What meetings hand out beside their pages: calendar files, papers, and the line that tells a screen to look again.

use super::Portal;
use super::arrival::client;
use super::listen::Ending;
use app::backend::{AppError, House, Visit, encoded};
use axum::Router;
use axum::extract::{Extension, Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::collections::HashMap;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;
use tokio_stream::wrappers::ReceiverStream;
use uuid::Uuid;

/// Screens that one node keeps informed at most.
const SCREENS: usize = 64;
/// Those of them at one address: a room with a few projectors, and the computers of its staff.
const SCREENS_OF_ONE: usize = 8;
/// How often a change is looked for; the head count must move within two seconds.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often a word keeps a quiet line open.
const ALIVE_EVERY: Duration = Duration::from_secs(15);

/// What needs to know who asks.
pub(super) fn router() -> Router {
    Router::new().route("/meetings/{id}/calendar.ics", get(calendar)).route("/meetings/papers/{paper}", get(paper))
}

/// What needs nothing but its token.
pub(super) fn screens(portal: &Portal) -> Router {
    let line = Screens { house: portal.house.clone(), trusted: portal.trusted_proxies.clone(), places: Places::default() };
    Router::new().route("/screen/{token}/live", get(live)).with_state(line)
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

/// A paper is handed out as a file of its own, never as a part of this site.
async fn paper(Extension(visit): Extension<Visit>, Path(paper): Path<String>) -> Response {
    let Ok(paper) = paper.parse::<Uuid>() else { return refused(&visit, &AppError::not_found()) };
    match app::meetings::paper_file(&visit, paper).await {
        Ok(paper) => {
            let name = format!("attachment; filename*=UTF-8''{}", encoded(&paper.name).replace('/', "%2F"));
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_str(&paper.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"))),
                (CONTENT_DISPOSITION, HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"))),
                (CACHE_CONTROL, HeaderValue::from_static(if paper.public { "private, no-cache" } else { "no-store" })),
            ];
            (headers, paper.bytes).into_response()
        }
        Err(error) => refused(&visit, &error),
    }
}

/// The refusal in the visit's language: outside a page the words were made without one.
fn refused(visit: &Visit, error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let spoken = match error {
        AppError::NotFound(_) => visit.prefs().lang.speaking(AppError::not_found),
        AppError::NotSignedIn(_) => visit.prefs().lang.speaking(|| AppError::from(rules::permits::PermitRefusal::NotSignedIn)),
        other => other.clone(),
    };
    super::sorry::said(status, &spoken)
}

/// The lines to all screens of this node.
#[derive(Clone)]
struct Screens {
    house: House,
    trusted: Arc<[IpAddr]>,
    places: Places,
}

/// How many lines each address holds now.
#[derive(Clone, Default)]
struct Places(Arc<Mutex<HashMap<String, usize>>>);

/// The place of one line, free again when it ends.
struct Taken {
    places: Places,
    address: String,
}

impl Places {
    fn take(&self, address: String) -> Option<Taken> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.values().sum::<usize>() >= SCREENS || held.get(&address).is_some_and(|own| *own >= SCREENS_OF_ONE) {
            return None;
        }
        *held.entry(address.clone()).or_default() += 1;
        drop(held);
        Some(Taken { places: self.clone(), address })
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut held = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = held.get_mut(&self.address) {
            *own -= 1;
        }
        held.retain(|_, own| *own > 0);
    }
}

/// A line that says when the screen with this token should look again. It holds no connection to the database while it waits, and ends when the
/// screen's link is taken back or the process is told to stop.
async fn live(State(screens): State<Screens>, ending: Option<Extension<Ending>>, Path(token): Path<String>, request: Request) -> Response {
    match app::meetings::screen_version(&screens.house, &token).await {
        Ok(Some(_)) => {}
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
    let Some(place) = screens.places.take(client(&request, &screens.trusted)) else {
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "10")]).into_response();
    };
    let (say, said) = mpsc::channel(1);
    let stopped = async move {
        match ending {
            Some(Extension(ending)) => ending.told().await,
            None => std::future::pending().await,
        }
    };
    tokio::spawn(async move {
        tokio::select! {
            () = watch(screens.house, token, say, place) => {},
            () = stopped => {},
        }
    });
    let lines = Sse::new(ReceiverStream::new(said)).keep_alive(KeepAlive::new().interval(ALIVE_EVERY));
    ([(CACHE_CONTROL, "no-store"), (axum::http::HeaderName::from_static("x-accel-buffering"), "no")], lines).into_response()
}

async fn watch(house: House, token: String, say: mpsc::Sender<Result<Event, Infallible>>, _place: Taken) {
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut before = None;
    loop {
        tokio::select! {
            _ = ticks.tick() => {},
            () = say.closed() => return,
        }
        // A database that is away for a moment is asked again at the next tick.
        let Ok(now) = app::meetings::screen_version(&house, &token).await else { continue };
        let Some(version) = now else { return };
        if before.as_ref() != Some(&version) {
            if say.send(Ok(Event::default().data(version.as_str()))).await.is_err() {
                return;
            }
            before = Some(version);
        }
    }
}
