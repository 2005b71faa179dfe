//! From the bits of a diagram to the answers of one person, and back.

use crate::diagrams::Diagram;
use crate::everyone::Everyone;
use crate::fact::{About, Fact, Status};
use easeback_engine::Answer;
use easeback_guideline::{Finding, Kind, Worse};
use std::collections::BTreeMap;

/// One person: a status per fact, in the order of the facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Person(pub(crate) Vec<Status>);

impl Everyone<'_> {
    /// One of the people for whom this holds, with as few and as plain answers as still keep it so.
    pub(crate) fn pick(&self, from: &Diagram) -> Option<Person> {
        if from.is_nobody() {
            return None;
        }
        let mut rest = from.clone();
        let mut statuses = vec![None; self.facts().len()];
        // In the order of the guideline, so that the first questions are the plainest.
        let mut places: Vec<_> = self.facts().iter().enumerate().collect();
        places.sort_by_key(|(_, fact)| fact.finding);
        for (place, fact) in places {
            let kept = self.plainest_first(fact).into_iter().find_map(|status| {
                let kept = rest.fixed(&self.fixed([(fact, status)]));
                (!kept.is_nobody()).then_some((status, kept))
            });
            let (status, kept) = kept?;
            rest = kept;
            if let Some(known) = statuses.get_mut(place) {
                *known = Some(status);
            }
        }
        statuses.into_iter().collect::<Option<_>>().map(Person)
    }

    /// The statuses of a fact: not asked first, then the commonest answers, and not sure at the end.
    fn plainest_first(&self, fact: &Fact) -> Vec<Status> {
        let mut statuses: Vec<_> = fact.statuses().collect();
        let finding = self.guideline().finding_at(fact.finding);
        statuses.sort_by_key(|status| (how_odd(finding, *status), is_uncommon(finding, *status)));
        statuses
    }

    /// The codes of a fact, by their statuses in the same order.
    pub(crate) fn codes_plainest_first(&self, fact: &Fact) -> Vec<u16> {
        let mut codes: Vec<_> = fact.codes().collect();
        let finding = self.guideline().finding_at(fact.finding);
        codes.sort_by_key(|(status, _)| (how_odd(finding, *status), is_uncommon(finding, *status)));
        codes.into_iter().map(|(_, code)| code).collect()
    }

    /// The person of these bits; none where bits mean no status.
    pub(crate) fn person(&self, bits: &[bool]) -> Option<Person> {
        let has = |fact: &Fact, code| {
            fact.code_bits(code).all(|(variable, value)| bits.get(usize::from(variable)) == Some(&value))
        };
        let status = |fact: &Fact| fact.codes().find(|(_, code)| has(fact, *code)).map(|(status, _)| status);
        self.facts().iter().map(status).collect::<Option<_>>().map(Person)
    }

    /// The bits of a person.
    pub(crate) fn bits(&self, person: &Person) -> Vec<bool> {
        let mut bits = vec![false; usize::from(self.diagrams().variables())];
        for (fact, status) in self.facts().iter().zip(&person.0) {
            for (variable, value) in fact.bits(*status).into_iter().flatten() {
                if let Some(bit) = bits.get_mut(usize::from(variable)) {
                    *bit = value;
                }
            }
        }
        bits
    }

    /// Of those for whom this holds, the one who differs least from a person, and by how many bits.
    pub(crate) fn nearest(&self, from: &Diagram, person: &Person) -> Option<(usize, Person)> {
        let (distance, bits) = from.nearest(&self.bits(person))?;
        let has = |fact: &Fact, status: &Status| {
            let mut own = fact.bits(*status)?;
            own.all(|(place, value)| bits.get(usize::from(place)) == Some(&value)).then_some(*status)
        };
        let status = |fact: &Fact| fact.statuses().find_map(|status| has(fact, &status));
        Some((distance, Person(self.facts().iter().map(status).collect::<Option<_>>()?)))
    }

    /// A person with some statuses changed.
    pub(crate) fn changed(&self, person: &Person, to: &[(&Fact, Status)]) -> Person {
        let status = |(fact, before): (&Fact, &Status)| {
            to.iter().find(|(changed, _)| changed.id == fact.id).map_or(*before, |(_, status)| *status)
        };
        Person(self.facts().iter().zip(&person.0).map(status).collect())
    }

    /// What a person said: answers that give these facts.
    pub fn answers(&self, person: &Person) -> BTreeMap<String, Answer> {
        let mut answers = BTreeMap::new();
        for (id, finding) in self.guideline().finding_ids() {
            let mine: Vec<_> = self.facts().iter().zip(&person.0).filter(|(fact, _)| fact.finding == id).collect();
            match mine.as_slice() {
                [] => {}
                [(Fact { about: About::Whole, .. }, status)] => {
                    answers.extend(single(finding, **status).map(|answer| (finding.id.clone(), answer)));
                }
                facts => answers.extend(list(finding, facts)),
            }
        }
        answers
    }

    /// The person who gave these answers, which the input accepts.
    pub fn who_said(&self, answers: &BTreeMap<String, Answer>) -> Option<Person> {
        let status = |fact: &Fact| {
            let finding = self.guideline().finding_at(fact.finding)?;
            match &fact.about {
                About::Whole => said(finding, fact, answers.get(&finding.id)),
                About::Option(option) => Some(said_of_option(finding, &finding.option_at(*option)?.id, answers)),
                About::Others(options) => {
                    let options = options.iter().filter_map(|option| finding.option_at(*option));
                    let said: Vec<_> = options.map(|option| said_of_option(finding, &option.id, answers)).collect();
                    let (not_sure, not_asked) = (said.contains(&Status::NotSure), said.contains(&Status::NotAsked));
                    Some(Status::Others { not_sure, not_asked })
                }
            }
        };
        self.facts().iter().map(status).collect::<Option<_>>().map(Person)
    }

    /// Whether a diagram holds for a person.
    pub fn holds(&self, truth: &Diagram, person: &Person) -> bool {
        truth.holds(&self.bits(person))
    }
}

fn how_odd(finding: Option<&Finding>, status: Status) -> u8 {
    match status {
        Status::NotAsked => 0,
        Status::YesNo(yes) => {
            let none = finding.and_then(|finding| finding.none.clone()).unwrap_or(Answer::YesNo(false));
            if none == Answer::YesNo(yes) { 1 } else { 2 }
        }
        Status::OneOf(option) => {
            let best = finding.and_then(|finding| match (&finding.none, &finding.worse) {
                (Some(Answer::OneOf(none)), _) => Some(none.clone()),
                (_, Some(Worse::Steps(steps))) => steps.first()?.first().cloned(),
                _ => None,
            });
            let mine = finding.and_then(|finding| finding.option_at(option)).map(|option| option.id.clone());
            if best.is_some() && best == mine { 1 } else { 2 }
        }
        Status::Number(_) => 1,
        Status::Others { not_sure, not_asked } => 1 + u8::from(not_asked) + 2 * u8::from(not_sure),
        Status::NotSure => 4,
    }
}

/// How far from the commonest: in thousandths of people, or of the range.
fn is_uncommon(finding: Option<&Finding>, status: Status) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share, or a distance within a range"
    )]
    let thousandths = |share: f64| (share.abs() * 1000.0) as u64;
    match (finding, status) {
        (Some(finding), Status::OneOf(option)) => {
            thousandths(1.0 - finding.option_at(option).and_then(|option| option.prevalence).unwrap_or(0.0))
        }
        (Some(finding), Status::Number(number)) => {
            let typical = finding.typical.map_or(finding.min.unwrap_or(0.0), |typical| typical.mean);
            thousandths(number - typical)
        }
        _ => 0,
    }
}

/// The answer that gives this status; none where nothing is to be said.
fn single(finding: &Finding, status: Status) -> Option<Answer> {
    let answer = match status {
        Status::NotAsked | Status::Others { .. } => None,
        Status::NotSure => Some(Answer::NotSure),
        Status::YesNo(yes) => Some(Answer::YesNo(yes)),
        Status::OneOf(option) => Some(Answer::OneOf(finding.option_at(option)?.id.clone())),
        Status::Number(number) => Some(Answer::Number(number)),
    };
    answer.filter(|answer| finding.when_absent.as_ref() != Some(answer))
}

/// The answers that give these statuses of a list: the whole list where it says it all, or option by option.
fn list(finding: &Finding, facts: &[(&Fact, &Status)]) -> Vec<(String, Answer)> {
    let mut options: BTreeMap<&str, Status> = BTreeMap::new();
    for (fact, status) in facts {
        match (&fact.about, status) {
            (About::Option(option), status) => {
                options.extend(finding.option_at(*option).map(|option| (option.id.as_str(), **status)));
            }
            (About::Others(others), Status::Others { not_sure, not_asked }) => {
                let (mut not_sure, mut not_asked) = (*not_sure, *not_asked);
                for option in others.iter().filter_map(|option| finding.option_at(*option)) {
                    let status = if std::mem::take(&mut not_sure) {
                        Status::NotSure
                    } else if std::mem::take(&mut not_asked) {
                        Status::NotAsked
                    } else {
                        Status::YesNo(false)
                    };
                    options.insert(&option.id, status);
                }
            }
            _ => {}
        }
    }
    if facts.iter().all(|(fact, status)| match fact.about {
        About::Others(_) => **status == Status::Others { not_sure: false, not_asked: true },
        _ => **status == Status::NotAsked,
    }) {
        return Vec::new();
    }
    let chosen = || {
        finding
            .options
            .iter()
            .filter(|option| options.get(option.id.as_str()) == Some(&Status::YesNo(true)))
            .map(|option| option.id.clone())
            .collect::<Vec<_>>()
    };
    let none = matches!(&finding.none, Some(Answer::OneOf(none)) if finding.option(none).is_some());
    let all_named = options.len() + usize::from(none) == finding.options.len();
    let known = options.values().all(|status| matches!(status, Status::YesNo(_)));
    let unsure = options.values().all(|status| matches!(status, Status::YesNo(true) | Status::NotSure));
    if known {
        let chosen = chosen();
        let absent = finding.when_absent.is_some() && chosen.is_empty();
        return if absent {
            Vec::new()
        } else {
            vec![(finding.id.clone(), Answer::ManyOf { chosen, not_sure: false })]
        };
    }
    if unsure && all_named {
        return vec![(finding.id.clone(), Answer::ManyOf { chosen: chosen(), not_sure: true })];
    }
    let rows = options.into_iter().filter_map(|(option, status)| {
        let answer = match status {
            Status::YesNo(yes) => Answer::YesNo(yes),
            Status::NotSure => Answer::NotSure,
            _ => return None,
        };
        Some((format!("{}.{option}", finding.id), answer))
    });
    rows.collect()
}

/// The status that an answer to a whole finding gives; none where no status is like it.
fn said(finding: &Finding, fact: &Fact, answer: Option<&Answer>) -> Option<Status> {
    let answer = answer.or(finding.when_absent.as_ref());
    match answer {
        None => Some(Status::NotAsked),
        Some(Answer::NotSure) => match &finding.not_sure_is {
            Some(option) => Some(Status::OneOf(finding.option(option)?.0)),
            None => Some(Status::NotSure),
        },
        Some(Answer::YesNo(yes)) => Some(Status::YesNo(*yes)),
        Some(Answer::OneOf(option)) => Some(Status::OneOf(finding.option(option)?.0)),
        Some(Answer::Number(number)) => fact.like(*number),
        Some(Answer::ManyOf { .. }) => None,
    }
}

/// What was said of one option: in its own row, or in the whole list.
fn said_of_option(finding: &Finding, option: &str, answers: &BTreeMap<String, Answer>) -> Status {
    if finding.kind != Kind::ManyOf {
        return Status::NotAsked;
    }
    match answers.get(&format!("{}.{option}", finding.id)) {
        Some(Answer::YesNo(yes)) => return Status::YesNo(*yes),
        Some(Answer::NotSure) => return Status::NotSure,
        _ => {}
    }
    match answers.get(&finding.id) {
        Some(Answer::ManyOf { chosen, .. }) if chosen.iter().any(|id| id == option) => Status::YesNo(true),
        Some(Answer::ManyOf { not_sure: true, .. } | Answer::NotSure) => Status::NotSure,
        Some(_) => Status::YesNo(false),
        None if finding.when_absent.is_some() => Status::YesNo(false),
        None => Status::NotAsked,
    }
}
