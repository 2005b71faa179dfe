//! The check-in: all warning signs again, the pain, and what this day asks besides, on one page.
//!
//! What was ticked before stands ticked; what was answered no is never filled in, so that nobody passes by a new sign.
//! The answers become one event. What they change is told at once: a new or more urgent reason leads to the result, a
//! question that only now matters is asked next, and only where neither is so does the day go on.

use crate::components::{CONTINUE, PRESSED, YES, back_button};
use crate::error::Trouble;
use crate::known::Rows;
use crate::pages::check::again::{Part, radio, read, show as show_part, summary, typed};
use crate::pages::check::{NO, Problem, Sent, Stretch, journey};
use crate::pages::frame::WORDS;
use crate::pages::write::{Happened, Posted, event_field, lead, sent, write};
use crate::present::Present;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use easeback_engine::{Answer, Decision, Disposition, Row};
use easeback_episode::{Asked, Event, ShownDecision, asked, schedule};
use easeback_guideline::{CheckInQuestion, Kind, LevelId};
use easeback_store::EventStore;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;

const PAGE: &str = "/check-in";

/// The hidden field that says which check-in was asked; its own word for none.
const WHICH_ONE: &str = "_check_in";
const BETWEEN: &str = "between";

/// The name of a question of the check-in begins with this.
const QUESTION: &str = "_ask.";

/// The hidden field by which the script keeps what is ticked and not sent yet.
const SCREEN: (&str, &str) = ("_screen", "check_in");

/// `GET /check-in`.
pub(crate) async fn show<S: EventStore + 'static>(app: Visit<S>) -> Result<Response, Trouble> {
    let present = app.present().await?;
    if present.known.episode().is_none() {
        return Ok(Redirect::to("/").into_response());
    }
    if present.is_unfinished() {
        return Ok(Redirect::to(&Stretch::Check.href(None)).into_response());
    }
    let form = Form::due(&present);
    let rows = present.known.rows();
    let marks = Sent(form.parts(&present).0.iter().flat_map(|part| part.marks(&rows)).collect());
    Ok(form.page(&app, &present, StatusCode::OK, &marks, &[]))
}

/// `POST /check-in`.
pub(crate) async fn answer<S: EventStore + 'static>(app: Visit<S>, form: Posted) -> Result<Response, Trouble> {
    let sent = sent(form)?;
    let before = app.present().await.map_err(|error| Trouble::from(error).with(PAGE, &sent.0))?;
    if before.known.episode().is_none() {
        return Ok(Redirect::to("/").into_response());
    }
    let form = Form::of(&before, sent.get(WHICH_ONE).ok_or(Trouble::BAD_FORM)?).ok_or(Trouble::BAD_FORM)?;
    let (signs, findings) = form.parts(&before);
    let parts: Vec<Part<'_>> = signs.into_iter().chain(findings).collect();
    let known = |name: &str| name.starts_with('_') || parts.iter().any(|part| part.has(name));
    if !sent.0.iter().all(|(name, _)| known(name)) {
        return Err(Trouble::BAD_FORM);
    }
    let answers = read(before.engine.guideline(), &parts, &sent);
    let questions = form.questions(&sent);
    let (answers, questions) = match (answers, questions) {
        (Ok(answers), Ok(questions)) => (answers, questions),
        (answers, questions) => {
            let problems: Vec<Problem> =
                answers.err().into_iter().flatten().chain(questions.err().into_iter().flatten()).collect();
            return Ok(form.page(&app, &before, StatusCode::UNPROCESSABLE_ENTITY, &sent, &problems));
        }
    };
    let check_in = form.0.check_in.map(|check_in| check_in.id.clone());
    let written = write(&app, PAGE, &sent, "/today", |present| {
        let checked_in =
            Event::CheckedIn { check_in: check_in.clone(), answers: answers.clone(), questions: questions.clone() };
        let stale = stale(present, &answers);
        let withdrawn = (!stale.is_empty()).then_some((None, Event::AnswersWithdrawn { rows: stale }));
        let happened: [Happened; 1] = [(None, checked_in)];
        Ok(happened.into_iter().chain(withdrawn).collect())
    });
    written.await?;
    let after = app.present().await?;
    let to = leads_to(&before, &after, &answers);
    // A question that comes next is still a part of it.
    let asks_on = to.starts_with(&Stretch::Check.href(None));
    Ok(if asks_on { Redirect::to(&to).into_response() } else { lead(&to, &sent) })
}

/// What is asked on the page.
struct Form<'p>(Asked<'p>);

impl<'p> Form<'p> {
    /// The check-in that is due, or the one that is due later today.
    fn due(present: &'p Present<'_>) -> Self {
        let now = present.now();
        let schedule = schedule(&now);
        let today = schedule.next.filter(|next| now.date_of(next.at) == now.today());
        Self(asked(&now, schedule.due.or(today).and_then(|slot| slot.check_in)))
    }

    /// The one that a form names; none where there is no such check-in.
    fn of(present: &'p Present<'_>, id: &str) -> Option<Self> {
        let now = present.now();
        let check_in = now.guideline().check_ins.iter().find(|check_in| check_in.id == id);
        (check_in.is_some() || id == BETWEEN).then(|| Self(asked(&now, check_in)))
    }

    /// Everything that has to be answered: the warning signs, and what is asked besides.
    fn parts(&self, present: &'p Present<'_>) -> (Vec<Part<'p>>, Vec<Part<'p>>) {
        let signs = self.0.warning_signs.iter();
        let signs = signs.flat_map(|signs| Part::of_screen(signs.screen, signs.rows.clone())).collect();
        let findings = self.0.findings.iter().filter_map(|finding| present.engine.row(&finding.id));
        (signs, findings.map(Part::One).collect())
    }

    /// What was answered of the questions that only a check-in asks. They decide nothing, and each may be left out.
    fn questions(&self, sent: &Sent) -> Result<BTreeMap<String, Answer>, Vec<Problem>> {
        let (mut answers, mut problems) = (BTreeMap::new(), Vec::new());
        for question in self.0.questions {
            let name = format!("{QUESTION}{}", question.id);
            let Some(value) = sent.get(&name).map(str::trim).filter(|value| !value.is_empty()) else { continue };
            match own_answer(question, value) {
                Some(answer) => {
                    answers.insert(question.id.clone(), answer);
                }
                None => problems.push(Problem {
                    field: name,
                    message: format!("\u{201c}{value}\u{201d} is no answer here. Change it, or leave it out."),
                }),
            }
        }
        if problems.is_empty() { Ok(answers) } else { Err(problems) }
    }

    fn page<S>(
        &self,
        app: &Visit<S>,
        present: &Present<'_>,
        status: StatusCode,
        marks: &Sent,
        problems: &[Problem],
    ) -> Response {
        let (signs, findings) = self.parts(present);
        let which = self.0.check_in.map_or(BETWEEN, |check_in| check_in.id.as_str());
        let title = self.0.check_in.map_or("Check in", |check_in| check_in.title.as_str());
        let body = html! {
            div data-here=(PAGE) {
                (summary(problems, &signs.iter().chain(&findings)))
                (back_button("/today", WORDS))
                h1 { (title) }
                @for say in &self.0.says { p { (say) } }
                @if self.0.medicine_log {
                    p.soft { "Took a medicine since last time? " a href="/medicines" { "Log it first" } ", then come back." }
                }
                form.check-in method="post" action=(PAGE) {
                    (event_field(app))
                    input type="hidden" name=(SCREEN.0) value=(SCREEN.1);
                    input type="hidden" name=(WHICH_ONE) value=(which);
                    @for part in signs.iter().chain(&findings) { (show_part(part, marks, problems)) }
                    @for question in self.0.questions { (own_question(question, marks, problems)) }
                    div.go { button.btn.big type="submit" name=(CONTINUE) value=(PRESSED) { "Done" } }
                }
            }
        };
        let problem = if problems.is_empty() { "" } else { "Please look again: " };
        present.frame().check_in(status, &format!("{problem}{title}"), &body)
    }
}

/// The answer to a question that only a check-in asks; none where it is none of its answers.
fn own_answer(question: &CheckInQuestion, value: &str) -> Option<Answer> {
    match question.kind {
        Kind::YesNo => match value {
            YES => Some(Answer::YesNo(true)),
            NO => Some(Answer::YesNo(false)),
            _ => None,
        },
        Kind::OneOf => {
            question.options.iter().any(|option| option.id == value).then(|| Answer::OneOf(value.to_owned()))
        }
        Kind::Number => {
            let number: f64 = value.replace(',', ".").parse().ok()?;
            let inside = question.min.is_none_or(|min| number >= min) && question.max.is_none_or(|max| number <= max);
            (number.is_finite() && inside).then_some(Answer::Number(number))
        }
        Kind::ManyOf => None,
    }
}

fn own_question(question: &CheckInQuestion, marks: &Sent, problems: &[Problem]) -> Markup {
    let name = format!("{QUESTION}{}", question.id);
    let error = problems.iter().find(|problem| problem.field == name);
    html! {
        fieldset.again id=(name) {
            legend { h2 { (question.ask) } }
            p.small.soft { "You may leave this out." }
            @if let Some(error) = error { p.error { (error.message) } }
            @match question.kind {
                Kind::YesNo => div.choose {
                    (radio(&name, YES, "Yes", marks))
                    (radio(&name, NO, "No", marks))
                },
                Kind::Number => (typed(&name, &question.ask, question.unit.as_deref().unwrap_or("a number"), marks)),
                _ => @for option in &question.options { (radio(&name, &option.id, &option.say, marks)) },
            }
        }
    }
}

/// Answers of an earlier day to questions that were not on the page and that what is said now makes matter again: they
/// are asked once more. One that was behind a result that was shown is not taken away, or it would count as a mistake.
fn stale(present: &Present<'_>, answers: &Rows) -> Vec<String> {
    open_again(present, answers).into_iter().filter(|row| !was_a_reason(present, row)).collect()
}

fn open_again(present: &Present<'_>, answers: &Rows) -> Vec<String> {
    let (engine, stored) = (present.engine, present.known.rows());
    let mut rows = stored.clone();
    rows.extend(answers.iter().map(|(row, answer)| (row.clone(), answer.clone())));
    let facts = present.known.facts_with(engine, &rows);
    let always = engine.guideline().check_in_always.iter().flat_map(|always| &always.screens);
    let screens = always.filter_map(|id| engine.guideline().screens.iter().find(|screen| screen.id == *id));
    let matters = |row: &Row<'_>| row.finding.asked_when.as_ref().is_some_and(|when| !facts.knows(when).no);
    let rows = screens.flat_map(|screen| engine.rows(screen)).filter(matters);
    let rows = rows.filter(|row| stored.contains_key(row.id) && !answers.contains_key(row.id));
    rows.map(|row| row.id.to_owned()).collect()
}

/// Whether a result of this spasm rested on this row.
fn was_a_reason(present: &Present<'_>, row: &str) -> bool {
    let guideline = present.engine.guideline();
    let shown = present.known.episode().into_iter().flat_map(|episode| &episode.decisions);
    let mut flags = shown.flat_map(|shown| &shown.red_flags).filter_map(|flag| guideline.red_flag(flag));
    let Some(row) = present.engine.row(row) else { return false };
    let id = guideline.finding(&row.finding.id).map(|(id, _)| id);
    flags.any(|flag| id.is_some_and(|id| flag.when.condition().findings().contains(&id)))
}

/// Where a check-in leads: to what is new, to what only now matters, or on with the day.
fn leads_to(before: &Present<'_>, after: &Present<'_>, answers: &Rows) -> String {
    match after.decision.disposition {
        Disposition::EmergencyNow => return "/result".to_owned(),
        Disposition::Incomplete => return Stretch::Check.href(None),
        _ => {}
    }
    if let Some(row) = open_again(after, answers).first() {
        let steps = journey(after.engine, &after.known.rows(), Stretch::After);
        let place = steps.iter().position(|screen| screen.rows.contains(row));
        return Stretch::After.href(place.map(|place| place + 1));
    }
    let shown = before.known.episode().and_then(|episode| episode.decisions.last());
    if is_news(shown, &after.decision) { "/result".to_owned() } else { "/today".to_owned() }
}

/// Whether a decision is more urgent than what was on the screen last, or has a reason that was not there. Time alone
/// may have brought it, so what the log said a moment before is no measure.
pub(crate) fn is_news(shown: Option<&ShownDecision>, after: &Decision<'_>) -> bool {
    let Some(shown) = shown else { return true };
    let days = |days: Option<u32>| Reverse(days.unwrap_or(0));
    let level = after.disposition.level();
    let levels = [LevelId::HomeCare, LevelId::SeeDoctorSoon, LevelId::SameDay, LevelId::EmergencyNow];
    // What was shown while answers were missing measures nothing.
    let Some(before) = levels.into_iter().find(|level| level.word() == shown.disposition) else { return true };
    let worse = (level, days(after.disposition.within_days())) > (before, days(shown.within_days));
    worse || after.reasons.iter().any(|reason| !shown.red_flags.contains(&reason.red_flag.id))
}
