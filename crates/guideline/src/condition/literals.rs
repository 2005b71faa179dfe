//! The signed atoms of a condition, and whether one answer per finding can satisfy all of them.

use super::{Atom, Condition, may_be_never};
use crate::FindingId;
use crate::model::{Finding, Kind};
use std::collections::BTreeMap;

/// An atom with its sign: `true` where the atom helps when it holds, `false` where it helps when it does not (it stands
/// under a `not`).
type Literal = (Atom, bool);

/// The signed atoms of a condition, by what one answer has to satisfy: each list asks for one of its literals.
///
/// A list has several only where comparisons of one number, or of one one-of finding, are joined directly by `or`, like
/// the two of `age_years != 5`: whichever of them holds, the `or` is true. Options of a many-of finding stand alone, as
/// each of them may be known without the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Literals(Vec<Vec<Literal>>);

impl Literals {
    /// The signed atoms of a condition.
    pub(crate) fn of(condition: &Condition) -> Self {
        let mut literals = Self::default();
        literals.collect(condition, true);
        literals
    }

    fn collect(&mut self, condition: &Condition, sign: bool) {
        match condition {
            Condition::Constant(_) => {}
            Condition::Atom(atom) => self.0.push(vec![(*atom, sign)]),
            Condition::Not(inner) => self.collect(inner, !sign),
            Condition::And(parts) if sign => parts.iter().for_each(|part| self.collect(part, sign)),
            Condition::Or(parts) if !sign => parts.iter().for_each(|part| self.collect(part, sign)),
            Condition::And(_) | Condition::Or(_) => {
                let mut joined: BTreeMap<FindingId, Vec<Literal>> = BTreeMap::new();
                self.collect_or(condition, sign, &mut joined);
                self.0.extend(joined.into_values());
            }
        }
    }

    /// Collects the parts of an `or`; those that one answer settles together go to `joined`.
    fn collect_or(&mut self, condition: &Condition, sign: bool, joined: &mut BTreeMap<FindingId, Vec<Literal>>) {
        match (condition, sign) {
            (Condition::Not(inner), _) => self.collect_or(inner, !sign, joined),
            (Condition::Or(parts), true) | (Condition::And(parts), false) => {
                for part in parts {
                    self.collect_or(part, sign, joined);
                }
            }
            (Condition::Atom(atom @ (Atom::OneOf(id, _) | Atom::AtLeast(id, _) | Atom::Above(id, _))), _) => {
                joined.entry(*id).or_default().push((*atom, sign));
            }
            _ => self.collect(condition, sign),
        }
    }

    /// The first finding for which no single answer can satisfy all that is asked of it.
    ///
    /// Where there is none, a condition can become true exactly if it is true with every atom over an open finding
    /// counted in its favour, which is what makes "can this still fire?" exact and cheap.
    pub(crate) fn contradicted(&self, findings: &[Finding]) -> Option<FindingId> {
        let mut by_finding: BTreeMap<FindingId, Vec<&[Literal]>> = BTreeMap::new();
        for list in &self.0 {
            if let Some(finding) = list.first().and_then(|(atom, _)| atom.finding()) {
                by_finding.entry(finding).or_default().push(list);
            }
        }
        let contradicted = |id: &FindingId, lists: &[&[Literal]]| {
            findings.get(id.index()).is_some_and(|finding| !satisfiable(finding, lists))
        };
        by_finding.into_iter().find(|(id, lists)| contradicted(id, lists)).map(|(id, _)| id)
    }
}

/// Whether some answer to a finding satisfies one literal of each list.
fn satisfiable(finding: &Finding, lists: &[&[Literal]]) -> bool {
    let satisfied =
        |holds: &dyn Fn(&Atom) -> bool| lists.iter().all(|list| list.iter().any(|(atom, sign)| holds(atom) == *sign));
    match finding.kind {
        Kind::YesNo | Kind::ManyOf => {
            let literals = || lists.iter().copied().flatten();
            !literals().any(|(atom, sign)| literals().any(|(other, other_sign)| other == atom && other_sign != sign))
        }
        Kind::OneOf => (0..u32::BITS).take(finding.options.len()).any(|option| {
            let bit = 1_u32.checked_shl(option).unwrap_or(0);
            satisfied(&|atom| matches!(atom, Atom::OneOf(_, options) if options & bit != 0))
        }),
        Kind::Number => numbers_worth_trying(finding, lists).into_iter().any(|number| {
            satisfied(&|atom| match atom {
                Atom::AtLeast(_, value) => number >= *value,
                Atom::Above(_, value) => number > *value,
                _ => false,
            })
        }),
    }
}

/// Numbers that may be answered: one for each way in which they compare with all that they are compared with.
fn numbers_worth_trying(finding: &Finding, lists: &[&[Literal]]) -> Vec<f64> {
    let (min, max) = (finding.min.unwrap_or(f64::MIN), finding.max.unwrap_or(f64::MAX));
    let compared = lists.iter().copied().flatten().filter_map(|(atom, _)| match atom {
        Atom::AtLeast(_, value) | Atom::Above(_, value) => Some(*value),
        _ => None,
    });
    let mut numbers: Vec<f64> = compared.chain([min, max]).collect();
    numbers.sort_by(f64::total_cmp);
    if finding.whole {
        let around = |number: &f64| [number.ceil() - 1.0, number.ceil(), number.floor(), number.floor() + 1.0];
        numbers = numbers.iter().flat_map(around).collect();
    } else {
        let between = numbers.iter().zip(numbers.iter().skip(1)).map(|(low, high)| f64::midpoint(*low, *high));
        let between: Vec<_> = between.collect();
        numbers.extend(between);
    }
    numbers.retain(|number| (min..=max).contains(number));
    numbers.extend(may_be_never(finding).then_some(f64::INFINITY));
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A number from 0 to 4, and a one-of finding with three options.
    fn findings() -> Vec<Finding> {
        let text = "[[finding]]\nid = \"a\"\ngroup = \"pain\"\nask = \"a\"\nkind = \"number\"\nmin = 0\nmax = 4\n\
            [[finding]]\nid = \"b\"\ngroup = \"pain\"\nask = \"b\"\nkind = \"one_of\"\n\
            option = [{ id = \"x\", say = \"x\" }, { id = \"y\", say = \"y\" }, { id = \"z\", say = \"z\" }]\n";
        let mut tables: BTreeMap<String, Vec<Finding>> = toml::from_str(text).unwrap();
        tables.remove("finding").unwrap()
    }

    fn condition() -> impl Strategy<Value = Condition> {
        let number = (0..=4_u8).prop_map(f64::from);
        let atom = prop_oneof![
            number.clone().prop_map(|number| Atom::AtLeast(FindingId::at(0), number)),
            number.prop_map(|number| Atom::Above(FindingId::at(0), number)),
            (1..8_u32).prop_map(|options| Atom::OneOf(FindingId::at(1), options)),
        ];
        atom.prop_map(Condition::Atom).prop_recursive(3, 8, 3, |inner| {
            let parts = || proptest::collection::vec(inner.clone(), 2..4);
            prop_oneof![
                inner.clone().prop_map(|inner| Condition::Not(Box::new(inner))),
                parts().prop_map(Condition::And),
                parts().prop_map(Condition::Or),
            ]
        })
    }

    /// The truth of a condition where `favour` says whether an atom counts as true under a sign.
    fn truth(condition: &Condition, sign: bool, favour: &dyn Fn(&Atom, bool) -> bool) -> bool {
        match condition {
            Condition::Constant(value) => *value == sign,
            Condition::Atom(atom) => favour(atom, sign),
            Condition::Not(inner) => truth(inner, !sign, favour),
            Condition::And(parts) if sign => parts.iter().all(|part| truth(part, sign, favour)),
            Condition::Or(parts) if !sign => parts.iter().all(|part| truth(part, sign, favour)),
            Condition::And(parts) | Condition::Or(parts) => parts.iter().any(|part| truth(part, sign, favour)),
        }
    }

    proptest! {
        /// With either finding open, or both: every atom over it in favour is as true as the best of its answers.
        #[test]
        fn counting_in_favour_is_exact_where_nothing_is_contradicted(condition in condition()) {
            let literals = Literals::of(&condition);
            prop_assume!(literals.contradicted(&findings()).is_none());
            let halves = || (0..=8_u8).map(|half| f64::from(half) / 2.0);
            let answers: Vec<(f64, u32)> = halves().flat_map(|number| [(number, 1), (number, 2), (number, 4)]).collect();
            let holds = |atom: &Atom, (number, option): (f64, u32)| match atom {
                Atom::AtLeast(_, value) => number >= *value,
                Atom::Above(_, value) => number > *value,
                Atom::OneOf(_, options) => options & option != 0,
                _ => false,
            };
            for open in [[true, true], [true, false], [false, true]] {
                for given in &answers {
                    let in_favour = truth(&condition, true, &|atom, sign| {
                        open[atom.finding().unwrap().index()] || holds(atom, *given) == sign
                    });
                    let best = answers.iter().any(|tried| {
                        let answer = (if open[0] { tried.0 } else { given.0 }, if open[1] { tried.1 } else { given.1 });
                        truth(&condition, true, &|atom, sign| holds(atom, answer) == sign)
                    });
                    prop_assert_eq!(in_favour, best);
                }
            }
        }

        /// More options than a word has bits are refused elsewhere, and shift nothing too far here.
        #[test]
        fn options_past_the_limit_are_no_trouble(extra in 0..100_usize) {
            let mut findings = findings();
            let one_of = findings.last_mut().unwrap();
            let choice = one_of.options[0].clone();
            one_of.options.extend(std::iter::repeat_n(choice, extra));
            let condition = Condition::Atom(Atom::OneOf(FindingId::at(1), 4));
            prop_assert_eq!(Literals::of(&condition).contradicted(&findings), None);
        }
    }
}
