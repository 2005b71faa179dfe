//! Questions on one page: a group for each screen of warning signs, and single questions beside them.
//!
//! A group says what its signs are and is answered by one tick, "None of these", or by ticking signs in the part that
//! opens. Every sign is in view beside that tick: nobody says no to what was not shown. What a group sent is read by
//! the readers of the check, group by group, so the same holds here: a box that is not ticked says no only where the
//! person says that they looked, and whatever can be read in two ways is a problem.

use super::form::{NO, Problem, Sent, problem, range, ticks};
use super::question::{Question, Style};
use crate::components::{
    CONTINUE, Choice, NONE_OF_THESE, NOT_SURE, PRESSED, TickRow, WHICH, YES, error_summary, tick_row,
};
use crate::known::Rows;
use crate::pages::frame::WORDS;
use easeback_engine::Row;
use easeback_guideline::{Finding, Guideline, Kind, Screen, ScreenStyle};
use maud::{Markup, html};

/// The name of a group's own "None of these" begins with this.
const NONE: &str = "_none.";

/// A part of the page with an answer of its own.
#[derive(Clone, Debug)]
pub(crate) enum Part<'e> {
    /// Signs to tick, or none of them.
    Signs(Question<'e>),
    /// A single question.
    One(Row<'e>),
}

impl<'e> Part<'e> {
    /// The parts of a screen: one for all of its signs, or one for each of its questions.
    pub(crate) fn of_screen(screen: &'e Screen, rows: Vec<Row<'e>>) -> Vec<Self> {
        match screen.style {
            ScreenStyle::Tick => vec![Self::Signs(Question { screen, rows, style: Style::Ticks })],
            ScreenStyle::One => rows.into_iter().map(Self::One).collect(),
        }
    }

    /// Its id on the page.
    fn id(&self) -> &'e str {
        match self {
            Self::Signs(question) => &question.screen.id,
            Self::One(row) => row.id,
        }
    }

    /// Its heading.
    fn title(&self) -> &'e str {
        match self {
            Self::Signs(question) => &question.screen.title,
            Self::One(row) => row.option.map_or(&row.finding.ask, |option| &option.say),
        }
    }

    /// Its rows.
    pub(crate) fn rows(&self) -> &[Row<'e>] {
        match self {
            Self::Signs(question) => &question.rows,
            Self::One(row) => std::slice::from_ref(row),
        }
    }

    /// Whether a list stands in it from which several may be ticked.
    fn is_list(&self) -> bool {
        match self {
            Self::Signs(_) => true,
            Self::One(row) => row.option.is_none() && row.finding.kind == Kind::ManyOf,
        }
    }

    /// Whether a field is of this part.
    pub(crate) fn has(&self, field: &str) -> bool {
        let row = field.strip_suffix(WHICH).unwrap_or(field);
        self.rows().iter().any(|own| own.id == row)
    }

    fn none(&self) -> String {
        format!("{NONE}{}", self.id())
    }

    /// What a form would have sent for the answers that say yes or not sure; what was answered no is to be looked at
    /// anew.
    pub(crate) fn marks(&self, rows: &Rows) -> Vec<(String, String)> {
        match self {
            Self::Signs(question) => Sent::of_answers(question, rows).0,
            Self::One(_) => Vec::new(),
        }
    }
}

/// The answers of all parts, or everything that is wrong with them.
pub(crate) fn read(guideline: &Guideline, parts: &[Part<'_>], sent: &Sent) -> Result<Rows, Vec<Problem>> {
    let (mut rows, mut problems) = (Rows::new(), Vec::new());
    for part in parts {
        match read_part(guideline, part, sent) {
            Ok(answers) => rows.extend(answers),
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

fn read_part(guideline: &Guideline, part: &Part<'_>, sent: &Sent) -> Result<Rows, Vec<Problem>> {
    let mut own: Vec<(String, String)> = sent.0.iter().filter(|(name, _)| part.has(name)).cloned().collect();
    // A field that was left empty beside "Not sure" says nothing.
    own.retain(|(_, value)| !value.trim().is_empty());
    let none = sent.get(&part.none()).is_some();
    if part.is_list() {
        match (own.is_empty(), none) {
            (true, false) => {
                let say = "Tick \u{201c}None of these\u{201d}, or open the list and tick what fits you.";
                return Err(vec![problem(part.id(), say)]);
            }
            (false, true) => {
                let say = "You ticked one of these and \u{201c}None of these\u{201d} too. Take one of the two away.";
                return Err(vec![problem(part.id(), say)]);
            }
            _ => {}
        }
    }
    if let Part::One(row) = part
        && own.is_empty()
        && !row.finding.pick.is_empty()
    {
        return Err(vec![problem(row.id, "Choose one of the answers.")]);
    }
    own.push((if none { NONE_OF_THESE } else { CONTINUE }.to_owned(), PRESSED.to_owned()));
    let own = Sent(own);
    match part {
        Part::Signs(question) => {
            let taken = ticks(question, &own)?;
            if taken.open.is_empty() {
                return Ok(taken.answers);
            }
            Err(taken.open.iter().map(|row| problem(row, "Say which one fits best.")).collect())
        }
        Part::One(row) => {
            let answer = super::form::one(guideline, row, &own).map_err(|say| vec![problem(row.id, say)])?;
            Ok(Rows::from([(row.id.to_owned(), answer)]))
        }
    }
}

/// What went wrong, at the top of the page, each with the part that it is about.
pub(crate) fn summary<'e>(problems: &[Problem], parts: &(impl Iterator<Item = &'e Part<'e>> + Clone)) -> Markup {
    let with_part = |problem: &Problem| {
        let part = parts.clone().find(|part| part.id() == problem.field || part.has(&problem.field));
        let message =
            part.map_or_else(|| problem.message.clone(), |part| format!("{} {}", part.title(), problem.message));
        (problem.field.clone(), message)
    };
    let list: Vec<(String, String)> = problems.iter().map(with_part).collect();
    let list: Vec<(&str, &str)> = list.iter().map(|(field, message)| (field.as_str(), message.as_str())).collect();
    error_summary(&list, WORDS)
}

/// A part as it stands on the page.
pub(crate) fn show(part: &Part<'_>, marks: &Sent, problems: &[Problem]) -> Markup {
    let error = said(problems, part.id());
    match part {
        Part::Signs(question) => signs(part, question, marks, problems),
        Part::One(row) if part.is_list() => list(part, row.finding, marks, error),
        Part::One(row) => one(row, marks, error),
    }
}

fn said<'p>(problems: &'p [Problem], field: &str) -> &'p str {
    problems.iter().find(|problem| problem.field == field).map_or("", |problem| problem.message.as_str())
}

fn wrong(error: &str) -> Markup {
    html! { @if !error.is_empty() { p.error { (error) } } }
}

fn signs(part: &Part<'_>, question: &Question<'_>, marks: &Sent, problems: &[Problem]) -> Markup {
    let statements: Vec<&str> = question.rows.iter().map(Row::statement).collect();
    let touched = marks.0.iter().any(|(name, _)| part.has(name));
    let rows = html! {
        @for row in &question.rows {
            @let choices: Vec<Choice<'_>> = row.choices().map(|one| Choice { value: &one.id, label: &one.say }).collect();
            @let help = row.option.map_or(row.finding.help.as_deref(), |option| option.help.as_deref());
            (tick_row(&TickRow {
                name: row.id,
                label: row.statement(),
                help: help.unwrap_or_default(),
                yes: marks.has(row.id, YES),
                not_sure: marks.has(row.id, NOT_SURE),
                which: "Which one fits best?",
                choices: &choices,
                chosen: marks.which(row.id),
                error: said(problems, row.id),
                ..TickRow::default()
            }, WORDS))
        }
    };
    let error = said(problems, part.id());
    group(part, &question.screen.title, &statements, touched, &rows, marks, error)
}

fn list(part: &Part<'_>, finding: &Finding, marks: &Sent, error: &str) -> Markup {
    let statements: Vec<&str> = finding.options.iter().map(|option| option.say.as_str()).collect();
    let touched = marks.0.iter().any(|(name, _)| part.has(name));
    let choices = finding.options.iter().map(|option| (option.id.as_str(), option.say.as_str()));
    let rows = html! {
        @for (value, label) in choices.chain([(NOT_SURE, WORDS.not_sure)]) {
            div.tick {
                label {
                    input type="checkbox" name=(finding.id) value=(value) checked[marks.has(&finding.id, value)];
                    span { (label) }
                }
            }
        }
    };
    group(part, &finding.ask, &statements, touched, &rows, marks, error)
}

/// A heading, the signs as they read, one tick for none of them, and the part that opens.
fn group(
    part: &Part<'_>,
    title: &str,
    statements: &[&str],
    touched: bool,
    rows: &Markup,
    marks: &Sent,
    error: &str,
) -> Markup {
    let none = part.none();
    html! {
        fieldset.again id=(part.id()) data-none {
            legend { h2 { (title) } }
            (wrong(error))
            ul { @for statement in statements { li { (statement) } } }
            label.pick.none {
                input type="checkbox" name=(none) value=(YES) checked[marks.has(&none, YES)] data-none-box
                    aria-invalid=[(!error.is_empty()).then_some("true")];
                span { (WORDS.none_of_these) span.vh { ": " (title) } }
            }
            details open[touched] {
                summary { "One of these fits me" span.vh { ": " (title) } }
                (rows)
            }
        }
    }
}

/// Answers of at most so many letters stand side by side.
const SHORT: usize = 10;

/// A single question with its answers side by side, or a field where there are too many.
fn one(row: &Row<'_>, marks: &Sent, error: &str) -> Markup {
    let finding = row.finding;
    let ask = row.option.map_or(finding.ask.as_str(), |option| option.say.as_str());
    let help = finding.help.as_deref().unwrap_or_default();
    let kind = if row.option.is_some() { Kind::YesNo } else { finding.kind };
    let picks: Vec<(String, &str)> =
        finding.pick.iter().map(|pick| (pick.value.to_string(), pick.say.as_str())).collect();
    let unsure = (NOT_SURE, WORDS.not_sure);
    let options: Vec<(&str, &str)> =
        finding.options.iter().map(|option| (option.id.as_str(), option.say.as_str())).chain([unsure]).collect();
    let side_by_side = options.iter().all(|(_, say)| say.chars().count() <= SHORT);
    html! {
        fieldset.again id=(row.id) {
            legend { h2 { (ask) } }
            @if !help.is_empty() { p.soft { (help) } }
            (wrong(error))
            @match kind {
                Kind::Number if picks.is_empty() => {
                    (typed(row.id, ask, &range(finding, None), marks))
                    div.choose { (radio(row.id, unsure.0, unsure.1, marks)) }
                }
                Kind::Number => div.choose {
                    @for (value, say) in &picks { (radio(row.id, value, say, marks)) }
                    (radio(row.id, unsure.0, unsure.1, marks))
                },
                Kind::YesNo => div.choose {
                    @for (value, say) in [(YES, "Yes"), (NO, "No"), unsure] { (radio(row.id, value, say, marks)) }
                },
                _ => div.choose[side_by_side] { @for (value, say) in &options { (radio(row.id, value, say, marks)) } },
            }
        }
    }
}

/// A field to type a number in.
pub(crate) fn typed(name: &str, ask: &str, range: &str, marks: &Sent) -> Markup {
    let number = marks.all(name).find(|value| *value != NOT_SURE);
    html! {
        p { label { span.vh { (ask) } span.small.soft { "Type " (range) ". " } input.short type="text" inputmode="decimal" name=(name) value=[number] autocomplete="off"; } }
    }
}

/// One answer of a single question.
pub(crate) fn radio(name: &str, value: &str, say: &str, marks: &Sent) -> Markup {
    html! {
        label.pick { input type="radio" name=(name) value=(value) checked[marks.has(name, value)]; span { (say) } }
    }
}
