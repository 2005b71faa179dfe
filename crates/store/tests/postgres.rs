//! The store in PostgreSQL. These tests fail where PostgreSQL is not there.

mod support;

use easeback_episode::Sequence;
use easeback_store::{EventStore, SqlStore, StoreError, conformance};
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
async fn an_address_of_something_else_is_refused_and_never_repeated() {
    for url in ["", "me:secret@somewhere", "mysql://me:secret@somewhere", "postgres://me:secret@some where:port/x"] {
        let error = SqlStore::connect_postgres(url).await.unwrap_err();
        assert!(matches!(error, StoreError::Address { .. }), "{error:?}");
        assert!(!format!("{error:?}").contains("secret"));
    }
}
