//! The store in SQLite when something is wrong: it says what, and makes nothing worse.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod support;

use easeback_episode::Sequence;
use easeback_store::{EventStore, SqlStore, StoreError};
use sqlx::{AnyConnection, Connection, Executor};
use std::fs;
use std::future::poll_fn;
use std::path::Path;
use std::pin::pin;
use std::task::Poll;
use support::{Folder, fill, me, new};

/// A file with a log of so many events, closed.
async fn filled(path: &Path, count: u128) {
    let store = SqlStore::open_sqlite(path).await.unwrap();
    fill(&store, count).await;
    store.close().await;
}

/// Another program's connection.
async fn stranger(path: &Path) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(&format!("sqlite:{}?mode=rwc", path.display())).await.unwrap()
}

fn forbid_writing(path: &Path) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions).unwrap();
}

#[tokio::test]
async fn a_file_that_may_not_be_written_is_read_and_says_so_when_appended_to() {
    let folder = Folder::new();
    let path = folder.join("log");
    filled(&path, 3).await;
    forbid_writing(&path);

    let store = SqlStore::open_sqlite(&path).await.unwrap();
    assert_eq!(store.read(&me()).await.unwrap().len(), 3);
    assert_eq!(store.people().await.unwrap(), [me()]);
    for refused in [
        store.append(&me(), Sequence::new(3), &[new(9, "FR")]).await.map(drop),
        store.erase(&me()).await,
        store.health().await,
    ] {
        assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
    }
    assert_eq!(folder.names(), ["log"], "reading leaves nothing behind");

    let empty = folder.join("empty");
    fs::write(&empty, "").unwrap();
    forbid_writing(&empty);
    let refused = SqlStore::open_sqlite(&empty).await;
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_file_with_something_else_in_it_is_refused_and_left_as_it_is() {
    for content in ["dear diary", &"today my back hurt ".repeat(1000)] {
        let folder = Folder::new();
        let path = folder.join("log");
        fs::write(&path, content).unwrap();
        let refused = SqlStore::open_sqlite(&path).await;
        assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{refused:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
        assert_eq!(folder.names(), ["log"]);
    }
}

#[tokio::test]
async fn a_damaged_page_anywhere_is_noticed_and_left_as_it_is() {
    let folder = Folder::new();
    let path = folder.join("log");
    filled(&path, 60).await;
    let whole = fs::read(&path).unwrap();
    let page = 4096;
    assert!(whole.len() / page >= 5, "a log of a few pages");
    for start in (0..whole.len()).step_by(page) {
        let mut damaged = whole.clone();
        damaged[start..start + page].iter_mut().for_each(|byte| *byte = !*byte);
        fs::write(&path, &damaged).unwrap();
        let refused = SqlStore::open_sqlite(&path).await;
        assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "page at {start}: {refused:?}");
        assert!(fs::read(&path).unwrap() == damaged, "page at {start} was touched");
        assert_eq!(folder.names(), ["log"]);
    }

    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let refused = SqlStore::open_sqlite(&path).await;
    assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "cut in half: {refused:?}");
}

#[tokio::test]
async fn an_event_that_was_tampered_with_is_not_read() {
    for (sql, unreadable) in [
        ("DELETE FROM event WHERE sequence = 2", false),
        ("DELETE FROM event WHERE sequence = 3", false),
        ("DELETE FROM event", false),
        ("UPDATE person SET last_sequence = 2", false),
        ("UPDATE person SET last_sequence = -1", false),
        ("PRAGMA foreign_keys = OFF; DELETE FROM person", false),
        ("UPDATE event SET sequence = 9 WHERE sequence = 3", false),
        ("UPDATE event SET id = 'x' WHERE sequence = 2", false),
        ("UPDATE event SET line = x'00' WHERE sequence = 2", false),
        ("UPDATE event SET line = 'secret' WHERE sequence = 2", true),
        ("UPDATE event SET line = replace(line, 'doctor_seen', 'moon_full')", true),
    ] {
        let folder = Folder::new();
        let path = folder.join("log");
        filled(&path, 3).await;
        let mut stranger = stranger(&path).await;
        stranger.execute(sql).await.unwrap();
        stranger.close().await.unwrap();

        let store = SqlStore::open_sqlite(&path).await.unwrap();
        let error = store.read(&me()).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        assert_eq!(matches!(error, StoreError::Event { .. }), unreadable, "{sql}: {error:?}");
        assert_eq!(matches!(error, StoreError::Corrupt { .. }), !unreadable, "{sql}: {error:?}");
    }
}

#[tokio::test]
async fn a_file_of_another_program_or_of_a_newer_one_is_left_as_it_is() {
    let folder = Folder::new();
    let path = folder.join("bookmarks");
    let mut other = stranger(&path).await;
    other.execute("CREATE TABLE bookmark (url TEXT)").await.unwrap();
    other.close().await.unwrap();
    let before = fs::read(&path).unwrap();
    let refused = SqlStore::open_sqlite(&path).await;
    assert!(matches!(refused, Err(StoreError::NotOurs)), "{refused:?}");
    assert!(fs::read(&path).unwrap() == before);

    let path = folder.join("log");
    filled(&path, 1).await;
    let mut newer = stranger(&path).await;
    newer.execute("INSERT INTO easeback_schema VALUES (99)").await.unwrap();
    newer.close().await.unwrap();
    let before = fs::read(&path).unwrap();
    let refused = SqlStore::open_sqlite(&path).await.unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema { found: 99, known: 1 }), "{refused:?}");
    assert_eq!(
        refused.to_string(),
        "this log is kept in form 99, and this Easeback knows up to form 1; update Easeback"
    );
    assert!(fs::read(&path).unwrap() == before);
}

#[tokio::test]
async fn a_path_that_cannot_hold_a_file_is_unavailable() {
    let folder = Folder::new();
    fs::write(folder.join("file"), "").unwrap();
    for path in [folder.path().to_owned(), folder.join("file/log")] {
        let refused = SqlStore::open_sqlite(&path).await;
        assert!(matches!(refused, Err(StoreError::Unavailable { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn a_second_program_that_writes_meets_a_conflict_and_never_overwrites() {
    let folder = Folder::new();
    let one = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    let other = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    let (first, second) = ([new(1, "FR")], [new(2, "DE")]);
    let me = me();
    let (one_said, other_said) =
        tokio::join!(one.append(&me, Sequence::EMPTY, &first), other.append(&me, Sequence::EMPTY, &second));
    let (won, lost) = if one_said.is_ok() { (one_said, other_said) } else { (other_said, one_said) };
    assert_eq!(won.unwrap(), Sequence::FIRST);
    assert!(matches!(lost, Err(StoreError::Conflict { actual: Sequence::FIRST, .. })), "{lost:?}");
    assert_eq!(one.read(&me).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_program_that_holds_the_file_is_waited_for_and_then_named_as_the_reason() {
    let folder = Folder::new();
    let path = folder.join("log");
    let store = SqlStore::open_sqlite(&path).await.unwrap();
    fill(&store, 1).await;
    let mut stranger = stranger(&path).await;
    stranger.execute("BEGIN IMMEDIATE").await.unwrap();

    let refused = store.append(&me(), Sequence::FIRST, &[new(9, "FR")]).await;
    assert!(matches!(refused, Err(StoreError::Locked { .. })), "{refused:?}");
    assert_eq!(store.read(&me()).await.unwrap().len(), 1, "reading goes on");

    stranger.execute("ROLLBACK").await.unwrap();
    assert_eq!(store.append(&me(), Sequence::FIRST, &[new(9, "FR")]).await.unwrap(), Sequence::new(2));
}

#[tokio::test]
async fn erasing_says_when_a_reader_keeps_traces_alive_and_can_be_repeated() {
    let folder = Folder::new();
    let path = folder.join("log");
    let store = SqlStore::open_sqlite(&path).await.unwrap();
    fill(&store, 3).await;
    let mut reader = stranger(&path).await;
    reader.execute("BEGIN").await.unwrap();
    reader.fetch_all("SELECT * FROM event").await.unwrap();

    let refused = store.erase(&me()).await;
    assert!(matches!(refused, Err(StoreError::Locked { .. })), "{refused:?}");
    assert!(store.read(&me()).await.unwrap().is_empty(), "gone for everybody who reads from now on");
    reader.execute("ROLLBACK").await.unwrap();
    store.erase(&me()).await.unwrap();
}

#[tokio::test]
async fn an_append_that_is_given_up_halfway_happens_whole_or_not_at_all() {
    let folder = Folder::new();
    let store = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    let (me, mut ids) = (me(), 1..);
    let (mut given_up, mut done) = (0, 0);
    for _ in 0..20 {
        // Given up after its first step, after its second, and so on, until one gets to its end.
        for steps in 1.. {
            assert!(steps < 1000, "no append got to its end");
            let before = store.read(&me).await.unwrap().len();
            let last = store.last_sequence(&me).await.unwrap();
            let events = ["a", "b", "c"].map(|value| new(ids.next().unwrap(), value));
            let said = after_steps(steps, store.append(&me, last, &events)).await;
            let added = store.read(&me).await.unwrap().len() - before;
            match said {
                Some(said) => {
                    assert_eq!((said.unwrap(), added), (Sequence::new(last.get() + 3), 3));
                    done += 1;
                    break;
                }
                None => assert!(added == 0 || added == 3, "{added} of 3 after {steps} steps"),
            }
            given_up += usize::from(added == 0);
        }
    }
    assert!(given_up > 0 && done > 0, "{given_up} were given up, {done} were done");
}

/// What it comes to, unless it is given up first, having gone on so many times.
async fn after_steps<F: Future>(mut steps: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| {
        let Some(left) = steps.checked_sub(1) else { return Poll::Ready(None) };
        steps = left;
        future.as_mut().poll(context).map(Some)
    })
    .await
}
