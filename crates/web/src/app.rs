//! What the pages need: the engine, the store, and what the operating system would otherwise be asked for.

use crate::AllowedHosts;
use crate::known::Known;
use easeback_engine::Engine;
use easeback_episode::{Event, EventId, NewEvent};
use easeback_store::PersonId;
use jiff::Timestamp;
use std::sync::Arc;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Makes a new id for an event, never the same twice.
pub type Ids = Arc<dyn Fn() -> EventId + Send + Sync>;

/// Everything that the pages work with.
pub struct App<S> {
    /// What decides.
    pub engine: Arc<Engine>,
    /// Where events are kept.
    pub store: S,
    /// Whose pages they are until somebody else is chosen.
    pub person: PersonId,
    /// Tells the time.
    pub clock: Clock,
    /// Makes ids for events.
    pub ids: Ids,
    /// The time zone, by its IANA name; also a first guess at the country.
    pub zone: String,
    /// The hosts under which these pages may be asked for.
    pub hosts: AllowedHosts,
}

impl<S> App<S> {
    /// An event that happens now, with an id of its own.
    pub(crate) fn event(&self, known: &Known, event: Event) -> NewEvent {
        self.event_with((self.ids)(), known, event)
    }

    /// An event that happens now, with an id that was given out before.
    pub(crate) fn event_with(&self, id: EventId, known: &Known, event: Event) -> NewEvent {
        NewEvent { id, at: known.next, zone: self.zone.clone(), recorded_at: (self.clock)(), event }
    }
}
