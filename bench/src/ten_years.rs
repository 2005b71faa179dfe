//! A log of ten years: one long episode of somebody who writes down all they do, ten things a day.

use crate::decisions::healthy;
use easeback_engine::{Answer, Engine};
use easeback_episode::{Content, Event, EventId, GuidelineStamp, Recorded, Sequence};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Ten events a day for ten years.
pub const EVENTS: u64 = 36_500;

/// The log, from 1970 on; all of it that a person can write down often is in it.
pub fn events(engine: &Engine) -> Vec<Recorded> {
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
                    Event::CheckedIn { check_in: None, answers, questions: BTreeMap::new() }
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
