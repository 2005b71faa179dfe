//! Which answers still matter, and why.
//!
//! Two questions are answered over the compiled conditions: which findings that were not asked could still make a red
//! flag fire, and which unknown findings would settle a condition. A part of an "and" matters only while the other
//! part can hold, a part of an "or" only while the other part does not hold already. The first is written in any
//! algebra, so that it can be proved that skipping the other questions never changes a decision.

use crate::engine::Engine;
use crate::evaluate::Evaluation;
use crate::facts::PersonFacts;
use crate::program::{Node, Operation};
use easeback_guideline::{Atom, FindingId};
use easeback_logic::{Algebra, Kleene, Noted, OnePerson, Recorder};

/// Per atom over facts: asking it could still change how urgent it is, because it could make a red flag fire that lies
/// above all that fire, or (with `settle`) rule out one that sets a floor above all that fire.
pub(crate) fn live_atoms<A: Algebra>(
    engine: &Engine,
    algebra: &A,
    evaluation: &Evaluation<A::Truth>,
    settle: bool,
) -> Vec<A::Truth> {
    let program = engine.program();
    let never = algebra.constant(false);
    let mut could_fire = vec![never.clone(); program.flag_operations];
    let mut could_settle = could_fire.clone();
    let mark = |live: &mut Vec<A::Truth>, node: Node, truth: A::Truth| {
        if let Some(place) = live.get_mut(node.index()) {
            *place = algebra.or(place, &truth);
        }
    };
    let above = |rank: usize, truth: &A::Truth| {
        let fired = evaluation.fired_at_least.get(rank).unwrap_or(&never);
        algebra.and_not(truth, fired)
    };
    for ((plan, open), floor) in program.flags.iter().zip(&evaluation.open).zip(&evaluation.floors) {
        mark(&mut could_fire, plan.root, above(plan.rank, open));
        if settle {
            mark(&mut could_settle, plan.root, above(plan.floor, floor));
        }
    }
    let mut atoms = vec![never.clone(); program.atoms.len()];
    let now =
        |node: &Node| evaluation.value(*node).cloned().unwrap_or(Kleene { yes: never.clone(), no: never.clone() });
    let could = |node: &Node| evaluation.could.get(node.index()).map_or(never.clone(), |value| value.yes.clone());
    for (place, operation) in program.operations.iter().enumerate().take(program.flag_operations).rev() {
        let fire = could_fire.get(place).cloned().unwrap_or(never.clone());
        let rule_out = could_settle.get(place).cloned().unwrap_or(never.clone());
        match operation {
            Operation::Atom(atom, _) => {
                let not_asked = evaluation.atoms.get(*atom as usize).map(|atom| &atom.not_asked);
                if let (Some(live), Some(not_asked)) = (atoms.get_mut(*atom as usize), not_asked) {
                    *live = algebra.or(live, &algebra.and(&algebra.or(&fire, &rule_out), not_asked));
                }
            }
            Operation::And(left, right) => {
                mark(&mut could_fire, *left, algebra.and(&fire, &could(right)));
                mark(&mut could_fire, *right, algebra.and(&fire, &could(left)));
                mark(&mut could_settle, *left, algebra.and_not(&rule_out, &now(right).no));
                mark(&mut could_settle, *right, algebra.and_not(&rule_out, &now(left).no));
            }
            Operation::Or(left, right) => {
                mark(&mut could_fire, *left, algebra.and_not(&fire, &now(right).yes));
                mark(&mut could_fire, *right, algebra.and_not(&fire, &now(left).yes));
                mark(&mut could_settle, *left, algebra.and_not(&rule_out, &now(right).yes));
                mark(&mut could_settle, *right, algebra.and_not(&rule_out, &now(left).yes));
            }
            Operation::Constant(_) | Operation::Decided(..) => {}
        }
    }
    atoms
}

/// Every question that could still raise the level, in asking order.
///
/// A conditional question is left out until its own condition may hold: it is not asked yet.
pub(crate) fn could_raise(engine: &Engine, evaluation: &Evaluation<Noted>, facts: &PersonFacts) -> Vec<FindingId> {
    let live = live_atoms(engine, &Recorder, evaluation, false);
    let mut raises = vec![false; engine.guideline().findings.len()];
    for (atom, _) in engine.program().atoms.iter().zip(&live).filter(|(_, live)| live.value) {
        if let Some(raises) = atom.finding().and_then(|finding| raises.get_mut(finding.index())) {
            *raises = true;
        }
    }
    let findings = engine.guideline().finding_ids().map(|(id, _)| id).zip(raises);
    findings.filter(|(id, raises)| *raises && may_be_asked(engine, facts, *id)).map(|(id, _)| id).collect()
}

/// Whether a finding is asked at all yet: always, but for a conditional question whose condition does not hold, or is not
/// known while something in it was not asked.
pub(crate) fn may_be_asked(engine: &Engine, facts: &PersonFacts, id: FindingId) -> bool {
    let Some(finding) = engine.guideline().finding_at(id) else { return false };
    let Some(when) = &finding.asked_when else { return !finding.is_logged() };
    let condition = when.condition();
    let waits = || condition.findings().into_iter().any(|finding| facts.is_not_asked(finding, None));
    let value = crate::engine::value(condition, facts);
    value.yes || (!value.no && !waits())
}

/// The findings whose answers would settle a condition that is unknown.
pub(crate) fn settled_by(
    engine: &Engine,
    evaluation: &Evaluation<Noted>,
    facts: &PersonFacts,
    root: Node,
) -> Vec<FindingId> {
    let mut findings = Vec::new();
    collect_settling(engine, evaluation, facts, root, &mut findings);
    findings.sort_unstable();
    findings.dedup();
    findings
}

fn collect_settling(
    engine: &Engine,
    evaluation: &Evaluation<Noted>,
    facts: &PersonFacts,
    node: Node,
    findings: &mut Vec<FindingId>,
) {
    let known = |node: &Node| evaluation.value(*node).is_none_or(|value| value.yes.value || value.no.value);
    match engine.program().operations.get(node.index()) {
        Some(Operation::And(left, right) | Operation::Or(left, right)) if !known(&node) => {
            collect_settling(engine, evaluation, facts, *left, findings);
            collect_settling(engine, evaluation, facts, *right, findings);
        }
        Some(Operation::Atom(atom, _)) if !known(&node) => {
            findings.extend(engine.program().atoms.get(*atom as usize).and_then(Atom::finding));
        }
        Some(Operation::Decided(atom, _)) => {
            let finding = engine.program().decided.get(*atom as usize).and_then(Atom::finding);
            findings.extend(finding.filter(|finding| !facts.is_known(*finding)));
        }
        _ => {}
    }
}

/// Per atom over facts: asking it could still change how urgent it is for this person.
pub(crate) fn urgency_questions(engine: &Engine, facts: &PersonFacts) -> Vec<bool> {
    let evaluation = engine.urgency(&OnePerson, facts);
    live_atoms(engine, &OnePerson, &evaluation, true)
}
