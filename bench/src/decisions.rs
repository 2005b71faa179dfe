//! How long one decision takes, with and without its explanation, and how many people a core screens.

use crate::Figure;
use easeback_engine::{Answer, Engine, PersonFacts};
use easeback_guideline::{Guideline, Kind, ScreenPart};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 15;

pub fn measure() -> Vec<Figure> {
    let Ok(guideline) = Guideline::built_in() else { return Vec::new() };
    let engine = Engine::new(guideline);
    let people = people(&engine);
    let explained = median_per_person(&people, |person| {
        black_box(engine.decide(black_box(person)));
    });
    let plain = median_per_person(&people, |person| {
        black_box(engine.disposition(black_box(person)));
    });
    vec![
        Figure {
            what: "one decision with its explanation".to_owned(),
            value: explained * 1e6,
            limit: 20.0,
            unit: "µs",
        },
        Figure { what: "one decision without explanation".to_owned(), value: plain * 1e6, limit: 2.0, unit: "µs" },
    ]
}

/// People of every kind: one who was asked nothing, one with nothing wrong, and for every yes/no finding one who says
/// yes to it and one who is not sure.
fn people(engine: &Engine) -> Vec<PersonFacts> {
    let healthy = healthy(engine);
    let mut people = vec![PersonFacts::nothing_asked(engine.guideline())];
    people.extend(engine.facts(&healthy));
    for finding in engine.guideline().findings.iter().filter(|finding| finding.kind == Kind::YesNo) {
        for answer in [Answer::YesNo(true), Answer::NotSure] {
            let mut answers = healthy.clone();
            answers.insert(finding.id.clone(), answer);
            people.extend(engine.facts(&answers));
        }
    }
    people
}

/// Somebody who went through the whole interview with nothing wrong.
pub fn healthy(engine: &Engine) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    for part in [ScreenPart::Check, ScreenPart::Comfort] {
        while let Some(next) = engine.facts(&answers).ok().and_then(|facts| {
            let next = engine.next_screen(&facts, part)?;
            Some(next.rows.iter().map(|row| (row.id.to_owned(), good_answer(row))).collect::<Vec<_>>())
        }) {
            answers.extend(next);
        }
    }
    answers
}

fn good_answer(row: &easeback_engine::Row<'_>) -> Answer {
    let first = || row.finding.options.first().map(|option| option.id.clone()).unwrap_or_default();
    match (row.option, row.finding.kind) {
        (None, Kind::Number) => Answer::Number(row.finding.typical.map_or(1.0, |typical| typical.mean.round())),
        (None, Kind::ManyOf) => Answer::ManyOf { chosen: vec![first()], not_sure: false },
        (None, Kind::OneOf) if row.finding.none.is_none() => Answer::OneOf(first()),
        _ => row.none(),
    }
}

/// The median over the rounds of the mean time of one call, in seconds.
#[expect(clippy::cast_precision_loss, reason = "a few hundred people")]
fn median_per_person(people: &[PersonFacts], call: impl Fn(&PersonFacts)) -> f64 {
    let all = median(ROUNDS, || {
        for _ in 0..20 {
            people.iter().for_each(&call);
        }
    });
    all / (20.0 * people.len() as f64)
}

/// The median time of a call over some rounds, in seconds, after one round that does not count.
pub fn median(rounds: usize, mut call: impl FnMut()) -> f64 {
    call();
    let mut times: Vec<_> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(rounds / 2).copied().unwrap_or_default()
}
