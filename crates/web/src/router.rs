//! Which address leads where.

use crate::error::Trouble;
use crate::pages::{
    api, calendar, check, check_in, export, fine, history, home, import, medicines, mistake, other, people, prevent,
    progress, report, result, session, today, told,
};
use crate::security::{API_LIMIT, IMPORT_LIMIT, PAGE_LIMIT, guard};
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
    routes(Served::new(app))
}

/// All pages over this app, once the log of its person was read, so that the first page need not wait for that either.
///
/// A log that cannot be read is no hindrance: every page says so by itself.
pub async fn ready_router<S: EventStore + 'static>(app: App<S>) -> Router {
    let served = Served::new(app);
    served.read_ahead().await;
    routes(served)
}

fn routes<S: EventStore + 'static>(served: Served<S>) -> Router {
    let decide = post(api::decide::<S>).layer(DefaultBodyLimit::max(API_LIMIT));
    let import = get(import::show::<S>).merge(post(import::take_in::<S>).layer(DefaultBodyLimit::max(IMPORT_LIMIT)));
    Router::new()
        .route("/", get(home::show::<S>))
        .route("/start", post(home::start_anew::<S>))
        .route("/check", get(check::show::<S>).post(check::answer::<S>))
        .route("/check-in", get(check_in::show::<S>).post(check_in::answer::<S>))
        .route("/mistake", get(mistake::show::<S>).post(mistake::correct::<S>))
        .route("/fine", get(fine::show::<S>).post(fine::end::<S>))
        .route("/today", get(today::show::<S>))
        .route("/rest", post(today::rest::<S>))
        .route("/heat", get(session::show::<S>))
        .route("/positions", get(session::show::<S>))
        .route("/move", get(session::show::<S>))
        .route("/relax", get(session::show::<S>))
        .route("/session/start", post(session::start::<S>))
        .route("/session/end", post(session::end::<S>))
        .route("/session/abandon", post(session::abandon::<S>))
        .route("/done", post(session::done::<S>))
        .route("/medicines", get(medicines::show::<S>))
        .route("/medicines/find", get(async || Redirect::to("/medicines")).post(medicines::find::<S>))
        .route("/medicines/name", get(medicines::show_names::<S>).post(medicines::find_name::<S>))
        .route("/medicines/name/yes", post(medicines::confirm_name::<S>))
        .route("/medicines/name/none", post(medicines::no_name::<S>))
        .route("/medicines/take", post(medicines::take::<S>))
        .route("/medicines/log", post(medicines::log::<S>))
        .route("/doctor", get(told::doctor::<S>).post(told::saw_doctor::<S>))
        .route("/allowed", post(told::allowed::<S>))
        .route("/harm", get(told::harm::<S>).post(told::noticed::<S>))
        .route("/harm/cleared", post(told::cleared::<S>))
        .route("/log", get(history::show::<S>))
        .route("/log/withdraw", post(history::withdraw::<S>))
        .route("/log/correct", post(history::correct::<S>))
        .route("/progress", get(progress::show::<S>))
        .route("/pain", post(progress::pain::<S>))
        .route("/prevent", get(prevent::show::<S>))
        .route("/prevent/done", post(prevent::done::<S>))
        .route("/prevent/level", post(prevent::choose_level::<S>))
        .route("/report", get(report::show::<S>))
        .route("/report.pdf", get(report::pdf::<S>))
        .route("/result", get(result::show::<S>))
        .route("/wants", post(result::wants::<S>))
        .route("/learn", get(other::learn::<S>))
        .route("/learn/{treatment}", get(other::learn_one::<S>))
        .route("/emergency", get(other::emergency::<S>))
        .route("/settings", get(other::settings::<S>).post(other::change_settings::<S>))
        .route("/export.json", get(export::json::<S>))
        .route("/export.csv", get(export::csv::<S>))
        .route("/import", import)
        .route("/calendar.ics", get(calendar::feed::<S>))
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
