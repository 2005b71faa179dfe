//! From the columns of a table to our types. A column that does not say what it must is damage, never guessed at.

use crate::{PersonId, StoreError};
use easeback_episode::{EventId, Recorded, Sequence};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::num::NonZero;
use std::thread;

/// A sequence as a database holds it. No log ever reaches the numbers that would not fit.
pub(super) fn number(sequence: Sequence) -> i64 {
    i64::try_from(sequence.get()).unwrap_or(i64::MAX)
}

/// A row of `last_sequence`.
pub(super) fn sequence(row: &AnyRow) -> Result<Sequence, StoreError> {
    sequence_at(row, 0)
}

/// A row of `sequence, id, line`: the columns must agree with the line.
pub(super) fn event(row: &AnyRow) -> Result<Recorded, StoreError> {
    let (at, id): (i64, &str) = (column(row, 0)?, column(row, 1)?);
    let event = Recorded::from_json(column(row, 2)?)?;
    if number(event.sequence) == at && event.id.to_string() == id { Ok(event) } else { Err(StoreError::CORRUPT) }
}

/// Stands between the events of a part. The stored form of an event is one line.
pub(super) const BETWEEN: &str = "\n";

/// Rows of `last_sequence, lines`, each with a part of a log in any order: what lies behind `after`, without gaps, to the end
/// that was written down apart from it. Where there is nothing, one row tells only the end.
pub(super) fn log(after: Sequence, parts: &[AnyRow]) -> Result<Vec<Recorded>, StoreError> {
    let mut end = Sequence::EMPTY;
    let mut lines = Vec::new();
    for part in parts {
        end = sequence_at(part, 0)?;
        for line in column::<Option<&str>>(part, 1)?.into_iter().flat_map(|lines| lines.split(BETWEEN)) {
            lines.push(Line::parse(line).ok_or(StoreError::CORRUPT)?);
        }
    }
    lines.sort_unstable_by_key(|line| line.sequence);
    let first = after.get().saturating_add(1);
    let gapless = lines.iter().zip(first..).all(|(line, expected)| line.sequence == expected);
    let last = lines.last().map_or(after.min(end).get(), |line| line.sequence);
    if gapless && last == end.get() { events(&lines) } else { Err(StoreError::CORRUPT) }
}

/// So many lines are worth a thread.
const WORTH_A_THREAD: usize = 2_000;

/// The events of lines, read side by side where there are many.
fn events(lines: &[Line<'_>]) -> Result<Vec<Recorded>, StoreError> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(lines.len() / WORTH_A_THREAD).max(1);
    let share = lines.len().div_ceil(threads).max(1);
    let read = |lines: &[Line<'_>]| lines.iter().map(Line::event).collect::<Result<Vec<_>, _>>();
    if threads == 1 {
        return read(lines);
    }
    thread::scope(|scope| {
        let readers: Vec<_> = lines.chunks(share).map(|lines| scope.spawn(move || read(lines))).collect();
        let mut events = Vec::with_capacity(lines.len());
        for reader in readers {
            let read =
                reader.join().map_err(|_| StoreError::Unavailable { source: Some("a reader ended early".into()) });
            events.append(&mut read??);
        }
        Ok(events)
    })
}

/// A line of a part: what the columns say of an event, and its stored form.
struct Line<'a> {
    sequence: u64,
    id: &'a str,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (sequence, rest) = line.split_once(' ')?;
        let (id, text) = rest.split_once(' ')?;
        Some(Self { sequence: sequence.parse().ok()?, id, text })
    }

    fn event(&self) -> Result<Recorded, StoreError> {
        let id: EventId = self.id.parse().map_err(|_| StoreError::CORRUPT)?;
        if self.text.contains('\0') {
            // Bytes where there should be a text.
            return Err(StoreError::CORRUPT);
        }
        let event = Recorded::from_json(self.text)?;
        if event.sequence.get() == self.sequence && event.id == id { Ok(event) } else { Err(StoreError::CORRUPT) }
    }
}

/// Rows of `id`. The order is ours, because every database has its own.
pub(super) fn people(rows: &[AnyRow]) -> Result<Vec<PersonId>, StoreError> {
    let person = |row| PersonId::new(column::<&str>(row, 0)?).map_err(|_| StoreError::CORRUPT);
    let mut people = rows.iter().map(person).collect::<Result<Vec<_>, _>>()?;
    people.sort();
    Ok(people)
}

fn sequence_at(row: &AnyRow, index: usize) -> Result<Sequence, StoreError> {
    let number: i64 = column(row, index)?;
    u64::try_from(number).map(Sequence::new).map_err(|_| StoreError::CORRUPT)
}

/// The driver's message is dropped, since it may quote what the column holds.
pub(super) fn column<'r, T>(row: &'r AnyRow, index: usize) -> Result<T, StoreError>
where
    T: sqlx::Decode<'r, sqlx::Any> + sqlx::Type<sqlx::Any>,
{
    row.try_get(index).map_err(|_| StoreError::CORRUPT)
}
