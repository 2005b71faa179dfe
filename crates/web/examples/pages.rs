//! Writes the main pages into a folder as files that open without a server, to be looked at.
//!
//! `cargo run --example pages -p easeback-web -- /tmp/pages [dark]`

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, fs, io};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use easeback_engine::{Answer, Engine};
use easeback_episode::{Event, EventId, NewEvent, Sequence};
use easeback_guideline::Guideline;
use easeback_store::{EventStore, MemoryStore, PersonId};
use easeback_web::{AllowedHosts, App, router};
use std::collections::BTreeMap;
use tower::ServiceExt;

const STYLE: &str = include_str!("../assets/style.css");

type Rows = BTreeMap<String, Answer>;
type Anyhow<T> = Result<T, Box<dyn std::error::Error>>;

/// A person who has nothing but a sore back.
fn plain(engine: &Engine) -> Rows {
    let mut rows = Rows::new();
    for screen in &engine.guideline().screens {
        for row in engine.rows(screen) {
            let comfort =
                matches!(screen.when, easeback_guideline::ScreenPart::Check | easeback_guideline::ScreenPart::Comfort);
            if comfort && screen.style == easeback_guideline::ScreenStyle::Tick {
                rows.insert(row.id.to_owned(), row.none());
            }
        }
    }
    let one = |id: &str| Answer::OneOf(id.to_owned());
    let many = |id: &str| Answer::ManyOf { chosen: vec![id.to_owned()], not_sure: false };
    for (row, answer) in [
        ("age_years", Answer::Number(35.0)),
        ("pregnancy", one("no")),
        ("pain_sites", many("low")),
        ("onset", one("sudden_strain")),
        ("duration_days", Answer::Number(2.0)),
        ("pain_now", Answer::Number(5.0)),
        ("pain_constant", one("comes_and_goes")),
        ("course", one("better")),
        ("alcohol_drinks_day", Answer::Number(0.0)),
    ] {
        rows.insert(row.to_owned(), answer);
    }
    rows
}

struct Look {
    engine: Arc<Engine>,
    folder: String,
    theme: &'static str,
}

impl Look {
    async fn router(&self, rows: &Rows) -> Anyhow<Router> {
        let (store, person) = (MemoryStore::default(), PersonId::new("me")?);
        let at = "2026-02-01T21:04:00Z".parse()?;
        let event =
            |id, event| NewEvent { id: EventId::from_u128(id), at, zone: "UTC".to_owned(), recorded_at: at, event };
        let theme = Event::SettingChanged { setting: "theme".to_owned(), value: self.theme.to_owned() };
        let mut events = vec![event(1, theme)];
        if !rows.is_empty() {
            events.push(event(2, Event::EpisodeStarted {}));
            events.push(event(3, Event::AnswersGiven { screen: None, answers: rows.clone() }));
        }
        store.append(&person, Sequence::EMPTY, &events).await?;
        let ids = AtomicU64::new(100);
        Ok(router(App {
            engine: Arc::clone(&self.engine),
            store,
            person,
            clock: Arc::new(move || at),
            ids: Arc::new(move || EventId::from_u128(u128::from(ids.fetch_add(1, Ordering::Relaxed)))),
            zone: "Europe/London".to_owned(),
            hosts: AllowedHosts::any(),
        }))
    }

    async fn write(&self, name: &str, rows: &Rows, path: &str, form: &str) -> Anyhow<()> {
        let request = match form {
            "" => Request::get(path).body(Body::empty())?,
            form => Request::post(path)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(Body::from(form.to_owned()))?,
        };
        let response = self.router(rows).await?.oneshot(request).await?;
        let status = response.status();
        let text = String::from_utf8(to_bytes(response.into_body(), usize::MAX).await?.to_vec())?;
        let start = text.find("<link rel=\"stylesheet\"").unwrap_or_default();
        let end = text.get(start..).and_then(|rest| rest.find('>')).map_or(start, |end| start + end + 1);
        let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        let page = format!("{before}<style>{STYLE}</style>{after}");
        fs::write(Path::new(&self.folder).join(format!("{name}.html")), page)?;
        io::Write::write_fmt(&mut io::stdout(), format_args!("{status} {name} {}\n", text.len()))?;
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Anyhow<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "pages".to_owned());
    let theme = if arguments.next().as_deref() == Some("dark") { "dark" } else { "light" };
    fs::create_dir_all(&folder)?;
    let engine = Arc::new(Engine::new(Guideline::built_in()?));
    let plain = plain(&engine);
    let with = |changes: &[(&str, Answer)]| {
        let mut rows = plain.clone();
        rows.extend(changes.iter().map(|(row, answer)| ((*row).to_owned(), answer.clone())));
        rows
    };
    let without = |gone: &[&str]| {
        let mut rows = plain.clone();
        rows.retain(|row, _| !gone.contains(&row.as_str()));
        rows
    };
    let one = |id: &str| Answer::OneOf(id.to_owned());
    let nobody = Rows::new();
    let look = Look { engine: Arc::clone(&engine), folder, theme };
    look.write("start", &nobody, "/", "").await?;
    look.write("error", &nobody, "/check", "_screen=nerves&_rows=groin_numb+rectum_numb+bladder+bowel+sex_change+both_legs+leg_weak+walk_unsteady&_as=ticks&_seen=1&_event=000000000000000000000000000000ff&leg_weak=yes&leg_weak=not_sure&bladder=yes&bladder.which=leaking&_continue=pressed").await?;
    look.write("age", &without(&["age_years"]), "/check", "").await?;
    look.write("age-error", &without(&["age_years"]), "/check", "_screen=age&_rows=age_years&_as=one&_seen=3&_event=000000000000000000000000000000ff&age_years=200&_continue=pressed").await?;
    look.write("sites", &without(&["pain_sites"]), "/check", "").await?;
    look.write("duration", &without(&["duration_days"]), "/check", "").await?;
    look.write("pain", &without(&["pain_now"]), "/check", "").await?;
    look.write("bladder", &without(&["bladder"]), "/check", "").await?;
    look.write("back", &with(&[("bladder", one("long_standing")), ("leg_weak", Answer::NotSure)]), "/check?step=1", "")
        .await?;
    look.write("home", &plain, "/", "").await?;
    look.write("result-home", &plain, "/result", "").await?;
    look.write("result-soon", &with(&[("leg_pain", Answer::YesNo(true))]), "/result", "").await?;
    look.write(
        "result-unsure",
        &with(&[("groin_numb", Answer::NotSure), ("fever", Answer::NotSure), ("aaa", Answer::NotSure)]),
        "/result",
        "",
    )
    .await?;
    let none = |row: &str| (row.to_owned(), Answer::YesNo(false));
    let mut today = with(&[("leg_weak", Answer::YesNo(true))]);
    let screens = engine.guideline().screens.iter().flat_map(|screen| &screen.rows);
    today.extend(screens.filter(|row| row.contains('.')).map(|row| none(row)));
    look.write("result-today", &today, "/result", "").await?;
    let mut wanted = plain.clone();
    wanted.extend(today.iter().filter(|(row, _)| row.contains('.')).map(|(row, answer)| (row.clone(), answer.clone())));
    wanted.extend([
        ("wants".to_owned(), Answer::ManyOf { chosen: vec!["medicine".to_owned()], not_sure: false }),
        ("breastfeeding".to_owned(), Answer::YesNo(false)),
        ("taken_before".to_owned(), one("none")),
        ("weight_kg".to_owned(), Answer::Number(72.0)),
        ("conditions.kidney_disease".to_owned(), Answer::YesNo(true)),
    ]);
    look.write("result-wanted", &wanted, "/result", "").await?;
    look.write(
        "result-emergency",
        &with(&[("groin_numb", Answer::YesNo(true)), ("bladder", one("leaking")), ("leg_pain", Answer::YesNo(true))]),
        "/result",
        "",
    )
    .await?;
    look.write("result-incomplete", &without(&["age_years", "fever", "onset"]), "/result", "").await?;
    look.write("learn", &nobody, "/learn", "").await?;
    look.write("settings", &nobody, "/settings", "").await?;
    look.write("emergency", &nobody, "/emergency", "").await?;
    look.write("missing", &nobody, "/nowhere", "").await?;
    Ok(())
}
