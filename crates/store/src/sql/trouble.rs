//! What the database's own error codes mean to us.

use super::Engine;
use crate::StoreError;
use std::io::ErrorKind;

/// The meaning of an error of the driver.
pub(super) fn meaning(engine: Engine, error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default().into_owned();
            let wrap = match engine {
                Engine::Sqlite => sqlite(&code),
                Engine::Postgres => postgres(&code),
            };
            wrap(error)
        }
        sqlx::Error::Configuration(_) => StoreError::Address { source: Some(error.into()) },
        sqlx::Error::Io(io) if io.kind() == ErrorKind::StorageFull => StoreError::Full { source: Some(error.into()) },
        // Their messages may quote what a column holds.
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::AnyDriverError(_) => {
            StoreError::CORRUPT
        }
        _ => unavailable(error),
    }
}

type Wrap = fn(sqlx::Error) -> StoreError;

/// By primary result code: <https://www.sqlite.org/rescode.html>.
fn sqlite(code: &str) -> Wrap {
    match code.parse::<u32>().unwrap_or_default() & 0xff {
        5 | 6 => locked,    // BUSY, LOCKED
        8 => read_only,     // READONLY
        11 | 26 => corrupt, // CORRUPT, NOTADB
        13 => full,         // FULL
        _ => unavailable,   // PERM, IOERR, CANTOPEN, …
    }
}

/// By SQLSTATE: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn postgres(code: &str) -> Wrap {
    match code {
        "55P03" | "40001" | "40P01" => locked, // lock not available, serialization failure, deadlock
        "25006" => read_only,                  // read-only transaction
        "XX001" | "XX002" => corrupt,          // data corrupted, index corrupted
        "53100" => full,                       // disk full
        _ => unavailable,
    }
}

fn locked(error: sqlx::Error) -> StoreError {
    StoreError::Locked { source: Some(error.into()) }
}

fn read_only(error: sqlx::Error) -> StoreError {
    StoreError::ReadOnly { source: Some(error.into()) }
}

fn corrupt(error: sqlx::Error) -> StoreError {
    StoreError::Corrupt { source: Some(error.into()) }
}

fn full(error: sqlx::Error) -> StoreError {
    StoreError::Full { source: Some(error.into()) }
}

fn unavailable(error: sqlx::Error) -> StoreError {
    StoreError::Unavailable { source: Some(error.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(wrap: Wrap) -> String {
        let text = format!("{:?}", wrap(sqlx::Error::RowNotFound));
        text.split_whitespace().next().unwrap().to_owned()
    }

    #[test]
    fn every_code_of_the_databases_has_its_meaning() {
        // The extended codes are: snapshot too old, cannot lock for recovery, index damaged, read failed.
        for (code, meaning) in [
            ("5", "Locked"),
            ("6", "Locked"),
            ("517", "Locked"),
            ("8", "ReadOnly"),
            ("264", "ReadOnly"),
            ("11", "Corrupt"),
            ("779", "Corrupt"),
            ("26", "Corrupt"),
            ("13", "Full"),
            ("14", "Unavailable"),
            ("266", "Unavailable"),
            ("", "Unavailable"),
        ] {
            assert_eq!(name(sqlite(code)), meaning, "{code}");
        }
        for (code, meaning) in [
            ("55P03", "Locked"),
            ("40P01", "Locked"),
            ("25006", "ReadOnly"),
            ("XX001", "Corrupt"),
            ("53100", "Full"),
            ("57P01", "Unavailable"),
            ("28000", "Unavailable"),
        ] {
            assert_eq!(name(postgres(code)), meaning, "{code}");
        }
    }

    #[test]
    fn what_a_column_holds_is_never_quoted() {
        let error = sqlx::Error::Decode("expected a number, got my secret".into());
        assert!(!format!("{:?}", meaning(Engine::Sqlite, error)).contains("secret"));
    }
}
