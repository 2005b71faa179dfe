//! What a form of the check sent, and the answers in it.
//!
//! A box that is not ticked says no only on a row that was shown, and only when "None of these" or another box says
//! that the person looked at the rows. Whatever can be read in two ways is a problem to be shown, or a question to be
//! asked once more by itself; it is never read as "no".

use super::question::{Question, Style};
use crate::components::{CONTINUE, NONE_OF_THESE, NOT_SURE, WHICH, YES};
use crate::known::Rows;
use crate::units::{KILOGRAMS, WeightUnit};
use easeback_engine::{Answer, Row};
use easeback_guideline::{Finding, Guideline, Kind};

/// The names of the hidden fields; they start with an underscore, which no id of the guideline does.
pub(super) const SCREEN: &str = "_screen";
pub(super) const ROWS: &str = "_rows";
pub(super) const STYLE: &str = "_as";
pub(crate) const STRETCH: &str = "_part";
pub(super) const SEEN: &str = "_seen";
pub(super) const EVENT: &str = "_event";
/// The unit in which a weight was typed, and the pounds beside stone.
pub(super) const UNIT: &str = "_unit";
pub(super) const POUNDS: &str = "_pounds";

/// The fields of a form, in the order in which they were sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent(pub(crate) Vec<(String, String)>);

impl Sent {
    /// The first value of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value of this name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(sent, _)| sent == name).map(|(_, value)| value.as_str())
    }

    /// Whether this name was sent with this value.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|sent| sent == value)
    }

    /// The choice made within a row.
    pub(super) fn which(&self, row: &str) -> Option<&str> {
        self.get(&format!("{row}{WHICH}"))
    }

    /// As a form would have sent these answers, so that a page shows both in the same way.
    pub(super) fn of_answers(question: &Question<'_>, rows: &Rows) -> Self {
        let mut fields = Vec::new();
        for row in &question.rows {
            let Some(answer) = rows.get(row.id) else { continue };
            let mut add = |value: String| fields.push((row.id.to_owned(), value));
            match (question.style, answer) {
                (_, Answer::NotSure) => add(NOT_SURE.to_owned()),
                (Style::Ticks, Answer::YesNo(yes)) if *yes == row.tick_says_yes() => add(YES.to_owned()),
                (Style::Ticks, Answer::OneOf(option)) if *answer != row.none() => {
                    add(YES.to_owned());
                    fields.push((format!("{}{WHICH}", row.id), option.clone()));
                }
                (Style::Ticks, _) => {}
                (Style::One, Answer::YesNo(yes)) => add(if *yes { YES } else { NO }.to_owned()),
                (Style::One, Answer::OneOf(option)) => add(option.clone()),
                (Style::One, Answer::Number(number)) => add(number.to_string()),
                (Style::One, Answer::ManyOf { chosen, not_sure }) => {
                    for option in chosen.iter().map(String::as_str).chain(not_sure.then_some(NOT_SURE)) {
                        add(option.to_owned());
                    }
                }
            }
        }
        Self(fields)
    }

    /// Whether every field is one that this question has.
    pub(super) fn fits(&self, question: &Question<'_>) -> bool {
        let known = |name: &str| {
            let row = name.strip_suffix(WHICH).unwrap_or(name);
            name.starts_with('_') || question.rows.iter().any(|shown| shown.id == row)
        };
        self.0.iter().all(|(name, _)| known(name))
    }
}

/// The value of the button "No" of a single yes/no question.
pub(crate) const NO: &str = "no";

/// Something that is wrong: the id of the field on the page, and a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) field: String,
    pub(crate) message: String,
}

pub(super) fn problem(field: &str, message: impl Into<String>) -> Problem {
    Problem { field: field.to_owned(), message: message.into() }
}

/// The answers that a form holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Taken {
    /// By row.
    pub(super) answers: Rows,
    /// Rows that were ticked without saying what it is: each is asked once more, by itself.
    pub(super) open: Vec<String>,
}

/// The answers in a form, or everything that is wrong with it.
pub(super) fn take(guideline: &Guideline, question: &Question<'_>, sent: &Sent) -> Result<Taken, Vec<Problem>> {
    match question.style {
        Style::Ticks => ticks(question, sent),
        Style::One => {
            let Some(row) = question.rows.first() else { return Ok(Taken::default()) };
            let answer = one(guideline, row, sent).map_err(|message| vec![problem(row.id, message)])?;
            Ok(Taken { answers: Rows::from([(row.id.to_owned(), answer)]), open: Vec::new() })
        }
    }
}

pub(super) fn ticks(question: &Question<'_>, sent: &Sent) -> Result<Taken, Vec<Problem>> {
    let touched = |row: &&Row<'_>| sent.get(row.id).is_some() || sent.which(row.id).is_some();
    let first_touched = question.rows.iter().find(touched);
    let none = sent.get(NONE_OF_THESE).is_some();
    match (first_touched, question.rows.first()) {
        (Some(row), _) if none => {
            let message = "You ticked a box and then chose \u{201c}None of these\u{201d}. Take the tick away, or choose Continue.";
            return Err(vec![problem(row.id, message)]);
        }
        (None, Some(first)) if !none => {
            return Err(vec![problem(
                first.id,
                "Tick what fits you. If nothing fits, choose \u{201c}None of these\u{201d}.",
            )]);
        }
        _ => {}
    }
    let (mut taken, mut problems) = (Taken::default(), Vec::new());
    for row in &question.rows {
        match tick(row, sent) {
            Ok(Some(answer)) => {
                taken.answers.insert(row.id.to_owned(), answer);
            }
            Ok(None) => taken.open.push(row.id.to_owned()),
            Err(message) => problems.push(problem(row.id, message)),
        }
    }
    if problems.is_empty() { Ok(taken) } else { Err(problems) }
}

/// The answer of one row of tick-boxes; none where it was ticked without saying what it is.
fn tick(row: &Row<'_>, sent: &Sent) -> Result<Option<Answer>, String> {
    if let Some(other) = sent.all(row.id).find(|value| !matches!(*value, YES | NOT_SURE)) {
        return Err(format!("\u{201c}{other}\u{201d} is no answer here. Tick the box, or choose Not sure."));
    }
    let which = match sent.which(row.id) {
        Some(id) if row.choices().any(|choice| choice.id == id) => Some(id),
        Some(other) => return Err(format!("\u{201c}{other}\u{201d} is no answer here. Choose one from the list.")),
        None => None,
    };
    let of_several = row.choices().next().is_some();
    Ok(match (sent.has(row.id, YES), sent.has(row.id, NOT_SURE), which) {
        (true, true, _) => return Err(format!("Tick yes or Not sure here, not both: {}.", row.statement())),
        (true, false, Some(option)) => Some(Answer::OneOf(option.to_owned())),
        (true, false, None) if !of_several => Some(Answer::YesNo(row.tick_says_yes())),
        (false, true, None) => Some(Answer::NotSure),
        (false, false, None) => Some(row.none()),
        _ => None,
    })
}

/// The answer of a single question.
pub(super) fn one(guideline: &Guideline, row: &Row<'_>, sent: &Sent) -> Result<Answer, String> {
    let mut values = sent.all(row.id);
    let first = values.next().map(str::trim);
    let yes_or_no = row.option.is_some() || row.finding.kind == Kind::YesNo;
    if row.option.is_none() && row.finding.kind == Kind::ManyOf {
        return many(guideline, row.finding, sent);
    }
    match first {
        None | Some("") if row.finding.kind == Kind::Number => {
            Err(format!("Type {}, or choose Not sure.", range(row.finding, weight_unit(row.finding, sent))))
        }
        None | Some("") => Err("Choose one of the answers.".to_owned()),
        _ if values.next().is_some() => Err("Choose one answer only.".to_owned()),
        Some(NOT_SURE) => Ok(Answer::NotSure),
        Some(value) if row.finding.kind == Kind::Number => {
            number(row.finding, value, weight_unit(row.finding, sent), sent.get(POUNDS).map_or("", str::trim))
        }
        Some(YES) if yes_or_no => Ok(Answer::YesNo(true)),
        Some(NO) if yes_or_no => Ok(Answer::YesNo(false)),
        Some(value) if !yes_or_no && row.finding.option(value).is_some() => Ok(Answer::OneOf(value.to_owned())),
        Some(value) => Err(format!("\u{201c}{value}\u{201d} is no answer here. Choose one of the answers.")),
    }
}

fn many(guideline: &Guideline, finding: &Finding, sent: &Sent) -> Result<Answer, String> {
    let (mut chosen, mut not_sure) = (Vec::new(), false);
    for value in sent.all(&finding.id) {
        match value {
            NOT_SURE => not_sure = true,
            _ if finding.option(value).is_none() => {
                return Err(format!("\u{201c}{value}\u{201d} is no answer here. Choose from the list."));
            }
            _ if chosen.iter().any(|other| other == value) => {}
            _ => chosen.push(value.to_owned()),
        }
    }
    let nothing = chosen.is_empty() && !not_sure;
    match (nothing, sent.get(NONE_OF_THESE).is_some()) {
        (true, _) if needs_a_choice(guideline, finding) => Err("Choose at least one, or Not sure.".to_owned()),
        (true, false) if sent.get(CONTINUE).is_some() => {
            Err("Tick what fits you. If nothing fits, choose \u{201c}None of these\u{201d}.".to_owned())
        }
        (false, true) => Err(
            "You ticked a box and then chose \u{201c}None of these\u{201d}. Take the tick away, or choose Continue."
                .to_owned(),
        ),
        _ => Ok(Answer::ManyOf { chosen, not_sure }),
    }
}

/// Whether "none of these" is no answer to this finding: where it could contradict another answer, as pain without a
/// place.
pub(super) fn needs_a_choice(guideline: &Guideline, finding: &Finding) -> bool {
    let Some((id, _)) = guideline.finding(&finding.id) else { return false };
    guideline.contradictions.iter().any(|one| one.when.condition().findings().contains(&id))
}

/// The unit in which a weight was typed; none where no weight is asked for. A form that names none means the
/// guideline's.
fn weight_unit(finding: &Finding, sent: &Sent) -> Option<WeightUnit> {
    let asked = finding.unit.as_deref() == Some(KILOGRAMS);
    let unit = sent.get(UNIT).and_then(WeightUnit::from_word).unwrap_or(WeightUnit::Kilograms);
    asked.then_some(unit)
}

/// A number as people type it: digits, and a point where parts are allowed. Nothing is guessed. A weight is kept in the
/// guideline's unit; `pounds` is what stands beside stone.
fn number(finding: &Finding, typed: &str, weight: Option<WeightUnit>, pounds: &str) -> Result<Answer, String> {
    let allowed = range(finding, weight);
    let short = |typed: &str| typed.chars().take(20).collect::<String>();
    let parse = |typed: &str| {
        let digits = typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && typed.len() <= 12;
        let number = if digits { typed.parse::<f64>().ok() } else { None };
        number.ok_or_else(|| format!("\u{201c}{}\u{201d} is not a number. Type {allowed}.", short(typed)))
    };
    let number = match weight {
        None => parse(typed)?,
        Some(WeightUnit::Stone) => {
            let (stone, pounds) = (parse(typed)?, if pounds.is_empty() { 0.0 } else { parse(pounds)? });
            if stone.fract() != 0.0 || pounds >= 14.0 {
                return Err("Type whole stone, and from 0 to 13 pounds beside it.".to_owned());
            }
            WeightUnit::Stone.to_kg(stone, pounds)
        }
        Some(unit) => unit.to_kg(parse(typed)?, 0.0),
    };
    let inside = finding.min.is_none_or(|min| number >= min) && finding.max.is_none_or(|max| number <= max);
    if !inside || (finding.whole && number.fract() != 0.0) {
        return Err(format!("\u{201c}{}\u{201d} cannot be right here. Type {allowed}.", short(typed)));
    }
    Ok(Answer::Number(number))
}

/// Which numbers are allowed, as in "a whole number from 0 to 120", or "a weight from 45 lb to 661 lb".
pub(super) fn range(finding: &Finding, weight: Option<WeightUnit>) -> String {
    if let (Some(unit), Some(min), Some(max)) = (weight, finding.min, finding.max) {
        return format!("a weight from {} to {}", unit.bound(min, false), unit.bound(max, true));
    }
    let kind = if finding.whole { "a whole number" } else { "a number" };
    match (finding.min, finding.max) {
        (Some(min), Some(max)) => format!("{kind} from {min} to {max}"),
        (Some(min), None) => format!("{kind} of {min} or more"),
        (None, Some(max)) => format!("{kind} up to {max}"),
        (None, None) => kind.to_owned(),
    }
}
