//! A log as a file.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

use easeback_episode::{EpisodeError, Event, EventId, Export, NewEvent, Sequence};
use jiff::Timestamp;
use std::error::Error;

/// THIS LITERAL MUST NEVER BE CHANGED: people keep such files.
const VERSION_1: &str = r#"{"format":"easeback-log","version":1,"person":"me","exported_at":"2026-02-01T21:05:00Z","events":[
{"v":1,"sequence":1,"id":"00000000000000000000000000000001","at":"2026-02-01T21:04:05Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:05Z","event":{"kind":"episode_started"}},
{"v":1,"sequence":2,"id":"00000000000000000000000000000002","at":"2026-02-01T21:04:05Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:05Z","event":{"kind":"episode_ended"}}
]}
"#;

fn export() -> Export {
    let at: Timestamp = "2026-02-01T21:04:05Z".parse().unwrap();
    let event = |number: u64, event| {
        let (id, zone) = (EventId::from_u128(number.into()), "Europe/Paris".to_owned());
        NewEvent { id, at, zone, recorded_at: at, event }.recorded(Sequence::new(number))
    };
    Export {
        person: "me".to_owned(),
        exported_at: "2026-02-01T21:05:00Z".parse().unwrap(),
        events: vec![event(1, Event::EpisodeStarted {}), event(2, Event::EpisodeEnded {})],
    }
}

#[test]
fn the_file_is_written_byte_for_byte_and_read_back() {
    assert_eq!(export().to_json().unwrap(), VERSION_1);
    assert_eq!(Export::from_json(VERSION_1), Ok(export()));
    let empty = Export { events: Vec::new(), ..export() };
    assert_eq!(Export::from_json(&empty.to_json().unwrap()), Ok(empty));
}

#[test]
fn an_event_that_was_kept_before_its_range_was_bounded_bars_nobody_from_their_log() {
    let mut old = export();
    old.events[1].event = Event::SettingChanged { setting: "name".to_owned(), value: "x".repeat(400) };
    assert!(old.events[1].to_json().is_err(), "it would not be kept now");
    assert_eq!(Export::from_json(&old.to_json().unwrap()), Ok(old));
}

#[test]
fn another_file_is_refused_for_what_it_is() {
    assert!(matches!(Export::from_json("dear diary"), Err(EpisodeError::Unreadable { line: 1, .. })));
    assert_eq!(Export::from_json("{}"), Err(EpisodeError::NotALog));
    let other = VERSION_1.replace("easeback-log", "someone-elses-log");
    assert_eq!(Export::from_json(&other), Err(EpisodeError::NotALog));
    let newer = VERSION_1.replace("\"version\":1", "\"version\":2");
    assert_eq!(Export::from_json(&newer), Err(EpisodeError::NewerFormat { version: 2, newest: 1 }));
    let more = VERSION_1.replace("\"version\":1", "\"version\":1,\"signature\":\"x\"");
    assert!(matches!(Export::from_json(&more), Err(EpisodeError::Unreadable { .. })));
    let cut = &VERSION_1[..VERSION_1.len() - 60];
    assert!(matches!(Export::from_json(cut), Err(EpisodeError::Unreadable { .. })));
}

#[test]
fn a_missing_repeated_or_unknown_event_is_named() {
    let mut gap = export();
    gap.events[1].sequence = Sequence::new(3);
    let error = EpisodeError::OutOfSequence { expected: Sequence::new(2), found: Sequence::new(3) };
    assert_eq!(gap.to_json(), Err(error.clone()));
    assert_eq!(Export::from_json(&VERSION_1.replace("\"sequence\":2", "\"sequence\":3")), Err(error));

    let repeated = VERSION_1.replace("0000000002", "0000000001");
    assert_eq!(Export::from_json(&repeated), Err(EpisodeError::RepeatedId { sequence: Sequence::new(2) }));

    let error = Export::from_json(&VERSION_1.replace("episode_ended", "moon_full")).unwrap_err();
    assert_eq!(error.to_string(), "event 2 of this log cannot be read");
    assert!(error.source().unwrap().to_string().contains("`moon_full`"));
}
