//! What every store promises, as checks that run against any of them.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! use easeback_store::{MemoryStore, conformance};
//!
//! assert_eq!(conformance::run(&MemoryStore::default()).await, Ok(()));
//! # }
//! ```
//!
//! If a promise is not checked here, no caller relies on it. What only a disk can promise (permissions, damage, a program
//! that is killed) is tested where that store is.

mod checks;
mod samples;

use crate::{EventStore, StoreError};
use std::fmt;

/// A promise that a store did not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The name of the check, which is the promise.
    pub check: &'static str,
    /// What was seen instead.
    pub why: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.check, self.why)
    }
}

/// Runs every check. The store must hold nobody yet; it is left with the people of the checks in it.
///
/// # Errors
/// Every promise that is broken.
pub async fn run(store: &impl EventStore) -> Result<(), Vec<Broken>> {
    let mut broken = Vec::new();
    macro_rules! each {
        ($($check:ident),+ $(,)?) => {$(
            if let Err(Why(why)) = checks::$check(store).await {
                broken.push(Broken { check: stringify!($check), why });
            }
        )+};
    }
    each!(
        a_store_that_works_is_healthy,
        nobody_is_in_a_new_store,
        somebody_unknown_has_an_empty_log,
        what_was_appended_is_read_back_the_same,
        events_are_numbered_from_one_without_gaps,
        reading_on_gives_what_came_after_and_nothing_twice,
        two_tabs_cannot_overwrite_each_other,
        adding_nothing_only_checks_where_the_log_ends,
        the_same_events_again_are_not_added_again,
        an_id_means_one_event,
        events_are_added_all_or_none,
        people_do_not_see_each_other,
        everybody_with_an_event_is_listed_in_order,
        an_erased_person_is_gone_and_nobody_else,
        no_error_tells_what_an_event_holds,
    );
    if broken.is_empty() { Ok(()) } else { Err(broken) }
}

/// Why a check failed.
struct Why(String);

impl From<StoreError> for Why {
    fn from(error: StoreError) -> Self {
        Self(format!("failed with {error:?}"))
    }
}

/// Fails the check unless both are the same.
fn same<T: fmt::Debug + PartialEq>(what: &str, seen: &T, promised: &T) -> Result<(), Why> {
    if seen == promised { Ok(()) } else { Err(Why(format!("{what}: {seen:?} instead of {promised:?}"))) }
}

/// Fails the check unless the store refused for this reason.
fn refused<T: fmt::Debug>(
    what: &str,
    seen: &Result<T, StoreError>,
    promised: fn(&StoreError) -> bool,
) -> Result<(), Why> {
    match seen {
        Err(error) if promised(error) => Ok(()),
        other => Err(Why(format!("{what}: {other:?}"))),
    }
}
