//! In which order the facts stand in a diagram.
//!
//! The order changes no result, only how large the diagrams are. `order.txt` holds one that was found by search for the
//! guideline of this repository: facts that stand in the same red flags are near each other. A fact that is not in it goes
//! next to one with which it shares a red flag.

use crate::fact::Fact;
use easeback_guideline::Guideline;

const KNOWN: &str = include_str!("../order.txt");

/// Puts the facts into order and gives their bits places; returns how many bits there are.
pub(crate) fn arrange(guideline: &Guideline, facts: &mut Vec<Fact>) -> u16 {
    let known: Vec<&str> = KNOWN.lines().collect();
    let place = |fact: &Fact| known.iter().position(|id| *id == fact.id);
    let (mut ordered, new): (Vec<_>, Vec<_>) = facts.drain(..).partition(|fact| place(fact).is_some());
    ordered.sort_by_key(place);
    for fact in new {
        let near = ordered.iter().position(|other| share_a_red_flag(guideline, &fact, other));
        ordered.insert(near.map_or(ordered.len(), |near| near + 1), fact);
    }
    let mut next = 0;
    for fact in &mut ordered {
        fact.set_first(next);
        next = fact.variables().end;
    }
    *facts = ordered;
    next
}

fn share_a_red_flag(guideline: &Guideline, one: &Fact, other: &Fact) -> bool {
    guideline.red_flags.iter().any(|flag| {
        let atoms = flag.when.condition().atoms();
        let names = |fact: &Fact| atoms.iter().any(|atom| fact.is_named_by(atom));
        names(one) && names(other)
    })
}
