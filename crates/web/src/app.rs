//! What the pages need: the engine, the store, and what the operating system would otherwise be asked for.

use crate::AllowedHosts;
use crate::known::Known;
use easeback_engine::Engine;
use easeback_episode::{Event, EventId, NewEvent, Sequence};
use easeback_store::{EventStore, PersonId, StoreError};
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
    /// Whose pages they are.
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

/// How often an append is tried again when something else was written in between.
const TRIES: usize = 5;

impl<S: EventStore> App<S> {
    /// Reads what is known of the person.
    pub(crate) async fn read(&self) -> Result<Known, StoreError> {
        let events = self.store.read(&self.person).await?;
        Ok(Known::new(events, (self.clock)()))
    }

    /// An event that happens now, with an id of its own.
    pub(crate) fn event(&self, known: &Known, event: Event) -> NewEvent {
        self.event_with((self.ids)(), known, event)
    }

    /// An event that happens now, with an id that was given out before.
    pub(crate) fn event_with(&self, id: EventId, known: &Known, event: Event) -> NewEvent {
        NewEvent { id, at: known.now, zone: self.zone.clone(), recorded_at: (self.clock)(), event }
    }

    /// Adds the events that `make` gives for what is known, and reads and makes them again when something else was
    /// written in between. For events that are right whatever that was.
    pub(crate) async fn append(
        &self,
        mut make: impl FnMut(&Known) -> Vec<NewEvent> + Send,
    ) -> Result<Sequence, StoreError> {
        let mut tries = 0;
        loop {
            let known = self.read().await?;
            let events = make(&known);
            if events.is_empty() {
                return Ok(known.sequence);
            }
            tries += 1;
            match self.store.append(&self.person, known.sequence, &events).await {
                Err(StoreError::Conflict { .. }) if tries < TRIES => {}
                done => return done,
            }
        }
    }
}
