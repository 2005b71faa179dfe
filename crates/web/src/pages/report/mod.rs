//! The page for the doctor: made once as a document, shown as a page that prints well and as a PDF.
//!
//! What to leave out is asked with `without`, which names parts of the page and tells nothing about a person.

mod document;
mod view;

use crate::error::Trouble;
use crate::present::Present;
use crate::visit::Visit;
use axum::extract::RawQuery;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use easeback_guideline::PartOfReport;
use easeback_store::EventStore;

/// The parts that a query leaves out; words that name none are passed over.
fn left_out(query: Option<&str>) -> Vec<PartOfReport> {
    let pairs = query.unwrap_or_default().split('&');
    let words = pairs.filter_map(|pair| pair.strip_prefix("without="));
    words.filter_map(|word| PartOfReport::ALL.into_iter().find(|part| part.word() == word)).collect()
}

/// `GET /report`.
pub(crate) async fn show<S: EventStore + 'static>(
    app: Visit<S>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let present = app.present().await?;
    if present.known.log.open().is_none() {
        return Ok(Redirect::to("/progress").into_response());
    }
    let without = left_out(query.as_deref());
    let document = document::document(&present, &without);
    let body = view::page(&present, &document, &without);
    Ok(present.frame().page("For the doctor", "/progress", &body))
}

/// `GET /report.pdf`.
pub(crate) async fn pdf<S: EventStore + 'static>(
    app: Visit<S>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let present: Present<'_> = app.present().await?;
    if present.known.log.open().is_none() {
        return Err(Trouble::NOT_FOUND);
    }
    let document = document::document(&present, &left_out(query.as_deref()));
    let bytes = document.pdf().map_err(|error| {
        tracing::error!(%error, "the page for the doctor cannot be made");
        Trouble::INTERNAL
    })?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"back-report.pdf\""));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
