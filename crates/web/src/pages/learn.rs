//! What there is to know: every treatment on a page of its own, how a spasm usually goes, and how this works.
//!
//! These pages are the same for everybody: they decide nothing and know nothing of the person. Whether a treatment suits
//! somebody is the check's to say, and every page says so. Clinical words come from the guideline alone.
//!
//! The information pages name medicines that only a doctor can choose. For a person who must not be pointed to them, the
//! caller hides them: [`index_without`] leaves them out of the list, and [`not_for_you`] stands in for the page.

mod about;
mod conditions;
mod course;
mod exercise;
mod index;
mod parts;
mod treatment;

pub use about::about;
pub use course::course;
pub use index::index_without;
pub use treatment::{not_for_you, treatment};

/// The list of all treatments.
pub const LEARN_HREF: &str = "/learn";

#[cfg(test)]
mod tests;
