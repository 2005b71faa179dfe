//! The store in memory.

mod support;

use easeback_store::{MemoryStore, conformance};

#[tokio::test]
async fn memory_keeps_every_promise() {
    assert_eq!(conformance::run(&MemoryStore::default()).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_writers_lose_nothing() {
    support::many_writers_lose_nothing(&[MemoryStore::default()]).await;
}
