//! From a small form to events in the log.
//!
//! Every such form carries the id of its first event, so that sending it twice counts once. What it writes is worked
//! out anew from the log as it then stands, so a form of an old page cannot write over what happened since.

use crate::App;
use crate::error::Trouble;
use crate::pages::check::Sent;
use crate::pages::done;
use crate::present::Present;
use crate::visit::Visit;
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_episode::{Event, EventId, NewEvent};
use easeback_store::{EventStore, StoreError, Tries};
use jiff::Timestamp;
use maud::{Markup, html};
use std::convert::Infallible;

/// The form of a request.
pub(crate) type Posted = Result<Form<Vec<(String, String)>>, FormRejection>;

/// The hidden field with the id of the event that a form will write.
const EVENT: &str = "_event";

/// Something that happened: when, and what. Without a time it happens now.
pub(crate) type Happened = (Option<Timestamp>, Event);

/// The hidden field of a form that writes.
pub(crate) fn event_field<S>(app: &App<S>) -> Markup {
    html! { input type="hidden" name=(EVENT) value=((app.ids)()); }
}

/// Reads a form.
pub(crate) fn sent(form: Posted) -> Result<Sent, Trouble> {
    let Form(pairs) = form?;
    Ok(Sent(pairs))
}

/// Leads to a page, which says what this form wrote down.
pub(crate) fn lead(to: &str, sent: &Sent) -> Response {
    let id = sent.get(EVENT).and_then(|id| id.parse::<EventId>().ok());
    id.map_or_else(|| Redirect::to(to).into_response(), |id| done::lead(to, id))
}

/// What a form comes to where the person stands: what happened, or why nothing is written.
pub(crate) type Made<R> = Result<Vec<Happened>, R>;

/// Writes what `make` gives for where the person stands, once, and leads to `then`, where it is told. An event
/// that may not be kept, such as one with pain of 11, is refused as a bad form.
pub(crate) async fn write<S: EventStore>(
    app: &Visit<S>,
    form: &'static str,
    sent: &Sent,
    then: &str,
    make: impl Fn(&Present<'_>) -> Result<Vec<Happened>, Trouble> + Send,
) -> Result<Response, Trouble> {
    match attempt::<S, Infallible>(app, form, sent, then, move |present| make(present).map(Ok)).await? {
        Ok(done) => Ok(done),
        Err((_, never)) => match never {},
    }
}

/// The same for what may be refused, such as a dose: then nothing is written, and the refusal comes back together with
/// where the person stood. What happened in between is looked at too, so that a form is never passed over in silence.
pub(crate) async fn attempt<'a, S: EventStore, R: Send>(
    app: &'a Visit<S>,
    form: &'static str,
    sent: &Sent,
    then: &str,
    make: impl Fn(&Present<'_>) -> Result<Made<R>, Trouble> + Send,
) -> Result<Result<Response, (Present<'a>, R)>, Trouble> {
    let id: EventId = sent.get(EVENT).and_then(|id| id.parse().ok()).ok_or(Trouble::BAD_FORM)?;
    let kept = |error: StoreError| Trouble::from(error).with(form, &sent.0);
    let mut tries = Tries::default();
    loop {
        let present = app.present().await.map_err(kept)?;
        if present.known.events.iter().any(|event| event.id == id) {
            break;
        }
        let happened = match make(&present)? {
            Ok(happened) => happened,
            Err(refused) => return Ok(Err((present, refused))),
        };
        if happened.iter().any(|(_, event)| event.check().is_err()) {
            return Err(Trouble::BAD_FORM);
        }
        if happened.is_empty() {
            return Ok(Ok(done::nothing(then)));
        }
        let new = |(place, (at, event)): (usize, Happened)| {
            let id = if place == 0 { id } else { (app.ids)() };
            let now = app.event_with(id, &present.known, event);
            NewEvent { at: at.unwrap_or(now.at), ..now }
        };
        let events: Vec<NewEvent> = happened.into_iter().enumerate().map(new).collect();
        let done = app.add(present.known.sequence, &events).await;
        if !tries.again(&done) {
            done.map_err(kept)?;
            break;
        }
    }
    Ok(Ok(done::lead(then, id)))
}

/// A number in a field that may be left empty.
pub(crate) fn number(sent: &Sent, field: &str) -> Result<Option<f64>, Trouble> {
    let Some(text) = sent.get(field).map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let number: f64 = text.replace(',', ".").parse().map_err(|_| Trouble::BAD_FORM)?;
    if number.is_finite() { Ok(Some(number)) } else { Err(Trouble::BAD_FORM) }
}

/// A row of buttons-to-choose from 0 to 10, for how bad the pain is; nothing has to be chosen.
pub(crate) fn pain_field(name: &str, legend: &str) -> Markup {
    scale(name, legend, ("none", "the worst"), false)
}

/// A row of buttons-to-choose from 0 to 10, with words for both ends.
pub(crate) fn scale(name: &str, legend: &str, (low, high): (&str, &str), required: bool) -> Markup {
    html! {
        fieldset.scale {
            legend { (legend) }
            div {
                @for step in 0..=10 {
                    label { input type="radio" name=(name) value=(step) required[required]; span { (step) } }
                }
            }
            p.ends { span { "0 " (low) } span { "10 " (high) } }
        }
    }
}
