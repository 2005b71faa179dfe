//! What facts from the log are counted with.

use super::Review;
use serde::Deserialize;

/// A number that the log counts with: how far back it looks, or how long something holds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogNumber {
    /// Stable id.
    pub id: String,
    /// The number; more than 0.
    pub value: f64,
    /// What it counts: `hours`, `days` or `points` of pain.
    pub unit: String,
    /// What it means, in a sentence.
    pub says: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}
