//! How it usually goes, when to look again, and what to do about what is then seen.
//!
//! Pain stands on a scale of 0 to 100 in [`ExpectedCourse`] and [`Simulation`], as the studies give it, and of 0 to 10
//! everywhere else. Day 0 is the day on which the pain began.

use super::{Certainty, Choice, Kind, LevelId, Review};
use crate::{Answer, Rule};
use serde::Deserialize;

/// How pain goes on average in one published group of people.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedCourse {
    /// Stable id.
    pub id: String,
    /// Which people.
    pub group: CourseGroup,
    /// Weeks of pain at entry, at least.
    pub entry_weeks_min: u32,
    /// Weeks of pain at entry, at most.
    pub entry_weeks_max: u32,
    /// The year in which it was published.
    pub year: u32,
    /// Whether pages draw it; one course per group is drawn.
    pub shown: bool,
    /// What it says, in plain words.
    pub says: String,
    /// The mean pain, week by week, in order.
    pub points: Vec<CoursePoint>,
    /// How sure it is.
    pub certainty: Option<Certainty>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// People by how long they had pain when a study met them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CourseGroup {
    /// Up to 6 weeks.
    Acute,
    /// From 6 to 12 weeks.
    Subacute,
    /// More than 12 weeks.
    Persistent,
}

impl CourseGroup {
    /// The word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Acute => "acute",
            Self::Subacute => "subacute",
            Self::Persistent => "persistent",
        }
    }
}

/// The mean pain of a group in one week.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoursePoint {
    /// Weeks since entry.
    pub week: u32,
    /// Mean pain, 0 to 100.
    pub pain: f64,
    /// The lower end of the confidence interval.
    pub low: Option<f64>,
    /// The upper end of the confidence interval.
    pub high: Option<f64>,
    /// Whether it was drawn between its neighbours, not published.
    #[serde(default)]
    pub interpolated: bool,
}

/// Another published figure on the course.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Stable id.
    pub id: String,
    /// In plain words.
    pub say: String,
    /// As it was published.
    pub figures: String,
    /// The figure, when it is a single number.
    pub value: Option<f64>,
    /// Its unit: `days` or `percent`.
    pub unit: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// Who may take longer, and what is done for them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prognosis {
    /// Stable id.
    pub id: String,
    /// When it is known to hold for a person.
    pub when: Rule,
    /// What it says.
    pub say: String,
    /// Ids of treatments to put forward.
    #[serde(default)]
    pub offer: Vec<String>,
    /// Whether to check in more often.
    #[serde(default)]
    pub extra_check_ins: bool,
    /// Then every so many days …
    pub check_in_every_days: Option<u32>,
    /// … until this day.
    pub check_in_until_day: Option<u32>,
    /// Whom to visit.
    pub visit_kind: Option<VisitKind>,
    /// By which day.
    pub visit_by_day: Option<u32>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// Whom a visit is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitKind {
    /// A doctor.
    Doctor,
    /// A physiotherapist.
    Physio,
    /// Either.
    DoctorOrPhysio,
}

impl VisitKind {
    /// The word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Doctor => "doctor",
            Self::Physio => "physio",
            Self::DoctorOrPhysio => "doctor_or_physio",
        }
    }
}

/// A published score that tells who may take longer, and whether it is used here.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrognosisTool {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is used.
    pub used: bool,
    /// What it is, in plain words.
    pub say: String,
    /// As it was published.
    pub figures: String,
    /// Why it is used, or not.
    pub why: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// What every check-in asks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckInAlways {
    /// Stable id.
    pub id: String,
    /// Ids of findings, asked beside all warning signs.
    pub asks: Vec<String>,
    /// Ids of the screens with the warning signs that are asked again.
    pub screens: Vec<String>,
    /// Whether the medicines taken are gone through.
    pub medicine_log: bool,
    /// How it opens.
    pub say: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A day on which to look again.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// Stable id.
    pub id: String,
    /// The day.
    pub day: u32,
    /// And again every so many days after it.
    pub every_days: Option<u32>,
    /// Its heading.
    pub title: String,
    /// How it opens.
    pub say: String,
    /// Ids of findings, asked beside those that every check-in asks.
    pub asks: Vec<String>,
    /// What is asked only here and is no finding.
    #[serde(default, rename = "question")]
    pub questions: Vec<CheckInQuestion>,
    /// What to do about what is seen.
    #[serde(default, rename = "escalation")]
    pub escalations: Vec<Escalation>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// Something asked at a check-in that is no finding: it goes to the log and decides nothing.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckInQuestion {
    /// Unique within the check-in.
    pub id: String,
    /// The question in full.
    pub ask: String,
    /// What an answer may be.
    pub kind: Kind,
    /// The options, for one-of.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// The unit of a number.
    pub unit: Option<String>,
    /// The smallest number allowed.
    pub min: Option<f64>,
    /// The largest number allowed.
    pub max: Option<f64>,
}

/// What to do about something seen at a check-in.
///
/// With a `red_flag` it is shown once that red flag has fired (and `when`, if there is one, is true too): level and
/// window stand there. Without one the check-in sees to it, by `when` or by the numbers beside `trigger`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the file")]
pub struct Escalation {
    /// Unique within the check-in.
    pub id: String,
    /// What sets it off, in words.
    pub trigger: String,
    /// The condition, when facts can say it.
    pub when: Option<Rule>,
    /// The red flag that has to have fired.
    pub red_flag: Option<String>,
    /// Pain is up by this many points of 10 or more …
    pub pain_up_points_min: Option<f64>,
    /// … for so many hours.
    pub for_hours: Option<u32>,
    /// Pain is not down by this many percent or more.
    pub pain_down_percent_min: Option<f64>,
    /// A red flag has fired that had not fired when a decision was last shown.
    #[serde(default)]
    pub new_warning: bool,
    /// The latest answer to this question of the check-in …
    pub question: Option<String>,
    /// … is this.
    pub answer: Option<Answer>,
    /// One of `stop_treatments` was used on so many days …
    pub used_days_min: Option<u32>,
    /// … and is not known to help.
    #[serde(default)]
    pub unless_it_helps: bool,
    /// How soon somebody has to look.
    pub level: Option<LevelId>,
    /// Within how many days, for `see_doctor_soon`.
    pub within_days: Option<u32>,
    /// Whom to visit.
    pub visit_kind: Option<VisitKind>,
    /// By which day.
    pub visit_by_day: Option<u32>,
    /// Ids of treatments to stop.
    #[serde(default)]
    pub stop_treatments: Vec<String>,
    /// Whether the visit is routine: the words are softer, the visit stays.
    #[serde(default)]
    pub routine: bool,
    /// Whether it is said firmly.
    #[serde(default)]
    pub firm: bool,
    /// Whether the plan ends with it.
    #[serde(default)]
    pub ends_plan: bool,
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

/// How often to remind of a check-in.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// Stable id.
    pub id: String,
    /// From this day …
    pub from_day: Option<u32>,
    /// … to this one; or else:
    pub to_day: Option<u32>,
    /// throughout this [`Phase`].
    pub phase: Option<String>,
    /// Days between reminders.
    pub every_days: u32,
    /// Days between reminders, at most, when it may be spaced out.
    pub every_days_max: Option<u32>,
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

/// What happens when nobody checks in. It never counts as being well.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissedCheckIn {
    /// Stable id.
    pub id: String,
    /// Hours without a check-in after which it is missed.
    pub after_hours: u32,
    /// The last day on which it is reminded of.
    pub until_day: u32,
    /// How many reminders, at most.
    pub reminders_max: u32,
    /// Whether the emergency signs stand below the reminder.
    pub with_emergency_list: bool,
    /// Hours after which a plan is no longer shown without a new check-in.
    pub plan_expires_hours: u32,
    /// What the reminder says.
    pub say: String,
    /// What stands in place of a plan that has expired.
    pub expired: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// A phase of an episode.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Stable id.
    pub id: String,
    /// Its place, from 1.
    pub order: u32,
    /// When a person is in it.
    pub when: Rule,
    /// Its heading.
    pub title: String,
    /// What it is about.
    pub say: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// When pain that was gone counts as back, and the whole check starts again.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relapse {
    /// Stable id.
    pub id: String,
    /// Pain of this or more …
    pub pain_min: f64,
    /// … for so many hours …
    pub for_hours: u32,
    /// … after pain of this or less …
    pub low_pain_max: f64,
    /// … on so many days in a row.
    pub low_pain_days: u32,
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

/// A line that goes with the course.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourseNote {
    /// Stable id.
    pub id: String,
    /// What it says.
    pub say: String,
    /// The numbers, for those who want them.
    pub figures: Option<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// The assumed curve to draw simulated people from: `pain(t) = a + (p0 - a) · exp(-t / tau)`, `t` in days.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulation {
    /// Stable id.
    pub id: String,
    /// `p0`: normal, clipped.
    pub start_pain: StartPain,
    /// `a` of those who get well: normal with a floor.
    pub recoverers: Recoverers,
    /// `a` of those who do not: uniform.
    pub slow: SlowRecoverers,
    /// `tau`: log-normal.
    pub tau_days: LogNormal,
    /// The mean pain that the curve gives, to the nearest whole number.
    pub means: Vec<MeanPain>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}

/// Pain at the start: normal, clipped to a range.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartPain {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
}

/// Those who get well.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recoverers {
    /// Their share, 0 to 1.
    pub share: f64,
    /// Mean of the pain in the end.
    pub end_pain_mean: f64,
    /// Its standard deviation.
    pub end_pain_sd: f64,
    /// Its least.
    pub end_pain_min: f64,
}

/// Those whose pain stays.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlowRecoverers {
    /// Their share, 0 to 1.
    pub share: f64,
    /// The least pain in the end.
    pub end_pain_min: f64,
    /// The most.
    pub end_pain_max: f64,
}

/// A log-normal distribution.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogNormal {
    /// Its median.
    pub median: f64,
    /// The standard deviation of its logarithm.
    pub sigma: f64,
}

/// The mean pain in one week.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeanPain {
    /// Weeks since the start.
    pub week: u32,
    /// Mean pain, 0 to 100.
    pub pain: f64,
}

/// Where the source article and current guidance differ, and what is done here.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    /// Stable id.
    pub id: String,
    /// What it is about.
    pub topic: String,
    /// What the article says.
    pub article_says: String,
    /// What guidance and studies say.
    pub guidance_says: String,
    /// What is done here.
    pub we_do: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Why it awaits review.
    pub review: Option<Review>,
    /// What exactly is unsure.
    pub review_note: Option<String>,
}
