//! Which address leads where.

use crate::error::Trouble;
use crate::pages::{api, check, home, other, people, result};
use crate::security::{API_LIMIT, PAGE_LIMIT, guard};
use crate::visit::{Served, ask};
use crate::{App, assets};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::{get, post};
use easeback_store::EventStore;
use std::sync::Arc;

/// All pages over this app.
pub fn router<S: EventStore + 'static>(app: App<S>) -> Router {
    let served = Served::new(app);
    let decide = post(api::decide::<S>).layer(DefaultBodyLimit::max(API_LIMIT));
    Router::new()
        .route("/", get(home::show::<S>))
        .route("/start", post(home::start_anew::<S>))
        .route("/check", get(check::show::<S>).post(check::answer::<S>))
        .route("/today", get(async || Redirect::to("/")))
        .route("/result", get(result::show::<S>))
        .route("/wants", post(result::wants::<S>))
        .route("/learn", get(other::learn::<S>))
        .route("/learn/{treatment}", get(other::learn_one::<S>))
        .route("/emergency", get(other::emergency::<S>))
        .route("/settings", get(other::settings::<S>).post(other::change_settings::<S>))
        .route("/export.json", get(other::export::<S>))
        .route("/settings/erase", get(other::confirm_erase::<S>))
        .route("/erase", post(other::erase::<S>))
        .route("/people", get(people::show::<S>).post(people::add::<S>))
        .route("/people/choose", post(people::choose::<S>))
        .route("/people/name", post(people::rename::<S>))
        .route("/healthz", get(other::health::<S>))
        .route("/api/decide", decide)
        .route("/assets/{name}", get(assets::show))
        .fallback(async || Trouble::NOT_FOUND)
        .method_not_allowed_fallback(async || Trouble::WRONG_METHOD)
        .layer(from_fn_with_state(served.clone(), ask::<S>))
        .layer(DefaultBodyLimit::max(PAGE_LIMIT))
        .layer(from_fn_with_state(Arc::clone(&served.app), guard::<S>))
        .with_state(served)
}
