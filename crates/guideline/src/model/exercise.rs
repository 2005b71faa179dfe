//! How to move: first easy moves, the exercise programme, the walking plan, letting go, sitting and lifting.

use super::Review;
use crate::Rule;
use serde::Deserialize;

/// A picture, in words: the drawing itself is the page's.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Stable id.
    pub id: String,
    /// The pose in words, for those who cannot see the picture.
    pub alt: String,
    /// The treatment whose page it belongs to, when an exercise or step does not name it.
    pub treatment: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A level of the exercise programme.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseLevel {
    /// Stable id.
    pub id: String,
    /// Its number, from 1.
    pub level: u32,
    /// Its name.
    pub name: String,
    /// From this week …
    pub weeks_from: u32,
    /// … to this one.
    pub weeks_to: u32,
    /// Whether one goes on with it after that.
    pub then_keep_on: bool,
    /// Sets, at least.
    pub sets_min: u32,
    /// Sets, at most.
    pub sets_max: u32,
    /// Sessions a week.
    pub sessions_per_week: u32,
    /// Minutes a session, at least.
    pub minutes_min: u32,
    /// Minutes a session, at most.
    pub minutes_max: u32,
    /// When to move up, in a sentence.
    pub move_up: String,
    /// It may feel this hard of 10, at most.
    pub move_up_effort_max: Option<f64>,
    /// Pain in it, at most.
    pub move_up_pain_max: Option<f64>,
    /// Points of pain up the next morning, at most.
    pub move_up_next_morning_rise_max: Option<f64>,
    /// How often in a row it has to go like that.
    pub move_up_times_in_a_row: Option<u32>,
    /// When to step back, in a sentence.
    pub step_back: String,
    /// Pain of this or more means a step back.
    pub step_back_pain_min: f64,
    /// So do so many hours of more pain.
    pub step_back_worse_hours: u32,
    /// For so many weeks.
    pub step_back_weeks: u32,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// An exercise of the programme.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: ExerciseKind,
    /// How to, step by step.
    pub steps: Vec<String>,
    /// The id of its [`Figure`].
    pub figure: String,
    /// Whether it is done on the floor.
    pub on_floor: bool,
    /// What to do instead for those who cannot get down to the floor.
    pub without_floor: Option<String>,
    /// It is left out unless this is known false.
    pub leave_out_when: Option<Rule>,
    /// Why it is then left out.
    pub leave_out_because: Option<String>,
    /// How much, level by level.
    #[serde(default, rename = "dose")]
    pub doses: Vec<ExerciseDose>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What an exercise is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExerciseKind {
    /// To get stronger.
    Strength,
    /// To get more supple.
    Stretch,
}

/// How much of an exercise at one level.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseDose {
    /// The number of the [`ExerciseLevel`].
    pub level: u32,
    /// Repeats in one set.
    pub reps: u32,
    /// Seconds to hold.
    pub hold_seconds: Option<u32>,
    /// Seconds to hold, at most, where it is a range.
    pub hold_seconds_max: Option<u32>,
    /// Whether the repeats are for each side.
    pub each_side: bool,
    /// The weight in kilograms, at least.
    pub kg_min: Option<f64>,
    /// The weight in kilograms, at most.
    pub kg_max: Option<f64>,
}

/// A step of the walking plan. It is open while `when` is true and walking is offered.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WalkingStep {
    /// Stable id.
    pub id: String,
    /// From this week since the first walk …
    pub weeks_from: u32,
    /// … to this one.
    pub weeks_to: u32,
    /// Minutes a walk, at least.
    pub minutes_min: u32,
    /// Minutes a walk, at most.
    pub minutes_max: u32,
    /// Walks a week.
    pub days_per_week: u32,
    /// When it is open.
    pub when: Rule,
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

/// A step of the relaxation that is read aloud.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelaxationStep {
    /// Stable id.
    pub id: String,
    /// Its place, from 1.
    pub order: u32,
    /// The part of the body, as a word for programs.
    pub part: String,
    /// What is done with it.
    pub kind: RelaxationKind,
    /// What is said first.
    pub say: String,
    /// Seconds for that.
    pub say_seconds: u32,
    /// What is said while tightening, in every round.
    pub tense_say: Option<String>,
    /// Seconds of tightening.
    pub tense_seconds: Option<u32>,
    /// What is said while letting go, in every round.
    pub let_go_say: Option<String>,
    /// Seconds of letting go.
    pub let_go_seconds: Option<u32>,
    /// How often.
    pub rounds: Option<u32>,
    /// How many breaths.
    pub breaths: Option<u32>,
    /// Seconds for each.
    pub breath_seconds: Option<u32>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

impl RelaxationStep {
    /// How long the whole step takes, in seconds.
    pub fn seconds(&self) -> u32 {
        let round = self.tense_seconds.unwrap_or(0).saturating_add(self.let_go_seconds.unwrap_or(0));
        let rounds = round.saturating_mul(self.rounds.unwrap_or(0));
        let breaths = self.breaths.unwrap_or(0).saturating_mul(self.breath_seconds.unwrap_or(0));
        self.say_seconds.saturating_add(rounds).saturating_add(breaths)
    }
}

/// What is done with a part of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelaxationKind {
    /// Lie down and arrive.
    Settle,
    /// Tighten it, then let go.
    Tense,
    /// Let go without tightening.
    LetGoOnly,
    /// Breathe.
    Breathe,
}

/// A first easy move.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FloorMove {
    /// Stable id.
    pub id: String,
    /// Its place, from 1.
    pub order: u32,
    /// Its name.
    pub name: String,
    /// How one starts.
    pub position: FloorPosition,
    /// How to, step by step.
    pub steps: Vec<String>,
    /// Repeats.
    pub reps: u32,
    /// The id of its [`Figure`].
    pub figure: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// How a first easy move starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FloorPosition {
    /// On the back.
    OnBack,
    /// On hands and knees.
    HandsAndKnees,
}

/// A step of sitting or lifting, with the right picture and, for some, the wrong one.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureStep {
    /// Stable id.
    pub id: String,
    /// Its place, from 1.
    pub order: u32,
    /// What it says.
    pub say: String,
    /// The id of the [`Figure`] that shows it right.
    pub figure: Option<String>,
    /// The id of the [`Figure`] that shows it wrong.
    pub figure_wrong: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}
