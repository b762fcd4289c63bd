//! The arrival: who comes, from where, with which wishes; the visit that all later steps share.

use super::Portal;
use app::accounts;
use app::backend::{AppError, Done, Prefs, Visit};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sea_orm::{ConnAcquireErr, DbErr};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// The address at the other end of the connection, as the listener saw it.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// When a request arrived.
#[derive(Debug, Clone, Copy)]
pub struct Arrived(Instant);

impl Arrived {
    /// What is left of the time in which it must be answered.
    pub fn left_of(self, within: Duration) -> Duration {
        within.saturating_sub(self.0.elapsed())
    }
}

/// How long it may take to find out who comes.
const KNOWN_WITHIN: Duration = Duration::from_secs(5);

async fn known<T>(asking: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    tokio::time::timeout(KNOWN_WITHIN, asking).await.unwrap_or(Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)))
}

/// Makes the visit. Only a request with a session cookie costs a query.
pub(super) async fn arrive(State(portal): State<Portal>, mut request: Request, next: Next) -> Response {
    let began = Arrived(Instant::now());
    let house = &portal.house;
    let headers = request.headers();
    let prefs = Prefs::read(house.cookies(), headers);
    let done = house.cookies().read(headers, "done").and_then(|name| known_act(&name));
    let token = house.cookies().read(headers, accounts::COOKIE).filter(|token| !token.is_empty());
    let votes = ["/votes", "/api/voting/"].iter().any(|place| request.uri().path().starts_with(place));
    let signed = match &token {
        Some(token) => match known(accounts::who_is(house, token, house.clock.now(), votes)).await {
            Ok(signed) => signed,
            Err(error) => {
                let error = prefs.lang.speaking(|| AppError::from(error));
                let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
                return (status, [("serverfnerror", "1")], axum::Json(error)).into_response();
            }
        },
        None => None,
    };
    let address = client(&request, &portal.trusted_proxies);
    let path = request.uri().path_and_query().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let private = signed.is_some() || done.is_some();
    request.extensions_mut().insert(began);
    request.extensions_mut().insert(Visit::new(house.clone(), prefs, signed, address, path));
    if let Some(done) = done {
        request.extensions_mut().insert(done);
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let name = house.cookies().name("done");
    let set_again = headers.get_all(SET_COOKIE).iter().any(|cookie| cookie.as_bytes().starts_with(name.as_bytes()));
    if let (true, false, Some(taken_back)) = (done.is_some(), set_again, house.cookies().set("done", "", 0)) {
        headers.append(SET_COOKIE, taken_back);
    }
    if private || headers.contains_key(SET_COOKIE) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn known_act(name: &str) -> Option<Done> {
    app::ROOMS.iter().flat_map(|room| room.acts).find(|act| act.name == name).map(|act| Done(act.name))
}

/// The visitor's address: the peer's, or behind trusted proxies the nearest one of `X-Forwarded-For` that is none of them.
pub(super) fn client(request: &Request, trusted: &[IpAddr]) -> String {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip());
    let Some(peer) = peer else { return String::new() };
    if !trusted.contains(&peer) {
        return peer.to_string();
    }
    forwarded(request.headers()).into_iter().rev().find(|address| !trusted.contains(address)).unwrap_or(peer).to_string()
}

fn forwarded(headers: &HeaderMap) -> Vec<IpAddr> {
    let all = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(',')).filter_map(|part| part.trim().parse().ok()).collect()
}
