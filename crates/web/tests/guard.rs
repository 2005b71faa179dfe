//! What is refused before any page is reached, and what every answer carries.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test may fail loudly")]

mod support;

use axum::http::StatusCode;
use easeback_store::{EventStore, MemoryStore};
use support::{FORM, Phone, app, encode, person, send};

const PAGES: &[&str] = &[
    "/",
    "/check",
    "/check?step=1",
    "/result",
    "/today",
    "/learn",
    "/learn/heat",
    "/learn/course",
    "/learn/about",
    "/emergency",
    "/settings",
    "/settings/erase",
    "/people",
    "/export.json",
    "/healthz",
    "/assets/style.css",
    "/nowhere",
    "/learn/nothing",
    "/assets/nothing.css",
];

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let mut phone = Phone::new().await;
    phone.none().await;
    let router = &phone.router;
    let mut answers = Vec::new();
    for path in PAGES {
        answers.push((*path, send(router, "GET", path, &[], "").await));
    }
    answers.push(("405", send(router, "POST", "/result", &[FORM], "").await));
    answers.push(("421", send(router, "GET", "/", &[("host", "evil.example")], "").await));
    answers.push(("403", send(router, "POST", "/erase", &[FORM, ("sec-fetch-site", "cross-site")], "").await));
    answers.push(("422", send(router, "POST", "/check", &[FORM], "").await));
    answers.push(("api", send(router, "POST", "/api/decide", &[], "{}").await));
    for (path, answer) in answers {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(part), "{path}: {part}");
        }
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").contains("geolocation=()"), "{path}");
        if !path.starts_with("/assets/style") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn the_emergency_signs_are_one_tap_away_on_every_page_errors_too() {
    let mut phone = Phone::new().await;
    phone.none().await;
    let router = &phone.router;
    let mut pages = Vec::new();
    for path in
        PAGES.iter().filter(|path| !path.contains("json") && !path.contains("healthz") && !path.contains("style"))
    {
        let answer = send(router, "GET", path, &[], "").await;
        if answer.status != StatusCode::SEE_OTHER {
            pages.push((*path, answer));
        }
    }
    let wrong = [
        ("405", send(router, "PUT", "/check", &[], "").await),
        ("421", send(router, "GET", "/", &[("host", "evil.example")], "").await),
        ("403", send(router, "POST", "/erase", &[FORM, ("sec-fetch-site", "cross-site")], "").await),
        ("422", send(router, "POST", "/check", &[FORM], "").await),
        ("413", send(router, "POST", "/check", &[FORM], &"x".repeat(70_000)).await),
    ];
    for (path, answer) in &wrong {
        assert_eq!(answer.status.as_str(), *path);
        assert!(answer.text.contains("Any one of these? Get help now."), "{path}");
    }
    for (path, answer) in pages.iter().chain(&wrong) {
        assert!(answer.text.contains("href=\"/emergency\""), "{path}");
        assert!(answer.text.contains("href=\"tel:911\""), "{path}");
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
    }
    assert!(wrong[0].1.header("allow").contains("POST"), "a 405 says what is allowed");
}

#[tokio::test]
async fn no_page_carries_an_inline_script_or_style() {
    let mut phone = Phone::new().await;
    let mut pages = vec![phone.page.clone()];
    phone.plain_until("").await;
    pages.push(phone.page.clone());
    for path in PAGES {
        phone.open(path).await;
        pages.push(phone.page.clone());
    }
    for page in &pages {
        assert!(!page.contains(" style=") && !page.contains("<style"), "{page}");
        assert!(!page.contains("javascript:") && !page.contains(" onclick") && !page.contains(" onload"));
        let scripts = page.matches("<script").count();
        assert_eq!(scripts, page.matches("<script src=\"/assets/app-").count());
        // Nothing is loaded from elsewhere: other hosts stand in links only.
        for part in page.split("src=\"").skip(1) {
            assert!(part.starts_with("/assets/"));
        }
    }
}

#[tokio::test]
async fn no_address_tells_an_answer() {
    let mut phone = Phone::new().await;
    let allowed = |path: &str| {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let known = |pair: &str| {
            matches!(pair, "part=comfort" | "part=wanted" | "part=medicines" | "part=after")
                || pair.strip_prefix("step=").is_some_and(|step| step.parse::<u8>().is_ok())
        };
        ["/", "/check", "/result"].contains(&path) && query.split('&').filter(|pair| !pair.is_empty()).all(known)
    };
    while phone.path != "/result" {
        assert!(allowed(&phone.path), "{}", phone.path);
        phone.plain().await;
    }
    for part in phone.page.split("href=\"/check").skip(1) {
        let path = format!("/check{}", part.split('"').next().unwrap());
        assert!(allowed(&path.replace("&amp;", "&")), "{path}");
    }
}

#[tokio::test]
async fn a_strange_host_gets_nothing() {
    let phone = Phone::new().await;
    for host in ["evil.example", "evil.example:8080", "localhost", "localhost:8081", ""] {
        for (method, path) in [("GET", "/"), ("POST", "/check"), ("GET", "/export.json"), ("POST", "/api/decide")] {
            let answer = send(&phone.router, method, path, &[("host", host)], "").await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host} {path}");
        }
    }
    for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
        assert_eq!(send(&phone.router, "GET", "/", &[("host", host)], "").await.status, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn another_site_cannot_change_anything() {
    let phone = Phone::new().await;
    let mut pairs = phone.hidden();
    pairs.push(("_none".to_owned(), "pressed".to_owned()));
    let body = encode(&pairs);
    let strange: &[&[(&str, &str)]] = &[
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://localhost:9999")],
    ];
    for headers in strange {
        for path in [
            "/check",
            "/start",
            "/wants",
            "/settings",
            "/erase",
            "/people",
            "/people/choose",
            "/people/name",
            "/api/decide",
        ] {
            let headers: Vec<_> = headers.iter().copied().chain([FORM]).collect();
            let answer = send(&phone.router, "POST", path, &headers, &body).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?} {path}");
        }
    }
    assert!(phone.kinds().await.is_empty());
    let own: &[&[(&str, &str)]] = &[&[("origin", "http://localhost:8080")], &[("sec-fetch-site", "same-origin")], &[]];
    for headers in own {
        let headers: Vec<_> = headers.iter().copied().chain([FORM]).collect();
        let answer = send(&phone.router, "POST", "/check", &headers, &body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{headers:?}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let phone = Phone::new().await;
    let large = "x".repeat(10 * 1024 * 1024);
    let length = large.len().to_string();
    for path in [
        "/check",
        "/start",
        "/wants",
        "/settings",
        "/erase",
        "/people",
        "/people/choose",
        "/people/name",
        "/api/decide",
    ] {
        for headers in [vec![FORM], vec![FORM, ("content-length", length.as_str())]] {
            let answer = send(&phone.router, "POST", path, &headers, &large).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path} {}", headers.len());
        }
    }
    assert!(phone.kinds().await.is_empty());
}

#[tokio::test]
async fn the_shared_files_may_be_kept_for_good_under_the_name_of_their_content() {
    let phone = Phone::new().await;
    let start = phone.page.find("/assets/style-").unwrap();
    let name = phone.page[start..].split('"').next().unwrap();
    let answer = send(&phone.router, "GET", name, &[], "").await;
    assert!(answer.header("cache-control").contains("immutable"));
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    let tag = answer.header("etag").to_owned();
    let plain = send(&phone.router, "GET", "/assets/style.css", &[("if-none-match", &tag)], "").await;
    assert_eq!((plain.status, plain.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    for name in ["/assets/icon.svg", "/assets/app.js"] {
        assert_eq!(send(&phone.router, "GET", name, &[], "").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_start_page_is_small() {
    // Compression takes at least two thirds of such text; the browser tests measure the real transfer.
    let phone = Phone::new().await;
    let mut bytes = phone.page.len();
    for name in ["/assets/style.css", "/assets/app.js", "/assets/icon.svg"] {
        bytes += send(&phone.router, "GET", name, &[], "").await.text.len();
    }
    assert!(bytes < 42_000, "{bytes}");
}

#[tokio::test]
async fn only_this_person_is_read_and_written() {
    let store = MemoryStore::default();
    let mut phone = Phone::over(store.clone()).await;
    phone.none().await;
    assert_eq!(store.people().await.unwrap(), [person()]);
    let _ = app(store);
}
