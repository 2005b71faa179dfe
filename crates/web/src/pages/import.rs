//! Taking in a log that was exported before, here or on another machine.
//!
//! All of the file is taken or nothing. What is in the log already is not taken twice, so the same file again changes
//! nothing. A browser sends a file as `multipart/form-data`, also without script.

use crate::components::{NoticeKind, back_button, notice, submit_button};
use crate::error::Trouble;
use crate::multipart::parts;
use crate::pages::frame::{Frame, WORDS};
use crate::security::IMPORT_LIMIT;
use crate::visit::{FIELD, Visit};
use axum::body::Bytes;
use axum::extract::Query;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use axum::response::{IntoResponse, Redirect, Response};
use easeback_episode::{EpisodeError, Export, merge};
use easeback_store::{EventStore, StoreError, Tries};
use maud::{Markup, html};
use serde::Deserialize;
use std::error::Error;
use std::fmt::Write;

/// The field with the file.
const FILE: &str = "file";

/// What `GET /import` is asked with: how many entries were taken in just now.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    new: Option<usize>,
}

/// `GET /import`.
pub(crate) async fn show<S: EventStore + 'static>(
    app: Visit<S>,
    done: Result<Query<Done>, QueryRejection>,
) -> Result<Response, Trouble> {
    let new = done.ok().and_then(|Query(done)| done.new);
    Ok(page(&app, StatusCode::OK, &html! { @if let Some(new) = new { (taken(new)) } }).await?)
}

/// `POST /import`: the events of the file that are not in the log yet.
pub(crate) async fn take_in<S: EventStore + 'static>(
    app: Visit<S>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Trouble> {
    let body = body.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { Trouble::TOO_LARGE } else { Trouble::BAD_FORM }
    })?;
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let parts = parts(media_type, &body).ok_or(Trouble::BAD_FORM)?;
    let file = parts.iter().find(|part| part.name == FILE).ok_or(Trouble::BAD_FORM)?.content;
    if file.is_empty() {
        return Ok(refused(&app, "Choose the file first.").await?);
    }
    let Ok(text) = std::str::from_utf8(file) else {
        return Ok(refused(&app, "This file is not a text, so it is no Easeback log.").await?);
    };
    let export = match Export::from_json(text.trim_start_matches('\u{feff}')) {
        Ok(export) => export,
        Err(error) => return Ok(refused(&app, &says(&error)).await?),
    };
    let mut tries = Tries::default();
    loop {
        let known = app.read().await?;
        let new = match merge(&known.events, &export) {
            Ok(new) => new,
            Err(error) => return Ok(refused(&app, &says(&error)).await?),
        };
        let done = app.add(known.sequence, &new).await;
        if !tries.again(&done) {
            done?;
            return Ok(Redirect::to(&format!("/import?new={}", new.len())).into_response());
        }
    }
}

/// What is wrong and where. No part of an answer is in it.
fn says(error: &EpisodeError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

async fn refused<S: EventStore>(app: &Visit<S>, why: &str) -> Result<Response, StoreError> {
    let told = html! {
        div role="alert" {
            (notice(NoticeKind::Warning, "Nothing was taken in", &html! { p { (why) } }))
        }
    };
    page(app, StatusCode::UNPROCESSABLE_ENTITY, &told).await
}

fn taken(new: usize) -> Markup {
    let says = match new {
        0 => "All of it was in your log before. Nothing has changed.".to_owned(),
        1 => "1 entry is new in your log.".to_owned(),
        new => format!("{new} entries are new in your log."),
    };
    html! { div role="status" { (notice(NoticeKind::Done, "Done", &html! { p { (says) } })) } }
}

async fn page<S: EventStore>(app: &Visit<S>, status: StatusCode, told: &Markup) -> Result<Response, StoreError> {
    let known = app.read().await?;
    // The form is no plain one, so whom it is for stands in its address.
    let action = format!("/import?{FIELD}={}", escaped(app.person.as_str()));
    let body = html! {
        (back_button("/settings", WORDS))
        h1 { "Take in a log" }
        (told)
        p { "Did you use Easeback on another machine, or erase it here? Take in the file that you exported (JSON)." }
        form method="post" action=(action) enctype="multipart/form-data" {
            p.field {
                label for="file" { "The file, at most " (IMPORT_LIMIT / 1024 / 1024) " MB" }
                input #file type="file" name=(FILE) accept=".json,application/json" required;
            }
            div.go { (submit_button("Take it in", "", "", false)) }
        }
        p.small.soft { "What is in your log already is not taken twice. Nothing in your log is changed or removed. Take in only a log of your own: doses of somebody else would count as yours." }
    };
    let frame = Frame::of(app.engine.guideline(), &known, &app.zone);
    Ok(frame.page_as(status, "Take in a log", "/settings", &body))
}

/// A text for the query of an address.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let source = Box::new(EpisodeError::EventId);
        let text = says(&EpisodeError::AtEvent { place: 7, source });
        assert!(text.starts_with("Event 7 of this log cannot be read: an event id is 32"), "{text}");
        assert!(text.ends_with('.'));
    }

    #[test]
    fn an_id_in_an_address_stays_one_value() {
        assert_eq!(escaped("Patient/1&a=b@x"), "Patient%2F1%26a%3Db%40x");
    }
}
