//! Where events are kept.
//!
//! [`EventStore`] is the contract: append to a person's log, read it, erase it. [`SqlStore`] keeps it in SQLite, one
//! file that only its owner can read, or in PostgreSQL, with the same statements on both. [`MemoryStore`] keeps it
//! until the program ends. What a caller may rely on is what [`conformance`] checks of each of them, and nothing else.
//!
//! A store knows neither the clock nor how to make ids: both come with each event. No error of this crate names a
//! person or tells what an event holds.
//!
//! ```
//! use easeback_episode::{Event, EventId, NewEvent, Sequence};
//! use easeback_store::{EventStore, MemoryStore, PersonId, StoreError};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let store = MemoryStore::default();
//! let person = PersonId::new("me")?;
//! let at = "2026-02-01T21:04:00Z".parse()?;
//! let new = |id, event| {
//!     [NewEvent { id: EventId::from_u128(id), at, zone: "Europe/Paris".to_owned(), recorded_at: at, event }]
//! };
//!
//! let last = store.append(&person, Sequence::EMPTY, &new(1, Event::EpisodeStarted {})).await?;
//! assert_eq!(last, Sequence::FIRST);
//!
//! // A second tab that has not seen this event cannot write over it.
//! let late = store.append(&person, Sequence::EMPTY, &new(2, Event::EpisodeEnded {})).await;
//! assert!(matches!(late, Err(StoreError::Conflict { actual: Sequence::FIRST, .. })));
//! # Ok(())
//! # }
//! ```

mod append;
pub mod conformance;
mod error;
mod memory;
mod person;
#[cfg(not(target_family = "wasm"))]
mod sql;
mod store;
mod tries;

pub use error::{Cause, StoreError};
pub use memory::MemoryStore;
pub use person::PersonId;
#[cfg(not(target_family = "wasm"))]
pub use sql::SqlStore;
pub use store::EventStore;
pub use tries::Tries;
