//! The start: without an open episode the first emergency screen itself, with one the card of where things stand.

use crate::App;
use crate::components::{button_link, disposition_band, submit_button};
use crate::error::Trouble;
use crate::pages::check::{Stretch, first, journey};
use crate::pages::frame::WORDS;
use crate::pages::result::{at_once, note, title};
use crate::pages::today;
use crate::present::Present;
use crate::visit::Visit;
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_engine::Disposition;
use easeback_episode::{Event, Shown, schedule};
use easeback_guideline::{LevelId, PlanKind};
use easeback_store::EventStore;
use maud::{Markup, html};

/// `GET /`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    if present.known.episode().is_none()
        && !present.needs_help_unasked()
        && let Some(first) = first(&app, &present.known)
    {
        return Ok(first);
    }
    if present.decision.disposition != Disposition::Incomplete {
        note(&app, &present.known, &present.decision).await;
    }
    Ok(present.frame().page("Your back today", "/", &card(&app, &present)))
}

/// `POST /start`: a new episode; the one that was open ends.
pub(crate) async fn start_anew<S: EventStore + 'static>(
    app: Visit<S>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(_) = form?;
    app.append(|known| {
        // Asked for twice, it is the same new start.
        let fresh = known.log.open().is_some_and(|episode| episode.rows.is_empty());
        if fresh { Vec::new() } else { vec![app.event(known, Event::EpisodeStarted {})] }
    })
    .await?;
    // The first question stands on the start page, unless that shows the way to help.
    let help_first = app.present().await?.needs_help_unasked();
    let first = if help_first { Stretch::Check.href(None) } else { "/".to_owned() };
    Ok(Redirect::to(&first).into_response())
}

fn card<S: EventStore>(app: &App<S>, present: &Present<'_>) -> Markup {
    let (engine, rows) = (present.engine, present.known.rows());
    let disposition = present.decision.disposition;
    let (level, guideline) = (disposition.level(), engine.guideline());
    let lead = guideline.level(level).map_or("", |level| level.lead.as_str());
    let open = present.next_question().is_some();
    let incomplete = level == LevelId::Incomplete;
    let last = journey(engine, &rows, Stretch::Check).len();
    let result = match level {
        LevelId::EmergencyNow | LevelId::SameDay => "See what to do now",
        LevelId::SeeDoctorSoon | LevelId::HomeCare => "See what to do and why",
        LevelId::Incomplete => "See what we know so far",
    };
    let calm = matches!(level, LevelId::SeeDoctorSoon | LevelId::HomeCare) && !open;
    let unasked = present.needs_help_unasked();
    let weighs_most = present.decision.at_least.map_or(level, |rank| rank.level);
    let help_first = unasked || matches!(weighs_most, LevelId::EmergencyNow | LevelId::SameDay);
    let begun = !rows.is_empty();
    html! {
        (disposition_band(level.word(), &title(guideline, disposition), lead, WORDS))
        @if help_first { (at_once(present)) }
        (today::look_again(present))
        @if calm { (day(app, present)) }
        div.go {
            @if incomplete && !present.is_unfinished() {
                (button_link("/check-in", "Check in now", false))
            } @else if open {
                @if help_first { p { "Other signs may need help too." } }
                (button_link(&Stretch::Check.href(None), if begun { "Go on with the check" } else { "Check for warning signs" }, help_first))
                @if last > 0 { (button_link(&Stretch::Check.href(Some(last)), "Change my last answer", true)) }
            }
            (button_link("/result", result, calm || incomplete))
            @if !open && last > 0 { (button_link(&Stretch::Check.href(Some(last)), "Go back and change an answer", true)) }
        }
        @if begun { section {
            h2 { "Is it something new?" }
            p { "If this pain went away and came back, or if much has changed, do the check again from the start. What you told us before stays in your log." }
            form method="post" action="/start" { (submit_button("Start a new check", "", "", true)) }
            p.apart { (button_link("/fine", "My back is fine again", true)) }
        } }
    }
}

/// Today on a card: the next thing to do, the next dose, the next check-in.
fn day<S>(app: &App<S>, present: &Present<'_>) -> Markup {
    let (now, when, plan) = (present.now(), present.when(), present.plan());
    let schedule = schedule(&now);
    let dose = plan.not_yet.iter().min_by_key(|one| one.from);
    let dose_now = plan.items.iter().find(|item| item.line.kind == PlanKind::Dose && !item.is_done());
    html! {
        section.card.day {
            h2 { "Today" }
            @match plan.shown {
                Shown::Expired(missed) => p { (missed.expired) },
                Shown::Relapsed(relapse) => p { (relapse.say) },
                Shown::Ended(escalation) => p { (escalation.say) },
                _ => @if let Some(next) = today::next(app, &when, &plan) { (next) },
            }
            ul.lines {
                @if let Some(item) = dose_now {
                    li { span { "Medicine: " (item.treatment.map_or("", |treatment| treatment.name.as_str())) } a href="/medicines" { "You may take it now" } }
                } @else if let Some(dose) = dose {
                    li { span { "Next dose: " (dose.treatment.name) } strong.number { "from " (when.at(dose.from)) } }
                }
                @if schedule.due.is_some() || schedule.silent.is_some() {
                    li { span { "Check-in" } a.btn href="/check-in" { "Check in now" } }
                } @else if let Some(next) = schedule.next {
                    li { span { "Next check-in" } strong.number { (when.at(next.at)) } }
                }
            }
            div.go {
                @if matches!(plan.shown, Shown::Relapsed(_)) {
                    form method="post" action="/start" { (submit_button("Start the check", "", "", false)) }
                } @else {
                    (button_link("/today", "My plan for today", schedule.due.is_some()))
                }
            }
        }
    }
}
