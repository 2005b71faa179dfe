//! The one evaluator: facts to decision in any truth algebra.
//!
//! Nothing here looks at a truth. What is proved of one reading of this code holds for all of them.

use crate::program::{Node, Operation, Program};
use easeback_guideline::{Atom, FindingId, LevelId, OptionId};
use easeback_logic::{Algebra, Kleene, ThreeValued};

/// What is known of one atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<T> {
    /// Known true.
    pub yes: T,
    /// Known false.
    pub no: T,
    /// Unknown because it was not asked. Neither of the three is *not sure*.
    pub not_asked: T,
}

/// Where facts come from: one person, a block of people, all possible people.
pub trait Facts<A: Algebra> {
    /// What is known of an atom over facts. Never asked for atoms over the decision.
    fn atom(&self, algebra: &A, atom: &Atom) -> Known<A::Truth>;

    /// Whether a finding, or this option of it, was not asked; for a many-of finding as a whole: any option of it.
    fn not_asked(&self, algebra: &A, finding: FindingId, option: Option<OptionId>) -> A::Truth;

    /// Whether a finding, or this option of it, is not sure; for a many-of finding as a whole: any option of it.
    fn not_sure(&self, algebra: &A, finding: FindingId, option: Option<OptionId>) -> A::Truth;
}

/// Everything the evaluator finds out. Lists go by the guideline's order; ranks from least to most urgent.
#[derive(Clone, Debug)]
pub struct Evaluation<T> {
    /// Per red flag: it fires.
    pub fired: Vec<T>,
    /// Per red flag: not known, and asking what was not asked can no longer make it fire; it sets its floor.
    pub floors: Vec<T>,
    /// Per red flag: the answers not given yet can still make it fire.
    pub open: Vec<T>,
    /// Per rank: a red flag of this rank or above fires.
    pub fired_at_least: Vec<T>,
    /// Per rank: a red flag or a floor of this rank or above holds.
    pub at_least: Vec<T>,
    /// A red flag above all that fire is still open.
    pub incomplete: T,
    /// Per rank: the disposition is exactly this.
    pub exactly: Vec<T>,
    /// Per treatment: the level allows it.
    pub allowed: Vec<T>,
    /// Per treatment: it may be used now.
    pub offered: Vec<T>,
    /// Per treatment: it is suggested.
    pub suggested: Vec<T>,
    pub(crate) atoms: Vec<Known<T>>,
    pub(crate) values: Vec<Kleene<T>>,
    pub(crate) could: Vec<Kleene<T>>,
}

impl<T> Evaluation<T> {
    pub(crate) fn value(&self, node: Node) -> Option<&Kleene<T>> {
        self.values.get(node.index())
    }
}

/// A stop of a treatment, by the place of the treatment and its place among the treatment's own stops.
pub(crate) type Lifted = (usize, usize);

/// Evaluates the whole guideline. A stop in `lifted` holds back only while it is not known.
pub(crate) fn evaluate<A: Algebra>(
    program: &Program,
    algebra: &A,
    facts: &impl Facts<A>,
    lifted: &[Lifted],
) -> Evaluation<A::Truth> {
    let mut evaluation = evaluate_urgency(program, algebra, facts);
    let further = program.atoms.get(program.flag_atoms..).unwrap_or_default();
    evaluation.atoms.extend(further.iter().map(|atom| facts.atom(algebra, atom)));
    let mut values = std::mem::take(&mut evaluation.values);
    let no_decision = |atom: &Atom| asked(algebra, facts, atom);
    let missing = ThreeValued(algebra).constant(false);
    run(
        ThreeValued(algebra),
        program,
        program.fact_operations,
        &mut values,
        known(&evaluation.atoms, &missing),
        no_decision,
    );
    evaluation.values = values;
    offers(program, algebra, lifted, &mut evaluation);

    let mut values = std::mem::take(&mut evaluation.values);
    run_on_the_decision(program, algebra, facts, &evaluation, &mut values, program.decision_operations);
    let suggested = program.treatments.iter().zip(&evaluation.offered).map(|(plan, offered)| {
        values.get(plan.suggest.index()).map_or(algebra.constant(false), |when| algebra.and(offered, &when.yes))
    });
    evaluation.suggested = suggested.collect();
    evaluation.values = values;
    evaluation
}

/// Evaluates how urgent it is, and no treatment.
pub(crate) fn evaluate_urgency<A: Algebra>(
    program: &Program,
    algebra: &A,
    facts: &impl Facts<A>,
) -> Evaluation<A::Truth> {
    let logic = ThreeValued(algebra);
    let atoms = atoms(program, algebra, facts);
    let missing = logic.constant(false);
    let no_decision = |_: &Atom| algebra.constant(false);
    let mut could = Vec::with_capacity(program.flag_operations);
    let in_favour = |place: u32| match atoms.get(place as usize) {
        Some(atom) => counted_in_favour(algebra, atom, &atom.not_asked),
        None => missing.clone(),
    };
    run(logic, program, program.flag_operations, &mut could, in_favour, no_decision);
    let mut values = Vec::with_capacity(program.decision_operations);
    run(logic, program, program.flag_operations, &mut values, known(&atoms, &missing), no_decision);
    urgency(program, algebra, atoms, values, could)
}

/// What is known of the two parts of a safety property.
#[derive(Clone, Debug)]
pub struct Claimed<T> {
    /// The `a` of `a implies b`; none for any other claim.
    pub given: Option<Kleene<T>>,
    /// The `b` of `a implies b`, or the whole claim.
    pub then: Kleene<T>,
}

impl<T: Clone> Claimed<T> {
    /// What is known of the claim as a whole.
    pub fn value<A: Algebra<Truth = T>>(&self, algebra: &A) -> Kleene<T> {
        let given = self.given.clone().map(Kleene::negated);
        given.map_or(self.then.clone(), |otherwise| ThreeValued(algebra).or(&otherwise, &self.then))
    }

    /// Whom the claim speaks of: where `a` is known true; everybody where there is none.
    pub fn concerned<A: Algebra<Truth = T>>(&self, algebra: &A) -> T {
        self.given.as_ref().map_or(algebra.constant(true), |given| given.yes.clone())
    }

    /// Where the claim is broken: `a` is known true and `b` is not. Stricter than "known false".
    pub fn broken<A: Algebra<Truth = T>>(&self, algebra: &A) -> T {
        algebra.and_not(&self.concerned(algebra), &self.then.yes)
    }
}

/// The safety properties over an evaluation of the same facts, in the guideline's order.
pub(crate) fn evaluate_properties<A: Algebra>(
    program: &Program,
    algebra: &A,
    facts: &impl Facts<A>,
    evaluation: &Evaluation<A::Truth>,
) -> Vec<Claimed<A::Truth>> {
    let mut values = evaluation.values.clone();
    run_on_the_decision(program, algebra, facts, evaluation, &mut values, program.operations.len());
    let missing = ThreeValued(algebra).constant(false);
    let at = |node: &Node| values.get(node.index()).unwrap_or(&missing).clone();
    program.claims.iter().map(|claim| Claimed { given: claim.given.as_ref().map(at), then: at(&claim.then) }).collect()
}

/// Runs on up to `end`, with atoms over the decision known.
fn run_on_the_decision<A: Algebra>(
    program: &Program,
    algebra: &A,
    facts: &impl Facts<A>,
    evaluation: &Evaluation<A::Truth>,
    values: &mut Vec<Kleene<A::Truth>>,
    end: usize,
) {
    let logic = ThreeValued(algebra);
    let missing = logic.constant(false);
    let decided = |atom: &Atom| match atom {
        Atom::NotSure(..) | Atom::NotAsked(..) => asked(algebra, facts, atom),
        _ => of_the_decision(program, algebra, evaluation, atom),
    };
    run(logic, program, end, values, known(&evaluation.atoms, &missing), decided);
}

/// Reads an atom as it is known now.
fn known<T: Clone>(atoms: &[Known<T>], missing: &Kleene<T>) -> impl Fn(u32) -> Kleene<T> {
    |place| match atoms.get(place as usize) {
        Some(atom) => Kleene { yes: atom.yes.clone(), no: atom.no.clone() },
        None => missing.clone(),
    }
}

/// Whether a finding was asked, or is sure; false for every other atom.
fn asked<A: Algebra>(algebra: &A, facts: &impl Facts<A>, atom: &Atom) -> A::Truth {
    match atom {
        Atom::NotSure(finding, option) => facts.not_sure(algebra, *finding, *option),
        Atom::NotAsked(finding, option) => facts.not_asked(algebra, *finding, *option),
        _ => algebra.constant(false),
    }
}

/// Runs the operations from where `values` ends up to `end`.
fn run<A: Algebra>(
    logic: ThreeValued<&A>,
    program: &Program,
    end: usize,
    values: &mut Vec<Kleene<A::Truth>>,
    fact: impl Fn(u32) -> Kleene<A::Truth>,
    decided: impl Fn(&Atom) -> A::Truth,
) {
    let missing = logic.constant(false);
    for operation in program.operations.get(values.len()..end).unwrap_or_default() {
        let at = |node: &Node| values.get(node.index()).unwrap_or(&missing);
        let value = match operation {
            Operation::Constant(value) => logic.constant(*value),
            Operation::Atom(place, true) => fact(*place),
            Operation::Atom(place, false) => fact(*place).negated(),
            Operation::Decided(place, sign) => {
                let yes = program.decided.get(*place as usize).map_or(logic.0.constant(false), &decided);
                let value = Kleene { no: logic.0.not(&yes), yes };
                if *sign { value } else { value.negated() }
            }
            Operation::And(left, right) => logic.and(at(left), at(right)),
            Operation::Or(left, right) => logic.or(at(left), at(right)),
        };
        values.push(value);
    }
}

/// What is known of every atom that urgency needs, with conditional questions counted as the guideline says.
fn atoms<A: Algebra>(program: &Program, algebra: &A, facts: &impl Facts<A>) -> Vec<Known<A::Truth>> {
    let logic = ThreeValued(algebra);
    let mut atoms = Vec::with_capacity(program.atoms.len());
    atoms.extend(program.atoms.iter().take(program.flag_atoms).map(|atom| facts.atom(algebra, atom)));
    if program.conditionals.is_empty() {
        return atoms;
    }
    let mut conditions = Vec::with_capacity(program.conditional_operations);
    let missing = logic.constant(false);
    let no_decision = |_: &Atom| algebra.constant(false);
    run(logic, program, program.conditional_operations, &mut conditions, known(&atoms, &missing), no_decision);
    for conditional in &program.conditionals {
        let Some(now) = conditions.get(conditional.when.index()) else { continue };
        let waits = conditional.waits_for.iter().filter_map(|place| atoms.get(*place as usize));
        let waits = waits.fold(algebra.constant(false), |sum, atom| algebra.or(&sum, &atom.not_asked));
        // It is asked once its condition is known true, or cannot be known because something in it is not sure.
        let asked = algebra.or(&now.yes, &algebra.not(&algebra.or(&now.no, &waits)));
        let Some(atom) = atoms.get_mut(conditional.atom as usize) else { continue };
        // Its condition is known not to hold: it counts as no. Until it is asked, it may count as no too.
        let passed_over = if conditional.until_then_no {
            algebra.or(&now.no, &algebra.and_not(&atom.not_asked, &asked))
        } else {
            now.no.clone()
        };
        *atom = Known {
            yes: algebra.and_not(&atom.yes, &now.no),
            no: algebra.or(&atom.no, &passed_over),
            not_asked: algebra.and_not(&atom.not_asked, &passed_over),
        };
    }
    atoms
}

/// An atom that counts as true, and as false, wherever `open` holds.
fn counted_in_favour<A: Algebra>(algebra: &A, atom: &Known<A::Truth>, open: &A::Truth) -> Kleene<A::Truth> {
    Kleene { yes: algebra.or(&atom.yes, open), no: algebra.or(&atom.no, open) }
}

/// Which red flags fire, which cannot be ruled out, which are open, and how urgent it is.
fn urgency<A: Algebra>(
    program: &Program,
    algebra: &A,
    atoms: Vec<Known<A::Truth>>,
    values: Vec<Kleene<A::Truth>>,
    could: Vec<Kleene<A::Truth>>,
) -> Evaluation<A::Truth> {
    let never = algebra.constant(false);
    let unknown = |place: &u32| {
        let known = atoms.get(*place as usize).map(|atom| algebra.or(&atom.yes, &atom.no));
        known.map_or(never.clone(), |known| algebra.not(&known))
    };
    let list = || Vec::with_capacity(program.flags.len());
    let (mut fired, mut floors, mut open) = (list(), list(), list());
    let mut fired_at = vec![never.clone(); program.ranks.len()];
    let mut floor_at = fired_at.clone();
    let mut open_at = fired_at.clone();
    let add = |list: &mut Vec<A::Truth>, rank: usize, truth: &A::Truth| {
        if let Some(sum) = list.get_mut(rank) {
            *sum = algebra.or(sum, truth);
        }
    };
    for plan in &program.flags {
        let at = |values: &[Kleene<A::Truth>]| {
            values.get(plan.root.index()).cloned().unwrap_or(Kleene { yes: never.clone(), no: never.clone() })
        };
        let (value, could) = (at(&values), at(&could));
        let silenced = plan.silenced_by.iter().map(unknown).fold(never.clone(), |sum, truth| algebra.or(&sum, &truth));
        let undecided = algebra.not(&algebra.or(&algebra.or(&value.yes, &value.no), &silenced));
        let is_open = algebra.and(&undecided, &could.yes);
        let floor = algebra.and_not(&undecided, &could.yes);
        add(&mut fired_at, plan.rank, &value.yes);
        add(&mut floor_at, plan.floor, &floor);
        add(&mut open_at, plan.rank, &is_open);
        fired.push(value.yes);
        floors.push(floor);
        open.push(is_open);
    }
    let from_above = |list: &[A::Truth]| {
        let mut sums = list.to_vec();
        let mut sum = never.clone();
        for truth in sums.iter_mut().rev() {
            sum = algebra.or(&sum, truth);
            *truth = sum.clone();
        }
        sums
    };
    let fired_at_least = from_above(&fired_at);
    let both: Vec<_> = fired_at.iter().zip(&floor_at).map(|(fired, floor)| algebra.or(fired, floor)).collect();
    let mut at_least = from_above(&both);
    if let Some(home) = at_least.first_mut() {
        *home = algebra.constant(true);
    }
    let above_all = open_at.iter().zip(&fired_at_least).map(|(open, fired)| algebra.and_not(open, fired));
    let incomplete = above_all.fold(never.clone(), |sum, truth| algebra.or(&sum, &truth));
    let emergency = fired_at_least.last().cloned().unwrap_or(never.clone());
    let incomplete = algebra.and_not(&incomplete, &emergency);
    let exactly = at_least.iter().enumerate().map(|(rank, reached)| {
        let next = at_least.get(rank + 1).unwrap_or(&never);
        algebra.and_not(&algebra.and_not(reached, next), &incomplete)
    });
    let exactly = exactly.collect();
    Evaluation {
        fired,
        floors,
        open,
        fired_at_least,
        at_least,
        incomplete,
        exactly,
        allowed: Vec::new(),
        offered: Vec::new(),
        suggested: Vec::new(),
        atoms,
        values,
        could,
    }
}

/// Which treatments the level allows, and which of them no stop holds back.
fn offers<A: Algebra>(program: &Program, algebra: &A, lifted: &[Lifted], evaluation: &mut Evaluation<A::Truth>) {
    let never = algebra.constant(false);
    let known_false = |node: &Node| evaluation.value(*node).map_or(never.clone(), |value| value.no.clone());
    let known = |node: &Node| evaluation.value(*node).map_or(never.clone(), |value| algebra.or(&value.yes, &value.no));
    let all_clear: Vec<_> = program.stops_for_all.iter().map(known_false).collect();
    let list = || Vec::with_capacity(program.treatments.len());
    let (mut allowed, mut offered) = (list(), list());
    for (place, plan) in program.treatments.iter().enumerate() {
        let at = |rank: &usize| evaluation.exactly.get(*rank).cloned().unwrap_or(never.clone());
        let shown = plan.shown.iter().map(at).fold(never.clone(), |sum, truth| algebra.or(&sum, &truth));
        let shown = plan.also.iter().fold(shown, |sum, (rank, when)| {
            let when = evaluation.value(*when).map_or(never.clone(), |value| value.yes.clone());
            algebra.or(&sum, &algebra.and(&at(rank), &when))
        });
        let clear = plan.for_all.iter().filter_map(|place| all_clear.get(*place).cloned());
        let own = plan
            .stops
            .iter()
            .enumerate()
            .map(|(stop, node)| if lifted.contains(&(place, stop)) { known(node) } else { known_false(node) });
        let clear = clear.chain(own).fold(shown.clone(), |sum, truth| algebra.and(&sum, &truth));
        allowed.push(shown);
        offered.push(clear);
    }
    evaluation.allowed = allowed;
    evaluation.offered = offered;
}

/// An atom over the decision.
fn of_the_decision<A: Algebra>(
    program: &Program,
    algebra: &A,
    evaluation: &Evaluation<A::Truth>,
    atom: &Atom,
) -> A::Truth {
    let never = algebra.constant(false);
    let offered = |place: usize| evaluation.offered.get(place).cloned().unwrap_or(never.clone());
    match atom {
        Atom::Offered(treatment) => offered(treatment.index()),
        Atom::Withheld(treatment) => {
            let allowed = evaluation.allowed.get(treatment.index()).cloned().unwrap_or(never.clone());
            algebra.and_not(&allowed, &offered(treatment.index()))
        }
        Atom::KeptApart(one, other) if program.apart.contains(&(one.index(), other.index())) => algebra.constant(true),
        Atom::KeptApart(one, other) => algebra.not(&algebra.and(&offered(one.index()), &offered(other.index()))),
        Atom::OfferedKind(kind) => {
            program.of_kind(*kind).fold(never.clone(), |sum, place| algebra.or(&sum, &offered(place)))
        }
        Atom::Urgency(level, within_days) => {
            let rank = program.at_least(*level, *within_days);
            let fired = evaluation.fired_at_least.get(rank).cloned().unwrap_or(never.clone());
            let reached = evaluation.at_least.get(rank).cloned().unwrap_or(never.clone());
            algebra.or(&fired, &algebra.and_not(&reached, &evaluation.incomplete))
        }
        Atom::Disposition(LevelId::Incomplete) => evaluation.incomplete.clone(),
        Atom::Disposition(level) => {
            let ranks = program.ranks.iter().zip(&evaluation.exactly).filter(|(rank, _)| rank.level == *level);
            ranks.fold(never.clone(), |sum, (_, exactly)| algebra.or(&sum, exactly))
        }
        _ => never,
    }
}
