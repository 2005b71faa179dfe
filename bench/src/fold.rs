//! How long a page waits for a log of ten years: fold, facts, decision and ledger.

use crate::Figure;
use crate::decisions::median;
use crate::ten_years;
use easeback_engine::Engine;
use easeback_episode::{Ledger, Log, decision_at};
use easeback_guideline::Guideline;
use jiff::Timestamp;
use std::hint::black_box;

pub fn measure() -> Vec<Figure> {
    let Ok(guideline) = Guideline::built_in() else { return Vec::new() };
    let engine = Engine::new(guideline);
    let events = ten_years::events(&engine);
    let now = events.last().map_or(Timestamp::UNIX_EPOCH, |last| last.at);
    let fold = median(5, || {
        black_box(Log::at(black_box(&events), now));
    });
    let log = Log::at(&events, now);
    let decide = median(5, || {
        black_box(decision_at(&engine, black_box(&log), now));
    });
    let decision = decision_at(&engine, &log, now);
    let ledger = median(5, || {
        let ledger = Ledger::at(engine.guideline(), black_box(&log), now);
        for medicine in &engine.guideline().medicines {
            black_box(ledger.may_take(&decision, &medicine.id, now));
        }
        black_box(ledger.may_use(&decision, "heat", now));
    });
    let figure = |what: &str, value: f64| Figure { what: what.to_owned(), value: value * 1e3, limit: 50.0, unit: "ms" };
    vec![
        figure("a log of 10 years (36,500 events), folded", fold),
        figure("its facts and the decision by them", decide),
        figure("its ledger, asked about everything", ledger),
        figure("all three, as a page needs them", fold + decide + ledger),
    ]
}
