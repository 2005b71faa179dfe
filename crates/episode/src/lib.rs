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

mod calendar;
mod check;
mod check_in;
mod counted;
mod days;
mod error;
mod escalation;
mod event;
mod export;
mod facts;
mod id;
mod ledger;
mod log;
mod merge;
mod now;
mod passed;
mod phase;
mod plan;
mod prevention;
mod recorded;
mod recovery;
mod reminder;
mod report;
mod session;
mod snapshot;
mod stored;

pub use calendar::calendar;
pub use check_in::{Asked, AskedAgain, Schedule, Slot, asked, expired, felt_worse, nobody_did, prognosis, schedule};
pub use days::time_zone;
pub use easeback_engine::Answer;
pub use error::EpisodeError;
pub use escalation::{SetOff, VisitAdvised, escalations, to_tell, visits};
pub use event::{Content, Event, GuidelineStamp};
pub use export::Export;
pub use facts::{decision_at, facts, rows_at};
pub use id::{EventId, Sequence};
pub use ledger::{Ledger, May, MayProduct, Room, Rule, Why, minute_up};
pub use log::{
    Allowance, AnsweredScreen, Dated, DoneCheckIn, Dose, Episode, ExerciseSession, Harm, Log, NoFact, OtherUse, Pain,
    Running, ShownDecision, Stopped, TakenBack, Use, Visit, answered,
};
pub use merge::merge;
pub use now::{Now, Waking};
pub use passed::{Passed, passed};
pub use phase::{in_prevention, phase, prevention_since, relapse};
pub use plan::{Doses, Item, NextDose, NotYet, Plan, Shown, plan};
pub use prevention::{Programme, Set, Walking, programme, walking};
pub use recorded::{NewEvent, Recorded};
pub use recovery::{
    Expected, Helped, PainDay, Spasm, Step, Verdict, expected, helped, milestones, pain_by_day, readings, spasms,
};
pub use reminder::{Reminder, reminders};
pub use report::{Answered, Day, GivenAdvice, Intake, Report, SignAsked, report};
pub use session::{Cue, Progress, Session, Standing, running, session};
pub use snapshot::Snapshot;

/// The latest answer of each row: of a finding (`fever`), or of one option of a finding with many
/// (`conditions.diabetes`).
pub type Rows = std::collections::BTreeMap<String, Answer>;
