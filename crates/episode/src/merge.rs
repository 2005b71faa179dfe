//! Taking in a log from another machine: ids decide what is new, so the same file twice changes nothing.

use crate::{EpisodeError, EventId, Export, NewEvent, Recorded};
use std::collections::BTreeMap;

/// The events of an exported log that are not in this one yet, in their order, to be appended.
///
/// Whose log it was does not matter. An empty log becomes the very log that was exported, in the same order; a log that has
/// all of it already gets nothing.
///
/// # Errors
/// [`EpisodeError::AtEvent`] with the place of the first event that cannot be taken in: what it holds is not allowed, it
/// is dated later than the file itself ([`EpisodeError::Ahead`]), or its id stands here for something else
/// ([`EpisodeError::Conflict`]). Then nothing of the file should be taken.
pub fn merge(existing: &[Recorded], imported: &Export) -> Result<Vec<NewEvent>, EpisodeError> {
    let mut known: BTreeMap<EventId, &Recorded> = existing.iter().map(|recorded| (recorded.id, recorded)).collect();
    let mut new = Vec::new();
    for (place, recorded) in imported.events.iter().enumerate() {
        let at = |source| EpisodeError::AtEvent { place: place + 1, source: Box::new(source) };
        recorded.event.check().map_err(at)?;
        if recorded.latest() > imported.exported_at {
            return Err(at(EpisodeError::Ahead));
        }
        match known.insert(recorded.id, recorded) {
            None => {
                let Recorded { sequence: _, id, at, zone, recorded_at, event } = recorded.clone();
                new.push(NewEvent { id, at, zone, recorded_at, event });
            }
            Some(here) if is_same(here, recorded) => {}
            Some(here) => return Err(at(EpisodeError::Conflict { sequence: here.sequence })),
        }
    }
    Ok(new)
}

/// Whether two events are the same apart from their place in a log.
fn is_same(one: &Recorded, other: &Recorded) -> bool {
    Recorded { sequence: other.sequence, ..one.clone() } == *other
}
