//! The bytes of what happens during an episode. THESE LITERALS MUST NEVER BE CHANGED; see `main.rs`.

use super::Frozen;
use easeback_engine::Answer;
use easeback_episode::{Content, Event, EventId};
use std::collections::BTreeMap;

/// The event inside the envelope that all of them have here.
macro_rules! line {
    ($event:literal) => {
        concat!(
            r#"{"v":1,"sequence":1,"id":"0123456789abcdef0123456789abcdef","at":"2026-02-01T21:04:05.678Z","#,
            r#""zone":"Europe/Paris","recorded_at":"2026-02-01T21:04:06Z","event":"#,
            $event,
            "}"
        )
    };
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn answers(rows: &[(&str, Answer)]) -> BTreeMap<String, Answer> {
    rows.iter().map(|(row, answer)| (text(row), answer.clone())).collect()
}

fn content(ingredient: &str, mg: Option<f64>) -> Content {
    Content { ingredient: text(ingredient), mg }
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub fn frozen() -> Vec<Frozen> {
    let other = EventId::from_u128(0xc0_ffee);
    vec![
        (
            "checked_in",
            1,
            line!(
                r#"{"kind":"checked_in","check_in":"day_3","answers":{"course":"better","pain_now":4.5},"questions":{"at_work":"partly"}}"#
            ),
            Event::CheckedIn {
                check_in: Some(text("day_3")),
                answers: answers(&[("pain_now", Answer::Number(4.5)), ("course", Answer::OneOf(text("better")))]),
                questions: answers(&[("at_work", Answer::OneOf(text("partly")))]),
            },
        ),
        (
            "checked_in",
            1,
            line!(r#"{"kind":"checked_in","answers":{}}"#),
            Event::CheckedIn { check_in: None, answers: BTreeMap::new(), questions: BTreeMap::new() },
        ),
        (
            "answers_corrected",
            1,
            line!(r#"{"kind":"answers_corrected","answers":{"fever":false},"reason":"I pressed the wrong one"}"#),
            Event::AnswersCorrected {
                answers: answers(&[("fever", Answer::YesNo(false))]),
                reason: text("I pressed the wrong one"),
            },
        ),
        (
            "medicine_taken",
            1,
            line!(
                r#"{"kind":"medicine_taken","product":"us_advil_tablet","name":"Advil","units":1.5,"contents":[{"ingredient":"ibuprofen","mg":300.0}],"on_skin":false,"pain_before":6.0}"#
            ),
            Event::MedicineTaken {
                product: Some(text("us_advil_tablet")),
                name: text("Advil"),
                units: Some(1.5),
                contents: vec![content("ibuprofen", Some(300.0))],
                on_skin: false,
                pain_before: Some(6.0),
            },
        ),
        (
            "medicine_taken",
            1,
            line!(
                r#"{"kind":"medicine_taken","name":"some cream","contents":[{"ingredient":"capsaicin"},{"ingredient":"menthol","mg":0.5}],"on_skin":true}"#
            ),
            Event::MedicineTaken {
                product: None,
                name: text("some cream"),
                units: None,
                contents: vec![content("capsaicin", None), content("menthol", Some(0.5))],
                on_skin: true,
                pain_before: None,
            },
        ),
        (
            "session_started",
            1,
            line!(
                r#"{"kind":"session_started","treatment":"floor_moves","part":"knee_rock","seconds":600,"pain_before":5.0}"#
            ),
            Event::SessionStarted {
                treatment: text("floor_moves"),
                part: Some(text("knee_rock")),
                seconds: 600,
                pain_before: Some(5.0),
            },
        ),
        (
            "session_started",
            1,
            line!(r#"{"kind":"session_started","treatment":"heat","seconds":1200}"#),
            Event::SessionStarted { treatment: text("heat"), part: None, seconds: 1200, pain_before: None },
        ),
        (
            "session_abandoned",
            1,
            line!(r#"{"kind":"session_abandoned","session":"00000000000000000000000000c0ffee"}"#),
            Event::SessionAbandoned { session: other },
        ),
        (
            "treatment_used",
            1,
            line!(
                r#"{"kind":"treatment_used","treatment":"heat","part":"low_back","seconds":1200,"session":"00000000000000000000000000c0ffee","pain_before":5.0,"pain_after":3.0}"#
            ),
            Event::TreatmentUsed {
                treatment: text("heat"),
                part: Some(text("low_back")),
                seconds: Some(1200),
                session: Some(other),
                pain_before: Some(5.0),
                pain_after: Some(3.0),
            },
        ),
        (
            "treatment_used",
            1,
            line!(r#"{"kind":"treatment_used","treatment":"keep_moving"}"#),
            Event::TreatmentUsed {
                treatment: text("keep_moving"),
                part: None,
                seconds: None,
                session: None,
                pain_before: None,
                pain_after: None,
            },
        ),
        (
            "pain_felt",
            1,
            line!(r#"{"kind":"pain_felt","pain":3.5,"after":"00000000000000000000000000c0ffee"}"#),
            Event::PainFelt { pain: 3.5, after: Some(other) },
        ),
        ("pain_felt", 1, line!(r#"{"kind":"pain_felt","pain":10.0}"#), Event::PainFelt { pain: 10.0, after: None }),
        (
            "treatment_stopped",
            1,
            line!(r#"{"kind":"treatment_stopped","treatment":"ibuprofen","reason":"it did not help"}"#),
            Event::TreatmentStopped { treatment: text("ibuprofen"), reason: text("it did not help") },
        ),
        (
            "rest_logged",
            1,
            line!(r#"{"kind":"rest_logged","date":"2026-02-01","mostly_lying":true}"#),
            Event::RestLogged { date: jiff::civil::date(2026, 2, 1), mostly_lying: true },
        ),
        (
            "harm_noticed",
            1,
            line!(r#"{"kind":"harm_noticed","reactions":["rash","other"],"treatment":"capsicum_topical"}"#),
            Event::HarmNoticed {
                reactions: vec![text("rash"), text("other")],
                treatment: Some(text("capsicum_topical")),
            },
        ),
        (
            "harm_noticed",
            1,
            line!(r#"{"kind":"harm_noticed","reactions":["severe_rash"]}"#),
            Event::HarmNoticed { reactions: vec![text("severe_rash")], treatment: None },
        ),
        (
            "harm_cleared",
            1,
            line!(r#"{"kind":"harm_cleared","reactions":["rash"]}"#),
            Event::HarmCleared { reactions: vec![text("rash")] },
        ),
        (
            "doctor_seen",
            1,
            line!(r#"{"kind":"doctor_seen","said":"yes_other_plan","plan":"Come back on Monday.\nNo lifting."}"#),
            Event::DoctorSeen { said: text("yes_other_plan"), plan: Some(text("Come back on Monday.\nNo lifting.")) },
        ),
        (
            "doctor_seen",
            1,
            line!(r#"{"kind":"doctor_seen","said":"yes_home_care_ok"}"#),
            Event::DoctorSeen { said: text("yes_home_care_ok"), plan: None },
        ),
        (
            "treatment_allowed",
            1,
            line!(r#"{"kind":"treatment_allowed","treatment":"ibuprofen","stop":"age_60_or_over"}"#),
            Event::TreatmentAllowed { treatment: text("ibuprofen"), stop: text("age_60_or_over") },
        ),
        (
            "exercises_done",
            1,
            line!(
                r#"{"kind":"exercises_done","level":2,"exercises":["curl_up","bridge"],"effort":5.0,"pain_during":2.0}"#
            ),
            Event::ExercisesDone {
                level: 2,
                exercises: vec![text("curl_up"), text("bridge")],
                effort: 5.0,
                pain_during: 2.0,
            },
        ),
        ("level_chosen", 1, line!(r#"{"kind":"level_chosen","level":3}"#), Event::LevelChosen { level: 3 }),
        (
            "event_corrected",
            1,
            line!(
                r#"{"kind":"event_corrected","event":"00000000000000000000000000c0ffee","at":"2026-02-01T20:30:00Z","to":{"kind":"rest_logged","date":"2026-01-31","mostly_lying":false}}"#
            ),
            Event::EventCorrected {
                event: other,
                at: "2026-02-01T20:30:00Z".parse().unwrap(),
                to: Box::new(Event::RestLogged { date: jiff::civil::date(2026, 1, 31), mostly_lying: false }),
            },
        ),
        (
            "event_corrected",
            1,
            line!(
                r#"{"kind":"event_corrected","event":"00000000000000000000000000c0ffee","at":"2026-02-01T20:30:00.5Z","to":{"kind":"medicine_taken","name":"Tylenol","units":2.0,"contents":[{"ingredient":"acetaminophen","mg":1000.0}],"on_skin":false}}"#
            ),
            Event::EventCorrected {
                event: other,
                at: "2026-02-01T20:30:00.5Z".parse().unwrap(),
                to: Box::new(Event::MedicineTaken {
                    product: None,
                    name: text("Tylenol"),
                    units: Some(2.0),
                    contents: vec![content("acetaminophen", Some(1000.0))],
                    on_skin: false,
                    pain_before: None,
                }),
            },
        ),
        (
            "event_withdrawn",
            1,
            line!(
                r#"{"kind":"event_withdrawn","event":"00000000000000000000000000c0ffee","reason":"I did not take it"}"#
            ),
            Event::EventWithdrawn { event: other, reason: Some(text("I did not take it")) },
        ),
        (
            "event_withdrawn",
            1,
            line!(r#"{"kind":"event_withdrawn","event":"00000000000000000000000000c0ffee"}"#),
            Event::EventWithdrawn { event: other, reason: None },
        ),
    ]
}

/// What must be refused of a kind, as a change to its first literal: what stands there, and what is put in its place.
pub fn refusals(kind: &str) -> &'static [(&'static str, &'static str)] {
    match kind {
        "checked_in" => &[
            (r#""answers":{"#, r#""answers":{"fever":"secret","fever":true,"#),
            (r#""answers":{"#, r#""answers":{"fever":null,"#),
            (r#""questions":{"#, r#""questions":{"at_work":"secret","#),
            (r#""questions":{"#, r#""questions":null,"x":{"#),
            (r#""check_in":"day_3""#, r#""check_in":3"#),
        ],
        "answers_corrected" => &[
            (r#"{"fever":false}"#, r#"{"fever":false,"fever":true}"#),
            (r#","reason":"I pressed the wrong one""#, ""),
            (r#""I pressed the wrong one""#, r#"["secret"]"#),
        ],
        "medicine_taken" => &[
            (r#""mg":300.0"#, r#""mg":"secret""#),
            (r#""mg":300.0"#, r#""mg":300.0,"mg":200.0"#),
            (r#""mg":300.0"#, r#""mg":300.0,"mood":"secret""#),
            (r#""mg":300.0"#, r#""mg":1e999"#),
            (r#""ingredient":"ibuprofen","#, ""),
            (r#","on_skin":false"#, ""),
            (r#""on_skin":false"#, r#""on_skin":"secret""#),
            (r#""units":1.5"#, r#""units":"1.5""#),
            (r#""contents":["#, r#""contents":["secret","#),
        ],
        "session_started" => &[
            (r#""seconds":600"#, r#""seconds":-600"#),
            (r#""seconds":600"#, r#""seconds":600.5"#),
            (r#""seconds":600"#, r#""seconds":4294967296"#),
            (r#","seconds":600"#, ""),
        ],
        "session_abandoned" => &[("c0ffee", "C0FFEE"), ("00000000000000000000000000c0ffee", "secret")],
        "treatment_used" => &[
            (r#""treatment":"heat","#, ""),
            (r#""seconds":1200"#, r#""seconds":"secret""#),
            ("00000000000000000000000000c0ffee", "secret"),
            (r#""pain_after":3.0"#, r#""pain_after":[3.0]"#),
        ],
        "pain_felt" => &[("3.5", r#""secret""#), (r#""pain":3.5,"#, ""), (r#""pain":3.5"#, r#""pain":3.5,"pain":2.5"#)],
        "treatment_stopped" => &[(r#""treatment":"ibuprofen","#, ""), (r#","reason":"it did not help""#, "")],
        "rest_logged" => &[
            ("2026-02-01\",\"mostly", "2026-02-30\",\"mostly"),
            ("2026-02-01\",\"mostly", "secret\",\"mostly"),
            ("true", "\"secret\""),
            (r#","mostly_lying":true"#, ""),
        ],
        "harm_noticed" => &[(r#"["rash","other"]"#, r#""secret""#), (r#"["rash","#, "[7,")],
        "harm_cleared" => &[(r#"["rash"]"#, r#"{"secret":1}"#), (r#","reactions":["rash"]"#, "")],
        "doctor_seen" => &[(r#""said":"yes_other_plan","#, ""), (r#""said":"yes_other_plan""#, r#""said":true"#)],
        "treatment_allowed" => &[(r#","stop":"age_60_or_over""#, ""), (r#""treatment":"ibuprofen","#, "")],
        "exercises_done" => &[
            (r#""level":2"#, r#""level":-2"#),
            (r#""effort":5.0"#, r#""effort":"secret""#),
            (r#","pain_during":2.0"#, ""),
            (r#"["curl_up","#, r#"[{"secret":1},"#),
        ],
        "level_chosen" => &[(":3}", ":3.5}"), (":3}", ":\"secret\"}")],
        "event_corrected" => &[
            (r#""kind":"rest_logged""#, r#""kind":"secret""#),
            (r#""kind":"rest_logged","#, ""),
            (r#""to":{"#, r#""to":{"mood":"secret","#),
            (r#""at":"2026-02-01T20:30:00Z""#, r#""at":"secret""#),
            (r#""event":"00000000000000000000000000c0ffee","#, ""),
        ],
        "event_withdrawn" => &[("00000000000000000000000000c0ffee", "secret"), (r#""reason":"#, r#""why":"#)],
        kind => panic!("say what must be refused of `{kind}`"),
    }
}
