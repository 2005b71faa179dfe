//! Sessions: warmth, resting positions, movement and relaxation, each with its picture, its steps, a timer and a line to
//! log it.
//!
//! A timer is no more than the instant at which it was started, so it survives a reload, a sleeping phone and a restart
//! of the server.

use crate::App;
use crate::assets::session_script;
use crate::components::{
    Cue, NoticeKind, Timer, back_button, button_link, notice, reload, submit_button, timer as clock,
};
use crate::error::Trouble;
use crate::figures::{body_map, figure};
use crate::pages::check::Sent;
use crate::pages::frame::WORDS;
use crate::pages::result::picture;
use crate::pages::write::{Posted, event_field, number, pain_field, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use crate::when::{When, span};
use axum::http::Uri;
use axum::response::Response;
use easeback_episode::{Event, EventId, Item, Progress, Standing, running, session};
use easeback_guideline::{Treatment, TreatmentKind};
use easeback_store::EventStore;
use maud::{Markup, html};

/// A page of sessions: its address, its heading, and what belongs on it.
struct Kind {
    path: &'static str,
    title: &'static str,
    lead: &'static str,
    holds: fn(&Treatment) -> bool,
}

const KINDS: [Kind; 4] = [
    Kind {
        path: "heat",
        title: "Warmth",
        lead: "Start the timer when the pack is on.",
        holds: |treatment| treatment.id == "heat",
    },
    Kind {
        path: "positions",
        title: "Rest in a good position",
        lead: "Choose what hurts least. Short rests help; long ones do not.",
        holds: |treatment| treatment.kind == TreatmentKind::Position || treatment.id == "short_rest",
    },
    Kind {
        path: "move",
        title: "Move a little",
        lead: "A few steps, often, do more than a lot at once.",
        holds: |treatment| treatment.kind == TreatmentKind::Movement,
    },
    Kind {
        path: "relax",
        title: "Let go",
        lead: "Loosen one muscle group after the other.",
        holds: |treatment| treatment.kind == TreatmentKind::MindBody,
    },
];

/// The page on which a treatment has its session.
pub(crate) fn page_of(treatment: &Treatment) -> Option<String> {
    KINDS.iter().find(|kind| (kind.holds)(treatment)).map(|kind| format!("/{}", kind.path))
}

fn kind(path: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.path == path)
}

/// `GET /heat`, `/positions`, `/move` and `/relax`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>, uri: Uri) -> Result<Response, Trouble> {
    let kind = kind(uri.path().trim_start_matches('/')).ok_or(Trouble::NOT_FOUND)?;
    let present = app.present().await?;
    let (when, now) = (present.when(), present.now());
    let standing = running(&now).into_iter().find(|one| {
        let treatment = now.guideline().treatment(&one.running.treatment);
        treatment.is_some_and(|treatment| (kind.holds)(treatment))
    });
    let (head, body) = match &standing {
        Some(standing) => under_way(&app, kind, &present, &when, standing),
        None => (html! {}, choices(&app, kind, &present, &when)),
    };
    Ok(present.frame().page_with(kind.title, "/today", &head, &body))
}

/// The session that runs, or is over and waits to be logged.
fn under_way<S>(
    app: &App<S>,
    kind: &Kind,
    present: &Present<'_>,
    when: &When,
    standing: &Standing<'_>,
) -> (Markup, Markup) {
    let now = present.now();
    let run = standing.running;
    let name = now.guideline().treatment(&run.treatment).map_or("", |treatment| treatment.name.as_str());
    let script = session(&now, &run.treatment, run.part.as_deref());
    let cues: Vec<Cue<'_>> = script
        .iter()
        .flat_map(|script| &script.cues)
        .map(|cue| Cue { at_seconds: cue.from, say: cue.say, region: cue.name.unwrap_or_default() })
        .collect();
    let over = format!("{name}: the time is up.");
    let clock_of = Timer {
        name,
        now_ms: now.at.as_millisecond(),
        start_ms: run.started_at.as_millisecond(),
        end_ms: standing.ends_at.as_millisecond(),
        ends_at: &when.time(standing.ends_at),
        over: &over,
        cues: &cues,
    };
    let is_over = !matches!(standing.progress, Progress::Going { .. });
    let relaxation = cues.iter().any(|cue| !cue.region.is_empty()) && figure(picture(&run.treatment)).is_some();
    let head = html! {
        (reload(&clock_of))
        script src=(session_script()) defer {}
    };
    let body = html! {
        (back_button("/today", WORDS))
        h1 { (name) }
        @if relaxation && kind.path == "relax" { (body_map(&[], "region-")) }
        @else if let Some(drawing) = figure(picture(&run.treatment)) { (drawing) }
        (clock(&clock_of, WORDS))
        @if let Some(ask) = standing.ask { (notice(NoticeKind::Info, ask, &html! {})) }
        form.card method="post" action="/session/end" {
            (event_field(app))
            input type="hidden" name="session" value=(run.id);
            h2 { "When you are done" }
            (pain_field("pain_after", "How bad is the pain now? You may leave this out."))
            div.go {
                (submit_button(if is_over { "Log it" } else { "End it now and log it" }, "", "", false))
            }
        }
        form method="post" action="/session/abandon" {
            (event_field(app))
            input type="hidden" name="session" value=(run.id);
            (submit_button("I did not do it", "", "", true))
        }
    };
    (head, body)
}

/// What can be done on this page now, and what is held back.
fn choices<S>(app: &App<S>, kind: &Kind, present: &Present<'_>, when: &When) -> Markup {
    let now = present.now();
    let plan = present.plan();
    let of_kind = |treatment: &&Treatment| (kind.holds)(treatment);
    let treatments: Vec<&Treatment> = now.guideline().treatments.iter().filter(of_kind).collect();
    let offered = |treatment: &Treatment| now.decision.offer(&treatment.id).is_some();
    html! {
        (back_button("/today", WORDS))
        h1 { (kind.title) }
        @if now.episode().is_none() {
            p.lead { "First a short check tells what is safe for you." }
            p { (button_link("/", "Start the check", false)) }
        } @else {
            @if treatments.iter().any(|treatment| offered(treatment)) { p.lead { (kind.lead) } }
            @else { p.lead { "Nothing on this page is safe to suggest to you right now." } }
            @for treatment in treatments.iter().filter(|treatment| offered(treatment)) {
                @let item = plan.items.iter().find(|item| item.treatment.is_some_and(|one| one.id == treatment.id));
                (choice(app, present, when, treatment, item))
            }
            @for treatment in treatments.iter().filter(|treatment| !offered(treatment)) { (held(present, treatment)) }
        }
    }
}

fn choice<S>(
    app: &App<S>,
    present: &Present<'_>,
    when: &When,
    treatment: &Treatment,
    item: Option<&Item<'_>>,
) -> Markup {
    let now = present.now();
    let script = session(&now, &treatment.id, None);
    let waits = item.filter(|item| item.from > now.at);
    html! {
        section.card id=(treatment.id) {
            @if let Some(drawing) = figure(picture(&treatment.id)) { (drawing) }
            h2 { (treatment.name) }
            p { (treatment.summary) }
            @if !treatment.steps.is_empty() {
                ol { @for step in &treatment.steps { li { (step) } } }
            }
            @if let Some(item) = item {
                @for limit in &item.limits { p.small { (limit.say) } }
                @for note in &item.notes { (notice(NoticeKind::Info, "", &html! { p { (note.say) } })) }
                @if !item.done_by.is_empty() { p.small.soft { "Done today: " (item.done_by.len()) } }
            }
            @match (waits, script) {
                (Some(item), _) => p { strong { "Next: " (when.at(item.from)) } " (in " (when.until(item.from)) ")" },
                (None, Some(script)) => (start_form(app, treatment, &lengths(script.seconds, item))),
                (None, None) => (done_form(app, treatment)),
            }
            p.small { a href={ "/learn/" (treatment.id) } { "How sure this is, and more" } }
        }
    }
}

/// The lengths to choose from, in minutes.
fn lengths(seconds: u32, item: Option<&Item<'_>>) -> Vec<u32> {
    let scripted = item.is_some_and(|item| item.line.script.is_some());
    match item.and_then(|item| item.minutes).filter(|_| !scripted) {
        Some((least, most)) if least < most => vec![least, least.midpoint(most), most],
        _ => vec![seconds.div_ceil(60)],
    }
}

fn start_form<S>(app: &App<S>, treatment: &Treatment, lengths: &[u32]) -> Markup {
    html! {
        form method="post" action="/session/start" {
            (event_field(app))
            input type="hidden" name="treatment" value=(treatment.id);
            (pain_field("pain_before", "How bad is the pain now? You may leave this out."))
            div.go {
                @for minutes in lengths {
                    @if lengths.len() > 1 {
                        button.btn name="minutes" value=(minutes) type="submit" { "Start " (span(i64::from(*minutes))) }
                    } @else {
                        (submit_button(&format!("Start, about {}", span(i64::from(*minutes))), "", "", false))
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
            (submit_button("I did this", "", "", true))
        }
    }
}

/// What is held back, and why.
fn held(present: &Present<'_>, treatment: &Treatment) -> Markup {
    let withheld = present.decision.withheld.iter().find(|withheld| withheld.treatment.id == treatment.id);
    html! {
        @if let Some(withheld) = withheld {
            details {
                summary { (treatment.name) ": not for you now" }
                ul { @for stop in &withheld.stops { li { (stop.because) } } }
            }
        }
    }
}

/// `POST /session/start`.
pub(crate) async fn start<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let treatment = sent.get("treatment").ok_or(Trouble::BAD_FORM)?;
    let known = app.engine.guideline().treatment(treatment).ok_or(Trouble::BAD_FORM)?;
    let page = page_of(known).ok_or(Trouble::BAD_FORM)?;
    let (minutes, pain) = (number(&sent, "minutes")?, number(&sent, "pain_before")?);
    write(&app, "/session/start", &sent, &page, |present| {
        let (now, plan) = (present.now(), present.plan());
        let item = plan.items.iter().find(|item| item.treatment.is_some_and(|one| one.id == treatment));
        // What is no longer offered, or not yet again, is not started; the page says why.
        let Some(session) = session(&now, treatment, sent.get("part")) else { return Ok(Vec::new()) };
        if item.is_some_and(|item| item.from > now.at) || !running(&now).is_empty() {
            return Ok(Vec::new());
        }
        let allowed = lengths(session.seconds, item);
        let minutes = match minutes {
            Some(chosen) => *allowed.iter().find(|one| f64::from(**one) == chosen).ok_or(Trouble::BAD_FORM)?,
            None => 0,
        };
        let seconds = if minutes == 0 { session.seconds } else { minutes * 60 };
        Ok(vec![(None, easeback_episode::Session { seconds, ..session }.start(pain))])
    })
    .await
}

/// The session that a form names.
fn named(sent: &Sent) -> Result<EventId, Trouble> {
    sent.get("session").and_then(|id| id.parse().ok()).ok_or(Trouble::BAD_FORM)
}

/// `POST /session/end`: it counts, for no longer than it was meant to last.
pub(crate) async fn end<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let (id, pain) = (named(&sent)?, number(&sent, "pain_after")?);
    write(&app, "/session/end", &sent, "/today", |present| {
        let now = present.now();
        let ended = running(&now).into_iter().find(|one| one.running.id == id).map(|one| one.ended(now.at, pain));
        Ok(ended.map(|(at, event)| (Some(at), event)).into_iter().collect())
    })
    .await
}

/// `POST /session/abandon`: it does not count.
pub(crate) async fn abandon<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let id = named(&sent)?;
    write(&app, "/session/abandon", &sent, "/today", |present| {
        let now = present.now();
        let gone = running(&now).into_iter().find(|one| one.running.id == id).map(|one| (None, one.abandoned()));
        Ok(gone.into_iter().collect())
    })
    .await
}

/// `POST /done`: something was done without a timer.
pub(crate) async fn done<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let treatment = sent.get("treatment").ok_or(Trouble::BAD_FORM)?;
    let known = app.engine.guideline().treatment(treatment).ok_or(Trouble::BAD_FORM)?;
    // A medicine is logged with its product and its time, on the page of medicines.
    if matches!(known.kind, TreatmentKind::Medicine | TreatmentKind::Herb | TreatmentKind::SkinRub) {
        return Err(Trouble::BAD_FORM);
    }
    let (pain_before, pain_after) = (number(&sent, "pain_before")?, number(&sent, "pain_after")?);
    write(&app, "/done", &sent, "/today", |_| {
        let used = Event::TreatmentUsed {
            treatment: treatment.to_owned(),
            part: sent.get("part").map(str::to_owned),
            seconds: None,
            session: None,
            pain_before,
            pain_after,
        };
        Ok(vec![(None, used)])
    })
    .await
}
