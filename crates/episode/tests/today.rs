//! The plan for today agrees with the ledger and with what was really done.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod days;

use days::{Story, many};
use easeback_episode::{Content, Event, helped, report};
use easeback_guideline::PlanKind;
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn what_was_used_up_today_comes_back_in_the_morning_also_after_bedtime() {
    let mut story = Story::begins("2026-02-02T12:00:00Z", 6.0);
    for _ in 0..6 {
        story.uses("heat", None, None);
        story.wait_minutes(80);
    }
    assert_eq!(story.now, at("2026-02-02T20:00:00Z"));
    assert_eq!(story.item("warmth", |item| item.from), Some(at("2026-02-03T06:00:00Z")));
    // 22:40 in Berlin.
    story.now = at("2026-02-02T21:40:00Z");
    assert_eq!(story.item("warmth", |item| (item.from, item.is_done())), Some((at("2026-02-03T06:00:00Z"), true)));
}

#[test]
fn what_no_longer_fits_today_waits_and_is_not_said_to_be_done() {
    let story = Story::begins("2026-02-02T20:50:00Z", 6.0);
    let seen = story.item("let_go", |item| (item.is_done(), item.waits, item.at, item.say() == item.line.say));
    assert_eq!(seen, Some((false, true, at("2026-02-03T06:00:00Z"), true)));
    let day = Story::begins("2026-02-02T09:00:00Z", 6.0);
    assert_eq!(day.item("let_go", |item| (item.is_done(), item.waits)), Some((false, false)));
}

#[test]
fn a_line_of_the_plan_waits_until_the_ledger_allows_it() {
    // Six times in the evening; in the morning a new day begins, but not a new 24 hours.
    let mut story = Story::begins("2026-02-02T12:00:00Z", 6.0);
    for _ in 0..6 {
        story.uses("heat", None, None);
        story.wait_minutes(80);
    }
    story.now = at("2026-02-03T06:30:00Z");
    let by_day = story.item("warmth", |item| item.from);
    assert_eq!(by_day, Some(story.now), "a plan that knows no ledger");
    let from =
        story.plan_by_ledger(|plan| plan.items.iter().find(|item| item.line.id == "warmth").map(|item| item.from));
    // The first of the six began at 11:40, as it ended at 12:00 after 20 minutes.
    assert_eq!(from, Some(at("2026-02-03T11:40:00Z")));
}

#[test]
fn a_forgotten_session_lasted_no_longer_than_was_planned() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let treatment = "heat".to_owned();
    let session = story.tell(Event::SessionStarted { treatment, part: None, seconds: 1200, pain_before: None });
    story.wait_hours(26);
    story.tell(Event::SessionAbandoned { session });
    story.look(|now| {
        let told = &now.log.other_uses.first().unwrap().told;
        assert_eq!((told.at, told.seconds), (at("2026-02-02T09:20:00Z"), Some(1200)));
    });
}

#[test]
fn a_medicine_in_use_stays_in_the_plan_though_another_would_be_begun_first() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.check(6.0, &[("wants", many(&["medicine"]))]);
    story.takes("acetaminophen", 1000.0);
    story.wait_hours(8);
    let snapshot = story.snapshot();
    let offered = |id: &str| snapshot.decision.offer(id).map(|offer| offer.suggested);
    assert_eq!((offered("ibuprofen"), offered("acetaminophen")), (Some(true), Some(false)));
    let plan = snapshot.plan();
    let lines: Vec<&str> = plan.items.iter().map(|item| item.line.id.as_str()).collect();
    assert!(!lines.contains(&"ask_pharmacist"), "{lines:?}");
    let doses: Vec<_> = plan.items.iter().filter(|item| item.line.kind == PlanKind::Dose).collect();
    assert_eq!(
        doses.iter().map(|item| (item.line.id.as_str(), item.from)).collect::<Vec<_>>(),
        [("acetaminophen", story.now)]
    );
}

#[test]
fn a_medicine_in_use_stands_in_no_plan_for_mild_pain_nor_against_a_wish() {
    let doses = |pain: f64, wants: &[&str]| {
        let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
        story.check(6.0, &[("wants", many(&["medicine"]))]);
        story.takes("ibuprofen", 200.0);
        story.wait_hours(8);
        story.check(pain, &[("wants", many(wants))]);
        let snapshot = story.snapshot();
        let items = snapshot.plan().items;
        items
            .iter()
            .filter(|item| item.line.kind == PlanKind::Dose)
            .map(|item| item.line.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(doses(5.0, &["medicine"]), ["ibuprofen"]);
    assert_eq!(doses(1.0, &["medicine"]), Vec::<String>::new());
    assert!(!doses(5.0, &["other_than_ibuprofen"]).contains(&"ibuprofen".to_owned()));
}

fn gel() -> Event {
    Event::MedicineTaken {
        product: None,
        name: "a gel".to_owned(),
        units: None,
        contents: vec![Content { ingredient: "ibuprofen".to_owned(), mg: Some(50.0) }],
        on_skin: true,
        pain_before: None,
    }
}

#[test]
fn a_gel_is_no_tablet() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.check(6.0, &[("wants", many(&["medicine"]))]);
    story.takes("ibuprofen", 200.0);
    let gel = story.tell(gel());
    story.look(|now| {
        let dose = now.log.doses.iter().find(|dose| dose.id == gel).unwrap();
        assert!(dose.treatments(now.guideline()).is_empty());
        let names: Vec<String> = helped(now).into_iter().map(|one| one.what).collect();
        assert_eq!(names, ["a gel", "ibuprofen"]);
        let report = report(now, &[]);
        let intake: Vec<_> = report.medicines[0].intake.iter().map(|one| (one.mg, one.times, one.on_skin)).collect();
        assert_eq!(intake, [(200.0, 1, false), (50.0, 1, true)]);
    });
}
