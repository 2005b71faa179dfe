//! "I ticked that by mistake": what a result for today or for now rests on, answer by answer.
//!
//! A sign that was there and has gone still counts for a while, so taking an answer away is not enough: somebody has to
//! say that it never was so. Then what it had latched is let go, and the reason stands in the log. Nothing is taken for
//! a mistake unless it is said.

use crate::App;
use crate::components::{NoticeKind, back_button, button_link, notice, submit_button};
use crate::error::Trouble;
use crate::known::Rows;
use crate::pages::check::Stretch;
use crate::pages::frame::WORDS;
use crate::pages::write::{Happened, Posted, event_field, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_engine::{Answer, Disposition, Row, words};
use easeback_episode::Event;
use easeback_guideline::{FindingId, Kind, LevelId, RedFlag};
use easeback_store::EventStore;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

const PAGE: &str = "/mistake";

/// The finding whose answers stand in a list of their own, because they outlive the spasm.
const BAD_REACTION: &str = "bad_reaction";

/// Why an answer was wrong: what is stored, and what is read.
const REASONS: [(&str, &str); 2] =
    [("pressed_the_wrong_box", "No, I pressed the wrong box"), ("read_it_wrong", "No, I read it wrong")];

/// An answer that an urgent result rests on.
struct Behind {
    row: String,
    /// What was said.
    said: Answer,
    /// Whether it is still said.
    stands: bool,
}

/// `GET /mistake`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    let behind = behind(&present);
    if present.known.log.open().is_none() && behind.is_empty() {
        return Ok(Redirect::to("/").into_response());
    }
    let body = html! {
        (back_button("/result", WORDS))
        h1 { "Was it a mistake?" }
        @if behind.is_empty() {
            p { "None of your answers needs help today or now, so there is nothing to take back here." }
            div.go {
                (button_link("/today", "My plan for today", false))
                (button_link("/result#answers", "Look at my answers, or change one", true))
                (button_link("/log", "Everything in my log", true))
            }
        } @else {
            p { "We only take an answer back if it was never so." }
            (notice(NoticeKind::Warning, "", &html! {
                p { "If it was so and has gone, it still counts for now. Then please follow what the page says." }
            }))
            (form(&app, &present, &behind))
            p { a href="/result" { "No mistake: back to what to do now" } }
        }
    };
    Ok(present.frame().page("Was it a mistake?", "/result", &body))
}

fn form<S>(app: &App<S>, present: &Present<'_>, behind: &[Behind]) -> Markup {
    html! {
        form method="post" action=(PAGE) {
            (event_field(app))
            @for one in behind {
                @if let Some(row) = present.engine.row(&one.row) {
                    @let keep = if one.stands { "Yes, it is so" } else { "It was so, and it has gone" };
                    fieldset.again {
                        legend { h2 { "You said: " (as_said(&row, &one.said)) } }
                        label.pick { input type="radio" name=(one.row) value="" checked; span { (keep) } }
                        @for (reason, say) in REASONS {
                            label.pick { input type="radio" name=(one.row) value=(reason); span { (say) } }
                        }
                    }
                }
            }
            div.go { (submit_button("Save", "", "", false)) }
        }
    }
}

fn as_said(row: &Row<'_>, said: &Answer) -> String {
    match row.option {
        Some(option) => option.say.clone(),
        None => words(row.finding, said),
    }
}

/// `POST /mistake`.
pub(crate) async fn correct<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let known = |value: &str| value.is_empty() || REASONS.iter().any(|(reason, _)| *reason == value);
    if !sent.0.iter().all(|(name, value)| name.starts_with('_') || known(value)) {
        return Err(Trouble::BAD_FORM);
    }
    let written = write(&app, PAGE, &sent, "/result", |present| {
        let mut right: BTreeMap<&str, Rows> = BTreeMap::new();
        let mut to_ask = Vec::new();
        for one in behind(present) {
            let reason = REASONS.iter().map(|(reason, _)| *reason).find(|reason| sent.has(&one.row, reason));
            let Some((reason, row)) = reason.zip(present.engine.row(&one.row)) else { continue };
            let answer = right_answer(present, &row, &one);
            if answer.is_none() {
                // Nothing says yet what is right: it was not this, and it is asked again.
                to_ask.push(one.row.clone());
            }
            right.entry(reason).or_default().insert(one.row, answer.unwrap_or(Answer::NotSure));
        }
        let corrected =
            right.into_iter().map(|(reason, answers)| Event::AnswersCorrected { answers, reason: reason.to_owned() });
        let asked_again = (!to_ask.is_empty()).then_some(Event::AnswersWithdrawn { rows: to_ask });
        Ok(corrected.chain(asked_again).map(|event| -> Happened { (None, event) }).collect())
    });
    let response = written.await?;
    let after = app.present().await?;
    let open = after.decision.disposition == Disposition::Incomplete;
    Ok(if open { Redirect::to(&Stretch::Check.href(None)).into_response() } else { response })
}

/// What it should have been: what is said now, or that it is not so. A question that has no such answer is asked again.
fn right_answer(present: &Present<'_>, row: &Row<'_>, one: &Behind) -> Option<Answer> {
    if !one.stands {
        return present.known.rows().get(&one.row).cloned();
    }
    let plain = row.option.is_some() || row.finding.kind == Kind::YesNo || row.finding.none.is_some();
    plain.then(|| row.none())
}

/// The answers that an urgent result rests on: those behind a red flag that fires, and those behind one that was shown
/// and still counts.
fn behind(present: &Present<'_>) -> Vec<Behind> {
    let (guideline, engine) = (present.engine.guideline(), present.engine);
    let urgent = |flag: &RedFlag| matches!(flag.level, LevelId::SameDay | LevelId::EmergencyNow);
    let firing = present.decision.reasons.iter().filter(|reason| urgent(reason.red_flag));
    let mut findings: BTreeSet<FindingId> = firing.flat_map(|reason| reason.facts.iter().copied()).collect();
    let latched = present.known.is_latched(engine);
    if latched {
        let shown = present.known.log.spell().flat_map(|episode| &episode.decisions);
        let shown = shown.flat_map(|shown| &shown.red_flags);
        let flags = shown.filter_map(|flag| guideline.red_flag(flag)).filter(|flag| urgent(flag));
        findings.extend(flags.flat_map(|flag| flag.when.condition().findings()));
    }
    let of = |row: &Row<'_>| guideline.finding(&row.finding.id).is_some_and(|(id, _)| findings.contains(&id));
    let rows = present.known.rows();
    let mut behind: Vec<Behind> = Vec::new();
    let mut add = |id: &str, said: &Answer, stands: bool| {
        let Some(row) = engine.row(id) else { return };
        let positive = *said != row.none() && *said != Answer::NotSure;
        if positive && of(&row) && !behind.iter().any(|one| one.row == id) {
            behind.push(Behind { row: id.to_owned(), said: said.clone(), stands });
        }
    };
    for (id, said) in &rows {
        add(id, said, true);
    }
    for harm in &present.known.log.harms {
        add(&format!("{BAD_REACTION}.{}", harm.reaction), &Answer::YesNo(true), true);
    }
    if latched {
        for (id, said) in present.known.said_in_this_spell() {
            if rows.get(id) != Some(said) {
                add(id, said, false);
            }
        }
    }
    behind
}
