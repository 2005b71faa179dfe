//! Everything in the log, newest first, and how to change what was written down wrongly.
//!
//! Nothing is ever rewritten: a correction is an event of its own, and the ledger goes on counting the larger amount
//! and the later time of what was told.

use crate::App;
use crate::components::{back_button, error_summary, submit_button};
use crate::error::Trouble;
use crate::pages::check::Sent;
use crate::pages::done;
use crate::pages::frame::WORDS;
use crate::pages::medicines::{as_before, lead_on, to_name};
use crate::pages::progress::pain_after;
use crate::pages::write::{Posted, attempt, event_field, number, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::{NotTyped, When, span};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use easeback_episode::{Answer, Content, Event, EventId, Log, Recorded};
use easeback_guideline::Guideline;
use easeback_store::EventStore;
use maud::{Markup, html};
use serde::Deserialize;
use std::cmp::Reverse;

/// How many entries are shown before there is a link to all of them.
const SHOWN: usize = 60;

/// The heading of the page for one entry.
const TITLE: &str = "Change this entry";

/// The finding that says how bad the pain is.
const PAIN: &str = "pain_now";

/// What `GET /log` is asked with: whether to show all of it, or one event to change. Neither tells anything about a
/// person.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Which {
    all: Option<String>,
    event: Option<String>,
}

/// `GET /log`.
pub(crate) async fn show<S: EventStore + 'static>(
    app: Visit<S>,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Response, Trouble> {
    let Query(which) = which.map_err(|_| Trouble::NOT_FOUND)?;
    let present = app.present().await?;
    let when = present.when();
    if let Some(id) = which.event {
        let id: EventId = id.parse().map_err(|_| Trouble::NOT_FOUND)?;
        let body = set_right(&app, &present, &when, id, None).ok_or(Trouble::NOT_FOUND)?;
        return Ok(present.frame().page(TITLE, "/today", &body));
    }
    let gone = gone(&present.known.events);
    let mut newest: Vec<&Recorded> = present.known.events.iter().collect();
    newest.sort_by_key(|event| Reverse((event.at, event.sequence)));
    let told = newest.into_iter().filter_map(|event| {
        let says = says(present.engine.guideline(), event, &when)?;
        Some((event, says, gone.contains(&event.id)))
    });
    let limit = if which.all.is_some() { usize::MAX } else { SHOWN };
    let entries: Vec<_> = told.take(limit.saturating_add(1)).collect();
    let body = html! {
        (back_button("/today", WORDS))
        h1 { "Everything in my log" }
        p { "Newest first. Answers of the check stand on the page for the doctor." }
        ul.lines {
            @for (event, says, gone) in entries.iter().take(limit) {
                li {
                    span.gone[*gone] { (says) br; span.soft { (when.at(event.at)) } }
                    @if event.event.is_correctable() && !gone {
                        a href={ "/log?event=" (event.id) } { "Change" span.vh { ": " (says) } }
                    }
                }
            }
        }
        @if entries.len() > limit { p { a href="/log?all=yes" { "Show all of it" } } }
        p { a href="/report" { "The page for the doctor" } }
    };
    Ok(present.frame().page("Everything in my log", "/today", &body))
}

/// The events that were taken back.
fn gone(events: &[Recorded]) -> Vec<EventId> {
    let withdrawn = events.iter().filter_map(|recorded| match &recorded.event {
        Event::EventWithdrawn { event, .. } => Some(*event),
        _ => None,
    });
    withdrawn.collect()
}

/// What an event says in a line; nothing for what is told elsewhere, such as the answers of the check.
pub(crate) fn says(guideline: &Guideline, recorded: &Recorded, when: &When) -> Option<String> {
    let name = |id: &str| guideline.treatment(id).map_or_else(|| id.to_owned(), |treatment| treatment.name.clone());
    let list = |ids: &[String]| {
        let option = |id: &String| {
            let (_, finding) = guideline.finding("bad_reaction")?;
            finding.option(id).map(|(_, option)| option.say.clone())
        };
        ids.iter().map(|id| option(id).unwrap_or_else(|| id.clone())).collect::<Vec<_>>().join("; ")
    };
    Some(match &recorded.event {
        Event::EpisodeStarted {} => "A spasm began".to_owned(),
        Event::EpisodeEnded {} => "The spasm was over".to_owned(),
        Event::CheckedIn { answers, .. } => match answers.get(PAIN) {
            Some(Answer::Number(pain)) => format!("Checked in: pain {pain} of 10"),
            _ => "Checked in".to_owned(),
        },
        Event::MedicineTaken { name, contents, .. } => format!("Took {name}{}", inside(guideline, name, contents)),
        Event::TreatmentUsed { treatment, seconds, .. } => {
            let long = seconds.map_or(String::new(), |seconds| format!(", {}", span(i64::from(seconds.div_ceil(60)))));
            format!("{}{long}", name(treatment))
        }
        Event::PainFelt { pain, .. } => format!("Pain {pain} of 10"),
        Event::TreatmentStopped { treatment, .. } => format!("Stopped: {}", name(treatment)),
        Event::RestLogged { date, mostly_lying } => {
            let mostly = if *mostly_lying { "Mostly lying down" } else { "Mostly up" };
            format!("{mostly} {}", when.on(*date))
        }
        Event::HarmNoticed { reactions, .. } => format!("A bad reaction: {}", list(reactions)),
        Event::HarmCleared { reactions } => format!("Cleared by a doctor or pharmacist: {}", list(reactions)),
        Event::DoctorSeen { .. } => "Saw a doctor".to_owned(),
        Event::TreatmentAllowed { treatment, .. } => format!("A doctor or pharmacist said yes: {}", name(treatment)),
        Event::ExercisesDone { level, .. } => format!("Exercises of level {level}"),
        Event::LevelChosen { level } => format!("Moved to level {level} of the exercises"),
        Event::AnswersCorrected { .. } => "An answer was corrected".to_owned(),
        Event::EventCorrected { to, .. } => format!("Changed: {}", says(guideline, &with(recorded, to), when)?),
        _ => return None,
    })
}

fn with(recorded: &Recorded, event: &Event) -> Recorded {
    Recorded { event: event.clone(), ..recorded.clone() }
}

/// What was in it; where that is what it is called, only how much.
fn inside(guideline: &Guideline, name: &str, contents: &[Content]) -> String {
    if let [Content { ingredient, mg: Some(mg) }] = contents
        && guideline.ingredient_name(ingredient).eq_ignore_ascii_case(name)
    {
        return format!(" {mg} mg");
    }
    let parts = contents.iter().map(|content| {
        let name = guideline.ingredient_name(&content.ingredient);
        content.mg.map_or_else(|| format!("{name}, amount not known"), |mg| format!("{name} {mg} mg"))
    });
    let list = parts.collect::<Vec<_>>().join("; ");
    if list.is_empty() { list } else { format!(" ({list})") }
}

/// The forms for one event: take it back; for a dose, also another amount or time.
fn set_right<S>(
    app: &App<S>,
    present: &Present<'_>,
    when: &When,
    id: EventId,
    problem: Option<(&Sent, NotTyped)>,
) -> Option<Markup> {
    let typed = |field: &str| problem.and_then(|(sent, _)| sent.get(field)).map(str::to_owned);
    let guideline = present.engine.guideline();
    let recorded = present.known.events.iter().find(|event| event.id == id && event.event.is_correctable())?;
    let says = says(guideline, recorded, when)?;
    let dose = standing(&present.known.log, id);
    Some(html! {
        (back_button("/log", WORDS))
        @if let Some((_, problem)) = problem { (error_summary(&[("at", problem.says())], WORDS)) }
        h1 { (TITLE) }
        p.lead { (says) ", " (when.at(recorded.at)) }
        @if let Some(dose) = dose {
            form.card method="post" action="/log/correct" {
                (event_field(app))
                input type="hidden" name="event" value=(id);
                @for (place, content) in dose.contents.iter().enumerate() {
                    @let name = guideline.ingredient_name(&content.ingredient);
                    p.field {
                        label for={ "mg-" (place) } { (name) ", mg in all" }
                        input type="number" id={ "mg-" (place) } name={ "mg." (place) } min="0.001" max="20000" step="any"
                            value=[typed(&format!("mg.{place}")).or_else(|| content.mg.map(|mg| mg.to_string()))];
                    }
                }
                p.field {
                    label for="at" { "When?" }
                    input #at type="datetime-local" name="at" value=(typed("at").unwrap_or_else(|| when.field(dose.at))) max=(when.field(when.now)) required;
                }
                div.go { (submit_button("Save", "", "", false)) }
                p.small.soft { "To be safe, the larger amount and the later time still count for when the next dose is due." }
            }
        }
        @if let Some(dose) = dose { (pain_after(app, present, dose)) }
        form method="post" action="/log/withdraw" {
            (event_field(app))
            input type="hidden" name="event" value=(id);
            (submit_button("It did not happen", "", "", true))
        }
    })
}

/// The dose of an event, as it stands.
fn standing(log: &Log, id: EventId) -> Option<&easeback_episode::Dose> {
    log.doses.iter().find(|dose| dose.id == id && dose.stands)
}

fn named(sent: &Sent) -> Result<EventId, Trouble> {
    sent.get("event").and_then(|id| id.parse().ok()).ok_or(Trouble::BAD_FORM)
}

/// `POST /log/withdraw`.
pub(crate) async fn withdraw<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let event = named(&sent)?;
    let then = done::page(sent.get(done::PAGE)).unwrap_or("/log");
    write(&app, "/log/withdraw", &sent, then, |present| {
        let there = present.known.events.iter().any(|one| one.id == event && one.event.is_correctable());
        let gone = gone(&present.known.events).contains(&event);
        let withdrawn = Event::EventWithdrawn { event, reason: Some("mistake".to_owned()) };
        // What a visit left unknown is known again as it was before it.
        let as_before = to_name(&present.known).filter(|visit| visit.id == event).map(as_before);
        let happened = std::iter::once(withdrawn).chain(as_before).map(|event| (None, event));
        Ok(happened.filter(|_| there && !gone).collect())
    })
    .await
}

/// `POST /log/correct`: a dose with another amount or time.
pub(crate) async fn correct<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let event = named(&sent)?;
    let before = app.present().await?.decision.disposition.level();
    let made = attempt(&app, "/log/correct", &sent, "/log", |present| {
        let Some(dose) = standing(&present.known.log, event) else { return Ok(Ok(Vec::new())) };
        let when = present.when();
        let typed = sent.get("at").ok_or(Trouble::BAD_FORM)?;
        // The field shows no seconds: where it was left as it was, so is the time.
        let at = if typed == when.field(dose.at) { Ok(dose.at) } else { when.typed(typed) };
        let at = match at {
            Ok(at) => at,
            Err(problem) => return Ok(Err(problem)),
        };
        let mut contents = dose.contents.clone();
        for (place, content) in contents.iter_mut().enumerate() {
            content.mg = number(&sent, &format!("mg.{place}"))?;
        }
        let to = Event::MedicineTaken {
            product: dose.product.clone(),
            name: dose.name.clone(),
            units: dose.units.and_then(|units| units_of(units, &dose.contents, &contents)),
            contents,
            on_skin: dose.on_skin,
            pain_before: dose.pain_before,
        };
        Ok(Ok(vec![(None, Event::EventCorrected { event, at, to: Box::new(to) })]))
    });
    match made.await? {
        Ok(done) => lead_on(&app, before, &sent, done).await,
        Err((present, problem)) => {
            let body = set_right(&app, &present, &present.when(), event, Some((&sent, problem)));
            let body = body.ok_or(Trouble::NOT_FOUND)?;
            Ok(present.frame().page_as(StatusCode::UNPROCESSABLE_ENTITY, TITLE, "/today", &body))
        }
    }
}

/// How many units it is with other amounts: none where the amounts are not all so many times what they were.
fn units_of(units: f64, before: &[Content], after: &[Content]) -> Option<f64> {
    let mut times = before.iter().zip(after).map(|(before, after)| match (before.mg, after.mg) {
        (Some(before), Some(after)) => Some(after / before),
        (None, None) => Some(1.0),
        _ => None,
    });
    let first = times.next()??;
    times.all(|other| other.is_some_and(|other| (other - first).abs() < 1e-9)).then_some(units * first)
}
