//! The pages that read or change little: the handbook, the emergency signs, settings, erasing, health.

use crate::App;
use crate::error::Trouble;
use crate::known::{COUNTRY, Known, THEME};
use crate::pages::calendar::{WITH_HEALTH, with_health};
use crate::pages::check::Sent;
use crate::pages::frame::Frame;
use crate::pages::import::escaped;
use crate::pages::settings::{
    DayView, SLEEPS, SettingsView, THEMES, WAKES, confirm_erase as ask_once_more, erased, settings as settings_page,
};
use crate::pages::{done, emergency as signs, learn as handbook};
use crate::units::{WEIGHT_UNIT, WeightUnit};
use crate::visit::{FIELD, Visit};
use crate::when::Clock;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::{HOST, HeaderMap};
use axum::response::{IntoResponse, Response};
use easeback_engine::PersonFacts;
use easeback_episode::Event;
use easeback_guideline::TreatmentKind;
use easeback_store::{EventStore, StoreError};
use maud::Markup;
use std::sync::Arc;

/// `GET /emergency`. It is shown even when the log cannot be read.
pub(crate) async fn emergency<S: EventStore + 'static>(
    State(app): State<Arc<App<S>>>,
    visit: Result<Visit<S>, Response>,
) -> Response {
    let guideline = app.engine.guideline();
    let known = match visit {
        Ok(visit) => visit.read().await,
        Err(_) => Err(StoreError::Unavailable { source: None }),
    };
    let known = known.inspect_err(|error| tracing::warn!(%error, "the log of a person cannot be read")).ok();
    let frame = match &known {
        Some(known) => Frame::of(guideline, known, &app.zone),
        None => Frame::unknown(guideline, &app.zone),
    };
    frame.urgent("Emergency signs", &signs::emergency(guideline, frame.place.country))
}

/// `GET /learn`.
pub(crate) async fn learn<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let (known, guideline) = (app.read().await?, app.engine.guideline());
    let facts = known.facts(&app.engine);
    let hidden = guideline.treatments.iter().filter(|one| !held_back(&app, &facts, &one.id).is_empty());
    let hidden: Vec<&str> = hidden.map(|one| one.id.as_str()).collect();
    Ok(learn_page(&app, &known, "Learn", &handbook::index_without(guideline, &hidden)))
}

/// `GET /learn/{treatment}`, the course of a spasm and how this works among them.
pub(crate) async fn learn_one<S: EventStore + 'static>(
    app: Visit<S>,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let (known, guideline) = (app.read().await?, app.engine.guideline());
    let held = held_back(&app, &known.facts(&app.engine), &id);
    let (title, body) = match id.as_str() {
        "about" => ("How this works", handbook::about(guideline)),
        "course" => ("How it usually goes", handbook::course(guideline)),
        _ if !held.is_empty() => ("Not shown", handbook::not_for_you(&held)),
        id => {
            let name = guideline.treatment(id).map(|treatment| treatment.name.as_str());
            (name.ok_or(Trouble::NOT_FOUND)?, handbook::treatment(guideline, id).ok_or(Trouble::NOT_FOUND)?)
        }
    };
    Ok(learn_page(&app, &known, title, &body))
}

fn learn_page<S: EventStore>(app: &App<S>, known: &Known, title: &str, body: &Markup) -> Response {
    Frame::of(app.engine.guideline(), known, &app.zone).page(title, handbook::LEARN_HREF, body)
}

/// Why a piece of information must not be shown to this person: what is known to hold it back. Nothing for what is no
/// information about prescription care; those pages are for everybody.
fn held_back<'a, S>(app: &'a App<S>, facts: &PersonFacts, id: &str) -> Vec<&'a str> {
    let information = app.engine.guideline().treatment(id).is_some_and(|one| one.kind == TreatmentKind::Information);
    let held = if information { app.engine.held(facts, id) } else { Vec::new() };
    held.into_iter().filter(|stop| stop.known).map(|stop| stop.because).collect()
}

/// `GET /settings`.
pub(crate) async fn settings<S: EventStore + 'static>(app: Visit<S>, headers: HeaderMap) -> Result<Response, Trouble> {
    let known = app.read().await?;
    Ok(show_settings(&app, &known, &headers, StatusCode::OK, &SettingsView::default()))
}

fn show_settings<S: EventStore>(
    app: &Visit<S>,
    known: &Known,
    headers: &HeaderMap,
    status: StatusCode,
    view: &SettingsView<'_>,
) -> Response {
    let guideline = app.engine.guideline();
    let frame = Frame::of(guideline, known, &app.zone);
    let country = frame.place.country.map(|country| country.id.as_str());
    let view = SettingsView {
        country,
        country_guessed: frame.place.guessed,
        weight_unit: known.weight_unit(guideline, &app.zone).word(),
        theme: known.theme(),
        day: DayView {
            hours: known.log.hours(guideline),
            twelve: Clock::of_country(country) == Clock::Twelve,
            calendar_with_health: with_health(known),
            calendar: &calendar_address(app, headers),
        },
        ..*view
    };
    frame.page_as(status, "Settings", "/settings", &settings_page(guideline, &view))
}

/// The address of the calendar as a program on this machine asks for it. A browser that has chosen somebody keeps that
/// to itself, so the address names them.
fn calendar_address<S: EventStore>(app: &Visit<S>, headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let person = if app.person == app.person_at_first() {
        String::new()
    } else {
        format!("?{FIELD}={}", escaped(app.person.as_str()))
    };
    if host.is_empty() { String::new() } else { format!("http://{host}/calendar.ics{person}") }
}

/// Every setting of the page, in the order in which they are stored.
const SETTINGS: [&str; 6] = [COUNTRY, WEIGHT_UNIT, WAKES, SLEEPS, WITH_HEALTH, THEME];

/// `POST /settings`: as events where they differ.
pub(crate) async fn change_settings<S: EventStore + 'static>(
    app: Visit<S>,
    headers: HeaderMap,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(pairs) = form?;
    let sent = Sent(pairs);
    let guideline = app.engine.guideline();
    let is_theme = |id: &str| THEMES.iter().any(|(theme, _)| *theme == id);
    let hour = |text: &str| text.parse::<u32>().ok().filter(|hour| *hour < 24 && hour.to_string() == text);
    let allowed = |(name, value): &(String, String)| match name.as_str() {
        COUNTRY => guideline.country(value).is_some(),
        THEME => is_theme(value),
        WEIGHT_UNIT => WeightUnit::from_word(value).is_some(),
        WAKES | SLEEPS => hour(value).is_some(),
        WITH_HEALTH => matches!(value.as_str(), "yes" | "no"),
        _ => false,
    };
    if sent.0.is_empty() || !sent.0.iter().all(allowed) {
        return Err(Trouble::BAD_FORM);
    }
    let known = app.read().await?;
    let now = known.log.hours(guideline);
    let of = |setting: &str, now: u32| sent.get(setting).and_then(hour).unwrap_or(now);
    if of(WAKES, now.0) >= of(SLEEPS, now.1) {
        let problem = "The hour at which you get up has to come before the one at which you go to bed.";
        let view = SettingsView { problem, ..SettingsView::default() };
        return Ok(show_settings(&app, &known, &headers, StatusCode::UNPROCESSABLE_ENTITY, &view));
    }
    let result = app.append(|known| {
        let hours = known.log.hours(guideline);
        let as_it_is = |setting: &str| match setting {
            WAKES => Some(hours.0.to_string()),
            SLEEPS => Some(hours.1.to_string()),
            WITH_HEALTH => Some(if with_health(known) { "yes" } else { "no" }.to_owned()),
            setting => known.log.settings.get(setting).cloned(),
        };
        let changed =
            |setting: &&str| sent.get(setting).is_some_and(|value| as_it_is(setting).as_deref() != Some(value));
        let change = |setting: &str| {
            let value = sent.get(setting).unwrap_or_default().to_owned();
            app.event(known, Event::SettingChanged { setting: setting.to_owned(), value })
        };
        SETTINGS.into_iter().filter(changed).map(change).collect()
    });
    result.await.map_err(|error| Trouble::from(error).with("/settings", &sent.0))?;
    Ok(done::saved("/settings"))
}

/// `GET /settings/erase`: asks once more.
pub(crate) async fn confirm_erase<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let known = app.read().await.map_err(Trouble::from)?;
    let frame = Frame::of(app.engine.guideline(), &known, &app.zone);
    Ok(frame.page("Erase everything?", "/settings", &ask_once_more()))
}

/// `POST /erase`.
pub(crate) async fn erase<S: EventStore + 'static>(
    app: Visit<S>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(_) = form?;
    app.erase().await?;
    let frame = Frame::unknown(app.engine.guideline(), &app.zone);
    Ok(frame.alone(StatusCode::OK, "Erased", &erased()))
}

/// `GET /healthz`: whether events can be read and appended now.
pub(crate) async fn health<S: EventStore + 'static>(State(app): State<Arc<App<S>>>) -> Response {
    match app.store.health().await {
        Ok(()) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "not healthy");
            (StatusCode::SERVICE_UNAVAILABLE, "the log cannot be used\n").into_response()
        }
    }
}
