//! The arrival: who comes, from where, with which wishes; the visit that all later steps share.

use super::Portal;
use app::accounts;
use app::backend::{AppError, Done, Prefs, Visit};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
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
                return super::sorry::said(status, &error);
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

/// The visitor, for throttles: the peer's address, or behind trusted proxies the nearest one of `X-Forwarded-For` that is none of them.
pub(super) fn client(request: &Request, trusted: &[IpAddr]) -> String {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip().to_canonical());
    peer.map(|peer| one_visitor(nearest(peer, request.headers(), trusted))).unwrap_or_default()
}

/// The last address that a trusted proxy wrote down. What stands before something unreadable was written by anybody.
fn nearest(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let trusts = |address: &IpAddr| trusted.iter().any(|proxy| proxy.to_canonical() == *address);
    let written: Vec<&str> = headers.get_all("x-forwarded-for").iter().flat_map(|value| value.to_str().unwrap_or("?").split(',')).collect();
    let mut address = peer;
    for part in written.into_iter().rev() {
        match forwarded(part.trim()) {
            Some(before) if trusts(&address) => address = before,
            _ => break,
        }
    }
    address
}

/// An address as proxies write it: alone, in brackets, or with a port.
fn forwarded(text: &str) -> Option<IpAddr> {
    let alone = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = alone.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// A household has a whole network of IPv6 addresses: its first 64 bits are one visitor.
fn one_visitor(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => std::net::Ipv6Addr::from(u128::from(address) >> 64 << 64).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, one_visitor};
    use axum::http::HeaderMap;
    use std::net::IpAddr;

    #[test]
    fn only_what_trusted_proxies_wrote_is_believed() {
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        let trusted = [address("10.0.0.1"), address("10.0.0.2")];
        for (peer, written, wanted) in [
            ("8.8.8.8", "1.1.1.1", "8.8.8.8"),
            ("10.0.0.1", "1.1.1.1", "1.1.1.1"),
            ("10.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"),
            ("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
            ("10.0.0.1", "6.6.6.6, 1.1.1.1:4711", "1.1.1.1"),
            ("10.0.0.1", "6.6.6.6, [2001:db8::1]:4711", "2001:db8::1"),
            ("10.0.0.1", "6.6.6.6, unknown", "10.0.0.1"),
            ("10.0.0.1", "::ffff:1.1.1.1", "1.1.1.1"),
            ("10.0.0.1", "", "10.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", written.parse().expect("a header"));
            assert_eq!(nearest(address(peer), &headers, &trusted), address(wanted), "{written}");
        }
        assert_eq!(one_visitor(address("2001:db8:1:2:3:4:5:6")), one_visitor(address("2001:db8:1:2::9")), "one household");
        assert_ne!(one_visitor(address("2001:db8:1:2::9")), one_visitor(address("2001:db8:1:3::9")));
    }
}
