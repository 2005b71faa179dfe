//! What holds for the plan whatever happened before: random histories, over nights in which the clock changes, with
//! clocks set back, doses nobody allowed, and withdrawals.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod days;

use days::{Story, many, one};
use easeback_episode::{
    Answer, Event, EventId, Log, May, Now, Plan, Shown, Snapshot, calendar, escalations, expected, helped, milestones,
    plan, programme, reminders, report, running, schedule, session, spasms, walking,
};
use easeback_guideline::{PlanKind, Treatment, TreatmentKind};
use proptest::prelude::*;

const LIKE_NSAIDS: [&str; 3] = ["ibuprofen", "willow_bark", "devils_claw"];
const DRUGS: [&str; 5] = ["ibuprofen", "acetaminophen", "willow_bark", "devils_claw", "capsicum_topical"];

/// One thing that happens, from three random numbers.
fn happens(story: &mut Story, what: u8, which: u8, pain: u8) {
    let pain = f64::from(pain % 11);
    let treatments =
        ["heat", "heat", "short_rest", "keep_moving", "pos_pillow_knees", "massage", "walking_plan", "cbt_skills"];
    let treatment = treatments[usize::from(which) % treatments.len()];
    let course = ["better", "same", "worse"][usize::from(which) % 3];
    match what % 16 {
        0..=2 => {
            story.uses(treatment, Some(pain), Some(pain.min(3.0)));
        }
        3 => {
            let ingredient = ["ibuprofen", "acetaminophen", "willow_bark", "devils_claw", "capsaicin"];
            story.takes(ingredient[usize::from(which) % 5], 200.0);
        }
        4..=6 => story.checks_in(pain.min(6.0), course, &[]),
        7 => story.checks_in(pain, course, &[("fever", Answer::YesNo(which.is_multiple_of(4)))]),
        8 => story.rests(which.is_multiple_of(2)),
        9 => {
            let wishes = [&["medicine"][..], &["herb"], &["skin_treatment"], &["medicine", "herb"], &["hands_on"]];
            let wants = [("wants", many(wishes[usize::from(which) % wishes.len()]))];
            story.check(pain.min(6.0), &wants);
        }
        10 => {
            if let Some(start) = story.look(|now| session(now, treatment, None).map(|one| one.start(Some(pain)))) {
                story.tell(start);
            }
        }
        11 => {
            let ended = story.look(|now| running(now).first().map(|one| one.ended(now.at, Some(pain)).1));
            if let Some(event) = ended {
                story.tell(event);
            }
        }
        12 => {
            let event = EventId::from_u128(u128::from(which) + 20);
            story.tell(Event::EventWithdrawn { event, reason: None });
        }
        13 => {
            let said = ["yes_home_care_ok", "yes_other_plan"][usize::from(which) % 2].to_owned();
            story.tell(Event::DoctorSeen { said, plan: Some("Walk.".to_owned()).filter(|_| which.is_multiple_of(3)) });
        }
        14 => {
            let exercises = vec!["bridge".to_owned()];
            let level = u32::from(which % 4);
            story.tell(Event::ExercisesDone { level, exercises, effort: pain, pain_during: pain });
            story.tell(Event::LevelChosen { level });
        }
        _ => match which % 4 {
            0 => {
                story.tell(Event::EpisodeStarted {});
                story.check(pain.min(6.0), &[("floor_safe", Answer::YesNo(which.is_multiple_of(8)))]);
            }
            1 => {
                let treatment = treatment.to_owned();
                story.tell(Event::TreatmentStopped { treatment, reason: "no help".to_owned() });
            }
            2 => {
                let (setting, value) = ("sleeps_at_hour".to_owned(), which.to_string());
                story.tell(Event::SettingChanged { setting, value });
            }
            _ => story.is_shown(),
        },
    }
}

/// What must hold for every plan.
fn check(now: &Now<'_>, plan: &Plan<'_>) {
    let planned: Vec<&str> = plan.items.iter().filter_map(|item| item.treatment).map(|one| one.id.as_str()).collect();
    let in_use = |id: &str| now.uses(id);
    for item in &plan.items {
        assert!(item.from <= item.at && now.at <= item.at, "{item:?}");
        if let Some(treatment) = item.treatment {
            let offer = now.decision.offer(&treatment.id);
            let in_use = treatment.kind == TreatmentKind::Medicine && in_use(&treatment.id);
            assert!(offer.is_some_and(|offer| offer.suggested || in_use), "{} is planned, not offered", treatment.id);
        }
    }
    // I-33, I-44, and whatever else must not go together, with what was used in the last day.
    let like_nsaids = LIKE_NSAIDS.iter().filter(|id| planned.contains(*id)).count();
    assert!(like_nsaids <= 1, "{planned:?}");
    for id in &planned {
        for other in &now.decision.offer(id).unwrap().not_with {
            assert!(!planned.contains(other) && !in_use(other), "{id} is planned beside {other}");
        }
    }
    let new = DRUGS.iter().filter(|id| planned.contains(*id) && !in_use(id)).count();
    assert!(new <= 1 && !(new == 1 && DRUGS.iter().any(|id| in_use(id))), "{planned:?} begins a second medicine");
    // I-45.
    for item in plan.items.iter().filter(|item| item.treatment.is_some_and(|one| one.id == "heat")) {
        assert!(item.minutes.unwrap().1 <= 30 && item.say().contains("sleep"));
        let last = now.log.uses.iter().filter(|one| one.treatment == "heat").map(|one| one.at).max();
        assert!(last.is_none_or(|last| item.from.duration_since(last).as_mins() >= 60));
        let today = now.log.uses.iter().filter(|one| one.treatment == "heat" && now.date_of(one.at) == now.today());
        assert!(today.count() < 6 || item.is_done());
    }
    // I-47.
    if planned.contains(&"short_rest") {
        assert!(now.number("rest_days").unwrap() < 3.0);
        let stands_up = plan.items.iter().any(|item| item.line.visit);
        assert!(planned.contains(&"keep_moving") || stands_up, "rest is planned without getting up");
        let visit = plan.items.iter().any(|item| item.line.kind == PlanKind::Visit || item.line.visit);
        assert!(planned.contains(&"keep_moving") || visit, "no visit is advised");
    }
    if plan.shown != Shown::Yes && !matches!(plan.shown, Shown::Ended(_)) {
        assert!(planned.is_empty(), "{:?} shows {planned:?}", plan.shown);
    }
    if matches!(plan.shown, Shown::NotAtThisLevel(_) | Shown::NoEpisode) {
        assert!(plan.items.is_empty());
    }
    // I-50.
    if planned.contains(&"prevention_exercise") {
        assert!(now.number("pain_now").unwrap() <= 3.0);
    }
    assert!(plan.items.iter().filter(|item| item.line.kind == PlanKind::Visit).count() <= 1);
    assert!(plan.items.iter().filter(|item| item.line.kind == PlanKind::CheckIn).count() <= 1);
}

/// What is swallowed or put on for the pain and may stand in the plan now: told of by a line of the plan, and counted by
/// the ledger.
fn medicines<'a>(now: &Now<'a>) -> impl Iterator<Item = &'a Treatment> {
    let lines = now.guideline().plan_items.iter().filter(|line| line.kind == PlanKind::Dose);
    let lines = lines.filter(|line| line.when.as_ref().is_none_or(|when| now.holds(when)));
    lines.filter_map(|line| now.guideline().treatment(line.treatment.as_ref()?))
}

/// What the plan shows of a medicine the ledger says too, and the plan is silent about none that it could have shown.
fn agree(snapshot: &Snapshot<'_>) {
    let (now, ledger, plan) = (snapshot.now(), snapshot.ledger(), snapshot.plan());
    let may = |id: &str| ledger.may_take(&snapshot.decision, id, snapshot.at);
    for item in plan.items.iter().filter(|item| item.line.kind == PlanKind::Dose) {
        let id = &item.treatment.unwrap().id;
        match may(id) {
            May::Now(room) => assert_eq!((item.from, item.mg), (snapshot.at, room.most_mg), "{id}"),
            May::NotYet { from, .. } => assert_eq!(item.from, from, "{id}"),
            May::NotAtAll { reasons } => assert_eq!(reasons, [], "{id} is planned"),
        }
    }
    for one in &plan.not_yet {
        let id = &one.treatment.id;
        assert!(matches!(may(id), May::NotYet { from, .. } if from == one.from), "{id}: {:?}", may(id));
    }
    // A medicine that is suggested or in use, and may be taken now.
    let in_use = |one: &Treatment| one.kind == TreatmentKind::Medicine && now.uses(&one.id);
    let suggested = |one: &Treatment| snapshot.decision.offer(&one.id).is_some_and(|offer| offer.suggested);
    let free: Vec<&str> = medicines(&now)
        .filter(|one| in_use(one) || suggested(one))
        .map(|one| one.id.as_str())
        .filter(|id| may(id).now().is_some())
        .collect();
    let pharmacist = plan.items.iter().any(|item| item.line.kind == PlanKind::AskPharmacist);
    let doses = plan.items.iter().filter(|item| item.line.kind == PlanKind::Dose).count();
    let of_its_own = free.iter().any(|id| now.uses(id)) || !DRUGS.iter().any(|id| now.uses(id));
    assert!(
        plan.shown != Shown::Yes || free.is_empty() || doses > 0 || !of_its_own,
        "the plan keeps silent about {free:?}, which the ledger allows"
    );
    assert!(!pharmacist || free.is_empty(), "the plan sends to a pharmacist, though the ledger allows {free:?}");
}

/// Often soon after, at times a day or two later, and at times with the clock set back.
fn minutes() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 0_i64..90, 3 => 300_i64..2400, 1 => -120_i64..0]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_plan_and_the_ledger_never_contradict_each_other(
        start in prop::sample::select(vec!["2026-03-27T20:00:00Z", "2026-10-23T05:00:00Z", "2026-01-30T12:00:00Z"]),
        steps in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), minutes()), 1..24),
    ) {
        let mut story = Story::begins(start, 5.0);
        for (what, which, pain, minutes) in steps {
            // Mostly what has to do with medicines.
            let what = if what % 2 == 0 { [3, 3, 9, 4][usize::from(what / 2) % 4] } else { what };
            happens(&mut story, what, which, pain);
            story.wait_minutes(minutes);
            agree(&story.snapshot());
        }
    }

    #[test]
    fn no_history_leads_to_a_plan_that_is_not_safe(
        start in prop::sample::select(vec!["2026-03-27T20:00:00Z", "2026-10-23T05:00:00Z", "2026-01-30T12:00:00Z"]),
        steps in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), minutes()), 1..24),
    ) {
        let mut story = Story::begins(start, 5.0);
        for (what, which, pain, minutes) in steps {
            happens(&mut story, what, which, pain);
            story.wait_minutes(minutes);
            let doses = |medicine: &str| story.next_dose(medicine);
            story.look(|now| {
                let today = plan(now, &doses);
                check(now, &today);
                assert_eq!(today, plan(now, &doses), "the same log gives the same plan");
                // The order in which events arrived makes no difference.
                let mut shuffled = story.events.clone();
                shuffled.reverse();
                assert_eq!(*now.log, Log::at(&shuffled, now.at));
                let slots = schedule(now);
                assert!(slots.ahead.iter().all(|slot| slot.at > now.at));
                assert!(slots.ahead.is_sorted_by(|a, b| a.at <= b.at && a.day < b.day));
                for standing in running(now) {
                    let (at, event) = standing.ended(now.at, None);
                    assert!(at <= standing.ends_at);
                    let seconds = match event { Event::TreatmentUsed { seconds, .. } => seconds, _ => None };
                    assert!(seconds.is_some_and(|seconds| seconds <= standing.seconds));
                }
                let entries = reminders(now, &doses, false);
                assert!(entries.iter().all(|one| one.at > now.at));
                assert!(calendar(&entries, now.at).lines().all(|line| line.len() <= 75));
                let _ = (report(now, &[]), helped(now), milestones(now), spasms(now), escalations(now), expected(now, 90));
                let walk = now.guideline().treatment("walking_plan").unwrap();
                let _ = (programme(now), walking(now, walk), one("no"));
            });
        }
    }
}
