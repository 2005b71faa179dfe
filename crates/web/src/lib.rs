//! The pages: an axum router from a request to a response and new events, generic over where events are kept.
//!
//! Everything works with plain forms; the script only adds comfort. This crate knows no socket, file, database, clock or
//! random number: store, clock and ids come in as arguments of [`App`], so the same router runs in a server and, as
//! WebAssembly, inside a browser's service worker. No clinical word stands here: those are the guideline's.
//!
//! What is refused before any page is reached stands in `security`, what a page does when something goes wrong in
//! `error`. No answer of a person is ever put into a web address, a log line or an error.
//!
//! ```
//! use easeback_engine::Engine;
//! use easeback_episode::EventId;
//! use easeback_guideline::Guideline;
//! use easeback_store::{MemoryStore, PersonId};
//! use easeback_web::{AllowedHosts, App, router};
//! use std::sync::Arc;
//!
//! let router = router(App {
//!     engine: Arc::new(Engine::new(Guideline::built_in()?)),
//!     store: MemoryStore::default(),
//!     person: PersonId::new("me")?,
//!     clock: Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
//!     ids: Arc::new(|| EventId::from_u128(1)), // random ones
//!     zone: "Europe/Paris".to_owned(),
//!     hosts: AllowedHosts::loopback(8080),
//! });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod app;
mod assets;
pub mod components;
mod error;
pub mod figures;
mod known;
mod memory;
mod multipart;
mod pages;
mod present;
mod router;
mod security;
mod units;
mod visit;
mod when;

pub use app::{App, Clock, Ids};
pub use pages::trouble::{Trouble, plain_trouble};
pub use router::{ready_router, router};
pub use security::AllowedHosts;
