//! Findings and screens: options, orders, ranges, and that everything asked stands on one screen.

use super::resolve;
use crate::answer::Answer;
use crate::condition::parse::KEYWORDS;
use crate::condition::resolve::{Names, Place, did_you_mean};
use crate::model::{Finding, Group, Kind, Screen, ScreenStyle, Worse};
use crate::problem::Problem;
use crate::read::Entry;
use std::collections::BTreeMap;

/// The most findings a guideline may have: the explanation keeps a mark for each.
const FINDINGS_LIMIT: usize = 128;
/// The most options a finding may have: one bit of a word for each.
const OPTIONS_LIMIT: usize = 32;
/// The most rows a tick screen may have.
const ROWS_LIMIT: usize = 8;

/// Gives `asked_when` its meaning; checks options, orders, ranges and what an absent fact means.
pub(super) fn check(findings: &mut [Entry<'_, Finding>], names: &Names<'_>, problems: &mut Vec<Problem>) {
    if let Some(entry) = findings.get(FINDINGS_LIMIT) {
        problems.push(entry.problem(&["id"], format!("there are more than {FINDINGS_LIMIT} findings")));
    }
    let kinds: BTreeMap<String, Finding> =
        findings.iter().map(|entry| (entry.value.id.clone(), entry.value.clone())).collect();
    let conditional: Vec<_> =
        findings.iter().map(|entry| entry.value.asked_when.as_ref().map(|_| entry.value.id.clone())).collect();
    for entry in findings {
        resolve(entry, &["asked_when"], |finding| finding.asked_when.as_mut(), names, Place::Facts, problems);
        check_asked_when(entry, &conditional, problems);
        check_shape(entry, problems);
        check_words(entry, problems);
        check_none(entry, problems);
        check_absent(entry, &kinds, problems);
        check_shares(entry, problems);
    }
}

/// A condition under which something is asked rests on what is always asked: one evaluation settles it.
fn check_asked_when(entry: &Entry<'_, Finding>, conditional: &[Option<String>], problems: &mut Vec<Problem>) {
    let Some(rule) = &entry.value.asked_when else { return };
    for finding in rule.condition().findings() {
        if let Some(Some(id)) = conditional.get(finding.index()) {
            let message = format!("`{id}` is itself asked only under a condition, so nothing else may wait for it");
            problems.push(entry.problem(&["asked_when"], message).help(Some("name findings that are always asked")));
        }
    }
}

fn check_shape(entry: &Entry<'_, Finding>, problems: &mut Vec<Problem>) {
    let finding = &entry.value;
    let has_options = matches!(finding.kind, Kind::OneOf | Kind::ManyOf);
    let mut wrong = |path: &[&str], message: String| problems.push(entry.problem(path, message));
    if KEYWORDS.contains(&finding.id.as_str()) {
        wrong(&["id"], format!("`{}` is a word of the condition language already", finding.id));
    }
    if has_options && finding.options.is_empty() {
        wrong(&["kind"], format!("`{}` has no options", finding.id));
    }
    if !has_options && !finding.options.is_empty() {
        wrong(&["option"], format!("`{}` is not of a kind that has options", finding.id));
    }
    if finding.options.len() > OPTIONS_LIMIT {
        wrong(&["option"], format!("`{}` has more than {OPTIONS_LIMIT} options", finding.id));
    }
    for (place, option) in finding.options.iter().enumerate() {
        if finding.options.iter().take(place).any(|other| other.id == option.id) {
            wrong(
                &["option", &place.to_string(), "id"],
                format!("`{}` has the option `{}` twice", finding.id, option.id),
            );
        }
        if option.tell.is_some() && finding.kind != Kind::OneOf {
            wrong(
                &["option", &place.to_string(), "tell"],
                format!(
                    "an option says what to `tell` only where it is the whole answer, and `{}` is no one_of",
                    finding.id
                ),
            );
        }
        if option.id == crate::NOT_SURE {
            wrong(
                &["option", &place.to_string(), "id"],
                "`not_sure` is an answer to every question, no option".to_owned(),
            );
        }
    }
    match (finding.kind, finding.min, finding.max) {
        (Kind::Number, Some(min), Some(max)) if min < max => {}
        (Kind::Number, ..) => wrong(&["kind"], format!("`{}` needs `min` and a larger `max`", finding.id)),
        (_, None, None) => {}
        _ => wrong(&["kind"], format!("`{}` is no number, so it has no `min` and `max`", finding.id)),
    }
    if finding.tell.as_ref().is_some_and(|tell| finding.kind != Kind::Number || !tell.contains("{value}")) {
        wrong(&["tell"], "`tell` is for a number, and says `{value}` where it stands".to_owned());
    }
    for (place, pick) in finding.pick.iter().enumerate() {
        if finding.kind != Kind::Number || !in_range(finding, pick.value) {
            wrong(&["pick", &place.to_string()], format!("{} is no answer to `{}`", pick.value, finding.id));
        }
    }
}

fn check_words(entry: &Entry<'_, Finding>, problems: &mut Vec<Problem>) {
    let finding = &entry.value;
    let mut no_option = |path: &[&str], option: &str| {
        if finding.option(option).is_none() {
            let help = did_you_mean(option, finding.options.iter().map(|option| option.id.as_str()));
            problems.push(entry.problem(path, format!("`{option}` is no option of `{}`", finding.id)).help(help));
        }
    };
    if let Some(Worse::Steps(steps)) = &finding.worse {
        for (place, option) in steps.iter().flatten().enumerate() {
            no_option(&["worse", &place.to_string()], option);
        }
    }
    if let Some(Worse::Word(word)) = &finding.worse {
        let allowed: &[&str] = match finding.kind {
            Kind::YesNo => &["yes", "no_order"],
            Kind::Number => &["higher", "no_order"],
            _ => &["no_order"],
        };
        if !allowed.contains(&word.as_str()) {
            let help = Some(format!("here stand: {}", allowed.join(", ")));
            problems.push(entry.problem(&["worse"], format!("`{word}` is no order of `{}`", finding.id)).help(help));
        }
    }
    if let Some(word) = finding.until_then.as_ref().filter(|word| *word != "no" || finding.asked_when.is_none()) {
        let message = format!("`until_then = \"{word}\"` means nothing here");
        problems.push(entry.problem(&["until_then"], message).help(Some("it is `no`, beside an `asked_when`")));
    }
    if finding.asked_when.is_some() && finding.kind != Kind::YesNo {
        problems.push(entry.problem(&["asked_when"], "only a yes/no finding may be conditional: it counts as no"));
    }
}

/// What "None of these" and "not sure" are stored as is an answer of the finding's kind.
fn check_none(entry: &Entry<'_, Finding>, problems: &mut Vec<Problem>) {
    let finding = &entry.value;
    let mut wrong = |key: &str, message: String, help: Option<&str>| {
        problems.push(entry.problem(&[key], message).help(help));
    };
    let no_option = |option: &str| format!("`{option}` is no option of `{}`", finding.id);
    let nearest = |option: &str| did_you_mean(option, finding.options.iter().map(|option| option.id.as_str()));
    match (&finding.none, finding.kind) {
        (None, _) | (Some(Answer::YesNo(_)), Kind::YesNo) => {}
        (Some(Answer::OneOf(option)), Kind::OneOf | Kind::ManyOf) => {
            if finding.option(option).is_none() {
                wrong("none", no_option(option), nearest(option).as_deref());
            }
        }
        (Some(_), kind) => {
            let help = match kind {
                Kind::YesNo => "a yes/no finding takes `true` or `false`",
                Kind::OneOf | Kind::ManyOf => "it is one of the options",
                Kind::Number => "a number stands on no tick screen, so it has no `none`",
            };
            wrong("none", format!("this is no answer to `{}`", finding.id), Some(help));
        }
    }
    match (&finding.not_sure_is, finding.kind) {
        (None, _) => {}
        (Some(option), Kind::OneOf) => {
            if finding.option(option).is_none() {
                wrong("not_sure_is", no_option(option), nearest(option).as_deref());
            }
        }
        (Some(_), _) => {
            let help = Some("only a one-of finding stores \"not sure\" as one of its options");
            wrong("not_sure_is", format!("`{}` is no one-of finding", finding.id), help);
        }
    }
}

fn check_absent(entry: &Entry<'_, Finding>, findings: &BTreeMap<String, Finding>, problems: &mut Vec<Problem>) {
    let finding = &entry.value;
    let mut wrong = |path: &[&str], message: String| problems.push(entry.problem(path, message));
    let logged = finding.group == Group::Log;
    let says = finding.when_absent.is_some() || finding.when_absent_after.is_some();
    if logged != says {
        wrong(&["id"], "a fact from the log, and nothing else, says what it is when absent".to_owned());
    }
    if finding.when_absent.is_some() && finding.when_absent_after.is_some() {
        wrong(&["when_absent_after"], "`when_absent` says already what it is when absent; keep one".to_owned());
    }
    let fits = match (&finding.when_absent, finding.kind) {
        (None, _) | (Some(Answer::YesNo(_)), Kind::YesNo) => true,
        (Some(Answer::OneOf(word)), Kind::ManyOf) => word == "none",
        (Some(Answer::OneOf(option)), Kind::OneOf) => finding.option(option).is_some(),
        (Some(Answer::Number(number)), Kind::Number) => in_range(finding, *number),
        _ => false,
    };
    if !fits {
        wrong(&["when_absent"], format!("this is no answer to `{}`", finding.id));
    }
    if let Some(after) = &finding.when_absent_after {
        if findings.get(&after.finding).and_then(|other| other.option(&after.answer)).is_none() {
            wrong(&["when_absent_after"], format!("`{}` has no answer `{}`", after.finding, after.answer));
        }
        let fits = match &after.value {
            Answer::Number(number) => in_range(finding, *number),
            Answer::OneOf(word) => word == "never",
            _ => false,
        };
        if !fits || finding.kind != Kind::Number {
            wrong(&["when_absent_after"], "its value is a number in range, or \"never\"".to_owned());
        }
    }
}

fn check_shares(entry: &Entry<'_, Finding>, problems: &mut Vec<Problem>) {
    let finding = &entry.value;
    let shares = finding
        .options
        .iter()
        .filter_map(|option| option.prevalence)
        .chain(finding.prevalence)
        .chain(finding.prevalence_at_least.iter().map(|share| share.share));
    if let Some(share) = shares.into_iter().find(|share| !(0.0..=1.0).contains(share)) {
        problems.push(entry.problem(&["prevalence"], format!("{share} is no share: it goes from 0 to 1")));
    }
}

/// Whether a number may be an answer to this finding.
pub(super) fn in_range(finding: &Finding, number: f64) -> bool {
    let (min, max) = (finding.min.unwrap_or(f64::NEG_INFINITY), finding.max.unwrap_or(f64::INFINITY));
    (min..=max).contains(&number) && !(finding.whole && number.fract() != 0.0)
}

/// Every row of every screen exists, and everything that is asked stands on one screen.
pub(super) fn check_screens(
    screens: &[Entry<'_, Screen>],
    findings: &[Entry<'_, Finding>],
    problems: &mut Vec<Problem>,
) {
    let plain: Vec<_> = findings.iter().map(|entry| &entry.value).collect();
    let mut asked: BTreeMap<&str, &str> = BTreeMap::new();
    for entry in screens {
        let screen = &entry.value;
        let limit = if screen.style == ScreenStyle::Tick { ROWS_LIMIT } else { 1 };
        if screen.rows.is_empty() || screen.rows.len() > limit {
            let message = format!("`{}` has {} rows; from 1 to {limit} may stand here", screen.id, screen.rows.len());
            problems.push(entry.problem(&["rows"], message));
        }
        for (place, row) in screen.rows.iter().enumerate() {
            let place = place.to_string();
            if let Some(message) = row_problem(screen, row, &plain) {
                let known = plain.iter().map(|finding| finding.id.as_str());
                problems.push(entry.problem(&["rows", &place], message).help(did_you_mean(row, known)));
            }
            if let Some(other) = asked.insert(row, &screen.id) {
                let message = format!("`{row}` stands on the screen `{other}` already");
                problems.push(entry.problem(&["rows", &place], message));
            }
        }
    }
    if screens.is_empty() {
        return;
    }
    for entry in findings.iter().filter(|entry| !entry.value.is_logged()) {
        let finding = &entry.value;
        let by_option = finding.kind == Kind::ManyOf && !asked.contains_key(finding.id.as_str());
        let missing: Vec<_> = if by_option {
            let none = finding.none.as_ref();
            finding
                .options
                .iter()
                .filter(|option| none != Some(&Answer::OneOf(option.id.clone())))
                .map(|option| format!("{}.{}", finding.id, option.id))
                .filter(|row| !asked.contains_key(row.as_str()))
                .collect()
        } else {
            Some(finding.id.clone()).into_iter().filter(|id| !asked.contains_key(id.as_str())).collect()
        };
        for row in missing {
            problems.push(entry.problem(&["id"], format!("`{row}` stands on no screen")));
        }
    }
}

fn row_problem(screen: &Screen, row: &str, findings: &[&Finding]) -> Option<String> {
    let (id, option) = row.split_once('.').map_or((row, None), |(id, option)| (id, Some(option)));
    let Some(finding) = findings.iter().find(|finding| finding.id == id) else {
        return Some(format!("`{id}` is no finding"));
    };
    let tick = screen.style == ScreenStyle::Tick;
    match option {
        Some(_) if finding.kind != Kind::ManyOf => Some(format!("`{id}` is no many-of finding, so it stands whole")),
        Some(option) if finding.option(option).is_none() => Some(format!("`{option}` is no option of `{id}`")),
        Some(_) if !tick => Some("an option stands on a tick screen only".to_owned()),
        None if tick && matches!(finding.kind, Kind::ManyOf | Kind::Number) => {
            Some(format!("`{id}` does not fit on a tick screen"))
        }
        None if tick && finding.tick.is_none() => Some(format!("`{id}` has no `tick` statement")),
        None if tick && finding.kind == Kind::OneOf && finding.none.is_none() => {
            Some(format!("`{id}` does not say what \"None of these\" means for it (`none`)"))
        }
        _ => None,
    }
}
