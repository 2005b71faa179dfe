//! The algebra of all possible people, with a memory: what was worked out once is not worked out again.
//!
//! Two guidelines that differ in one place are worked out in nearly the same steps. With this, the second costs only what
//! depends on that place, and truths that come out the same are one and the same in memory.

use crate::diagrams::{Diagram, Diagrams};
use crate::everyone::Everyone;
use easeback_engine::{Facts, Known};
use easeback_guideline::{Atom, FindingId, OptionId};
use easeback_logic::Algebra;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// The algebra, and all that it has worked out so far.
pub(crate) struct Memory<'d> {
    diagrams: &'d Diagrams,
    kept: RefCell<Kept>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Step {
    And,
    Or,
    AndNot,
    Not,
}

/// Whether it is about not being sure, or about not being asked; of a finding, or of one option of it.
type Asked = (bool, FindingId, Option<OptionId>);

#[derive(Default)]
struct Kept {
    /// By operands; the operands are kept, so that their addresses stay theirs.
    results: HashMap<(Step, usize, usize), Diagram>,
    operands: Vec<Diagram>,
    /// By how they are written.
    known: HashMap<u64, Vec<Diagram>>,
    /// What the facts said of each atom.
    atoms: Vec<(Atom, Known<Diagram>)>,
    asked: Vec<(Asked, Diagram)>,
}

impl<'d> Memory<'d> {
    pub(crate) fn new(diagrams: &'d Diagrams) -> Self {
        Self { diagrams, kept: RefCell::default() }
    }

    /// How many results are kept.
    pub(crate) fn size(&self) -> usize {
        self.kept.borrow().results.len()
    }

    /// The one diagram in memory that is written like this.
    fn one(&self, diagram: Diagram) -> Diagram {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(diagram.written());
        let mut kept = self.kept.borrow_mut();
        let alike = kept.known.entry(hash).or_default();
        if let Some(known) = alike.iter().find(|known| known.is_written_like(&diagram)) {
            return known.clone();
        }
        alike.push(diagram.clone());
        diagram
    }

    fn step(&self, step: Step, left: &Diagram, right: &Diagram, work: impl FnOnce() -> Diagram) -> Diagram {
        let (mut first, mut second) = (left.address(), right.address());
        if matches!(step, Step::And | Step::Or) && second < first {
            (first, second) = (second, first);
        }
        let key = (step, first, second);
        if let Some(result) = self.kept.borrow().results.get(&key) {
            return result.clone();
        }
        let result = self.one(work());
        let mut kept = self.kept.borrow_mut();
        kept.operands.extend([left.clone(), right.clone()]);
        kept.results.insert(key, result.clone());
        result
    }
}

impl Algebra for Memory<'_> {
    type Truth = Diagram;

    fn constant(&self, value: bool) -> Diagram {
        self.diagrams.constant(value)
    }

    fn and(&self, left: &Diagram, right: &Diagram) -> Diagram {
        self.step(Step::And, left, right, || self.diagrams.and(left, right))
    }

    fn or(&self, left: &Diagram, right: &Diagram) -> Diagram {
        self.step(Step::Or, left, right, || self.diagrams.or(left, right))
    }

    fn not(&self, truth: &Diagram) -> Diagram {
        self.step(Step::Not, truth, truth, || self.diagrams.not(truth))
    }

    fn and_not(&self, left: &Diagram, right: &Diagram) -> Diagram {
        self.step(Step::AndNot, left, right, || self.diagrams.and_not(left, right))
    }
}

impl Facts<Memory<'_>> for Everyone<'_> {
    fn atom(&self, memory: &Memory<'_>, atom: &Atom) -> Known<Diagram> {
        if let Some((_, known)) = memory.kept.borrow().atoms.iter().find(|(known, _)| known == atom) {
            return known.clone();
        }
        let known: Known<Diagram> = Facts::<Diagrams>::atom(self, memory.diagrams, atom);
        let known =
            Known { yes: memory.one(known.yes), no: memory.one(known.no), not_asked: memory.one(known.not_asked) };
        memory.kept.borrow_mut().atoms.push((*atom, known.clone()));
        known
    }

    fn not_asked(&self, memory: &Memory<'_>, finding: FindingId, option: Option<OptionId>) -> Diagram {
        asked(memory, (false, finding, option), || Facts::<Diagrams>::not_asked(self, memory.diagrams, finding, option))
    }

    fn not_sure(&self, memory: &Memory<'_>, finding: FindingId, option: Option<OptionId>) -> Diagram {
        asked(memory, (true, finding, option), || Facts::<Diagrams>::not_sure(self, memory.diagrams, finding, option))
    }
}

fn asked(memory: &Memory<'_>, what: Asked, work: impl FnOnce() -> Diagram) -> Diagram {
    if let Some((_, people)) = memory.kept.borrow().asked.iter().find(|(known, _)| *known == what) {
        return people.clone();
    }
    let people = memory.one(work());
    memory.kept.borrow_mut().asked.push((what, people.clone()));
    people
}
