//! `easeback mutate`: changes the guideline in one place after the other, and says who notices.

mod report;
mod sample;

use crate::arguments::Mutate;
use crate::error::{Ending, Error};
use crate::folder;
use easeback_engine::Engine;
use easeback_guideline::{Guideline, Places};
use easeback_proof::{Judge, Mutation, Verdict, mutations};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

/// Judges every change, or some of them, and reports each.
pub(crate) fn run(how: &Mutate, folder: Option<&Path>) -> Result<Ending, Error> {
    let files = folder::files(folder.ok_or(Error::NoPeople)?)?;
    let engine = Engine::new(Guideline::read(&files).map_err(Error::Guideline)?);
    let all = mutations(engine.guideline());
    let chosen: Vec<&Mutation> = match how.sample {
        None => all.iter().collect(),
        Some(count) => sample::some(&all, count, how.seed),
    };
    let judged = judge(&Judge::new(&engine), &chosen);
    let places = Places::of(&files);
    let text = if how.json {
        report::json(&places, &judged)
    } else {
        let table = if how.brief { String::new() } else { report::table(&places, &judged) };
        table + &report::survivors(&judged) + &report::counts(&judged, all.len())
    };
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    let survives = judged.iter().any(|(_, verdict)| matches!(verdict, Verdict::Survives(_)));
    Ok(if survives { Ending::Wrong } else { Ending::Fine })
}

/// First the example people look at every change; those that none of them notices are held against everybody.
fn judge<'m>(judge: &Judge<'_>, chosen: &[&'m Mutation]) -> Vec<(&'m Mutation, Verdict)> {
    let noticed = in_threads(chosen, |list| list.iter().map(|mutation| judge.by_people(mutation)).collect());
    let pairs: Vec<_> = chosen.iter().copied().zip(noticed).collect();
    let rest: Vec<_> = pairs.iter().filter(|(_, noticed)| noticed.is_none()).map(|(mutation, _)| *mutation).collect();
    let everybody = judge.over_everybody(&rest);
    let verdicts =
        if rest.is_empty() { Vec::new() } else { in_threads(&rest, |list| everybody.verdicts(list.iter().copied())) };
    let mut verdicts = verdicts.into_iter();
    let judged = pairs.into_iter().filter_map(|(mutation, noticed)| {
        let verdict = noticed.map(Verdict::Noticed).or_else(|| verdicts.next())?;
        Some((mutation, verdict))
    });
    judged.collect()
}

/// Works on a list in as many threads as there are processors, and puts the results back in order.
fn in_threads<'m, T: Send>(list: &[&'m Mutation], work: impl Fn(&[&'m Mutation]) -> Vec<T> + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    // Neighbours are alike, and some are slow: each thread takes every so many-th.
    let results = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for first in 0..threads {
            let (results, work) = (&results, &work);
            scope.spawn(move || {
                let mine: Vec<_> = list.iter().enumerate().skip(first).step_by(threads).collect();
                let mutations: Vec<_> = mine.iter().map(|(_, mutation)| **mutation).collect();
                let done = if mutations.is_empty() { Vec::new() } else { work(&mutations) };
                let done = mine.into_iter().map(|(place, _)| place).zip(done);
                results.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(done);
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.sort_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}
