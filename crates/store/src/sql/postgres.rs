//! What only PostgreSQL needs.

use super::{Engine, SqlStore, trouble};
use crate::StoreError;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, ConnectOptions, Connection, Executor};
use std::time::Duration;

/// Whatever the server's default is: a writer waits for the row of its person, and then sees what the other one wrote.
pub(super) const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Two servers that start at once bring the tables up to date one after the other. The number is `easeback` in ASCII.
pub(super) const ONE_AT_A_TIME: &str = "SELECT pg_advisory_xact_lock(7305246949851095915)";

/// As patient as SQLite's `busy_timeout`.
const SETTINGS: &str = "SET lock_timeout = '5s'";

pub(super) async fn connect(url: &str) -> Result<SqlStore, StoreError> {
    sqlx::any::install_default_drivers();
    if !["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Err(StoreError::Address { source: None });
    }
    let trouble = |error| trouble::meaning(Engine::Postgres, error);
    let options: AnyConnectOptions = url.parse().map_err(trouble)?;
    let options = options.disable_statement_logging();
    // The pool would try again and again and then only say that time is up; the first connection says why.
    let first = AnyConnection::connect_with(&options).await.map_err(trouble)?;
    first.close().await.map_err(trouble)?;
    let pool = AnyPoolOptions::new()
        .max_connections(10)
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(|connection, _| Box::pin(async { connection.execute(SETTINGS).await.map(drop) }))
        .connect_lazy_with(options);
    Ok(SqlStore { pool, engine: Engine::Postgres, read_only: false })
}

/// Rebuilds both tables without the erased rows, so that they are nowhere in their files; a plain `VACUUM` would leave the
/// bytes in the free space of pages. It waits for whoever reads, and so says when somebody keeps traces alive. `ANALYZE`,
/// because the server keeps some values of each column to plan by; where nobody is left it keeps the old ones.
///
/// The server's write-ahead log, what it has copied elsewhere and its backups cannot be reached from here.
pub(super) async fn remove_traces(store: &SqlStore) -> Result<(), StoreError> {
    let trouble = |error| store.trouble(error);
    let mut connection = store.pool.acquire().await.map_err(trouble)?;
    connection.execute("VACUUM (FULL, ANALYZE) person, event").await.map_err(trouble)?;
    Ok(())
}
