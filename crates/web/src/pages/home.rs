//! The start: without an open episode the first emergency screen itself, with one the card of where things stand.

use crate::App;
use crate::components::{button_link, disposition_band, submit_button};
use crate::error::Trouble;
use crate::known::Known;
use crate::pages::check::{Stretch, first, journey};
use crate::pages::frame::{Frame, WORDS};
use crate::pages::result::title;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use easeback_episode::Event;
use easeback_guideline::LevelId;
use easeback_store::EventStore;
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /`.
pub(crate) async fn show<S: EventStore + 'static>(State(app): State<Arc<App<S>>>) -> Result<Response, Trouble> {
    let known = app.read().await?;
    if known.episode().is_none()
        && let Some(first) = first(&app, &known)
    {
        return Ok(first);
    }
    let frame = Frame::of(app.engine.guideline(), &known, &app.zone);
    Ok(frame.page("Your back today", "/", &card(&app, &known)))
}

/// `POST /start`: a new episode; the one that was open ends.
pub(crate) async fn start_anew<S: EventStore + 'static>(
    State(app): State<Arc<App<S>>>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(_) = form?;
    app.append(|known| {
        // Asked for twice, it is the same new start.
        let fresh = known.log.open().is_some_and(|episode| episode.rows.is_empty());
        if fresh { Vec::new() } else { vec![app.event(known, Event::EpisodeStarted {})] }
    })
    .await?;
    Ok(Redirect::to("/").into_response())
}

fn card<S: EventStore>(app: &App<S>, known: &Known) -> Markup {
    let (engine, rows) = (&app.engine, known.rows());
    let facts = known.facts(engine);
    let disposition = engine.disposition(&facts);
    let (level, guideline) = (disposition.level(), engine.guideline());
    let lead = guideline.level(level).map_or("", |level| level.lead.as_str());
    let open = Stretch::Check.next(engine, &facts).is_some();
    let incomplete = level == LevelId::Incomplete;
    let last = journey(engine, &rows, Stretch::Check).len();
    let result = match level {
        LevelId::EmergencyNow | LevelId::SameDay => "See what to do now",
        LevelId::SeeDoctorSoon | LevelId::HomeCare => "See what to do and my plan",
        LevelId::Incomplete => "See what we know so far",
    };
    html! {
        (disposition_band(level.word(), &title(guideline, disposition), lead, WORDS))
        div.go {
            @if open {
                (button_link(&Stretch::Check.href(None), "Go on with the check", false))
                @if last > 0 { (button_link(&Stretch::Check.href(Some(last)), "Change my last answer", true)) }
            }
            (button_link("/result", result, open && incomplete))
            @if !open && last > 0 { (button_link(&Stretch::Check.href(Some(last)), "Go back and change an answer", true)) }
        }
        section {
            h2 { "Is it something new?" }
            p { "If this pain went away and came back, or if much has changed, do the check again from the start. What you told us before stays in your log." }
            form method="post" action="/start" { (submit_button("Start a new check", "", "", true)) }
        }
    }
}
