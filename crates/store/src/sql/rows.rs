//! From the columns of a table to our types. A column that does not say what it must is damage, never guessed at.

use crate::{PersonId, StoreError};
use easeback_episode::{Recorded, Sequence};
use sqlx::Row;
use sqlx::any::AnyRow;

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

/// Rows of `sequence, id, line, last_sequence` in their order: a whole log, from 1 without gaps to the end that was written
/// down apart from it. An empty log is one row that tells only its end.
pub(super) fn log(rows: &[AnyRow]) -> Result<Vec<Recorded>, StoreError> {
    let mut events = Vec::with_capacity(rows.len());
    let (mut expected, mut end) = (Sequence::EMPTY, Sequence::EMPTY);
    for row in rows {
        end = sequence_at(row, 3)?;
        if column::<Option<i64>>(row, 0)?.is_none() {
            continue;
        }
        expected = expected.next();
        let event = event(row)?;
        if event.sequence != expected {
            return Err(StoreError::CORRUPT);
        }
        events.push(event);
    }
    if expected == end { Ok(events) } else { Err(StoreError::CORRUPT) }
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
