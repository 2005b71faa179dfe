//! What is asked or known of a person, and on which screens.

use super::Review;
use crate::{Answer, Rule};
use serde::Deserialize;

/// One thing asked or known of a person.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Stable id.
    pub id: String,
    /// When in the interview it belongs.
    pub group: Group,
    /// The question in full.
    pub ask: String,
    /// The question as a statement in the first person, for a tick-box.
    pub tick: Option<String>,
    /// What a clinician calls it, in few words.
    pub term: Option<String>,
    /// A number as the person would tell it; `{value}` stands for the number.
    pub tell: Option<String>,
    /// A sentence or two that help to answer.
    pub help: Option<String>,
    /// What an answer may be.
    pub kind: Kind,
    /// The options, for one-of and many-of.
    #[serde(default, rename = "option")]
    pub options: Vec<Choice>,
    /// What "None of these" means for it on a tick screen.
    pub none: Option<Answer>,
    /// How answers are ordered from best to worst.
    pub worse: Option<Worse>,
    /// It is asked only when this holds; when it is known not to hold, the finding counts as no.
    pub asked_when: Option<Rule>,
    /// What it counts as before `asked_when` is known: `no`, or unknown when left out.
    pub until_then: Option<String>,
    /// It may be asked after the plan and never makes a decision incomplete.
    #[serde(default)]
    pub after_plan: bool,
    /// The option that "not sure" is stored as.
    pub not_sure_is: Option<String>,
    /// What an absent fact from the log means.
    pub when_absent: Option<Answer>,
    /// What an absent fact from the log means once another finding has this answer.
    pub when_absent_after: Option<AbsentAfter>,
    /// Whether its answer is told to whoever is called, whatever the reason.
    #[serde(default)]
    pub always_told: bool,
    /// What to say of a medicine that is held back only because doses were taken which nobody has counted.
    pub uncounted: Option<String>,
    /// The same where the person is not sure whether any were taken.
    pub uncounted_if_not_sure: Option<String>,
    /// What to say of a treatment that is held back because it led to one of the options.
    pub held_back: Option<String>,
    /// Which medicine a fact from the log speaks of; facts about one medicine are known together.
    pub about: Option<String>,
    /// The unit of a number.
    pub unit: Option<String>,
    /// The smallest number allowed.
    pub min: Option<f64>,
    /// The largest number allowed.
    pub max: Option<f64>,
    /// Whether only whole numbers are allowed.
    #[serde(default)]
    pub whole: bool,
    /// Quick answers to tap.
    #[serde(default)]
    pub pick: Vec<Pick>,
    /// The share of people who answer yes, from 0 to 1.
    pub prevalence: Option<f64>,
    /// Mean and standard deviation of a number.
    pub typical: Option<Typical>,
    /// The share of people at or above a number.
    #[serde(default)]
    pub prevalence_at_least: Vec<ShareAtLeast>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// When in the interview a finding belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// The emergency signs, first of all.
    Emergency,
    /// Other warning signs.
    Warning,
    /// What was before.
    History,
    /// The pain itself.
    Pain,
    /// What makes a medicine unsafe.
    Medicine,
    /// What helps to plan and to prevent.
    Plan,
    /// Known from the log, never asked.
    Log,
}

/// What an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// Exactly one option.
    OneOf,
    /// Any number of options, none included.
    ManyOf,
    /// A number.
    Number,
}

/// One option of a one-of or many-of finding.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stable id, unique within the finding.
    pub id: String,
    /// What it says to the person.
    pub say: String,
    /// What a clinician calls it, in few words that stand alone; of a many-of, as one of a list.
    pub term: Option<String>,
    /// One of: the answer as the person would tell it to a doctor.
    pub tell: Option<String>,
    /// A sentence that helps to choose.
    pub help: Option<String>,
    /// The share of people who have it, from 0 to 1.
    pub prevalence: Option<f64>,
    /// Which plain group of a long list it stands in.
    pub group: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// How answers are ordered from best to worst.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Worse {
    /// Options from best to worst; those of one inner list are equal.
    Steps(Vec<Vec<String>>),
    /// `yes`, `higher` or `no_order`.
    Word(String),
}

/// A quick answer to a number.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pick {
    /// The number.
    pub value: f64,
    /// What it says.
    pub say: String,
    /// The number as the person would tell it, where the finding's own words do not fit it.
    pub tell: Option<String>,
}

/// What an absent fact from the log means once `finding` has `answer`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsentAfter {
    /// The finding that has to be answered.
    pub finding: String,
    /// With this option.
    pub answer: String,
    /// What the absent fact then is: a number, or `never` (no dose yet: longer ago than anything).
    pub value: Answer,
}

/// Mean and standard deviation.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typical {
    /// Mean, in the finding's unit.
    pub mean: f64,
    /// Standard deviation, in the finding's unit.
    pub sd: f64,
}

/// The share of people at or above a number.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareAtLeast {
    /// The number.
    pub value: f64,
    /// The share, from 0 to 1.
    pub share: f64,
}

/// One screen of the interview.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screen {
    /// Stable id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A line under the heading.
    pub lead: Option<String>,
    /// How it is answered.
    pub style: ScreenStyle,
    /// Whether it belongs to the emergency screens, which come before everything else.
    #[serde(default)]
    pub emergency: bool,
    /// Findings, or options of many-of findings as `finding.option`.
    pub rows: Vec<String>,
    /// In which part of the interview it stands.
    #[serde(default)]
    pub when: ScreenPart,
}

/// How a screen is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreenStyle {
    /// Statements to tick, with "None of these".
    Tick,
    /// A single question.
    One,
}

/// In which part of the interview a screen stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreenPart {
    /// The check that leads to a disposition.
    #[default]
    Check,
    /// What has to be known before comfort care is planned.
    Comfort,
    /// What has to be known when a medicine is wanted.
    Wanted,
    /// What may be asked after the plan is shown.
    After,
}
