//! What may be offered, what holds it back, and what must not go together.

use super::{LevelId, Review};
use crate::Rule;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Anything that may be offered.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treatment {
    /// Stable id.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What kind of care it is.
    pub kind: TreatmentKind,
    /// What the source article says of it.
    pub seed_says: Option<String>,
    /// One sentence: what it does for a person.
    pub summary: String,
    /// What to do of it within the next hour, where it is one of the first things to do.
    pub right_now: Option<String>,
    /// The levels at which it may be shown.
    #[serde(default)]
    pub shown_at: Vec<LevelId>,
    /// Levels that are open only under a condition.
    #[serde(default)]
    pub also_shown: Vec<AlsoShown>,
    /// When it is suggested.
    pub offer_when: Option<Rule>,
    /// How to, step by step.
    #[serde(default)]
    pub steps: Vec<String>,
    /// Limits and doses.
    #[serde(default, rename = "limit")]
    pub limits: Vec<Limit>,
    /// Cautions and remarks.
    #[serde(default, rename = "note")]
    pub notes: Vec<Note>,
    /// What is known about it.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// What holds it back.
    #[serde(default, rename = "stop")]
    pub stops: Vec<Stop>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

impl Treatment {
    /// The limit of this id.
    pub fn limit(&self, id: &str) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.id == id)
    }
}

/// What kind of care a treatment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TreatmentKind {
    /// Rest and warmth.
    Comfort,
    /// A resting position.
    Position,
    /// Movement.
    Movement,
    /// Mind and body.
    MindBody,
    /// Advice for every day.
    Advice,
    /// Keeping the next one away.
    Prevention,
    /// By the hands of somebody else.
    HandsOn,
    /// A medicine without prescription.
    Medicine,
    /// A herb taken by mouth.
    Herb,
    /// A cream or patch on the skin.
    SkinRub,
    /// Information only; never offered.
    Information,
}

impl TreatmentKind {
    /// Every kind, in the order in which a plan names them.
    pub const ALL: [Self; 11] = [
        Self::Comfort,
        Self::Position,
        Self::Movement,
        Self::MindBody,
        Self::Advice,
        Self::Medicine,
        Self::SkinRub,
        Self::HandsOn,
        Self::Herb,
        Self::Prevention,
        Self::Information,
    ];

    /// The word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comfort => "comfort",
            Self::Position => "position",
            Self::Movement => "movement",
            Self::MindBody => "mind_body",
            Self::Advice => "advice",
            Self::Prevention => "prevention",
            Self::HandsOn => "hands_on",
            Self::Medicine => "medicine",
            Self::Herb => "herb",
            Self::SkinRub => "skin_rub",
            Self::Information => "information",
        }
    }
}

/// A level that is open only under a condition.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlsoShown {
    /// The level.
    pub level: LevelId,
    /// The condition.
    pub when: Rule,
}

/// A limit or dose; its unit stands in the id.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What is limited, with its unit: `session_minutes_max`.
    pub id: String,
    /// The number.
    pub value: f64,
    /// The limit in a sentence.
    pub say: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A caution or remark.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What it says.
    pub say: String,
    /// When it is shown; always when left out.
    pub when: Option<Rule>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What is known about a treatment.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// How sure it is.
    pub certainty: Certainty,
    /// In plain words.
    pub say: String,
    /// The numbers.
    pub figures: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// GRADE certainty of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// No trial evidence was found.
    None,
    /// Very low.
    VeryLow,
    /// Low.
    Low,
    /// Moderate.
    Moderate,
    /// High.
    High,
}

/// How strongly a stop holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Not before a pharmacist or doctor said yes.
    AskFirst,
    /// Not at all.
    Never,
}

impl Strength {
    /// The word that files and programs use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AskFirst => "ask_first",
            Self::Never => "never",
        }
    }
}

/// A reason to hold a treatment back.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Unique within the treatment.
    pub id: String,
    /// How strongly it holds.
    pub strength: Strength,
    /// It holds unless this is known false.
    pub when: Rule,
    /// Why, in plain words.
    pub because: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A stop for every treatment, or for every treatment of some kinds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopForAll {
    /// Stable id.
    pub id: String,
    /// Its number in the clinical specification.
    pub code: String,
    /// The kinds it holds back; every kind when left out.
    pub kinds: Option<Vec<TreatmentKind>>,
    /// How strongly it holds.
    pub strength: Strength,
    /// It holds unless this is known false.
    pub when: Rule,
    /// Why, in plain words.
    pub because: String,
    /// What is said instead of a list, where it holds back all there is.
    pub instead: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// The doses of a medicine.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medicine {
    /// The id of its treatment.
    pub id: String,
    /// The ingredient that doses count.
    pub ingredient: String,
    /// Brand names and other names.
    #[serde(default)]
    pub also_called: Vec<String>,
    /// What the milligrams are of, when it is not the ingredient itself.
    pub amount_of: Option<String>,
    /// Milligrams in one tablet.
    pub strength_mg: Option<f64>,
    /// The first dose, in milligrams.
    pub first_mg: Option<f64>,
    /// The smallest single dose, in milligrams.
    pub single_mg_min: Option<f64>,
    /// The largest single dose, in milligrams.
    pub single_mg_max: Option<f64>,
    /// Hours between doses, at least.
    pub gap_hours: Option<f64>,
    /// Milligrams in any 24 hours, at most.
    pub max_mg_24h: Option<f64>,
    /// Days with a dose, at most.
    pub max_days: Option<u32>,
    /// The day on which to stop when it does not help.
    pub stop_if_no_help_day: Option<u32>,
    /// Per number: where it comes from.
    #[serde(default)]
    pub sources_of: BTreeMap<String, Provenance>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// Where a single number comes from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Provenance {
    /// Ids of sources.
    Sources(Vec<String>),
    /// Nobody has checked it yet.
    Review(Review),
}

/// One step of the order in which a medicine is chosen.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOrder {
    /// Stable id.
    pub id: String,
    /// Its place, from 1.
    pub order: u32,
    /// A treatment, `non_drug` or `pharmacist`.
    pub treatment: String,
    /// What it says.
    pub say: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// Two things and whether they go together.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interaction {
    /// Stable id.
    pub id: String,
    /// A treatment.
    pub a: String,
    /// Another treatment, or a word for something else.
    pub b: String,
    /// How they go together.
    pub severity: Severity,
    /// Why, in plain words.
    pub because: String,
    /// The stop that carries it out, as `treatment.stop`.
    pub stop: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// How two things go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Never together.
    Never,
    /// Ask first.
    AskFirst,
    /// With care.
    Caution,
    /// One is not to be used without the other.
    NeededTogether,
}
