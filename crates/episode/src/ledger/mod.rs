//! The dose ledger: what may be taken or put on now, how much at most, and if not, from when and why.
//!
//! It refuses to trust a clock, a zone or an edit. Whatever was ever told of a dose counts against the next one, also
//! after it was corrected or withdrawn, and also when it is dated later than now; so no correction allows a dose sooner
//! or a larger sum (I-32). Only what stands counts in favour, such as a medicine that is already in use. Two tellings
//! of one dose are one dose: the larger amount counts, and the later time.
//!
//! Every number is a limit of the guideline. The ledger never says more than the decision or the plan: what a stop
//! holds back, what is to be stopped, what has done harm and what must not go with something in use it holds back too,
//! and everything while a check-in comes first.

mod apart;
mod held;
mod may;
mod medicine;
mod next;
mod product;
mod uses;

pub use may::{May, Room, Rule, Why};
pub use product::MayProduct;

use crate::counted::{Counts, Whole, ingredient_of, medicine_of};
use crate::facts::{hours_before, uncounted_until};
use crate::{Dose, EventId, Log, Rows};
use easeback_engine::Answer;
use easeback_guideline::{Guideline, Limit, ProductKind, Treatment};
use held::HeldBack;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// One telling of one ingredient of one dose.
#[derive(Clone, Debug)]
struct Telling<'g> {
    id: EventId,
    at: Timestamp,
    zone: String,
    ingredient: String,
    mg: Option<f64>,
    counts: Counts<'g>,
    /// Whether it came as a patch, or may have.
    patch: bool,
    /// Whether it is known to be a patch, so that it stayed on.
    worn: bool,
    /// Whether it stands and was never corrected: only then it may count in favour.
    firm: bool,
}

impl Telling<'_> {
    /// What it is one of, when medicines are told apart: the treatment it is, or an ingredient of its own.
    fn kind(&self) -> &str {
        self.counts.medicine.or(self.counts.treatment).unwrap_or(&self.ingredient)
    }

    fn is_of(&self, medicine: &str) -> bool {
        self.counts.medicine == Some(medicine)
    }
}

/// The finding that tells the weight.
const WEIGHT: &str = "weight_kg";

/// What was taken and used, as far as it matters to what may be taken or used next.
#[derive(Clone, Debug)]
pub struct Ledger<'g> {
    guideline: &'g Guideline,
    tellings: Vec<Telling<'g>>,
    /// The first dose of each medicine in the open episode that may count in favour.
    first: BTreeMap<&'g str, Timestamp>,
    /// Doses in which a medicine may be that is not counted: when, and which medicine.
    hidden: Vec<(Timestamp, &'g str)>,
    /// When something else than chili cream or a chili patch was put on the skin.
    rubs: Vec<Timestamp>,
    /// Until when a dose may count that the person told of and never wrote down.
    uncounted_until: Option<Timestamp>,
    sessions: Vec<Session>,
    /// What the person answered about medicines.
    answered: Rows,
    weight_kg: Option<f64>,
    held: HeldBack<'g>,
}

/// One telling of a session of a treatment that is no medicine.
#[derive(Clone, Debug)]
struct Session {
    id: EventId,
    treatment: String,
    start: Timestamp,
    end: Timestamp,
}

impl Ledger<'_> {
    /// Whether a dose of this medicine, herb or rub was ever told of.
    pub fn has_taken(&self, treatment: &str) -> bool {
        self.tellings.iter().any(|telling| telling.kind() == treatment)
    }
}

impl<'g> Ledger<'g> {
    /// The ledger of a log, by its doses and sessions alone. Whoever is told what may be taken is told by
    /// [`Ledger::of`].
    ///
    /// `log` is the one of `instant`. Doses that it holds as dated later count as taken.
    pub fn at(guideline: &'g Guideline, log: &Log, instant: Timestamp) -> Self {
        let day_limits = guideline.log_number("dose_days_window").unwrap_or(f64::MAX);
        let wash_outs = guideline.treatments.iter().flat_map(|treatment| &treatment.limits).filter_map(waits_hours);
        let window = hours_before(instant, wash_outs.fold(24.0 * day_limits, f64::max));
        // Doses are in the order of time.
        let recent: Vec<&Dose> =
            log.doses.iter().rev().take_while(|dose| dose.at >= window).chain(&log.ahead).collect();
        let retold = log.doses.iter().filter(|dose| !dose.stands).chain(&log.ahead);
        let retold: BTreeSet<EventId> = retold.map(|dose| dose.id).collect();
        let mut tellings: Vec<_> = recent
            .iter()
            .flat_map(|dose| {
                let whole = Whole::from(*dose);
                let product = whole.product(guideline);
                let patch = product.is_none_or(|product| product.kind == ProductKind::TopicalPatch);
                let worn = whole.is_patch(guideline);
                let firm = !retold.contains(&dose.id);
                whole.counts(guideline).map(move |(content, counts)| Telling {
                    id: dose.id,
                    at: dose.at,
                    zone: dose.zone.clone(),
                    ingredient: ingredient_of(guideline, content).map_or(&content.ingredient, |one| &one.id).clone(),
                    mg: content.mg,
                    counts,
                    patch,
                    worn,
                    firm,
                })
            })
            .collect();
        tellings.sort_by_key(|telling| telling.at);
        let first = log.open().map_or_else(BTreeMap::new, |episode| {
            let of_episode = log.doses.iter().rev().take_while(|dose| dose.at >= episode.started_at);
            first_doses(guideline, of_episode.filter(|dose| !retold.contains(&dose.id)))
        });
        let (hidden, rubs) = (hidden(guideline, &recent, instant), rubs(guideline, &recent));
        let since = hours_before(instant, 48.0);
        let length = |seconds: Option<u32>| SignedDuration::from_secs(seconds.unwrap_or(0).into());
        let others = log.other_uses.iter().filter(|one| one.has_begun(guideline)).map(|one| &one.told);
        let used = log.uses.iter().rev().take_while(|one| one.at > since).chain(others);
        let used = used.map(|one| Session {
            id: one.id,
            treatment: one.treatment.clone(),
            start: one.at.checked_sub(length(one.seconds)).unwrap_or(one.at),
            end: one.at,
        });
        let running = log.running.iter().map(|one| Session {
            id: one.id,
            treatment: one.treatment.clone(),
            start: one.started_at,
            end: one.ends_at(),
        });
        let rows = log.open().map(|episode| &episode.rows);
        let answered = rows.into_iter().flatten().filter(|(row, _)| row.starts_with(medicine::MEDICINES));
        let answered = answered.map(|(row, answer)| (row.clone(), answer.clone())).collect();
        let weight_kg = rows.and_then(|rows| rows.get(WEIGHT)).and_then(|answer| match answer {
            Answer::Number(kg) => Some(*kg),
            _ => None,
        });
        Self {
            guideline,
            tellings,
            first,
            hidden,
            rubs,
            uncounted_until: uncounted_until(log),
            sessions: used.chain(running).collect(),
            answered,
            weight_kg,
            held: HeldBack::default(),
        }
    }

    pub(crate) fn guideline(&self) -> &'g Guideline {
        self.guideline
    }

    fn treatment(&self, id: &str) -> Option<&'g Treatment> {
        self.guideline.treatment(id)
    }
}

/// The doses of the last day, and those dated later, in which a medicine may be that nobody counts.
fn hidden<'g>(guideline: &'g Guideline, doses: &[&Dose], instant: Timestamp) -> Vec<(Timestamp, &'g str)> {
    let since = hours_before(instant, 24.0);
    let recent = doses.iter().filter(|dose| dose.at > since);
    let of_dose = |dose: &&Dose| {
        let (at, whole) = (dose.at, Whole::from(*dose));
        let medicines = guideline.medicines.iter().filter(|medicine| whole.may_hide(guideline, &medicine.id));
        medicines.map(|medicine| (at, medicine.id.as_str())).collect::<Vec<_>>()
    };
    recent.flat_map(of_dose).collect()
}

/// When something was put on the skin that is not chili cream or a chili patch alone.
fn rubs(guideline: &Guideline, doses: &[&Dose]) -> Vec<Timestamp> {
    let on_skin = doses.iter().filter(|dose| dose.on_skin);
    let other = on_skin.filter(|dose| {
        let mut counts = Whole::from(**dose).counts(guideline).map(|(_, counts)| counts);
        dose.contents.is_empty() || counts.any(|counts| counts.treatment != Some(uses::CAPSICUM))
    });
    other.map(|dose| dose.at).collect()
}

/// When each medicine was first taken, of doses from the latest to the first.
fn first_doses<'g, 'd>(
    guideline: &'g Guideline,
    latest_first: impl Iterator<Item = &'d Dose>,
) -> BTreeMap<&'g str, Timestamp> {
    let mut first = BTreeMap::new();
    for dose in latest_first.filter(|dose| !dose.on_skin) {
        let ingredients = dose.contents.iter().filter_map(|content| ingredient_of(guideline, content));
        first.extend(ingredients.filter_map(|one| Some((medicine_of(guideline, one)?, dose.at))));
    }
    first
}

/// The same instant, or the next full minute: what is told in minutes is never told too early.
pub fn minute_up(instant: Timestamp) -> Timestamp {
    let (second, rest) = (instant.as_second(), instant.subsec_nanosecond());
    let up = second.div_euclid(60) * 60 + if second.rem_euclid(60) > 0 || rest > 0 { 60 } else { 0 };
    Timestamp::from_second(up).unwrap_or(instant)
}

/// The thing that a wash-out is counted from, and its hours: `gap_days_after_willow_bark_min` is (`willow_bark`, 168).
fn wash_out_of(limit: &Limit) -> Option<(&str, f64)> {
    let (unit, rest) = limit.id.strip_prefix("gap_")?.split_once("_after_")?;
    let hours = match unit {
        "hours" => limit.value,
        "days" => limit.value * 24.0,
        _ => return None,
    };
    Some((rest.strip_suffix("_min")?, hours))
}

fn waits_hours(limit: &Limit) -> Option<f64> {
    wash_out_of(limit).map(|(_, hours)| hours)
}

/// The hours that a limit asks to wait after this ingredient: it names the ingredient, the ingredient "for pain" (then
/// it is no daily one for the heart), or an option of the question about medicines that the ingredient is.
pub(crate) fn wash_out(limit: &Limit, ingredient: &str, options: &BTreeSet<&str>) -> Option<f64> {
    let (what, hours) = wash_out_of(limit)?;
    let named = what == ingredient || options.contains(what);
    let for_pain = what.strip_suffix("_for_pain") == Some(ingredient) && !options.contains("antiplatelet_aspirin");
    (named || for_pain).then_some(hours)
}
