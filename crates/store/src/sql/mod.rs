//! Events in a database: SQLite for one machine, PostgreSQL for many.
//!
//! Both are served by the same statements over sqlx's `Any` driver. Where they differ (how to open, how to begin, what a
//! trouble is called, how to leave no traces) stands in `sqlite.rs`, `postgres.rs` and `trouble.rs`.

mod postgres;
mod rows;
mod schema;
mod sqlite;
mod trouble;

use crate::append::{Line, Plan, plan};
use crate::{EventStore, PersonId, StoreError};
use easeback_episode::{EventId, NewEvent, Recorded, Sequence};
use sqlx::{Any, AnyConnection, AnyPool, Transaction};
use std::path::Path;

/// Keeps events in SQLite or PostgreSQL. Clones share the same connections.
///
/// It needs a tokio runtime with I/O and time.
#[derive(Clone, Debug)]
pub struct SqlStore {
    pool: AnyPool,
    engine: Engine,
    read_only: bool,
}

/// The database at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

impl SqlStore {
    /// Opens the log in this file, and makes it first if there is none, with its folders.
    ///
    /// What is made can be read by its owner only; a file that others could read is closed to them. The file is looked
    /// through before anything is written to it: a damaged one is refused and left exactly as it is. A file that may not
    /// be written opens for reading, and appending says so.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], [`StoreError::NotOurs`], [`StoreError::NewerSchema`], [`StoreError::Locked`],
    /// [`StoreError::Full`], [`StoreError::ReadOnly`] if the tables would have to be brought up to date, and
    /// [`StoreError::Unavailable`] for everything else, such as a path that is a folder or not UTF-8.
    pub async fn open_sqlite(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let store = sqlite::open(path.as_ref()).await?;
        schema::bring_up_to_date(&store).await?;
        Ok(store)
    }

    /// Connects to the database at this address, and makes the tables first if there are none.
    ///
    /// The address is `postgres://name:password@host:port/database`, or `postgres:///database?host=/run/postgresql` for a
    /// socket on this machine. The connection is not encrypted: use it on this machine or inside a trusted network.
    ///
    /// The tables must belong to the name in the address: only their owner can rebuild them, which erasing does, and which
    /// makes everybody wait while it lasts. The server's write-ahead log, its backups, the servers that follow it, and the
    /// sample values it keeps in its statistics are the operator's: an erased person is gone from them when the operator's
    /// own rules say so.
    ///
    /// # Errors
    /// [`StoreError::Address`], [`StoreError::NewerSchema`], [`StoreError::Locked`], and [`StoreError::Unavailable`] if
    /// the server does not answer, does not let us in, or does not let us make tables.
    pub async fn connect_postgres(url: &str) -> Result<Self, StoreError> {
        let store = postgres::connect(url).await?;
        schema::bring_up_to_date(&store).await?;
        Ok(store)
    }

    /// Ends every connection, after what is under way. SQLite then folds its write-ahead log back into the one file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Says what the database's trouble means.
    fn trouble(&self, error: sqlx::Error) -> StoreError {
        trouble::meaning(self.engine, error)
    }

    fn writable(&self) -> Result<(), StoreError> {
        if self.read_only { Err(StoreError::ReadOnly { source: None }) } else { Ok(()) }
    }

    async fn begin(&self) -> Result<Transaction<'static, Any>, StoreError> {
        let begin = match self.engine {
            Engine::Sqlite => sqlite::BEGIN,
            Engine::Postgres => postgres::BEGIN,
        };
        self.pool.begin_with(begin).await.map_err(|error| self.trouble(error))
    }

    /// Where the log ends; from here to the end of the transaction nobody else writes to it.
    async fn take_hold(&self, tx: &mut AnyConnection, person: &PersonId) -> Result<Sequence, StoreError> {
        let row = sqlx::query(
            "INSERT INTO person (id, last_sequence) VALUES ($1, 0)
             ON CONFLICT (id) DO UPDATE SET last_sequence = person.last_sequence
             RETURNING last_sequence",
        )
        .bind(person.as_str())
        .fetch_one(tx)
        .await;
        rows::sequence(&row.map_err(|error| self.trouble(error))?)
    }

    async fn find(
        &self,
        tx: &mut AnyConnection,
        person: &PersonId,
        id: EventId,
    ) -> Result<Option<Recorded>, StoreError> {
        let row = sqlx::query("SELECT sequence, id, line FROM event WHERE person = $1 AND id = $2")
            .bind(person.as_str())
            .bind(id.to_string())
            .fetch_optional(tx)
            .await;
        row.map_err(|error| self.trouble(error))?.map(|row| rows::event(&row)).transpose()
    }

    async fn write(&self, tx: &mut AnyConnection, person: &PersonId, line: &Line) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO event (person, sequence, id, at_ms, line) VALUES ($1, $2, $3, $4, $5)")
            .bind(person.as_str())
            .bind(rows::number(line.event.sequence))
            .bind(line.event.id.to_string())
            .bind(line.event.at.as_millisecond())
            .bind(line.text.as_str())
            .execute(&mut *tx)
            .await
            .map_err(|error| self.trouble(error))?;
        Ok(())
    }

    async fn let_go(&self, tx: &mut AnyConnection, person: &PersonId, last: Sequence) -> Result<(), StoreError> {
        sqlx::query("UPDATE person SET last_sequence = $2 WHERE id = $1")
            .bind(person.as_str())
            .bind(rows::number(last))
            .execute(tx)
            .await
            .map_err(|error| self.trouble(error))?;
        Ok(())
    }
}

impl EventStore for SqlStore {
    async fn append(&self, person: &PersonId, expected: Sequence, events: &[NewEvent]) -> Result<Sequence, StoreError> {
        self.writable()?;
        // Whatever returns before the commit drops the transaction, which rolls it back.
        let mut tx = self.begin().await?;
        let actual = self.take_hold(&mut tx, person).await?;
        let mut known = Vec::with_capacity(events.len());
        for event in events {
            known.push(self.find(&mut tx, person, event.id).await?);
        }
        let lines = match plan(actual, expected, events, &known)? {
            Plan::AlreadyThere(last) => return Ok(last),
            Plan::Write(lines) => lines,
        };
        let Some(last) = lines.last().map(|line| line.event.sequence) else { return Ok(expected) };
        for line in &lines {
            self.write(&mut tx, person, line).await?;
        }
        self.let_go(&mut tx, person, last).await?;
        tx.commit().await.map_err(|error| self.trouble(error))?;
        Ok(last)
    }

    async fn read_after(&self, person: &PersonId, after: Sequence) -> Result<Vec<Recorded>, StoreError> {
        // In one statement, so that both are of one moment: the events, and where they must end. Some hundred events make
        // one row, because the driver takes longer over a row than we do over an event.
        let parts = sqlx::query(
            "SELECT written.last_sequence, parts.lines
             FROM (SELECT COALESCE(MAX(last_sequence), 0) AS last_sequence FROM person WHERE id = $1) AS written
             LEFT JOIN (
                 SELECT string_agg(CAST(sequence AS TEXT) || ' ' || id || ' ' || line, CAST($3 AS TEXT)) AS lines
                 FROM event WHERE person = $1 AND sequence > $2 GROUP BY sequence / 256
             ) AS parts ON 1 = 1",
        )
        .bind(person.as_str())
        .bind(rows::number(after))
        .bind(rows::BETWEEN)
        .fetch_all(&self.pool)
        .await;
        rows::log(after, &parts.map_err(|error| self.trouble(error))?)
    }

    async fn last_sequence(&self, person: &PersonId) -> Result<Sequence, StoreError> {
        let row = sqlx::query("SELECT last_sequence FROM person WHERE id = $1")
            .bind(person.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.trouble(error))?;
        row.map_or(Ok(Sequence::EMPTY), |row| rows::sequence(&row))
    }

    async fn erase(&self, person: &PersonId) -> Result<(), StoreError> {
        self.writable()?;
        let mut tx = self.begin().await?;
        // The events go with the person, those of a writer that we had to wait for too.
        sqlx::query("DELETE FROM person WHERE id = $1")
            .bind(person.as_str())
            .execute(&mut *tx)
            .await
            .map_err(|error| self.trouble(error))?;
        tx.commit().await.map_err(|error| self.trouble(error))?;
        match self.engine {
            Engine::Sqlite => sqlite::remove_traces(self).await,
            Engine::Postgres => postgres::remove_traces(self).await,
        }
    }

    async fn people(&self) -> Result<Vec<PersonId>, StoreError> {
        let rows = sqlx::query("SELECT id FROM person").fetch_all(&self.pool).await;
        rows::people(&rows.map_err(|error| self.trouble(error))?)
    }

    async fn health(&self) -> Result<(), StoreError> {
        schema::check(self).await?;
        self.writable()
    }
}
