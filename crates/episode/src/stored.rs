//! The stored form of an event: one line of JSON.
//!
//! ```text
//! {"v":1,"sequence":1,"id":"…","at":"2026-02-01T21:04:00Z","zone":"Europe/Paris","recorded_at":"…","event":{"kind":…}}
//! ```
//!
//! `v` is the version of this kind of event, so that one kind can change without the others. A shape is read strictly: an
//! unknown field, a field twice or a wrong type is refused, never skipped. An old version is upcast in [`read`], and its
//! bytes stay in `tests/frozen.rs` for ever.

use crate::{EpisodeError, Event, EventId, Recorded, Sequence};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Line<'a> {
    v: u32,
    sequence: Sequence,
    id: EventId,
    at: Timestamp,
    zone: &'a str,
    recorded_at: Timestamp,
    event: &'a Event,
}

/// The two things that say how to read the rest.
#[derive(Deserialize)]
struct Head {
    v: u32,
    event: Kind,
}

#[derive(Deserialize)]
struct Kind {
    kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    v: u32,
    sequence: Sequence,
    id: EventId,
    at: Timestamp,
    zone: String,
    recorded_at: Timestamp,
    event: Event,
}

pub(crate) fn write(recorded: &Recorded) -> Result<String, EpisodeError> {
    recorded.event.check()?;
    line(recorded)
}

/// The same of what is kept already: its ranges are not looked at, which may have been wider once.
pub(crate) fn line(recorded: &Recorded) -> Result<String, EpisodeError> {
    let Recorded { sequence, id, at, zone, recorded_at, event } = recorded;
    check_zone(zone)?;
    let (kind, v) = event.shape();
    let line = Line { v, sequence: *sequence, id: *id, at: *at, zone, recorded_at: *recorded_at, event };
    let text = serde_json::to_string(&line).map_err(|_| EpisodeError::NotStorable { kind })?;
    // Some answers have no JSON that reads back the same, such as an option named `not_sure`.
    match read(&text) {
        Ok(back) if back == *recorded => Ok(text),
        _ => Err(EpisodeError::NotStorable { kind }),
    }
}

pub(crate) fn read(text: &str) -> Result<Recorded, EpisodeError> {
    // Nearly every line is of the newest version, so that is tried first. Every kind is in its first version; the first
    // old one gets its own shape and its upcast after the check of the head.
    match serde_json::from_str(text) {
        Ok(Body { v, sequence, id, at, zone, recorded_at, event }) if v == event.shape().1 => {
            check_zone(&zone)?;
            Ok(Recorded { sequence, id, at, zone, recorded_at, event })
        }
        Ok(_) => Err(check_head(text).err().unwrap_or(EpisodeError::Unreadable { line: 1, column: 0 })),
        Err(error) => Err(check_head(text).err().unwrap_or_else(|| EpisodeError::unreadable(&error))),
    }
}

/// Fails if the kind or its version is unknown, which says more than how its shape is not understood.
fn check_head(text: &str) -> Result<(), EpisodeError> {
    let Head { v, event: Kind { kind } } =
        serde_json::from_str(text).map_err(|error| EpisodeError::unreadable(&error))?;
    match Event::READABLE.iter().find(|(known, _)| *known == kind) {
        None => Err(EpisodeError::UnknownKind { kind }),
        Some(&(_, newest)) if v == 0 || v > newest => Err(EpisodeError::UnknownVersion { kind, version: v, newest }),
        Some(_) => Ok(()),
    }
}

/// Looks like the name of a zone; whether it exists is for whoever has the zones of the world at hand.
fn check_zone(zone: &str) -> Result<(), EpisodeError> {
    let spelled = zone.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'));
    if spelled && (1..=64).contains(&zone.len()) { Ok(()) } else { Err(EpisodeError::Zone) }
}
