//! What follows from what happened.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

use easeback_engine::Answer;
use easeback_episode::{Event, EventId, GuidelineStamp, Log, NoFact, Recorded, Sequence};
use jiff::{SignedDuration, Timestamp};

fn minute(minute: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
}

/// The events in the order they were recorded, each at its minute.
fn log(events: impl IntoIterator<Item = (i64, Event)>) -> Vec<Recorded> {
    let mut sequence = Sequence::EMPTY;
    let record = |(at, event)| {
        sequence = sequence.next();
        let (id, zone) = (EventId::from_u128(sequence.get().into()), "UTC".to_owned());
        Recorded { sequence, id, at: minute(at), zone, recorded_at: minute(at), event }
    };
    events.into_iter().map(record).collect()
}

fn answered(screen: &str, rows: &[(&str, bool)]) -> Event {
    let answers = rows.iter().map(|&(row, yes)| (row.to_owned(), Answer::YesNo(yes))).collect();
    Event::AnswersGiven { screen: Some(screen.to_owned()), answers }
}

fn withdrawn(rows: &[&str]) -> Event {
    Event::AnswersWithdrawn { rows: rows.iter().map(|&row| row.to_owned()).collect() }
}

fn country(value: &str) -> Event {
    Event::SettingChanged { setting: "country".to_owned(), value: value.to_owned() }
}

fn screens(log: &Log) -> Vec<(&str, Vec<&str>)> {
    let screens = &log.open().unwrap().screens;
    screens.iter().map(|s| (s.screen.as_str(), s.rows.iter().map(String::as_str).collect())).collect()
}

#[test]
fn before_anything_happened_nothing_is_known() {
    assert_eq!(Log::at(&[], minute(0)), Log::default());
    assert!(Log::at(&log([(5, Event::EpisodeStarted {})]), minute(4)).open().is_none());
    assert!(Log::at(&log([(5, Event::EpisodeStarted {})]), minute(5)).open().is_some());
}

#[test]
fn the_latest_answer_wins_and_what_happened_first_is_not_what_was_recorded_first() {
    let events = log([
        (0, Event::EpisodeStarted {}),
        (9, answered("now", &[("fever", true)])),
        (3, answered("now", &[("fever", false), ("groin_numb", false)])),
        (9, answered("now", &[("groin_numb", true)])),
    ]);
    let rows = &Log::at(&events, minute(9)).open().unwrap().rows.clone();
    assert_eq!(rows["fever"], Answer::YesNo(true));
    assert_eq!(rows["groin_numb"], Answer::YesNo(true));
    let earlier = Log::at(&events, minute(8));
    assert_eq!(earlier.open().unwrap().rows["fever"], Answer::YesNo(false));
}

#[test]
fn at_the_same_instant_the_later_sequence_wins() {
    let events = log([
        (0, Event::EpisodeStarted {}),
        (0, answered("a", &[("fever", true)])),
        (0, answered("a", &[("fever", false)])),
    ]);
    assert_eq!(Log::at(&events, minute(0)).open().unwrap().rows["fever"], Answer::YesNo(false));
}

#[test]
fn every_order_of_arrival_gives_the_same_log() {
    let events = log([
        (0, Event::EpisodeStarted {}),
        (4, answered("a", &[("fever", true), ("groin_numb", false)])),
        (2, answered("b", &[("fever", false)])),
        (4, withdrawn(&["groin_numb"])),
        (1, country("FR")),
        (1, country("DE")),
    ]);
    let expected = Log::at(&events, minute(9));
    assert_eq!(expected.settings["country"], "DE");
    permutations(events, &mut |order| assert_eq!(Log::at(order, minute(9)), expected));
}

fn permutations(events: Vec<Recorded>, check: &mut impl FnMut(&[Recorded])) {
    fn rest(mut events: Vec<Recorded>, fixed: usize, check: &mut impl FnMut(&[Recorded])) {
        if fixed == events.len() {
            check(&events);
        }
        for other in fixed..events.len() {
            events.swap(fixed, other);
            rest(events.clone(), fixed + 1, check);
        }
    }
    rest(events, 0, check);
}

fn listed(screen: &str, chosen: &[&str]) -> Event {
    let chosen = chosen.iter().map(|&option| option.to_owned()).collect();
    let answers = [("conditions".to_owned(), Answer::ManyOf { chosen, not_sure: false })].into();
    Event::AnswersGiven { screen: Some(screen.to_owned()), answers }
}

#[test]
fn a_whole_list_and_its_options_replace_each_other_and_never_stand_side_by_side() {
    let events = log([
        (0, Event::EpisodeStarted {}),
        (7, answered("options", &[("conditions.asthma", false)])),
        (3, answered("options", &[("conditions.diabetes", true), ("conditionspine", true), ("fever", false)])),
        (5, listed("list", &["diabetes"])),
    ]);
    let at = |instant| {
        let log = Log::at(&events, minute(instant));
        let rows: Vec<_> = log.open().unwrap().rows.keys().cloned().collect();
        let screens = screens(&log).into_iter();
        (rows, screens.map(|(screen, rows)| format!("{screen}: {}", rows.join(" "))).collect::<Vec<_>>())
    };
    let expected = |rows: &[&str], screens: &[&str]| {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        (owned(rows), owned(screens))
    };
    let options = ["conditions.diabetes", "conditionspine", "fever"];
    assert_eq!(at(3), expected(&options, &["options: conditions.diabetes conditionspine fever"]));
    let list = ["conditions", "conditionspine", "fever"];
    assert_eq!(at(5), expected(&list, &["options: conditionspine fever", "list: conditions"]));
    let options = ["conditions.asthma", "conditionspine", "fever"];
    assert_eq!(at(7), expected(&options, &["options: conditions.asthma conditionspine fever"]));

    for instant in [3, 5, 7] {
        let expected = Log::at(&events, minute(instant));
        permutations(events.clone(), &mut |order| assert_eq!(Log::at(order, minute(instant)), expected));
    }
}

#[test]
fn a_whole_list_and_an_option_of_it_in_one_event_are_both_kept_for_the_engine_to_refuse() {
    let answers = ["conditions", "conditions.diabetes"].map(|row| (row.to_owned(), Answer::NotSure)).into();
    let given = Event::AnswersGiven { screen: Some("a".to_owned()), answers };
    let log = Log::at(&log([(0, Event::EpisodeStarted {}), (1, given)]), minute(1));
    assert_eq!(log.open().unwrap().rows.len(), 2);
    assert_eq!(screens(&log), [("a", vec!["conditions", "conditions.diabetes"])]);
}

#[test]
fn a_withdrawn_answer_is_not_asked_and_never_no() {
    let events = log([
        (0, Event::EpisodeStarted {}),
        (1, answered("a", &[("fever", false), ("groin_numb", true)])),
        (2, withdrawn(&["fever", "never_answered"])),
    ]);
    let log = Log::at(&events, minute(2));
    assert!(!log.open().unwrap().rows.contains_key("fever"));
    assert_eq!(log.open().unwrap().rows["groin_numb"], Answer::YesNo(true));
}

#[test]
fn going_back_withdraws_the_last_screen() {
    let mut events = vec![
        (0, Event::EpisodeStarted {}),
        (1, answered("a", &[("fever", false)])),
        (2, answered("b", &[("weight_loss", true), ("groin_numb", false)])),
    ];
    let before = Log::at(&log(events.clone()), minute(2));
    assert_eq!(screens(&before), [("a", vec!["fever"]), ("b", vec!["groin_numb", "weight_loss"])]);

    let last = before.open().unwrap().screens.last().unwrap();
    events.push((3, Event::AnswersWithdrawn { rows: last.rows.clone() }));
    let after = Log::at(&log(events), minute(3));
    assert_eq!(screens(&after), [("a", vec!["fever"])]);
    assert_eq!(after.open().unwrap().rows.keys().collect::<Vec<_>>(), ["fever"]);
}

#[test]
fn a_screen_answered_again_becomes_the_last_and_a_row_belongs_to_the_last_that_asked_it() {
    let events = log([
        (0, Event::EpisodeStarted {}),
        (1, answered("a", &[("fever", false), ("groin_numb", false)])),
        (2, answered("b", &[("weight_loss", false)])),
        (3, answered("a", &[("fever", true)])),
        (4, answered("c", &[("groin_numb", true)])),
        (5, answered("empty", &[])),
    ]);
    assert_eq!(screens(&Log::at(&events, minute(3)))[1], ("a", vec!["fever", "groin_numb"]));
    assert_eq!(
        screens(&Log::at(&events, minute(5))),
        [("b", vec!["weight_loss"]), ("a", vec!["fever"]), ("c", vec!["groin_numb"])]
    );
}

#[test]
fn a_new_episode_closes_the_old_one_and_starts_with_no_answers_but_with_the_settings() {
    let events = log([
        (0, country("FR")),
        (1, Event::EpisodeStarted {}),
        (2, answered("a", &[("fever", true)])),
        (9, Event::EpisodeStarted {}),
    ]);
    let log = Log::at(&events, minute(9));
    let [old, new] = &log.episodes[..] else { panic!("two episodes") };
    assert_eq!((old.started_at, old.ended_at), (minute(1), Some(minute(9))));
    assert_eq!(old.rows.len(), 1);
    assert_eq!((new.id, new.ended_at), (EventId::from_u128(4), None));
    assert!(new.rows.is_empty() && new.screens.is_empty());
    assert_eq!(log.settings["country"], "FR");
}

#[test]
fn an_ended_episode_is_kept_and_what_comes_after_it_belongs_to_none() {
    let events = log([
        (0, Event::EpisodeStarted {}),
        (1, answered("a", &[("fever", false)])),
        (5, Event::EpisodeEnded {}),
        (6, answered("a", &[("fever", true)])),
        (7, Event::EpisodeEnded {}),
    ]);
    let log = Log::at(&events, minute(7));
    assert!(log.open().is_none());
    assert_eq!(log.episodes[0].ended_at, Some(minute(5)));
    assert_eq!(log.episodes[0].rows["fever"], Answer::YesNo(false));
}

#[test]
fn decisions_are_kept_in_the_order_they_were_shown() {
    let shown = |disposition: &str| Event::DecisionShown {
        disposition: disposition.to_owned(),
        within_days: None,
        red_flags: Vec::new(),
        guideline: GuidelineStamp { name: String::new(), version: String::new(), digest: String::new() },
    };
    let events = log([(0, Event::EpisodeStarted {}), (8, shown("same_day")), (2, shown("home_care"))]);
    let log = Log::at(&events, minute(8));
    let decisions = &log.open().unwrap().decisions;
    assert_eq!(decisions.iter().map(|d| d.disposition.as_str()).collect::<Vec<_>>(), ["home_care", "same_day"]);
}

fn felt(pain: f64) -> Event {
    Event::PainFelt { pain, after: None }
}

fn id(number: u128) -> EventId {
    EventId::from_u128(number)
}

fn correction(of: u128, at: i64, to: Event) -> Event {
    Event::EventCorrected { event: id(of), at: minute(at), to: Box::new(to) }
}

fn pains(events: &[Recorded], instant: i64) -> Vec<f64> {
    Log::at(events, minute(instant)).pains.iter().map(|pain| pain.pain).collect()
}

#[test]
fn a_correction_counts_from_when_it_was_made_and_for_when_it_happened() {
    let events = log([(1, felt(3.0)), (5, felt(4.0)), (9, correction(1, 7, felt(8.0)))]);
    assert_eq!(pains(&events, 8), [3.0, 4.0], "then it was not known");
    assert_eq!(pains(&events, 9), [4.0, 8.0], "it happened after the other one");
}

#[test]
fn of_several_corrections_the_last_one_stands_and_a_withdrawn_event_may_come_back() {
    let mut events = vec![(1, felt(3.0)), (2, correction(1, 1, felt(4.0))), (3, correction(1, 1, felt(5.0)))];
    assert_eq!(pains(&log(events.clone()), 3), [5.0]);
    events.push((4, Event::EventWithdrawn { event: id(1), reason: None }));
    assert_eq!(pains(&log(events.clone()), 4), Vec::<f64>::new());
    events.push((5, correction(1, 1, felt(6.0))));
    assert_eq!(pains(&log(events), 5), [6.0]);
}

#[test]
fn what_cannot_be_corrected_stays_and_so_does_what_is_corrected_into_something_else() {
    let rested = Event::RestLogged { date: jiff::civil::date(1970, 1, 1), mostly_lying: true };
    let events = log([
        (0, Event::EpisodeStarted {}),
        (1, felt(3.0)),
        (2, correction(2, 1, rested)),
        (3, Event::EventWithdrawn { event: id(1), reason: None }),
        (4, correction(99, 1, felt(9.0))),
        (5, Event::EventWithdrawn { event: id(98), reason: None }),
    ]);
    let log = Log::at(&events, minute(5));
    assert!(log.open().is_some(), "a start is no slip of the hand");
    assert_eq!(pains(&events, 5), [3.0]);
    assert!(log.rest.is_empty());
}

#[test]
fn every_order_of_arrival_gives_the_same_corrections() {
    let events = log([
        (1, felt(3.0)),
        (2, correction(1, 4, felt(4.0))),
        (2, correction(1, 3, felt(5.0))),
        (3, Event::EventWithdrawn { event: id(5), reason: None }),
        (2, felt(1.0)),
    ]);
    let expected = Log::at(&events, minute(9));
    assert_eq!(pains(&events, 9), [5.0]);
    permutations(events, &mut |order| assert_eq!(Log::at(order, minute(9)), expected));
}

#[test]
fn every_telling_of_a_dose_is_kept_and_one_of_them_stands() {
    let dose = |mg| Event::MedicineTaken {
        product: None,
        name: "a box".to_owned(),
        units: None,
        contents: vec![easeback_episode::Content { ingredient: "ibuprofen".to_owned(), mg: Some(mg) }],
        on_skin: false,
        pain_before: None,
    };
    let events = log([(1, dose(200.0)), (2, correction(1, 0, dose(400.0))), (8, dose(100.0))]);
    let told = |instant| {
        let log = Log::at(&events, minute(instant));
        let mg = |dose: &easeback_episode::Dose| (dose.contents[0].mg.unwrap(), dose.stands);
        (log.doses.iter().map(mg).collect::<Vec<_>>(), log.ahead.iter().map(mg).collect::<Vec<_>>())
    };
    assert_eq!(told(2), (vec![(400.0, true), (200.0, false)], vec![(100.0, true)]));
    assert_eq!(told(1), (vec![(200.0, true)], vec![(400.0, true), (100.0, true)]), "what comes is known to come");
    assert_eq!(told(8), (vec![(400.0, true), (200.0, false), (100.0, true)], vec![]));
}

#[test]
fn a_session_runs_until_it_ends_or_is_given_up() {
    let started =
        Event::SessionStarted { treatment: "heat".to_owned(), part: None, seconds: 1200, pain_before: Some(5.0) };
    let ended = Event::TreatmentUsed {
        treatment: "heat".to_owned(),
        part: None,
        seconds: Some(1200),
        session: Some(id(1)),
        pain_before: Some(5.0),
        pain_after: Some(3.0),
    };
    let events =
        log([(0, started.clone()), (20, ended), (30, started), (35, Event::SessionAbandoned { session: id(3) })]);
    let at = |instant| Log::at(&events, minute(instant));
    assert_eq!(at(5).running[0].ends_at(), minute(20));
    assert!(at(20).running.is_empty());
    assert_eq!(at(20).uses.len(), 1);
    assert_eq!(at(34).running.len(), 1);
    let last = at(35);
    assert!(last.running.is_empty() && last.uses.len() == 1, "what was given up does not count as used");
    let [given_up] = &last.other_uses[..] else { panic!("one") };
    assert_eq!((given_up.because, given_up.told.seconds), (NoFact::GivenUp, Some(300)));
}

#[test]
fn what_is_listed_is_kept_in_order_also_outside_of_an_episode() {
    let done = Event::ExercisesDone { level: 1, exercises: vec!["bridge".to_owned()], effort: 5.0, pain_during: 2.0 };
    let stopped = |treatment: &str| Event::TreatmentStopped { treatment: treatment.to_owned(), reason: String::new() };
    let events = log([
        (3, Event::LevelChosen { level: 2 }),
        (1, Event::LevelChosen { level: 1 }),
        (2, done),
        (5, stopped("heat")),
        (4, stopped("ibuprofen")),
    ]);
    let log = Log::at(&events, minute(9));
    assert_eq!(log.levels, [(minute(1), 1), (minute(3), 2)]);
    assert_eq!(log.exercises[0].exercises, ["bridge"]);
    assert_eq!(log.stopped.iter().map(|one| one.treatment.as_str()).collect::<Vec<_>>(), ["ibuprofen", "heat"]);
    assert_eq!(log.zone.as_deref(), Some("UTC"));
}

#[test]
fn a_check_in_answers_like_a_screen_and_is_kept_with_its_own_questions() {
    let at_work = [("at_work".to_owned(), Answer::OneOf("partly".to_owned()))].into();
    let event = Event::CheckedIn {
        check_in: Some("day_3".to_owned()),
        answers: [("pain_now".to_owned(), Answer::Number(4.0)), ("fever".to_owned(), Answer::YesNo(false))].into(),
        questions: at_work,
    };
    let log = Log::at(&log([(0, Event::EpisodeStarted {}), (3, event)]), minute(3));
    let episode = log.open().unwrap();
    assert_eq!(episode.rows["pain_now"], Answer::Number(4.0));
    assert!(!episode.rows.contains_key("at_work"), "that is no finding");
    assert_eq!(episode.check_ins[0].questions.len(), 1);
    assert_eq!(log.pains.len(), 1, "it is a reading of the pain too");
}
