//! How long a page waits for a log of ten years: fold, facts, decision and ledger.

use crate::Figure;
use crate::decisions::{healthy, median};
use easeback_engine::{Answer, Engine};
use easeback_episode::{Content, Event, EventId, GuidelineStamp, Ledger, Log, Recorded, Sequence, decision_at};
use easeback_guideline::Guideline;
use jiff::{SignedDuration, Timestamp};
use std::hint::black_box;

/// Ten events a day for ten years.
const EVENTS: u64 = 36_500;

pub fn measure() -> Vec<Figure> {
    let Ok(guideline) = Guideline::built_in() else { return Vec::new() };
    let engine = Engine::new(guideline);
    let events = events(&engine);
    let now = events.last().map_or(Timestamp::UNIX_EPOCH, |last| last.at);
    let fold = median(5, || {
        black_box(Log::at(black_box(&events), now));
    });
    let log = Log::at(&events, now);
    let decide = median(5, || {
        black_box(decision_at(&engine, black_box(&log), now));
    });
    let decision = decision_at(&engine, &log, now);
    let ledger = median(5, || {
        let ledger = Ledger::at(engine.guideline(), black_box(&log), now);
        for medicine in &engine.guideline().medicines {
            black_box(ledger.may_take(&decision, &medicine.id, now));
        }
        black_box(ledger.may_use(&decision, "heat", now));
    });
    let figure = |what, value: f64| Figure { what, value: value * 1e3, limit: 50.0, unit: "ms" };
    vec![
        figure("a log of 10 years (36,500 events), folded", fold),
        figure("its facts and the decision by them", decide),
        figure("its ledger, asked about everything", ledger),
        figure("all three, as a page needs them", fold + decide + ledger),
    ]
}

/// One long episode of somebody who logs all they do, ten things a day.
fn events(engine: &Engine) -> Vec<Recorded> {
    let answers = healthy(engine);
    let check_in: Vec<_> = answers.iter().take(45).map(|(row, answer)| (row.clone(), answer.clone())).collect();
    (0..EVENTS)
        .map(|number| {
            let event = match number % 10 {
                _ if number == 0 => Event::EpisodeStarted {},
                _ if number == 1 => Event::AnswersGiven { screen: None, answers: answers.clone() },
                0 => {
                    let pain =
                        ("pain_now".to_owned(), Answer::Number(f64::from(u32::try_from(number % 7).unwrap_or(0))));
                    let answers = check_in.iter().cloned().chain([pain]).collect();
                    Event::CheckedIn { check_in: None, answers, questions: std::collections::BTreeMap::new() }
                }
                1 => Event::DecisionShown {
                    disposition: "see_doctor_soon".to_owned(),
                    within_days: Some(7),
                    red_flags: vec!["over_two_weeks".to_owned()],
                    guideline: GuidelineStamp {
                        name: "back-spasm".to_owned(),
                        version: "1".to_owned(),
                        digest: "0".repeat(64),
                    },
                },
                2 | 5 | 8 => Event::MedicineTaken {
                    product: Some("us_advil_tablet".to_owned()),
                    name: "Advil".to_owned(),
                    units: Some(1.0),
                    contents: vec![Content { ingredient: "ibuprofen".to_owned(), mg: Some(200.0) }],
                    on_skin: false,
                    pain_before: Some(4.0),
                },
                3 | 6 => Event::TreatmentUsed {
                    treatment: "heat".to_owned(),
                    part: None,
                    seconds: Some(1200),
                    session: None,
                    pain_before: Some(4.0),
                    pain_after: Some(3.0),
                },
                _ => Event::PainFelt { pain: 3.0, after: None },
            };
            let at = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(144 * i64::try_from(number).unwrap_or(0));
            let zone = "Europe/Paris".to_owned();
            let id = EventId::from_u128(u128::from(number) + 1);
            Recorded { sequence: Sequence::new(number + 1), id, at, zone, recorded_at: at, event }
        })
        .collect()
}
