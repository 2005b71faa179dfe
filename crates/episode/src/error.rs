//! What can be wrong with a stored event or an exported log.
//!
//! No message holds what a person answered: where a value cannot be read, its place is named, not its content.

use crate::Sequence;

/// Why an event or an exported log was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EpisodeError {
    /// The text is no JSON, or not of the shape that its kind and version promise.
    #[error("the text at line {line}, column {column} is not what an Easeback log holds; use an unchanged copy")]
    Unreadable {
        /// The line, from 1.
        line: usize,
        /// The column, from 1; 0 where the line as a whole is meant.
        column: usize,
    },

    /// The event is of a kind this program does not know, most likely from a newer one.
    #[error("this log holds a `{kind}`, which this version of Easeback does not know; update Easeback")]
    UnknownKind {
        /// The kind as it is written.
        kind: String,
    },

    /// The event's kind is known, but not in this version.
    #[error("this log holds version {version} of `{kind}`, and this Easeback reads up to {newest}; update Easeback")]
    UnknownVersion {
        /// The kind as it is written.
        kind: String,
        /// The version as it is written.
        version: u32,
        /// The newest version this program reads.
        newest: u32,
    },

    /// A field of an event is out of its range. The value is not told: it may be a health answer.
    #[error("`{field}` of `{kind}` is not allowed; allowed: {allowed}")]
    NotAllowed {
        /// The kind of event.
        kind: &'static str,
        /// The field.
        field: &'static str,
        /// What is allowed.
        allowed: &'static str,
    },

    /// The event would not read back as the same event, so it must not be written.
    #[error("this `{kind}` holds something that cannot be kept, such as a number that is not finite; correct it")]
    NotStorable {
        /// The kind of event.
        kind: &'static str,
    },

    /// The text is not 32 lower-case hexadecimal digits.
    #[error("an event id is 32 hexadecimal digits, lower case")]
    EventId,

    /// The text does not look like the name of a time zone.
    #[error("a time zone is a name like `Europe/Paris` or `UTC`")]
    Zone,

    /// The file is JSON, but not an Easeback log.
    #[error("this file is not an Easeback log; choose one whose first word is `easeback-log`")]
    NotALog,

    /// The file is an Easeback log of a later format.
    #[error("this log is in format version {version}, and this Easeback reads up to {newest}; update Easeback")]
    NewerFormat {
        /// The version as it is written.
        version: u32,
        /// The newest version this program reads.
        newest: u32,
    },

    /// One event of a file cannot be accepted; the source says why.
    #[error("event {place} of this log cannot be read")]
    AtEvent {
        /// Its place in the file, from 1.
        place: usize,
        /// What is wrong with it.
        source: Box<EpisodeError>,
    },

    /// An event is missing, stands twice or is not at its place.
    #[error("event {found} stands where event {expected} belongs, so part of this log is missing; use a whole copy")]
    OutOfSequence {
        /// The sequence number that belongs there.
        expected: Sequence,
        /// The one that stands there.
        found: Sequence,
    },

    /// An imported event, or what it sets right, is dated later than the file was written.
    #[error(
        "it is dated later than this log was exported; set the clock of the machine that wrote it, and export again"
    )]
    Ahead,

    /// An imported event has the id of an event of this log that is another one.
    #[error("its id is that of event {sequence} of this log, which is another one; use an unchanged copy")]
    Conflict {
        /// The event of this log.
        sequence: Sequence,
    },

    /// Two events have the same id.
    #[error("event {sequence} has the id of an earlier event; use an unchanged copy")]
    RepeatedId {
        /// The later one of the two.
        sequence: Sequence,
    },
}

impl EpisodeError {
    /// Only the place is kept: the message of the parser may quote an answer.
    pub(crate) fn unreadable(error: &serde_json::Error) -> Self {
        Self::Unreadable { line: error.line(), column: error.column() }
    }
}
