//! All possible people at once: a truth is a binary decision diagram.

use crate::fact::Fact;
use biodivine_lib_bdd::{Bdd, BddPointer, BddValuation, BddVariable, BddVariableSet};
use easeback_logic::Algebra;
use num_bigint::BigUint;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::Arc;

/// For whom something is true, out of all possible people.
///
/// Two diagrams of the same people may be written down in different orders, so there is no `==`.
#[derive(Clone, Debug)]
pub struct Diagram(Arc<Bdd>);

impl Diagram {
    /// How many nodes it has.
    pub fn nodes(&self) -> usize {
        self.0.size()
    }

    /// Whether it holds for nobody.
    pub fn is_nobody(&self) -> bool {
        self.0.is_false()
    }

    /// What it says once some variables have these values.
    pub(crate) fn fixed(&self, fixed: &Fixed) -> Self {
        if self.0.as_bool().is_some() { self.clone() } else { diagram(self.0.restrict(&fixed.bits())) }
    }

    /// Where exactly one of both is true.
    pub(crate) fn xor(&self, other: &Self) -> Self {
        diagram(self.0.xor(&other.0))
    }

    /// For how many valuations it holds.
    pub(crate) fn count(&self) -> BigUint {
        self.0.exact_cardinality()
    }

    /// The share of people for whom it holds, where each fact has a share for each of its codes.
    pub(crate) fn share(&self, weights: &Weights) -> f64 {
        weights.below(&self.0, self.0.root_pointer(), &mut HashMap::new())
    }

    /// Whether both are one and the same in memory.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Where it stands in memory, for as long as it is kept.
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    /// How it is written down.
    pub(crate) fn written(&self) -> &impl std::hash::Hash {
        &*self.0
    }

    /// Whether both are written down alike; if they are not, they may still say the same.
    pub(crate) fn is_written_like(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// The valuation for which it holds that differs in the fewest variables from this one.
    pub(crate) fn nearest(&self, bits: &[bool]) -> Option<(usize, Vec<bool>)> {
        let diagram = &*self.0;
        let like = |node| bits.get(diagram.var_of(node).to_index()).copied().unwrap_or(false);
        let mut costs = vec![None; diagram.size()];
        let mut open = vec![diagram.root_pointer()];
        while let Some(node) = open.last().copied() {
            let known = |node: BddPointer| costs.get(node.to_index()).copied().flatten();
            let cost = if node.is_terminal() {
                Some(if node.is_one() { 0 } else { usize::MAX })
            } else {
                let (low, high) = (diagram.low_link_of(node), diagram.high_link_of(node));
                let unknown: Vec<_> = [low, high].into_iter().filter(|child| known(*child).is_none()).collect();
                open.extend(&unknown);
                let change = |cost: usize, value: bool| cost.saturating_add(usize::from(like(node) != value));
                known(low).zip(known(high)).map(|(low, high)| change(low, false).min(change(high, true)))
            };
            if let (Some(cost), Some(place)) = (cost, costs.get_mut(node.to_index())) {
                *place = Some(cost);
                open.pop();
            }
        }
        let cost = |node: BddPointer| costs.get(node.to_index()).copied().flatten().unwrap_or(usize::MAX);
        let mut node = diagram.root_pointer();
        let all = cost(node);
        let mut nearest = bits.to_vec();
        while !node.is_terminal() {
            let (low, high, mine) = (diagram.low_link_of(node), diagram.high_link_of(node), like(node));
            let (same, other) = if mine { (high, low) } else { (low, high) };
            let stays = cost(same) <= cost(other).saturating_add(1);
            if let Some(bit) = nearest.get_mut(diagram.var_of(node).to_index()) {
                *bit = mine == stays;
            }
            node = if stays { same } else { other };
        }
        node.is_one().then_some((all, nearest))
    }

    /// Whether it holds for a valuation, one bit per variable.
    pub(crate) fn holds(&self, bits: &[bool]) -> bool {
        self.0.eval_in(&BddValuation::new(bits.to_vec()))
    }
}

/// How common the codes of each fact are; facts are independent of each other.
#[derive(Clone, Debug)]
pub(crate) struct Weights(Vec<Weighted>);

#[derive(Clone, Debug)]
struct Weighted {
    variables: Range<usize>,
    /// Per code: the value of each of the variables, and its share.
    codes: Vec<(Vec<bool>, f64)>,
}

impl Weights {
    pub(crate) fn new<'f>(facts: impl Iterator<Item = (&'f Fact, Vec<(u16, f64)>)>) -> Self {
        let mut facts: Vec<_> = facts
            .map(|(fact, shares)| Weighted {
                variables: usize::from(fact.variables().start)..usize::from(fact.variables().end),
                codes: shares
                    .into_iter()
                    .filter(|(_, share)| *share > 0.0)
                    .map(|(code, share)| (fact.code_bits(code).map(|(_, value)| value).collect(), share))
                    .collect(),
            })
            .collect();
        facts.sort_by_key(|fact| fact.variables.start);
        Self(facts)
    }

    fn below(&self, diagram: &Bdd, node: BddPointer, known: &mut HashMap<BddPointer, f64>) -> f64 {
        if node.is_terminal() {
            return if node.is_one() { 1.0 } else { 0.0 };
        }
        if let Some(share) = known.get(&node) {
            return *share;
        }
        let variable = diagram.var_of(node).to_index();
        let place = self.0.partition_point(|fact| fact.variables.end <= variable);
        let Some(fact) = self.0.get(place) else { return 0.0 };
        let mut sum = 0.0;
        for (values, share) in &fact.codes {
            let mut next = node;
            while !next.is_terminal() && fact.variables.contains(&diagram.var_of(next).to_index()) {
                let value = values.get(diagram.var_of(next).to_index() - fact.variables.start);
                next = if value == Some(&true) { diagram.high_link_of(next) } else { diagram.low_link_of(next) };
            }
            sum += share * self.below(diagram, next, known);
        }
        known.insert(node, sum);
        sum
    }
}

/// A value for each variable, or none where it is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fixed(Vec<Option<bool>>);

impl Fixed {
    pub(crate) fn new(variables: u16, bits: impl IntoIterator<Item = (u16, bool)>) -> Self {
        let mut fixed = vec![None; usize::from(variables)];
        for (variable, value) in bits {
            if let Some(place) = fixed.get_mut(usize::from(variable)) {
                *place = Some(value);
            }
        }
        Self(fixed)
    }

    fn bits(&self) -> Vec<(BddVariable, bool)> {
        let named = self.0.iter().enumerate().filter_map(|(place, value)| Some((place, (*value)?)));
        named.map(|(place, value)| (BddVariable::from_index(place), value)).collect()
    }

    /// The place after the last variable that has a value.
    fn end(&self) -> usize {
        self.0.iter().rposition(Option::is_some).map_or(0, |last| last + 1)
    }

    /// Whether a diagram says something of a variable that has a value.
    fn concerns(&self, diagram: &Bdd) -> bool {
        let fixed = |node| matches!(self.0.get(diagram.var_of(node).to_index()), Some(Some(_)));
        diagram.pointers().skip(2).any(fixed)
    }

    /// The first node at or below this one whose variable is free.
    fn follow(&self, diagram: &Bdd, mut node: BddPointer) -> BddPointer {
        while let Some(Some(value)) = self.0.get(diagram.var_of(node).to_index()) {
            node = if *value { diagram.high_link_of(node) } else { diagram.low_link_of(node) };
        }
        node
    }
}

/// The algebra of all possible people.
#[derive(Clone, Debug)]
pub struct Diagrams {
    variables: BddVariableSet,
    everybody: Diagram,
    nobody: Diagram,
}

impl Diagrams {
    pub(crate) fn new(variables: u16) -> Self {
        let variables = BddVariableSet::new_anonymous(variables);
        let (everybody, nobody) = (diagram(variables.mk_true()), diagram(variables.mk_false()));
        Self { variables, everybody, nobody }
    }

    /// How many variables there are.
    pub fn variables(&self) -> u16 {
        self.variables.num_vars()
    }

    /// Where each of these variables has this value.
    pub(crate) fn all_of(&self, bits: impl IntoIterator<Item = (u16, bool)>) -> Diagram {
        let bits: Vec<_> =
            bits.into_iter().map(|(variable, value)| (BddVariable::from_index(variable.into()), value)).collect();
        let clause = biodivine_lib_bdd::BddPartialValuation::from_values(&bits);
        diagram(self.variables.mk_conjunctive_clause(&clause))
    }
}

/// Whether `after` holds wherever `before` does, for valuations that differ only in the variables that are fixed:
/// `before` is read with some fixed in one way, `after` with some fixed in another.
pub(crate) fn included(before: (&Diagram, &Fixed), after: (&Diagram, &Fixed)) -> bool {
    let same = Arc::ptr_eq(&before.0.0, &after.0.0);
    let below = before.1.end().max(after.1.end());
    let ((before, here), (after, there)) = ((&*before.0.0, before.1), (&*after.0.0, after.1));
    if same && !here.concerns(before) && !there.concerns(after) {
        return true;
    }
    let mut seen: HashSet<u64, BuildHasherDefault<Mixed>> = HashSet::default();
    let mut open = vec![(before.root_pointer(), after.root_pointer())];
    while let Some((left, right)) = open.pop() {
        let (left, right) = (here.follow(before, left), there.follow(after, right));
        // Past the variables that are fixed, equal nodes of one diagram mean the same.
        let equal = same && left == right && before.var_of(left).to_index() >= below;
        if left.is_zero() || right.is_one() || equal {
            continue;
        }
        if left.is_one() && right.is_zero() {
            return false;
        }
        if !seen.insert((left.to_index() as u64) << 32 | right.to_index() as u64) {
            continue;
        }
        let (left_variable, right_variable) = (before.var_of(left), after.var_of(right));
        let next = left_variable.min(right_variable);
        let (left_low, left_high) =
            if left_variable == next { (before.low_link_of(left), before.high_link_of(left)) } else { (left, left) };
        let (right_low, right_high) =
            if right_variable == next { (after.low_link_of(right), after.high_link_of(right)) } else { (right, right) };
        // A variable that is fixed on one side only is free on the other: each of its values is tried there, and
        // the fixed side has followed its own.
        open.extend([(left_low, right_low), (left_high, right_high)]);
    }
    true
}

fn diagram(bdd: Bdd) -> Diagram {
    Diagram(Arc::new(bdd))
}

/// A hasher for pairs of node numbers.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 29;
    }
}

impl Algebra for Diagrams {
    type Truth = Diagram;

    fn constant(&self, value: bool) -> Diagram {
        if value { self.everybody.clone() } else { self.nobody.clone() }
    }

    fn and(&self, left: &Diagram, right: &Diagram) -> Diagram {
        match (left.0.as_bool(), right.0.as_bool()) {
            (Some(false), _) | (_, Some(true)) => left.clone(),
            (Some(true), _) | (_, Some(false)) => right.clone(),
            _ => diagram(left.0.and(&right.0)),
        }
    }

    fn or(&self, left: &Diagram, right: &Diagram) -> Diagram {
        match (left.0.as_bool(), right.0.as_bool()) {
            (Some(true), _) | (_, Some(false)) => left.clone(),
            (Some(false), _) | (_, Some(true)) => right.clone(),
            _ => diagram(left.0.or(&right.0)),
        }
    }

    fn not(&self, truth: &Diagram) -> Diagram {
        match truth.0.as_bool() {
            Some(value) => self.constant(!value),
            None => diagram(truth.0.not()),
        }
    }

    fn and_not(&self, left: &Diagram, right: &Diagram) -> Diagram {
        match (left.0.as_bool(), right.0.as_bool()) {
            (Some(false), _) | (_, Some(false)) => left.clone(),
            (_, Some(true)) => self.nobody.clone(),
            _ => diagram(left.0.and_not(&right.0)),
        }
    }
}
