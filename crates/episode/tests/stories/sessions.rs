//! Sessions: led step by step, and counted for no longer than they lasted.

use crate::days::Story;
use crate::recovered;
use easeback_episode::{Event, Progress, programme, running, session};

#[test]
fn a_session_leads_through_every_exercise_of_its_level_to_the_end() {
    let mut story = recovered();
    for level in 1..=3 {
        story.tell(Event::LevelChosen { level });
        let (ids, seconds, start) = story.look(|now| {
            let session = session(now, "prevention_exercise", None).unwrap();
            let ids: Vec<_> = session.cues.iter().map(|cue| cue.id.to_owned()).collect();
            (ids, session.seconds, session.start(None))
        });
        story.look(|now| {
            let sets = programme(now).unwrap().exercises;
            assert!(!sets.is_empty() && sets.iter().all(|set| ids.contains(&set.exercise.id)));
        });
        let id = story.tell(start);
        story.look(|now| assert_eq!(running(now)[0].seconds, seconds, "level {level} is cut short"));
        story.tell(Event::SessionAbandoned { session: id });
        assert!(level > 1 || seconds <= 25 * 60);
    }
}

#[test]
fn a_session_survives_anything_and_never_counts_for_longer_than_it_was_meant_to() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let start = story.look(|now| session(now, "heat", None).unwrap().start(Some(6.0)));
    story.tell(start);
    story.wait_minutes(6);
    story.look(|now| {
        let one = &running(now)[0];
        assert_eq!(one.progress, Progress::Going { left: 14 * 60 });
        assert_eq!(one.cue.unwrap().id, "skin_check_minutes");
    });
    story.wait_minutes(14);
    story.look(|now| assert_eq!(running(now)[0].progress, Progress::Over));
    story.wait_hours(9);
    let (at, event) = story.look(|now| {
        let one = &running(now)[0];
        assert_eq!(one.progress, Progress::Forgotten);
        assert!(one.ask.is_some());
        one.ended(now.at, Some(4.0))
    });
    assert_eq!(at, "2026-02-02T09:20:00Z".parse().unwrap());
    assert!(matches!(event, Event::TreatmentUsed { seconds: Some(1200), pain_after: Some(4.0), .. }));
    // A timer set too long by some other program is cut to the limit.
    let mut long = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let treatment = "heat".to_owned();
    long.tell(Event::SessionStarted { treatment, part: None, seconds: 8 * 3600, pain_before: None });
    long.look(|now| assert_eq!(running(now)[0].seconds, 30 * 60));
}

#[test]
fn letting_go_is_led_from_the_feet_to_five_slow_breaths() {
    let story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.look(|now| {
        let moves = session(now, "floor_moves", None).unwrap();
        assert_eq!(moves.cues[0].id, "knee_rock");
        assert!(session(now, "floor_moves", Some("pelvic_tilt")).unwrap().seconds < moves.seconds);
        let session = session(now, "progressive_relaxation", None).unwrap();
        assert!((10 * 60..=20 * 60).contains(&session.seconds));
        assert_eq!(session.cues[0].id, "settle");
        assert_eq!(session.cues.last().unwrap().id, "five_breaths");
        for pair in session.cues.windows(2) {
            assert_eq!(pair[0].from + pair[0].seconds, pair[1].from);
        }
    });
}
