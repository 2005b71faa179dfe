//! Where a person stands: the phase of the spasm, and whether pain that was gone has come back.

use crate::recovery::{LowStretch, low_stretch, readings};
use crate::{Now, Pain};
use easeback_guideline::{Phase, Relapse};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// The phase: the first one that is known to hold. While none is, the first that could.
pub fn phase<'a>(now: &Now<'a>) -> Option<&'a Phase> {
    let mut phases: Vec<&Phase> = now.guideline().phases.iter().collect();
    phases.sort_by_key(|phase| phase.order);
    let known = phases.iter().find(|phase| now.facts.knows(&phase.when).yes);
    let could = || phases.iter().find(|phase| !now.facts.knows(&phase.when).no);
    known.or_else(could).copied()
}

/// Whether the person is in the last phase, in which the next spasm is kept away.
pub fn in_prevention(now: &Now<'_>) -> bool {
    let last = now.guideline().phases.iter().max_by_key(|phase| phase.order);
    last.is_some_and(|last| now.facts.knows(&last.when).yes)
}

/// The date on which pain had been low for long enough to start with prevention.
pub fn prevention_since(now: &Now<'_>) -> Option<Date> {
    let relapse = now.guideline().relapses.first()?;
    let (from, _) = low_stretch(now, relapse.low_pain_max)?;
    Some(crate::days::add_days(from, i64::from(relapse.low_pain_days.saturating_sub(1))))
}

/// Pain that was gone and is back, and since when. It stands until the whole check has been gone through again, or a
/// new spasm was begun.
pub fn relapse<'a>(now: &Now<'a>) -> Option<(&'a Relapse, Timestamp)> {
    let episode = now.episode()?;
    let pains: Vec<&Pain> = readings(now).collect();
    now.guideline().relapses.iter().find_map(|relapse| {
        let since = came_back(now, relapse, &pains)?;
        let checked = crate::check_in::checked_in_full(now, episode);
        (checked.is_none_or(|checked| checked < since)).then_some((relapse, since))
    })
}

/// The reading with which strong pain had lasted long enough, after enough days of low pain.
fn came_back(now: &Now<'_>, relapse: &Relapse, pains: &[&Pain]) -> Option<Timestamp> {
    let long = SignedDuration::from_hours(i64::from(relapse.for_hours));
    let mut low = LowStretch::of(now.guideline(), relapse.low_pain_max);
    let mut was_low = false;
    let mut strong_since: Option<Timestamp> = None;
    let mut back = None;
    for pain in pains {
        let stretch = low.take(now.date_of(pain.at), pain.pain);
        let in_a_row = |(first, last)| crate::days::days_between(first, last) + 1;
        if stretch.is_some_and(|days| in_a_row(days) >= i64::from(relapse.low_pain_days)) {
            // Low again for long enough: what came before has passed.
            (was_low, back) = (true, None);
        }
        if pain.pain < relapse.pain_min {
            strong_since = None;
            continue;
        }
        let since = *strong_since.get_or_insert(pain.at);
        if was_low && pain.at.duration_since(since) >= long {
            back.get_or_insert(pain.at);
        }
    }
    back
}
