//! From a person to a decision: rulings 1 to 3, 8 and section 0.

use super::evaluate::Truth;
use super::guideline::Guideline;
use super::person::{Answers, Person};
use std::collections::{BTreeMap, BTreeSet};

/// How soon: from home care up to an emergency; of two visits the sooner one is higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    HomeCare,
    /// Days, counted downwards so that fewer days stand higher.
    SeeDoctorSoon(std::cmp::Reverse<i64>),
    SameDay,
    EmergencyNow,
}

impl Rank {
    pub fn of(level: &str, within_days: Option<i64>) -> Self {
        match (level, within_days) {
            ("home_care", None) => Self::HomeCare,
            ("see_doctor_soon", Some(days)) => Self::SeeDoctorSoon(std::cmp::Reverse(days)),
            ("same_day", None) => Self::SameDay,
            ("emergency_now", None) => Self::EmergencyNow,
            _ => panic!("`{level}` within {within_days:?} days is no level"),
        }
    }

    pub fn level(self) -> &'static str {
        match self {
            Self::HomeCare => "home_care",
            Self::SeeDoctorSoon(_) => "see_doctor_soon",
            Self::SameDay => "same_day",
            Self::EmergencyNow => "emergency_now",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// `None` while incomplete.
    pub disposition: Option<Rank>,
    /// The disposition; while incomplete the highest that has fired.
    pub at_least: Rank,
    pub fired: BTreeSet<String>,
    pub floors: BTreeSet<String>,
    pub open: BTreeSet<String>,
    pub offers: BTreeSet<String>,
    pub suggested: BTreeSet<String>,
    pub withheld: BTreeMap<String, BTreeSet<String>>,
}

impl Guideline {
    pub fn decide(&self, answers: &Answers) -> Outcome {
        Person::new(self, answers).decide()
    }
}

impl Person<'_> {
    pub fn decide(&self) -> Outcome {
        let (mut fired, mut floors, mut open) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (mut highest_fired, mut highest_floor) = (Rank::HomeCare, Rank::HomeCare);
        let mut highest_open = None;
        for flag in &self.guideline.red_flags {
            let rank = Rank::of(&flag.level, flag.within_days);
            match self.check(&flag.when) {
                Truth::False => {}
                Truth::True => {
                    fired.insert(flag.id.clone());
                    highest_fired = highest_fired.max(rank);
                }
                // Ruling 3: "sets no floor and is never open while a log fact in it is unknown".
                Truth::Unknown if flag.silent_if_unknown && self.a_log_fact_is_unknown(flag) => {}
                Truth::Unknown if self.is_open(flag) => {
                    open.insert(flag.id.clone());
                    highest_open = highest_open.max(Some(rank));
                }
                Truth::Unknown => {
                    floors.insert(flag.id.clone());
                    let floor = self.guideline.unknown_costs.get(&flag.level);
                    highest_floor = highest_floor.max(floor.map_or(rank, |(level, days)| Rank::of(level, *days)));
                }
            }
        }
        let incomplete = highest_open.is_some_and(|open| open > highest_fired);
        let disposition = (!incomplete).then(|| highest_fired.max(highest_floor));
        let mut outcome = Outcome {
            disposition,
            at_least: disposition.unwrap_or(highest_fired),
            fired,
            floors,
            open,
            offers: BTreeSet::new(),
            suggested: BTreeSet::new(),
            withheld: BTreeMap::new(),
        };
        if let Some(rank) = disposition {
            self.treat(rank, &mut outcome);
        }
        outcome
    }

    fn treat(&self, rank: Rank, outcome: &mut Outcome) {
        for treatment in &self.guideline.treatments {
            let shown = treatment.shown_at.iter().any(|level| level == rank.level());
            let also = |(level, when): &(String, _)| level == rank.level() && self.check(when) == Truth::True;
            if !shown && !treatment.also_shown.iter().any(also) {
                continue;
            }
            // Ruling 1: "a stop holds unless its condition is known false".
            let for_all = self.guideline.stops_for_all.iter();
            let for_all = for_all.filter(|(_, kinds, _)| kinds.is_empty() || kinds.contains(&treatment.kind));
            let stops = treatment.stops.iter().map(|(id, when)| (id, when));
            let holding: BTreeSet<String> = stops
                .chain(for_all.map(|(id, _, when)| (id, when)))
                .filter(|(_, when)| self.check(when) != Truth::False)
                .map(|(id, _)| id.clone())
                .collect();
            if holding.is_empty() {
                outcome.offers.insert(treatment.id.clone());
            } else {
                outcome.withheld.insert(treatment.id.clone(), holding);
            }
        }
        for treatment in &self.guideline.treatments {
            let wanted = treatment.offer_when.as_ref();
            let wanted = wanted.is_none_or(|when| self.check_with(when, Some(outcome)) == Truth::True);
            if wanted && outcome.offers.contains(&treatment.id) {
                outcome.suggested.insert(treatment.id.clone());
            }
        }
    }
}
