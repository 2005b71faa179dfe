//! A guideline as a library: parameters that take what is known of a person, and an expression for each condition.

use crate::expression::{Expression, Type};
use crate::facts::Facts;
use crate::translate::{OFFERED, WITHHELD};
use easeback_guideline::{Guideline, LevelId, Review, Rule, Strength, TreatmentKind};

/// A guideline as a library of CQL.
///
/// Names: a finding and a definition keep theirs; the others are `red flag: ID`, `stop: TREATMENT.ID`,
/// `stop for all: ID` and `offer: TREATMENT`. Each is true, false or null, and null is *unknown*.
#[derive(Clone, Debug, PartialEq)]
pub struct Library {
    pub(crate) name: String,
    pub(crate) version: String,
    /// What stands above it.
    pub(crate) about: Vec<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) expressions: Vec<Named>,
}

/// What is told about a person.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) about: Vec<String>,
    pub(crate) of: Type,
}

/// An expression with its name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) about: Vec<String>,
    pub(crate) expression: Expression,
}

impl Library {
    /// The guideline as a library.
    pub fn of(guideline: &Guideline) -> Self {
        let facts = Facts(guideline);
        let definitions = guideline.definitions.iter().map(|definition| Named {
            name: definition.id.clone(),
            about: about([Some(definition.says.clone())], &definition.sources, definition.review),
            expression: facts.condition(definition.when.syntax()),
        });
        let red_flags = guideline.red_flags.iter().map(|flag| Named {
            name: format!("red flag: {}", flag.id),
            about: about(
                [Some(format!("{}, {}", flag.code, level(flag.level, flag.within_days))), Some(flag.because.clone())],
                &flag.sources,
                flag.review,
            ),
            expression: facts.condition(flag.when.syntax()),
        });
        let stops_for_all = guideline.stops_for_all.iter().map(|stop| Named {
            name: format!("stop for all: {}", stop.id),
            about: about(
                [
                    Some(format!("{}, {}: {}", stop.code, stop.strength.word(), kinds(stop.kinds.as_deref()))),
                    Some(stop.because.clone()),
                ],
                &stop.sources,
                stop.review,
            ),
            expression: facts.condition(stop.when.syntax()),
        });
        let stops = guideline.treatments.iter().flat_map(|treatment| {
            treatment.stops.iter().map(|stop| Named {
                name: format!("stop: {}.{}", treatment.id, stop.id),
                about: about(
                    [Some(strength(stop.strength, &treatment.name)), Some(stop.because.clone())],
                    &stop.sources,
                    stop.review,
                ),
                expression: facts.condition(stop.when.syntax()),
            })
        });
        let offers = guideline.treatments.iter().filter_map(|treatment| {
            let rule: &Rule = treatment.offer_when.as_ref()?;
            Some(Named {
                name: format!("offer: {}", treatment.id),
                about: about([Some(treatment.summary.clone())], &treatment.sources, treatment.review),
                expression: facts.condition(rule.syntax()),
            })
        });
        let conditions = definitions.chain(red_flags).chain(stops_for_all).chain(stops).chain(offers);
        let expressions = in_order(facts.what_follows().into_iter().chain(conditions).collect());
        let mut parameters = facts.parameters(&expressions);
        for (name, says) in [(OFFERED, "are offered"), (WITHHELD, "the level allows and a stop holds back")] {
            if expressions.iter().any(|named| named.expression.mentions(name)) {
                parameters.push(Parameter {
                    name: name.to_owned(),
                    about: vec![format!("The treatments that {says}, from the decision.")],
                    of: Type::Texts,
                });
            }
        }
        Self {
            name: guideline.name.clone(),
            version: guideline.version.clone(),
            about: header(guideline),
            parameters,
            expressions,
        }
    }
}

/// Each after those that it names, for engines that read from top to bottom.
fn in_order(mut waiting: Vec<Named>) -> Vec<Named> {
    let mut placed: Vec<Named> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let ready = |named: &Named| !waiting.iter().any(|other| named.expression.mentions(&other.name));
        // The loader refuses definitions that lead back to themselves, so there is always one.
        let next = waiting.iter().position(ready).unwrap_or(0);
        placed.push(waiting.remove(next));
    }
    placed
}

fn header(guideline: &Guideline) -> Vec<String> {
    let mut lines = vec![guideline.title.clone(), guideline.scope.clone(), guideline.status.clone(), String::new()];
    lines.extend(
        [
            "Written by `easeback export cql`; the guideline is the original. Its digest:",
            &guideline.digest,
            "",
            "Every condition is true, false or null, and null is unknown: nothing unknown counts as no.",
            "A red flag fires when it is true. While it is null it could not be ruled out.",
            "A stop holds unless it is false. An offer is a suggestion when it is true and nothing holds it back.",
            "",
            "A parameter is null when the answer is not known. A list of options is a tuple: true, false or null for each.",
            "A person who was asked and is not sure: null too, and true in \"not sure\".",
            "Where the guideline says what an answer, or its absence, counts as, the parameter is called \"… answer\".",
        ]
        .map(str::to_owned),
    );
    lines
}

fn about<const LINES: usize>(
    lines: [Option<String>; LINES],
    sources: &[String],
    review: Option<Review>,
) -> Vec<String> {
    let sources = (!sources.is_empty()).then(|| format!("Sources: {}", sources.join(", ")));
    let review = review.map(|review| format!("Awaits review: {}", review.word()));
    lines.into_iter().flatten().chain(sources).chain(review).collect()
}

fn level(level: LevelId, within_days: Option<u32>) -> String {
    let days = within_days.map(|days| format!(" within {days} days"));
    format!("{}{}", level.word(), days.unwrap_or_default())
}

fn strength(strength: Strength, treatment: &str) -> String {
    format!("{treatment}: {}", strength.word())
}

fn kinds(kinds: Option<&[TreatmentKind]>) -> String {
    match kinds {
        None => "every treatment".to_owned(),
        Some(kinds) => kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", "),
    }
}
