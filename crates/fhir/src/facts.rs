//! What is told about a person, and what follows from it before any condition is looked at.
//!
//! A finding is a parameter of its own name, null while it is not known. Where the guideline says more (a question asked
//! only under a condition, what "not sure" is stored as, what an empty log means), the parameter is the plain answer,
//! and an expression of the finding's name says what it counts as.

use crate::expression::{Expression, Type};
use crate::library::{Named, Parameter};
use easeback_guideline::{AbsentAfter, Answer, Atom, Choice, Comparison, Finding, Guideline, Kind, Rule};
use std::collections::BTreeSet;

/// The parameter that says what the person is not sure of: findings, and options as `finding.option`.
pub(crate) const NOT_SURE: &str = "not sure";

/// What is told about a person, by this guideline.
pub(crate) struct Facts<'g>(pub(crate) &'g Guideline);

impl<'g> Facts<'g> {
    /// Every parameter about findings, for these expressions.
    pub(crate) fn parameters(&self, expressions: &[Named]) -> Vec<Parameter> {
        let findings = self.0.findings.iter().map(|finding| Parameter {
            name: told(finding),
            about: vec![finding.ask.clone()],
            of: kind(finding),
        });
        let mut used = BTreeSet::new();
        for named in expressions {
            named.expression.elements(NOT_SURE, &mut used);
        }
        let rows = self.0.findings.iter().flat_map(|finding| {
            let options = options(finding).map(|option| row(finding, option));
            [finding.id.clone()].into_iter().chain(options).collect::<Vec<_>>()
        });
        let not_sure = Parameter {
            name: NOT_SURE.to_owned(),
            about: vec![
                "True for what the person was asked and is not sure of, where that differs from not asked.".to_owned(),
            ],
            of: Type::Booleans(rows.filter(|row| used.contains(row.as_str())).collect()),
        };
        findings.chain([not_sure]).collect()
    }

    /// What every finding counts as, where that is more than its parameter.
    pub(crate) fn what_follows(&self) -> Vec<Named> {
        let interpreted = self.0.findings.iter().filter(|finding| is_interpreted(finding));
        let counted = interpreted.map(|finding| {
            let (about, expression) = self.counts_as(finding);
            Named { name: finding.id.clone(), about: vec![about], expression }
        });
        self.doses().into_iter().chain(counted).collect()
    }

    /// The value of a finding, or of the definition of this name.
    pub(crate) fn value(&self, name: &str) -> Expression {
        match self.0.finding(name) {
            Some((_, finding)) if !is_interpreted(finding) => Expression::Parameter(told(finding)),
            _ => Expression::Named(name.to_owned()),
        }
    }

    /// A number that this finding is compared with.
    pub(crate) fn number(&self, finding: &str, number: f64) -> Expression {
        Expression::Number(number, self.0.finding(finding).map_or(Type::Decimal, |(_, finding)| kind(finding)))
    }

    /// `not_sure(finding)`: for a list, of any option.
    pub(crate) fn not_sure(&self, id: &str) -> Expression {
        match self.0.finding(id) {
            Some((_, finding)) if finding.kind == Kind::ManyOf => {
                Expression::any(options(finding).map(|option| listed_not_sure(&row(finding, option))))
            }
            // It is stored as an option.
            Some((_, finding)) if finding.not_sure_is.is_some() => Expression::Boolean(false),
            _ => listed_not_sure(id),
        }
    }

    /// `not_asked(finding)`: for a list, any option.
    pub(crate) fn not_asked(&self, id: &str) -> Expression {
        match self.0.finding(id) {
            Some((_, finding)) if finding.kind == Kind::ManyOf => {
                Expression::any(options(finding).map(|option| self.option_not_asked(finding, &option.id)))
            }
            Some((_, finding)) if finding.asked_when.is_some() => {
                neither(Expression::Parameter(told(finding)), &finding.id)
            }
            _ => neither(self.value(id), id),
        }
    }

    fn option_not_asked(&self, finding: &Finding, option: &str) -> Expression {
        neither(self.value(&finding.id).element(option), &format!("{}.{option}", finding.id))
    }

    fn counts_as(&self, finding: &'g Finding) -> (String, Expression) {
        let told = Expression::Parameter(told(finding));
        if let Some(rule) = &finding.asked_when {
            return (format!("Asked only when {}.", rule.text()), self.conditional(finding, rule, told));
        }
        if let Some(after) = &finding.when_absent_after {
            let about = format!("What is not in the log is known once {} = '{}'.", after.finding, after.answer);
            return (about, self.after(finding, after, told));
        }
        if finding.kind == Kind::ManyOf {
            let elements = options(finding).map(|option| {
                let known = told.clone().element(&option.id).or_else(Expression::Boolean(false));
                let sure = Expression::Null(Type::Boolean).when(listed_not_sure(&row(finding, option)), known);
                (option.id.clone(), sure)
            });
            return ("What is not in the log does not hold.".to_owned(), Expression::Tuple(elements.collect()));
        }
        let unsure = finding.not_sure_is.as_ref();
        let about = match unsure {
            Some(option) => format!("Not sure is stored as '{option}'."),
            None => "What is not in the log is known.".to_owned(),
        };
        let known = match &finding.when_absent {
            Some(answer) => told.or_else(constant(finding, answer)),
            None => told,
        };
        let unsure = unsure.map_or(Expression::Null(kind(finding)), |option| Expression::Text(option.clone()));
        (about, unsure.when(listed_not_sure(&finding.id), known))
    }

    /// Ruling 4: known not to be asked is no; and, where the guideline says so, not asked yet is no too, unless what
    /// decides about it was asked and stays unknown.
    fn conditional(&self, finding: &Finding, rule: &Rule, told: Expression) -> Expression {
        let when = self.condition(rule.syntax());
        let no = || Expression::Boolean(false);
        let answer = if finding.until_then.is_none() {
            told
        } else {
            let waits = rule.condition().atoms().into_iter().filter_map(|atom| self.atom_not_asked(&atom));
            let not_yet = [neither(told.clone(), &finding.id), when.clone().unknown(), Expression::any(waits)].to_vec();
            no().when(Expression::And(not_yet), told)
        };
        no().when(when.known_false(), answer)
    }

    fn atom_not_asked(&self, atom: &Atom) -> Option<Expression> {
        let finding = self.0.finding_at(atom.finding()?)?;
        Some(match atom {
            Atom::Contains(_, option) => self.option_not_asked(finding, &finding.option_at(*option)?.id),
            _ => self.not_asked(&finding.id),
        })
    }

    /// Ruling 6: what was taken before the log began.
    fn after(&self, finding: &Finding, after: &AbsentAfter, told: Expression) -> Expression {
        let settled = self.value(&after.finding).compared(Comparison::Equal, Expression::Text(after.answer.clone()));
        let absent = match &after.value {
            Answer::OneOf(_) => Expression::Largest(kind(finding)),
            value => constant(finding, value),
        };
        let mut known = vec![neither(told.clone(), &finding.id), settled.known_true()];
        known.extend(finding.about.as_deref().map(|medicine| Expression::Named(dose_shown(medicine)).negated()));
        absent.when(Expression::And(known), told)
    }

    /// For each medicine that facts from the log speak of: whether one of them shows a dose.
    fn doses(&self) -> Vec<Named> {
        let facts = || self.0.findings.iter().filter(|finding| finding.when_absent_after.is_some());
        let medicines: BTreeSet<&str> = facts().filter_map(|finding| finding.about.as_deref()).collect();
        let doses = medicines.into_iter().map(|medicine| Named {
            name: dose_shown(medicine),
            about: vec!["While one fact shows a dose, the others about this medicine are not guessed.".to_owned()],
            expression: Expression::any(
                facts().filter(|finding| finding.about.as_deref() == Some(medicine)).map(shows_a_dose),
            ),
        });
        doses.collect()
    }
}

fn dose_shown(medicine: &str) -> String {
    format!("dose shown: {medicine}")
}

/// Whether an answer to a fact from the log shows that a dose was taken. Never unknown.
fn shows_a_dose(finding: &Finding) -> Expression {
    let told = Expression::Parameter(told(finding));
    let counts = matches!(finding.when_absent_after.as_ref().map(|after| &after.value), Some(Answer::Number(_)));
    let shown = if counts {
        told.compared(Comparison::Greater, Expression::Number(0.0, kind(finding))).known_true()
    } else {
        told.unknown().negated()
    };
    Expression::Or(vec![listed_not_sure(&finding.id), shown])
}

/// Unknown, and not because the person is not sure.
fn neither(value: Expression, row: &str) -> Expression {
    Expression::And(vec![value.unknown(), listed_not_sure(row).negated()])
}

fn listed_not_sure(row: &str) -> Expression {
    Expression::Parameter(NOT_SURE.to_owned()).element(row).known_true()
}

fn is_interpreted(finding: &Finding) -> bool {
    finding.asked_when.is_some()
        || finding.not_sure_is.is_some()
        || finding.when_absent.is_some()
        || finding.when_absent_after.is_some()
}

/// The name of the parameter. No id holds a space, so that it is no other finding's.
fn told(finding: &Finding) -> String {
    if is_interpreted(finding) { format!("{} answer", finding.id) } else { finding.id.clone() }
}

fn kind(finding: &Finding) -> Type {
    match finding.kind {
        Kind::YesNo => Type::Boolean,
        Kind::OneOf => Type::Text,
        Kind::Number if finding.whole => Type::Whole,
        Kind::Number => Type::Decimal,
        Kind::ManyOf => Type::Booleans(options(finding).map(|option| option.id.clone()).collect()),
    }
}

/// The options, without the one that means none of them.
fn options(finding: &Finding) -> impl Iterator<Item = &Choice> {
    finding.options.iter().filter(|option| finding.none != Some(Answer::OneOf(option.id.clone())))
}

fn row(finding: &Finding, option: &Choice) -> String {
    format!("{}.{}", finding.id, option.id)
}

fn constant(finding: &Finding, answer: &Answer) -> Expression {
    match answer {
        Answer::YesNo(yes) => Expression::Boolean(*yes),
        Answer::OneOf(option) => Expression::Text(option.clone()),
        Answer::Number(number) => Expression::Number(*number, kind(finding)),
        Answer::NotSure | Answer::ManyOf { .. } => Expression::Null(kind(finding)),
    }
}
