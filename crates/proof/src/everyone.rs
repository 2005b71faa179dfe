//! The facts of all possible people.
//!
//! This is [`Facts`] for the algebra of diagrams: where an atom is known true is the diagram of all people for whom it is.
//! What an empty log means is worked out here, as [`PersonFacts`](easeback_engine::PersonFacts) does for one person.

use crate::diagrams::{Diagram, Diagrams, Fixed};
use crate::fact::{About, Fact, Status};
use crate::{fact, numbers, order, shared};
use easeback_engine::{Answer, Engine, Facts, Known};
use easeback_guideline::{Atom, Condition, FindingId, Guideline, OptionId};
use easeback_logic::{Algebra, Kleene, ThreeValued};

/// The facts of all possible people of one guideline.
#[derive(Clone, Debug)]
pub struct Everyone<'e> {
    guideline: &'e Guideline,
    diagrams: Diagrams,
    facts: Vec<Fact>,
    /// Per fact and status: who has it.
    with: Vec<Vec<(Status, Diagram)>>,
}

impl<'e> Everyone<'e> {
    pub(crate) fn new(engine: &'e Engine) -> Self {
        Self::told_apart(engine, &[])
    }

    /// Everyone whom the guideline of an engine, or one of these atoms over facts, can tell apart.
    pub(crate) fn told_apart(engine: &'e Engine, also: &[Atom]) -> Self {
        let mut facts = fact::facts(engine, also);
        let diagrams = Diagrams::new(order::arrange(engine.guideline(), &mut facts));
        Self::of_facts(engine, diagrams, facts)
    }

    /// The same people for two guidelines: diagrams of one can be joined with those of the other.
    pub(crate) fn shared(old: &'e Engine, new: &'e Engine) -> [Self; 2] {
        let [mut olds, mut news] = shared::facts([old, new]);
        let only_old = olds.iter().filter(|fact| !news.iter().any(|other| other.id == fact.id)).cloned();
        let mut all: Vec<_> = news.iter().cloned().chain(only_old).collect();
        let diagrams = Diagrams::new(order::arrange(new.guideline(), &mut all));
        for facts in [&mut olds, &mut news] {
            let place = |fact: &Fact| all.iter().position(|other| other.id == fact.id);
            facts.sort_by_key(place);
            for fact in facts.iter_mut() {
                if let Some(placed) = place(fact).and_then(|place| all.get(place)) {
                    fact.set_first(placed.variables().start);
                }
            }
        }
        [Self::of_facts(old, diagrams.clone(), olds), Self::of_facts(new, diagrams, news)]
    }

    fn of_facts(engine: &'e Engine, diagrams: Diagrams, facts: Vec<Fact>) -> Self {
        let with = facts
            .iter()
            .map(|fact| fact.codes().map(|(status, code)| (status, diagrams.all_of(fact.code_bits(code)))).collect())
            .collect();
        Self { guideline: engine.guideline(), diagrams, facts, with }
    }

    /// The algebra.
    pub fn diagrams(&self) -> &Diagrams {
        &self.diagrams
    }

    /// Every fact, in the order in which they stand in the diagrams.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    pub(crate) fn guideline(&self) -> &'e Guideline {
        self.guideline
    }

    /// The facts of one finding.
    pub(crate) fn facts_of(&self, finding: FindingId) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.finding == finding)
    }

    /// Who has one of the statuses that `wanted` picks in a fact that it picks.
    pub(crate) fn with(&self, wanted: impl Fn(&Fact, Status) -> bool) -> Diagram {
        let all = self.facts.iter().zip(&self.with);
        let picked =
            all.flat_map(|(fact, with)| with.iter().filter(|(status, _)| wanted(fact, *status)).collect::<Vec<_>>());
        self.diagrams.any(picked.into_iter().map(|(_, people)| people))
    }

    /// The bits of a fact, fixed at a status.
    pub(crate) fn fixed<'f>(&self, facts: impl IntoIterator<Item = (&'f Fact, Status)>) -> Fixed {
        let bits = facts.into_iter().filter_map(|(fact, status)| fact.bits(status)).flatten();
        Fixed::new(self.diagrams.variables(), bits)
    }

    /// The bits of a fact, fixed at a code.
    pub(crate) fn fixed_at(&self, fact: &Fact, code: u16) -> Fixed {
        Fixed::new(self.diagrams.variables(), fact.code_bits(code))
    }

    /// Who has one of the statuses that `wanted` picks in one finding.
    fn of(&self, finding: FindingId, wanted: impl Fn(&Fact, Status) -> bool) -> Diagram {
        self.with(|fact, status| fact.finding == finding && wanted(fact, status))
    }

    /// Whose log says nothing of a finding, which means a number: that number, and who they are.
    fn empty_log(&self, finding: FindingId) -> Option<(f64, Diagram)> {
        let definition = self.guideline.finding_at(finding)?;
        let after = definition.when_absent_after.as_ref()?;
        let (asked, asking) = self.guideline.finding(&after.finding)?;
        let (answer, _) = asking.option(&after.answer)?;
        let mut people = self.of(asked, |_, status| status == Status::OneOf(answer));
        people = self.diagrams.and(&people, &self.of(finding, |_, status| status == Status::NotAsked));
        for (sibling, other) in self.guideline.finding_ids() {
            let Some(value) = other.when_absent_after.as_ref().map(|after| &after.value) else { continue };
            if other.about.is_none() || other.about != definition.about {
                continue;
            }
            let counts = matches!(value, Answer::Number(_));
            let dose = self.of(sibling, |_, status| match status {
                Status::Number(number) => !counts || number > 0.0,
                status => status != Status::NotAsked,
            });
            people = self.diagrams.and_not(&people, &dose);
        }
        let number = if let Answer::Number(number) = after.value { number } else { f64::INFINITY };
        Some((number, people))
    }

    /// What is known of a condition over facts alone.
    pub(crate) fn value(&self, condition: &Condition) -> Kleene<Diagram> {
        value(&self.diagrams, self, condition)
    }

    /// Who was asked nothing at all of a list.
    pub(crate) fn nothing_of(&self, finding: FindingId) -> Diagram {
        let facts = self.facts.iter().zip(&self.with).filter(|(fact, _)| fact.finding == finding);
        let unasked = facts.map(|(fact, with)| {
            let none = match fact.about {
                About::Others(_) => Status::Others { not_sure: false, not_asked: true },
                _ => Status::NotAsked,
            };
            with.iter()
                .find(|(status, _)| *status == none)
                .map_or(self.diagrams.constant(false), |(_, people)| people.clone())
        });
        unasked.fold(self.diagrams.constant(true), |all, people| self.diagrams.and(&all, &people))
    }
}

/// What is known of a condition over facts alone, in any algebra. Conditional questions count as they were answered.
pub(crate) fn value<A: Algebra>(algebra: &A, facts: &impl Facts<A>, condition: &Condition) -> Kleene<A::Truth> {
    let logic = ThreeValued(algebra);
    match condition {
        Condition::Constant(value) => logic.constant(*value),
        Condition::Atom(atom) => {
            let known = facts.atom(algebra, atom);
            Kleene { yes: known.yes, no: known.no }
        }
        Condition::Not(inner) => logic.not(&value(algebra, facts, inner)),
        Condition::And(parts) => {
            parts.iter().fold(logic.constant(true), |all, part| logic.and(&all, &value(algebra, facts, part)))
        }
        Condition::Or(parts) => {
            parts.iter().fold(logic.constant(false), |any, part| logic.or(&any, &value(algebra, facts, part)))
        }
    }
}

impl Facts<Diagrams> for Everyone<'_> {
    fn atom(&self, diagrams: &Diagrams, atom: &Atom) -> Known<Diagram> {
        let nobody = || diagrams.constant(false);
        let Some(finding) = atom.finding() else { return Known { yes: nobody(), no: nobody(), not_asked: nobody() } };
        if !self.facts.iter().any(|fact| fact.is_named_by(atom)) {
            // The option that means "none of these" is never among the chosen.
            let not_asked = self.nothing_of(finding);
            return Known { yes: nobody(), no: diagrams.not(&not_asked), not_asked };
        }
        let where_it_says =
            |wanted| self.with(|fact, status| fact.is_named_by(atom) && fact::says(atom, status) == wanted);
        let known = |value| where_it_says(Some(value));
        let mut known = Known {
            yes: known(true),
            no: known(false),
            not_asked: self.with(|fact, status| fact.is_named_by(atom) && status == Status::NotAsked),
        };
        if let Some((number, people)) = self.empty_log(finding) {
            let reached = numbers::reaches(atom, number);
            let side = if reached { &mut known.yes } else { &mut known.no };
            *side = diagrams.or(side, &people);
            known.not_asked = diagrams.and_not(&known.not_asked, &people);
        }
        known
    }

    fn not_asked(&self, diagrams: &Diagrams, finding: FindingId, option: Option<OptionId>) -> Diagram {
        let unasked = |fact: &Fact, status| {
            fact.tells_of(option) && matches!(status, Status::NotAsked | Status::Others { not_asked: true, .. })
        };
        let people = self.of(finding, unasked);
        self.empty_log(finding).map_or(people.clone(), |(_, empty)| diagrams.and_not(&people, &empty))
    }

    fn not_sure(&self, _: &Diagrams, finding: FindingId, option: Option<OptionId>) -> Diagram {
        self.of(finding, |fact, status| {
            fact.tells_of(option) && matches!(status, Status::NotSure | Status::Others { not_sure: true, .. })
        })
    }
}
