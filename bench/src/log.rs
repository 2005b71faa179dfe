//! How long a page takes with a log of ten years: the first one after a start, which reads all of it, and every other one.

use crate::Figure;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use easeback_engine::{Answer, Engine};
use easeback_episode::{Event, EventId, NewEvent, Sequence};
use easeback_guideline::Guideline;
use easeback_store::{EventStore, PersonId, SqlStore};
use easeback_web::{AllowedHosts, App, router};
use jiff::{SignedDuration, Timestamp};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use tower::ServiceExt;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Ten events a day for ten years.
const EVENTS: u64 = 36_500;

/// Every kind of page there is that reads the log.
const PAGES: [&str; 9] =
    ["/", "/check?step=1", "/result", "/learn", "/learn/heat", "/settings", "/settings/erase", "/people", "/emergency"];

const ROUNDS: usize = 7;

pub fn measure() -> Outcome<Vec<Figure>> {
    let folder = std::env::temp_dir().join(format!("easeback-bench-log-{}", std::process::id()));
    let measured = tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(pages(&folder));
    std::fs::remove_dir_all(&folder)?;
    let (cold, warm) = measured?;
    let figure = |what, value: f64| Figure { what, value: value * 1e3, limit: 50.0, unit: "ms" };
    Ok(vec![
        figure("36,500 events: the first page after a start", cold),
        figure("36,500 events: the slowest page from then on", warm),
    ])
}

/// The median time of the first page, and that of the slowest later one, in seconds.
async fn pages(folder: &Path) -> Outcome<(f64, f64)> {
    let engine = Arc::new(Engine::new(Guideline::built_in()?));
    let path = folder.join("easeback.sqlite");
    let store = SqlStore::open_sqlite(&path).await?;
    store.append(&PersonId::new("me")?, Sequence::EMPTY, &ten_years()?).await?;
    store.close().await;
    let mut cold = Vec::new();
    let mut warm = vec![Vec::new(); PAGES.len()];
    for _ in 0..ROUNDS {
        let store = SqlStore::open_sqlite(&path).await?;
        let router = router(app(&engine, store.clone())?);
        cold.push(time(&router, "/").await?);
        for (page, times) in PAGES.iter().zip(&mut warm) {
            // Once for what a page writes down when it is seen first.
            time(&router, page).await?;
            times.push(time(&router, page).await?);
        }
        store.close().await;
    }
    Ok((median(cold), warm.into_iter().map(median).fold(0.0, f64::max)))
}

fn app<S>(engine: &Arc<Engine>, store: S) -> Outcome<App<S>> {
    let ids = AtomicU64::new(u64::MAX / 2);
    Ok(App {
        engine: Arc::clone(engine),
        store,
        person: PersonId::new("me")?,
        clock: Arc::new(Timestamp::now),
        ids: Arc::new(move || EventId::from_u128(ids.fetch_add(1, Ordering::Relaxed).into())),
        zone: "Europe/Paris".to_owned(),
        hosts: AllowedHosts::any(),
    })
}

/// Ten years of answers, in an episode every three months.
fn ten_years() -> Outcome<Vec<NewEvent>> {
    let start: Timestamp = "2015-01-01T06:00:00Z".parse()?;
    let between = SignedDuration::from_secs(8_640);
    (0..EVENTS)
        .map(|number| {
            let at = start + between * i32::try_from(number)?;
            let answers = [
                ("pain_now".to_owned(), Answer::Number(4.0)),
                ("fever".to_owned(), Answer::YesNo(false)),
                ("bladder".to_owned(), Answer::OneOf("normal".to_owned())),
            ];
            let screen = Some("emergency".to_owned());
            let event = match number % 900 {
                0 => Event::EpisodeStarted {},
                _ => Event::AnswersGiven { screen, answers: answers.into() },
            };
            let id = EventId::from_u128(u128::from(number) + 1);
            Ok(NewEvent { id, at, zone: "Europe/Paris".to_owned(), recorded_at: at, event })
        })
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
