//! What an event may hold, whatever the guideline: ranges of numbers and sizes of lists and texts.
//!
//! Whether an id exists, and whether an answer fits its finding, is for the guideline: what it does not know counts as not
//! asked. The sizes are far above what anybody needs; they keep a slip of the hand or of a program out of the log. A person
//! who took far too much can say so. No problem found here names a value: it may be a health answer.

use crate::{Answer, Content, EpisodeError, Event};
use std::collections::BTreeMap;

/// The longest text, in bytes.
const TEXT_MAX: usize = 10_000;

/// The longest id or name, in bytes.
const NAME_MAX: usize = 300;

/// The longest value of a setting, in letters: as long as a name of a person here may be.
const SETTING_MAX: usize = 40;

/// The longest list.
const LIST_MAX: usize = 1_000;

/// The longest session, in seconds: a day.
const SECONDS_MAX: u32 = 86_400;

impl Event {
    /// Checks what it holds. Nothing else is stored or taken from a file.
    ///
    /// # Errors
    /// [`EpisodeError::NotAllowed`] for the first field that is out of its range, with what is allowed.
    pub fn check(&self) -> Result<(), EpisodeError> {
        let one = Checked { kind: self.kind() };
        match self {
            Self::EpisodeStarted {} | Self::EpisodeEnded {} | Self::SessionAbandoned { session: _ } => Ok(()),
            Self::AnswersGiven { screen, answers } => {
                one.maybe_name("screen", screen.as_deref())?;
                one.answers("answers", answers)
            }
            Self::CheckedIn { check_in, answers, questions } => {
                one.maybe_name("check_in", check_in.as_deref())?;
                one.answers("answers", answers)?;
                one.answers("questions", questions)
            }
            Self::AnswersCorrected { answers, reason } => {
                one.answers("answers", answers)?;
                one.text("reason", reason)
            }
            Self::AnswersWithdrawn { rows } => one.names("rows", rows),
            Self::DecisionShown { disposition, within_days: _, red_flags, guideline } => {
                one.name("disposition", disposition)?;
                one.names("red_flags", red_flags)?;
                one.name("guideline", &guideline.name)?;
                one.name("guideline", &guideline.version)?;
                one.name("guideline", &guideline.digest)
            }
            Self::MedicineTaken { product, name, units, contents, on_skin: _, pain_before } => {
                one.maybe_name("product", product.as_deref())?;
                one.name("name", name)?;
                one.maybe("units", *units, more_than_zero(1_000.0), "more than 0 and at most 1000")?;
                one.contents(contents)?;
                one.maybe_pain("pain_before", *pain_before)
            }
            Self::SessionStarted { treatment, part, seconds, pain_before } => {
                one.name("treatment", treatment)?;
                one.maybe_name("part", part.as_deref())?;
                one.seconds(Some(*seconds))?;
                one.maybe_pain("pain_before", *pain_before)
            }
            Self::TreatmentUsed { treatment, part, seconds, session: _, pain_before, pain_after } => {
                one.name("treatment", treatment)?;
                one.maybe_name("part", part.as_deref())?;
                one.seconds(*seconds)?;
                one.maybe_pain("pain_before", *pain_before)?;
                one.maybe_pain("pain_after", *pain_after)
            }
            Self::PainFelt { pain, after: _ } => one.pain("pain", *pain),
            Self::TreatmentStopped { treatment, reason } => {
                one.name("treatment", treatment)?;
                one.text("reason", reason)
            }
            Self::RestLogged { date, mostly_lying: _ } => {
                one.ensure("date", (1900..=2200).contains(&date.year()), "a day of the years 1900 to 2200")
            }
            Self::HarmNoticed { reactions, treatment } => {
                one.some_names("reactions", reactions)?;
                one.maybe_name("treatment", treatment.as_deref())
            }
            Self::HarmCleared { reactions } => one.some_names("reactions", reactions),
            Self::DoctorSeen { said, plan } => {
                one.name("said", said)?;
                one.text("plan", plan.as_deref().unwrap_or_default())
            }
            Self::TreatmentAllowed { treatment, stop } => {
                one.name("treatment", treatment)?;
                one.name("stop", stop)
            }
            Self::ExercisesDone { level, exercises, effort, pain_during } => {
                one.level(*level)?;
                one.names("exercises", exercises)?;
                one.pain("effort", *effort)?;
                one.pain("pain_during", *pain_during)
            }
            Self::LevelChosen { level } => one.level(*level),
            Self::EventCorrected { event: _, at: _, to } => {
                one.ensure("to", to.is_correctable(), "something that can be corrected, such as a dose or a check-in")?;
                to.check()
            }
            Self::EventWithdrawn { event: _, reason } => one.text("reason", reason.as_deref().unwrap_or_default()),
            Self::SettingChanged { setting, value } => {
                one.name("setting", setting)?;
                one.setting("value", value)
            }
        }
    }
}

fn more_than_zero(most: f64) -> impl Fn(f64) -> bool {
    move |number| number > 0.0 && number <= most
}

/// The kind of event that is looked at, for the messages.
struct Checked {
    kind: &'static str,
}

impl Checked {
    fn ensure(&self, field: &'static str, holds: bool, allowed: &'static str) -> Result<(), EpisodeError> {
        if holds { Ok(()) } else { Err(EpisodeError::NotAllowed { kind: self.kind, field, allowed }) }
    }

    fn maybe(
        &self,
        field: &'static str,
        number: Option<f64>,
        holds: impl Fn(f64) -> bool,
        allowed: &'static str,
    ) -> Result<(), EpisodeError> {
        self.ensure(field, number.is_none_or(holds), allowed)
    }

    fn pain(&self, field: &'static str, number: f64) -> Result<(), EpisodeError> {
        self.ensure(field, (0.0..=10.0).contains(&number), "from 0 to 10")
    }

    fn maybe_pain(&self, field: &'static str, number: Option<f64>) -> Result<(), EpisodeError> {
        number.map_or(Ok(()), |number| self.pain(field, number))
    }

    fn seconds(&self, seconds: Option<u32>) -> Result<(), EpisodeError> {
        let allowed = seconds.is_none_or(|seconds| (1..=SECONDS_MAX).contains(&seconds));
        self.ensure("seconds", allowed, "from 1 to 86400, which is a day")
    }

    fn level(&self, level: u32) -> Result<(), EpisodeError> {
        self.ensure("level", (1..=100).contains(&level), "from 1 to 100")
    }

    fn text(&self, field: &'static str, text: &str) -> Result<(), EpisodeError> {
        self.ensure(field, text.len() <= TEXT_MAX, "a text of at most 10000 bytes")
    }

    fn name(&self, field: &'static str, name: &str) -> Result<(), EpisodeError> {
        let holds = !name.trim().is_empty() && name.len() <= NAME_MAX;
        self.ensure(field, holds, "a name of at most 300 bytes, and not empty")
    }

    fn maybe_name(&self, field: &'static str, name: Option<&str>) -> Result<(), EpisodeError> {
        name.map_or(Ok(()), |name| self.name(field, name))
    }

    fn setting(&self, field: &'static str, value: &str) -> Result<(), EpisodeError> {
        let holds = value.chars().count() <= SETTING_MAX && !value.chars().any(char::is_control);
        self.ensure(field, holds, "a text of at most 40 letters in one line")
    }

    fn names(&self, field: &'static str, names: &[String]) -> Result<(), EpisodeError> {
        self.ensure(field, names.len() <= LIST_MAX, "a list of at most 1000")?;
        names.iter().try_for_each(|name| self.name(field, name))
    }

    fn some_names(&self, field: &'static str, names: &[String]) -> Result<(), EpisodeError> {
        self.ensure(field, !names.is_empty(), "at least one")?;
        self.names(field, names)
    }

    fn answers(&self, field: &'static str, answers: &BTreeMap<String, Answer>) -> Result<(), EpisodeError> {
        self.ensure(field, answers.len() <= LIST_MAX, "a list of at most 1000")?;
        answers.iter().try_for_each(|(row, answer)| {
            self.name(field, row)?;
            match answer {
                Answer::Number(number) => self.ensure(field, number.is_finite(), "numbers that are finite"),
                Answer::OneOf(option) => self.text(field, option),
                Answer::ManyOf { chosen, .. } => self.names(field, chosen),
                Answer::YesNo(_) | Answer::NotSure => Ok(()),
            }
        })
    }

    /// Every dose says what is in it: what nobody can count, nobody can keep safe.
    fn contents(&self, contents: &[Content]) -> Result<(), EpisodeError> {
        self.ensure("contents", (1..=100).contains(&contents.len()), "from 1 to 100 ingredients")?;
        contents.iter().try_for_each(|Content { ingredient, mg }| {
            self.name("ingredient", ingredient)?;
            self.maybe(
                "mg",
                *mg,
                more_than_zero(1e6),
                "more than 0 and at most 1000000, or left out when it is not known",
            )
        })
    }
}
