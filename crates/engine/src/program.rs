//! The guideline's conditions as one straight list of operations, ready for any algebra.
//!
//! Conditions are brought into negation normal form (only atoms are negated) and equal parts are shared, so that an
//! evaluation is one pass over a list: no recursion, no branching, no repeated work.

use easeback_guideline::{Atom, Condition, FindingId, Guideline, IfUnknown, LevelId, Rule, Severity, TreatmentKind};

/// A place in the list of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node(u32);

impl Node {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One operation over earlier ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Operation {
    Constant(bool),
    /// An atom over facts, by its place in [`Program::atoms`]; as it stands, or negated.
    Atom(u32, bool),
    /// An atom that is always true or false, by its place in [`Program::decided`]; as it stands, or negated.
    Decided(u32, bool),
    And(Node, Node),
    Or(Node, Node),
}

/// One step of urgency: a level, with the window for `see_doctor_soon`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The level.
    pub level: LevelId,
    /// Within at most this many days, for `see_doctor_soon`.
    pub within_days: Option<u32>,
}

impl Rank {
    /// Sorts from least to most urgent: a shorter window is more urgent.
    fn key(self) -> (LevelId, u32) {
        (self.level, u32::MAX - self.within_days.unwrap_or(u32::MAX))
    }
}

/// A red flag, compiled.
#[derive(Clone, Debug)]
pub(crate) struct FlagPlan {
    pub(crate) root: Node,
    /// Its place among the ranks.
    pub(crate) rank: usize,
    /// The rank of the floor that it sets while unknown.
    pub(crate) floor: usize,
    /// Atoms over facts from the log that silence it while one of them is unknown.
    pub(crate) silenced_by: Vec<u32>,
}

/// A finding that is asked only under a condition, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Conditional {
    pub(crate) atom: u32,
    pub(crate) when: Node,
    /// The atoms of its condition: it waits until they were asked, unless the condition is known without them.
    pub(crate) waits_for: Vec<u32>,
    pub(crate) until_then_no: bool,
}

/// A treatment, compiled.
#[derive(Clone, Debug)]
pub(crate) struct TreatmentPlan {
    /// The ranks at which it is shown.
    pub(crate) shown: Vec<usize>,
    /// Ranks at which it is shown under a condition.
    pub(crate) also: Vec<(usize, Node)>,
    pub(crate) stops: Vec<Node>,
    /// Places among the stops for all.
    pub(crate) for_all: Vec<usize>,
    pub(crate) suggest: Node,
    /// Places of the treatments that its offer names as what it must not be combined with.
    pub(crate) not_with: Vec<usize>,
    /// The notes' conditions, where they have one.
    pub(crate) notes: Vec<Option<Node>>,
    pub(crate) kind: TreatmentKind,
}

/// A safety property, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) given: Option<Node>,
    pub(crate) then: Node,
}

/// The whole guideline, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// Atoms over facts, which may be unknown.
    pub(crate) atoms: Vec<Atom>,
    /// Atoms over the decision, and over what was asked, which are never unknown.
    pub(crate) decided: Vec<Atom>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) conditionals: Vec<Conditional>,
    /// How many operations the conditionals need; they come first.
    pub(crate) conditional_operations: usize,
    pub(crate) flags: Vec<FlagPlan>,
    /// How many operations conditionals and red flags need; they come before all others.
    pub(crate) flag_operations: usize,
    /// How many atoms over facts they need; they too come before all others.
    pub(crate) flag_atoms: usize,
    pub(crate) treatments: Vec<TreatmentPlan>,
    pub(crate) stops_for_all: Vec<Node>,
    /// Places of two treatments whose offers name each other as what they must not be combined with, both ways round.
    pub(crate) apart: Vec<(usize, usize)>,
    /// How many operations may be evaluated before it is known what is offered.
    pub(crate) fact_operations: usize,
    /// How many operations a decision needs; those of the properties come after them.
    pub(crate) decision_operations: usize,
    /// The properties, taken apart where they are of the form `given implies then`.
    pub(crate) claims: Vec<Claim>,
    pub(crate) ranks: Vec<Rank>,
}

impl Program {
    pub(crate) fn compile(guideline: &Guideline) -> Self {
        let ranks = ranks(guideline);
        let mut builder = Builder::default();
        let conditionals = guideline
            .finding_ids()
            .filter_map(|(id, finding)| {
                let rule = finding.asked_when.as_ref()?;
                let when = builder.rule(rule);
                let waits_for = rule.condition().atoms().into_iter().map(|atom| builder.atom(atom)).collect();
                let until_then_no = finding.until_then.is_some();
                Some(Conditional { atom: builder.atom(Atom::Yes(id)), when, waits_for, until_then_no })
            })
            .collect();
        let conditional_operations = builder.operations.len();
        let flags = guideline
            .red_flags
            .iter()
            .map(|flag| {
                let rank = Rank { level: flag.level, within_days: flag.within_days };
                let floor = guideline
                    .level(flag.level)
                    .and_then(|level| level.unknown_costs)
                    .map_or(rank, |floor| Rank { level: floor.level, within_days: floor.within_days });
                FlagPlan {
                    root: builder.rule(&flag.when),
                    rank: place(&ranks, rank),
                    floor: place(&ranks, floor),
                    silenced_by: match flag.if_unknown {
                        None => Vec::new(),
                        Some(IfUnknown::None) => builder.logged_atoms(guideline, &flag.when),
                    },
                }
            })
            .collect();
        let flag_operations = builder.operations.len();
        let flag_atoms = builder.atoms.len();
        let stops_for_all = guideline.stops_for_all.iter().map(|stop| builder.rule(&stop.when)).collect();
        let mut treatments: Vec<_> = guideline
            .treatments
            .iter()
            .map(|treatment| TreatmentPlan {
                shown: treatment.shown_at.iter().flat_map(|level| at_level(&ranks, *level)).collect(),
                also: treatment
                    .also_shown
                    .iter()
                    .flat_map(|also| {
                        let when = builder.rule(&also.when);
                        at_level(&ranks, also.level).into_iter().map(move |rank| (rank, when))
                    })
                    .collect(),
                stops: treatment.stops.iter().map(|stop| builder.rule(&stop.when)).collect(),
                for_all: guideline
                    .stops_for_all
                    .iter()
                    .enumerate()
                    .filter(|(_, stop)| stop.kinds.as_ref().is_none_or(|kinds| kinds.contains(&treatment.kind)))
                    .map(|(place, _)| place)
                    .collect(),
                suggest: Node(0),
                not_with: not_with(guideline, &treatment.id),
                notes: Vec::new(),
                kind: treatment.kind,
            })
            .collect();
        let fact_operations = builder.operations.len();
        for (plan, treatment) in treatments.iter_mut().zip(&guideline.treatments) {
            plan.suggest = match &treatment.offer_when {
                Some(rule) => builder.rule(rule),
                None => builder.push(Operation::Constant(false)),
            };
            plan.notes = treatment.notes.iter().map(|note| note.when.as_ref().map(|rule| builder.rule(rule))).collect();
        }
        let decision_operations = builder.operations.len();
        let claims = guideline.properties.iter().map(|property| builder.claim(property.claim.condition())).collect();
        Self {
            atoms: builder.atoms,
            decided: builder.decided,
            operations: builder.operations,
            conditionals,
            conditional_operations,
            flags,
            flag_operations,
            flag_atoms,
            apart: apart(&treatments),
            treatments,
            stops_for_all,
            fact_operations,
            decision_operations,
            claims,
            ranks,
        }
    }

    /// The places of all treatments of a kind, or of all treatments.
    pub(crate) fn of_kind(&self, kind: Option<TreatmentKind>) -> impl Iterator<Item = usize> {
        self.treatments
            .iter()
            .enumerate()
            .filter(move |(_, plan)| kind.is_none_or(|kind| plan.kind == kind))
            .map(|(place, _)| place)
    }

    /// The lowest rank that is at least as urgent as this; past the end when there is none.
    pub(crate) fn at_least(&self, level: LevelId, within_days: Option<u32>) -> usize {
        let widest = match level {
            LevelId::SeeDoctorSoon => within_days.or(Some(u32::MAX)),
            _ => None,
        };
        let wanted = Rank { level, within_days: widest }.key();
        self.ranks.iter().position(|rank| rank.key() >= wanted).unwrap_or(self.ranks.len())
    }
}

/// Every rank that a decision can have, from least to most urgent; home care is the first.
fn ranks(guideline: &Guideline) -> Vec<Rank> {
    let plain = |level| Rank { level, within_days: None };
    let mut ranks = vec![plain(LevelId::HomeCare), plain(LevelId::SameDay), plain(LevelId::EmergencyNow)];
    let floors = guideline.levels.iter().filter_map(|level| level.unknown_costs);
    ranks.extend(floors.map(|floor| Rank { level: floor.level, within_days: floor.within_days }));
    ranks.extend(guideline.red_flags.iter().map(|flag| Rank { level: flag.level, within_days: flag.within_days }));
    ranks.sort_by_key(|rank| rank.key());
    ranks.dedup();
    ranks
}

/// The places of the treatments that must not be combined with this one, or not before asking.
fn not_with(guideline: &Guideline, treatment: &str) -> Vec<usize> {
    let mut places = Vec::new();
    for pair in &guideline.interactions {
        if !matches!(pair.severity, Severity::Never | Severity::AskFirst) {
            continue;
        }
        let other = match (pair.a == treatment, pair.b == treatment) {
            (true, _) => &pair.b,
            (_, true) => &pair.a,
            _ => continue,
        };
        let place = guideline.treatments.iter().position(|known| known.id == *other);
        places.extend(place.filter(|place| !places.contains(place)));
    }
    places
}

/// Places of two treatments whose offers name each other.
fn apart(treatments: &[TreatmentPlan]) -> Vec<(usize, usize)> {
    let names = |one: usize, other: usize| treatments.get(one).is_some_and(|plan| plan.not_with.contains(&other));
    let pairs = (0..treatments.len()).flat_map(|one| (0..treatments.len()).map(move |other| (one, other)));
    pairs.filter(|(one, other)| names(*one, *other) && names(*other, *one)).collect()
}

fn place(ranks: &[Rank], rank: Rank) -> usize {
    ranks.iter().position(|known| *known == rank).unwrap_or(0)
}

fn at_level(ranks: &[Rank], level: LevelId) -> Vec<usize> {
    ranks.iter().enumerate().filter(|(_, rank)| rank.level == level).map(|(place, _)| place).collect()
}

#[derive(Default)]
struct Builder {
    atoms: Vec<Atom>,
    decided: Vec<Atom>,
    operations: Vec<Operation>,
}

/// The place of an item in a list, at its end when it is not there yet.
fn place_of<T: PartialEq>(list: &mut Vec<T>, item: T) -> u32 {
    let known = list.iter().position(|known| *known == item);
    let place = known.unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Builder {
    fn rule(&mut self, rule: &Rule) -> Node {
        self.condition(rule.condition(), true)
    }

    /// `a implies b` was read as `(not a) or b`.
    fn claim(&mut self, condition: &Condition) -> Claim {
        let (given, then) = match condition {
            Condition::Or(parts) => match parts.as_slice() {
                [Condition::Not(given), then] => (Some(given), then),
                _ => (None, condition),
            },
            _ => (None, condition),
        };
        Claim { given: given.map(|given| self.condition(given, true)), then: self.condition(then, true) }
    }

    fn condition(&mut self, condition: &Condition, sign: bool) -> Node {
        match condition {
            Condition::Constant(value) => self.push(Operation::Constant(*value == sign)),
            Condition::Not(inner) => self.condition(inner, !sign),
            Condition::And(parts) => self.join(parts, sign, sign),
            Condition::Or(parts) => self.join(parts, sign, !sign),
            Condition::Atom(atom) => match atom {
                Atom::Yes(_) | Atom::OneOf(..) | Atom::Contains(..) | Atom::AtLeast(..) | Atom::Above(..) => {
                    let atom = self.atom(*atom);
                    self.push(Operation::Atom(atom, sign))
                }
                _ => {
                    let atom = place_of(&mut self.decided, *atom);
                    self.push(Operation::Decided(atom, sign))
                }
            },
        }
    }

    fn join(&mut self, parts: &[Condition], sign: bool, and: bool) -> Node {
        let mut nodes = parts.iter().map(|part| self.condition(part, sign)).collect::<Vec<_>>().into_iter();
        let Some(first) = nodes.next() else { return self.push(Operation::Constant(and)) };
        nodes.fold(first, |left, right| {
            self.push(if and { Operation::And(left, right) } else { Operation::Or(left, right) })
        })
    }

    fn push(&mut self, operation: Operation) -> Node {
        Node(place_of(&mut self.operations, operation))
    }

    fn atom(&mut self, atom: Atom) -> u32 {
        place_of(&mut self.atoms, atom)
    }

    fn logged_atoms(&mut self, guideline: &Guideline, rule: &Rule) -> Vec<u32> {
        let logged = |id: FindingId| guideline.finding_at(id).is_some_and(easeback_guideline::Finding::is_logged);
        let atoms = rule.condition().atoms();
        atoms.into_iter().filter(|atom| atom.finding().is_some_and(logged)).map(|atom| self.atom(atom)).collect()
    }
}
