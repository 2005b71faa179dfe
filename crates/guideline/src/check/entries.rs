//! What holds for every entry: an id of the right form that stands once, sources that exist, and texts that are whole.

use crate::condition::resolve::did_you_mean;
use crate::model::{
    Action, Anchor, CalendarEntry, CheckIn, CheckInAlways, ChoiceOrder, Contradiction, Country, CourseNote, DayFrame,
    Definition, Disagreement, ExamplePerson, Exercise, ExerciseLevel, ExpectedCourse, Figure, Finding, FloorMove,
    HelpRule, Ingredient, Interaction, Level, LogNumber, Medicine, MedicineNames, Milestone, MissedCheckIn, NameWords,
    Phase, PictureStep, PlanItem, Product, ProductCountry, Prognosis, PrognosisTool, Property, RedFlag, RefusedAnswers,
    Relapse, RelaxationStep, Reminder, ReportPart, Review, Screen, SessionPace, Shadowed, Simulation, Source,
    StopForAll, Treatment, WalkingStep, WatchFor,
};
use crate::problem::Problem;
use crate::read::{Entry, Text};
use std::collections::{BTreeMap, BTreeSet};

/// An entry with an id.
pub(super) trait Identified {
    fn id(&self) -> &str;

    /// Whether it has to say where it comes from: by a source, or by a review mark.
    fn needs_a_source(&self) -> bool {
        false
    }
}

macro_rules! identified {
    ($($kind:ty),*) => { $(impl Identified for $kind { fn id(&self) -> &str { &self.id } })* };
}

macro_rules! sourced {
    ($($kind:ty),*) => { $(
        impl Identified for $kind {
            fn id(&self) -> &str { &self.id }
            fn needs_a_source(&self) -> bool { self.sources.is_empty() && self.review.is_none() }
        }
    )* };
}

// Words of our own, tables whose parts say it one by one, and those that say it in their own way.
identified!(
    Product,
    ProductCountry,
    MedicineNames,
    NameWords,
    Screen,
    Action,
    Definition,
    ChoiceOrder,
    Medicine,
    Property,
    Source,
    ExamplePerson,
    RefusedAnswers
);
identified!(CalendarEntry, ReportPart);
sourced!(
    Finding,
    Contradiction,
    WatchFor,
    Country,
    RedFlag,
    Treatment,
    StopForAll,
    Interaction,
    ExpectedCourse,
    Anchor,
    CourseNote,
    LogNumber,
    Shadowed
);
sourced!(Prognosis, PrognosisTool, CheckInAlways, CheckIn, MissedCheckIn, Reminder, Phase, Relapse, Simulation);
sourced!(DayFrame, PlanItem, SessionPace, HelpRule, Milestone);
sourced!(Disagreement, Figure, ExerciseLevel, Exercise, WalkingStep, RelaxationStep, FloorMove, PictureStep);

impl Identified for Ingredient {
    fn id(&self) -> &str {
        &self.id
    }

    fn needs_a_source(&self) -> bool {
        self.review.is_none()
    }
}

impl Identified for Level {
    fn id(&self) -> &str {
        self.id.word()
    }
}

/// The ids that exist of one kind of thing.
pub(super) struct Known {
    what: &'static str,
    ids: BTreeSet<String>,
}

impl Known {
    /// The ids of these entries; `what` names one of them: "treatment".
    pub(super) fn of<T: Identified>(what: &'static str, entries: &[Entry<'_, T>]) -> Self {
        Self::from_ids(what, entries.iter().map(|entry| entry.value.id()))
    }

    /// These ids.
    pub(super) fn from_ids<'i>(what: &'static str, ids: impl Iterator<Item = &'i str>) -> Self {
        Self { what, ids: ids.map(str::to_owned).collect() }
    }

    /// Whether there is one of this id.
    pub(super) fn contains(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Reports an id that does not exist.
    pub(super) fn expect<T>(&self, entry: &Entry<'_, T>, path: &[&str], id: &str, problems: &mut Vec<Problem>) {
        if !self.contains(id) {
            let help = did_you_mean(id, self.ids.iter().map(String::as_str));
            problems.push(entry.problem(path, format!("`{id}` is no {}", self.what)).help(help));
        }
    }

    fn expect_at<T>(&self, entry: &Entry<'_, T>, text: &Text<'_>, problems: &mut Vec<Problem>) {
        if !self.contains(text.value) {
            let help = did_you_mean(text.value, self.ids.iter().map(String::as_str));
            let message = format!("`{}` is no {}", text.value, self.what);
            problems.push(Problem::new(message).at(entry.file, text.span.clone()).help(help));
        }
    }

    /// Reports every id of a list that does not exist.
    pub(super) fn expect_all<T>(
        &self,
        entry: &Entry<'_, T>,
        path: &[&str],
        ids: &[String],
        problems: &mut Vec<Problem>,
    ) {
        for (place, id) in ids.iter().enumerate() {
            let place = place.to_string();
            let path: Vec<_> = path.iter().copied().chain([place.as_str()]).collect();
            self.expect(entry, &path, id, problems);
        }
    }
}

/// Ids, sources and texts of the entries of one table.
pub(super) fn check<T: Identified>(
    entries: &[Entry<'_, T>],
    table: &str,
    sources: &Known,
    problems: &mut Vec<Problem>,
) {
    unique_ids(entries, table, problems);
    for entry in entries {
        if entry.value.needs_a_source() {
            problems.push(bare(entry, &["id"], entry.value.id()));
        }
        for text in entry.texts() {
            match text.keys.as_slice() {
                [.., "sources"] => sources.expect_at(entry, &text, problems),
                [.., "sources_of", _] if !REVIEWS.contains(&text.value) => sources.expect_at(entry, &text, problems),
                _ => problems.extend(untidy(table, &text).map(|problem| problem.at(entry.file, text.span.clone()))),
            }
        }
    }
}

fn unique_ids<T: Identified>(entries: &[Entry<'_, T>], table: &str, problems: &mut Vec<Problem>) {
    let mut seen = BTreeMap::new();
    for entry in entries {
        let id = entry.value.id();
        let of_a_paper = matches!(table, "source" | "property");
        let fits = id.starts_with(|first: char| first.is_ascii_lowercase())
            && id.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_');
        if !fits && !of_a_paper {
            let help = Some("lower-case letters, digits and `_`, starting with a letter");
            problems.push(entry.problem(&["id"], format!("`{id}` is not an id")).help(help));
        }
        if let Some(other) = seen.insert(id, entry) {
            let message = format!("two entries of `{table}` have the id `{id}`");
            let help = format!("the other one stands at {}:{}", other.file.name, other.line(&["id"]));
            problems.push(entry.problem(&["id"], message).help(Some(help)));
        }
    }
}

/// The problem of something that says neither where it comes from nor that it awaits review.
pub(super) fn bare<T>(entry: &Entry<'_, T>, path: &[&str], id: &str) -> Problem {
    entry
        .problem(path, format!("`{id}` has no source"))
        .help(Some("give `sources = [\"B-…\"]`, or `review = \"assumed\" | \"from memory\" | \"judgement\"`"))
}

/// Keys whose text is one or more whole sentences.
const SENTENCES: [&str; 11] = [
    "also",
    "because",
    "expired",
    "guidance_says",
    "instead",
    "lead",
    "leave_out_because",
    "review_note",
    "summary",
    "tell",
    "we_do",
];

/// The words of a review mark, which may stand in place of sources.
const REVIEWS: [&str; 3] = [Review::Assumed.word(), Review::FromMemory.word(), Review::Judgement.word()];

/// What makes a text untidy, and what to do about it.
fn untidy(table: &str, text: &Text<'_>) -> Option<Problem> {
    let key = text.keys.last().copied().unwrap_or_default();
    let trimmed = text.value.trim();
    let (message, help) = if trimmed.is_empty() {
        ("this text is empty", "write it, or take the key out")
    } else if trimmed.len() != text.value.len() {
        ("this text begins or ends with a space", "take it out")
    } else if text.value.contains("  ") || text.value.contains(['\n', '\t']) {
        ("this text has a double space, a tab or a line break", "one space between words")
    } else if SENTENCES.contains(&key) && table != "contradiction" && !trimmed.ends_with(['.', '?', '!']) {
        ("this sentence has no final stop", "end it with `.`, `?` or `!`")
    } else {
        return None;
    };
    Some(Problem::new(message).help(Some(help)))
}
