//! The store in SQLite while all is well.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod support;

use easeback_episode::Sequence;
use easeback_store::{EventStore, PersonId, SqlStore, conformance};
use std::fs;
use support::{Folder, fill, me, new};

#[tokio::test]
async fn sqlite_keeps_every_promise() {
    let folder = Folder::new();
    let store = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    assert_eq!(conformance::run(&store).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_writers_of_two_programs_lose_nothing() {
    let folder = Folder::new();
    let one = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    let other = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    support::many_writers_lose_nothing(&[one, other]).await;
}

#[tokio::test]
async fn what_was_kept_is_there_next_time_in_one_file() {
    let folder = Folder::new();
    let store = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    fill(&store, 50).await;
    let before = store.read(&me()).await.unwrap();
    store.close().await;
    assert_eq!(folder.names(), ["log"]);

    let store = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    assert_eq!(store.read(&me()).await.unwrap(), before);
}

#[tokio::test]
async fn any_name_of_a_file_is_fine() {
    for name in ["a b", "50%", "what?", "#1", "é", "a&b=c", "..x", "file:x"] {
        let folder = Folder::new();
        let store = SqlStore::open_sqlite(folder.join("a/../b").join(name)).await;
        // The folder `a` is made on the way, as the path says.
        fill(&store.unwrap(), 1).await;
        assert_eq!(fs::read_dir(folder.join("b")).unwrap().count(), 3, "{name}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_folder_and_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let permissions = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;

    let folder = Folder::new();
    let made = folder.join("made/for/us");
    let store = SqlStore::open_sqlite(made.join("log")).await.unwrap();
    fill(&store, 1).await;
    assert_eq!(permissions(&folder.join("made")), 0o700);
    assert_eq!(permissions(&made), 0o700);
    let files: Vec<_> = fs::read_dir(&made).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 3, "the log and what SQLite keeps next to it");
    for file in files {
        assert_eq!(permissions(&file), 0o600, "{}", file.display());
    }
    store.close().await;

    // A file that others could read, perhaps copied from elsewhere, is closed to them.
    fs::set_permissions(made.join("log"), fs::Permissions::from_mode(0o644)).unwrap();
    let store = SqlStore::open_sqlite(made.join("log")).await.unwrap();
    for entry in fs::read_dir(&made).unwrap() {
        assert_eq!(permissions(&entry.unwrap().path()), 0o600);
    }
    store.close().await;
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_in_any_file() {
    let folder = Folder::new();
    let store = SqlStore::open_sqlite(folder.join("log")).await.unwrap();
    let stays = PersonId::new("stays-here").unwrap();
    let gone = PersonId::new("gone-for-good").unwrap();
    store.append(&stays, Sequence::EMPTY, &[new(1, "kept country")]).await.unwrap();
    let secrets: Vec<_> = (1..200).map(|id| new(id, "secret country")).collect();
    store.append(&gone, Sequence::EMPTY, &secrets).await.unwrap();
    store.append(&stays, Sequence::FIRST, &[new(2, "kept country")]).await.unwrap();
    assert!(found(&folder, "secret country") && found(&folder, "gone-for-good"));

    store.erase(&gone).await.unwrap();
    assert!(!found(&folder, "secret country") && !found(&folder, "gone-for-good"));
    assert!(found(&folder, "kept country"));
    store.close().await;
    assert!(!found(&folder, "secret country") && !found(&folder, "gone-for-good"));
}

fn found(folder: &Folder, text: &str) -> bool {
    let contains = |name: &String| {
        let bytes = fs::read(folder.join(name)).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    folder.names().iter().any(contains)
}
