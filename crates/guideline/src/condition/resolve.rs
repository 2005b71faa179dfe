//! Tree to meaning: every name is looked up, every option and number is checked, definitions are written out.

use super::syntax::{Argument, Comparison, Fault, Name, Spanned, Syntax};
use super::{Atom, Condition};
use crate::model::{Finding, Kind, LevelId, TreatmentKind};
use crate::{Answer, FindingId, OptionId, TreatmentId};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// Where a condition stands, which decides what it may speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Facts only: red flags, stops, definitions.
    Facts,
    /// Facts, and whether a finding was asked or is not sure: stops for all.
    FactsAndAsked,
    /// Facts, and which treatments are offered: suggestions and notes.
    FactsAndOffers,
    /// Everything: safety properties.
    Property,
}

/// What names in a condition may mean.
pub(crate) struct Names<'g> {
    findings: BTreeMap<&'g str, (FindingId, &'g Finding)>,
    treatments: BTreeMap<&'g str, TreatmentId>,
    definitions: BTreeMap<&'g str, Option<Condition>>,
    used: RefCell<BTreeSet<String>>,
    doubt: Cell<bool>,
}

impl<'g> Names<'g> {
    pub(crate) fn new(findings: &'g [Finding], treatments: impl Iterator<Item = &'g str>) -> Self {
        Self {
            findings: findings
                .iter()
                .enumerate()
                .map(|(place, finding)| (finding.id.as_str(), (FindingId::at(place), finding)))
                .collect(),
            treatments: treatments.enumerate().map(|(place, id)| (id, TreatmentId::at(place))).collect(),
            definitions: BTreeMap::new(),
            used: RefCell::default(),
            doubt: Cell::new(false),
        }
    }

    /// Makes a definition known; `None` stands for one that has faults of its own.
    pub(crate) fn define(&mut self, id: &'g str, condition: Option<Condition>) {
        self.definitions.insert(id, condition);
    }

    /// Whether this is the id of a finding.
    pub(crate) fn is_finding(&self, id: &str) -> bool {
        self.findings.contains_key(id)
    }

    /// Whether a condition named this definition.
    pub(crate) fn was_used(&self, id: &str) -> bool {
        self.used.borrow().contains(id)
    }

    /// Notes that a condition was not understood, so that nobody knows what it uses.
    pub(crate) fn doubt(&self) {
        self.doubt.set(true);
    }

    /// Whether a condition was not understood.
    pub(crate) fn in_doubt(&self) -> bool {
        self.doubt.get()
    }

    /// Gives a condition its meaning, or all its faults.
    pub(crate) fn resolve(&self, syntax: &Syntax, place: Place) -> Result<Condition, Vec<Fault>> {
        let mut faults = Vec::new();
        let condition = self.condition(syntax, place, &mut faults);
        if faults.is_empty() { Ok(condition) } else { Err(faults) }
    }

    fn condition(&self, syntax: &Syntax, place: Place, faults: &mut Vec<Fault>) -> Condition {
        let result = match syntax {
            Syntax::Constant(value) => Ok(Condition::Constant(*value)),
            Syntax::Name(name) => self.name(name),
            Syntax::CompareText(name, comparison, option) => self.compare_text(name, *comparison, option),
            Syntax::CompareNumber(name, comparison, number) => self.compare_number(name, *comparison, number),
            Syntax::In(name, options) => self.one_of(name, options),
            Syntax::Contains(name, option) => self.contains(name, std::slice::from_ref(option)),
            Syntax::Intersect(name, options) => self.contains(name, options),
            Syntax::Call(name, arguments) => self.call(name, arguments, place).map(Condition::Atom),
            Syntax::Not(inner) => return Condition::Not(Box::new(self.condition(inner, place, faults))),
            Syntax::And(parts) => {
                return Condition::And(parts.iter().map(|part| self.condition(part, place, faults)).collect());
            }
            Syntax::Or(parts) => {
                return Condition::Or(parts.iter().map(|part| self.condition(part, place, faults)).collect());
            }
            Syntax::Implies(left, right) => {
                let left = self.condition(left, place, faults);
                return Condition::Or(vec![Condition::Not(Box::new(left)), self.condition(right, place, faults)]);
            }
        };
        result.unwrap_or_else(|fault| {
            faults.extend(fault);
            Condition::Constant(false)
        })
    }

    fn name(&self, name: &Name) -> Result<Condition, Option<Fault>> {
        if let Some(definition) = self.definitions.get(name.value.as_str()) {
            self.used.borrow_mut().insert(name.value.clone());
            return definition.clone().ok_or(None);
        }
        let (id, finding) = self.finding(name)?;
        if finding.kind == Kind::YesNo {
            return Ok(Condition::Atom(Atom::Yes(id)));
        }
        Err(Some(Fault::new(format!("`{}` is not a yes/no finding", name.value), name.span.clone()).help(
            match finding.kind {
                Kind::OneOf => format!("compare it: `{} = '{}'`", name.value, first_option(finding)),
                Kind::ManyOf => format!("ask for an option: `{} contains '{}'`", name.value, first_option(finding)),
                _ => format!("compare it with a number: `{} >= 1`", name.value),
            },
        )))
    }

    fn finding(&self, name: &Name) -> Result<(FindingId, &'g Finding), Option<Fault>> {
        if let Some(found) = self.findings.get(name.value.as_str()) {
            return Ok(*found);
        }
        let known = self.findings.keys().chain(self.definitions.keys()).copied();
        let mut fault =
            Fault::new(format!("`{}` is neither a finding nor a definition", name.value), name.span.clone());
        fault.help = did_you_mean(&name.value, known);
        Err(Some(fault))
    }

    fn of_kind(&self, name: &Name, kind: Kind, instead: &str) -> Result<(FindingId, &'g Finding), Option<Fault>> {
        let (id, finding) = self.finding(name)?;
        if finding.kind == kind {
            return Ok((id, finding));
        }
        let fault = Fault::new(format!("`{}` is {}", name.value, kind_words(finding.kind)), name.span.clone());
        Err(Some(fault.help(instead.to_owned())))
    }

    fn compare_text(&self, name: &Name, comparison: Comparison, option: &Name) -> Result<Condition, Option<Fault>> {
        let equal = self.one_of(name, std::slice::from_ref(option))?;
        match comparison {
            Comparison::Equal => Ok(equal),
            Comparison::NotEqual => Ok(Condition::Not(Box::new(equal))),
            _ => {
                Err(Some(Fault::new("options have no order", option.span.clone()).help("use `=`, `!=` or `in { … }`")))
            }
        }
    }

    fn one_of(&self, name: &Name, options: &[Name]) -> Result<Condition, Option<Fault>> {
        let instead = "`=`, `!=` and `in` compare one-of findings; a many-of finding is asked with `contains`";
        let (id, finding) = self.of_kind(name, Kind::OneOf, instead)?;
        let mut mask = 0;
        for option in options {
            mask |= 1_u32.checked_shl(u32::from(option_of(finding, option)?.0)).unwrap_or(0);
        }
        Ok(Condition::Atom(Atom::OneOf(id, mask)))
    }

    fn contains(&self, name: &Name, options: &[Name]) -> Result<Condition, Option<Fault>> {
        let instead = "`contains` and `intersect` are for many-of findings";
        let (id, finding) = self.of_kind(name, Kind::ManyOf, instead)?;
        let mut atoms = Vec::new();
        for option in options {
            let help = format!("ask for the others: `not exists ({} intersect {{ … }})`", name.value);
            atoms.push(Condition::Atom(Atom::Contains(id, among_the_options(finding, option, &help)?)));
        }
        Ok(match atoms.len() {
            1 => atoms.remove(0),
            _ => Condition::Or(atoms),
        })
    }

    /// One option of a many-of finding.
    fn option(&self, name: &Name, option: &Name) -> Result<(FindingId, OptionId), Option<Fault>> {
        let instead = format!("only a list is asked option by option; speak of `{}` as a whole", name.value);
        let (id, finding) = self.of_kind(name, Kind::ManyOf, &instead)?;
        let help = format!("speak of another option, or of `{}` as a whole", name.value);
        Ok((id, among_the_options(finding, option, &help)?))
    }

    fn compare_number(
        &self,
        name: &Name,
        comparison: Comparison,
        number: &Spanned<f64>,
    ) -> Result<Condition, Option<Fault>> {
        let (id, finding) = self.of_kind(name, Kind::Number, "only numbers are compared with numbers")?;
        let (min, max) = (finding.min.unwrap_or(f64::NEG_INFINITY), finding.max.unwrap_or(f64::INFINITY));
        if !(min..=max).contains(&number.value) {
            return Err(Some(
                Fault::new(format!("{} is outside the range of `{}`", number.value, name.value), number.span.clone())
                    .help(format!("it goes from {min} to {max}")),
            ));
        }
        let never = match comparison {
            Comparison::Greater if number.value >= max && !super::may_be_never(finding) => Some("more"),
            Comparison::Less if number.value <= min => Some("less"),
            _ => None,
        };
        if let Some(never) = never {
            let message = format!("`{}` is never {never} than {}", name.value, number.value);
            return Err(Some(Fault::new(message, number.span.clone()).help(format!("it goes from {min} to {max}"))));
        }
        let (at_least, above) =
            (Condition::Atom(Atom::AtLeast(id, number.value)), Condition::Atom(Atom::Above(id, number.value)));
        let not = |condition| Condition::Not(Box::new(condition));
        Ok(match comparison {
            Comparison::GreaterOrEqual => at_least,
            Comparison::Greater => above,
            Comparison::Less => not(at_least),
            Comparison::LessOrEqual => not(above),
            Comparison::Equal => Condition::And(vec![at_least, not(above)]),
            Comparison::NotEqual => Condition::Or(vec![not(at_least), above]),
        })
    }

    fn call(&self, function: &Name, arguments: &[Argument], place: Place) -> Result<Atom, Option<Fault>> {
        let allowed: &[&str] = match place {
            Place::Facts => &[],
            Place::FactsAndAsked => &["not_sure", "not_asked"],
            Place::FactsAndOffers => &["offered", "withheld"],
            Place::Property => &[
                "not_sure",
                "not_asked",
                "offered",
                "withheld",
                "kept_apart",
                "offered_kind",
                "at_least",
                "disposition",
            ],
        };
        if !allowed.contains(&function.value.as_str()) {
            let fault =
                Fault::new(format!("`{}` is no function that may stand here", function.value), function.span.clone());
            return Err(Some(match did_you_mean(&function.value, allowed.iter().copied()) {
                Some(help) => fault.help(help),
                None if allowed.is_empty() => fault.help("only facts may stand here"),
                None => fault.help(format!("here stand {}", allowed.join(", "))),
            }));
        }
        match (function.value.as_str(), arguments) {
            ("not_sure", [Argument::Name(finding)]) => Ok(Atom::NotSure(self.finding(finding)?.0, None)),
            ("not_asked", [Argument::Name(finding)]) => Ok(Atom::NotAsked(self.finding(finding)?.0, None)),
            ("not_sure", [Argument::Option(finding, option)]) => {
                self.option(finding, option).map(|(finding, option)| Atom::NotSure(finding, Some(option)))
            }
            ("not_asked", [Argument::Option(finding, option)]) => {
                self.option(finding, option).map(|(finding, option)| Atom::NotAsked(finding, Some(option)))
            }
            ("offered", [Argument::Text(any)]) if any.value == "any" => Ok(Atom::OfferedKind(None)),
            ("offered", [Argument::Text(treatment)]) => Ok(Atom::Offered(self.treatment(treatment)?)),
            ("withheld", [Argument::Text(treatment)]) => Ok(Atom::Withheld(self.treatment(treatment)?)),
            ("kept_apart", [Argument::Text(one), Argument::Text(other)]) => {
                Ok(Atom::KeptApart(self.treatment(one)?, self.treatment(other)?))
            }
            ("offered_kind", [Argument::Text(kind)]) => Ok(Atom::OfferedKind(Some(kind_of(kind)?))),
            ("disposition", [Argument::Text(level)]) => Ok(Atom::Disposition(level_of(level)?)),
            ("at_least", [Argument::Text(level)]) => Ok(Atom::Urgency(urgency_of(level)?, None)),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and in range, checked first"
            )]
            ("at_least", [Argument::Text(level), Argument::Number(days)])
                if days.value.fract() == 0.0 && (1.0..=365.0).contains(&days.value) =>
            {
                match urgency_of(level)? {
                    LevelId::SeeDoctorSoon => Ok(Atom::Urgency(LevelId::SeeDoctorSoon, Some(days.value as u32))),
                    _ => Err(Some(
                        Fault::new(format!("`{}` has no window", level.value), days.span.clone())
                            .help("only see_doctor_soon has one: `at_least('see_doctor_soon', 3)`"),
                    )),
                }
            }
            _ => Err(Some(
                Fault::new(format!("`{}` does not take these arguments", function.value), function.span.clone())
                    .help("see the table of conditions in guideline/README.md"),
            )),
        }
    }

    fn treatment(&self, name: &Name) -> Result<TreatmentId, Option<Fault>> {
        self.treatments.get(name.value.as_str()).copied().ok_or_else(|| {
            let mut fault = Fault::new(format!("`{}` is no treatment", name.value), name.span.clone());
            fault.help = did_you_mean(&name.value, self.treatments.keys().copied());
            Some(fault)
        })
    }
}

/// An option of a many-of finding, but not the one that means none of them.
fn among_the_options(finding: &Finding, option: &Name, help: &str) -> Result<OptionId, Option<Fault>> {
    let place = option_of(finding, option)?;
    if finding.none == Some(Answer::OneOf(option.value.clone())) {
        let message = format!("`{}` means none of the options, so it is never among them", option.value);
        return Err(Some(Fault::new(message, option.span.clone()).help(help)));
    }
    Ok(place)
}

fn option_of(finding: &Finding, option: &Name) -> Result<OptionId, Option<Fault>> {
    finding.option(&option.value).map(|(id, _)| id).ok_or_else(|| {
        let mut fault = Fault::new(format!("`{}` is no option of `{}`", option.value, finding.id), option.span.clone());
        let options = finding.options.iter().map(|option| option.id.as_str());
        fault.help = did_you_mean(&option.value, options.clone())
            .or_else(|| Some(format!("its options: {}", options.collect::<Vec<_>>().join(", "))));
        Some(fault)
    })
}

fn kind_of(kind: &Name) -> Result<TreatmentKind, Option<Fault>> {
    TreatmentKind::ALL.into_iter().find(|known| known.word() == kind.value).ok_or_else(|| {
        let mut fault = Fault::new(format!("`{}` is no kind of treatment", kind.value), kind.span.clone());
        fault.help = did_you_mean(&kind.value, TreatmentKind::ALL.iter().map(|kind| kind.word()));
        Some(fault)
    })
}

fn level_of(level: &Name) -> Result<LevelId, Option<Fault>> {
    LevelId::from_word(&level.value).ok_or_else(|| {
        Some(
            Fault::new(format!("`{}` is no level", level.value), level.span.clone())
                .help("the levels: emergency_now, same_day, see_doctor_soon, home_care, incomplete"),
        )
    })
}

/// The level of a word, where it is one of those that go up in urgency.
fn urgency_of(level: &Name) -> Result<LevelId, Option<Fault>> {
    match level_of(level)? {
        LevelId::Incomplete => {
            let message = format!("`{}` is not known yet, so nothing is more or less urgent", level.value);
            Err(Some(Fault::new(message, level.span.clone()).help("`disposition('incomplete')` asks for it exactly")))
        }
        level => Ok(level),
    }
}

fn first_option(finding: &Finding) -> &str {
    finding.options.first().map_or("…", |option| option.id.as_str())
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::YesNo => "a yes/no finding",
        Kind::OneOf => "a one-of finding",
        Kind::ManyOf => "a many-of finding",
        Kind::Number => "a number",
    }
}

/// The longest word, in bytes, that is compared with known ones: requests bring words too, and comparing takes time by
/// the length of both.
const GUESS_LIMIT: usize = 64;

/// The nearest known word, when it is near enough to be meant. For words over 64 bytes there is no guess.
pub fn did_you_mean<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<String> {
    if word.len() > GUESS_LIMIT {
        return None;
    }
    known
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= 1 + candidate.len() / 4 || word.len() >= 3 && candidate.starts_with(word)
        })
        .min()
        .map(|(_, candidate)| format!("did you mean `{candidate}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_over_64_bytes_is_not_guessed_at() {
        let known = "f".repeat(80);
        let guess = |length: usize| did_you_mean(&"f".repeat(length), [known.as_str()].into_iter());
        assert!(guess(GUESS_LIMIT).is_some());
        assert_eq!(guess(GUESS_LIMIT + 1), None);
    }
}
