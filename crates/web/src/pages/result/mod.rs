//! The result: how soon and whom to see, why, what to say, what to watch for, and the plan where the level allows one.
//!
//! A decision that is shown for the first time is an event. A log that cannot be written must not keep anybody from the
//! result, so that is told to the log of the program, and the page is shown all the same.

mod answers;
mod held;
mod plan;
mod texts;
mod view;

pub(crate) use plan::picture;

use crate::error::Trouble;
use crate::known::Known;
use crate::pages::check::{STRETCH, Sent, Stretch};
use crate::pages::frame::Frame;
use crate::present::Present;
use crate::visit::Visit;
use crate::when::When;
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_engine::{Answer, Decision, Disposition, PersonFacts};
use easeback_episode::{Event, GuidelineStamp};
use easeback_guideline::{Guideline, LevelId};
use easeback_store::EventStore;
use maud::Markup;
use std::collections::BTreeMap;

/// The fact from the log that holds what a person would like to use.
const WANTS: &str = "wants";

/// Everything that the result is made from.
pub(super) struct Seen<'a> {
    pub(super) engine: &'a easeback_engine::Engine,
    pub(super) known: &'a Known,
    pub(super) facts: &'a PersonFacts,
    pub(super) decision: &'a Decision<'a>,
    pub(super) frame: Frame<'a>,
    pub(super) when: When,
    /// Whether the decision could not be written down.
    pub(super) unsaved: bool,
}

impl<'a> Seen<'a> {
    fn of(present: &'a Present<'_>, unsaved: bool) -> Self {
        Self {
            engine: present.engine,
            known: &present.known,
            facts: &present.facts,
            decision: &present.decision,
            frame: present.frame(),
            when: present.when(),
            unsaved,
        }
    }

    fn guideline(&self) -> &'a Guideline {
        self.engine.guideline()
    }

    fn level(&self) -> LevelId {
        self.decision.disposition.level()
    }

    /// What the person would like to use.
    fn wants(&self) -> Vec<String> {
        match self.known.rows().remove(WANTS) {
            Some(Answer::ManyOf { chosen, .. }) => chosen,
            _ => Vec::new(),
        }
    }

    /// Whether a stretch has a question left.
    fn has_questions(&self, stretch: Stretch) -> bool {
        stretch.next(self.engine, self.facts).is_some()
    }
}

/// `GET /result`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    if present.known.episode().is_none() && !present.needs_help_unasked() {
        return Ok(Redirect::to("/").into_response());
    }
    let unsaved = !note(&app, &present.known, &present.decision).await;
    let seen = Seen::of(&present, unsaved);
    let (title, body) = (title(seen.guideline(), seen.decision.disposition), view::page(&seen));
    // In an emergency nothing stands beside the way to help.
    let emergency = seen.decision.disposition == Disposition::EmergencyNow;
    Ok(if emergency { seen.frame.urgent(&title, &body) } else { seen.frame.page(&title, "/result", &body) })
}

/// What to do, why, and the ways on from there, for the page where it stands first.
pub(crate) fn at_once(present: &Present<'_>) -> Markup {
    view::at_once(&Seen::of(present, false))
}

/// Writes down that this decision is on the screen, unless it was the last one already; says whether it is kept.
pub(crate) async fn note<S: EventStore>(app: &Visit<S>, known: &Known, decision: &Decision<'_>) -> bool {
    let shown = shown(decision);
    !is_new(known, &shown) || keep(app, &shown).await
}

/// Writes it down, unless somebody else has by now; says whether it is kept.
async fn keep<S: EventStore>(app: &Visit<S>, shown: &Event) -> bool {
    let added = app.append(|known| {
        let new = known.episode().is_some() && is_new(known, shown);
        if new { vec![app.event(known, shown.clone())] } else { Vec::new() }
    });
    added.await.inspect_err(|error| tracing::error!(%error, "a decision was shown and could not be kept")).is_ok()
}

/// `POST /wants`: what the person would like to use, before what that makes necessary is asked.
pub(crate) async fn wants<S: EventStore + 'static>(
    app: Visit<S>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(pairs) = form?;
    let sent = Sent(pairs);
    let mut chosen: Vec<String> = sent.all(WANTS).map(str::to_owned).collect();
    chosen.sort();
    chosen.dedup();
    let answers = BTreeMap::from([(WANTS.to_owned(), Answer::ManyOf { chosen, not_sure: false })]);
    let fits = sent.0.iter().all(|(name, _)| name == WANTS || name == STRETCH) && app.engine.facts(&answers).is_ok();
    if !fits {
        return Err(Trouble::BAD_FORM);
    }
    let added = app.append(|known| {
        let given = Event::AnswersGiven { screen: None, answers: answers.clone() };
        let new = known.episode().is_some_and(|episode| episode.rows.get(WANTS) != answers.get(WANTS));
        if new { vec![app.event(known, given)] } else { Vec::new() }
    });
    added.await.map_err(|error| Trouble::from(error).with("/wants", &sent.0))?;
    // Whoever was sent here by the page of medicines goes back there in the end.
    let medicines = sent.has(STRETCH, Stretch::Medicines.word());
    let stretch = if medicines { Stretch::Medicines } else { Stretch::Wanted };
    Ok(Redirect::to(&stretch.href(None)).into_response())
}

/// The heading of a disposition, with its days.
pub(crate) fn title(guideline: &Guideline, disposition: Disposition) -> String {
    let title = guideline.level(disposition.level()).map_or("", |level| level.title.as_str());
    disposition.filled(title)
}

/// As in "1 day" and "3 days".
fn days(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// The event that tells that this decision was on the screen.
fn shown(decision: &Decision<'_>) -> Event {
    Event::DecisionShown {
        disposition: decision.disposition.level().word().to_owned(),
        within_days: decision.disposition.within_days(),
        red_flags: decision.reasons.iter().map(|reason| reason.red_flag.id.clone()).collect(),
        guideline: GuidelineStamp {
            name: decision.guideline.name.clone(),
            version: decision.guideline.version.clone(),
            digest: decision.guideline.digest.clone(),
        },
    }
}

/// Whether this decision differs from the one shown last.
fn is_new(known: &Known, event: &Event) -> bool {
    let last = known.episode().and_then(|episode| episode.decisions.last());
    let Event::DecisionShown { disposition, within_days, red_flags, guideline } = event else { return false };
    !last.is_some_and(|last| {
        last.disposition == *disposition
            && last.within_days == *within_days
            && last.red_flags == *red_flags
            && last.guideline == *guideline
    })
}
