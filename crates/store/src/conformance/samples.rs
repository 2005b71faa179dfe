//! People and events for the checks.

use super::Why;
use crate::{PersonId, StoreError};
use easeback_episode::{Answer, Event, EventId, GuidelineStamp, NewEvent};
use jiff::{SignedDuration, Timestamp};

pub(super) fn person(name: &str) -> Result<PersonId, StoreError> {
    PersonId::new(name)
}

/// An event with this id, so many seconds after 1970 and recorded a second later.
pub(super) fn new(id: u64, event: Event) -> Result<NewEvent, Why> {
    let at = instant(i64::try_from(id).map_err(|_| Why("no such instant".to_owned()))?)?;
    let recorded_at = later(at, 1)?;
    Ok(NewEvent { id: EventId::from_u128(id.into()), at, zone: "Europe/Paris".to_owned(), recorded_at, event })
}

/// Some events with ids from `first` on.
pub(super) fn some(first: u64, count: u64) -> Result<Vec<NewEvent>, Why> {
    (first..first + count).map(|id| new(id, country(&format!("country {id}")))).collect()
}

pub(super) fn country(value: &str) -> Event {
    Event::SettingChanged { setting: "country".to_owned(), value: value.to_owned() }
}

/// The one text that is as long as a person likes.
fn plan(text: &str) -> Event {
    Event::DoctorSeen { said: "cleared".to_owned(), plan: Some(text.to_owned()) }
}

pub(super) fn instant(second: i64) -> Result<Timestamp, Why> {
    Timestamp::from_second(second).map_err(|error| Why(error.to_string()))
}

pub(super) fn later(at: Timestamp, seconds: i64) -> Result<Timestamp, Why> {
    at.checked_add(SignedDuration::from_secs(seconds)).map_err(|error| Why(error.to_string()))
}

/// Every kind of event, with contents that are easily mangled on the way.
pub(super) fn every_kind() -> Vec<Event> {
    let answers = [
        ("weight_kg", Answer::Number(0.1 + 0.2)),
        ("age_years", Answer::Number(62.0)),
        ("fever", Answer::YesNo(false)),
        ("bladder", Answer::OneOf("leaking".to_owned())),
        ("conditions.diabetes", Answer::NotSure),
        ("medicines", Answer::ManyOf { chosen: vec!["lithium".to_owned()], not_sure: true }),
    ];
    let answers = answers.map(|(row, answer)| (row.to_owned(), answer)).into();
    let [name, version, digest] = ["easeback", "2026.1", "00ff"].map(str::to_owned);
    let guideline = GuidelineStamp { name, version, digest };
    let disposition = "see_doctor_soon".to_owned();
    vec![
        Event::EpisodeStarted {},
        Event::AnswersGiven { screen: Some("emergency".to_owned()), answers },
        Event::AnswersWithdrawn { rows: vec!["fever".to_owned()] },
        Event::DecisionShown {
            disposition,
            within_days: Some(3),
            red_flags: vec!["fever_chills".to_owned()],
            guideline,
        },
        plan("a\0b\u{7f}\r\n'\"\\ ; DROP TABLE event; -- $1 ? %s 腰痛 🙂 e\u{301} \u{202e}"),
        country(""),
        plan(&"long ".repeat(2_000)),
        Event::EpisodeEnded {},
    ]
}
