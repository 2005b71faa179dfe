//! Medicines: what may be taken now and from when, what was taken, and what hides inside a product.
//!
//! Two things are kept apart. *May I take it?* is answered by the ledger, and a dose that is not allowed is refused
//! with the reason and the time. *I took it* is always written down, because a log that refuses the truth would be
//! worth nothing.
//!
//! The name that somebody looks for is sent in a form, never in an address.

mod asked;
mod by_hand;
mod may;
mod names;
mod product;
mod take;
mod taken;
mod too_much;

pub(crate) use may::{verdict, why};
pub(crate) use names::{
    NAMES_HREF, as_before, confirm as confirm_name, find as find_name, none as no_name, show as show_names, some_new,
    to_name,
};
pub(crate) use product::{find, log};
pub(crate) use take::take;
pub(crate) use too_much::lead_on;

use crate::App;
use crate::error::Trouble;
use crate::present::Present;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use easeback_guideline::Guideline;
use easeback_store::EventStore;
use maud::{Markup, html};

/// Where all of this stands.
pub(crate) const HREF: &str = "/medicines";

/// The field with the name that somebody looks for.
const LOOKED_FOR: &str = "name";

/// How many names are shown for what was typed.
const FOUND: usize = 12;

/// `GET /medicines`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    Ok(page(&app, &present, StatusCode::OK, &html! {}))
}

/// The page, with the answer to a form above it.
fn page<S>(app: &App<S>, present: &Present<'_>, status: StatusCode, answer: &Markup) -> Response {
    let when = present.when();
    let body = html! {
        // A page that answers a form stands at the address of the page itself.
        div data-here=(HREF) {
            h1 { "Medicines" }
            (answer)
            (too_much::section(present, &when))
            (may::section(app, present, &when))
            (product::search())
            (taken::section(app, present, &when))
            (names::way_there())
        }
    };
    present.frame().page_as(status, "Medicines", HREF, &body)
}

/// What an ingredient is called; or a product, where nothing is known of what is in it.
fn ingredient<'a>(guideline: &'a Guideline, id: &'a str) -> &'a str {
    let ingredient = guideline.ingredient(id).map(|ingredient| ingredient.name.as_str());
    ingredient.or_else(|| guideline.product(id).map(|product| product.name.as_str())).unwrap_or(id)
}
