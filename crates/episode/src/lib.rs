//! What happened, and what follows from it.
//!
//! Everything a person does becomes an [`Event`] in the past tense, wrapped in a [`Recorded`] that says when it happened
//! and in which zone. Events are only ever added. What is known at an instant is a pure fold over them: [`Log::at`].
//!
//! ```
//! use easeback_episode::{Event, EventId, Log, NewEvent, Sequence};
//!
//! let now = "2026-02-01T21:04:00Z".parse()?;
//! let id = EventId::from_u128(1); // the caller brings randomness, this crate has none
//! let new = NewEvent { id, at: now, zone: "Europe/Paris".to_owned(), recorded_at: now, event: Event::EpisodeStarted {} };
//! let events = [new.recorded(Sequence::FIRST)];
//!
//! let log = Log::at(&events, now);
//! assert!(log.open().is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The stored form is one line of JSON per event ([`Recorded::to_json`]); the same line stands in the database and in an
//! [`Export`]. Its bytes are frozen by tests: a later shape gets a new version, and the old one is read and upcast.
//!
//! This crate refuses to know the time, to make ids, and to touch a file: all of that arrives as an argument.

mod error;
mod event;
mod export;
mod id;
mod log;
mod recorded;
mod stored;

pub use easeback_engine::Answer;
pub use error::EpisodeError;
pub use event::{Content, Event, GuidelineStamp};
pub use export::Export;
pub use id::{EventId, Sequence};
pub use log::{
    Allowance, AnsweredScreen, DoneCheckIn, Dose, Episode, ExerciseSession, Harm, Log, Pain, Running, ShownDecision,
    Stopped, TakenBack, Use, Visit,
};
pub use recorded::{NewEvent, Recorded};
