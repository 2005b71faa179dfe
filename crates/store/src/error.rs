//! What can go wrong with keeping events, and what the reader can do about it.
//!
//! No message and no source names a person or tells what an event holds.

use easeback_episode::{EpisodeError, EventId, Sequence};
use std::error::Error;

/// What the database or the operating system said, for the log.
pub type Cause = Box<dyn Error + Send + Sync + 'static>;

/// Why a store could not do what it was asked to do. Unless it says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Something was written since the caller last read, perhaps in another tab.
    #[error("the log goes on to event {actual}, and not to {expected} as it did before; read it again, then repeat")]
    Conflict {
        /// The last sequence the caller knew of.
        expected: Sequence,
        /// The last sequence there is.
        actual: Sequence,
    },

    /// The id belongs to another event of this person already, or stands twice among the new ones, or only a part of the
    /// new events is in the log.
    #[error("the event id `{id}` has been used before; give each event an id of its own")]
    EventIdTaken {
        /// The id.
        id: EventId,
    },

    /// A new event cannot be kept as it is, or a kept one cannot be read by this program; the source says why.
    #[error("an event cannot be kept or read as it is")]
    Event {
        /// What is wrong with it.
        #[from]
        source: EpisodeError,
    },

    /// The text cannot be the id of a person.
    #[error("the id of a person is 1 to 128 visible ASCII characters, without spaces")]
    PersonId,

    /// The text is not the address of a database of this kind.
    #[error("this is no address of a PostgreSQL database; write it like `postgres://name@host/database`")]
    Address {
        /// What is wrong with it.
        source: Option<Cause>,
    },

    /// Somebody else was writing for longer than this program waits.
    #[error("another program is writing to this log; close it or wait a moment, then try again")]
    Locked {
        /// What the database said.
        source: Option<Cause>,
    },

    /// The log can be read, but not written.
    #[error("this log can only be read; allow writing to its file and its folder, or choose another place")]
    ReadOnly {
        /// What the database said.
        source: Option<Cause>,
    },

    /// What lies in the database is damaged. It has been left as it is.
    #[error("this log is damaged and was left untouched; keep a copy of it and go back to an earlier one")]
    Corrupt {
        /// What the database said.
        source: Option<Cause>,
    },

    /// There is no room left.
    #[error("there is no room left to write; free some space, then try again")]
    Full {
        /// What the database said.
        source: Option<Cause>,
    },

    /// The database was written by a newer program.
    #[error("this log is kept in form {found}, and this Easeback knows up to form {known}; update Easeback")]
    NewerSchema {
        /// The version of the tables.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },

    /// The file is a database of another program. It has been left as it is.
    #[error("this file belongs to another program and was left untouched; choose another place")]
    NotOurs,

    /// The database cannot be reached.
    #[error(
        "the place where the log is kept cannot be reached; check that it is there and may be used, then try again"
    )]
    Unavailable {
        /// What the database or the operating system said.
        source: Option<Cause>,
    },
}

impl StoreError {
    /// Damage that this program found by itself.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) const CORRUPT: Self = Self::Corrupt { source: None };
}
