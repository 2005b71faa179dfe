//! A person's whole log as one file they can keep, read and hand on.
//!
//! The file is JSON with one event per line, each in its stored form, so a log exported today is read by the code that
//! reads the database, in every later version.

use crate::{EpisodeError, Recorded, Sequence, stored};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// A person's whole log.
///
/// As JSON: `{"format":"easeback-log","version":1,"person":…,"exported_at":…,"events":[…]}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// Whose log it is, by the id their events are stored under.
    pub person: String,
    /// When it was exported; no event of it is later.
    pub exported_at: Timestamp,
    /// Every event, by sequence from 1 without gaps.
    pub events: Vec<Recorded>,
}

#[derive(Serialize)]
struct HeadOut<'a> {
    format: &'a str,
    version: u32,
    person: &'a str,
    exported_at: Timestamp,
}

#[derive(Deserialize)]
struct Format {
    format: Option<String>,
    version: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    person: String,
    exported_at: Timestamp,
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

impl Export {
    /// The word that says what the file is.
    pub const FORMAT: &str = "easeback-log";
    /// The version of the file around the events; each event has its own.
    pub const VERSION: u32 = 1;

    /// A log as it is exported now; where a clock that has gone back left events that are later than now, at the latest of
    /// them.
    pub fn new(person: String, now: Timestamp, events: Vec<Recorded>) -> Self {
        let exported_at = events.iter().map(Recorded::latest).fold(now, Timestamp::max);
        Self { person, exported_at, events }
    }

    /// The file. An event that was kept before its numbers or sizes were bounded is written too: it is the person's log,
    /// and no old event may keep them from taking it along.
    ///
    /// # Errors
    /// [`EpisodeError::OutOfSequence`] or [`EpisodeError::RepeatedId`] where the events are not one whole log, and
    /// [`EpisodeError::AtEvent`] for an event that would not read back as this very event.
    pub fn to_json(&self) -> Result<String, EpisodeError> {
        check_sequence(&self.events)?;
        let (format, version) = (Self::FORMAT, Self::VERSION);
        let head = HeadOut { format, version, person: &self.person, exported_at: self.exported_at };
        let head = serde_json::to_string(&head).map_err(|error| EpisodeError::unreadable(&error))?;
        let lines = self.events.iter().enumerate().map(|(index, event)| at_event(index, stored::line(event)));
        let lines = lines.collect::<Result<Vec<_>, _>>()?.join(",\n");
        let head = head.strip_suffix('}').unwrap_or(&head);
        Ok(format!("{head},\"events\":[\n{lines}\n]}}\n"))
    }

    /// Reads and checks a file: format, version, every event, their sequence and their ids.
    ///
    /// # Errors
    /// [`EpisodeError::NotALog`], [`EpisodeError::NewerFormat`], [`EpisodeError::Unreadable`], [`EpisodeError::AtEvent`],
    /// [`EpisodeError::OutOfSequence`] or [`EpisodeError::RepeatedId`].
    pub fn from_json(text: &str) -> Result<Self, EpisodeError> {
        let unreadable = |error| EpisodeError::unreadable(&error);
        let format: Format = serde_json::from_str(text).map_err(unreadable)?;
        match (format.format.as_deref(), format.version) {
            (Some(Self::FORMAT), Some(Self::VERSION)) => {}
            (Some(Self::FORMAT), Some(version)) if version > Self::VERSION => {
                return Err(EpisodeError::NewerFormat { version, newest: Self::VERSION });
            }
            _ => return Err(EpisodeError::NotALog),
        }
        let File { person, exported_at, events, .. } = serde_json::from_str(text).map_err(unreadable)?;
        let events = events.iter().enumerate().map(|(index, raw)| at_event(index, Recorded::from_json(raw.get())));
        let events = events.collect::<Result<Vec<_>, _>>()?;
        check_sequence(&events)?;
        Ok(Self { person, exported_at, events })
    }
}

fn at_event<T>(index: usize, result: Result<T, EpisodeError>) -> Result<T, EpisodeError> {
    result.map_err(|source| EpisodeError::AtEvent { place: index + 1, source: Box::new(source) })
}

fn check_sequence(events: &[Recorded]) -> Result<(), EpisodeError> {
    let (mut expected, mut ids) = (Sequence::FIRST, BTreeSet::new());
    for event in events {
        if event.sequence != expected {
            return Err(EpisodeError::OutOfSequence { expected, found: event.sequence });
        }
        if !ids.insert(event.id) {
            return Err(EpisodeError::RepeatedId { sequence: event.sequence });
        }
        expected = expected.next();
    }
    Ok(())
}
