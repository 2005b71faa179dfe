//! The interview asks enough, asks in the right order, and ends.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use easeback_engine::{Answer, Disposition, Engine, Row};
use easeback_guideline::{Guideline, Kind, ScreenPart};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Guideline::built_in().unwrap()));

/// The answers of somebody who has an answer to everything: `seeds` choose them, row by row.
///
/// `calm` says how seldom something is out of the ordinary: in one of so many rows.
fn life(calm: u16, seeds: &[(u16, u16)]) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    for (row, (chance, seed)) in all_rows().zip(seeds) {
        let seed = if chance % calm == 0 { *seed } else { 0 };
        answers.insert(row.id.to_owned(), answer(&row, seed));
    }
    answers
}

fn all_rows() -> impl Iterator<Item = Row<'static>> {
    ENGINE.guideline().screens.iter().flat_map(|screen| ENGINE.rows(screen))
}

/// Mostly the good answer, sometimes another, sometimes not sure.
fn answer(row: &Row<'_>, seed: u16) -> Answer {
    let finding = row.finding;
    let pick = usize::from(seed / 16);
    let option = |place: usize| finding.options[place % finding.options.len()].id.clone();
    match (row.option, finding.kind, seed % 16) {
        (_, _, 15) => Answer::NotSure,
        (Some(_), _, 14) | (None, Kind::YesNo, 13 | 14) => Answer::YesNo(true),
        (Some(_), ..) => Answer::YesNo(false),
        (None, Kind::YesNo, _) => row.none(),
        (None, Kind::OneOf, 11..) => Answer::OneOf(option(pick)),
        (None, Kind::OneOf, _) => match &finding.none {
            Some(none) => none.clone(),
            None => Answer::OneOf(option(0)),
        },
        (None, Kind::ManyOf, _) => Answer::ManyOf { chosen: vec![option(pick)], not_sure: false },
        (None, Kind::Number, 0) => Answer::Number(finding.typical.map_or(1.0, |typical| typical.mean.round())),
        (None, Kind::Number, _) => {
            let (min, max) = (finding.min.unwrap(), finding.max.unwrap());
            let nearby = [0.0_f64, 2.0, 5.0, 7.0, 9.0, 10.0, 15.0, 22.0, 35.0, 50.0, 60.0, 72.0];
            Answer::Number(nearby[pick % nearby.len()].clamp(min, max))
        }
    }
}

/// What the interview learns of a life: only what it asks. Panics if it does not end.
fn interviewed(life: &BTreeMap<String, Answer>) -> (BTreeMap<String, Answer>, Vec<&'static str>) {
    let (mut learned, mut screens) = (BTreeMap::new(), Vec::new());
    for _ in 0..100 {
        let facts = ENGINE.facts(&learned).unwrap();
        let Some(next) = ENGINE.next_screen(&facts, ScreenPart::Check) else { return (learned, screens) };
        screens.push(next.screen.id.as_str());
        learned.extend(next.rows.iter().map(|row| (row.id.to_owned(), life[row.id].clone())));
    }
    panic!("the interview does not end: {screens:?}");
}

fn life_strategy() -> impl Strategy<Value = BTreeMap<String, Answer>> {
    (4_u16..60, prop::collection::vec(any::<(u16, u16)>(), all_rows().count()))
        .prop_map(|(calm, seeds)| life(calm, &seeds))
        .prop_filter("contradictory", |life| ENGINE.facts(life).is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_the_interview_skips_never_changes_the_disposition(mut life in life_strategy()) {
        // Questions that come after the plan are not part of the check.
        for row in ENGINE.guideline().screens.iter().filter(|screen| screen.when == ScreenPart::After).flat_map(|screen| &screen.rows) {
            life.remove(row);
        }
        let everything = ENGINE.decide(&ENGINE.facts(&life).unwrap()).disposition;
        let (learned, _) = interviewed(&life);
        let decision = ENGINE.decide(&ENGINE.facts(&learned).unwrap()).disposition;
        prop_assert_ne!(decision, Disposition::Incomplete);
        prop_assert_eq!(decision, everything);
    }

    #[test]
    fn the_emergency_screens_come_first(life in life_strategy()) {
        let emergency = |id: &str| ENGINE.guideline().screens.iter().any(|screen| screen.id == id && screen.emergency);
        let (_, screens) = interviewed(&life);
        prop_assert!(screens.iter().skip_while(|id| emergency(id)).all(|id| !emergency(id)));
        prop_assert!(emergency(screens[0]));
    }

    #[test]
    fn the_decision_with_and_without_explanation_is_the_same(life in life_strategy()) {
        let facts = ENGINE.facts(&life).unwrap();
        prop_assert_eq!(ENGINE.decide(&facts).disposition, ENGINE.disposition(&facts));
    }
}

#[test]
fn nothing_is_asked_once_an_emergency_is_known() {
    let facts = ENGINE.facts(&BTreeMap::from([("groin_numb".to_owned(), Answer::YesNo(true))])).unwrap();
    assert!(ENGINE.next_screen(&facts, ScreenPart::Check).is_none());
    assert!(ENGINE.decide(&facts).ask.is_empty());
}

#[test]
fn a_plain_spasm_is_asked_for_eighteen_taps_and_types_only_the_age() {
    let mut learned = BTreeMap::new();
    let (mut taps, mut typed) = (0, Vec::new());
    for part in [ScreenPart::Check, ScreenPart::Comfort] {
        while let Some(next) = ENGINE.next_screen(&ENGINE.facts(&learned).unwrap(), part) {
            let row = next.rows[0];
            let picked = row.option.is_none() && row.finding.kind == Kind::ManyOf;
            if row.finding.kind == Kind::Number && row.finding.pick.is_empty() {
                typed.push(row.id);
            }
            taps += 1 + usize::from(picked);
            learned.extend(next.rows.iter().map(|row| (row.id.to_owned(), plain(row))));
        }
    }
    assert_eq!(ENGINE.decide(&ENGINE.facts(&learned).unwrap()).disposition, Disposition::HomeCare);
    assert!(taps <= 18, "{taps} taps");
    assert_eq!(typed, ["age_years"]);
}

/// What somebody with a plain spasm says.
fn plain(row: &Row<'_>) -> Answer {
    let said = |option: &str| Answer::OneOf(option.to_owned());
    match row.id {
        "age_years" => Answer::Number(35.0),
        "pain_sites" => Answer::ManyOf { chosen: vec!["low".to_owned()], not_sure: false },
        "onset" => said("sudden_strain"),
        "duration_days" => Answer::Number(2.0),
        "pain_now" => Answer::Number(5.0),
        "pain_constant" => said("comes_and_goes"),
        "course" => said("better"),
        "pregnancy" => said("no"),
        "alcohol_drinks_day" => Answer::Number(0.0),
        _ => row.none(),
    }
}

/// The lives above would prove little if they all ended the same way.
#[test]
fn the_random_lives_reach_every_level() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeMap::new();
    for _ in 0..300 {
        let life = life_strategy().new_tree(&mut runner).unwrap().current();
        *reached.entry(ENGINE.disposition(&ENGINE.facts(&life).unwrap()).level()).or_insert(0) += 1;
    }
    assert!(reached.len() >= 4 && reached.values().all(|count| *count >= 5), "{reached:?}");
}
