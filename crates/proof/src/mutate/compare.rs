//! Two guidelines that differ in one place, held against each other over all possible people.

use super::judge::Effect;
use crate::axioms;
use crate::diagrams::Diagram;
use crate::everyone::Everyone;
use crate::memory::Memory;
use easeback_engine::{Engine, Evaluation};
use easeback_guideline::{Atom, Guideline, Strength};
use easeback_logic::Algebra;
use std::collections::BTreeMap;

/// When this many results are kept, what was not needed for the guideline itself is forgotten.
const MEMORY_LIMIT: usize = 200_000;

/// Everybody whom a guideline, or one of its changes, can tell apart.
#[derive(Debug)]
pub(super) struct World<'e> {
    pub(super) engine: &'e Engine,
    pub(super) everyone: Everyone<'e>,
    /// Who can be written down, contradictions or not.
    writable: Diagram,
}

impl<'e> World<'e> {
    pub(super) fn new(engine: &'e Engine, also: &[Atom]) -> Self {
        let everyone = Everyone::told_apart(engine, also);
        let axioms: Vec<_> =
            axioms::axioms(&everyone).into_iter().filter(|axiom| axiom.id.starts_with("statuses.")).collect();
        let writable = axioms::possible(&everyone, &axioms);
        Self { engine, everyone, writable }
    }
}

/// What everybody is told by one guideline: who is told each thing.
type Told = BTreeMap<Effect, Diagram>;

/// A guideline worked out for everybody, ready to be held against others.
pub(super) struct Comparison<'w> {
    pub(super) world: &'w World<'w>,
    memory: Memory<'w>,
    told: Told,
    possible: Diagram,
    /// Per written property: somebody breaks it as things are, so it notices nothing.
    blind: Vec<bool>,
}

/// How the decisions of another guideline differ.
pub(super) struct Differences {
    /// Each thing that somebody is told by one guideline and not by the other, and who.
    pub(super) told: Vec<(Effect, Diagram)>,
    /// Places of written properties that somebody breaks by the other guideline alone.
    pub(super) broken: Vec<usize>,
}

impl<'w> Comparison<'w> {
    pub(super) fn new(world: &'w World<'w>) -> Self {
        let memory = Memory::new(world.everyone.diagrams());
        let evaluation = world.engine.evaluate(&memory, &world.everyone);
        let told = told(world.engine, &memory, &evaluation);
        let possible = possible(world, &memory, world.engine.guideline());
        let blind = world.engine.properties(&memory, &world.everyone, &evaluation).into_iter();
        let blind = blind.map(|claim| !memory.and(&claim.broken(&memory), &possible).is_nobody()).collect();
        Self { world, memory, told, possible, blind }
    }

    /// Whether what is kept should be worked out anew, to free memory.
    pub(super) fn is_full(&self) -> bool {
        self.memory.size() > MEMORY_LIMIT
    }

    /// How another guideline decides differently for somebody whom both accept, or accepts other people.
    pub(super) fn with(&self, other: &Engine) -> Differences {
        let (world, memory) = (self.world, &self.memory);
        let evaluation = other.evaluate(memory, &world.everyone);
        let possible = possible(world, memory, other.guideline());
        let both = memory.and(&self.possible, &possible);
        let nobody = memory.constant(false);
        let after = told(other, memory, &evaluation);
        let mut differences = Vec::new();
        let refused = apart(memory, &self.possible, &possible, &world.writable);
        differences.extend(refused.map(|people| (Effect::Accepted, people)));
        let new = after.keys().filter(|key| !self.told.contains_key(key));
        for key in self.told.keys().chain(new) {
            let (before, now) = (self.told.get(key).unwrap_or(&nobody), after.get(key).unwrap_or(&nobody));
            differences.extend(apart(memory, before, now, &both).map(|people| (key.clone(), people)));
        }
        let broken = other.properties(memory, &world.everyone, &evaluation).into_iter().zip(&self.blind).enumerate();
        let broken =
            broken.filter(|(_, (claim, blind))| !**blind && !memory.and(&claim.broken(memory), &possible).is_nobody());
        Differences { told: differences, broken: broken.map(|(place, _)| place).collect() }
    }
}

/// Those of the possible for whom two truths differ; none where there is nobody.
fn apart(memory: &Memory<'_>, one: &Diagram, other: &Diagram, possible: &Diagram) -> Option<Diagram> {
    if one.is_same(other) {
        return None;
    }
    let people = memory.and(&memory.or(&memory.and_not(one, other), &memory.and_not(other, one)), possible);
    (!people.is_nobody()).then_some(people)
}

/// Whom a guideline accepts.
fn possible(world: &World<'_>, memory: &Memory<'_>, guideline: &Guideline) -> Diagram {
    guideline.contradictions.iter().fold(world.writable.clone(), |possible, contradiction| {
        let refused = crate::everyone::value(memory, &world.everyone, contradiction.when.condition());
        memory.and_not(&possible, &refused.yes)
    })
}

/// Who is told what.
fn told(engine: &Engine, memory: &Memory<'_>, evaluation: &Evaluation<Diagram>) -> Told {
    let guideline = engine.guideline();
    let nobody = memory.constant(false);
    let mut told = BTreeMap::new();
    for (place, rank) in engine.ranks().iter().enumerate() {
        let exactly = evaluation.exactly.get(place).unwrap_or(&nobody);
        told.insert(Effect::Disposition(rank.level, rank.within_days), exactly.clone());
        let fired = |place: usize| evaluation.fired_at_least.get(place).unwrap_or(&nobody);
        let so_far = memory.and(&memory.and_not(fired(place), fired(place + 1)), &evaluation.incomplete);
        // Home care is what nothing has fired for; nobody is told so far that it is that.
        if place > 0 {
            told.insert(Effect::SoFar(rank.level, rank.within_days), so_far);
        }
    }
    told.insert(Effect::Incomplete, evaluation.incomplete.clone());
    let flags = guideline.red_flags.iter().zip(evaluation.fired.iter().zip(&evaluation.floors));
    for (flag, (fired, floor)) in flags {
        told.insert(Effect::Reason(flag.id.clone()), fired.clone());
        told.insert(Effect::Floor(flag.id.clone()), floor.clone());
    }
    for (place, treatment) in guideline.treatment_ids() {
        let of = |list: &[Diagram]| list.get(place.index()).unwrap_or(&nobody).clone();
        let (allowed, offered) = (of(&evaluation.allowed), of(&evaluation.offered));
        let withheld = memory.and_not(&allowed, &offered);
        let for_all = guideline.stops_for_all.iter();
        let for_all = for_all.filter(|stop| stop.kinds.as_ref().is_none_or(|kinds| kinds.contains(&treatment.kind)));
        let stops = treatment.stops.iter().map(|stop| (&stop.id, stop.strength));
        let stops = stops.chain(for_all.map(|stop| (&stop.id, stop.strength)));
        let mut never = nobody.clone();
        for ((id, strength), value) in stops.zip(engine.stops(evaluation, place)) {
            let held = memory.and_not(&withheld, &value.no);
            if strength == Strength::Never {
                never = memory.or(&never, &held);
            }
            told.insert(Effect::Stop(treatment.id.clone(), id.clone()), held);
        }
        told.insert(Effect::Never(treatment.id.clone()), never);
        told.insert(Effect::Offer(treatment.id.clone()), offered);
        told.insert(Effect::Suggestion(treatment.id.clone()), of(&evaluation.suggested));
    }
    told
}
