//! Whether heat, a rub or another treatment that is no pill may be used.

use super::medicine::to_f64;
use super::{Ledger, May, Room, Rule, Session, Why, medicine};
use crate::EventId;
use crate::facts::{hours_after, hours_before};
use easeback_engine::Decision;
use easeback_guideline::{Limit, Treatment};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The treatments that must stay apart on the skin.
pub(super) const HEAT: &str = "heat";
pub(super) const CAPSICUM: &str = "capsicum_topical";

/// The limit that keeps a treatment off skin with another rub or patch on it.
pub(super) const AFTER_A_RUB: &str = "rub_gap_hours";
/// The limit that keeps it off skin with chili cream or a chili patch on it.
pub(super) const AFTER_CAPSICUM: &str = "capsicum_gap_hours";

impl<'g> Ledger<'g> {
    /// Whether this treatment may be used at `instant`, and how long a session may be.
    ///
    /// `decision` is the one of the same log. An id that is no treatment of the guideline may not be used at all.
    pub fn may_use(&self, decision: &Decision<'_>, treatment: &str, instant: Timestamp) -> May<'g> {
        let Some(treatment) = self.treatment(treatment) else {
            return May::NotAtAll { reasons: vec![medicine::not_in_plan(treatment)] };
        };
        let mut reasons = Vec::new();
        let mut add = |limit: Option<&'g Limit>, until: Option<Timestamp>| {
            if let Some((limit, until)) = limit.zip(until.filter(|until| *until > instant)) {
                reasons.push(Why { rule: Rule::Limit(limit), until: Some(until) });
            }
        };
        let hours = |limit: Option<&Limit>| limit.map_or(0.0, |limit| limit.value);
        let last_end = self.ends(&treatment.id).max();
        let gap = treatment.limit("gap_minutes");
        add(gap, last_end.map(|end| hours_after(end, hours(gap) / 60.0)));
        let after_heat = treatment.limit("gap_after_heat_minutes");
        add(after_heat, self.ends(HEAT).max().map(|end| hours_after(end, hours(after_heat) / 60.0)));
        let after_capsicum = treatment.limit(AFTER_CAPSICUM);
        let last = self.ends(CAPSICUM).max();
        add(after_capsicum, last.map(|end| hours_after(end, hours(after_capsicum))));
        let after_rub = treatment.limit(AFTER_A_RUB);
        add(after_rub, self.rubs.iter().max().map(|at| hours_after(*at, hours(after_rub))));
        let warm = treatment.limit("gap_hours_heat_min");
        add(warm, self.ends(HEAT).max().map(|end| hours_after(end, hours(warm))));
        let most = self.most_per_day(treatment);
        add(most, most.and_then(|most| self.full_until(treatment, most, instant)));
        let at_once = treatment.limit("patch_hours_max").filter(|_| treatment.id == CAPSICUM);
        add(at_once, self.last_patch().map(|at| hours_after(at, hours(at_once))));
        self.add_one_new(treatment, instant, &mut reasons);
        self.add_held(&treatment.id, &mut reasons);
        self.add_apart(decision, &treatment.id, instant, &mut reasons);
        self.add_decision(decision, &treatment.id, &mut reasons);
        let reached = most.filter(|most| to_f64(self.starts_since(treatment, instant).len() + 1) >= most.value);
        let now = Room {
            most_minutes: session_minutes(treatment, decision),
            reaches: reached.into_iter().collect(),
            ..Room::default()
        };
        May::of(now, reasons)
    }

    /// When each use of a treatment ended; a rub counts from when it was put on, and a patch from when it has to be
    /// off.
    pub(super) fn ends(&self, treatment: &str) -> impl Iterator<Item = Timestamp> {
        let worn = self.treatment(treatment).and_then(|treatment| treatment.limit("patch_hours_max"));
        let worn = worn.map_or(0.0, |limit| limit.value);
        let sessions = self.sessions.iter().filter(move |used| used.treatment == treatment).map(|used| used.end);
        let put_on = self.tellings.iter().filter(move |telling| telling.counts.treatment == Some(treatment));
        sessions.chain(put_on.map(move |telling| hours_after(telling.at, if telling.worn { worn } else { 0.0 })))
    }

    /// The starts of each use in the 24 hours before an instant, and of those dated later. Of two tellings of one use,
    /// the later one.
    fn starts_since(&self, treatment: &Treatment, instant: Timestamp) -> Vec<Timestamp> {
        let since = hours_before(instant, 24.0);
        let of_it = |used: &&Session| used.treatment == treatment.id;
        let sessions = self.sessions.iter().filter(of_it).map(|used| (used.id, used.start));
        let put_on = self.tellings.iter().filter(|telling| telling.counts.treatment == Some(&treatment.id));
        let mut latest: BTreeMap<EventId, Timestamp> = BTreeMap::new();
        for (id, start) in sessions.chain(put_on.map(|telling| (telling.id, telling.at))) {
            let told = latest.entry(id).or_insert(start);
            *told = start.max(*told);
        }
        let mut starts: Vec<_> = latest.into_values().filter(|start| *start > since).collect();
        starts.sort();
        starts
    }

    /// The limit on uses in a day. Of a rub, what is known to be a cream may be used more often than a patch.
    fn most_per_day(&self, treatment: &'g Treatment) -> Option<&'g Limit> {
        let patch = || self.tellings.iter().any(|telling| telling.counts.treatment == Some(CAPSICUM) && telling.patch);
        match treatment.id.as_str() {
            CAPSICUM if patch() => treatment.limit("patches_24h_max"),
            CAPSICUM => treatment.limit("cream_uses_24h_max"),
            _ => treatment.limit("sessions_per_day_max"),
        }
    }

    /// Until when there is no room for one more use in 24 hours.
    fn full_until(&self, treatment: &Treatment, most: &Limit, instant: Timestamp) -> Option<Timestamp> {
        let starts = self.starts_since(treatment, instant);
        let most = most.value.max(1.0);
        // The one that has to fall out is the last but as many as are allowed.
        let place = starts.iter().rev().enumerate().find(|(place, _)| to_f64(*place + 1) >= most);
        place.map(|(_, start)| hours_after(*start, 24.0))
    }

    /// When the last patch was put on, or what may have been one.
    fn last_patch(&self) -> Option<Timestamp> {
        let rubs = self.tellings.iter().filter(|telling| telling.counts.treatment == Some(CAPSICUM) && telling.patch);
        rubs.map(|telling| telling.at).max()
    }
}

/// How long a session may be: shorter where a yes in spite of a pregnancy is what it rests on.
fn session_minutes(treatment: &Treatment, decision: &Decision<'_>) -> Option<f64> {
    let most = treatment.limit("session_minutes_max")?.value;
    let pregnant = decision.offer(&treatment.id)?.allowed.iter().any(|stop| stop.id == "pregnancy");
    let shorter = treatment.limit("session_in_pregnancy_minutes_max").filter(|_| pregnant);
    Some(shorter.map_or(most, |shorter| shorter.value.min(most)))
}
