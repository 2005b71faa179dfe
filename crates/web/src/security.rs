//! What is refused before any page is reached, and the headers that every answer carries.
//!
//! - The host has to be one of ours: a strange name that points to this machine (DNS rebinding) gets nothing.
//! - A request that changes something has to come from our own pages, or from a program that is no browser.
//! - A body beyond the limit is not read.

use crate::App;
use crate::error::{Trouble, dress};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, HOST, HeaderMap, ORIGIN};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use easeback_store::EventStore;
use std::sync::Arc;

/// The largest body that a page takes, in bytes.
pub(crate) const PAGE_LIMIT: usize = 64 * 1024;

/// The largest body that the contract for programs takes, in bytes.
pub(crate) const API_LIMIT: usize = 1024 * 1024;

/// The largest log that is taken in, in bytes: about ten years of a busy one.
pub(crate) const IMPORT_LIMIT: usize = 20 * 1024 * 1024;

/// The largest body that is taken at this path.
fn limit_of(path: &str) -> usize {
    match path {
        "/import" => IMPORT_LIMIT,
        path if path.starts_with("/api/") => API_LIMIT,
        _ => PAGE_LIMIT,
    }
}

/// The hosts under which the pages may be asked for, each as a browser writes it: with its port, unless it is the usual
/// one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedHosts(Option<Vec<String>>);

impl AllowedHosts {
    /// This machine, asked from itself.
    pub fn loopback(port: u16) -> Self {
        let names = ["localhost", "127.0.0.1", "[::1]"];
        let plain = names.iter().filter(|_| port == 80).map(|name| (*name).to_owned());
        Self(Some(names.iter().map(|name| format!("{name}:{port}")).chain(plain).collect()))
    }

    /// Another host as well, as `back.example.org` or `192.168.1.20:8080`.
    #[must_use]
    pub fn and(mut self, host: impl Into<String>) -> Self {
        if let Some(hosts) = &mut self.0 {
            hosts.push(host.into());
        }
        self
    }

    /// Whatever host: only where no network lies between the page and the router, as in a service worker.
    pub const fn any() -> Self {
        Self(None)
    }

    fn allow(&self, host: &str) -> bool {
        self.0.as_ref().is_none_or(|hosts| hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host)))
    }
}

/// Refuses what must not pass, and dresses every answer.
pub(crate) async fn guard<S: EventStore + 'static>(
    State(app): State<Arc<App<S>>>,
    request: Request,
    next: Next,
) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let response = match refusal(&app.hosts, &request, limit_of(request.uri().path())) {
        Some(trouble) => trouble.into_response(),
        None => next.run(request).await,
    };
    let mut response = dress(app.engine.guideline(), &app.zone, api, response);
    add_headers(response.headers_mut());
    response
}

fn refusal(hosts: &AllowedHosts, request: &Request, limit: usize) -> Option<Trouble> {
    let host = match request.headers().get(HOST) {
        Some(host) => host.to_str().unwrap_or_default(),
        None => request.uri().authority().map_or("", |authority| authority.as_str()),
    };
    if !hosts.allow(host) {
        return Some(Trouble::WRONG_HOST);
    }
    if !request.method().is_safe() && is_cross_site(request.headers(), host) {
        return Some(Trouble::CROSS_SITE);
    }
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    length.filter(|length| usize::try_from(*length).map_or(true, |length| length > limit)).map(|_| Trouble::TOO_LARGE)
}

/// Whether a page of somebody else sent this. Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`; a program that
/// is no browser sends neither.
fn is_cross_site(headers: &HeaderMap, host: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return !matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    let Some(origin) = headers.get(ORIGIN) else { return false };
    let same = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    !same.is_some_and(|(_, origin)| origin.eq_ignore_ascii_case(host))
}

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    // Other sites learn nothing. Not `no-referrer`: with that, browsers send our own forms with `Origin: null`, and one that
    // sends no `Sec-Fetch-Site` (over plain http in a home network) could not be told from a strange site.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), \
         usb=(), browsing-topics=()",
    ),
];

fn add_headers(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_and_programs_may_change_something() {
        let from = |pairs: &[(&'static str, &'static str)]| {
            let pairs =
                pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            is_cross_site(&pairs.collect(), "localhost:8080")
        };
        assert!(!from(&[]));
        assert!(!from(&[("sec-fetch-site", "same-origin"), ("origin", "http://localhost:8080")]));
        assert!(!from(&[("sec-fetch-site", "none")]));
        assert!(!from(&[("origin", "http://localhost:8080")]));
        assert!(from(&[("sec-fetch-site", "same-site")]));
        assert!(from(&[("sec-fetch-site", "cross-site")]));
        assert!(from(&[("origin", "http://localhost:9090")]));
        assert!(from(&[("origin", "null")]));
    }

    #[test]
    fn a_strange_host_is_not_ours() {
        let hosts = AllowedHosts::loopback(8080).and("back.example.org");
        for ours in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "Back.Example.org"] {
            assert!(hosts.allow(ours), "{ours}");
        }
        for strange in ["", "localhost", "evil.example:8080", "localhost:8081", "localhost:8080.evil.example"] {
            assert!(!hosts.allow(strange), "{strange}");
        }
    }
}
