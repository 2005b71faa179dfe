//! The shared files: style sheet, script and icon, built into the program.
//!
//! Each is served under a name with a digest of its content, so that a browser may keep it for good, and under its plain
//! name for whoever asks for that.

use crate::components::Assets;
use crate::error::Trouble;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

struct File {
    stem: &'static str,
    extension: &'static str,
    media_type: &'static str,
    content: &'static [u8],
}

const STYLE: File = File {
    stem: "style",
    extension: "css",
    media_type: "text/css; charset=utf-8",
    content: include_bytes!("../assets/style.css"),
};
const PAGES: File = File {
    stem: "pages",
    extension: "css",
    media_type: "text/css; charset=utf-8",
    content: include_bytes!("../assets/pages.css"),
};
const SCRIPT: File = File {
    stem: "app",
    extension: "js",
    media_type: "text/javascript; charset=utf-8",
    content: include_bytes!("../assets/app.js"),
};
const SESSION: File = File {
    stem: "session",
    extension: "js",
    media_type: "text/javascript; charset=utf-8",
    content: include_bytes!("../assets/session.js"),
};
const ICON: File =
    File { stem: "icon", extension: "svg", media_type: "image/svg+xml", content: include_bytes!("../assets/icon.svg") };

impl File {
    fn name(&self) -> String {
        format!("{}-{:016x}.{}", self.stem, digest(self.content), self.extension)
    }

    fn plain_name(&self) -> String {
        format!("{}.{}", self.stem, self.extension)
    }
}

/// FNV-1a: it only has to tell one version of a file from the next.
fn digest(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

static LINKS: LazyLock<[String; 3]> =
    LazyLock::new(|| [STYLE, SCRIPT, ICON].map(|file| format!("/assets/{}", file.name())));

/// Where pages find the files.
pub(crate) fn links() -> Assets<'static> {
    let [style, script, icon] = &*LINKS;
    Assets { style, script, icon }
}

/// Where the pages with the menu find what is theirs alone.
pub(crate) fn pages_style() -> String {
    format!("/assets/{}", PAGES.name())
}

/// Where pages with a running session find its script.
pub(crate) fn session_script() -> String {
    format!("/assets/{}", SESSION.name())
}

/// `GET /assets/{name}`.
pub(crate) async fn show(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Trouble> {
    let files = [STYLE, PAGES, SCRIPT, SESSION, ICON];
    let file = files.iter().find(|file| file.name() == name || file.plain_name() == name).ok_or(Trouble::NOT_FOUND)?;
    let tag = format!("\"{:016x}\"", digest(file.content));
    let keep = if file.name() == name { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { file.content.into_response() };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    Ok(response)
}
