//! What must hold for every possible person: the guideline's own properties, and what follows from the guideline.
//!
//! A claim about one person is broken where a truth holds. A claim about two people who differ in one answer is a list of
//! inclusions: where `before` holds of the first, `after` must hold of the second. Both are written once, in any algebra.

use crate::outcome::{LEVELS, Outcome, Row, Treated, floor_of, place};
use easeback_engine::Engine;
use easeback_guideline::{Group, TreatmentId};
use easeback_logic::Algebra;

/// One thing that must hold for every possible person.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// `I-01`, `red_flag.fever`, `stops.heat`, `worse.fever`.
    pub id: String,
    /// The claim in a sentence.
    pub says: String,
    pub(crate) kind: Kind,
}

/// What a claim speaks of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// One person.
    One(One),
    /// A person before and after one of their answers changes.
    Two(Two),
}

/// A claim about one person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum One {
    /// The property at this place of `safety.toml`.
    Written(usize),
    /// The red flag at this place sets its level, or its floor.
    RedFlag(usize),
    /// The stops of the treatment at this place hold it back.
    Stops(usize),
    /// The treatment at this place is allowed exactly where its gate is open.
    Gate(usize),
    /// The treatment at this place is offered where it is allowed and nothing holds it back, and nowhere else.
    Offers(usize),
    /// The treatments of the interaction at this place are not offered together without a word.
    Apart(usize),
    /// The stop of the interaction at this place holds its treatment back.
    KeptFrom(usize),
    /// There is exactly one disposition.
    Total,
    /// Whoever could still become more or less urgent is asked for it.
    Asked,
    /// While an emergency sign that everybody is asked is still to be asked, no other screen comes first.
    SignsFirst,
}

/// A claim about a person before and after one of their answers changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Two {
    pub(crate) relation: Relation,
    /// The place of the fact that changes; for a whole list, none.
    pub(crate) fact: Option<usize>,
    /// The finding that changes.
    pub(crate) finding: easeback_guideline::FindingId,
}

/// How two decisions are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// An answer gets worse.
    Worse,
    /// An answer becomes not sure.
    NotSure,
    /// An answer is taken away.
    NotAsked,
    /// A question that the check passed over is answered after all.
    PassedOver,
}

/// Where `before` holds of the first person, `after` must hold of the second.
#[derive(Clone, Debug)]
pub(crate) struct Inclusion<T> {
    pub(crate) before: T,
    pub(crate) after: T,
    /// Smaller inclusions that are enough together where the claims on gates, stops and offers hold.
    pub(crate) enough: Vec<(T, T)>,
}

impl<T> Inclusion<T> {
    fn plain(before: T, after: T) -> Self {
        Self { before, after, enough: Vec::new() }
    }
}

/// Where a claim about one person is broken. `written` is where each written property is broken.
pub(crate) fn broken<A: Algebra>(
    engine: &Engine,
    algebra: &A,
    outcome: &Outcome<A::Truth>,
    written: &[A::Truth],
    claim: One,
) -> Option<A::Truth> {
    Some(match claim {
        One::Written(property) => written.get(property)?.clone(),
        One::RedFlag(flag) => {
            let flag = outcome.flags.get(flag)?;
            // While incomplete, what has fired so far counts; an emergency is never incomplete.
            let sets = algebra.and(outcome.urgent_or_open.get(flag.rank)?, outcome.fired.get(flag.rank)?);
            let known = algebra.and_not(&flag.value.yes, &sets);
            let known = if flag.rank + 1 == engine.ranks().len() {
                algebra.or(&known, &algebra.and(&flag.value.yes, &outcome.incomplete))
            } else {
                known
            };
            let counts = algebra.not(&algebra.or(&flag.value.no, &flag.silenced));
            algebra.or(&known, &algebra.and_not(&counts, outcome.urgent_or_open.get(flag.floor)?))
        }
        One::Stops(treatment) => {
            let treatment = outcome.treatments.get(treatment)?;
            algebra.and_not(&treatment.offered, &treatment.clear)
        }
        One::Gate(treatment) => {
            let treatment = outcome.treatments.get(treatment)?;
            let opened = opened(algebra, outcome, &treatment.gates);
            algebra.or(&algebra.and_not(&treatment.allowed, &opened), &algebra.and_not(&opened, &treatment.allowed))
        }
        One::Offers(treatment) => {
            let treatment = outcome.treatments.get(treatment)?;
            let held = algebra.and_not(&algebra.and(&treatment.allowed, &treatment.clear), &treatment.offered);
            algebra.or(&held, &algebra.and_not(&treatment.offered, &treatment.allowed))
        }
        One::Apart(interaction) => {
            let interaction = engine.guideline().interactions.get(interaction)?;
            let ((one, first), (other, second)) =
                (treated(engine, outcome, &interaction.a)?, treated(engine, outcome, &interaction.b)?);
            if engine.names_apart(one, other) {
                algebra.constant(false)
            } else {
                algebra.and(&first.offered, &second.offered)
            }
        }
        One::KeptFrom(interaction) => {
            let stop = engine.guideline().interactions.get(interaction)?.stop.as_ref()?;
            let (treatment, stop) = stop.split_once('.')?;
            let place = engine.guideline().treatment(treatment)?.stops.iter().position(|known| known.id == stop)?;
            let (_, treated) = treated(engine, outcome, treatment)?;
            algebra.and_not(&treated.offered, &treated.stops.get(place)?.no)
        }
        One::Total => {
            let (mut some, mut several) = (algebra.constant(false), algebra.constant(false));
            for one in outcome.exactly.iter().chain([&outcome.incomplete]) {
                several = algebra.or(&several, &algebra.and(&some, one));
                some = algebra.or(&some, one);
            }
            algebra.or(&several, &algebra.not(&some))
        }
        One::Asked => {
            let flags = outcome.flags.iter().map(|flag| flag.forgotten.clone());
            // What is urgent is urgent through a red flag; so what could still change it is one of theirs.
            let ranks = outcome.urgent.iter().zip(&outcome.held_up).skip(1);
            let ranks = ranks.map(|(urgent, held_up)| algebra.and_not(urgent, held_up));
            flags.chain(ranks).fold(algebra.constant(false), |any, next| algebra.or(&any, &next))
        }
        One::SignsFirst => {
            let guideline = engine.guideline();
            let on_emergency_screen =
                |row: &Row| guideline.screens.get(row.screen).is_some_and(|screen| screen.emergency);
            let is_sign = |row: &Row| {
                let finding = guideline.finding_at(row.finding);
                on_emergency_screen(row)
                    || finding.is_some_and(|finding| finding.group == Group::Emergency && finding.asked_when.is_none())
            };
            let mut overtaken = algebra.constant(false);
            for (sign, wanted) in outcome.rows.iter().filter(|(row, _)| is_sign(row)) {
                let before =
                    outcome.rows.iter().filter(|(row, _)| row.screen < sign.screen && !on_emergency_screen(row));
                let before = algebra.any(before.map(|(_, wanted)| wanted));
                overtaken = algebra.or(&overtaken, &algebra.and(wanted, &before));
            }
            overtaken
        }
    })
}

/// A treatment by its id, with what a decision comes to for it.
fn treated<'o, T>(engine: &Engine, outcome: &'o Outcome<T>, id: &str) -> Option<(TreatmentId, &'o Treated<T>)> {
    let (place, _) = engine.guideline().treatment_ids().find(|(_, treatment)| treatment.id == id)?;
    Some((place, outcome.treatments.get(place.index())?))
}

/// Where the disposition is at a level at which a gate is open.
fn opened<A: Algebra>(algebra: &A, outcome: &Outcome<A::Truth>, gates: &[A::Truth]) -> A::Truth {
    let parts = outcome.levels.iter().zip(gates).map(|(level, gate)| algebra.and(level, gate));
    parts.fold(algebra.constant(false), |any, part| algebra.or(&any, &part))
}

/// What must hold between a person and the same person with one answer changed.
pub(crate) fn inclusions<A: Algebra>(
    engine: &Engine,
    algebra: &A,
    outcome: &Outcome<A::Truth>,
    relation: Relation,
) -> Vec<Inclusion<A::Truth>> {
    match relation {
        Relation::Worse => worse(algebra, outcome),
        Relation::NotSure => not_sure(engine, algebra, outcome),
        Relation::NotAsked => not_asked(algebra, outcome),
        Relation::PassedOver => passed_over(outcome),
    }
}

/// A worse answer never lowers what has fired nor the disposition, and turns nothing that is withheld into an offer.
fn worse<A: Algebra>(algebra: &A, outcome: &Outcome<A::Truth>) -> Vec<Inclusion<A::Truth>> {
    let fired = outcome.fired.iter().map(|fired| Inclusion::plain(fired.clone(), fired.clone()));
    let urgent = outcome.urgent.iter().zip(&outcome.urgent_or_open);
    let urgent = urgent.map(|(urgent, or_open)| Inclusion::plain(urgent.clone(), or_open.clone()));
    let withheld = outcome.treatments.iter().map(|treatment| {
        let stopped = algebra.not(&treatment.clear);
        Inclusion {
            before: algebra.and_not(&treatment.allowed, &treatment.offered),
            after: algebra.not(&treatment.offered),
            enough: vec![(stopped.clone(), stopped)],
        }
    });
    fired.chain(urgent).chain(withheld).collect()
}

/// Not sure costs at most one step, and adds no offer at an unchanged level (I-03).
fn not_sure<A: Algebra>(engine: &Engine, algebra: &A, outcome: &Outcome<A::Truth>) -> Vec<Inclusion<A::Truth>> {
    let mut inclusions = Vec::new();
    let so_far = outcome
        .urgent
        .iter()
        .zip(&outcome.fired)
        .map(|(urgent, fired)| algebra.or(urgent, &algebra.and(&outcome.incomplete, fired)));
    let mut asked = Vec::new();
    for (rank, so_far) in engine.ranks().iter().zip(so_far) {
        let below = place(engine.ranks(), floor_of(engine, *rank));
        // The lowest rank with this floor says it for all above it.
        if !asked.contains(&below) {
            asked.push(below);
            inclusions.extend(outcome.urgent_or_open.get(below).map(|after| Inclusion::plain(so_far, after.clone())));
        }
    }
    for treatment in &outcome.treatments {
        for (level, gate) in outcome.levels.iter().zip(&treatment.gates).take(LEVELS.len()) {
            let held = algebra.not(&algebra.and(gate, &treatment.clear));
            inclusions.push(Inclusion {
                before: algebra.and_not(level, &treatment.offered),
                after: algebra.not(&algebra.and(level, &treatment.offered)),
                enough: vec![(held.clone(), held)],
            });
        }
    }
    inclusions
}

/// An answer that is taken away adds no offer (I-03).
fn not_asked<A: Algebra>(algebra: &A, outcome: &Outcome<A::Truth>) -> Vec<Inclusion<A::Truth>> {
    let list = outcome.treatments.iter().map(|treatment| {
        let held = algebra.not(&treatment.offered);
        let (closed, stopped) = (algebra.not(&treatment.allowed), algebra.not(&treatment.clear));
        Inclusion {
            before: held.clone(),
            after: held,
            enough: vec![(closed.clone(), closed), (stopped.clone(), stopped)],
        }
    });
    list.collect()
}

/// Once nothing can take away what sets the disposition, whatever is answered after all changes neither.
///
/// Who is asked nothing any more is such a person, because of [`One::Asked`]. So the answers that the check passed over
/// can come one after the other, and the disposition stays.
fn passed_over<T: Clone>(outcome: &Outcome<T>) -> Vec<Inclusion<T>> {
    outcome.settled.iter().map(|settled| Inclusion::plain(settled.clone(), settled.clone())).collect()
}
