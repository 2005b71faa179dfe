//! Which limits the doses of the last 24 hours went over or used up, whatever the decision says: what was taken is told
//! without a check too, and to somebody who never asked whether they may.
//!
//! Only what stands counts here. The [ledger](Ledger) is stricter about the next dose; this tells what happened.

use crate::counted::Whole;
use crate::facts::{days_with_a_dose, hours_before};
use crate::{Dose, Ledger, Log, Rule, minute_up};
use easeback_guideline::{Guideline, Limit};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Which limits of one medicine were passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Passed<'g> {
    /// The medicine, by the id of its treatment.
    pub medicine: &'g str,
    /// The limits that a dose went over.
    pub over: Vec<&'g Limit>,
    /// The limits of which nothing is left.
    pub reached: Vec<&'g Limit>,
    /// From when its limits allow another dose, if nothing else happens; none when they do already, or never do by
    /// themselves.
    pub again: Option<Timestamp>,
}

/// What the doses of the 24 hours before `instant` passed, by medicine; nothing of those that kept all limits.
pub fn passed<'g>(guideline: &'g Guideline, log: &Log, instant: Timestamp) -> Vec<Passed<'g>> {
    let since = hours_before(instant, 24.0);
    let window = hours_before(instant, 24.0 * guideline.log_number("dose_days_window").unwrap_or(f64::MAX));
    let standing = log.doses.iter().rev().take_while(|dose| dose.at > window);
    let standing: Vec<&Dose> = standing.filter(|dose| dose.stands && dose.at <= instant && !dose.on_skin).collect();
    if standing.first().is_none_or(|last| last.at <= since) {
        return Vec::new();
    }
    let mut before = Log { episodes: log.open().cloned().into_iter().collect(), ..Log::default() };
    let mut found: BTreeMap<&'g str, Passed<'g>> = BTreeMap::new();
    for dose in standing.into_iter().rev() {
        if dose.at > since {
            let ledger = Ledger::at(guideline, &before, dose.at);
            for (medicine, mg) in medicines(guideline, dose) {
                let none = || Passed { medicine, over: Vec::new(), reached: Vec::new(), again: None };
                let one = found.entry(medicine).or_insert_with(none);
                for limit in over(&ledger, &before, dose, medicine, mg) {
                    add(&mut one.over, limit);
                }
                for limit in ledger.reached_by(medicine, mg.unwrap_or(0.0), dose.at) {
                    add(&mut one.reached, limit);
                }
            }
        }
        before.doses.push(dose.clone());
    }
    let ledger = Ledger::at(guideline, log, instant);
    let told = found.into_values().filter(|one| !one.over.is_empty() || !one.reached.is_empty()).map(|mut one| {
        one.reached.retain(|limit| !one.over.iter().any(|over| over.id == limit.id));
        let against = ledger.limits_against(one.medicine, instant);
        let ends: Option<Vec<Timestamp>> = against.iter().map(|why| why.until).collect();
        one.again = ends.and_then(|ends| ends.into_iter().max()).map(minute_up);
        one
    });
    told.collect()
}

fn add<'g>(limits: &mut Vec<&'g Limit>, limit: &'g Limit) {
    if !limits.iter().any(|known| known.id == limit.id) {
        limits.push(limit);
    }
}

/// The medicines of the plan in a dose, each with its milligrams.
fn medicines<'g>(guideline: &'g Guideline, dose: &Dose) -> BTreeMap<&'g str, Option<f64>> {
    let mut sums: BTreeMap<&'g str, Option<f64>> = BTreeMap::new();
    for (content, counts) in Whole::from(dose).counts(guideline) {
        if let Some(medicine) = counts.medicine {
            let sum = sums.entry(medicine).or_insert(Some(0.0));
            *sum = sum.zip(content.mg).map(|(sum, mg)| sum + mg);
        }
    }
    sums
}

/// The limits that a dose went over, by what was taken before it.
fn over<'g>(ledger: &Ledger<'g>, before: &Log, dose: &Dose, medicine: &'g str, mg: Option<f64>) -> Vec<&'g Limit> {
    let too_soon = ledger.limits_against(medicine, dose.at).into_iter().map(|why| why.rule);
    let too_much = ledger.too_much(medicine, mg, dose.at).into_iter().map(|why| why.rule);
    let rules = too_soon.chain(too_much).filter_map(|rule| match rule {
        Rule::Limit(limit) => Some(limit),
        _ => None,
    });
    // Of the days, the ledger refuses the one that may be too many in some zone; here the days are those that were.
    let days = ledger.guideline().treatment(medicine).and_then(|treatment| treatment.limit("days_max"));
    let of_it = before.doses.iter().filter(|other| medicines(ledger.guideline(), other).contains_key(medicine));
    let taken_on = days_with_a_dose(of_it.chain([dose]).map(|dose| (dose.at, dose.zone.as_str())));
    let days = days.filter(|limit| f64::from(u32::try_from(taken_on).unwrap_or(u32::MAX)) > limit.value);
    rules.filter(|limit| is_of_a_dose(&limit.id)).chain(days).collect()
}

/// Whether a limit is about how much and how soon; not on how to begin.
fn is_of_a_dose(limit: &str) -> bool {
    !matches!(limit, "days_max" | "single_mg_min" | "new_medicines_24h_max") && !limit.starts_with("hours_of_")
}
