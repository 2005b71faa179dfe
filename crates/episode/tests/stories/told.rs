//! What is told of it: what helped, the way beside that of most people, the doctor's page, the calendar.

use crate::days::{ENGINE, Story};
use crate::recovered;
use easeback_episode::{
    Answer, Answered, Content, Event, Verdict, calendar, expected, helped, milestones, reminders, report, spasms,
};
use easeback_guideline::PartOfReport;

#[test]
fn what_helped_is_said_only_after_enough_times() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let verdict = |story: &Story, what: &str| {
        story.look(|now| {
            helped(now).into_iter().find(|one| one.what == what).map(|one| (one.times, one.pairs, one.verdict))
        })
    };
    for _ in 0..2 {
        story.uses("heat", Some(6.0), Some(3.0));
    }
    assert_eq!(verdict(&story, "heat"), Some((2, 2, Verdict::TooFew)));
    story.uses("heat", Some(6.0), None);
    assert_eq!(verdict(&story, "heat"), Some((3, 2, Verdict::TooFew)));
    let last = story.uses("heat", Some(6.0), None);
    story.tell(Event::PainFelt { pain: 5.0, after: Some(last) });
    assert_eq!(verdict(&story, "heat"), Some((4, 3, Verdict::Lower)));
}

#[test]
fn the_way_is_shown_beside_what_most_people_see() {
    let story = recovered();
    story.look(|now| {
        let (course, days) = expected(now, 42).unwrap();
        assert_eq!(course.id, "acute_2024");
        assert!((days[0].mean - 5.6).abs() < 1e-9 && (days[42].mean - 2.6).abs() < 1e-9);
        assert!((days[21].mean - 4.1).abs() < 1e-9);
        assert!(days[1..].iter().all(|day| day.low.unwrap() < day.mean && day.mean < day.high.unwrap()));
        let on =
            |id: &str| milestones(now).iter().find(|step| step.milestone.id == id).unwrap().on.map(|on| on.to_string());
        assert_eq!(on("half_the_pain").as_deref(), Some("2026-02-05"));
        assert_eq!(on("first_low_day").as_deref(), Some("2026-02-06"));
        assert_eq!(on("low_week").as_deref(), Some("2026-02-12"));
        assert_eq!(on("day_14"), None);
    });
}

#[test]
fn several_spasms_stand_side_by_side() {
    let mut story = recovered();
    story.tell(Event::EpisodeEnded {});
    story.wait_hours(24 * 60);
    story.tell(Event::EpisodeStarted {});
    story.check(8.0, &[]);
    story.takes("acetaminophen", 500.0);
    story.look(|now| {
        let spasms = spasms(now);
        assert_eq!(spasms.len(), 2);
        assert_eq!((spasms[0].worst, spasms[0].days_to_low, spasms[0].medicine_days), (Some(6.0), Some(4), 0));
        assert_eq!((spasms[1].worst, spasms[1].days_to_low, spasms[1].medicine_days), (Some(8.0), None, 1));
        assert!(spasms[0].to.is_some() && spasms[1].to.is_none());
    });
}

#[test]
fn the_doctors_page_tells_what_was_asked_what_was_not_and_what_was_taken() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.check(6.0, &[("leg_pain", Answer::YesNo(true)), ("leg_numb", Answer::NotSure)]);
    story.is_shown();
    story.is_shown();
    for _ in 0..2 {
        story.takes("ibuprofen", 200.0);
        story.wait_hours(7);
    }
    story.look(|now| {
        let page = report(now, &[]);
        let said = |id: &str| &page.warning_signs.iter().find(|one| one.finding.id == id).unwrap().answered;
        assert!(matches!(said("leg_pain"), Answered::Yes(_)));
        assert_eq!((said("leg_numb"), said("fever")), (&Answered::NotSure, &Answered::No));
        assert_eq!(said("self_harm_thoughts"), &Answered::NotAsked);
        let intake = &page.medicines[0].intake[0];
        assert_eq!((intake.ingredient.as_str(), intake.times, intake.mg, intake.unknown), ("ibuprofen", 2, 400.0, 0));
        assert_eq!(page.advice.len(), 1, "the same advice stands there once");
        assert!(page.not_known.iter().any(|finding| finding.id == "leg_numb"));
        assert_eq!(page.parts.len(), 9);
        let less = report(now, &[PartOfReport::Medicines]);
        assert!(less.medicines.is_empty() && less.left_out[0].part == PartOfReport::Medicines);
    });
}

#[test]
fn a_calendar_tells_nothing_about_health_unless_asked_to() {
    let story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let entries = |health| story.look(|now| reminders(now, &|medicine: &str| story.next_dose(medicine), health));
    let (plain, told) = (entries(false), entries(true));
    assert!(!plain.is_empty());
    let words = ["back", "pain", "day 3", "ibuprofen"];
    assert!(plain.iter().all(|one| !words.iter().any(|word| one.title.to_lowercase().contains(word))));
    assert!(told.iter().any(|one| one.title.contains("Day 3")));
    let ids: std::collections::BTreeSet<_> = plain.iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), plain.len());
    assert!(plain.iter().zip(&told).all(|(a, b)| a.id == b.id && a.at == b.at));
    // Nowhere in the whole of it, whatever else it holds.
    let mut story = story;
    story.tell(Event::MedicineTaken {
        product: None,
        name: "Ibuprofen".to_owned(),
        units: None,
        contents: vec![Content { ingredient: "ibuprofen".to_owned(), mg: Some(200.0) }],
        on_skin: false,
        pain_before: None,
    });
    let (treatment, part) = ("heat".to_owned(), None);
    story.tell(Event::SessionStarted { treatment, part, seconds: 1200, pain_before: None });
    let entries = story.look(|now| reminders(now, &|medicine: &str| story.next_dose(medicine), false));
    let kinds: std::collections::BTreeSet<_> = entries.iter().map(|one| one.kind.word()).collect();
    assert!(kinds.contains("dose") && kinds.contains("session_end"), "{kinds:?}");
    let text = calendar(&entries, "2026-02-02T09:00:00Z".parse().unwrap()).replace("\r\n ", "").to_lowercase();
    let text = text.replace("easeback", "");
    let ids = ENGINE.guideline().treatments.iter().map(|treatment| treatment.id.to_lowercase());
    let names = ENGINE.guideline().treatments.iter().map(|treatment| treatment.name.to_lowercase());
    let told = ["back", "pain", "dose", "medicine", "doctor", "visit", "session", "health", "spasm", "drug", "pill"];
    for word in ids.chain(names).chain(told.map(str::to_owned)) {
        assert!(!text.contains(&word), "`{word}` in {text}");
    }
}
