//! The guideline of this repository as texts, and random people.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "shared by tests, each of which uses a part"
)]

use easeback_engine::{Answer, Engine};
use easeback_guideline::{Finding, Group, Guideline, Kind, SourceFile};
use easeback_proof::Prover;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Guideline::built_in().unwrap()));
pub static PROVER: LazyLock<Prover<'static>> = LazyLock::new(|| Prover::new(&ENGINE));

/// Every file of the guideline, example people aside.
pub fn files() -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guideline");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files
        .map(|path| SourceFile {
            name: path.file_name().unwrap().to_str().unwrap().to_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect()
}

/// Answers of anybody, chosen by seeds: of some people everything is odd, of most only a few things are. They may
/// contradict each other.
pub fn answers(seeds: &[u16]) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    let oddness = [64, 16, 4, 1][usize::from(seeds[0] % 4)];
    let mut seeds = seeds.iter().copied().skip(1).cycle();
    for finding in &ENGINE.guideline().findings {
        let mut next = || usize::from(seeds.next().unwrap());
        if next() % 64 >= oddness {
            if finding.group != Group::Log {
                answers.insert(finding.id.clone(), plain(finding));
            }
            continue;
        }
        match next() % 16 {
            0 | 1 => {}
            2 => {
                answers.insert(finding.id.clone(), Answer::NotSure);
            }
            3..6 if finding.kind == Kind::ManyOf => {
                for option in options(finding) {
                    let answer = match next() % 8 {
                        0 => Answer::YesNo(true),
                        1 => Answer::NotSure,
                        2 => continue,
                        _ => Answer::YesNo(false),
                    };
                    answers.insert(format!("{}.{option}", finding.id), answer);
                }
            }
            _ => {
                answers.insert(finding.id.clone(), whole(finding, &mut next));
            }
        }
    }
    answers
}

/// What somebody with a plain spasm says.
fn plain(finding: &Finding) -> Answer {
    match finding.kind {
        Kind::YesNo => finding.none.clone().unwrap_or(Answer::YesNo(false)),
        Kind::OneOf => finding.none.clone().unwrap_or_else(|| Answer::OneOf(finding.options[0].id.clone())),
        Kind::ManyOf => {
            let chosen = if finding.id == "pain_sites" { vec!["low".to_owned()] } else { Vec::new() };
            Answer::ManyOf { chosen, not_sure: false }
        }
        Kind::Number => {
            let usual = [("age_years", 35.0), ("pain_now", 2.0), ("weight_kg", 70.0)];
            let usual = usual.into_iter().find(|(id, _)| *id == finding.id);
            Answer::Number(usual.map_or(finding.min.unwrap(), |(_, number)| number))
        }
    }
}

fn options(finding: &Finding) -> impl Iterator<Item = &str> {
    let none = finding.none.clone();
    let options = finding.options.iter().map(|option| option.id.as_str());
    options.filter(move |option| none != Some(Answer::OneOf((*option).to_owned())))
}

fn whole(finding: &Finding, next: &mut impl FnMut() -> usize) -> Answer {
    match finding.kind {
        Kind::YesNo => Answer::YesNo(next().is_multiple_of(3)),
        Kind::OneOf => Answer::OneOf(finding.options[next() % finding.options.len()].id.clone()),
        Kind::ManyOf => {
            let chosen = options(finding).filter(|_| next().is_multiple_of(12)).map(str::to_owned).collect();
            Answer::ManyOf { chosen, not_sure: next().is_multiple_of(8) }
        }
        Kind::Number => {
            let near = [
                0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 9.0, 10.0, 14.0, 15.0, 18.0, 22.0, 35.0, 50.0, 65.0, 72.0, 1201.0,
                3500.0, 5000.0,
            ];
            Answer::Number(f64::clamp(near[next() % near.len()], finding.min.unwrap(), finding.max.unwrap()))
        }
    }
}
