//! The dose ledger: what may be taken or put on now, how much at most, and if not, from when and why.
//!
//! It refuses to trust a clock, a zone or an edit. Whatever was ever told of a dose counts against the next one, also after
//! it was corrected or withdrawn, and also when it is dated later than now; so no correction allows a dose sooner or a larger
//! sum (I-32). Only what stands counts in favour, such as a medicine that is already in use. Two tellings of one dose are
//! one dose: the larger amount counts, and the later time.
//!
//! Every number is a limit of the guideline. The ledger never says more than the decision: what a stop holds back, it holds
//! back too.

mod may;
mod medicine;
mod next;
mod product;
mod uses;

pub use may::{May, Room, Rule, Why};
pub use product::MayProduct;

use crate::counted::{Counts, Whole, medicine_of};
use crate::facts::hours_before;
use crate::{Dose, EventId, Log, Rows};
use easeback_guideline::{Guideline, Limit, ProductKind, Treatment};
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

/// What was taken and used, as far as it matters to what may be taken or used next.
#[derive(Clone, Debug)]
pub struct Ledger<'g> {
    guideline: &'g Guideline,
    tellings: Vec<Telling<'g>>,
    /// The first dose of each medicine in the open episode that may count in favour.
    first: BTreeMap<&'g str, Timestamp>,
    /// Sessions of treatments that are no medicine: treatment, start, end.
    sessions: Vec<(String, Timestamp, Timestamp)>,
    /// What the person answered about medicines.
    answered: Rows,
}

impl Ledger<'_> {
    /// Whether a dose of this medicine, herb or rub was ever told of.
    pub fn has_taken(&self, treatment: &str) -> bool {
        self.tellings.iter().any(|telling| telling.kind() == treatment)
    }
}

impl<'g> Ledger<'g> {
    /// The ledger of a log.
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
                whole.counts(guideline).map(move |counted| (*dose, patch, counted))
            })
            .map(|(dose, patch, (content, counts))| Telling {
                id: dose.id,
                at: dose.at,
                zone: dose.zone.clone(),
                ingredient: content.ingredient.clone(),
                mg: content.mg,
                counts,
                patch,
                firm: !retold.contains(&dose.id),
            })
            .collect();
        tellings.sort_by_key(|telling| telling.at);
        let first = log.open().map_or_else(BTreeMap::new, |episode| {
            let of_episode = log.doses.iter().rev().take_while(|dose| dose.at >= episode.started_at);
            first_doses(guideline, of_episode.filter(|dose| !retold.contains(&dose.id)))
        });
        let since = hours_before(instant, 48.0);
        let length = |seconds: Option<u32>| SignedDuration::from_secs(seconds.unwrap_or(0).into());
        let others = log.other_uses.iter().filter(|one| one.has_begun(guideline)).map(|one| &one.told);
        let used = log.uses.iter().rev().take_while(|one| one.at > since).chain(others);
        let used =
            used.map(|one| (one.treatment.clone(), one.at.checked_sub(length(one.seconds)).unwrap_or(one.at), one.at));
        let running = log.running.iter().map(|one| (one.treatment.clone(), one.started_at, one.ends_at()));
        let answered = log.open().map(|episode| &episode.rows);
        let answered = answered.into_iter().flatten().filter(|(row, _)| row.starts_with("medicines"));
        let answered = answered.map(|(row, answer)| (row.clone(), answer.clone())).collect();
        Self { guideline, tellings, first, sessions: used.chain(running).collect(), answered }
    }

    pub(crate) fn guideline(&self) -> &'g Guideline {
        self.guideline
    }

    fn treatment(&self, id: &str) -> Option<&'g Treatment> {
        self.guideline.treatment(id)
    }
}

/// When each medicine was first taken, of doses from the latest to the first.
fn first_doses<'g, 'd>(
    guideline: &'g Guideline,
    latest_first: impl Iterator<Item = &'d Dose>,
) -> BTreeMap<&'g str, Timestamp> {
    let known = guideline.ingredients.iter();
    let medicines: BTreeMap<&str, &'g str> =
        known.filter_map(|one| Some((one.id.as_str(), medicine_of(guideline, one)?))).collect();
    let mut first = BTreeMap::new();
    for dose in latest_first.filter(|dose| !dose.on_skin) {
        let of_dose = dose.contents.iter().filter_map(|content| medicines.get(content.ingredient.as_str()));
        first.extend(of_dose.map(|medicine| (*medicine, dose.at)));
    }
    first
}

/// So many hours after an instant.
fn hours_after(instant: Timestamp, hours: f64) -> Timestamp {
    let duration = SignedDuration::try_from_secs_f64(hours * 3600.0).unwrap_or(SignedDuration::MAX);
    instant.checked_add(duration).unwrap_or(Timestamp::MAX)
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

/// The hours that a limit asks to wait after this ingredient: it names the ingredient, the ingredient "for pain" (then it
/// is no daily one for the heart), or the option of the question about medicines that the ingredient is.
pub(crate) fn wash_out(limit: &Limit, ingredient: &str, option: Option<&str>) -> Option<f64> {
    let (what, hours) = wash_out_of(limit)?;
    let named = what == ingredient || option == Some(what);
    let for_pain = what.strip_suffix("_for_pain") == Some(ingredient) && option != Some("antiplatelet_aspirin");
    (named || for_pain).then_some(hours)
}
