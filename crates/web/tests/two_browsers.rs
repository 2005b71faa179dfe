//! Two programs with a browser each on the same file: what both of them write at once is all there.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod support;

use axum::Router;
use axum::http::StatusCode;
use easeback_episode::Event;
use easeback_store::{EventStore, SqlStore};
use easeback_web::router;
use support::{FORM, app, encode, person, send};

/// Changes the name so many times.
async fn write(router: Router, browser: usize, times: usize) {
    let form = |name: String| encode(&[("_person".to_owned(), "me".to_owned()), ("name".to_owned(), name)]);
    for turn in 0..times {
        let name = form(format!("browser {browser} turn {turn}"));
        let answer = send(&router, "POST", "/people/name", &[FORM], &name).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{browser} {turn}: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_browsers_that_write_at_once_lose_nothing() {
    let folder = std::env::temp_dir().join(format!("easeback-two-browsers-{}", std::process::id()));
    let path = folder.join("log");
    let (one, other) = (SqlStore::open_sqlite(&path).await.unwrap(), SqlStore::open_sqlite(&path).await.unwrap());
    let routers = [router(app(one.clone())), router(app(other.clone()))];
    let times = 25;
    let tasks = routers.iter().enumerate().map(|(browser, router)| tokio::spawn(write(router.clone(), browser, times)));
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let log = one.read(&person()).await.unwrap();
    let mut names: Vec<_> = log
        .iter()
        .filter_map(|event| match &event.event {
            Event::SettingChanged { value, .. } => Some(value.clone()),
            _ => None,
        })
        .collect();
    names.sort();
    names.dedup();
    assert_eq!((log.len(), names.len()), (2 * times, 2 * times), "each is there, and once");

    // Both programs show what the other one wrote, and the one that erases is not brought back by the other.
    let exports = [
        send(&routers[0], "GET", "/export.json", &[], "").await,
        send(&routers[1], "GET", "/export.json", &[], "").await,
    ];
    for export in &exports {
        assert_eq!(export.text.matches("setting_changed").count(), 2 * times);
    }
    assert_eq!(send(&routers[0], "POST", "/erase", &[FORM], "").await.status, StatusCode::OK);
    write(routers[0].clone(), 2, times * 2).await;
    let export = send(&routers[1], "GET", "/export.json", &[], "").await.text;
    assert_eq!(export.matches("browser 2 turn").count(), 2 * times);
    assert!(
        !export.contains("browser 1 turn") && !export.contains("browser 0 turn"),
        "begun anew, with as many events"
    );
    one.close().await;
    other.close().await;
    std::fs::remove_dir_all(folder).unwrap();
}
