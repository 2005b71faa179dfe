//! The things that happen, in the past tense.
//!
//! To add one: a variant here, its line in `Event::shape` and in `Event::READABLE`, what it means to the
//! [`Log`](crate::Log), and its bytes in `tests/frozen.rs`. What is forgotten, the compiler or that test asks for.
//!
//! A variant that is in use never changes its JSON. If its shape must change, give it a new version in `Event::shape`
//! and read the old one in `stored.rs`.

use crate::EventId;
use easeback_engine::Answer;
use jiff::Timestamp;
use jiff::civil::Date;
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
    /// The person looked again: warning signs, pain, course, rest and harms were asked anew.
    CheckedIn {
        /// Which one, by its id in the guideline; none for one outside of the schedule.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        check_in: Option<String>,
        /// The answer of each row.
        #[serde(deserialize_with = "each_row_once")]
        answers: BTreeMap<String, Answer>,
        /// What only a check-in asks and is no finding, by the id of the question.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "each_row_once")]
        questions: BTreeMap<String, Answer>,
    },
    /// Answers were a mistake: these are the right ones. What the wrong ones had latched is let go.
    AnswersCorrected {
        /// The right answer of each row.
        #[serde(deserialize_with = "each_row_once")]
        answers: BTreeMap<String, Answer>,
        /// Why, in the person's words or by the reason they chose.
        reason: String,
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
    /// A medicine, herb or rub was taken or put on.
    MedicineTaken {
        /// Which product, by its id in the guideline; none when it was typed by hand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<String>,
        /// What it is called on the box.
        name: String,
        /// How many tablets, spoons or whatever the product is counted in; none when that is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        units: Option<f64>,
        /// What was in all of it together.
        contents: Vec<Content>,
        /// Whether it was put on the skin, not swallowed.
        on_skin: bool,
        /// The pain before it, 0 to 10.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pain_before: Option<f64>,
    },
    /// A session with a timer began, such as warmth or relaxation. It is over after its time, or when something below says so.
    SessionStarted {
        /// The treatment.
        treatment: String,
        /// Which part of it, such as an exercise or a position.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<String>,
        /// How long it is meant to last.
        seconds: u32,
        /// The pain before it, 0 to 10.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pain_before: Option<f64>,
    },
    /// A session was given up and does not count.
    SessionAbandoned {
        /// The session that had started.
        session: EventId,
    },
    /// A treatment that is no medicine was used; it happened when it ended.
    TreatmentUsed {
        /// The treatment.
        treatment: String,
        /// Which part of it, such as an exercise or a position.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<String>,
        /// How long; none when nobody looked at a clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seconds: Option<u32>,
        /// The session that ended with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        session: Option<EventId>,
        /// The pain before it, 0 to 10.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pain_before: Option<f64>,
        /// The pain after it, 0 to 10.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pain_after: Option<f64>,
    },
    /// The person said how bad the pain is, outside of a check-in.
    PainFelt {
        /// 0 to 10.
        pain: f64,
        /// The dose or session it came after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<EventId>,
    },
    /// The person is not going on with a treatment.
    TreatmentStopped {
        /// The treatment.
        treatment: String,
        /// Why: an id of the app's own list, or the person's words.
        reason: String,
    },
    /// A day was spent lying down for more than half of the waking time, or was not.
    RestLogged {
        /// The day, in the zone the person was in.
        date: Date,
        /// Whether it was.
        mostly_lying: bool,
    },
    /// Something bad followed from a treatment.
    HarmNoticed {
        /// Options of the finding `bad_reaction`.
        reactions: Vec<String>,
        /// The treatment it is put down to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        treatment: Option<String>,
    },
    /// A doctor or pharmacist said that an earlier bad reaction need not hold anything back any more.
    HarmCleared {
        /// The reactions they spoke of.
        reactions: Vec<String>,
    },
    /// A doctor looked at the person's back.
    DoctorSeen {
        /// An option of the finding `doctor_seen`.
        said: String,
        /// Their plan, in the person's words. It goes before ours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<String>,
    },
    /// A doctor or pharmacist said yes to a treatment that is held back until somebody is asked.
    TreatmentAllowed {
        /// The treatment.
        treatment: String,
        /// The reason that held it back: the id of the stop.
        stop: String,
    },
    /// A session of the exercise programme was done.
    ExercisesDone {
        /// The level, by its number.
        level: u32,
        /// The exercises, by their ids.
        exercises: Vec<String>,
        /// How hard the hardest felt, 0 to 10.
        effort: f64,
        /// The worst pain during them, 0 to 10.
        pain_during: f64,
    },
    /// The person moved to a level of the exercise programme.
    LevelChosen {
        /// Its number.
        level: u32,
    },
    /// An earlier event was not quite as it had been written down.
    EventCorrected {
        /// The earlier event.
        event: EventId,
        /// When it really happened.
        at: Timestamp,
        /// What really happened; of the same kind.
        to: Box<Event>,
    },
    /// An earlier event did not happen.
    EventWithdrawn {
        /// The earlier event.
        event: EventId,
        /// Why, by the reason that was chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
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

/// One ingredient of a dose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The ingredient, by its id in the guideline, or by its name when the guideline has none.
    pub ingredient: String,
    /// How much, in milligrams; none when that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mg: Option<f64>,
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
        ("checked_in", 1),
        ("answers_corrected", 1),
        ("medicine_taken", 1),
        ("session_started", 1),
        ("session_abandoned", 1),
        ("treatment_used", 1),
        ("pain_felt", 1),
        ("treatment_stopped", 1),
        ("rest_logged", 1),
        ("harm_noticed", 1),
        ("harm_cleared", 1),
        ("doctor_seen", 1),
        ("treatment_allowed", 1),
        ("exercises_done", 1),
        ("level_chosen", 1),
        ("event_corrected", 1),
        ("event_withdrawn", 1),
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
            Self::CheckedIn { .. } => ("checked_in", 1),
            Self::AnswersCorrected { .. } => ("answers_corrected", 1),
            Self::MedicineTaken { .. } => ("medicine_taken", 1),
            Self::SessionStarted { .. } => ("session_started", 1),
            Self::SessionAbandoned { .. } => ("session_abandoned", 1),
            Self::TreatmentUsed { .. } => ("treatment_used", 1),
            Self::PainFelt { .. } => ("pain_felt", 1),
            Self::TreatmentStopped { .. } => ("treatment_stopped", 1),
            Self::RestLogged { .. } => ("rest_logged", 1),
            Self::HarmNoticed { .. } => ("harm_noticed", 1),
            Self::HarmCleared { .. } => ("harm_cleared", 1),
            Self::DoctorSeen { .. } => ("doctor_seen", 1),
            Self::TreatmentAllowed { .. } => ("treatment_allowed", 1),
            Self::ExercisesDone { .. } => ("exercises_done", 1),
            Self::LevelChosen { .. } => ("level_chosen", 1),
            Self::EventCorrected { .. } => ("event_corrected", 1),
            Self::EventWithdrawn { .. } => ("event_withdrawn", 1),
            Self::SettingChanged { .. } => ("setting_changed", 1),
            Self::EpisodeEnded {} => ("episode_ended", 1),
        }
    }

    /// Whether it tells of one thing that can later turn out to have been otherwise, or not at all.
    pub const fn is_correctable(&self) -> bool {
        matches!(
            self,
            Self::CheckedIn { .. }
                | Self::MedicineTaken { .. }
                | Self::TreatmentUsed { .. }
                | Self::PainFelt { .. }
                | Self::RestLogged { .. }
                | Self::HarmNoticed { .. }
                | Self::DoctorSeen { .. }
                | Self::TreatmentAllowed { .. }
                | Self::ExercisesDone { .. }
        )
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
