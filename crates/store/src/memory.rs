//! A store that forgets everything when the program ends: for tests, for a try, and for a page that keeps the log itself.

use crate::append::{Plan, plan};
use crate::{EventStore, PersonId, StoreError};
use easeback_episode::{NewEvent, Recorded, Sequence};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Keeps events in memory. Clones share the same logs.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    logs: Arc<Mutex<Logs>>,
}

type Logs = BTreeMap<PersonId, Vec<Recorded>>;

impl MemoryStore {
    fn logs(&self) -> MutexGuard<'_, Logs> {
        // A log is only ever extended in one step, so it is whole even if a thread died while it held the lock.
        self.logs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl EventStore for MemoryStore {
    async fn append(&self, person: &PersonId, expected: Sequence, events: &[NewEvent]) -> Result<Sequence, StoreError> {
        let mut logs = self.logs();
        let log = logs.get(person).map(Vec::as_slice).unwrap_or_default();
        let known = |new: &NewEvent| log.iter().find(|old| old.id == new.id).cloned();
        let known: Vec<_> = events.iter().map(known).collect();
        match plan(end(log), expected, events, &known)? {
            Plan::AlreadyThere(last) => Ok(last),
            Plan::Write(lines) if lines.is_empty() => Ok(expected),
            Plan::Write(lines) => {
                let log = logs.entry(person.clone()).or_default();
                log.extend(lines.into_iter().map(|line| line.event));
                Ok(end(log))
            }
        }
    }

    async fn read_after(&self, person: &PersonId, after: Sequence) -> Result<Vec<Recorded>, StoreError> {
        let logs = self.logs();
        let log = logs.get(person).map(Vec::as_slice).unwrap_or_default();
        let first = log.partition_point(|event| event.sequence <= after);
        Ok(log.get(first..).unwrap_or_default().to_vec())
    }

    async fn last_sequence(&self, person: &PersonId) -> Result<Sequence, StoreError> {
        Ok(self.logs().get(person).map(|log| end(log)).unwrap_or_default())
    }

    async fn erase(&self, person: &PersonId) -> Result<(), StoreError> {
        self.logs().remove(person);
        Ok(())
    }

    async fn people(&self) -> Result<Vec<PersonId>, StoreError> {
        Ok(self.logs().keys().cloned().collect())
    }

    async fn health(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

fn end(log: &[Recorded]) -> Sequence {
    log.last().map(|event| event.sequence).unwrap_or_default()
}
