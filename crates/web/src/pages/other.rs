//! The pages that read or change little: the handbook, the emergency signs, settings, export, erasing, health.

use crate::App;
use crate::error::Trouble;
use crate::known::{COUNTRY, Known, THEME};
use crate::pages::check::Sent;
use crate::pages::frame::Frame;
use crate::pages::settings::{SettingsView, THEMES, confirm_erase as ask_once_more, erased, settings as settings_page};
use crate::pages::{emergency as signs, learn as handbook};
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use easeback_engine::PersonFacts;
use easeback_episode::{Event, Export};
use easeback_guideline::TreatmentKind;
use easeback_store::{EventStore, StoreError};
use maud::Markup;
use serde::Deserialize;
use std::sync::Arc;

/// `GET /emergency`. It is shown even when the log cannot be read.
pub(crate) async fn emergency<S: EventStore + 'static>(State(app): State<Arc<App<S>>>) -> Response {
    let guideline = app.engine.guideline();
    let known = app.read().await.inspect_err(|error| tracing::warn!(%error, "the log of a person cannot be read")).ok();
    let frame = match &known {
        Some(known) => Frame::of(guideline, known, &app.zone),
        None => Frame::unknown(guideline, &app.zone),
    };
    frame.alone(StatusCode::OK, "Emergency signs", &signs::emergency(guideline, frame.place.country))
}

/// `GET /learn`.
pub(crate) async fn learn<S: EventStore + 'static>(State(app): State<Arc<App<S>>>) -> Result<Response, Trouble> {
    let (known, guideline) = (app.read().await?, app.engine.guideline());
    let facts = known.facts(&app.engine);
    let hidden = guideline.treatments.iter().filter(|one| !held_back(&app, &facts, &one.id).is_empty());
    let hidden: Vec<&str> = hidden.map(|one| one.id.as_str()).collect();
    Ok(learn_page(&app, &known, "Learn", &handbook::index_without(guideline, &hidden)))
}

/// `GET /learn/{treatment}`, the course of a spasm and how this works among them.
pub(crate) async fn learn_one<S: EventStore + 'static>(
    State(app): State<Arc<App<S>>>,
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

/// What `GET /settings` is asked with.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Saved {
    saved: Option<String>,
}

/// `GET /settings`.
pub(crate) async fn settings<S: EventStore + 'static>(
    State(app): State<Arc<App<S>>>,
    query: Result<Query<Saved>, QueryRejection>,
) -> Result<Response, Trouble> {
    let known = app.read().await?;
    let saved = query.is_ok_and(|Query(query)| query.saved.is_some());
    Ok(show_settings(&app, &known, saved))
}

fn show_settings<S: EventStore>(app: &App<S>, known: &Known, saved: bool) -> Response {
    let guideline = app.engine.guideline();
    let frame = Frame::of(guideline, known, &app.zone);
    let country = frame.place.country.map(|country| country.id.as_str());
    let view = SettingsView { country, theme: known.theme(), saved, ..SettingsView::default() };
    frame.page("Settings", "/settings", &settings_page(guideline, &view))
}

/// `POST /settings`: country and theme, as events where they differ.
pub(crate) async fn change_settings<S: EventStore + 'static>(
    State(app): State<Arc<App<S>>>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(pairs) = form?;
    let sent = Sent(pairs);
    let is_country = |id: &str| app.engine.guideline().country(id).is_some();
    let is_theme = |id: &str| THEMES.iter().any(|(theme, _)| *theme == id);
    let allowed = |(name, value): &(String, String)| match name.as_str() {
        COUNTRY => is_country(value),
        THEME => is_theme(value),
        _ => false,
    };
    if sent.0.is_empty() || !sent.0.iter().all(allowed) {
        return Err(Trouble::BAD_FORM);
    }
    let result = app.append(|known| {
        let stored = |setting: &str| known.log.settings.get(setting).map(String::as_str);
        let changed = |setting: &&str| sent.get(setting).is_some_and(|value| stored(setting) != Some(value));
        let change = |setting: &str| {
            let value = sent.get(setting).unwrap_or_default().to_owned();
            app.event(known, Event::SettingChanged { setting: setting.to_owned(), value })
        };
        [COUNTRY, THEME].into_iter().filter(changed).map(change).collect()
    });
    result.await.map_err(|error| Trouble::from(error).with("/settings", &sent.0))?;
    Ok(Redirect::to("/settings?saved=yes").into_response())
}

/// `GET /export.json`: everything that is kept, as a file.
pub(crate) async fn export<S: EventStore + 'static>(State(app): State<Arc<App<S>>>) -> Result<Response, Trouble> {
    let known = app.read().await?;
    let exported_at = (app.clock)();
    let export = Export { person: app.person.as_str().to_owned(), exported_at, events: known.events };
    let text = export.to_json().map_err(StoreError::from)?;
    let name = format!("attachment; filename=\"easeback-log-{}.json\"", exported_at.strftime("%Y-%m-%d"));
    let mut response = text.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// `GET /settings/erase`: asks once more.
pub(crate) async fn confirm_erase<S: EventStore + 'static>(
    State(app): State<Arc<App<S>>>,
) -> Result<Response, Trouble> {
    let known = app.read().await.map_err(Trouble::from)?;
    let frame = Frame::of(app.engine.guideline(), &known, &app.zone);
    Ok(frame.page("Erase everything?", "/settings", &ask_once_more()))
}

/// `POST /erase`.
pub(crate) async fn erase<S: EventStore + 'static>(
    State(app): State<Arc<App<S>>>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(_) = form?;
    app.store.erase(&app.person).await?;
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
