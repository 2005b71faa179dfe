//! Stories: events at instants, and what is known and allowed then.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::missing_panics_doc, reason = "shared by tests")]

use easeback_engine::{Answer, Engine, answers_of};
use easeback_episode::{
    Content, Event, EventId, GuidelineStamp, Ledger, Log, May, Recorded, Rows, Sequence, Snapshot, decision_at, rows_at,
};
use easeback_guideline::{Guideline, SourceFile};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use std::sync::{Arc, LazyLock};

pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(guideline()));

/// The guideline with its example people.
fn guideline() -> Guideline {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guideline");
    let list = |folder: &Path| {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect::<Vec<_>>()
    };
    let paths = list(&root).into_iter().chain(list(&root.join("people")));
    let files: Vec<_> = paths
        .map(|path| SourceFile {
            name: path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect();
    Guideline::read(&files).unwrap_or_else(|problems| panic!("{problems}"))
}

/// An instant of the first day, 2 March 2026 in UTC, or of a later one: `at(2, "08:30")`.
pub fn at(day: i64, time: &str) -> Timestamp {
    let first: Timestamp = format!("2026-03-02T{time}:00Z").parse().unwrap();
    first + SignedDuration::from_hours(24 * (day - 1))
}

/// The answers of an example person that are no facts from the log.
pub fn answers(person: &str) -> Rows {
    let guideline = ENGINE.guideline();
    let mut rows = answers_of(guideline, guideline.person(person).unwrap());
    rows.retain(|row, _| {
        let finding = row.split('.').next().unwrap();
        row == "wants" || !guideline.finding(finding).unwrap().1.is_logged()
    });
    rows
}

pub fn one_of(option: &str) -> Answer {
    Answer::OneOf(option.to_owned())
}

pub fn many_of(options: &[&str]) -> Answer {
    Answer::ManyOf { chosen: options.iter().map(|&option| option.to_owned()).collect(), not_sure: false }
}

pub fn rows(rows: &[(&str, Answer)]) -> Rows {
    rows.iter().map(|(row, answer)| ((*row).to_owned(), answer.clone())).collect()
}

/// A dose of one ingredient.
pub fn dose(ingredient: &str, mg: Option<f64>) -> Event {
    mixed(&[(ingredient, mg)], false)
}

pub fn mixed(contents: &[(&str, Option<f64>)], on_skin: bool) -> Event {
    let contents = contents.iter().map(|&(ingredient, mg)| Content { ingredient: ingredient.to_owned(), mg }).collect();
    Event::MedicineTaken { product: None, name: "a box".to_owned(), units: None, contents, on_skin, pain_before: None }
}

/// So many units of a product, taken as its box says.
pub fn of_product(id: &str, units: f64) -> Event {
    let product = ENGINE.guideline().product(id).unwrap();
    let of = |content: &easeback_guideline::Content| Content {
        ingredient: content.ingredient.clone(),
        mg: content.mg.map(|mg| mg * units),
    };
    Event::MedicineTaken {
        product: Some(id.to_owned()),
        name: product.name.clone(),
        units: Some(units),
        contents: product.ingredients.iter().map(of).collect(),
        on_skin: product.on_skin,
        pain_before: None,
    }
}

pub fn used(treatment: &str, minutes: u32) -> Event {
    Event::TreatmentUsed {
        treatment: treatment.to_owned(),
        part: None,
        seconds: Some(minutes * 60),
        session: None,
        pain_before: None,
        pain_after: None,
    }
}

pub fn given(answers: Rows) -> Event {
    Event::AnswersGiven { screen: Some("a_screen".to_owned()), answers }
}

pub fn checked_in(answers: Rows) -> Event {
    Event::CheckedIn { check_in: None, answers, questions: Rows::new() }
}

pub fn seen(said: &str) -> Event {
    Event::DoctorSeen { said: said.to_owned(), plan: None }
}

/// Events in the order in which they were recorded.
#[derive(Clone, Default)]
pub struct Story {
    pub events: Vec<Recorded>,
    pub zone: Option<String>,
}

impl Story {
    /// Somebody like this example person, whose episode starts on the first day at 06:00.
    pub fn of(person: &str) -> Self {
        let mut story = Self::default();
        story.add(at(1, "06:00"), Event::EpisodeStarted {});
        story.add(at(1, "06:00"), given(answers(person)));
        story
    }

    /// A plain spasm of somebody who wants a pill.
    pub fn plain() -> Self {
        let mut story = Self::of("plain_spasm");
        story.add(at(1, "06:00"), given(rows(&[("wants", many_of(&["medicine"]))])));
        story
    }

    pub fn add(&mut self, at: Timestamp, event: Event) -> EventId {
        let sequence = Sequence::new(self.events.len() as u64 + 1);
        let id = EventId::from_u128(sequence.get().into());
        let zone = self.zone.clone().unwrap_or_else(|| "UTC".to_owned());
        self.events.push(Recorded { sequence, id, at, zone, recorded_at: at, event });
        id
    }

    /// Shows the decision of this instant, as a page does.
    pub fn shown(&mut self, at: Timestamp) {
        let log = self.log(at);
        let decision = decision_at(&ENGINE, &log, at);
        let event = Event::DecisionShown {
            disposition: decision.disposition.level().word().to_owned(),
            within_days: decision.disposition.within_days(),
            red_flags: decision.reasons.iter().map(|reason| reason.red_flag.id.clone()).collect(),
            guideline: GuidelineStamp { name: "x".to_owned(), version: "x".to_owned(), digest: "x".to_owned() },
        };
        self.add(at, event);
    }

    pub fn log(&self, at: Timestamp) -> Log {
        Log::at(&self.events, at)
    }

    pub fn rows(&self, at: Timestamp) -> Rows {
        rows_at(&ENGINE, &self.log(at), at)
    }

    pub fn fact(&self, at: Timestamp, finding: &str) -> Option<Answer> {
        self.rows(at).get(finding).cloned()
    }

    /// The level, and the red flags that fire.
    pub fn decision(&self, at: Timestamp) -> (String, Vec<String>) {
        let log = self.log(at);
        let decision = decision_at(&ENGINE, &log, at);
        let flags = decision.reasons.iter().map(|reason| reason.red_flag.id.clone()).collect();
        let days = decision.disposition.within_days().map_or(String::new(), |days| format!(" {days}"));
        (format!("{}{days}", decision.disposition.level().word()), flags)
    }

    pub fn is_offered(&self, at: Timestamp, treatment: &str) -> bool {
        decision_at(&ENGINE, &self.log(at), at).offer(treatment).is_some()
    }

    pub fn may(&self, at: Timestamp, treatment: &str) -> May<'static> {
        let log = self.log(at);
        let decision = decision_at(&ENGINE, &log, at);
        Ledger::at(ENGINE.guideline(), &log, at).may_take(&decision, treatment, at)
    }

    /// Whether so many units of a product may be taken.
    pub fn may_product(&self, at: Timestamp, id: &str, units: f64) -> May<'static> {
        let Event::MedicineTaken { contents, on_skin, .. } = of_product(id, units) else { panic!("it is a dose") };
        let log = self.log(at);
        let decision = decision_at(&ENGINE, &log, at);
        Ledger::at(ENGINE.guideline(), &log, at).may_take_product(&decision, Some(id), &contents, on_skin, at).may
    }

    /// What a person is told: by the doses, and by what the plan holds back.
    pub fn by_plan<T>(&self, at: Timestamp, see: impl FnOnce(&Ledger<'_>, &easeback_engine::Decision<'_>) -> T) -> T {
        let snapshot = self.snapshot(at);
        see(&snapshot.ledger(), &snapshot.decision)
    }

    pub fn snapshot(&self, at: Timestamp) -> Snapshot<'static> {
        Snapshot::of(&ENGINE, Arc::new(self.log(at)), at, at, "UTC")
    }

    pub fn may_use(&self, at: Timestamp, treatment: &str) -> May<'static> {
        let log = self.log(at);
        let decision = decision_at(&ENGINE, &log, at);
        Ledger::at(ENGINE.guideline(), &log, at).may_use(&decision, treatment, at)
    }
}

/// "now 400", "not before 2026-03-02T14:00:00Z: gap_hours_min" or "no: age", to compare at a glance.
pub fn told(may: &May<'_>) -> String {
    let ids = || may.reasons().iter().map(|why| why.rule.id().to_owned()).collect::<Vec<_>>().join(" ");
    match may {
        May::Now(now) => {
            let most = now.most_mg.or(now.most_minutes).map(|most| most.to_string());
            let reaches = now.reaches.iter().map(|limit| limit.id.clone());
            ["now".to_owned()].into_iter().chain(most).chain(reaches).collect::<Vec<_>>().join(" ")
        }
        May::NotYet { from, .. } => {
            let hours = from.duration_since(at(1, "00:00")).as_mins();
            format!("day {} {:02}:{:02}: {}", hours / 1440 + 1, hours % 1440 / 60, hours % 60, ids())
        }
        May::NotAtAll { .. } => format!("no: {}", ids()),
    }
}
