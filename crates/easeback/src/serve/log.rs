//! The log on standard error: what was asked for and how it went, never what was said.
//!
//! A line holds the method, the pattern of the path (`/learn/{treatment}`), the status and the time it took. No query, no
//! body and no id of anything reaches it.

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::header::SERVER as SERVER_HEADER;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use std::time::{Duration, Instant};
use tower_http::compression::CompressionLayer;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How this program names itself to another one on the same machine.
pub(super) const SERVER: &str = "easeback";

/// How long a request may take in all.
const LONGEST: Duration = Duration::from_secs(30);

/// Writes to standard error from now on: everything from us, from others only warnings.
pub(super) fn start() {
    let ours = ["easeback", "easeback_web", "easeback_store"];
    let targets =
        Targets::new().with_default(LevelFilter::WARN).with_targets(ours.map(|name| (name, LevelFilter::INFO)));
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(false).with_target(false);
    // Another one is in place already only if this is called twice.
    let _ = tracing_subscriber::registry().with(lines).with(targets).try_init();
}

/// The same router, with a log line for each request, a limit on its time, and smaller answers.
pub(super) fn observed(router: Router) -> Router {
    router.layer(from_fn(observe)).layer(CompressionLayer::new())
}

async fn observe(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = known(request.method());
    let path = request.extensions().get::<MatchedPath>().cloned();
    let answer = tokio::time::timeout(LONGEST, next.run(request)).await;
    let mut response = answer.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response());
    response.headers_mut().insert(SERVER_HEADER, HeaderValue::from_static(SERVER));
    let path = path.as_ref().map_or("(none)", MatchedPath::as_str);
    tracing::info!(method, path, status = response.status().as_u16(), ms = start.elapsed().as_millis());
    response
}

/// A method may be any word, so only those that there are stand in the log.
const fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}
