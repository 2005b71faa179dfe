//! "My back is fine again": the end of a spasm, and what keeps the next one away.
//!
//! Feeling well is no all-clear: while an answer needs help today or now, this page sends there and ends nothing.

use crate::App;
use crate::components::{NoticeKind, back_button, button_link, notice, submit_button};
use crate::error::Trouble;
use crate::pages::frame::WORDS;
use crate::pages::write::{Posted, event_field, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_episode::{Event, visits};
use easeback_guideline::LevelId;
use easeback_store::EventStore;
use maud::{Markup, html};

/// `GET /fine`: the question, and after the end what comes now.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    let body = match (present.known.episode(), present.known.log.episodes.is_empty()) {
        (Some(_), _) => before(&app, &present),
        (None, false) => after(&present),
        (None, true) => return Ok(Redirect::to("/").into_response()),
    };
    Ok(present.frame().page("My back is fine again", "/today", &body))
}

/// Whether an answer needs help today or now.
fn is_urgent(present: &Present<'_>) -> bool {
    matches!(present.decision.disposition.level(), LevelId::SameDay | LevelId::EmergencyNow)
}

fn before<S>(app: &App<S>, present: &Present<'_>) -> Markup {
    let now = present.now();
    let visit = visits(&now).into_iter().find(|visit| !visit.made);
    html! {
        (back_button("/today", WORDS))
        h1 { "Is your back fine again?" }
        @if is_urgent(present) {
            (notice(NoticeKind::Warning, "Not yet", &html! {
                p { "What you told us needs a doctor first, even if the pain has gone." }
            }))
            div.go {
                (button_link("/result", "See what to do now", false))
                (button_link("/doctor", "A doctor has looked at it", true))
                (button_link("/mistake", "I ticked something by mistake", true))
            }
        } @else {
            p.lead { "That would be good news." }
            @if let Some(visit) = visit {
                (notice(NoticeKind::Warning, "A visit is still advised", &html! {
                    @for why in &visit.because { p { (why) } }
                }))
            }
            p { "If you close this spasm, the plan and the check-ins for it end. What you told us stays in your log. If the pain comes back, you start a new check." }
            p { "Are you still a bit sore? Then leave it open. The plan goes with you, and when the pain has been low for a week it leads you to exercises that keep it away." }
            form method="post" action="/fine" {
                (event_field(app))
                div.go {
                    (submit_button("Yes, it is fine again", "", "", false))
                    (button_link("/today", "No, leave it open", true))
                }
            }
        }
    }
}

fn after(present: &Present<'_>) -> Markup {
    html! {
        h1 { "Good to hear" }
        p.lead { "This spasm is closed. You got through it." }
        p { "It often comes back. Walking and a few exercises make that less likely, and you can start with them now that you are well." }
        div.go {
            (button_link("/prevent", "Keep the next one away", false))
            (button_link("/progress", "See how it went", true))
        }
        section {
            h2 { "If it comes back" }
            p { "Then do the whole check again. It takes about a minute." }
            @if present.known.log.open().is_none() { p { (button_link("/", "Start a new check", true)) } }
        }
    }
}

/// `POST /fine`.
pub(crate) async fn end<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    write(&app, "/fine", &sent, "/fine", |present| {
        let may_end = present.known.episode().is_some() && !is_urgent(present);
        Ok(may_end.then_some((None, Event::EpisodeEnded {})).into_iter().collect())
    })
    .await
}
