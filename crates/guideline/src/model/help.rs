//! How soon and whom to see: levels, what to do, what to watch for, whom to call.

use super::Review;
use serde::{Deserialize, Serialize};

/// How soon somebody has to look, from least to most urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelId {
    /// Care at home.
    HomeCare,
    /// A doctor within some days.
    SeeDoctorSoon,
    /// A doctor, urgent care or nurse line today.
    SameDay,
    /// Emergency help now.
    EmergencyNow,
    /// Not known yet: more has to be asked.
    Incomplete,
}

impl LevelId {
    /// The word that files and programs use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::HomeCare => "home_care",
            Self::SeeDoctorSoon => "see_doctor_soon",
            Self::SameDay => "same_day",
            Self::EmergencyNow => "emergency_now",
            Self::Incomplete => "incomplete",
        }
    }

    /// The level of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::HomeCare, Self::SeeDoctorSoon, Self::SameDay, Self::EmergencyNow, Self::Incomplete]
            .into_iter()
            .find(|level| level.word() == word)
    }
}

/// The words of a level.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Which level.
    pub id: LevelId,
    /// Its heading; `{days}` stands for the window.
    pub title: String,
    /// One or two calm sentences.
    pub lead: String,
    /// What it asks for as a rule, where no single red flag decides: the id of an [`Action`].
    pub usual_action: Option<String>,
    /// The floor that an unknown red flag of this level sets; the same level and window when left out.
    pub unknown_costs: Option<Floor>,
    /// The first words to read out on the phone; `{days}` stands for the window.
    pub say_to_the_phone: Option<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A floor on urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// At least this level.
    pub level: LevelId,
    /// Within at most this many days, for `see_doctor_soon`.
    pub within_days: Option<u32>,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Stable id.
    pub id: String,
    /// Of several actions that decide, only the one of the highest rank is told, besides those that are always shown.
    #[serde(default)]
    pub rank: u8,
    /// The full text.
    pub say: String,
    /// What is told in place of `say` where something more urgent decides.
    pub beside: Option<String>,
    /// Whether it is told beside a more urgent action too: it stops something, or names a line of its own to call.
    #[serde(default)]
    pub always_shown: bool,
    /// Over it on the page of the emergency signs, where it stands among others.
    pub heading: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

impl Action {
    /// Its text behind something more urgent.
    pub fn say_beside(&self) -> &str {
        self.beside.as_ref().unwrap_or(&self.say)
    }
}

/// Something to watch for.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchFor {
    /// Stable id.
    pub id: String,
    /// What it says.
    pub say: String,
    /// What it calls for.
    pub kind: WatchKind,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What a sign to watch for calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WatchKind {
    /// Emergency help.
    Emergency,
    /// Another look at this check, or at a doctor.
    ComeBack,
}

/// Whom to call in a country.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Two-letter code, or `other`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The emergency number.
    pub emergency: String,
    /// A line for advice that is not an emergency.
    pub advice: Option<HelpLine>,
    /// A poison line.
    pub poison: Option<HelpLine>,
    /// A crisis line.
    pub crisis: Option<HelpLine>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A line to call.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
}
