//! What an event may hold, and that a refusal never repeats it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic, its helpers too")]

use easeback_engine::Answer;
use easeback_episode::{Content, EpisodeError, Event, EventId, Recorded, Sequence};
use jiff::Timestamp;

fn refused(event: &Event, field: &str) {
    let error = event.check().unwrap_err();
    let EpisodeError::NotAllowed { kind, field: named, allowed } = &error else { panic!("{error:?}") };
    assert_eq!((*kind, *named), (event.kind(), field));
    assert_eq!(error.to_string(), format!("`{field}` of `{kind}` is not allowed; allowed: {allowed}"));
    let recorded = Recorded {
        sequence: Sequence::FIRST,
        id: EventId::from_u128(1),
        at: Timestamp::UNIX_EPOCH,
        zone: "UTC".to_owned(),
        recorded_at: Timestamp::UNIX_EPOCH,
        event: event.clone(),
    };
    assert_eq!(recorded.to_json(), Err(error), "what is not allowed is not stored either");
}

fn dose(units: Option<f64>, contents: &[(&str, Option<f64>)], pain_before: Option<f64>) -> Event {
    let contents = contents.iter().map(|&(ingredient, mg)| Content { ingredient: ingredient.to_owned(), mg }).collect();
    Event::MedicineTaken { product: None, name: "Pills".to_owned(), units, contents, on_skin: false, pain_before }
}

#[test]
fn pain_is_from_0_to_10() {
    for pain in [0.0, 3.5, 10.0] {
        assert_eq!(Event::PainFelt { pain, after: None }.check(), Ok(()));
    }
    for pain in [-0.1, 10.1, 11.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        refused(&Event::PainFelt { pain, after: None }, "pain");
        refused(&dose(None, &[("ibuprofen", Some(200.0))], Some(pain)), "pain_before");
        let level = 1;
        refused(&Event::ExercisesDone { level, exercises: Vec::new(), effort: pain, pain_during: 0.0 }, "effort");
        refused(&Event::ExercisesDone { level, exercises: Vec::new(), effort: 0.0, pain_during: pain }, "pain_during");
    }
}

#[test]
fn an_amount_is_more_than_nothing_and_a_dose_says_what_is_in_it() {
    assert_eq!(dose(Some(0.5), &[("ibuprofen", None)], None).check(), Ok(()));
    // Somebody who took a hundred tablets must be able to say so.
    assert_eq!(dose(Some(100.0), &[("acetaminophen", Some(50_000.0))], None).check(), Ok(()));
    for wrong in [0.0, -1.0, 1e7, f64::NAN, f64::INFINITY] {
        refused(&dose(Some(wrong), &[("ibuprofen", Some(200.0))], None), "units");
        refused(&dose(None, &[("ibuprofen", Some(wrong))], None), "mg");
    }
    refused(&dose(None, &[], None), "contents");
    refused(&dose(None, &[("ibuprofen", None); 101], None), "contents");
    refused(&dose(None, &[("", None)], None), "ingredient");
}

#[test]
fn sizes_are_bounded() {
    let long = "x".repeat(10_001);
    refused(&Event::TreatmentStopped { treatment: "heat".to_owned(), reason: long.clone() }, "reason");
    refused(&Event::TreatmentStopped { treatment: long.clone(), reason: String::new() }, "treatment");
    refused(&Event::DoctorSeen { said: "no".to_owned(), plan: Some(long.clone()) }, "plan");
    refused(&Event::EventWithdrawn { event: EventId::from_u128(1), reason: Some(long) }, "reason");
    refused(&Event::AnswersWithdrawn { rows: vec!["fever".to_owned(); 1001] }, "rows");
    refused(&Event::HarmNoticed { reactions: Vec::new(), treatment: None }, "reactions");
    refused(&Event::LevelChosen { level: 0 }, "level");
    for value in ["x".repeat(41), "two\nlines".to_owned(), "\u{7}".to_owned()] {
        refused(&Event::SettingChanged { setting: "name".to_owned(), value }, "value");
    }
    let longest = Event::SettingChanged { setting: "name".to_owned(), value: "ü".repeat(40) };
    assert_eq!(longest.check(), Ok(()));
    for seconds in [0, 86_401, u32::MAX] {
        let (treatment, part) = ("heat".to_owned(), None);
        refused(&Event::SessionStarted { treatment, part, seconds, pain_before: None }, "seconds");
    }
    refused(&Event::RestLogged { date: jiff::civil::date(-9999, 1, 1), mostly_lying: true }, "date");
}

#[test]
fn a_number_among_the_answers_is_finite() {
    for number in [f64::NAN, f64::INFINITY] {
        let answers = [("weight_kg".to_owned(), Answer::Number(number))].into();
        refused(&Event::AnswersGiven { screen: None, answers }, "answers");
    }
}

#[test]
fn a_correction_is_checked_like_what_it_corrects() {
    let to = |to| Event::EventCorrected { event: EventId::from_u128(1), at: Timestamp::UNIX_EPOCH, to: Box::new(to) };
    assert_eq!(to(Event::PainFelt { pain: 3.0, after: None }).check(), Ok(()));
    refused(&to(Event::EpisodeStarted {}), "to");
    refused(&to(to(Event::PainFelt { pain: 3.0, after: None })), "to");
    let EpisodeError::NotAllowed { field, .. } = to(Event::PainFelt { pain: 11.0, after: None }).check().unwrap_err()
    else {
        panic!("not allowed")
    };
    assert_eq!(field, "pain");
}
