//! Random histories: clocks that jump, zones that change, nights of daylight saving, edits, deletions, duplicates, late
//! arrivals, imports. Whatever happens, nothing that the ledger allowed adds up to too much.
//!
//! Each test runs the ledger as the app does: ask, and take only what is allowed. What was allowed is then added up by hand.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic, its helpers too")]

mod support;

use easeback_engine::Answer;
use easeback_episode::{
    EpisodeError, Event, EventId, Export, Ledger, Log, May, Recorded, Sequence, decision_at, merge, rows_at,
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::BTreeSet;
use support::{ENGINE, Story, at, dose, given, many_of, mixed, rows, used};

const ZONES: [&str; 7] = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Australia/Lord_Howe",
    "Not/A_Zone",
];

const MEDICINES: [&str; 4] = ["ibuprofen", "acetaminophen", "willow_bark", "devils_claw"];

/// One thing that a person, or their clock, does.
#[derive(Clone, Debug)]
enum Step {
    /// Time goes on by minutes.
    Wait(i64),
    /// The clock is set, by minutes back or forth.
    Clock(i64),
    /// Another zone.
    Zone(usize),
    /// Ask for a medicine, and take this share of what is allowed, if anything is.
    Take(usize, f64),
    /// Ask for heat, or a rub, and use it when it is allowed.
    Use(bool),
    /// Take something without asking.
    TakeAnyway(usize, Option<u16>),
    /// A dose of the past is told of now.
    TakenEarlier(usize, u16, i64),
    /// A telling is corrected: which, to how many milligrams, and by how many minutes.
    Correct(prop::sample::Index, u16, i64),
    /// A telling is withdrawn.
    Withdraw(prop::sample::Index),
    /// A new episode.
    Again,
    /// Herbs or pills are wanted.
    Want(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (1_i64..900).prop_map(Step::Wait),
        2 => prop_oneof![Just(1_i64), Just(60), Just(360), Just(720), Just(1440), Just(10_080)].prop_map(Step::Wait),
        1 => (-3000_i64..3000).prop_map(Step::Clock),
        1 => (0..ZONES.len()).prop_map(Step::Zone),
        12 => (0..MEDICINES.len(), 0.01_f64..=1.0).prop_map(|(medicine, share)| Step::Take(medicine, share)),
        6 => any::<bool>().prop_map(Step::Use),
        1 => (0..MEDICINES.len(), prop::option::of(1_u16..1200)).prop_map(|(medicine, mg)| Step::TakeAnyway(medicine, mg)),
        1 => (0..MEDICINES.len(), 1_u16..900, 1_i64..3000).prop_map(|(medicine, mg, ago)| Step::TakenEarlier(medicine, mg, ago)),
        1 => (any::<prop::sample::Index>(), 1_u16..900, -2000_i64..2000).prop_map(|(which, mg, by)| Step::Correct(which, mg, by)),
        1 => any::<prop::sample::Index>().prop_map(Step::Withdraw),
        1 => Just(Step::Again),
        1 => any::<bool>().prop_map(Step::Want),
    ]
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

fn limit(treatment: &str, id: &str) -> f64 {
    let treatment = ENGINE.guideline().treatment(treatment).unwrap();
    treatment.limits.iter().find(|limit| limit.id == id).unwrap_or_else(|| panic!("{id}")).value
}

/// What was allowed and then taken: when, of what, how much, in which zone.
#[derive(Clone, Debug)]
struct Taken {
    at: Timestamp,
    medicine: &'static str,
    mg: f64,
    zone: &'static str,
}

#[derive(Default)]
struct History {
    story: Story,
    taken: Vec<Taken>,
    heat: Vec<(Timestamp, Timestamp)>,
    rubs: Vec<Timestamp>,
}

/// How the ledger is asked; a planted fault asks it about something else than the log.
type Seen = fn(&Log) -> Log;

fn live(steps: &[Step], seen: Seen, decide_late: bool) -> History {
    let mut history = History { story: Story::plain(), ..History::default() };
    let start = at(1, "08:00");
    let (mut now, mut zone) = (start, ZONES[0]);
    // A decision from before anything was taken: the ledger has to hold by itself.
    let first = {
        let mut story = Story::plain();
        story.add(start, given(rows(&[("wants", many_of(&["medicine", "herb", "skin_treatment"]))])));
        story.log(start)
    };
    for step in steps {
        let story = &mut history.story;
        story.zone = Some(zone.to_owned());
        match step {
            Step::Wait(by) | Step::Clock(by) => now += minutes(*by),
            Step::Zone(place) => zone = ZONES[*place],
            Step::Want(herb) => {
                let wants = if *herb { many_of(&["herb", "skin_treatment"]) } else { many_of(&["medicine"]) };
                story.add(now, given(rows(&[("wants", wants)])));
            }
            Step::Again => {
                story.add(now, Event::EpisodeStarted {});
                story.add(now, given(support::answers("plain_spasm")));
            }
            Step::Take(place, share) => {
                let medicine = MEDICINES[*place];
                let log = seen(&story.log(now));
                let decision = decision_at(&ENGINE, if decide_late { &first } else { &log }, now);
                let may = Ledger::at(ENGINE.guideline(), &log, now).may_take(&decision, medicine, now);
                if let May::Now(allowed) = may {
                    let (least, most) = (allowed.least_mg.unwrap(), allowed.most_mg.unwrap());
                    assert!(least <= most, "{medicine}: {least} to {most}");
                    let mg = least + (most - least) * share;
                    story.add(now, dose(medicine, Some(mg)));
                    history.taken.push(Taken { at: now, medicine, mg, zone });
                }
            }
            Step::Use(heat) => {
                let log = seen(&story.log(now));
                let decision = decision_at(&ENGINE, if decide_late { &first } else { &log }, now);
                let ledger = Ledger::at(ENGINE.guideline(), &log, now);
                let treatment = if *heat { "heat" } else { "capsicum_topical" };
                if let May::Now(allowed) = ledger.may_use(&decision, treatment, now) {
                    if *heat {
                        let end = now + minutes(i64::from(whole(allowed.most_minutes.unwrap())));
                        story.add(end, used("heat", whole(allowed.most_minutes.unwrap())));
                        history.heat.push((now, end));
                        now = now.max(end);
                    } else {
                        story.add(now, mixed(&[("capsaicin", None)], true));
                        history.rubs.push(now);
                    }
                }
            }
            Step::TakeAnyway(place, mg) => {
                story.add(now, dose(MEDICINES[*place], mg.map(f64::from)));
            }
            Step::TakenEarlier(place, mg, ago) => {
                story.add(now - minutes(*ago), dose(MEDICINES[*place], Some(f64::from(*mg))));
            }
            Step::Correct(which, mg, by) => {
                let old = which.get(&story.events).clone();
                let to = match &old.event {
                    Event::MedicineTaken { contents, on_skin: false, .. } => {
                        dose(&contents[0].ingredient, Some(f64::from(*mg)))
                    }
                    Event::TreatmentUsed { treatment, .. } => used(treatment, 10),
                    _ => continue,
                };
                let event = Event::EventCorrected { event: old.id, at: old.at + minutes(*by), to: Box::new(to) };
                story.add(now, event);
            }
            Step::Withdraw(which) => {
                let event = which.get(&story.events).id;
                story.add(now, Event::EventWithdrawn { event, reason: None });
            }
        }
    }
    history
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a session")]
fn whole(minutes: f64) -> u32 {
    minutes as u32
}

/// What is wrong with what was allowed.
fn faults(history: &History) -> Vec<String> {
    let mut faults = Vec::new();
    for medicine in MEDICINES {
        let mut doses: Vec<&Taken> = history.taken.iter().filter(|taken| taken.medicine == medicine).collect();
        doses.sort_by_key(|taken| taken.at);
        if let Some(dose) = doses.iter().find(|dose| dose.mg > limit(medicine, "single_mg_max") + 1e-9) {
            faults.push(format!("{medicine}: {} mg at once", dose.mg));
        }
        let gap = SignedDuration::from_secs_f64(limit(medicine, "gap_hours_min") * 3600.0);
        if let Some(pair) = doses.windows(2).find(|pair| pair[1].at.duration_since(pair[0].at) < gap) {
            faults.push(format!("{medicine}: {} is too soon after {}", pair[1].at, pair[0].at));
        }
        let day = SignedDuration::from_hours(24);
        for first in &doses {
            let in_a_day = doses.iter().filter(|dose| dose.at >= first.at && dose.at.duration_since(first.at) < day);
            let sum: f64 = in_a_day.map(|dose| dose.mg).sum();
            if sum > limit(medicine, "max_mg_24h") + 1e-6 {
                faults.push(format!("{medicine}: {sum} mg in a day from {}", first.at));
            }
        }
        // Days: in each stretch of 30 days, by the zone of each dose and by UTC.
        let month = SignedDuration::from_hours(24 * 30);
        for last in &doses {
            let recent = || doses.iter().filter(|d| d.at <= last.at && last.at.duration_since(d.at) < month);
            let by = |zone: &dyn Fn(&Taken) -> String| recent().map(|dose| zone(dose)).collect::<BTreeSet<_>>().len();
            let own = by(&|dose| {
                let zones = jiff::tz::TimeZoneDatabase::bundled();
                zones.get(dose.zone).unwrap_or(jiff::tz::TimeZone::UTC).to_datetime(dose.at).date().to_string()
            });
            let utc = by(&|dose| jiff::tz::TimeZone::UTC.to_datetime(dose.at).date().to_string());
            let most = limit(medicine, "days_max");
            let too_many = |days: usize| f64::from(u32::try_from(days).unwrap()) > most;
            if too_many(own) || too_many(utc) {
                faults.push(format!("{medicine}: {own} days, {utc} in UTC"));
            }
        }
    }
    let day = SignedDuration::from_hours(24);
    let nsaid_like: Vec<_> = history.taken.iter().filter(|taken| taken.medicine != "acetaminophen").collect();
    for (place, one) in nsaid_like.iter().enumerate() {
        for other in nsaid_like.iter().skip(place + 1).filter(|other| other.medicine != one.medicine) {
            if (one.at.duration_since(other.at)).abs() < day {
                faults.push(format!("{} and {} within a day", one.medicine, other.medicine));
            }
        }
    }
    for (start, end) in &history.heat {
        for rub in &history.rubs {
            if rub.duration_since(*end) < day && start.duration_since(*rub) < day {
                faults.push(format!("heat until {end} and a rub at {rub}"));
            }
        }
        let gap = minutes(60);
        let close = history.heat.iter().filter(|(other, _)| other >= start && other.duration_since(*end) < gap).count();
        if close > 1 {
            faults.push(format!("heat again too soon after {end}"));
        }
        let a_day =
            history.heat.iter().filter(|(other, _)| other >= start && other.duration_since(*start) < day).count();
        if a_day > 6 {
            faults.push(format!("{a_day} times heat in a day from {start}"));
        }
    }
    for first in &history.rubs {
        let a_day = history.rubs.iter().filter(|rub| *rub >= first && rub.duration_since(*first) < day).count();
        if a_day > 3 {
            faults.push(format!("{a_day} rubs in a day from {first}"));
        }
    }
    faults
}

fn as_it_is(log: &Log) -> Log {
    log.clone()
}

/// The planted faults: what a ledger that trusts edits, or the clock, would see.
fn only_what_stands(log: &Log) -> Log {
    let mut log = log.clone();
    log.doses.retain(|dose| dose.stands);
    log.other_uses.clear();
    log
}

fn only_what_is_past(log: &Log) -> Log {
    let mut log = log.clone();
    log.ahead.clear();
    log.other_uses.clear();
    log
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn nothing_that_was_allowed_adds_up_to_too_much(steps in prop::collection::vec(step(), 1..120)) {
        let history = live(&steps, as_it_is, false);
        prop_assert_eq!(faults(&history), Vec::<String>::new());
    }

    #[test]
    fn the_ledger_holds_even_where_the_decision_is_an_old_one(steps in prop::collection::vec(step(), 1..120)) {
        let history = live(&steps, as_it_is, true);
        prop_assert_eq!(faults(&history), Vec::<String>::new());
    }

    #[test]
    fn every_order_of_arrival_gives_the_same_facts(
        steps in prop::collection::vec(step(), 1..60),
        seed in any::<u64>(),
        later in 0_i64..3000,
    ) {
        let events = live(&steps, as_it_is, false).story.events;
        let instant = events.last().unwrap().at + minutes(later);
        let mut shuffled = events.clone();
        // A shuffle of its own, so that the order is any at all.
        let mut state = seed | 1;
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let other = usize::try_from(state >> 33).unwrap() % (place + 1);
            shuffled.swap(place, other);
        }
        let (log, other) = (Log::at(&events, instant), Log::at(&shuffled, instant));
        prop_assert_eq!(&log, &other);
        prop_assert_eq!(rows_at(&ENGINE, &log, instant), rows_at(&ENGINE, &other, instant));
    }

    #[test]
    fn an_edit_never_allows_more_or_sooner(
        steps in prop::collection::vec(step(), 1..50),
        edit in prop_oneof![
            (any::<prop::sample::Index>(), 1_u16..900, -2000_i64..2000)
                .prop_map(|(which, mg, by)| Step::Correct(which, mg, by)),
            any::<prop::sample::Index>().prop_map(Step::Withdraw),
        ],
        later in 0_i64..1500,
    ) {
        let before = live(&steps, as_it_is, false).story;
        let now = before.events.iter().map(|event| event.at).max().unwrap();
        let mut after = before.clone();
        match edit {
            Step::Correct(which, mg, by) => {
                let old = which.get(&before.events).clone();
                if let Event::MedicineTaken { contents, on_skin: false, .. } = &old.event {
                    let to = Box::new(dose(&contents[0].ingredient, Some(f64::from(mg))));
                    let event = Event::EventCorrected { event: old.id, at: old.at + minutes(by), to };
                    after.add(now, event);
                }
            }
            Step::Withdraw(which) => {
                let event = which.get(&before.events).id;
                after.add(now, Event::EventWithdrawn { event, reason: None });
            }
            _ => {}
        }
        let instant = now + minutes(later);
        for medicine in MEDICINES {
            // By the same decision: what the edit changes in the facts is for the stops, which are no ledger.
            let (log, edited) = (before.log(instant), after.log(instant));
            let decision = decision_at(&ENGINE, &log, instant);
            let may = |log: &Log| Ledger::at(ENGINE.guideline(), log, instant).may_take(&decision, medicine, instant);
            let (without, with) = (may(&log), may(&edited));
            let most = |may: &May<'_>| may.now().and_then(|now| now.most_mg).unwrap_or(0.0);
            prop_assert!(most(&with) <= most(&without), "{}: {:?} became {:?}", medicine, without, with);
            if let (May::NotYet { from: before, .. }, May::NotYet { from: after, .. }) = (&without, &with) {
                prop_assert!(after >= before, "{}: {} became {}", medicine, before, after);
            }
        }
    }

    #[test]
    fn an_import_gives_the_same_log_and_a_second_one_nothing(steps in prop::collection::vec(step(), 1..60), kept in any::<prop::sample::Index>()) {
        let events = live(&steps, as_it_is, false).story.events;
        let export = Export::new("another".to_owned(), events.last().unwrap().at, events.clone());
        let export = Export::from_json(&export.to_json().unwrap()).unwrap();
        // On an empty machine, on one with some of it, on one with all of it.
        for have in [0, kept.index(events.len()), events.len()] {
            let mut here = events[..have].to_vec();
            for new in merge(&here, &export).unwrap() {
                let next = Sequence::new(here.len() as u64 + 1);
                here.push(new.recorded(next));
            }
            prop_assert_eq!(&here, &events);
            prop_assert!(merge(&here, &export).unwrap().is_empty());
        }
    }

    #[test]
    fn no_answer_and_no_event_makes_anything_panic(
        steps in prop::collection::vec(step(), 1..20),
        strange in prop::collection::vec(("[a-z_.]{0,20}", any::<u8>(), any::<f64>()), 0..10),
        far in prop_oneof![Just(i64::MIN / 2), Just(-62_135_596_800), Just(0), Just(253_402_207_200), Just(i64::MAX / 2)],
    ) {
        let mut story = live(&steps, as_it_is, false).story;
        let instant = Timestamp::from_second(far.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second())).unwrap();
        for (row, which, number) in strange {
            let answer = match which % 4 {
                0 => Answer::Number(number),
                1 => Answer::OneOf(row.clone()),
                2 => Answer::NotSure,
                _ => Answer::ManyOf { chosen: vec![row.clone()], not_sure: true },
            };
            story.add(instant, given(rows(&[(row.as_str(), answer.clone()), ("rest_days", answer.clone()), ("duration_days", answer)])));
            story.add(instant, dose(&row, Some(number)));
            story.add(instant, Event::PainFelt { pain: number, after: None });
            story.add(instant, Event::RestLogged { date: jiff::civil::Date::MIN, mostly_lying: true });
        }
        for instant in [instant, Timestamp::MIN, Timestamp::MAX, at(3, "08:00")] {
            let log = story.log(instant);
            let decision = decision_at(&ENGINE, &log, instant);
            let ledger = Ledger::at(ENGINE.guideline(), &log, instant);
            for treatment in &ENGINE.guideline().treatments {
                let _ = ledger.may_take(&decision, &treatment.id, instant);
                let _ = ledger.may_use(&decision, &treatment.id, instant);
            }
        }
    }
}

/// The tests above can fail: a ledger that forgets what was edited, or what a clock left behind, is caught.
#[test]
fn a_planted_fault_is_found() {
    for (fault, name) in [(only_what_stands as Seen, "edits"), (only_what_is_past as Seen, "clock")] {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let strategy = prop::collection::vec(step(), 60..120);
        let found = (0..300).any(|_| {
            let steps = strategy.new_tree(&mut runner).unwrap().current();
            !faults(&live(&steps, fault, true)).is_empty()
        });
        assert!(found, "nobody noticed a ledger that trusts {name}");
    }
}

#[test]
fn the_histories_are_about_something() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = prop::collection::vec(step(), 60..120);
    let mut seen = std::collections::BTreeMap::new();
    for _ in 0..60 {
        let history = live(&strategy.new_tree(&mut runner).unwrap().current(), as_it_is, false);
        for taken in &history.taken {
            *seen.entry(taken.medicine).or_insert(0) += 1;
        }
        *seen.entry("heat").or_insert(0) += history.heat.len();
        *seen.entry("capsicum_topical").or_insert(0) += history.rubs.len();
    }
    for treatment in MEDICINES.into_iter().chain(["heat", "capsicum_topical"]) {
        let times = seen.get(treatment).copied().unwrap_or_default();
        assert!(times >= 10, "{treatment} was allowed {times} times: {seen:?}");
    }
}

#[test]
fn a_night_of_daylight_saving_is_as_long_as_it_is() {
    // In Paris the night of 29 March 2026 has 23 hours: at 08:00 summer time, 6 hours after 01:00 winter time are over.
    let mut story = Story::plain();
    story.zone = Some("Europe/Paris".to_owned());
    let taken: Timestamp = "2026-03-29T01:00:00+01:00".parse().unwrap();
    story.add(taken, dose("ibuprofen", Some(200.0)));
    let clock: Timestamp = "2026-03-29T07:59:00+02:00".parse().unwrap();
    assert!(story.may(clock, "ibuprofen").now().is_none());
    let clock: Timestamp = "2026-03-29T08:00:00+02:00".parse().unwrap();
    assert!(story.may(clock, "ibuprofen").now().is_some());
}

#[test]
fn a_conflict_names_its_place_and_takes_nothing() {
    let story = Story::plain();
    let export = Export { person: "me".to_owned(), exported_at: at(1, "09:00"), events: story.events.clone() };
    let mut other: Vec<Recorded> = story.events;
    other[1].zone = "Europe/Paris".to_owned();
    let error = merge(&other, &export).unwrap_err();
    assert_eq!(error.to_string(), "event 2 of this log cannot be read");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "its id is that of event 2 of this log, which is another one; use an unchanged copy");

    let mut absurd = export;
    absurd.events[1].event = Event::PainFelt { pain: 11.0, after: None };
    absurd.events[1].id = EventId::from_u128(77);
    let error = merge(&[], &absurd).unwrap_err();
    assert!(std::error::Error::source(&error).unwrap().to_string().contains("`pain` of `pain_felt`"));
}

#[test]
fn what_is_dated_later_than_the_file_is_not_taken_in() {
    let mut story = Story::plain();
    let id = story.add(at(1, "08:00"), dose("ibuprofen", Some(200.0)));
    let exported_at = at(1, "09:00");
    let file = |events: &[Recorded]| Export { person: "me".to_owned(), exported_at, events: events.to_vec() };
    assert!(merge(&[], &file(&story.events)).is_ok());
    for later in [
        (at(1, "09:01"), Event::PainFelt { pain: 3.0, after: None }),
        (at(1, "08:30"), corrected(id, at(1, "09:01"), dose("ibuprofen", Some(200.0)))),
    ] {
        let mut story = story.clone();
        story.add(later.0, later.1);
        let error = merge(&[], &file(&story.events)).unwrap_err();
        assert_eq!(error, EpisodeError::AtEvent { place: 5, source: Box::new(EpisodeError::Ahead) });
    }
}

#[test]
fn a_dose_that_was_set_right_to_a_later_time_than_now_is_no_fact_yet_and_allows_nothing() {
    let mut story = Story::plain();
    let id = story.add(at(1, "08:00"), dose("ibuprofen", Some(200.0)));
    story.add(at(1, "08:30"), corrected(id, at(2, "08:00"), dose("ibuprofen", Some(200.0))));
    let log = story.log(at(1, "15:00"));
    assert!(log.doses.iter().all(|dose| dose.at <= at(1, "15:00") && !dose.stands), "{:?}", log.doses);
    assert_eq!(log.ahead.len(), 1);
    // Both tellings count against the next dose, as whatever was ever told does.
    assert!(story.may(at(2, "13:59"), "ibuprofen").now().is_none());
    assert!(story.may(at(2, "14:00"), "ibuprofen").now().is_some());
    // Set right once more, it is where it was said to be.
    story.add(at(1, "16:00"), corrected(id, at(1, "07:00"), dose("ibuprofen", Some(200.0))));
    let log = story.log(at(1, "16:00"));
    assert_eq!(log.doses.iter().find(|dose| dose.stands).map(|dose| dose.at), Some(at(1, "07:00")));
}

fn corrected(event: EventId, at: Timestamp, to: Event) -> Event {
    Event::EventCorrected { event, at, to: Box::new(to) }
}
