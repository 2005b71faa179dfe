//! What is known of one person: answers, checked against the guideline.

use crate::error::FactProblem;
use crate::evaluate::{Facts, Known};
use crate::{Answer, NOT_SURE};
use easeback_guideline::{Atom, Finding, FindingId, Guideline, Kind, OptionId};
use easeback_logic::{Block, Lanes, Marks, Noted, OnePerson, Recorder};
use std::collections::BTreeMap;

/// The status of one finding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Status {
    NotAsked,
    NotSure,
    YesNo(bool),
    OneOf(OptionId),
    /// Infinity is "never": longer ago than anything.
    Number(f64),
    Many(Options),
}

/// Per option of a many-of finding, as bits; an option in none of the three is known not to apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) chosen: u32,
    pub(crate) not_sure: u32,
    pub(crate) not_asked: u32,
}

/// What is known of one person: the status of every finding of one guideline.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonFacts {
    statuses: Vec<Status>,
}

fn bit(option: OptionId) -> u32 {
    1_u32.checked_shl(u32::try_from(option.index()).unwrap_or(u32::MAX)).unwrap_or(0)
}

fn all_options(finding: &Finding) -> u32 {
    u32::MAX.checked_shr(32 - u32::try_from(finding.options.len().min(32)).unwrap_or(32)).unwrap_or(0)
}

/// The bit of the option that means "none of these", where the finding has one.
fn none_option(finding: &Finding) -> u32 {
    match &finding.none {
        Some(Answer::OneOf(id)) => finding.option(id).map_or(0, |(option, _)| bit(option)),
        _ => 0,
    }
}

impl PersonFacts {
    /// The facts that follow from answers: by finding id, or by `finding.option` for one option of a many-of finding, but
    /// not by both.
    ///
    /// What is absent was not asked; facts from the log that are absent are what the guideline says they are. All
    /// problems are reported at once, and nothing is coerced.
    pub fn from_answers(guideline: &Guideline, answers: &BTreeMap<String, Answer>) -> Result<Self, Vec<FactProblem>> {
        let mut problems = Vec::new();
        let mut statuses = vec![Status::NotAsked; guideline.findings.len()];
        for (row, answer) in answers {
            let (id, option) = row.split_once('.').map_or((row.as_str(), None), |(id, option)| (id, Some(option)));
            let Some((place, finding)) = guideline.finding(id) else {
                problems.push(FactProblem::unknown_finding(guideline, row));
                continue;
            };
            let Some(status) = statuses.get_mut(place.index()) else { continue };
            let result = match option {
                None => whole(finding, answer),
                Some(_) if answers.contains_key(id) => Err(FactProblem::list_and_option(finding, row)),
                Some(option) => one_option(finding, option, answer, *status),
            };
            match result {
                Ok(new) => *status = new,
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut facts = Self { statuses };
        facts.fill_in_the_log(guideline, answers);
        let contradictions = facts.contradictions(guideline);
        if contradictions.is_empty() { Ok(facts) } else { Err(contradictions) }
    }

    /// A person who was asked nothing.
    pub fn nothing_asked(guideline: &Guideline) -> Self {
        let mut facts = Self { statuses: vec![Status::NotAsked; guideline.findings.len()] };
        facts.fill_in_the_log(guideline, &BTreeMap::new());
        facts
    }

    pub(crate) fn status(&self, finding: FindingId) -> Status {
        self.statuses.get(finding.index()).copied().unwrap_or(Status::NotAsked)
    }

    /// The answer to a finding as the contract writes it; none when it was not asked (or not in full).
    pub fn answer(&self, guideline: &Guideline, finding: FindingId) -> Option<Answer> {
        let definition = guideline.finding_at(finding)?;
        let name = |option: OptionId| definition.option_at(option).map(|option| option.id.clone());
        match self.status(finding) {
            Status::NotSure => Some(Answer::NotSure),
            Status::YesNo(yes) => Some(Answer::YesNo(yes)),
            Status::OneOf(option) => name(option).map(Answer::OneOf),
            Status::Number(number) if number.is_finite() => Some(Answer::Number(number)),
            Status::Number(_) | Status::NotAsked => None,
            Status::Many(options) => {
                let ids = definition.options.iter();
                let chosen = ids.filter(|option| {
                    definition.option(&option.id).is_some_and(|(id, _)| options.chosen & bit(id) != 0)
                });
                let chosen: Vec<_> = chosen.map(|option| option.id.clone()).collect();
                let nothing_yet = options.chosen == 0 && options.not_asked != 0;
                (!nothing_yet).then_some(Answer::ManyOf { chosen, not_sure: options.not_sure != 0 })
            }
        }
    }

    /// Whether a finding, or one option of it, was not asked.
    pub(crate) fn is_not_asked(&self, finding: FindingId, option: Option<OptionId>) -> bool {
        match (self.status(finding), option) {
            (Status::NotAsked, _) => true,
            (Status::Many(options), Some(option)) => options.not_asked & bit(option) != 0,
            (Status::Many(options), None) => options.not_asked != 0,
            _ => false,
        }
    }

    /// Whether a finding is known in full: asked, and sure.
    pub(crate) fn is_known(&self, finding: FindingId) -> bool {
        match self.status(finding) {
            Status::NotAsked | Status::NotSure => false,
            Status::Many(options) => options.not_asked | options.not_sure == 0,
            _ => true,
        }
    }

    /// Ruling 6: an absent fact from the log is what an empty log means, once what was taken before is known.
    fn fill_in_the_log(&mut self, guideline: &Guideline, answers: &BTreeMap<String, Answer>) {
        for (place, finding) in guideline.finding_ids().filter(|(_, finding)| finding.is_logged()) {
            match self.statuses.get_mut(place.index()) {
                Some(Status::NotAsked) => {}
                // A list of which only some options are given: the log holds none of the others.
                Some(Status::Many(options)) => {
                    options.not_asked = 0;
                    continue;
                }
                _ => continue,
            }
            let absent = match (&finding.when_absent, &finding.when_absent_after) {
                (Some(Answer::OneOf(word)), _) if finding.kind == Kind::ManyOf && word == "none" => {
                    Some(Status::Many(Options::default()))
                }
                (Some(answer), _) => whole(finding, answer).ok(),
                (None, Some(after)) => {
                    let asked = guideline.finding(&after.finding);
                    let reached = asked.is_some_and(|(asked, definition)| {
                        definition.option(&after.answer).is_some_and(|(id, _)| self.status(asked) == Status::OneOf(id))
                    });
                    let dose_known = siblings(guideline, finding).any(|sibling| shows_a_dose(sibling, answers));
                    match &after.value {
                        _ if !reached || dose_known => None,
                        Answer::OneOf(_) => Some(Status::Number(f64::INFINITY)),
                        answer => whole(finding, answer).ok(),
                    }
                }
                (None, None) => None,
            };
            if let (Some(status), Some(absent)) = (self.statuses.get_mut(place.index()), absent) {
                *status = absent;
            }
        }
    }

    fn contradictions(&self, guideline: &Guideline) -> Vec<FactProblem> {
        guideline
            .contradictions
            .iter()
            .filter(|contradiction| crate::engine::holds(contradiction.when.condition(), self))
            .map(|contradiction| FactProblem::contradiction(guideline, self, contradiction))
            .collect()
    }
}

/// The facts from the log that speak of the same medicine as this one; they are known together.
fn siblings<'g>(guideline: &'g Guideline, finding: &'g Finding) -> impl Iterator<Item = &'g Finding> {
    guideline
        .findings
        .iter()
        .filter(move |other| other.when_absent_after.is_some() && other.about.is_some() && other.about == finding.about)
}

/// Whether an answer to a fact from the log shows that a dose was taken.
fn shows_a_dose(finding: &Finding, answers: &BTreeMap<String, Answer>) -> bool {
    let counts = matches!(finding.when_absent_after.as_ref().map(|after| &after.value), Some(Answer::Number(_)));
    match answers.get(&finding.id) {
        Some(Answer::Number(number)) => !counts || *number > 0.0,
        Some(_) => true,
        None => false,
    }
}

/// The status that an answer to a whole finding gives.
fn whole(finding: &Finding, answer: &Answer) -> Result<Status, FactProblem> {
    let wrong = |value: &str| Err(FactProblem::not_allowed(finding, value));
    match (finding.kind, answer) {
        (_, Answer::NotSure) => Ok(match finding.not_sure_is.as_ref().and_then(|id| finding.option(id)) {
            Some((option, _)) => Status::OneOf(option),
            None if finding.kind == Kind::ManyOf => {
                Status::Many(Options { not_sure: all_options(finding) & !none_option(finding), ..Options::default() })
            }
            None => Status::NotSure,
        }),
        (Kind::YesNo, Answer::YesNo(yes)) => Ok(Status::YesNo(*yes)),
        (Kind::OneOf, Answer::OneOf(id)) => match finding.option(id) {
            Some((option, _)) => Ok(Status::OneOf(option)),
            None => wrong(&format!("`{id}`")),
        },
        (Kind::Number, Answer::Number(number)) => {
            let in_range = finding.min.is_none_or(|min| *number >= min) && finding.max.is_none_or(|max| *number <= max);
            let fits = number.is_finite() && in_range && !(finding.whole && number.fract() != 0.0);
            if fits { Ok(Status::Number(*number)) } else { wrong(&number.to_string()) }
        }
        (Kind::ManyOf, Answer::ManyOf { chosen, not_sure }) => many(finding, chosen, *not_sure),
        (_, answer) => wrong(&serde_json::to_string(answer).unwrap_or_default()),
    }
}

fn many(finding: &Finding, chosen: &[String], not_sure: bool) -> Result<Status, FactProblem> {
    let mut bits = 0;
    for id in chosen {
        let Some((option, _)) = finding.option(id) else {
            return Err(FactProblem::not_allowed(finding, &format!("`{id}`")));
        };
        if bits & bit(option) != 0 {
            return Err(FactProblem::twice(finding, id));
        }
        bits |= bit(option);
    }
    let none = none_option(finding);
    if bits & none != 0 && (bits != none || not_sure) {
        return Err(FactProblem::none_with_others(finding, chosen, not_sure));
    }
    let not_sure = if not_sure { all_options(finding) & !bits & !none } else { 0 };
    Ok(Status::Many(Options { chosen: bits & !none, not_sure, not_asked: 0 }))
}

/// The status after one option of a many-of finding was answered.
fn one_option(finding: &Finding, id: &str, answer: &Answer, before: Status) -> Result<Status, FactProblem> {
    let known = finding.option(id).filter(|(option, _)| bit(*option) & none_option(finding) == 0);
    let Some((option, _)) = known.filter(|_| finding.kind == Kind::ManyOf) else {
        return Err(FactProblem::no_such_option(finding, id));
    };
    let mut options = match before {
        Status::Many(options) => options,
        _ => Options { not_asked: all_options(finding) & !none_option(finding), ..Options::default() },
    };
    let bit = bit(option);
    (options.chosen, options.not_sure, options.not_asked) =
        (options.chosen & !bit, options.not_sure & !bit, options.not_asked & !bit);
    match answer {
        Answer::YesNo(true) => options.chosen |= bit,
        Answer::YesNo(false) => {}
        Answer::NotSure => options.not_sure |= bit,
        answer => {
            let value = serde_json::to_string(answer).unwrap_or_default();
            return Err(FactProblem::not_yes_or_no(finding, id, &value));
        }
    }
    Ok(Status::Many(options))
}

impl PersonFacts {
    #[inline]
    fn known(&self, atom: &Atom) -> Known<bool> {
        let known = |value: bool| Known { yes: value, no: !value, not_asked: false };
        let unknown = |status: Status| Known { yes: false, no: false, not_asked: status == Status::NotAsked };
        match *atom {
            Atom::Yes(finding) => match self.status(finding) {
                Status::YesNo(yes) => known(yes),
                other => unknown(other),
            },
            Atom::OneOf(finding, mask) => match self.status(finding) {
                Status::OneOf(option) => known(mask & bit(option) != 0),
                other => unknown(other),
            },
            Atom::AtLeast(finding, least) => match self.status(finding) {
                Status::Number(number) => known(number >= least),
                other => unknown(other),
            },
            Atom::Above(finding, limit) => match self.status(finding) {
                Status::Number(number) => known(number > limit),
                other => unknown(other),
            },
            Atom::Contains(finding, option) => match self.status(finding) {
                Status::Many(options) => {
                    let bit = bit(option);
                    let (yes, not_asked) = (options.chosen & bit != 0, options.not_asked & bit != 0);
                    Known { yes, no: !yes && !not_asked && options.not_sure & bit == 0, not_asked }
                }
                other => unknown(other),
            },
            _ => Known { yes: false, no: false, not_asked: false },
        }
    }

    /// Whether a finding, or one option of it, is not sure.
    fn is_not_sure(&self, finding: FindingId, option: Option<OptionId>) -> bool {
        match (self.status(finding), option) {
            (Status::NotSure, _) => true,
            (Status::Many(options), Some(option)) => options.not_sure & bit(option) != 0,
            (Status::Many(options), None) => options.not_sure != 0,
            _ => false,
        }
    }
}

impl Facts<OnePerson> for PersonFacts {
    #[inline]
    fn atom(&self, _: &OnePerson, atom: &Atom) -> Known<bool> {
        self.known(atom)
    }

    fn not_asked(&self, _: &OnePerson, finding: FindingId, option: Option<OptionId>) -> bool {
        self.is_not_asked(finding, option)
    }

    fn not_sure(&self, _: &OnePerson, finding: FindingId, option: Option<OptionId>) -> bool {
        self.is_not_sure(finding, option)
    }
}

impl Facts<Recorder> for PersonFacts {
    fn atom(&self, _: &Recorder, atom: &Atom) -> Known<Noted> {
        let because = atom.finding().map_or(Marks::NONE, |finding| Marks::one(finding.index()));
        let noted = |value| Noted { value, because };
        let known = self.known(atom);
        Known { yes: noted(known.yes), no: noted(known.no), not_asked: noted(known.not_asked) }
    }

    fn not_asked(&self, _: &Recorder, finding: FindingId, option: Option<OptionId>) -> Noted {
        Noted { value: self.is_not_asked(finding, option), because: Marks::one(finding.index()) }
    }

    fn not_sure(&self, _: &Recorder, finding: FindingId, option: Option<OptionId>) -> Noted {
        Noted { value: self.is_not_sure(finding, option), because: Marks::one(finding.index()) }
    }
}

/// Many people side by side, one lane each; lanes past the last person know nothing.
#[derive(Clone, Copy, Debug)]
pub struct Crowd<'p>(pub &'p [PersonFacts]);

impl Crowd<'_> {
    fn lanes<const WORDS: usize>(&self, holds: impl Fn(&PersonFacts) -> bool) -> Block<WORDS> {
        let mut block = Block::NOBODY;
        for (lane, person) in self.0.iter().enumerate() {
            block.set(lane, holds(person));
        }
        block
    }
}

impl<const WORDS: usize> Facts<Lanes<WORDS>> for Crowd<'_> {
    fn atom(&self, _: &Lanes<WORDS>, atom: &Atom) -> Known<Block<WORDS>> {
        Known {
            yes: self.lanes(|person| person.known(atom).yes),
            no: self.lanes(|person| person.known(atom).no),
            not_asked: self.lanes(|person| person.known(atom).not_asked),
        }
    }

    fn not_asked(&self, _: &Lanes<WORDS>, finding: FindingId, option: Option<OptionId>) -> Block<WORDS> {
        self.lanes(|person| person.is_not_asked(finding, option))
    }

    fn not_sure(&self, _: &Lanes<WORDS>, finding: FindingId, option: Option<OptionId>) -> Block<WORDS> {
        self.lanes(|person| person.is_not_sure(finding, option))
    }
}

/// What an answer that is not allowed looks like in a message.
pub(crate) fn allowed(finding: &Finding) -> String {
    let options = || finding.options.iter().map(|option| format!("\"{}\"", option.id)).collect::<Vec<_>>().join(", ");
    match finding.kind {
        Kind::YesNo => format!("true, false or \"{NOT_SURE}\""),
        Kind::OneOf => format!("one of {}, or \"{NOT_SURE}\"", options()),
        Kind::ManyOf => {
            format!("a list of any of {}, beside which \"{NOT_SURE}\" may stand; [] is none of these", options())
        }
        Kind::Number => {
            let unit = finding.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let whole = if finding.whole { "a whole number" } else { "a number" };
            let (min, max) = (finding.min.unwrap_or(f64::MIN), finding.max.unwrap_or(f64::MAX));
            format!("{whole} from {min} to {max}{unit}, or \"{NOT_SURE}\"")
        }
    }
}
