//! The decision for one person, with the reasons for all of it.

use crate::engine::Engine;
use crate::evaluate::{Evaluation, Lifted};
use crate::facts::PersonFacts;
use crate::program::Rank;
use crate::questions;
use easeback_guideline::{
    Answer, FindingId, Guideline, LevelId, Note, RedFlag, Stop, StopForAll, Strength, Treatment, WatchFor,
};
use easeback_logic::{Kleene, Marks, Noted, Recorder};

/// How soon, and whom to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// Emergency help now.
    EmergencyNow,
    /// A doctor, urgent care or nurse line today.
    SameDay,
    /// A doctor within some days.
    SeeDoctorSoon {
        /// At most this many days.
        within_days: u32,
    },
    /// Care at home.
    HomeCare,
    /// More has to be asked.
    Incomplete,
}

impl Disposition {
    /// The disposition of the rank that holds; incomplete when none does.
    pub(crate) fn of(ranks: &[Rank], exactly: &[bool]) -> Self {
        let rank = ranks.iter().zip(exactly).find(|(_, holds)| **holds);
        rank.map_or(Self::Incomplete, |(rank, _)| Self::from(*rank))
    }

    /// Its level.
    pub const fn level(self) -> LevelId {
        match self {
            Self::EmergencyNow => LevelId::EmergencyNow,
            Self::SameDay => LevelId::SameDay,
            Self::SeeDoctorSoon { .. } => LevelId::SeeDoctorSoon,
            Self::HomeCare => LevelId::HomeCare,
            Self::Incomplete => LevelId::Incomplete,
        }
    }

    /// Its window in days, for `see_doctor_soon`.
    pub const fn within_days(self) -> Option<u32> {
        match self {
            Self::SeeDoctorSoon { within_days } => Some(within_days),
            _ => None,
        }
    }
}

impl From<Rank> for Disposition {
    fn from(rank: Rank) -> Self {
        match rank.level {
            LevelId::EmergencyNow => Self::EmergencyNow,
            LevelId::SameDay => Self::SameDay,
            LevelId::SeeDoctorSoon => Self::SeeDoctorSoon { within_days: rank.within_days.unwrap_or(1) },
            LevelId::HomeCare => Self::HomeCare,
            LevelId::Incomplete => Self::Incomplete,
        }
    }
}

/// The decision for one person. Borrowed texts are the guideline's.
#[derive(Clone, Debug)]
pub struct Decision<'e> {
    /// How soon, and whom to see.
    pub disposition: Disposition,
    /// What has fired so far, while incomplete.
    pub at_least: Option<Rank>,
    /// Every question that could still raise the level, in asking order; empty unless incomplete.
    pub ask: Vec<FindingId>,
    /// Every red flag that fired, the most urgent first.
    pub reasons: Vec<Reason<'e>>,
    /// Every red flag that could not be ruled out, the most urgent first.
    pub floors: Vec<NotRuledOut<'e>>,
    /// Every treatment that may be used now.
    pub offers: Vec<Offer<'e>>,
    /// Every treatment that the level allows and a stop holds back.
    pub withheld: Vec<Withheld<'e>>,
    /// What to watch for.
    pub safety_net: &'e [WatchFor],
    /// The guideline it was decided by.
    pub guideline: &'e Guideline,
}

/// A red flag that fired.
#[derive(Clone, Debug)]
pub struct Reason<'e> {
    /// The red flag.
    pub red_flag: &'e RedFlag,
    /// What to do.
    pub action: String,
    /// The findings that made it fire.
    pub facts: Vec<FindingId>,
}

/// A red flag that could not be ruled out.
#[derive(Clone, Debug)]
pub struct NotRuledOut<'e> {
    /// The red flag.
    pub red_flag: &'e RedFlag,
    /// The floor that it sets.
    pub floor: Rank,
    /// The findings whose answers would settle it.
    pub settled_by: Vec<FindingId>,
    /// Whether the person was asked about one of them and was not sure; otherwise it was only not asked.
    pub was_asked: bool,
}

/// A treatment that may be used now.
#[derive(Clone, Debug)]
pub struct Offer<'e> {
    /// The treatment.
    pub treatment: &'e Treatment,
    /// Whether it is suggested, not only allowed.
    pub suggested: bool,
    /// Treatments that it must not be combined with.
    pub not_with: Vec<&'e str>,
    /// What to say beside it for this person.
    pub notes: Vec<&'e Note>,
    /// The stops that hold and that a doctor or pharmacist has said yes to: the offer rests on them.
    pub allowed: Vec<&'e Stop>,
}

/// A treatment that the level allows and a stop holds back.
#[derive(Clone, Debug)]
pub struct Withheld<'e> {
    /// The treatment.
    pub treatment: &'e Treatment,
    /// The strongest stop that holds.
    pub strength: Strength,
    /// Every stop that holds: those that are known first, the strongest first.
    pub stops: Vec<Held<'e>>,
}

/// A stop that holds.
#[derive(Clone, Debug)]
pub struct Held<'e> {
    /// Its id within the treatment, or among the stops for all.
    pub id: &'e str,
    /// How strongly it holds.
    pub strength: Strength,
    /// Whether it is one for all treatments, whatever their kind.
    pub of_every_treatment: bool,
    /// Why.
    pub because: &'e str,
    /// Where it comes from.
    pub sources: &'e [String],
    /// Whether it is known to hold; otherwise it could not be ruled out.
    pub known: bool,
    /// The findings that made it hold; for one that is not known, those that would settle it.
    pub facts: Vec<FindingId>,
}

impl<'e> Decision<'e> {
    pub(crate) fn explain(
        engine: &'e Engine,
        facts: &PersonFacts,
        evaluation: &Evaluation<Noted>,
        lifted: &[Lifted],
    ) -> Self {
        let guideline = engine.guideline();
        let exactly: Vec<_> = evaluation.exactly.iter().map(|truth| truth.value).collect();
        let disposition = Disposition::of(engine.ranks(), &exactly);
        let incomplete = disposition == Disposition::Incomplete;
        let fired = evaluation.fired_at_least.iter().rposition(|truth| truth.value);
        Self {
            disposition,
            at_least: incomplete.then(|| engine.ranks().get(fired.unwrap_or(0)).copied()).flatten(),
            ask: if incomplete { questions::could_raise(engine, evaluation, facts) } else { Vec::new() },
            reasons: reasons(engine, evaluation),
            floors: floors(engine, evaluation, facts),
            offers: offers(engine, evaluation, lifted),
            withheld: withheld(engine, evaluation, facts, lifted),
            safety_net: &guideline.watch_for,
            guideline,
        }
    }

    /// The reasons of the level and window that hold; none where the level comes from doubt alone.
    pub fn deciding(&self) -> impl Iterator<Item = &Reason<'e>> {
        self.reasons.iter().filter(|reason| self.is_decided_by(reason))
    }

    /// The reasons of a lower level or a longer window.
    pub fn others(&self) -> impl Iterator<Item = &Reason<'e>> {
        self.reasons.iter().filter(|reason| !self.is_decided_by(reason))
    }

    fn is_decided_by(&self, reason: &Reason<'_>) -> bool {
        let (level, days) = (self.disposition.level(), self.disposition.within_days());
        reason.red_flag.level == level && reason.red_flag.within_days == days
    }

    /// The offer of this treatment.
    pub fn offer(&self, treatment: &str) -> Option<&Offer<'e>> {
        self.offers.iter().find(|offer| offer.treatment.id == treatment)
    }
}

fn findings(engine: &Engine, marks: Marks) -> Vec<FindingId> {
    engine.guideline().finding_ids().map(|(id, _)| id).filter(|id| marks.contains(id.index())).collect()
}

/// Sorts by rank, the most urgent first, and within a rank in the guideline's order.
fn by_urgency<T>(list: &mut [(usize, T)], rank: impl Fn(usize) -> usize) {
    list.sort_by_key(|(place, _)| (std::cmp::Reverse(rank(*place)), *place));
}

fn reasons<'e>(engine: &'e Engine, evaluation: &Evaluation<Noted>) -> Vec<Reason<'e>> {
    let (guideline, program) = (engine.guideline(), engine.program());
    let fired = guideline.red_flags.iter().zip(&evaluation.fired).enumerate().filter(|(_, (_, fired))| fired.value);
    let mut list: Vec<_> = fired
        .map(|(place, (red_flag, fired))| {
            let say = guideline.action(&red_flag.action).map_or("", |action| action.say.as_str());
            let action = match &red_flag.also {
                Some(also) => format!("{say} {also}"),
                None => say.to_owned(),
            };
            (place, Reason { red_flag, action, facts: findings(engine, fired.because) })
        })
        .collect();
    by_urgency(&mut list, |place| program.flags.get(place).map_or(0, |plan| plan.rank));
    list.into_iter().map(|(_, reason)| reason).collect()
}

fn is_unsure(guideline: &Guideline, facts: &PersonFacts, id: FindingId) -> bool {
    matches!(facts.answer(guideline, id), Some(Answer::NotSure | Answer::ManyOf { not_sure: true, .. }))
}

fn floors<'e>(engine: &'e Engine, evaluation: &Evaluation<Noted>, facts: &PersonFacts) -> Vec<NotRuledOut<'e>> {
    let (guideline, program) = (engine.guideline(), engine.program());
    let plans = program.flags.iter().zip(&evaluation.floors);
    let unknown = guideline.red_flags.iter().zip(plans).enumerate().filter(|(_, (_, (_, floor)))| floor.value);
    let mut list: Vec<_> = unknown
        .filter_map(|(place, (red_flag, (plan, _)))| {
            let settled_by = questions::settled_by(engine, evaluation, facts, plan.root);
            let floor = *engine.ranks().get(plan.floor)?;
            let was_asked = settled_by.iter().any(|id| is_unsure(guideline, facts, *id));
            Some((place, NotRuledOut { red_flag, floor, settled_by, was_asked }))
        })
        .collect();
    by_urgency(&mut list, |place| program.flags.get(place).map_or(0, |plan| plan.floor));
    list.into_iter().map(|(_, floor)| floor).collect()
}

fn offers<'e>(engine: &'e Engine, evaluation: &Evaluation<Noted>, lifted: &[Lifted]) -> Vec<Offer<'e>> {
    let (guideline, program) = (engine.guideline(), engine.program());
    let truths = evaluation.offered.iter().zip(&evaluation.suggested);
    let list = guideline.treatments.iter().zip(&program.treatments).zip(truths).enumerate();
    list.filter(|(_, (_, (offered, _)))| offered.value)
        .map(|(place, ((treatment, plan), (_, suggested)))| Offer {
            treatment,
            allowed: treatment
                .stops
                .iter()
                .zip(&plan.stops)
                .enumerate()
                .filter(|(stop, (_, root))| {
                    lifted.contains(&(place, *stop)) && evaluation.value(**root).is_some_and(|value| value.yes.value)
                })
                .map(|(_, (stop, _))| stop)
                .collect(),
            suggested: suggested.value,
            not_with: plan
                .not_with
                .iter()
                .filter_map(|other| guideline.treatments.get(*other))
                .map(|other| other.id.as_str())
                .collect(),
            notes: treatment
                .notes
                .iter()
                .zip(&plan.notes)
                .filter(|(_, when)| when.is_none_or(|when| evaluation.value(when).is_some_and(|when| when.yes.value)))
                .map(|(note, _)| note)
                .collect(),
        })
        .collect()
}

fn withheld<'e>(
    engine: &'e Engine,
    evaluation: &Evaluation<Noted>,
    facts: &PersonFacts,
    lifted: &[Lifted],
) -> Vec<Withheld<'e>> {
    let truths = evaluation.allowed.iter().zip(&evaluation.offered);
    let list = engine.guideline().treatments.iter().zip(truths).enumerate();
    list.filter(|(_, (_, (allowed, offered)))| allowed.value && !offered.value)
        .filter_map(|(place, (treatment, _))| {
            let stops = held(engine, evaluation, facts, place, lifted);
            let strength = stops.iter().map(|stop| stop.strength).max()?;
            Some(Withheld { treatment, strength, stops })
        })
        .collect()
}

/// Every stop of the treatment at this place that holds and is not lifted, its own and those for all: those that are known
/// first, the strongest first.
fn held<'e>(
    engine: &'e Engine,
    evaluation: &Evaluation<Noted>,
    facts: &PersonFacts,
    place: usize,
    lifted: &[Lifted],
) -> Vec<Held<'e>> {
    let (guideline, program) = (engine.guideline(), engine.program());
    let Some((treatment, plan)) = guideline.treatments.get(place).zip(program.treatments.get(place)) else {
        return Vec::new();
    };
    let is_lifted = |stop: usize, root: crate::program::Node| {
        lifted.contains(&(place, stop)) && evaluation.value(root).is_some_and(|value| value.yes.value)
    };
    let own = treatment.stops.iter().zip(plan.stops.iter().copied()).enumerate();
    let own =
        own.filter(|(stop, (_, root))| !is_lifted(*stop, *root)).map(|(_, (stop, root))| (Told::from(stop), root));
    let for_all = plan.for_all.iter().filter_map(|place| {
        Some((Told::from(guideline.stops_for_all.get(*place)?), *program.stops_for_all.get(*place)?))
    });
    let mut stops: Vec<_> = own
        .chain(for_all)
        .filter_map(|(told, root)| {
            let value = evaluation.value(root)?;
            (!value.no.value).then(|| told.held(engine, evaluation, facts, root, value))
        })
        .collect();
    stops.sort_by_key(|stop| (!stop.known, std::cmp::Reverse(stop.strength)));
    stops
}

impl Engine {
    /// Every stop of a treatment that holds for this person, whether or not the level shows the treatment; none for a
    /// treatment that the guideline does not have.
    pub fn held(&self, facts: &PersonFacts, treatment: &str) -> Vec<Held<'_>> {
        let place = self.guideline().treatments.iter().position(|known| known.id == treatment);
        place.map_or_else(Vec::new, |place| held(self, &self.evaluate(&Recorder, facts), facts, place, &[]))
    }
}

/// What a stop tells, whether it is a treatment's own or one for all.
struct Told<'e> {
    id: &'e str,
    strength: Strength,
    of_every_treatment: bool,
    because: &'e str,
    sources: &'e [String],
}

impl<'e> From<&'e Stop> for Told<'e> {
    fn from(stop: &'e Stop) -> Self {
        Self {
            id: &stop.id,
            strength: stop.strength,
            of_every_treatment: false,
            because: &stop.because,
            sources: &stop.sources,
        }
    }
}

impl<'e> From<&'e StopForAll> for Told<'e> {
    fn from(stop: &'e StopForAll) -> Self {
        Self {
            id: &stop.id,
            strength: stop.strength,
            of_every_treatment: stop.kinds.is_none(),
            because: &stop.because,
            sources: &stop.sources,
        }
    }
}

impl<'e> Told<'e> {
    fn held(
        self,
        engine: &Engine,
        evaluation: &Evaluation<Noted>,
        facts: &PersonFacts,
        root: crate::program::Node,
        value: &Kleene<Noted>,
    ) -> Held<'e> {
        let known = value.yes.value;
        let facts = if known {
            findings(engine, value.yes.because)
        } else {
            questions::settled_by(engine, evaluation, facts, root)
        };
        let Self { id, strength, of_every_treatment, because, sources } = self;
        Held { id, strength, of_every_treatment, because, sources, known, facts }
    }
}
