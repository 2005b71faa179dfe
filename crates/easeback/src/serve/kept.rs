//! Where the log is kept, or why it is not.

use easeback_episode::{NewEvent, Recorded, Sequence};
use easeback_store::{EventStore, PersonId, SqlStore, StoreError};
use std::sync::Arc;

/// A file, or nowhere: then every call says why, and the pages tell the person.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    File(SqlStore),
    Nowhere(Arc<StoreError>),
}

impl Kept {
    /// Ends what is under way and folds everything into the one file.
    pub(super) async fn close(&self) {
        if let Self::File(store) = self {
            store.close().await;
        }
    }
}

/// The same error once more, without what the database said; that is in the log already.
pub(super) fn same(error: &StoreError) -> StoreError {
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

macro_rules! ask {
    ($kept:expr, $store:ident => $call:expr) => {
        match $kept {
            Kept::File($store) => $call.await,
            Kept::Nowhere(error) => Err(same(error)),
        }
    };
}

impl EventStore for Kept {
    async fn append(&self, person: &PersonId, expected: Sequence, events: &[NewEvent]) -> Result<Sequence, StoreError> {
        ask!(self, store => store.append(person, expected, events))
    }

    async fn read_after(&self, person: &PersonId, after: Sequence) -> Result<Vec<Recorded>, StoreError> {
        ask!(self, store => store.read_after(person, after))
    }

    async fn last_sequence(&self, person: &PersonId) -> Result<Sequence, StoreError> {
        ask!(self, store => store.last_sequence(person))
    }

    async fn erase(&self, person: &PersonId) -> Result<(), StoreError> {
        ask!(self, store => store.erase(person))
    }

    async fn people(&self) -> Result<Vec<PersonId>, StoreError> {
        ask!(self, store => store.people())
    }

    async fn health(&self) -> Result<(), StoreError> {
        ask!(self, store => store.health())
    }
}
