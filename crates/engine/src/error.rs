//! What can be wrong with the answers of a person.

use crate::facts::{PersonFacts, allowed};
use crate::{Answer, NOT_SURE};
use easeback_guideline::{Contradiction, Finding, Guideline, did_you_mean};
use serde::Serialize;
use thiserror::Error;

/// One thing that is wrong with the answers of a person: the field, the value, and what is allowed.
///
/// The message holds an answer. It goes back to whoever gave the answer, and nowhere else: never into a log.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("`{field}`: {problem}; allowed: {allowed}")]
#[non_exhaustive]
pub struct FactProblem {
    /// The finding.
    pub field: String,
    /// What is wrong, with the value that was given.
    pub problem: String,
    /// What is allowed.
    pub allowed: String,
}

impl FactProblem {
    pub(crate) fn unknown_finding(guideline: &Guideline, row: &str) -> Self {
        let known = guideline.findings.iter().map(|finding| finding.id.as_str());
        let allowed = did_you_mean(row, known).unwrap_or_else(|| "the findings of the guideline".to_owned());
        Self { field: row.to_owned(), problem: "there is no such finding".to_owned(), allowed }
    }

    pub(crate) fn not_allowed(finding: &Finding, value: &str) -> Self {
        Self { field: finding.id.clone(), problem: format!("{value} is no answer to it"), allowed: allowed(finding) }
    }

    pub(crate) fn not_yes_or_no(finding: &Finding, option: &str, value: &str) -> Self {
        Self {
            field: format!("{}.{option}", finding.id),
            problem: format!("{value} is no answer to it"),
            allowed: "true, false or \"not_sure\"".to_owned(),
        }
    }

    pub(crate) fn list_and_option(finding: &Finding, row: &str) -> Self {
        Self {
            field: row.to_owned(),
            problem: format!("`{}` is given as a whole list too", finding.id),
            allowed: "the whole list, or its options one by one".to_owned(),
        }
    }

    pub(crate) fn no_such_option(finding: &Finding, option: &str) -> Self {
        let none = |id: &str| matches!(&finding.none, Some(Answer::OneOf(none)) if none == id);
        let known = finding.options.iter().map(|option| option.id.as_str()).filter(|id| !none(id));
        Self {
            field: format!("{}.{option}", finding.id),
            problem: "there is no such option to answer by itself".to_owned(),
            allowed: did_you_mean(option, known).unwrap_or_else(|| format!("the options of `{}`", finding.id)),
        }
    }

    pub(crate) fn twice(finding: &Finding, option: &str) -> Self {
        Self {
            field: finding.id.clone(),
            problem: format!("`{option}` stands twice in the list"),
            allowed: "each option once".to_owned(),
        }
    }

    pub(crate) fn none_with_others(finding: &Finding, chosen: &[String], not_sure: bool) -> Self {
        let given = chosen.iter().map(String::as_str).chain(not_sure.then_some(NOT_SURE));
        let given: Vec<_> = given.map(|option| format!("`{option}`")).collect();
        Self {
            field: finding.id.clone(),
            problem: format!("{} contradicts itself", given.join(" with ")),
            allowed: "the option that means none of these stands alone".to_owned(),
        }
    }

    pub(crate) fn contradiction(guideline: &Guideline, facts: &PersonFacts, contradiction: &Contradiction) -> Self {
        let findings = contradiction.when.condition().findings();
        let said = findings.iter().filter_map(|finding| {
            let answer = serde_json::to_string(&facts.answer(guideline, *finding)?).ok()?;
            Some(format!("{} = {answer}", guideline.finding_at(*finding)?.id))
        });
        let first = findings.first().and_then(|finding| guideline.finding_at(*finding));
        Self {
            field: first.map(|finding| finding.id.clone()).unwrap_or_default(),
            problem: format!("{} contradict each other", said.collect::<Vec<_>>().join(" and ")),
            allowed: contradiction.because.clone(),
        }
    }
}
