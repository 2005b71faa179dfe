//! How long a start takes with a log of ten years, and every page after it.

use crate::{Figure, ten_years};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use easeback_engine::Engine;
use easeback_episode::{EventId, NewEvent, Recorded, Sequence};
use easeback_guideline::Guideline;
use easeback_store::{EventStore, PersonId, SqlStore};
use easeback_web::{AllowedHosts, App, ready_router};
use jiff::{SignedDuration, Timestamp};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use tower::ServiceExt;

/// An address, and how long it takes, in seconds.
type Timed = (&'static str, f64);

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Every kind of page there is that reads the log, and what a calendar reads.
const PAGES: [&str; 27] = [
    "/",
    "/calendar.ics",
    "/check-in",
    "/check?step=1",
    "/doctor",
    "/emergency",
    "/export.csv",
    "/fine",
    "/harm",
    "/heat",
    "/import",
    "/learn",
    "/learn/heat",
    "/log",
    "/medicines",
    "/mistake",
    "/move",
    "/people",
    "/positions",
    "/prevent",
    "/progress",
    "/relax",
    "/report",
    "/result",
    "/settings",
    "/settings/erase",
    "/today",
];

/// Files to keep, for which somebody waits once in a while.
const FILES: [&str; 2] = ["/report.pdf", "/export.json"];

const ROUNDS: usize = 7;

pub fn measure() -> Outcome<Vec<Figure>> {
    let folder = std::env::temp_dir().join(format!("easeback-bench-log-{}", std::process::id()));
    let measured = tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(pages(&folder));
    std::fs::remove_dir_all(&folder)?;
    let (cold, (slowest, warm), files) = measured?;
    let figure = |what, value: f64, limit| Figure { what, value: value * 1e3, limit, unit: "ms" };
    let mut figures = vec![
        figure("36,500 events: read when the program starts".to_owned(), cold, 150.0),
        figure(format!("36,500 events: the slowest page, {slowest}"), warm, 50.0),
    ];
    figures.extend(files.into_iter().map(|(file, value)| figure(format!("36,500 events: {file}"), value, 500.0)));
    Ok(figures)
}

/// The median time until the file was opened and read, that of the slowest page, and that of each file, in seconds.
async fn pages(folder: &Path) -> Outcome<(f64, Timed, Vec<Timed>)> {
    let engine = Arc::new(Engine::new(Guideline::built_in()?));
    let events = ten_years(&engine);
    let now = events.last().map_or(Timestamp::UNIX_EPOCH, |last| last.at + SignedDuration::from_mins(1));
    let path = folder.join("easeback.sqlite");
    let store = SqlStore::open_sqlite(&path).await?;
    store.append(&PersonId::new("me")?, Sequence::EMPTY, &events).await?;
    store.close().await;
    let mut cold = Vec::new();
    let mut warm = vec![Vec::new(); PAGES.len()];
    let mut files = vec![Vec::new(); FILES.len()];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let store = SqlStore::open_sqlite(&path).await?;
        let router = ready_router(app(&engine, store.clone(), now)?).await;
        cold.push(start.elapsed().as_secs_f64());
        for (page, times) in PAGES.iter().zip(&mut warm) {
            // The first time a page may write down what it shows, and the next one then reads on.
            let (first, again) = (time(&router, page).await?, time(&router, page).await?);
            times.push(first.max(again));
        }
        for (file, times) in FILES.iter().zip(&mut files) {
            times.push(time(&router, file).await?);
        }
        store.close().await;
    }
    let warm = PAGES.into_iter().zip(warm.into_iter().map(median));
    let slowest = warm.max_by(|(_, one), (_, other)| one.total_cmp(other)).ok_or("there is no page")?;
    Ok((median(cold), slowest, FILES.into_iter().zip(files.into_iter().map(median)).collect()))
}

fn app<S>(engine: &Arc<Engine>, store: S, now: Timestamp) -> Outcome<App<S>> {
    let ids = AtomicU64::new(u64::MAX / 2);
    Ok(App {
        engine: Arc::clone(engine),
        store,
        person: PersonId::new("me")?,
        clock: Arc::new(move || now),
        ids: Arc::new(move || EventId::from_u128(ids.fetch_add(1, Ordering::Relaxed).into())),
        zone: "Europe/Paris".to_owned(),
        hosts: AllowedHosts::any(),
    })
}

/// The log, as it is given to a store.
fn ten_years(engine: &Engine) -> Vec<NewEvent> {
    let events = ten_years::events(engine).into_iter();
    events
        .map(|Recorded { id, at, zone, recorded_at, event, .. }| NewEvent { id, at, zone, recorded_at, event })
        .collect()
}

/// How long it takes until a page is there as a whole.
async fn time(router: &Router, page: &str) -> Outcome<f64> {
    let start = Instant::now();
    let answer = router.clone().oneshot(Request::get(page).body(Body::empty())?).await?;
    let status = answer.status();
    to_bytes(answer.into_body(), usize::MAX).await?;
    let time = start.elapsed().as_secs_f64();
    if status == StatusCode::OK { Ok(time) } else { Err(format!("{page} is answered with {status}").into()) }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
