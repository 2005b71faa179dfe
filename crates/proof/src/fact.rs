//! What is known of one finding, or of one option of a list: all that a guideline can tell apart, as a few bits.
//!
//! A finding that no condition speaks of makes no difference between people, so it is left out.

use crate::numbers;
use easeback_engine::{Answer, Engine};
use easeback_guideline::{Atom, Finding, FindingId, Guideline, Kind, OptionId};
use std::ops::Range;

/// The status of one fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// It was not asked; for a fact from the log: the log says nothing of it.
    NotAsked,
    /// The person does not know.
    NotSure,
    /// Yes or no.
    YesNo(bool),
    /// One option of several.
    OneOf(OptionId),
    /// A number: this one, or any other that no condition tells apart from it.
    Number(f64),
    /// Of the options that no condition names: whether one of them is not sure, and whether one was not asked.
    Others {
        /// One of them is not sure.
        not_sure: bool,
        /// One of them was not asked.
        not_asked: bool,
    },
}

impl Status {
    /// Whether there is an answer, and it is sure.
    pub fn is_sure(self) -> bool {
        !matches!(self, Self::NotAsked | Self::NotSure)
    }
}

/// What a fact is about.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// The whole finding.
    Whole,
    /// One option of a many-of finding.
    Option(OptionId),
    /// The options of a many-of finding that no condition names.
    Others(Vec<OptionId>),
}

/// One fact that a guideline can tell apart, and how its status is written in bits.
#[derive(Clone, Debug)]
pub struct Fact {
    /// `fever`, `conditions.diabetes`, or `using.…` for the options that no condition names.
    pub id: String,
    /// The finding.
    pub finding: FindingId,
    /// What of it.
    pub about: About,
    statuses: Vec<(Status, u16)>,
    /// For a number: the atoms that tell its ranges apart.
    thresholds: Vec<Atom>,
    width: u16,
    first: u16,
}

impl Fact {
    /// Every status that it can have, the plainest first.
    pub fn statuses(&self) -> impl Iterator<Item = Status> {
        self.statuses.iter().map(|(status, _)| *status)
    }

    /// The places of its bits among all variables.
    pub(crate) fn variables(&self) -> Range<u16> {
        self.first..self.first + self.width
    }

    pub(crate) fn set_first(&mut self, first: u16) {
        self.first = first;
    }

    /// Whether its bits can be read in a way that means no status.
    pub(crate) fn has_unused_codes(&self) -> bool {
        self.statuses.len() < 1 << self.width
    }

    /// For a number: the atoms that tell its ranges apart.
    pub(crate) fn thresholds(&self) -> &[Atom] {
        &self.thresholds
    }

    /// Every status with its code. In an encoding that two guidelines share, several codes may mean the same to one.
    pub(crate) fn codes(&self) -> impl Iterator<Item = (Status, u16)> {
        self.statuses.iter().copied()
    }

    /// The bits of a code.
    pub(crate) fn code_bits(&self, code: u16) -> impl Iterator<Item = (u16, bool)> + use<> {
        let (first, width) = (self.first, self.width);
        (0..width).map(move |place| (first + place, code >> (width - 1 - place) & 1 == 1))
    }

    /// The bits that mean this status; none for a status that it cannot have.
    pub(crate) fn bits(&self, status: Status) -> Option<impl Iterator<Item = (u16, bool)>> {
        let (_, code) = *self.statuses.iter().find(|(known, _)| *known == status)?;
        Some(self.code_bits(code))
    }

    /// The status of a number that no condition tells apart from this one.
    pub(crate) fn like(&self, number: f64) -> Option<Status> {
        let same = |status: &Status| {
            matches!(status, Status::Number(_))
                && self.thresholds.iter().all(|atom| says(atom, *status) == says(atom, Status::Number(number)))
        };
        self.statuses().find(same)
    }

    /// Whether it tells of this option of its finding, or of the finding as a whole.
    pub(crate) fn tells_of(&self, option: Option<OptionId>) -> bool {
        option.is_none_or(|option| self.about == About::Option(option))
    }

    /// Whether an atom over facts speaks of this fact.
    pub(crate) fn is_named_by(&self, atom: &Atom) -> bool {
        atom.finding() == Some(self.finding)
            && match (&self.about, atom) {
                (About::Whole, Atom::Contains(..)) => false,
                (About::Whole, _) => true,
                (About::Option(mine), Atom::Contains(_, option)) => mine == option,
                _ => false,
            }
    }
}

/// What an atom says of a status, when it speaks of the same fact: known true, known false, or none.
pub(crate) fn says(atom: &Atom, status: Status) -> Option<bool> {
    match (atom, status) {
        (Atom::Yes(_) | Atom::Contains(..), Status::YesNo(yes)) => Some(yes),
        (Atom::OneOf(_, mask), Status::OneOf(option)) => {
            Some(u32::try_from(option.index()).ok().and_then(|place| mask.checked_shr(place)).unwrap_or(0) & 1 == 1)
        }
        (Atom::AtLeast(..) | Atom::Above(..), Status::Number(number)) => Some(numbers::reaches(atom, number)),
        _ => None,
    }
}

/// *Yes* and *not asked* share a bit, which is "yes, if all that was not asked is"; so do *no* and *not asked*.
pub(crate) const YES: u16 = 0b11;
pub(crate) const NO: u16 = 0b00;
pub(crate) const NOT_SURE: u16 = 0b01;
pub(crate) const NOT_ASKED: u16 = 0b10;

/// What the rules of a guideline name.
pub(crate) struct Named {
    atoms: Vec<Atom>,
    asked: Vec<Atom>,
}

impl Named {
    pub(crate) fn of(engine: &Engine) -> Self {
        Self::with(engine, &[])
    }

    /// What the rules name, and these atoms besides.
    fn with(engine: &Engine, also: &[Atom]) -> Self {
        let (mut atoms, mut asked) = (atoms(engine), engine.decided_atoms().to_vec());
        for atom in also {
            let list = if is_decided(atom) { &mut asked } else { &mut atoms };
            if !list.contains(atom) {
                list.push(*atom);
            }
        }
        Self { atoms, asked }
    }

    /// The atoms over what a finding was answered with.
    pub(crate) fn atoms_of(&self, finding: FindingId) -> Vec<Atom> {
        self.atoms.iter().filter(|atom| atom.finding() == Some(finding)).copied().collect()
    }

    /// Whether any rule speaks of a finding.
    pub(crate) fn speaks_of(&self, finding: FindingId) -> bool {
        self.atoms.iter().chain(&self.asked).any(|atom| atom.finding() == Some(finding))
    }

    /// Whether a rule speaks of a finding as a whole having been asked, or being not sure.
    pub(crate) fn speaks_of_all(&self, finding: FindingId) -> bool {
        self.asked.contains(&Atom::NotSure(finding, None)) || self.asked.contains(&Atom::NotAsked(finding, None))
    }

    /// Whether a rule names an option of a list.
    pub(crate) fn names(&self, finding: FindingId, option: OptionId) -> bool {
        self.atoms.contains(&Atom::Contains(finding, option))
            || self.asked.contains(&Atom::NotSure(finding, Some(option)))
            || self.asked.contains(&Atom::NotAsked(finding, Some(option)))
    }
}

/// Every fact that an engine's guideline, or one of these atoms, can tell apart, in the guideline's order; their bits have
/// no places yet.
pub(crate) fn facts(engine: &Engine, also: &[Atom]) -> Vec<Fact> {
    let named = Named::with(engine, also);
    let mut facts = Vec::new();
    for (id, finding) in engine.guideline().finding_ids().filter(|(id, _)| named.speaks_of(*id)) {
        match finding.kind {
            Kind::ManyOf => facts.extend(list(id, finding, |option| named.names(id, option), named.speaks_of_all(id))),
            kind => facts.push(single(id, finding, kind, &named.atoms_of(id))),
        }
    }
    facts
}

/// Whether an atom is about what was asked, and never unknown.
fn is_decided(atom: &Atom) -> bool {
    matches!(atom, Atom::NotSure(..) | Atom::NotAsked(..))
}

/// Every atom over facts that decides something: of the engine, of contradictions, and of what an empty log means.
fn atoms(engine: &Engine) -> Vec<Atom> {
    let guideline = engine.guideline();
    let contradictions =
        guideline.contradictions.iter().flat_map(|contradiction| contradiction.when.condition().atoms());
    let mut atoms = engine.atoms().to_vec();
    for atom in contradictions.chain(empty_log(guideline)) {
        if !atoms.contains(&atom) {
            atoms.push(atom);
        }
    }
    atoms
}

/// What an empty log depends on: the finding that has to be answered, and whether a dose is known.
fn empty_log(guideline: &Guideline) -> impl Iterator<Item = Atom> {
    guideline.finding_ids().filter_map(|(id, finding)| Some((id, finding.when_absent_after.as_ref()?))).flat_map(
        |(id, after)| {
            let asked = guideline.finding(&after.finding).and_then(|(asked, definition)| {
                let (option, _) = definition.option(&after.answer)?;
                Some(Atom::OneOf(asked, 1_u32.checked_shl(u32::try_from(option.index()).ok()?)?))
            });
            let dose = matches!(after.value, Answer::Number(_)).then_some(Atom::Above(id, 0.0));
            asked.into_iter().chain(dose)
        },
    )
}

fn single(id: FindingId, finding: &Finding, kind: Kind, atoms: &[Atom]) -> Fact {
    let (not_asked, not_sure) = (finding.when_absent.is_none(), finding.not_sure_is.is_none());
    let values: Vec<_> = match kind {
        Kind::YesNo => vec![(Status::YesNo(false), NO), (Status::YesNo(true), YES)],
        Kind::Number => numbered(numbers::samples(finding, atoms).into_iter().map(Status::Number)),
        _ => numbered(finding.options.iter().filter_map(|option| Some(Status::OneOf(finding.option(&option.id)?.0)))),
    };
    let next = u16::try_from(values.len()).unwrap_or(u16::MAX);
    let (unsure, unasked) =
        if kind == Kind::YesNo { (NOT_SURE, NOT_ASKED) } else { (next, next + u16::from(not_sure)) };
    let mut statuses = values;
    statuses.extend(not_sure.then_some((Status::NotSure, unsure)));
    statuses.extend(not_asked.then_some((Status::NotAsked, unasked)));
    let mut fact = Fact::new(finding.id.clone(), id, About::Whole, statuses);
    fact.thresholds = if kind == Kind::Number { atoms.to_vec() } else { Vec::new() };
    fact
}

fn numbered(statuses: impl Iterator<Item = Status>) -> Vec<(Status, u16)> {
    statuses.zip(0..).collect()
}

/// One fact for each option that an atom names, and one for all the others where it makes a difference.
fn list(id: FindingId, finding: &Finding, named: impl Fn(OptionId) -> bool, whole: bool) -> Vec<Fact> {
    let none = match &finding.none {
        Some(Answer::OneOf(none)) => finding.option(none).map(|(option, _)| option),
        _ => None,
    };
    // A log that holds some options holds none of the others.
    let not_asked = finding.when_absent.is_none();
    let mut facts = Vec::new();
    let mut others = Vec::new();
    for choice in &finding.options {
        let Some((option, _)) = finding.option(&choice.id).filter(|(option, _)| Some(*option) != none) else {
            continue;
        };
        if !named(option) {
            others.push(option);
            continue;
        }
        let mut statuses = vec![(Status::YesNo(false), NO), (Status::YesNo(true), YES), (Status::NotSure, NOT_SURE)];
        statuses.extend(not_asked.then_some((Status::NotAsked, NOT_ASKED)));
        facts.push(Fact::new(format!("{}.{}", finding.id, choice.id), id, About::Option(option), statuses));
    }
    if whole && !others.is_empty() {
        let status = |not_sure, not_asked| Status::Others { not_sure, not_asked };
        let mut statuses = vec![(status(false, false), 0b00), (status(true, false), 0b01)];
        statuses.extend(not_asked.then_some((status(false, true), 0b10)));
        statuses.extend((not_asked && others.len() > 1).then_some((status(true, true), 0b11)));
        facts.push(Fact::new(format!("{}.…", finding.id), id, About::Others(others), statuses));
    }
    facts
}

impl Fact {
    /// A fact with codes of its own; several may mean the same status.
    pub(crate) fn encoded(
        id: String,
        finding: FindingId,
        about: About,
        statuses: Vec<(Status, u16)>,
        thresholds: Vec<Atom>,
    ) -> Self {
        Self { thresholds, ..Self::new(id, finding, about, statuses) }
    }

    fn new(id: String, finding: FindingId, about: About, statuses: Vec<(Status, u16)>) -> Self {
        let highest = statuses.iter().map(|(_, code)| *code).max().unwrap_or(0);
        let width = u16::try_from((u16::BITS - highest.leading_zeros()).max(1)).unwrap_or(1);
        Self { id, finding, about, statuses, thresholds: Vec::new(), width, first: 0 }
    }
}
