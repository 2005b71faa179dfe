//! The rule of appending, once for every store: what to do with new events, given what is there already.

use crate::StoreError;
use easeback_episode::{NewEvent, Recorded, Sequence};
use std::collections::BTreeSet;

/// What to do with new events.
#[derive(Debug)]
pub(crate) enum Plan {
    /// Write these, each at its place.
    Write(Vec<Line>),
    /// They are there, the last of them at this place.
    AlreadyThere(Sequence),
}

/// An event at its place, with its stored form.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) event: Recorded,
    #[cfg_attr(target_family = "wasm", expect(dead_code, reason = "only databases keep the text"))]
    pub(crate) text: String,
}

/// Decides about `events`, where the log ends at `actual` and `known` tells for each of them the event that has its id.
///
/// Events are the same if their ids and what happened are; a repeated request may well bring a later clock.
pub(crate) fn plan(
    actual: Sequence,
    expected: Sequence,
    events: &[NewEvent],
    known: &[Option<Recorded>],
) -> Result<Plan, StoreError> {
    let mut ids = BTreeSet::new();
    let mut there = Vec::new();
    for (new, known) in events.iter().zip(known) {
        match known {
            Some(old) if old.event == new.event => there.push(old),
            None if ids.insert(new.id) => {}
            _ => return Err(StoreError::EventIdTaken { id: new.id }),
        }
    }
    match there.iter().max_by_key(|old| old.sequence) {
        Some(last) if there.len() == events.len() => Ok(Plan::AlreadyThere(last.sequence)),
        Some(part) => Err(StoreError::EventIdTaken { id: part.id }),
        None if actual != expected => Err(StoreError::Conflict { expected, actual }),
        None => Ok(Plan::Write(lines(actual, events)?)),
    }
}

fn lines(mut last: Sequence, events: &[NewEvent]) -> Result<Vec<Line>, StoreError> {
    let line = |new: &NewEvent| {
        last = last.next();
        let event = new.recorded(last);
        let text = event.to_json()?;
        Ok(Line { event, text })
    };
    events.iter().map(line).collect()
}
