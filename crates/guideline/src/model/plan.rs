//! How a day with it goes: what the plan for today says and when, sessions, what helped, the calendar and the report.
//!
//! A limit that is named here is one of the treatment's own: the number stands there, once.

use super::Review;
use crate::Rule;
use serde::Deserialize;

/// The frame of a usual day.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayFrame {
    /// Stable id.
    pub id: String,
    /// The hour from which things are planned, 0 to 23.
    pub wakes_at_hour: u32,
    /// The hour from which nothing is planned, 0 to 23, later than the other.
    pub sleeps_at_hour: u32,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A line of the plan for today.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanItem {
    /// Stable id.
    pub id: String,
    /// Its place, from 1.
    pub order: u32,
    /// What kind of line it is, which says how its time is found.
    pub kind: PlanKind,
    /// The treatment it puts into the plan; it stands there only while that is offered, and suggested or a medicine
    /// in use.
    pub treatment: Option<String>,
    /// It stands there only while this treatment is held back.
    pub instead_of: Option<String>,
    /// It stands there only beside this treatment, or beside a line that stands instead of that.
    pub needs: Option<String>,
    /// It stands there only while this is known.
    pub when: Option<Rule>,
    /// What it says.
    pub say: String,
    /// What it says once nothing more of it is left for today.
    pub say_done: Option<String>,
    /// Limits of the treatment: the least and the most minutes.
    pub minutes: Option<[String; 2]>,
    /// Unless this is known not to hold …
    pub less_when: Option<Rule>,
    /// … this limit of the treatment says the most minutes.
    pub less_minutes: Option<String>,
    /// What leads through it, where it is more than a timer.
    pub script: Option<Script>,
    /// The limit of the treatment that says how many minutes lie between two of them.
    pub gap: Option<String>,
    /// The limit of the treatment that says how often a day it is done at most.
    pub times_a_day: Option<String>,
    /// The limit of the treatment that says how often an hour it is done.
    pub times_an_hour: Option<String>,
    /// Limits of the treatment whose sentences stand beside it.
    #[serde(default)]
    pub limits: Vec<String>,
    /// Whether a doctor has to look when this line is needed.
    #[serde(default)]
    pub visit: bool,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What leads through a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// The steps of letting go.
    Relaxation,
    /// The first easy moves.
    FloorMoves,
    /// The exercises of the level that the person is at.
    Exercises,
}

/// What kind of line of the plan it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// What a doctor said is to be done; it goes first.
    DoctorsPlan,
    /// The whole check has to be gone through again.
    NewCheck,
    /// Somebody has to look.
    Visit,
    /// A check-in.
    CheckIn,
    /// Something that takes some minutes and may come again after a gap.
    Session,
    /// Something that comes again through every waking hour.
    Hourly,
    /// A medicine, a herb or a rub, from the time at which it is allowed.
    Dose,
    /// Nothing that could be taken is offered: somebody has to be asked.
    AskPharmacist,
    /// A session of the exercise programme.
    Exercises,
    /// A walk of the walking plan.
    Walk,
    /// A limit or an advice for the whole day.
    AllDay,
}

impl PlanKind {
    /// The word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DoctorsPlan => "doctors_plan",
            Self::NewCheck => "new_check",
            Self::Visit => "visit",
            Self::CheckIn => "check_in",
            Self::Session => "session",
            Self::Hourly => "hourly",
            Self::Dose => "dose",
            Self::AskPharmacist => "ask_pharmacist",
            Self::Exercises => "exercises",
            Self::Walk => "walk",
            Self::AllDay => "all_day",
        }
    }
}

/// How fast a session of moves goes, and when one that nobody ended is asked about.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionPace {
    /// Stable id.
    pub id: String,
    /// Seconds for each step that is told before a move, and to change sides.
    pub ready_seconds: u32,
    /// Seconds for one repeat, besides its hold.
    pub repeat_seconds: u32,
    /// Seconds of rest between two sets.
    pub rest_seconds: u32,
    /// Minutes after its end from which a session that nobody ended counts as forgotten.
    pub forgotten_after_minutes: u32,
    /// What is said for the first side, and for a move without sides.
    pub say_first: String,
    /// What is said for the second side.
    pub say_other_side: String,
    /// What is said between two sets.
    pub say_rest: String,
    /// What is said at the end.
    pub say_end: String,
    /// What is asked about a session that was forgotten.
    pub say_forgotten: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// How it is judged what helped: the pain before and after, and how many times are enough to say something.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpRule {
    /// Stable id.
    pub id: String,
    /// So many times with a pain before and after, at least.
    pub times_min: u32,
    /// Points of 10 that count as a change.
    pub points_min: f64,
    /// Fewer than that many times.
    pub say_too_few: String,
    /// The pain was lower after it.
    pub say_lower: String,
    /// It was much the same.
    pub say_same: String,
    /// It was higher.
    pub say_higher: String,
    /// What must stand beside any of it.
    pub say_honest: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// Stable id.
    pub id: String,
    /// What it is about.
    pub kind: MilestoneKind,
    /// Its number: a day, a pain, a percentage, or days in a row.
    pub value: f64,
    /// What it says when it is reached.
    pub say: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What a milestone is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneKind {
    /// A day since the pain began.
    Day,
    /// The worst pain of a day is this or less for the first time.
    PainAtMost,
    /// The worst pain of a day is down by so many percent of the first day's.
    PainDownPercent,
    /// So many days in a row with little pain.
    LowPainDays,
}

/// A kind of entry in the calendar.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarEntry {
    /// Stable id.
    pub id: String,
    /// What it is about.
    pub kind: CalendarKind,
    /// Its title, which tells nobody anything about health.
    pub title: String,
    /// Its title for those who want to see it; `{name}` stands for the check-in, medicine or treatment.
    pub title_with_health: String,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What a calendar entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarKind {
    /// A check-in.
    CheckIn,
    /// A dose is possible again.
    Dose,
    /// A session is over.
    SessionEnd,
    /// The last day for a visit that was advised.
    Visit,
}

impl CalendarKind {
    /// The word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CheckIn => "check_in",
            Self::Dose => "dose",
            Self::SessionEnd => "session_end",
            Self::Visit => "visit",
        }
    }
}

/// A part of the page for the doctor.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportPart {
    /// Stable id.
    pub id: String,
    /// Its place, from 1.
    pub order: u32,
    /// Which part.
    pub part: PartOfReport,
    /// Its heading.
    pub title: String,
    /// What stands there when it holds nothing.
    pub empty: String,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// Which part of the page for the doctor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfReport {
    /// Warning signs, and what was answered.
    WarningSigns,
    /// The person's other answers.
    Background,
    /// Pain, day by day.
    Pain,
    /// Check-ins and visits.
    Timeline,
    /// Medicines with their totals.
    Medicines,
    /// What was used besides, and what helped.
    WhatHelped,
    /// What was advised, when and by which guideline.
    Advice,
    /// Bad reactions.
    Harms,
    /// What nobody knows.
    NotKnown,
}

impl PartOfReport {
    /// Every part.
    pub const ALL: [Self; 9] = [
        Self::WarningSigns,
        Self::Background,
        Self::Pain,
        Self::Timeline,
        Self::Medicines,
        Self::WhatHelped,
        Self::Advice,
        Self::Harms,
        Self::NotKnown,
    ];

    /// The word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::WarningSigns => "warning_signs",
            Self::Background => "background",
            Self::Pain => "pain",
            Self::Timeline => "timeline",
            Self::Medicines => "medicines",
            Self::WhatHelped => "what_helped",
            Self::Advice => "advice",
            Self::Harms => "harms",
            Self::NotKnown => "not_known",
        }
    }
}
