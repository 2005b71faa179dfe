//! Five people and their month, day by day through the pages: what each sees on which date, and what is done for them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail loudly"
)]

#[path = "../support/mod.rs"]
mod support;

mod days;
mod doctor_says;
mod not_better;
mod plain;
mod relapse;
mod too_much;
mod way_out;
mod worse;

/// Holds that a text says all of these.
pub(crate) fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "it does not say \u{201c}{part}\u{201d}: {text}");
    }
}

/// Holds that a text says none of these.
pub(crate) fn says_not(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(!text.contains(part), "it says \u{201c}{part}\u{201d}: {text}");
    }
}
