//! Who notices a change: the checks, an example person, a claim over all possible people, or nobody.

use super::compare::{Comparison, Differences, World};
use super::witness::{Survivor, witness};
use super::{Change, Mutation};
use crate::claims::{Kind, One};
use crate::dead::Dead;
use crate::prover::Prover;
use easeback_engine::{Answer, Decision, Engine, answers_of, refused_answers_of};
use easeback_guideline::{ExamplePerson, Guideline, LevelId, RefusedAnswers, RuleAt, Strength};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::OnceLock;

/// Who notices a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// The checks of the guideline refuse it, with this message.
    Checks(String),
    /// The example person of this id gets another decision than the expected one.
    Person(String),
    /// A claim of this id holds no longer.
    Claim(String),
}

/// What comes of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Somebody notices.
    Noticed(Noticed),
    /// It changes the decision of no possible person, because of this.
    Equivalent(String),
    /// Nobody notices, and this person is decided differently.
    Survives(Box<Survivor>),
}

/// One thing that a person is told. Two decisions are the same when the same things are told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The input accepts the answers.
    Accepted,
    /// How soon, with the window in days.
    Disposition(LevelId, Option<u32>),
    /// More has to be asked.
    Incomplete,
    /// What has fired so far, while more has to be asked.
    SoFar(LevelId, Option<u32>),
    /// A red flag fires.
    Reason(String),
    /// A red flag is not ruled out.
    Floor(String),
    /// A treatment is offered.
    Offer(String),
    /// A treatment is suggested.
    Suggestion(String),
    /// A stop holds a treatment back that the level allows.
    Stop(String, String),
    /// A treatment is held back, and a stop says never.
    Never(String),
}

impl fmt::Display for Effect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rank = |level: &LevelId, days: &Option<u32>| {
            days.map_or_else(|| level.word().to_owned(), |days| format!("{} within {days}", level.word()))
        };
        match self {
            Self::Accepted => formatter.write_str("answers are accepted"),
            Self::Disposition(level, days) => write!(formatter, "disposition {}", rank(level, days)),
            Self::Incomplete => formatter.write_str("disposition incomplete"),
            Self::SoFar(level, days) => write!(formatter, "at_least {}", rank(level, days)),
            Self::Reason(flag) => write!(formatter, "reason {flag}"),
            Self::Floor(flag) => write!(formatter, "floor {flag}"),
            Self::Offer(treatment) => write!(formatter, "offer {treatment}"),
            Self::Suggestion(treatment) => write!(formatter, "suggestion {treatment}"),
            Self::Stop(treatment, stop) => write!(formatter, "stop {treatment}.{stop}"),
            Self::Never(treatment) => write!(formatter, "never {treatment}"),
        }
    }
}

/// All that one person is told.
pub(super) fn told(engine: &Engine, answers: &BTreeMap<String, Answer>) -> BTreeSet<Effect> {
    let Ok(facts) = engine.facts(answers) else { return BTreeSet::new() };
    let decision = engine.decide(&facts);
    let mut told = of_decision(&decision);
    told.insert(Effect::Accepted);
    told
}

fn of_decision(decision: &Decision<'_>) -> BTreeSet<Effect> {
    let (level, days) = (decision.disposition.level(), decision.disposition.within_days());
    let mut told = BTreeSet::new();
    told.insert(match level {
        LevelId::Incomplete => Effect::Incomplete,
        level => Effect::Disposition(level, days),
    });
    let so_far = decision.at_least.filter(|rank| rank.level != LevelId::HomeCare);
    told.extend(so_far.map(|rank| Effect::SoFar(rank.level, rank.within_days)));
    told.extend(decision.reasons.iter().map(|reason| Effect::Reason(reason.red_flag.id.clone())));
    told.extend(decision.floors.iter().map(|floor| Effect::Floor(floor.red_flag.id.clone())));
    for offer in &decision.offers {
        told.insert(Effect::Offer(offer.treatment.id.clone()));
        if offer.suggested {
            told.insert(Effect::Suggestion(offer.treatment.id.clone()));
        }
    }
    for withheld in &decision.withheld {
        let id = &withheld.treatment.id;
        told.extend(withheld.stops.iter().map(|stop| Effect::Stop(id.clone(), stop.id.to_owned())));
        if withheld.strength == Strength::Never {
            told.insert(Effect::Never(id.clone()));
        }
    }
    told
}

/// An example person with their answers.
#[derive(Debug)]
pub(super) struct Example<'e> {
    pub(super) person: &'e ExamplePerson,
    pub(super) answers: BTreeMap<String, Answer>,
}

/// Judges the changes of one guideline, first by its example people, then over all possible people.
#[derive(Debug)]
pub struct Judge<'e> {
    engine: &'e Engine,
    /// The guideline without its example people, so that a copy is cheap.
    bare: Guideline,
    examples: Vec<Example<'e>>,
    /// Answers that must be refused.
    refused: Vec<(&'e RefusedAnswers, BTreeMap<String, Answer>)>,
    /// Ids of generated claims that hold as things are; worked out when first needed.
    holding: OnceLock<BTreeSet<String>>,
}

/// Claims that say something which does not follow from the changed guideline itself.
const TELLING: [&str; 4] = ["worse.", "not_sure.", "not_asked.", "interview"];

impl<'e> Judge<'e> {
    /// A judge of the changes of the guideline of this engine, with its example people.
    pub fn new(engine: &'e Engine) -> Self {
        let guideline = engine.guideline();
        let examples = guideline.people.iter().map(|person| Example { person, answers: answers_of(guideline, person) });
        // Who is decided wrongly as things are would notice everything, and so nothing.
        let right = |example: &Example<'_>| engine.differences_with(example.person, &example.answers).is_empty();
        let examples = examples.filter(right);
        let mut bare = guideline.clone();
        bare.people.clear();
        let refused = guideline.refused.iter().map(|refused| (refused, refused_answers_of(guideline, refused)));
        let refused = refused.filter(|(refused, answers)| engine.refuses(answers, &refused.contradiction)).collect();
        Self { engine, examples: examples.collect(), bare, refused, holding: OnceLock::new() }
    }

    /// Whether the checks or an example person notice a change.
    pub fn by_people(&self, mutation: &Mutation) -> Option<Noticed> {
        let changed = match mutation.apply(&self.bare) {
            Ok(changed) => Engine::new(changed),
            Err(messages) => return Some(Noticed::Checks(messages.join("; "))),
        };
        // Those whose expectations name the thing are likely to notice, so they come first.
        let (first, rest): (Vec<_>, Vec<_>) =
            self.examples.iter().partition(|example| names(&example.person.expect, &mutation.place.id));
        let objects = |example: &&Example<'_>| !changed.differences_with(example.person, &example.answers).is_empty();
        let noticed = first.into_iter().chain(rest).find(objects);
        let noticed = noticed.map(|example| example.person.id.clone());
        let accepts = |(refused, answers): &&(&RefusedAnswers, _)| !changed.refuses(answers, &refused.contradiction);
        let accepted = || self.refused.iter().find(accepts).map(|(refused, _)| refused.id.clone());
        noticed.or_else(accepted).map(Noticed::Person)
    }

    /// Judges changes that neither the checks nor an example person notice, over all possible people.
    pub fn over_everybody(&'e self, mutations: &[&Mutation]) -> Everybody<'e> {
        let mut atoms = Vec::new();
        for mutation in mutations {
            let Ok(changed) = mutation.apply(&self.bare) else { continue };
            let changed = Engine::new(changed);
            let contradictions = changed.guideline().contradictions.iter();
            let contradictions: Vec<_> = contradictions.flat_map(|entry| entry.when.condition().atoms()).collect();
            for atom in changed.atoms().iter().chain(changed.decided_atoms()).chain(&contradictions) {
                if atom.finding().is_some() && !atoms.contains(atom) {
                    atoms.push(*atom);
                }
            }
        }
        Everybody { judge: self, world: World::new(self.engine, &atoms), dead: OnceLock::new() }
    }

    /// The first claim that a changed guideline breaks and the guideline does not, of those that do not follow from it.
    fn claim_against(&self, changed: &Engine) -> Option<String> {
        let telling = |id: &str| TELLING.iter().any(|prefix| id.starts_with(prefix));
        let holding = self.holding.get_or_init(|| {
            let prover = Prover::new(self.engine);
            let claims = prover.claims().into_iter().filter(|claim| telling(&claim.id));
            claims.filter(|claim| prover.prove(claim).holds()).map(|claim| claim.id).collect()
        });
        let prover = Prover::new(changed);
        let claims = prover.claims().into_iter().filter(|claim| holding.contains(&claim.id));
        let mut broken = claims.filter(|claim| claim.kind != Kind::One(One::Total) && !prover.prove(claim).holds());
        broken.next().map(|claim| claim.id)
    }
}

/// Whether an expectation names a thing.
fn names(expect: &easeback_guideline::Expected, id: &str) -> bool {
    let lists = [&expect.reasons, &expect.floors, &expect.offers, &expect.suggested, &expect.not_suggested];
    let held = [&expect.withheld, &expect.stops];
    lists.into_iter().chain([&expect.not_offered, &expect.never, &expect.ask_first]).flatten().any(|known| known == id)
        || held.into_iter().any(|held| held.contains_key(id) || held.values().flatten().any(|known| known == id))
}

/// Everybody whom a guideline, or one of the changes to be judged, can tell apart.
#[derive(Debug)]
pub struct Everybody<'e> {
    judge: &'e Judge<'e>,
    world: World<'e>,
    /// What makes no difference to anybody as things are; worked out when first needed.
    dead: OnceLock<Vec<Dead>>,
}

impl Everybody<'_> {
    /// Judges some of the changes, one after the other; each list may have a thread of its own.
    pub fn verdicts<'m>(&self, mutations: impl IntoIterator<Item = &'m Mutation>) -> Vec<Verdict> {
        let mut comparison = Comparison::new(&self.world);
        let mut verdicts = Vec::new();
        for mutation in mutations {
            if comparison.is_full() {
                comparison = Comparison::new(&self.world);
            }
            verdicts.push(self.verdict(&comparison, mutation));
        }
        verdicts
    }

    fn verdict(&self, comparison: &Comparison<'_>, mutation: &Mutation) -> Verdict {
        let judge = self.judge;
        let changed = match mutation.apply(&judge.bare) {
            Ok(changed) => Engine::new(changed),
            Err(messages) => return Verdict::Noticed(Noticed::Checks(messages.join("; "))),
        };
        let Differences { told, broken } = comparison.with(&changed);
        if told.is_empty() {
            return Verdict::Equivalent(self.why_equivalent(mutation, changed.guideline()));
        }
        let properties = &judge.bare.properties;
        if let Some(property) = broken.first().and_then(|place| properties.get(*place)) {
            return Verdict::Noticed(Noticed::Claim(property.id.clone()));
        }
        if std::env::var("NOCLAIMS").is_err()
            && let Some(claim) = judge.claim_against(&changed)
        {
            return Verdict::Noticed(Noticed::Claim(claim));
        }
        Verdict::Survives(Box::new(witness(judge.engine, &changed, &self.world.everyone, &judge.examples, &told)))
    }

    /// Why a change changes no decision, and behind what the changed thing stands, where something is in its light.
    fn why_equivalent(&self, mutation: &Mutation, changed: &Guideline) -> String {
        let because = self.because(mutation, changed);
        let is_behind = matches!(
            mutation.change,
            Change::Rank(..) | Change::Strength(..) | Change::Rule(RuleAt::Stop(..) | RuleAt::RedFlag(_), _)
        );
        let dead = || self.dead.get_or_init(|| Prover::new(self.judge.engine).dead_knowledge());
        let mut behind: Vec<&str> = Vec::new();
        if is_behind {
            let mine = dead().iter().filter(|dead| mutation.id.starts_with(&format!("{}.", dead.id)));
            behind.extend(mine.flat_map(|dead| &dead.behind).map(String::as_str));
        }
        if behind.is_empty() { because } else { format!("{because}; it stands behind {}", behind.join(", ")) }
    }

    fn because(&self, mutation: &Mutation, changed: &Guideline) -> String {
        let guideline = &self.judge.bare;
        let because = match &mutation.change {
            Change::Rule(RuleAt::Definition(_), _) => {
                let (before, after) = (guideline.rules(), changed.rules());
                let mut pairs = before.iter().zip(&after);
                let is_used = pairs.any(|((at, before), (_, after))| {
                    let decides = !matches!(at, RuleAt::Definition(_) | RuleAt::Note(..) | RuleAt::Property(_));
                    decides && before.condition() != after.condition()
                });
                if is_used {
                    "whoever it says something else of is told the same"
                } else {
                    "no decision depends on it, only what is said beside one or of the course"
                }
            }
            Change::Rule(RuleAt::Stop(..), _) => {
                "whoever it says something else of may not have the treatment at their level"
            }
            Change::Rule(RuleAt::OfferWhen(_), _) => "whoever it says something else of is not offered the treatment",
            Change::Rank(..) => "whoever it fires for, or is not ruled out for, is as urgent by another",
            Change::IfUnknown(..) => "a fact from the log never leaves it unknown",
            Change::Strength(..) | Change::StrengthForAll(..) => {
                "whoever it holds back from what their level allows is held back by one that says never too"
            }
            Change::ShownAt(..) | Change::NotAlsoShown(..) | Change::AlsoShownAt(..) => {
                "nobody is at that level while it is open"
            }
            Change::Kinds(..) => "it holds back nothing of this kind that a level allows",
            _ => "it says the same of every possible person",
        };
        because.to_owned()
    }
}
