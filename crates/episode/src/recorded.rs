//! The envelope around an event: which one, where in the log, when it happened and when it was written down.

use crate::{EpisodeError, Event, EventId, Sequence};
use jiff::Timestamp;

/// An event that has not been given its place in the log yet.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// Its identity: the same id again is the same event.
    pub id: EventId,
    /// When it happened.
    pub at: Timestamp,
    /// The time zone it happened in, by its IANA name (`Europe/Paris`).
    pub zone: String,
    /// When it was written down, by the clock of the machine that did.
    pub recorded_at: Timestamp,
    /// What happened.
    pub event: Event,
}

impl NewEvent {
    /// The event at its place in the log.
    #[must_use]
    pub fn recorded(&self, sequence: Sequence) -> Recorded {
        let Self { id, at, zone, recorded_at, event } = self.clone();
        Recorded { sequence, id, at, zone, recorded_at, event }
    }
}

/// An event in a person's log.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Its place among all events of this person.
    pub sequence: Sequence,
    /// Its identity.
    pub id: EventId,
    /// When it happened. This may be long before it was recorded, and before events of a lower sequence.
    pub at: Timestamp,
    /// The time zone it happened in, by its IANA name.
    pub zone: String,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// What happened.
    pub event: Event,
}

impl Recorded {
    /// The latest instant that it tells of: its own, or the one to which it sets something right.
    pub(crate) fn latest(&self) -> Timestamp {
        match &self.event {
            Event::EventCorrected { at, .. } => self.at.max(*at),
            _ => self.at,
        }
    }

    /// The stored form: one line of JSON with the version of its shape.
    ///
    /// # Errors
    /// [`EpisodeError::NotAllowed`] for what [`Event::check`] refuses; [`EpisodeError::NotStorable`] or
    /// [`EpisodeError::Zone`] if the line would not read back as this very event.
    pub fn to_json(&self) -> Result<String, EpisodeError> {
        crate::stored::write(self)
    }

    /// Reads the stored form of any version ever written.
    ///
    /// # Errors
    /// [`EpisodeError::Unreadable`], [`EpisodeError::Zone`], [`EpisodeError::UnknownKind`] or [`EpisodeError::UnknownVersion`].
    pub fn from_json(text: &str) -> Result<Self, EpisodeError> {
        crate::stored::read(text)
    }
}
