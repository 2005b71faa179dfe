//! Example people, run: their answers through the engine, and how the decision differs from the expected one.

use crate::decide::Decision;
use crate::engine::Engine;
use crate::{Answer, PersonFacts};
use easeback_guideline::{ExamplePerson, Guideline, RefusedAnswers, Strength};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// The word in an example person that takes an answer away again.
const NOT_ASKED: &str = "not_asked";

/// The answers of an example person: those of whom they are like, with their own on top.
pub fn answers_of(guideline: &Guideline, person: &ExamplePerson) -> BTreeMap<String, Answer> {
    let mut line = vec![person];
    // The guideline holds that nobody is like themselves in the end.
    while let Some(next) = line.last().and_then(|last| guideline.person(last.like.as_deref()?)) {
        line.push(next);
    }
    let mut answers = BTreeMap::new();
    for person in line.into_iter().rev() {
        put_on_top(&mut answers, &person.answers);
    }
    answers
}

/// Answers that must be refused: those of the person whom they start from, with their own on top.
pub fn refused_answers_of(guideline: &Guideline, refused: &RefusedAnswers) -> BTreeMap<String, Answer> {
    let mut answers = guideline.person(&refused.like).map(|person| answers_of(guideline, person)).unwrap_or_default();
    put_on_top(&mut answers, &refused.answers);
    answers
}

fn put_on_top(answers: &mut BTreeMap<String, Answer>, own: &BTreeMap<String, Answer>) {
    for (finding, answer) in own {
        match answer {
            Answer::OneOf(word) if word == NOT_ASKED => answers.remove(finding),
            answer => answers.insert(finding.clone(), answer.clone()),
        };
    }
}

impl Engine {
    /// The facts of an example person, or what is wrong with their answers.
    pub fn facts_of(&self, person: &ExamplePerson) -> Result<PersonFacts, Vec<crate::FactProblem>> {
        self.facts(&answers_of(self.guideline(), person))
    }

    /// How the decision for an example person differs from the expected one, a line each; nothing when it does not.
    pub fn differences(&self, person: &ExamplePerson) -> Vec<String> {
        self.differences_with(person, &answers_of(self.guideline(), person))
    }

    /// The same for answers that [`answers_of`] gave: for those who decide for the same people by many guidelines.
    pub fn differences_with(&self, person: &ExamplePerson, answers: &BTreeMap<String, Answer>) -> Vec<String> {
        match self.facts(answers) {
            Ok(facts) => {
                let mut lines = differences(&self.decide(&facts), person);
                lines.extend(self.differing_stops(&facts, person));
                lines
            }
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Engine {
    /// Whether answers are refused by this contradiction, and by nothing else.
    pub fn refuses(&self, answers: &BTreeMap<String, Answer>, contradiction: &str) -> bool {
        let known = self.guideline().contradictions.iter().find(|known| known.id == contradiction);
        let problems = self.facts(answers).err().unwrap_or_default();
        matches!((known, problems.as_slice()), (Some(known), [problem]) if problem.allowed == known.because)
    }

    /// How the stops that hold, at any level, differ from the expected ones.
    fn differing_stops(&self, facts: &PersonFacts, person: &ExamplePerson) -> Vec<String> {
        let mut lines = Vec::new();
        for (id, wanted) in &person.expect.stops {
            let held = self.held(facts, id).into_iter().map(|stop| stop.id.to_owned());
            same(&mut lines, &format!("stops of {id}, at any level"), wanted, held);
        }
        lines
    }
}

fn differences(decision: &Decision<'_>, person: &ExamplePerson) -> Vec<String> {
    let expect = &person.expect;
    let mut lines = Vec::new();
    let level = decision.disposition.level();
    if (level, decision.disposition.within_days()) != (expect.disposition, expect.within_days) {
        let days = |days: Option<u32>| days.map(|days| format!(" within {days} days")).unwrap_or_default();
        lines.push(format!(
            "expected {}{}, got {}{}",
            expect.disposition.word(),
            days(expect.within_days),
            level.word(),
            days(decision.disposition.within_days())
        ));
    }
    if decision.at_least.map(|rank| rank.level) != expect.at_least {
        lines.push(format!("expected at_least {:?}, got {:?}", expect.at_least, decision.at_least));
    }
    let id = |id: &str| id.to_owned();
    same(&mut lines, "reasons", &expect.reasons, decision.reasons.iter().map(|reason| id(&reason.red_flag.id)));
    same(&mut lines, "floors", &expect.floors, decision.floors.iter().map(|floor| id(&floor.red_flag.id)));
    let offers: Vec<_> = decision.offers.iter().map(|offer| id(&offer.treatment.id)).collect();
    if expect.only {
        same(&mut lines, "offers", &expect.offers, offers.iter().cloned());
    }
    let asked = decision.ask.iter().filter_map(|finding| decision.guideline.finding_at(*finding));
    let asked: Vec<_> = asked.map(|finding| id(&finding.id)).collect();
    let suggested: Vec<_> =
        decision.offers.iter().filter(|offer| offer.suggested).map(|offer| id(&offer.treatment.id)).collect();
    for (what, wanted, got, there) in [
        ("not offered", &expect.offers, &offers, true),
        ("offered", &expect.not_offered, &offers, false),
        ("not suggested", &expect.suggested, &suggested, true),
        ("suggested", &expect.not_suggested, &suggested, false),
        ("not asked", &expect.ask, &asked, true),
    ] {
        lines.extend(wanted.iter().filter(|id| got.contains(id) != there).map(|id| format!("{id} is {what}")));
    }
    for treatment in expect.not_suggested.iter().filter(|id| !offers.contains(id)) {
        lines.push(format!("{treatment} is not offered"));
    }
    for (wanted, strength) in [(&expect.never, Strength::Never), (&expect.ask_first, Strength::AskFirst)] {
        let held = |id: &String| decision.withheld.iter().find(|withheld| withheld.treatment.id == *id);
        let is = |id: &&String| held(id).is_some_and(|withheld| withheld.strength == strength);
        lines.extend(
            wanted.iter().filter(|id| !is(id)).map(|id| format!("{id} is not held back as `{}`", strength.word())),
        );
    }
    for (treatment, stops) in &expect.withheld {
        match decision.withheld.iter().find(|withheld| withheld.treatment.id == *treatment) {
            None => lines.push(format!("{treatment} is not withheld")),
            Some(withheld) => {
                let got = withheld.stops.iter().map(|stop| id(stop.id));
                same(&mut lines, &format!("stops of {treatment}"), stops, got);
            }
        }
    }
    lines
}

fn same<T: Debug + Ord + Clone>(lines: &mut Vec<String>, what: &str, wanted: &[T], got: impl Iterator<Item = T>) {
    let (mut wanted, mut got) = (wanted.to_vec(), got.collect::<Vec<_>>());
    wanted.sort_unstable();
    got.sort_unstable();
    if wanted != got {
        lines.push(format!("expected {what} {wanted:?}, got {got:?}"));
    }
}
