//! What the tests of the stores share.

#![allow(dead_code, reason = "every test file uses another part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic, its helpers too"
)]

pub mod postgres;

use easeback_episode::{Event, EventId, NewEvent, Sequence};
use easeback_store::{EventStore, PersonId, StoreError};
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own, gone at the end of the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("easeback-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The names of everything in it.
    pub fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn me() -> PersonId {
    PersonId::new("me").unwrap()
}

pub fn new(id: u128, plan: &str) -> NewEvent {
    let at = Timestamp::UNIX_EPOCH;
    let event = Event::DoctorSeen { said: "cleared".to_owned(), plan: Some(plan.to_owned()) };
    NewEvent { id: EventId::from_u128(id), at, zone: "UTC".to_owned(), recorded_at: at, event }
}

/// Fills a log with so many events.
pub async fn fill(store: &impl EventStore, count: u128) {
    let events: Vec<_> = (1..=count).map(|id| new(id, "somewhere")).collect();
    store.append(&me(), Sequence::EMPTY, &events).await.unwrap();
}

/// Many writers at once, each adding three times two events to one log: nothing is lost, doubled, mixed or out of order.
pub async fn many_writers_lose_nothing<S: EventStore + Clone + 'static>(stores: &[S]) {
    let (writers, turns) = (8, 3);
    let tasks: Vec<_> = (0..writers)
        .zip(stores.iter().cycle().cloned())
        .map(|(writer, store)| {
            tokio::spawn(async move {
                for turn in 0..turns {
                    let first = 100 * (writer + 1) + 2 * turn;
                    let pair = [new(first, "first"), new(first + 1, "second")];
                    let mut expected = Sequence::EMPTY;
                    loop {
                        match store.append(&me(), expected, &pair).await {
                            Ok(_) => break,
                            Err(StoreError::Conflict { actual, .. }) => expected = actual,
                            Err(error) => panic!("{error:?}"),
                        }
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let log = stores[0].read(&me()).await.unwrap();
    assert_eq!(u128::try_from(log.len()).unwrap(), writers * turns * 2);
    for pair in log.chunks(2) {
        assert_eq!(pair[0].id.as_u128() + 1, pair[1].id.as_u128(), "a pair was torn apart");
    }
}
