//! Two guidelines, compared over all people whom either of them can tell apart.
//!
//! The same person is somebody who would say the same to both. What one of the guidelines cannot be told, it was not asked
//! (see [`shared`](crate::shared)). Only people whose answers both accept are compared; how many only one accepts is
//! counted beside.

use crate::diagrams::{Diagram, Weights};
use crate::everyone::Everyone;
use crate::fact::Fact;
use crate::{axioms, prevalence};
use easeback_engine::{Answer, Disposition, Engine, Evaluation, Facts};
use easeback_guideline::{Strength, TreatmentKind};
use easeback_logic::{Algebra, OnePerson};
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// How two guidelines decide differently.
#[derive(Clone, Debug)]
pub struct Difference {
    /// How many people are compared.
    pub people: BigUint,
    /// How many people only the old guideline accepts.
    pub only_old: BigUint,
    /// How many people only the new guideline accepts.
    pub only_new: BigUint,
    /// How many people are decided differently, in any way.
    pub differing: BigUint,
    /// Their share, by how common answers are.
    pub share: f64,
    /// Every kind of change that somebody meets: of dispositions first, then treatment by treatment.
    pub changes: Vec<Change>,
}

/// One kind of change, and who meets it.
#[derive(Clone, Debug)]
pub struct Change {
    /// What is decided differently.
    pub kind: ChangeKind,
    /// How many people it meets.
    pub people: BigUint,
    /// Their share, by how common answers are.
    pub share: f64,
    /// One of them.
    pub witness: Witness,
}

/// A person who is decided differently.
#[derive(Clone, Debug)]
pub struct Witness {
    /// What they say to the old guideline.
    pub old: BTreeMap<String, Answer>,
    /// What they say to the new one; the same, but for findings that only one of them has.
    pub new: BTreeMap<String, Answer>,
    /// Whether the ordinary engines decide so differently too. They always do, unless this crate is wrong.
    pub replayed: bool,
}

/// What is decided differently.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeKind {
    /// From one disposition to another.
    Disposition {
        /// Whether it is more urgent, or how else it differs.
        direction: Direction,
        /// What the old guideline says.
        from: Disposition,
        /// What the new guideline says.
        to: Disposition,
    },
    /// A treatment is offered that was not.
    Offered(String),
    /// A treatment that was offered is not.
    NotOffered(String),
    /// A treatment is suggested that was not.
    Suggested(String),
    /// A treatment that was suggested is not.
    NotSuggested(String),
    /// A treatment that was held back until asking is held back for good.
    Never(String),
    /// A treatment that was held back for good is held back until asking.
    AskFirst(String),
}

/// How one disposition differs from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// A less urgent level.
    LessUrgent,
    /// The same level, with more days.
    LongerWindow,
    /// A more urgent level.
    MoreUrgent,
    /// The same level, with fewer days.
    ShorterWindow,
    /// It was decided, and more has to be asked now.
    Open,
    /// More had to be asked, and it is decided now.
    Settled,
}

/// What one guideline decides, as far as two are compared: every part of a decision, by a name that both share.
struct Decided<T> {
    dispositions: Vec<(Disposition, T)>,
    treatments: Vec<(String, Treated<T>)>,
}

struct Treated<T> {
    offered: T,
    suggested: T,
    never: T,
    ask_first: T,
}

/// Compares two guidelines.
pub fn diff(old: &Engine, new: &Engine) -> Difference {
    let shared = Everyone::shared(old, new);
    let [olds, news] = &shared;
    let diagrams = olds.diagrams();
    let accepts = |everyone: &Everyone<'_>| axioms::possible(everyone, &axioms::axioms(everyone));
    let (by_old, by_new) = (accepts(olds), accepts(news));
    let both = diagrams.and(&by_old, &by_new);
    let comparison =
        Comparison { engines: [old, new], shared: &shared, weights: weights(olds, news), both: both.clone() };
    let (before, after) = (decided(old, diagrams, olds), decided(new, diagrams, news));
    let mut changes = Vec::new();
    let mut differing = diagrams.constant(false);
    for (kind, people) in changed(diagrams, &before, &after) {
        let people = diagrams.and(&people, &both);
        if let Some(change) = comparison.change(kind, &people) {
            differing = diagrams.or(&differing, &people);
            changes.push(change);
        }
    }
    changes.sort_by_key(|change| match &change.kind {
        ChangeKind::Disposition { direction, .. } => (0, Some(*direction)),
        _ => (1, None),
    });
    Difference {
        people: both.count(),
        only_old: diagrams.and_not(&by_old, &by_new).count(),
        only_new: diagrams.and_not(&by_new, &by_old).count(),
        share: comparison.share(&differing),
        differing: differing.count(),
        changes,
    }
}

struct Comparison<'c> {
    engines: [&'c Engine; 2],
    shared: &'c [Everyone<'c>; 2],
    weights: Weights,
    both: Diagram,
}

impl Comparison<'_> {
    fn change(&self, kind: ChangeKind, people: &Diagram) -> Option<Change> {
        let [old, new] = self.shared;
        let bits = pick(old, new, people)?;
        let (old, new) = (old.answers(&old.person(&bits)?), new.answers(&new.person(&bits)?));
        let replayed = self.replays(&kind, &old, &new);
        Some(Change {
            kind,
            people: people.count(),
            share: self.share(people),
            witness: Witness { old, new, replayed },
        })
    }

    /// The share of people, of those whose answers both guidelines accept.
    fn share(&self, people: &Diagram) -> f64 {
        let all = self.both.share(&self.weights);
        if all > 0.0 { people.share(&self.weights) / all } else { 0.0 }
    }

    /// Whether the ordinary engines decide so differently for these answers.
    fn replays(&self, kind: &ChangeKind, old: &BTreeMap<String, Answer>, new: &BTreeMap<String, Answer>) -> bool {
        let [old_engine, new_engine] = self.engines;
        let alone = |engine: &Engine, answers| Some(decided(engine, &OnePerson, &engine.facts(answers).ok()?));
        let (Some(before), Some(after)) = (alone(old_engine, old), alone(new_engine, new)) else { return false };
        changed(&OnePerson, &before, &after).into_iter().any(|(known, holds)| holds && known == *kind)
    }
}

/// How common each answer is: by the new guideline, and by the old one for what the new one does not have.
fn weights(old: &Everyone<'_>, new: &Everyone<'_>) -> Weights {
    let is_new = |fact: &&Fact| new.facts().iter().any(|other| other.id == fact.id);
    let of_old =
        old.facts().iter().filter(|fact| !is_new(fact)).map(|fact| (fact, prevalence::of(old.guideline(), fact)));
    let of_new = new.facts().iter().map(|fact| (fact, prevalence::of(new.guideline(), fact)));
    Weights::new(of_new.chain(of_old))
}

/// The bits of one of these people, with as few and as plain answers as still keep them so.
fn pick(old: &Everyone<'_>, new: &Everyone<'_>, from: &Diagram) -> Option<Vec<bool>> {
    if from.is_nobody() {
        return None;
    }
    let mut rest = from.clone();
    let mut bits = vec![false; usize::from(old.diagrams().variables())];
    let only_old = old.facts().iter().filter(|fact| !new.facts().iter().any(|other| other.id == fact.id));
    let mut facts: Vec<_> =
        new.facts().iter().map(|fact| (new, fact)).chain(only_old.map(|fact| (old, fact))).collect();
    facts.sort_by_key(|(_, fact)| fact.finding);
    for (everyone, fact) in facts {
        let kept = everyone.codes_plainest_first(fact).into_iter().find_map(|code| {
            let kept = rest.fixed(&everyone.fixed_at(fact, code));
            (!kept.is_nobody()).then_some((code, kept))
        });
        let (code, kept) = kept?;
        rest = kept;
        for (variable, value) in fact.code_bits(code) {
            if let Some(bit) = bits.get_mut(usize::from(variable)) {
                *bit = value;
            }
        }
    }
    Some(bits)
}

fn decided<A: Algebra>(engine: &Engine, algebra: &A, facts: &impl Facts<A>) -> Decided<A::Truth> {
    let evaluation = engine.evaluate(algebra, facts);
    let ranks = engine.ranks().iter().zip(&evaluation.exactly);
    let mut dispositions: Vec<_> = ranks.map(|(rank, people)| (Disposition::from(*rank), people.clone())).collect();
    dispositions.push((Disposition::Incomplete, evaluation.incomplete.clone()));
    Decided { dispositions, treatments: treatments(engine, algebra, &evaluation) }
}

fn treatments<A: Algebra>(
    engine: &Engine,
    algebra: &A,
    evaluation: &Evaluation<A::Truth>,
) -> Vec<(String, Treated<A::Truth>)> {
    let guideline = engine.guideline();
    let truths = evaluation.allowed.iter().zip(&evaluation.offered).zip(&evaluation.suggested);
    let list = guideline.treatment_ids().zip(truths).filter(|((_, one), _)| one.kind != TreatmentKind::Information);
    let list = list.map(|((id, treatment), ((allowed, offered), suggested))| {
        let for_all = guideline.stops_for_all.iter();
        let for_all = for_all.filter(|stop| stop.kinds.as_ref().is_none_or(|kinds| kinds.contains(&treatment.kind)));
        let strengths = treatment.stops.iter().map(|stop| stop.strength).chain(for_all.map(|stop| stop.strength));
        let stops = engine.stops(evaluation, id);
        let never = stops.iter().zip(strengths).filter(|(_, strength)| *strength == Strength::Never);
        let held = never.fold(algebra.constant(false), |any, (stop, _)| algebra.or(&any, &algebra.not(&stop.no)));
        let never = algebra.and(allowed, &held);
        let ask_first = algebra.and_not(&algebra.and_not(allowed, offered), &held);
        let treated = Treated { offered: offered.clone(), suggested: suggested.clone(), never, ask_first };
        (treatment.id.clone(), treated)
    });
    list.collect()
}

/// Every kind of change that there can be, and where it holds.
fn changed<A: Algebra>(
    algebra: &A,
    before: &Decided<A::Truth>,
    after: &Decided<A::Truth>,
) -> Vec<(ChangeKind, A::Truth)> {
    let mut changes = Vec::new();
    for (from, were) in &before.dispositions {
        // Whoever keeps their disposition is passed over at once.
        let same = after.dispositions.iter().find(|(to, _)| to == from).map(|(_, are)| are);
        let moved = same.map_or(were.clone(), |same| algebra.and_not(were, same));
        for (to, are) in &after.dispositions {
            if let Some(direction) = direction(*from, *to) {
                let kind = ChangeKind::Disposition { direction, from: *from, to: *to };
                changes.push((kind, algebra.and(&moved, are)));
            }
        }
    }
    let nothing = || {
        let never = algebra.constant(false);
        Treated { offered: never.clone(), suggested: never.clone(), never: never.clone(), ask_first: never }
    };
    let only_old = before.treatments.iter().filter(|(id, _)| !after.treatments.iter().any(|(other, _)| other == id));
    for id in after.treatments.iter().chain(only_old).map(|(id, _)| id) {
        let none = nothing();
        let of = |list: &'_ [(String, Treated<A::Truth>)]| list.iter().position(|(known, _)| known == id);
        let was = of(&before.treatments).and_then(|place| before.treatments.get(place)).map_or(&none, |(_, one)| one);
        let is = of(&after.treatments).and_then(|place| after.treatments.get(place)).map_or(&none, |(_, one)| one);
        changes.extend([
            (ChangeKind::Offered(id.clone()), algebra.and_not(&is.offered, &was.offered)),
            (ChangeKind::NotOffered(id.clone()), algebra.and_not(&was.offered, &is.offered)),
            (ChangeKind::Suggested(id.clone()), algebra.and_not(&is.suggested, &was.suggested)),
            (ChangeKind::NotSuggested(id.clone()), algebra.and_not(&was.suggested, &is.suggested)),
            (ChangeKind::Never(id.clone()), algebra.and(&was.ask_first, &is.never)),
            (ChangeKind::AskFirst(id.clone()), algebra.and(&was.never, &is.ask_first)),
        ]);
    }
    changes
}

/// How one disposition differs from another; none where it does not.
fn direction(from: Disposition, to: Disposition) -> Option<Direction> {
    let level = |disposition: Disposition| disposition.level();
    Some(match (from, to) {
        _ if from == to => return None,
        (_, Disposition::Incomplete) => Direction::Open,
        (Disposition::Incomplete, _) => Direction::Settled,
        _ if level(to) > level(from) => Direction::MoreUrgent,
        _ if level(to) < level(from) => Direction::LessUrgent,
        _ if to.within_days() < from.within_days() => Direction::ShorterWindow,
        _ => Direction::LongerWindow,
    })
}
