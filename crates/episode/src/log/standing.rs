//! Which events stand, once the corrections among them have been read.
//!
//! A correction is an event of its own: the one it corrects is never touched. It counts from the instant at which it was
//! made, so the log of an earlier instant still shows what was thought then.

use crate::{Event, EventId, Recorded, Sequence};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// One telling of an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'e> {
    pub(super) id: EventId,
    pub(super) at: Timestamp,
    pub(super) sequence: Sequence,
    pub(super) zone: &'e str,
    pub(super) event: &'e Event,
    /// Whether this is how it is known now; otherwise it was corrected or withdrawn.
    pub(super) stands: bool,
}

/// What becomes of an event that is dated later than the instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Later {
    /// It has not happened yet.
    LeftOut,
    /// It has happened, and counts as of the instant: the clock was ahead when it was written down, or is behind now.
    CountsAsNow,
}

/// Every telling of every event that was known at `instant`, in the order in which they happened.
pub(super) fn told(events: &[Recorded], instant: Timestamp, later: Later) -> Vec<Told<'_>> {
    let is_known = |recorded: &&Recorded| later == Later::CountsAsNow || recorded.at <= instant;
    let dated = |at: Timestamp| if later == Later::CountsAsNow { at.min(instant) } else { at };
    let mut known: Vec<&Recorded> = events.iter().filter(is_known).collect();
    known.sort_by_key(|recorded| (dated(recorded.at), recorded.sequence));
    let mut told: Vec<Told<'_>> = known
        .iter()
        .map(|Recorded { sequence, id, at, zone, event, .. }| Told {
            id: *id,
            at: dated(*at),
            sequence: *sequence,
            zone,
            event,
            stands: true,
        })
        .collect();
    // Where the latest telling is of each event that is corrected or withdrawn. Most logs hold few of those.
    let mut latest: BTreeMap<EventId, usize> = BTreeMap::new();
    let corrections = known.iter().filter_map(|recorded| match &recorded.event {
        Event::EventWithdrawn { event, .. } | Event::EventCorrected { event, .. } => Some(*event),
        _ => None,
    });
    let corrected: BTreeSet<EventId> = corrections.collect();
    if corrected.is_empty() {
        return told;
    }
    for (place, one) in told.iter().enumerate().filter(|(_, one)| corrected.contains(&one.id)) {
        latest.entry(one.id).or_insert(place);
    }
    for recorded in known {
        match &recorded.event {
            Event::EventWithdrawn { event, .. } => {
                if let Some(one) = latest.get(event).and_then(|place| told.get_mut(*place)) {
                    one.stands &= !one.event.is_correctable();
                }
            }
            Event::EventCorrected { event, at, to } => {
                let place = latest.get(event).copied();
                let Some(old) = place.and_then(|place| told.get_mut(place)) else { continue };
                if !old.event.is_correctable() || old.event.kind() != to.kind() {
                    continue;
                }
                old.stands = false;
                let new = Told { at: dated(*at), event: to, stands: true, ..*old };
                latest.insert(*event, told.len());
                told.push(new);
            }
            _ => {}
        }
    }
    // As for every event: what is dated later than the instant is no fact yet.
    told.retain(|one| one.at <= instant);
    told.sort_by_key(|one| (one.at, one.sequence));
    told
}
