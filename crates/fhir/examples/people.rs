//! People for the second opinion, and what the engine knows of each condition about them, as a JSON object a line.
//!
//! The first line lists the conditions by the names of the exported library. Each other line is a person: the answers, the
//! treatments offered, and a letter for each condition: `t` known true, `f` known false, `u` unknown. The same seed gives
//! the same people.
//!
//!     cargo run -p easeback-fhir --example people

#![expect(clippy::print_stdout, reason = "an example that prints")]

use easeback_engine::{Answer, Engine, Evaluation, PersonFacts};
use easeback_guideline::{Atom, Finding, FindingId, Group, Guideline, Kind, Rule};
use easeback_logic::{Kleene, OnePerson};
use serde_json::json;
use std::collections::BTreeMap;
use std::process::ExitCode;

/// How many people.
const PEOPLE: usize = 2_500;
const SEED: u64 = 20_261_101;

fn main() -> ExitCode {
    let guideline = match Guideline::built_in() {
        Ok(guideline) => guideline,
        Err(problems) => {
            println!("{problems}");
            return ExitCode::FAILURE;
        }
    };
    let engine = Engine::new(guideline);
    let conditions = conditions(&engine);
    let names: Vec<_> = conditions.iter().map(|condition| &condition.name).collect();
    println!("{}", json!({ "guideline": engine.guideline().version, "conditions": names }));
    let mut people = People { engine: &engine, dice: Dice(SEED) };
    for number in 0..PEOPLE {
        let about = conditions.get(number % conditions.len().max(1)).map(|condition| condition.rule);
        let (answers, facts) = people.next(about);
        let evaluation = engine.evaluate(&OnePerson, &facts);
        let treatments = || engine.guideline().treatments.iter().zip(&evaluation.offered).zip(&evaluation.allowed);
        let offered = treatments().filter(|((_, offered), _)| **offered).map(|((treatment, _), _)| &treatment.id);
        let withheld = treatments().filter(|((_, offered), allowed)| **allowed && !**offered);
        let values: String = values(&engine, &evaluation).into_iter().map(letter).collect();
        let line = json!({
            "answers": answers,
            "offered": offered.collect::<Vec<_>>(),
            "withheld": withheld.map(|((treatment, _), _)| &treatment.id).collect::<Vec<_>>(),
            "values": values,
        });
        println!("{line}");
    }
    ExitCode::SUCCESS
}

/// A condition of the guideline, by its name in the exported library.
struct Condition<'g> {
    name: String,
    rule: &'g Rule,
}

/// Every red flag, then each treatment's own stops and its suggestion, then the stops for all.
fn conditions(engine: &Engine) -> Vec<Condition<'_>> {
    let guideline = engine.guideline();
    let flags = guideline.red_flags.iter().map(|flag| (format!("red flag: {}", flag.id), &flag.when));
    let treatments = guideline.treatments.iter().flat_map(|treatment| {
        let stops = treatment.stops.iter().map(|stop| (format!("stop: {}.{}", treatment.id, stop.id), &stop.when));
        stops.chain(treatment.offer_when.as_ref().map(|rule| (format!("offer: {}", treatment.id), rule)))
    });
    let for_all = guideline.stops_for_all.iter().map(|stop| (format!("stop for all: {}", stop.id), &stop.when));
    flags.chain(treatments).chain(for_all).map(|(name, rule)| Condition { name, rule }).collect()
}

/// What the engine knows of each of [`conditions`].
fn values(engine: &Engine, evaluation: &Evaluation<bool>) -> Vec<Kleene<bool>> {
    let guideline = engine.guideline();
    let mut values = engine.red_flags(evaluation);
    let mut for_all = BTreeMap::new();
    for (id, treatment) in guideline.treatment_ids() {
        let stops = engine.stops(evaluation, id);
        let applying = guideline.stops_for_all.iter().enumerate();
        let applying =
            applying.filter(|(_, stop)| stop.kinds.as_ref().is_none_or(|kinds| kinds.contains(&treatment.kind)));
        let own = treatment.stops.len();
        for_all.extend(applying.map(|(place, _)| place).zip(stops.iter().skip(own).copied()));
        values.extend(stops.into_iter().take(own));
        values.extend(treatment.offer_when.as_ref().and_then(|_| engine.offer_when(evaluation, id)));
    }
    values.extend(for_all.into_values());
    values
}

fn letter(value: Kleene<bool>) -> char {
    match (value.yes, value.no) {
        (true, false) => 't',
        (false, true) => 'f',
        (false, false) => 'u',
        (true, true) => '!',
    }
}

/// A seeded die (SplitMix64).
struct Dice(u64);

impl Dice {
    /// Below `sides`.
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(sides.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let place = self.below(from.len());
        from.get(place).cloned()
    }
}

type Answers = BTreeMap<String, Answer>;

/// How many in a hundred questions were not asked, and how many answered "not sure".
const UNKNOWN: [(usize, usize); 5] = [(0, 0), (3, 3), (15, 0), (0, 15), (30, 30)];

struct People<'e> {
    engine: &'e Engine,
    dice: Dice,
}

impl People<'_> {
    /// The next person whose answers can all be true. Two of three have a plain spasm but for what `about` speaks of;
    /// for every third everything is at random.
    fn next(&mut self, about: Option<&Rule>) -> (Answers, PersonFacts) {
        loop {
            let answers = self.anyone(about);
            if let Ok(facts) = self.engine.facts(&answers) {
                return (answers, facts);
            }
        }
    }

    fn anyone(&mut self, about: Option<&Rule>) -> Answers {
        let engine = self.engine;
        let mut pointed = about.map(|rule| self.reached_by(rule)).filter(|_| !self.dice.percent(33));
        if let Some(pointed) = &mut pointed
            && self.dice.percent(50)
        {
            // With the rest plain, a single answer is more likely to make the difference.
            pointed.retain(|_| self.dice.percent(40));
        }
        let (not_asked, not_sure) = self.dice.pick(&UNKNOWN).unwrap_or_default();
        let mut answers = Answers::new();
        for (id, finding) in engine.guideline().finding_ids() {
            let chosen = pointed.as_ref().is_none_or(|pointed| pointed.contains(&id));
            if !chosen {
                if !finding.is_logged() {
                    answers.insert(finding.id.clone(), plain(finding));
                }
            } else if self.dice.percent(not_asked.max(if finding.is_logged() { 30 } else { 5 })) {
            } else if self.dice.percent(not_sure.max(5)) {
                answers.insert(finding.id.clone(), Answer::NotSure);
            } else if finding.kind == Kind::ManyOf && self.dice.percent(25) {
                self.option_by_option(finding, &mut answers);
            } else {
                let answer = self.answer(id, finding);
                answers.insert(finding.id.clone(), answer);
            }
        }
        answers
    }

    /// The findings that a condition speaks of, and those that decide what these count as.
    fn reached_by(&self, rule: &Rule) -> Vec<FindingId> {
        let guideline = self.engine.guideline();
        let mut findings = rule.condition().findings();
        for id in findings.clone() {
            let Some(finding) = guideline.finding_at(id) else { continue };
            if let Some(asked_when) = &finding.asked_when {
                findings.extend(asked_when.condition().findings());
            }
            if let Some(after) = &finding.when_absent_after {
                findings.extend(guideline.finding(&after.finding).map(|(id, _)| id));
                let companions = guideline.finding_ids().filter(|(_, other)| other.about == finding.about);
                findings.extend(companions.filter(|(_, other)| other.about.is_some()).map(|(id, _)| id));
            }
        }
        findings
    }

    fn answer(&mut self, id: FindingId, finding: &Finding) -> Answer {
        let options: Vec<&String> = finding.options.iter().map(|option| &option.id).collect();
        match finding.kind {
            Kind::YesNo => Answer::YesNo(self.dice.percent(50)),
            Kind::OneOf => self.dice.pick(&options).cloned().map_or(Answer::NotSure, Answer::OneOf),
            Kind::Number => {
                let numbers = self.boundaries(id, finding);
                self.dice.pick(&numbers).map_or(Answer::NotSure, Answer::Number)
            }
            Kind::ManyOf => {
                let mut chosen: Vec<String> = Vec::new();
                for _ in 0..self.dice.below(5) {
                    chosen.extend(self.dice.pick(&options).filter(|option| !chosen.contains(option)).cloned());
                }
                Answer::ManyOf { chosen, not_sure: self.dice.percent(20) }
            }
        }
    }

    fn option_by_option(&mut self, finding: &Finding, answers: &mut Answers) {
        for option in finding.options.iter().filter(|option| finding.none != Some(Answer::OneOf(option.id.clone()))) {
            let answer = match self.dice.below(10) {
                0 => continue,
                1 => Answer::NotSure,
                other => Answer::YesNo(other < 4),
            };
            answers.insert(format!("{}.{}", finding.id, option.id), answer);
        }
    }

    /// The ends of the range, and every number that something compares this one with, with its neighbours.
    fn boundaries(&self, id: FindingId, finding: &Finding) -> Vec<f64> {
        let (min, max) = (finding.min.unwrap_or(0.0), finding.max.unwrap_or(0.0));
        let step = if finding.whole { 1.0 } else { 0.25 };
        let compared = self.engine.atoms().iter().filter_map(|atom| match atom {
            Atom::AtLeast(other, number) | Atom::Above(other, number) if *other == id => Some(*number),
            _ => None,
        });
        let mut numbers: Vec<f64> = compared.flat_map(|number| [number - step, number, number + step]).collect();
        numbers.extend([min, max]);
        numbers.retain(|number| (min..=max).contains(number));
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        numbers
    }
}

/// What somebody with a plain spasm says.
fn plain(finding: &Finding) -> Answer {
    match (finding.kind, &finding.none) {
        (Kind::YesNo | Kind::OneOf, Some(answer)) => answer.clone(),
        (Kind::YesNo, None) => Answer::YesNo(false),
        (Kind::OneOf, None) => finding.options.first().map_or(Answer::NotSure, |first| Answer::OneOf(first.id.clone())),
        // Pain is somewhere.
        (Kind::ManyOf, _) => {
            let chosen =
                finding.options.iter().take(usize::from(finding.group == Group::Pain && finding.none.is_none()));
            Answer::ManyOf { chosen: chosen.map(|option| option.id.clone()).collect(), not_sure: false }
        }
        (Kind::Number, _) => {
            let typical = finding.typical.map(|typical| typical.mean.round()).or(finding.min).unwrap_or(0.0);
            Answer::Number(typical)
        }
    }
}
