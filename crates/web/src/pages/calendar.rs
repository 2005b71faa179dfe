//! Reminders as a calendar: `GET /calendar.ics`, to subscribe to or to download.
//!
//! The titles say nothing about health unless the person wants them to.

use crate::error::Trouble;
use crate::known::Known;
use crate::visit::Visit;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use easeback_episode::{calendar, reminders};
use easeback_store::EventStore;

/// The setting for titles that say what it is about: `yes` or `no`.
pub(crate) const WITH_HEALTH: &str = "calendar_with_health";

/// Whether the titles may say what it is about.
pub(crate) fn with_health(known: &Known) -> bool {
    known.log.settings.get(WITH_HEALTH).is_some_and(|value| value == "yes")
}

/// `GET /calendar.ics`.
pub(crate) async fn feed<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    let ledger = present.ledger();
    let doses = ledger.next_doses(&present.decision, present.known.now);
    let list = reminders(&present.now(), &doses, with_health(&present.known));
    let mut response = calendar(&list, present.known.now).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"easeback.ics\""));
    Ok(response)
}
