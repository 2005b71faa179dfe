//! What a decision comes to, in any algebra: how urgent it is, and what opens and what holds back each treatment.
//!
//! The claims speak of this, so that the same lines judge all possible people and, when one of them is a
//! counter-example, that person alone.

use easeback_engine::{Engine, Evaluation, Facts, Known, Rank};
use easeback_guideline::{Atom, Condition, Finding, FindingId, IfUnknown, LevelId, OptionId, RedFlag};
use easeback_logic::{Algebra, Kleene, ThreeValued};

/// The levels at which something may be shown, from least to most urgent.
pub(crate) const LEVELS: [LevelId; 4] =
    [LevelId::HomeCare, LevelId::SeeDoctorSoon, LevelId::SameDay, LevelId::EmergencyNow];

/// What a decision comes to.
#[derive(Clone, Debug)]
pub(crate) struct Outcome<T> {
    /// Per rank: a red flag of this rank or above fires.
    pub(crate) fired: Vec<T>,
    /// Per rank: the disposition is this or more urgent, and not incomplete.
    pub(crate) urgent: Vec<T>,
    /// Per rank: the disposition is this or more urgent, or incomplete.
    pub(crate) urgent_or_open: Vec<T>,
    /// Per rank: the disposition is exactly this.
    pub(crate) exactly: Vec<T>,
    pub(crate) incomplete: T,
    /// Per red flag.
    pub(crate) flags: Vec<Flag<T>>,
    /// Per treatment.
    pub(crate) treatments: Vec<Treated<T>>,
    /// Every row of the screens, in their order: whether the check asks for it.
    pub(crate) rows: Vec<(Row, T)>,
    /// Per level of [`LEVELS`]: the disposition is on it.
    pub(crate) levels: Vec<T>,
    /// Per rank: a red flag of this rank or above fires, or one with a floor of this rank or above is not ruled out.
    pub(crate) held_up: Vec<T>,
    /// Per rank: the disposition is exactly this, and no answer that was not given can take away all that sets it.
    pub(crate) settled: Vec<T>,
}

/// A red flag of one person.
#[derive(Clone, Debug)]
pub(crate) struct Flag<T> {
    pub(crate) value: Kleene<T>,
    /// It is unknown through a fact from the log, and so sets no floor.
    pub(crate) silenced: T,
    /// Its place among the ranks.
    pub(crate) rank: usize,
    /// The place of the floor that it sets while unknown.
    pub(crate) floor: usize,
    /// It is not ruled out, and sets its floor.
    pub(crate) floored: T,
    /// The same, and no answer that was not given can rule it out.
    pub(crate) firm: T,
    /// Answers that were not given could still make it fire above all that does, or rule it out where its floor lies
    /// above all that fires; and the check asks nothing that it speaks of.
    pub(crate) forgotten: T,
}

/// A treatment of one person.
#[derive(Clone, Debug)]
pub(crate) struct Treated<T> {
    /// The level allows it.
    pub(crate) allowed: T,
    pub(crate) offered: T,
    pub(crate) suggested: T,
    /// Per level of [`LEVELS`]: its gate is open there.
    pub(crate) gates: Vec<T>,
    /// What is known of each stop, its own first.
    pub(crate) stops: Vec<Kleene<T>>,
    /// Every stop is known not to hold.
    pub(crate) clear: T,
}

impl<T: Clone> Outcome<T> {
    pub(crate) fn new<A: Algebra<Truth = T>>(
        engine: &Engine,
        algebra: &A,
        facts: &impl Facts<A>,
        evaluation: &Evaluation<T>,
    ) -> Self {
        let never = algebra.constant(false);
        let incomplete = evaluation.incomplete.clone();
        let mut urgent = evaluation.exactly.clone();
        let mut sum = never.clone();
        for rank in urgent.iter_mut().rev() {
            sum = algebra.or(&sum, rank);
            *rank = sum.clone();
        }
        let urgent_or_open = urgent.iter().map(|rank| algebra.or(rank, &incomplete)).collect();
        let levels = LEVELS.map(|level| {
            let on = engine.ranks().iter().zip(&evaluation.exactly).filter(|(rank, _)| rank.level == level);
            algebra.any(on.map(|(_, exactly)| exactly))
        });
        let rows = rows(engine, algebra, facts, evaluation);
        let flags = flags(engine, algebra, facts, evaluation, &rows);
        let fired = &evaluation.fired_at_least;
        let held_up = or_above(algebra, fired, flags.iter().map(|flag| (flag.floor, &flag.floored)));
        let firm = or_above(algebra, fired, flags.iter().map(|flag| (flag.floor, &flag.firm)));
        // Home care is set by nothing.
        let firm = std::iter::once(algebra.constant(true)).chain(firm.into_iter().skip(1));
        let settled = evaluation.exactly.iter().zip(firm).map(|(exactly, firm)| algebra.and(exactly, &firm)).collect();
        Self {
            fired: evaluation.fired_at_least.clone(),
            urgent,
            urgent_or_open,
            exactly: evaluation.exactly.clone(),
            incomplete,
            flags,
            treatments: treatments(engine, algebra, evaluation),
            rows,
            levels: levels.to_vec(),
            held_up,
            settled,
        }
    }
}

/// Per rank: what holds of it already, or one of the others at this rank or above.
fn or_above<'t, A: Algebra>(
    algebra: &A,
    ranks: &[A::Truth],
    others: impl Iterator<Item = (usize, &'t A::Truth)>,
) -> Vec<A::Truth>
where
    A::Truth: 't,
{
    let mut at = vec![algebra.constant(false); ranks.len()];
    for (rank, other) in others {
        if let Some(sum) = at.get_mut(rank) {
            *sum = algebra.or(sum, other);
        }
    }
    let mut above = algebra.constant(false);
    for sum in at.iter_mut().rev() {
        above = algebra.or(&above, sum);
        *sum = above.clone();
    }
    ranks.iter().zip(&at).map(|(rank, above)| algebra.or(rank, above)).collect()
}

/// The place of the first rank that is at least as urgent as this one.
pub(crate) fn place(ranks: &[Rank], rank: Rank) -> usize {
    ranks.iter().position(|known| *known == rank).unwrap_or(ranks.len())
}

/// The floor that an unknown red flag of a rank sets.
pub(crate) fn floor_of(engine: &Engine, rank: Rank) -> Rank {
    let costs = engine.guideline().level(rank.level).and_then(|level| level.unknown_costs);
    costs.map_or(rank, |floor| Rank { level: floor.level, within_days: floor.within_days })
}

pub(crate) fn rank_of(flag: &RedFlag) -> Rank {
    Rank { level: flag.level, within_days: flag.within_days }
}

fn flags<A: Algebra>(
    engine: &Engine,
    algebra: &A,
    facts: &impl Facts<A>,
    evaluation: &Evaluation<A::Truth>,
    rows: &[(Row, A::Truth)],
) -> Vec<Flag<A::Truth>> {
    let guideline = engine.guideline();
    let logged = |atom: &Atom| atom.finding().and_then(|id| guideline.finding_at(id)).is_some_and(Finding::is_logged);
    let never = algebra.constant(false);
    let fired = |rank: usize| evaluation.fired_at_least.get(rank).unwrap_or(&never);
    let truths = engine.red_flags(evaluation).into_iter().zip(engine.could_become(evaluation));
    let truths = truths.zip(evaluation.open.iter().zip(&evaluation.floors));
    let flags = guideline.red_flags.iter().zip(truths).map(|(flag, ((value, could), (open, floors)))| {
        let atoms = flag.when.condition().atoms();
        let mut silenced = never.clone();
        if flag.if_unknown == Some(IfUnknown::None) {
            for atom in atoms.iter().filter(|atom| logged(atom)) {
                let known = facts.atom(algebra, atom);
                silenced = algebra.or(&silenced, &algebra.not(&algebra.or(&known.yes, &known.no)));
            }
        }
        let rank = place(engine.ranks(), rank_of(flag));
        let floor = place(engine.ranks(), floor_of(engine, rank_of(flag)));
        let could_fire = algebra.and_not(open, fired(rank));
        let could_be_ruled_out = algebra.and(&algebra.and_not(floors, fired(floor)), &could.no);
        let mine = rows.iter().filter(|(row, _)| atoms.iter().any(|atom| row.is_named_by(atom)));
        Flag {
            value,
            silenced,
            rank,
            floor,
            floored: floors.clone(),
            firm: algebra.and_not(floors, &could.no),
            forgotten: mine.fold(algebra.or(&could_fire, &could_be_ruled_out), |forgotten, (_, wanted)| {
                algebra.and_not(&forgotten, wanted)
            }),
        }
    });
    flags.collect()
}

fn treatments<A: Algebra>(engine: &Engine, algebra: &A, evaluation: &Evaluation<A::Truth>) -> Vec<Treated<A::Truth>> {
    let guideline = engine.guideline();
    let truths = evaluation.allowed.iter().zip(&evaluation.offered).zip(&evaluation.suggested);
    let list = guideline.treatment_ids().zip(truths);
    let list = list.map(|((id, treatment), ((allowed, offered), suggested))| {
        let stops = engine.stops(evaluation, id);
        let clear = stops.iter().fold(algebra.constant(true), |clear, stop| algebra.and(&clear, &stop.no));
        let gates = LEVELS.map(|level| {
            let always = algebra.constant(treatment.shown_at.contains(&level));
            treatment.also_shown.iter().filter(|also| also.level == level).fold(always, |open, also| {
                algebra.or(&open, &known(engine, algebra, evaluation, also.when.condition()).yes)
            })
        });
        Treated {
            allowed: allowed.clone(),
            offered: offered.clone(),
            suggested: suggested.clone(),
            gates: gates.to_vec(),
            stops,
            clear,
        }
    });
    list.collect()
}

/// What is known of a condition over facts, with conditional questions counted as the guideline says.
fn known<A: Algebra>(
    engine: &Engine,
    algebra: &A,
    evaluation: &Evaluation<A::Truth>,
    condition: &Condition,
) -> Kleene<A::Truth> {
    let logic = ThreeValued(algebra);
    let part = |part| known(engine, algebra, evaluation, part);
    match condition {
        Condition::Constant(value) => logic.constant(*value),
        Condition::Atom(atom) => {
            let known = engine.atoms().iter().position(|known| known == atom);
            let known = known.and_then(|place| engine.known_atoms(evaluation).get(place));
            let nothing = || algebra.constant(false);
            known.map_or(Kleene { yes: nothing(), no: nothing() }, |Known { yes, no, .. }| Kleene {
                yes: yes.clone(),
                no: no.clone(),
            })
        }
        Condition::Not(inner) => logic.not(&part(inner)),
        Condition::And(parts) => parts.iter().fold(logic.constant(true), |all, next| logic.and(&all, &part(next))),
        Condition::Or(parts) => parts.iter().fold(logic.constant(false), |any, next| logic.or(&any, &part(next))),
    }
}

/// A finding, or one option of a many-of finding, as a screen asks for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// The place of its screen.
    pub(crate) screen: usize,
    pub(crate) finding: FindingId,
    option: Option<OptionId>,
}

impl Row {
    fn is_named_by(&self, atom: &Atom) -> bool {
        match (self.option, atom) {
            (Some(option), Atom::Contains(finding, named)) => *finding == self.finding && *named == option,
            (_, atom) => atom.finding() == Some(self.finding),
        }
    }
}

/// Per row of the screens: whether the check asks for it, as [`Engine::next_screen`] does.
fn rows<A: Algebra>(
    engine: &Engine,
    algebra: &A,
    facts: &impl Facts<A>,
    evaluation: &Evaluation<A::Truth>,
) -> Vec<(Row, A::Truth)> {
    let guideline = engine.guideline();
    let live = engine.live_atoms(algebra, evaluation);
    let screens = guideline.screens.iter().enumerate();
    let rows = screens.flat_map(|(place, screen)| screen.rows.iter().map(move |id| (place, id)));
    let rows = rows.filter_map(|(screen, id)| {
        let (name, option) = id.split_once('.').map_or((id.as_str(), None), |(name, option)| (name, Some(option)));
        let (finding, definition) = guideline.finding(name)?;
        let row = Row {
            screen,
            finding,
            option: option.and_then(|option| definition.option(option)).map(|(option, _)| option),
        };
        let atoms = engine.atoms().iter().zip(&live).filter(|(atom, _)| row.is_named_by(atom));
        let wanted = algebra.any(atoms.map(|(_, live)| live));
        let Some(when) = &definition.asked_when else { return Some((row, wanted)) };
        // A conditional question waits until its condition was asked, and is passed over where it is known not to hold.
        let condition = when.condition();
        let passed_over = crate::everyone::value(algebra, facts, condition).no;
        let waits = condition.findings().into_iter().map(|finding| facts.not_asked(algebra, finding, None));
        let waits = waits.fold(passed_over, |any, next| algebra.or(&any, &next));
        Some((row, algebra.and_not(&wanted, &waits)))
    });
    rows.collect()
}
