//! The socket: taking a port, and serving on it until told to stop.

use crate::error::Error;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// How long a browser may take to send the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// How long what is under way may take once it is told to stop.
const LAST: Duration = Duration::from_secs(5);
/// How long another program on the port may take to say who it is.
const PROBE: Duration = Duration::from_secs(1);
/// How many connections there may be at a time; a browser opens six.
const CONNECTIONS: usize = 256;
/// The largest head of a request, in bytes.
const HEAD_SIZE: usize = 64 * 1024;

/// Takes the port.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address).await.map_err(|source| match source.kind() {
        ErrorKind::AddrInUse => Error::PortTaken(address.port()),
        _ => Error::Listen { address, source },
    })
}

/// Where this machine reaches what listens there.
pub(super) const fn from_here(at: SocketAddr) -> SocketAddr {
    match at.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), at.port()),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), at.port()),
        _ => at,
    }
}

/// Whether it is Easeback that answers there.
pub(super) fn is_easeback(at: SocketAddr) -> bool {
    let at = from_here(at);
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&at, PROBE)?;
        stream.set_read_timeout(Some(PROBE))?;
        stream.set_write_timeout(Some(PROBE))?;
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        // Whatever comes before it goes quiet will do.
        let _ = stream.take(4096).read_to_end(&mut answer);
        Ok(String::from_utf8_lossy(&answer).to_ascii_lowercase())
    };
    let server = format!("server: {}", super::log::SERVER);
    ask().is_ok_and(|answer| answer.lines().any(|line| line.trim_end().starts_with(&server)))
}

/// Serves until told to stop, then finishes what is under way.
pub(super) async fn until_stopped(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let accept = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut stop => break,
            accepted = accept => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file handles, or the other side went away; neither lasts.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(HEAD_SIZE)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A browser that goes away in the middle is no trouble.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(LAST, graceful.shutdown()).await.is_err() {
        tracing::warn!("a connection did not end in time");
    }
}

/// Ends at Ctrl-C, a request to end or a closed terminal; listens for them from the call on.
#[cfg(unix)]
pub(super) fn told_to_stop() -> Result<impl Future<Output = ()>, Error> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::Runtime)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::Runtime)?;
    let mut closed = signal(SignalKind::hangup()).map_err(Error::Runtime)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = closed.recv() => {}
        }
    })
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape as on Unix")]
pub(super) fn told_to_stop() -> Result<impl Future<Output = ()>, Error> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
