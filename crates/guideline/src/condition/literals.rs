//! The signed atoms of a condition, and whether one answer per finding can satisfy all of them.

use super::{Atom, Condition};
use crate::FindingId;
use crate::model::Finding;
use std::collections::BTreeMap;

/// The atoms of a condition with their sign: `true` where the atom helps when it holds, `false` where it helps when it
/// does not (it stands under a `not`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Literals(Vec<(Atom, bool)>);

impl Literals {
    /// The signed atoms of a condition.
    pub fn of(condition: &Condition) -> Self {
        let mut literals = Self::default();
        literals.collect(condition, true);
        literals
    }

    fn collect(&mut self, condition: &Condition, sign: bool) {
        match condition {
            Condition::Constant(_) => {}
            Condition::Atom(atom) => self.0.push((*atom, sign)),
            Condition::Not(inner) => self.collect(inner, !sign),
            Condition::And(parts) | Condition::Or(parts) => parts.iter().for_each(|part| self.collect(part, sign)),
        }
    }

    /// The atoms with their signs, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &(Atom, bool)> {
        self.0.iter()
    }

    /// The first finding for which no single answer can satisfy all its signed atoms.
    ///
    /// Where there is none, a condition can become true exactly if it is true with every atom over an open finding
    /// counted in its favour, which is what makes "can this still fire?" exact and cheap.
    pub(crate) fn contradicted(&self, findings: &[Finding]) -> Option<FindingId> {
        let mut by_finding: BTreeMap<FindingId, Vec<(Atom, bool)>> = BTreeMap::new();
        for &(atom, sign) in &self.0 {
            if let Some(finding) = atom.finding() {
                by_finding.entry(finding).or_default().push((atom, sign));
            }
        }
        by_finding.into_iter().find(|(id, literals)| !satisfiable(findings.get(id.index()), literals)).map(|(id, _)| id)
    }
}

fn satisfiable(finding: Option<&Finding>, literals: &[(Atom, bool)]) -> bool {
    let (mut lowest, mut highest) = (f64::NEG_INFINITY, f64::INFINITY);
    let (mut lowest_open, mut highest_open) = (false, false);
    let mut options = u32::MAX;
    let count = finding.map_or(0, |finding| finding.options.len());
    for (index, (atom, sign)) in literals.iter().enumerate() {
        match (*atom, *sign) {
            (Atom::OneOf(_, mask), true) => options &= mask,
            (Atom::OneOf(_, mask), false) => options &= !mask,
            (Atom::AtLeast(_, value), true) if value > lowest => (lowest, lowest_open) = (value, false),
            (Atom::Above(_, value), true) if value >= lowest => (lowest, lowest_open) = (value, true),
            (Atom::AtLeast(_, value), false) if value <= highest => (highest, highest_open) = (value, true),
            (Atom::Above(_, value), false) if value < highest => (highest, highest_open) = (value, false),
            (Atom::Yes(_) | Atom::Contains(..) | Atom::NotSure(_) | Atom::NotAsked(_), _)
                if literals.iter().skip(index + 1).any(|(other, other_sign)| other == atom && other_sign != sign) =>
            {
                return false;
            }
            _ => {}
        }
    }
    let any_option = (0..count).any(|option| options >> option & 1 == 1);
    let any_number = lowest < highest || (lowest <= highest && !lowest_open && !highest_open);
    any_number && (count == 0 || any_option)
}
