//! One encoding for two guidelines, so that the same bits are the same person for both.
//!
//! The statuses of a fact are those of either guideline: a threshold, an option or a finding of one of them tells people
//! apart in both. What a guideline cannot be told (a finding or an option that it does not have, a number outside its
//! range) it was not asked; for a fact from the log, the log says nothing of it. Findings are the same where id and kind
//! are.

use crate::fact::{About, Fact, NO, NOT_ASKED, NOT_SURE, Named, Status, YES};
use crate::numbers;
use easeback_engine::{Answer, Engine};
use easeback_guideline::{Atom, Finding, FindingId, Kind};

/// The facts of two guidelines: the same ids, the same bits, and for each what they mean to it.
pub(crate) fn facts(engines: [&Engine; 2]) -> [Vec<Fact>; 2] {
    let named = engines.map(Named::of);
    let mut facts = [Vec::new(), Vec::new()];
    let [old, new] = engines.map(|engine| engine.guideline().findings.iter());
    let mut seen: Vec<(&str, Kind)> = Vec::new();
    for finding in new.chain(old) {
        let key = (finding.id.as_str(), finding.kind);
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let sides = [0, 1].map(|side| side_of(engines, &named, side, key));
        let pair = if finding.kind == Kind::ManyOf { lists(&sides) } else { singles(finding, &sides) };
        let other_kind = engines
            .map(|engine| engine.guideline().finding(&finding.id).is_some_and(|(_, other)| other.kind != finding.kind));
        for (mine, mut theirs) in facts.iter_mut().zip(pair) {
            if other_kind.contains(&true) {
                // One id, two kinds of answers: what is said to one is nothing to the other.
                for fact in &mut theirs {
                    fact.id = format!("{} ({:?})", fact.id, finding.kind);
                }
            }
            mine.extend(theirs);
        }
    }
    facts
}

/// A finding as one of the guidelines has it.
struct Side<'s> {
    id: FindingId,
    finding: &'s Finding,
    named: &'s Named,
    atoms: Vec<Atom>,
}

fn side_of<'s>(
    engines: [&'s Engine; 2],
    named: &'s [Named; 2],
    side: usize,
    (id, kind): (&str, Kind),
) -> Option<Side<'s>> {
    let (id, finding) = engines.get(side)?.guideline().finding(id).filter(|(_, finding)| finding.kind == kind)?;
    let named = named.get(side)?;
    Some(Side { id, finding, named, atoms: named.atoms_of(id) })
}

/// What somebody may say to a finding that takes one answer, in words that both guidelines share.
#[derive(Clone, Debug, PartialEq)]
enum Said {
    YesNo(bool),
    Option(String),
    Number(f64),
    NotSure,
    NotAsked,
}

fn singles(finding: &Finding, sides: &[Option<Side<'_>>; 2]) -> [Vec<Fact>; 2] {
    if !sides.iter().flatten().any(|side| side.named.speaks_of(side.id)) {
        return [Vec::new(), Vec::new()];
    }
    let there = || sides.iter().flatten();
    let mut said: Vec<Said> = match finding.kind {
        Kind::YesNo => vec![Said::YesNo(false), Said::YesNo(true)],
        Kind::Number => {
            let samples =
                numbers::samples_of(&there().map(|side| (side.finding, side.atoms.as_slice())).collect::<Vec<_>>());
            samples.into_iter().map(Said::Number).collect()
        }
        _ => {
            let mut options: Vec<Said> = Vec::new();
            for option in there().flat_map(|side| &side.finding.options) {
                let option = Said::Option(option.id.clone());
                if !options.contains(&option) {
                    options.push(option);
                }
            }
            options
        }
    };
    said.extend(there().any(|side| side.finding.not_sure_is.is_none()).then_some(Said::NotSure));
    // Where one of the guidelines cannot be told an answer, it was not asked; so that has to be possible in both.
    said.extend(there().any(|side| side.finding.when_absent.is_none()).then_some(Said::NotAsked));
    let code = |place: usize, said: &Said| match said {
        Said::YesNo(false) => NO,
        Said::YesNo(true) => YES,
        Said::NotSure if finding.kind == Kind::YesNo => NOT_SURE,
        Said::NotAsked if finding.kind == Kind::YesNo => NOT_ASKED,
        _ => u16::try_from(place).unwrap_or(u16::MAX),
    };
    [0, 1].map(|side| {
        let Some(Some(side)) = sides.get(side) else { return Vec::new() };
        let statuses = said.iter().enumerate().map(|(place, said)| (heard(side.finding, said), code(place, said)));
        vec![Fact::encoded(side.finding.id.clone(), side.id, About::Whole, statuses.collect(), side.atoms.clone())]
    })
}

/// What an answer is to a guideline.
fn heard(finding: &Finding, said: &Said) -> Status {
    let option = |id: &String| finding.option(id).map(|(option, _)| Status::OneOf(option));
    let absent = || match &finding.when_absent {
        Some(Answer::YesNo(yes)) => Status::YesNo(*yes),
        Some(Answer::Number(number)) => Status::Number(*number),
        Some(Answer::OneOf(id)) => option(id).unwrap_or(Status::NotAsked),
        None | Some(_) => Status::NotAsked,
    };
    match said {
        Said::YesNo(yes) => Status::YesNo(*yes),
        Said::Option(id) => option(id).unwrap_or_else(absent),
        Said::Number(number) if numbers::fits(finding, *number) => Status::Number(*number),
        Said::NotSure => finding.not_sure_is.as_ref().and_then(option).unwrap_or(Status::NotSure),
        Said::Number(_) | Said::NotAsked => absent(),
    }
}

/// One fact for each option that either guideline names, and one for all the others.
fn lists(sides: &[Option<Side<'_>>; 2]) -> [Vec<Fact>; 2] {
    let there = || sides.iter().flatten();
    let mut ids: Vec<&str> = Vec::new();
    for option in there().flat_map(|side| &side.finding.options) {
        if !ids.contains(&option.id.as_str()) {
            ids.push(&option.id);
        }
    }
    let is_named = |id: &str| {
        there().any(|side| side.finding.option(id).is_some_and(|(option, _)| side.named.names(side.id, option)))
    };
    let may_be_unasked = there().any(|side| side.finding.when_absent.is_none());
    let whole = there().any(|side| side.named.speaks_of_all(side.id));
    let others_of = |side: &Side<'_>| {
        let others =
            side.finding.options.iter().filter(|option| !is_none(side.finding, &option.id) && !is_named(&option.id));
        others.filter_map(|option| Some(side.finding.option(&option.id)?.0)).collect::<Vec<_>>()
    };
    let several = there().any(|side| others_of(side).len() > 1);
    [0, 1].map(|side| {
        let Some(Some(side)) = sides.get(side) else { return Vec::new() };
        let unasked = if side.finding.when_absent.is_none() { Status::NotAsked } else { Status::YesNo(false) };
        let mut facts = Vec::new();
        for id in ids.iter().filter(|id| is_named(id) && !is_none(side.finding, id)) {
            let Some((option, _)) = side.finding.option(id) else { continue };
            let mut statuses =
                vec![(Status::YesNo(false), NO), (Status::YesNo(true), YES), (Status::NotSure, NOT_SURE)];
            statuses.extend(may_be_unasked.then_some((unasked, NOT_ASKED)));
            let id = format!("{}.{id}", side.finding.id);
            facts.push(Fact::encoded(id, side.id, About::Option(option), statuses, Vec::new()));
        }
        let others = others_of(side);
        if whole && !others.is_empty() {
            let logged = side.finding.when_absent.is_some();
            let alone = others.len() == 1;
            // Of a single other option it is one or the other; what was not asked weighs more.
            let status = |not_sure: bool, not_asked: bool| Status::Others {
                not_sure: not_sure && !(alone && not_asked && !logged),
                not_asked: not_asked && !logged,
            };
            let mut statuses = vec![(status(false, false), 0b00), (status(true, false), 0b01)];
            statuses.extend(may_be_unasked.then_some((status(false, true), 0b10)));
            statuses.extend((may_be_unasked && several).then_some((status(true, true), 0b11)));
            let id = format!("{}.…", side.finding.id);
            facts.push(Fact::encoded(id, side.id, About::Others(others), statuses, Vec::new()));
        }
        facts
    })
}

/// Whether an option is the one that means "none of these".
fn is_none(finding: &Finding, option: &str) -> bool {
    matches!(&finding.none, Some(Answer::OneOf(none)) if none == option)
}
