//! What goes wrong on the way to a page, and what the person then sees: one place that turns an error into a status, a page
//! and a line in the log.
//!
//! A handler returns a [`Trouble`]; [`dress`] makes the page of it, with the emergency signs on it. The log gets the cause,
//! never an answer; neither does the page, save for what the person just typed, which is given back to be sent again.

use crate::components::submit_button;
use crate::pages::frame::Frame;
use crate::pages::trouble::{Trouble as Kind, trouble as page};
use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use easeback_guideline::Guideline;
use easeback_store::StoreError;
use maud::{Markup, html};
use std::error::Error;

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    kind: Kind,
    /// A form that was not stored: where it was to be sent, and what was in it.
    typed: Option<(&'static str, Vec<(String, String)>)>,
}

impl Trouble {
    pub(crate) const NOT_FOUND: Self = Self::new(Kind::NotFound);
    pub(crate) const WRONG_METHOD: Self = Self::new(Kind::Method);
    pub(crate) const BAD_FORM: Self = Self::new(Kind::Invalid);
    pub(crate) const TOO_LARGE: Self = Self::new(Kind::TooLarge);
    pub(crate) const CROSS_SITE: Self = Self::new(Kind::CrossSite);
    pub(crate) const WRONG_HOST: Self = Self::new(Kind::WrongHost);
    pub(crate) const INTERNAL: Self = Self::new(Kind::Internal);
    pub(crate) const GONE: Self = Self::new(Kind::PersonGone);

    const fn new(kind: Kind) -> Self {
        Self { kind, typed: None }
    }

    /// The same, and the page gives this form back to be sent again.
    pub(crate) fn with(mut self, to: &'static str, pairs: &[(String, String)]) -> Self {
        self.typed = Some((to, pairs.to_vec()));
        self
    }

    /// The form that is given back holds this field too.
    pub(crate) fn keep_field(&mut self, name: &str, value: &str) {
        if let Some((_, pairs)) = &mut self.typed {
            pairs.push((name.to_owned(), value.to_owned()));
        }
    }

    pub(crate) const fn status(&self) -> StatusCode {
        match self.kind {
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Method => StatusCode::METHOD_NOT_ALLOWED,
            Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::CrossSite => StatusCode::FORBIDDEN,
            Kind::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Kind::Conflict | Kind::PersonGone => StatusCode::CONFLICT,
            Kind::StoreUnavailable | Kind::StoreReadOnly | Kind::StoreLocked | Kind::StoreCorrupt | Kind::StoreFull => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The same for programs, in a few words.
    const fn problem(&self) -> &'static str {
        match self.kind {
            Kind::NotFound => "there is nothing at this address",
            Kind::Method => "this address takes no such request; send a POST",
            Kind::TooLarge => "the body is larger than 1 MB; send fewer people at a time",
            Kind::CrossSite => "another site sent this; send it from a program, or from a page of this host",
            Kind::WrongHost => "this host is not served here",
            _ => "the body cannot be read",
        }
    }
}

/// The cause goes to the log here; it holds no answer.
impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        let source = error.source().map(ToString::to_string);
        tracing::error!(%error, source, "the log of a person cannot be used");
        Self::new(kind(&error))
    }
}

/// Which trouble an error of the store is to the person.
pub(crate) const fn kind(error: &StoreError) -> Kind {
    match error {
        StoreError::Conflict { .. } => Kind::Conflict,
        StoreError::Unavailable { .. } => Kind::StoreUnavailable,
        StoreError::ReadOnly { .. } => Kind::StoreReadOnly,
        StoreError::Locked { .. } => Kind::StoreLocked,
        StoreError::Corrupt { .. } | StoreError::Event { .. } => Kind::StoreCorrupt,
        StoreError::Full { .. } => Kind::StoreFull,
        _ => Kind::Internal,
    }
}

impl From<FormRejection> for Trouble {
    fn from(rejection: FormRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TOO_LARGE } else { Self::BAD_FORM }
    }
}

impl IntoResponse for Trouble {
    /// The bare answer; [`dress`] adds the page.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes the page, or the JSON, of an answer that is a trouble; lets every other pass.
pub(crate) fn dress(guideline: &Guideline, zone: &str, api: bool, mut response: Response) -> Response {
    let Some(trouble) = response.extensions_mut().remove::<Trouble>() else { return response };
    let status = trouble.status();
    let mut dressed = if api {
        let error = serde_json::json!({ "line": 0, "field": "", "problem": trouble.problem(), "allowed": "" });
        (status, Json(serde_json::json!({ "errors": [error], "answers": [] }))).into_response()
    } else {
        let frame = Frame::unknown(guideline, zone);
        let body = html! {
            @if let Some((to, pairs)) = &trouble.typed { (send_again(to, pairs)) }
            (page(trouble.kind, guideline, frame.place.country))
        };
        frame.alone(status, trouble.kind.title(), &body)
    };
    // What was said besides the page, such as which methods are allowed.
    for (name, value) in response.headers() {
        if !dressed.headers().contains_key(name) {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
    dressed
}

/// What was typed, to be sent once more with one tap.
fn send_again(to: &str, pairs: &[(String, String)]) -> Markup {
    html! {
        form.act method="post" action=(to) {
            p { strong { "Your last answers are not saved yet. They are still here." } }
            @for (name, value) in pairs { input type="hidden" name=(name) value=(value); }
            (submit_button("Try to save them again", "", "", false))
        }
    }
}
