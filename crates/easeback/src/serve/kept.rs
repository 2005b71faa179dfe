//! Where the log is kept, or why it is not.

use easeback_episode::{NewEvent, Recorded, Sequence};
use easeback_store::{EventStore, PersonId, SqlStore, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How long a file that could not be used is left alone before it is tried again.
const PAUSE: Duration = Duration::from_secs(2);

/// The file. While it cannot be used every call says why, the pages tell the person, and it is tried again from time to
/// time: another program may have let go of it.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    path: Arc<PathBuf>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
enum State {
    Open(SqlStore),
    Failed { why: StoreError, at: Instant },
}

impl Kept {
    /// Opens the file, and says what is wrong with it.
    pub(super) async fn open(path: &Path) -> (Self, Option<StoreError>) {
        let (state, trouble) = match SqlStore::open_sqlite(path).await {
            Ok(store) => {
                let trouble = store.health().await.err();
                (State::Open(store), trouble)
            }
            Err(error) => (failed(&error), Some(error)),
        };
        (Self { path: Arc::new(path.to_owned()), state: Arc::new(Mutex::new(state)) }, trouble)
    }

    /// Whether the file is open.
    pub(super) async fn is_open(&self) -> bool {
        matches!(*self.state.lock().await, State::Open(_))
    }

    /// Ends what is under way and folds everything into the one file.
    pub(super) async fn close(&self) {
        if let State::Open(store) = &*self.state.lock().await {
            store.close().await;
        }
    }

    async fn store(&self) -> Result<SqlStore, StoreError> {
        let mut state = self.state.lock().await;
        if matches!(&*state, State::Failed { at, .. } if at.elapsed() >= PAUSE) {
            *state = match SqlStore::open_sqlite(&*self.path).await {
                Ok(store) => State::Open(store),
                Err(error) => failed(&error),
            };
        }
        match &*state {
            State::Open(store) => Ok(store.clone()),
            State::Failed { why, .. } => Err(same(why)),
        }
    }
}

fn failed(error: &StoreError) -> State {
    tracing::error!(%error, source = std::error::Error::source(error), "the data cannot be used");
    State::Failed { why: same(error), at: Instant::now() }
}

/// The same error once more, without what the database said; that is in the log already.
fn same(error: &StoreError) -> StoreError {
    match error {
        StoreError::Locked { .. } => StoreError::Locked { source: None },
        StoreError::ReadOnly { .. } => StoreError::ReadOnly { source: None },
        StoreError::Corrupt { .. } | StoreError::Event { .. } => StoreError::Corrupt { source: None },
        StoreError::Full { .. } => StoreError::Full { source: None },
        StoreError::NewerSchema { found, known } => StoreError::NewerSchema { found: *found, known: *known },
        StoreError::NotOurs => StoreError::NotOurs,
        _ => StoreError::Unavailable { source: None },
    }
}

impl EventStore for Kept {
    async fn append(&self, person: &PersonId, expected: Sequence, events: &[NewEvent]) -> Result<Sequence, StoreError> {
        self.store().await?.append(person, expected, events).await
    }

    async fn read_after(&self, person: &PersonId, after: Sequence) -> Result<Vec<Recorded>, StoreError> {
        self.store().await?.read_after(person, after).await
    }

    async fn last_sequence(&self, person: &PersonId) -> Result<Sequence, StoreError> {
        self.store().await?.last_sequence(person).await
    }

    async fn erase(&self, person: &PersonId) -> Result<(), StoreError> {
        self.store().await?.erase(person).await
    }

    async fn people(&self) -> Result<Vec<PersonId>, StoreError> {
        self.store().await?.people().await
    }

    async fn health(&self) -> Result<(), StoreError> {
        self.store().await?.health().await
    }
}
