//! A question as a page.

use super::form::{EVENT, NO, POUNDS, Problem, ROWS, SCREEN, SEEN, STRETCH, STYLE, Sent, UNIT, needs_a_choice, range};
use super::question::{Question, Stretch, Style};
use crate::components::{
    BesideField, Choice, ChoiceScreen, MultiGroup, MultiScreen, NOT_SURE, NumberScreen, TickRow, TickScreen, YES,
    back_button, choice_screen, error_summary, multi_screen, number_screen, progress, tick_screen,
};
use crate::pages::frame::WORDS;
use crate::pages::medicines::NAMES_HREF;
use crate::units::{KILOGRAMS, WeightUnit};
use easeback_engine::{Row, capital};
use easeback_episode::{EventId, Sequence};
use easeback_guideline::{Finding, Guideline, Kind, ScreenStyle};
use maud::{Markup, html};

/// Everything that a page of the check shows.
pub(super) struct View<'a> {
    pub(super) question: &'a Question<'a>,
    /// What is filled in.
    pub(super) marks: &'a Sent,
    pub(super) problems: &'a [Problem],
    /// A notice above all else; may be empty.
    pub(super) notice: Markup,
    /// Where "Back" leads; none on the very first page.
    pub(super) back: Option<String>,
    /// Which step it is, of about how many.
    pub(super) step: (usize, usize),
    pub(super) stretch: Stretch,
    /// Where this page stands for whoever comes back to it: never the address of a form that was sent.
    pub(super) here: String,
    /// The unit in which a weight is typed.
    pub(super) unit: WeightUnit,
    /// The end of the log that the page was made from.
    pub(super) seen: Sequence,
    /// The id that the answers will have, so that a form sent twice counts once.
    pub(super) event: EventId,
}

const ACTION: &str = "/check";

pub(super) fn page(guideline: &Guideline, view: &View<'_>) -> Markup {
    let problems: Vec<(&str, &str)> =
        view.problems.iter().map(|problem| (problem.field.as_str(), problem.message.as_str())).collect();
    html! {
        div data-here=(view.here) {
            (view.notice)
            (error_summary(&problems, WORDS))
            @if let Some(back) = &view.back { (back_button(back, WORDS)) }
            (progress(view.step.0, view.step.1, WORDS))
            (question(guideline, view))
        }
    }
}

fn question(guideline: &Guideline, view: &View<'_>) -> Markup {
    let rows = view.question.rows.iter().map(|row| row.id).collect::<Vec<_>>().join(" ");
    let (seen, event) = (view.seen.to_string(), view.event.to_string());
    let style = match view.question.style {
        Style::Ticks => "ticks",
        Style::One => "one",
    };
    let mut hidden = vec![
        (SCREEN, view.question.screen.id.as_str()),
        (ROWS, rows.as_str()),
        (STYLE, style),
        (SEEN, seen.as_str()),
        (EVENT, event.as_str()),
    ];
    if view.stretch != Stretch::Check {
        hidden.push((STRETCH, view.stretch.word()));
    }
    match (view.question.style, view.question.rows.first()) {
        (Style::Ticks, _) => ticks(view, &hidden),
        (Style::One, Some(row)) if row.option.is_some() => choice(view, row, &hidden),
        (Style::One, Some(row)) => match row.finding.kind {
            Kind::YesNo | Kind::OneOf => choice(view, row, &hidden),
            Kind::Number => number(view, row.finding, &hidden),
            Kind::ManyOf => many(guideline, view, row.finding, &hidden),
        },
        (Style::One, None) => html! {},
    }
}

fn ticks(view: &View<'_>, hidden: &[(&str, &str)]) -> Markup {
    let choices: Vec<Vec<Choice<'_>>> =
        view.question.rows.iter().map(|row| row.choices().map(shown).collect()).collect();
    let rows: Vec<TickRow<'_>> = view
        .question
        .rows
        .iter()
        .zip(&choices)
        .map(|(row, choices)| TickRow {
            name: row.id,
            label: row.statement(),
            help: help(row),
            yes: view.marks.has(row.id, YES),
            not_sure: view.marks.has(row.id, NOT_SURE),
            which: "Which one fits best?",
            choices,
            chosen: view.marks.which(row.id),
            error: problem(view, row.id),
            ..TickRow::default()
        })
        .collect();
    let screen = view.question.screen;
    let lead = screen.lead.as_deref().unwrap_or_default();
    let form = tick_screen(
        &TickScreen { action: ACTION, title: &screen.title, lead, rows: &rows, hidden, ..TickScreen::default() },
        WORDS,
    );
    let medicines = view.question.rows.iter().any(|row| row.finding.id == "medicines");
    html! {
        (form)
        @if medicines { p { a.btn.quiet.wide href=(NAMES_HREF) { "Not sure? Look one up by its name" } } }
    }
}

fn choice(view: &View<'_>, row: &Row<'_>, hidden: &[(&str, &str)]) -> Markup {
    let yes_no = [Choice { value: YES, label: "Yes" }, Choice { value: NO, label: "No" }];
    let options: Vec<Choice<'_>> = match (row.option, row.finding.kind) {
        (None, Kind::OneOf) => row.finding.options.iter().map(shown).collect(),
        _ => yes_no.to_vec(),
    };
    let question = row.option.map_or(row.finding.ask.as_str(), |option| option.say.as_str());
    let help = why_and_how(view, row.finding);
    choice_screen(
        &ChoiceScreen {
            action: ACTION,
            name: row.id,
            question,
            help: &help,
            choices: &options,
            chosen: view.marks.get(row.id),
            hidden,
            ..ChoiceScreen::default()
        },
        WORDS,
    )
}

fn number(view: &View<'_>, finding: &Finding, hidden: &[(&str, &str)]) -> Markup {
    let values: Vec<String> = finding.pick.iter().map(|pick| pick.value.to_string()).collect();
    let picks = finding.pick.iter().zip(&values).map(|(pick, value)| Choice { value, label: &pick.say });
    let picks: Vec<Choice<'_>> = picks.collect();
    let weight = (finding.unit.as_deref() == Some(KILOGRAMS)).then_some(view.unit);
    let unit = match weight {
        Some(WeightUnit::Stone) => "stone",
        Some(unit) => unit.word(),
        None => finding.unit.as_deref().unwrap_or_default(),
    };
    let label = match (picks.is_empty(), unit) {
        (true, _) => view.question.screen.title.clone(),
        (false, "") => "Or type a number".to_owned(),
        (false, unit) => format!("Or type it, in {unit}"),
    };
    let help = why_and_how(view, finding);
    let (first, pounds) = shown_number(view, finding, weight);
    let beside = (weight == Some(WeightUnit::Stone)).then_some(BesideField {
        name: POUNDS,
        unit: "pounds (lb)",
        value: pounds.as_deref(),
    });
    let others = WeightUnit::ALL.into_iter().filter(|unit| weight.is_some_and(|shown| shown != *unit));
    let links: Vec<(String, &str)> = others.map(|unit| (with_unit(&view.here, unit), unit.name())).collect();
    let other_units: Vec<Choice<'_>> = links.iter().map(|(value, label)| Choice { value, label }).collect();
    let range = capital(&range(finding, weight));
    let mut hidden = hidden.to_vec();
    hidden.extend(weight.map(|unit| (UNIT, unit.word())));
    number_screen(
        &NumberScreen {
            action: ACTION,
            name: &finding.id,
            question: &finding.ask,
            help: &help,
            pick: &picks,
            type_label: if picks_are_all(finding) { "" } else { &label },
            unit,
            beside,
            other_units: &other_units,
            range: &range,
            whole: finding.whole,
            value: first.as_deref(),
            error: problem(view, &finding.id),
            hidden: &hidden,
            ..NumberScreen::default()
        },
        WORDS,
    )
}

/// What stands in the field, and in the one beside it: what was typed, or what is stored, in the unit of the page.
fn shown_number(view: &View<'_>, finding: &Finding, weight: Option<WeightUnit>) -> (Option<String>, Option<String>) {
    let marked = view.marks.get(&finding.id).map(str::to_owned);
    let kg = marked.as_deref().and_then(|kg| kg.parse::<f64>().ok());
    match (weight, kg) {
        (Some(unit), Some(kg)) if view.marks.get(UNIT).is_none() => {
            let (first, pounds) = unit.typed(kg);
            (Some(first), Some(pounds))
        }
        _ => (marked, view.marks.get(POUNDS).map(str::to_owned)),
    }
}

/// The same page with the weight in another unit.
fn with_unit(here: &str, unit: WeightUnit) -> String {
    let sign = if here.contains('?') { '&' } else { '?' };
    format!("{here}{sign}unit={}", unit.word())
}

/// Whether the quick answers are all the answers there are.
fn picks_are_all(finding: &Finding) -> bool {
    let has = |wanted: Option<f64>| {
        finding.pick.iter().any(|pick| wanted.is_some_and(|wanted| (pick.value - wanted).abs() < f64::EPSILON))
    };
    let steps = finding.max.unwrap_or(f64::INFINITY) - finding.min.unwrap_or_default();
    let gaps = u32::try_from(finding.pick.len()).map_or(0.0, |picks| f64::from(picks) - 1.0);
    finding.whole && has(finding.min) && has(finding.max) && (steps - gaps).abs() < f64::EPSILON
}

fn many(guideline: &Guideline, view: &View<'_>, finding: &Finding, hidden: &[(&str, &str)]) -> Markup {
    let options: Vec<Choice<'_>> = finding.options.iter().map(shown).collect();
    let groups = [MultiGroup { options: &options, ..MultiGroup::default() }];
    let chosen: Vec<&str> = view.marks.all(&finding.id).collect();
    let help = why_and_how(view, finding);
    multi_screen(
        &MultiScreen {
            action: ACTION,
            name: &finding.id,
            question: &finding.ask,
            help: &help,
            groups: &groups,
            chosen: &chosen,
            no_none: needs_a_choice(guideline, finding),
            error: problem(view, &finding.id),
            hidden,
            ..MultiScreen::default()
        },
        WORDS,
    )
}

fn shown(choice: &easeback_guideline::Choice) -> Choice<'_> {
    Choice { value: &choice.id, label: &choice.say }
}

fn help<'r>(row: &Row<'r>) -> &'r str {
    let help = match row.option {
        Some(option) => option.help.as_deref(),
        None => row.finding.help.as_deref(),
    };
    help.unwrap_or_default()
}

/// Why it is asked, and what helps to answer. The line of a tick screen does not go with one row of it.
fn why_and_how(view: &View<'_>, finding: &Finding) -> String {
    let lead = view.question.screen.lead.as_deref().filter(|_| view.question.screen.style == ScreenStyle::One);
    let parts = [lead, finding.help.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn problem<'a>(view: &View<'a>, field: &str) -> &'a str {
    view.problems.iter().find(|problem| problem.field == field).map_or("", |problem| problem.message.as_str())
}
