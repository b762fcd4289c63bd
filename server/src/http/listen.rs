//! Listening: a cap on connections, a deadline for headers (slow clients hold nothing for ever), and a graceful end.

use super::arrival::Peer;
use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceExt;

/// Tells answers that go on and on when the process is told to stop.
#[derive(Debug, Clone)]
pub struct Ending(watch::Receiver<bool>);

impl Ending {
    /// Waits until the process is told to stop.
    pub async fn told(mut self) {
        // An error means that the listener itself is gone.
        let _ = self.0.wait_for(|told| *told).await;
    }
}

const CONNECTIONS: usize = 4_096;
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// Whoever does not take what they asked for is let go after so long.
const TAKEN_WITHIN: Duration = Duration::from_secs(30);
const END_WITHIN: Duration = Duration::from_secs(10);

/// Serves until the process is told to stop (SIGINT, SIGTERM).
pub async fn serve(listener: TcpListener, router: Router) {
    serve_until(listener, router, told_to_stop()).await;
}

/// Serves until then, and lets running answers finish for ten seconds.
pub async fn serve_until(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let ending = GracefulShutdown::new();
    let (tell, told) = watch::channel(false);
    let mut stop = std::pin::pin!(stop);
    loop {
        // Whoever finds no free place waits in the system's queue.
        let arrival = async { (places.clone().acquire_owned().await, listener.accept().await) };
        let (place, accepted) = tokio::select! {
            arrival = arrival => arrival,
            () = &mut stop => break,
        };
        match (place, accepted) {
            (Ok(place), Ok((stream, peer))) => connection(stream, Peer(peer), Ending(told.clone()), router.clone(), place, &ending),
            (Ok(_), Err(error)) => {
                tracing::warn!(%error, "accept");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            (Err(_), _) => break,
        }
    }
    drop(listener);
    let _ = tell.send(true);
    if tokio::time::timeout(END_WITHIN, ending.shutdown()).await.is_err() {
        tracing::warn!("some answers did not finish in time");
    }
}

fn connection(stream: TcpStream, peer: Peer, told: Ending, router: Router, place: OwnedSemaphorePermit, ending: &GracefulShutdown) {
    let _ = stream.set_nodelay(true);
    let _ = socket2::SockRef::from(&stream).set_tcp_user_timeout(Some(TAKEN_WITHIN));
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        request.extensions_mut().insert(told.clone());
        router.clone().oneshot(request.map(axum::body::Body::new))
    });
    // HTTP/1 alone: looking first which version a client speaks would wait for ever for one that says nothing. The proxy in front speaks HTTP/2.
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN).max_headers(64);
    let running = ending.watch(builder.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        let _place = place;
        if let Err(error) = running.await {
            tracing::debug!(%error, "connection");
        }
    });
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {},
        _ = terminate.recv() => {},
    }
}
