//! The contract of a store.

use crate::{PersonId, StoreError};
use easeback_episode::{NewEvent, Recorded, Sequence};

/// Keeps the log of every person: append-only, in the order of its sequence, from 1 without gaps.
///
/// What the methods promise is checked by [`conformance`](crate::conformance); a caller relies on nothing beyond that.
/// A call whose future is dropped has either happened as a whole or not at all.
///
/// What an event holds is never put into an error, neither into its message, nor into its debug output, nor into a source:
/// errors go to logs, and answers about health must not.
pub trait EventStore: Send + Sync {
    /// Adds events after the event `expected`, all of them or none, and says the sequence of the last one.
    ///
    /// When this returns, the events survive the end of the program and, where the store keeps them on a disk, a loss of
    /// power. The very same events again, recognised by their ids, are not added again, whatever `expected` says; the
    /// answer is the one of the first time, and so are the times that are kept. Adding no events only checks `expected`.
    ///
    /// # Errors
    /// - [`StoreError::Conflict`] if the log does not end at `expected`;
    /// - [`StoreError::EventIdTaken`] if an id belongs to a different event already, stands twice among `events`, or if
    ///   only some of `events` are in the log;
    /// - [`StoreError::Event`] if an event would not read back the same;
    /// - [`StoreError::Locked`], [`StoreError::ReadOnly`], [`StoreError::Full`], [`StoreError::Corrupt`] or
    ///   [`StoreError::Unavailable`]. After the last one the events may have been added: repeat them as they were.
    fn append(
        &self,
        person: &PersonId,
        expected: Sequence,
        events: &[NewEvent],
    ) -> impl Future<Output = Result<Sequence, StoreError>> + Send;

    /// Every event of this person by sequence; none for somebody unknown.
    ///
    /// # Errors
    /// As [`read_after`](Self::read_after).
    fn read(&self, person: &PersonId) -> impl Future<Output = Result<Vec<Recorded>, StoreError>> + Send {
        self.read_after(person, Sequence::EMPTY)
    }

    /// The events of this person behind the event `after`, by sequence; none where the log ends there or before, or for
    /// somebody unknown.
    ///
    /// A caller that keeps what it has read must know that a person can be erased and begin anew: the event at a sequence
    /// is then another one, with another id.
    ///
    /// # Errors
    /// [`StoreError::Event`] if this program cannot read one of them; [`StoreError::Corrupt`] if one is missing or
    /// damaged; [`StoreError::Locked`] or [`StoreError::Unavailable`].
    fn read_after(
        &self,
        person: &PersonId,
        after: Sequence,
    ) -> impl Future<Output = Result<Vec<Recorded>, StoreError>> + Send;

    /// The sequence of this person's latest event; [`Sequence::EMPTY`] for somebody unknown.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] or [`StoreError::Unavailable`].
    fn last_sequence(&self, person: &PersonId) -> impl Future<Output = Result<Sequence, StoreError>> + Send;

    /// Removes this person and everything about them, beyond recovery from the store's own files. To erase somebody
    /// unknown is no error, and repeats whatever an interrupted attempt has left.
    ///
    /// What lies outside of those files is for whoever looks after it: backups, copies of the disk, and with a database
    /// server its write-ahead log, its statistics and other servers that follow it.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if traces remain in the files because another program is reading them: close it and repeat;
    /// [`StoreError::ReadOnly`] or [`StoreError::Unavailable`].
    fn erase(&self, person: &PersonId) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Everybody who has an event, in the order of their ids.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] or [`StoreError::Unavailable`].
    fn people(&self) -> impl Future<Output = Result<Vec<PersonId>, StoreError>> + Send;

    /// Whether events can be read and appended now.
    ///
    /// # Errors
    /// The reason why not, such as [`StoreError::ReadOnly`], [`StoreError::NewerSchema`] or [`StoreError::Unavailable`].
    fn health(&self) -> impl Future<Output = Result<(), StoreError>> + Send;
}
