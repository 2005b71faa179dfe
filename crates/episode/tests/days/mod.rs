//! A person whose days are told in events, for stories and for random histories.

#![allow(dead_code, reason = "each test uses its part of it")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic, its helpers too")]
#![allow(clippy::cast_precision_loss, reason = "days and seconds are far fewer than 2^52")]

use easeback_engine::Engine;
use easeback_episode::{
    Answer, Content, Event, EventId, GuidelineStamp, Item, Ledger, Log, NewEvent, NextDose, Now, Plan, Recorded,
    Sequence, Snapshot, plan,
};
use easeback_guideline::{Guideline, ScreenPart};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Guideline::built_in().unwrap()));

/// Central Europe, whose clocks go forward on the last Sunday in March and back on the last in October.
pub fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

#[derive(Clone)]
pub struct Story {
    pub events: Vec<Recorded>,
    pub zone: TimeZone,
    pub now: Timestamp,
}

impl Story {
    /// A spasm that begins today, with a plain check.
    pub fn begins(at: &str, pain: f64) -> Self {
        let mut story = Self { events: Vec::new(), zone: berlin(), now: at.parse().unwrap() };
        story.tell(Event::EpisodeStarted {});
        story.check(pain, &[]);
        story
    }

    pub fn tell(&mut self, event: Event) -> EventId {
        let number = u64::try_from(self.events.len()).unwrap() + 1;
        let id = EventId::from_u128(u128::from(number));
        let new = NewEvent { id, at: self.now, zone: "Europe/Berlin".to_owned(), recorded_at: self.now, event };
        self.events.push(new.recorded(Sequence::new(number)));
        id
    }

    /// Every screen of the check and of what a plan needs is answered: a plain spasm, and what differs from it.
    pub fn check(&mut self, pain: f64, other: &[(&str, Answer)]) {
        let singles = BTreeMap::from([
            ("age_years", Answer::Number(35.0)),
            ("pregnancy", one("no")),
            ("pain_sites", many(&["low"])),
            ("onset", one("sudden_strain")),
            ("duration_days", Answer::Number(0.0)),
            ("pain_now", Answer::Number(pain)),
            ("pain_constant", one("comes_and_goes")),
            ("course", one("same")),
            ("alcohol_drinks_day", Answer::Number(0.0)),
            ("taken_before", one("none")),
            ("weight_kg", Answer::Number(75.0)),
        ]);
        for screen in ENGINE.guideline().screens.iter().filter(|screen| screen.when != ScreenPart::After) {
            let mut answers = BTreeMap::new();
            for row in ENGINE.rows(screen).filter(|row| row.id != "pregnancy_warning") {
                let answer = singles.get(row.id).cloned().unwrap_or_else(|| row.none());
                answers.insert(row.id.to_owned(), answer);
            }
            for (id, answer) in other.iter().filter(|(id, _)| screen.rows.iter().any(|row| row == id)) {
                answers.insert((*id).to_owned(), answer.clone());
            }
            if !answers.is_empty() {
                self.tell(Event::AnswersGiven { screen: Some(screen.id.clone()), answers });
            }
        }
        for (id, answer) in other.iter().filter(|(id, _)| ["wants", "mood_low", "worry_persist"].contains(id)) {
            let answers = BTreeMap::from([((*id).to_owned(), answer.clone())]);
            self.tell(Event::AnswersGiven { screen: None, answers });
        }
    }

    pub fn wait_hours(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }

    pub fn wait_minutes(&mut self, minutes: i64) {
        self.now += SignedDuration::from_mins(minutes);
    }

    pub fn uses(&mut self, treatment: &str, before: Option<f64>, after: Option<f64>) -> EventId {
        self.tell(Event::TreatmentUsed {
            treatment: treatment.to_owned(),
            part: None,
            seconds: Some(1200),
            session: None,
            pain_before: before,
            pain_after: after,
        })
    }

    pub fn takes(&mut self, ingredient: &str, mg: f64) -> EventId {
        self.tell(Event::MedicineTaken {
            product: None,
            name: ingredient.to_owned(),
            units: None,
            contents: vec![Content { ingredient: ingredient.to_owned(), mg: Some(mg) }],
            on_skin: ingredient == "capsaicin",
            pain_before: None,
        })
    }

    pub fn checks_in(&mut self, pain: f64, course: &str, other: &[(&str, Answer)]) {
        self.checks_in_at(None, pain, course, other, &[]);
    }

    pub fn checks_in_at(
        &mut self,
        check_in: Option<&str>,
        pain: f64,
        course: &str,
        other: &[(&str, Answer)],
        questions: &[(&str, Answer)],
    ) {
        let owned = |(id, answer): &(&str, Answer)| ((*id).to_owned(), answer.clone());
        let always = [("pain_now", Answer::Number(pain)), ("course", one(course))];
        let answers = always.iter().chain(other).map(owned).collect();
        let questions = questions.iter().map(owned).collect();
        self.tell(Event::CheckedIn { check_in: check_in.map(str::to_owned), answers, questions });
    }

    pub fn rests(&mut self, mostly_lying: bool) {
        let date = self.zone.to_datetime(self.now).date();
        self.tell(Event::RestLogged { date, mostly_lying });
    }

    pub fn is_shown(&mut self) {
        let event = self.look(|now| Event::DecisionShown {
            disposition: now.decision.disposition.level().word().to_owned(),
            within_days: now.decision.disposition.within_days(),
            red_flags: now.decision.reasons.iter().map(|reason| reason.red_flag.id.clone()).collect(),
            guideline: GuidelineStamp { name: "spasm".into(), version: "1".into(), digest: "0".into() },
        });
        self.tell(event);
    }

    /// What is so now.
    pub fn look<T>(&self, see: impl FnOnce(&Now<'_>) -> T) -> T {
        let log = Log::at(&self.events, self.now);
        let rows = self.rows(&log);
        let facts = ENGINE.facts(&rows).unwrap_or_else(|problems| panic!("{problems:?}"));
        let decision = ENGINE.decide(&facts);
        let now =
            Now { engine: &ENGINE, log: &log, facts: &facts, decision: &decision, at: self.now, zone: &self.zone };
        see(&now)
    }

    /// What a page shows now.
    pub fn snapshot(&self) -> Snapshot<'static> {
        Snapshot::by_clock(&ENGINE, &self.events, self.now, "Europe/Berlin")
    }

    pub fn plan<T>(&self, see: impl FnOnce(&Plan<'_>) -> T) -> T {
        self.look(|now| see(&plan(now, &|medicine: &str| self.next_dose(medicine))))
    }

    /// The plan as people see it: with the times of the ledger.
    pub fn plan_by_ledger<T>(&self, see: impl FnOnce(&Plan<'_>) -> T) -> T {
        self.look(|now| see(&plan(now, &Ledger::of(now).next_doses(now.decision, now.at))))
    }

    /// The ids of the lines of the plan.
    pub fn lines(&self) -> Vec<String> {
        self.plan(|plan| plan.items.iter().map(|item| item.line.id.clone()).collect())
    }

    pub fn item<T>(&self, id: &str, see: impl FnOnce(&Item<'_>) -> T) -> Option<T> {
        self.plan(|plan| plan.items.iter().find(|item| item.line.id == id).map(see))
    }

    /// A plain ledger: the gap of the guideline after the last dose.
    pub fn next_dose(&self, medicine: &str) -> NextDose {
        let Some(medicine) = ENGINE.guideline().medicine(medicine) else {
            return NextDose { from: Some(self.now), ..NextDose::default() };
        };
        let hours = medicine.gap_hours.unwrap_or(0.0);
        let log = Log::at(&self.events, self.now);
        let holds = |dose: &&easeback_episode::Dose| {
            dose.contents.iter().any(|content| content.ingredient == medicine.ingredient)
        };
        let last = log.doses.iter().filter(holds).map(|dose| dose.at).max();
        let from = last.map_or(self.now, |last| last + SignedDuration::try_from_secs_f64(hours * 3600.0).unwrap());
        NextDose { from: Some(from), mg: medicine.first_mg, why_not: Vec::new() }
    }

    pub fn date(&self) -> Date {
        self.zone.to_datetime(self.now).date()
    }

    /// The facts of the log that these stories need, worked out anew in the plainest way.
    fn rows(&self, log: &Log) -> BTreeMap<String, Answer> {
        let Some(episode) = log.open() else { return BTreeMap::new() };
        let mut rows = episode.rows.clone();
        rows.remove("rest_days");
        let date = |at: Timestamp| self.zone.to_datetime(at).date();
        let days = |from: Date, to: Date| to.duration_since(from).as_hours() / 24;
        let number = |days: i64| Answer::Number(days.max(0) as f64);
        // Days go on from the answer about them.
        if let Some(Answer::Number(told)) = rows.get("duration_days").cloned() {
            let asked = self.events.iter().rev().find(
                |one| matches!(&one.event, Event::AnswersGiven { answers, .. } if answers.contains_key("duration_days")),
            );
            let since = asked.map_or(0, |asked| days(date(asked.at), self.date()));
            rows.insert("duration_days".to_owned(), Answer::Number((told + since as f64).max(0.0)));
        }
        let day = SignedDuration::from_hours(24);
        let recent = |at: Timestamp| self.now.duration_since(at) < day;
        let holds = |dose: &easeback_episode::Dose, ingredient: &str| {
            dose.contents.iter().any(|content| content.ingredient == ingredient)
        };
        let mut using: BTreeSet<String> =
            log.uses.iter().filter(|one| recent(one.at)).map(|one| one.treatment.clone()).collect();
        for medicine in &ENGINE.guideline().medicines {
            if log.doses.iter().any(|dose| recent(dose.at) && holds(dose, &medicine.ingredient)) {
                using.insert(medicine.id.clone());
            }
        }
        rows.insert("heat_on_skin_24h".to_owned(), Answer::YesNo(using.contains("heat")));
        rows.insert("capsaicin_on_skin_24h".to_owned(), Answer::YesNo(using.contains("capsicum_topical")));
        rows.insert("using".to_owned(), Answer::ManyOf { chosen: using.into_iter().collect(), not_sure: false });
        for (short, ingredient) in [("ibu", "ibuprofen"), ("acet", "acetaminophen")] {
            let doses: Vec<_> = log.doses.iter().filter(|dose| holds(dose, ingredient)).collect();
            let Some(last) = doses.iter().map(|dose| dose.at).max() else { continue };
            let mg = doses.iter().filter(|dose| recent(dose.at)).flat_map(|dose| &dose.contents);
            let mg: f64 = mg.filter_map(|content| content.mg).sum();
            let hours = self.now.duration_since(last).as_secs() as f64 / 3600.0;
            let dates: BTreeSet<Date> = doses.iter().map(|dose| date(dose.at)).collect();
            rows.insert(format!("taken_{short}_mg_24h"), Answer::Number(mg.min(10_000.0)));
            rows.insert(format!("hours_since_{short}"), Answer::Number(hours.min(8760.0)));
            rows.insert(format!("{short}_days"), number(i64::try_from(dates.len()).unwrap().min(31)));
        }
        let lying = log.rest.values().filter(|lying| **lying).count();
        rows.insert("rest_days".to_owned(), number(i64::try_from(lying).unwrap()));
        let low: Vec<_> = log.pains.iter().rev().take_while(|pain| pain.pain <= 2.0).collect();
        let low_days = low.last().map_or(0, |first| days(date(first.at), date(low[0].at)) + 1);
        rows.insert("low_pain_days".to_owned(), number(low_days));
        let advised = episode.decisions.iter().any(|shown| shown.disposition == "see_doctor_soon");
        rows.insert("visit_advised".to_owned(), Answer::YesNo(advised));
        if let Some(visit) = episode.visits.last() {
            rows.insert("doctor_seen".to_owned(), one(&visit.said));
        }
        // Whether the readings are up is no matter of these stories.
        rows.extend(
            easeback_episode::rows_at(&ENGINE, log, self.now).remove("course").map(|is| ("course".to_owned(), is)),
        );
        let harms: BTreeSet<String> = log.harms.iter().map(|harm| harm.reaction.clone()).collect();
        rows.insert("bad_reaction".to_owned(), Answer::ManyOf { chosen: harms.into_iter().collect(), not_sure: false });
        rows
    }
}

pub fn one(option: &str) -> Answer {
    Answer::OneOf(option.to_owned())
}

pub fn many(options: &[&str]) -> Answer {
    Answer::ManyOf { chosen: options.iter().map(|option| (*option).to_owned()).collect(), not_sure: false }
}
