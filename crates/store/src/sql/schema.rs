//! The tables and how they came to be: ordered steps, each applied once, whole or not at all.
//!
//! A step that has been released is never changed; what is needed later is a new step.

use super::{Engine, SqlStore, postgres, rows};
use crate::StoreError;
use sqlx::AnyConnection;

/// The steps, oldest first. The version of the tables is the number of steps applied.
const STEPS: &[&str] = &[include_str!("../../migrations/0001_log.sql")];

/// The table that holds the version; also how we recognise a database as ours.
pub(super) const TABLE: &str = "easeback_schema";

/// Applies the steps that are missing.
pub(super) async fn bring_up_to_date(store: &SqlStore) -> Result<(), StoreError> {
    if check(store).await? == STEPS.len() {
        return Ok(());
    }
    store.writable()?;
    let trouble = |error| store.trouble(error);
    let mut tx = store.begin().await?;
    if store.engine == Engine::Postgres {
        sqlx::raw_sql(postgres::ONE_AT_A_TIME).execute(&mut *tx).await.map_err(trouble)?;
    }
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS easeback_schema (version BIGINT NOT NULL PRIMARY KEY)")
        .execute(&mut *tx)
        .await
        .map_err(trouble)?;
    // Somebody may have been faster.
    let from = version(store, &mut tx).await?;
    for (version, step) in (1_i64..).zip(STEPS).skip(from) {
        sqlx::raw_sql(*step).execute(&mut *tx).await.map_err(trouble)?;
        let done = sqlx::query("INSERT INTO easeback_schema (version) VALUES ($1)").bind(version);
        done.execute(&mut *tx).await.map_err(trouble)?;
    }
    tx.commit().await.map_err(trouble)?;
    tracing::info!(from, to = STEPS.len(), "brought the tables up to date");
    Ok(())
}

/// The version of the tables, 0 where there are none.
pub(super) async fn check(store: &SqlStore) -> Result<usize, StoreError> {
    let mut connection = store.pool.acquire().await.map_err(|error| store.trouble(error))?;
    version(store, &mut connection).await
}

async fn version(store: &SqlStore, connection: &mut AnyConnection) -> Result<usize, StoreError> {
    let exists = match store.engine {
        Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1",
        Engine::Postgres => "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1",
    };
    let exists = sqlx::query(exists).bind(TABLE).fetch_one(&mut *connection).await;
    if rows::column::<i64>(&exists.map_err(|error| store.trouble(error))?, 0)? == 0 {
        return Ok(0);
    }
    let found = sqlx::query("SELECT COALESCE(MAX(version), 0) FROM easeback_schema").fetch_one(connection).await;
    let found: i64 = rows::column(&found.map_err(|error| store.trouble(error))?, 0)?;
    match usize::try_from(found) {
        Ok(version) if version <= STEPS.len() => Ok(version),
        Ok(_) => Err(StoreError::NewerSchema { found, known: i64::try_from(STEPS.len()).unwrap_or(i64::MAX) }),
        Err(_) => Err(StoreError::CORRUPT),
    }
}
