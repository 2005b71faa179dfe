//! What a log lists: doses, treatments used, pain, rest, harms, visits. Each keeps the id of its event.

use super::standing::Told;
use crate::{Content, Event, EventId, Recorded};
use easeback_engine::Answer;
use easeback_guideline::Guideline;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// A medicine, herb or rub that was taken or put on.
#[derive(Clone, Debug, PartialEq)]
pub struct Dose {
    /// The event.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// The zone it was in.
    pub zone: String,
    /// Which product, by its id in the guideline.
    pub product: Option<String>,
    /// What it is called on the box.
    pub name: String,
    /// How many of its units.
    pub units: Option<f64>,
    /// What was in all of it together.
    pub contents: Vec<Content>,
    /// Whether it was put on the skin.
    pub on_skin: bool,
    /// The pain before it, 0 to 10.
    pub pain_before: Option<f64>,
    /// Whether it is how the dose is known now; otherwise it was corrected or withdrawn later.
    pub stands: bool,
}

impl Dose {
    pub(super) fn told(told: &Told<'_>) -> Option<Self> {
        Self::of(told.event, told.id, told.at, told.zone, told.stands)
    }

    fn of(event: &Event, id: EventId, at: Timestamp, zone: &str, stands: bool) -> Option<Self> {
        let Event::MedicineTaken { product, name, units, contents, on_skin, pain_before } = event else {
            return None;
        };
        Some(Self {
            id,
            at,
            zone: zone.to_owned(),
            product: product.clone(),
            name: name.clone(),
            units: *units,
            contents: contents.clone(),
            on_skin: *on_skin,
            pain_before: *pain_before,
            stands,
        })
    }

    /// The dose that an event tells of, be it a correction.
    pub(super) fn of_event(recorded: &Recorded) -> Option<Self> {
        match &recorded.event {
            Event::EventCorrected { event, at, to } => Self::of(to, *event, *at, &recorded.zone, true),
            event => Self::of(event, recorded.id, recorded.at, &recorded.zone, true),
        }
    }
}

/// A treatment that is no medicine, used.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The event.
    pub id: EventId,
    /// When it ended.
    pub at: Timestamp,
    /// The zone it was in.
    pub zone: String,
    /// The treatment.
    pub treatment: String,
    /// Which part of it.
    pub part: Option<String>,
    /// How long, in seconds.
    pub seconds: Option<u32>,
    /// The pain before it, 0 to 10.
    pub pain_before: Option<f64>,
    /// The pain after it, 0 to 10.
    pub pain_after: Option<f64>,
}

/// A use that is no fact, but was told of. Heat and chili cream are kept apart by it too.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherUse {
    /// What was told of it.
    pub told: Use,
    /// Why it is no fact.
    pub because: NoFact,
}

impl OtherUse {
    /// Whether it began, and was given up before its end; not so where it was given up as soon as it began.
    pub(crate) fn is_given_up(&self, guideline: &Guideline) -> bool {
        self.because == NoFact::GivenUp && self.has_begun(guideline)
    }

    /// Whether it may have had an effect: a session that was given up at once was a slip.
    pub(crate) fn has_begun(&self, guideline: &Guideline) -> bool {
        let least = guideline.log_number("not_begun_seconds").unwrap_or(0.0);
        self.because != NoFact::GivenUp || self.told.seconds.is_none_or(|seconds| f64::from(seconds) >= least)
    }
}

/// Why a use that was told of is no fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFact {
    /// It was corrected or withdrawn later.
    Retold,
    /// The session was given up before its end.
    GivenUp,
    /// It is dated after the instant, as a clock that went back leaves it behind.
    Ahead,
}

impl Use {
    pub(super) fn told(told: &Told<'_>) -> Option<Self> {
        Self::of(told.event, told.id, told.at, told.zone)
    }

    fn of(event: &Event, id: EventId, at: Timestamp, zone: &str) -> Option<Self> {
        let Event::TreatmentUsed { treatment, part, seconds, session: _, pain_before, pain_after } = event else {
            return None;
        };
        Some(Self {
            id,
            at,
            zone: zone.to_owned(),
            treatment: treatment.clone(),
            part: part.clone(),
            seconds: *seconds,
            pain_before: *pain_before,
            pain_after: *pain_after,
        })
    }

    /// The use that an event tells of: a session counts until its planned end.
    pub(super) fn of_event(recorded: &Recorded) -> Option<Self> {
        let Recorded { id, at, zone, event, .. } = recorded;
        match event {
            Event::EventCorrected { event, at, to } => Self::of(to, *event, *at, zone),
            Event::SessionStarted { treatment, part, seconds, pain_before } => {
                let end = at.checked_add(SignedDuration::from_secs((*seconds).into())).unwrap_or(Timestamp::MAX);
                let (treatment, part) = (treatment.clone(), part.clone());
                let zone = zone.clone();
                let (seconds, pain_before) = (Some(*seconds), *pain_before);
                Some(Self { id: *id, at: end, zone, treatment, part, seconds, pain_before, pain_after: None })
            }
            event => Self::of(event, *id, *at, zone),
        }
    }
}

impl Running {
    /// The use that it was when it was given up at this instant; whoever forgot it did it no longer than was planned.
    pub(super) fn until(self, at: Timestamp, zone: &str) -> Use {
        let at = at.min(self.ends_at());
        let Self { id, started_at, treatment, part, pain_before, .. } = self;
        let seconds = u32::try_from(at.duration_since(started_at).as_secs()).unwrap_or(0);
        Use { id, at, zone: zone.to_owned(), treatment, part, seconds: Some(seconds), pain_before, pain_after: None }
    }
}

/// A session whose timer was started and not ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// The event that started it.
    pub id: EventId,
    /// When it started.
    pub started_at: Timestamp,
    /// The treatment.
    pub treatment: String,
    /// Which part of it.
    pub part: Option<String>,
    /// How long it is meant to last, in seconds.
    pub seconds: u32,
    /// The pain before it, 0 to 10.
    pub pain_before: Option<f64>,
}

impl Running {
    /// When it is over, if nobody gives it up or ends it before.
    pub fn ends_at(&self) -> Timestamp {
        let length = SignedDuration::from_secs(self.seconds.into());
        self.started_at.checked_add(length).unwrap_or(Timestamp::MAX)
    }
}

/// How bad the pain was.
#[derive(Clone, Debug, PartialEq)]
pub struct Pain {
    /// When it was said.
    pub at: Timestamp,
    /// The zone it was in.
    pub zone: String,
    /// 0 to 10.
    pub pain: f64,
    /// Whether it answers the question for the worst pain of the last day; otherwise it is how it felt right then.
    pub asked: bool,
    /// The dose or session it came after.
    pub after: Option<EventId>,
}

/// A treatment that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// When.
    pub at: Timestamp,
    /// The treatment.
    pub treatment: String,
    /// Why.
    pub reason: String,
}

/// Something bad that followed from a treatment, and was not cleared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Harm {
    /// When it was noticed.
    pub at: Timestamp,
    /// An option of the finding `bad_reaction`.
    pub reaction: String,
    /// The treatment it is put down to.
    pub treatment: Option<String>,
}

/// A check-in that was done. What it answered about findings is in [`Episode::rows`](crate::Episode::rows) and in its
/// event.
#[derive(Clone, Debug, PartialEq)]
pub struct DoneCheckIn {
    /// The event.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// The zone it was in.
    pub zone: String,
    /// Which one, by its id in the guideline.
    pub check_in: Option<String>,
    /// The answers to what only a check-in asks.
    pub questions: BTreeMap<String, Answer>,
}

/// A doctor who looked at the person's back.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// The event.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// What they said, as an option of the finding `doctor_seen`.
    pub said: String,
    /// Their plan, in the person's words.
    pub plan: Option<String>,
    /// What was known of the person then.
    pub rows: BTreeMap<String, Answer>,
    /// Every answer given after it that is not the one of then, apart from those that were taken back.
    pub since: Vec<(String, Answer)>,
}

/// A "yes" of a doctor or pharmacist to what is held back until somebody is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// When.
    pub at: Timestamp,
    /// The treatment.
    pub treatment: String,
    /// The id of the stop.
    pub stop: String,
}

/// When an answer was given that counts on with the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// When.
    pub at: Timestamp,
    /// The zone it was in.
    pub zone: String,
}

/// Answers that the person took back as a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// When.
    pub at: Timestamp,
    /// The rows.
    pub rows: Vec<String>,
}

/// A session of the exercise programme.
#[derive(Clone, Debug, PartialEq)]
pub struct ExerciseSession {
    /// The event.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// The zone it was in.
    pub zone: String,
    /// The level, by its number.
    pub level: u32,
    /// The exercises.
    pub exercises: Vec<String>,
    /// How hard the hardest felt, 0 to 10.
    pub effort: f64,
    /// The worst pain during them, 0 to 10.
    pub pain_during: f64,
}
