//! Everything a guideline must be: names that exist, types that fit, ranges kept, sources given.
//!
//! Each step reports what it finds and goes on, so that a clinician sees every problem at once.

mod course;
mod draft;
mod entries;
mod exercises;
mod findings;
mod people;
mod products;
mod rules;
mod treatments;

use crate::condition::parse::parse;
use crate::condition::resolve::{Names, Place};
use crate::problem::{Problem, Problems, SourceFile};
use crate::read::{About, Entry, Tables};
use crate::{Guideline, Rule};
use draft::Draft;
use sha2::{Digest, Sha256};
use std::fmt::Write;

impl Guideline {
    /// Reads a guideline from its files, or reports everything that is wrong with it.
    ///
    /// Files under `people/` hold example people and do not count for the digest. The order of the files does not matter.
    pub fn read(files: &[SourceFile]) -> Result<Self, Problems> {
        let mut files = files.to_vec();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let mut problems = Vec::new();
        let guideline = read(&files, &mut problems);
        match guideline {
            Some(guideline) if problems.is_empty() => Ok(guideline),
            _ => Err(Problems(in_order(problems))),
        }
    }
}

fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    problems
}

/// Gives the `when` of every entry of a table its meaning.
macro_rules! resolve_when {
    ($entries:expr, $names:expr, $problems:expr) => {
        for entry in &mut $entries {
            resolve(entry, &["when"], |value| Some(&mut value.when), $names, Place::Facts, $problems);
        }
    };
}
use resolve_when;

fn read(files: &[SourceFile], problems: &mut Vec<Problem>) -> Option<Guideline> {
    let mut tables = Tables::parse(files, problems);
    let before = problems.len();
    let about: Vec<Entry<'_, About>> = tables.take("guideline", problems);
    if about.is_empty() && problems.len() == before {
        problems.push(Problem::new("there is no `[guideline]` table").help(Some("it stands in guideline.toml")));
    }
    let mut draft = Draft::take(tables, problems);
    let all_read = problems.is_empty();
    draft.check_entries(problems);

    let findings: Vec<_> = draft.findings.iter().map(|entry| entry.value.clone()).collect();
    let treatments: Vec<_> = draft.treatments.iter().map(|entry| entry.value.id.clone()).collect();
    let definitions: Vec<_> = draft.definitions.iter().map(|entry| entry.value.id.clone()).collect();
    let mut names = Names::new(&findings, treatments.iter().map(String::as_str));
    if !all_read {
        names.doubt();
    }
    rules::define(&mut draft.definitions, &definitions, &mut names, problems);
    findings::check(&mut draft.findings, &names, problems);
    findings::check_screens(&draft.screens, &draft.findings, problems);
    rules::check_levels(&draft.levels, &draft.actions, problems);
    resolve_when!(draft.contradictions, &names, problems);
    rules::check_red_flags(&mut draft.red_flags, &names, &draft.actions, &findings, problems);
    rules::check_properties(&mut draft.properties, &names, problems);
    treatments::check(&mut draft, &names, problems);
    course::check(&mut draft, &names, problems);
    exercises::check(&mut draft, &names, problems);
    products::check(&draft, problems);
    people::check(&draft, problems);
    rules::report_unused(&draft.definitions, &names, problems);

    if let Some(second) = about.get(1) {
        problems.push(second.problem(&[], "there are two `[guideline]` tables").help(Some("keep one")));
    }
    let about = about.into_iter().next()?.value;
    Some(draft.into_guideline(about, digest(files)))
}

/// Parses and resolves one rule of an entry.
fn resolve<T>(
    entry: &mut Entry<'_, T>,
    path: &[&str],
    rule: impl for<'r> Fn(&'r mut T) -> Option<&'r mut Rule>,
    names: &Names<'_>,
    place: Place,
    problems: &mut Vec<Problem>,
) {
    let Some(text) = rule(&mut entry.value).map(|rule| rule.text().to_owned()) else { return };
    let result = parse(&text)
        .map_err(|fault| vec![fault])
        .and_then(|syntax| names.resolve(&syntax, place).map(|condition| (syntax, condition)));
    match result {
        Ok((syntax, condition)) => {
            if let Some(rule) = rule(&mut entry.value) {
                rule.set(syntax, condition);
            }
        }
        Err(faults) => {
            names.doubt();
            problems.extend(faults.into_iter().map(|fault| {
                Problem::new(fault.message).at(entry.file, entry.span_within(path, &fault.span)).help(fault.help)
            }));
        }
    }
}

fn digest(files: &[SourceFile]) -> String {
    let mut hash = Sha256::new();
    for file in files.iter().filter(|file| !file.name.starts_with("people/")) {
        hash.update(format!("{}\n{}\n", file.name, file.text.len()));
        hash.update(&file.text);
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
