//! Whether a medicine or herb may be taken, and how much.

use super::{Ledger, May, Room, Rule, Telling, Why, wash_out};
use crate::facts::{TAKEN_BEFORE, days_with_a_dose, hours_after, hours_before};
use easeback_engine::{Answer, Decision, Held};
use easeback_guideline::{Atom, FindingId, Limit, Medicine, Treatment};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use std::collections::{BTreeMap, BTreeSet};

/// The finding whose options are the medicines that somebody takes.
pub(super) const MEDICINES: &str = "medicines";

/// Facts from the log that end by themselves: the ledger itself says when.
const TIMED: [&str; 7] = [
    "taken_acet_mg_24h",
    "taken_ibu_mg_24h",
    "hours_since_acet",
    "hours_since_ibu",
    "using",
    "heat_on_skin_24h",
    "capsaicin_on_skin_24h",
];

/// Facts from the log that are known again as soon as a dose that is not counted counts no more.
const UNKNOWN_FOR_A_TIME: [&str; 2] = ["acet_days", "ibu_days"];

impl<'g> Ledger<'g> {
    /// Whether this medicine or herb may be taken at `instant`, and how much: for one that goes on the skin, ask
    /// [`Ledger::may_use`].
    ///
    /// `decision` is the one of the same log. An id that is no medicine of the guideline may not be taken at all.
    pub fn may_take(&self, decision: &Decision<'_>, medicine: &str, instant: Timestamp) -> May<'g> {
        let found = self.treatment(medicine).zip(self.guideline.medicine(medicine));
        let Some((treatment, medicine)) = found else {
            return May::NotAtAll { reasons: vec![not_in_plan(medicine)] };
        };
        if medicine.single_mg_max.is_none() {
            return self.may_use(decision, &medicine.id, instant);
        }
        let counting = Counting { ledger: self, treatment, medicine, instant };
        let mut reasons = counting.against();
        self.add_held(&medicine.id, &mut reasons);
        self.add_apart(decision, &medicine.id, instant, &mut reasons);
        self.add_decision(decision, &medicine.id, &mut reasons);
        May::of(counting.now(), reasons)
    }

    /// The limits that a dose of so many milligrams would reach: nothing more is left of them after it.
    pub fn reached_by(&self, medicine: &str, mg: f64, instant: Timestamp) -> Vec<&'g Limit> {
        let found = self.treatment(medicine).zip(self.guideline.medicine(medicine));
        found.map_or_else(Vec::new, |(treatment, medicine)| {
            Counting { ledger: self, treatment, medicine, instant }.reached_by(mg)
        })
    }

    /// What speaks against another dose of a medicine at `instant`, as far as its limits go.
    pub(crate) fn limits_against(&self, medicine: &str, instant: Timestamp) -> Vec<Why<'g>> {
        let found = self.treatment(medicine).zip(self.guideline.medicine(medicine));
        found.map_or_else(Vec::new, |(treatment, medicine)| {
            Counting { ledger: self, treatment, medicine, instant }.against()
        })
    }

    /// Why this amount of a medicine is too much at `instant`, as far as the amount goes: the first reason first.
    pub(crate) fn too_much(&self, medicine: &str, mg: Option<f64>, instant: Timestamp) -> Vec<Why<'g>> {
        let found = self.treatment(medicine).zip(self.guideline.medicine(medicine));
        let rules = found.map_or_else(Vec::new, |(treatment, medicine)| {
            Counting { ledger: self, treatment, medicine, instant }.too_much(mg)
        });
        rules.into_iter().map(|rule| Why { rule, until: None }).collect()
    }

    /// Adds what the decision holds against a treatment. What ends by itself is left to the ledger's own reasons, which
    /// know when; unless it has none.
    pub(super) fn add_decision(&self, decision: &Decision<'_>, treatment: &str, reasons: &mut Vec<Why<'g>>) {
        if decision.offer(treatment).is_some() {
            return;
        }
        let withheld = decision.withheld.iter().find(|withheld| withheld.treatment.id == treatment);
        let Some(withheld) = withheld else {
            reasons.push(Why { rule: Rule::Level, until: None });
            return;
        };
        let is_own = |why: &Why<'_>| why.until.is_some() || !matches!(why.rule, Rule::Told { .. });
        let has_own = reasons.iter().any(is_own);
        // What a dose that is not counted leaves unknown is known as soon as it counts no more.
        let not_counted =
            |why: &Why<'_>| why.until.is_some() && matches!(why.rule, Rule::UnknownAmount(_) | Rule::Told { .. });
        let not_counted = reasons.iter().any(not_counted);
        let is = |id: &FindingId, names: &[&str]| {
            self.guideline.finding_at(*id).is_some_and(|finding| names.contains(&finding.id.as_str()))
        };
        let stops = withheld.stops.iter().filter(|stop| {
            let timed = |id: &FindingId| is(id, &TIMED) || !stop.known && is(id, &UNKNOWN_FOR_A_TIME);
            let ends = stop.facts.iter().all(timed) || self.follows_from_doses(withheld.treatment, stop);
            !(has_own && ends && (stop.known || not_counted))
        });
        reasons.extend(stops.map(|stop| Why { rule: Rule::from(stop), until: None }));
    }

    /// Whether a stop holds only because a dose in the log is a medicine that the person takes.
    fn follows_from_doses(&self, treatment: &Treatment, stop: &Held<'_>) -> bool {
        let medicines = self.guideline.finding(MEDICINES);
        let about_medicines = |id: &FindingId| medicines.is_some_and(|(medicines, _)| medicines == *id);
        let rule = treatment.stops.iter().find(|one| one.id == stop.id);
        let atoms = rule.into_iter().flat_map(|rule| rule.when.condition().atoms());
        let options: Vec<&str> = atoms
            .filter_map(|atom| match atom {
                Atom::Contains(_, option) => Some(medicines?.1.option_at(option)?.id.as_str()),
                _ => None,
            })
            .collect();
        let said = |option: &str| {
            self.answered.iter().any(|(row, answer)| match answer {
                Answer::ManyOf { chosen, .. } => chosen.iter().any(|chosen| chosen == option),
                answer => {
                    row.strip_prefix(MEDICINES).is_some_and(|row| row.strip_prefix('.') == Some(option))
                        && *answer != Answer::YesNo(false)
                }
            })
        };
        let taken = |option: &&str| self.tellings.iter().any(|telling| telling.counts.options.contains(*option));
        stop.facts.iter().all(about_medicines)
            && options.iter().any(taken)
            && !options.iter().any(|option| said(option))
    }

    /// The latest instant at which something of this kind was started: used when it had not been in use for 24 hours.
    pub(super) fn last_start(&self, kind: &str) -> Option<Timestamp> {
        let of_kind: Vec<&Telling<'_>> = self.tellings.iter().filter(|telling| telling.kind() == kind).collect();
        let starts = of_kind.iter().enumerate().rev().filter(|(place, telling)| {
            let since = hours_before(telling.at, 24.0);
            let mut before = of_kind.iter().take(*place).rev().take_while(|other| other.at >= since);
            !before.any(|other| other.firm && other.id != telling.id && other.at < telling.at)
        });
        starts.map(|(_, telling)| telling.at).next()
    }

    /// Whether something of this kind is in use at an instant, by doses that stand.
    pub(super) fn in_use(&self, kind: &str, instant: Timestamp) -> bool {
        let since = hours_before(instant, 24.0);
        self.tellings
            .iter()
            .any(|telling| telling.firm && telling.kind() == kind && telling.at >= since && telling.at <= instant)
    }

    /// Adds the rule of one new medicine at a time.
    pub(super) fn add_one_new(&self, treatment: &'g Treatment, instant: Timestamp, reasons: &mut Vec<Why<'g>>) {
        let Some(limit) = treatment.limit("new_medicines_24h_max") else { return };
        if self.in_use(&treatment.id, instant) {
            return;
        }
        let others: BTreeSet<&str> = self
            .tellings
            .iter()
            .filter(|telling| telling.counts.medicine.is_some() || telling.counts.nsaid_like)
            .map(Telling::kind)
            .filter(|kind| *kind != treatment.id)
            .collect();
        let mut ends: Vec<Timestamp> = others
            .into_iter()
            .filter_map(|kind| self.last_start(kind))
            .map(|start| hours_after(start, 24.0))
            .filter(|end| *end > instant)
            .collect();
        ends.sort();
        let allowed = usize_of(limit.value);
        if ends.len() < allowed {
            return;
        }
        // As many as are allowed may have been started, this one among them.
        let end = ends.len().checked_sub(allowed.max(1)).and_then(|place| ends.get(place));
        reasons.push(Why { rule: Rule::Limit(limit), until: end.copied() });
    }
}

/// The medicine that has to be tried alone first, by this limit.
pub(super) fn alone_first(limit: &Limit) -> Option<&str> {
    limit.id.strip_prefix("hours_of_")?.strip_suffix("_alone_first_min")
}

pub(super) fn not_in_plan<'g>(id: &str) -> Why<'g> {
    Why { rule: Rule::NotInPlan(id.to_owned()), until: None }
}

pub(super) fn to_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// One medicine, asked about at one instant.
struct Counting<'l, 'g> {
    ledger: &'l Ledger<'g>,
    treatment: &'g Treatment,
    medicine: &'g Medicine,
    instant: Timestamp,
}

impl<'g> Counting<'_, 'g> {
    fn tellings(&self) -> impl DoubleEndedIterator<Item = &Telling<'g>> {
        self.ledger.tellings.iter().filter(|telling| telling.is_of(&self.medicine.id))
    }

    fn limit(&self, id: &str) -> Option<&'g Limit> {
        self.treatment.limit(id)
    }

    /// Each dose that counts in the 24 hours before the instant, by when it no longer does: the larger amount and the
    /// later time of what was told of it.
    fn of_24h(&self) -> Vec<(Timestamp, Option<f64>)> {
        let since = hours_before(self.instant, 24.0);
        let mut doses: BTreeMap<_, BTreeMap<Timestamp, Option<f64>>> = BTreeMap::new();
        for telling in self.tellings().filter(|telling| telling.at > since) {
            let told = doses.entry(telling.id).or_default().entry(telling.at).or_insert(Some(0.0));
            // The same medicine may be in one product twice.
            *told = told.zip(telling.mg).map(|(sum, mg)| sum + mg);
        }
        let one = doses.into_values().filter_map(|told| {
            let at = told.keys().max().copied()?;
            let most = told.values().try_fold(0.0, |most: f64, mg| mg.map(|mg| most.max(mg)));
            Some((hours_after(at, 24.0), most))
        });
        let mut doses: Vec<_> = one.collect();
        doses.sort_by_key(|(end, _)| *end);
        doses
    }

    /// Whether it was taken before in this episode: then one that did not help may be followed by more.
    fn taken_before(&self) -> bool {
        self.first().is_some()
    }

    fn first(&self) -> Option<Timestamp> {
        self.ledger.first.get(self.medicine.id.as_str()).copied().filter(|first| *first <= self.instant)
    }

    /// The most in 24 hours: less while it is new, and for somebody who weighs little.
    fn max_24h(&self) -> Option<(&'g Limit, f64)> {
        let usual = self.limit("max_mg_24h")?;
        let start = self.treatment.limits.iter().find(|limit| limit.id.ends_with("_mg_24h_start"));
        let since = hours_before(self.instant, 24.0);
        let is_new = self.first().is_none_or(|first| first > since);
        let start = start.filter(|_| is_new).map(|start| (start, start.value));
        let light = self.light("light_max_mg_24h", "light_max_mg_per_kg_24h");
        let all = [(usual, usual.value)].into_iter().chain(start).chain(light);
        all.min_by(|one, other| one.1.total_cmp(&other.1))
    }

    /// The limit of somebody who weighs less than the usual doses are meant for, in milligrams.
    fn light(&self, mg: &str, mg_per_kg: &str) -> Option<(&'g Limit, f64)> {
        let least = self.limit("weight_kg_min")?.value;
        let kg = self.ledger.weight_kg.filter(|kg| *kg < least)?;
        let fixed = self.limit(mg).map(|limit| (limit, limit.value));
        let per_kg = self.limit(mg_per_kg).map(|limit| (limit, limit.value * kg));
        fixed.into_iter().chain(per_kg).min_by(|one, other| one.1.total_cmp(&other.1))
    }

    fn light_single(&self) -> Option<(&'g Limit, f64)> {
        self.light("light_single_mg_max", "light_single_mg_per_kg_max")
    }

    fn least(&self) -> f64 {
        let least = self.medicine.single_mg_min.or(self.medicine.first_mg).or(self.medicine.single_mg_max);
        least.unwrap_or(0.0)
    }

    /// The largest single dose, whatever was taken before it in 24 hours.
    fn single(&self) -> f64 {
        let most = self.limit("single_mg_max").map(|limit| limit.value).or(self.medicine.single_mg_max).unwrap_or(0.0);
        let most = self.light_single().map_or(most, |(_, light)| light.min(most));
        match self.medicine.first_mg {
            Some(first) if !self.taken_before() => first.min(most),
            _ => most,
        }
    }

    fn sum_24h(&self) -> f64 {
        self.of_24h().iter().map(|(_, mg)| mg.unwrap_or(0.0)).sum()
    }

    /// Every reason against the smallest dose.
    fn against(&self) -> Vec<Why<'g>> {
        let mut reasons = Vec::new();
        let mut add = |rule: Rule<'g>, until: Option<Timestamp>| {
            if until.is_none_or(|until| until > self.instant) {
                reasons.push(Why { rule, until });
            }
        };
        let last = self.tellings().next_back().map(|telling| telling.at);
        if let Some((gap, last)) = self.limit("gap_hours_min").zip(last) {
            add(Rule::Limit(gap), Some(hours_after(last, gap.value)));
        }
        if let Some((limit, _)) = self.light_single().filter(|(_, light)| *light < self.least()) {
            add(Rule::Limit(limit), None);
        }
        let before = self.ledger.guideline.finding(TAKEN_BEFORE).and_then(|(_, finding)| finding.uncounted.as_deref());
        if let Some((say, until)) = before.zip(self.ledger.uncounted_until) {
            add(Rule::Told { id: TAKEN_BEFORE, say }, Some(until));
        }
        let doses = self.of_24h();
        if let Some((limit, most)) = self.max_24h() {
            let unknown = doses.iter().filter(|(_, mg)| mg.is_none()).map(|(end, _)| *end);
            let hidden = self.ledger.hidden.iter().filter(|(_, medicine)| *medicine == self.medicine.id);
            if let Some(end) = unknown.chain(hidden.map(|(at, _)| hours_after(*at, 24.0))).max() {
                add(Rule::UnknownAmount(limit), Some(end));
            }
            add_until_room(&doses, most - self.least(), limit, &mut add);
        }
        if let Some(limit) = self.limit("doses_24h_max") {
            let too_many = doses.len() + 1 - doses.len().min(usize_of(limit.value));
            if doses.len() >= usize_of(limit.value) {
                add(Rule::Limit(limit), doses.get(too_many - 1).map(|(end, _)| *end));
            }
        }
        for limit in &self.treatment.limits {
            let waits = self.ledger.tellings.iter().filter_map(|telling| {
                let hours = wash_out(limit, telling.counts.treatment.unwrap_or(&telling.ingredient), &BTreeSet::new())
                    .or_else(|| wash_out(limit, &telling.ingredient, &telling.counts.options))?;
                Some(hours_after(telling.at, hours))
            });
            if let Some(end) = waits.max() {
                add(Rule::Limit(limit), Some(end));
            }
            if let Some(other) = alone_first(limit)
                && let Some(start) = self.ledger.last_start(other)
                && !self.ledger.in_use(&self.medicine.id, self.instant)
            {
                add(Rule::Limit(limit), Some(hours_after(start, limit.value)));
            }
        }
        if let Some(limit) = self.limit("days_max").filter(|limit| self.is_a_day_too_many(limit.value)) {
            add(Rule::Limit(limit), None);
        }
        self.ledger.add_one_new(self.treatment, self.instant, &mut reasons);
        reasons
    }

    /// Whether a dose now could make one day more than allowed, in whatever zone it will be told.
    fn is_a_day_too_many(&self, most: f64) -> bool {
        let window = self.ledger.guideline.log_number("dose_days_window").unwrap_or(f64::MAX);
        let since = hours_before(self.instant, 24.0 * window);
        let recent = || self.tellings().filter(|telling| telling.at > since);
        let known = days_with_a_dose(recent().map(|telling| (telling.at, telling.zone.as_str())));
        if to_f64(known) < most {
            return false;
        }
        let on = |hours: i8| TimeZone::fixed(Offset::constant(hours)).to_datetime(self.instant).date();
        let mut calendar = crate::days::Days::default();
        let own: BTreeSet<_> = recent().map(|telling| calendar.day(telling.at, &telling.zone)).collect();
        let utc: BTreeSet<_> = recent().map(|telling| TimeZone::UTC.to_datetime(telling.at).date()).collect();
        // Zones lie between 12 hours behind UTC and 14 hours before it.
        let same_day = own.contains(&on(-12)) && own.contains(&on(14)) && own.contains(&on(0)) && utc.contains(&on(0));
        to_f64(known) > most || !same_day
    }

    fn now(&self) -> Room<'g> {
        let left = self.max_24h().map_or(f64::INFINITY, |(_, most)| most - self.sum_24h());
        let most = self.single().min(left);
        let days = self.first().map(|first| self.instant.duration_since(first).as_secs_f64() / 86_400.0);
        let stop = self.limit("stop_if_no_help_day");
        let stop = stop.filter(|limit| days.is_some_and(|days| days + 1.0 >= limit.value));
        let light = [self.light_single(), self.light("light_max_mg_24h", "light_max_mg_per_kg_24h")];
        let light = light.into_iter().flatten().map(|(limit, _)| limit);
        Room {
            least_mg: Some(self.least()),
            most_mg: Some(most),
            most_minutes: None,
            reaches: self.reached_by(most),
            mind: light.chain(stop).collect(),
        }
    }

    /// Why this amount is too much now; none when it is not.
    fn too_much(&self, mg: Option<f64>) -> Vec<Rule<'g>> {
        let Some((max, most)) = self.max_24h() else { return Vec::new() };
        let Some(mg) = mg else { return vec![Rule::UnknownAmount(max)] };
        let light = self.light_single().filter(|(_, light)| mg > *light).map(|(limit, _)| limit);
        let single = light.or_else(|| self.limit("single_mg_max").filter(|limit| mg > limit.value));
        let sum = (self.sum_24h() + mg > most).then_some(max);
        // The first dose is the smallest one.
        let first = || self.limit("single_mg_min").or(self.limit("single_mg_max")).filter(|_| mg > self.single());
        let limits: Vec<&Limit> = single.into_iter().chain(sum).collect();
        let limits = if limits.is_empty() { first().into_iter().collect() } else { limits };
        limits.into_iter().map(Rule::Limit).collect()
    }

    /// The limits of which a dose of so much leaves less than the smallest dose.
    fn reached_by(&self, mg: f64) -> Vec<&'g Limit> {
        let mut reached: Vec<&Limit> = Vec::new();
        let max = self.max_24h().filter(|(_, most)| self.sum_24h() + mg + self.least() > *most);
        reached.extend(max.map(|(limit, _)| limit));
        let doses = self.limit("doses_24h_max").filter(|limit| to_f64(self.of_24h().len() + 1) >= limit.value);
        reached.extend(doses);
        let window = self.ledger.guideline.log_number("dose_days_window").unwrap_or(f64::MAX);
        let since = hours_before(self.instant, 24.0 * window);
        let days =
            self.tellings().filter(|telling| telling.at > since).map(|telling| (telling.at, telling.zone.as_str()));
        let days = days_with_a_dose(days.chain([(self.instant, "UTC")]));
        reached.extend(self.limit("days_max").filter(|limit| to_f64(days) >= limit.value));
        reached
    }
}

/// Adds the limit of 24 hours until enough has fallen out of it that no more than `room` is left in it.
fn add_until_room<'g>(
    doses: &[(Timestamp, Option<f64>)],
    room: f64,
    limit: &'g Limit,
    add: &mut impl FnMut(Rule<'g>, Option<Timestamp>),
) {
    let mut sum: f64 = doses.iter().map(|(_, mg)| mg.unwrap_or(0.0)).sum();
    let mut until = None;
    for (end, mg) in doses {
        if sum <= room {
            break;
        }
        sum -= mg.unwrap_or(0.0);
        until = Some(*end);
    }
    if until.is_some() {
        add(Rule::Limit(limit), until);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a limit is a small number above zero")]
fn usize_of(number: f64) -> usize {
    number.max(0.0) as usize
}
