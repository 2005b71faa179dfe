//! The things that happen, in the past tense.
//!
//! To add one: a variant here, its line in `Event::shape` and in `Event::READABLE`, what it means to the
//! [`Log`](crate::Log), and its bytes in `tests/frozen.rs`. What is forgotten, the compiler or that test asks for.
//!
//! A variant that is in use never changes its JSON. If its shape must change, give it a new version in `Event::shape`
//! and read the old one in `stored.rs`.

use easeback_engine::Answer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Something that happened.
///
/// A *row* is one line of a question: the id of a finding (`fever`), or one option of a finding with many
/// (`conditions.diabetes`), which is then answered yes, no or not sure by itself.
///
/// Every variant has braces, even where they are empty: serde reads a variant without them and skips what it does not know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Event {
    /// A spasm began to be looked after; an episode still open ends here.
    EpisodeStarted {},
    /// The person answered.
    AnswersGiven {
        /// The screen the rows stood on; none when they came another way, such as a file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        screen: Option<String>,
        /// The answer of each row.
        #[serde(deserialize_with = "each_row_once")]
        answers: BTreeMap<String, Answer>,
    },
    /// The person went back and took answers away: these rows are not asked any more, which is not the same as "no".
    AnswersWithdrawn {
        /// The rows.
        rows: Vec<String>,
    },
    /// A decision was on the screen.
    DecisionShown {
        /// How soon and whom to see, by its id (`see_doctor_soon`).
        disposition: String,
        /// Within how many days, where the disposition has a window.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within_days: Option<u32>,
        /// The ids of the red flags that fired, in the order shown.
        red_flags: Vec<String>,
        /// What it was decided by.
        guideline: GuidelineStamp,
    },
    /// The person chose a setting, such as the country or the theme. Settings outlive episodes.
    SettingChanged {
        /// Which one.
        setting: String,
        /// What it is from now on.
        value: String,
    },
    /// The spasm is over.
    EpisodeEnded {},
}

/// Which guideline decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineStamp {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The digest over all of it, so that the very text can be found again.
    pub digest: String,
}

impl Event {
    /// Every kind that can be read, with the newest version of its JSON.
    pub const READABLE: &[(&str, u32)] = &[
        ("episode_started", 1),
        ("answers_given", 1),
        ("answers_withdrawn", 1),
        ("decision_shown", 1),
        ("setting_changed", 1),
        ("episode_ended", 1),
    ];

    /// The kind as it is stored, and the version of the JSON that is written for it.
    pub(crate) const fn shape(&self) -> (&'static str, u32) {
        match self {
            Self::EpisodeStarted {} => ("episode_started", 1),
            Self::AnswersGiven { .. } => ("answers_given", 1),
            Self::AnswersWithdrawn { .. } => ("answers_withdrawn", 1),
            Self::DecisionShown { .. } => ("decision_shown", 1),
            Self::SettingChanged { .. } => ("setting_changed", 1),
            Self::EpisodeEnded {} => ("episode_ended", 1),
        }
    }

    /// The kind as it is stored, such as `answers_given`.
    pub const fn kind(&self) -> &'static str {
        self.shape().0
    }
}

/// Reads a map that names no row twice: of two answers, neither may win in silence.
fn each_row_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Answer>, D::Error> {
    struct Rows;

    impl<'de> Visitor<'de> for Rows {
        type Value = BTreeMap<String, Answer>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an answer for each row")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut rows = BTreeMap::new();
            while let Some((row, answer)) = map.next_entry::<String, Answer>()? {
                if rows.insert(row, answer).is_some() {
                    return Err(A::Error::custom("a row stands twice"));
                }
            }
            Ok(rows)
        }
    }

    deserializer.deserialize_map(Rows)
}
