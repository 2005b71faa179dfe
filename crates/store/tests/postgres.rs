//! The store in PostgreSQL. These tests fail where PostgreSQL is not there.

mod support;

use easeback_episode::Sequence;
use easeback_store::{EventStore, PersonId, SqlStore, StoreError, conformance};
use sqlx::{AnyConnection, Connection, Executor};
use support::postgres::Server;
use support::{fill, me, new};

#[tokio::test]
async fn postgres_keeps_every_promise() {
    let server = Server::start();
    let store = SqlStore::connect_postgres(&server.url()).await.unwrap();
    assert_eq!(conformance::run(&store).await, Ok(()));

    // Another server on the same database finds everything there.
    let other = SqlStore::connect_postgres(&server.url()).await.unwrap();
    assert_eq!(other.people().await.unwrap(), store.people().await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_servers_start_and_write_at_once_and_lose_nothing() {
    let server = Server::start();
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let url = server.url();
            tokio::spawn(async move { SqlStore::connect_postgres(&url).await.unwrap() })
        })
        .collect();
    let mut stores = Vec::new();
    for start in starts {
        stores.push(start.await.unwrap());
    }
    support::many_writers_lose_nothing(&stores).await;
}

#[tokio::test]
async fn a_database_that_is_newer_read_only_damaged_or_gone_is_called_so() {
    let server = Server::start();
    let store = SqlStore::connect_postgres(&server.url()).await.unwrap();
    fill(&store, 3).await;

    server.sql("ALTER DATABASE postgres SET default_transaction_read_only = on");
    let reader = SqlStore::connect_postgres(&server.url()).await.unwrap();
    assert_eq!(reader.read(&me()).await.unwrap().len(), 3);
    let refused = reader.append(&me(), Sequence::new(3), &[new(9, "FR")]).await;
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
    server.sql("BEGIN READ WRITE; ALTER DATABASE postgres RESET default_transaction_read_only; COMMIT");

    server.sql("BEGIN; DELETE FROM event WHERE sequence = 2; COMMIT");
    let damaged = store.read(&me()).await;
    assert!(matches!(damaged, Err(StoreError::Corrupt { .. })), "{damaged:?}");
    server.sql("BEGIN; DELETE FROM event; COMMIT");
    let damaged = store.read(&me()).await;
    assert!(matches!(damaged, Err(StoreError::Corrupt { .. })), "{damaged:?}");

    server.sql("INSERT INTO easeback_schema VALUES (99)");
    let newer = store.health().await;
    assert!(matches!(newer, Err(StoreError::NewerSchema { found: 99, .. })), "{newer:?}");
    let newer = SqlStore::connect_postgres(&server.url()).await;
    assert!(matches!(newer, Err(StoreError::NewerSchema { found: 99, .. })), "{newer:?}");

    server.stop();
    let gone = store.health().await;
    assert!(matches!(gone, Err(StoreError::Unavailable { .. })), "{gone:?}");
    let gone = SqlStore::connect_postgres(&server.url()).await;
    assert!(matches!(gone, Err(StoreError::Unavailable { source: Some(_) })), "{gone:?}");
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_in_the_files_of_the_tables() {
    let server = Server::start();
    let store = SqlStore::connect_postgres(&server.url()).await.unwrap();
    let (stays, gone) = (PersonId::new("stays-here").unwrap(), PersonId::new("gone-for-good").unwrap());
    let mut ends = [Sequence::EMPTY; 2];
    for id in 1..50 {
        for (end, (person, value)) in ends.iter_mut().zip([(&stays, "kept country"), (&gone, "secret country")]) {
            *end = store.append(person, *end, &[new(id, value)]).await.unwrap();
        }
    }
    server.sql("CHECKPOINT");
    assert!(server.holds("kept country") && server.holds("secret country") && server.holds("gone-for-good"));

    store.erase(&gone).await.unwrap();
    server.sql("CHECKPOINT");
    assert!(!server.holds("secret country") && !server.holds("gone-for-good"));
    assert!(server.holds("kept country"));
    assert_eq!(store.read(&stays).await.unwrap().len(), 49);
}

#[tokio::test]
async fn erasing_takes_a_person_out_of_the_statistics_that_are_kept_of_those_who_stay() {
    let server = Server::start();
    let store = SqlStore::connect_postgres(&server.url()).await.unwrap();
    let stays = PersonId::new("stays-here").unwrap();
    store.append(&stays, Sequence::EMPTY, &[new(1, "kept country"), new(2, "kept country")]).await.unwrap();
    fill(&store, 50).await;
    server.sql("ANALYZE");
    let kept = "SELECT FROM pg_stats WHERE concat(histogram_bounds, most_common_vals) LIKE '%somewhere%'";
    let check = |wrong: &str| {
        server.sql(&format!("DO $$ BEGIN IF {wrong} ({kept}) THEN RAISE 'not as promised'; END IF; END $$"));
    };
    check("NOT EXISTS");
    store.erase(&me()).await.unwrap();
    check("EXISTS");
}

#[tokio::test]
async fn erasing_says_when_a_reader_keeps_traces_alive_and_can_be_repeated() {
    let server = Server::start();
    let store = SqlStore::connect_postgres(&server.url()).await.unwrap();
    fill(&store, 3).await;
    let mut reader = AnyConnection::connect(&server.url()).await.unwrap();
    reader.execute("BEGIN").await.unwrap();
    reader.fetch_all("SELECT line FROM event").await.unwrap();

    let refused = store.erase(&me()).await;
    assert!(matches!(refused, Err(StoreError::Locked { .. })), "{refused:?}");
    assert!(store.read(&me()).await.unwrap().is_empty(), "gone for everybody who reads from now on");
    reader.execute("ROLLBACK").await.unwrap();
    store.erase(&me()).await.unwrap();
}

#[tokio::test]
async fn an_address_of_something_else_is_refused_and_never_repeated() {
    for url in ["", "me:secret@somewhere", "mysql://me:secret@somewhere", "postgres://me:secret@some where:port/x"] {
        let error = SqlStore::connect_postgres(url).await.unwrap_err();
        assert!(matches!(error, StoreError::Address { .. }), "{error:?}");
        assert!(!format!("{error:?}").contains("secret"));
    }
}
