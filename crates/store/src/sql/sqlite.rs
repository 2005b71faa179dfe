//! What only SQLite needs: a private file, a look through it before it is touched, and an end without traces.

use super::{Engine, SqlStore, rows, schema, trouble};
use crate::StoreError;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor};
use std::fmt::Write as _;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

/// Takes the right to write at once, so that no transaction starts as a reader and fails halfway.
pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";

/// Wait for another program for 5 s; a commit is on the disk; what is deleted is overwritten; no copies in the folder for
/// temporary files; nothing in the file can run code.
const SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;";

/// The same for a file that is only read.
const SETTINGS_TO_READ: &str =
    "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;";

pub(super) async fn open(path: &Path) -> Result<SqlStore, StoreError> {
    sqlx::any::install_default_drivers();
    let engine = Engine::Sqlite;
    let path = absolute(path).map_err(unavailable)?;
    make(&path).map_err(unavailable)?;
    let read_only = !may_write(&path).map_err(unavailable)?;
    if fs::metadata(&path).map_err(unavailable)?.len() > 0 {
        look_through(&path).await?;
    }
    if !read_only {
        for file in [path.clone(), beside(&path, "-wal"), beside(&path, "-shm")] {
            close_to_others(&file).map_err(unavailable)?;
        }
    }
    if !read_only {
        match connect(address(&path, "mode=rw")?, SETTINGS).await {
            // A file next to it could not be made, so the folder may not be written: then the log is there to be read.
            Err(error) if needs_the_folder(&error) => {}
            connected => return Ok(SqlStore { pool: connected.map_err(trouble_of_sqlite)?, engine, read_only: false }),
        }
    }
    let pool = connect(to_read(&path)?, SETTINGS_TO_READ).await.map_err(trouble_of_sqlite)?;
    Ok(SqlStore { pool, engine, read_only: true })
}

/// One connection is one writer: requests wait for each other here and not at the lock of the file.
async fn connect(options: AnyConnectOptions, settings: &'static str) -> Result<AnyPool, sqlx::Error> {
    // The pool would try again and again and then only say that time is up; the first connection says why.
    let mut first = AnyConnection::connect_with(&options).await?;
    first.execute(settings).await?;
    first.close().await?;
    let pool = AnyPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(move |connection, _| Box::pin(async move { connection.execute(settings).await.map(drop) }));
    Ok(pool.connect_lazy_with(options))
}

fn needs_the_folder(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    // CANTOPEN and READONLY.
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| matches!(code & 0xff, 8 | 14))
}

/// Rebuilds the file without free pages and empties the write-ahead log, so that erased events are nowhere in them.
pub(super) async fn remove_traces(store: &SqlStore) -> Result<(), StoreError> {
    let trouble = |error| store.trouble(error);
    let mut connection = store.pool.acquire().await.map_err(trouble)?;
    connection.execute("VACUUM").await.map_err(trouble)?;
    let emptied = connection.fetch_one("PRAGMA wal_checkpoint(TRUNCATE)").await.map_err(trouble)?;
    // Its first column says whether somebody was in the way.
    if rows::column::<i64>(&emptied, 0)? == 0 { Ok(()) } else { Err(StoreError::Locked { source: None }) }
}

/// Fails if the file is damaged or not ours. It is opened for reading only, so that nothing about it changes: a connection
/// that may write would fold a write-ahead log into the file when it closes.
async fn look_through(path: &Path) -> Result<(), StoreError> {
    let mut connection = AnyConnection::connect_with(&to_read(path)?).await.map_err(trouble_of_sqlite)?;
    let verdict = connection.fetch_one("PRAGMA quick_check(1)").await.map_err(trouble_of_sqlite)?;
    if rows::column::<&str>(&verdict, 0)? != "ok" {
        return Err(StoreError::CORRUPT);
    }
    let tables = connection.fetch_all("SELECT name FROM sqlite_master WHERE type = 'table'").await;
    let tables = tables.map_err(trouble_of_sqlite)?;
    let ours = tables.is_empty()
        || tables.iter().any(|row| rows::column(row, 0).is_ok_and(|name: &str| name == schema::TABLE));
    connection.close().await.map_err(trouble_of_sqlite)?;
    if ours { Ok(()) } else { Err(StoreError::NotOurs) }
}

/// How to open the file for reading. Without a write-ahead log nobody else has it open and it is whole by itself; then
/// nothing is put next to it either, which works in a folder that may not be written.
fn to_read(path: &Path) -> Result<AnyConnectOptions, StoreError> {
    let alone = matches!(beside(path, "-wal").try_exists(), Ok(false));
    address(path, if alone { "mode=ro&immutable=1" } else { "mode=ro" })
}

/// A file that SQLite keeps next to the one it works on.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The path as the driver reads it. Everything is written in hexadecimal, because a URL gives `/../`, `?` and `%` a meaning
/// of its own.
fn address(path: &Path, how: &str) -> Result<AnyConnectOptions, StoreError> {
    let path = path.to_str().ok_or(StoreError::Unavailable { source: Some("the path is not UTF-8".into()) })?;
    let mut url = "sqlite:".to_owned();
    for byte in path.bytes() {
        let _ = write!(url, "%{byte:02X}");
    }
    let options: AnyConnectOptions = format!("{url}?{how}").parse().map_err(trouble_of_sqlite)?;
    Ok(options.disable_statement_logging())
}

fn make(path: &Path) -> io::Result<()> {
    if path.try_exists()? {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        private_folder().create(folder)?;
    }
    match private_file().open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}

/// Asks the file itself and not only the system: to the superuser every file looks writable.
fn may_write(path: &Path) -> io::Result<bool> {
    if fs::metadata(path)?.permissions().readonly() {
        return Ok(false);
    }
    match OpenOptions::new().read(true).write(true).open(path) {
        Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => Ok(false),
        opened => opened.map(|_| true),
    }
}

fn private_folder() -> DirBuilder {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder
}

fn private_file() -> OpenOptions {
    let mut file = OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file
}

/// Takes away what others may do with the file, if it is there. The files that SQLite makes next to it later get the same
/// permissions.
#[cfg(unix)]
fn close_to_others(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        found => found?.permissions(),
    };
    let private = permissions.mode() & 0o700;
    if permissions.mode() & 0o777 == private {
        return Ok(());
    }
    permissions.set_mode(private);
    fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape as on Unix")]
fn close_to_others(_: &Path) -> io::Result<()> {
    Ok(())
}

fn unavailable(error: io::Error) -> StoreError {
    match error.kind() {
        ErrorKind::StorageFull => StoreError::Full { source: Some(error.into()) },
        _ => StoreError::Unavailable { source: Some(error.into()) },
    }
}

fn trouble_of_sqlite(error: sqlx::Error) -> StoreError {
    trouble::meaning(Engine::Sqlite, error)
}
