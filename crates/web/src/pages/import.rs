//! Importing a log that was exported before, here or on another machine.
//!
//! All of the file is taken or nothing. What is in the log already is not taken twice, so the same file again changes
//! nothing. A browser sends a file as `multipart/form-data`, also without script.

use crate::components::{NoticeKind, back_button, notice, submit_button};
use crate::error::Trouble;
use crate::multipart::parts;
use crate::pages::frame::{Frame, WORDS};
use crate::pages::not_imported::NotImported;
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
use std::fmt::Write;

/// The field with the file.
const FILE: &str = "file";

/// What `GET /import` is asked with: how many entries were new just now.
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
        return Ok(refused(&app, "No file was chosen.", "Choose the file first.").await?);
    }
    let not_a_log = NotImported::new(&EpisodeError::NotALog);
    let Ok(text) = std::str::from_utf8(file) else {
        return Ok(refused(&app, &not_a_log.wrong, not_a_log.to_do).await?);
    };
    let export = match Export::from_json(text.trim_start_matches('\u{feff}')) {
        Ok(export) => export,
        Err(error) => return Ok(why(&app, &error).await?),
    };
    let mut tries = Tries::default();
    loop {
        let known = app.read().await?;
        let new = match merge(&known.events, &export) {
            Ok(new) => new,
            Err(error) => return Ok(why(&app, &error).await?),
        };
        let done = app.add(known.sequence, &new).await;
        if !tries.again(&done) {
            done?;
            return Ok(Redirect::to(&format!("/import?new={}", new.len())).into_response());
        }
    }
}

async fn why<S: EventStore>(app: &Visit<S>, error: &EpisodeError) -> Result<Response, StoreError> {
    let NotImported { wrong, to_do } = NotImported::new(error);
    refused(app, &wrong, to_do).await
}

async fn refused<S: EventStore>(app: &Visit<S>, wrong: &str, to_do: &str) -> Result<Response, StoreError> {
    let told = html! {
        div role="alert" {
            (notice(NoticeKind::Warning, "Nothing was imported", &html! { p { (wrong) } p { (to_do) } }))
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
        h1 { "Import a log" }
        (told)
        p { "Did you use Easeback on another device, or erase it here? Choose the file that you exported. Its name begins with “easeback-log” and ends with “.json”." }
        form method="post" action=(action) enctype="multipart/form-data" {
            p.field {
                label for="file" { "The file, at most " (IMPORT_LIMIT / 1024 / 1024) " MB" }
                input #file type="file" name=(FILE) accept=".json,application/json" required;
            }
            div.go { (submit_button("Import", "", "", false)) }
        }
        p.small.soft { "What is in your log already is not added twice. Nothing in your log is changed or removed. Import only a log of your own: doses of somebody else would count as yours." }
    };
    let frame = Frame::of(app.engine.guideline(), &known, &app.zone);
    Ok(frame.page_as(status, "Import a log", "/settings", &body))
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
    fn an_id_in_an_address_stays_one_value() {
        assert_eq!(escaped("Patient/1&a=b@x"), "Patient%2F1%26a%3Db%40x");
    }
}
