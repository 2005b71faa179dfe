//! The answer of the ledger.

use easeback_engine::Held;
use easeback_guideline::{FindingId, Limit, Strength};
use jiff::Timestamp;

/// Whether something may be taken or used.
#[derive(Clone, Debug, PartialEq)]
pub enum May<'g> {
    /// Now.
    Now(Room<'g>),
    /// Not yet.
    NotYet {
        /// From this minute on, if nothing else happens.
        from: Timestamp,
        /// Every reason, each with the instant at which it ends.
        reasons: Vec<Why<'g>>,
    },
    /// Not at all, as things are.
    NotAtAll {
        /// Every reason, those that end by themselves too.
        reasons: Vec<Why<'g>>,
    },
}

impl<'g> May<'g> {
    /// What may be done now.
    pub fn now(&self) -> Option<&Room<'g>> {
        match self {
            Self::Now(room) => Some(room),
            _ => None,
        }
    }

    /// Every reason against it.
    pub fn reasons(&self) -> &[Why<'g>] {
        match self {
            Self::Now(_) => &[],
            Self::NotYet { reasons, .. } | Self::NotAtAll { reasons } => reasons,
        }
    }

    pub(super) fn of(room: Room<'g>, reasons: Vec<Why<'g>>) -> Self {
        if reasons.is_empty() {
            return Self::Now(room);
        }
        let ends: Option<Vec<Timestamp>> = reasons.iter().map(|why| why.until).collect();
        match ends.and_then(|ends| ends.into_iter().max()) {
            Some(from) => Self::NotYet { from: super::minute_up(from), reasons },
            None => Self::NotAtAll { reasons },
        }
    }
}

/// How much may be taken or used now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Room<'g> {
    /// The smallest dose that makes sense, in milligrams of what the medicine counts.
    pub least_mg: Option<f64>,
    /// The largest dose, in milligrams.
    pub most_mg: Option<f64>,
    /// The longest session, in minutes.
    pub most_minutes: Option<f64>,
    /// The limits that the largest dose, or this use, reaches: say so before it is taken. Nothing more is left of them.
    pub reaches: Vec<&'g Limit>,
    /// Limits that the person has to know of now: on which day to stop what does not help, and because of which it is less
    /// than usual.
    pub mind: Vec<&'g Limit>,
}

/// A reason against taking or using something.
#[derive(Clone, Debug, PartialEq)]
pub struct Why<'g> {
    /// The rule.
    pub rule: Rule<'g>,
    /// When it no longer holds, if nothing else happens; none when it does not end by itself.
    pub until: Option<Timestamp>,
}

/// What forbids something.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule<'g> {
    /// A limit of it.
    Limit(&'g Limit),
    /// A dose was taken of which nobody knows how much; this is the limit that cannot be counted.
    UnknownAmount(&'g Limit),
    /// A stop of the decision.
    Stop {
        /// Its id.
        id: String,
        /// How strongly it holds.
        strength: Strength,
        /// Why, in plain words.
        because: String,
        /// Whether it is known to hold; otherwise it could not be ruled out.
        known: bool,
        /// The findings behind it.
        facts: Vec<FindingId>,
    },
    /// Something that happened, or did not: a check-in finds that it is to be stopped, it has done harm, a check-in comes
    /// first, or something that was taken is not counted yet.
    Told {
        /// Its id in the guideline.
        id: &'g str,
        /// What the guideline says of it.
        say: &'g str,
    },
    /// The disposition shows no such treatment.
    Level,
    /// It is not among what the plan ever offers: an ingredient, by its id.
    NotInPlan(String),
}

impl Rule<'_> {
    /// Its id: of the limit or of the stop; else `level`, or the ingredient.
    pub fn id(&self) -> &str {
        match self {
            Self::Limit(limit) | Self::UnknownAmount(limit) => &limit.id,
            Self::Stop { id, .. } | Self::NotInPlan(id) => id,
            Self::Told { id, .. } => id,
            Self::Level => "level",
        }
    }

    /// What the guideline says of it; none where it has no words for it.
    pub fn say(&self) -> Option<&str> {
        match self {
            Self::Limit(limit) | Self::UnknownAmount(limit) => Some(&limit.say),
            Self::Stop { because, .. } => Some(because),
            Self::Told { say, .. } => Some(say),
            Self::Level | Self::NotInPlan(_) => None,
        }
    }
}

impl From<&Held<'_>> for Rule<'_> {
    fn from(held: &Held<'_>) -> Self {
        Self::Stop {
            id: held.id.to_owned(),
            strength: held.strength,
            because: held.because.to_owned(),
            known: held.known,
            facts: held.facts.clone(),
        }
    }
}
