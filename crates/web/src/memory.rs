//! What was read before, so that a page of a long log need not read all of it again.
//!
//! Other programs, servers and tabs write to the same store, so nothing here is believed unasked: every reading asks the
//! store for what came after, and for the last event known once more. Is that another one now, the person was erased and has
//! begun anew, and all of it is read again. Nothing is ever shown from here that the store did not confirm in this request.

use easeback_episode::{Log, Recorded, Sequence};
use easeback_store::{EventStore, PersonId, StoreError};
use jiff::Timestamp;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many events are remembered in all. The person read last is remembered even beyond that.
const EVENTS: usize = 100_000;

/// Somebody's events, and what all of them come to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remembered {
    pub(crate) events: Arc<Vec<Recorded>>,
    /// When the latest of them happened.
    pub(crate) latest: Timestamp,
    /// The log at that time, so the same at every instant from then on.
    pub(crate) log: Arc<Log>,
}

impl Remembered {
    fn of(events: Arc<Vec<Recorded>>) -> Self {
        let latest = events.iter().map(|event| event.at).max().unwrap_or_default();
        let log = Arc::new(Log::at(&events, latest));
        Self { events, latest, log }
    }
}

/// The logs that were read, the one used last at the end.
#[derive(Debug, Default)]
pub(crate) struct Memory(Mutex<Vec<(PersonId, Remembered)>>);

impl Memory {
    /// Every event of this person, as the store has them now.
    pub(crate) async fn read(&self, store: &impl EventStore, person: &PersonId) -> Result<Remembered, StoreError> {
        // Taken out, so that it can be extended in place; a second request meanwhile reads for itself.
        let known = self.take(person);
        let read = match read_on(store, person, known).await? {
            Some(read) => read,
            None => Remembered::of(Arc::new(store.read(person).await?)),
        };
        self.keep(person, &read);
        Ok(read)
    }

    /// Remembers nothing of this person any more.
    pub(crate) fn forget(&self, person: &PersonId) {
        self.logs().retain(|(known, _)| known != person);
    }

    fn take(&self, person: &PersonId) -> Option<Remembered> {
        let mut logs = self.logs();
        let place = logs.iter().position(|(known, _)| known == person)?;
        Some(logs.remove(place).1)
    }

    fn keep(&self, person: &PersonId, read: &Remembered) {
        let mut logs = self.logs();
        logs.retain(|(known, _)| known != person);
        if read.events.is_empty() {
            return;
        }
        logs.push((person.clone(), read.clone()));
        let mut room = EVENTS;
        let fits = |events: usize| match room.checked_sub(events) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        };
        let lengths = logs.iter().rev().map(|(_, read)| read.events.len());
        let fitting = lengths.map(fits).take_while(|fits| *fits).count().max(1);
        let first = logs.len().saturating_sub(fitting);
        logs.drain(..first);
    }

    fn logs(&self) -> MutexGuard<'_, Vec<(PersonId, Remembered)>> {
        // Every change is one step, so what is here is whole even if a thread died while it held the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is known with what came after; none where the store does not confirm the last known event.
async fn read_on(
    store: &impl EventStore,
    person: &PersonId,
    known: Option<Remembered>,
) -> Result<Option<Remembered>, StoreError> {
    let Some(Remembered { mut events, latest, log }) = known else { return Ok(None) };
    let Some(last) = events.last() else { return Ok(None) };
    let before = Sequence::new(last.sequence.get().saturating_sub(1));
    let mut rest = store.read_after(person, before).await?.into_iter();
    if rest.next().as_ref() != Some(last) {
        return Ok(None);
    }
    if rest.len() == 0 {
        return Ok(Some(Remembered { events, latest, log }));
    }
    Arc::make_mut(&mut events).extend(rest);
    Ok(Some(Remembered::of(events)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use easeback_episode::{Event, EventId, NewEvent};
    use easeback_store::MemoryStore;

    fn person(id: &str) -> PersonId {
        PersonId::new(id).unwrap()
    }

    fn events(first: u128, count: u128) -> Vec<NewEvent> {
        let at = Timestamp::UNIX_EPOCH;
        let new = |id| NewEvent {
            id: EventId::from_u128(id),
            at,
            zone: "UTC".to_owned(),
            recorded_at: at,
            event: Event::EpisodeStarted {},
        };
        (first..first + count).map(new).collect()
    }

    #[tokio::test]
    async fn what_another_program_added_is_read_and_what_was_known_is_kept() {
        let (memory, store, me) = (Memory::default(), MemoryStore::default(), person("me"));
        assert!(memory.read(&store, &me).await.unwrap().events.is_empty());
        let last = store.append(&me, Sequence::EMPTY, &events(1, 3)).await.unwrap();
        assert_eq!(memory.read(&store, &me).await.unwrap().events.len(), 3);
        // A page that is still being made keeps what it was made from.
        let held = memory.read(&store, &me).await.unwrap();
        store.append(&me, last, &events(10, 2)).await.unwrap();
        let read = memory.read(&store, &me).await.unwrap();
        assert_eq!(*read.events, store.read(&me).await.unwrap());
        assert_eq!((held.events.len(), held.log.episodes.len()), (3, 3));
        assert_eq!((read.events.len(), read.log.episodes.len()), (5, 5));
    }

    #[tokio::test]
    async fn a_person_who_was_erased_elsewhere_and_began_anew_is_read_anew() {
        for anew in [0, 2, 3, 5] {
            let (memory, store, me) = (Memory::default(), MemoryStore::default(), person("me"));
            store.append(&me, Sequence::EMPTY, &events(1, 3)).await.unwrap();
            memory.read(&store, &me).await.unwrap();
            store.erase(&me).await.unwrap();
            store.append(&me, Sequence::EMPTY, &events(100, anew)).await.unwrap();
            let read = memory.read(&store, &me).await.unwrap();
            assert_eq!(*read.events, store.read(&me).await.unwrap(), "{anew} new events");
            assert_eq!(*read.log, Log::at(&read.events, Timestamp::UNIX_EPOCH), "{anew} new events");
        }
    }

    #[tokio::test]
    async fn long_logs_of_many_people_are_not_all_remembered_but_the_last_one_is() {
        let (memory, store) = (Memory::default(), MemoryStore::default());
        let each = 40_000;
        for id in ["a", "b", "c"] {
            store.append(&person(id), Sequence::EMPTY, &events(1, each)).await.unwrap();
            memory.read(&store, &person(id)).await.unwrap();
        }
        let remembered = || memory.logs().iter().map(|(person, _)| person.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(remembered(), ["b", "c"]);
        memory.forget(&person("c"));
        assert_eq!(remembered(), ["b"]);
    }
}
