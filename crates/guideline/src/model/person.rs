//! Example people: answers, and the decision they must get.

use super::LevelId;
use crate::Answer;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Answers plus the decision they must get, and why.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExamplePerson {
    /// Stable id.
    pub id: String,
    /// Who this is, in a sentence, with no name.
    pub who: String,
    /// Why the decision is right.
    pub why: String,
    /// Another example person whose answers these start from.
    pub like: Option<String>,
    /// What the person said.
    #[serde(default)]
    pub answers: BTreeMap<String, Answer>,
    /// The decision they must get.
    pub expect: Expected,
}

/// Answers that must be refused because they contradict each other.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusedAnswers {
    /// Stable id.
    pub id: String,
    /// Who this is, in a sentence, with no name.
    pub who: String,
    /// Why the answers cannot stand together.
    pub why: String,
    /// The example person whose answers these start from.
    pub like: String,
    /// What the person said.
    pub answers: BTreeMap<String, Answer>,
    /// The contradiction that refuses them.
    pub contradiction: String,
}

/// The decision an example person must get.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// How soon.
    pub disposition: LevelId,
    /// Within how many days, for `see_doctor_soon`.
    pub within_days: Option<u32>,
    /// The level that has fired so far, for `incomplete`.
    pub at_least: Option<LevelId>,
    /// Questions that must be among those still to be asked.
    #[serde(default)]
    pub ask: Vec<String>,
    /// Every red flag that fires, and no other.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// Every red flag that could not be ruled out, and no other.
    #[serde(default)]
    pub floors: Vec<String>,
    /// Treatments that must be offered.
    #[serde(default)]
    pub offers: Vec<String>,
    /// Treatments that must be suggested.
    #[serde(default)]
    pub suggested: Vec<String>,
    /// Treatments that must be offered without being suggested.
    #[serde(default)]
    pub not_suggested: Vec<String>,
    /// Whether no other treatment may be offered.
    #[serde(default)]
    pub only: bool,
    /// Treatments that must not be offered.
    #[serde(default)]
    pub not_offered: Vec<String>,
    /// The stops that hold a treatment back: these and no others.
    #[serde(default)]
    pub withheld: BTreeMap<String, Vec<String>>,
    /// Treatments that are held back, and at least one of their stops says never.
    #[serde(default)]
    pub never: Vec<String>,
    /// Treatments that are held back, and all their stops say ask first.
    #[serde(default)]
    pub ask_first: Vec<String>,
    /// The stops of a treatment that hold, whether or not the level shows the treatment: these and no others.
    #[serde(default)]
    pub stops: BTreeMap<String, Vec<String>>,
}
