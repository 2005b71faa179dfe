//! The stored bytes of every kind and version of event ever written.
//!
//! THESE LITERALS MUST NEVER BE CHANGED. They lie in the databases and files of people. If a shape must change, give the
//! kind a new version, add its literal below the old one, and upcast the old one when it is read.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic, its helpers too")]

mod episode;

use easeback_engine::Answer;
use easeback_episode::{EpisodeError, Event, EventId, GuidelineStamp, Recorded, Sequence};
use std::collections::BTreeSet;

/// Kind, version, bytes, and what they mean.
type Frozen = (&'static str, u32, &'static str, Event);

fn frozen() -> Vec<Frozen> {
    let mut all = first();
    all.extend(episode::frozen());
    all
}

/// What was there before an episode could be followed: answers, decisions, settings.
fn first() -> Vec<Frozen> {
    vec![
        (
            "episode_started",
            1,
            r#"{"v":1,"sequence":1,"id":"0123456789abcdef0123456789abcdef","at":"2026-02-01T21:04:05.678Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:06Z","event":{"kind":"episode_started"}}"#,
            Event::EpisodeStarted {},
        ),
        (
            "answers_given",
            1,
            r#"{"v":1,"sequence":1,"id":"0123456789abcdef0123456789abcdef","at":"2026-02-01T21:04:05.678Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:06Z","event":{"kind":"answers_given","screen":"emergency","answers":{"age_years":62,"bladder":"leaking","conditions.diabetes":"not_sure","fever":false,"medicines":["lithium","not_sure"],"weight_kg":62.3}}}"#,
            Event::AnswersGiven {
                screen: Some("emergency".to_owned()),
                answers: [
                    ("age_years", Answer::Number(62.0)),
                    ("bladder", Answer::OneOf("leaking".to_owned())),
                    ("conditions.diabetes", Answer::NotSure),
                    ("fever", Answer::YesNo(false)),
                    ("medicines", Answer::ManyOf { chosen: vec!["lithium".to_owned()], not_sure: true }),
                    ("weight_kg", Answer::Number(62.3)),
                ]
                .map(|(row, answer)| (row.to_owned(), answer))
                .into(),
            },
        ),
        (
            "answers_given",
            1,
            r#"{"v":1,"sequence":1,"id":"0123456789abcdef0123456789abcdef","at":"2026-02-01T21:04:05.678Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:06Z","event":{"kind":"answers_given","answers":{"fever":true}}}"#,
            Event::AnswersGiven { screen: None, answers: [("fever".to_owned(), Answer::YesNo(true))].into() },
        ),
        (
            "answers_withdrawn",
            1,
            r#"{"v":1,"sequence":1,"id":"0123456789abcdef0123456789abcdef","at":"2026-02-01T21:04:05.678Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:06Z","event":{"kind":"answers_withdrawn","rows":["fever","conditions.diabetes"]}}"#,
            Event::AnswersWithdrawn { rows: vec!["fever".to_owned(), "conditions.diabetes".to_owned()] },
        ),
        (
            "decision_shown",
            1,
            r#"{"v":1,"sequence":1,"id":"0123456789abcdef0123456789abcdef","at":"2026-02-01T21:04:05.678Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:06Z","event":{"kind":"decision_shown","disposition":"see_doctor_soon","within_days":3,"red_flags":["osteoporosis_fall"],"guideline":{"name":"easeback","version":"2026.1","digest":"sha256:00ff"}}}"#,
            decision_shown("see_doctor_soon", Some(3), &["osteoporosis_fall"]),
        ),
        (
            "decision_shown",
            1,
            r#"{"v":1,"sequence":1,"id":"0123456789abcdef0123456789abcdef","at":"2026-02-01T21:04:05.678Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:06Z","event":{"kind":"decision_shown","disposition":"home_care","red_flags":[],"guideline":{"name":"easeback","version":"2026.1","digest":"sha256:00ff"}}}"#,
            decision_shown("home_care", None, &[]),
        ),
        (
            "setting_changed",
            1,
            r#"{"v":1,"sequence":1,"id":"0123456789abcdef0123456789abcdef","at":"2026-02-01T21:04:05.678Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:06Z","event":{"kind":"setting_changed","setting":"country","value":"FR"}}"#,
            Event::SettingChanged { setting: "country".to_owned(), value: "FR".to_owned() },
        ),
        (
            "episode_ended",
            1,
            r#"{"v":1,"sequence":1,"id":"0123456789abcdef0123456789abcdef","at":"2026-02-01T21:04:05.678Z","zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:06Z","event":{"kind":"episode_ended"}}"#,
            Event::EpisodeEnded {},
        ),
    ]
}

fn decision_shown(disposition: &str, within_days: Option<u32>, red_flags: &[&str]) -> Event {
    let [name, version, digest] = ["easeback", "2026.1", "sha256:00ff"].map(str::to_owned);
    Event::DecisionShown {
        disposition: disposition.to_owned(),
        within_days,
        red_flags: red_flags.iter().map(|&id| id.to_owned()).collect(),
        guideline: GuidelineStamp { name, version, digest },
    }
}

fn recorded(event: Event) -> Recorded {
    Recorded {
        sequence: Sequence::FIRST,
        id: EventId::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
        at: "2026-02-01T21:04:05.678Z".parse().unwrap(),
        zone: "Europe/Paris".to_owned(),
        recorded_at: "2026-02-01T21:04:06Z".parse().unwrap(),
        event,
    }
}

#[test]
fn every_version_ever_written_is_still_read() {
    for (kind, version, bytes, event) in frozen() {
        assert_eq!(Recorded::from_json(bytes), Ok(recorded(event)), "{kind} {version}");
    }
}

#[test]
fn the_newest_version_is_written_byte_for_byte() {
    for (kind, version, bytes, event) in frozen() {
        let newest = Event::READABLE.iter().find(|(known, _)| *known == kind).unwrap().1;
        if version == newest {
            assert_eq!(recorded(event).to_json().unwrap(), bytes);
        }
    }
}

#[test]
fn every_kind_and_version_that_is_read_is_frozen_here() {
    for &(kind, newest) in Event::READABLE {
        for version in 1..=newest {
            assert!(frozen().iter().any(|f| (f.0, f.1) == (kind, version)), "no bytes of {kind} {version}");
        }
    }
    for (kind, _, _, event) in frozen() {
        assert_eq!(event.kind(), kind);
    }
}

#[test]
fn an_unknown_kind_or_version_is_refused_by_name() {
    let (.., bytes, _) = frozen().remove(0);
    let kind = bytes.replace("episode_started", "horoscope_read");
    let error = Recorded::from_json(&kind).unwrap_err();
    assert_eq!(error, EpisodeError::UnknownKind { kind: "horoscope_read".to_owned() });
    assert_eq!(
        error.to_string(),
        "this log holds a `horoscope_read`, which this version of Easeback does not know; update Easeback"
    );

    for version in [0, 2, 4_000_000_000] {
        let bytes = bytes.replace("\"v\":1", &format!("\"v\":{version}"));
        let expected = EpisodeError::UnknownVersion { kind: "episode_started".to_owned(), version, newest: 1 };
        assert_eq!(Recorded::from_json(&bytes), Err(expected));
    }
}

#[test]
fn what_is_not_understood_in_full_is_refused_and_never_quoted() {
    let envelope = [
        (r#""v":1"#, r#""v":1,"mood":"secret""#),
        (r#""v":1"#, r#""v":1,"v":1"#),
        (r#""sequence":1"#, r#""sequence":-1"#),
        (r#""sequence":1"#, r#""sequence":"secret""#),
        ("2026-02-01T21:04:06Z", "secret"),
        ("0123456789abcdef0123456789abcdef", "secret"),
        (r#""zone":"Europe/Paris","#, ""),
        (r#""event":{"#, r#""event":{"mood":"secret","#),
        (r#""event":{"#, r#""event":{"kind":"secret","#),
        (r#""event":{"#, r#""event":{"answers":null,"screen":null,"rows":null,"value":"secret","#),
    ];
    let mut seen = BTreeSet::new();
    for (kind, _, bytes, _) in frozen() {
        for (from, to) in envelope {
            is_refused(bytes, from, to);
        }
        is_refused(bytes, "}}", "}}x");
        is_refused(bytes, "}}", r#","mood":"secret"}}"#);
        is_refused(bytes, "}}", r#"},"mood":"secret"}"#);
        is_refused(bytes, "}}", r#"},"event":{"kind":"secret"}}"#);
        let inside: &[(&str, &str)] = match kind {
            "episode_started" | "episode_ended" => &[],
            "answers_given" if bytes.contains("emergency") => &[
                (r#""fever":false"#, r#""fever":false,"fever":true"#),
                (r#""fever":false"#, r#""fever":null"#),
                (r#""screen":"emergency""#, r#""screen":"a","screen":"secret""#),
                (r#""screen":"emergency""#, r#""screen":["secret"]"#),
            ],
            "answers_given" => &[(r#""answers":{"fever":true}"#, r#""answers":"secret""#)],
            "answers_withdrawn" => &[(r#"["fever","#, r#"["fever",7,"#), (r#""rows""#, r#""secret""#)],
            "decision_shown" => &[
                (r#""guideline":{"#, r#""guideline":{"mood":"secret","#),
                (r#""name":"easeback""#, r#""name":"easeback","name":"secret""#),
                (r#","digest":"sha256:00ff""#, ""),
                (r#""red_flags":["#, r#""red_flags":[7"#),
                (r#""disposition":"#, r#""within_days":"secret","disposition":"#),
            ],
            "setting_changed" => &[(r#","value":"FR""#, ""), (r#""value":"FR""#, r#""value":{"secret":1}"#)],
            // Its other literals lack some of the fields.
            kind if seen.contains(kind) => &[],
            kind => episode::refusals(kind),
        };
        seen.insert(kind);
        for (from, to) in inside {
            is_refused(bytes, from, to);
        }
    }
}

fn is_refused(bytes: &str, from: &str, to: &str) {
    // The last place, which for `}}` is the end.
    let (before, after) = bytes.rsplit_once(from).unwrap();
    let changed = format!("{before}{to}{after}");
    let error = Recorded::from_json(&changed).unwrap_err();
    assert!(matches!(error, EpisodeError::Unreadable { .. }), "{changed}: {error:?}");
    assert!(!format!("{error} {error:?}").contains("secret"), "{changed}: {error:?}");
}

#[test]
fn a_zone_is_a_name() {
    for zone in ["", "Europe/Paris; drop", "half past nine", &"x".repeat(65)] {
        let mut recorded = recorded(Event::EpisodeStarted {});
        recorded.zone = zone.to_owned();
        assert_eq!(recorded.to_json(), Err(EpisodeError::Zone), "{zone}");
    }
}

#[test]
fn what_would_not_read_back_the_same_is_not_written() {
    for answer in
        [Answer::OneOf("not_sure".to_owned()), Answer::ManyOf { chosen: vec!["not_sure".to_owned()], not_sure: false }]
    {
        let event = Event::AnswersGiven { screen: None, answers: [("weight_kg".to_owned(), answer)].into() };
        assert_eq!(recorded(event).to_json(), Err(EpisodeError::NotStorable { kind: "answers_given" }));
    }
}

#[test]
fn every_number_reads_back_exactly() {
    for number in [0.1 + 0.2, 1e300, 5e-324, 62.3, 9_007_199_254_740_993.0, f64::MAX, 120.416_666_666_666_67] {
        let answers = [("weight_kg".to_owned(), Answer::Number(number))].into();
        let written = recorded(Event::AnswersGiven { screen: None, answers });
        assert_eq!(Recorded::from_json(&written.to_json().unwrap()), Ok(written), "{number}");
    }
}
