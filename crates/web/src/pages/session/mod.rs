//! Sessions: warmth, resting positions, movement and relaxation, each with its picture, its steps, a timer and a line
//! to log it. The exercises of `/prevent` have their session there, led by the same parts.
//!
//! A timer is no more than the instant at which it was started, so it survives a reload, a sleeping phone and a restart
//! of the server. There is one session at a time, and none that the ledger or the plan says to wait for.

mod under_way;
mod write;

pub(crate) use under_way::{abandon_form, under_way};
pub(crate) use write::{abandon, done, end, ended, session_of, start};

use crate::App;
use crate::components::{NoticeKind, back_button, button_link, notice, submit_button};
use crate::error::Trouble;
use crate::figures::figure;
use crate::pages::frame::WORDS;
use crate::pages::medicines::{verdict, why};
use crate::pages::prevent;
use crate::pages::result::picture;
use crate::pages::write::{event_field, pain_field};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::{When, span};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use easeback_episode::{Item, May, Shown, Standing, in_prevention, programme, running, session};
use easeback_guideline::{Treatment, TreatmentKind};
use easeback_store::EventStore;
use maud::{Markup, html};
use under_way::finish_forms;

/// The treatment whose sessions are the exercises of a level.
pub(crate) const EXERCISE: &str = "prevention_exercise";

/// A page of sessions: its address, its heading, and what belongs on it.
struct Kind {
    path: &'static str,
    title: &'static str,
    lead: &'static str,
    holds: fn(&Treatment) -> bool,
}

const KINDS: [Kind; 4] = [
    Kind {
        path: "/heat",
        title: "Warmth",
        lead: "Start the timer when the pack is on.",
        holds: |treatment| treatment.id == "heat",
    },
    Kind {
        path: "/positions",
        title: "Rest in a good position",
        lead: "Choose what hurts least. Short rests help; long ones do not.",
        holds: |treatment| treatment.kind == TreatmentKind::Position || treatment.id == "short_rest",
    },
    Kind {
        path: "/move",
        title: "Move a little",
        lead: "A few steps, often, do more than a lot at once.",
        holds: |treatment| treatment.kind == TreatmentKind::Movement,
    },
    Kind {
        path: "/relax",
        title: "Relax",
        lead: "Loosen one muscle group after the other, or calm your thoughts.",
        holds: |treatment| treatment.kind == TreatmentKind::MindBody,
    },
];

/// The page on which a treatment has its session.
pub(crate) fn page_of(treatment: &Treatment) -> Option<String> {
    let page = KINDS.iter().find(|kind| (kind.holds)(treatment)).map(|kind| kind.path);
    page.or((treatment.id == EXERCISE).then_some(prevent::HREF)).map(str::to_owned)
}

/// `GET /heat`, `/positions`, `/move` and `/relax`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>, uri: Uri) -> Result<Response, Trouble> {
    let present = app.present().await?;
    page(&app, &present, uri.path(), StatusCode::OK, &html! {}).ok_or(Trouble::NOT_FOUND)
}

/// The page at an address, with a word on what just happened; none where there is no such page.
fn page<S>(app: &App<S>, present: &Present<'_>, path: &str, status: StatusCode, answer: &Markup) -> Option<Response> {
    let kind = KINDS.iter().find(|kind| kind.path == path)?;
    let (when, now) = (present.when(), present.now());
    let standing = running(&now).into_iter().find(|one| {
        let treatment = now.guideline().treatment(&one.running.treatment);
        treatment.is_some_and(|treatment| (kind.holds)(treatment))
    });
    let (head, body) = match &standing {
        Some(standing) => under_way(present, &when, standing, &finish_forms(app, standing)),
        None => (html! {}, choices(app, kind, present, &when)),
    };
    let body = html! { div data-here=(path) { (back_button("/today", WORDS)) (answer) (body) } };
    Some(present.frame().page_with(status, kind.title, "/today", &head, &body))
}

/// What can be done on this page now, and what is held back.
fn choices<S>(app: &App<S>, kind: &Kind, present: &Present<'_>, when: &When) -> Markup {
    let now = present.now();
    let plan = present.plan();
    let of_kind = |treatment: &&Treatment| (kind.holds)(treatment);
    let treatments: Vec<&Treatment> = now.guideline().treatments.iter().filter(of_kind).collect();
    let offered = |treatment: &Treatment| now.decision.offer(&treatment.id).is_some();
    let busy = running(&now).into_iter().next();
    html! {
        h1 { (kind.title) }
        @if now.episode().is_none() {
            p.lead { "First a short check tells what is safe for you." }
            p { (button_link("/", "Start the check", false)) }
        } @else {
            @let expired = if let Shown::Expired(missed) = plan.shown { Some(missed) } else { None };
            @if let Some(missed) = expired {
                (notice(NoticeKind::Warning, "", &html! { p { (missed.say) } p { (button_link("/check-in", "Check in now", false)) } }))
            }
            @if let Some(busy) = &busy { (one_at_a_time(present, when, busy)) }
            @if treatments.iter().any(|treatment| offered(treatment)) { p.lead { (kind.lead) } }
            @else if expired.is_none() { p.lead { "Nothing on this page is safe to suggest to you right now." } }
            @for treatment in treatments.iter().filter(|treatment| offered(treatment)) {
                @let item = plan.items.iter().find(|item| item.treatment.is_some_and(|one| one.id == treatment.id));
                (choice(app, present, when, treatment, item, (busy.is_none(), treatments.len() == 1)))
            }
            @for treatment in treatments.iter().filter(|treatment| !offered(treatment)) { (held(present, treatment)) }
        }
    }
}

/// Another session is on, or waits to be logged.
pub(crate) fn one_at_a_time(present: &Present<'_>, when: &When, busy: &Standing<'_>) -> Markup {
    let treatment = present.engine.guideline().treatment(&busy.running.treatment);
    let page = treatment.and_then(page_of);
    html! {
        (notice(NoticeKind::Info, "One thing at a time", &html! {
            p {
                @if let Some(treatment) = treatment { (treatment.name) }
                @if busy.ends_at > when.now { " is on until " (when.time(busy.ends_at)) "." } @else { " is over and not logged yet." }
            }
            @if let Some(page) = page { p { a href=(page) { "Go to the timer" } } }
        }))
    }
}

fn choice<S>(
    app: &App<S>,
    present: &Present<'_>,
    when: &When,
    treatment: &Treatment,
    item: Option<&Item<'_>>,
    (free, alone): (bool, bool),
) -> Markup {
    let script = session(&present.now(), &treatment.id, None);
    let may = may(present, treatment, item);
    html! {
        section.card.offer id=(treatment.id) {
            @if let Some(drawing) = figure(picture(&treatment.id)) { (drawing) }
            h2 { (treatment.name) }
            p { (treatment.summary) }
            @match (&may, script) {
                (May::Now(room), Some(script)) => @if free {
                    (start_form(app, &treatment.id, &lengths(script.seconds, item, room.most_minutes)))
                },
                (May::Now(_), None) => (done_form(app, treatment)),
                (held, _) => (verdict(present, when, held)),
            }
            @if let Some(item) = item {
                @if !item.notes.is_empty() || !item.limits.is_empty() {
                    ul.mind {
                        @for note in &item.notes { li { (note.say) } }
                        @for limit in &item.limits { li { (limit.say) } }
                    }
                }
                @if !item.done_by.is_empty() {
                    p.small.soft { "Done today: " (item.done_by.len()) @if item.done_by.len() == 1 { " time" } @else { " times" } }
                }
            }
            @if !treatment.steps.is_empty() {
                details open[alone] { summary { "How to do it" } ol { @for step in &treatment.steps { li { (step) } } } }
            }
            p.small { a href={ "/learn/" (treatment.id) } { "How sure this is, and more" } }
        }
    }
}

/// Whether it may be done now: the stricter of what the ledger and what the plan says.
pub(crate) fn may<'a>(present: &'a Present<'_>, treatment: &Treatment, item: Option<&Item<'_>>) -> May<'a> {
    let now = present.known.now;
    if treatment.id == EXERCISE && !in_prevention(&present.now()) {
        return May::NotAtAll { reasons: Vec::new() };
    }
    let by_ledger = present.ledger().may_use(&present.decision, &treatment.id, now);
    let exercises = || programme(&present.now()).filter(|_| treatment.id == EXERCISE);
    let tomorrow = exercises().map(|programme| present.now().instant(programme.next_on, jiff::civil::Time::MIN));
    let later = item.map(|item| item.from).into_iter().chain(tomorrow).max().filter(|from| *from > now);
    match (by_ledger, later) {
        (May::Now(_), Some(from)) => May::NotYet { from, reasons: Vec::new() },
        (May::NotYet { from, reasons }, Some(later)) => May::NotYet { from: from.max(later), reasons },
        (may, _) => may,
    }
}

/// The lengths to choose from, in minutes.
pub(crate) fn lengths(seconds: u32, item: Option<&Item<'_>>, most: Option<f64>) -> Vec<u32> {
    let scripted = item.is_none_or(|item| item.line.script.is_some());
    let mut lengths = match item.and_then(|item| item.minutes).filter(|_| !scripted) {
        Some((least, most)) if least < most => vec![least, least.midpoint(most), most],
        _ => vec![seconds.div_ceil(60)],
    };
    lengths.dedup();
    lengths.retain(|minutes| most.is_none_or(|most| f64::from(*minutes) <= most));
    lengths
}

pub(crate) fn start_form<S>(app: &App<S>, treatment: &str, lengths: &[u32]) -> Markup {
    html! {
        form method="post" action="/session/start" {
            (event_field(app))
            input type="hidden" name="treatment" value=(treatment);
            details.fold-away {
                summary { "Add how bad the pain is" }
                (pain_field("pain_before", "How bad is the pain now?"))
            }
            @if lengths.len() > 1 { p.strong aria-hidden="true" { "Start for" } }
            div.go.lengths {
                @if let [only] = lengths {
                    (submit_button(&format!("Start, about {}", span(i64::from(*only))), "", "", false))
                } @else {
                    @for minutes in lengths {
                        button.btn name="minutes" value=(minutes) type="submit" { span.vh { "Start for " } (span(i64::from(*minutes))) }
                    }
                }
            }
        }
    }
}

fn done_form<S>(app: &App<S>, treatment: &Treatment) -> Markup {
    html! {
        form method="post" action="/done" {
            (event_field(app))
            input type="hidden" name="treatment" value=(treatment.id);
            div.go { (submit_button("I did this", "", "", true)) }
        }
    }
}

/// What is held back, and why: every stop, or that the level shows no such thing.
fn held(present: &Present<'_>, treatment: &Treatment) -> Markup {
    let may = present.ledger().may_use(&present.decision, &treatment.id, present.known.now);
    html! {
        details.card.product {
            summary { strong { (treatment.name) } " " span.soft { "not for you now" } }
            (why(present, &present.when(), may.reasons()))
        }
    }
}
