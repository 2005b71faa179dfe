//! The check: one screen at a time, each answer an event in the log.
//!
//! After every form the engine decides what comes next. A form that cannot be read in one way only comes back with
//! everything that was typed, and nothing is stored. A form carries the end of the log that it was made from, so that a
//! second tab cannot write over it, and the id of its event, so that sending it twice counts once.

pub(crate) mod again;
mod form;
mod question;
mod view;

pub(crate) use form::{NO, Problem, STRETCH, Sent};
pub(crate) use question::{Stretch, journey};

use crate::App;
use crate::components::{NoticeKind, notice};
use crate::error::Trouble;
use crate::known::{Known, Rows};
use crate::pages::check_in::is_news;
use crate::pages::frame::Frame;
use crate::pages::medicines::HREF as MEDICINES_HREF;
use crate::units::{WEIGHT_UNIT, WeightUnit};
use crate::visit::Visit;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_engine::{FactProblem, NextScreen};
use easeback_episode::{Event, EventId, Sequence, answered};
use easeback_guideline::{LevelId, ScreenPart};
use easeback_store::{EventStore, StoreError};
use form::{EVENT, ROWS, SCREEN, SEEN, STYLE, Taken, UNIT, take};
use maud::{Markup, html};
use question::Question;
use serde::Deserialize;
use view::View;

/// Which question is asked for, and in which unit: no field tells anything about an answer.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Which {
    part: Option<String>,
    step: Option<String>,
    unit: Option<String>,
}

/// `GET /check`: the next question that matters, or with `step` one that was answered before.
pub(crate) async fn show<S: EventStore + 'static>(
    app: Visit<S>,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Response, Trouble> {
    let Which { part, step, unit } = which.map(|Query(which)| which).unwrap_or_default();
    let stretch = Stretch::from_word(part.as_deref());
    let known = app.read().await?;
    // The first question stands on the start page, unless that shows the way to help.
    if known.log.open().is_none() && known.decision(&app.engine).reasons.is_empty() {
        return Ok(Redirect::to("/").into_response());
    }
    let mut page = Page::new(&app, &known, stretch);
    page.unit = unit.and_then(|unit| WeightUnit::from_word(&unit)).unwrap_or(page.unit);
    let before = step.and_then(|step| step.parse::<usize>().ok()).and_then(|step| step.checked_sub(1));
    let before = before.and_then(|place| journey(&app.engine, &page.rows, stretch).get(place).copied());
    let question = match (before, page.next.clone()) {
        (Some(screen), next) => Question::again(&app.engine, screen, &page.rows, next.as_ref()),
        (None, Some(next)) => Question::next(next, &page.rows),
        (None, None) => return Ok(Redirect::to(page.end()).into_response()),
    };
    let marks = Sent::of_answers(&question, &page.rows);
    Ok(page.show(StatusCode::OK, &question, &marks, &[], html! {}))
}

/// The first emergency screen, before anything was answered.
pub(crate) fn first<S: EventStore>(app: &App<S>, known: &Known) -> Option<Response> {
    let page = Page::new(app, known, Stretch::Check);
    let question = Question::next(page.next.clone()?, &page.rows);
    Some(page.show(StatusCode::OK, &question, &Sent::default(), &[], html! {}))
}

/// `POST /check`: stores the answers of a screen and leads on.
pub(crate) async fn answer<S: EventStore + 'static>(
    app: Visit<S>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(pairs) = form?;
    let sent = Sent(pairs);
    let field = |name| sent.get(name).ok_or(Trouble::BAD_FORM);
    let question = Question::from_form(&app.engine, field(SCREEN)?, field(ROWS)?, field(STYLE)?);
    let question = question.filter(|question| sent.fits(question)).ok_or(Trouble::BAD_FORM)?;
    let seen = Sequence::new(field(SEEN)?.parse().map_err(|_| Trouble::BAD_FORM)?);
    let id: EventId = field(EVENT)?.parse().map_err(|_| Trouble::BAD_FORM)?;
    let stretch = Stretch::from_word(sent.get(STRETCH));
    let known = app.read().await.map_err(|error| Trouble::from(error).with("/check", &sent.0))?;
    let mut page = Page::new(&app, &known, stretch);
    let usual_unit = page.unit;
    page.unit = sent.get(UNIT).and_then(WeightUnit::from_word).unwrap_or(usual_unit);
    let page = page;

    let taken = take(app.engine.guideline(), &question, &sent).and_then(|taken| page.check(taken));
    let (taken, rows) = match taken {
        Ok(taken) => taken,
        Err(problems) => {
            return Ok(page.show(StatusCode::UNPROCESSABLE_ENTITY, &question, &sent, &problems, html! {}));
        }
    };
    // What was ticked without saying what it is must not keep an earlier answer, which may have been "no".
    let withdrawn: Vec<String> = taken.open.iter().filter(|row| page.rows.contains_key(*row)).cloned().collect();
    let alone = taken.open.first().filter(|_| taken.answers.is_empty());
    let screen = Some(question.screen.id.clone());
    let given = alone.is_none().then(|| Event::AnswersGiven { screen, answers: taken.answers.clone() });
    let stored_before = |given: &Event| known.events.iter().any(|event| event.id == id && event.event == *given);
    if !given.as_ref().is_some_and(stored_before) {
        if seen != known.sequence {
            return Ok(page.conflict(&question, &sent));
        }
        let start =
            (known.log.open().is_none() && given.is_some()).then(|| app.event(&known, Event::EpisodeStarted {}));
        let given = given.map(|given| app.event_with(id, &known, given));
        let gone = (!withdrawn.is_empty()).then(|| app.event(&known, Event::AnswersWithdrawn { rows: withdrawn }));
        // Who types a weight in another unit will do so again.
        let new_unit = (page.unit != usual_unit).then(|| {
            let (setting, value) = (WEIGHT_UNIT.to_owned(), page.unit.word().to_owned());
            app.event(&known, Event::SettingChanged { setting, value })
        });
        let events: Vec<_> = start.into_iter().chain(given).chain(gone).chain(new_unit).collect();
        match app.add(seen, &events).await {
            Ok(_) => {}
            Err(StoreError::Conflict { .. } | StoreError::EventIdTaken { .. }) => {
                let known = app.read().await.map_err(|error| Trouble::from(error).with("/check", &sent.0))?;
                return Ok(Page::new(&app, &known, stretch).conflict(&question, &sent));
            }
            Err(error) => return Err(Trouble::from(error).with("/check", &sent.0)),
        }
    }
    if let Some(row) = alone {
        let known = app.read().await?;
        let question = question.only(row);
        return Ok(Page::new(&app, &known, stretch).show(StatusCode::OK, &question, &Sent::default(), &[], html! {}));
    }
    // An urgent sign that was taken away may have gone, or may have been a slip: only the person knows, and it matters.
    // One that was ticked without saying which it is was not taken away: it is asked next.
    if taken.open.is_empty() && !known.is_latched(&app.engine) && app.read().await?.is_latched(&app.engine) {
        return Ok(Redirect::to("/mistake").into_response());
    }
    Ok(Redirect::to(&page.after(&rows)).into_response())
}

/// What the pages of one request are made from.
struct Page<'a, S> {
    app: &'a App<S>,
    known: &'a Known,
    stretch: Stretch,
    rows: Rows,
    next: Option<NextScreen<'a>>,
    /// The unit in which a weight is typed.
    unit: WeightUnit,
}

impl<'a, S: EventStore> Page<'a, S> {
    fn new(app: &'a App<S>, known: &'a Known, stretch: Stretch) -> Self {
        let rows = known.rows();
        let next = stretch.next_once(&app.engine, known, &rows);
        let unit = known.weight_unit(app.engine.guideline(), &app.zone);
        Self { app, known, stretch, rows, next, unit }
    }

    /// Checks new answers together with all that were given before.
    fn check(&self, taken: Taken) -> Result<(Taken, Rows), Vec<Problem>> {
        let mut rows = answered(self.rows.clone(), &taken.answers);
        rows.retain(|row, _| !taken.open.contains(row));
        // What an older guideline allowed is not this form's fault.
        let before = self.app.engine.facts(&self.rows).err().unwrap_or_default();
        let mut problems = self.app.engine.facts(&rows).err().unwrap_or_default();
        problems.retain(|problem| !before.contains(problem));
        if problems.is_empty() {
            return Ok((taken, rows));
        }
        let on_page = |field: &String| taken.answers.keys().find(|row| *row == field).or(taken.answers.keys().next());
        let shown = |problem: &FactProblem| Problem {
            field: on_page(&problem.field).cloned().unwrap_or_default(),
            message: format!("This does not fit together: {}.", problem.allowed),
        };
        Err(problems.iter().map(shown).collect())
    }

    /// Where a person goes once these rows are stored.
    fn after(&self, rows: &Rows) -> String {
        let engine = &self.app.engine;
        let (before, now) = (self.known.facts(engine), self.known.facts_with(engine, rows));
        let urgent = |facts| matches!(engine.disposition(facts).level(), LevelId::SameDay | LevelId::EmergencyNow);
        // Whoever turns out to need help today is told at once; what is left to ask can wait.
        if self.stretch == Stretch::After && urgent(&now) && !urgent(&before) {
            return self.end().to_owned();
        }
        match self.stretch.next_once(engine, self.known, rows) {
            // Only once the answers are stored it is clear what they come to.
            None if self.stretch == Stretch::Medicines => self.stretch.href(None),
            None => self.end().to_owned(),
            Some(next) => {
                let journey = journey(engine, rows, self.stretch);
                // A step that is not answered yet shows the next question. A screen with a row left over is on the way
                // already, and only the bare address asks for the rest of it.
                let begun = journey.iter().any(|screen| screen.id == next.screen.id);
                self.stretch.href((!begun).then_some(journey.len() + 1))
            }
        }
    }

    /// Where this stretch ends. What the answers have made more urgent is told before anything else.
    fn end(&self) -> &'static str {
        let decision = self.known.decision(&self.app.engine);
        let shown = self.known.episode().and_then(|episode| episode.decisions.last());
        match self.stretch {
            Stretch::Medicines if !is_news(shown, &decision) => MEDICINES_HREF,
            Stretch::Wanted => "/result#wanted",
            _ => "/result",
        }
    }

    fn show(
        &self,
        status: StatusCode,
        question: &Question<'_>,
        marks: &Sent,
        problems: &[Problem],
        notice: Markup,
    ) -> Response {
        let engine = &self.app.engine;
        let place = |id: &str| engine.guideline().screens.iter().position(|screen| screen.id == id);
        let here = place(&question.screen.id);
        let journey = journey(engine, &self.rows, self.stretch);
        let before = journey.iter().filter(|screen| place(&screen.id) < here).count();
        let answered = journey.iter().any(|screen| screen.id == question.screen.id);
        let again = answered && question.rows.iter().any(|row| self.rows.contains_key(row.id));
        let back = match before {
            // The rest of a screen goes back to the whole of it.
            _ if answered && !again => Some(self.stretch.href(Some(before + 1))),
            0 if self.stretch == Stretch::Medicines => Some(MEDICINES_HREF.to_owned()),
            0 if self.stretch != Stretch::Check => Some("/result".to_owned()),
            0 if self.rows.is_empty() && self.known.decision(engine).reasons.is_empty() => None,
            0 => Some("/".to_owned()),
            before => Some(self.stretch.href(Some(before))),
        };
        // Whoever comes back finds the question by its step; the rest of a screen only by the bare address.
        let here = match answered {
            true if again => self.stretch.href(Some(before + 1)),
            true => self.stretch.href(None),
            false => self.stretch.href(Some(journey.len() + 1)),
        };
        let step = if again { before } else { journey.len() - usize::from(answered) } + 1;
        let view = View {
            question,
            marks,
            problems,
            notice,
            back,
            step: (step, self.about(journey.len())),
            stretch: self.stretch,
            here,
            unit: self.unit,
            seen: self.known.sequence,
            event: (self.app.ids)(),
        };
        let frame = Frame::of(engine.guideline(), self.known, &self.app.zone);
        let problem = if problems.is_empty() { "" } else { "Please look again: " };
        let title = format!("{problem}{}", question.screen.title);
        frame.alone(status, &title, &view::page(engine.guideline(), &view))
    }

    /// About how many steps there are: those that were answered, the next one, and those behind it.
    fn about(&self, answered: usize) -> usize {
        let Some(next) = &self.next else { return answered };
        let engine = &self.app.engine;
        let level = engine.disposition(&self.known.facts(engine)).level();
        // What the plan will need is not known before the check is done; as a rule it is all of it.
        let comfort = engine.guideline().screens.iter().filter(|screen| screen.when == ScreenPart::Comfort).count();
        let plan = if self.stretch == Stretch::Check && level == LevelId::Incomplete { comfort } else { 0 };
        answered + 1 + next.screens_after + plan
    }

    /// Something was written since the page was made: nothing is stored, and the page shows what is in the log now.
    /// What was typed stays where that question is still open.
    fn conflict(&self, question: &Question<'_>, sent: &Sent) -> Response {
        let engine = &self.app.engine;
        let screen = question.screen;
        let is_next = self.next.as_ref().is_some_and(|next| next.screen.id == screen.id);
        let is_before = journey(engine, &self.rows, self.stretch).iter().any(|one| one.id == screen.id);
        let (question, marks, says) = match self.next.clone() {
            Some(next) if is_next => (
                Question::next(next, &self.rows),
                sent.clone(),
                "What you chose is still here. Please look at it and go on.",
            ),
            next if is_before => {
                let question = Question::again(engine, screen, &self.rows, next.as_ref());
                let marks = Sent::of_answers(&question, &self.rows);
                (question, marks, "Your last choice was not stored. This is what is stored now.")
            }
            Some(next) => (
                Question::next(next, &self.rows),
                Sent::default(),
                "Your last choice was not stored. You are here now.",
            ),
            None => return Redirect::to(self.end()).into_response(),
        };
        let notice = html! {
            div role="status" {
                (notice(NoticeKind::Info, "Something was saved in another window.", &html! { p { (says) } }))
            }
        };
        self.show(StatusCode::CONFLICT, &question, &marks, &[], notice)
    }
}
