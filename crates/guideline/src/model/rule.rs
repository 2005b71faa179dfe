//! Rules over findings: definitions, red flags, safety properties, and the sources they rest on.

use super::{LevelId, Review};
use crate::Rule;
use serde::Deserialize;

/// A named condition, so that other conditions read like sentences.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Stable id, used as a name in conditions.
    pub id: String,
    /// What it means, in plain words.
    pub says: String,
    /// The condition.
    pub when: Rule,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// Answers that cannot stand together.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// Stable id.
    pub id: String,
    /// Answers for which this is known true are refused.
    pub when: Rule,
    /// What would be right instead.
    pub because: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A condition that sets a floor on urgency.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedFlag {
    /// Stable id.
    pub id: String,
    /// Its number in the clinical specification, `RF01` and on.
    pub code: String,
    /// When it fires.
    pub when: Rule,
    /// How soon somebody has to look.
    pub level: LevelId,
    /// Within how many days, for `see_doctor_soon`.
    pub within_days: Option<u32>,
    /// Why, in plain words.
    pub because: String,
    /// What to do: the id of an [`Action`](crate::Action).
    pub action: String,
    /// Added to the action's text.
    pub also: Option<String>,
    /// `also` is told only where this red flag decides: beside a more urgent action it would be wrong.
    #[serde(default)]
    pub also_only_deciding: bool,
    /// `none` where an unknown log fact must not set a floor.
    pub if_unknown: Option<IfUnknown>,
    /// Lines of the source article it comes from.
    #[serde(default)]
    pub seed_line: Vec<u32>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What an unknown red flag does, where it differs from the floor one step below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfUnknown {
    /// Nothing, while a fact from the log in it is unknown.
    None,
}

/// A claim that must hold for every possible person.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    /// The id of the clinical specification, `I-01` and on.
    pub id: String,
    /// The claim.
    pub claim: Rule,
    /// The claim in a sentence.
    pub says: String,
}

/// Where something comes from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Stable id, `B-…`.
    pub id: String,
    /// The citation.
    pub cite: String,
    /// Year of publication.
    pub year: Option<u32>,
    /// A web address.
    pub link: Option<String>,
    /// A digital object identifier.
    pub doi: Option<String>,
    /// Whether it was seen.
    pub status: SourceStatus,
    /// A remark.
    pub note: Option<String>,
}

/// Whether a source was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceStatus {
    /// The fact was seen in a stored copy of the source.
    Verified,
    /// The source was found, its figures were not visible.
    FiguresNotSeen,
    /// From memory, to be checked.
    FromMemory,
}

/// Things that make no difference to anybody, and why they stay: a stop behind a level, an option that changes nothing.
///
/// `easeback prove --dead` finds what makes none; this is what somebody has looked at.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shadowed {
    /// Stable id.
    pub id: String,
    /// What makes no difference: `stop.heat.fever`, `option.pain_sites.low`.
    pub what: Vec<String>,
    /// Why it stays, in a sentence.
    pub because: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}
